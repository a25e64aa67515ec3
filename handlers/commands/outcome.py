"""The end of the road: outcome report in, review, closing by the rule of SPEC §3, actions followed up."""

from __future__ import annotations

from dataclasses import replace

from bot.domain import closure
from bot.domain.decision import File
from bot.domain.events import EventKind
from bot.domain.outcome import Outcome, completed, contradictions, missing_answers, parse_outcome
from bot.domain.outcome_actions import Action
from bot.domain.words import CommandName, MailKind, Role
from bot.mail.argument_values import Refusal
from bot.mail.arguments import read_action, reason_in
from handlers import people
from handlers.commands.triage import tell_reporter
from handlers.rights import Capacity, may
from handlers.turn import Turn

C, E, K = CommandName, EventKind, MailKind


def outcome(turn: Turn, argument: str) -> None:
    """`OUTCOME`: the filled form from the mail's text or an attached document; what is missing is named one by one."""
    if not turn.allowed(C.OUTCOME):
        return
    form = filled_form(turn, argument)
    if not form.answers:
        turn.refuse(
            "No answer of the form was found; fill it in below OUTCOME, or attach the Word form.", C.OUTCOME
        )
        return
    received(turn, form)


def filled_form(turn: Turn, argument: str) -> Outcome:
    """The best-filled form of the mail, its own text or one of its documents; the others fill what it leaves open."""
    today = turn.ctx.today
    texts = [parse_outcome(text, today) for text in (argument, turn.mail.reading.new_text) if text]
    forms = [parse_outcome(text, today) for text in turn.mail.documents.values()]
    if texts:
        forms.insert(0, max(texts, key=_answered))
    forms.sort(key=_answered, reverse=True)
    found = forms[0] if forms else Outcome({})
    for other in forms[1:]:
        problems = (*found.problems, *contradictions(found, other))
        found = replace(completed(found, other), problems=problems)
    return found


def _answered(form: Outcome) -> int:
    return len(form.answers)


def _sent_before(turn: Turn) -> Outcome:
    """What earlier mails answered: a person who was asked for what is missing need not send all of it again."""
    words = turn.case.words
    actions = tuple(Action(a.n, a.what, a.owner, a.due) for a in words.actions)
    return Outcome(words.outcome, actions)


def received(turn: Turn, form: Outcome) -> None:
    """On record whole or not; only a complete one goes to review."""
    severity = turn.case.severity
    form = completed(form, _sent_before(turn))
    missing = [*missing_answers(form, severity), *_unknown_owners(turn, form)]
    detail = {
        "answered": sorted(form.answers), "missing": len(missing),
        "action_days": {str(a.n): a.by.isoformat() for a in form.actions if a.by},
    }  # fmt: skip
    personal = {
        "answers": dict(form.answers),
        "actions": [
            {"n": a.n, "what": a.what, "owner": a.owner, "due": a.by.isoformat() if a.by else ""}
            for a in form.actions
        ],
    }
    if missing:
        turn.record(E.OUTCOME_INCOMPLETE, detail, personal)
        facts = {"missing": missing, "problems": list(form.problems), "complete": False}
        turn.send(K.OUTCOME_REQUEST, turn.actor, facts)
        return
    turn.record(E.OUTCOME_RECEIVED, detail, personal)
    turn.understood("Your outcome report is complete and has gone to review.", "; ".join(form.problems))
    _send_report(turn)


def _unknown_owners(turn: Turn, form: Outcome) -> list[str]:
    ours = turn.ctx.directory
    return [
        f"Actions: the owner of action {a.n} is not on the trust's mail domains"
        for a in form.actions
        if a.owner and not ours.is_ours(a.owner) and ours.person_by_address(a.owner) is None
    ]


def _send_report(turn: Turn) -> None:
    """The report goes to the Headteacher or SIRO who reviews it and to the DPO, and to the leader."""
    case, ctx = turn.case, turn.ctx
    reviewer = people.reviewer(case, ctx)
    dpo = people.address_of(Role.DPO, case, ctx)
    files = (File("outcome_report"),)
    name = ctx.name(turn.actor)
    if reviewer:
        turn.send(K.REVIEW_REQUEST, reviewer.address, {"by": name}, files=files)
        others = [dpo, case.who.leader]
    else:
        turn.send(
            K.DECISION_REQUEST, people.last_resort(case, ctx), {"need": "reviewer", "by": name}, files=files
        )
        others = [dpo, case.who.leader]
    left_out = (reviewer.address,) if reviewer else ()
    to = [a for a in others if a and not people.same(a, (*left_out, turn.actor), ctx)]
    turn.send(K.OUTCOME_REPORT, tuple(dict.fromkeys(to)), {"by": name, "dpo": dpo}, files=files)


def accept(turn: Turn, argument: str) -> None:
    """`ACCEPT`: by a reviewer who did not investigate."""
    if not turn.allowed(C.ACCEPT):
        return
    if turn.case.outcome_at is None:
        turn.refuse("There is no complete outcome report to accept yet.", C.ACCEPT)
        return
    if turn.case.accepted_at is None:
        turn.record(E.OUTCOME_ACCEPTED, {}, {"text": argument})
    missing = closure.missing(turn.case)
    follows = (
        "To close the case write CLOSE." if not missing else "Before it can be closed: " + "; ".join(missing)
    )
    turn.understood("The outcome report is accepted.", follows)


def send_back(turn: Turn, argument: str) -> None:
    """`RETURN because`: the investigators get it back with the reason, and a new deadline."""
    reason = reason_in(argument)
    if not turn.allowed(C.RETURN):
        return
    if not reason:
        turn.refuse("Add the reason: RETURN because ... (the investigator reads it).", C.RETURN)
        return
    turn.record(E.OUTCOME_RETURNED, {}, {"reason": reason})
    to = turn.others(*turn.case.who.investigators)
    facts = {"reason": reason, "by": turn.ctx.name(turn.actor)}
    turn.send(K.RETURNED, to, facts, files=(File("outcome_form", {"filled": True}),))
    turn.understood("The report has gone back to the investigator.", "")


def close(turn: Turn, argument: str) -> None:
    """`CLOSE`: refused with the list of what is missing, until nothing is (SPEC §3, close)."""
    if Capacity.INVESTIGATOR in turn.capacities:
        turn.refuse("Whoever investigated a case cannot close it.", C.CLOSE)
        return
    if not may(turn.capacities, C.CLOSE):
        turn.allowed(C.CLOSE)  # says that it is not theirs to give, and not what is missing
        return
    reason = reason_in(argument)
    missing = closure.missing(turn.case)
    if missing and not _without_dpo(turn, missing, reason):
        turn.record(E.CLOSURE_REFUSED, {"missing": len(missing)})
        turn.send(K.CLOSURE_REFUSED, turn.actor, {"missing": missing})
        return
    if not turn.allowed(C.CLOSE):
        return
    tell_reporter(turn, K.CLOSED, {"how": "closed", "to": "reporter", "reason": ""})
    turn.record(E.CLOSED, {"without_dpo": closure.DPO_VIEW in missing}, {"reason": reason})
    who = turn.case.who
    involved = (who.leader, *who.investigators, *who.supporters, who.dpo)
    facts = {"how": "closed", "to": "roles", "by": turn.ctx.name(turn.actor), "reason": reason}
    turn.send(K.CLOSED, turn.others(*involved), facts, part="roles")
    turn.understood(
        "The case is closed.", "Its actions will be asked for on their dates and 30 and 90 days from now."
    )


def _without_dpo(turn: Turn, missing: list[str], reason: str) -> bool:
    """The DPO was asked, did not answer, and the waiting time is over: closing with a reason is possible."""
    if missing != [closure.DPO_VIEW] or not reason or turn.case.outcome_at is None:
        return False
    asked = next((r for r in turn.dossier.rows if r.step.value == "dpo_view" and r.live), None)
    return asked is not None and turn.ctx.now >= turn.policy.clocks.due(
        turn.policy.without_dpo_view, asked.due_at
    )


def done(turn: Turn, argument: str) -> None:
    """`DONE <n>`."""
    _answer_action(turn, argument, C.DONE)


def not_done(turn: Turn, argument: str) -> None:
    """`NOT DONE <n> because <reason>`."""
    _answer_action(turn, argument, C.NOT_DONE)


def _answer_action(turn: Turn, argument: str, command: CommandName) -> None:
    read = read_action(argument, reason_needed=command is C.NOT_DONE)
    if isinstance(read, Refusal):
        turn.refuse(read.sentence, command)
        return
    if not turn.allowed(command):
        return
    action = next((a for a in turn.case.words.actions if a.n == read.number), None)
    if action is None:
        turn.refuse(f"There is no action {read.number} in this case's outcome report.", command)
        return
    own = people.same(turn.actor, (action.owner,), turn.ctx)
    if not own and not turn.leads:
        turn.refuse(f"Action {read.number} is not yours.", command)
        return
    finished = command is C.DONE
    turn.record(
        E.ACTION_ANSWERED, {"n": read.number, "done": finished}, {"reason": "" if finished else read.text}
    )
    turn.understood(f"Action {read.number} is {'done' if finished else 'not done'}.", "")
    if not finished:
        facts = {
            "about": "action",
            "who": turn.ctx.name(turn.actor),
            "text": f"Action {read.number} is not done: {read.text}",
        }
        turn.send(K.ANSWER, turn.others(turn.case.who.leader), facts)
