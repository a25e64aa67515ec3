"""Attacks on an anonymous report through the whole service: wrong mailboxes, files of answers, times, rows at rest."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
import zstandard
from sqlalchemy import select

from bot.demo.tenant.letters import Mail
from bot.demo.world import World
from bot.errors import ConfigurationWrong
from bot.store import tables
from tests.scenarios.conftest import LONDON, Make

SPEAKUP, INCIDENTS = "speakup@osborne.example", "incidents@osborne.example"
TEXT = (
    "Leo Fairweather left the folder with test results of two pupils on the photocopier at Hill Academy "
    "this morning.\n\n"
    "Noor Whitlock\nTeaching assistant"
)
PEOPLE = ("asha", "ben", "mel", "ivor", "dana", "raj", "kay", "cat", "leo", "chair")


@pytest.fixture
def reported(world: World) -> World:
    world.write("noor", "Folder on the copier (from your teaching assistant)", TEXT, to=SPEAKUP)
    return world


def rows(world: World) -> str:
    """Every row of the database, and what opens with the service's key opened: the case's own key opens the rest."""
    found: list[str] = []
    with world.app.store.reading(world.now()) as work:
        for table in tables.metadata.sorted_tables:
            for row in work.connection.execute(select(table)):
                found += [_opened(work.keys.open, v) if isinstance(v, bytes) else str(v) for v in row]
    return "\n".join(found).lower()


def _opened(opener: Callable[[bytes], bytes], value: bytes) -> str:
    try:
        value = opener(value)
    except ConfigurationWrong:
        return ""
    if value.startswith(zstandard.FRAME_HEADER):
        value = zstandard.decompress(value)
    return value.decode("utf-8", "replace")


def told(world: World) -> str:
    """All mail to everybody but the reporter, and all that our mailboxes still hold."""
    seen = [mail for person in PEOPLE for mail in world.inbox(person)]
    for box in (SPEAKUP, INCIDENTS):
        for folder in (
            "inbox",
            "sentitems",
            "drafts",
            "deleteditems",
            "Nearmiss/Processed",
            "Nearmiss/Quarantine",
        ):
            seen += world.tenant.folder(box, folder)
    return "\n".join(
        f"{m.subject} {m.from_} {m.to} {m.cc} {m.text} {m.html} {m.headers}" for m in seen
    ).lower()


def unknown(world: World) -> None:
    for word in ("noor", "whitlock", "teaching assistant"):
        assert word not in rows(world), word
        assert word not in told(world), word


def question(world: World) -> Mail:
    world.reply("asha", "ASK reporter: Was the folder closed?", "triage_request")
    world.advance(hours=1)
    return next(mail for mail in world.inbox("noor") if "question" in mail.subject)


def test_rows_at_rest_hold_the_substance_and_not_the_writer(reported: World) -> None:
    seen = rows(reported)
    assert "photocopier" in seen  # else this test sees no report,
    assert "nearmiss wrote this" in seen  # or no mail
    unknown(reported)


def test_an_answer_to_the_wrong_mailbox_takes_the_anonymous_road(reported: World) -> None:
    asked = question(reported)
    reported.tenant.reply_as("noor", asked, "It was open on page 3.\n\nNoor Whitlock", to=INCIDENTS)
    reported.tick()
    reported.advance(hours=1)
    assert "open on page 3" in reported.newest("asha", "answer").text
    unknown(reported)


def test_an_answer_without_our_tag_is_known_by_the_mail_that_it_answers(reported: World) -> None:
    asked = question(reported)
    reported.tenant.send_as("noor", INCIDENTS, "Re: that", "It was open on page 3. Noor", in_reply_to=asked)
    reported.tick()
    reported.advance(hours=1)
    assert "open on page 3" in reported.newest("asha", "answer").text
    assert len(reported.cases()) == 1
    unknown(reported)


def test_a_code_sent_to_the_wrong_mailbox_opens_no_named_case(reported: World) -> None:
    code = re.search(r"\d{4} \d{4} \d{4} \d{4}", reported.inbox("noor")[-1].text)
    assert code
    reported.tenant.send_as(
        "noor", INCIDENTS, "More", f"{code[0]}\n\nIt happened again today at noon.\n\nNoor"
    )
    reported.tick()
    reported.advance(hours=1)
    assert len(reported.cases()) == 1
    assert "happened again" in reported.newest("asha", "answer").text
    unknown(reported)


def test_files_of_an_answer_are_cleaned_and_reach_the_case(reported: World) -> None:
    asked = question(reported)
    before = len(reported.case()["evidence"])
    file = ("Noor.csv", "text/csv", b"pupil,room\nDan Petrov,7C\nentered by,Noor Whitlock\n")
    reported.tenant.send_as("noor", SPEAKUP, f"RE: {asked.subject}", "The list is here.", attachments=[file],
                            in_reply_to=asked)  # fmt: skip
    reported.tick()
    reported.advance(hours=1)
    assert len(reported.case()["evidence"]) == before + 1
    assert "With it came:" in reported.newest("asha", "answer").text
    kept = b"".join(p.read_bytes() for p in (reported.folder / "data" / "evidence").rglob("*") if p.is_file())
    assert b"Dan Petrov" in kept
    assert b"Whitlock" not in kept
    unknown(reported)


def test_a_file_of_an_answer_that_cannot_be_cleaned_is_held_and_said_so(reported: World) -> None:
    asked = question(reported)
    sound = ("a.mp3", "audio/mpeg", b"ID3" * 99)
    reported.tenant.send_as("noor", SPEAKUP, f"RE: {asked.subject}", "", attachments=[sound],
                            in_reply_to=asked)  # fmt: skip
    reported.tick()
    reported.advance(hours=1)
    assert "Held back as number" in reported.inbox("noor")[-1].text
    unknown(reported)


def test_two_answers_are_passed_on_at_other_minutes_than_they_came(reported: World) -> None:
    asked = question(reported)
    reported.tenant.reply_as("noor", asked, "It was open on page 3.")
    written = reported.now()
    reported.tick()
    reported.advance(hours=1)
    answer = reported.newest("asha", "answer")
    waited = answer.received - written
    assert f"{written.astimezone(LONDON):%H:%M}" not in answer.text  # nor does its foot tell
    assert 600 <= waited.total_seconds() <= 3600


def test_who_is_protected_through_a_colleague_is_not_named_either(world_at: Make) -> None:
    world = world_at("2026-11-24 10:00")
    passed_on = (
        "Please keep her out of it.\n\nTess\n\n-----Original Message-----\nFrom: Noor Whitlock "
        f"<n.whitlock@hill.osborne.example>\nSent: 24 November 2026 09:00\nTo: Tess Abara\nSubject: copier\n\n{TEXT}"
    )
    world.write("tess", "FW: copier", passed_on, to=SPEAKUP)
    assert "photocopier" in world.newest("asha", "triage_request").text
    unknown(world)
