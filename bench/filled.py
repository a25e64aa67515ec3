"""A database as after years: closed cases by the million with all their rows, open ones, deadlines that wait.

The rows are copies of real ones that the program wrote for a real report; only their numbers differ, and the sealed
words of closed cases are left out. Filling takes a minute or two, so the file is kept and copied for each use.
"""

from __future__ import annotations

import shutil
import sqlite3
import sys
from pathlib import Path

from bench.local import handle
from bench.mails import NOW, reports
from bench.place import opened

_LATER = "(SELECT 4102444800000000)"  # the year 2100, in microseconds
_NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) "
_CLOSED = {"ended_at": "opened_at + 864000000000", "state": "'closed'", "sealed": "zeroblob(8)"}
_OPEN = {"ended_at": "NULL"}
_OTHER_COLUMNS = {
    "cases": {"id": "{base} + i", "reference": "'OLD-' || ({base} + i)"},
    "receipt": {"id": "{base} + i", "item_id": "'old-' || ({base} + i)", "case_id": "{base} + i", "file_at": "NULL",
                "digest": "hex({base} + i)", "content_hash": "hex({base} + i)", "filed_at": "taken_at"},
    "outbox": {"id": "{base} + i", "once_key": "'old-' || ({base} + i)", "case_id": "{base} + i", "status": "'sent'",
               "own_key": "'old-' || ({base} + i)", "message_id": "'<old-' || ({base} + i) || '@osborne.example>'",
               "next_at": "NULL", "sealed": "NULL", "sent_at": "queued_at"},
    "deadline": {"id": "{base} + i", "case_id": "{base} + i", "next_at": _LATER, "due_at": _LATER},
}  # fmt: skip


def folder_of(cache: Path, closed: int, opened_cases: int) -> Path:
    """A folder that holds the filled database; made where it is not there yet."""
    home = cache / f"filled-{closed}-{opened_cases}"
    if (home / "ready").exists():
        return home
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    print(f"filling a database with {closed:,} closed and {opened_cases:,} open cases ...", file=sys.stderr)
    app, parts = opened(home, NOW)
    for number, data in enumerate(reports(1)):
        handle(parts, data, f"seed-{number}")
    parts.close()
    app.store.close()
    fill(home / "nearmiss.db", closed, opened_cases)
    (home / "ready").touch()
    return home


def fill(database: Path, closed: int, opened_cases: int) -> None:
    """Copies of the one case there: so many closed, so many open, a waiting deadline for each."""
    with sqlite3.connect(database) as connection:
        connection.executescript(
            "PRAGMA synchronous=OFF; PRAGMA cache_size=-200000; PRAGMA foreign_keys=OFF;"
        )
        for table in _OTHER_COLUMNS:
            _copies(connection, table, 1_000_000, closed, _CLOSED)
            _copies(connection, table, 100_000_000, opened_cases, _OPEN)
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def copied(source: Path, target: Path) -> None:
    """The files of a filled trust, to be changed at will."""
    shutil.copytree(source, target, dirs_exist_ok=True)


def _copies(connection: sqlite3.Connection, table: str, base: int, count: int, cases: dict[str, str]) -> None:
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    other = {name: text.format(base=base) for name, text in _OTHER_COLUMNS[table].items()}
    other |= cases if table == "cases" else {}
    values = ", ".join(other.get(name, name) for name in columns)
    (seed,) = connection.execute(f"SELECT min(id) FROM {table}").fetchone()
    connection.execute(
        f"INSERT INTO {table} ({', '.join(columns)}) {_NUMBERS.format(count=count)}"
        f"SELECT {values} FROM n, {table} WHERE {table}.id = {seed}"
    )
