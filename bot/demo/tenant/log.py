"""Remembers every request in memory, so that a test can count what a report costs. Stores no bodies and no ids."""

from __future__ import annotations

from collections import deque
from datetime import datetime
from typing import NamedTuple


class Entry(NamedTuple):
    """One request: method, path template (`/users/{user}/messages/{message}`), status (0: cut off), part of a batch."""

    at: datetime
    method: str
    template: str
    status: int
    batched: bool = False


class RequestLog:
    """The last 200,000 requests."""

    def __init__(self) -> None:
        self._entries: deque[Entry] = deque(maxlen=200_000)

    def add(self, entry: Entry) -> None:
        """Remember a request."""
        self._entries.append(entry)

    def clear(self) -> None:
        """Forget all; counting starts again."""
        self._entries.clear()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All remembered requests, oldest first."""
        return tuple(self._entries)

    def graph(self) -> tuple[Entry, ...]:
        """Requests to Graph itself, parts of batches counted, the envelope of a batch and logins not."""
        return tuple(e for e in self._entries if e.template.startswith(("/users", "/subscriptions")))

    def count(self, method: str | None = None, template: str | None = None, status: int | None = None) -> int:
        """How many requests match all that is given."""
        return sum(
            method in (None, e.method) and template in (None, e.template) and status in (None, e.status)
            for e in list(self._entries)
        )
