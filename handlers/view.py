"""What a template may say: one plain mapping for a mail, its reader and its case. Pure.

Every value is text, number, bool, list or mapping, ready to print; no template computes. docs/templates lists the keys.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from urllib.parse import quote

from bot.domain.case import Case
from bot.domain.clock import Row
from bot.domain.decision import SendMail
from bot.domain.policy import LEGAL_CLOCK
from bot.domain.words import CommandName, MailKind, Risk, Role, Step
from handlers import people
from handlers.buttons import BUTTONS, SMALL_SLIP, STEP_BUTTONS, Button
from handlers.capacity import capacities_of
from handlers.context import Context
from handlers.rights import may, possible
from handlers.wording import (
    SEVERITY_WORDS,
    STATE_WORDS,
    STEP_ASKS,
    day,
    left,
    role_name,
    short_when,
    when,
)  # fmt: skip

C = CommandName
K = MailKind
_COMMANDS = sorted(((name.value, name) for name in C), key=lambda pair: -len(pair[0]))  # the longest first


def _button(label: str, body: str, case: Case, ctx: Context) -> dict[str, str]:
    subject = quote(f"Re: [{case.reference}]")
    address = ctx.directory.mailboxes.incidents
    return {
        "label": label, "command": body.strip(),
        "href": f"mailto:{address}?subject={subject}&body={quote(body)}",
    }  # fmt: skip


def _command_of(body: str) -> CommandName | None:
    first = body.split("\n")[0].upper()
    return next((name for word, name in _COMMANDS if first.startswith(word)), None)


def _offered(mail: SendMail, case: Case) -> list[Button]:
    """The handler's own buttons where it gave any (none is an answer too), else those of the kind."""
    if "buttons" in mail.facts:
        return [(label, body) for label, body in mail.facts["buttons"]]
    kind = BUTTONS.get(mail.kind, ())
    steps = [Step(point["step"]) for point in mail.facts.get("points", ())] if mail.kind is K.REMINDER else []
    own = [one for step in steps for one in STEP_BUTTONS.get(step, ())]
    return [one for one in dict.fromkeys((*own, *kind)) if not (case.danger and one is SMALL_SLIP)]


def buttons(mail: SendMail, to: str, case: Case, ctx: Context) -> list[dict[str, str]]:
    """At most four buttons, only commands that this reader may give in this state."""
    capacities = capacities_of(to, case, ctx)
    offered = _offered(mail, case)
    found = []
    for label, body in offered:
        command = _command_of(body)
        if command and may(capacities, command) and possible(case, command):
            found.append(_button(label, body, case, ctx))
    return found[:4]


def legal_clock(case: Case, ctx: Context) -> dict[str, Any] | None:
    """The 72 hours in words, None where they do not run (ended, decided not to, filed, no personal data)."""
    start = case.aware_at or case.reported_at
    stopped = case.ico_filed_at or case.ico_decision == "not-report" or case.risk is Risk.NONE
    if start is None or stopped or case.state.ended:
        return None
    end = start + LEGAL_CLOCK
    return {
        "left": left(end, ctx.now), "until": when(end, ctx.now, ctx.zone), "over": end <= ctx.now,
        "from": when(start, ctx.now, ctx.zone), "estimated": case.aware_estimated,
        "short": short_when(end, ctx.now, ctx.zone),
    }  # fmt: skip


def case_view(case: Case, ctx: Context) -> dict[str, Any]:
    """The case in words; of an anonymous one times by the day only."""

    def say(moment: datetime) -> str:
        return day(moment, ctx.zone) if case.anonymous else when(moment, ctx.now, ctx.zone)

    school = ctx.school(case.school)
    return {
        "state": case.state.value, "state_words": STATE_WORDS[case.state], "severity": case.column,
        "severity_words": SEVERITY_WORDS.get(case.column, case.column), "provisional": case.provisional,
        "nature": case.nature.value if case.nature else "", "school": school.name if school else "",
        "anonymous": case.anonymous, "serious": case.serious, "danger": case.danger, "cyber": case.cyber,
        "ransomware": case.ransomware, "incident_type": case.incident_type,
        "reported": say(case.reported_at) if case.reported_at else "not known",
        "aware": say(case.aware_at) if case.aware_at else "", "aware_estimated": case.aware_estimated,
        "occurred": say(case.occurred_at) if case.occurred_at else "",
        "leader": ctx.name(case.who.leader), "leader_role": role_name(case.leader_role or ""),
        "investigators": [ctx.name(a) for a in case.who.investigators],
        "contained": case.contained_at is not None, "happened": case.words.happened,
        "risk": case.risk.value if case.risk else "", "ico_decision": case.ico_decision,
        "ico_filed": case.ico_filed_at is not None, "people_decision": case.people_decision,
        "people_told": case.people_told_at is not None, "accepted": case.accepted_at is not None,
        "ended": case.state.ended,
    }  # fmt: skip


def open_steps(case: Case, rows: Sequence[Row], ctx: Context) -> list[dict[str, Any]]:
    """What is still to be done on the case, the soonest first."""
    hidden = {Step.ACKNOWLEDGE_REPORTER, Step.REFER}
    live = sorted((row for row in rows if row.live and row.step not in hidden), key=lambda row: row.due_at)
    return [
        {
            "step": row.step.value, "ask": STEP_ASKS[row.step], "due": when(row.due_at, ctx.now, ctx.zone),
            "left": left(row.due_at, ctx.now), "overdue": row.due_at <= ctx.now,
            "short": short_when(row.due_at, ctx.now, ctx.zone),
        }
        for row in live
    ]  # fmt: skip


def others(to: str, case: Case, ctx: Context) -> list[str]:
    """Who else has the case, by name: those who were asked to lead it, and the DPO once it was referred."""
    who = case.who
    told = (*who.reached, *((who.dpo,) if case.referred_at else ()))
    shown = (to, who.leader, *who.investigators, *who.excluded)
    return list(dict.fromkeys(ctx.name(one) for one in told if one and not people.same(one, shown, ctx)))


def phones(case: Case, ctx: Context) -> list[dict[str, str]]:
    """Whom to ring: leader, next rungs, DPO, IT; nobody who is kept out of the case, nor who stands in for them."""
    roles = (Role.HEADTEACHER, Role.SIRO, Role.CEO, Role.DPO, Role.IT_LEAD, Role.SAFEGUARDING_LEAD)
    found: dict[str, dict[str, str]] = {}
    for role in roles:
        for person in ctx.directory.holders(role, case.school)[:2]:
            if person.phone and person.id not in found and people.acts_for(person, role, case, ctx):
                found[person.id] = {"role": role_name(role), "name": person.name, "phone": person.phone}
    return list(found.values())


@dataclass(frozen=True)
class CaseWords:
    """A case at a moment as all its readers see it: put into words once, for however many mails."""

    case: Case
    rows: Sequence[Row]
    ctx: Context

    @cached_property
    def common(self) -> dict[str, Any]:
        """What every mail about the case has."""
        case, ctx = self.case, self.ctx
        return {
            "reference": case.reference, "tag": f"[{case.reference}]", "drill": case.drill,
            "case": case_view(case, ctx), "clock": legal_clock(case, ctx),
            "steps": open_steps(case, self.rows, ctx),
        }  # fmt: skip

    @cached_property
    def phones(self) -> list[dict[str, str]]:
        return phones(self.case, self.ctx)

    def of(self, mail: SendMail, to: str) -> dict[str, Any]:
        """What one mail to one reader has of the case."""
        case, ctx = self.case, self.ctx
        return self.common | {
            "buttons": buttons(mail, to, case, ctx), "others": others(to, case, ctx),
            "phones": self.phones if case.urgent or mail.kind is K.ESCALATION else [],
        }  # fmt: skip


def mail_view(mail: SendMail, to: str, about: CaseWords | None, ctx: Context) -> dict[str, Any]:
    """Everything a template gets for one mail to one reader."""
    person = ctx.person(to)
    trust = ctx.directory.trust
    view: dict[str, Any] = {
        "kind": mail.kind.value, "trust": {"name": trust.name, "prefix": trust.prefix},
        "mailbox": ctx.directory.mailboxes.incidents, "anonymous_mailbox": ctx.directory.mailboxes.anonymous,
        "to": {"name": person.name if person else "", "address": to, "inside": ctx.directory.is_ours(to)},
        "facts": dict(mail.facts), "now": when(ctx.now, ctx.now, ctx.zone), "today": day(ctx.now, ctx.zone),
        "good_faith": ctx.policy.wording.good_faith, "regulator": ctx.policy.wording.regulator,
        "regulator_phone": ctx.policy.wording.regulator_phone, "urgent": mail.urgent,
        "reference": "", "tag": "", "drill": False, "case": None, "clock": None, "steps": [], "buttons": [],
        "phones": [], "others": [],
    }  # fmt: skip
    return view | about.of(mail, to) if about and mail.about_case else view
