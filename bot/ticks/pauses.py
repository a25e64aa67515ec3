"""What Exchange asked one worker to wait holds for all workers of a store: Retry-After, told through the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.graph.pacing import Pacing
from bot.service import Service
from bot.store import around

_NEWS = timedelta(seconds=1)  # a wait that ends so much later than the one known is told


@dataclass
class Pauses:
    """Of one worker on PostgreSQL. `addresses`: our mailboxes by name."""

    service: Service
    pacing: Pacing
    addresses: Mapping[str, str]

    def exchange(self, now: datetime) -> None:
        """Hear of others' waits, tell of ours; writes only where there is news."""
        with self.service.store.reading(now) as work:
            wall, known = around.database_clock(work), around.pauses(work)
        for name, until in known.items():
            if until > wall and name in self.addresses:
                self.pacing.hold(self.addresses[name], (until - wall).total_seconds())
        waits = self.pacing.waits()
        for name, address in self.addresses.items():
            until = wall + timedelta(seconds=waits.get(address, 0.0))
            if until > max(wall, known.get(name, wall)) + _NEWS:
                with self.service.store.work(now) as work:
                    around.pause(work, name, until)
