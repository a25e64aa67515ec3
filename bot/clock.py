"""The clocks of the running program, passed in so that tests and the demo can bring their own.

Deadlines, relay delays and stored retry times use `now`; waits, rate limits and time-outs `monotonic`.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """What tells the time."""

    def now(self) -> datetime:
        """The present as aware UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds that only grow, from any start."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()
