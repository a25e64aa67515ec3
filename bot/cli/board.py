"""`nearmiss board`: open cases, their clocks and the queues, drawn again every few seconds. Changes nothing.

Codes and times only: no subject, no address, no name, so that it may hang on a wall.
"""

from __future__ import annotations

import sys
import time
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from bot.cli.access import json_option, these_trusts, trust_option
from bot.cli.printing import iso, print_json

if TYPE_CHECKING:
    from rich.console import RenderableType

    from bot.store.cases import Stored
    from bot.store.store import Work
    from bot.trusts import Trust


@click.command()
@click.option("--once", is_flag=True, help="Print one frame and exit (also when the output is no terminal).")
@click.option(
    "--every", default=5.0, show_default=True, type=click.FloatRange(1, 3600), help="Seconds between frames."
)
@json_option
@trust_option
def board(once: bool, every: float, as_json: bool, trust_name: str) -> None:
    """Watch open cases, clocks and queues in the terminal; Ctrl-C ends it.

    The most urgent case stands first. --json prints one frame.
    """
    trusts = these_trusts(trust_name)
    if as_json:
        print_json(frames(trusts))
        return
    from rich.console import Console

    from bot.cli.board_drawn import drawn

    console = Console()
    if once or not sys.stdout.isatty():
        console.print(drawn(frames(trusts), None, width=console.width))
        return
    _live(console, trusts, every)


def _live(console: Any, trusts: tuple[Trust, ...], every: float) -> None:
    from rich.live import Live

    from bot.cli.board_drawn import drawn

    def frame() -> RenderableType:
        return drawn(frames(trusts), console.height, width=console.width)

    with Live(frame(), console=console, screen=True, auto_refresh=False) as live:
        try:
            while True:
                time.sleep(every)
                live.update(frame(), refresh=True)
        except KeyboardInterrupt:
            return


def frames(trusts: tuple[Trust, ...]) -> list[dict[str, Any]]:
    """What stands now, one frame a trust. A store that is not there yet, or does not answer, is said in `remark`.

    `cases` and `queues` are None where they could not be looked up.
    """
    return [_frame(trust) for trust in trusts]


def _frame(trust: Trust) -> dict[str, Any]:
    from sqlalchemy.exc import DBAPIError

    from bot.cli.access import now, reading
    from bot.cli.health import last_poll
    from bot.errors import NearmissError

    found: dict[str, Any] = {
        "trust": trust.id or trust.configuration.directory.trust.prefix, "at": iso(now()),
        "polled_at": iso(last_poll(trust.settings.data_dir)), "remark": None, "cases": None,
        "queues": None,
    }  # fmt: skip
    try:
        with reading(trust) as work:
            found |= _looked_up(work)
    except NearmissError as failure:
        found["remark"] = f"{failure}."
    except DBAPIError as failure:  # locked for a moment, or restarting: the next frame looks again
        found["remark"] = f"The database does not answer as it should ({type(failure.orig).__name__})."
    return found


def _looked_up(work: Work) -> dict[str, Any]:
    from bot.store import cases, outbox, receipts

    lines = [_line(work, stored) for stored in cases.open_cases(work)]
    return {
        "cases": sorted(lines, key=lambda line: (line["next_due_at"] is None, line["next_due_at"] or "")),
        "queues": {"outbox": outbox.counts(work), "mails": receipts.open_counts(work)},
    }  # fmt: skip


def _line(work: Work, stored: Stored) -> dict[str, Any]:
    """One open case: its next step, and the legal clock while it runs."""
    from bot.cli.cases import summary
    from bot.domain.words import Step
    from bot.store import deadlines

    live = sorted((row for row in deadlines.of_case(work, stored.id) if row.live), key=lambda row: row.due_at)
    legal = next((row.due_at for row in live if row.step is Step.ICO_FILED), None)
    kept = ("reference", "school", "state", "severity", "provisional", "anonymous", "drill", "reported_at")
    facts = summary(stored.case)
    return {
        **{name: facts[name] for name in kept}, "next_step": live[0].step.value if live else None,
        "next_due_at": iso(live[0].due_at) if live else None, "overdue": _overdue(live, work.now),
        "legal_due_at": iso(legal),
    }  # fmt: skip


def _overdue(live: list[Any], moment: datetime) -> int:
    return sum(row.due_at < moment for row in live)
