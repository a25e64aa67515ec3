"""Who got the data: in the report's words, and as a kind of recipient (SPEC §8 `recipient`).

Must not guess: "I rang the police" does not make the police a recipient; only who stands as one counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.mail.fields import receiver_words as words
from bot.mail.fields.lexicon import Searchable
from bot.mail.fields.people_kinds import PEOPLE
from bot.mail.fields.polarity import Stance
from bot.mail.fields.roles import Part, part_of
from bot.mail.fields.view import View

# How many recipients at most still count as known people.
MANY = 50
_MOST = 60  # phrases looked at in one report


@dataclass(frozen=True, slots=True)
class Receivers:
    """Who got it in the report's words, the kind, and the places these stand at."""

    words: tuple[str, int] | None = None
    kind: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A phrase that stands for a recipient: its span, cut where it ends, and some words more for its meaning."""

    start: int
    end: int
    more: int


def read_receivers(view: View, number: int | None, concerned: int | None) -> Receivers:
    """`number`: of recipients; `concerned`: of people whose data it is, as far as they are stated."""
    phrases = list(_phrases(view))
    return Receivers(_words(view, phrases), _kind(view, phrases, number, concerned))


def _words(view: View, phrases: list[_Phrase]) -> tuple[str, int] | None:
    entry = view.answer("recipients")
    if entry:
        answer = " ".join(view.prose.text[entry.start : entry.end].split())
        return None if words.NO_ANSWER.match(answer) else (answer, entry.start)
    told = [
        (" ".join(view.prose.text[one.start : one.end].strip(" \n-'\"").split()), one.start)
        for one in phrases
    ]
    told = [one for one in told if len(one[0]) > 2]
    told = [one for one in told if not words.GENERAL.fullmatch(one[0])] or told
    return next((one for one in told if words.TELLING.search(one[0])), told[0] if told else None)


def _phrases(view: View) -> Iterator[_Phrase]:
    count = 0
    for pattern in (words.WHO_IS, words.TO_WHOM, words.DIRECT, words.BY_WHOM, words.GOT_IT):
        at = view.subject_end
        while count < _MOST and (match := pattern.search(view.prose.low, at)):
            count += 1
            start, end = match.span(_group(match))
            meant = words.MEANT.search(view.prose.low, max(0, match.start() - 40), match.start())
            at = max(start, match.start() + 1) if meant else match.end()
            found = None if meant else _phrase(view, match, start, end)
            if found:
                yield found


def _group(match: re.Match[str]) -> str:
    return next((name for name in ("who2", "who3") if name in match.re.groupindex and match[name]), "who")


def _phrase(view: View, match: re.Match[str], start: int, end: int) -> _Phrase | None:
    low = view.prose.low[start:end]
    before = view.prose.low[max(0, match.start() - 14) : match.start()]
    if words.NOBODY.match(low) or words.NOT_DONE.search(before):
        return None
    cut = words.CUT.search(low)
    return _Phrase(start, start + cut.start() if cut else end, min(view.prose.at(start).end, end + 40))


def _kind(
    view: View, phrases: list[_Phrase], number: int | None, concerned: int | None
) -> tuple[str, int] | None:
    found = _anywhere(view) | _as_receivers(view, phrases)
    for name in words.ORDER:
        if name in found:
            return _by_number(name, number, concerned), found[name]
    entry = view.answer("recipients")
    if entry and words.NO_ANSWER.match(view.prose.text[entry.start : entry.end]):
        return "unknown", entry.start
    return None


def _by_number(kind: str, number: int | None, concerned: int | None) -> str:
    """A known crowd is beyond control."""
    if kind == "everybody":
        many = number if number is not None else concerned
        return "uncontrolled" if many is None or many > MANY else "known"
    return "uncontrolled" if kind == "known" and (number or 0) > MANY else kind


def _anywhere(view: View) -> dict[str, int]:
    """Kinds that the story itself shows, whoever is called the recipient (a thief, a website, a lost bag)."""
    found: dict[str, int] = {}
    for hit in words.ANYWHERE.hits(view.prose.low):
        if hit.key not in found and view.stance(hit) is not Stance.DENIED:
            found[hit.key] = hit.start
    return found


def _as_receivers(view: View, phrases: list[_Phrase]) -> dict[str, int]:
    found: dict[str, int] = {}
    spans = [(one.start, one.more) for one in phrases]
    entry = view.answer("recipients")
    if entry:
        spans.append((entry.start, entry.end))
    spans += [
        (hit.start - 12, hit.end)
        for hit in PEOPLE.hits(view.prose.low)
        if part_of(view.prose, hit.start, hit.end) is Part.RECEIVER
    ][:_MOST]
    for start, end in spans:
        for hit in words.AS_RECEIVER.hits(Searchable(view.prose.low[max(0, start) : end])):
            found.setdefault(hit.key, start + hit.start)
    return found
