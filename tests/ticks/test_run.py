"""`nearmiss run`: its beats, what it tells on disk and to Prometheus; and the days when disk or database fail it."""

from __future__ import annotations

import json
import logging
import sqlite3
import threading
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from time import sleep

import pytest
from apscheduler.schedulers.background import BackgroundScheduler

from bot.demo.world import kind_of
from bot.errors import ConfigurationWrong, Transient
from bot.listener import listening
from bot.metrics import page
from bot.scheduler import Pulse, guarded, run
from bot.ticks import sweep
from bot.ticks.files import Files
from bot.worker import Worker
from tests.ticks.conftest import Make, Service

REPORT = "This morning I e-mailed the class list of 20 pupils to the wrong parent."


@pytest.fixture
def worker(service: Service) -> Worker:
    return Worker(service.app, service.parts, "here")


def test_it_polls_quickly_after_activity_and_slowly_when_quiet() -> None:
    pulse = Pulse(slow=15.0, quick=3.0, rounds=2)
    due = []
    for beat in range(20):
        if pulse.is_due():
            due.append(beat)
            pulse.polled(taken=1 if beat == 0 else 0)
    assert due == [0, 1, 2, 7, 12, 17]


def test_a_beat_that_fails_says_so_once_and_once_when_it_is_over(caplog: pytest.LogCaptureFixture) -> None:
    failures = [
        Transient("the database is away"),
        Transient("the database is away"),
        KeyError("a@b.example"),
        None,
    ]

    def beat() -> None:
        failure = failures.pop(0)
        if failure:
            raise failure

    guard = guarded("poll", beat)
    with caplog.at_level(logging.WARNING, "nearmiss.worker"):
        for _ in range(4):
            guard()
    lines = [record.getMessage() for record in caplog.records]
    assert lines[0] == "poll: the database is away"
    assert "KeyError" in lines[1]
    assert "a@b.example" not in lines[1]
    assert lines[2:] == ["poll: works again"]


def test_a_whole_day_of_beats(service: Service, worker: Worker) -> None:
    service.send("tess", 1)
    stop = threading.Event()
    thread = threading.Thread(target=run, args=([worker], stop))
    thread.start()
    heart = service.folder / "data" / "heartbeat-here.json"
    told: dict[str, str] = {}
    for _ in range(1200):
        told = json.loads(heart.read_text()) if heart.exists() else {}
        if service.kinds("tess") and told.get("polled_at"):
            break
        stop.wait(0.05)
    stop.set()
    thread.join(60)
    assert service.kinds("tess") == ["acknowledgement"]
    assert datetime.fromisoformat(told["polled_at"]).tzinfo
    assert not heart.exists(), "who stopped is no longer alive"


def test_it_stops_though_a_poll_takes_something_in_meanwhile(
    worker: Worker, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stop, stopping = threading.Event(), threading.Event()
    shutdown = BackgroundScheduler.shutdown

    def told(self: BackgroundScheduler, **how: object) -> None:
        stopping.set()
        shutdown(self, **how)

    def poll() -> int:
        stop.set()
        stopping.wait(20)
        sleep(0.2)  # the shutdown is under way
        return 1

    monkeypatch.setattr(BackgroundScheduler, "shutdown", told)
    monkeypatch.setattr(worker, "poll", poll)
    thread = threading.Thread(target=run, args=([worker], stop), daemon=True)
    thread.start()
    thread.join(20)
    assert not thread.is_alive()
    assert "poll: " not in caplog.text


def test_several_beats_may_tell_the_heart_at_once(service: Service, worker: Worker) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: worker.beat(), range(400)))
    assert json.loads((service.folder / "data" / "heartbeat-here.json").read_text())["worker"] == "here"


def test_metrics_tell_counts_and_ages_and_no_name(service: Service, worker: Worker) -> None:
    service.send("tess", 1)
    service.tick()
    worker.poll()
    service.jump(hours=30)
    service.tenant.faults.add("status", "POST", "/send", times=1, status=400)
    service.send("noor", 2)
    service.settle()
    with listening(("127.0.0.1", 0), page([worker]), None) as port:
        shown = urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics").read().decode()
    values = dict(line.rsplit(" ", 1) for line in shown.splitlines() if not line.startswith("#"))
    assert values['nearmiss_up{trust="OCAT"}'] == "1.0"
    assert values['nearmiss_outbox_mails{status="failed",trust="OCAT"}'] == "1.0"
    assert float(values['nearmiss_sends_total{trust="OCAT"}']) >= 2
    assert float(values['nearmiss_poll_age_seconds{trust="OCAT"}']) >= 0
    assert 'nearmiss_deadline_lateness_seconds{trust="OCAT"}' in values
    assert "osborne.example" not in shown
    assert "OCAT-2026" not in shown


def test_a_metrics_address_that_is_taken_is_one_sentence(worker: Worker) -> None:
    taken = listening(("127.0.0.1", 0), page([worker]), None)
    with taken as port, pytest.raises(ConfigurationWrong, match="NEARMISS_METRICS"):
        listening(("127.0.0.1", port), page([worker]), None).__enter__()


def post(port: int, path: str, content: bytes) -> tuple[int, bytes]:
    asked = urllib.request.Request(f"http://127.0.0.1:{port}{path}", content, method="POST")
    try:
        with urllib.request.urlopen(asked) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as failure:
        return failure.code, b""


def test_a_notice_with_our_secret_wakes_the_poll_and_nothing_else_does(make: Make) -> None:
    service = make(settings={"NEARMISS_NOTIFY_URL": "https://hook.osborne.example/notify"})
    service.tenant.notifier.validate = lambda _url: True  # type: ignore[method-assign]
    woken: list[int] = []
    worker = Worker(service.app, service.parts, "here", wake=lambda: woken.append(1))
    assert worker.hints is not None
    worker.beat()
    mailboxes = len(service.parts.intake.addresses)
    assert len(service.tenant.subscriptions) == mailboxes
    (one, *_) = service.tenant.subscriptions.values()
    notice = {"subscriptionId": one.id, "clientState": one.client_state, "changeType": "created"}
    with listening(("127.0.0.1", 0), page([worker]), worker.hints.notified) as port:
        assert post(port, "/notify?validationToken=a%20b", b"") == (200, b"a b")
        for content in (
            b"",
            b"nonsense",
            b"[]",
            json.dumps({"value": [{**notice, "clientState": "x" * 64}]}).encode(),
        ):
            assert post(port, "/notify", content)[0] == 400
        assert not woken
        assert post(port, "/notify", json.dumps({"value": [notice]}).encode())[0] == 202
        assert woken == [1]
        removed = {**notice, "lifecycleEvent": "subscriptionRemoved"}
        assert post(port, "/notify", json.dumps({"value": [removed]}).encode())[0] == 202
    service.tenant.subscriptions.pop(one.id)
    worker.beat()
    assert len(service.tenant.subscriptions) == mailboxes, "made anew"
    worker.hints.end()
    assert not service.tenant.subscriptions


def test_refused_subscriptions_stop_no_poll(make: Make, caplog: pytest.LogCaptureFixture) -> None:
    service = make(settings={"NEARMISS_NOTIFY_URL": "https://hook.osborne.example/notify"})
    service.tenant.notifier.validate = lambda _url: False  # type: ignore[method-assign]
    worker = Worker(service.app, service.parts, "here")
    service.send("tess", 1)
    assert worker.poll() == 1
    worker.beat()
    lines = [r.getMessage() for r in caplog.records if "change notifications" in r.getMessage()]
    assert len(lines) == 1


def test_a_locked_database_loses_nothing(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    service.send("tess", 1)
    service.tick()
    other = sqlite3.connect(service.folder / "nearmiss.db", isolation_level=None)
    service.app.store.engine.dispose()
    monkeypatch.setattr("bot.store.engine._PRAGMAS", ("foreign_keys=ON", "busy_timeout=10"))
    other.execute("BEGIN IMMEDIATE")
    service.send("noor", 2)
    left = service.tick()
    assert left.failures
    assert "database" in left.failures[0]
    other.execute("ROLLBACK")
    other.close()
    service.settle()
    assert service.kinds("noor") == ["acknowledgement"]
    assert service.outcomes() == {"taken": 2}


def test_a_full_disk_loses_nothing(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Files, blob: object) -> object:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Files, "_written", full)
    service.send("tess", 1, attachments=[("a.txt", "text/plain", b"abc")])
    left = service.tick()
    assert "No space left" in left.failures[0]
    assert service.outcomes() == {}
    monkeypatch.undo()
    service.settle()
    assert service.outcomes() == {"taken": 1}
    assert service.case()["evidence"] == ["a.txt"]


def test_a_database_that_is_full_loses_nothing(service: Service) -> None:
    service.send("tess", 1)
    service.tick()
    with service.app.store.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        raw = connection.connection.dbapi_connection
        assert raw is not None
        raw.execute(f"PRAGMA max_page_count={pages}")  # type: ignore[union-attr]
    service.tenant.send_as("noor", "incidents@osborne.example", "Long", REPORT + " And so on." * 20_000)
    assert service.tick().failures
    with service.app.store.engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        raw.execute("PRAGMA max_page_count=1000000")  # type: ignore[union-attr]
    service.settle()
    assert service.outcomes() == {"taken": 2}
    assert service.kinds("noor") == ["acknowledgement"]


def alerts(service: Service, word: str) -> list[str]:
    """What the operator was alerted of with this word in it."""
    return [m.subject for m in service.inbox("raj") if kind_of(m) == "operator_alert" and word in m.text]


def test_a_case_that_cannot_be_carried_out_keeps_no_other_waiting(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n, person in enumerate(("tess", "noor")):
        service.send(person, n)
    service.settle()
    carry = sweep.sweep

    def stuck(case: object, *rest: object) -> object:
        if getattr(case, "reference", "") == "OCAT-2026-0001":
            raise LookupError("something of ours")
        return carry(case, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(sweep, "sweep", stuck)
    service.jump(hours=3)
    service.tick()
    kinds = [(m.subject, k) for m, k in zip(service.inbox("ben"), service.kinds("ben"), strict=True)]
    assert any("OCAT-2026-0002" in subject for subject, _ in kinds)
    assert not any("OCAT-2026-0001" in subject for subject, _ in kinds)
    assert len(alerts(service, "OCAT-2026-0001")) == 1
    service.jump(minutes=5)
    service.tick()
    assert len(alerts(service, "OCAT-2026-0001")) == 1, "once a day"


def test_housekeeping_goes_on_where_one_step_fails(service: Service, worker: Worker) -> None:
    service.send("tess", 1)
    service.settle()
    service.tenant.faults.add("status", "GET", "mailFolders/{folder}/messages", times=None, status=403)
    spool = service.folder / "data" / "spool"
    spool.mkdir(parents=True, exist_ok=True)
    with pytest.raises(Exception, match="forbids"):
        worker.housekeeping()
    service.tenant.faults.clear()
    service.jump(days=1)
    worker.housekeeping()
    assert worker.learned_at == service.now()
