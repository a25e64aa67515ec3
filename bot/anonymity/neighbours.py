"""Whose name is it? Judges a lone first name or surname by the words beside it.

"Ottoline Marsh" is somebody else, "mark sheet" nobody, "Ms Hollinbrook" the reporter. Knows no mail.
"""

from __future__ import annotations

import re
from enum import StrEnum

from bot.anonymity.given_names import is_mans
from bot.anonymity.identity import Needles
from bot.anonymity.ordinary import (
    FEMALE_TITLES,
    MALE_TITLES,
    NO_NAME,
    PLACE_WORDS,
    TITLES,
    is_ordinary,
    word_set,
)

_GAPS = r"(\"?[,;|]\"?|,\s?|[ \t]{1,2}|\t|-|)"
_BEFORE = re.compile(rf"([^\W\d_](?:[^\W\d_]|['\-](?=\w))*\.?){_GAPS}$")
_BEHIND = re.compile(
    rf"{_GAPS}((?:(?:van|von|der|den|de|du|da|di|la|le|el|al|bin|ibn|"
    rf"ap)\s)*[^\W\d_](?:[^\W\d_]|['\-](?=[^\W\d_]))*\.?)"
)
_CELL = re.compile(r"\"?[,;|]\"?|\t")  # between two cells of a table
_LINE_START = re.compile(r"(?:^|[\n\r.!?:>\"“(|•*]|\s-)\s*$")
_SAYS = re.compile(
    r"^(?:'s|\s(?:said|says|told|tells|is|was|has|had|did|asked|asks|sent|left|went|came|saw|"
    r"found|gave|took|wrote|rang|"
    r"called|knows|knew|thinks|thought|works|worked|teaches|opened|got|and I\b|here\b|"
    r"speaking|\(|and\b)|[,.!?:]\s*$|,\s|\s?$)"
)
_ADDRESSING = word_set(
    """
    dear hi hello hey morning afternoon thanks cheers thank regards sincerely faithfully from by to with and
    ask
    """
)


class Person(StrEnum):
    """To whom a name belongs."""

    REPORTER = "reporter"
    OTHER = "other"
    NOBODY = "nobody"


class Owner:
    """The reporter's names as sets in lower case, for quick questions."""

    def __init__(self, needles: Needles) -> None:
        both = [f"{first} {middle}" for first in needles.firsts for middle in needles.middles]
        self.firsts = {w.lower() for w in (*needles.firsts, *needles.shorts, *both)}
        # a middle name alone says little; it belongs to the reporter only beside the other names
        self.middles = {w.lower() for w in needles.middles}
        self.lasts = {w.lower() for w in needles.lasts}
        self.letters = set(needles.initials)
        by_name = {sex for first in needles.firsts if (sex := is_mans(first)) is not None}
        self.male = needles.male if needles.male is not None else by_name.pop() if len(by_name) == 1 else None
        self.words = sorted(w for w in self.firsts | self.lasts if len(w) > 1)
        names = "|".join(re.escape(w) for w in self.lasts)
        self._same = (
            re.compile(rf"(?:^|(?<=\W))([A-Z][\w'\-]+)[ \t](?i:{names})(?![^\W\d_])") if names else None
        )

    def __repr__(self) -> str:
        return "Owner(withheld)"

    def own(self, word: str) -> bool:
        """The word is one of the reporter's names."""
        lower = word.rstrip(".").lower()
        return lower in self.firsts or lower in self.lasts or lower in self.middles

    def namesakes(self, text: str) -> bool:
        """Somebody else in the text has the same surname, by full name."""
        if self._same is None:
            return False
        return any(_is_name(m.group(1)) and not self.own(m.group(1)) for m in self._same.finditer(text))


def _is_name(word: str) -> bool:
    """Capitalised and no word that only begins a sentence."""
    bare = word.rstrip(".")
    lower = bare.lower()
    if (lower[:2] in ("i'", "we") and "'" in lower) or lower.partition("'")[0] in NO_NAME:
        return False  # "I'm", "That's"
    bare = bare.rpartition(" ")[2]  # "van der Berg"
    return bare[:1].isupper() and len(bare) > 1 and lower not in NO_NAME and lower not in TITLES


def is_whose(text: str, match: re.Match[str], owner: Owner, namesakes: bool) -> Person:
    """To whom the name at a match belongs; `namesakes`: others in the text share the surname."""
    word = re.sub(r"[\s._\-]+", " ", match.group().lower()) if " " in match.group() else match.group().lower()
    before = _beside(_BEFORE.search(text[max(0, match.start() - 40) : match.start()]))
    behind = _BEHIND.match(text[match.end() : match.end() + 40])
    if word in owner.firsts and not _first_is_own(text, match, owner, before, behind):
        return Person.OTHER
    if (
        word in owner.lasts
        and word not in owner.firsts
        and not _last_is_own(text, match, owner, before, behind, namesakes)
    ):
        return Person.OTHER
    if _is_mere_word(text, match, before, behind):
        return Person.NOBODY
    return Person.REPORTER


def _beside(before: re.Match[str] | None) -> re.Match[str] | None:
    """The word before a name, None where a full stop ends the sentence between them ("saw Mr Petrov. Ottoline
    said").
    """
    if before is None or not before.group(1).endswith("."):
        return before
    bare = before.group(1).rstrip(".")
    return before if len(bare) == 1 or bare.lower() in TITLES else None


def _first_is_own(
    text: str, match: re.Match[str], owner: Owner, before: re.Match[str] | None, behind: re.Match[str] | None
) -> bool:
    if behind and (_CELL.fullmatch(behind.group(1)) or "," not in behind.group(1)):
        follower = behind.group(2)
        if _is_name(follower) and not owner.own(follower) and follower.lower().rstrip(".") not in PLACE_WORDS:
            return _shouted(match.group(), follower)
        if len(follower.rstrip(".")) == 1 and follower[0].isupper() and follower[0] != "I":
            return not owner.lasts or follower[0].lower() in {last[0] for last in owner.lasts}
    if before is None:
        return True
    leader, gap = before.groups()
    if (
        gap == "-" or "," in gap or _CELL.fullmatch(gap)
    ):  # "Mary-Ottoline", "Marsh, Ottoline" at a line's start
        starts = (
            _LINE_START.search(text[: match.start() - len(before.group())])
            or gap == "-"
            or _CELL.fullmatch(gap)
        )
        return not (starts and _is_name(leader) and not owner.own(leader) and not _leads_cell(leader))
    # "Mr Ottoline", "Jane Ottoline": a surname of somebody else
    return not (
        leader.lower().rstrip(".") in TITLES
        or (_is_name(leader) and not owner.own(leader) and not _leads(leader))
    )


def _leads(word: str) -> bool:
    """A capitalised word before a first name that is likely no first name itself: an ordinary word."""
    return (
        is_ordinary(word)
        or word.lower() in _ADDRESSING
        or word.lower().endswith(("ed", "ing", "ly", "tion", "ment", "name"))
    )


def _leads_cell(word: str) -> bool:
    """A label in the table cell before, no surname."""
    return word.lower() in NO_NAME or word.lower().endswith(
        ("ed", "ing", "tion", "ment", "name", "ator", "user")
    )


def _shouted(name: str, follower: str) -> bool:
    """ "OTTOLINE PLEASE" in capitals throughout is no other person's name when the follower is plain English."""
    return name.isupper() and follower.isupper() and is_ordinary(follower)


def _last_is_own(
    text: str,
    match: re.Match[str],
    owner: Owner,
    before: re.Match[str] | None,
    behind: re.Match[str] | None,
    namesakes: bool,
) -> bool:
    if behind and match.group() != match.group().lower() and _belongs_behind(text, match, owner, behind):
        return False
    if before is None:
        return not namesakes
    leader, gap = before.groups()
    bare = leader.rstrip(".")
    if bare.lower() in TITLES and gap.strip() == "":
        return not _other_sex(bare.lower(), owner)
    if gap and gap.strip() in ("", "-") and _is_name(leader) and not owner.own(leader):
        return False  # "Dan Hollinbrook"
    if len(bare) == 1 and bare.isupper() and bare not in owner.letters and bare not in "AI":
        return False  # "D. Hollinbrook"
    return not namesakes


def _belongs_behind(text: str, match: re.Match[str], owner: Owner, behind: re.Match[str]) -> bool:
    """The word behind a surname makes it a place's or somebody else's: "Hollinbrook Road", "Hollinbrook, Dan"."""
    gap, follower = behind.groups()
    if gap.strip() == "" and follower.lower() in PLACE_WORDS and follower[:1].isupper():
        return True
    if not _is_name(follower) or owner.own(follower):
        return False
    starts = _LINE_START.search(text[: match.start()]) or gap == ","
    return gap == "-" or bool(gap.strip() == "," and starts and not is_ordinary(follower))


def _other_sex(title: str, owner: Owner) -> bool:
    if owner.male is None:
        return False
    return title in (FEMALE_TITLES if owner.male else MALE_TITLES)


def _is_mere_word(
    text: str, match: re.Match[str], before: re.Match[str] | None, behind: re.Match[str] | None
) -> bool:
    """The letters are an ordinary word here: "mark sheet", "Page 14", "Will someone look"."""
    shown = match.group()
    if not is_ordinary(shown):
        return False
    if not shown[:1].isupper() or len(shown) == 1:
        return True
    if before and before.group(1).rstrip(".").lower() in TITLES | _ADDRESSING:
        return False
    tail = text[match.end() : match.end() + 30]
    if re.match(r"[\s\-]*\d|[-/]\w", tail) or (shown.isupper() and not _SAYS.match(tail)):
        return True
    if _LINE_START.search(text[: match.start()]):
        return not _SAYS.match(tail)
    return bool(
        behind and behind.group(1).strip() == "" and behind.group(2)[:1].isupper() and not _SAYS.match(tail)
    )
