"""Trouble on order: answers Graph gives on bad days, cut connections, lost and repeated deltas.

Decides, does nothing.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from enum import StrEnum


class Trouble(StrEnum):
    """What may happen to a request."""

    STATUS = "status"  # answered with `status` instead of being done
    CUT_BEFORE = "cut_before"  # connection dropped, nothing done
    CUT_AFTER = "cut_after"  # done, connection dropped before the answer
    STATUS_AFTER = "status_after"  # done, yet answered with `status` (a gateway that gave up)
    SLOW = "slow"  # answered after `seconds`
    LOSE_DELTA = "lose_delta"  # 410 for the delta token in the request
    REPEAT_DELTA = "repeat_delta"  # the page has every change twice
    SHUFFLE_DELTA = "shuffle_delta"  # the page's changes in another order
    EXPIRE_TOKEN = "expire_token"  # 401 though the token still looks good


_STORM = (
    Trouble.STATUS,
    Trouble.STATUS_AFTER,
    Trouble.CUT_BEFORE,
    Trouble.CUT_AFTER,
    Trouble.LOSE_DELTA,
    Trouble.REPEAT_DELTA,
    Trouble.SHUFFLE_DELTA,
    Trouble.EXPIRE_TOKEN,
)


@dataclass
class Fault:
    """One order. `method` and `path` (a part of the path template) narrow it; `times` None means for ever."""

    trouble: Trouble
    method: str = ""
    path: str = ""
    times: int | None = 1
    probability: float = 1.0
    status: int = 503
    retry_after: int | None = None
    seconds: float = 0.0
    skip: int = 0

    def fits(self, method: str, template: str) -> bool:
        """Whether the order concerns such a request."""
        return self.times != 0 and self.method in ("", method) and self.path in template


class Faults:
    """The plan of faults, drawn with a seed so that a run can be repeated."""

    def __init__(self, seed: int = 0) -> None:
        self.random = random.Random(seed)
        self.plan: list[Fault] = []
        self.hits: list[tuple[Trouble, str]] = []

    def seed(self, seed: int) -> None:
        """Start the random draws anew."""
        self.random.seed(seed)

    def add(
        self,
        trouble: Trouble | str,
        method: str = "",
        path: str = "",
        *,
        times: int | None = 1,
        probability: float = 1.0,
        status: int = 503,
        retry_after: int | None = None,
        seconds: float = 0.0,
        skip: int = 0,
    ) -> Fault:
        """Order a fault; `skip` lets that many fitting requests pass first."""
        fault = Fault(Trouble(trouble), method, path, times, probability, status, retry_after, seconds, skip)
        self.plan.append(fault)
        return fault

    def storm(self, seed: int, probability: float = 0.05, path: str = "") -> None:
        """Order every kind of trouble that leaves a retry a chance, for ever, each with this probability."""
        self.seed(seed)
        for trouble in _STORM:
            self.add(trouble, path=path, times=None, probability=probability, status=503)
        self.add(Trouble.STATUS, path=path, times=None, probability=probability, status=429, retry_after=1)

    def clear(self) -> None:
        """Take all orders back."""
        self.plan.clear()

    def draw(self, method: str, template: str) -> list[Fault]:
        """The faults that strike this request, each counted."""
        return [fault for fault in self.plan if self._strikes(fault, method, template)]

    def _strikes(self, fault: Fault, method: str, template: str) -> bool:
        if not fault.fits(method, template) or self.random.random() >= fault.probability:
            return False
        if fault.skip:
            fault.skip -= 1
            return False
        if fault.times is not None:
            fault.times -= 1
        self.hits.append((fault.trouble, template))
        return True
