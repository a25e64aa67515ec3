"""The words by which commands are recognised, as data. What a command's argument means is read in arguments.py.

A command word in capitals takes any text behind it. In any other case the text behind it must make it unmistakable,
because "close", "note", "return" are ordinary English: each form below says what that text may be.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from bot.domain.words import CommandName as C

REFERENCE = r"\[?[A-Z][A-Z0-9]{0,11}-(?:DRILL-)?\d{4}-\d{4,}\]?"
ADDRESS = r"[^\s<>()\[\]\"',;:@]{1,64}@[^\s<>()\[\]\"',;:@]{1,190}"

_CASE = r"(?:case|incident|matter|report|ticket|breach|near[- ]miss|one)"
_REPORT = r"(?:(?:incident )?outcome(?: report)?|report|form)"
# "this case", "it", "the outcome report", and small words of politeness.
_OBJECT = (
    rf"(?:\s+(?:this|that|the|my|our|it)?\s?(?:{_CASE}|{_REPORT})?(?:\s?(?:{REFERENCE}))?)?(?:\s+(?:now|"
    rf"please|pls|thanks|thank you|down|off|with thanks))*"
)
_REASON = (
    r"(?:because\b|as (?!soon\b|and when\b|long as\b|far\b)|since\b|due to\b|on the grounds\b|reason\s?:|"
    r"given\b|for the (?:following )?reason)"
)
_STOP = r"\s*(?:$|[.,;:!–—-])"
_ENDS = rf"(?:{_STOP}|\s+{_REASON})"
_SEVERITY = r"(?:minor|moderate|major|critical)"
_TO = (
    r"(?:\s+(?:this|it|that|the|case|incident|one))*(?:\s+(?:over\s+)?to)?(?:\s+(?:the )?(?:deputy|officer|"
    r"investigat\w+|headteacher|head|siro|ceo|chair|dpo))?"
)
_NEAR_ADDRESS = rf"{_TO}\s*[:=]?\s*(?:@?[\w.'’-]+,?\s+){{0,4}}?(?:<|\[|\()?(?:mailto:)?{ADDRESS}"
_SOMEBODY = r"\s+(?!nothing|nobody|no one|the\b)[\w.'’-]+(?: [\w.'’-]+){0,3} because\b"


class Form(NamedTuple):
    """How a command is written: `words` before, `tail` that must follow where it is not in capitals.

    `polite`: "please ..." may stand before it. `free`: its argument may run over several lines.
    `sure`: conditions and question marks behind it say nothing against it (it is text, or changes nothing).
    """

    name: C
    words: str
    tail: str
    polite: bool = True
    free: bool = False
    sure: bool = False


# Order matters: the first that matches decides ("not done 2" before "done 2").
FORMS: tuple[Form, ...] = (
    Form(
        C.NOT_DONE,
        r"not[- ]done|undone",
        r"\s*[:#]?\s*(?:action |no\.? ?|number )?\d",
        polite=False,
        free=True,
    ),
    Form(
        C.NOT_INCIDENT,
        r"(?:this is |it is |it['’]s |that is )?not[-_ ](?:an? )?(?:security )?incident|non-incident",
        rf"\s*(?:$|[.:;,–—-]|{_REASON})",
        polite=False,
        free=True,
    ),
    Form(
        C.NO_CONTACT,
        r"no[- ]contact|forget[- ]me|do not contact me(?: again)?",
        r"(?:\s+(?:again|please|thanks|thank you))*\s*[.!]*$",
        sure=True,
    ),
    Form(C.NAME_ME, r"name[- ]me", r"(?:\s+(?:please|thanks|thank you))*\s*[.!]*$", sure=True),
    Form(
        C.ACKNOWLEDGE,
        r"(?:(?:ok(?:ay)?|thanks|noted|received|yes)(?:,? and|,)? )?acknowledged|acknowledge|ack(?:ed|['’]d)?",
        rf"(?:\s+(?:with thanks|thanks|thank you|receipt|safely|received|on behalf))*(?:\s+(?:of|for)? "
        rf"?(?:this|the|it|your)?(?: {_CASE}| e-?mail| message)?)?(?:{_STOP}|\s+(?:and|I|I['’]\w+|will|"
        rf"at)\b)",
        polite=False,
    ),
    Form(
        C.CLASSIFY,
        r"(?:re-?)?classif(?:y|ied)",
        rf"(?:\s+(?:this|it|that|the|my|our|case|incident|breach|one))*(?:\s+(?:as|to be|to|"
        rf"at))?\s*[:=–—-]?\s*(?:an?\s+)?{_SEVERITY}\b",
    ),
    Form(C.ASSIGN, r"assign|appoint", _NEAR_ADDRESS),
    Form(C.HANDOVER, r"hand[- ]?over|hand (?:this|it|the case) over", _NEAR_ADDRESS),
    Form(
        C.ESCALATE,
        r"escalate",
        rf"{_OBJECT}(?:\s+(?:up|further|to (?:the )?(?:siro|ceo|chair|dpo|head\w*|trust|next (?:rung|"
        rf"level|person)|chief executive)))*(?:{_ENDS}|\s+I\b)",
        free=True,
    ),
    Form(C.EXCLUDE, r"exclude", rf"(?:{_NEAR_ADDRESS}|{_SOMEBODY})", free=True),
    Form(C.INCLUDE, r"include", rf"(?:{_NEAR_ADDRESS}|{_SOMEBODY})", free=True),
    Form(
        C.AWARE,
        r"aware(?:ness)?",
        r"\s*(?:since|on|from|at|date|is|was|as of|:)*\s*(?:\d|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|"
        r"sat(?:ur)?|sun)(?:day)?\b|yesterday|today|last\b|this (?:morning|afternoon)|the \d)",
        polite=False,
        free=True,
    ),
    Form(
        C.CONTAINED,
        r"contained|(?:this|it|the (?:incident|breach))(?: is| has been)?(?: now| fully)? contained",
        r"\s*(?:$|[.,:;!–—-]|because\b|by\b|now\b|since\b|as\b|all\b|we\b|I\b|at\b|on\b)",
        polite=False,
        free=True,
        sure=True,
    ),
    Form(
        C.ASK,
        r"ask",
        rf"\s+(?:the\s+)?(?:<|\[)?(?:reporter|(?:mailto:)?{ADDRESS})(?:>|\])?\s*(?:[:,–—-]|.*\?\s*$)",
        free=True,
        sure=True,
    ),
    Form(
        C.NOTE,
        r"note(?: for (?:the )?(?:file|record))?",
        r"\s*(?:[:–—-]|that\b|the\b|\w)",
        polite=True,
        free=True,
        sure=True,
    ),
    Form(
        C.RISK,
        r"(?:the )?risk(?: level)?(?: to (?:people|individuals|data subjects|them|pupils|rights and "
        r"freedoms))?",
        r"\s*(?:is|was|=|:|–|—|-)?\s*(?:none|unlikely|likely(?! to\b)|high)\b(?!\s+(?:risk of|to|level|"
        r"street|school))",
        polite=False,
        free=True,
    ),
    Form(C.ICO, r"ico", r"\s*[:=]?\s*(?:report(?!ed|ing)|not[- ]report|filed)\b", polite=False, free=True),
    Form(
        C.PEOPLE,
        r"people",
        r"\s*[:=]?\s*(?:not[- ]tell|tell\b\s*(?:$|[:,.;–—-]|them\b|because\b|as\b|since\b)|"
        r"told\b\s*(?:$|[:,.;–—-]|by|on|in|via|at|yesterday|today|verbally|face))",
        polite=False,
        free=True,
    ),
    Form(
        C.EXTEND,
        r"extend",
        r"\s+(?:the\s+)?(?:deadline (?:for|of) (?:the )?)?(?:[a-z_ -]{4,28}?\s+)?(?:deadline )?(?:by |for "
        r")?(?:an? (?:extra|further|additional) )?(?:\d+|\w{3,6}) (?:more |further |extra )?(?:working "
        r")?days?\b",
        free=True,
    ),
    Form(
        C.OUTCOME,
        r"(?:incident )?outcome(?: report| form)?(?: attached| below)?",
        r"\s*[:.]?$",
        polite=False,
        free=True,
        sure=True,
    ),
    Form(C.ACCEPT, r"accept(?:ed)?|outcome(?: report)? accepted", rf"{_OBJECT}(?:{_ENDS}|\s+and\b)"),
    Form(
        C.RETURN,
        r"return(?:ed)?",
        rf"{_OBJECT}(?:\s+to (?:the )?[\w.@-]+(?: [\w.@-]+)?)?(?:(?<! to)\s*[:–—-]\s*\S|"
        rf",?\s+{_REASON})",
        free=True,
    ),
    Form(C.CLOSE, r"close(?: down)?", rf"{_OBJECT}{_ENDS}", free=True),
    Form(C.REOPEN, r"re-?open", rf"{_OBJECT}{_ENDS}", free=True),
    Form(
        C.MERGE,
        r"merge",
        rf"(?:\s+(?:this|it|that|the|case|incident|one))*(?:\s+(?:with|into|to|in))?\s*(?:the "
        rf")?(?:case )?{REFERENCE}",
    ),
    Form(
        C.DONE,
        r"done|action",
        r"\s*[:#]?\s*(?:action |no\.? ?|number )?\d{1,3}\b(?! (?:people|days|of|times|hours|"
        r"weeks))(?:(?<=\d)(?! is\b))",
        polite=False,
        free=True,
    ),
    Form(
        C.STATUS,
        r"status|what(?: is|['’]s) the status",
        r"(?:\s+(?:update|report|please|pls|of (?:this|the|my)(?: \w+)?|thanks))*\s*[?.!]*$",
        sure=True,
    ),
    Form(C.HELP, r"help", r"(?:\s+(?:please|me|needed))*\s*[!?.]*$", sure=True),
    Form(
        C.YES,
        r"yes|yep|yes please|confirmed?",
        r"(?:[\s,.!:–—-]+(?:please|thanks|thank you|(?:please )?(?:do )?send(?: it| them)?|(?:please )?do(?: it| so)?|"
        r"go ahead(?: please)?|that['’]?s? (?:is )?(?:right|correct)|confirmed|correct|I confirm))*\s*[.!]*$",
        polite=False,
    ),
    Form(C.RETRY, r"retry", r"(?:\s+(?:it|this|that|please|again|now|thanks))*\s*[.!]*$"),
    Form(
        C.DROP, r"drop", r"(?:\s+(?:it|this|that|please|now|thanks|the (?:mail|message|e-?mail)))*\s*[.!]*$"
    ),
    Form(
        C.RELEASE,
        r"release",
        r"\s+(?:(?:items?|pieces?|numbers?|no\.?|parts?)\s*)?#?(?:\d|all\b|everything\b)",
    ),
    Form(
        C.REMOVE, r"remove", r"\s+(?:(?:items?|pieces?|numbers?|no\.?|parts?)\s*)?#?(?:\d|all\b|everything\b)"
    ),
)

# Words in capitals in ordinary prose too: what stands behind them must fit in any case.
_ACRONYMS = frozenset((C.ICO, C.YES))
# Commands whose text behind the word begins with a value of theirs; conditions are looked for behind that value.
_VALUED = frozenset(
    (C.CLASSIFY, C.RISK, C.ICO, C.PEOPLE, C.AWARE, C.EXTEND, C.DONE, C.NOT_DONE, C.MERGE, C.RELEASE, C.REMOVE)
)


@cache
def _word(form: Form) -> re.Pattern[str]:
    return re.compile(rf"(?:{form.words})(?![\w’'])", re.IGNORECASE)


@cache
def _any_word() -> re.Pattern[str]:
    """One look for all forms: few lines begin with a command's word."""
    return re.compile(rf"(?:{'|'.join(form.words for form in FORMS)})(?![\w’'])", re.IGNORECASE)


@cache
def _tail(form: Form) -> re.Pattern[str]:
    return re.compile(form.tail, re.IGNORECASE)  # compiled for the first line that begins with the word


class Seen(NamedTuple):
    """A command at the start of a line: where its word ends, where its value ends, whether it is in capitals."""

    form: Form
    end: int
    value_end: int
    capitals: bool


def form_at(line: str) -> Seen | None:
    """The command that a line begins with, None for none."""
    if not _any_word().match(line):
        return None
    shouting = line.isupper() and line.count(" ") > 2
    for form in FORMS:
        found = _word(form).match(line)
        if not found:
            continue
        end = found.end()
        tail = _tail(form).match(line, end)
        capitals = found[0].isupper() and len(found[0]) > 2 and not shouting and form.name not in _ACRONYMS
        if tail or capitals:
            return Seen(form, end, tail.end() if tail and form.name in _VALUED else end, capitals)
    return None


_DRESSING = re.compile(r"^(?:[-*•·]\s+|\(?\d{1,2}[.)]\s+)?[*_\[`]*")
_LEAD_IN = re.compile(
    r"^(?:(?:hi|hiya|hello|hey|dear|(?:good )?(?:morning|afternoon|evening)|bore da"
    r"|p(?:ry)?nawn da)\b[^,:.!?\n]{0,30}?[,:!–—-]+\s*|"
    rf"{REFERENCE}[\s:,–—-]+|"
    r"(?:ok(?:ay)?|right|great|lovely|perfect|fine|sure|agreed|understood|noted|many thanks|thanks(?: "
    r"for (?:this|letting me know|your email|the update))?|thank you(?: for (?:this|your email))?|"
    r"apologies|yes|so|and|then)\b\s*[,.!:–—-]+\s*)+",
    re.IGNORECASE,
)
_PLEASE = re.compile(
    r"^(?:(?:please|pls|plz|kindly|go ahead and)(?: (?:can|could|would|will) you(?= .{0,80}(?<!\?)$))?|"
    r"(?:can|could|would|will) you (?:please|kindly)(?= .{0,80}(?<!\?)$))"
    r"(?:\s+(?:now|also|just|then|go ahead and))?[\s,]+",
    re.IGNORECASE,
)
_SELF = re.compile(
    r"^I(?:\s+(?:hereby|now|also|formally|can confirm(?: that)? I|confirm(?: that)? "
    r"I))*\s+(?=(?:acknowledge|classify|accept|close|assign|appoint|escalate|reopen|return|exclude|"
    r"include|hand)\b)",
    re.IGNORECASE,
)


def undressed(line: str) -> tuple[str, bool, bool]:
    """A line without bullet, emphasis, greeting, "please" and "I hereby"; whether "please" and "I" stood there."""
    bare = _DRESSING.sub("", line.strip(), count=1)
    rest = _LEAD_IN.sub("", bare, count=1)
    polite = _PLEASE.match(rest)
    rest = rest[polite.end() :] if polite else rest
    own = _SELF.match(rest)
    rest = rest[own.end() :] if own else rest
    return rest, polite is not None, own is not None


_PROSE_TOO = frozenset((C.NOTE, C.CONTAINED, C.HELP, C.YES))


def is_bare_command(line: str) -> bool:
    """True for a line that begins as a command does, polite words apart, and is not likely a sentence."""
    if not 1 < len(line) <= 2000:
        return False
    found = form_at(undressed(line)[0])
    return found is not None and (found.capitals or found.form.name not in _PROSE_TOO)
