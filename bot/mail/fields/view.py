"""What the readers of single fields share: the prose, the form's answers, and who reads by whose clock.

Must not read any field itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from bot.mail.fields.dates import Moment, moments_of
from bot.mail.fields.forms import Entry, entries
from bot.mail.fields.lexicon import Hit, Lexicon
from bot.mail.fields.polarity import Stance, stance
from bot.mail.fields.prose import Prose
from bot.mail.message import ReadingContext


@dataclass(frozen=True)
class View:
    """A report ready for reading. `subject_end`: where the subject ends in the text, which begins with it."""

    prose: Prose
    context: ReadingContext
    written_at: datetime | None = None
    subject_end: int = 0

    @cached_property
    def form(self) -> tuple[Entry, ...]:
        """The answers of a form, () for free text."""
        return entries(self.prose)

    @cached_property
    def moments(self) -> tuple[Moment, ...]:
        """Every moment the text names; () for a mail without a date, because nothing can be counted from it."""
        if self.written_at is None:
            return ()
        return tuple(moments_of(self.prose, self.written_at, self.context.time_zone))

    def answer(self, key: str) -> Entry | None:
        """The first answer under a kind of label."""
        return next((entry for entry in self.form if entry.key == key), None)

    def in_label(self, place: int) -> bool:
        """True if the place lies in a label of the form, which says nothing by itself."""
        return any(entry.label_start <= place < entry.start for entry in self.form)

    def said(self, words: Lexicon) -> list[Hit]:
        """The hits that the text affirms, in order."""
        return [hit for hit in words.hits(self.prose.low) if self.stance(hit) is Stance.SAID]

    def first(self, words: Lexicon) -> Hit | None:
        """The first hit that the text affirms."""
        return next(iter(self.said(words)), None)

    def stance(self, hit: Hit) -> Stance:
        """How the text stands to a hit."""
        return stance(self.prose, hit.start, hit.end)

    def source(self, place: int) -> str:
        """The sentence at a place, or the form's line where the place lies in an answer."""
        for entry in self.form:
            if entry.start <= place < entry.end and len(entry.source) < 400:
                return entry.source
        return self.prose.source(place)
