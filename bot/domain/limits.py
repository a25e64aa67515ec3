"""Limits ("4 wh", "1 wd from classified") and the arithmetic of when they are due.

Says nothing about which step has which limit (policy.py) and never asks what time it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum

from bot.domain.calendar import WorkingCalendar


class Unit(StrEnum):
    """How a limit is counted; the value is what policy.toml writes behind the number."""

    HOURS = "h"  # elapsed
    WORKING_HOURS = "wh"
    WORKING_DAYS = "wd"
    DAYTIME_HOURS = "dh"  # counted only by day, every day
    HOURS_BY_DAY = "h by day"  # elapsed when it starts by day, else due the next morning
    DAYS = "d"  # calendar days, same clock time
    AT_ONCE = "at once"


class Anchor(StrEnum):
    """The moment from which a limit counts (SPEC §4)."""

    RECEIVED = "received"  # R
    AWARE = "aware"  # A
    CLASSIFIED = "classified"  # C, the first classification
    REFERRED = "referred"  # told to the DPO
    DECIDED = "decided"  # to tell the people concerned
    OUTCOME = "outcome"  # a complete outcome report arrived
    ACCEPTED = "accepted"  # ACCEPT, and the DPO's view where one is needed
    ACTION_DATE = "action_date"


@dataclass(frozen=True, slots=True)
class Limit:
    """An amount of time; `anchor` only where it differs from its step's own."""

    amount: int
    unit: Unit
    anchor: Anchor | None = None

    def __str__(self) -> str:
        counted = self.unit.value if self.unit is Unit.AT_ONCE else f"{self.amount} {self.unit.value}"
        return f"{counted} from {self.anchor.value}" if self.anchor else counted


AT_ONCE = Limit(0, Unit.AT_ONCE)
GRAMMAR = re.compile(
    r"(?:(?P<amount>\d{1,4}) ?(?P<unit>h by day|wh|wd|dh|h|d)|(?P<once>at once))"
    r"(?: from (?P<anchor>[a-z_]+))?"
)
LIMIT_WORDS = 'a limit such as "4 h", "4 wh", "1 wd", "4 dh", "2 h by day", "30 d" or "at once"'


def parse_limit(text: str) -> Limit:
    """Reads a limit as policy.toml writes it; ValueError with what would be right."""
    found = GRAMMAR.fullmatch(text.strip().lower())
    anchor_word = found["anchor"] if found else None
    if not found or (anchor_word and anchor_word not in set(Anchor)):
        raise ValueError(f'{LIMIT_WORDS}, and behind it perhaps "from" and one of {", ".join(Anchor)}')
    anchor = Anchor(anchor_word) if anchor_word else None
    if found["once"]:
        return Limit(0, Unit.AT_ONCE, anchor)
    amount = int(found["amount"])
    if amount == 0:
        raise ValueError(f'more than nothing, or "at once": {LIMIT_WORDS}')
    return Limit(amount, Unit(found["unit"]), anchor)


@dataclass(frozen=True)
class Clocks:
    """What limits are counted on: a working calendar, the daytime of every day, and when a morning begins."""

    office: WorkingCalendar
    daytime: WorkingCalendar
    morning: time = time(8)

    def due(self, limit: Limit, start: datetime) -> datetime:
        """When a limit that counts from `start` is due, both aware, the answer in UTC."""
        return self.share(limit, start, 100)

    def share(self, limit: Limit, start: datetime, percent: int) -> datetime:
        """When this part of a limit has passed, counted as the limit counts (1 wd: never on a Sunday)."""
        start = start.astimezone(UTC)  # elapsed hours, also over a clock change
        match limit.unit:
            case Unit.AT_ONCE:
                return start
            case Unit.DAYTIME_HOURS:
                return self.daytime.add_working_time(start, timedelta(hours=limit.amount) * percent / 100)
            case Unit.WORKING_HOURS:
                return self.office.add_working_time(start, timedelta(hours=limit.amount) * percent / 100)
            case Unit.WORKING_DAYS:
                return self._working_days(start, limit.amount, percent)
            case _:
                begins, due = self._elapsed(limit, start)
                return due if percent == 100 else begins + (due - begins) * percent / 100

    def _working_days(self, start: datetime, days: int, percent: int) -> datetime:
        due = self.office.add_working_days(start, days)
        if percent == 100:
            return due
        return self.office.add_working_time(start, self.office.working_time(start, due) * percent / 100)

    def _elapsed(self, limit: Limit, start: datetime) -> tuple[datetime, datetime]:
        """From when, and until when, a limit runs that the clock alone counts."""
        hours = timedelta(hours=limit.amount)
        if limit.unit is Unit.DAYS:
            local = self.office.local(start)
            return start, self.office.at(local.date() + timedelta(limit.amount), local.time())
        if limit.unit is Unit.HOURS or self.daytime.is_open(start):
            return start, start + hours
        morning = self.daytime.next_working_morning(start, self.morning)
        return max(start, morning - hours), morning  # no reminders through the night
