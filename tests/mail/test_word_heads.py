"""No pattern is left out on a text that it matches: shown on texts made from each pattern, and on the corpora."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from bot.mail import anonymity
from bot.mail.fields import counts, day_words, involved_words, receiver_words, timing_words
from bot.mail.fields.rare import Rare
from bot.mail.kinds import requests
from bot.mail.reply import closings, footer_shape, footers
from bot.mail.reply.footer_signs import FOOTER
from bot.mail.reply.person_signs import PERSON
from bot.mail.word_heads import Gated, gated, heads_of
from tests.mail_reply.replies import replies

GROUPS: dict[str, Gated[Any]] = {
    "strong phrases": footers._STRONG,
    "weak phrases": footers._WEAK,
    "footers": footer_shape._compiled(FOOTER),
    "persons": footer_shape._compiled(PERSON),
    "said by footers": footer_shape._SAID,
    "of the writer in footers": footers._MINE,
    "Welsh": footer_shape._WELSH_WORDS,
    "wishes": anonymity._WISHES,
    "requests": requests._WORDED,
}  # fmt: skip


GROUPS |= {
    f"{table.__name__.rpartition('.')[2]}.{name}": value._gate
    for table in (counts, day_words, involved_words, receiver_words, timing_words)
    for name, value in vars(table).items()
    if isinstance(value, Rare)
}
CASES = [
    pytest.param(group, pattern, owner, id=f"{name} {number}")
    for name, group in GROUPS.items()
    for number, (pattern, owner) in enumerate(group._rows)
]


def _seen(pattern: re.Pattern[str], text: str) -> tuple[str, ...]:
    """A pattern that minds case is for texts in small letters."""
    return (text, text.lower(), text.upper()) if pattern.flags & re.IGNORECASE else (text.lower(),)


@pytest.mark.parametrize(("group", "pattern", "owner"), CASES)
def test_a_pattern_is_tried_on_each_text_that_it_matches(
    group: Gated[object], pattern: re.Pattern[str], owner: object
) -> None:
    @settings(
        max_examples=15, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(some.from_regex(re.compile(pattern.pattern, pattern.flags)))
    def tried(text: str) -> None:
        for seen in _seen(pattern, text):
            if pattern.search(seen):
                assert owner in list(group.worth(heads_of(seen)))

    tried()


@pytest.mark.parametrize("name", GROUPS)
def test_a_pattern_is_tried_on_each_line_of_the_corpus_that_it_matches(name: str) -> None:
    for path in replies():
        for line in path.read_bytes().decode().lower().splitlines():
            worth = list(GROUPS[name].worth(heads_of(line)))
            missed = [p.pattern for p, owner in GROUPS[name]._rows if owner not in worth and p.search(line)]
            assert not missed, (missed, line)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"\bkiss\b", "\u212ai\u017fs"),  # a Kelvin sign and a long s are letters where case is not minded
        (r"\binfo\b", "\u0130nfo"),
        (r"\bact \d{4}\b", "Act \u0661\u0669\u0669\u0668"),  # digits of another script
        (r"\be-?mails?\b", "an e-mail"),
        (r"\b(?:un)?happy", "unhappy"),
        (r"x|\bend", "x"),
        (r"(?:\w+ ){0,2}me\b", "tell me"),
        (r"ight", "the light"),
        (r"\b\W?no\b", "say no"),
        (r"\bcopie[sd]?\b", "copied"),
        (r"\bffôn\b", "FFÔN"),
        (r"^\W*(?:sent|typed)\b", "  *typed"),
        (r"(?<![a-z])no(?![a-z])", "1no2"),
        (r"(?<![^a-z])now(?![^a-z])", "snowy"),
        (r"(?<!\d)use(?!\d)", "houses"),
        (r"\bform ?\((?P<n>\d+)", "form (30)"),
        (r"\bcaf[eé]s\b", "Cafés"),
        (r"\bsub_(?:one|two)\b", "sub_two"),
    ],
)
def test_odd_letters_and_loose_ends_hide_no_match(pattern: str, text: str) -> None:
    form = re.compile(pattern, re.IGNORECASE)
    assert form.search(text)
    assert list(gated([form]).worth(heads_of(text))) == [form]


def test_a_pattern_whose_words_are_missing_is_not_tried() -> None:
    report = heads_of("I left the register on the bus this morning, and nobody has handed it in so far.")
    assert len(list(footers._STRONG.worth(report))) <= 3
    assert not gated([re.compile(r"\b(?:confidential|privileged)\b.{0,40}\bsender\b")]).opens(report)
    assert gated([re.compile(r"\bregister\b.{0,40}\b(?:bus|train)\b")]).opens(report)


@pytest.mark.parametrize("pattern", [closings._PHONE, closings._CONTACT])
def test_no_number_or_address_is_without_what_is_looked_for_first(pattern: re.Pattern[str]) -> None:
    @settings(max_examples=200, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(some.from_regex(pattern))
    def hinted(text: str) -> None:
        assert closings._HINT.search(text)

    hinted()


@pytest.mark.parametrize("text", ["see HTTP://a", "write MAILTO:x", "to a@b", "at WWW.a"])
def test_no_link_is_without_what_is_looked_for_first(text: str) -> None:
    assert footers._without_links(text, "") != text
