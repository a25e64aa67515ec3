"""Which of many patterns are worth trying on a text: those whose words it has.

Footers are looked for by a hundred slow patterns, and an ordinary paragraph has the words of three of them. The
beginnings of its words name those three. A pattern is left out only where it cannot match; one that minds case is for
texts in small letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Generic, TypeVar

from bot.mail.pattern_heads import DIGIT, FOREIGN, HEAD, ODD, SIGNS, Heads, gates

_WORD = re.compile("[a-z]+")
_DIGIT = re.compile(r"\d")
_PLACES = 3  # gates of an alternative that must all be open
_ANY = ""  # the head that opens every gate

T = TypeVar("T")


def heads_of(text: str) -> Heads:
    """The beginnings of a text's words in small letters; words of up to four letters whole."""
    low = text.lower()
    found = {word[:HEAD] for word in _WORD.findall(low)}
    found.update([sign for sign in SIGNS if sign in low])
    if _DIGIT.search(low):
        found.add(DIGIT)
    if not text.isascii():
        found.add(FOREIGN)
        if ODD.search(text):
            found.add(_ANY)
    return frozenset(found)


class Gated(Generic[T]):
    """Things found by patterns, with the rarest words that each pattern needs; made ready when first asked."""

    def __init__(self, rows: Sequence[tuple[re.Pattern[str], T]]) -> None:
        self._rows = rows

    @cached_property
    def _parts(self) -> tuple[list[T], list[list[Heads]]]:
        """Every alternative of every pattern: what it belongs to, and its gates; those with one gate are one."""
        owners: list[T] = []
        parts: list[list[Heads]] = []
        for pattern, owner in self._rows:
            found = gates(pattern)
            single = [one[0] for one in found if len(one) == 1]
            found = [one for one in found if len(one) != 1] + (
                [[frozenset().union(*single)]] if single else []
            )
            owners += [owner] * len(found)
            parts += found
        return owners, parts

    @cached_property
    def _index(self) -> tuple[dict[str, tuple[int, ...]], tuple[int, ...]]:
        """Head of a word -> for each place the alternatives whose gate it opens, a bit each; and what has none."""
        opened: dict[str, list[int]] = {_ANY: [0] * _PLACES}
        free = [0] * _PLACES
        for number, part in enumerate(self._parts[1]):
            for place in range(_PLACES):
                heads = part[place] if place < len(part) else ()
                free[place] |= 0 if heads else 1 << number
                for head in (_ANY, *heads):
                    opened.setdefault(head, [0] * _PLACES)[place] |= 1 << number
        return {head: tuple(bits) for head, bits in opened.items()}, tuple(free)

    def worth(self, heads: Heads) -> Iterator[T]:
        """In their order, the things whose patterns may match a text whose words begin so."""
        opened, (first, second, third) = self._index
        for head in heads & opened.keys():
            one, two, three = opened[head]
            first, second, third = first | one, second | two, third | three
        owners, wanted, last = self._parts[0], first & second & third, None
        while wanted:
            lowest = wanted & -wanted
            owner = owners[lowest.bit_length() - 1]
            if owner is not last:
                yield owner
            wanted, last = wanted ^ lowest, owner

    def opens(self, heads: Heads) -> bool:
        """Whether any of the patterns may match such a text."""
        return next(self.worth(heads), None) is not None


def gated(patterns: Sequence[re.Pattern[str]]) -> Gated[re.Pattern[str]]:
    """Patterns that stand for themselves."""
    return Gated([(pattern, pattern) for pattern in patterns])
