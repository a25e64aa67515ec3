"""A mail's own words cut into sentences and clauses, with their places kept.

Lines that a mail program wrapped are joined, lines that a person broke are not. Must not change the length of the
text: every span found in the lower-case form points at the same place in the original.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from bot.mail.fields.lexicon import Searchable

LONGEST = 1200  # characters of a sentence
LIMIT = 100_000  # characters of new text that are read; a report is a few thousand

_PLAIN = str.maketrans(
    {
        "\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u00b4": "'", "`": "'", "\u201c": '"', "\u201d": '"',
        "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\t": " ", "\r": " ", "\u2028": "\n", "\u2029": "\n",
        "\x0b": "\n", "\x0c": "\n", "\u2011": "-", "\u2010": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-",
        "\x00": " ",
    }
)  # fmt: skip
# A full stop ends a sentence unless it belongs to one of these, a time or a number.
_ABBREVIATION = re.compile(
    r"(?:^|[^a-z])(?:mr|mrs|ms|mx|dr|prof|rev|st|fr|e\.g|i\.e|eg|ie|vs|approx|c|ca|[a-z])$"
)
# Of these only where no new sentence begins after it ("11 Nov. I found" is two).
_SOFT_ABBREVIATION = re.compile(
    r"(?:^|[^a-z])(?:sr|miss|etc|no|nos|yr|yrs|dept|ext|tel|min|mins|hr|hrs|a\.m|p\.m|jan|feb|mar|apr|jun"
    r"|jul|aug|sept?|oct|nov|dec"
    r"|mon|tues?|weds?|thurs?|thu|fri)$"
)
_STOP = re.compile(r"[.!?]+[\"')\]]*(?=\s|$)|\n|[.!?](?=[A-Z][a-z]+ )")
_NEW_ITEM = re.compile(
    r"[ >]*(?:[-*\u2022\u00b7o+] |\d{1,2}[.)] |\(?[a-z]\) |[A-Z\[*_][^\n:?]{1,60}[:?](?: |$|\n|\*)|\||$)",
    re.MULTILINE,
)
_CLAUSE = re.compile(
    r"[;:()]| - | ?, ?(?:but|so|and|which|who|where|when|then|although|though|however|as|because|while"
    r"|after|before|or)? "
    r"| (?:but|however|although|though|whereas|because|so that|so|which|who|when|that|then|after|before"
    r"|while|since"
    r"|until|as|and) "
)


def plain(text: str) -> str:
    """`text` in lower case with straight quotes and plain hyphens and blanks, same length."""
    mapped = text.translate(_PLAIN)
    low = mapped.lower()
    if len(low) == len(mapped):
        return low
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in mapped)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence's span [start, end) in the text, blanks at both ends left out."""

    start: int
    end: int


def _soft(raw: str, at: int, line_start: int) -> bool:
    """True if the line break at `at` only wraps a line: a long line, or one that goes on in lower case."""
    if _NEW_ITEM.match(raw, at + 1):
        return False
    after = raw[at + 1 : at + 2]
    return after.islower() or at - line_start >= 55


def _abbreviated(raw: str, low: str, start: int, at: int) -> bool:
    """True if the full stop at `at` belongs to a shortened word."""
    if _ABBREVIATION.search(low, start, at):
        return True
    after = raw[at + 1 : at + 3].strip()
    return bool(_SOFT_ABBREVIATION.search(low, start, at)) and not after[:1].isupper()


def _breaks(raw: str, low: str) -> list[int]:
    """Where sentences end, ascending."""
    ends, last, line_start = [], 0, 0
    for match in _STOP.finditer(raw):
        at = match.start()
        if match.group() == "\n":
            if not _soft(raw, at, line_start):
                ends.append(at)
                last = at
            line_start = at + 1
        elif low[at] != "." or not _abbreviated(raw, low, max(last, at - 8), at):
            ends.append(match.end())
            last = match.end()
    return [*ends, len(raw)]


def _clipped(raw: str, start: int, stop: int) -> list[Sentence]:
    """One sentence, or several where it is longer than anybody writes: readers look at a sentence as a whole."""
    found = []
    while stop - start > LONGEST:
        blank = raw.rfind(" ", start + 1, start + LONGEST)
        cut = blank if blank > 0 else start + LONGEST
        found.append(Sentence(start, cut))
        start = cut + 1 if blank > 0 else cut
    return [*found, Sentence(start, stop)] if stop > start else found


class Prose:
    """A text ready for reading. `text` is the original, `low` its plain lower-case form of the same length."""

    def __init__(self, text: str) -> None:
        self.text = text[:LIMIT]
        raw = self.text.translate(_PLAIN)
        low = plain(self.text)
        self.sentences = self._cut(raw, low)
        self._starts = [sentence.start for sentence in self.sentences]
        hard = {sentence.end for sentence in self.sentences}
        chars = list(low)
        for match in re.finditer("\n", low):  # wrapped lines read as one
            if match.start() not in hard and not self._between(match.start()):
                chars[match.start()] = " "
        self.low = Searchable("".join(chars))

    def _between(self, at: int) -> bool:
        """True if the place lies outside of every sentence."""
        index = bisect_right(self._starts, at) - 1
        return index < 0 or at >= self.sentences[index].end

    @staticmethod
    def _cut(raw: str, low: str) -> tuple[Sentence, ...]:
        found, start = [], 0
        for end in _breaks(raw, low):
            while start < end and raw[start] in " \n>*|":
                start += 1
            stop = end
            while stop > start and raw[stop - 1].isspace():
                stop -= 1
            found += _clipped(raw, start, stop)
            start = end
        return tuple(found)

    def at(self, place: int) -> Sentence:
        """The sentence that holds the place, else the nearest before it."""
        index = bisect_right(self._starts, place) - 1
        return self.sentences[max(index, 0)] if self.sentences else Sentence(0, 0)

    def of(self, sentence: Sentence) -> str:
        """The sentence as it was written."""
        return self.text[sentence.start : sentence.end]

    def low_of(self, sentence: Sentence) -> str:
        """The sentence in plain lower case."""
        return self.low[sentence.start : sentence.end]

    def source(self, place: int) -> str:
        """The sentence at a place as it was written, for a field's `sources`."""
        return self.of(self.at(place))

    def clause(self, start: int, end: int) -> tuple[int, int]:
        """The span of the clause that holds [start, end): cut at commas before linking words, links, brackets."""
        sentence = self.at(start)
        left, right = sentence.start, sentence.end
        for match in _CLAUSE.finditer(self.low, sentence.start, sentence.end):
            if match.end() <= start:
                left = match.end()
            elif match.start() >= end:
                right = match.start()
                break
        return left, right

    @cached_property
    def words(self) -> int:
        """How many words, roughly."""
        return self.low.count(" ") + self.low.count("\n") + 1
