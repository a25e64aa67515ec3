"""Reads a person's name out of a display name or a mailbox name. Knows no mail; never guesses a sex or a culture."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.anonymity.fold import folded
from bot.anonymity.ordinary import FEMALE_TITLES, GENERIC_MAILBOXES, MALE_TITLES, NO_NAME, TITLES, word_set

_PARTICLES = frozenset(
    [
        "van",
        "von",
        "der",
        "den",
        "de",
        "du",
        "da",
        "di",
        "del",
        "della",
        "la",
        "le",
        "ter",
        "ten",
        "al",
        "el",
        "bin",
        "bint",
        "ibn",
        "ap",
        "ab",
        "o",
        "mac",
        "mc",
        "st",
    ]
)
_BRACKETS = re.compile(r"[(\[{\"]([^()\[\]{}\"]{1,60})[)\]}\"]")
_TAIL = re.compile(r"\s+[-|/,;]\s+.*$|\s*\|.*$|\s+(?:via|on behalf of)\s.*$", re.IGNORECASE)
_OFFICES = word_set(
    """
    office reception team admin administration school academy college trust support helpdesk enquiries
    department library
    finance payroll governors mailbox primary secondary postmaster noreply council scanner copier printer
    service services
    """
)
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['\-.](?=[^\W\d_]))*\.?")
_DEGREES = word_set("ba bsc ma msc med phd pgce qts mbe obe frsa jnr snr jr sr")


@dataclass(frozen=True, repr=False)
class Name:
    """Parts of one name, folded, in their own spelling. `male`: None unless a title says it."""

    firsts: tuple[str, ...] = ()
    middles: tuple[str, ...] = ()
    lasts: tuple[str, ...] = ()  # the whole surname first, then the halves of a double one
    nicknames: tuple[str, ...] = ()
    initial: str = ""  # where only a letter stands for the first name
    male: bool | None = field(default=None)


def _title_of(words: list[str]) -> tuple[list[str], bool | None]:
    male = None
    while words and words[0].rstrip(".").lower() in TITLES:
        title = words.pop(0).rstrip(".").lower()
        if title in MALE_TITLES or title in FEMALE_TITLES:
            male = title in MALE_TITLES
    return words, male


def _surname(words: list[str]) -> tuple[list[str], list[str]]:
    """Words before the surname, and the surname's own with its particles."""
    at = len(words) - 1
    while at > 1 and words[at - 1].lower() in _PARTICLES:
        at -= 1
    return words[:at], words[at:]


def _lasts(words: list[str]) -> tuple[str, ...]:
    whole = " ".join(words)
    halves = [
        half for word in words for half in word.split("-") if half.lower() not in _PARTICLES and len(half) > 1
    ]
    return tuple(dict.fromkeys([whole, *(halves if halves != [whole] else [])]))


def parse_name(shown: str) -> Name:
    """The parts of a display name such as "HOLLINBROOK, Ottoline (Otti)"; an empty Name for an office or an address."""
    text = folded(shown).strip().strip("'\"")
    nicknames = tuple(
        inner.strip()
        for inner in _BRACKETS.findall(text)
        if re.fullmatch(r"[A-Z][a-z]{1,14}", inner.strip())
        and inner.strip().lower() not in NO_NAME | GENERIC_MAILBOXES
    )
    text = _TAIL.sub("", _BRACKETS.sub(" ", text)).strip()
    if not text or "@" in text:
        return Name()
    before, comma, behind = text.partition(",")
    if comma and behind.strip():
        family, given = before.split(), behind.split()
        given, male = _title_of(given)
    else:
        words, male = _title_of(_WORD.findall(before))
        given, family = _surname([word for word in words if word.lower().rstrip(".") not in _DEGREES])
    family, by_family = _title_of(family)
    given = [word for word in given if word.lower().rstrip(".") not in _DEGREES]
    return _assembled(given, family, nicknames, male if male is not None else by_family)


def _assembled(given: list[str], family: list[str], nicknames: tuple[str, ...], male: bool | None) -> Name:
    family = [word.rstrip(".") for word in family if _WORD.fullmatch(word)]
    parts = [word.lower() for word in given + family]
    if any(word in _OFFICES for word in parts) or all(word in NO_NAME | GENERIC_MAILBOXES for word in parts):
        return Name()  # "School Office", "Greenfield Reception"
    family = [word for word in family if len(word) > 1]  # "Otti H" has no surname yet
    letters = [word.rstrip(".") for word in given]
    full = [word for word in letters if len(word) > 1 and _WORD.fullmatch(word)]
    firsts = full[:1] + [
        half for word in full[:1] for half in word.split("-") if "-" in word and len(half) > 2
    ]
    return Name(
        firsts=tuple(firsts),
        middles=tuple(full[1:]),
        lasts=_lasts(family) if family else (),
        nicknames=nicknames,
        initial=letters[0][0].upper() if letters and not full else "",
        male=male,
    )


def name_of_mailbox(address: str) -> Name:
    """What a mailbox name tells: "o.hollinbrook2@..." gives an initial and a surname; offices give nothing."""
    local = folded(address).partition("@")[0].partition("+")[0].lower()
    if local in GENERIC_MAILBOXES:
        return Name()
    parts = [re.sub(r"\d+$", "", part) for part in re.split(r"[._\-]", local)]
    parts = [part for part in parts if part.isalpha()]
    if len(parts) < 2 or any(part in GENERIC_MAILBOXES for part in parts):
        return Name()
    first, last = parts[0].capitalize(), parts[-1].capitalize()
    if len(last) == 1:
        first, last = last, first
    if len(last) < 2:
        return Name()
    return Name(firsts=(first,) if len(first) > 1 else (), lasts=(last,), initial=first[0])
