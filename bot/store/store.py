"""Store: one database of one trust. Work: one transaction in it. Everything written goes through a Work."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, bindparam, insert, select, text, update
from sqlalchemy.exc import (
    DataError,
    DBAPIError,
    IntegrityError,
    NotSupportedError,
    ProgrammingError,
    SQLAlchemyError,
    StatementError,
)

from bot.domain.events import Event
from bot.errors import ConfigurationWrong, Conflict, NearmissError, Permanent, Transient
from bot.store import record, tables
from bot.store.engine import open_engine
from bot.store.keys import Keys, keys_from, make_key, read_key
from bot.store.schema import one_at_a_time, upgrade, version_of

_FINGERPRINT = "key"
_META = select(tables.meta.c.value).where(tables.meta.c.name == bindparam("own_name"))
_OF_ANOTHER = ("LockNotAvailable", "DeadlockDetected", "SerializationFailure")  # PostgreSQL's names


@dataclass
class Work:
    """One transaction. `now` is the moment it stands for; events are chained when it commits."""

    connection: Connection
    keys: Keys
    now: datetime
    pending: list[record.Pending] = field(default_factory=list)
    mails: list[tuple[int, str]] = field(default_factory=list)  # case and once-key of each mail queued in it

    def add_event(self, case_id: int | None, seq: int, event: Event) -> None:
        """Put an event at the end of the record; it is linked into the chain when the transaction ends."""
        self.pending.append(record.Pending(case_id, seq, self.now, event))

    @property
    def on_postgres(self) -> bool:
        return self.connection.dialect.name == "postgresql"


def _error_for(failure: SQLAlchemyError) -> NearmissError:
    """Whether it may work later: only what lies in the values themselves will not."""
    name = type(getattr(failure, "orig", None) or failure).__name__
    if isinstance(failure, IntegrityError) or name in _OF_ANOTHER:
        return Conflict(f"another worker wrote the same thing at the same time ({name})")
    in_the_value = isinstance(failure, DataError | ProgrammingError | NotSupportedError)
    if in_the_value or (isinstance(failure, StatementError) and not isinstance(failure, DBAPIError)):
        return Permanent(f"the database does not take a value ({name})")
    return Transient(f"the database does not answer as it should ({name})")


class Store:
    """A trust's database and key. `open()` first; threads may share it."""

    def __init__(self, url: str, key_file: Path, schema: str = "") -> None:
        self.url = url
        self.key_file = key_file
        self.schema = schema
        self.engine: Engine = open_engine(url, schema)
        self._keys: Keys | None = None

    @property
    def keys(self) -> Keys:
        if self._keys is None:
            raise ConfigurationWrong("the database has not been opened")
        return self._keys

    def open(self) -> Store:
        """Bring the schema up to date and check the key; raises ConfigurationWrong with one sentence."""
        with self._sentences():
            if not version_of(self.engine).current:
                upgrade(self.engine, self.schema)
            self._keys = self._checked_key()
        return self

    def _checked_key(self) -> Keys:
        with self.engine.begin() as connection:
            one_at_a_time(connection)  # several workers may start on an empty database, with one key file
            secret = read_key(self.key_file)
            known = connection.scalar(select(tables.meta.c.value).where(tables.meta.c.name == _FINGERPRINT))
            if secret is None and known is None:
                secret = make_key(self.key_file)
            if secret is None:
                raise ConfigurationWrong(
                    f"NEARMISS_KEY_FILE: {self.key_file} is missing and the database is sealed with key {known}; "
                    "put that key file back"
                )
            keys = keys_from(secret)
            if known is None:
                connection.execute(insert(tables.meta).values(name=_FINGERPRINT, value=keys.fingerprint))
            elif known != keys.fingerprint:
                raise ConfigurationWrong(
                    f"NEARMISS_KEY_FILE: the database is sealed with key {known}, this file is key "
                    f"{keys.fingerprint}; put the right key file back"
                )
        return keys

    @contextmanager
    def work(self, now: datetime) -> Iterator[Work]:
        """A transaction for writing: commits at the end, rolls back on any exception."""
        with self._sentences(), self.engine.begin() as connection:
            work = Work(connection, self.keys, now)
            yield work
            record.write(connection, self.keys, work.pending, work.mails)

    @contextmanager
    def reading(self, now: datetime) -> Iterator[Work]:
        """A transaction that only reads; takes no write lock."""
        with self._sentences(), self.engine.connect() as connection:
            yield Work(connection.execution_options(reading=True), self.keys, now)

    @contextmanager
    def _sentences(self) -> Iterator[None]:
        """Database failures as our errors, without values or statements in the text."""
        try:
            yield
        except SQLAlchemyError as failure:
            raise _error_for(failure) from failure

    def set_meta(self, work: Work, name: str, value: str) -> None:
        """Keep a named value of the trust."""
        changed = work.connection.execute(
            update(tables.meta).where(tables.meta.c.name == name).values(value=value)
        )
        if not changed.rowcount:
            work.connection.execute(insert(tables.meta).values(name=name, value=value))

    def get_meta(self, work: Work, name: str) -> str | None:
        """A named value of the trust, None where it was never set."""
        return work.connection.scalar(_META, {"own_name": name})

    def ping(self) -> None:
        """Raises Transient when the database does not answer or cannot be written."""
        with self._sentences(), self.engine.begin() as connection:
            connection.execute(text("SELECT 1"))

    def close(self) -> None:
        """Give every connection back."""
        self.engine.dispose()
