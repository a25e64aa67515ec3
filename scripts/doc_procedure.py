"""docs/policy.md and docs/deadlines.md from config/policy.toml and its remarks."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass

from doc_table import ROOT, WRITTEN, table

from bot.domain.duties import Column
from bot.domain.words import Step
from handlers.wording import STEP_ASKS


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
        "The 72 hours are the law's: a longer limit is refused. The steps (`[deadlines.*]`) have a page of their own:",
        f"[deadlines](deadlines.md). {WRITTEN}", "",
    ]  # fmt: skip
    for section in dict.fromkeys(key.section for key in keys if not key.section.startswith("deadlines.")):
        rows = [(f"`{key.name}`", f"`{key.value}`", key.remark) for key in keys if key.section == section]
        said = [_sentence(remarks[section]), ""] if remarks[section] else []
        lines += [f"## [{section}]", "", *said, *table(("key", "default", "what it says"), rows), ""]
    return "\n".join(lines).rstrip() + "\n"


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + "."


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
