"""Graph's throttling: requests at once, per ten minutes, and sends a minute. Counts only; waits for nobody.

Measured on a monotonic clock, because moving the demo's clock must not refill an allowance.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable

from bot.demo.tenant.behaviour import Limits
from bot.demo.tenant.errors import throttled


class Throttle:
    """The counters of one app registration."""

    def __init__(self, limits: Limits, monotonic: Callable[[], float]) -> None:
        self.limits = limits
        self._monotonic = monotonic
        self._running = 0
        self.most_at_once = 0
        self._requests: dict[str, deque[float]] = {}
        self._uploads: dict[str, deque[tuple[float, int]]] = {}
        self._sends: dict[str, deque[float]] = {}

    def enter(self, slots: int = 1) -> int:
        """Take up to `slots` of the requests allowed at once; GraphError 429 where none is free."""
        limit = self.limits.concurrent
        free = slots if not limit else min(slots, limit - self._running)
        if free <= 0:
            raise throttled("MailboxConcurrency", 1)
        self._running += free
        self.most_at_once = max(self.most_at_once, self._running)
        return free

    def leave(self, slots: int) -> None:
        """Give slots back."""
        self._running -= slots

    def count_request(self, mailbox: str) -> None:
        """Count a request to a mailbox; GraphError 429 above 10,000 in ten minutes."""
        self._count(self._requests, mailbox, self.limits.requests_per_10_minutes, 600.0, "RequestCount")

    def count_send(self, mailbox: str) -> None:
        """Count a send from a mailbox; GraphError 429 above 30 a minute."""
        self._count(self._sends, mailbox, self.limits.sends_per_minute, 60.0, "MessageRate")

    def count_upload(self, mailbox: str, size: int) -> None:
        """Count bytes sent to a mailbox; GraphError 429 above 150 MB in five minutes."""
        limit = self.limits.upload_bytes_per_5_minutes
        if not limit or not size:
            return
        now = self._monotonic()
        sizes = self._uploads.setdefault(mailbox, deque())
        while sizes and sizes[0][0] <= now - 300.0:
            sizes.popleft()
        if sum(taken for _, taken in sizes) + size > limit:
            wait = sizes[0][0] + 300.0 - now if sizes else 300.0
            raise throttled("UploadSize", max(1, math.ceil(wait)))
        sizes.append((now, size))

    def _count(self, seen: dict[str, deque[float]], key: str, limit: int, window: float, name: str) -> None:
        if not limit:
            return
        now = self._monotonic()
        times = seen.setdefault(key, deque())
        while times and times[0] <= now - window:
            times.popleft()
        if len(times) >= limit:
            raise throttled(name, max(1, math.ceil(times[0] + window - now)))
        times.append(now)
