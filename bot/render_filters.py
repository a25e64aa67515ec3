"""What templates may use beyond Jinja's own: filters that shape words, and the empty outcome form. No I/O, no case.

Each keeps Markup as Markup, so that what was escaped stays escaped and nothing else becomes HTML.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from markupsafe import Markup, escape

from bot.domain.outcome import blank_lines
from bot.domain.words import Severity

# Commands that say nothing until the person has added words of their own.
_WANT_WORDS = (
    "because", "contained", "ask", "assign", "handover", "classify", "note", "interim:", "filed", "outcome", "told",
)  # fmt: skip


def flat(text: str) -> str:
    """White space of any kind made single blanks; the text's own type (Markup or str)."""
    return type(text)(_one_line(text))


def sentence(text: str) -> str:
    """The first letter large, the rest as it stands."""
    words = _one_line(text)
    return type(text)(words[:1].upper() + words[1:])


def _one_line(text: str) -> str:
    # Markup's own split would make every word Markup; what is undefined says so itself
    return " ".join(str.split(text) if isinstance(text, str) else text.split())


def lines(text: object) -> str:
    """Text for HTML, its lines kept as lines."""
    escaped = escape(text if isinstance(text, str) else str(text))
    return Markup("<br>".join(str.splitlines(str.strip(escaped))))


def indented(text: str, margin: str = "  ") -> str:
    """Every line but the first moved in, so that a long value reads as one."""
    return f"\n{margin}".join(str(text).strip().splitlines())


def prompted(command: str) -> str:
    """A button's words as shown to a reader: "..." stands where they add their own."""
    return "\n".join(_prompted_line(line.strip()) for line in command.splitlines())


def _prompted_line(line: str) -> str:
    return f"{line} ..." if line.lower().endswith(_WANT_WORDS) else line


def cells(rows: Iterable[Mapping[str, Any]], *names: str) -> list[list[Any]]:
    """Mappings as rows of a table, these keys in this order; KeyError where one is missing."""
    return [[row[name] for name in names] for row in rows]


def button(words: str, label: str, reference: str, mailbox: str) -> dict[str, str]:
    """A button that writes `words` to `mailbox` about a case (as handlers/view.py builds the others)."""
    subject = quote(f"Re: [{reference}]")
    return {
        "label": label,
        "command": words.strip(),
        "href": f"mailto:{mailbox}?subject={subject}&body={quote(words)}",
    }


def outcome_form(severity: str) -> str:
    """The empty form as mail text for a severity's word; any other word (not yet classified) has all questions."""
    known = severity in {one.value for one in Severity}
    return blank_lines(Severity(severity) if known else None)


FILTERS = {
    "flat": flat, "lines": lines, "sentence": sentence, "indented": indented, "prompted": prompted,
    "cells": cells, "button": button,
}  # fmt: skip
GLOBALS = {"outcome_form": outcome_form}
