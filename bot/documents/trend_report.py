"""The trend report (monthly, termly): charts and a table as PDF/A, the same numbers as CSV. Names nobody."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from bot.documents.outcome_report import day, moment
from bot.documents.register_files import safe
from bot.documents.trend_counts import REPEATED, SEVERITIES, Counts, Spell, Trend
from bot.documents.typst_pdf import pdf

_MOST_BARS = 12  # more in one chart says nothing; the rest is one bar, the CSV has them all


def trend_pdf(trend: Trend, trust: str, made_at: datetime) -> bytes:
    """The report as PDF/A; `made_at` aware."""
    return pdf("trend_report", _content(trend, trust, made_at), made_at)


def trend_csv(trend: Trend) -> bytes:
    """Every number of the report: columns measure, group, value; UTF-8 with byte order mark."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("measure", "group", "value"))
    writer.writerows((measure, safe(group), value) for measure, group, value in trend_rows(trend))
    return out.getvalue().encode("utf-8-sig")


def trend_rows(trend: Trend) -> Iterator[tuple[str, str, str]]:
    """(measure, group, value) of every number, in the report's order."""
    yield "period", "from", trend.start.isoformat()
    yield "period", "to", trend.end.isoformat()
    yield "incidents", "all", str(trend.total)
    yield "incidents", "period before", str(trend.before)
    yield "near misses", "all", str(trend.near_misses)
    yield "near misses", "share", _share(trend)
    yield "incidents", "still open", str(trend.still_open)
    yield "reported to the ICO", "all", str(trend.reported_to_ico)
    yield "people told", "all", str(trend.people_told)
    for name, spell in (("hours to acknowledge", trend.to_acknowledge), ("hours to close", trend.to_close)):
        yield name, "median", _number(spell.median)
        yield name, "longest", _number(spell.longest)
        yield name, "cases", str(spell.cases)
    yield "missed deadlines", "all", str(trend.missed)
    yield "missed deadlines", "cases with any", str(trend.cases_with_missed)
    for measure, counts in _tables(trend):
        yield from ((measure, group, str(value)) for group, value in counts)
    for month in trend.by_month:
        yield "by month", f"{month.first:%Y-%m}", str(month.total)
    for school, kind, number in trend.repeats:
        yield "repeated", f"{school}: {kind}", str(number)


def _tables(trend: Trend) -> tuple[tuple[str, Counts], ...]:
    return (
        ("by type", trend.by_type),
        ("by school", trend.by_school),
        ("by severity", trend.by_severity),
        ("missed deadlines by step", trend.missed_by_step),
    )


def _share(trend: Trend) -> str:
    return "" if trend.near_miss_share is None else f"{trend.near_miss_share:.2f}"


def _number(hours: float | None) -> str:
    return "" if hours is None else f"{hours:.1f}"


def in_words(hours: float | None) -> str:
    """ "40 minutes", "5.5 hours", "3.2 days", "–" where there is none."""
    if hours is None:
        return "–"
    if hours < 1:
        return f"{round(hours * 60)} min"
    return f"{hours:.1f} h" if hours < 48 else f"{hours / 24:.1f} days"


def _content(trend: Trend, trust: str, made_at: datetime) -> dict[str, Any]:
    period = f"{day(trend.start)} to {day(trend.end)}"
    share = trend.near_miss_share
    return {
        "title": f"Security incidents, {period}",
        "author": trust,
        "keywords": ["incidents", "trend"],
        "cover_pages": 0,
        "running_head": f"{trust} · Security incidents",
        "reference": period,
        "marking": "Numbers only · names nobody",
        "trust": trust,
        "period": period,
        "sentence": _sentence(trend),
        "tiles": [
            ["Incidents", str(trend.total), f"{trend.before} in the period before"],
            [
                "Near misses",
                "–" if share is None else f"{share:.0%}",
                f"{trend.near_misses} of {trend.total}",
            ],
            ["To acknowledge", in_words(trend.to_acknowledge.median), _longest(trend.to_acknowledge)],
            ["To close", in_words(trend.to_close.median), f"{trend.still_open} still open"],
            ["Missed deadlines", str(trend.missed), f"in {trend.cases_with_missed} of {trend.total} cases"],
            ["To the ICO", str(trend.reported_to_ico), f"people told in {trend.people_told} cases"],
        ],
        "severities": [*SEVERITIES, "not stated"],
        "months": [{"name": f"{month.first:%b %y}", "numbers": month.numbers} for month in trend.by_month],
        "by_severity": _bars(trend.by_severity),
        "by_type": _bars(trend.by_type),
        "by_school": _bars(trend.by_school),
        "missed_by_step": _bars(
            tuple((step.replace("_", " "), number) for step, number in trend.missed_by_step)
        ),
        "repeats": [[school, kind, str(number)] for school, kind, number in trend.repeats],
        "repeated": REPEATED,
        "rows": [list(row) for row in trend_rows(trend)],
        "colophon": f"Made from the register on {moment(made_at)}. Times are London time; practice cases do not count.",
    }


def _longest(spell: Spell) -> str:
    return f"median; longest {in_words(spell.longest)}" if spell.cases else "no case yet"


def _bars(counts: Counts) -> list[list[Any]]:
    shown = [[name, number] for name, number in counts[:_MOST_BARS]]
    rest = counts[_MOST_BARS:]
    return [*shown, [f"{len(rest)} others", sum(number for _, number in rest)]] if rest else shown


def _sentence(trend: Trend) -> str:
    if not trend.total:
        return "No incident was reported in this period. That may be good news, or a sign that people do not report."
    change = trend.total - trend.before
    than = f"{abs(change)} {'more' if change > 0 else 'fewer'} than" if change else "as many as"
    most = trend.by_type[0]
    return (
        f"{trend.total} incident{'s' if trend.total > 1 else ''} reported, {than} in the period before."
        f" The most frequent kind was “{most[0]}” ({most[1]})."
    )
