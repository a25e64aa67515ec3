"""British days and times, counted from when the mail was written."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.mail.fields import moments_in, parse_moment

LONDON = ZoneInfo("Europe/London")
WRITTEN = datetime(2026, 11, 17, 15, 30, tzinfo=UTC)  # a Tuesday afternoon

# text, London time, only a day
ONE = [
    ("last Friday afternoon", "2026-11-13T00:00", True),
    ("at 9.15 this morning", "2026-11-17T09:15", False),
    ("9:15am", "2026-11-17T09:15", False),
    ("yesterday", "2026-11-16T00:00", True),
    ("on Monday", "2026-11-16T00:00", True),
    ("on Tuesday 10th", "2026-11-10T00:00", True),
    ("3rd November", "2026-11-03T00:00", True),
    ("03/11/2026", "2026-11-03T00:00", True),
    ("3.11.26", "2026-11-03T00:00", True),
    ("2026-11-03T09:15:00", "2026-11-03T09:15", False),
    ("November 3rd, 2026", "2026-11-03T00:00", True),
    ("the day before yesterday", "2026-11-15T00:00", True),
    ("about 20 minutes ago", "2026-11-17T15:10", False),
    ("half an hour ago", "2026-11-17T15:00", False),
    ("two days ago", "2026-11-15T00:00", True),
    ("a fortnight ago", "2026-11-03T00:00", True),
    ("this lunchtime", "2026-11-17T12:00", True),
    ("at noon yesterday", "2026-11-16T12:00", False),
    ("at the weekend", "2026-11-14T00:00", True),
    ("Saturday 14th at 2pm", "2026-11-14T14:00", False),
    ("14 Nov, 16:40", "2026-11-14T16:40", False),
    ("1640 hrs on 12 November", "2026-11-12T16:40", False),
    ("quarter to nine this morning", "2026-11-17T08:45", False),
    ("half past two yesterday", "2026-11-16T14:30", False),
    ("half ten this morning", "2026-11-17T10:30", False),
    ("twelve thirty today", "2026-11-17T12:30", False),
    ("on Friday to Mrs X at 3.20", "2026-11-13T15:20", False),
    ("yesterday evening around 8", "2026-11-16T20:00", False),
    ("Monday of last week", "2026-11-09T00:00", True),
    ("a week last Friday", "2026-11-06T00:00", True),
    ("between 9 and 14 November", "2026-11-09T00:00", True),
    ("25 December", "2025-12-25T00:00", True),
    ("on 3/11", "2026-11-03T00:00", True),
    ("29 March 2026 at 03:30", "2026-03-29T03:30", False),
    ("25 October 2026 at 01:30", "2026-10-25T01:30", False),
]
NONE = [
    "over half term", "last week", "it will be fixed by Friday", "next Monday", "11/12/2026", "costs £9.15",
    "version 2.10.26", "3.5 million", "room 12.30", "Year 9 pupils", "between 20 and 30 parents",
    "I may have sent 3 may", "we sat down", "10.20.30.40", "",
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "estimated"), ONE)
def test_one_moment(text: str, expected: str, estimated: bool) -> None:
    moment = parse_moment(text, WRITTEN)
    assert moment is not None
    assert moment.at == datetime.fromisoformat(expected).replace(tzinfo=LONDON).astimezone(UTC)
    assert moment.estimated is estimated
    assert moment.at.tzinfo is UTC


@pytest.mark.parametrize("text", NONE)
def test_no_moment(text: str) -> None:
    assert moments_in(text, WRITTEN) == []


def test_later_times_belong_to_the_day_named_before() -> None:
    found = moments_in("Sent on Friday at 9.15. A parent rang ten minutes later. At 3pm I told her.", WRITTEN)
    assert [one.at.isoformat() for one in found] == [
        "2026-11-13T09:15:00+00:00",
        "2026-11-13T09:25:00+00:00",
        "2026-11-13T15:00:00+00:00",
    ]


def test_the_night_before() -> None:
    found = moments_in("Someone logged in at 00.50 last night. I saw it at 8.15am.", WRITTEN)
    assert [one.at.isoformat() for one in found] == ["2026-11-17T00:50:00+00:00", "2026-11-17T08:15:00+00:00"]


def test_summer_time() -> None:
    moment = parse_moment("at 10:00 this morning", datetime(2026, 7, 1, 12, tzinfo=UTC))
    assert moment is not None
    assert moment.at == datetime(2026, 7, 1, 9, tzinfo=UTC)


def test_plans_may_lie_ahead() -> None:
    moment = parse_moment("by 30 November", WRITTEN, ahead=True)
    assert moment is not None
    assert moment.at == datetime(2026, 11, 30, tzinfo=UTC)
    january = parse_moment("by 8 January", WRITTEN, ahead=True)
    assert january is not None
    assert january.at == datetime(2027, 1, 8, tzinfo=UTC)


_PARTS = st.sampled_from((
    "on Monday", "yesterday", "at 9.15", "3rd November", "14:30", "this morning", "last Friday", "ago", "20 minutes",
    "the 14th", "noon", "3/11/26", ", ", ". ", "\n", "we noticed", "sent", "2027-01-01", "31/2/26", "29 February",
    "at 25:61", "half past", "at the weekend", "pm", "of", "and",
))  # fmt: skip
_DAYS = st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001, made aware here


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(st.text(max_size=200), st.lists(_PARTS, max_size=25).map(" ".join)),
    _DAYS,
)
def test_never_later_than_written(text: str, written: datetime) -> None:
    for moment in moments_in(text, written):
        assert moment.at <= written
        assert 0 <= moment.start <= moment.end <= len(text)
        assert moment.sentence in text
