"""`nearmiss check`: what is in order and what to do, line by line; the details are in bot/cli/checks_*.py."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator

import click

from bot.cli.access import json_option, trust_option
from bot.cli.checks import FIX, NOTE, OK, Line, as_json_lines, said
from bot.cli.printing import plain, print_json

_STYLES = {OK: "green", NOTE: "yellow", FIX: "bold red"}


@click.command()
@click.option("--offline", is_flag=True, help="Without a connection to Microsoft.")
@json_option
@trust_option
def check(offline: bool, as_json: bool, trust_name: str) -> None:
    """Check configuration, database, key, templates, token, permissions and mailboxes; change nothing.

    Each line is ok, note (worth a look) or fix (what to do). Exit: 0 nothing to fix, 1 otherwise.
    """
    lines = said_as_they_come(_lines(trust_name, offline), quiet=as_json)
    if as_json:
        print_json(as_json_lines(lines))
    sys.exit(1 if any(line.state == FIX for line in lines) else 0)


def said_as_they_come(lines: Iterable[Line], *, quiet: bool) -> list[Line]:
    """All lines; each is printed at once, because a check may wait for the network."""
    found = []
    for line in lines:
        found.append(line)
        if not quiet:
            _say(line)
    return found


def _say(line: Line) -> None:
    """The line; on a terminal its state has a colour (NO_COLOR is heeded)."""
    if not sys.stdout.isatty():
        click.echo(said(line))
        return
    from rich.console import Console
    from rich.text import Text

    text = Text(plain(said(line)))
    text.stylize(_STYLES[line.state], 0, len(line.state))
    Console().print(text, soft_wrap=True)


def _lines(trust_name: str, offline: bool) -> Iterator[Line]:
    from bot.config_problems import ConfigurationFaults
    from bot.trusts import chosen, load_trusts

    try:
        trusts = load_trusts(os.environ, with_graph=not offline)
    except ConfigurationFaults as faults:
        yield from (Line(FIX, "configuration", str(problem)) for problem in faults.problems)
        return
    for trust in (chosen(trusts, trust_name),) if trust_name else trusts:
        from bot.cli.checks_at_home import at_home

        yield from at_home(trust)
        if not offline:
            from bot.cli.checks_of_microsoft import of_microsoft

            yield from of_microsoft(trust)
