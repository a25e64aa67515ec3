"""What the page needs of the service behind it, and where its clock can be moved to. Knows no HTTP."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
Case = Mapping[str, Any]


class Story(Protocol):
    """The running service as the page sees it. Times are aware UTC."""

    def now(self) -> datetime:
        """The demo's time."""
        ...

    def advance(self, step: timedelta) -> None:
        """Move the demo's clock on; the service then does what has become due."""
        ...

    def next_deadline(self) -> datetime | None:
        """When the next armed deadline, reminder or delayed mail is due; None where nothing is armed."""
        ...

    def cases(self) -> list[Case]:
        """All cases in the shape of `nearmiss show --json`."""
        ...

    def tick(self) -> None:
        """Let the service read and send now."""
        ...


def next_monday(now: datetime) -> datetime:
    """The first Monday 08:00 in London after `now`."""
    local = now.astimezone(LONDON)
    days = (7 - local.weekday()) % 7
    found = (local + timedelta(days=days)).replace(hour=8, minute=0, second=0, microsecond=0)
    return found if found > local else found + timedelta(days=7)


def target(move: str, now: datetime, deadline: datetime | None) -> datetime | None:
    """Where a named move of the clock leads: hour, day, deadline, monday; None for no such move or no deadline."""
    if move == "hour":
        return now + timedelta(hours=1)
    if move == "day":
        return now + timedelta(days=1)
    if move == "monday":
        return next_monday(now)
    return max(deadline, now) if move == "deadline" and deadline is not None else None
