"""Texts and files that a newcomer may take instead of writing: offered where somebody writes."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from docx import Document
from PIL import Image, ImageDraw

from bot.demo import texts
from bot.demo.accounts import Account, Trust
from bot.demo.tenant import Mail
from bot.documents.outcome_form import blank_form

File = tuple[str, str, bytes]
_WRAPPED = re.compile(r"(?<=[^\n]{60})\n(?=\S)")
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class Text:
    """An example text: its key in links, its name, whom it is written to (a shared mailbox), subject and words."""

    key: str
    name: str
    to: str
    subject: str
    body: str


@dataclass(frozen=True)
class Enclosure:
    """An example file: its key in the form, what it is, and what makes it for its sender and the mail answered."""

    key: str
    name: str
    make: Callable[[Account, Mail | None], File]


def typed(text: str) -> str:
    """A text as people type it: a paragraph is one line."""
    return _WRAPPED.sub(" ", text)


TEXTS = (
    Text(
        "report",
        "A register sent to a parent",
        "incidents",
        "SEND register sent to the wrong person",
        typed(texts.REPORT),
    ),
    Text("slip", "A small slip", "incidents", "Seating plan sent to the wrong class", typed(texts.SLIP)),
    Text("laptop", "A lost laptop", "incidents", "Laptop left on a train", typed(texts.LAPTOP)),
    Text("anonymous", "A folder left open", "anonymous", "Something you should know", typed(texts.ANONYMOUS)),
    Text("memory-stick", "A colleague's memory stick", "anonymous", "A worry", typed(texts.MEMORY_STICK)),
)


def texts_for(trust: Trust, account: Account) -> list[Text]:
    """Texts that this person can send: signed ones are their writer's, the others anybody's."""
    known = [one for one in TEXTS if one.to in trust.shared]
    others = [a.name for a in (*trust.people, *trust.outside) if a.id != account.id]
    return [one for one in known if not any(f"\n{name}\n" in one.body for name in others)]


def answer(parent: Mail) -> Text | None:
    """The filled form, for an answer to a mail that asks for the outcome report."""
    asks = parent.header("X-Nearmiss-Kind") in (
        "appointment",
        "outcome_request",
        "interim_request",
        "returned",
    )
    return Text("outcome", "The outcome form, filled in", "", "", texts.OUTCOME) if asks else None


def find(key: str) -> Text | None:
    """The text with this key."""
    return next((one for one in TEXTS if one.key == key), None)


def outcome_docx(account: Account, parent: Mail | None) -> File:
    """The outcome form that came with the appointment, filled in."""
    reference = parent.header("X-Nearmiss-Case") if parent else ""
    document = Document(io.BytesIO(blank_form(reference, None)))
    answers = dict(line.split(": ", 1) for line in texts.OUTCOME.splitlines()[1:] if ": " in line)
    for row in document.tables[0].rows:
        row.cells[1].text = answers[_starting(answers, row.cells[0].text)]
    actions = [line.split("; ") for line in texts.OUTCOME.split("Actions:\n")[1].splitlines()]
    for row, parts in zip(document.tables[1].rows[1:], actions, strict=False):
        for cell, part in zip(row.cells, parts, strict=True):
            cell.text = part.split(": ", 1)[-1]
    document.core_properties.author = account.name
    return (f"outcome-form-{reference}.docx", _WORD, _saved(document))


def notes_docx(account: Account, parent: Mail | None) -> File:
    """A Word file that names its author, as Word does by itself."""
    document = Document()
    document.core_properties.author = account.name
    document.add_paragraph("The folder lay open on the photocopier. Two parents stood beside it.")
    return (f"Notes {account.name}.docx", _WORD, _saved(document))


def photo_jpg(account: Account, parent: Mail | None) -> File:
    """A photograph with its owner and the place where it was taken, as telephones make them."""
    picture = Image.new("RGB", (640, 420), "#d9d4c7")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((120, 120, 520, 360), fill="#8f99a3")
    draw.rectangle((180, 70, 460, 250), fill="#f6f3ea", outline="#6b7076", width=3)
    exif = Image.Exif()
    exif[0x0110], exif[0x013B] = f"{account.name.split()[0]}'s phone", account.name
    exif.get_ifd(0x8825).update({1: "N", 2: (53.0, 28.0, 1.2), 3: "W", 4: (2.0, 14.0, 3.0)})
    file = io.BytesIO()
    picture.save(file, "JPEG", exif=exif)
    return ("IMG_2034.jpg", "image/jpeg", file.getvalue())


FILES = (
    Enclosure("outcome", "the outcome form, filled in (Word)", outcome_docx),
    Enclosure("notes", "notes that name their author (Word)", notes_docx),
    Enclosure("photo", "a photograph that knows where it was taken", photo_jpg),
)


def made(keys: Iterable[str], account: Account, parent: Mail | None) -> list[File]:
    """The files with these keys."""
    wanted = set(keys)
    return [one.make(account, parent) for one in FILES if one.key in wanted]


def _starting(answers: dict[str, str], text: str) -> str:
    """The key of the answer to a question of the form: its code, as 3a, or its word."""
    code = text.split()[0].rstrip(":")
    return next(key for key in answers if key.split()[0] == code)


def _saved(document: Any) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()
