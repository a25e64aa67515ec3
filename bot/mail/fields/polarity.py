"""Whether a phrase in a sentence is said, denied or left open: "not encrypted", "don't know if", "no health data".

Looks at the words before and after within the clause (the idea of NegEx, Chapman et al. 2001). Must not know topics.
"""

from __future__ import annotations

from enum import StrEnum

from bot.mail.fields.late import late
from bot.mail.fields.prose import Prose


class Stance(StrEnum):
    """How a text stands to one of its phrases."""

    SAID = "said"
    DENIED = "denied"
    OPEN = "open"


_REACH = 90  # characters looked at on each side; a clause is shorter
_SUBJECT = 6  # characters of the longest new subject with its blank
_NEW_SUBJECT = (
    r"(?:the|it|its|he|she|they|we|i|there|this|that|these|those|which|who|so|all|some|one|my|our|his|her"
    r"|their|a|an)"
)
# Nothing before one of these speaks about what follows it.
_LEFT_WALL = late(
    r"[.;:()!?\n]| - | but | however | although | though | whereas | because | except |, ?(?:and"
    rf" )?{_NEW_SUBJECT} "
    rf"| and (?:it|he|she|they|we|i|there|this|that|which|then|so|the|my|our) | anyway "
)
_THAT = late(rf" that {_NEW_SUBJECT} ")
_OPEN_BEFORE = late(
    r"(?<![a-z])(?:(?:do|does|did|am|are|is|was|were|can|ca|could|have|has)(?:n'?t| not)(?: yet| currently|"
    r" fully)?"
    r" (?:know|sure|certain|clear|tell|say|confirm|confirmed|remember|think|believe|established|determined"
    r"|aware)"
    r"|can ?not (?:tell|say|confirm|remember|be sure|rule out)|(?:can't|couldn't) (?:tell|say|be sure|rule"
    r" out)"
    r"|cannot|not (?:yet )?(?:sure|certain|clear|known|confirmed)|dont know|dunno|not aware|no idea|unclear"
    r"|unsure"
    r"|uncertain|unknown|whether|if|(?:might|may|could|would|should)(?: also| well| potentially)?(?="
    r" (?:have|be|not|contain|include|affect|involve|still|hold|only)(?![a-z]))|possibly|potentially|maybe"
    r"|perhaps|i think(?! i should)|(?:i|we|they|she|he)(?: had)? (?:thought|assumed|believed|understood)"
    r"|i believe|we think"
    r"|checking|finding out|looking into|waiting to hear|to be confirmed|tbc|presumably|probably|hopefully"
    r"|suspect(?:ed|s)?|trying to|hoping to|ask(?:ed)? (?:\w+ ){0,4}to|please(?! help)|need to|will)(?![a-z])"
)
# What is not taken out is there for all to see.
_EXPOSES = r"(?! (?:the |any |having )?(?:remov|redact|delet|strip|hid|anonym|blank|black|tak(?:e|ing) out|bcc|check))"
_NOT_BEFORE = late(
    r"(?<![a-z])(?:not(?! only| just| least)|\w{2,6}n't|cannot|(?:do|did|does|was|were|is|are|has|have|had|ca"
    r"|wo|could|would|should)nt|never|no"
    rf"|without{_EXPOSES}|neither|nor|none of|nobody(?! (?:else )?(?:was |is )?(?:there|about|around"
    rf"|in)(?![a-z]))|nothing|free of|rather than|instead of|lack of|lacks?|lacked"
    rf"|(?:failed|fails|forgot|omitted|neglected) to{_EXPOSES}"
    r"|unable to|far from|hardly|yet to|absence of|other than|excluding)(?![a-z])"
)
_VERB_BETWEEN = late(
    r"(?<![a-z])(?:was|were|is|are|had|has|have|did|sent|went|got|then|contains?|contained|includes?"
    r"|included|shows?|noticed|found|told|said|rang|received|but|stolen|lost|taken)(?![a-z])"
)
_CARRIES = late(
    r"(?:not|n't|never|nor|neither|no) (?:\w+ ){0,1}(?:contain|include|involve|have|hold|show|reveal|affect"
    r"|show|give|list"
    r"|disclose|expose|been|be|identified|personal|believe|think)"
)
# "no data were [lost]": the denial reaches over its verb.
_NO_X_WAS = late(
    r"(?:no|none|nobody|nothing|neither)(?: (?!one )[a-z'\-]+){0,4}? (?:was|were|is|are|has|have|had)(?:"
    r" been| ever| actually)* "
)
# "without access to medical records", "cannot open the files": the things are there, only out of reach.
_OUT_OF_REACH = late(
    r" (?:any |longer |direct |to |be |able |get )*(?:access|get at|get to|get into|open|read|use|see|reach"
    r"|log in|retrieve|find)(?![a-z])"
)
_PARTICIPLE = (
    r"(?:included|involved|affected|exposed|compromised|visible|disclosed|part of|in the|on the|accessed"
    r"|contained|present"
    r"|shared|leaked|stored|there|sent|at risk|concerned|taken|lost|visible|shown)"
)
_NOT_AFTER = late(
    r"(?:(?! and (?:the|it|this|we|i|he|she|they) | but | which | who |, the"
    r" )[^.;:!?]){0,70}?(?<![a-z])(?:was|were|is|are|has|have|had|did|do|does)(?:n't| not| never)(?:"
    r" been| also| in any way)*"
    rf" {_PARTICIPLE}"
    r"| ?(?:\?|:|-) ?(?:no|none|n/a|nil|not applicable|nope)(?![a-z])"
    r"| (?:is|was|were|are) (?:not|n't)(?! (?:known|clear|sure|yet known|certain))"
)
_OPEN_AFTER = late(
    r"(?:(?! and | but )[^.;:!?]){0,40}?(?<![a-z])(?:is|are|was|were) (?:not (?:yet )?(?:known|clear"
    r"|certain|confirmed)|unknown|unclear|being checked)"
    r"| ?(?:\?|:|-) ?(?:not (?:yet )?(?:known|sure|clear)|unknown|unsure|don'?t know|tbc|dk|\?)"
)


def _before(prose: Prose, start: int) -> str:
    left = max(prose.at(start).start, start - _REACH)
    text = prose.low[left:start]
    # the phrase itself may begin with the new subject that makes the wall
    seams = _LEFT_WALL.finditer(prose.low[left : start + _SUBJECT])
    walls = [match.end() for match in seams if match.start() < len(text)]
    return text[walls[-1] :] if walls else text


def _denied_before(text: str) -> bool:
    for match in _NOT_BEFORE.finditer(text):
        rest = text[match.end() :]
        if _NO_X_WAS.fullmatch(text, match.start()):
            return True
        if _OUT_OF_REACH.match(rest) or (
            match.group() == "not" and "," in rest and not _CARRIES.match(text, match.start())
        ):
            continue  # "in the bin, not the shredder, names ..."
        if not _VERB_BETWEEN.search(rest) or (_CARRIES.match(text, match.start()) and rest.count(",") < 6):
            return True
    return False


def stance(prose: Prose, start: int, end: int, *, listed: bool = True) -> Stance:
    """How the text stands to the phrase at [start, end).

    `listed`: words after the phrase count too ("health data, payment data were not included").
    """
    before = _before(prose, start)
    if _OPEN_BEFORE.search(before):
        return Stance.OPEN
    that = [match.end() for match in _THAT.finditer(before)]
    if _denied_before(before[that[-1] :] if that else before):
        return Stance.DENIED
    stop = min(prose.at(start).end, end + _REACH)
    if listed and _OPEN_AFTER.match(prose.low, end, stop):
        return Stance.OPEN
    if listed and _NOT_AFTER.match(prose.low, end, stop):
        return Stance.DENIED
    return Stance.SAID


_YES = late(r"\W*(?:yes|y|yep|yeah|true|fully|all|it (?:was|is|has)(?! not|n't)|confirmed|done)\b")
_NO = late(
    r"\W*(?:no|n|nope|none|false|not(?! (?:yet )?(?:known|sure|clear|certain))|never|it (?:was|is"
    r"|has)(?:n't| not)|unencrypted)\b"
)
_UNKNOWN = late(
    r"\W*(?:unknown|unsure|n/?a(?![a-z])|not applicable|not (?:yet )?(?:known|sure|clear|certain)|don'?t"
    r" know|dont know|do not know|tbc|n/?k|\?+|no idea)"
)


def yes_or_no(answer: str) -> bool | None:
    """An answer on a form read as yes, no or (None) neither."""
    low = answer.lower().replace("\u2019", "'")
    if _UNKNOWN.match(low):
        return None
    if _NO.match(low):
        return False
    return True if _YES.match(low) else None
