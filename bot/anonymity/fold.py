"""Text as a reader's eye takes it: one letter for its look-alikes, nothing invisible, with the way back.

Names are searched in the folded text; what is found is cut from the original by its offsets. Pure.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

# Letters of other alphabets that look like Latin ones (Unicode TR39 confusables, the ones a keyboard gives).
_CYRILLIC = dict(
    zip("АВЕКМНОРСТУХаеорсухіјѕԛԝһІЈЅӏкмтнвпгԁ", "ABEKMHOPCTYXaeopcyxijsqwhIJSlkmthbnrd", strict=True)
)
_GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορτυχγ", "ABEZHIKMNOPTYXaiknoptuxy", strict=True))
_OTHERS = {
    "ß": "ss",
    "ø": "o",
    "Ø": "O",
    "ł": "l",
    "Ł": "L",
    "đ": "d",
    "Đ": "D",
    "ð": "d",
    "þ": "th",
    "Þ": "Th",
    "æ": "ae",
    "Æ": "Ae",
    "œ": "oe",
    "Œ": "Oe",
    "ı": "i",
    "ɑ": "a",
    "ɡ": "g",
    "ǀ": "l",
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "`": "'",
    "´": "'",
    "“": '"',
    "”": '"',
    "„": '"',
    "‐": "-",
    "‑": "-",
    "‒": "-",
    "–": "-",
    "—": "-",
    "−": "-",
    "․": ".",
    "﹒": ".",
    "。": ".",
    "﹫": "@",
}
_LOOK_ALIKE = {**_CYRILLIC, **_GREEK, **_OTHERS}


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded `text`; `offsets[i]` is where its i-th character stood, one more entry for the end. None: unchanged."""

    text: str
    offsets: tuple[int, ...] | None = None

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The span in the original text of a span in the folded one."""
        if self.offsets is None:
            return start, end
        first = self.offsets[start]
        last = self.offsets[end] if end <= start else self.offsets[end - 1] + 1
        while last < self.offsets[-1] and last < self.offsets[end]:
            last += 1  # invisible characters behind the last letter belong to it
        return first, last


def _visible(char: str) -> str:
    if char in _LOOK_ALIKE:
        return _LOOK_ALIKE[char]
    category = unicodedata.category(char)
    if category in ("Cf", "Mn", "Me"):
        return ""
    if category == "Zs":
        return " "
    kept = "".join(
        c for c in unicodedata.normalize("NFKD", char) if unicodedata.category(c) not in ("Mn", "Me", "Cf")
    )
    return "".join(_LOOK_ALIKE.get(c, c) for c in kept)


def fold(text: str) -> Folded:
    """Fold a text; case stays. ASCII comes back as it is."""
    if text.isascii():
        return Folded(text)
    out: list[str] = []
    offsets: list[int] = []
    for position, char in enumerate(text):
        shown = char if char.isascii() else _visible(char)
        out.append(shown)
        offsets.extend([position] * len(shown))
    offsets.append(len(text))
    return Folded("".join(out), tuple(offsets))


def folded(text: str) -> str:
    """Only the folded text."""
    return fold(text).text
