"""What was done about it: encrypted, contained, actions taken, deletion asked for and confirmed, got back.

Must not take a wish, a plan or a doubt for a deed ("I have asked them to delete it" contains nothing yet).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.mail.fields import handling_words as words
from bot.mail.fields.cues import CUES
from bot.mail.fields.lexicon import Hit, Lexicon
from bot.mail.fields.polarity import Stance, yes_or_no
from bot.mail.fields.view import View


@dataclass(frozen=True, slots=True)
class Handling:
    """What was done, each with the place it stands at; None = not stated."""

    encrypted: tuple[bool, int] | None = None
    contained: tuple[bool, int] | None = None
    actions: tuple[str, int] | None = None
    deletion_asked: int | None = None
    deletion_confirmed: tuple[bool, int] | None = None
    recovered: tuple[bool, int] | None = None


def read_handling(view: View) -> Handling:
    """What the report says was done; the form's answers first."""
    asked = view.first(words.DELETION_ASKED)
    return Handling(
        encrypted=_form_answer(view, "encrypted") or _encrypted(view),
        contained=_contained(view),
        actions=_actions(view),
        deletion_asked=asked.start if asked else None,
        deletion_confirmed=_settled(view, words.DELETION_CONFIRMED),
        recovered=_settled(view, words.RECOVERED),
    )


def _form_answer(view: View, key: str) -> tuple[bool, int] | None:
    entry = view.answer(key)
    answer = yes_or_no(view.prose.text[entry.start : entry.end]) if entry else None
    return (answer, entry.start) if entry and answer is not None else None


def _encrypted(view: View) -> tuple[bool, int] | None:
    """False wherever a device or file is said to lie open; True only where nothing contradicts it."""
    low = view.prose.low
    no = [
        hit for hit in words.NOT_ENCRYPTED.hits(low) if not _open(view, hit) and not view.in_label(hit.start)
    ]
    if no:
        return False, no[0].start
    locked = any(hit.key == "ransomware" for hit in CUES.hits(low))
    for hit in words.ENCRYPTED.hits(low):
        if view.in_label(hit.start) or _by_attacker(view, hit, locked=locked):
            continue
        stance = view.stance(hit)
        if stance is not Stance.OPEN:
            return stance is Stance.SAID, hit.start
    return None


def _by_attacker(view: View, hit: Hit, *, locked: bool) -> bool:
    """True if it is the attacker who encrypted, which protects nobody."""
    around = view.prose.low_of(view.prose.at(hit.start))
    attack = locked or words.BY_ATTACKER.search(around)
    return bool(attack) and not words.AT_REST.search(around)


def _open(view: View, hit: Hit) -> bool:
    """True where it is left open ("I don't know whether it was unencrypted")."""
    before = view.prose.low[max(view.prose.at(hit.start).start, hit.start - 40) : hit.start]
    return (
        bool(re.search(r"(?:whether|if|know|sure|think|believe)[^,.;]*$", before))
        and "don't think" not in before
    )


def _settled(view: View, table: Lexicon) -> tuple[bool, int] | None:
    """True where the text says so, False where it denies it, None where it is open or silent."""
    hits = [hit for hit in table.hits(view.prose.low) if not _wished(view, hit)]
    said = next((hit for hit in hits if view.stance(hit) is Stance.SAID), None)
    if said:
        return True, said.start
    denied = next((hit for hit in hits if view.stance(hit) is Stance.DENIED), None)
    return (False, denied.start) if denied else None


def _wished(view: View, hit: Hit) -> bool:
    """ "We have asked for confirmation of deletion": wanted, not had."""
    before = view.prose.low[max(view.prose.at(hit.start).start, hit.start - 40) : hit.start]
    return bool(words.WISHED.search(before))


def _contained(view: View) -> tuple[bool, int] | None:
    answer = _form_answer(view, "contained")
    if answer is not None:
        return answer
    ongoing = _form_answer(view, "ongoing")
    if ongoing is not None:
        return not ongoing[0], ongoing[1]
    still = next((hit for hit in words.STILL_OPEN.hits(view.prose.low) if not _conditional(view, hit)), None)
    if still:
        return False, still.start
    return _settled(view, words.SAFE)


def _conditional(view: View, hit: Hit) -> bool:
    before = view.prose.low[max(view.prose.at(hit.start).start, hit.start - 30) : hit.start]
    return bool(re.search(r"(?<![a-z])(?:if|whether|in case|unless)(?![a-z])[^,.;]*$", before))


def _opened(view: View) -> list[int]:
    """Where sentences begin with a deed."""
    starts = {sentence.start for sentence in view.prose.sentences if sentence.start >= view.subject_end}
    return [hit.start for hit in words.OPENING.hits(view.prose.low) if hit.start in starts]


def _actions(view: View) -> tuple[str, int] | None:
    entry = view.answer("actions")
    if entry:
        text = view.prose.text[entry.start : entry.end].strip()
        return (text, entry.start) if text else None
    places: list[int] = []
    for hit in words.ACTION.hits(view.prose.low):
        sentence = view.prose.at(hit.start)
        if (
            view.stance(hit) is Stance.SAID
            and sentence.start not in places
            and sentence.start >= view.subject_end
        ):
            places.append(sentence.start)
    places = sorted({*places, *_opened(view)})
    places = places or [hit.start for hit in words.NO_ACTION.hits(view.prose.low)[:1]]
    text = " ".join(" ".join(view.prose.source(place).split()) for place in places[:6])
    return (text, places[0]) if places else None
