"""A part of a case goes on to the next who can take it: its holder is away, bounces, or is kept out (SPEC §2)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from bot.domain.case import Case
from bot.domain.decision import Effect, File, SendMail
from bot.domain.directory import Person
from bot.domain.duties import Party
from bot.domain.events import Event, EventKind, Recorded
from bot.domain.fold import apply
from bot.domain.words import MailKind, Role, State
from handlers import people
from handlers.context import Context
from handlers.report import no_leader

E, K = EventKind, MailKind

# What a referral to the DPO carries: answers for the ICO, letters to the people and to parents. All drafts.
REFERRAL_FILES = (File("ico_pack"), File("letters"))


INVOLVED, LEFT = "involved", "left"
"""Why a part moves on whose holder is kept out of the case, or stands in the directory no more."""


@dataclass
class Move:
    """What follows from one person's absence on one case. `once` is the absence, so that no sweep says it twice."""

    case: Case
    ctx: Context
    address: str
    why: str
    cause: str
    events: list[Event] = field(default_factory=list)
    effects: list[Effect] = field(default_factory=list)
    once: str = ""
    until: date | None = None  # the first day back of somebody who does not stand in the directory

    def record(self, event: Event) -> None:
        """Put an event on record and see the case as it is after it."""
        self.case = apply(self.case, Recorded(self.case.count + 1, self.ctx.now, event))
        self.events.append(event)

    def passed_over(self, role: str, **detail: bool) -> None:
        """Who is passed over in which role, and why."""
        self.record(Event(E.PASSED_OVER, {"why": self.why, "role": role, **detail}, {"person": self.address}))


def those_gone(case: Case, ctx: Context) -> Move:
    """Everybody with a part in this case who is away now (dates, tips, notices, bounces) or kept out of it.

    Runs before reminders of a case go out, so that nobody of them is waited for.
    """
    move = Move(case, ctx, "", "", "")
    for address in _with_a_part(case, ctx):
        why = _gone(address, case, ctx)
        if why is None:
            continue
        move.address, (move.why, since) = address, why
        move.cause, move.once = f"away/{case.count}", f"away/{move.why}/{since}"
        move_on(move)
    return move


def _gone(address: str, case: Case, ctx: Context) -> tuple[str, str] | None:
    """Why this person cannot act and a word for how long, None where they can."""
    if people.same(address, case.who.excluded, ctx):
        return INVOLVED, "open"
    person = ctx.person(address)
    if person is None:
        return (LEFT, "open") if _has_left(address, case) else None
    if person.id not in ctx.unavailable():
        return None
    away = ctx.away.get(person.id)
    why = "bounced" if away and away.source == "bounce" else "away"
    return why, str(_back(person, ctx) or "open")


def _has_left(address: str, case: Case) -> bool:
    """Whoever leads or is the DPO stands in the directory, unless a HANDOVER named somebody who does not."""
    return address in (case.who.leader, case.who.dpo) and address not in case.who.contacts.values()


def parts_of(case: Case) -> tuple[str, ...]:
    """Everybody whose part of a case would go on to somebody else, the reviewer apart."""
    found = (case.who.leader, case.who.dpo, *case.who.investigators, *case.who.informed)
    return tuple(dict.fromkeys(a for a in found if a))


def _with_a_part(case: Case, ctx: Context) -> tuple[str, ...]:
    reviewer = people.reviewer(case, replace(ctx, away={}))
    return tuple(dict.fromkeys((*parts_of(case), *((reviewer.address,) if reviewer else ()))))


def move_on(move: Move) -> None:
    """Every part that this person has on the case goes on to the next who can take it."""
    for part in _PARTS:
        part(move)


def _leader(move: Move) -> None:
    """The case goes to the next who is here; where nobody is, somebody is asked to name a leader."""
    case = move.case
    if not people.same(move.address, (case.who.leader,), move.ctx):
        return
    role = case.leader_role.value if case.leader_role else ""
    # somebody who was silent before is asked all the same, where the leader is kept out
    asked = case.with_who(asked=()) if move.why == INVOLVED else case
    choice = people.next_leader(asked, move.ctx)
    if choice.person is None or choice.role is None:
        choice = people.first_leader(case, move.ctx)  # one who was asked before may be back
    if choice.person is None or choice.role is None:
        move.passed_over(role, nobody=True)
        move.effects += no_leader(move.case, move.ctx, move.cause)
        return
    move.passed_over(role)
    to = choice.person.address
    move.record(Event(E.TOLD, {"role": choice.role.value, "place": choice.place}, {"leader": to}))
    before = "" if move.why == INVOLVED else move.ctx.name(move.address)
    facts = {"reason": move.why, "from": before, "until": _until(move), "role": ""}
    move.effects.append(SendMail(K.HANDED_OVER, (to,), move.cause, facts, urgent=move.case.urgent))


def _back(person: Person, ctx: Context) -> date | None:
    """The first day back, as far as it is known: from their notice, else the directory's dates."""
    away = ctx.away.get(person.id)
    if away and away.until:
        return away.until
    ends = [last + timedelta(1) for first, last in person.absent if first <= ctx.today <= last]
    return max(ends, default=None)


def _until(move: Move) -> str:
    person = move.ctx.person(move.address)
    day = _back(person, move.ctx) if person else move.until
    return f"{day:%A} {day.day} {day:%B}" if day else ""


def _dpo(move: Move) -> None:
    case = move.case
    if case.referred_at is None or not people.same(move.address, (case.who.dpo,), move.ctx):
        return
    to = people.address_of(Role.DPO, case.with_who(dpo=""), move.ctx)
    if not to or people.same(to, (move.address,), move.ctx):
        return
    move.passed_over(Role.DPO.value)
    move.record(Event(E.REFERRED, {"severity": case.column, "again": True}, {"dpo": to}))
    facts = {"reason": "deputy", "inside": move.ctx.directory.is_ours(to)}
    move.effects.append(SendMail(K.REFERRAL, (to,), move.cause, facts, files=REFERRAL_FILES, urgent=True))


def _officer(move: Move) -> None:
    """An investigator who cannot go on is not replaced silently: the leader names another, or waits."""
    case = move.case
    waiting = case.state in (State.INVESTIGATING, State.TRIAGE)
    if not waiting or not people.same(move.address, case.who.investigators, move.ctx):
        return
    facts = {"need": "officer", "who": move.ctx.name(move.address), "until": _until(move),
             "kept_out": move.why == INVOLVED, "buttons": [("Name somebody else", "ASSIGN ")]}  # fmt: skip
    to = people.party(Party.LEADER, case, move.ctx)
    move.effects.append(SendMail(K.DECISION_REQUEST, to, f"{move.once or move.cause}/officer", facts))


def _reviewer(move: Move) -> None:
    """The report goes to the next who may review it."""
    case = move.case
    if case.state is not State.REVIEW or case.accepted_at is not None:
        return
    before = people.reviewer(_with_them(case, move.address), replace(move.ctx, away={}))
    after = people.reviewer(case, move.ctx)
    if before is None or after is None or before.address != move.address or after.id == before.id:
        return
    facts = {"by": ", ".join(move.ctx.name(a) for a in case.who.investigators)}
    cause = f"{move.once or move.cause}/review/{case.outcome_round}"
    mail = SendMail(K.REVIEW_REQUEST, (after.address,), cause, facts, files=(File("outcome_report"),))
    move.effects.append(mail)


def _with_them(case: Case, address: str) -> Case:
    """The case as it was before this person was kept out."""
    return case.with_who(excluded={a: why for a, why in case.who.excluded.items() if a != address})


def _told_at_once(move: Move) -> None:
    """IT and safeguarding were told because it could not wait: then it cannot wait for somebody who is away."""
    case = move.case
    if not people.same(move.address, case.who.informed, move.ctx):
        return
    for role, wanted in _INFORMED.items():
        holders = move.ctx.directory.holders(role, case.school)
        to = people.address_of(role, case, move.ctx)
        known = people.same(to, (*case.who.informed, case.who.leader), move.ctx)
        if move.ctx.person(move.address) not in holders or not wanted(case) or not to or known:
            continue
        move.passed_over(role.value)
        move.record(Event(E.ALERTED, {"roles": [role.value]}, {"to": [to]}))
        kind = K.CONTAINMENT_REQUEST if role is Role.IT_LEAD else K.FORWARDED
        why = "cyber" if role is Role.IT_LEAD else "safeguarding"
        facts: dict[str, object] = {
            "role": role.value,
            "why": why,
            "happened": case.words.happened,
            "advice": [],
        }
        move.effects.append(SendMail(kind, (to,), f"{move.cause}/{role}", facts, urgent=True))


_INFORMED: dict[Role, Callable[[Case], bool]] = {
    Role.IT_LEAD: lambda case: case.cyber and case.contained_at is None,
    Role.SAFEGUARDING_LEAD: lambda case: True,
}

_PARTS: tuple[Callable[[Move], None], ...] = (_leader, _dpo, _officer, _reviewer, _told_at_once)
