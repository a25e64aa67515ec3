"""What holds for every text: no exception, sources from the text, no future, bounded time, nothing guessed."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import legal
from bot.mail.fields import incident_type, missing, questions, read_fields, suggest
from bot.mail.message import Address, Fields, ReadingContext

from .conftest import all_reports

WRITTEN = datetime(2026, 11, 17, 15, 30, tzinfo=UTC)
PLAIN = ReadingContext()
_WORDS = st.sampled_from(
    sorted(
        {word for report in all_reports() for word in report["text"].split()}
        | {"\n", "\n\n", ".", ":", "?", "--"}
    )
)


def read(text: str, subject: str = "Incident", context: ReadingContext = PLAIN, name: str = "") -> Fields:
    return read_fields(text, subject, WRITTEN, context, Address("someone@school.example", name))


def _check(fields: Fields, text: str) -> None:
    whole = " ".join(f"Incident\n\n{text}".split())
    assert all(" ".join(sentence.split()) in whole for sentence in fields.sources.values())
    for moment in (fields.occurred_at, fields.aware_at):
        assert moment is None or moment <= WRITTEN
    assert fields.people_count is None or fields.people_count >= 0
    assert isinstance(incident_type(fields), str)
    assert len(questions(missing(fields))) <= 5
    legal.facts.facts_from(fields.facts)  # every fact is one that the law's help can read


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.text(max_size=400), st.lists(_WORDS, max_size=80).map(" ".join)))
def test_any_text_is_read(text: str) -> None:
    _check(read(text), text)


@pytest.mark.parametrize("report", all_reports(), ids=lambda report: str(report["id"]))
def test_each_value_has_its_sentence(report: Mapping[str, Any]) -> None:
    text = report["text"].strip()
    fields = read(text)
    _check(fields, text)
    for name in (
        "occurred_at",
        "aware_at",
        "people_count",
        "encrypted",
        "contained",
        "recipients",
        "actions_taken",
    ):
        if getattr(fields, name) is not None:
            assert name in fields.sources
    assert suggest(fields).severity in ("minor", "moderate", "major", "critical")


@pytest.mark.parametrize(
    "piece",
    [
        "sent to ",
        "no ",
        "at 9.15 ",
        "Mr A ",
        "a" * 50,
        "*",
        "\n",
        "Date: ",
        "1,",
        "the the ",
        "and, ",
        ": ",
        "(",
        "it was not ",
        "of a ",
        "parents ",
    ],
)
def test_huge_texts_take_bounded_time(piece: str) -> None:
    text = (piece * (3_000_000 // len(piece)))[:3_000_000]
    start = time.process_time()
    read(text)
    assert time.process_time() - start < 8


def test_nothing_is_guessed() -> None:
    fields = read("Something happened. Please ring me.")
    assert (fields.occurred_at, fields.aware_at, fields.people_count, fields.recipients) == (
        None,
        None,
        None,
        None,
    )
    assert (fields.encrypted, fields.contained, fields.data, fields.people, fields.names) == (
        None,
        None,
        (),
        (),
        (),
    )
    assert missing(fields)[:5] == ("aware_at", "data", "people_count", "recipients", "contained")
    assert len(questions(missing(fields))) == 5


def test_line_ends_and_blanks_change_nothing() -> None:
    text = "Time: 14:30\nWhat happened: I emailed a list of names\nto the wrong parent at 9.15 this morning."
    wanted = read(text)
    assert wanted.recipients == "the wrong parent"
    for other in (text.replace("\n", "\r\n"), text.replace("\n", "\r"), text.replace(" ", "  ")):
        assert read(other).recipients == wanted.recipients
        assert read(other).occurred_at == wanted.occurred_at


def test_without_a_date_no_moment() -> None:
    fields = read_fields("I sent it yesterday at 9.15 to the wrong parent.", "", None, PLAIN)
    assert fields.occurred_at is None
    assert fields.recipients == "the wrong parent"


def test_schools_of_the_directory() -> None:
    context = ReadingContext(schools={"hill": ("Hill Academy", "Hill"), "vale": ("Vale Primary School",)})
    assert read("This was at Vale Primary School today.", context=context).school == "vale"
    assert read("School: Hill Academy\nWhat happened: lost bag", context=context).school == "hill"
    assert read("Downhill from here.", context=context).school is None


@pytest.mark.parametrize(
    "text",
    [
        "Ravi Patel, the deputy head, reads staff mail with a shared password.",
        "Mr Patel logs in with the bursar's password every Friday and opens the pay files.",
        "Mr Patel takes photos of the pupils' records on his own phone.",
    ],
)
def test_what_somebody_does_all_the_time_is_a_deed_as_well(text: str) -> None:
    context = ReadingContext(people={"r.patel@hill.example": "Ravi Patel"})
    assert "Ravi Patel" in read(text, context=context).names


def test_names_are_those_of_the_directory() -> None:
    context = ReadingContext(
        people={"r.patel@school.example": "Ravi Patel", "j.shaw@school.example": "Jo Shaw"}
    )
    fields = read("Mr Patel sent the list to all parents. I told Jo Shaw.", context=context)
    assert fields.names == ("Ravi Patel",)


def test_the_reporter_is_nobody_else() -> None:
    fields = read("Sarah Cole lost the register at lunch. It was me, sorry.", name="Sarah Cole")
    assert fields.names == ()


@pytest.mark.parametrize(
    ("text", "involved"),
    [
        ("The Head herself sent it.", True),
        ("Our headteacher accidentally emailed the list to all parents.", True),
        ("It was sent by the headteacher on Friday.", True),
        ("The principal's laptop was stolen.", True),
        ("The Head asked me to send it to the parents.", True),
        ("I told the Head straight away.", False),
        ("The Head has been informed.", False),
        ("The Head noticed that the list was online.", False),
        ("The parent complained to the headteacher.", False),
        ("The headteacher told me to report this.", False),
        ("The head of Year 9 left the register on the bus.", False),
    ],
)
def test_who_is_involved(text: str, involved: bool) -> None:
    assert ("head_involved" in read(text).cues) is involved


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("I accidentally emailed the list to the wrong parent.", True),
        ("My laptop was stolen from the car.", True),
        ("I've lost my USB stick.", True),
        ("I think I have clicked on a phishing link.", True),
        ("I'm so sorry, it was entirely my fault.", True),
        ("Ben lost the register. I emailed the Head at once.", False),
        ("A parent received the wrong letter. I have asked them to delete it.", False),
        ("I noticed that the office had sent the wrong letter.", False),
    ],
)
def test_own_act(text: str, own: bool) -> None:
    assert ("own_act" in read(text).cues) is own


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The laptop was encrypted.", True),
        ("The laptop was not encrypted.", False),
        ("It wasn't encrypted.", False),
        ("I don't know if the laptop was encrypted.", None),
        ("We are checking whether the phone was encrypted.", None),
        ("The stick is unencrypted.", False),
        ("There was no password on it.", False),
        ("The drive has BitLocker.", True),
        ("The attacker encrypted our files.", None),
        ("The laptop may be encrypted.", None),
        ("Encrypted? Yes", True),
        ("Was the device encrypted: no", False),
    ],
)
def test_encrypted(text: str, expected: bool | None) -> None:
    assert read(text).encrypted is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She has deleted it and confirmed.", True),
        ("I have asked her to delete it.", None),
        ("I asked her to delete it but she has not replied.", False),
        ("The message was recalled.", True),
        ("I tried to recall it but it failed.", False),
        ("The phone has been remotely wiped.", True),
        ("The folder has not been found.", False),
        ("It is still on the website.", False),
        ("The post has been taken down.", True),
        ("We don't know whether she deleted it.", None),
    ],
)
def test_contained(text: str, expected: bool | None) -> None:
    assert read(text).contained is expected
