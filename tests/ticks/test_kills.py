"""A kill at every call of the store and of Graph in turn: one case per report, one of each mail, every command once."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import timedelta

import pytest

from bot.demo.world import kind_of
from tests.ticks.conftest import NO_FLOOD, Make, Service
from tests.ticks.kills import Killed, fatal

PEOPLE = ("tess", "noor", "ben")  # who report, all of one school


def play(service: Service, at: int) -> str:
    """One round that dies at its n-th moment, and the next process; where it died, "" where it did not."""
    with fatal(at) as deadly, suppress(Killed):
        service.tick()
    if deadly.struck:
        service.restart()
    service.settle()
    return deadly.struck


def whole(service: Service, reports: int) -> None:
    """Everything exactly once so far."""
    found = Counter(case["reference"] for case in service.cases())
    assert len(found) == reports, "one case for each report"
    triage = Counter(mail.subject for mail in service.inbox("asha") if kind_of(mail) == "triage_request")
    assert len(triage) == reports
    assert set(triage.values()) == {1}, "the leader has each triage request once"
    answers = [m.subject for p in PEOPLE for m in service.inbox(p) if kind_of(m) == "acknowledgement"]
    assert len(answers) == len(set(answers)) == reports, "each reporter has one answer"
    assert service.waiting() == []
    assert not service.tenant.folder("incidents", "inbox"), "every original is filed"
    assert len(service.tenant.folder("incidents", "Nearmiss/Processed")) == reports


def reports(service: Service) -> list[str]:
    """A report for every moment at which the process can die while it takes one in and answers it."""
    service.tick()
    struck: list[str] = []
    while True:
        number = len(struck)
        service.send(PEOPLE[number % 3], number, attachments=[("list.csv", "text/csv", b"a,b%d" % number)])
        where = play(service, number)
        struck.append(where)
        if not where:
            whole(service, number + 1)
            return struck


def replies(service: Service) -> list[str]:
    """A command for every moment at which the process can die while it obeys one."""
    service.send("tess", 0)
    service.settle()
    struck: list[str] = []
    while True:
        text = f"NOTE number {len(struck)}"
        service.tenant.reply_as("asha", service.newest("asha", "triage_request"), text)
        struck.append(play(service, len(struck)))
        if not struck[-1]:
            break
    notes = [e["note"] for e in service.case()["events"] if e["event"] == "noted"]
    assert notes == [f"number {n}" for n in range(len(struck))]
    confirmed = [m for m in service.inbox("asha") if kind_of(m) == "confirmed"]
    assert len(confirmed) == len(struck), "each command is answered once"
    return struck


def test_a_report_survives_a_kill_at_every_call(make: Make) -> None:
    service = make(policy=NO_FLOOD)
    struck = reports(service)
    assert {"before POST", "after POST", "before commit", "before begin", "after a file was kept"} <= set(
        struck
    )
    service.clock.set(service.now() + timedelta(minutes=30))
    service.parts.outbox.sweep_orphans(service.now())
    assert not service.tenant.folder("incidents", "drafts"), "no half-made draft is left"
    assert not list((service.folder / "data" / "spool").glob("*"))


def test_a_reply_survives_a_kill_at_every_call(make: Make) -> None:
    assert len(replies(make(policy=NO_FLOOD))) > 10


@pytest.mark.postgres
def test_a_report_survives_a_kill_at_every_call_on_postgres(make: Make, postgres_url: str) -> None:
    assert len(reports(make(policy=NO_FLOOD, settings={"NEARMISS_DATABASE_URL": postgres_url}))) > 10


@pytest.mark.postgres
@pytest.mark.chaos
def test_a_reply_survives_a_kill_at_every_call_on_postgres(make: Make, postgres_url: str) -> None:
    assert len(replies(make(policy=NO_FLOOD, settings={"NEARMISS_DATABASE_URL": postgres_url}))) > 10
