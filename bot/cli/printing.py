"""How a command prints: JSON for programs, a table on a terminal, tab-separated lines into a pipe."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import click


def iso(moment: datetime | None) -> str | None:
    """A time as ISO 8601 in UTC with Z, None for none."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z") if moment else None


def print_json(value: Any) -> None:
    """One JSON document; on a terminal indented."""
    indent = 1 if sys.stdout.isatty() else None
    click.echo(json.dumps(value, ensure_ascii=False, indent=indent).encode("utf-8", "backslashreplace"))


def print_done(as_json: bool, sentence: str, facts: Mapping[str, Any]) -> None:
    """What a command has done: facts for programs, or the sentence."""
    if as_json:
        print_json(facts)
    else:
        click.echo(sentence)


def print_table(columns: Sequence[str], rows: Iterable[Sequence[Any]], empty: str) -> None:
    """Rows under their columns; the sentence `empty` on standard error where there are none."""
    texts = [[_cell(value) for value in row] for row in rows]
    if not texts:
        click.echo(empty, err=True)
    elif sys.stdout.isatty():
        _drawn(columns, texts)
    else:
        for row in (list(columns), *texts):
            click.echo("\t".join(row))


def _drawn(columns: Sequence[str], rows: list[list[str]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))  # Text: no cell is markup
    Console().print(table)


def _cell(value: Any) -> str:
    """One line without control characters: what others wrote must not steer a terminal."""
    if isinstance(value, datetime):
        return value.astimezone().strftime("%Y-%m-%d %H:%M")
    text = "" if value is None else str(value)
    return plain(" ".join(text.split()))


def plain(text: str) -> str:
    """Text without control characters, line ends kept."""
    return "".join(char for char in text if char == "\n" or char.isprintable())
