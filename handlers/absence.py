"""A leader, DPO, officer or reviewer who is away or whose mail bounces: their part moves on at once (SPEC §2).

Automatic replies are never an answer and stop no deadline. Runs for kinds `auto_reply` and `bounce`, and before
reminders of a case go out, so that nobody away is waited for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from bot.domain.case import Case
from bot.domain.decision import Decision, Effect, File, MailBounced, NoteAbsence, SendMail
from bot.domain.directory import Person
from bot.domain.duties import Party
from bot.domain.events import Event, EventKind, Recorded
from bot.domain.fold import apply
from bot.domain.words import MailKind, Role, State
from handlers import people
from handlers.context import Away, Context, Dossier, Incoming
from handlers.report import no_leader

E, K = EventKind, MailKind

# What a referral to the DPO carries: answers for the ICO, letters to the people and to parents. All drafts.
REFERRAL_FILES = (File("ico_pack"), File("letters"))


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

    def record(self, event: Event) -> None:
        """Put an event on record and see the case as it is after it."""
        self.case = apply(self.case, Recorded(self.case.count + 1, self.ctx.now, event))
        self.events.append(event)

    def passed_over(self, role: str, **detail: bool) -> None:
        """Who is passed over in which role, and why."""
        self.record(Event(E.PASSED_OVER, {"why": self.why, "role": role, **detail}, {"person": self.address}))


def handle_auto_reply(mail: Incoming, dossier: Dossier | None, ctx: Context) -> Decision:
    """An absence notice: noted for the person across all cases; in this case their part moves on."""
    notice = mail.reading.auto_reply
    person = ctx.person(mail.sender.address)
    if notice is None or person is None:
        return Decision(reason="an automatic reply of somebody without a role", outcome="ignored")
    if not notice.absent:
        return _mere_receipt(mail, dossier, ctx, person.address)
    noted = NoteAbsence(person.address, notice.until, notice.delegate, "reply")
    if dossier is None or dossier.case.state.ended:
        return Decision((), (noted,), "an absence notice")
    away = replace(ctx, away={**ctx.away, person.id: Away(notice.until, notice.delegate, "reply")})
    move = Move(dossier.case, away, person.address, "away", mail.cause, [], [noted])
    detail = {
        "until": notice.until.isoformat() if notice.until else "",
        "stand_in_named": bool(notice.delegate),
    }
    move.record(Event(E.ABSENCE_NOTED, detail, {"person": person.address, "stand_in": notice.delegate}))
    if person.id in away.unavailable():  # and not a notice that somebody forgot to turn off
        move_on(move)
    return Decision(tuple(move.events), tuple(move.effects), "an absence notice")


def _mere_receipt(mail: Incoming, dossier: Dossier | None, ctx: Context, address: str) -> Decision:
    """ "We have received your e-mail" changes nothing, but in a critical case the deputy is told as well."""
    if dossier is None or dossier.case.state.ended:
        return Decision(reason="an automatic receipt", outcome="ignored")
    detail = {"until": "", "absent": False}
    event = Event(E.ABSENCE_NOTED, detail, {"person": address})
    case = dossier.case
    alone = all(
        people.same(one, (address,), ctx) for one in case.who.asked
    )  # one deputy, not the whole ladder
    waits = case.acknowledged_at is None and alone and people.same(address, (case.who.leader,), ctx)
    choice = people.next_leader(case, ctx) if case.column == "critical" and waits else None
    if choice is None or choice.person is None or choice.role is None:
        return Decision((event,), (), "an automatic receipt")
    told = Event(E.ESCALATED, {"by": "receipt", "role": choice.role.value}, {"to": choice.person.address})
    facts = {"points": [], "leader": ctx.name(address), "reason": "only an automatic receipt came back"}
    mail_ = SendMail(K.ESCALATION, (choice.person.address,), mail.cause, facts, urgent=True)
    return Decision((event, told), (mail_,), "an automatic receipt in a critical case")


def handle_bounce(mail: Incoming, dossier: Dossier | None, ctx: Context) -> Decision:
    """One of our mails did not arrive: its row says so, the person's part moves on, the operator hears."""
    bounce = mail.reading.bounce
    if bounce is None:
        return Decision(reason="a delivery report without a failure", outcome="ignored")
    lasting = [r for r in bounce.recipients if r.permanent]
    if not lasting:
        return Decision(reason="a delivery report of a delay", outcome="ignored")
    effects: list[Effect] = [MailBounced(bounce.original_message_id, lasting[0].status)]
    failed = mail.bounced_to or lasting[0].address
    person = ctx.person(failed)
    if person:
        effects.append(NoteAbsence(person.address, None, "", "bounce"))
    effects.append(_tell_operator(mail, dossier, ctx, failed, lasting[0].status))
    if dossier is None:
        return Decision((), tuple(effects), "a bounce")
    status = {"status": lasting[0].status}
    bounced = Event(E.BOUNCED, status, {"person": person.address if person else failed})
    if person is None or dossier.case.state.ended:
        return Decision((bounced,), tuple(effects), "a bounce")
    away = replace(ctx, away={**ctx.away, person.id: Away(None, "", "bounce")})
    move = Move(dossier.case, away, person.address, "bounced", mail.cause, [], effects)
    move.record(bounced)
    move_on(move)
    return Decision(tuple(move.events), tuple(move.effects), "a bounce")


def _tell_operator(
    mail: Incoming, dossier: Dossier | None, ctx: Context, failed: str, status: str
) -> SendMail:
    operators = people.operators(ctx, dossier.case if dossier else None)
    to = tuple(a for a in operators if not people.same(a, (failed,), ctx))
    case = dossier.case.reference if dossier else "none"
    facts = {
        "what": "bounced",
        "rows": [{"label": "Case", "value": case}, {"label": "Address", "value": failed},
                 {"label": "Code", "value": status or "not given"}],
        "lines": ["A mail of ours did not arrive. Please put the address right in directory.toml."],
        "answers": [],
    }  # fmt: skip
    return SendMail(K.OPERATOR_ALERT, to, mail.cause, facts, about_case=False)


def those_away(case: Case, ctx: Context) -> Move:
    """Everybody with a part in this case who is away now (dates, tips, notices, bounces): their parts move on."""
    move = Move(case, ctx, "", "", "")
    for address in _with_a_part(case, ctx):
        person = ctx.person(address)
        if person is None or person.id not in ctx.unavailable():
            continue
        away = ctx.away.get(person.id)
        move.address, move.why = address, "bounced" if away and away.source == "bounce" else "away"
        move.cause, move.once = f"away/{case.count}", f"away/{move.why}/{_back(person, ctx) or 'open'}"
        move_on(move)
    return move


def _with_a_part(case: Case, ctx: Context) -> tuple[str, ...]:
    reviewer = people.reviewer(case, replace(ctx, away={}))
    found = (case.who.leader, case.who.dpo, *case.who.investigators, *case.who.informed)
    return tuple(dict.fromkeys(a for a in (*found, reviewer.address if reviewer else "") if a))


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
    choice = people.next_leader(case, move.ctx)
    if choice.person is None or choice.role is None:
        choice = people.first_leader(case, move.ctx)  # one who was asked before may be back
    if choice.person is None or choice.role is None:
        move.passed_over(role, nobody=True)
        move.effects += no_leader(move.case, move.ctx, move.cause)
        return
    move.passed_over(role)
    to = choice.person.address
    move.record(Event(E.TOLD, {"role": choice.role.value, "place": choice.place}, {"leader": to}))
    facts = {"reason": move.why, "from": move.ctx.name(move.address), "until": _until(move), "role": ""}
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
    day = _back(person, move.ctx) if person else None
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
    """An investigator who is away is not replaced silently: the leader names another, or waits."""
    case = move.case
    waiting = case.state in (State.INVESTIGATING, State.TRIAGE)
    if not waiting or not people.same(move.address, case.who.investigators, move.ctx):
        return
    facts = {"need": "officer", "who": move.ctx.name(move.address), "until": _until(move),
             "buttons": [("Name somebody else", "ASSIGN ")]}  # fmt: skip
    to = people.party(Party.LEADER, case, move.ctx)
    move.effects.append(SendMail(K.DECISION_REQUEST, to, f"{move.once or move.cause}/officer", facts))


def _reviewer(move: Move) -> None:
    """The report goes to the next who may review it."""
    case = move.case
    if case.state is not State.REVIEW or case.accepted_at is not None:
        return
    before = people.reviewer(case, replace(move.ctx, away={}))
    after = people.reviewer(case, move.ctx)
    if before is None or after is None or before.address != move.address or after.id == before.id:
        return
    facts = {"by": ", ".join(move.ctx.name(a) for a in case.who.investigators)}
    cause = f"{move.once or move.cause}/review/{case.outcome_round}"
    mail = SendMail(K.REVIEW_REQUEST, (after.address,), cause, facts, files=(File("outcome_report"),))
    move.effects.append(mail)


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
