"""Names of people in free text, for what may hold none (the ICO's form, letters). Pure; takes out nothing itself.

Knows no person: a title, a given name, a word such as "pupil" before it or a capital where English has none tells.
Rather a word too many than a child's name: whoever fills the form has the record beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.anonymity.given_names import is_mans
from bot.anonymity.ordinary import NO_NAME, PLACE_WORDS, TITLES, is_ordinary, short_forms, word_set

# Capitalised words of a school's day that name nobody; the tables of bot.anonymity have the rest.
_THINGS = word_set("""
    microsoft outlook teams excel word powerpoint sharepoint onedrive onenote windows google drive gmail docs sheets
    classroom chrome chromebook apple ipad iphone macbook android samsung amazon adobe acrobat dropbox zoom whatsapp
    facebook instagram snapchat tiktok twitter youtube telegram signal linkedin arbor sims bromcom cpoms myconcern
    parentpay parentmail parentapps schoolcomms tapestry seesaw classdojo classcharts satchel edukey provision wonde
    evolve inventry sonar ofsted government education information commissioner data protection officer investigating
    safeguarding inclusion designated trust trustees governor england wales scotland ireland britain london english
    welsh british irish scottish polish urdu arabic french german spanish latin european islam muslim christian
    catholic jewish hindu sikh bank royal post fedex hermes evri xerox canon ricoh kyocera bitlocker defender
    entra intune exchange police council county borough health nhs camhs ehcp ehc send pupil premium
    governors social services term head heads
    easter christmas ramadan eid diwali whitsun michaelmas autumn key stage reception nursery upper lower
    """)
_BEFORE_A_NAME = word_set("""
    pupil student child boy girl son daughter brother sister mother father mum mom dad parent carer guardian
    grandmother grandfather nan aunt uncle called named colleague teacher neighbour friend
    """)
_WORD = re.compile(r"[^\W\d_]+(?:[’'\-][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"[’']s?$")
_STARTS = re.compile(r"(?:^|[.!?:;\n•*>]|\n\s*[-–])[\s\"“‘'(]*$")
_JOINED = re.compile(r"[ \t\u00a0]{1,2}|\.[ \t]")
_PARTICLES = word_set("van von der den de du da di del la le al el bin bint ibn ap ab")


@dataclass(frozen=True, slots=True)
class _Token:
    """A word of the text. `bare`: without a possessive; `starts`: a sentence or line begins here."""

    bare: str
    owns: bool
    starts: bool
    joined: bool  # nothing but a blank stands before it

    @property
    def lower(self) -> str:
        return self.bare.lower()

    @property
    def capital(self) -> bool:
        """Written as names are; up to three capitals are an abbreviation unless they are a given name."""
        return self.bare[0].isupper() and (not self.bare.isupper() or len(self.bare) > 3 or self.given)

    @property
    def initial(self) -> bool:
        """A single capital, as before a surname."""
        return len(self.bare) == 1 and self.bare.isupper() and self.bare != "I"

    @property
    def title(self) -> bool:
        """Mr, Mrs, Dr ..."""
        return self.lower in TITLES and self.bare[0].isupper()

    @property
    def prefixed(self) -> bool:
        """A surname that begins with a small word: al-Rashid."""
        first, _, rest = self.bare.partition("-")
        return first in _PARTICLES and rest[:1].isupper()

    @property
    def given(self) -> bool:
        """A first name that we know."""
        return is_mans(self.lower) is not None or bool(short_forms(self.lower))

    @property
    def nobody(self) -> bool:
        """A word that names no person, whatever its letters."""
        return self.lower in NO_NAME or self.lower in PLACE_WORDS or self.lower in _THINGS


def names_in(texts: Iterable[str], known: Iterable[str] = ()) -> tuple[str, ...]:
    """Every name found, once each. `known`: words of bodies (the trust, its schools), which stay."""
    kept = frozenset(word.lower() for text in known for word in _WORD.findall(text))
    return tuple(dict.fromkeys(name for text in texts for name in _names(text, kept)))


def _names(text: str, kept: frozenset[str]) -> Iterator[str]:
    tokens = list(_tokens(text))
    at = 0
    while at < len(tokens):
        length = _length(tokens, at, kept)
        if length:
            yield " ".join(token.bare for token in tokens[at : at + length])
        at += max(length, 1)


def _tokens(text: str) -> Iterator[_Token]:
    end = 0
    for match in _WORD.finditer(text):
        word, gap = match.group(), text[end : match.start()]
        bare = _POSSESSIVE.sub("", word)
        before = text[max(match.start() - 12, 0) : match.start()]
        starts = bool((gap.strip(" ") or not end) and _STARTS.search(before))
        yield _Token(bare or word, bare != word, starts, bool(end) and bool(_JOINED.fullmatch(gap)))
        end = match.end()


def _length(tokens: list[_Token], at: int, kept: frozenset[str]) -> int:
    """How many words of a name begin here, 0 for none."""
    token, before = tokens[at], tokens[at - 1] if at else None
    told = before is not None and token.joined and (before.title or before.initial)
    if not token.capital or token.title or token.lower in kept:
        return 0
    more = _more(tokens, at, kept)
    if token.nobody and not told and not (token.given and more):  # "Will Grant", but "Will you"
        return 0
    related = before is not None and token.joined and before.lower in _BEFORE_A_NAME
    return 1 + more if told or related or _stands_alone(token, more) else 0


def _stands_alone(token: _Token, more: int) -> bool:
    """Whether the word is a name without anything before it that says so."""
    if token.owns or more:
        return True
    if token.given:
        return not (token.starts and is_ordinary(token.lower))
    return not token.starts and not token.bare.isupper()


def _more(tokens: list[_Token], at: int, kept: frozenset[str]) -> int:
    """How many further words belong to a name that begins here."""
    found = 0
    for count, token in enumerate(tokens[at + 1 : at + 5], start=1):
        if tokens[at + count - 1].owns or not token.joined or token.starts:
            break
        if token.prefixed or (token.capital and not token.nobody and token.lower not in kept):
            found = count
        elif token.lower not in _PARTICLES:
            break
    return found
