"""What a sweep has to say, one thing to one person, and how it becomes one mail a person (SPEC §4, mail load).

A mail has the form of its most urgent cause and lists every open step; the other causes keep their once-keys.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.case import Case
from bot.domain.clock import Row
from bot.domain.decision import SendMail
from bot.domain.words import MailKind, Step
from handlers.context import Context
from handlers.wording import STEP_ASKS, left, short_when, when

K = MailKind

# The most urgent kind first.
_ORDER = (
    K.ESCALATION, K.CLOCK_WARNING, K.DECISION_REQUEST, K.CONTAINMENT_REQUEST, K.INTERIM_REQUEST,
    K.ACTION_FOLLOW_UP, K.REMINDER,
)  # fmt: skip
# In which form somebody is reminded of a step; any other: reminder.
REMINDER_KIND = {
    Step.ICO_FILED: K.CLOCK_WARNING,
    Step.ICO_DECISION: K.DECISION_REQUEST,
    Step.PEOPLE_DECISION: K.DECISION_REQUEST,
    Step.INTERIM_REPORT: K.INTERIM_REQUEST,
    Step.CONTAIN: K.CONTAINMENT_REQUEST,
    Step.ACTION_FOLLOW_UP: K.ACTION_FOLLOW_UP,
}
_LEGAL = (Step.ICO_FILED, Step.ICO_DECISION)
_TOO_LATE = (  # after the 72 hours the reasons for the delay are demanded, whatever was decided
    ("Report to the ICO", "ICO report because "),
    ("Do not report", "ICO not-report because "),
    ("Filed with the ICO", "ICO filed "),
    ("Why it is late", "NOTE Delay: "),
)


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to say to one person; `cause` makes it once."""

    to: str
    kind: MailKind
    cause: str
    step: Step
    stage: int
    due_at: datetime
    n: str = ""  # number of the action that is asked for
    copy: bool = False  # they are away, and somebody else has been asked


def notice(to: str, row: Row, stage: int, kind: MailKind | None = None, *, copy: bool = False) -> Notice:
    """What to say about a row at a stage; without a `kind` it is a reminder in its step's form."""
    cause = f"{row.step}/{row.cycle}/{stage}/{row.due_at:%Y%m%d%H%M}"
    n = row.cycle.partition("-")[0] if row.step is Step.ACTION_FOLLOW_UP else ""
    form = kind or REMINDER_KIND.get(row.step, K.REMINDER)
    return Notice(to, form, cause, row.step, stage, row.due_at, n, copy)


def gathered(notices: Iterable[Notice], case: Case, ctx: Context) -> list[SendMail]:
    """One mail a person."""
    by_person: dict[str, list[Notice]] = {}
    for one in notices:
        by_person.setdefault(one.to, []).append(one)
    return [
        _mail(to, sorted(own, key=lambda n: (n.copy, _ORDER.index(n.kind))), case, ctx)
        for to, own in by_person.items()
    ]


def _mail(to: str, notices: Sequence[Notice], case: Case, ctx: Context) -> SendMail:
    first = notices[0]
    actions = {a.n: a.what for a in case.words.actions}
    asked = [{"n": n.n, "what": actions.get(int(n.n), "")} for n in notices if n.n]
    facts: dict[str, Any] = {
        "points": [_point(n, ctx) for n in {(n.step, n.n): n for n in notices}.values()],
        "leader": ctx.name(case.who.leader) if case.who.leader else "", "copy": first.copy,
        "actions": asked, **(asked[0] if asked else {}),
    }  # fmt: skip
    if first.kind is K.CLOCK_WARNING and first.due_at <= ctx.now:
        facts["buttons"] = _TOO_LATE
    urgent = case.urgent or first.step in _LEGAL or first.kind is K.ESCALATION
    return SendMail(
        first.kind, (to,), first.cause, facts, urgent=urgent and not first.copy,
        gathered=tuple(f"{n.kind}//{n.cause}" for n in notices[1:]),
    )  # fmt: skip


def _point(one: Notice, ctx: Context) -> dict[str, Any]:
    return {
        "step": one.step.value, "ask": STEP_ASKS[one.step], "due": when(one.due_at, ctx.now, ctx.zone),
        "left": left(one.due_at, ctx.now), "overdue": one.due_at <= ctx.now, "stage": one.stage,
        "short": short_when(one.due_at, ctx.now, ctx.zone),
    }  # fmt: skip
