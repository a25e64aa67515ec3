"""Rows of the table: what is wanted, what was measured, how the two stand to each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One goal. `at_most`: the figure must not be above the limit (else: not below). None: not measured, see note."""

    goal: str
    figure: float | None
    limit: float
    unit: str = ""
    at_most: bool = True
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """How much of the limit was used; at most 1 is good, whichever way the goal goes."""
        if self.figure is None:
            return None
        if self.at_most:
            return self.figure / self.limit if self.limit else float(self.figure > 0)
        return self.limit / self.figure if self.figure else float("inf")

    @property
    def met(self) -> str:
        """yes, no, or - where it was not measured."""
        ratio = self.ratio
        return "-" if ratio is None else "yes" if ratio <= 1.0 else "NO"

    def cells(self) -> tuple[str, ...]:
        """The row as it is printed."""
        sign = "<=" if self.at_most else ">="
        figure = "-" if self.figure is None else f"{self.figure:,.2f} {self.unit}".strip()
        ratio = "-" if self.ratio is None else f"{self.ratio:.2f}"
        return self.goal, figure, f"{sign} {self.limit:,.2f} {self.unit}".strip(), ratio, self.met, self.note


HEAD = ("goal", "figure", "limit", "of limit", "met", "note")


def printed(rows: Iterable[Row]) -> str:
    """The table as text."""
    cells = [HEAD, *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(HEAD))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in cells
    ]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(lines)
