"""Finds phrases of a table in a text, fast: words that a phrase cannot do without are looked for first.

Must not interpret what it finds: negation, doubt and who is meant belong to the callers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from bot.mail.pattern_heads import Heads
from bot.mail.word_heads import heads_of

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
_TOKEN = re.compile(r"[a-z0-9']+")
_WORD_START = re.compile(r"(?<![^\W_])[a-z0-9]")
_RUN = re.compile(r"[a-z0-9']+")
_HEAD = 14  # letters of a word that a gate looks at


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


def _elements(source: str) -> list[tuple[str, bool]]:
    """A sequence pattern cut into elements, each with whether a match can do without it."""
    found, at = [], 0
    while at < len(source):
        if source[at] == "(":
            end = _group_end(source, at) + 1
        else:
            match = _ELEMENT.match(source, at)
            end = match.end() if match else at + 1
        quantifier = re.compile(r"[?*+]|\{\d+,?\d*\}|").match(source, end)
        mark = quantifier.group() if quantifier else ""
        element = source[at:end]
        optional = mark.startswith(("?", "*", "{0"))
        if mark and _RUN.fullmatch(element) and len(element) > 1:  # the mark is of the last letter alone
            found += [(element[:-1], False), (element[-1], optional)]
        else:
            found.append((element, optional))
        at = end + len(mark)
    return found


Gates = tuple[str, ...]


def _all_gates(sequence: str, fresh: bool = True) -> list[Gates]:
    """For each element that a match cannot do without, the word heads of which it holds one; best first.

    A head is the beginning of a word, or a whole word with a blank behind it. `fresh`: a word begins here.
    """
    found: list[Gates] = []
    elements = _elements(sequence)
    for index, (element, optional) in enumerate(elements):
        if element.startswith("(?:"):
            if not optional and (gate := gates_of(element[3:-1], fresh)):
                found.append(gate)
            ends_blank = all(part.endswith(" ") for part in alternatives(element[3:-1]))
            fresh = ends_blank and (fresh or not optional)
        elif element.startswith("(?"):
            continue  # looks ahead: takes no place
        elif element == " ":
            fresh = not optional
        else:
            if fresh and not optional and _RUN.fullmatch(element):
                found.append(_heads(element, elements[index + 1 :]))
            fresh = False
    return sorted(found, key=lambda gate: (-min(len(word) for word in gate), len(gate)))


def _heads(run: str, rest: list[tuple[str, bool]]) -> Gates:
    """ "mail" gives itself; "e ?mail" gives "email" and the whole word "e"."""
    if len(rest) > 1 and rest[0] == (" ", True) and _RUN.fullmatch(rest[1][0]) and not rest[1][1]:
        return ((run + rest[1][0])[:_HEAD], run[:_HEAD] + " ")
    return (run[:_HEAD],)


def gates_of(source: str, fresh: bool = True) -> Gates:
    """Word heads of which every match contains at least one; () where no such heads are found."""
    gates: list[str] = []
    for part in alternatives(source):
        found = _all_gates(part, fresh)
        if not found:
            return ()
        gates += found[0]
    return tuple(dict.fromkeys(gates)) if len(gates) <= _MAX_GATES else ()


def _leads(sequence: str) -> Gates:
    """Beginnings of words of which every match of a sequence pattern begins with one; () where none are sure."""
    element, optional = next(iter(_elements(sequence)), ("", True))
    if optional:
        return ()
    if _RUN.fullmatch(element):
        return () if element.startswith("n'") else (element,)
    if not element.startswith("(?:"):
        return ()
    leads = [_leads(part) for part in alternatives(element[3:-1])]
    return tuple(dict.fromkeys(lead for found in leads for lead in found)) if all(leads) else ()


class Searchable(str):
    """A lower-case text that knows the heads of its words, because every table asks for them."""

    @cached_property
    def found(self) -> dict[Lexicon, list[Hit]]:
        """What tables found already: several readers ask the same question."""
        return {}

    @cached_property
    def word_heads(self) -> Heads:
        """What `Rare` patterns ask for."""
        return heads_of(self)

    @cached_property
    def starts(self) -> dict[str, list[int]]:
        """Where words begin, by their first sign and by their first two."""
        found: dict[str, list[int]] = {}
        for match in _WORD_START.finditer(self):
            at = match.start()
            found.setdefault(self[at], []).append(at)
            found.setdefault(self[at : at + 2], []).append(at)
        return found

    @cached_property
    def heads(self) -> frozenset[str]:
        """The beginnings of every word (up to 14 letters), and whole words with a blank behind them."""
        words = set(_TOKEN.findall(self))
        heads = {word[:size] for word in words for size in range(1, min(len(word), _HEAD) + 1)}
        heads.update(word[:_HEAD] + " " for word in words)
        if any(word.endswith("n't") or word in BARE_CONTRACTIONS for word in words):
            heads.add("n't")
        heads.add("")
        return frozenset(heads)


# "dont", "hasnt": written without the apostrophe, and no other word.
_VERBS = "do did does was were is are has have had ca wo could would should must need"
BARE_CONTRACTIONS = frozenset(f"{verb}nt" for verb in _VERBS.split())
_LAST_WORD = re.compile(r"[a-z]+$")


def _contracted(text: str, at: int) -> bool:
    """True if the end of "hasn't" or "hasnt" begins here."""
    if text.startswith("n't", at):
        return True
    before = _LAST_WORD.search(text, max(0, at - 8), at) if text.startswith("nt", at) else None
    return before is not None and f"{before.group()}nt" in BARE_CONTRACTIONS


@lru_cache(maxsize=4096)
def compiled(source: str) -> re.Pattern[str]:
    """The pattern of a phrase; compiled when first needed, so that importing costs nothing."""
    spaced = (
        source.replace("n't", "n'?t")
        .replace(" ?", r"[ \-]{0,3}")
        .replace(" ", r"[ \-]{1,3}")
        .replace(r"[[ \-]{1,3}", r"[ ")
    )
    spaced = spaced.replace(r"\w+", r"(?:e-)?\w+")  # "e-mail" is one word
    return re.compile(spaced + r"(?![a-z0-9])", re.ASCII)


def _led(source: str, leads: Gates, text: Searchable) -> Iterator[tuple[int, int]]:
    """The same as `_runs` of a phrase that begins with one of `leads`, tried only where such a word begins."""
    starts = text.starts
    places = [at for lead in leads for at in starts.get(lead[:2], ()) if text.startswith(lead, at)]
    if len(leads) > 1:
        places = sorted(set(places))
    if not places:
        return
    match_at, last, count = compiled(source).match, 0, 0
    for at in places:
        if at >= last and (match := match_at(text, at)):
            last, count = match.end(), count + 1
            yield at, last
            if count >= _MAX_HITS:
                return


def _runs(source: str, text: str) -> Iterator[tuple[int, int]]:
    for count, match in enumerate(compiled(source).finditer(text)):
        if count >= _MAX_HITS:
            return
        at = match.start()
        if at == 0 or not text[at - 1].isalnum() or _contracted(text, at):
            yield at, match.end()


@dataclass(frozen=True, slots=True)
class _Row:
    """One phrase of a table: its place in the table's order, and what must be there before its pattern runs."""

    order: int
    key: str
    source: str
    further: tuple[tuple[str, ...], ...]  # of each of these one word
    leads: Gates  # one of these begins each match; () where that is not sure


@dataclass(frozen=True, eq=False)
class Lexicon:
    """A table key -> phrases. A blank in a phrase stands for white space or a hyphen; its ends are word ends."""

    table: Mapping[str, tuple[str, ...]]

    @cached_property
    def _index(self) -> dict[str, list[_Row]]:
        """Word -> the phrases that need one of several words, this one among them; "" -> those that always run."""
        index: dict[str, list[_Row]] = {}
        parts = [
            (key, part)
            for key, sources in self.table.items()
            for source in sources
            for part in alternatives(source)
        ]
        for order, (key, part) in enumerate(parts):
            gates, *further = _all_gates(part) or [()]
            row = _Row(order, key, part, tuple(further), _leads(part))
            for word in gates or ("",):  # "" is a head of every text
                index.setdefault(word, []).append(row)
        return index

    def _rows(self, heads: frozenset[str]) -> list[_Row]:
        """The rows worth trying, in the table's order (a set's order would differ from run to run)."""
        index = self._index
        rows: dict[int, _Row] = {}
        for word in index.keys() & heads:
            for row in index[word]:
                if not row.further or not any(heads.isdisjoint(others) for others in row.further):
                    rows[row.order] = row
        return [rows[order] for order in sorted(rows)]

    def hits(self, text: str) -> list[Hit]:
        """Every hit of every row in lower-case `text`, ordered by place."""
        if not isinstance(text, Searchable):
            return self._search(Searchable(text))
        if self not in text.found:
            text.found[self] = self._search(text)
        return text.found[self]

    def _search(self, text: Searchable) -> list[Hit]:
        found = [
            Hit(row.key, at, to)
            for row in self._rows(text.heads)
            for at, to in (_led(row.source, row.leads, text) if row.leads else _runs(row.source, text))
        ]
        return sorted(found, key=lambda hit: (hit.start, -hit.end))

    def first(self, text: str) -> Hit | None:
        """The earliest hit, None where there is none."""
        return next(iter(self.hits(text)), None)


def lexicon(table: Mapping[str, tuple[str, ...]]) -> Lexicon:
    """A table of pattern texts made ready for searching."""
    return Lexicon(table)


def one(*sources: str) -> Lexicon:
    """A lexicon of one row, for questions answered yes or no."""
    return Lexicon({"": sources})
