"""The same words told twice: what the second telling lacks is marked in the first, and the other way. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

INSTEAD = "put in instead"
_WORD = re.compile(r"\S+")
_PHONE = re.compile(r"\d[\d ]{6,}\d")
_PARAGRAPH = re.compile(r"(\s*\n\s*\n\s*)")
_CHANCE = 2  # as few words as this agree by chance ("the") where much else was taken out


@dataclass(frozen=True)
class Piece:
    """A run of text; `mark` says what it is that the other side lacks, "" for what both have."""

    text: str
    mark: str = ""


@dataclass(frozen=True)
class Known:
    """What helps to name a piece: the writer's names, and pieces held back with the reason that was given."""

    names: tuple[str, ...] = ()
    held: tuple[tuple[str, str], ...] = ()


def compared(first: str, second: str, known: Known) -> tuple[list[Piece], list[Piece]]:
    """Both texts in pieces: in the first what the second lacks, in the second what stands instead."""
    ours, theirs = list(_WORD.finditer(first)), list(_WORD.finditer(second))
    blocks = _blocks([one[0] for one in ours], [one[0] for one in theirs])
    left: list[Piece] = []
    right: list[Piece] = []
    a = b = 0
    for a_next, b_next, size in [*blocks, (len(ours), len(theirs), 0)]:
        left += _hidden(_slice(first, ours, a, a_next), known, first=a == 0, last=size == 0)
        right += [Piece(text, INSTEAD) for text in [_slice(second, theirs, b, b_next)] if text]
        a, b = a_next + size, b_next + size
        left += whole(_slice(first, ours, a_next, a))
        right += whole(_slice(second, theirs, b_next, b))
    return left, right


def whole(text: str) -> list[Piece]:
    """A text in one piece that both sides have."""
    return [Piece(text)] if text else []


def _blocks(ours: Sequence[str], theirs: Sequence[str]) -> list[tuple[int, int, int]]:
    """Runs of words that both have, without what agrees by chance."""
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    found = [(one.a, one.b, one.size) for one in matcher.get_matching_blocks() if one.size]
    return [one for one in found if one[2] > _CHANCE] or found


def _hidden(text: str, known: Known, *, first: bool, last: bool) -> list[Piece]:
    """A run that was taken out, a piece for each paragraph; white space stays unmarked."""
    pieces = []
    for part in _PARAGRAPH.split(text):
        words = part.rstrip()
        if words:
            pieces.append(Piece(words, _name(words, known, first=first, last=last)))
        pieces += whole(part[len(words) :])
    return pieces


def _name(text: str, known: Known, *, first: bool, last: bool) -> str:
    """What a piece is that was taken out."""
    plain = _plain(text)
    for held, why in known.held:
        if _plain(held) and (_plain(held) in plain or plain in _plain(held)):
            return f"held back: {why}"
    if last:
        return "signature"
    if set(_plain(" ".join(known.names)).split()) & set(plain.split()):
        return "name and introduction"
    if _PHONE.search(text):
        return "telephone number"
    return "greeting" if first and len(plain.split()) < 4 else "taken out"


def _slice(text: str, words: Sequence[re.Match[str]], start: int, end: int) -> str:
    """The words from start to end with the space that follows them."""
    if start >= end:
        return ""
    stop = words[end].start() if end < len(words) else len(text)
    return text[words[start].start() : stop]


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", " ", text.lower()).split())
