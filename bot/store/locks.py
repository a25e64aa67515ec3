"""Who is alive and whose turn it is, among workers on one PostgreSQL: locks that go with a worker's connection.

A killed worker loses them at once, one whose machine vanished within seconds (engine.py asks for keep-alives).
Knows no mail. On SQLite there is one worker, so nothing of this is asked.
"""

from __future__ import annotations

import contextlib
import hashlib
import secrets
import threading
from collections.abc import Collection, Iterator

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from bot.errors import Transient

_WORKERS = "workers"
_FROZEN_SECONDS = 120  # without a word from a worker; longer than any request to Graph may take


def lock_number(*names: str) -> int:
    """A signed 32-bit number for a name, as PostgreSQL's advisory locks want it."""
    digest = hashlib.sha256("\x00".join(("nearmiss", *names)).encode()).digest()
    return int.from_bytes(digest[:4], "big", signed=True)


class SessionLocks:
    """The locks of one process, all held by one connection of its own; threads may share it.

    `space` keeps stores apart that share a database ("" or the schema's name). Raises Transient where the
    database does not answer; then every lock is lost, and whoever works on is fenced off by the claims' tokens.
    """

    def __init__(self, engine: Engine, space: str = "") -> None:
        self._engine, self._space = engine, space
        self._mutex = threading.Lock()
        self._connection: Connection | None = None
        self._held: set[tuple[int, int]] = set()
        self._worker = 0

    def worker(self) -> int:
        """This process's number among the living, the same as long as its connection lives."""
        with self._mutex, self._sentences():
            self._connected()
            return self._worker

    def workers(self) -> set[int]:
        """The numbers of every living worker of this store, this one among them."""
        query = text(
            "SELECT objid FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2 AND granted "
            "AND classid = :space AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        )
        with self._mutex, self._sentences():
            space = lock_number(self._space, _WORKERS) % (1 << 32)  # pg_locks shows numbers unsigned
            return {int(row.objid) for row in self._connected().execute(query, {"space": space})}

    def take(self, space: str, candidates: Collection[int], count: int = 1) -> list[int]:
        """Up to `count` locks among the candidates that nobody holds, no other thread of ours either."""
        place = lock_number(space)
        query = text(
            "SELECT i FROM unnest(CAST(:candidates AS int[])) i WHERE pg_try_advisory_lock(:place, i) LIMIT :count"
        )
        with self._mutex, self._sentences():
            connection = self._connected()
            free = [one for one in candidates if (place, one) not in self._held]
            if not free:
                return []
            rows = connection.execute(query, {"candidates": free, "place": place, "count": count})
            taken = [int(row.i) for row in rows]
            self._held.update((place, one) for one in taken)
            return taken

    def give_back(self, space: str, numbers: Collection[int]) -> None:
        """Free them; harmless where the connection is gone, and the locks with it."""
        place = lock_number(space)
        with self._mutex:
            ours = [one for one in numbers if (place, one) in self._held]
            self._held.difference_update((place, one) for one in ours)
            if not ours or self._connection is None:
                return
            with contextlib.suppress(Transient), self._sentences():
                query = text("SELECT pg_advisory_unlock(:place, i) FROM unnest(CAST(:numbers AS int[])) i")
                self._connection.execute(query, {"place": place, "numbers": ours})

    def keep(self, name: str) -> bool:
        """Whether a name of this store is ours alone from now on, until we close or die; never waits."""
        space = f"{self._space}/{name}"
        with self._mutex:
            if (lock_number(space), 0) in self._held:
                return self._alive()
        return bool(self.take(space, (0,)))

    def _alive(self) -> bool:
        """Whether the session that holds our locks still stands."""
        with contextlib.suppress(Transient), self._sentences():
            self._connected().execute(text("SELECT 1"))
            return True
        return False

    def close(self) -> None:
        """Give everything back."""
        with self._mutex:
            self._drop()

    def _connected(self) -> Connection:
        if self._connection is None:
            fresh = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            self._give_up_when_frozen(fresh)
            self._worker = self._numbered(fresh)
            self._connection = fresh
        return self._connection

    def _give_up_when_frozen(self, connection: Connection) -> None:
        """A worker that stands still, but whose connection lives, is cut off; one at work asks every few seconds."""
        version = int(connection.execute(text("SHOW server_version_num")).scalar_one())
        if version >= 140_000:
            connection.execute(text(f"SET idle_session_timeout = '{_FROZEN_SECONDS}s'"))

    def _numbered(self, connection: Connection) -> int:
        place = lock_number(self._space, _WORKERS)
        query = text("SELECT pg_try_advisory_lock(:place, :number)")
        while True:
            number = secrets.randbelow(1 << 31)
            if connection.execute(query, {"place": place, "number": number}).scalar_one():
                return number

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        self._held.clear()
        self._worker = 0
        if connection is not None:
            with contextlib.suppress(SQLAlchemyError):
                connection.invalidate()  # closes the session, and with it every lock
                connection.close()

    @contextlib.contextmanager
    def _sentences(self) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, SQLAlchemyError) as failure:
            self._drop()
            raise Transient(
                f"the database does not answer as it should ({type(failure).__name__})"
            ) from failure
