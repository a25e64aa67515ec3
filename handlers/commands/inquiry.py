"""Commands of the investigation: containment, questions, notes, more time."""

from __future__ import annotations

from bot.domain.events import EventKind
from bot.domain.policy import LEGAL_CLOCK
from bot.domain.words import CommandName, MailKind, Role, Step
from bot.mail.argument_values import Question, Refusal
from bot.mail.arguments import read_extension, read_question
from handlers import people
from handlers.commands.triage import take_on
from handlers.rights import Capacity
from handlers.turn import Turn
from handlers.wording import STEP_ASKS

C, E, K = CommandName, EventKind, MailKind
_LEGAL = frozenset({Step.REFER, Step.ICO_FILED, Step.PEOPLE_TOLD})


def contained(turn: Turn, argument: str) -> None:
    """`CONTAINED <how>`."""
    if not turn.allowed(C.CONTAINED):
        return
    if turn.leads:
        take_on(turn)
    turn.record(E.CONTAINED, {}, {"how": argument})
    turn.understood(
        "The incident is contained.", "" if argument else "Please add how: CONTAINED and a few words."
    )


def note(turn: Turn, argument: str) -> None:
    """`NOTE <text>`: "Interim ..." of an investigator is the interim report; the DPO's after the report the view."""
    if not turn.allowed(C.NOTE):
        return
    if not argument:
        turn.refuse("Write the note behind NOTE.", C.NOTE)
        return
    interim = argument.lower().lstrip(" *_#:").startswith("interim")
    if interim and Capacity.INVESTIGATOR in turn.capacities:
        turn.record(E.INTERIM_RECEIVED, {}, {"text": argument})
        facts = {"about": "interim", "text": argument, "who": turn.ctx.name(turn.actor)}
        to = turn.leaders() + turn.others(turn.case.who.dpo if turn.case.referred_at else "")
        turn.send(K.ANSWER, tuple(dict.fromkeys(to)), facts)
        turn.understood("Your interim report is on record and has gone to the leader.", "")
        return
    delay = _of_the_delay(turn, argument)
    turn.record(E.NOTED, {"about": "delay"} if delay else {}, {"text": argument})
    if Capacity.DPO in turn.capacities:
        _dpo_note(turn, argument)
    turn.understood("Your note is on record.", "")


def _of_the_delay(turn: Turn, argument: str) -> bool:
    """A note headed "Delay" gives the reasons that the law asks for after the 72 hours (Art. 33(1) UK GDPR)."""
    start = turn.case.aware_at or turn.case.reported_at
    late = start is not None and turn.ctx.now > start + LEGAL_CLOCK
    may = turn.leads or Capacity.DPO in turn.capacities
    return late and may and argument.lower().lstrip(" *_#:").startswith("delay")


def _dpo_note(turn: Turn, argument: str) -> None:
    if turn.case.referred_at and turn.case.dpo_acknowledged_at is None:
        turn.record(E.DPO_ACKNOWLEDGED, role=Role.DPO)
    if turn.case.outcome_at and turn.case.dpo_view_at is None:
        turn.record(E.DPO_VIEW, role=Role.DPO)
    facts = {"about": "dpo_view", "text": argument, "who": turn.ctx.name(turn.actor)}
    reviewer = people.reviewer(turn.case, turn.ctx)
    turn.send(K.ANSWER, turn.others(turn.case.who.leader, reviewer.address if reviewer else ""), facts)


def ask(turn: Turn, argument: str) -> None:
    """`ASK <address>|reporter: <question>`; outside the trust it is read back and sent after YES."""
    read = read_question(argument)
    if isinstance(read, Refusal):
        turn.refuse(read.sentence, C.ASK)
        return
    if not turn.allowed(C.ASK):
        return
    to = read.to or "reporter"
    if to == "reporter" and not turn.case.anonymous and not turn.case.who.reporter:
        turn.refuse("There is no address of a reporter on this case.", C.ASK)
        return
    if read.to and people.same(read.to, turn.case.who.excluded, turn.ctx):
        turn.refuse("That person is kept out of this case.", C.ASK)
        return
    outside = read.to and not turn.ctx.directory.is_ours(read.to) and turn.ctx.person(read.to) is None
    if outside:
        turn.record(E.CONFIRMATION_ASKED, {}, {"command": f"ASK {read.to}: {read.text}"})
        turn.understood(
            f"You want to ask {read.to}, who is outside the trust: {read.text}", "Answer YES to send it."
        )
        return
    put_question(turn, read)


def put_question(turn: Turn, read: Question) -> None:
    """The question goes out, numbered, and is on record."""
    to = read.to or ("reporter" if turn.case.anonymous else turn.case.who.reporter)
    n = len(turn.case.words.questions) + 1
    turn.record(E.ASKED, {"n": n, "reporter": not read.to}, {"to": read.to or "reporter", "text": read.text})
    facts = {"n": n, "text": read.text, "by": turn.ctx.name(turn.actor), "reporter": not read.to}
    turn.send(K.QUESTION, to, facts, part=f"q{n}", quiet=not read.to)
    turn.understood(
        "Your question has been sent.", "You will get the answer by mail; it also goes on record."
    )


def yes(turn: Turn, argument: str) -> None:
    """`YES`: carries out what was read back."""
    waiting = turn.case.who.asked_to_confirm.get(turn.actor, "")
    if not waiting:
        turn.refuse("There is nothing waiting for your YES.", C.YES)
        return
    turn.record(E.CONFIRMATION_ASKED, {"answered": True}, {"command": ""})
    read = read_question(waiting.removeprefix("ASK").strip())
    if isinstance(read, Question):
        put_question(turn, read)


def extend(turn: Turn, argument: str) -> None:
    """`EXTEND <step> <n> days because`: never one's own lateness, never the law's clock."""
    read = read_extension(argument)
    if isinstance(read, Refusal):
        turn.refuse(read.sentence, C.EXTEND)
        return
    if not turn.allowed(C.EXTEND):
        return
    duty = turn.policy.duties.get(read.step)
    if read.step in _LEGAL or duty is None or not duty.extendable:
        turn.refuse(
            f"{read.step} cannot be extended: it is the law's clock, or the bot's own duty.", C.EXTEND
        )
        return
    late = people.same(turn.actor, people.party(duty.holder, turn.case, turn.ctx), turn.ctx)
    if late or (Capacity.INVESTIGATOR in turn.capacities and not turn.leads):
        _requested(turn, read.step, read.days, read.reason)
        return
    if read.step is Step.ICO_DECISION and _past_72_hours(turn, read.days):
        turn.refuse("The decision cannot be put off past the 72 hours.", C.EXTEND)
        return
    turn.record(E.EXTENDED, {"step": read.step.value, "days": read.days}, {"reason": read.reason})
    more = f"{read.days} more working days to {STEP_ASKS[read.step]}."
    turn.understood(more, "")
    holders = turn.others(*people.party(duty.holder, turn.case, turn.ctx))
    facts = {
        "about": "extended",
        "who": turn.ctx.name(turn.actor),
        "text": f"{more} {read.reason}",
    }
    turn.send(K.ANSWER, holders, facts)


def _requested(turn: Turn, step: Step, days: int, reason: str) -> None:
    """Somebody wants more time for their own step: the leader, or the rung above a leader, decides."""
    turn.record(E.EXTENSION_REQUESTED, {"step": step.value, "days": days}, {"reason": reason})
    to = turn.leaders() or turn.others(people.address_of(Role.SIRO, turn.case, turn.ctx))
    grant = f"EXTEND {step.value} {days} days because {reason}"
    facts = {"need": "extension", "reason": reason, "who": turn.ctx.name(turn.actor), "days": days,
             "ask": STEP_ASKS[step], "buttons": [("Give more time", grant)]}  # fmt: skip
    turn.send(K.DECISION_REQUEST, to, facts)
    turn.understood(
        f"You ask for {days} more working days to {STEP_ASKS[step]}.",
        "Somebody else must grant it; they have been asked.",
    )


def _past_72_hours(turn: Turn, days: int) -> bool:
    start = turn.case.aware_at or turn.case.reported_at
    row = next((r for r in turn.dossier.rows if r.step is Step.ICO_DECISION and r.live), None)
    return bool(start and row and turn.policy.extended(row.due_at, days) > start + LEGAL_CLOCK)
