"""What a period's register rows say in numbers: by type, school, severity, month; times, missed deadlines, repeats.

Counts only; names nobody. The rows are those of the register (bot/documents/register_files.py), raw or plain.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from statistics import median
from typing import Any

from bot.domain.words import Severity
from bot.legal.wording import LONDON

Row = Mapping[str, Any]
Counts = tuple[tuple[str, int], ...]  # (name, number), most first

REPEATED = 3  # the same kind of incident in the same school so often is a pattern (domain.md §1.4)
SEVERITIES = tuple(severity.value for severity in Severity)
UNSTATED = "not stated"


@dataclass(frozen=True, slots=True)
class Month:
    """One month: its first day and the number of incidents per severity, in the order of SEVERITIES + unstated."""

    first: date
    numbers: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.numbers)


@dataclass(frozen=True, slots=True)
class Spell:
    """How long something took, in hours: the median, the longest, and of how many cases."""

    median: float | None
    longest: float | None
    cases: int


@dataclass(frozen=True)
class Trend:
    """The numbers of one period; `before` is the total of the period of equal length ahead of it."""

    start: date
    end: date
    total: int
    before: int
    near_misses: int
    by_type: Counts
    by_school: Counts
    by_severity: Counts
    by_month: tuple[Month, ...]
    reported_to_ico: int
    people_told: int
    to_acknowledge: Spell
    to_close: Spell
    still_open: int
    missed: int  # deadlines missed, all cases together
    cases_with_missed: int
    missed_by_step: Counts
    repeats: tuple[tuple[str, str, int], ...]  # (school, type, number)

    @property
    def near_miss_share(self) -> float | None:
        """Near misses among all, 0 to 1; None where there was nothing."""
        return self.near_misses / self.total if self.total else None


def trend(rows: Iterable[Row], start: date, end: date) -> Trend:
    """The numbers of the incidents reported from `start` to `end`, both days included, London time."""
    everything = list(rows)
    inside = [row for row in everything if _within(row, start, end)]
    length = end - start
    earlier = [row for row in everything if _within(row, start - length - _DAY, start - _DAY)]
    steps = [step for row in inside for step in _missed(row)]
    return Trend(
        start=start,
        end=end,
        total=len(inside),
        before=len(earlier),
        near_misses=sum(_word(row, "nature") == "near-miss" for row in inside),
        by_type=_counts(_word(row, "incident_type") for row in inside),
        by_school=_counts(_word(row, "school") for row in inside),
        by_severity=_by_severity(inside),
        by_month=_by_month(inside, start, end),
        reported_to_ico=sum(bool(row.get("ico_filed_at")) for row in inside),
        people_told=sum(bool(row.get("people_told_at")) for row in inside),
        to_acknowledge=_spell(inside, "acknowledged_at"),
        to_close=_spell(inside, "closed_at"),
        still_open=sum(not _moment(row.get("closed_at")) for row in inside),
        missed=sum(_missed_number(row) for row in inside),
        cases_with_missed=sum(_missed_number(row) > 0 for row in inside),
        missed_by_step=_counts(steps),
        repeats=_repeats(inside),
    )


_DAY = date(2000, 1, 2) - date(2000, 1, 1)


def _word(row: Row, key: str) -> str:
    return str(getattr(row.get(key), "value", row.get(key)) or UNSTATED)


def _moment(value: Any) -> datetime | None:
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value.strip())
        except ValueError:
            return None
    if not isinstance(value, datetime):
        return None
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def _day(row: Row) -> date | None:
    reported = _moment(row.get("reported_at"))
    return reported.astimezone(LONDON).date() if reported else None


def _within(row: Row, start: date, end: date) -> bool:
    reported = _day(row)
    return reported is not None and start <= reported <= end


def _counts(words: Iterable[str]) -> Counts:
    return tuple(sorted(Counter(words).items(), key=lambda pair: (-pair[1], pair[0])))


def _by_severity(rows: list[Row]) -> Counts:
    found = Counter(_word(row, "severity") for row in rows)
    order = [*SEVERITIES, *sorted(set(found) - set(SEVERITIES))]
    return tuple((name, found[name]) for name in order if name in SEVERITIES or found[name])


def _by_month(rows: list[Row], start: date, end: date) -> tuple[Month, ...]:
    found = Counter((_first(day), _word(row, "severity")) for row in rows if (day := _day(row)))
    months, first = [], _first(start)
    while first <= end:
        known = [found[first, name] for name in SEVERITIES]
        other = sum(
            number for (month, name), number in found.items() if month == first and name not in SEVERITIES
        )
        months.append(Month(first, (*known, other)))
        first = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return tuple(months)


def _first(day: date) -> date:
    return day.replace(day=1)


def _spell(rows: list[Row], until: str) -> Spell:
    hours = []
    for row in rows:
        begun, ended = _moment(row.get("reported_at")), _moment(row.get(until))
        if begun and ended and ended >= begun:
            hours.append((ended - begun).total_seconds() / 3600)
    return Spell(median(hours), max(hours), len(hours)) if hours else Spell(None, None, 0)


def _missed(row: Row) -> list[str]:
    """The names of the missed steps; the register gives a list, its files a text joined by semicolons."""
    value = row.get("deadlines_missed")
    if isinstance(value, str):
        value = [part.strip() for part in value.split(";")]
    return [str(part) for part in value if str(part)] if isinstance(value, list | tuple) else []


def _missed_number(row: Row) -> int:
    value = row.get("deadlines_missed")
    return value if isinstance(value, int) and not isinstance(value, bool) else len(_missed(row))


def _repeats(rows: list[Row]) -> tuple[tuple[str, str, int], ...]:
    found = Counter((_word(row, "school"), _word(row, "incident_type")) for row in rows)
    often = [(school, kind, number) for (school, kind), number in found.items() if number >= REPEATED]
    return tuple(sorted((one for one in often if one[1] != UNSTATED), key=lambda one: (-one[2], one[:2])))
