"""Which of many patterns are worth trying on a text: those whose words it has.

Footers are looked for by a hundred slow patterns, and an ordinary paragraph has the words of three of them. The
beginnings of its words name those three. A pattern is left out only where it cannot match.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Generic, TypeVar

from bot.mail.pattern_heads import DIGIT, FOREIGN, HEAD, ODD, SIGNS, Heads, gates

_WORD = re.compile(r"\w+")
_DIGITS = str.maketrans("123456789", "000000000")
_ANY = ""  # the head that opens every gate

T = TypeVar("T")


def heads_of(text: str) -> Heads:
    """The beginnings of a text's words in small letters; words of up to four letters whole."""
    low = text.lower().translate(_DIGITS)
    found = {word[:HEAD] for word in _WORD.findall(low)}
    found.update([sign for sign in SIGNS if sign in low])
    if "0" in low:
        found.add(DIGIT)
    if not text.isascii():
        found.add(FOREIGN)
        if ODD.search(text):
            found.add(_ANY)
    return frozenset(found)


class Gated(Generic[T]):
    """Things found by patterns, with the two rarest words that each pattern needs; made ready when first asked."""

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
    def _index(self) -> tuple[dict[str, tuple[int, int]], tuple[int, int]]:
        """Head of a word -> the alternatives whose first and second gate it opens, a bit each; and what has none."""
        opened: dict[str, list[int]] = {_ANY: [0, 0]}
        free = [0, 0]
        for number, part in enumerate(self._parts[1]):
            for place in (0, 1):
                heads = part[place] if place < len(part) else ()
                free[place] |= 0 if heads else 1 << number
                for head in (_ANY, *heads):
                    opened.setdefault(head, [0, 0])[place] |= 1 << number
        return {head: (bits[0], bits[1]) for head, bits in opened.items()}, (free[0], free[1])

    def worth(self, heads: Heads) -> Iterator[T]:
        """In their order, the things whose patterns may match a text whose words begin so."""
        opened, (first, second) = self._index
        for head in heads & opened.keys():
            one, other = opened[head]
            first, second = first | one, second | other
        owners, wanted, last = self._parts[0], first & second, None
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
