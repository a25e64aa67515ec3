"""The store's own promises: once is once, the record only grows, failures are told apart, cost follows what is due."""

from __future__ import annotations

import re
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta, timezone
from pathlib import Path

import msgspec
import pytest
import zstandard
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import delete, text, update
from sqlalchemy import event as events
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from bot.domain.case import Case
from bot.domain.events import Event, EventKind, Recorded
from bot.domain.fold import apply
from bot.errors import ConfigurationWrong, Conflict, Permanent, Transient
from bot.store import around, audit, backup, cases, claims, filing, outbox, receipts, sends
from bot.store.engine import open_engine
from bot.store.schema import HEAD
from bot.store.store import Store, Work
from bot.store.tables import event, metadata, personal
from bot.store.tables import receipt as receipt_table
from tests.store.conftest import NOW


def queue(work: Work, name: str = "a", **more: object) -> None:
    how = {
        "once_key": f"case/{name}", "case_id": None, "kind": "reminder", "priority": 2, "mailbox": "incidents",
        "own_key": f"key-{name}", "message_id": f"<{name}@osborne.example>", "content": {"to": "a@b.example"},
    }  # fmt: skip
    outbox.queue(work, **{**how, **more})  # type: ignore[arg-type]


def take(work: Work, item: str = "one", **more: object) -> int:
    how = {"kind": "report", "outcome": "taken", "reason": "", "filing": "processed"}
    return receipts.take(work, "incidents", item, **{**how, **more})  # type: ignore[arg-type]


def open_case(store: Store, n: int = 1) -> int:
    with store.work(NOW) as work:
        reference = cases.next_reference(work, "OCAT", NOW, "Europe/London")
        case_id = cases.open_case(work, Case(reference=reference), NOW)
        reported = Event(EventKind.REPORTED, {"n": n}, {"happened": f"words {n}"}, "reporter", "a@b.example")
        work.add_event(case_id, 1, reported)
        cases.save(work, case_id, apply(Case(reference=reference), Recorded(1, NOW, reported)))
    return case_id


def test_the_migration_makes_what_the_tables_say(store: Store) -> None:
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, metadata) == []
    versions = Path(backup.__file__).parent / "migrations" / "versions"
    newest = max(re.match(r"(\d+)_", path.name).group(1) for path in versions.glob("[0-9]*.py"))  # type: ignore[union-attr]
    assert newest == HEAD


def test_the_record_only_grows(store: Store) -> None:
    open_case(store)
    for change in (update(event).values(kind="closed"), delete(event), delete(personal)):
        with pytest.raises(SQLAlchemyError), store.engine.begin() as connection:
            connection.execute(change)
    assert audit.verify(store, NOW).whole


def test_a_moment_is_the_same_in_every_zone(store: Store) -> None:
    with store.work(NOW.astimezone(timezone(timedelta(hours=1)))) as work:
        work.add_event(None, 1, Event(EventKind.NOTED))
    assert audit.verify(store, NOW).whole


def test_references_have_no_gaps_and_no_doubles_when_threads_open_cases_at_once(store: Store) -> None:
    def one(n: int) -> int:
        for _ in range(50):
            try:
                return open_case(store, n)
            except Transient:  # the first two of a year may meet
                continue
        raise AssertionError("never got its turn")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(one, range(12)))
    with store.reading(NOW) as work:
        found = sorted(one.case.reference or "" for one in cases.all_cases(work))
        rows = work.connection.execute(text("SELECT reference FROM cases ORDER BY reference")).scalars().all()
    assert rows == [f"OCAT-2026-{n:04d}" for n in range(1, 13)]
    assert found
    assert audit.verify(store, NOW).whole


def taken_again(store: Store) -> None:
    with store.work(NOW) as work:
        take(work)


def test_an_item_has_one_receipt_whoever_writes_it(store: Store) -> None:
    with store.work(NOW) as work:
        take(work)
    with pytest.raises(Conflict):
        taken_again(store)
    with store.reading(NOW) as work:
        assert receipts.counts(work) == {"taken": 1}


def test_a_once_key_is_queued_once_also_when_it_was_taken_along(store: Store) -> None:
    with store.work(NOW) as work:
        queue(work, covers=("case/b",))
        queue(work)
        queue(work, "b")
        assert len(outbox.waiting(work)) == 1
        queue(work, "long", once_key="x" * 5000)
        assert outbox.is_queued(work, "x" * 5000)


def test_a_mail_queued_by_an_older_release_opens_as_well(store: Store) -> None:
    content = {"to": "a@b.example", "text": "words " * 500}
    plain = msgspec.json.encode(content)
    with store.reading(NOW) as work:
        now = outbox.sealed(work, content)
        for kept in (now, work.keys.seal(zlib.compress(plain)), work.keys.seal(plain)):
            assert outbox.opened(work, kept) == content
        assert len(now) < len(plain) / 10
        for damaged in (b"", b"{", b"\x78\x9c", zstandard.FRAME_HEADER, zstandard.compress(plain)[:40]):
            with pytest.raises(ValueError):
                outbox.opened(work, work.keys.seal(damaged))


def written_wrong(store: Store) -> None:
    with store.work(NOW) as work:
        take(work)
        work.connection.execute(update(receipt_table).values(taken_at="yesterday"))


def test_what_lies_in_a_value_is_no_outage_and_leaves_nothing_behind(store: Store) -> None:
    with pytest.raises(Permanent):
        written_wrong(store)
    with store.reading(NOW) as work:
        assert receipts.counts(work) == {}


def test_a_claim_ends_with_its_worker_and_its_token_fences_late_writers(store: Store) -> None:
    with store.work(NOW) as work:
        queue(work)
        wall = around.database_clock(work)
        (mine,) = claims.claim(work, wall, 5, 60, "incidents", worker=1)
        assert claims.claim(work, wall, 5, 60, "incidents", worker=2) == []
    with store.work(NOW) as work:
        assert claims.free_claims(work, {1, 2}) == 0
        assert claims.free_claims(work, {2}) == 1
        (theirs,) = claims.claim(work, wall + timedelta(seconds=1), 5, 60, "incidents", worker=2)
    with store.work(NOW) as work:
        assert not claims.drafted(work, mine, "draft", "")
        assert claims.sending(work, [mine], wall, 60) == []
        assert not claims.give_up(work, mine, "failed", "")
        claims.later(work, mine, NOW, "")
        assert claims.drafted(work, theirs, "draft", "")
        (going,) = claims.sending(work, [theirs], wall, 60)
        claims.sent(work, going.id)
        assert outbox.waiting(work) == []


def test_urgent_mail_is_claimed_first_and_no_mail_waits_for_an_hour_that_comes_twice(store: Store) -> None:
    with store.work(NOW) as work:
        queue(work, "digest", priority=3)
        queue(work, "urgent", priority=0)
        queue(work, "relayed", not_before=NOW + timedelta(minutes=30))
    with store.work(NOW - timedelta(hours=1)) as work:  # the clock was set back
        found = claims.claim(work, around.database_clock(work), 5, 60, "incidents")
        assert [row.once_key for row in found] == ["case/urgent", "case/digest"]


def test_the_minute_is_one_for_all_workers(store: Store) -> None:
    with store.work(NOW) as work:
        wall = around.database_clock(work)
        assert len(sends.reserve(work, "incidents", wall, 4, 5)) == 4
    with store.work(NOW) as work:
        assert len(sends.reserve(work, "incidents", wall, 4, 5)) == 1
        assert sends.reserve(work, "incidents", wall, 4, 5) == []
        assert len(sends.reserve(work, "anonymous", wall, 4, 5)) == 4
    late = wall + timedelta(seconds=61)
    with store.work(NOW) as work:
        assert sends.free(work, "incidents", late, 5) == 5
        assert len(sends.reserve(work, "incidents", late, 9, 5)) == 5
        assert sends.free(work, "incidents", wall - timedelta(days=1), 5) == 5, (
            "the database's clock was set back"
        )


def test_filing_is_put_off_and_costs_nothing_when_done(store: Store) -> None:
    with store.work(NOW) as work:
        one, held = take(work, "one"), take(work, "two", outcome="held", filing="leave")
        assert [r.id for r in filing.to_file(work, "incidents")] == [one]
        filing.not_filed(work, one, NOW + timedelta(minutes=1))
        assert filing.to_file(work, "incidents") == []
        assert filing.count_due(work, ["incidents"]) == 0
    with store.work(NOW + timedelta(minutes=2)) as work:
        (again,) = filing.to_file(work, "incidents")
        assert again.file_tries == 1
        filing.filed(work, [again.id])
        assert filing.next_due(work) is None
        assert held


def test_counts_of_a_sender_begin_anew_after_their_hour(store: Store) -> None:
    hour = timedelta(hours=1)
    with store.work(NOW) as work:
        assert [around.count_mail(work, "a@b.example", hour).mails for _ in range(3)] == [1, 2, 3]
        assert around.count_mail(work, "a@b.example", hour, mails=0, answers=1).answers == 1
    with store.work(NOW + hour) as work:
        assert around.count_mail(work, "a@b.example", hour).mails == 1
    with store.work(NOW - hour) as work:
        assert around.count_mail(work, "a@b.example", hour).mails == 1, "the clock was set back"


def test_another_key_is_refused_and_a_lost_one_is_asked_for(store: Store, url: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationWrong, match="sealed with key"):
        Store(url, tmp_path / "other").open()
    (tmp_path / "other").write_text("ab" * 32)
    with pytest.raises(ConfigurationWrong, match="put the right key"):
        Store(url, tmp_path / "other").open()
    assert not (tmp_path / "nowhere").exists()


def test_many_processes_may_open_an_empty_store_at_once(url: str, tmp_path: Path) -> None:
    def opened(_n: int) -> str:
        one = Store(url, tmp_path / "keys" / "key").open()
        try:
            return one.keys.fingerprint
        finally:
            one.close()

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(opened, range(4)))) == 1


def test_a_backup_is_whole_sealed_and_comes_back_into_either_kind(
    store: Store, tmp_path: Path, url: str
) -> None:
    for n in range(3):
        open_case(store, n)
    with store.work(NOW) as work:
        queue(work)
        take(work)
    saved = tmp_path / "backup" / "nearmiss.db"
    saved.parent.mkdir()
    backup.save(store.engine, saved)
    open_case(store, 9)  # after the backup
    assert b"words 1" not in saved.read_bytes()
    assert backup.fingerprint(saved) == store.keys.fingerprint
    with pytest.raises(ConfigurationWrong, match="not empty"):
        backup.load(saved, store.engine)
    fresh = open_engine(f"sqlite:///{tmp_path / 'fresh.db'}")
    assert backup.load(saved, fresh) == 3
    fresh.dispose()
    again = Store(f"sqlite:///{tmp_path / 'fresh.db'}", store.key_file).open()
    assert audit.verify(again, NOW).whole
    with again.reading(NOW) as work:
        assert len(outbox.waiting(work)) == 1
    open_case(again, 4)
    again.close()


def test_a_store_that_was_restored_is_restored_once_more(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / '0.db'}", tmp_path / "key").open()
    for n in (1, 2):
        saved, fresh = tmp_path / f"saved{n}.db", open_engine(f"sqlite:///{tmp_path / f'{n}.db'}")
        backup.save(store.engine, saved)
        store.close()
        assert backup.load(saved, fresh) == 0
        fresh.dispose()
        store = Store(f"sqlite:///{tmp_path / f'{n}.db'}", store.key_file).open()
        with store.work(NOW) as work:
            assert store.get_meta(work, backup.REREAD) == "yes"
            store.set_meta(work, backup.REREAD, "done")
    store.close()


def test_a_database_that_cannot_be_opened_says_so_at_once(tmp_path: Path) -> None:
    (tmp_path / "store.db").write_bytes(b"")
    (tmp_path / "store.db-journal").mkdir()  # where SQLite wants to write first
    begun = time.monotonic()
    with pytest.raises(OperationalError):
        open_engine(f"sqlite:///{tmp_path / 'store.db'}").connect()
    assert time.monotonic() - begun < 5


def test_what_the_ticks_ask_uses_an_index(tmp_path: Path) -> None:
    """On SQLite, which says how: no question that is asked every few seconds reads a whole table."""
    store = Store(f"sqlite:///{tmp_path / 'store.db'}", tmp_path / "key").open()
    asked: list[tuple[str, object]] = []

    def note(_c: object, _k: object, statement: str, parameters: object, *_: object) -> None:
        asked.append((statement, parameters))

    events.listen(store.engine, "before_cursor_execute", note)
    with store.work(NOW) as work:
        wall = around.database_clock(work)
        outbox.count_due(work, wall, "incidents")
        outbox.counts(work)
        outbox.waiting(work)
        outbox.next_due(work)
        outbox.drafts_in_use(work, "incidents")
        claims.claim(work, wall, 5, 5, "incidents")
        claims.free_claims(work, {1})
        filing.to_file(work, "incidents")
        filing.count_due(work, ["incidents"])
        receipts.to_retry(work)
        receipts.count_due(work)
        receipts.untold(work)
        receipts.seen(work, "incidents", ["a", "b"], "inbox")
        sends.free(work, "incidents", wall, 30)
    events.remove(store.engine, "before_cursor_execute", note)
    with store.engine.connect() as connection:
        for statement, parameters in asked:
            if statement.startswith(("SELECT", "UPDATE")):
                plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)  # type: ignore[arg-type]
                for row in plan:
                    assert not re.match(r"SCAN (outbox|receipt|sends)(?! USING)", row.detail), (
                        row.detail,
                        statement,
                    )
    store.close()
