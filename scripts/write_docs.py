"""`write_docs.py`: writes the reference pages of docs/ from the code that they describe.

A test compares, so that neither can go stale. Needs the project's environment (.venv/bin/python).
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click

sys.path.insert(0, str(Path(__file__).resolve().parent))

import doc_mail
import doc_procedure
import doc_settings
import doc_states

from bot.cli.commands import COMMANDS, nearmiss
from bot.domain.events import EventKind
from bot.domain.transitions import TABLE
from bot.domain.words import State

DOCS = Path(__file__).resolve().parent.parent / "docs"


def events_page() -> str:
    """Every event with what it means, and the table of a case's life."""
    lines = [
        "# Events", "",
        "What can stand in a case's record, as `nearmiss show REFERENCE --json` names it. A name, once written, keeps",
        "its meaning. This page is written from `bot/domain/events.py` and `bot/domain/transitions.py`",
        "(`.venv/bin/python scripts/write_docs.py`).", "",
        "| event | what happened |", "|---|---|",
        *(f"| `{name}` | {meaning} |" for name, meaning in meanings()), "",
        "## A case's life", "",
        "Events that move a case. Every other event leaves the state as it is; one that a state's row lacks is refused",
        "and changes nothing.", "",
        "| state | event | next state |", "|---|---|---|", *moves(), "",
        "## What an ended case still takes", "",
        *(f"- `{state.value}`: {kept(state)}" for state in State if state.ended),
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def meanings() -> Iterator[tuple[str, str]]:
    """(name, meaning) as the source says it."""
    source = inspect.getsource(EventKind)
    for name, said in re.findall(r'(?m)^    [A-Z_]+ = "(\w+)"(?:  # (.*))?$', source):
        words = said or name.replace("_", " ").replace("ico ", "ICO: ").replace("dpo ", "DPO: ")
        yield name, words[:1].upper() + words[1:]


def moves() -> Iterator[str]:
    """The rows of the table that lead elsewhere."""
    for state, row in TABLE.items():
        for kind, after in row.items():
            if after is not state:
                yield f"| `{state.value}` | `{kind.value}` | `{after.value}` |"


def kept(state: State) -> str:
    """The events that leave an ended case where it is."""
    return ", ".join(f"`{kind.value}`" for kind, after in sorted(TABLE[state].items()) if after is state)


def commands_page() -> str:
    """Every command's own help."""
    lines = [
        "# Commands", "",
        "As `nearmiss COMMAND --help` says it; this page is written from the code (`scripts/write_docs.py`).",
        "`--json` prints stable keys for programs. Where a deployment holds several trusts, `--trust` names one.",
        "Exit codes: 0 done, 1 something is wrong (one sentence on standard error), 2 a wrong call.", "",
    ]  # fmt: skip
    context = click.Context(nearmiss, info_name="nearmiss")
    for name in COMMANDS:
        command = nearmiss.get_command(context, name)
        assert command is not None
        lines += _section(command, f"nearmiss {name}", 2)
    return "\n".join(lines).rstrip() + "\n"


def _section(command: click.Command, title: str, level: int) -> list[str]:
    context = click.Context(command, info_name=title)
    usage = " ".join([title, *command.collect_usage_pieces(context)]).replace(" [OPTIONS]", "")
    lines = [f"{'#' * level} {title}", "", f"`{usage}`", "", inspect.cleandoc(command.help or ""), ""]
    options = [record for one in command.params if (record := one.get_help_record(context)) and record[1]]
    lines += [f"- `{flag}`: {' '.join(words.split())}" for flag, words in options]
    lines += [""] if options else []
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            lines += _section(inner, f"{title} {name}", level + 1)
    return lines


PAGES = {
    "events.md": events_page,
    "commands.md": commands_page,
    "settings.md": doc_settings.settings_page,
    "policy.md": doc_procedure.policy_page,
    "deadlines.md": doc_procedure.deadlines_page,
    "commands-by-mail.md": doc_mail.mail_commands_page,
    "mails.md": doc_mail.mails_page,
    "states.md": doc_states.states_page,
    "pictures/states.svg": doc_states.states_svg,
}


def main() -> int:
    """Write all of them."""
    (DOCS / "pictures").mkdir(exist_ok=True)
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
