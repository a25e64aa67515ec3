"""Which part a group of people plays where a report names it: whose data it is, who got it, who told of it, who did it.

Must not count and must not name anybody: counts.py, subjects.py and involved.py do.
"""

from __future__ import annotations

from enum import StrEnum

from bot.mail.fields.late import late
from bot.mail.fields.prose import Prose


class Part(StrEnum):
    """The part that a group plays at one place of the text."""

    CONCERNED = "concerned"  # it is their data
    RECEIVER = "receiver"
    TELLER = "teller"  # noticed it and said so, or was told
    DOER = "doer"


_FILL = (
    r"(?:(?:all|the|a|an|another|one|of|our|my|their|his|her|some|several|every|each|about|around|wrong"
    r"|other|different|unrelated|incorrect|former|both|two|three|four|five|six|\d[\d,]*|external|outside|new"
    r"|whole|entire|group|list|class|following|parents|multiple|various|other's|number|colleague|year|those"
    r"|these|more than|over|up to|approximately|nearly|almost|unknown|previous|current|mailing|list"
    r"|[a-z]+'s?|ex|small|large|registered|concerned|intended|unintended|such|birth|adoptive) )*"
)
_TO = late(
    rf"(?<![a-z])(?:to:?|by|shar(?:ed|es|ing|e)(?: \w+){0, 3} with|cc'd|copied|bcc'd|reached|emailed|e-mailed"
    rf"|texted|messaged|received by|recipient was|copied in) {_FILL}$"
)
_TO_IS_SEND = late(
    r"(?<![a-z])(?:sent|send|sending|emailed|e-mailed|posted|shared|forwarded|given|gave|handed|went|gone"
    r"|go|going|delivered|disclosed|visible|shown|showed|available|accessible|copied|cc'd|mailed|faxed"
    r"|released|out|home|addressed|issued|published|circulated|distributed|displayed|leaked|replied|it|them"
    r"|this|that|email|letter|letters|report|file|list|details|texted|messaged|attached|read out|dispatched"
    r"|exposed|revealed|transmitted|transferred|passed|texts?|message|newsletter|spreadsheet|back"
    r"|attachment|document|sheet|download(?:ed)?|accessed|opened|seen|viewed|read|received|accident|mistake"
    r"|error)\b"
)
_RELATES_TO = late(
    rf"(?<![a-z])(?:relat(?:es?|ed|ing)|belong(?:s|ed|ing)?|refer(?:s|red|ring)?|pertain(?:s|ed|ing)?"
    rf"|appl(?:y|ies|ied)) to {_FILL}$"
)
_SEEN_DOING = late(
    rf"(?<![a-z])(?:overheard|heard|saw|witnessed|caught|watched|overhearing) {_FILL}(?:members? of )?$"
)
_TOLD_TO = late(
    r"(?<![a-z])(?:on the phone to|phone to|talking to|told|informed|asked|rang|called|phoned|contacted"
    r"|emailed|e-mailed|apologised to"
    r"|apologized to|spoke to|spoken to|spoke with|let|warned|notified|thanked|reassured|advised|advise"
    r"|tell|inform|contact|reported to|reported by|noticed by|found by|discovered by|spotted by|reply from"
    r"|call from|email from|complaint from|complaints from|letter from|message from|calls from|alerted by"
    r"|told by|interviewed|written to|write to|thanks to|reminded|trained|support from)"
    r"(?: (?:the|a|an|any|no|all|our|my|both|each|every|another|one|of|other|affected|these|those|two"
    r"|three|\d+|member|members|some|several))* ?$"
)
_SAYS = late(
    r"(?: (?:of|from|in) (?:the |our |a |year )?[a-z0-9]+)?\)?,? (?:(?:has|have|had|then|who|also"
    r"|immediately|kindly|later|since|just|only) )*(?:rang|called|phoned|emailed|e-mailed|noticed|told|said"
    r"|says|reported|contacted|complained|replied|alerted|informed|wrote|pointed out|spotted|flagged"
    r"|discovered|found|realised|mentioned|confirmed|deleted|returned|asked|came|brought|handed it|let us"
    r"|let me|texted|agreed|signed|saw|pointed|requested|made a|enquired|says|sees)\b"
)
_GETS = late(
    r"(?: (?:of|from|in) (?:the |our |a |year )?[a-z0-9]+)?\)?,? (?:(?:has|have|had|already|then|who|also|already|since"
    r"|now) )*(?:(?:were|was) (?:present|there|in the (?:room|hall|meeting|audience)|watching|listening|nearby)"
    r"|attended|heard|overheard|received|got|opened|viewed|has it|have it|read|downloaded|screenshotted"
    r"|forwarded it|was sent"
    r"|were sent|was emailed|were emailed|could see|can see|(?:could|may|might|can|will) have (?:read|seen"
    r"|opened|accessed|viewed)|was able to (?:see|access|read|open)|were able to (?:see|access|read|open)"
    r"|was given|were given)\b"
)
_DOES = late(
    r"(?: (?:at|of|in|from) (?:the |our |year |a |an )?(?:\w+ )?[a-z0-9]+)?(?:, [a-z .]{2,30}(?=,))?,?"
    r" (?:(?:has|have|had|then|who|accidentally|mistakenly|inadvertently|deliberately|wrongly"
    r"|unintentionally|also|apparently|may have|allegedly|must have) )*(?:sent(?! (?:\d+ (?:min|hour)|at \d"
    r"|today|yesterday))|emailed|e-mailed|left|lost"
    r"|posted|clicked|shared|uploaded|opened|took|taken|printed|forgot|accessed|logged|copied|forwarded"
    r"|attached|put|published|threw|typed|used|got into|hacked|guessed|stole|downloaded|gave|disclosed|fell"
    r" for|entered|replied to|misplaced|mislaid|been using|been looking|looked|deleted|changed|was using"
    r"|set up|exported|selected|failed|wrote|dropped|walked|managed|has been|mixed|packed|put)\b"
)
# "22 parents on the list", where the mail went to a list.
_ON_LIST = late(
    r" (?:are |were )?(?:on|in) (?:the|that|our|this) (?:\w+ )?(?:list|group|chat|channel|forum)(?![a-z])"
)
_MAILED_LIST = late(r"mailing list|distribution list|e-?mail list|whats ?app|group chat|channel|forum")
_OWNED = late(
    r"(?:'s?(?![a-z])|(?<=s)' )(?! (?:parents?|mum|dad|mother|father|family|carers?|book ?bag|inbox|e-?mail"
    r" account|solicitor))"
)
# Somebody plays a parent or a client: it is the real one's data.
_PLAYED = late(
    r"(?:posing as|pretending to be|claiming to be|purporting to be|impersonating) (?:a|an|the|one of our) $"
)
_OWNS_THING = late(
    r"'s? (?:\w+ ){0,2}?(?:car|laptop|phone(?! (?:numbers?|nos?))|bag|house|vehicle|desk|account|device"
    r"|notebook|van|office"
    r"|rucksack|briefcase|usb|stick|tablet|computer)(?![a-z])"
)
_IS_ME = late(r"(?<![a-z])(?:i'?m|i am|as) (?:the |a |an |one of the )?$")
_ABOUT = late(r"(?:of|for|about) $")
_OWNED_BY = late(r"'s? (?:parents?|mum|dad|mother|father|family|carers?|book ?bag)")
_OF = late(
    r"(?<![a-z])(?:of|about|for|on|belonging to|concerning|relating to|relate to|relates to|regarding"
    r"|affect(?:s|ed|ing)?|involv(?:es|ed|ing)|contain(?:s|ed|ing)?|includ(?:es|ed|ing)|impact(?:s|ed|ing)?"
    r"|concern(?:s|ed)?|covering|names?|listing|listed|against|holding|held|from) "
    rf"{_FILL}(?:[a-z]+ (?:and|or) )?{_FILL}$"
)


def part_of(prose: Prose, start: int, end: int) -> Part:
    """The part of the group named at [start, end)."""
    sentence = prose.at(start)
    left = prose.low[max(sentence.start, start - 90) : start]
    right = prose.low[end : min(sentence.end, end + 70)]
    owned = _OWNED_BY.match(right)
    if owned and not _ABOUT.search(
        left
    ):  # "to another pupil's parents": the pupil is named for the parents' sake
        return part_of(prose, start, end + owned.end())
    return _by_owning(left, right) or _by_left(left) or _by_right(right, prose.low) or Part.CONCERNED


def _by_owning(left: str, right: str) -> Part | None:
    if _PLAYED.search(left):
        return Part.CONCERNED
    if _OWNS_THING.match(right):
        return Part.DOER
    return Part.CONCERNED if _OWNED.match(right) else None


def _by_left(left: str) -> Part | None:
    if _TOLD_TO.search(left) or _IS_ME.search(left):
        return Part.TELLER
    if _SEEN_DOING.search(left):
        return Part.DOER
    if _RELATES_TO.search(left):
        return Part.CONCERNED
    to = _TO.search(left)
    if to:
        sent = bool(_TO_IS_SEND.search(left)) or to.group().startswith("to:")
        if sent or to.group().startswith(("cc", "bcc", "copied", "reach")):
            return Part.RECEIVER
        return Part.TELLER if to.group().startswith("by ") else Part.CONCERNED
    return Part.CONCERNED if _OF.search(left) else None


def _by_right(right: str, low: str) -> Part | None:
    if _ON_LIST.match(right) and _MAILED_LIST.search(low):
        return Part.RECEIVER
    for pattern, part in ((_DOES, Part.DOER), (_GETS, Part.RECEIVER), (_SAYS, Part.TELLER)):
        if pattern.match(right):
            return part
    return None
