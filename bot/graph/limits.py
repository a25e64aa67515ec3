"""How many requests are under way at once, over all mailboxes (Graph: 4 per application).

The object is passed in, so that several workers can share one limit through their database.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol


class Limiter(Protocol):
    """Gives out slots. `slots(want)` is entered before a request and left after it.

    It yields how many were given: `want`, or 1 where so many do not get free soon; a caller who is given
    fewer sends one request at a time. Raises Transient where none can be had at all.
    """

    def slots(self, want: int = 1) -> AbstractContextManager[int]: ...


class LocalLimiter:
    """A limit for one process, first come first served.

    Whoever wants several waits `patience` seconds for them, then takes one: a long download must not hold up
    an urgent batch, and a batch at the head of the queue must not hold up the others for long.
    """

    def __init__(
        self, total: int = 4, *, patience: float = 0.5, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._total = max(1, total)
        self._free = self._total
        self._patience = patience
        self._monotonic = monotonic
        self._queue: deque[object] = deque()
        self._changed = threading.Condition()

    @contextmanager
    def slots(self, want: int = 1) -> Iterator[int]:
        """Waits for its turn, yields the number of slots given."""
        given = self._take(min(want, self._total))
        try:
            yield given
        finally:
            with self._changed:
                self._free += given
                self._changed.notify_all()

    def _take(self, want: int) -> int:
        ticket = object()
        with self._changed:
            self._queue.append(ticket)
            try:
                self._changed.wait_for(lambda: self._queue[0] is ticket and self._free >= 1)
                patient = self._changed.wait_for(lambda: self._free >= want, timeout=self._patience)
                given = want if patient else 1
                self._changed.wait_for(lambda: self._free >= given)
                self._free -= given
            finally:
                self._queue.remove(ticket)
                self._changed.notify_all()
        return given
