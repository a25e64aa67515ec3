"""Typed look-ups in a TOML table that note every mistake instead of stopping at the first.

A reader that finds a mistake returns something harmless and goes on; `Problems.refuse` later raises once, for all.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any, TypeVar

from bot.config_problems import Problems
from bot.domain.limits import AT_ONCE, LIMIT_WORDS, Limit, parse_limit

T = TypeVar("T")
CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
LONGEST_RANGE = 366  # days; more is a mistyped year
BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


@dataclass
class Table:
    """One table of a file. Keys that nobody asked for are mistakes, noted by `finish`."""

    file: str
    values: Mapping[str, Any]
    problems: Problems
    path: str = ""
    asked: set[str] = field(default_factory=set)

    def key(self, name: str) -> str:
        """The full key, for notes."""
        shown = name if BARE_KEY.fullmatch(name) else f'"{name}"'
        return f"{self.path}.{shown}" if self.path else shown

    def note(self, name: str, right: str) -> None:
        """Notes a mistake at a key of this table, or at the table itself for ""."""
        self.problems.note(self.file, self.key(name) if name else self.path, right)

    def has(self, name: str) -> bool:
        """Whether the key is there; asking makes it a known key."""
        self.asked.add(name)
        return name in self.values

    def get(self, name: str, read: Callable[[Any], T], default: T, right: str, required: bool = False) -> T:
        """The value at a key as `read` makes it; the text of its ValueError says more than `right`."""
        if not self.has(name):
            if required:
                self.note(name, f"is missing; it needs {right}")
            return default
        try:
            return read(self.values[name])
        except ValueError as error:
            self.note(name, f"needs {str(error) or right}")
            return default

    def text(
        self, name: str, right: str = "a text", pattern: str = r"(?s).*\S.*", required: bool = True
    ) -> str:
        """A text in quotes that fits the pattern; "" where wrong or absent."""

        def read(value: Any) -> str:
            if not isinstance(value, str) or not re.fullmatch(pattern, value.strip()):
                raise ValueError
            return value.strip()

        return self.get(name, read, "", right, required)

    def whole(self, name: str, lowest: int, highest: int) -> int:
        """A whole number within bounds."""
        right = f"a whole number from {lowest} to {highest}"
        return self.get(name, lambda value: _whole(value, lowest, highest), lowest, right, required=True)

    def wholes(self, name: str, lowest: int, highest: int) -> tuple[int, ...]:
        """An ascending list of whole numbers within bounds."""
        right = f"an ascending list of whole numbers from {lowest} to {highest}"

        def read(value: Any) -> tuple[int, ...]:
            numbers = tuple(_whole(one, lowest, highest) for one in _list(value))
            if list(numbers) != sorted(set(numbers)):
                raise ValueError
            return numbers

        return self.get(name, read, (), right, required=True)

    def flag(self, name: str, default: bool) -> bool:
        """true or false."""

        def read(value: Any) -> bool:
            if not isinstance(value, bool):
                raise ValueError
            return value

        return self.get(name, read, default, "true or false")

    def clock(self, name: str) -> time:
        """A clock time, "08:00" in quotes or TOML's own 08:00:00."""

        def read(value: Any) -> time:
            if isinstance(value, time):
                return value
            if not isinstance(value, str) or not (found := CLOCK.fullmatch(value.strip())):
                raise ValueError
            return time(int(found[1]), int(found[2]))

        return self.get(name, read, time(0), 'a time such as "08:00"', required=True)

    def limit(self, name: str, default: Limit = AT_ONCE) -> Limit:
        """A limit such as "4 wh"."""
        return self.get(name, read_limit, default, LIMIT_WORDS, required=True)

    def word(self, name: str, allowed: Iterable[str]) -> str:
        """One of a closed list of words; the first of them where wrong."""
        words = tuple(allowed)
        return self.get(
            name, lambda value: _one_of(value, words), words[0], f"one of {', '.join(words)}", True
        )

    def words(self, name: str, allowed: Iterable[str] = (), required: bool = True) -> tuple[str, ...]:
        """A list of texts, each once; of a closed list of words where one is given."""
        words = tuple(allowed)
        right = f"a list of {', '.join(words)}" if words else 'a list of texts in quotes: ["one", "two"]'

        def read(value: Any) -> tuple[str, ...]:
            items = tuple(_one_of(one, words) for one in _list(value))
            if len(set(items)) != len(items):
                raise ValueError("each entry only once")
            return items

        return self.get(name, read, (), right, required)

    def days(self, name: str) -> tuple[tuple[date, date], ...]:
        """Days and ranges of days as (first, last): [2026-12-29, [2027-07-26, 2027-08-31]]."""
        right = (
            "dates without quotes, or first and last day in brackets: [2026-12-29, [2027-07-26, 2027-08-31]]"
        )
        return self.get(name, lambda value: tuple(_range(one) for one in _list(value)), (), right)

    def table(self, name: str, required: bool = True) -> Table:
        """A table within this one; empty where wrong or absent."""
        empty: Mapping[str, Any] = {}
        values = self.get(name, _mapping, empty, f"a table: [{self.key(name)}]", required)
        return Table(self.file, values, self.problems, self.key(name))

    def tables(self, name: str) -> Iterator[Table]:
        """Repeated tables: [[people]]. Each is called by its id, else by its number from 1."""
        none: list[Mapping[str, Any]] = []
        found = self.get(
            name, lambda value: [_mapping(one) for one in _list(value)], none, f"tables: [[{name}]]"
        )
        for number, values in enumerate(found, 1):
            shown = values.get("id")
            shown = shown if isinstance(shown, str) and BARE_KEY.fullmatch(shown) else f"number {number}"
            yield Table(self.file, values, self.problems, f"{name}[{shown}]")

    def finish(self) -> None:
        """Notes keys that mean nothing here."""
        for name in self.values:
            if name not in self.asked:
                near = difflib.get_close_matches(name, self.asked, 1)
                hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(sorted(self.asked))}"
                self.note(name, f"is not a key here; {hint}")


def read_limit(value: Any) -> Limit:
    """A limit from a TOML value; ValueError with what would be right."""
    if not isinstance(value, str):
        raise ValueError(LIMIT_WORDS)
    return parse_limit(value)


def single_days(ranges: Iterable[tuple[date, date]]) -> frozenset[date]:
    """Each day of (first, last) ranges."""
    return frozenset(first + timedelta(n) for first, last in ranges for n in range((last - first).days + 1))


def _whole(value: Any, lowest: int, highest: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not lowest <= value <= highest:
        raise ValueError
    return value


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError
    return value


def _mapping(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise ValueError
    return value


def _one_of(value: Any, allowed: tuple[str, ...]) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError
    if allowed and value not in allowed:
        near = difflib.get_close_matches(value, allowed, 1)
        raise ValueError(
            f"only words of this list: {', '.join(allowed)}" + (f" (did you mean {near[0]}?)" if near else "")
        )
    return value.strip()


def _range(value: Any) -> tuple[date, date]:
    first, last = value if isinstance(value, list) and len(value) == 2 else (value, value)
    if type(first) is not date or type(last) is not date:  # a datetime is a date to isinstance
        raise ValueError
    if last < first:
        raise ValueError("the first day before the last")
    if (last - first).days >= LONGEST_RANGE:
        raise ValueError("a range of at most a year; is the year mistyped?")
    return first, last
