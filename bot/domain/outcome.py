"""The outcome form of SPEC §3: its questions, and reading a filled one from plain text.

Forgiving about what mail programs and Word do to a form; never invents an answer. Pure: no clock, no I/O.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.outcome_actions import Action, actions_of
from bot.domain.words import Severity

# Code of each question (stable: keys of `Outcome.answers`) and its words on the form (policy, "how" 3a to 3k).
QUESTIONS: Mapping[str, str] = {
    "3a": "Expected outcomes, stakeholders, policies breached",
    "3b": "Staff spoken to",
    "3c": "Evidence and audit trail of events and decisions",
    "3d": "Expert help",
    "3e": "Escalation",
    "3f": "Data subjects informed, or why not",
    "3g": "Risks of the incident and how they are managed",
    "3h": "Disciplinary action started, or why not",
    "3i": "Communications plan",
    "3j": "Controls to prevent recurrence",
    "3k": "Incident outcome report, conclusion",
    "Cause": "",
    "Effects": "",
    "Lessons": "",
    "Actions": "",
}
NEEDED_FOR_MINOR = ("3c", "3f", "3h", "3j", "Cause", "Actions")


def label(code: str) -> str:
    """The line of the form before its colon, e.g. "3b Staff spoken to", "Cause"."""
    return f"{code} {QUESTIONS[code]}".strip()


def needed(severity: Severity | None) -> tuple[str, ...]:
    """Codes that must be answered; not yet classified needs all."""
    return NEEDED_FOR_MINOR if severity is Severity.MINOR else tuple(QUESTIONS)


def blank_lines(severity: Severity | None) -> str:
    """The empty form as mail text, one line a question, only those needed for this severity."""
    lines = [f"{label(code)}:" for code in needed(severity)]
    return "\n".join([*lines, HOW_ACTIONS])


HOW_ACTIONS = "(one action a line: what; owner: e-mail address; by: date - or: none)"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A filled form. `answers`: code -> text, only where something was written; `problems` are sentences."""

    answers: Mapping[str, str]
    actions: tuple[Action, ...] = ()
    problems: tuple[str, ...] = ()


# The words under which a question is recognised when its number is lost: the label, and short forms of it.
_SHORT: Mapping[str, tuple[str, ...]] = {
    "3a": ("expected outcomes", "stakeholders", "policies breached"),
    "3b": ("staff involved", "speak to staff involved", "staff spoken with"),
    "3c": ("evidence and audit trail", "evidence", "audit trail", "record evidence"),
    "3d": ("expert help", "get expert help"),
    "3e": ("escalate",),
    "3f": ("data subjects informed", "inform data subjects", "data subjects"),
    "3g": ("risks of the incident", "risks", "identify and manage risks"),
    "3h": ("disciplinary action", "disciplinary", "commence disciplinary action, or record why not"),
    "3i": ("communications plan", "communication plan"),
    "3j": ("controls to prevent recurrence", "controls", "prevent recurrence"),
    "3k": (
        "conclusion",
        "complete the incident outcome report",
        "incident outcome report",
        "outcome report",
        "conclusion of the report",
    ),
    "Cause": ("cause", "causes", "root cause"),
    "Effects": ("effects", "effect"),
    "Lessons": ("lessons", "lessons learned", "lessons learnt"),
    "Actions": ("actions", "action", "remedial actions"),
}
_NAMES = {
    name: code for code, short in _SHORT.items() for name in (*short, QUESTIONS[code].lower() or code.lower())
}

_QUOTE_MARKS = re.compile(r"^(?:\s{0,3}>)+ ?")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"))
_PLAIN = str.maketrans("\u00a0\u2007\u202f\t：﹕", "    ::")
_DECORATION = re.compile(r"^[\s*_#•·▪◦‣o-]*?(?=3\s*[a-kA-K]\b|[A-Za-z(\"“‘'])|[*_]{1,3}(?=\s*[:：]|\s|$)")
_CODE = re.compile(r"^\(?3\s*\.?\s*\(?([a-k])(?![a-z0-9])[).\]]*(?P<rest>.*)$", re.IGNORECASE | re.DOTALL)
_LETTER = re.compile(r"^\(?[a-k][).]\s+(?P<rest>\D.*)$", re.IGNORECASE | re.DOTALL)
_NUMBER = re.compile(r"^\(?\d{1,2}[).]\s+(?P<rest>\D.*)$", re.DOTALL)
# "3c above covers this" inside another answer is no label
_CROSS_REFERENCE = re.compile(
    r"^\s*(?:and|or|to|&|,|/|above|below|is|was|were|has|have|covers?|applies)\b|^\s*[,&/]", re.I
)
_VALEDICTION = re.compile(
    r"^(?:(?:many |with )?thanks|thank you|(?:kind|best|warm|with kind)(?:est)? (?:regards|wishes)|regards|best"
    r"|yours (?:sincerely|faithfully)|sent from my .{1,40}|--)[\s,.!]*$",
    re.IGNORECASE,
)
_NO_ANSWER = re.compile(
    r"^(?:[\s._\-–—…?*\[\]()]*|\W*(?:click|tap)(?: or (?:tap|click))? (?:here )?(?:here )?to enter text\W*"
    r"|\W*(?:tbc|tbd|to (?:be confirmed|be completed|follow)|pending|your answer|answer|write here)\W*)$",
    re.IGNORECASE,
)
# the form's own words on how to write actions
_INSTRUCTION = re.compile(r"^\W*\(.*\b(?:an action|action a line)\b.*\)\W*$", re.IGNORECASE)
_DASHED = re.compile(r"^(.{3,80}?)\s+[-–—]\s+(.*)$")
_LONGEST_LABEL = 90
_BARE_NOT_APPLICABLE = re.compile(r"^\W*(?:n\s*/?\s*a|not applicable|does not apply)\W*$", re.IGNORECASE)


def parse_outcome(text: str, today: date | None = None) -> Outcome:
    """The answers and actions of a filled form in mail text (new text, or what `read_docx` made of a file).

    An answer stands after the colon or on the lines beneath it. `today` completes dates without a year.
    """
    answers, problems = _answers(text)
    actions, action_problems = actions_of(answers["Actions"], today) if "Actions" in answers else ((), ())
    bare = [
        f"{code} says that it does not apply, but not why." for code in answers if _bare(answers[code], code)
    ]
    return Outcome(answers, actions, (*problems, *bare, *action_problems))


def completed(form: Outcome, other: Outcome) -> Outcome:
    """The form with the other's answers where it has none of its own; its problems are its own."""
    answers = {code: form.answers.get(code) or other.answers.get(code, "") for code in QUESTIONS}
    return Outcome(
        {code: answer for code, answer in answers.items() if answer},
        form.actions if "Actions" in form.answers else other.actions,
        form.problems,
    )


def contradictions(form: Outcome, other: Outcome) -> tuple[str, ...]:
    """A sentence for each question that two forms of one mail answer differently."""
    both = (code for code in form.answers if other.answers.get(code) not in (None, form.answers[code]))
    return tuple(f"{code} is answered twice; the first answer was taken." for code in both)


def _bare(answer: str, code: str) -> bool:
    return code != "Actions" and bool(_BARE_NOT_APPLICABLE.match(answer))


def missing_answers(outcome: Outcome, severity: Severity | None) -> tuple[str, ...]:
    """What is still missing for this severity, each named, e.g. "3f Data subjects informed, or why not"."""
    missing = [label(code) for code in needed(severity) if not outcome.answers.get(code)]
    unreasoned = [
        f"{label(code)}: why it does not apply"
        for code in needed(severity)
        if _bare(outcome.answers.get(code, ""), code)
    ]
    incomplete = [f"Actions: {what}" for action in outcome.actions for what in action.missing]
    return (*missing, *unreasoned, *incomplete)


def _answers(text: str) -> tuple[dict[str, str], list[str]]:
    blocks: list[tuple[str, list[str]]] = []
    for line in text.translate(_INVISIBLE).splitlines():
        line = _QUOTE_MARKS.sub("", line).translate(_PLAIN).rstrip()
        found = _labelled(line, blocks[-1][0] if blocks else "")
        if found:
            blocks.append((found[0], [found[1]]))
        elif blocks:
            blocks[-1][1].append(line)
    return _merged(blocks)


def label_length(cells: Sequence[str]) -> int:
    """How many cells at the front of a table's row are the question ("3b", or "3b" and its words), 0 for none."""
    for count in range(1, len(cells)):
        found = _labelled(" ".join(" ".join(cells[:count]).split()).rstrip(" :") + ":", "")
        if found and not found[1]:
            more = count + 1 < len(cells) and _code_of(cells[count].rstrip(" :")) == found[0]
            return count + 1 if more else count
    return 0


def _merged(blocks: list[tuple[str, list[str]]]) -> tuple[dict[str, str], list[str]]:
    """One answer a question. A form quoted beneath the filled one is empty, or older: the first answer stands."""
    answers: dict[str, str] = {}
    problems: list[str] = []
    for code, lines in blocks:
        answer = _cleaned(lines)
        if not answer or answers.get(code) == answer:
            continue
        if code in answers:
            problems.append(f"{code} is answered twice; the first answer was taken.")
            continue
        answers[code] = answer
    ordered = {code: answers[code] for code in QUESTIONS if code in answers}
    return ordered, list(dict.fromkeys(problems))


def _cleaned(lines: list[str]) -> str:
    kept: list[str] = []
    for line in lines:
        if kept and _VALEDICTION.match(line.strip()):
            break
        if not _INSTRUCTION.match(line):
            kept.append("" if _NO_ANSWER.match(line) else line)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _labelled(line: str, current: str) -> tuple[str, str] | None:
    """(code, rest of the line) when the line opens a question, else None."""
    bare = _DECORATION.sub("", line).strip()
    coded = _CODE.match(bare)
    if coded:
        return _coded(f"3{coded.group(1).lower()}", coded.group("rest"), bare, current)
    for prefix in (_LETTER, _NUMBER):
        stripped = prefix.match(bare)
        if stripped:
            bare = stripped.group("rest")
    return _named(bare)


def _coded(code: str, rest: str, bare: str, current: str) -> tuple[str, str] | None:
    """A line that begins with the number of a question, with or without its words."""
    if _CROSS_REFERENCE.match(rest):
        return None
    head, colon, tail = rest.partition(":")
    head = head.strip(" -–—.*_")
    if not head and (colon or rest.strip()):
        return code, tail.strip() if colon else rest.strip(" -–—.*_")
    if colon and _means(head, code):
        return code, tail.strip(" *_")
    without = _without_label(rest.strip(" -–—.:*_"), code)
    is_next = current not in QUESTIONS or list(QUESTIONS).index(code) > list(QUESTIONS).index(current)
    punctuated = bool(re.match(r"^3\s*\.?\s*\(?[a-k][).\]]*\s*[-–—:.)]", bare, re.IGNORECASE))
    return (code, without) if is_next or punctuated else None


def _without_label(rest: str, code: str) -> str:
    """The answer when the colon was lost: the label's own words are cut off its front."""
    words = QUESTIONS[code]
    dashed = _DASHED.match(rest)
    if dashed and _means(dashed.group(1), code):
        return dashed.group(2)
    return rest[len(words) :].strip(" -–—.:") if rest.lower().startswith(words.lower()) else rest


def _named(bare: str) -> tuple[str, str] | None:
    """A line that begins with a question's words and a colon (or a dash, or nothing behind them)."""
    head, _, tail = bare.partition(":")
    dashed = _DASHED.match(bare)
    for words, rest in ((head, tail), dashed.groups() if dashed else ("", "")):
        code = _code_of(words) if 0 < len(words) <= _LONGEST_LABEL else None
        if code:
            return code, rest.strip(" *_")
    return None


def _means(head: str, code: str) -> bool:
    """Whether words behind a question's number are that question, in the form's words or in others."""
    if len(head) > _LONGEST_LABEL:
        return False
    return _code_of(head) == code or bool(_stems(head) & _stems(" ".join((QUESTIONS[code], *_SHORT[code]))))


def _stems(words: str) -> set[str]:
    """The beginnings of the longer words: "escalated" and "Escalation" agree."""
    return {word[:6] for word in re.findall(r"[a-z]{4,}", words.lower())} - {"incide", "with"}


def _code_of(head: str) -> str | None:
    """The question that these words stand for; a slip of the pen in a long label is forgiven."""
    words = " ".join(head.lower().strip(" *_\"'“”‘’.-–—").split())
    if words in _NAMES:
        return _NAMES[words]
    near = difflib.get_close_matches(words, [name for name in _NAMES if len(name) > 12], n=1, cutoff=0.86)
    return _NAMES[near[0]] if near else None
