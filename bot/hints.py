"""Change notifications kept up for one trust: subscriptions made, renewed and ended; a notice wakes the poll.

Only a hint: whatever fails here, polling goes on as if there were none.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.errors import NearmissError, NotFound
from bot.graph.notifications import Lifecycle, Subscription, Subscriptions

log = logging.getLogger("nearmiss.worker")


@dataclass
class Hints:
    """`addresses`: our mailboxes by name. `wake` has the mailboxes polled now."""

    subscriptions: Subscriptions
    addresses: Mapping[str, str]
    wake: Callable[[], None]
    standing: dict[str, Subscription] = field(default_factory=dict)
    failing: bool = False

    def keep_up(self, ours: list[str], now: datetime) -> None:
        """Subscribe to the mailboxes that this worker polls; renew what ends soon. Never raises for Graph's sake."""
        try:
            for name in ours:
                self._keep_up(name, now)
        except NearmissError as failure:
            if not self.failing:
                log.warning("change notifications: %s Polling goes on.", failure)
            self.failing = True
        else:
            self.failing = False

    def _keep_up(self, name: str, now: datetime) -> None:
        address, standing = self.addresses[name], self.standing.get(name)
        if standing is None:
            self.standing[name] = self.subscriptions.create(address, "inbox", now)
        elif standing.due(now):
            try:
                self.standing[name] = self.subscriptions.renew(address, standing.id, now)
            except NotFound:
                del self.standing[name]  # made anew the next time

    def notified(self, told: Any) -> bool:
        """What came in at our address; whether any of it carries our secret."""
        notices = self.subscriptions.notices(told)
        for notice in notices:
            if notice.lifecycle in (Lifecycle.REMOVED, Lifecycle.REAUTHORIZE):
                gone = [name for name, one in self.standing.items() if one.id == notice.subscription_id]
                for name in gone:
                    del self.standing[name]
        if notices:
            self.wake()
        return bool(notices)

    def end(self) -> None:
        """Nobody listens any more."""
        for name, one in list(self.standing.items()):
            try:
                self.subscriptions.delete(self.addresses[name], one.id)
            except NearmissError:
                continue  # it ends by itself
        self.standing.clear()
