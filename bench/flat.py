"""What must not grow with the number of cases: start, a poll and a sweep without work, a sweep with some, a report."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import event

from bench.filled import copied
from bench.local import handle
from bench.mails import NOW, reports
from bench.place import NOWHERE, opened
from bench.tenant import running
from bot.app import App
from bot.store import deadlines
from bot.ticks.sweep import sweep_tick

_TIMES, _WARM = 100, 20
_WRITES = ("INSERT", "UPDATE", "DELETE", "BEGIN IMMEDIATE")


def measure(filled: str, last: int, due: int) -> dict[str, float]:
    """`filled`: folder of a filled database, "" for an empty one. CPU in milliseconds."""
    with tempfile.TemporaryDirectory(prefix="nearmiss-bench-") as name:
        folder = Path(name)
        if filled:
            copied(Path(filled), folder)
        return {**_poll(folder), **_sweeps(folder, due), **_reports(folder, last)}


@contextmanager
def statements(app: App) -> Iterator[list[str]]:
    """Every statement of the block, in the order of execution."""
    found: list[str] = []

    def noted(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        found.append(statement)

    event.listen(app.store.engine, "before_cursor_execute", noted)
    try:
        yield found
    finally:
        event.remove(app.store.engine, "before_cursor_execute", noted)


def _cpu_ms(action: Callable[[], object], times: int) -> float:
    started = time.process_time()
    for _ in range(times):
        action()
    return (time.process_time() - started) * 1000 / times


def _poll(folder: Path) -> dict[str, float]:
    with running(0) as tenant:
        app, parts = opened(folder, NOW, tenant.settings)
        parts.intake.addresses = {"incidents": parts.intake.addresses["incidents"]}

        def look() -> None:
            parts.intake.tick(NOW)

        for _ in range(5):
            look()
        tenant.counted()
        with statements(app) as found:
            spent = _cpu_ms(look, _TIMES)
        requests = tenant.counted()["requests"] / _TIMES
        parts.close()
        app.store.close()
    writes = sum(statement.upper().startswith(_WRITES) for statement in found)
    return {
        "poll_ms": spent, "poll_statements": len(found) / _TIMES, "poll_writes": writes, "poll_requests": requests,
    }  # fmt: skip


def _sweeps(folder: Path, due: int) -> dict[str, float]:
    app, parts = opened(folder, NOW, NOWHERE)
    sweep_tick(app.service, NOW)
    nothing = _cpu_ms(lambda: sweep_tick(app.service, NOW), _TIMES * 5)
    with statements(app) as idle:
        sweep_tick(app.service, NOW)
    for number, data in enumerate(reports(_WARM, 40_000)):
        handle(parts, data, f"first-{number}")
    with app.store.reading(NOW) as work:
        later = deadlines.next_due(work) or NOW  # of these cases: all others wait for decades
    sweep_tick(app.service, later)  # a template is compiled for its first mail
    for number, data in enumerate(reports(due, 50_000)):
        handle(parts, data, f"due-{number}")
    with statements(app) as found:
        spent = _cpu_ms(lambda: sweep_tick(app.service, later), 1)
    parts.close()
    app.store.close()
    return {
        "sweep_idle_ms": nothing, "sweep_idle_statements": len(idle), "sweep_due_ms": spent,
        "sweep_due_statements": len(found) / max(due, 1),
    }  # fmt: skip


def _reports(folder: Path, last: int) -> dict[str, float]:
    app, parts = opened(folder, NOW, NOWHERE)
    data = list(reports(last + _WARM, 60_000))
    numbers = iter(range(len(data)))

    def take() -> None:
        number = next(numbers)
        handle(parts, data[number], f"last-{number}")

    _cpu_ms(take, _WARM)
    spent = _cpu_ms(take, last)
    parts.close()
    app.store.close()
    return {"report_ms": spent}
