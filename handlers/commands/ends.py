"""Commands that shut people out or in, and those that end a case early, join it to another, or open it again."""

from __future__ import annotations

from bot.domain.case import Case
from bot.domain.decision import Elsewhere
from bot.domain.events import Event, EventKind
from bot.domain.transitions import accepts
from bot.domain.words import CommandName, MailKind, Role, State
from bot.mail.argument_values import Refusal
from bot.mail.arguments import read_person, read_reference, reason_in
from handlers import people
from handlers.capacity import capacities_of
from handlers.commands.triage import next_for_leader, take_on, take_over_from_excluded, tell_reporter
from handlers.moving import INVOLVED, Move, move_on
from handlers.rights import may
from handlers.turn import Turn

C, E, K = CommandName, EventKind, MailKind


def exclude(turn: Turn, argument: str) -> None:
    """`EXCLUDE <address> because <reason>`: no mail, no rights, no role on this case from now on."""
    read = read_person(argument, reason_needed=True)
    if isinstance(read, Refusal):
        turn.refuse(read.sentence, C.EXCLUDE)
        return
    if not turn.allowed(C.EXCLUDE):
        return
    address = people.main_address(read.address, turn.ctx)
    if people.same(address, (turn.actor,), turn.ctx):
        turn.refuse("To step back yourself, use HANDOVER or ESCALATE.", C.EXCLUDE)
        return
    led = people.same(address, (turn.case.who.leader,), turn.ctx)
    turn.record(E.EXCLUDED, {}, {"address": address, "reason": read.reason})
    if led:
        take_over_from_excluded(turn)
    move = Move(turn.case, turn.ctx, address, INVOLVED, turn.mail.cause)
    move_on(move)
    turn.follow(move.events, move.effects, move.case)
    turn.understood(f"{turn.ctx.name(address)} is kept out of this case.", _after_exclusion(turn, led))


def _after_exclusion(turn: Turn, led: bool) -> str:
    """Who has the case now, where its leader went; whom to name, where its investigators did."""
    who = turn.case.who
    if led and who.leader:
        return f"{turn.ctx.name(who.leader)} has this case now."
    if who.investigators and all(people.same(a, who.excluded, turn.ctx) for a in who.investigators):
        return "Please name another Investigating Officer: ASSIGN and an e-mail address."
    return ""


def include(turn: Turn, argument: str) -> None:
    """`INCLUDE <address> because <reason>`: undoes EXCLUDE, or a conflict that was none."""
    read = read_person(argument, reason_needed=True)
    if isinstance(read, Refusal):
        turn.refuse(read.sentence, C.INCLUDE)
        return
    if not turn.allowed(C.INCLUDE):
        return
    address = people.main_address(read.address, turn.ctx)
    turn.record(E.INCLUDED, {}, {"address": address, "reason": read.reason})
    turn.understood(f"{turn.ctx.name(address)} is no longer kept out of this case.", "")


def not_incident(turn: Turn, argument: str) -> None:
    """`NOT-INCIDENT because <reason>`: ends the case; SIRO and DPO hear and may restore it within 5 working days."""
    reason = reason_in(argument)
    if not turn.allowed(C.NOT_INCIDENT):
        return
    if not reason:
        turn.refuse("Add the reason: NOT-INCIDENT because ... (the reporter will read it).", C.NOT_INCIDENT)
        return
    take_on(turn)
    tell_reporter(turn, K.CLOSED, {"how": "not_incident", "reason": reason, "to": "reporter"})
    turn.record(E.NOT_INCIDENT, {}, {"reason": reason})
    watchers = [people.address_of(role, turn.case, turn.ctx) for role in (Role.SIRO, Role.DPO)]
    facts = {"how": "not_incident", "reason": reason, "to": "watchers", "by": turn.ctx.name(turn.actor)}
    turn.send(K.CLOSED, turn.others(*watchers), facts, part="watchers")
    team = [*turn.case.who.investigators, *turn.case.who.supporters, turn.case.who.leader]
    others = tuple(a for a in turn.others(*team) if not people.same(a, watchers, turn.ctx))
    turn.send(K.CLOSED, others, {**facts, "to": "roles"}, part="roles")
    turn.understood(
        "This is recorded as not an incident.", "The SIRO and the DPO have been told and can restore it."
    )


def _reopens(turn: Turn) -> str:
    """The part of REOPEN: a closed case, or one found to be no incident after the time for restoring it is over."""
    if turn.case.state is not State.NOT_INCIDENT:
        return "closed"
    end = turn.case.end_at
    return "late" if end and turn.ctx.now > turn.policy.clocks.due(turn.policy.restore, end) else ""


def reopen(turn: Turn, argument: str) -> None:
    """`REOPEN because <reason>`: a closed case goes on, with outcome deadlines as for its severity."""
    reason = reason_in(argument)
    if not turn.allowed(C.REOPEN, _reopens(turn)):
        return
    if not reason:
        turn.refuse("Add the reason: REOPEN because ...", C.REOPEN)
        return
    kind = E.REOPENED if accepts(turn.case.state, E.REOPENED) else E.RESTORED
    turn.record(kind, {}, {"reason": reason})
    who = turn.case.who
    involved = turn.others(who.leader, *who.investigators, *who.supporters, who.dpo)
    turn.send(K.REOPENED, involved, {"reason": reason, "by": turn.ctx.name(turn.actor)})
    turn.understood("The case is open again.", next_for_leader(turn.case))


def merge(turn: Turn, argument: str) -> None:
    """`MERGE <reference>`: that case goes on, with the earlier A, the higher severity and all reporters."""
    read = read_reference(argument)
    if isinstance(read, Refusal):
        turn.refuse(read.sentence, C.MERGE)
        return
    if read == turn.case.reference:
        turn.refuse("A case cannot be merged into itself.", C.MERGE)
        return
    if not turn.allowed(C.MERGE):
        return
    other = turn.mail.other
    # the same sentence whether there is no such case or no right in it: existence is not revealed
    if (
        other is None
        or not may(capacities_of(turn.actor, other.case, turn.ctx), C.MERGE)
        or other.case.state.ended
    ):
        turn.refuse(
            f"You cannot merge into {read}: it is not an open case in which you may do that.", C.MERGE
        )
        return
    case = turn.case
    if case.acknowledged_at is None and other.case.acknowledged_at is not None:
        tell_reporter(turn, K.ACKNOWLEDGED, {"to": "reporter"})  # a person has it, in the case that goes on
    turn.record(E.MERGED, {"into": read}, {})
    # an anonymous report is never shown beside a named one as the same person's: no reporters move with it
    moves = not case.anonymous and not other.case.anonymous
    reporters = [case.who.reporter, *case.who.other_reporters] if moves else []
    detail = {
        "from": case.reference,
        "aware_at": _earlier_awareness(case, other.case),
        "severity": case.severity.value if case.severity and not case.provisional else None,
        "critical_words": case.column_critical, "as_critical": case.as_critical, "danger": case.danger,
    }  # fmt: skip
    personal = {"reporters": [a for a in reporters if a], "excluded": dict(case.who.excluded)}
    absorbed = [Event(E.ABSORBED, detail, personal, turn.role, turn.actor)]
    if case.severity and case.provisional and other.case.severity is None:
        absorbed.append(Event(E.PROVISIONAL, {"severity": case.severity.value}))
    turn.effects.append(Elsewhere(read, tuple(absorbed)))
    involved = turn.others(case.who.leader, *case.who.investigators, *case.who.supporters)
    turn.send(K.MERGED, involved, {"into": read, "by": turn.ctx.name(turn.actor)})
    turn.understood(f"This case goes on as {read}.", "")


def _earlier_awareness(*cases: Case) -> str | None:
    """The earliest A of these cases; where a report named no time, R is its A (SPEC §4)."""
    moments = [moment for case in cases if (moment := case.aware_at or case.reported_at)]
    return min(moments).isoformat() if moments else None
