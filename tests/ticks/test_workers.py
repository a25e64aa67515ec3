"""Several workers on one PostgreSQL: turns, slots and claims go with whoever dies; trusts share nothing."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.domain.case import Case
from bot.errors import Throttled, Transient
from bot.store import around, cases, claims, outbox
from bot.store.locks import SessionLocks
from bot.store.slots import SharedSlots
from bot.store.store import Store
from bot.worker import Worker
from tests.ticks.conftest import NO_FLOOD, START, Make, Service

pytestmark = pytest.mark.postgres


@pytest.fixture
def store(postgres_url: str, tmp_path: Path) -> Iterator[Store]:
    opened = Store(postgres_url, tmp_path / "key").open()
    yield opened
    opened.close()


@pytest.fixture
def two(store: Store) -> Iterator[tuple[SessionLocks, SessionLocks]]:
    """The locks of two workers."""
    pair = SessionLocks(store.engine), SessionLocks(store.engine)
    yield pair
    for one in pair:
        one.close()


def cut(store: Store, locks: SessionLocks) -> None:
    """End the session that holds a worker's locks, as a death or a broken network does."""
    assert locks._connection is not None
    pid = locks._connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
    with store.engine.begin() as connection:
        connection.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})
    for _ in range(100):
        with store.engine.begin() as connection:
            alive = connection.execute(text("SELECT 1 FROM pg_stat_activity WHERE pid = :pid"), {"pid": pid})
            if not alive.first():
                return
        time.sleep(0.02)


def test_a_turn_is_kept_until_its_holder_dies(store: Store, two: tuple[SessionLocks, SessionLocks]) -> None:
    one, other = two
    assert one.keep("poll")
    assert one.keep("poll")
    assert not other.keep("poll")
    assert other.keep("housekeeping")
    assert one.workers() == other.workers() == {one.worker(), other.worker()}
    dead = one.worker()
    cut(store, one)
    assert other.keep("poll")
    assert dead not in other.workers()
    with pytest.raises(Transient):
        one.workers()
    assert not one.keep("poll"), "it comes back, and waits its turn"
    assert one.worker() in other.workers()


def test_four_slots_for_all_workers(two: tuple[SessionLocks, SessionLocks]) -> None:
    one, other = (SharedSlots(locks, "app", 4, patience=0.05) for locks in two)
    with one.slots(3) as three:
        assert three == 3
        with other.slots(4) as rest:
            assert rest == 1, "who wants many takes one when they do not get free"
    with other.slots(4) as all_of_them:
        assert all_of_them == 4
    running, most, lock = [0], [0], threading.Lock()

    def work(slots: SharedSlots) -> None:
        for _ in range(5):
            with slots.slots() as given, lock:
                running[0] += given
                most[0] = max(most[0], running[0])
            with lock:
                running[0] -= given

    threads = [threading.Thread(target=work, args=(slots,)) for slots in (one, other) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 1 <= most[0] <= 4


def test_two_workers_share_the_work_and_one_goes_on_alone(make: Make, postgres_url: str) -> None:
    how = {"policy": NO_FLOOD, "settings": {"NEARMISS_DATABASE_URL": postgres_url}}
    one = make(**how)
    one.tick()
    other = Service(START, folder=one.folder, server=one.server, **how)  # type: ignore[arg-type]
    other.server.use(one.tenant)
    other.tenant = one.tenant
    other.clock = one.clock
    try:
        for n in range(4):
            one.send(("tess", "noor")[n % 2], n)
        assert other.parts.intake.tick(one.now()) == 0, "the other one reads the mailbox"
        assert one.parts.intake.tick(one.now()) == 4
        with one.app.store.work(one.now()) as work:
            in_hand = claims.claim(
                work, around.database_clock(work), 3, 120, "incidents", one.parts.team.worker()
            )
        assert len(in_hand) == 3
        one.parts.team.close()  # it dies with three mails in hand
        other.settle()
        assert other.waiting() == []
        assert sorted(one.kinds("tess") + one.kinds("noor")) == ["acknowledgement"] * 4
        assert one.kinds("asha") == ["triage_request"] * 4
        assert not one.tenant.folder("incidents", "inbox")
    finally:
        other.die()


def test_what_exchange_asks_of_one_worker_holds_for_all(make: Make, postgres_url: str) -> None:
    how = {"settings": {"NEARMISS_DATABASE_URL": postgres_url}}
    one = make(**how)
    other = make(folder=one.folder, **how)
    address = "incidents@osborne.example"
    one.parts.client.pacing.hold(address, 40.0)
    for service in (one, other):
        Worker(service.app, service.parts).outbox()
    assert 35.0 < other.parts.client.pacing.waits()[address] <= 40.0
    with pytest.raises(Throttled):
        other.parts.mailboxes.reach(address)
    assert "anonymous" not in other.parts.client.pacing.waits()


def test_trusts_in_one_database_share_nothing(postgres_url: str, tmp_path: Path) -> None:
    stores = [
        Store(postgres_url, tmp_path / name / "key", f"nearmiss_{name}").open() for name in ("oak", "elm")
    ]
    references = []
    for store in stores:
        with store.work(START) as work:
            reference = cases.next_reference(work, "OCAT", START, "Europe/London")
            cases.open_case(work, Case(reference=reference), START)
            references.append(reference)
            outbox.queue(
                work, once_key="a", case_id=None, kind="reminder", priority=1, mailbox="incidents", own_key="k",
                message_id="<m@x.example>", content={},
            )  # fmt: skip
    assert references == ["OCAT-2026-0001"] * 2
    assert stores[0].keys.fingerprint != stores[1].keys.fingerprint
    for store in stores:
        with store.reading(START) as work:
            assert len(outbox.waiting(work)) == 1
            assert work.connection.execute(text("SELECT count(*) FROM cases")).scalar_one() == 1
    locks = [SessionLocks(store.engine, store.schema) for store in stores]
    assert all(one.keep("poll") for one in locks), "each has its own turns"
    assert locks[0].workers() == {locks[0].worker()}
    for one, store in zip(locks, stores, strict=True):
        one.close()
        store.close()
