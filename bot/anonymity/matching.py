"""Finds one reporter's strings in a text, and only this reporter's: aware of words, case and neighbours.

Says where and what kind, never what. Decoding of hidden carriers is `decoding`'s part.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.anonymity.decoding import decoded_tokens
from bot.anonymity.disguises import disguised
from bot.anonymity.fold import Folded, fold
from bot.anonymity.identity import Needles, national
from bot.anonymity.neighbours import Person, is_whose
from bot.anonymity.patterns import Compiled, compiled, squashed

_PHONE = re.compile(r"(?<![\w.])(?:\+|\(\+?)?\d[\d\s().\-/+\[\]]{4,24}\d(?![\w])")
_SPELLED = re.compile(r"(?<!\w)\w(?:[\s._\-*|/'’]{1,3}\w(?!\w)){3,40}")
_LOCAL = 6  # digits of a number as dialled within the town
DEEPEST = 3  # encodings within encodings that are opened


class Kind(StrEnum):
    """What kind of string was found; names a carrier, never the content."""

    NAME = "name"
    ADDRESS = "address"
    LOGIN = "login"
    PHONE = "phone"
    JOB = "job title"
    ROOM = "room"
    HOST = "computer"
    CODE = "code"
    ENCODED = "encoded text"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Where in the searched text, and what kind."""

    start: int
    end: int
    kind: Kind


def find(text: str, needles: Needles, *, depth: int = DEEPEST) -> tuple[Span, ...]:
    """Where a text holds the reporter's strings: spans in its own offsets, in order, without overlap."""
    if not text or (needles.empty and not needles.phones):
        return ()
    shown = fold(text)
    patterns = _compiled(needles)
    spans = [
        Span(*shown.origin(span.start, span.end), span.kind) for span in _plain(shown, patterns, needles)
    ]
    if depth:
        for start, end, inner in decoded_tokens(text):
            if find(inner, needles, depth=depth - 1):
                spans.append(Span(start, end, Kind.ENCODED))
    return _apart(spans)


def _compiled(needles: Needles) -> Compiled:
    """The patterns are kept with the strings themselves, so that they are gone when those are."""
    kept = needles.__dict__.get("patterns")
    if not isinstance(kept, Compiled):
        kept = needles.__dict__["patterns"] = compiled(needles)
    return kept


def _plain(shown: Folded, patterns: Compiled, needles: Needles) -> list[Span]:
    text = shown.text
    found: list[Span] = []
    bare = squashed(text)
    if any(root in bare for root in patterns.roots):
        for kind, pattern in patterns.sure:
            found += [Span(*m.span(), Kind(kind)) for m in pattern.finditer(text) if m.end() > m.start()]
        found += _names(text, patterns)
    found += [Span(*m.span(), Kind.NAME) for m in patterns.initials.finditer(text)]
    found += [Span(*m.span(), Kind.NAME) for m in patterns.monogram.finditer(text)]
    if needles.phones:
        found += _phones(text, needles)
    if any(word in bare for word in patterns.long_words):
        found += _spelled(text, patterns)
    found += [Span(*span, Kind.NAME) for span in disguised(text, bare, patterns.long_words)]
    return found


def _names(text: str, patterns: Compiled) -> list[Span]:
    """Single first names and surnames, where they are not somebody else's and no ordinary word."""
    person = patterns.person
    namesakes = person.namesakes(text)
    return [
        Span(*m.span(), Kind.NAME)
        for m in patterns.single.finditer(text)
        if is_whose(text, m, person, namesakes) is Person.REPORTER
    ]


def _phones(text: str, needles: Needles) -> list[Span]:
    found = []
    for m in _PHONE.finditer(text):
        digits = national(m.group())
        if any(
            digits.endswith(phone) or (len(digits) >= _LOCAL and phone.endswith(digits))
            for phone in needles.phones
        ):
            found.append(Span(*m.span(), Kind.PHONE))
    return found


def _spelled(text: str, patterns: Compiled) -> list[Span]:
    """Names with something between all letters: "O t t o l i n e", "H-o-l-l-i-n"."""
    found = []
    for m in _SPELLED.finditer(text):
        letters = re.sub(r"[\W_]", "", m.group()).lower()
        if any(word in letters for word in patterns.long_words):
            found.append(Span(*m.span(), Kind.NAME))
    return found


def _apart(spans: list[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if merged and span.start < merged[-1].end:
            if span.end > merged[-1].end:
                merged[-1] = Span(merged[-1].start, span.end, merged[-1].kind)
            continue
        merged.append(span)
    return tuple(merged)
