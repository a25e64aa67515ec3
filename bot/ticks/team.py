"""Whose turn it is among the workers of one store: on SQLite there is one, on PostgreSQL session locks decide."""

from __future__ import annotations

from typing import Protocol


class Team(Protocol):
    """`bot.store.locks.SessionLocks` or `bot.store.alone.Alone`."""

    def worker(self) -> int:
        """This process's number among the living."""
        ...

    def workers(self) -> set[int]:
        """The numbers of all living workers."""
        ...

    def keep(self, name: str) -> bool:
        """Whether a name is ours alone, from now on until we end."""
        ...

    def close(self) -> None:
        """Give back what is ours."""
        ...
