"""The team of one: on SQLite a single worker has every turn (the commands see to it with a file lock)."""

from __future__ import annotations

import secrets


class Alone:
    """Has what `SessionLocks` has for whoever asks whose turn it is."""

    def __init__(self) -> None:
        self._worker = secrets.randbelow(1 << 31)

    def worker(self) -> int:
        """This process's number."""
        return self._worker

    def workers(self) -> set[int]:
        """Nobody else lives: what another had in hand is free."""
        return {self._worker}

    def keep(self, name: str) -> bool:
        """Always ours."""
        return True

    def close(self) -> None:
        """Nothing is held."""
