"""A store copied whole at one moment, while workers go on: always into a SQLite file, whatever it comes from.

Copied back into an empty store of either kind. No key is touched: rows stay sealed under the key file.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, delete, func, insert, select, text, update
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import ConfigurationWrong, Transient
from bot.store.engine import open_engine
from bot.store.schema import HEAD, upgrade, version_of
from bot.store.tables import case, chain, delta, event, meta, metadata, outbox, receipt

REREAD = "reread"  # in meta: mail that was filed after the backup is still to be read again
_ROWS = 500


def save(source: Engine, target: Path) -> None:
    """The store as it is now, as a SQLite file; raises ConfigurationWrong where one is there, or cannot be."""
    if target.exists():
        raise ConfigurationWrong(f"{target} is there already; name another folder")
    fresh = target.with_name(f"{target.name}.new")
    fresh.unlink(missing_ok=True)
    try:
        if source.dialect.name == "sqlite":
            _snapshot(source, fresh)
        else:
            _copied(source, fresh)
        with fresh.open("rb") as file:
            os.fsync(file.fileno())
        fresh.chmod(0o600)
        os.replace(fresh, target)
    except SQLAlchemyError as failure:
        raise Transient(f"the database could not be copied ({type(failure).__name__})") from failure
    finally:
        fresh.unlink(missing_ok=True)


def load(source: Path, target: Engine, schema: str = "") -> int:
    """Fill an empty store from a backup; how many cases it has. Raises ConfigurationWrong, and has changed nothing."""
    if not source.is_file():
        raise ConfigurationWrong(f"{source} is not there: is this a folder that nearmiss backup wrote?")
    engine = _saved(source)
    try:
        if version_of(engine).revision != HEAD:
            raise ConfigurationWrong("the backup is of another version of nearmiss; restore it with that one")
        upgrade(target, schema)
        with _reading(engine) as there, target.begin() as here:
            _must_be_empty(here)
            _copy(there, here)
            _doubt_what_came_after(here)
            return int(here.scalar(select(func.count()).select_from(case)) or 0)
    except SQLAlchemyError as failure:
        raise Transient(f"the database could not be filled ({type(failure).__name__})") from failure
    finally:
        engine.dispose()


def fingerprint(source: Path) -> str:
    """Of the key that a backup is sealed with, "" where it has none."""
    engine = _saved(source)
    try:
        with _reading(engine) as connection:
            return str(connection.scalar(select(meta.c.value).where(meta.c.name == "key")) or "")
    finally:
        engine.dispose()


def _saved(source: Path) -> Engine:
    """A backup to be looked at; nothing is written to it, or beside it."""
    name = f"file:{quote(str(source.resolve()))}?mode=ro"
    return create_engine(
        "sqlite://", creator=lambda: sqlite3.connect(name, uri=True, check_same_thread=False)
    )


def _snapshot(source: Engine, target: Path) -> None:
    """SQLite copies itself in one transaction, and whoever writes meanwhile does not wait."""
    _raw(source, "VACUUM INTO ?", str(target))


def _raw(engine: Engine, statement: str, *values: str) -> None:
    """A statement that SQLite runs outside of any transaction."""
    raw = engine.raw_connection()
    try:
        raw.cursor().execute(statement, values)
    finally:
        raw.close()


def _copied(source: Engine, target: Path) -> None:
    engine = open_engine(f"sqlite:///{target}")
    try:
        upgrade(engine)
        with _reading(source) as there, engine.begin() as here:
            _copy(there, here)
        _raw(engine, "PRAGMA journal_mode=DELETE")  # one file, no journal beside it
    finally:
        engine.dispose()


@contextmanager
def _reading(engine: Engine) -> Iterator[Connection]:
    """One moment of a store, however long the look takes."""
    with engine.connect() as connection:
        connection = connection.execution_options(reading=True)
        if engine.dialect.name == "postgresql":
            connection = connection.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        yield connection


def _must_be_empty(here: Connection) -> None:
    for table in (case, event, receipt):
        if here.execute(select(table.c.id).limit(1)).first():
            raise ConfigurationWrong("the database is not empty; a backup is restored into an empty one only")


def _copy(there: Connection, here: Connection) -> None:
    for table in (meta, chain):
        here.execute(delete(table))
    for table in metadata.sorted_tables:
        rows = there.execution_options(yield_per=_ROWS).execute(select(table)).mappings()
        for part in rows.partitions(_ROWS):
            here.execute(insert(table), [dict(row) for row in part])
        if here.dialect.name == "postgresql" and "id" in table.c:
            _count_on(here, table.name)


def _doubt_what_came_after(here: Connection) -> None:
    """What a backup has as unsent may have gone since: it is looked for first. Mail filed since is read again."""
    unsent = outbox.c.next_at.is_not(None) & (outbox.c.mailbox != "anonymous")
    here.execute(
        update(outbox).where(unsent).values(status="sending", draft_id=func.coalesce(outbox.c.draft_id, ""))
    )
    here.execute(update(outbox).values(claimed_until=None, claimed_by=None))
    here.execute(delete(delta))
    here.execute(delete(meta).where(meta.c.name == REREAD))  # of an earlier restore
    here.execute(insert(meta).values(name=REREAD, value="yes"))


def _count_on(here: Connection, table: str) -> None:
    """PostgreSQL's counter goes on behind the highest number that was copied."""
    counter = here.scalar(text("SELECT pg_get_serial_sequence(:name, 'id')"), {"name": table})
    if counter:
        here.execute(
            text(f"SELECT setval(:counter, (SELECT coalesce(max(id), 0) + 1 FROM {table}), false)"),
            {"counter": counter},
        )
