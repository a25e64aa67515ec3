"""A mail body as lines, each with the depth of its quotation and what the client's own marks say of it.

Values and the plain-text door only; what a line means is decided elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

MOST_LINES = (
    30_000  # beyond these a body is not looked at line by line; the rest goes where the last line went
)
MOST_SEEN = 500  # signs of a line that rules look at


class Zone(StrEnum):
    """What the client that wrote the mail says of an element, by its ids and classes."""

    OWN = "own"
    QUOTED = "quoted"
    INTRO = "intro"  # "On ... wrote:", in whatever language
    SIGNATURE = "signature"
    BANNER = "banner"  # put on top by a gateway
    HIDDEN = "hidden"  # not seen by a reader


class Line(NamedTuple):
    """`text` as shown (with its `>` marks in plain text), `depth` of quotation, `zone` by the client's marks."""

    text: str
    depth: int = 0
    zone: Zone = Zone.OWN


_SPACES = str.maketrans(
    {"\u00a0": " ", "\u202f": " ", "\u2007": " ", "\u3000": " ", "\t": " ", "\x00": None, "\ufeff": None}
)
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_BREAKS = re.compile(r"\r\n|\r|\n")
_LEVELS = re.compile(r"[ ]{0,3}((?:[A-Z]{0,3}>[ ]?)+)")
_MBOX_FROM = re.compile(r">From\b")


def tidy(text: str) -> str:
    """Text with every odd space as a plain one and without byte-order marks or NULs."""
    return text.translate(_SPACES)


def seen(text: str) -> str:
    """A line as rules look at it: no invisible signs, no emphasis marks around it, at most 500 signs."""
    part = text if len(text) <= MOST_SEEN else text[:MOST_SEEN]
    return (part if part.isascii() else _UNSEEN.sub("", part)).strip()


def text_lines(text: str) -> list[Line]:
    """The lines of a plain-text body; the last one holds everything beyond 30,000 lines."""
    pieces = _BREAKS.split(tidy(text), MOST_LINES)
    found = [Line(piece.rstrip() if len(piece) < MOST_SEEN else piece, _depth(piece)) for piece in pieces]
    return [_unescaped(found, at) for at in range(len(found))]


def levelled(lines: list[Line]) -> list[Line]:
    """Lines of a page, those on which quotation is marked as in plain text ("> ...") at their depth."""
    if not any(">" in line.text[:8] for line in lines):
        return lines
    found = [
        line._replace(depth=_depth(line.text)) if line.zone is Zone.OWN and not line.depth else line
        for line in lines
    ]
    return [_unescaped(found, at) for at in range(len(found))]


def _depth(piece: str) -> int:
    if ">" not in piece[:8]:
        return 0
    levels = _LEVELS.match(piece[:400])
    return levels[1].count(">") if levels else 0


def _unescaped(lines: list[Line], at: int) -> Line:
    """A line of one's own that a mail store wrote as ">From ..."."""
    line = lines[at]
    if line.depth != 1 or not _MBOX_FROM.match(line.text):
        return line
    around = lines[max(0, at - 1) : at] + lines[at + 1 : at + 2]
    return line if any(other.depth for other in around) else Line(line.text[1:])


def fenced(shown: Sequence[str]) -> list[int]:
    """The lines from one fence (three backticks) to the next: a person's own text, whatever it looks like."""
    fences = [at for at, line in enumerate(shown) if line.startswith(("```", "~~~"))][:200]
    return [at for start, end in zip(fences[::2], fences[1::2], strict=False) for at in range(start, end + 1)]
