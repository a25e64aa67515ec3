"""Patterns that are looked for in a whole report, and only where it has their words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.mail.fields.late import late
from bot.mail.fields.lexicon import Searchable
from bot.mail.word_heads import gated


class Rare:
    """A pattern, compiled when first asked; `search` and `finditer` as `re` has them."""

    def __init__(self, source: str) -> None:
        self.pattern = late(source)
        self._gate = gated([self.pattern])

    def search(self, text: Searchable, start: int = 0) -> re.Match[str] | None:
        """The first match from `start` on."""
        return self.pattern.search(text, start) if self._gate.opens(text.word_heads) else None

    def finditer(self, text: Searchable) -> Iterator[re.Match[str]]:
        """Every match."""
        return self.pattern.finditer(text) if self._gate.opens(text.word_heads) else iter(())
