"""Numbers in digits and in English words. Must not decide what is counted: counts.py does."""

from __future__ import annotations

import re

_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = (
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
)  # fmt: skip
WORDS = {word: value for value, word in enumerate(_UNITS)}
WORDS |= {word: 20 + 10 * index for index, word in enumerate(_TENS)}
WORDS |= {"fourty": 40, "a": 1, "an": 1, "couple": 2, "pair": 2, "single": 1}
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1000, "k": 1000, "million": 1_000_000, "m": 1_000_000}
_SMALL = "|".join(sorted((*_UNITS[1:], *_TENS, "fourty"), key=len, reverse=True))
_SCALE = "dozen|hundred|thousand|million"

# One number: digits with thousands, "2k", "twenty-five", "a hundred and twenty", "two dozen", "half a dozen".
NUMBER = (
    r"(?:\d{1,3}(?:[, ]\d{3})+(?!\d)|\d{1,9}(?:\.\d)?(?: ?(?:k|m)(?![a-z])| (?:dozen|hundred|thousand"
    r"|million))?"
    r"|half a dozen"
    rf"|(?:a )?(?:couple|pair) of"
    rf"|(?:a|an|one|{_SMALL}) (?:{_SCALE})(?:(?: and)? (?:{_SMALL})(?:[ -](?:{_SMALL}))?)?"
    rf"|(?:{_SMALL})(?:[ -](?:{_SMALL}))?(?: (?:hundred|thousand))?)"
)


def value_of(text: str) -> float | None:
    """The value of a number that `NUMBER` matched (lower case), None where it is none."""
    clean = text.strip().lower()
    digits = re.fullmatch(r"([\d., ]+?) ?(k|m|dozen|hundred|thousand|million)?", clean)
    if digits and digits.group(1).strip(", ."):
        bare = digits.group(1).replace(",", "").replace(" ", "")
        try:
            return float(bare) * _SCALES.get(digits.group(2) or "", 1)
        except ValueError:
            return None
    return _spoken(re.split(r"[ -]+", clean))


def _spoken(words: list[str]) -> float | None:
    total, current, seen = 0.0, 0.0, False
    for word in words:
        if word == "half":
            current, seen = 0.5, True
        elif word in WORDS:
            value = WORDS[word]
            current, seen = (value if word in ("couple", "pair") else current + value), True
        elif word in _SCALES:
            total, current, seen = total + (current or 1) * _SCALES[word], 0.0, True
        elif word not in ("of", "and"):
            return None
    return total + current if seen else None
