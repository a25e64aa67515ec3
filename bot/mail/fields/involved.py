"""Who did it: people named as involved in what happened, and whether the reporter tells of their own act (SPEC §2).

"The Head herself sent it" names the Head; "I told Mrs Rahman",
"Mrs Rahman noticed" name nobody. Must not judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.mail.fields import involved_words as words
from bot.mail.fields.view import View


@dataclass(frozen=True, slots=True)
class Involved:
    """Names of those who did it (as written, or as the directory has them), their places, and the cues that follow."""

    names: tuple[tuple[str, int], ...] = ()
    own_act: int | None = None
    offices: frozenset[str] = frozenset()


def read_involved(view: View, sender_name: str = "") -> Involved:
    """Who did it. `sender_name`: the reporter's own, which is no name of somebody else."""
    found: dict[str, int] = {}
    for name, place in [*_answered(view), *_named(view)]:
        if name not in found and not _same_person(name, sender_name):
            found[name] = place
    names = _without_doubles(found)
    offices = frozenset(office for name in names if (office := _office_of(name)))
    resolved = tuple((_resolved(view, name), place) for name, place in names.items())
    return Involved(resolved, own_act(view), offices)


def _office_of(name: str) -> str:
    """The directory's word for an office ("our Headteacher" -> "head"), "" for a person's name."""
    bare = re.sub(rf"^{words.ARTICLE} ", "", name)
    return next((office for office, pattern in words.OFFICES if office and re.fullmatch(pattern, bare)), "")


def _answered(view: View) -> Iterator[tuple[str, int]]:
    for entry in view.form:
        if entry.key != "names":
            continue
        text = view.prose.text[entry.start : entry.end]
        if re.match(
            r"(?i)\W*(?:none|n/?a|unknown|not known|no ?one|nobody|don'?t know|me\b|myself|i did|self|tbc)",
            text,
        ):
            continue
        for part in re.split(r"[,;\n]| and | & ", text):
            clean = part.strip(" .\t\r")
            office = re.match(rf"(?:{words.ARTICLE} )?(?:{words.ANY_OFFICE})(?![A-Za-z])", clean)
            name = office or re.match(words.NAME, clean)
            if name:
                yield name.group(), entry.start


def _named(view: View) -> Iterator[tuple[str, int]]:
    for count, match in enumerate(words.WHO.finditer(view.prose.text, view.subject_end)):
        if count > words.MOST_NAMES:
            return
        if not view.in_label(match.start()) and _did_it(view, match.start(), match.end()):
            yield _as_named(match.group()), match.start()


def _as_named(text: str) -> str:
    """A name with single blanks; an office's article in small letters."""
    name = " ".join(text.split())
    return name[0].lower() + name[1:] if re.match(rf"{words.ARTICLE} ", name) else name


def _did_it(view: View, start: int, end: int) -> bool:
    """True if the words around a name say that this person did it, not that they were told of it or said so."""
    low = view.prose.low
    before = low[max(view.prose.at(start).start, start - 60) : start]
    if words.FIRM.search(view.prose.text[start:end]):
        return False
    if words.ITS.search(before) and low.startswith("'s", end):
        return True
    if words.BY.search(before) or words.OWNS.match(low, end) or words.BLAMED.match(low, end):
        return True
    deed = words.DID.match(low, end)
    if deed is None or words.NOT_DEED.match(low, deed.start("deed")):
        return False
    if words.AUDIENCE.search(before):  # "I told Mr Patel who sent it on": his deed is said with "who"
        return " who " in deed.group()
    return True


def own_act(view: View) -> int | None:
    """The place where the reporter tells of a slip of their own, None where they do not."""
    mine = words.MINE.search(view.prose.low)
    for match in words.ME.finditer(view.prose.low):
        sentence = view.prose.at(match.start())
        around = view.prose.low[sentence.start : min(len(view.prose.low), sentence.end + 160)]
        after = view.prose.low[match.start("deed") : sentence.end]
        if match.group().startswith("we"):
            continue
        told = words.NOT_DEED.match(after) or words.HARMLESS.match(after)
        if words.SLIP.search(around) and (not told or words.ASTRAY.search(after)):
            return match.start()
    return mine.start() if mine else _begun(view)


def _begun(view: View) -> int | None:
    """A report that begins with the deed, nobody named: "Sent the register to all staff"."""
    low = view.prose.low
    told = [
        one
        for one in view.prose.sentences
        if one.start > view.subject_end and not low.startswith(_GREETINGS, one.start)
    ]
    if not told:
        return None
    begins = words.BEGINS.match(low, told[0].start)
    slip = words.SLIP.search(low, told[0].start, told[0].end + 160)
    return told[0].start if begins and slip and not words.NOT_DEED.match(low, told[0].start) else None


_GREETINGS = ("hi", "hello", "dear", "good ", "morning", "afternoon", "hey")


def _same_person(name: str, sender_name: str) -> bool:
    bare = re.sub(rf"^{words.TITLE} ?", "", name).lower()
    return bool(bare and sender_name) and set(bare.split()) <= set(
        re.findall(r"[^\s,()]+", sender_name.lower())
    )


def _without_doubles(found: dict[str, int]) -> dict[str, int]:
    """ "Patel" beside "Mr Patel" is one person."""
    kept = {}
    for name, place in found.items():
        others = [other for other in found if other != name]
        if not any(other.endswith(f" {name}") for other in others):
            kept[name] = place
    return kept


def _resolved(view: View, name: str) -> str:
    """The directory's spelling where exactly one person fits, else as written."""
    bare = re.sub(rf"^{words.TITLE} ?", "", name).lower().split()
    if not bare or name.lower().startswith(("the ", "our ", "a ", "my ", "one ")):
        return name
    fits = {
        display
        for display in view.context.people.values()
        if set(bare) <= set(re.findall(r"[^\s,()]+", display.lower()))
    }
    return fits.pop() if len(fits) == 1 else name
