"""Finds phrases of a table in a text, fast: words that a phrase cannot do without are looked for before its pattern runs.

Must not interpret what it finds: negation, doubt and who is meant belong to the callers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

_MAX_HITS = 40  # of one phrase in one text: more say nothing new, and huge texts stay cheap
_MAX_GATES = 40  # alternatives of a gate: beyond this the pattern itself is as cheap


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found: the key of its table row and the span [start, end) in the text."""

    key: str
    start: int
    end: int


def alternatives(source: str) -> list[str]:
    """A pattern cut at the bars outside of brackets."""
    parts, depth, last, skip = [], 0, 0, False
    for index, char in enumerate(source):
        if skip or char == "\\":
            skip = not skip
        elif char in "([":
            depth += 1
        elif char in ")]":
            depth -= 1
        elif char == "|" and depth == 0:
            parts.append(source[last:index])
            last = index + 1
    return [*parts, source[last:]]


_ELEMENT = re.compile(r"\\.|\[[^\]]*\]|[a-z0-9']+|.", re.DOTALL)


def _group_end(source: str, start: int) -> int:
    """Where the bracket that opens at `start` closes."""
    depth, skip = 0, False
    for index in range(start, len(source)):
        char = source[index]
        if skip or char == "\\":
            skip = not skip
        elif char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
            if depth == 0:
                return index
    return len(source) - 1


def _elements(source: str) -> Iterator[tuple[str, str]]:
    """A sequence pattern cut into elements with what follows each (its quantifier, if any)."""
    at = 0
    while at < len(source):
        if source[at] == "(":
            end = _group_end(source, at) + 1
            yield source[at:end], source[end : end + 1]
        else:
            match = _ELEMENT.match(source, at)
            end = match.end() if match else at + 1
            yield source[at:end], source[end : end + 1]
        at = end


def _gate_of_element(element: str, after: str) -> tuple[str, ...]:
    optional = after in ("?", "*") or after == "{"
    if element.startswith("(?:"):
        return () if optional else gates_of(element[3:-1])
    if not re.fullmatch(r"[a-z0-9']+", element):
        return ()
    word = element[:-1] if optional else element
    return (word,) if word else ()


def gates_of(source: str) -> tuple[str, ...]:
    """Words of which every match contains at least one; () where no such words are found."""
    gates: list[str] = []
    for part in alternatives(source):
        found = [gate for element, after in _elements(part) if (gate := _gate_of_element(element, after))]
        if not found:
            return ()
        gates += max(found, key=lambda gate: (min(len(word) for word in gate), -len(gate)))
    return tuple(dict.fromkeys(gates)) if len(gates) <= _MAX_GATES else ()


@lru_cache(maxsize=4096)
def compiled(source: str) -> re.Pattern[str]:
    """The pattern of a phrase; compiled when first needed, so that importing costs nothing."""
    return re.compile(source.replace(" ", r"[ \-]{1,3}") + r"(?![a-z0-9])", re.ASCII)


def _runs(source: str, text: str) -> Iterator[tuple[int, int]]:
    for count, match in enumerate(compiled(source).finditer(text)):
        if count >= _MAX_HITS:
            return
        at = match.start()
        if at == 0 or not text[at - 1].isalnum():
            yield at, match.end()


@dataclass(frozen=True)
class Lexicon:
    """A table key -> phrases. A blank in a phrase stands for white space or a hyphen; its ends are word ends."""

    table: Mapping[str, tuple[str, ...]]

    @cached_property
    def rows(self) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
        """(key, phrase, gates), phrases cut at their outermost bars; made on first use."""
        return tuple(
            (key, part, gates_of(part))
            for key, sources in self.table.items()
            for source in sources
            for part in alternatives(source)
        )

    def hits(self, text: str) -> list[Hit]:
        """Every hit of every row in lower-case `text`, ordered by place."""
        there = lru_cache(maxsize=None)(text.__contains__)
        found = [
            Hit(key, at, to)
            for key, source, gates in self.rows
            if not gates or any(map(there, gates))
            for at, to in _runs(source, text)
        ]
        return sorted(found, key=lambda hit: (hit.start, -hit.end))

    def first(self, text: str) -> Hit | None:
        """The earliest hit, None where there is none."""
        return next(iter(self.hits(text)), None)


def lexicon(table: Mapping[str, Iterable[str]]) -> Lexicon:
    """A table of pattern texts made ready for searching."""
    return Lexicon({key: tuple(sources) for key, sources in table.items()})


def one(*sources: str) -> Lexicon:
    """A lexicon of one row, for questions answered yes or no."""
    return Lexicon({"": sources})
