"""`python -m bench [--quick]`: every goal with its figure and how the two stand to each other, as one table.

CPU time of single processes is measured, not time on the wall, so that a busy machine does not matter much; each
measurement has a process of its own. What cannot be measured (the peer without a network) is said plainly.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bench import filled, peer
from bench.child import Failed, figures
from bench.table import Row, printed
from bench.tenant import running


@dataclass(frozen=True)
class Size:
    """How much is measured."""

    mails: int = 400
    full: int = 200
    memory: int = 5_000
    last: int = 1000
    closed: int = 1_000_000
    open: int = 10_000
    due: int = 100
    burst: int = 60


QUICK = Size(mails=100, full=60, memory=150, burst=25, last=200, closed=50_000, open=1_000)


def main() -> int:
    """Measure everything asked for and print; 0 whatever the outcome, for a shortfall is a finding."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=main.__doc__)
    parser.add_argument("--quick", action="store_true", help="smaller counts; ratios hold, flatness less so")
    parser.add_argument("--memory-mails", type=int, default=0, help="mails of the memory run (else 5,000)")
    parser.add_argument(
        "--burst",
        type=int,
        default=0,
        help="reports of the burst (else 60; the goal's 300 take half an hour)",
    )
    parser.add_argument("--only", default="", help=f"one of {', '.join(SECTIONS)}")
    parser.add_argument(
        "--cache", type=Path, default=Path(tempfile.gettempdir()) / "nearmiss-bench",
        help="where the peer and filled databases are kept",
    )  # fmt: skip
    options = parser.parse_args()
    size = QUICK if options.quick else Size()
    if options.memory_mails:
        size = replace(size, memory=options.memory_mails)
    if options.burst:
        size = replace(size, burst=options.burst)
    options.cache.mkdir(parents=True, exist_ok=True)
    rows: list[Row] = []
    if options.only in ("", "burst"):
        _BESIDE["burst"] = ThreadPoolExecutor(1).submit(figures, "burst", reports=size.burst)
    for name, section in SECTIONS.items():
        if options.only in ("", name):
            print(f"measuring: {name} ...", file=sys.stderr)
            try:
                rows += section(size, options.cache)
            except Failed as failure:
                rows.append(Row(name, None, 0, note=f"not measured: {failure}"))
    print(printed(rows))
    return 0


def _local(size: Size, cache: Path) -> list[Row]:
    bare, own = figures("bare", mails=size.mails), figures("local", mails=size.mails)
    note = f"bare {bare['cpu_ms']:.1f} ms; report fields apart {own['fields_ms']:.1f} ms"
    rows = [
        Row(
            "local handling, CPU a mail, to the bare pipeline",
            own["cpu_ms"],
            2 * bare["cpu_ms"],
            "ms",
            note=note,
        ),
        Row("statements a report", own["statements"], 40),
    ]
    try:
        other = peer.measured(cache, size.mails)
    except Failed as failure:
        return [*rows, Row("local handling, to django-helpdesk", None, 0, note=f"not measured: {failure}")]
    note = f"django-helpdesk {other['cpu_ms']:.1f} ms"
    full = figures("full", mails=size.full)
    return [
        *rows,
        Row(
            "local handling, CPU a mail, to django-helpdesk",
            own["cpu_ms"],
            other["cpu_ms"] / 2,
            "ms",
            note=note,
        ),
        Row("full handling over TLS, CPU a report", full["cpu_ms"], other["cpu_ms"], "ms", note=note),
    ]


def _full(size: Size, _: Path) -> list[Row]:
    plain = figures("full", mails=size.full, kind="plain")
    files = figures("full", mails=size.full, kind="files")
    note = f"{plain['reports_s']:.1f} reports/s, CPU {plain['cpu_ms']:.1f} ms, {plain['sent']:.2f} mails a report"
    return [
        Row("Graph requests a report of two mails, no file", _for_two_mails(plain), 6.1, note=note),
        Row(
            "Graph requests a report of two mails, a file",
            _for_two_mails(files),
            7.1,
            note=f"CPU {files['cpu_ms']:.1f} ms",
        ),
        Row("round trips a report", max(plain["round_trips"], files["round_trips"]), 4.0),
    ]


def _for_two_mails(found: dict[str, Any]) -> float:
    """Requests a report; mails beyond two (a call to hurry, say) cost two requests each, which are taken off."""
    return float(found["requests"] - 2 * (found["sent"] - 2))


def _statements(found: dict[str, Any]) -> str:
    return f"{found['poll_statements']:.0f} statements"


def _flat(size: Size, cache: Path) -> list[Row]:
    source = filled.folder_of(cache, size.closed, size.open)
    empty = figures("flat", filled="", last=size.last, due=size.due)
    full = figures("flat", filled=str(source), last=size.last, due=size.due)
    many = f"with {size.closed:,} closed, {size.open:,} open"
    return [
        Row("poll with nothing new, empty", empty["poll_ms"], 10, "ms", note=_statements(empty)),
        Row(f"poll with nothing new, {many}", full["poll_ms"], 10, "ms", note=_statements(full)),
        Row("poll: requests a mailbox", full["poll_requests"], 1),
        Row("poll: writes to the database", full["poll_writes"], 0),
        Row(f"sweep, {size.closed:,} deadlines, none due", full["sweep_idle_ms"], 0.2, "ms"),
        Row(
            f"sweep, {size.due} due", full["sweep_due_ms"], 130, "ms",
            note=f"{full['sweep_due_statements']:.1f} statements a case (empty: {empty['sweep_due_statements']:.1f})",
        ),
        Row(
            f"speed of the last {size.last} reports, filled to empty", empty["report_ms"] / full["report_ms"], 0.9,
            at_most=False, note=f"{full['report_ms']:.1f} ms and {empty['report_ms']:.1f} ms",
        ),
    ]  # fmt: skip


def _start(size: Size, cache: Path) -> list[Row]:
    source = filled.folder_of(cache, size.closed, size.open)
    with running(0) as tenant, tempfile.TemporaryDirectory(prefix="nearmiss-bench-") as name:
        figures("start", folder=name, settings=tenant.settings)  # makes the schema
        empty = _least("start", folder=name, settings=tenant.settings)
        full = _least("start", folder=str(source), settings=tenant.settings)
    return [
        Row("start to first poll, CPU, filled", full, 1.0, "s"),
        Row("start to first poll, filled to empty", full / empty, 1.2, note=f"empty {empty:.2f} s"),
    ]


def _least(name: str, times: int = 3, **arguments: Any) -> float:
    return min(float(figures(name, **arguments)["cpu_s"]) for _ in range(times))


def _memory(size: Size, _: Path) -> list[Row]:
    many, large = figures("full", mails=size.memory), figures("full", mails=1, kind="large")
    return [
        Row(f"peak memory over {size.memory:,} mails", many["peak_mib"], 150, "MiB"),
        Row(
            "peak memory over a mail of 150 MB",
            large["peak_mib"],
            150,
            "MiB",
            note=f"CPU {large['cpu_s']:.1f} s",
        ),
        Row("memory idle", many["idle_mib"], 110, "MiB"),
    ]


def _worst(_size: Size, _cache: Path) -> list[Row]:
    found = figures("worst")
    kinds = [name for name in found if f"{name} MB" in found]
    return [
        Row(f"worst mail: {kind}", found[kind], 1 + 0.03 * found[f"{kind} MB"], "s CPU") for kind in kinds
    ]


def _burst(size: Size, _cache: Path) -> list[Row]:
    found = _BESIDE["burst"].result()
    what = f"burst of {size.burst} reports"
    note = f"{found['mails']:.0f} mails in {found['seconds']:.0f} s, 30 a minute"
    return [
        Row(f"{what}: part of the sending allowance used", found["used"], 0.95, at_most=False, note=note),
        Row(f"{what}: mails that a less urgent one overtook", found["overtaken"], 0),
        Row(f"{what}: refusals (429) provoked", found["throttled"], 0),
    ]


# Measured beside the others, because it mostly waits for Exchange's minute.
_BESIDE: dict[str, Future[dict[str, Any]]] = {}

SECTIONS: dict[str, Callable[[Size, Path], list[Row]]] = {
    "local": _local, "full": _full, "flat": _flat, "start": _start, "memory": _memory, "worst": _worst, "burst": _burst,
}  # fmt: skip

if __name__ == "__main__":
    raise SystemExit(main())
