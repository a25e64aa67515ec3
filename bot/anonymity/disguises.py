"""Names as people disguise them from a machine, and other people read them all the same.

Backwards, by rot13, with digits for letters, spelt "B for Bravo". Yields where, never what. Knows no mail.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator

from bot.anonymity.ordinary import word_set

_LEAST = 5  # letters of a name: the reverse of a shorter one is a word too often
_DIGITS = str.maketrans("0134578@$", "oieastbas")
_MIXED = re.compile(
    r"(?<!\w)(?=[\w@$.\-]{0,60}[A-Za-z])(?=[\w@$.\-]{0,60}[0134578@$])[A-Za-z0-9_@$.\-]{5,60}"
)
_BOTH = re.compile(r"[A-Za-z][0134578@$]|[0134578@$][A-Za-z]")
_FEWEST = 3  # spelt letters, of the few that a name has
_ALPHABET = word_set(
    "alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike november oscar papa "
    "quebec romeo sierra tango uniform victor whiskey whisky xray x-ray yankee zulu"
)
_SAID = rf"(?:[a-z]\s+(?:for|as in|like)\s+[\w-]+|{'|'.join(sorted(_ALPHABET))})"
_SPELT = re.compile(rf"\b{_SAID}(?:[\s,;.\-]{{1,3}}(?:and\s+)?{_SAID}){{3,40}}\b", re.IGNORECASE)
_LETTER = re.compile(
    rf"\b(?:([a-z])\s+(?:for|as in|like)\s+[\w-]+|({'|'.join(sorted(_ALPHABET))}))\b", re.IGNORECASE
)


def disguised(text: str, bare: str, names: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Spans of a folded text in which one of the names (letters alone, lower case) stands in disguise.

    `bare` is the text's letters and digits alone.
    """
    long = [name for name in names if len(name) >= _LEAST]
    if not long:
        return
    yield from _turned(text, bare, long)
    for m in _MIXED.finditer(text) if _BOTH.search(text) else ():
        plain = re.sub(r"[^a-z]", "", m.group().lower().translate(_DIGITS))
        if any(name in plain for name in long):
            yield m.span()
    for m in _SPELT.finditer(text) if _may_be_spelt(text.lower()) else ():
        letters = "".join((a or b)[0].lower() for a, b in _LETTER.findall(m.group()))
        if any(name in letters for name in long):
            yield m.span()


def _may_be_spelt(lower: str) -> bool:
    """A cheap look first: most texts have no such words."""
    told = sum(lower.count(word) for word in (" for ", " as in ", " like "))
    return told >= _FEWEST or sum(word in lower for word in _ALPHABET) >= _FEWEST


def _turned(text: str, bare: str, names: list[str]) -> Iterator[tuple[int, int]]:
    """Backwards or by rot13; letters may be parted as in the name itself ("yellaM'O")."""
    for name in names:
        for form in (name[::-1], codecs.encode(name, "rot13")):
            if form != name and form in bare:
                body = r"[\W_]?".join(map(re.escape, form))
                yield from (m.span() for m in re.finditer(rf"(?i)(?<![^\W\d_]){body}(?![^\W\d_])", text))
