"""Memory of what Graph asked us to wait, mailbox by mailbox, and a breaker for when it is down.

Never sleeps: who may not go now gets a Transient with the seconds left, and goes on with other work.
"""

from __future__ import annotations

import logging
import random
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.errors import Throttled, Transient, Unreachable

log = logging.getLogger(__name__)

LONGEST_WAIT = 3600.0  # a longer Retry-After is a mistake of somebody's; ask again after an hour
_FAILURES_TO_OPEN = 8
_FIRST_PAUSE, _LONGEST_PAUSE = 2.0, 300.0
_LONGEST_PROBE = 70.0  # a probe whose end we never hear of holds up nobody for longer


@dataclass
class _Mailbox:
    not_before: float = 0.0
    refusals: int = 0
    seconds: deque[list[float]] = field(default_factory=deque)  # [second, requests in it], oldest first
    requests: int = 0


class Pacing:
    """One for all threads of a process.

    `budget` requests per `window` seconds and mailbox (Graph: 10,000 per 10 min).

    `monotonic` gives seconds that never go back.
    """

    def __init__(
        self,
        *,
        budget: int = 10_000,
        window: float = 600.0,
        monotonic: Callable[[], float] = time.monotonic,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._whole, self._budget, self._window = budget, budget, window
        self._monotonic, self._jitter = monotonic, jitter
        self._lock = threading.Lock()
        self._mailboxes: dict[str, _Mailbox] = {}
        self._failures = 0
        self._pauses = 0
        self._down_since: float | None = None
        self._closed_until = 0.0
        self._probing_until = 0.0
        self.throttles = 0  # times that Graph asked us to slow down, for metrics

    @property
    def down_for(self) -> float | None:
        """Seconds since Graph was given up as down, None while it answers."""
        return None if self._down_since is None else self._monotonic() - self._down_since

    def share(self, workers: int) -> None:
        """So many workers use the allowance of requests together."""
        with self._lock:
            self._budget = max(1, self._whole // max(1, workers))

    def hold(self, mailbox: str, seconds: float) -> None:
        """Another worker was asked to leave a mailbox alone for so long."""
        with self._lock:
            box = self._mailboxes.setdefault(mailbox, _Mailbox())
            box.not_before = max(box.not_before, self._monotonic() + min(seconds, LONGEST_WAIT))

    def waits(self) -> dict[str, float]:
        """Mailboxes that are to be left alone, and for how many seconds yet."""
        with self._lock:
            now = self._monotonic()
            return {
                name: box.not_before - now for name, box in self._mailboxes.items() if box.not_before > now
            }

    def admit(self, mailbox: str, *, part: bool = False) -> None:
        """Counts a request about to be made; raises Throttled or Unreachable where it must wait.

        `part`: of a batch, which itself asks the breaker.
        """
        with self._lock:
            now = self._monotonic()
            box = self._mailboxes.setdefault(mailbox, _Mailbox())
            if box.not_before > now:
                raise Throttled(
                    "Microsoft Graph has asked us to wait before the next request to this mailbox.",
                    retry_after=box.not_before - now,
                )
            if not part:
                self._pass_breaker(now)
            self._spend(box, now)

    def answered(self, mailbox: str) -> None:
        """Graph answered properly (an error answer other than 5xx counts as well)."""
        with self._lock:
            self._mailboxes.setdefault(mailbox, _Mailbox()).refusals = 0
            if self._down_since is not None:
                log.warning(
                    "microsoft graph answers again after %.0f s", self._monotonic() - self._down_since
                )
            self._failures = self._pauses = 0
            self._down_since, self._closed_until, self._probing_until = None, 0.0, 0.0

    def refused(self, mailbox: str, error: Transient) -> None:
        """Graph throttled us, failed or did not answer. Completes `error.retry_after` where Graph said nothing."""
        with self._lock:
            now = self._monotonic()
            box = self._mailboxes.setdefault(mailbox, _Mailbox())
            if isinstance(error, Throttled):
                box.refusals += 1
                self.throttles += 1
                if error.retry_after is None:
                    error.retry_after = self._pause(box.refusals, 120.0)
                self._probing_until = 0.0
            else:
                self._fail(now)
            if error.retry_after is not None:
                error.retry_after = min(max(error.retry_after, 0.0), LONGEST_WAIT)
                box.not_before = max(box.not_before, now + error.retry_after)

    def _pause(self, times: int, longest: float) -> float:
        """Doubling pause with jitter: half of it is chance, so that workers do not come back together."""
        whole = float(min(_FIRST_PAUSE * 2 ** min(times - 1, 16), longest))
        return whole * (0.5 + 0.5 * self._jitter())

    def _spend(self, box: _Mailbox, now: float) -> None:
        while box.seconds and box.seconds[0][0] <= now - self._window:
            box.requests -= int(box.seconds.popleft()[1])
        if box.requests >= self._budget and box.seconds:
            raise Throttled(
                "Graph's allowance of requests for this mailbox is used up for the moment.",
                retry_after=box.seconds[0][0] + self._window - now,
            )
        if box.seconds and box.seconds[-1][0] > now - 1.0:
            box.seconds[-1][1] += 1
        else:
            box.seconds.append([now, 1])
        box.requests += 1

    def _pass_breaker(self, now: float) -> None:
        if self._down_since is None:
            return
        if now < max(self._closed_until, self._probing_until):
            raise Unreachable(
                "Microsoft Graph is not answering; we wait before asking again.",
                retry_after=max(self._closed_until - now, 1.0),
            )
        self._probing_until = now + _LONGEST_PROBE  # one request finds out for all

    def _fail(self, now: float) -> None:
        self._failures += 1
        self._probing_until = 0.0
        if self._failures < _FAILURES_TO_OPEN:
            return
        if self._down_since is None:
            self._down_since = now
            log.error("microsoft graph is down: %d requests in a row failed", self._failures)
        self._pauses += 1
        self._closed_until = now + self._pause(self._pauses, _LONGEST_PAUSE)
