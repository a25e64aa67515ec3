"""`nearmiss tick` (SPEC §9): exit codes, its line, the allowance, beside a running worker; and the clock's jumps."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner, Result
from filelock import FileLock

from bot.cli import run as command
from bot.cli.commands import nearmiss
from bot.demo.world import kind_of
from bot.store import outbox
from tests.ticks.conftest import NO_FLOOD, Make, Service


@pytest.fixture
def live(make: Make, monkeypatch: pytest.MonkeyPatch) -> Service:
    """A service at the real time, whose commands find their settings; logging is left to pytest."""
    service = make(datetime.now(UTC), policy=NO_FLOOD, settings={"NEARMISS_SENDS_PER_MINUTE": "0"})
    for name, value in service.environment().items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("bot.log.set_up", lambda _form: None)
    monkeypatch.chdir(service.folder)
    service.die()
    return service


def tick(*more: str) -> Result:
    return CliRunner().invoke(nearmiss, ["tick", *more])


def test_everything_that_is_due_is_done_in_one_tick(live: Service) -> None:
    for n in range(3):
        live.send("tess", n)
    done = tick()
    assert (done.exit_code, done.output) == (0, "")
    assert live.kinds("tess") == ["acknowledgement"] * 3
    live.tenant.log.clear()
    assert tick().exit_code == 0
    assert live.tenant.log.count("POST", "/$batch") == 0


def test_a_mailbox_that_cannot_be_read_is_said_and_the_rest_is_done(live: Service) -> None:
    live.send("tess", 1)
    live.tenant.faults.add("status", "GET", "delta", times=None, status=503)
    done = tick()
    assert done.exit_code == 1
    assert done.output.startswith("left waiting: ")
    assert "Graph" in done.output


def test_it_waits_for_the_allowance_no_longer_than_it_may(
    live: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEARMISS_SENDS_PER_MINUTE", "3")
    for n in range(3):
        live.send("tess", n)
    done = tick("--max-seconds", "0.5")
    assert done.exit_code == 1
    assert re.search(r"\b[3-9] mails to send", done.output), (
        "on some days there are more than the reports' own"
    )
    assert len(live.tenant.sent("incidents")) == 3


def test_beside_a_worker_it_says_who_is_at_work(live: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "_BESIDE_RUN_SECONDS", 0.1)
    path = live.folder / "nearmiss.db.worker"
    (live.folder / "nearmiss.db.worker.who").write_text(
        f'{{"pid": {os.getpid()}, "command": "run", "since": "2026-11-24T10:00:00+00:00"}}'
    )
    with FileLock(path):
        done = tick()
        started = CliRunner().invoke(nearmiss, ["run"])
    assert done.exit_code == 1
    assert f"nearmiss run (process {os.getpid()}, since 24 November 2026 10:00 UTC) is at work" in done.output
    assert started.exit_code == 1
    assert "only one worker" in started.output


def test_a_mail_that_stops_in_this_tick_is_said_once(live: Service) -> None:
    live.send("tess", 1)
    live.tenant.faults.add("status", "POST", "/send", times=1, status=400)
    done = tick()
    assert done.exit_code == 1
    assert "outbox list" in done.output
    assert tick().exit_code == 0


def test_a_poll_with_nothing_new_is_one_request_a_mailbox_and_writes_nothing(service: Service) -> None:
    service.send("tess", 1)
    service.settle()
    service.parts.intake.tick(service.now())
    service.tenant.log.clear()
    with service.app.store.engine.connect() as connection:
        before = connection.exec_driver_sql("PRAGMA data_version").scalar()
        service.parts.intake.tick(service.now())
        assert len(service.tenant.log.graph()) == len(service.parts.intake.addresses)
        assert connection.exec_driver_sql("PRAGMA data_version").scalar() == before


def test_a_report_costs_six_requests_in_four_round_trips(service: Service) -> None:
    service.send("tess", 1)
    service.settle()
    service.tenant.log.clear()
    service.send("noor", 2)
    service.parts.intake.tick(service.now())
    service.parts.outbox.tick(service.now())
    entries = [e for e in service.tenant.log.entries if "delta" not in e.template]
    assert len([e for e in entries if e.template.startswith("/users")]) == 6
    assert len([e for e in entries if not e.batched]) == 3  # and the poll that found it
    assert not service.tenant.folder("incidents", "inbox")


def test_a_report_with_a_file_costs_one_more(service: Service) -> None:
    service.send("tess", 1)
    service.settle()
    service.tenant.log.clear()
    service.send("noor", 2, attachments=[("list.csv", "text/csv", b"a,b")])
    service.parts.intake.tick(service.now())
    service.parts.outbox.tick(service.now())
    entries = [e for e in service.tenant.log.graph() if "delta" not in e.template]
    assert len(entries) <= 7


def test_a_clock_set_back_fires_nothing_twice_and_holds_no_mail_up(service: Service) -> None:
    service.send("tess", 1)
    service.settle()
    service.advance(hours=3)
    before = {person: service.kinds(person) for person in ("asha", "tess", "ben", "mel")}
    service.parts.intake.tick(service.now())
    service.send("noor", 2)
    service.parts.intake.tick(service.now())
    service.clock.set(service.now() - timedelta(hours=5))
    service.tick()
    assert service.kinds("noor") == ["acknowledgement"]
    service.advance(hours=4)
    for person in ("tess", "ben", "mel"):
        kept = before[person]
        assert service.kinds(person)[: len(kept)] == kept
    kinds = [k for k in service.kinds("asha") if k == "triage_request"]
    assert len(kinds) == 2


def test_a_clock_set_forward_acts_like_an_outage(make: Make) -> None:
    slow, jumped = make(), make()
    for one in (slow, jumped):
        one.send("tess", 1)
        one.settle()
    jumped.jump(days=2)
    jumped.settle()
    counts = {}
    for person in ("asha", "ben", "mel", "ivor", "chair"):
        kinds = [kind_of(mail) for mail in jumped.inbox(person)]
        counts[person] = len(kinds)
        assert len(kinds) <= 3, f"a storm for {person}: {kinds}"
    again = dict(counts)
    jumped.settle()
    assert {p: len(jumped.inbox(p)) for p in counts} == again


@pytest.mark.parametrize("start", ["2027-03-28 00:30", "2026-10-25 00:30", "2028-02-28 22:00"])
def test_clock_changes_and_leap_days_fire_each_due_thing_once(make: Make, start: str) -> None:
    service = make(datetime.fromisoformat(start).replace(tzinfo=UTC))
    service.send("tess", 1)
    service.settle()
    for _ in range(8):
        service.jump(hours=1)
        service.settle()
    with service.app.store.reading(service.now()) as work:
        rows = outbox.of_case(work, 1)
    assert len({row.once_key for row in rows}) == len(rows)
