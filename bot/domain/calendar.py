"""Working time: from a start and a limit to the moment when it is due, in London time outside and UTC inside.

Knows no cases and no roles; which days are holidays is passed in, and so is every time.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MONDAY_TO_FRIDAY = frozenset(range(5))
EVERY_DAY = frozenset(range(7))
LONGEST_CLOSURE = (
    366  # days; a calendar closed for longer is a slip, and nobody may be left without a deadline
)


@dataclass(frozen=True)
class WorkingCalendar:
    """Days and hours that count.

    `workdays` are weekdays (0 = Monday); `closed` are days off by decision (INSET, school holidays);
    `bank_holidays` is anything that answers `day in bank_holidays`, so that years need not be listed ahead.
    A moment counts when opens <= local time < closes on a working day.
    """

    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Europe/London"))
    opens: time = time(8)
    closes: time = time(17)
    workdays: frozenset[int] = MONDAY_TO_FRIDAY
    closed: frozenset[date] = frozenset()
    bank_holidays: Container[date] = frozenset()

    def __post_init__(self) -> None:
        if self.opens >= self.closes:
            raise ValueError("a working day must open before it closes")
        if not self.workdays or not self.workdays <= EVERY_DAY:
            raise ValueError("a working calendar needs at least one weekday, from 0 (Monday) to 6")

    def closing(self, days: frozenset[date]) -> WorkingCalendar:
        """This calendar with further days off: a school's own closures on top of the trust's."""
        return replace(self, closed=self.closed | days) if days else self

    def local(self, moment: datetime) -> datetime:
        """The same moment in the calendar's zone; ValueError for a time without zone."""
        if moment.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return moment.astimezone(self.zone)

    def at(self, day: date, clock: time) -> datetime:
        """That day's clock time as UTC; of an hour that occurs twice the first."""
        return datetime.combine(day, clock, tzinfo=self.zone).astimezone(UTC)

    def is_working_day(self, day: date) -> bool:
        """Whether hours of this day count."""
        return day.weekday() in self.workdays and day not in self.closed and day not in self.bank_holidays

    def is_open(self, moment: datetime) -> bool:
        """Whether this moment counts."""
        local = self.local(moment)
        return self.is_working_day(local.date()) and self.opens <= local.time() < self.closes

    def next_working_day(self, day: date) -> date:
        """The first working day after this one."""
        for ahead in range(1, LONGEST_CLOSURE + 1):
            if self.is_working_day(candidate := day + timedelta(ahead)):
                return candidate
        # Closed for over a year: the weekdays alone decide, because a deadline must still fall somewhere.
        return next(d for n in range(1, 8) if (d := day + timedelta(n)).weekday() in self.workdays)

    def next_opening(self, moment: datetime) -> datetime:
        """This moment (UTC) if it counts, else the next one that does."""
        if self.is_open(moment):
            return moment.astimezone(UTC)
        local = self.local(moment)
        today = local.date()
        if self.is_working_day(today) and local.time() < self.opens:
            return self.at(today, self.opens)
        return self.at(self.next_working_day(today), self.opens)

    def next_working_morning(self, moment: datetime, at: time = time(8)) -> datetime:
        """The first `at` o'clock of a working day later than this moment, as UTC."""
        today = self.local(moment).date()
        if self.is_working_day(today) and (morning := self.at(today, at)) > moment:
            return morning
        return self.at(self.next_working_day(today), at)

    def add_working_time(self, start: datetime, amount: timedelta) -> datetime:
        """When `amount` of counted time has passed (UTC); what ends at closing time stays there."""
        if amount < timedelta():
            raise ValueError("a limit cannot be negative")
        left = amount
        for opening, closing in self._spans(self.next_opening(start)):
            if left <= closing - opening:
                return opening + left
            left -= closing - opening
        raise AssertionError("working days never end")

    def add_working_hours(self, start: datetime, hours: float) -> datetime:
        """`hours` working hours after start (UTC): Friday 22:00 + 4 = Monday 12:00."""
        return self.add_working_time(start, timedelta(hours=hours))

    def add_working_days(self, start: datetime, days: int) -> datetime:
        """The same clock time `days` working days later (UTC): Saturday + 1 = Tuesday 08:00."""
        if days < 0:
            raise ValueError("a limit cannot be negative")
        local = self.local(self.next_opening(start))
        day = local.date()
        for _ in range(days):
            day = self.next_working_day(day)
        return self.at(day, local.time())

    def working_time(self, start: datetime, end: datetime) -> timedelta:
        """How much counted time lies between two moments; zero when end is not after start."""
        total = timedelta()
        if end <= start:
            return total
        for opening, closing in self._spans(self.next_opening(start)):
            if opening >= end:
                break
            total += min(closing, end) - opening
        return total

    def _spans(self, opening: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Counted spans as UTC pairs, from an opening moment on, without end."""
        day = self.local(opening).date()
        while True:
            yield opening, self.at(day, self.closes)
            day = self.next_working_day(day)
            opening = self.at(day, self.opens)


def every_day(zone: ZoneInfo, opens: time, closes: time) -> WorkingCalendar:
    """The daytime clock: these hours of every day, holidays included."""
    return WorkingCalendar(zone, opens, closes, EVERY_DAY)
