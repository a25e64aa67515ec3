"""Questions and answers between leader and reporter, fishing, the notice."""

from __future__ import annotations

import pytest

from bot.anonymity.fishing import Bait, baits_of, marked
from bot.anonymity.needles import needles_of
from bot.anonymity.notice import TenantFacts, limits, notice
from bot.anonymity.relay import clean_answer, clean_question, passes
from bot.mail.message import Attachment, Kind, MemoryBlob, Message
from tests.anonymity.people import PEOPLE

FISHING = (
    ("Who are you?", Bait.NAME),
    ("What is your name?", Bait.NAME),
    ("Is this Ottoline?", Bait.NAME),
    ("What's your role at the school?", Bait.ROLE),
    ("Which department do you work in?", Bait.ROLE),
    ("How long have you worked here?", Bait.ROLE),
    ("How do you know this?", Bait.ROLE),
    ("Which room were you in?", Bait.PLACE),
    ("Where were you when it happened?", Bait.PLACE),
    ("When exactly did you first see it?", Bait.TIME),
    ("Were you on duty that day?", Bait.TIME),
    ("Could you call me on 01632 960001?", Bait.CONTACT),
    ("Can we meet in my office?", Bait.CONTACT),
    ("Were you alone?", Bait.COMPANY),
    ("Who else have you told?", Bait.COMPANY),
    ("Please reply from your school account.", Bait.ACCOUNT),
    ("Please fill in this form: https://forms.example/x", Bait.TRACE),
    ("Can you send the original file?", Bait.TRACE),
)
PLAIN = (
    "Was the list in paper or on a screen?",
    "How many pupils were on it?",
    "Is the file still online?",
    "Which data did the list hold?",
    "Did Dan Petrov take it back?",
    "What happened to the copies?",
    "On which day did this happen?",
)


@pytest.mark.parametrize(("question", "bait"), FISHING)
def test_fishing_is_marked(question, bait):
    assert bait in baits_of(question)
    assert marked(question)[1]


@pytest.mark.parametrize("question", PLAIN)
def test_a_question_about_the_incident_is_not_marked(question):
    assert baits_of(question) == ()


def test_a_question_passes_as_bare_text():
    html = (
        "<p>Is the file still at <a href='https://trap.example/a/9f8e7d6c5b4a3f2e?who=1'>this place</a>?</p>"
        "<img src='https://trap.example/pixel.gif?id=77' width=1 height=1>"
    )
    picture = Attachment("a.png", "image/png", MemoryBlob(b"x"))
    relayed = clean_question(Message(html=html, attachments=(picture,), subject="CASE"))
    assert "who=1" not in relayed.text
    assert "9f8e7d6c5b4a3f2e" not in relayed.text
    assert "https://" not in relayed.text
    assert "pixel" not in relayed.text
    assert "Is the file still at" in relayed.text
    assert len(relayed.left_out) == 3


def test_the_command_s_own_words_are_taken_where_given():
    assert (
        clean_question(Message(text="ASK reporter: x\nHistory"), asked="Was it paper?").text
        == "Was it paper?"
    )


def test_an_answer_is_cleaned_like_a_report():
    person = PEOPLE[0]
    text = (
        f"It was paper, 34 pages.\n\n{person.first}\n{person.job}\n\n"
        f"On 5 May 2026 at 10:00, Speak up <speakup@osborne.example> wrote:\n> Was it paper?"
    )
    message = Message(sender=person.sender, text=text, subject="Re: A question about your message")
    scrubbed = clean_answer(message, needles_of(message, person.card))
    assert scrubbed.text == "It was paper, 34 pages."
    assert scrubbed.subject == ""


def test_no_machine_s_mail_passes():
    assert passes(Kind.REPLY)
    assert not any(passes(kind) for kind in (Kind.AUTO_REPLY, Kind.BOUNCE, Kind.RECEIPT, Kind.LOOP))


def test_the_notice_says_what_is_unknown():
    text = " ".join(limits(TenantFacts()))
    assert text.count("unknown") + text.count("could not find out") >= 5
    assert "14 days" not in text


def test_the_notice_says_what_was_measured():
    facts = TenantFacts(
        trace_days=90,
        recoverable_days=14,
        on_hold=False,
        journaled=True,
        delegates=1,
        dedicated=False,
        permanent_delete=False,
        audited=False,
    )
    text = " ".join(
        notice(facts, roles="the Headteacher", kept_until="until 30 days after the case is closed")
    )
    for part in (
        "90 days",
        "14 days after",
        "cannot delete it",
        "1 person can",
        "person's own mailbox",
        "ordinary way",
    ):
        assert part in text
    assert "unknown" not in text
    held = " ".join(limits(TenantFacts(on_hold=True)))
    assert "legal hold" in held
    assert "forgotten" in notice(facts, roles="x", kept_until="y", questions_possible=False)[1]
