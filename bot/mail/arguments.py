"""The arguments of commands, read into values; each reader gives the value or a `Refusal` that says what is right.

Pure. Whether the value is allowed (rights, states, who is on the trust's domains) is decided elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from bot.domain.words import Nature, Risk, Severity, Step
from bot.mail.argument_values import (
    ActionAnswer,
    Awareness,
    Classification,
    Extension,
    IcoAct,
    IcoAnswer,
    PeopleAct,
    PeopleAnswer,
    Person,
    Question,
    Refusal,
    RiskView,
)

ReadMoment = Callable[
    [str], tuple[datetime, bool] | None
]  # text -> (aware UTC, only a day was given), None unreadable
MOST_DAYS = 365


_ADDRESS = re.compile(
    r"(?:mailto:)?([^\s<>()\[\]\"',;:|]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,180}[A-Za-z0-9])?)", re.IGNORECASE
)
_REASON = re.compile(r"\b(?:because(?: of)?|as|since|due to|reason\s?:)\s+", re.IGNORECASE)
_BECAUSE = re.compile(
    r"^\W*(?:(?:because(?: of)?|as|since|due to|on the grounds that|given that|given|for the "
    r"(?:following )?reasons?(?: that)?|reasons?)\b\W*|)",
    re.IGNORECASE,
)
_SEVERITY = re.compile(r"\b(minor|moderate|major|critical)\b", re.IGNORECASE)
_NATURE = re.compile(
    r"\b(?:(confirmed|actual)|(potential|possible|suspected)|(near[- ]?miss))\b", re.IGNORECASE
)
_LEVEL = re.compile(r"^\W*(?:is |level )?(none|no risk|unlikely|likely|high)\b", re.IGNORECASE)
_ICO = re.compile(r"^\W*(not[- ]report|report|filed)\b\W*", re.IGNORECASE)
_PEOPLE = re.compile(r"^\W*(not[- ]tell|tell|told)\b(?:\s+them)?\W*", re.IGNORECASE)
_NUMBERS = {
    word: at
    for at, word in enumerate(
        [
            "a",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ]
    )
} | {"a": 1, "an": 1}
_DAYS = re.compile(
    r"^(?P<step>.*?)\W*(?:\b(?:by|for)\s+)?(?:an? (?:extra|further|additional) )?\b(?P<n>\d{1,4}|one|"
    r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|an?)\s+"
    r"(?:more |further |extra |additional )?(?:working |school )?(?P<unit>days?|wd|weeks?)\b\W*(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_REFERENCE = re.compile(r"\b([A-Z][A-Z0-9]{0,11}-(?:DRILL-)?\d{4}-\d{4,})\b", re.IGNORECASE)
_ASK = re.compile(r"^\W*(?:the\s+)?(?P<reporter>reporter\b)?", re.IGNORECASE)
_NUMBER = re.compile(
    r"^\W*(?:action\s*|no\.?\s*|number\s*|#\s*)?(\d{1,4})\b[\s:.,;)–—-]*(.*)$", re.IGNORECASE | re.DOTALL
)
_ANOTHER = re.compile(r"^\W*(?:and|&|to)?\s*(?:no\.?\s*)?\d{1,3}\W*$", re.IGNORECASE)


def reason_in(argument: str) -> str:
    """The reason of CLOSE, RETURN, REOPEN, NOT-INCIDENT, ESCALATE: the text without "because" before it."""
    return _BECAUSE.sub("", argument.strip(), count=1).strip()


def _reason_behind(text: str) -> str:
    """The reason behind a value: what follows "because", or else whatever follows."""
    return reason_in(text.strip().lstrip(".,;:-–— ").strip())


def read_classification(argument: str) -> Classification | Refusal:
    """CLASSIFY minor|moderate|major|critical [confirmed|potential|near-miss]."""
    found = {word.lower() for word in _SEVERITY.findall(argument.split(" because ")[0])}
    if len(found) != 1:
        return Refusal(
            "Write one severity behind CLASSIFY: minor, moderate, major or critical, for example "
            "CLASSIFY major confirmed."
        )
    natures = {
        nature
        for match in _NATURE.finditer(argument)
        for group, nature in zip(
            match.groups(), (Nature.CONFIRMED, Nature.POTENTIAL, Nature.NEAR_MISS), strict=True
        )
        if group
    }
    if len(natures) > 1:
        return Refusal("Write one nature behind the severity: confirmed, potential or near-miss.")
    return Classification(Severity(found.pop()), natures.pop() if natures else None)


def read_risk(argument: str) -> RiskView | Refusal:
    """RISK none|unlikely|likely|high because <reason>."""
    found = _LEVEL.match(argument)
    if not found:
        return Refusal("Write none, unlikely, likely or high behind RISK, then because and the reason.")
    level = Risk(found[1].lower().replace("no risk", "none"))
    reason = _reason_behind(argument[found.end() :])
    if not reason:
        return Refusal(f"Add the reason: RISK {level.value} because ...")
    return RiskView(level, reason)


def read_ico(argument: str) -> IcoAnswer | Refusal:
    """ICO report|not-report because <reason>, or ICO filed <reference>."""
    found = _ICO.match(argument)
    if not found:
        return Refusal(
            "Write ICO report because ..., ICO not-report because ..., or ICO filed and the ICO's reference."
        )
    act = IcoAct(found[1].lower().replace(" ", "-"))
    text = argument[found.end() :].strip() if act is IcoAct.FILED else _reason_behind(argument[found.end() :])
    if act is IcoAct.FILED:
        text = re.sub(
            r"^(?:(?:with|under|as|the|our|case|reference|ref|number|no|is)\b[.:]?\s*)+",
            "",
            text,
            flags=re.IGNORECASE,
        ).rstrip(" .")
    if not text:
        what = (
            "the ICO's reference: ICO filed IC-..."
            if act is IcoAct.FILED
            else f"the reason: ICO {act.value} because ..."
        )
        return Refusal(f"Add {what}")
    return IcoAnswer(act, text)


def read_people(argument: str) -> PeopleAnswer | Refusal:
    """PEOPLE tell|not-tell because <reason>, or PEOPLE told <how>."""
    found = _PEOPLE.match(argument)
    if not found:
        return Refusal("Write PEOPLE tell because ..., PEOPLE not-tell because ..., or PEOPLE told and how.")
    act = PeopleAct(found[1].lower().replace(" ", "-"))
    rest = argument[found.end() :]
    text = rest.strip() if act is PeopleAct.TOLD else _reason_behind(rest)
    if not text:
        what = (
            "how and when: PEOPLE told by letter on ..."
            if act is PeopleAct.TOLD
            else f"the reason: PEOPLE {act.value} because ..."
        )
        return Refusal(f"Add {what}")
    return PeopleAnswer(act, text)


def read_extension(argument: str) -> Extension | Refusal:
    """EXTEND <step> <n> days because <reason>; steps with spaces for underscores."""
    found = _DAYS.match(argument[:400])
    step = _step(found["step"] if found else _parted(argument)[0])
    if step is None:
        return Refusal(
            f"Name one step behind EXTEND, for example EXTEND outcome_report 5 days because ...; the "
            f"steps are {', '.join(Step)}."
        )
    if not found:
        return Refusal(f"Say how many working days: EXTEND {step.value} 5 days because ...")
    number = found["n"].lower()
    days = (int(number) if number.isdecimal() else _NUMBERS[number]) * (
        5 if found["unit"].lower().startswith("week") else 1
    )
    if not 0 < days <= MOST_DAYS:
        return Refusal(f"EXTEND takes 1 to {MOST_DAYS} working days.")
    reason = _reason_behind(found["rest"] + argument[400:])
    return (
        Extension(step, days, reason)
        if reason
        else Refusal(f"Add the reason: EXTEND {step.value} {days} days because ...")
    )


def _step(text: str) -> Step | None:
    """One step by its name, or by its words ("the outcome report deadline"); None for none or two."""
    words = re.sub(r"[^a-z]+", "_", text.lower()).strip("_")
    words = re.sub(r"^(?:the_|deadline_(?:for_|of_)?)+|(?:_deadline|_step)+$|_by$", "", words)
    if words in set(Step):
        return Step(words)
    short = {
        "acknowledge": Step.LEADER_ACKNOWLEDGES,
        "outcome": Step.OUTCOME_REPORT,
        "report": Step.OUTCOME_REPORT,
        "interim": Step.INTERIM_REPORT,
        "classification": Step.CLASSIFY,
        "appointment": Step.APPOINT,
        "containment": Step.CONTAIN,
        "closure": Step.CLOSE,
        "ico": Step.ICO_DECISION,
        "people": Step.PEOPLE_DECISION,
        "follow_up": Step.ACTION_FOLLOW_UP,
        "actions": Step.ACTION_FOLLOW_UP,
        "dpo_s_view": Step.DPO_VIEW,
    }
    return short.get(words)


def read_person(argument: str, *, reason_needed: bool = False) -> Person | Refusal:
    """<address> [because <reason>], with or without a display name, brackets and "mailto:"."""
    found = _ADDRESS.search(argument)
    because = re.search(r"\bbecause\b", argument, re.IGNORECASE)
    if found and because and because.start() < found.start():
        found = None
    if not found:
        return Refusal("Write the person's e-mail address, for example ASSIGN b.jones@school.example.")
    others = {
        other.lower() for other in _ADDRESS.findall(argument[: because.start()] if because else argument)
    }
    if len(others) > 1:
        return Refusal("Write one e-mail address only.")
    name = argument[: found.start()].strip(" <([\"',;:@").strip()
    behind = re.sub(r"^[>\])\s.,;:–—-]*(?:<mailto:[^>]*>)?[>\])\s.,;:–—-]*", "", argument[found.end() :])
    reason = _reason_behind(behind)
    if reason_needed and not reason:
        return Refusal(f"Add the reason: {found[1].lower()} because ...")
    return Person(found[1].lower(), name, reason)


def read_awareness(argument: str, read_moment: ReadMoment) -> Awareness | Refusal:
    """AWARE <date> [time] because <reason>; `read_moment` reads the date in British forms."""
    when, _, reason = _parted(argument)
    moment = read_moment(when) if when else None
    if moment is None:
        return Refusal(
            "Write the day and, if known, the time behind AWARE, for example AWARE 12/01/2026 09:15 "
            "because ..."
        )
    if not reason:
        return Refusal("Add the reason: AWARE <date> <time> because ...")
    return Awareness(moment[0], moment[1], reason)


def _parted(argument: str) -> tuple[str, str, str]:
    found = _REASON.search(argument)
    if not found:
        return argument.strip(" .,;"), "", ""
    return argument[: found.start()].strip(" .,;:-–—"), found[0], argument[found.end() :].strip()


def read_question(argument: str) -> Question | Refusal:
    """ASK reporter: <question>, or ASK <address>: <question>."""
    refusal = Refusal(
        "Write who is asked, a colon, and the question: ASK reporter: ... or ASK b.jones@school.example: ..."
    )
    head = _ASK.match(argument)
    if head and head["reporter"]:
        to, rest = "", argument[head.end() :]
    else:
        found = _ADDRESS.search(argument[:400])
        if not found:
            return refusal
        to, rest = found[1].lower(), argument[found.end() :]
    text = re.sub(r"^[>\])\s.,;:–—-]+", "", rest).strip()
    return Question(to, text) if text else refusal


def read_reference(argument: str) -> str | Refusal:
    """MERGE <reference>: the reference in capitals, without brackets."""
    found = {match[1].upper() for match in _REFERENCE.finditer(argument)}
    if len(found) != 1:
        return Refusal(
            "Write the reference of one other case behind MERGE, for example MERGE OCAT-2026-0042."
        )
    return found.pop()


def read_action(argument: str, *, reason_needed: bool = False) -> ActionAnswer | Refusal:
    """DONE <n>, or NOT DONE <n> because <reason>."""
    found = _NUMBER.match(argument)
    if not found:
        return Refusal("Write the number of the action, for example DONE 2 or NOT DONE 2 because ...")
    if _ANOTHER.match(found[2]):
        return Refusal("Answer for one action a line, for example DONE 2 and beneath it DONE 3.")
    text = _reason_behind(found[2])
    if reason_needed and not text:
        return Refusal(f"Add the reason: NOT DONE {found[1]} because ...")
    return ActionAnswer(int(found[1]), text)


def read_numbers(argument: str) -> tuple[int, ...] | Refusal:
    """RELEASE and REMOVE: "1", "1, 3 and 4", "2-4"; () stands for all."""
    if re.match(r"^\W*(?:all|everything)\b", argument, re.IGNORECASE):
        return ()
    head = re.match(
        r"^\W*(?:(?:items?|pieces?|parts?|numbers?|no\.?)\s*)?((?:#?\d{1,3}(?:\s*(?:,|and|&|-|–|to)\s*)*)+)",
        argument,
        re.IGNORECASE,
    )
    if not head:
        return Refusal("Write the numbers of the pieces, for example RELEASE 1, 3.")
    numbers: list[int] = []
    for first, last in re.findall(r"(\d{1,3})(?:\s*(?:-|–|to)\s*#?(\d{1,3}))?", head[1]):
        numbers += range(int(first), int(last or first) + 1)
    return tuple(dict.fromkeys(numbers))
