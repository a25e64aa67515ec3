"""Commands that move a case between people and states: who has it, how bad it is, who investigates."""

from __future__ import annotations

from bot.domain.case import Case
from bot.domain.directory import Person as Someone
from bot.domain.events import EventKind
from bot.domain.words import LADDER, CommandName, MailKind, Role, Severity
from bot.mail.argument_values import Classification, Refusal
from bot.mail.arguments import read_classification, read_person, reason_in
from handlers import people
from handlers.commands.team import follow_severity, name_officer, unfit
from handlers.rights import Capacity
from handlers.turn import Turn
from handlers.wording import SEVERITY_WORDS, role_name

C, E, K = CommandName, EventKind, MailKind


def acknowledge(turn: Turn, argument: str) -> None:
    """`ACKNOWLEDGE`: the leader has the case, or the DPO the referral; the reporter hears that somebody does."""
    if not turn.allowed(C.ACKNOWLEDGE):
        return
    if Capacity.DPO in turn.capacities and turn.case.referred_at and not turn.leads:
        if turn.case.dpo_acknowledged_at is None:
            turn.record(E.DPO_ACKNOWLEDGED, role=Role.DPO)
        turn.understood(
            "You have the referral.", "We need your view on the risk: RISK likely because ... (or unlikely)."
        )
        return
    if not turn.leads:
        turn.record(E.NOTED, {"about": "acknowledged"}, {"text": argument})
        turn.understood("You have this.", "")
        return
    take_on(turn)
    turn.understood("You have this case.", next_for_leader(turn.case))


def take_on(turn: Turn) -> None:
    """The leader's first human answer: on record; the reporter and whoever else was asked hear who has it."""
    first = turn.case.acknowledged_at is None
    if first:
        turn.record(E.ACKNOWLEDGED)
        tell_reporter(turn, K.ACKNOWLEDGED, {"to": "reporter"})
    if turn.leads and (first or _takes_over(turn)) and not _is_leader(turn):
        _leads_now(turn)


def _leads_now(turn: Turn) -> None:
    """The case is theirs, and the others who were asked hear so in one line."""
    others = turn.leaders()
    turn.record(E.LED, {"role": rung_of(turn)}, {"leader": turn.actor})
    if others:
        turn.send(K.ACKNOWLEDGED, others, {"to": "leaders", "who": turn.ctx.name(turn.actor)}, part="leads")


def take_over_from_excluded(turn: Turn) -> None:
    """Who keeps the leader out leads from then on, where they are a rung of the ladder themselves."""
    person = turn.ctx.person(turn.actor)
    if person and any(people.acts_for(person, role, turn.case, turn.ctx) for role in LADDER):
        _leads_now(turn)
        take_on(turn)


def _is_leader(turn: Turn) -> bool:
    return people.same(turn.actor, (turn.case.who.leader,), turn.ctx)


def _takes_over(turn: Turn) -> bool:
    """The first who acts leads. Later somebody else does who was reached since, or whose deputy has the case."""
    who, ctx = turn.case.who, turn.ctx
    if not who.leader:
        return True
    if people.same(turn.actor, who.reached, ctx) and not people.same(turn.actor, who.settled, ctx):
        return True
    role = turn.case.leader_role
    holders = ctx.directory.holders(role, turn.case.school) if role else ()
    deputies = [person.address for person in holders[1:]]
    return people.same(turn.actor, [h.address for h in holders[:1]], ctx) and people.same(
        who.leader, deputies, ctx
    )


def rung_of(turn: Turn) -> str:
    """The rung through which the person leads."""
    person = turn.ctx.person(turn.actor)
    for role in LADDER:
        if person and person in turn.ctx.directory.holders(role, turn.case.school):
            return role.value
    return turn.case.leader_role.value if turn.case.leader_role else ""


def tell_reporter(turn: Turn, kind: MailKind, facts: dict[str, object]) -> None:
    """A short word to everybody who reported; an anonymous reporter hears by a road of their own."""
    who = turn.case.who
    if turn.case.anonymous:
        turn.send(kind, "reporter", facts, part="reporter")
        return
    reporters = turn.others(who.reporter, *who.other_reporters)
    turn.send(kind, reporters, facts, part="reporter", quiet=True)


def next_for_leader(case: Case) -> str:
    """What the leader should do next, in one sentence."""
    if case.severity is None or case.provisional:
        return "Please say how serious it is: CLASSIFY minor, moderate, major or critical."
    if case.appointed_at is None:
        return "Please name an Investigating Officer: ASSIGN and an e-mail address."
    return "We will tell you when the outcome report is in."


def classify(turn: Turn, argument: str) -> None:
    """`CLASSIFY`: severity and nature; whoever is affected hears of a change; downward needs the leader or SIRO."""
    read = read_classification(argument)
    if isinstance(read, Refusal):
        turn.refuse(read.sentence, C.CLASSIFY)
        return
    old = turn.case.severity
    down = old is not None and read.severity.rank < old.rank and not turn.case.provisional
    if not turn.allowed(C.CLASSIFY, "downward" if down else ""):
        return
    same = old is read.severity and not turn.case.provisional and read.nature in (None, turn.case.nature)
    if same:
        turn.understood(f"The case stays {read.severity}.", next_for_leader(turn.case))
        return
    _classified(turn, read, old, down)


def _classified(turn: Turn, read: Classification, old: Severity | None, down: bool) -> None:
    was_serious = old is not None and old.serious
    if turn.leads:
        take_on(turn)
    nature = read.nature.value if read.nature else None
    turn.record(
        E.CLASSIFIED, {"severity": read.severity.value, "nature": nature, "was": old.value if old else ""}
    )
    words = f"The case is {SEVERITY_WORDS[read.severity]}" + (f" ({nature})." if nature else ".")
    turn.understood(words, next_for_leader(turn.case))
    facts = {
        "was": SEVERITY_WORDS.get(old.value, "") if old else "",
        "by": turn.ctx.name(turn.actor),
        "down": down,
    }
    affected = [*turn.leaders(), *turn.case.who.investigators, *turn.case.who.supporters]
    if turn.case.referred_at:
        affected.append(turn.case.who.dpo)
    if down and was_serious:  # they may restore it
        affected += [people.address_of(role, turn.case, turn.ctx) for role in (Role.SIRO, Role.DPO)]
    if old is not None:
        turn.send(K.SEVERITY_CHANGED, turn.others(*affected), facts)
    follow_severity(turn)


def assign(turn: Turn, argument: str) -> None:
    """`ASSIGN`: names the Investigating Officer. Critical: the SIRO investigates unless the Headteacher is named."""
    read = read_person(argument)
    if isinstance(read, Refusal):
        turn.refuse(read.sentence, C.ASSIGN)
        return
    if not turn.allowed(C.ASSIGN):
        return
    address = people.main_address(read.address, turn.ctx)
    why = unfit(turn, address)
    if why:
        turn.refuse(why, C.ASSIGN)
        return
    if turn.leads:
        take_on(turn)
    name_officer(turn, address)
    name = turn.ctx.name(address)
    turn.understood(
        f"{name} has been appointed.", "We have sent them the checklist and the date for the outcome report."
    )


def escalate(turn: Turn, argument: str) -> None:
    """`ESCALATE`: the next rung leads; the sender keeps reading and `NOTE`."""
    if not turn.allowed(C.ESCALATE):
        return
    reason = reason_in(argument)
    choice = people.next_leader(turn.case, turn.ctx, above=turn.leads)
    if choice.person is None or choice.role is None:
        turn.record(E.ESCALATED, {"by": "command", "nobody": True}, {"reason": reason})
        facts = {"need": "leader", "reason": reason}
        turn.send(K.DECISION_REQUEST, people.last_resort(turn.case, turn.ctx), facts, urgent=True)
        turn.understood("Nobody above can take it; those who can name a leader have been asked.")
        return
    to = choice.person.address
    gave_up = _is_leader(turn)
    detail = {"by": "command", "role": choice.role.value, "leads": True, "gave_up": gave_up}
    turn.record(E.ESCALATED, detail, {"to": to, "reason": reason})
    told: dict[str, object] = {
        "points": [],
        "leader": turn.ctx.name(turn.case.who.leader),
        "reason": reason,
        "by": turn.ctx.name(turn.actor),
    }
    turn.send(K.ESCALATION, to, told, urgent=True)
    turn.understood(
        f"{choice.person.name} ({role_name(choice.role)}) leads this case now.",
        "You still read what comes in, and can add notes with NOTE." if gave_up else "",
    )


def handover(turn: Turn, argument: str) -> None:
    """`HANDOVER`: one's own part in the case goes to another person."""
    read = read_person(argument)
    if isinstance(read, Refusal):
        turn.refuse(read.sentence, C.HANDOVER)
        return
    if not turn.allowed(C.HANDOVER):
        return
    address = people.main_address(read.address, turn.ctx)
    person = turn.ctx.person(address)
    why = unfit(turn, address)
    if why:
        turn.refuse(why, C.HANDOVER)
        return
    role = _own_part(turn)
    detail: dict[str, object] = {"role": role, "rung": _rung(turn, person), "unlisted": person is None}
    if role == "leader" and person and not turn.case.school:
        detail["school"] = turn.ctx.directory.school_of(address)
    turn.record(E.HANDED_OVER, detail, {"to": address, "reason": read.reason})
    turn.send(
        K.HANDED_OVER,
        address,
        {"reason": "handed", "from": turn.ctx.name(turn.actor), "role": role_name(role)},
    )
    turn.understood(
        f"{turn.ctx.name(address)} has this now as {role_name(role)}.", "You can still read and add notes."
    )


def _own_part(turn: Turn) -> str:
    if turn.leads or Capacity.CASE_MANAGER in turn.capacities or not turn.case.who.leader:
        return "leader"
    if Capacity.DPO in turn.capacities:
        return Role.DPO.value
    if Capacity.INVESTIGATOR in turn.capacities:
        return "investigator"
    return Role.IT_LEAD.value if Capacity.IT_LEAD in turn.capacities else "leader"


def _rung(turn: Turn, person: Someone | None) -> str:
    for role in LADDER:
        if person and person in turn.ctx.directory.holders(role, turn.case.school):
            return role.value
    return turn.case.leader_role.value if turn.case.leader_role else ""
