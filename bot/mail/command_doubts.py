"""What makes a command doubtful: it is asked, conditioned, put off, admitted or taken back. Doubtful is no command.

Looks at words; where commands stand in a mail is commands.py's matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.domain.words import CommandName
from bot.mail.command_words import Seen
from bot.mail.message import Command

# "I acknowledge that mistakes were made" acknowledges no case.
_ADMITS = re.compile(
    r"\s+(?:that|there|the (?:fact|mistake|error|breach was)|my|our|how|why|what|your (?:concern|"
    r"point))\b",
    re.IGNORECASE,
)
# What makes a command doubtful where it stands right behind the command word.
_CONDITIONAL = re.compile(
    r"^\W*(?:but|if|when|whenever|unless|once|after|until|till|only (?:if|when|once)|or|maybe|perhaps|possibly|"
    r"subject to|provided|assuming|as soon as|pending)\b|^\s*[?/|]",
    re.IGNORECASE,
)
_UNSURE = re.compile(
    r"^\W*(?:but|if|when|whenever|unless|once|after|until|till|before|only (?:if|when|once)|tomorrow|"
    r"tonight|next|later|soon|shortly|or|maybe|perhaps|possibly|"
    r"not|yet|subject to|provided|assuming|as soon as|pending|I think|I guess|I suppose|question mark|"
    r"would|should|could|might|may|can|is|was|were|are|has|had)\b|^\s*[?/|]",
    re.IGNORECASE,
)
# The same before a reason; when somebody is to act for another, "until Monday" and "tomorrow" are no doubt.
_PUT_OFF = re.compile(
    r"\b(?:if|unless|once|as soon as|subject to|provided that|not yet|but (?:not|wait|only|first|please|hold))\b",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"\b(?:until|tomorrow|next (?:week|month|term)|when (?:the|we|you|I|he|she|they|it|all|everything))\b",
    re.IGNORECASE,
)
BECAUSE = re.compile(r"\b(?:because|since|as|reason)\b", re.IGNORECASE)
_TAKEN_BACK = re.compile(
    r"\b(?:do not|don['’]t|never|not to|cannot|can['’]t|should(?: not|n['’]t)|must(?: not|n['’]t)|will not|won['’]t|"
    r"not ready to|no need to|rather not|hold off|not yet)\b(?P<words>[^.,;:!?\n]{0,30})",
    re.IGNORECASE,
)
_IGNORE = re.compile(
    r"\b(?:ignore|disregard|scrap|cancel|scratch) (?:the above|that|this|my (?:last|previous)|what "
    r"i)\b|^(?:actually,? no|sorry,? no|no,? wait|wait,? no)\b",
    re.IGNORECASE,
)
_LEADS_ASTRAY = re.compile(
    r"\b(?:not|n['’]t|never|if|unless|should|whether|when|once|until|asked|says?|said|told|wrote|"
    r"reads?|suggest\w*|propos\w*|buttons?|options?|e\.g\.|for example|would|could|might|instead|rather)\b|"
    r"[?\"“”]",
    re.IGNORECASE,
)
_WILL = re.compile(r"\b(?:will|shall|going to)\b|['’]ll\b", re.IGNORECASE)
_FREE_SPOKEN = frozenset((CommandName.ESCALATE, CommandName.RETURN))  # their reason needs no "because"
_FOR_ANOTHER = frozenset(
    (
        CommandName.ASSIGN,
        CommandName.HANDOVER,
        CommandName.EXCLUDE,
        CommandName.INCLUDE,
        CommandName.ESCALATE,
        CommandName.RETURN,
    )
)
_HARMLESS = frozenset(
    (CommandName.NOTE, CommandName.STATUS, CommandName.HELP, CommandName.ASK, CommandName.OUTCOME)
)


def is_sure(found: Seen, line: str, own: bool) -> bool:
    """False where what stands behind the command and before its reason asks, conditions or puts off.

    `line` begins with the command; `own`: "I" stood before it.
    """
    form, behind = found.form, line[found.value_end :]
    if own and form.name is CommandName.ACKNOWLEDGE and _ADMITS.match(line, found.end):
        return False
    if form.sure:
        return True
    if found.capitals and form.name in _FREE_SPOKEN:
        return not _CONDITIONAL.match(behind)
    if _UNSURE.match(behind):
        return False
    return form.name is CommandName.ACKNOWLEDGE or not _put_off(form.name, behind)


def _put_off(name: CommandName, behind: str) -> bool:
    reason = BECAUSE.search(behind)
    head = behind[: reason.start()] if reason else behind
    if head.rstrip(" .!").endswith("?") or _PUT_OFF.search(head):
        return True
    return name not in _FOR_ANOTHER and _LATER.search(head) is not None


def leads_astray(text: str) -> bool:
    """True for words before a command that ask, deny, quote or report it."""
    return _LEADS_ASTRAY.search(text) is not None


def is_intended(text: str) -> bool:
    """True for words that speak of what will be done, not of what is done hereby."""
    return _WILL.search(text) is not None


def without_taken_back(commands: Sequence[Command], prose: Iterable[str]) -> list[Command]:
    """A command whose word the same mail also forbids is doubtful, and "ignore the above" forbids all.

    `prose` are the mail's lines that are no commands.
    """
    if not commands:
        return []
    forbidden: set[str] = set()
    for line in prose:
        if _IGNORE.search(line):
            return [command for command in commands if command.name in _HARMLESS]
        for found in _TAKEN_BACK.finditer(line):
            forbidden.update(found["words"].upper().split())
    return [
        command for command in commands if command.name in _HARMLESS or command.name.value not in forbidden
    ]
