"""What the page makes of a case and of an anonymous report: words for every name, lines of time, marks. Pure."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.demo import texts
from bot.demo.page import causes, examples, properties, record, wording
from bot.demo.page.marking import INSTEAD, Known, Piece, compared
from bot.demo.tenant import Tenant
from bot.demo.tenant.content import Attachment
from bot.documents.read_docx import form_text
from bot.domain.events import EventKind
from bot.domain.outcome import parse_outcome
from bot.domain.words import DeadlineState, MailKind, State, Step

from .conftest import INCIDENTS

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MARK = "0123456789abcdef01234567"


def test_every_name_has_its_words() -> None:
    assert set(wording.STEPS) == set(Step)
    assert set(wording.EVENTS) == set(EventKind)
    assert set(wording.MAILS) == set(MailKind)
    assert set(wording.STATES) == set(State)
    assert set(wording.DEADLINES) == set(DeadlineState)
    assert wording.of(wording.STEPS, "new_step") == "new step"
    assert (wording.mail("new_kind"), wording.rule("new_kind")) == ("new kind", "")


@pytest.mark.parametrize(
    ("cause", "told"),
    [
        ("leader_acknowledges/1/50/202611241740", "Half of the time for “The leader confirms” had passed."),
        ("classify/1/80/202611250740", "80 % of the time for “Say how serious it is” had passed."),
        ("classify/1/100/202611250740", "The time for “Say how serious it is” was over."),
        ("classify/1/103/202611250740", "“Say how serious it is” was still not done."),
        ("refer/1/100/202611241740", "The case had to be referred now."),
        ("ico_filed/1/48/202611271530", "48 of the law’s 72 hours had passed."),
        (f"{MARK}/reporter", "Ben Castell’s mail led to it."),
        ("f" * 24, "A mail to us, gone from the mailbox since, led to it."),
        ("", ""),
    ],
)
def test_why_a_mail_was_sent(cause: str, told: str) -> None:
    assert causes.told(cause, {MARK: "Ben Castell’s mail"}) == told


def test_writers_are_those_of_the_incident_mailbox_alone(tenant: Tenant) -> None:
    tenant.send_as("ben", INCIDENTS, "x", "text")
    tenant.send_as("noor", "speakup@osborne.example", "x", "text")
    assert set(causes.writers(tenant).values()) == {"Ben Castell’s mail"}


def test_the_way_of_a_case() -> None:
    def way(state: str) -> list[tuple[str, str]]:
        return [(place.name, place.at) for place in record.way({"state": state})]

    assert way("investigating")[1:4] == [("Triage", "past"), ("Investigation", "now"), ("Review", "ahead")]
    assert way("closed")[-1] == ("Closed", "now")
    assert way("merged") == [("Reported", "past"), ("Merged", "now")]


def test_the_line_of_time() -> None:
    def row(step: str, due: str, state: str, done: str | None) -> dict[str, object]:
        return {"step": step, "due_at": f"2026-03-0{due}:00:00Z", "state": state, "done_at": done}

    rows = [
        row("classify", "2T12", "armed", None),
        row("contain", "2T08", "armed", None),
        row("appoint", "1T08", "missed", None),
        row("refer", "1T07", "missed", "2026-03-02T08:30:00Z"),
        row("tell_leader", "2T10", "met", "2026-03-02T08:00:00Z"),
    ]
    line = record.line({"deadlines": rows}, NOW, {})
    assert [(point.step, point.look) for point in line.settled] == [
        ("Tell a leader", "done"),
        ("Refer it to the DPO", "missed"),
    ]
    assert [(point.look, point.wait) for point in line.open] == [
        ("late", "1 d 1 h late"),
        ("late", "1 h late"),
        ("open", "in 3 h"),
    ]


def test_notes_are_words() -> None:
    assert (
        record.note("by=silence, role=siro, step=classify, cycle=1")
        == "by silence · SIRO · Say how serious it is"
    )
    assert record.note("files=2, texts=0") == "files: 2"
    assert record.note("I asked her, a=b") == "I asked her, a=b"
    assert record.note("") == ""


HELD = "it tells whom you work or live with"
NOOR = Known(("Noor", "Whitlock"), (("I share the office with her", HELD),))


def test_both_sides_are_marked() -> None:
    got = (
        "At Hill Academy the folder with the test results of two pupils lay open on the photocopier this morning at"
        " 7.30, and two parents saw it. Cat Lindqvist had left it there. [detail 1 that could identify the reporter is"
        " withheld]."
    )
    left, right = compared(texts.ANONYMOUS.strip(), got, NOOR)
    assert "".join(piece.text for piece in left) == texts.ANONYMOUS.strip()
    assert "".join(piece.text for piece in right) == got
    assert [(piece.text.split()[0], piece.mark) for piece in left if piece.mark] == [
        ("Hello,", "greeting"),
        ("I'm", "name and introduction"),
        ("I", f"held back: {HELD}"),
        ("Noor", "signature"),
    ]
    assert [piece.mark for piece in right if piece.mark] == [INSTEAD]


def test_marks_of_short_texts() -> None:
    assert compared("It was open.", "It was open.", NOOR)[0] == [Piece("It was open.")]
    assert compared("Yes\n\nNoor", "Yes", NOOR)[0] == [Piece("Yes\n\n"), Piece("Noor", "signature")]
    left, _ = compared(
        "Ring me on 01632 960199 about the open folder please", "about the open folder please", Known()
    )
    assert left[0] == Piece("Ring me on 01632 960199", "telephone number")
    assert compared("Something else entirely", "", Known()) == (
        [Piece("Something else entirely", "signature")],
        [],
    )


def test_the_example_form_is_complete(tenant: Tenant) -> None:
    name, _, content = examples.outcome_docx(tenant.trust.account("cat"), None)
    found = parse_outcome(form_text(content))
    assert name.endswith(".docx")
    meant = parse_outcome(texts.OUTCOME)
    assert {**found.answers, "Actions": ""} == {**meant.answers, "Actions": ""}
    assert found.actions == meant.actions
    assert not found.problems


def test_files_that_are_not_what_they_say() -> None:
    for name, kind in (("a.docx", "application/x"), ("a.jpg", "image/jpeg"), ("a.txt", "text/plain")):
        assert properties.of(Attachment(1, name, kind, b"nothing")) == []
