"""Attribution lines: "On Mon, 12 Jan 2026 at 14:35, Bob <bob@x.example> wrote:", in the languages clients write.

Says how many lines from a given one are an attribution, and how sure that is. Must not judge what follows it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum

MOST_WRAPPED = 4  # lines over which clients wrap it
_MOST_SIGNS = 450


class Sureness(IntEnum):
    """LOOSE needs a quotation behind it; STRICT stands for itself."""

    NONE = 0
    LOOSE = 1
    STRICT = 2


# Verbs, by language; written as they stand before the colon or within the line.
_WROTE = (
    r"wrote|writes|said|"  # English
    r"a écrit|écrit|a ecrit|"  # French
    r"schrieb|schreibt|hat geschrieben|geschrieben|"  # German
    r"escribi[óo]|escribe|ha escrito|"  # Spanish
    r"ha scritto|scrive|scrisse|"  # Italian
    r"escreveu|escreve|"  # Portuguese
    r"schreef|heeft geschreven|het volgende geschreven|"  # Dutch
    r"skrev|skreiv|har skrivet|följande|"  # Swedish, Danish, Norwegian
    r"kirjoitti|"  # Finnish
    r"napisał(?:\(a\)|a)?|pisze|"  # Polish
    r"napsal(?:\(a\)|a)?|napísal(?:\(a\)|a)?|"  # Czech, Slovak
    r"ezt írta|írta|"  # Hungarian
    r"a scris|"  # Romanian
    r"şunu yazdı|şunları yazdı|yazdı|"  # Turkish
    r"написал(?:\(а\)|а)?|пишет|пише|написав|написа|напиша|"  # Russian, Ukrainian, Bulgarian, Serbian
    r"έγραψε|"  # Greek
    r"napisao(?: je)?|napisala(?: je)?|je napisal(?:a)?|piše|"  # Croatian, Slovene
    r"rašė|rakstīja|kirjutas|"  # Lithuanian, Latvian, Estonian
    r"ysgrifennodd|"  # Welsh
    r"va escriure|ha escrit|"  # Catalan
    r"đã viết|menulis|"  # Vietnamese, Indonesian
    r"כתב(?:/ה)?|‏?كتب|"  # Hebrew, Arabic
    r"เขียนว่า|"  # Thai
    r"写道|寫道|のメール|書きました|님이 작성|작성"  # Chinese, Japanese, Korean
)
_OPENERS = (
    r"On|Le|Am|El|Il giorno|Il|Em|No dia|A|Op|Den|Dne|Dnia|W dniu|În|Pe data de|Pe|Στις|На|В|Vào|Pada|"
    r"Ar|Missatge de|"
    r"Kuupäev|Dana|Quoting|Zitat von|Quoting from|At|Den|Il|El día|El dia|Em|Ден|בתאריך|‏?في|เมื่อ|在|于"
)
_WEEKDAYS = (
    r"mon|tue|wed|thu|fri|sat|sun|lun|mar|mer|jeu|ven|sam|dim|mo|di|mi|do|fr|sa|so|mi[ée]|jue|vie|s[áa]b|gio|"
    r"seg|ter|qua|qui|sex|ma|wo|vr|za|zo|pon|wt|[śs]r|czw|pt|sob|niedz|ndz|man|tir|ons|tor[s]?|fre|"
    r"l[øö]r|s[øö]n|"
    r"ti|ke|to|pe|la|su|po|út|st|čt|pá|ne|ut|št|pi|пн|вто|сре|чет|пят|суб|вос|вт|ср|чт|пт|сб|вс|нд|пон|уто|пет|нед|sre|čet|pet|"
    r"ned|уто|"
    r"pirm|antr|treč|ketv|penkt|šešt|sekm|otrd|trešd|ceturtd|piektd|sestd|svētd|esmasp|teisip|kolmap|"
    r"neljap|reede|laup|pühap"
)
_DATE = (
    r"(?:\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{4}\s?[年년]|(?<!\d)(?:19|"
    r"20)\d\d(?!\d)|\d{1,2}[:.h]\d{2})"
)
# Before the forms are tried, each address and each date becomes one sign, so that no form can be slow.
_AN_ADDRESS, _A_DATE = "\x02", "\x03"
_ADDRESS = re.compile(
    r"[<(\[]?\s?(?:mailto:)?(?<![^\s<>()\[\]@:,;])[^\s<>()\[\]@:,;]{1,80}@[^\s<>()\[\]@:,;：]{1,120}\s?[>)\]]?",
    re.IGNORECASE,
)
_DATES = re.compile(_DATE)
_DAY = rf"(?:(?:(?:{_WEEKDAYS})\w{{0,9}}\.?,?\s|\d{{1,2}}\.?\s)[^\x02\x03]{{0,20}})?\x03"
_END = r"[:：]\W{0,4}$"
_BARE_END = re.compile(rf"(?:{_WROTE})\W{{0,8}}$", re.IGNORECASE)
_ANCHORED = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        # opener, date, ... verb, colon; Germanic languages have the verb before the name
        rf"^\W{{0,3}}(?:{_OPENERS})\b[^\x03]{{0,60}}\x03.{{0,300}}?(?:{_WROTE}).{{0,160}}{_END}",
        # weekday or date first
        rf"^[^\w\x03]{{0,3}}{_DAY}.{{0,300}}(?:{_WROTE}).{{0,160}}{_END}",
        rf"^Missatge de\s[^\x03]{{0,160}}\x03.{{0,80}}{_END}",
        # date first, address last, no verb (Gmail in Russian and Japanese, Yandex, old Gmail)
        rf"^[^\w\x03]{{0,3}}{_DAY}.{{0,240}}\x02\s*{_END}",
        rf"^\W{{0,3}}(?:{_OPENERS})\s[^\x03]{{0,60}}\x03.{{0,200}}\x02\s*{_END}",
    )
)
_STRICT = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        # name and address first, then date and verb (Hungarian, Turkish, Chinese, Catalan)
        rf"^[^\x02]{{0,120}}\x02\s?\x02?[^\x03]{{0,60}}\x03.{{0,120}}(?:{_WROTE}|dia).{{0,80}}{_END}",
        rf"^[^\x02]{{0,120}}\x02\s?\x02?[^\x03]{{0,60}}(?:{_WROTE})[^\x03]{{0,60}}\x03.{{0,60}}{_END}",
        # Lotus Notes and old webmail
        rf"^-{{3,}}\s?.{{1,120}}(?:{_WROTE})\s?[:：]?\s?-{{3,}}$",
        r"^(?:Quoting|Zitat von|Citando|Quoting from)\s[^\x02]{0,120}\x02\s*[:：]$",
        rf"^[^\x02]{{0,100}}\x02\s?\x02?\s?(?:{_WROTE})\s?[:：]$",
    )
)
# The whole of what a flattening client left on one line: nothing behind it is the sender's.
_RUN_ON = re.compile(
    rf"^\W{{0,3}}(?:{_OPENERS})\b[^\x03]{{0,60}}\x03[^\x02]{{0,200}}\x02\s{{0,2}}(?:{_WROTE})\s?[:：]\s",
    re.IGNORECASE,
)
_LOOSE = re.compile(rf"^.{{0,200}}\b(?:{_WROTE}).{{0,40}}$|^[^\x02]{{0,120}}\x02\s*[:：]$", re.IGNORECASE)
# A sentence has commonly begun before: an attribution never begins with one of these.
_SENTENCE = re.compile(
    r"^(?:i|we|he|she|they|my|our|as|because|then|when|after|and|but|so|the|please|what)\b", re.IGNORECASE
)
_HAS_TIME = re.compile(r"\d{1,2}[:.h]\d{2}|\d{1,2}\s?[ap]\.?m\b|\d{1,2}時|[上下]午|오[전후]")
_HAS_YEAR = re.compile(r"(?:19|20)\d\d|\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d{2}\b")


def attribution_at(shown: Sequence[str], end: int, first: int) -> tuple[int, Sureness]:
    """Where an attribution that ends on line `end` begins, and how sure it is one.

    `shown` are lines as rules see them; none before `first` is looked at. (end, NONE) for no attribution.
    """
    if not shown[end]:
        return end, Sureness.NONE
    best = (end, Sureness.NONE)
    joined = ""
    for start in range(end, max(first, end - MOST_WRAPPED + 1) - 1, -1):
        if not shown[start]:
            break
        joined = f"{shown[start]} {joined}".strip()
        if len(joined) > _MOST_SIGNS:
            break
        sureness, anchored = _sureness(joined)
        if sureness > best[1]:
            best = (start, sureness)
        if anchored:
            return start, sureness
    return best


def may_end(line: str, quoted_next: bool) -> bool:
    """A quick look: could an attribution end on this line? One without its colon does so only before a quotation."""
    if not 2 < len(line) <= _MOST_SIGNS:
        return False
    return bool(":" in line[-6:] or "：" in line[-4:] or (quoted_next and _BARE_END.search(line[-24:])))


def runs_on(line: str) -> bool:
    """True where an attribution stands before more text on the same line."""
    return bool(_RUN_ON.match(_signed(line)))


def _signed(text: str) -> str:
    """The text with one sign for each address and for each date or clock time."""
    return _DATES.sub(_A_DATE, _ADDRESS.sub(_AN_ADDRESS, text) if "@" in text else text)


def _sureness(joined: str) -> tuple[Sureness, bool]:
    """How sure, and whether it begins as an attribution does (so that no line before belongs to it)."""
    text = _signed(joined)
    loose = Sureness.LOOSE if _LOOSE.match(text) else Sureness.NONE
    if _SENTENCE.match(joined):
        return (loose if _AN_ADDRESS in text else Sureness.NONE), False
    if not _proven(joined, text):
        return loose, False
    if any(form.match(text) for form in _ANCHORED):
        return Sureness.STRICT, True
    return (Sureness.STRICT if any(form.match(text) for form in _STRICT) else loose), False


def _proven(joined: str, text: str) -> bool:
    """More than a person says in passing ("On Friday at 9.15 the supplier wrote:")."""
    if _AN_ADDRESS in text or joined.startswith("---"):
        return True
    return _HAS_TIME.search(joined) is not None and _HAS_YEAR.search(joined) is not None
