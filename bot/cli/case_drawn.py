"""A case as `nearmiss show` draws it on a terminal: a heading and a table for each part, times in local time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.cli.printing import plain

_STATES = {
    "armed": "yellow",
    "missed": "bold red",
    "met": "green",
    "failed": "bold red",
    "in_doubt": "bold red",
}


def draw(found: Mapping[str, Any]) -> None:
    """Print it. Nothing in it is markup, and no control character of a mail reaches the terminal."""
    console = Console()
    severity = f"{found['severity'] or 'not classified'}{' (provisional)' if found['provisional'] else ''}"
    console.print(Text.assemble((found["reference"], "bold"), f"  {found['state']}, {severity}"))
    about = [found["nature"] or "nature not known", found["school"] or "school not known"]
    times = [f"reported {_time(found['reported_at'])}", f"aware {_time(found['aware_at'])}"]
    console.print(_cell(", ".join([*about, *times])))
    if found["missing"]:
        console.print(_cell(f"Missing: {', '.join(found['missing'])}"))
    for table in _tables(found):
        console.print()
        console.print(table)


def _tables(found: Mapping[str, Any]) -> Iterable[Table]:
    yield _table("People", ("role", "who"), ((role, ", ".join(who)) for role, who in found["people"].items()))
    yield _table(
        "Deadlines", ("due", "state", "step", "holder"),
        ((_time(one["due_at"]), one["state"], one["step"], one["holder"]) for one in found["deadlines"]),
    )  # fmt: skip
    yield _table(
        "Record", ("at", "event", "by", "note"),
        ((_time(one["at"]), one["event"], one["actor"], "(erased)" if one["erased"] else one["note"])
         for one in found["events"]),
    )  # fmt: skip
    yield _table(
        "Mails", ("at", "status", "kind", "to"),
        ((_time(one["at"]), one["status"], one["kind"], ", ".join(one["to"])) for one in found["mails"]),
    )  # fmt: skip


def _table(title: str, columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold", header_style="dim")
    for row in rows:
        table.add_row(*map(_cell, row))
    return table


def _cell(value: Any) -> Text:
    text = plain(" ".join(str(value or "").split()))
    return Text(text, style=_STATES.get(text, ""))


def _time(value: Any) -> str:
    return f"{datetime.fromisoformat(value).astimezone():%Y-%m-%d %H:%M}" if value else ""
