"""A kill at every moment of an anonymous report and of a relay both ways: nowhere a trace, one case, an answer."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import pytest

from bot.demo.world import kind_of
from tests.ticks.conftest import Service
from tests.ticks.kills import Killed, fatal

SPEAKUP = "speakup@osborne.example"
TEXT = (
    "Hello,\n\nI'm Noor, the teaching assistant in the nurture room. At Hill Academy the folder with test results of "
    "{n} pupils lay open on the copier this morning at 8.30.\n\nNoor Whitlock\nTeaching assistant\n01632 960199\n"
)
IDENTITY = ("noor", "whitlock", "960199")


def traces(service: Service) -> list[str]:
    """Words of the identity in any file of the service, in others' mail, or in our Sent Items and Drafts."""
    files = [p for p in service.folder.rglob("*") if p.is_file() and "config" not in p.parts]
    kept = b"\n".join(path.read_bytes() for path in files).lower()
    others = [a.id for a in (*service.tenant.trust.people, *service.tenant.trust.outside) if a.id != "noor"]
    mails = [m for person in others for m in service.inbox(person) if kind_of(m)]
    for box in (SPEAKUP, "incidents@osborne.example"):
        mails += service.tenant.folder(box, "sentitems") + service.tenant.folder(box, "drafts")
    seen = " ".join(f"{m.subject} {m.text} {m.html or ''}" for m in mails).lower()
    return [word for word in IDENTITY if word.encode() in kept or word in seen]


def struck_at(service: Service, moment: int) -> str:
    """One round that dies at its n-th moment; looked through as it lies, and again when all is done."""
    with fatal(moment) as deadly, suppress(Killed):
        service.tick()
    assert traces(service) == [], deadly.struck
    if deadly.struck:
        service.restart()
    service.settle()
    assert traces(service) == [], deadly.struck
    return deadly.struck


def test_taking_in(service: Service) -> None:
    service.tick()
    moment = 0
    while True:
        service.tenant.send_as("noor", SPEAKUP, f"From Noor, number {moment}", TEXT.format(n=moment + 20))
        struck = struck_at(service, moment)
        moment += 1
        assert len(service.cases()) == moment
        if not struck:
            break
    assert moment > 5, "it was killed at several moments"
    assert service.tenant.folder(SPEAKUP, "inbox") == []


@pytest.mark.chaos  # as long as the other, which is in each run
def test_relaying_both_ways(service: Service) -> None:
    service.tenant.send_as("noor", SPEAKUP, "From Noor", TEXT.format(n=20))
    service.settle()
    moment = 0
    while True:
        words = f"ASK reporter: Question number {moment}, was it closed?"
        service.tenant.reply_as("asha", service.newest("asha", "triage_request"), words)
        asked = struck_at(service, moment)
        service.clock.set(service.now() + timedelta(hours=1))
        service.settle()
        question = next(m for m in reversed(service.inbox("noor")) if f"number {moment}," in m.text)
        service.tenant.reply_as("noor", question, f"Answer number {moment}: it was open.\n\nNoor Whitlock")
        answered = struck_at(service, moment)
        moment += 1
        if not asked and not answered:
            break
    answers = [e for e in service.case()["events"] if e["event"] == "answered"]
    assert len(answers) == moment
