"""Looking for words first finds exactly what running every pattern finds."""

from __future__ import annotations

import gc
import re

import pytest

from bot.mail.fields import read_fields
from bot.mail.fields.lexicon import Lexicon, alternatives, compiled, one
from bot.mail.fields.prose import Prose
from bot.mail.message import ReadingContext

from .conftest import all_reports


def tables() -> list[Lexicon]:
    """Every table of the package."""
    read_fields("", "", None, ReadingContext())
    return [found for found in gc.get_objects() if isinstance(found, Lexicon)]


def test_every_phrase_is_a_pattern() -> None:
    sources = [
        part
        for table in tables()
        for row in table.table.values()
        for source in row
        for part in alternatives(source)
    ]
    assert len(sources) > 1000
    for source in sources:
        assert compiled(source).match("") is None, f"{source} matches nothing at all"


@pytest.mark.parametrize("file", ["cases", "forms", "teachers"])
def test_nothing_is_missed_by_looking_for_words_first(file: str) -> None:
    texts = [Prose(report["text"]).low for report in all_reports() if report["id"].startswith(file)]
    text = ". ".join(texts)[:20_000]
    for table in tables():
        found = {(hit.key, hit.start, hit.end) for hit in table.hits(text)}
        for key, row in table.table.items():
            for source in row:
                assert _without_words(source, key, text) <= found


def _without_words(source: str, key: str, text: str) -> set[tuple[str, int, int]]:
    runs = [
        match.span() for part in alternatives(source) for match in list(compiled(part).finditer(text))[:40]
    ]
    return {
        (key, start, end) for start, end in runs if not re.match(r"[a-z0-9]", text[start - 1 : start] or " ")
    }


def test_blanks_hyphens_and_word_ends() -> None:
    words = one(r"near miss", r"e ?mail", r"deleted (?:it|them)")
    assert all(words.hits(text) for text in ("a near-miss", "an e-mail", "an email", "deleted  them"))
    assert not any(words.hits(text) for text in ("nearmissed", "deleted item", "female"))
