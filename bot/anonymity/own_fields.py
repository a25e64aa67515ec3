"""Lines of a filled-in form that say who fills it in: "Reported by: ...", "Role: ...".

A label of the reporter's goes wherever it stands; "Name", "Role", "Phone" only in one run with a line that names them.
"""

from __future__ import annotations

import re

from bot.anonymity.identity import Needles
from bot.anonymity.matching import find

_VALUE = r"\s*(?:[:|=]|\s-\s)\s*\S.*$"
_MINE = re.compile(
    r"^[\s*>|_-]*(?:(?:report(?:ed|ing)?|submitted|completed|raised|filled in|written|logged)\s+by"
    r"|(?:name|role|job title|position|contact details?|phone|e-?mail)\s+of\s+(?:the\s+)?(?:reporter|person reporting)"
    r"|(?:my|your)\s+(?:full\s+)?(?:name|role|job(?: title)?|position|department|room|phone|number|e-?mail)"
    r"|reporter(?:['’]s)?(?:\s+(?:name|role|job title|position|contact(?: details)?|phone|e-?mail|department))?"
    rf"|(?:my\s+)?line\s+manager)(?:\s*\([^()]{{1,40}}\))?{_VALUE}",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    r"^[\s*>|_-]*(?:(?:full\s+|first\s+|last\s+|staff\s+)?name|surname|from|sender|role|job(?:\s+title)?|position|"
    r"department|dept|team|room|school|site|phone|tel(?:ephone)?|mobile|ext(?:ension)?|e-?mail(?:\s+address)?|contact"
    rf"(?:\s+(?:number|details?))?|(?:staff|employee|payroll)\s+(?:number|no\.?|id)){_VALUE}",
    re.IGNORECASE,
)
_SENT_BY = re.compile(  # a last line such as "sent by the Head's PA"
    r"^\W*(?:sent|written|reported|submitted|typed)\s+(?:by|from)\s+[^.!?\n]{2,60}\W*$", re.IGNORECASE
)
_SITE = re.compile(
    r"^[\s*>|_-]*(?:school|site)\b", re.IGNORECASE
)  # says where it happened, of hundreds of people


def without_own_fields(text: str, needles: Needles) -> tuple[str, int]:
    """The text without such lines, and how many there were."""
    lines = text.split("\n")
    away = {at for at, line in enumerate(lines) if _MINE.match(line)}
    last = max((at for at, line in enumerate(lines) if line.strip()), default=0)
    away |= {last} if last and not lines[last - 1].strip() and _SENT_BY.match(lines[last]) else set()
    for run in _runs(lines):
        if any(find(lines[at], needles) for at in run):
            away |= {at for at in run if not _SITE.match(lines[at])}
    return "\n".join(line for at, line in enumerate(lines) if at not in away), len(away)


def _runs(lines: list[str]) -> list[list[int]]:
    """Neighbouring lines with plain labels."""
    runs: list[list[int]] = [[]]
    for at, line in enumerate(lines):
        if _PLAIN.match(line) or _MINE.match(line):
            runs[-1].append(at)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]
