"""Every command of `nearmiss`, where it lives, and how failures are said. Imports no command before it is chosen.

No failure leaves as a traceback: one sentence on standard error, exit code 1 (2 for a wrong call).
"""

from __future__ import annotations

import errno
import importlib
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import click

from bot.errors import NearmissError


class Place(NamedTuple):
    """Where a command lives, and its line in the help (so that the help needs no import)."""

    module: str
    attribute: str
    help: str


# In the order of the help: what one types first stands first.
COMMANDS: Mapping[str, Place] = {
    "demo": Place("bot.cli.demo", "demo", "Try it all on an embedded Microsoft 365."),
    "init": Place("bot.cli.init", "init", "Write the first configuration; print the administrator's steps."),
    "check": Place("bot.cli.check", "check", "Say line by line what is in order and what to do."),
    "poster": Place("bot.cli.poster", "poster", "Write a poster and an intranet text for staff."),
    "run": Place("bot.cli.run", "run", "Run the service until it is told to stop."),
    "tick": Place("bot.cli.run", "tick", "Do everything that is due once, then exit."),
    "health": Place("bot.cli.health", "health", "Exit 0 while the last good poll is fresh."),
    "cases": Place("bot.cli.cases", "cases", "List the cases."),
    "show": Place("bot.cli.cases", "show", "Show one case: people, deadlines, record, mails."),
    "board": Place("bot.cli.board", "board", "Watch open cases, clocks and queues in the terminal."),
    "register": Place("bot.cli.register", "register", "Write the register of all cases."),
    "report": Place("bot.cli.report", "report", "Write the trend report of a period."),
    "export": Place("bot.cli.export", "export", "Write out everything on record of one case."),
    "audit": Place("bot.cli.audit", "audit", "Prove that the record is whole."),
    "held": Place("bot.cli.held", "held", "Mails that were not understood."),
    "quarantine": Place("bot.cli.quarantine", "quarantine", "Mails that we failed on."),
    "outbox": Place("bot.cli.outbox", "outbox", "Our mails that wait or did not go."),
    "hold": Place("bot.cli.hold", "hold", "Stop, or resume, the purging of a case."),
    "purge": Place("bot.cli.purge", "purge", "Erase what retention no longer allows."),
    "drill": Place("bot.cli.drill", "drill", "Open a practice case, or see how earlier ones went."),
    "backup": Place("bot.cli.backup", "backup", "Copy database and files, also while the service runs."),
    "restore": Place("bot.cli.backup", "restore", "Fill an empty store from a backup."),
    "parse": Place("bot.cli.parse", "command", "Show what the bot makes of a message."),
    "assess": Place("bot.cli.assess", "command", "Suggest severity and legal steps from stated facts."),
    "mails": Place("bot.cli.mails", "command", "Write a sample of every mail that the bot sends."),
    "db": Place("bot.cli.database", "db", "The database's schema."),
}


_SURROGATE = re.compile("[\ud800-\udfff]")  # how Python passes on bytes that are not UTF-8


class Failed(click.ClickException):
    """What went wrong, in one sentence for the person at the terminal."""

    exit_code = 1


class Commands(click.Group):
    """A group whose commands are imported when they are chosen."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command, None for an unknown name (or one whose part was left out of this installation)."""
        place = COMMANDS.get(name)
        if place is None:
            return None
        command = getattr(importlib.import_module(place.module), place.attribute)
        assert isinstance(command, click.Command)
        command.name = name
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click's, with the nearest names for a slip of the finger."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            import difflib

            near = difflib.get_close_matches(args[0], COMMANDS, 3)
            hint = f" Did you mean {' or '.join(near)}?" if near else " See nearmiss --help."
            raise click.UsageError(f"There is no command {args[0]!r}.{hint}", ctx)
        return super().resolve_command(ctx, args)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click's; refuses what no terminal and no database can hold (odd file names to be read excepted)."""
        if args and args[0] not in ("parse", "assess") and any(map(_SURROGATE.search, args)):
            raise click.UsageError("What was typed is not text in UTF-8.", ctx)
        return super().parse_args(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, place.help) for name, place in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; whatever fails leaves as one sentence."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit):
            raise
        except click.Abort:
            if sys.stdin is not None and sys.stdin.isatty():
                raise
            raise Failed("A question got no answer: give the rest as flags (see --help).") from None
        except NearmissError as failure:
            raise Failed(str(failure)) from None
        except OSError as failure:
            if failure.errno == errno.EPIPE:
                raise  # the reader of our output has gone: click ends quietly
            raise Failed(_of_the_system(failure)) from None
        except Exception as failure:  # the last door: a person gets a sentence, never a traceback
            raise Failed(_unexpected(failure)) from None


def _of_the_system(failure: OSError) -> str:
    if type(failure).__module__.startswith("requests"):
        return f"The network did not answer as it should ({type(failure).__name__})."
    reason = failure.strerror or type(failure).__name__
    return f"{failure.filename}: {reason}." if failure.filename else f"{reason}."


def _unexpected(failure: Exception) -> str:
    """What kind and where; not the text, which may quote a mail."""
    if type(failure).__module__.startswith(("sqlalchemy", "psycopg", "sqlite3")):
        kind = type(getattr(failure, "orig", None) or failure).__name__
        return f"The database does not answer as it should ({kind}); `nearmiss check --offline` says more."
    trace = failure.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "unknown"
    return f"Something failed that should not have: {type(failure).__name__} at {where}. Please report it."


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="nearmiss", prog_name="nearmiss")
def nearmiss() -> None:
    """Runs a school trust's security-incident policy by e-mail, on Microsoft 365.

    Settings come from the environment or .env; `nearmiss check` says what is missing.
    """
