"""Whole invented mails that nobody had read before, with what a careful reader takes from each, as data."""

from __future__ import annotations

import tomllib
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from bot.mail.face import fields_of
from bot.mail.message import Fields, Reading, ReadingContext
from bot.mail.mime import message_from_bytes
from bot.mail.reading import read

UNSEEN = Path(__file__).parent.parent / "data" / "unseen"
SUBJECT = "RE: [OCAT-2026-0042] A case waits for you"


def entries(kind: str) -> list[dict[str, Any]]:
    """Every entry of that kind ("report", "reply") of all files, its name made unique by its file."""
    return [
        {**entry, "id": f"{path.stem}: {entry['name']}"}
        for path in sorted(UNSEEN.glob("*.toml"))
        for entry in tomllib.loads(path.read_text()).get(kind, [])
    ]


def reading_of(entry: dict[str, Any], subject: str) -> Reading:
    """A mail of a member of staff with that body, read as one that came in."""
    mail = EmailMessage()
    mail["From"] = entry.get("from", "Someone Here <someone@hill.osborne.example>")
    mail["To"] = "incidents@osborne.example"
    mail["Subject"] = entry.get("subject", subject)
    mail["Date"] = entry.get("sent", "Tue, 17 Nov 2026 15:30:00 +0000")
    for line in entry.get("headers", "").splitlines():
        name, _, value = line.partition(": ")
        mail[name] = value
    _fill(mail, entry)
    return read(message_from_bytes(mail.as_bytes()), ReadingContext())


def _fill(mail: EmailMessage, entry: dict[str, Any]) -> None:
    if "html" in entry:
        mail.set_content(entry["html"].strip(), subtype="html")
    else:
        mail.set_content(entry.get("text", entry.get("body", "")).strip() + "\n")


def fields_in(entry: dict[str, Any]) -> tuple[Reading, Fields]:
    """A report's reading and fields."""
    reading = reading_of(entry, "Incident")
    return reading, fields_of(reading, ReadingContext())
