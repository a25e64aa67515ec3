"""Graph's requests at once, over all workers on one PostgreSQL: numbered slots that are session locks.

Whoever dies gives its slots back by dying. Fits where bot/graph/limits.py asks for a Limiter.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bot.store.locks import SessionLocks

_FIRST_LOOK, _LONGEST_LOOK = 0.005, 0.1  # seconds between looks for a free slot


class SharedSlots:
    """`total` requests at once for one app registration (`space` names it), whoever makes them.

    Threads of this process queue here first, so that one process asks the database with one voice. Whoever
    wants several waits `patience` seconds for them, then takes one.
    """

    def __init__(
        self, locks: SessionLocks, space: str, total: int = 4, *, patience: float = 0.5,
        monotonic: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep,
    ) -> None:  # fmt: skip
        self._locks, self._space = locks, f"slots/{space}"
        self._total = max(1, total)
        self._patience = patience
        self._monotonic, self._sleep = monotonic, sleep
        self._turn = threading.Lock()

    @contextmanager
    def slots(self, want: int = 1) -> Iterator[int]:
        """Waits for its turn, yields the number of slots given; raises Transient where the database is gone."""
        taken: list[int] = []
        try:
            with self._turn:
                self._fill(taken, min(want, self._total))
            yield len(taken)
        finally:
            self._locks.give_back(self._space, taken)

    def _fill(self, taken: list[int], want: int) -> None:
        """Slots as they get free, all of them or, when patience ends, one."""
        end, pause = self._monotonic() + self._patience, _FIRST_LOOK
        while len(taken) < want:
            taken += self._locks.take(self._space, range(self._total), want - len(taken))
            if len(taken) >= want:
                return
            if self._monotonic() >= end and taken:
                self._locks.give_back(self._space, taken[1:])
                del taken[1:]
                return
            self._sleep(pause * (0.5 + random.random()))
            pause = min(pause * 2, _LONGEST_LOOK)
