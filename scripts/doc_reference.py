"""The reference pages of docs/: settings, the procedure, deadlines, commands by mail, mails. Written from the code.

Each page is a function without arguments that gives the page's text. Reads the repository, writes nothing.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.cli.mail_samples import Sample, samples
from bot.config_problems import Problems
from bot.domain.duties import Column
from bot.domain.transitions import accepts
from bot.domain.words import CommandName, MailKind, State, Step
from bot.render import Renderer
from bot.settings import CA_BUNDLE, NAMES, Settings, read_settings
from handlers.commands.look import USAGE
from handlers.rights import EVENT_OF, NEVER_BY_INVESTIGATOR, PARTS, RIGHTS, Capacity
from handlers.wording import STEP_ASKS

ROOT = Path(__file__).resolve().parent.parent
WRITTEN = "This page is written from the code (`scripts/write_docs.py`)."


def table(head: Sequence[str], rows: Iterator[Sequence[str]] | Sequence[Sequence[str]]) -> list[str]:
    """A Markdown table; bars in cells are escaped."""
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    return lines + [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows]


# Settings


def settings_page() -> str:
    """Every setting: what it is for, its default, what it takes."""
    lines = [
        "# Settings", "",
        "From the environment, or from `.env` in the folder you start from or in the configuration folder (mode 600).",
        "The environment wins. `nearmiss check` names every mistake at once, and never repeats a value.",
        f"{WRITTEN} It takes the words of `config/.env.example` and the rules of `bot/settings.py`.", "",
        *table(("name", "what for", "default", "takes"), list(_settings())), "",
        "The files `directory.toml` and `policy.toml` are on pages of their own: [who is who](directory.md),",
        "[the procedure](policy.md). Where one service runs several trusts: [several trusts](several-trusts.md).",
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _settings() -> Iterator[tuple[str, str, str, str]]:
    said, takes = meanings_of_settings(), _refusals()
    for name in (*NAMES, CA_BUNDLE):
        yield f"`{name}`", said[name], _default(name), takes.get(name, _kind(name))


def meanings_of_settings() -> dict[str, str]:
    """What `config/.env.example` says above each name."""
    found, words = {}, list[str]()
    for line in (ROOT / "config" / ".env.example").read_text("utf-8").splitlines():
        if named := re.match(r"#?([A-Z][A-Z_]+)=", line):
            found[named[1]], words = " ".join(words), []
        elif line.startswith("# "):
            words.append(line[2:])
        else:
            words = []
    return found


def _default(name: str) -> str:
    value = getattr(Settings(), _field(name), None)
    if isinstance(value, float):
        value = f"{value:g}"
    return f"`{value}`" if value not in (None, "") else "none"


def _kind(name: str) -> str:
    return "a path" if isinstance(getattr(Settings(), _field(name), None), Path) else "any text"


def _field(name: str) -> str:
    return name.removeprefix("NEARMISS_").lower()


def _refusals() -> dict[str, str]:
    """What the service says to a value that cannot be: that is what it takes."""
    problems = Problems()
    read_settings({name: "no such value" for name in (*NAMES, CA_BUNDLE)}, problems)
    right = {one.key: one.right for one in problems.found if "needs " in one.right}
    return {name: words.split("needs ", 1)[1] for name, words in right.items()}


# The procedure


@dataclass(frozen=True)
class Key:
    """A key of policy.toml with the remark beside it."""

    section: str
    name: str
    value: str
    remark: str


def policy_page() -> str:
    """Every section and key of policy.toml that is no step, with its remark."""
    keys, remarks = read_policy()
    lines = [
        "# The procedure: policy.toml", "",
        "All limits, reminders and times are in `config/policy.toml`. These are the defaults; your own `policy.toml`",
        "in the configuration folder needs only the keys that differ. `nearmiss check --offline` names every mistake.",
        "The 72 hours are the law's: a longer limit is refused. The steps (`[deadlines.*]`) have [a page of their own]",
        f"(deadlines.md). {WRITTEN}", "",
    ]  # fmt: skip
    lines[-2:-1] = [lines[-2]]
    for section in dict.fromkeys(key.section for key in keys if not key.section.startswith("deadlines.")):
        own = [key for key in keys if key.section == section]
        lines += [
            f"## [{section}]",
            "",
            *([_sentence(remarks[section])] if remarks[section] else []),
            "",
        ]
        lines += table(
            ("key", "default", "what it says"), [(f"`{k.name}`", _code(k.value), k.remark) for k in own]
        )
        lines.append("")
    text = "\n".join(lines).rstrip() + "\n"
    return text.replace("[a page of their own]\n(", "[a page of their own](").replace("\n\n\n", "\n\n")


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + "."


def _code(value: str) -> str:
    return f"`{value}`"


def read_policy() -> tuple[list[Key], dict[str, str]]:
    """All keys in the file's order, and the remark of each section. Values over several lines become one."""
    text = (ROOT / "config" / "policy.toml").read_text("utf-8")
    keys, remarks, section, above, lines = list[Key](), dict[str, str](), "", "", iter(text.splitlines())
    for line in lines:
        if header := re.match(r"\[([\w.]+)\]\s*(?:#\s*(.*))?$", line):
            section = header[1]
            remarks[section] = header[2] or ""
        elif start := re.match(r'("?[\w-]+"?) = (.*)$', line):
            value = start[2]
            while not _complete(f"x = {value}"):
                value += " " + next(lines).strip()
            found, remark = _split(value)
            keys.append(
                Key(
                    section,
                    start[1],
                    re.sub(r"^\[ |,? \]$", lambda m: m[0].strip(", "), found),
                    remark or above,
                )
            )
        above = f"{above} {line[2:]}".strip() if line.startswith("# ") else ""
    return keys, remarks


def _complete(line: str) -> bool:
    try:
        tomllib.loads(line)
    except tomllib.TOMLDecodeError:
        return False
    return True


def _split(value: str) -> tuple[str, str]:
    """Value and remark: the remark begins at the first # that leaves a whole value before it."""
    for place in (match.start() for match in re.finditer("#", value)):
        if _complete(f"x = {value[:place]}"):
            return value[:place].strip(), value[place + 1 :].strip()
    return value.strip(), ""


def deadlines_page() -> str:
    """The steps as the defaults have them, one row each."""
    steps = tomllib.loads((ROOT / "config" / "policy.toml").read_text("utf-8"))["deadlines"]
    head = (
        "step",
        "what is asked",
        "counted from",
        "whose",
        *(column.value for column in Column),
        "when missed",
    )
    lines = [
        "# Deadlines", "",
        "What must be done by when, and who is next when it is not. These are the defaults of `config/policy.toml`; a",
        f"trust may change them there ([the procedure](policy.md)). {WRITTEN}", "",
        *table(head, [_step(step, steps[step.value]) for step in Step]), "",
        "## How limits are written", "", *_limits(), "",
        "## What a step may also say", "", *_extras(steps), "",
        "A deadline is `armed`, then `met`, `missed` or `cancelled`; one that was missed stays open until it is done.",
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _step(step: Step, row: dict[str, object]) -> tuple[str, ...]:
    missed = row.get("missed")
    after = ", ".join(_words(one) for one in missed) if isinstance(missed, list) else ""
    limits = [str(row.get(column.value, "-")) for column in Column]
    return f"`{step.value}`", STEP_ASKS[step], _words(row["from"]), _words(row["holder"]), *limits, after


def _words(value: object) -> str:
    return str(value).replace("_", " ")


def _limits() -> list[str]:
    text = (ROOT / "config" / "policy.toml").read_text("utf-8")
    found = re.findall(r'(?m)^# (?:Limits:)?\s+("[^"]+")\s{2,}(.*)$', text)
    return table(("written", "means"), [(f"`{limit}`", words) for limit, words in found])


def _extras(steps: dict[str, dict[str, object]]) -> list[str]:
    usual = {"from", "holder", "missed", *Column}
    return [
        f"- `{name}`: `{key} = {_toml(value)}`"
        for name, row in steps.items()
        for key, value in row.items()
        if key not in usual
    ]


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(inner)}" for key, inner in value.items()) + " }"
    return str(value).lower() if isinstance(value, bool) else f'"{value}"'


# Commands by mail


def mail_commands_page() -> str:
    """Each command: how it is written, what it does, who may, in which states."""
    rows = [
        (f"`{write}`", does, _who(CommandName(name)), _when(CommandName(name)))
        for name, (write, does) in USAGE.items()
    ]
    parts = [(f"`{c.value}` {part}", _names(who) or "nobody") for (c, part), who in PARTS.items()]
    answers = [(f"`{name.value}`", _ANSWERS[name]) for name in CommandName if name.value not in USAGE]
    lines = [
        "# Commands by mail", "",
        "The first lines of an answer, one command a line, capitals or not, free text after it. Quoted text, signature",
        "and disclaimer never count. A command is obeyed only from a sender whom Exchange vouches for, on a case where",
        "that person may give it. For leaders there is [one page](leaders.md). " + WRITTEN, "",
        *table(("write", "what it does", "who may", "while the case is"), rows), "",
        "*leader* is everybody on the ladder who was reached; *involved* is any other role on the case. Whoever",
        f"investigates never writes {' or '.join(sorted(f'`{one.value}`' for one in NEVER_BY_INVESTIGATOR))}.", "",
        "## Parts that fewer people may write", "",
        *table(("part", "who may"), parts), "",
        "## Words that belong to one kind of mail", "",
        *table(("word", "where"), answers),
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


_ANSWERS = {
    CommandName.YES: "answers a mail of ours that reads something back and asks whether it is meant",
    CommandName.RETRY: "the operator's answer to an alert: read the mail in quarantine again",
    CommandName.DROP: "the operator's answer to an alert: leave the mail in quarantine for good",
    CommandName.RELEASE: "an anonymous reporter: send on what was held back, as numbered in our mail",
    CommandName.REMOVE: "an anonymous reporter: leave out what was held back",
    CommandName.NO_CONTACT: "an anonymous reporter: destroy the way to reach me; no more mail",
    CommandName.NAME_ME: "an anonymous reporter: go on under my name",
}


def _who(command: CommandName) -> str:
    return _names(capacity for capacity in Capacity if command in RIGHTS[capacity])


def _names(capacities: object) -> str:
    wanted = set(capacities)  # type: ignore[call-overload]
    return ", ".join(one.value.replace("_", " ") for one in Capacity if one in wanted)


def _when(command: CommandName) -> str:
    events = EVENT_OF.get(command, ())
    states = [state.value for state in State if any(accepts(state, event) for event in events)]
    return "in any state" if not events or len(states) == len(State) else ", ".join(states).replace("_", " ")


# Mails

PURPOSE = {
    MailKind.ACKNOWLEDGEMENT: "To the reporter: your report is here, its reference, what is missing, what to do now",
    MailKind.MORE_INFORMATION: "To the reporter: what we still need to know",
    MailKind.TRIAGE_REQUEST: "To the leader: a new report with its facts; please confirm that you have it",
    MailKind.HANDED_OVER: "To whoever now has the case: it is yours",
    MailKind.ACKNOWLEDGED: "To the reporter, and to leaders who were asked as well: a person has the case",
    MailKind.SEVERITY_CHANGED: "To those whose dates change: the case is more, or less, serious now",
    MailKind.APPOINTMENT: "To the Investigating Officer or supporter: the case, the checklist, the deadline",
    MailKind.REFERRAL: "To the DPO: the case, with the ICO answer pack",
    MailKind.QUESTION: "To whoever is asked: the question",
    MailKind.ANSWER: "To whoever asked, or must know: what was answered, added or decided",
    MailKind.DECISION_REQUEST: "To whoever must decide: the question, what is known, what is possible",
    MailKind.REMINDER: "To whoever has a step: it falls due",
    MailKind.ESCALATION: "To the next rung: a deadline was missed, ring",
    MailKind.CLOCK_WARNING: "To a circle that grows: how much of the law's 72 hours is left",
    MailKind.CONTAINMENT_REQUEST: "To the IT lead or whoever has the step: stop it getting worse",
    MailKind.INTERIM_REQUEST: "To the investigator: an interim report is due",
    MailKind.OUTCOME_REQUEST: "To the investigator: the outcome report is due, or lacks answers",
    MailKind.OUTCOME_REPORT: "To the leader and the DPO: the outcome report as PDF",
    MailKind.REVIEW_REQUEST: "To the reviewer: accept it, or return it with reasons",
    MailKind.RETURNED: "To the investigator: the outcome report came back, with reasons",
    MailKind.CLOSURE_REFUSED: "To whoever wrote CLOSE: what is still missing",
    MailKind.CLOSED: "To everybody on the case, and to the reporter: it has ended",
    MailKind.REOPENED: "To those on the case: it is open again",
    MailKind.MERGED: "To those on the case: it was joined with another one",
    MailKind.ACTION_FOLLOW_UP: "To an action's owner: is it done?",
    MailKind.NOT_UNDERSTOOD: "To the sender: we did not understand; the words that count",
    MailKind.NOT_ALLOWED: "To the sender: we could not act on this; says nothing about any case",
    MailKind.STATUS: "To whoever wrote STATUS: how the case stands",
    MailKind.HELP: "To whoever wrote HELP: the commands that this person may give now",
    MailKind.FORWARDED: "To whom it concerns: mail that is no incident (complaint, request, exception, suggestion), or "
    "a danger to somebody",
    MailKind.COMPLAINT_RECEIVED: "To the sender of a complaint, request or suggestion: it is here",
    MailKind.ANONYMOUS_RECEIPT: "To an anonymous reporter: a code, and what can and cannot be protected",
    MailKind.ANONYMOUS_QUESTION: "To an anonymous reporter: a question",
    MailKind.ANONYMOUS_NOTE: "To an anonymous reporter: any other word",
    MailKind.HELD_REVIEW: "To whoever looks after the holding place: mails wait for a decision",
    MailKind.OPERATOR_ALERT: "To the operator: something needs a person (unread, refused, unsent mail, a flood, ...)",
    MailKind.DIGEST: "To case manager, operator, leaders, DPO: the overview",
    MailKind.TREND_REPORT: "To leaders: the trend report as PDF and CSV",
    MailKind.POLICY_REVIEW: "To the case manager: the policy is due for review",
    MailKind.UNDELIVERABLE: "To the next in line: a mail of ours did not arrive",
    MailKind.CONFIRMED: "To whoever gave a command: what was understood, and what happens next",
}


def mails_page() -> str:
    """Every kind of mail with its purpose and sample subjects as the templates write them."""
    subjects = _subjects()
    rows = [(f"`{kind.value}`", PURPOSE[kind], "<br>".join(subjects[kind])) for kind in MailKind]
    lines = [
        "# Mails", "",
        "Every kind of mail that the service sends. The kind stands in the header `X-Nearmiss-Kind`, so that a rule in",
        "Outlook may rely on it, and each has a folder in `templates`; a trust changes words or look by copying a file",
        "into `templates/` of its configuration folder. `nearmiss mails -o DIR` writes all of them with sample data;",
        "no subject names a person or says what happened, and those about a case begin with its reference in brackets.",
        "", WRITTEN, "",
        *table(("kind", "what it is for", "subjects, with sample data"), rows),
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _subjects() -> dict[MailKind, list[str]]:
    """At most three different subjects of a kind, the usual one first; practice cases left out."""
    renderer = Renderer((ROOT / "templates",))
    found: dict[MailKind, list[str]] = {kind: [] for kind in MailKind}
    for sample in samples():
        if sample.context == "drill":
            continue
        subject = re.sub(r"^\[[^]]+] ", "", _subject(renderer, sample))
        if subject not in found[sample.kind] and len(found[sample.kind]) < 3:
            found[sample.kind].append(subject)
    return found


def _subject(renderer: Renderer, sample: Sample) -> str:
    return renderer.render(sample.kind, sample.view).subject
