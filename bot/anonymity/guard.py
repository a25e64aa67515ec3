"""Stands before every exit: looks for one reporter's strings in what is about to leave, decoding as an attacker would.

A hit names the carrier and the kind of string, never its content. It changes nothing; the caller withholds.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.anonymity.carriers import carried
from bot.anonymity.identity import Needles
from bot.anonymity.matching import Kind, find

_NOISE = 6  # in the bytes of a picture or a font, shorter strings turn up by chance


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a string of the reporter was found ("docx word/header1.xml", "Subject") and what kind it is."""

    carrier: str
    kind: Kind


class Guard:
    """Looks for one reporter. For what stems from the reporter only: other people's words pass unseen by it."""

    def __init__(self, needles: Needles) -> None:
        self._needles = needles

    def __repr__(self) -> str:
        return "Guard(withheld)"

    def find(self, data: bytes | str, carrier: str = "text") -> list[Hit]:
        """Hits in a text, or in bytes of any kind (mail, zip, Office, PDF, picture). Never raises.

        What cannot be opened is searched as it is. Under a millisecond for a text of a page.
        """
        if isinstance(data, str):
            return self._of_text(data, carrier, noisy=False)
        hits: list[Hit] = []
        for piece in carried(data, carrier):
            hits += self._of_text(piece.text, piece.carrier, piece.noisy)
        return list(dict.fromkeys(hits))

    def _of_text(self, text: str, carrier: str, noisy: bool) -> list[Hit]:
        spans = find(text, self._needles, depth=0 if noisy else 3)
        kinds = [span.kind for span in spans if not noisy or span.end - span.start >= _NOISE]
        return [Hit(carrier, kind) for kind in dict.fromkeys(kinds)]
