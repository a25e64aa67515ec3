"""Reports written as `Field: value` lines: which answer stands under which label, in many wordings.

Must not read the answers; reader modules do, with the same code as for prose.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.mail.fields.prose import Prose

# Label (lower case, searched in order) -> what it asks for. "" = a label that we know and pass over.
_LABELS: tuple[tuple[str, str], ...] = (
    (
        r"^(?:(?:date|time|when).{0,20}(?:report(?:ed)?|form|complet|submitted|sign)|report date|reported"
        r" (?:on|at|by|to)|today)", ""),
    (
        r"^(?:your|reporter|name of (?:person|reporter)|contact|e-?mail|phone|tel|job title|position|role"
        r"|department|from|to|sent|subject|cc|bcc|reference|ref)", ""),
    (
        r"(?:time|when|at what time).{0,24}(?:notice|discover|detect|identif|aware|found|find out|realis|realiz"
        r"|spotted|learn|hear|come to (?:light|know)|came to (?:light|know)|(?:be|were) told)"
        r"|^(?:found|noticed|discovered|spotted|came to light|detected)$", "aware"),
    (
        r"(?:notice|discover|detect|identif|became aware|found out|realised|realized|spotted|first known"
        r"|awareness).{0,25}(?:date|time|when|on|at)?$|date.{0,20}(?:notice|discover|detect|identif|aware"
        r"|found|realis|spotted)", "aware"),
    (r"^(?:what )?time.{0,30}(?:incident|breach|happen|occur|event|loss)?$", "occurred"),
    (
        r"(?:date|when).{0,30}(?:incident|breach|happen|occur|event|loss|theft|sent|took place|take place)"
        r"|^(?:incident|breach) (?:date|time)|^date(?:[ /&]*(?:and )?time)?$|^when\??$|^date occurred"
        r"|occurred(?: on| at)?$|happened (?:on|at)$", "occurred"),
    (
        r"(?:number|how many|no\.?|count|approx|total).{0,25}(?:people|individual|data subject|pupil|person"
        r"|record|affected|staff|parent|student|involved|child|customer)|^(?:people|individuals|data"
        r" subjects|pupils|persons|numbers?|records) (?:affected|involved|concerned)$|^how many", "count"),
    (
        r"(?:who|recipient).{0,30}(?:receiv|has it|has the|has seen|got it|got the|seen it|saw|sent to|has"
        r" had)|^(?:unintended |incorrect |wrong )?recipients?|^(?:data )?(?:disclosed|sent|shared|released"
        r"|lost) to|^sent to|^who (?:has|got)", "recipients"),
    (r"encrypt|password.?protect", "encrypted"),
    (
        r"(?:still|ongoing|on-going|continuing).{0,20}(?:going on|open|breach|incident|happening)?\??$",
        "ongoing"),
    (
        r"(?:action|step|measure|done|do|did you do|remed|contain|mitigat|recover).{0,30}(?:so far|taken"
        r"|already|immediate|done|since|about it)|^(?:remedial|immediate|initial|containment|corrective)"
        r" (?:action|step|measure)s?|^actions?$|^containment$|^what have you done|^mitigation|^(?:done"
        r"|done so far|so far|response|steps)$",
        "actions"),
    (r"contained|recovered|retrieved|deleted|under control|been stopped", "contained"),
    (
        r"(?:type|kind|category|categories|nature|what|description|details|which|sort).{0,20}(?:data"
        r"|information|details|records)(?! subject)|^(?:personal )?(?:data|information)(?: (?:involved"
        r"|affected|types?|lost|disclosed|compromised|concerned|at risk|breached|categories))?$|^data"
        r" (?:types?|categor)", "data"),
    (
        r"(?:who|whose|type|categor|about whom|kind).{0,40}(?:data subject|people|person|individual|about"
        r"|affected|belong|relate)|^data subjects?|^whose|^about whom|^people|^affected|^who is affected",
        "people"),
    (
        r"(?:staff|person|people|who|employee|individual|name|names).{0,30}(?:involved|responsible|caus|at"
        r" fault|concerned|did it)|^(?:staff|persons?|people|names?) involved|^names?$|^caused by"
        r"|^responsible", "names"),
    (
        r"^(?:name of )?(?:the )?(?:school|academy|site|setting|establishment|organisation"
        r"|office)(?: name| / site|/site)?$|^which school", "school"),
    (r"^(?:location|place|where)\??$", "place"),
    (
        r"what happened|^what$|^(?:brief )?(?:description|details|summary|nature|overview|outline|account|facts)"
        r"|^incident(?: details| summary| description)?$|^what (?:was|has) |happened|^how did", "what"),
    (
        r"^(?:impact|cause|effects|risk|likely|consequence|severity|police|ico|dpo|line manager|witness"
        r"|training|policy|evidence|attach|comments?|notes?|any other|how)", ""),
)  # fmt: skip
_LINE = re.compile(
    r"^[ >*\-\u2022#|_]{0,12}(?:\(?[0-9a-z]{1,2}[.)] {0,3})?\*{0,3}_{0,3}(?P<label>[A-Za-z][^:?="
    r"|\n]{1,78}?)\*{0,3}_{0,3} {0,9}"
    r"(?P<sep>\? {0,2}:?|:|=|\||[ ]-[ ]|\t)[ *_|]{0,12}(?P<value>[^\n]*)$",
    re.MULTILINE,
)
_ENDS_WITHIN = re.compile(r"[a-z]{3}[.!] ")
_MAX_LINES = 400


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer of a form: what it is for, its span in the text, its label with the answer as written."""

    key: str
    label_start: int
    start: int
    end: int
    source: str


def _key_of(label: str) -> str | None:
    low = " ".join(label.lower().split())
    return next((key for pattern, key in _LABELS if re.search(pattern, low)), None)


def _end_of(text: str, at: int, limit: int) -> int:
    """Where an answer ends: at a blank line or the next label; an empty first line may be followed by the answer."""
    end = at
    for line in re.finditer(r"[^\n]*(?:\n|$)", text[at:limit]):
        bare = line.group().strip(" \t\r\n*_|")
        if not bare and text[at:end].strip(" \n*_|"):
            break
        end = at + line.end()
        if line.end() == limit - at:
            break
    return end


def entries(prose: Prose) -> tuple[Entry, ...]:
    """The answers of a form, in order; empty for a mail that is no form."""
    text = prose.text
    lines = []
    for match in _LINE.finditer(text):
        key = _key_of(match["label"])
        if key is not None and _may_be_label(match):
            lines.append((match, key))
        if len(lines) >= _MAX_LINES:
            break
    found = []
    for index, (match, key) in enumerate(lines):
        limit = lines[index + 1][0].start() if index + 1 < len(lines) else len(text)
        end = _end_of(text, match.start("value"), limit)
        answer = text[match.start("value") : end]
        if answer.strip(" \n*_|"):
            stop = match.start("value") + len(answer.rstrip())
            found.append(
                Entry(
                    key,
                    match.start("label"),
                    match.start("value"),
                    stop,
                    text[match.start() : stop].strip(" \n>*|"),
                )
            )
    return tuple(found)


def _may_be_label(match: re.Match[str]) -> bool:
    """A dash or a question mark makes a label only where the words before it are few."""
    words = len(match["label"].split())
    if _ENDS_WITHIN.search(match["label"]):  # "Phone note. Caller: ..." is prose
        return False
    if match["sep"].strip() in ("-", "="):
        return words <= 4 and match["label"][:1].isupper()
    return words <= 12
