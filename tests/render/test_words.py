"""What the mails say: subjects, first lines, privacy, the same facts in both forms, plain words."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from bot.cli.mail_samples import _PEOPLE, context
from bot.domain.outcome import parse_outcome
from bot.domain.words import MailKind
from bot.mail.commands import commands_in

from .mails import BY_NAME, EACH, MAILS, Mail, flat, leaves, untagged

NAMES = [word for row in _PEOPLE for word in row[1].split()]
FREE_TEXT = (
    "happened",
    "text",
    "reason",
    "what",
    "reporter",
    "who",
    "by",
    "leader",
    "acting",
    "shown_text",
    "question",
)


def _secrets(mail: Mail) -> list[str]:
    """Names, and pieces of what happened, that must not show on a lock screen."""
    facts = mail.view["facts"]
    told = [
        str(facts.get(key, ""))
        for key in FREE_TEXT
        if key != "what" or mail.sample.kind is MailKind.ACTION_FOLLOW_UP
    ]
    pieces = [line[:25] for text in told for line in text.splitlines() if len(line) > 6]
    return [*NAMES, *pieces, mail.view["to"]["address"]]


def test_every_kind_has_a_sample() -> None:
    assert {mail.sample.kind for mail in MAILS} == set(MailKind)


@EACH
def test_subject_has_tag_first_and_is_short(mail: Mail) -> None:
    subject = mail.made.subject
    if mail.view["tag"]:
        assert subject.startswith(f"{mail.view['tag']} ")
    else:
        assert mail.view["reference"] == ""
    assert 10 <= len(untagged(subject)) <= 60
    assert not re.search(r"\s[,:;]|\s{2}|!", subject)


@EACH
def test_lock_screen_shows_no_name_and_nothing_of_what_happened(mail: Mail) -> None:
    for shown in (mail.made.subject, flat(mail.made.text)[:150], mail.seen[:150], mail.preheader):
        assert [secret for secret in _secrets(mail) if secret and secret in shown] == []


@EACH
def test_text_is_long_enough_before_the_first_fact(mail: Mail) -> None:
    # lead and the line about privacy: whatever the case, no fact of it comes earlier
    first, privacy = mail.made.text.replace(
        "PRACTICE: this is an exercise. Nothing has happened.\n\n", ""
    ).split("\n\n")[:2]
    assert len(f"{first} {privacy}") >= 140


ONLY_HTML = (
    "Security incidents A button opens an answer with its words filled in. Or answer this mail and write the words "
    "yourself as the first lines. writes lines 2 3"
)
ONLY_TEXT = "Answer this mail and write one of these as the first lines: 1 2 3 4 5 6"  # numbers of a list


def _word_set(text: str) -> set[str]:
    return {word.strip(".'") for word in re.findall(r"[\w@'.]+", text.lower())} - {""}


@EACH
def test_both_forms_say_the_same(mail: Mail) -> None:
    html, text = _word_set(mail.seen), _word_set(mail.made.text)
    assert html - text <= _word_set(ONLY_HTML)
    assert text - html <= _word_set(ONLY_TEXT)


@EACH
def test_every_fact_of_the_handler_is_shown_in_both_forms_or_in_none(mail: Mail) -> None:
    text, seen = (re.sub(r"[\s|]+", "", one) for one in (mail.made.text, mail.seen))
    for value in leaves(mail.view["facts"]):
        wanted = re.sub(r"[\s|]+", "", value)
        assert (wanted in text) is (wanted in seen)


@EACH
def test_links_are_mail_and_phone_only(mail: Mail) -> None:
    links = mail.page.xpath("//@href | //@src | //@background")
    assert [link for link in links if not link.startswith(("mailto:", "tel:"))] == []
    assert "http" not in mail.made.text


@EACH
def test_buttons_write_the_commands_they_show(mail: Mail) -> None:
    for link in mail.page.xpath("//a[starts-with(@href, 'mailto:')]/@href"):
        parts = urlsplit(link)
        asked = parse_qs(parts.query, keep_blank_values=True)
        assert parts.path == mail.view["mailbox"]
        if mail.view["reference"]:
            assert asked["subject"] == [f"Re: [{mail.view['reference']}]"]
        body = unquote(re.search("body=([^&]*)", link)[1])
        finished = "\n".join(
            f"{line.strip()} of it" if line.endswith(" ") else line for line in body.split("\n")
        )
        if body.startswith(("ASSIGN", "HANDOVER")):
            finished = f"{body}a.rahman@hill.osborne.example"
        if body.startswith("ASK"):
            finished = f"{body}a.rahman@hill.osborne.example: why?"
        if body.startswith("CLASSIFY "):
            finished = body if len(body) > 10 else "CLASSIFY major"
        found = [command.name.value for command in commands_in(finished)]
        assert found[:1] == [word for word in found if body.upper().startswith(word)][:1] != []
        assert flat(body.split("\n")[0]) in mail.made.text


@EACH
def test_house_style(mail: Mail) -> None:
    said = mail.made.text
    for theirs in leaves(mail.view["facts"]):
        said = said.replace(theirs, "")
    assert "!" not in said
    assert "None" not in said
    assert "{" not in said
    assert not re.search(r"[^-]\s[,.;:](\s|$)", mail.made.text)
    assert said.count("Why you get this:") == 1


def test_acknowledgement_has_reference_good_faith_and_at_most_five_questions() -> None:
    for mail in (one for one in MAILS if one.sample.kind is MailKind.ACKNOWLEDGEMENT):
        assert mail.view["good_faith"] in mail.made.text
        assert mail.view["good_faith"] in mail.seen
        assert mail.view["reference"] in mail.made.text
        assert "not the safeguarding route" in mail.made.text


def test_own_slip_is_thanked_for_without_blame() -> None:
    text = BY_NAME["acknowledgement/own_act"].made.text
    assert "Thank you for telling us straight away." in text
    assert "on the record" in text
    assert "People, and not this system, decide what follows." in text
    assert not re.search(r"\b(fault|blame|mistake|error|breach|guilty|disciplin\w*)\b", text, re.IGNORECASE)


def test_danger_comes_first_with_999_and_phones() -> None:
    text = BY_NAME["acknowledgement/danger"].made.text
    assert "999" in text.splitlines()[0]
    assert text.index("01632 960124") < text.index("What to do now")
    assert "999" in BY_NAME["acknowledgement/danger_no_phone"].made.text.splitlines()[0]


@pytest.mark.parametrize(
    "mail",
    [
        m
        for m in MAILS
        if m.view["phones"]
        and m.sample.kind is not MailKind.ACKNOWLEDGEMENT
        and m.sample.context not in ("copy", "leaders")
    ],
    ids=lambda m: m.name,
)
def test_critical_and_escalation_say_ring(mail: Mail) -> None:
    assert "Ring, do not wait for mail" in mail.made.text
    others = [one for one in mail.view["phones"] if one["name"] != mail.view["to"]["name"]]
    for one in others:
        assert one["phone"] in mail.made.text
        assert f"tel:{one['phone'].replace(' ', '')}" in mail.made.html


def test_practice_stands_on_top() -> None:
    drills = [mail for mail in MAILS if mail.view["drill"]]
    assert len(drills) >= 4
    for mail in drills:
        assert mail.made.text.startswith("PRACTICE: this is an exercise.")
        assert mail.preheader.startswith("PRACTICE")
        assert mail.seen.index("PRACTICE") < 100
    assert not any("PRACTICE" in mail.made.text for mail in MAILS if not mail.view["drill"])


def test_clock_in_words() -> None:
    text = BY_NAME["clock_warning/usual"].made.text
    assert text.startswith("57 hours left to tell the ICO, until Sunday 18:20.")
    assert "ended" in BY_NAME["triage_request/late"].made.text


def test_form_in_the_mail_is_the_form_that_is_read() -> None:
    text = BY_NAME["appointment/investigates"].made.text
    lines = [
        f"{line} words" if line.endswith(":") else line
        for line in text[text.index("\nOUTCOME\n") :].splitlines()
    ]
    answers = parse_outcome("\n".join(lines), context().today).answers
    assert {"3a", "3k", "Cause", "Effects", "Lessons"} <= set(answers)
    assert "3a " not in BY_NAME["appointment/minor"].made.text
    assert "3c " in BY_NAME["appointment/minor"].made.text


def test_receipt_of_an_anonymous_reporter_is_neutral() -> None:
    for mail in (one for one in MAILS if one.sample.kind is MailKind.ANONYMOUS_RECEIPT):
        for shown in (mail.made.subject, mail.made.text[:150], mail.seen[:150], mail.preheader):
            assert not re.search(r"incident|report|anonym|OCAT", shown, re.IGNORECASE)


def test_not_allowed_reveals_nothing() -> None:
    mail = BY_NAME["not_allowed/usual"]
    assert "OCAT" not in mail.made.subject + mail.made.text + mail.made.html
    assert "case" not in mail.made.text.lower()


def _syllables(word: str) -> int:
    groups = re.findall(r"[aeiouy]+", word.lower())
    silent = word.lower().endswith("e") and not word.lower().endswith("le") and len(groups) > 1
    return max(1, len(groups) - silent)


def test_reading_age_is_twelve() -> None:
    """Flesch-Kincaid grade 7 is a reading age of 12; our own sentences of all kinds, without commands and names."""
    sentences = []
    for mail in MAILS:
        for line in mail.made.text.splitlines():
            if line.endswith(".") and ":" not in line and not line.startswith(" "):
                sentences += [one for one in re.split(r"(?<=[.:;])\s+", line) if len(one.split()) > 2]
    words = [word for one in sentences for word in re.findall(r"[A-Za-z']+", one)]
    grade = 0.39 * len(words) / len(sentences) + 11.8 * sum(map(_syllables, words)) / len(words) - 15.59
    assert grade <= 7
