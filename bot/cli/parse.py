"""`nearmiss parse FILE...`: what the bot makes of a message (SPEC §10). Needs no settings, sends nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click


class _Unreadable(click.ClickException):
    """A file that cannot be read."""

    exit_code = 1


@click.command("parse")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line per file.")
def command(files: tuple[Path, ...], as_json: bool) -> None:
    """Show what the bot makes of messages: raw mail (.eml), Outlook's .msg, or Graph's JSON.

    Exit: 0 all were read (also where they are no mail), 1 a file cannot be read.
    """
    from bot.mail.face import parse_file  # the readers are needed by this command alone

    failed: list[str] = []
    for path in files:
        try:
            found = parse_file(path)
        except OSError as error:
            failed.append(f"{path} cannot be read: {error.strerror or 'unknown reason'}.")
            continue
        line = json.dumps(found, ensure_ascii=False) if as_json else _text(found)
        click.echo(line.encode("utf-8", "backslashreplace"))
    if failed:
        raise _Unreadable("\n".join(failed))


def _text(found: dict[str, Any]) -> str:
    """A few lines for a person."""
    sender = found["from"] or {}
    commands = ", ".join(f"{one['name']} {one['argument']}".strip() for one in found["commands"])
    rows = (
        ("File", found["file"]),
        ("Kind", f"{found['kind']} ({found['reason']})"),
        ("From", f"{sender.get('name', '')} <{sender.get('address', '')}>".strip()),
        ("Subject", found["subject"]),
        ("Case", found["reference"] or ""),
        ("Sender proven", found["authenticated"]),
        ("Commands", commands),
        ("Files", ", ".join(item["name"] or item["content_type"] for item in found["attachments"])),
        ("Still missing", ", ".join(found["missing"])),
    )
    lines = [f"{name}: {value}" for name, value in rows if value]
    return "\n".join([*lines, "", found["new_text"], ""])
