"""Working time: named days of the school year, and rules that hold for any start and limit."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import WorkingCalendar, every_day

LONDON = ZoneInfo("Europe/London")
HOLIDAYS = frozenset(
    date.fromisoformat(day)
    for day in (
        "2026-04-03",
        "2026-04-06",
        "2026-05-04",
        "2026-05-25",
        "2026-08-31",
        "2026-12-25",
        "2026-12-28",
    )
)
OFFICE = WorkingCalendar(LONDON, bank_holidays=HOLIDAYS)
DAYTIME = every_day(LONDON, time(7), time(19))


def london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("2026-06-10 09:30", 1, "2026-06-11 09:30"),  # Wednesday
        ("2026-06-13 10:00", 1, "2026-06-16 08:00"),  # Saturday: counts from Monday 08:00
        ("2026-06-12 16:30", 1, "2026-06-15 16:30"),  # Friday afternoon
        ("2026-06-12 17:00", 1, "2026-06-16 08:00"),  # closing time is already outside
        ("2026-06-12 07:59", 1, "2026-06-15 08:00"),
        ("2026-05-22 16:30", 1, "2026-05-26 16:30"),  # Friday before a bank holiday
        ("2026-12-24 16:59", 2, "2026-12-30 16:59"),  # Christmas Eve; the 28th stands for Boxing Day
        ("2026-03-27 12:00", 5, "2026-04-07 12:00"),  # over the spring change and Easter
        ("2026-10-23 09:00", 1, "2026-10-26 09:00"),  # over the autumn change
    ],
)
def test_working_days(start: str, days: int, due: str) -> None:
    assert OFFICE.add_working_days(london(start), days) == london(due)


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ("2026-06-12 22:00", 4, "2026-06-15 12:00"),  # Friday night
        ("2026-06-12 13:00", 4, "2026-06-12 17:00"),  # ends at closing time, not on Monday
        ("2026-06-12 16:30", 4, "2026-06-15 11:30"),
        ("2026-05-22 16:30", 4, "2026-05-26 11:30"),
        ("2026-06-10 06:00", 0.5, "2026-06-10 08:30"),
        ("2026-06-08 08:00", 45, "2026-06-12 17:00"),  # a whole week
    ],
)
def test_working_hours(start: str, hours: float, due: str) -> None:
    assert OFFICE.add_working_hours(london(start), hours) == london(due)


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2026-06-13 10:00", "2026-06-13 14:00"),  # a Saturday counts like any day
        ("2026-06-13 17:00", "2026-06-14 09:00"),
        ("2026-12-25 23:00", "2026-12-26 11:00"),
        ("2026-03-28 17:30", "2026-03-29 09:30"),  # the night that lost an hour
    ],
)
def test_daytime_hours(start: str, due: str) -> None:
    assert DAYTIME.add_working_hours(london(start), 4) == london(due)


def test_school_closures_come_on_top_of_the_trusts() -> None:
    half_term = frozenset(date(2026, 10, day) for day in range(26, 31))
    school = OFFICE.closing(half_term)
    friday = london("2026-10-23 15:00")
    assert OFFICE.add_working_days(friday, 1) == london("2026-10-26 15:00")
    assert school.add_working_days(friday, 1) == london("2026-11-02 15:00")
    assert not school.is_working_day(date(2026, 12, 28))


def test_last_day_of_summer_term() -> None:
    summer = frozenset(date(2026, 7, 23) + timedelta(n) for n in range(41))
    due = OFFICE.closing(summer).add_working_hours(london("2026-07-22 15:00"), 4)
    assert due == london("2026-09-02 10:00")


@pytest.mark.parametrize(
    ("moment", "morning"),
    [
        ("2026-06-12 07:00", "2026-06-12 08:00"),
        ("2026-06-12 08:00", "2026-06-15 08:00"),  # strictly later: a digest plans its next one
        ("2026-05-23 09:00", "2026-05-26 08:00"),
    ],
)
def test_next_working_morning(moment: str, morning: str) -> None:
    assert OFFICE.next_working_morning(london(moment)) == london(morning)


def test_closed_for_years_still_falls_somewhere() -> None:
    class Always:
        def __contains__(self, day: object) -> bool:
            return True

    never = WorkingCalendar(LONDON, bank_holidays=Always())
    assert never.add_working_days(london("2026-06-10 09:00"), 1) > london("2026-06-10 09:00")


def test_refuses_what_has_no_meaning() -> None:
    with pytest.raises(ValueError, match="zone"):
        OFFICE.next_opening(datetime(2026, 6, 10))  # noqa: DTZ001 - the point of the test
    with pytest.raises(ValueError, match="negative"):
        OFFICE.add_working_hours(london("2026-06-10 09:00"), -1)
    with pytest.raises(ValueError, match="negative"):
        OFFICE.add_working_days(london("2026-06-10 09:00"), -1)
    with pytest.raises(ValueError, match="open before"):
        WorkingCalendar(LONDON, time(17), time(8))
    with pytest.raises(ValueError, match="weekday"):
        WorkingCalendar(LONDON, workdays=frozenset())


moments = st.integers(0, 4 * 365 * 24 * 60).map(
    lambda n: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=n)
)
minutes = st.integers(0, 6000).map(lambda n: timedelta(minutes=n))
calendars = st.builds(
    WorkingCalendar,
    st.sampled_from([LONDON, ZoneInfo("America/New_York"), ZoneInfo("Pacific/Auckland")]),
    st.times(time(0), time(11)),
    st.times(time(12), time(23, 59)),
    st.frozensets(st.integers(0, 6), min_size=1),
    st.frozensets(st.dates(date(2025, 1, 1), date(2029, 1, 31)), max_size=40),
)


@given(calendars, moments, minutes, minutes)
def test_limits_add_up(calendar: WorkingCalendar, start: datetime, one: timedelta, two: timedelta) -> None:
    at_once = calendar.add_working_time(start, one + two)
    in_two = calendar.add_working_time(calendar.add_working_time(start, one), two)
    assert (
        at_once == in_two or not two
    )  # nothing added at closing time moves to the opening: the same working moment


@given(calendars, moments, minutes)
def test_what_was_added_is_what_lies_between(
    calendar: WorkingCalendar, start: datetime, limit: timedelta
) -> None:
    due = calendar.add_working_time(start, limit)
    assert due >= start
    assert calendar.working_time(start, due) == limit


@given(calendars, moments, st.integers(0, 12), st.integers(0, 3000))
def test_a_later_start_is_never_due_earlier(
    calendar: WorkingCalendar, start: datetime, days: int, later: int
) -> None:
    after = start + timedelta(minutes=later)
    assert calendar.add_working_days(start, days) <= calendar.add_working_days(after, days)


@given(calendars, moments, st.integers(0, 12))
def test_a_working_day_keeps_its_clock_time(calendar: WorkingCalendar, start: datetime, days: int) -> None:
    opening = calendar.local(calendar.next_opening(start))
    due = calendar.add_working_days(start, days)
    assert due.tzinfo is UTC
    assert calendar.is_working_day(calendar.local(due).date())
    gap = calendar.at(due.astimezone(calendar.zone).date(), opening.time())
    assert due == gap
    passed = (
        opening.date() + timedelta(n)
        for n in range(1, (calendar.local(due).date() - opening.date()).days + 1)
    )
    assert sum(calendar.is_working_day(day) for day in passed) == days


@given(calendars, moments)
def test_an_opening_counts_and_nothing_before_it_does(calendar: WorkingCalendar, start: datetime) -> None:
    opening = calendar.next_opening(start)
    assert opening >= start
    assert calendar.is_open(opening) or calendar.at(calendar.local(opening).date(), calendar.opens) == opening
    assert calendar.working_time(start, opening) == timedelta()
