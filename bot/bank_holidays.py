"""Bank holidays of a nation of the United Kingdom, worked out a year at a time when first asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

SUBDIVISIONS = {"England": "ENG", "Wales": "WLS", "Scotland": "SCT", "Northern Ireland": "NIR", "none": ""}
NATIONS = tuple(SUBDIVISIONS)


@dataclass(frozen=True, slots=True)
class BankHolidays:
    """Answers `day in holidays` for any year; substitute days included."""

    nation: str = "England"

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and day in _of_year(self.nation, day.year)


# One call per year, and threads that ask at once may both work it out: unlike the library's own growing table,
# which answers wrongly to a second thread while the first fills a year.
@lru_cache(maxsize=256)
def _of_year(nation: str, year: int) -> frozenset[date]:
    if not (subdivision := SUBDIVISIONS[nation]):
        return frozenset()
    import holidays  # takes a third of a second, and most commands need no calendar

    return frozenset(holidays.country_holidays("GB", subdiv=subdivision, years=year))
