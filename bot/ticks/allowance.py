"""How many mails may leave a mailbox now: Exchange's allowance a minute, by this process's steady clock."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

WINDOW = 60.5  # seconds; a little more than Exchange's minute


@dataclass
class Allowance:
    """At most `per_minute` sends in any minute; 0 = no limit. What other workers send, the store counts (sends.py)."""

    per_minute: int
    monotonic: Callable[[], float] = time.monotonic
    sent: deque[float] = field(default_factory=deque)

    @property
    def limited(self) -> bool:
        return self.per_minute > 0

    def free(self) -> int:
        """How many may go now."""
        if not self.limited:
            return 1_000_000
        while self.sent and self.sent[0] <= self.monotonic() - WINDOW:
            self.sent.popleft()
        return self.per_minute - len(self.sent)

    def spend(self, count: int) -> None:
        """So many have been answered now; Exchange counted them at some moment before."""
        if self.limited:
            self.sent.extend([self.monotonic()] * count)
