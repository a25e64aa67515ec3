"""`audit verify` finds every way of changing the record by hand: each table, each kind of row, on both databases."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.demo.world import World
from tests.cli.conftest import START, Home, play, relocated
from tests.conftest import fresh_database

Statements = tuple[str, ...]

_LAW = "step = 'ico_filed' AND case_id = 1"

# What was done by hand -> what must be named first. Event 2 is the first case's second; 1 is its report.
TAMPERED: dict[str, tuple[Statements, str]] = {
    "an event's detail": (("UPDATE event SET detail = '{\"to\":1}' WHERE id = 4",), "event 4"),
    "an event's time": (("UPDATE event SET at = at + 1000000 WHERE id = 4",), "event 4"),
    "an event's kind": (("UPDATE event SET kind = 'closed' WHERE id = 4",), "event 4"),
    "a kind that never was": (("UPDATE event SET kind = 'forged' WHERE id = 4",), "event 4"),
    "an event's role": (("UPDATE event SET role = 'siro' WHERE id = 4",), "event 4"),
    "an event's case": (("UPDATE event SET case_id = 2, seq = 99 WHERE id = 4",), "event 4"),
    "an event's link": (("UPDATE event SET link = 'ff' WHERE id = 4",), "event 4"),
    "an event gone": (("DELETE FROM event WHERE id = 4",), "event 4 is missing"),
    "several events gone": (("DELETE FROM event WHERE id IN (4, 5)",), "event 4 to 5 is missing"),
    "the last event gone": (("DELETE FROM event WHERE id = (SELECT MAX(id) FROM event)",), "chain:"),
    "a personal part gone": (("DELETE FROM personal WHERE event_id = 1",), "event 1 "),
    "a personal part emptied": (
        ("UPDATE personal SET salt = NULL, content = NULL WHERE event_id = 1",), "missing without an erasure",
    ),
    "an erasure feigned": (
        ("UPDATE personal SET salt = NULL, content = NULL, erased_at = 1 WHERE event_id = 1",),
        "no erasure is on record",
    ),
    "a personal part changed": (("UPDATE personal SET salt = content WHERE event_id = 1",), "event 1 "),
    "personal parts exchanged": (
        ("UPDATE personal SET content = (SELECT p.content FROM personal p WHERE p.event_id = 1) WHERE event_id = 3",),
        "event 3 ",
    ),
    "a personal part moved": (("UPDATE personal SET case_id = 2 WHERE event_id = 1",), "tied to another case"),
    "a case's state": (("UPDATE cases SET state = 'closed' WHERE id = 1",), "OCAT-2026-0001"),
    "a case's document": (
        ("UPDATE cases SET doc = replace(doc, '\"major\"', '\"minor\"') WHERE id = 1",), "OCAT-2026-0001",
    ),
    "a case's sealed part": (
        ("UPDATE cases SET sealed = (SELECT salt FROM personal WHERE event_id = 1) WHERE id = 1",), "OCAT-2026-0001",
    ),
    "a case's number": (("UPDATE cases SET reference = 'OCAT-2026-0007' WHERE id = 1",), "OCAT-2026-0007"),
    "a case made a practice case": (("UPDATE cases SET drill = NOT drill WHERE id = 1",), "OCAT-2026-0001"),
    "an evidence row gone": (("DELETE FROM evidence WHERE case_id = 1",), "evidence: OCAT-2026-0001 has lost 1"),
    "evidence exchanged": (("UPDATE evidence SET sha256 = 'ab' WHERE case_id = 1",), "evidence: OCAT-2026-0001"),
    "an evidence file's name": (
        ("UPDATE evidence SET sealed = (SELECT salt FROM personal WHERE event_id = 1) WHERE case_id = 1",),
        "was changed",
    ),
    "a case's day": (("UPDATE cases SET opened_at = opened_at + 1 WHERE id = 1",), "opened_at"),
    "a part marked as erased": (("UPDATE personal SET erased_at = 1 WHERE event_id = 1",), "event 1 "),
    "a mail of ours gone": (("DELETE FROM outbox WHERE kind = 'referral'",), "outbox: OCAT-2026-0001 has lost 1"),
    "a mail of ours emptied": (("UPDATE outbox SET sealed = NULL WHERE kind = 'referral'",), "outbox: mail "),
    "mails exchanged": (
        (
            "UPDATE outbox SET sealed = (SELECT o.sealed FROM outbox o WHERE o.kind = 'digest' LIMIT 1) "
            "WHERE kind = 'referral'",
        ),
        "outbox: mail ",
    ),
    "a clock gone": ((f"DELETE FROM deadline WHERE {_LAW}",), "ico_filed: its row is missing"),
    "a clock stopped": ((f"UPDATE deadline SET next_at = NULL WHERE {_LAW}",), "never fire"),
    "a clock feigned done": ((f"UPDATE deadline SET state = 'met' WHERE {_LAW}",), "has ended"),
    "the law's clock moved": ((f"UPDATE deadline SET due_at = due_at + 1 WHERE {_LAW}",), "72 hours"),
    "the chain's head row gone": (("DELETE FROM chain",), "chain: the row"),
    "the chain's count": (("UPDATE chain SET count = count + 1",), "chain:"),
    "the chain's head": (("UPDATE chain SET head = 'ab'",), "chain:"),
}  # fmt: skip


def by_hand_on_sqlite(file: Path, statements: Statements) -> None:
    """As somebody would with the database's own tools, the triggers put away."""
    connection = sqlite3.connect(file)
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        assert connection.execute(statement).rowcount > 0, statement
    connection.commit()
    connection.close()


def said(home: Home, *more: str, **environment: str) -> tuple[int, list[str]]:
    result = home.run("audit", "verify", "--json", *more, **environment)
    return result.exit_code, json.loads(result.stdout)["faults"]


def test_an_untouched_record_is_whole(home: Home) -> None:
    result = home.run("audit", "verify", "--json")
    found = json.loads(result.stdout)
    assert (result.exit_code, found["whole"], found["faults"], found["cases"]) == (0, True, [], 2)
    assert home.run("audit", "verify").stdout.startswith("The record is whole")


@pytest.mark.parametrize("what", TAMPERED)
def test_tampering_is_named_on_sqlite(home: Home, what: str) -> None:
    statements, named = TAMPERED[what]
    by_hand_on_sqlite(home.database, statements)
    code, faults = said(home)
    assert code == 1
    assert any(named in fault for fault in faults), faults
    assert not any("@" in fault or "register of 32" in fault for fault in faults)  # a fault tells no secrets


# SQLite keeps anything in any column; a row that it cannot even give out is named like any other.
UNREADABLE = {
    "text among bytes": ("UPDATE personal SET salt = 'x' || salt WHERE event_id = 3", "event 3 "),
    "bytes for a time": ("UPDATE personal SET erased_at = x'00' WHERE event_id = 3", "event 3 "),
    "bytes for a link": ("UPDATE event SET link = x'00' WHERE id = 3", "event 3 "),
    "text in a case": ("UPDATE cases SET sealed = 'x' || sealed WHERE id = 1", "OCAT-2026-0001"),
    "text in a file's row": (
        "UPDATE evidence SET sealed = 'x' || sealed WHERE case_id = 1",
        "OCAT-2026-0001",
    ),
    "bytes for a file's hash": ("UPDATE evidence SET sha256 = x'00' WHERE case_id = 1", "OCAT-2026-0001"),
}


@pytest.mark.parametrize("what", UNREADABLE)
def test_a_row_that_cannot_be_read_is_named_on_sqlite(home: Home, what: str) -> None:
    statement, named = UNREADABLE[what]
    by_hand_on_sqlite(home.database, (statement,))
    code, faults = said(home)
    assert code == 1
    assert named in faults[0]


def evidence_file(home: Home) -> Path:
    (row,) = sqlite3.connect(home.database).execute("SELECT sha256 FROM evidence WHERE case_id = 1")
    return home.folder / "data" / "evidence" / row[0][:2] / str(row[0])


def test_a_file_changed_or_taken_away_on_disk_is_named(home: Home) -> None:
    file = evidence_file(home)
    file.write_bytes(file.read_bytes().replace(b"thirty", b"twenty"))
    assert said(home) == (1, [f"evidence: OCAT-2026-0001: file {file.name[:12]} was changed"])
    file.unlink()
    assert said(home) == (1, [f"evidence: OCAT-2026-0001: file {file.name[:12]} is missing"])


def test_only_the_changed_row_is_named(home: Home) -> None:
    by_hand_on_sqlite(home.database, ("UPDATE event SET role = 'siro' WHERE id = 3",))
    _, faults = said(home)
    assert len([fault for fault in faults if fault.startswith("event:")]) == 1


def test_the_triggers_refuse_what_the_tests_had_to_put_away(home: Home) -> None:
    connection = sqlite3.connect(home.database)
    with pytest.raises(sqlite3.Error):
        connection.execute("UPDATE event SET detail = '{}' WHERE id = 1")
    with pytest.raises(sqlite3.Error):
        connection.execute("DELETE FROM event WHERE id = 1")
    connection.close()


def test_an_anchor_finds_a_record_cut_off_or_written_anew(home: Home) -> None:
    anchor = json.loads(home.run("audit", "verify", "--json").stdout)["anchor"]
    assert said(home, "--anchor", anchor) == (0, [])
    count, _, head = anchor.partition(":")
    code, faults = said(home, "--anchor", f"{count}:{head[::-1]}")
    assert code == 1
    assert "anchor" in faults[0]
    cut = (
        "DELETE FROM personal WHERE event_id = (SELECT MAX(id) FROM event)",
        "DELETE FROM event WHERE id = (SELECT MAX(id) FROM event)",
        "UPDATE chain SET count = (SELECT MAX(id) FROM event), "
        "head = (SELECT link FROM event WHERE id = (SELECT MAX(id) FROM event))",
    )
    by_hand_on_sqlite(home.database, cut[1:])
    code, faults = said(home, "--anchor", anchor)
    assert code == 1
    assert any("cut off" in fault for fault in faults)
    assert home.run("audit", "verify", "--anchor", "12").exit_code == 2


def test_an_old_anchor_still_holds_when_the_record_has_grown(home: Home) -> None:
    anchor = json.loads(home.run("audit", "verify", "--json").stdout)["anchor"]
    assert home.run("hold", "OCAT-2026-0001", "on", "--reason", "an inquiry").exit_code == 0
    assert said(home, "--anchor", anchor) == (0, [])


def test_a_recorded_erasure_is_no_tampering(home: Home) -> None:
    from bot.app import build
    from bot.ticks.retention import erase_case
    from bot.trusts import load_trusts

    (trust,) = load_trusts(home.environment, start=home.folder)
    app = build(trust).open()
    erase_case(app.service, app.files, 1, app.clock.now(), "a test")
    app.store.close()
    found = json.loads(home.run("audit", "verify", "--json").stdout)
    assert found["whole"], found["faults"]
    assert found["erased"] > 0
    by_hand_on_sqlite(home.database, ("DELETE FROM personal WHERE event_id = 1",))
    assert said(home)[0] == 1


# --- PostgreSQL --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def on_postgres(postgres_server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Home, str]]:
    """The story on PostgreSQL, and its database's URL."""
    folder = tmp_path_factory.mktemp("seed-pg")
    with fresh_database(postgres_server) as url:
        with World(START, folder=folder, settings={"NEARMISS_DATABASE_URL": url}) as world:
            play(world)
            environment = world.environment()
        yield Home(folder, relocated(environment, folder, folder)), url


@pytest.fixture
def tamper(
    on_postgres: tuple[Home, str], postgres_server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[Statements], Home]]:
    """tamper(statements): a copy of that deployment with these statements carried out by its owner."""
    import psycopg
    from sqlalchemy import make_url

    seed, url = on_postgres
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("REQUESTS_CA_BUNDLE", raising=False)
    shutil.copytree(seed.folder / "keys", tmp_path / "keys")
    name, original = f"copy_{abs(hash(tmp_path)) % 10**9}", make_url(url).database
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (original,)
        )
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {original}")
    copy = make_url(url).set(database=name).render_as_string(hide_password=False)

    def by_hand(statements: Statements) -> Home:
        with psycopg.connect(copy) as connection:
            connection.execute("SET session_replication_role = replica")  # no triggers, no foreign keys
            for statement in statements:
                assert connection.execute(statement.encode()).rowcount > 0, statement
        return Home(seed.folder, {**seed.environment, "NEARMISS_DATABASE_URL": copy})

    yield by_hand
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.postgres
@pytest.mark.parametrize("what", TAMPERED)
def test_tampering_is_named_on_postgres(tamper: Callable[[Statements], Home], what: str) -> None:
    statements, named = TAMPERED[what]
    code, faults = said(tamper(statements))
    assert code == 1
    assert any(named in fault for fault in faults), faults


@pytest.mark.postgres
def test_an_untouched_record_is_whole_on_postgres(tamper: Callable[[Statements], Home]) -> None:
    home = tamper(())
    assert said(home) == (0, [])
    assert len(json.loads(home.run("cases", "--json").stdout)) == 2
    assert json.loads(home.run("show", "OCAT-2026-0001", "--json").stdout)["severity"] == "major"
    checked = home.run("check", "--offline")
    assert checked.exit_code == 0, checked.stdout
