"""Opening the database: pragmas of SQLite, isolation of PostgreSQL, and errors as one sentence."""

from __future__ import annotations

import re
import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from bot.errors import ConfigurationWrong

_PRAGMAS = (
    "busy_timeout=15000",
    "synchronous=FULL",  # a commit is on disk before the mailbox is touched
    "foreign_keys=ON",
    "secure_delete=ON",  # erased personal rows leave no trace in free pages
    "trusted_schema=OFF",
    "cache_size=-8000",
)

_LOOKS, _LOOK_SECONDS = 200, 0.05
_OTHERS = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)  # another has the file open at this very moment

# A worker whose machine vanished loses its session, and with it its locks, within some 25 seconds; one that hangs
# within a transaction holds up nobody for ever; a row locked by another is waited for, but not for ever.
_POSTGRES = {
    "connect_timeout": 10, "keepalives": 1, "keepalives_idle": 10, "keepalives_interval": 5,
    "keepalives_count": 3, "application_name": "nearmiss",
    "options": "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3 "
    "-c lock_timeout=15s -c idle_in_transaction_session_timeout=180s -c timezone=UTC",
}  # fmt: skip


def open_engine(url: str, schema: str = "") -> Engine:
    """An engine for SQLite or PostgreSQL (`schema`: of one trust among several); raises ConfigurationWrong."""
    parsed = _parsed(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(parsed)
    return _postgres(parsed, schema)


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() == "postgresql" and "+" not in parsed.drivername:
            parsed = parsed.set(drivername="postgresql+psycopg")
        parsed.get_dialect()
    except (ArgumentError, NoSuchModuleError, ImportError) as wrong:
        raise ConfigurationWrong(
            "NEARMISS_DATABASE_URL: not a database URL that is understood; right would be "
            "sqlite:///nearmiss.db or postgresql://user:password@host/database"
        ) from wrong
    if parsed.get_backend_name() not in ("sqlite", "postgresql"):
        raise ConfigurationWrong("NEARMISS_DATABASE_URL: only sqlite and postgresql are supported")
    return parsed


def _postgres(url: URL, schema: str) -> Engine:
    engine = create_engine(
        url, pool_size=8, max_overflow=8, pool_pre_ping=True, pool_timeout=10, connect_args=_POSTGRES
    )
    if not schema:
        return engine
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,62}", schema):
        raise ConfigurationWrong(
            "the name of a trust's schema may hold small letters, digits and underscores"
        )

    @event.listens_for(engine, "connect")
    def _own_schema(connection: Any, _record: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f'SET search_path TO "{schema}"')  # made by schema.upgrade; until then it is empty
        connection.commit()

    return engine


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Readers do not wait for the writer. The switch, once in a file's life, does not wait by itself for others."""
    for _ in range(_LOOKS):
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as failure:
            if failure.sqlite_errorcode & 0xFF not in _OTHERS:
                raise
            time.sleep(_LOOK_SECONDS)
    connection.execute("PRAGMA journal_mode=WAL")


def _sqlite(url: URL) -> Engine:
    if url.database and url.database != ":memory:":
        folder = Path(url.database).expanduser().resolve().parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as wrong:
            raise ConfigurationWrong(f"NEARMISS_DATABASE_URL: the folder {folder} cannot be made") from wrong
    engine = create_engine(url, connect_args={"timeout": 15})

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # transactions are begun below, at once for writing
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        _write_ahead(connection)

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        options = connection.get_execution_options()
        connection.exec_driver_sql("BEGIN" if options.get("reading") else "BEGIN IMMEDIATE")

    return engine
