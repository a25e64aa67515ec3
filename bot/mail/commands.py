"""Commands that a person wrote (SPEC §5), from their own words and from Outlook's voting answers.

Takes new text only: quotation, signature and footers are cut before (bot.mail.reply). Anything doubtful - negated,
conditional, asked, quoted, put off - is no command: the answer then names the accepted words, and nothing changes.
Who may give which command is decided elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.domain.words import CommandName
from bot.mail.command_doubts import BECAUSE, is_intended, is_sure, leads_astray, without_taken_back
from bot.mail.command_words import REFERENCE, Form, form_at, undressed
from bot.mail.message import Command

VOTE = "String {00062008-0000-0000-C000-000000000046} Id 0x8524"  # PidLidVerbResponse: the chosen text
MOST_FIRST_LINES = 15  # lines with text among which commands are looked for; those of an argument not counted
MOST_POLITE_LINES = 6  # among which a polite sentence behind others is one
MOST_PROSE = 60  # lines that may take a command back
MOST_LINES = 3_000
MOST_LINE = 4_000
MOST_ARGUMENT = 100_000

_GREETING = re.compile(
    r"^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|morning|afternoon|evening|bore da|"
    r"prynhawn da|to whom)\b[^,:.!?\n]{0,40}[,:.!–—-]*$",
    re.IGNORECASE,
)

_CLOSING = re.compile(
    r"^(?:(?:kind|best|warm|many)?\s?(?:regards|wishes)|yours \w+|sincerely)\W*$", re.IGNORECASE
)
_VOTE_SUBJECT = re.compile(rf"^\s*([A-Za-z][A-Za-z :-]{{1,40}}?)\s*:\s.*{REFERENCE}")
_REPLY_SUBJECT = re.compile(
    r"^(?:re|fw|fwd|aw|wg|tr|rv|sv|vs|antw|automatic reply|out of office|read|accepted|declined|tentative)$",
    re.IGNORECASE,
)
_LISTED = re.compile(r"^\s*(?:[-*•]|\(?\d{1,2}[.)])\s")


def commands_in(new_text: str, subject: str = "", extended: Mapping[str, str] = {}) -> tuple[Command, ...]:
    """The commands of a mail in their order, each with its argument; () for none.

    `new_text` is what the person newly wrote, `subject` the mail's own, `extended` the MAPI properties fetched with
    it (an Outlook voting answer). Commands stand among the first lines, one a line, in any case, or in a polite
    form that cannot be mistaken. Never raises.
    """
    found = [*_voted(new_text, subject, extended), *_written(new_text)]
    return tuple(command for at, command in enumerate(found) if command not in found[:at])


def _voted(new_text: str, subject: str, extended: Mapping[str, str]) -> list[Command]:
    choice = str(extended.get(VOTE) or "").strip()
    if not choice and not new_text.strip() and (seen := _VOTE_SUBJECT.match(subject[:300])):
        choice = "" if _REPLY_SUBJECT.match(seen[1]) else seen[1]
    return [command for command, _ in _read(choice)][:1] if 0 < len(choice) <= 200 else []


def _written(new_text: str) -> list[Command]:
    lines = [line.strip() for line in new_text.split("\n", MOST_LINES)[:MOST_LINES]]
    commands: list[Command] = []
    at = passed = behind = 0  # behind: the line after the last command, where another may follow it
    prose = False
    while at < len(lines) and passed < MOST_FIRST_LINES and not _CLOSING.match(lines[at]):
        line = lines[at][:MOST_LINE]
        passed += bool(line)
        found = _read(line, prose) if line and (at == behind or _may_stand(lines, at)) else []
        if found:
            for command, form in found:
                argument, taken = _argument(command, form, lines, at)
                commands.append(Command(command.name, argument))
            at += taken
            behind = at
            continue
        if passed <= MOST_POLITE_LINES:
            commands += [command for command, _ in _polite_sentence(line)]
        prose = prose or bool(line and not _GREETING.match(line))
        at += 1
    return without_taken_back(commands, (line for line in lines[:MOST_PROSE] if not _read(line)))


def _may_stand(lines: Sequence[str], at: int) -> bool:
    """False for the wrapped rest of a sentence, and under a line that says "do not" or "should we"."""
    before = lines[at - 1] if at else ""
    if not before:
        before = next((line for line in reversed(lines[max(0, at - 2) : at]) if line), "")
        return not (before.endswith(":") and leads_astray(before))
    if _GREETING.match(before) or _read(before):
        return True
    if before.endswith(":"):
        return not leads_astray(before)
    return before[-1] in ".!?)…" or len(before.split()) <= 3


def _read(line: str, prose: bool = False) -> list[tuple[Command, Form]]:
    """The command of one line, or two where one follows an acknowledgement; [] for none.

    `prose`: other text stood before, so that only what cannot be a sentence's beginning counts.
    """
    rest, polite, own = undressed(line)
    found = form_at(rest)
    if not found and _YES.match(line):
        rest, found = line.strip(), form_at(line.strip())
    if not found:
        return []
    form, behind = found.form, rest[found.end :]
    if not found.capitals and ((polite and not form.polite) or (prose and form.sure and not polite)):
        return []
    if not is_sure(found, rest, own):
        return []
    argument = _trimmed(form, behind)
    argument, more = (argument, []) if form.free else _followed(argument)
    return [(Command(form.name, argument), form), *more]


_YES = re.compile(r"^\W{0,2}(?:yes|yep)\b", re.IGNORECASE)
_NEXT = re.compile(
    r"(?:^|[.;,]\s*)(?:(?:and|then|also)\s+){0,2}(?=please\b|Please\b|[A-Z]{3,}(?:[- ][A-Z]{3,})?\b)"
    r"|(?:^|,?\s+)(?:and|then|&)\s+"
)
MOST_FOLLOWED = 300  # signs of an argument behind which another command is looked for


def _followed(argument: str) -> tuple[str, list[tuple[Command, Form]]]:
    """An argument that is no free text, and the commands behind it on the same line ("major. ASSIGN b.jones@...")."""
    if len(argument) > MOST_FOLLOWED:
        return argument, []
    for seam in _NEXT.finditer(argument):
        before = argument[: seam.start()]
        if leads_astray(before) or is_intended(before):
            break
        if more := _read(argument[seam.end() :]):
            return before.rstrip(" .,;"), more
    return argument, []


_LEADING = re.compile(r"^[\s*_\]`]*(?:[:=.,;!–—-]+\s*)?")
_OBJECTS = re.compile(
    rf"^(?:(?:this|that|the|my|our|it)\b\s*)?(?:(?:case|incident|matter|ticket|breach|near[- ]miss|one|"
    rf"(?:incident )?outcome(?: report)?|report)\b\s*)?(?:(?:{REFERENCE})\s*)?(?:(?:now|please|pls|"
    rf"down|off)\b\s*)*(?=$|[.,;:!–—-]|because\b|as\b|since\b|due\b|given\b|reason\b)[\s.,;:!–—-]*",
    re.IGNORECASE,
)
_THANKS = re.compile(r"^(?:with thanks|many thanks|thanks|thank you|please|cheers)[\s.,!]*$", re.IGNORECASE)
_LINKS = {
    CommandName.CLASSIFY: re.compile(
        r"^(?:(?:this|it|that|the|my|our|case|incident|breach|one|as|to be|to|at|an?)\b\s*)*[:=–—-]?\s*",
        re.IGNORECASE,
    ),
    CommandName.RISK: re.compile(r"^(?:(?:is|was)\b|[=:–—-])?\s*", re.IGNORECASE),
    CommandName.MERGE: re.compile(
        r"^(?:(?:this|it|that|the|case|incident|one|with|into|to|in)\b\s*)*", re.IGNORECASE
    ),
    CommandName.EXTEND: re.compile(r"^(?:the\s+)?(?:deadline (?:for|of) (?:the )?)?", re.IGNORECASE),
    CommandName.AWARE: re.compile(r"^(?:(?:since|on|from|at|date|is|was|as of)\b\s*)*", re.IGNORECASE),
    CommandName.ASK: re.compile(r"^(?:the\s+)?", re.IGNORECASE),
    CommandName.ASSIGN: re.compile(
        r"^(?:(?:this|it|that|the case|case|incident|one|over|to)\b\s*)*", re.IGNORECASE
    ),
    CommandName.HANDOVER: re.compile(
        r"^(?:(?:this|it|that|the case|case|incident|one|over|to)\b\s*)*", re.IGNORECASE
    ),
    CommandName.DONE: re.compile(r"^(?:action|no\.?|number|#)?\s*", re.IGNORECASE),
    CommandName.NOT_DONE: re.compile(r"^(?:action|no\.?|number|#)?\s*", re.IGNORECASE),
}
_WITH_OBJECT = frozenset(
    (
        CommandName.CLOSE,
        CommandName.ACCEPT,
        CommandName.RETURN,
        CommandName.REOPEN,
        CommandName.ESCALATE,
        CommandName.ACKNOWLEDGE,
    )
)


def _trimmed(form: Form, behind: str) -> str:
    """The argument without punctuation before it, without "this case as", and without bare thanks."""
    argument = _LEADING.sub("", behind, count=1).strip()
    if form.name in _WITH_OBJECT:
        argument = _OBJECTS.sub("", argument, count=1)
    elif link := _LINKS.get(form.name):
        argument = link.sub("", argument, count=1)
    argument = argument.strip().strip("*_`]" if argument[:1] not in "[*_`" else "").strip()
    if _THANKS.match(argument) or not any(sign.isalnum() for sign in argument):
        return ""
    return argument if form.free else argument.rstrip(" .;,!")


def _argument(command: Command, form: Form, lines: Sequence[str], at: int) -> tuple[str, int]:
    """The whole argument, and how many lines the command takes. OUTCOME has the rest of the mail."""
    if form.name is CommandName.OUTCOME:
        return "\n".join([command.argument, *lines[at + 1 :]]).strip()[:MOST_ARGUMENT], len(lines) - at
    if not form.free:
        return command.argument, 1
    end = at + 1
    if form.name in _BENEATH and not command.argument and end < len(lines) and not lines[end]:
        end += 1
    text = command.argument
    while end < len(lines) and lines[end] and not _begins_anew(lines, end) and not _CLOSING.match(lines[end]):
        if form.name is CommandName.CLOSE and not text and not BECAUSE.match(lines[end]):
            break  # a reason follows only where it is called one
        text += ("\n" if _LISTED.match(lines[end]) else " ") + lines[end]
        end += 1
    return text.strip()[:MOST_ARGUMENT], end - at


_BENEATH = frozenset((CommandName.NOTE, CommandName.ASK))  # their text may stand under an empty line


def _begins_anew(lines: Sequence[str], at: int) -> bool:
    """True for a line of an argument that is a command itself, and not the wrapped rest of the line before."""
    found = _read(lines[at])
    if not found:
        return False
    before = lines[at - 1]
    return len(before) < _WRAPPED_FROM or before[-1] in ".!?" or lines[at].split()[0].isupper()


_WRAPPED_FROM = 60  # signs in a line before a mailer breaks it


_SENTENCES = re.compile(r"(?<=[.!])\s+(?=[A-Z])")
_POLITE_VERBS = re.compile(r"^please\b", re.IGNORECASE)


def _polite_sentence(line: str) -> list[tuple[Command, Form]]:
    """The last sentence of "I have spoken to the parent. Please close this case.", if none before casts doubt."""
    sentences = _SENTENCES.split(line)
    if len(sentences) < 2 or len(line) > 1500:
        return []
    for at, sentence in enumerate(sentences[1:], 1):
        if _POLITE_VERBS.match(sentence):
            before = " ".join(sentences[:at])
            return [] if leads_astray(before) else _read(" ".join(sentences[at:]))
    return []
