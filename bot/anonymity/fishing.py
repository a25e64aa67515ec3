"""Marks questions that fish for who the reporter is. Marks only: the question still goes, with a note."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

YOU_NEED_NOT = "You do not have to answer this. It could identify you."


class Bait(StrEnum):
    """What a question would find out."""

    NAME = "who you are"
    ROLE = "your job or task"
    PLACE = "where you work or were"
    TIME = "when you were there"
    CONTACT = "how to reach you"
    COMPANY = "who was with you"
    ACCOUNT = "your own account"
    TRACE = "your way of writing or sending"


_YOU = r"(?:you|your|yours|u|ur)"
_BAITS: tuple[tuple[Bait, re.Pattern[str]], ...] = tuple(
    (bait, re.compile(pattern, re.IGNORECASE))
    for bait, pattern in (
        (
            Bait.NAME,
            rf"\bwho\s+(?:are|is|am|were)\s+(?:{_YOU}|this|i (?:speaking|talking|writing))\b|"
            rf"\bwho(?:['’]s| is)\s+(?:this|that|writing|asking)\b|\b{_YOU}\s+(?:full\s+|first\s+|"
            rf"last\s+|real\s+)?(?:name|surname|initials|identity|staff (?:number|code|id)|"
            rf"employee (?:number|id))\b",
        ),
        (
            Bait.NAME,
            rf"\b(?:identify|name|reveal|unmask)\s+(?:yourself|{_YOU})\b|\b(?:are|is)\s+(?:you|this|"
            rf"it)\s+(?:[A-Z][a-z]+|mr|mrs|ms|miss|from\b|one of\b|by any chance\b)|\btell\s+(?:me|"
            rf"us)\s+(?:who|your|about yourself)\b|\bsign\s+(?:your|with your)\b",
        ),
        (
            Bait.NAME,
            rf"\b(?:man|woman|male|female|age|old)\b.{{0,20}}\b{_YOU}\b|\bhow old are {_YOU}\b|"
            rf"\bare {_YOU} (?:a )?(?:man|woman|male|female|parent|governor|pupil|student)\b|"
            rf"\b{_YOU}\s+(?:child|son|daughter|children|husband|wife|partner|family)\b|"
            rf"\bdo {_YOU} have (?:a )?(?:child|son|daughter|children)\b",
        ),
        (
            Bait.ROLE,
            rf"\b(?:what|which)(?:['’]s| is| are| was)?\s+{_YOU}\s+(?:\w+\s)?(?:role|job|position|post|"
            rf"title|department|team|subject|class|year group|grade|line manager|manager)\b|"
            rf"\b{_YOU}\s+(?:role|job title|job|position|department|team|subject|line manager|contract|"
            rf"class|year group)\b",
        ),
        (
            Bait.ROLE,
            rf"\b(?:what|which|who)\s+(?:\w+\s){{0,3}}?(?:do|did)\s+{_YOU}\s+(?:do\b|teach|work|cover|"
            rf"look after|report to|manage)|\bare {_YOU}\s+(?:a |an |the |in |on |one of |part of |"
            rf"still )?(?:member of\s|teacher|teaching|support|staff|ta\b|admin|office|slt|senior|"
            rf"department|full[- ]time|part[- ]time|employed|working|new)|\bdo {_YOU} (?:work|teach|"
            rf"cover|line manage)\b",
        ),
        (
            Bait.ROLE,
            rf"\bhow\s+long\s+(?:have|had|did)\s+{_YOU}\s+(?:been|worked|work|taught)|"
            rf"\bwhen\s+did\s+{_YOU}\s+(?:start|join|begin)\b|\bhow\s+(?:do|did|come|"
            rf"would)\s+{_YOU}\s+(?:know|have access|get access|come to know|happen to)|\bwhy\s+(?:do|"
            rf"did|were|would)\s+{_YOU}\s+(?:have access|there|in)\b",
        ),
        (
            Bait.PLACE,
            rf"\bwhere\s+(?:are|were|do|did|have)\s+{_YOU}\b|\b(?:which|what)\s+(?:room|office|"
            rf"building|site|school|desk|classroom|floor|corridor|computer|device|machine|printer|"
            rf"house)\s+(?:\w+\s){{0,3}}?{_YOU}\b|\b{_YOU}\s+(?:room|office|desk|classroom|building|"
            rf"site|base|laptop|computer|device)\b(?=.{{0,40}}\?)|\bare {_YOU} based\b",
        ),
        (
            Bait.TIME,
            rf"\bwhen\s+(?:exactly\s+)?(?:were|did|do|are)\s+{_YOU}\b|\b(?:what|which)\s+(?:time|day|"
            rf"lesson|period|shift)\s+(?:\w+\s){{0,3}}?{_YOU}\b|\bwere {_YOU}\s+(?:on\s+(?:duty|site|"
            rf"shift)|there|present|in|at)\b|\bwhat\s+were\s+{_YOU}\s+doing\b|\b{_YOU}\s+(?:timetable|"
            rf"rota|shift|duty|lesson)\b",
        ),
        (
            Bait.CONTACT,
            rf"\b(?:call|ring|phone|text|meet|see|visit|speak (?:to|with)|come (?:and|to|by|"
            rf"in))\b.{{0,30}}\b(?:me|us|my office|in person|face to face)\b|\b{_YOU}\s+(?:phone|"
            rf"mobile|number|extension|address|e-?mail|contact details|whatsapp|calendar)\b|\b(?:pop|"
            rf"drop)\s+(?:in|by|round|into)\b|\bcan\s+(?:we|i)\s+(?:meet|speak|talk|call|ring|chat)\b|"
            rf"\bface[- ]to[- ]face\b",
        ),
        (
            Bait.COMPANY,
            rf"\b(?:who|anyone|anybody|somebody|someone)\s+(?:else\s+)?(?:\w+\s){{0,2}}?(?:with|beside|"
            rf"near|next to|alongside|saw)\s+{_YOU}\b|\bwere {_YOU} (?:alone|on your own|by yourself|"
            rf"with (?:any|some)one|the only)\b|\bwho\s+(?:told|asked|sent|put|showed)\s+{_YOU}\b|"
            rf"\bwho\s+(?:do|did)\s+{_YOU}\s+(?:sit|work|share|tell|speak|talk)\b|"
            rf"\bwho\s+else\s+(?:knows|knew|have {_YOU} told)\b|\bhave {_YOU} (?:told|spoken to|"
            rf"talked to|discussed)\b",
        ),
        (
            Bait.ACCOUNT,
            rf"\b(?:from|use|using|with|via|log in|sign in|login)\b.{{0,30}}\b(?:{_YOU}\s+)?(?:school|"
            rf"work|own|personal|normal|usual|trust|staff)\s+(?:e-?mail|account|address|login|computer|"
            rf"laptop|device|one ?drive)\b|\b{_YOU}\s+(?:log ?in|user ?name|account|password|"
            rf"ip address)\b|\b(?:which|what)\s+(?:account|login|username|user)\b",
        ),
        (
            Bait.TRACE,
            rf"\b(?:hand-?writ\w+|signature|original (?:file|e-?mail|photo|document|mail)|uncropped|"
            rf"unedited|full (?:screenshot|screen)|metadata|read receipt|"
            rf"confirm (?:that )?{_YOU} (?:have )?(?:read|received|opened))\b|\b(?:click|open|follow|"
            rf"fill in|complete|use)\b.{{0,30}}\b(?:link|form|survey|attachment|document)\b|"
            rf"\bforward\b.{{0,30}}\b(?:e-?mail|message|original)\b",
        ),
    )
)


@dataclass(frozen=True, slots=True)
class Question:
    """One sentence of a leader's mail and what it fishes for, () for an ordinary one."""

    text: str
    baits: tuple[Bait, ...] = ()


def baits_of(text: str) -> tuple[Bait, ...]:
    """What a text fishes for, each once, in a fixed order; () for nothing."""
    return tuple(dict.fromkeys(bait for bait, pattern in _BAITS if pattern.search(text)))


def questions(text: str) -> tuple[Question, ...]:
    """The sentences of a leader's text, each judged by itself."""
    pieces = re.findall(r"[^.?!\n]+[.?!]*", text)
    return tuple(Question(piece.strip(), baits_of(piece)) for piece in pieces if piece.strip())


def marked(text: str) -> tuple[str, bool]:
    """The text with the note behind each line that fishes, and whether there was one."""
    lines = []
    any_bait = False
    for line in text.split("\n"):
        lines.append(line)
        if baits_of(line):
            any_bait = True
            lines.append(f"  ({YOU_NEED_NOT})")
    return "\n".join(lines), any_bait
