"""The lines under "Actions:" of the outcome form: `what; owner: address; by: date`, as people really write them.

Pure: without `today` a day that lacks its year stays unknown rather than guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Action:
    """A remedial action. `owner` is an address in lower case, or "" where none was given; `by` is the due day."""

    n: int
    what: str
    owner: str = ""
    by: date | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """What the action lacks, in words."""
        lacks = []
        if not self.what:
            lacks.append(f"action {self.n} does not say what is to be done")
        if not self.owner:
            lacks.append(f"action {self.n} has no owner (an e-mail address)")
        if self.by is None:
            lacks.append(f"action {self.n} has no date (such as 2027-03-31)")
        return tuple(lacks)


_NONE = re.compile(
    r"^\W*(?:none|no (?:further )?actions?|nothing)(?: (?:needed|required|necessary|arising))?\W*$", re.I
)
_BULLET = re.compile(r"^\s*(?:[-*•·▪◦‣–—]|\(?\d{1,2}[.)](?!\d)|\(?[a-z][.)])\s+", re.IGNORECASE)
_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_OWNER = re.compile(
    r"^(?:owner|owned by|who|responsible|by whom)\b\s*[:=–-]?\s*(?P<value>.*)$", re.IGNORECASE | re.DOTALL
)
_BY = re.compile(
    r"^(?:by|due(?: by| on)?|date|deadline|when|until)\b\s*[:=–-]?\s*(?P<value>.*)$",
    re.IGNORECASE | re.DOTALL,
)
# "Ring parents, owner: a@b, by: 3 May" and "... owner: a@b by: 3 May" are split where the next word-and-colon begins
_SEPARATOR = re.compile(r"\s*[;|]\s*|[,\s]\s*(?=(?:owner|by|due|deadline|date)\s*[:=])", re.IGNORECASE)
_WRAPPED = 55  # mail programs break lines beyond this; a shorter line ended because its writer ended it

_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: n for n, name in enumerate(_MONTH_NAMES, start=1)}
_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
_NUMBERS = re.compile(r"\b(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})\b")
_DAY_MONTH = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?([a-z]{3,9})\.?,?(?:\s+(\d{4}))?\b", re.IGNORECASE
)
_MONTH_DAY = re.compile(r"\b([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?(?:\s+(\d{4}))?\b", re.IGNORECASE)


def actions_of(text: str, today: date | None) -> tuple[tuple[Action, ...], tuple[str, ...]]:
    """The actions in the text under "Actions:", numbered from 1, and sentences about what is wrong with them."""
    if _NONE.match(text):
        return (), ()
    pieces = [piece for piece in _pieces(text) if piece and not _NONE.match(piece)]
    read = [_action(n, piece, today) for n, piece in enumerate(pieces, start=1)]
    problems = [problem for action, owner, when in read for problem in _problems(action, owner, when)]
    return tuple(action for action, _, _ in read), tuple(problems)


def _problems(action: Action, owner: str, when: str) -> list[str]:
    found = []
    if owner and not action.owner:
        found.append(f"Action {action.n}: the owner must be an e-mail address.")
    if when and action.by is None:
        found.append(f"Action {action.n}: the date was not understood; write it like 2027-03-31.")
    return found


def _pieces(text: str) -> list[str]:
    """One string an action; lines that a mail program broke are joined again."""
    pieces: list[str] = []
    fresh = True
    for line in text.splitlines():
        if not line.strip():
            fresh = True
            continue
        bullet = _BULLET.match(line)
        words = line[bullet.end() if bullet else 0 :].strip()
        if pieces and not bullet and not fresh and _continues(pieces[-1], words):
            pieces[-1] = f"{pieces[-1]} {words}"
        else:
            pieces.append(words)
        fresh = False
    return pieces


def _continues(before: str, line: str) -> bool:
    """Whether a line is the rest of the action before it."""
    first = _SEPARATOR.split(line)[0]
    if _OWNER.match(first) or _BY.match(first):
        return True
    _, owner, when = _parts(before)
    if re.search(r"(?:[;:,]|\bowner|\bby)\s*$", before, re.IGNORECASE):
        return True
    return not (owner or when) and len(before) >= _WRAPPED


def _parts(piece: str) -> tuple[str, str, str]:
    """(what, owner's words, date's words)."""
    what: list[str] = []
    owner = when = ""
    for n, part in enumerate(_SEPARATOR.split(piece)):
        owned, dated = _OWNER.match(part), _BY.match(part)
        if n and owned and not owner:
            owner = owned.group("value").strip()
        elif n and dated and not when:
            when = dated.group("value").strip()
        elif n and not owner and _ADDRESS.fullmatch(part.strip("<> ")):
            owner = part
        elif n and not when and read_day(part, None) and len(part) < 30:
            when = part
        else:
            what.append(part)
    return "; ".join(part for part in what if part), owner, when


def _action(n: int, piece: str, today: date | None) -> tuple[Action, str, str]:
    what, owner, when = _parts(piece)
    address = _ADDRESS.search(owner)
    found = address.group().rstrip(".").lower() if address else ""
    return Action(n, what.strip(" .;"), found, read_day(when, today)), owner, when


def read_day(text: str, today: date | None) -> date | None:
    """A day as people in England write it (day before month), or None. Without a year: the next such day."""
    found = _ISO.search(text)
    if found:
        return _day(int(found.group(1)), int(found.group(2)), int(found.group(3)))
    found = _NUMBERS.search(text)
    if found:
        year = int(found.group(3))
        return _day(year + 2000 if year < 100 else year, int(found.group(2)), int(found.group(1)))
    return _worded(text, today)


def _worded(text: str, today: date | None) -> date | None:
    for pattern, day_at, month_at in ((_DAY_MONTH, 1, 2), (_MONTH_DAY, 2, 1)):
        for found in pattern.finditer(text):
            month = _MONTHS.get(found.group(month_at)[:3].lower())
            if month is None:
                continue
            day = int(found.group(day_at))
            return _day(int(found.group(3)), month, day) if found.group(3) else _next(month, day, today)
    return None


def _next(month: int, day: int, today: date | None) -> date | None:
    if today is None:
        return None
    this_year = _day(today.year, month, day)
    return this_year if this_year is None or this_year >= today else _day(today.year + 1, month, day)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
