"""A human reply in a case: from a leader, an investigator, the DPO, somebody asked, or the reporter (SPEC §5).

A command is obeyed only from a proven sender with the right to give it; everything else is recorded, not obeyed.
"""

from __future__ import annotations

import re

from bot.domain.decision import Decision, KeepFiles, NoteAbsence, SendMail
from bot.domain.events import Event, EventKind
from bot.domain.transitions import NotNow
from bot.domain.words import Authenticated, CommandName, MailKind
from bot.mail.message import Kind
from handlers import people
from handlers.capacity import capacities_of
from handlers.commands import COMMANDS
from handlers.commands.look import commands_for
from handlers.commands.outcome import filled_form, received
from handlers.commands.triage import take_on
from handlers.context import Context, Dossier, Incoming
from handlers.rights import Capacity
from handlers.turn import Turn

C, E, K = CommandName, EventKind, MailKind
_ONLY_REPORTER = frozenset({Capacity.REPORTER})
_WANTS_THE_NAME = re.compile(
    r"\b(?:who|name|identity|tell (?:me|us)|reveal|which (?:person|colleague|member))\b[^.?!\n]{0,60}"
    r"\b(?:report(?:er|ed|ing)|wrote|sent|complain\w+|whistle\w*|source|person|anonymous)\b",
    re.IGNORECASE,
)
_FORM_ANSWERS = 3  # a mail that answers so many questions of the form is the form, command or not


def handle(mail: Incoming, dossier: Dossier, ctx: Context) -> Decision:
    """The decision for a reply that belongs to this case."""
    actor = people.main_address(mail.sender.address, ctx)
    capacities = capacities_of(actor, dossier.case, ctx)
    if not proven(mail, ctx):
        return _not_proven(mail, dossier, ctx, capacities)
    turn = Turn(mail, dossier, ctx, actor, capacities, dossier.case)
    _is_back(turn)
    if _answers_question(turn):
        return turn.decision("an answer to a question")
    if not capacities:
        return _stranger(turn)
    if capacities <= _ONLY_REPORTER:
        return _reporter(turn)
    return _role(turn)


def proven(mail: Incoming, ctx: Context) -> bool:
    """People on the trust's domains need Exchange's own word; anyone outside a verified domain (SPEC §5)."""
    authenticated = mail.reading.authenticated
    if authenticated is Authenticated.INTERNAL:
        return True
    address = mail.sender.address
    if ctx.directory.is_ours(address):
        relayed = address.rpartition("@")[2] in ctx.policy.relayed_domains
        return relayed and authenticated is Authenticated.VERIFIED
    return authenticated is Authenticated.VERIFIED


def _is_back(turn: Turn) -> None:
    """A person who writes is back, whatever an absence notice said."""
    person = turn.ctx.person(turn.actor)
    if person and person.id in turn.ctx.away and turn.mail.reading.kind is not Kind.AUTO_REPLY:
        turn.effects.append(NoteAbsence(person.address, None, "", "wrote"))


def _not_proven(mail: Incoming, dossier: Dossier, ctx: Context, capacities: frozenset[Capacity]) -> Decision:
    """A From header alone proves nothing: recorded, not obeyed, the operator told, nothing revealed."""
    text = mail.reading.new_text[:4000]
    event = Event(E.NOT_PROVEN, {"commands": [c.name.value for c in mail.reading.commands]},
                  {"from": mail.sender.address, "text": text})  # fmt: skip
    facts = {
        "what": "not_proven",
        "rows": [
            {"label": "Case", "value": dossier.case.reference},
            {"label": "From", "value": mail.sender.address},
        ],
        "lines": [
            "Exchange does not vouch for the sender of a reply in this case. It was recorded and not obeyed."
        ],
        "answers": [],
    }
    alerts = SendMail(
        K.OPERATOR_ALERT,
        _without_excluded(people.operators(ctx), dossier, ctx),
        mail.cause,
        facts,
        about_case=False,
    )
    answer = SendMail(K.NOT_ALLOWED, (mail.sender.address,), mail.cause, {}, about_case=False)
    return Decision((event,), (alerts, answer, KeepFiles("unproven")), "the sender is not proven")


def _without_excluded(addresses: tuple[str, ...], dossier: Dossier, ctx: Context) -> tuple[str, ...]:
    return tuple(a for a in addresses if not people.same(a, dossier.case.who.excluded, ctx))


def _stranger(turn: Turn) -> Decision:
    """Somebody without any part in the case; an excluded person is answered the same way."""
    turn.record(
        E.REFUSED,
        {"command": "", "stranger": True},
        {"text": turn.mail.reading.new_text[:4000]},
        role="stranger",
    )
    facts = {
        "what": "refused",
        "rows": [{"label": "Case", "value": turn.case.reference}, {"label": "From", "value": turn.actor}],
        "lines": [
            "Somebody without a part in this case replied to it. The reply was recorded and not obeyed."
        ],
        "answers": [],
    }
    operators = _without_excluded(people.operators(turn.ctx), turn.dossier, turn.ctx)
    turn.send(K.OPERATOR_ALERT, operators, facts, about_case=False)
    turn.send(K.NOT_ALLOWED, turn.actor, {}, about_case=False)
    return turn.decision("the sender has no part in this case")


def _answers_question(turn: Turn) -> bool:
    """A person who was asked, and answers without a command: the answer goes on record and to whoever asked."""
    reporters = (turn.case.who.reporter, *turn.case.who.other_reporters)
    is_reporter = people.same(turn.actor, reporters, turn.ctx)
    waiting = [
        q for q in turn.case.words.questions
        if q.answered_at is None
        and (people.same(turn.actor, (q.to,), turn.ctx) or (q.to == "reporter" and is_reporter))
    ]  # fmt: skip
    text = turn.mail.reading.new_text.strip()
    if not waiting or turn.mail.reading.commands or not (text or turn.mail.reading.attachments):
        return False
    to_question = "question" in turn.mail.answered_to
    if turn.capacities - _ONLY_REPORTER and not to_question:
        return False  # somebody with a role may be writing about something else
    question = waiting[0]
    turn.record(E.ANSWERED, {"n": question.n}, {"text": text[:8000]}, role="asked")
    turn.effects.append(KeepFiles("asked"))
    who = "the reporter" if question.to == "reporter" else turn.ctx.name(turn.actor)
    facts = {"about": "question", "who": who, "text": text, "n": question.n, "question": question.text}
    turn.send(K.ANSWER, turn.others(question.asked_by, turn.case.who.leader), facts)
    return True


def _reporter(turn: Turn) -> Decision:
    """The reporter adds to the report, or asks how it stands."""
    names = [c.name for c in turn.mail.reading.commands]
    if C.STATUS in names or C.HELP in names:
        COMMANDS[C.STATUS](turn, "")
        if len(turn.mail.reading.new_text.split()) <= _FORM_ANSWERS:
            return turn.decision("the reporter asks how it stands")
    text = turn.mail.reading.new_text.strip()
    if text or turn.mail.reading.attachments:
        fields = turn.mail.fields
        detail = {
            "aware_at": fields.aware_at.isoformat() if fields.aware_at else None, "facts": dict(fields.facts),
            "missing": list(turn.mail.missing), "danger": "danger" in fields.cues,
            "critical_words": bool(turn.policy.provisional.grave_word(text)),
        }  # fmt: skip
        turn.record(E.REPORT_ADDED, detail, {"text": text[:8000]}, role="reporter")
        turn.effects.append(KeepFiles())
        facts = {"about": "reporter", "who": "the reporter", "text": text}
        turn.send(K.ANSWER, turn.leaders() + turn.others(*turn.case.who.investigators), facts)
    return turn.decision("the reporter adds to the report")


def _role(turn: Turn) -> Decision:
    """Commands of somebody with a part in the case, in their order; then one answer that says it all back."""
    turn.effects.append(KeepFiles(turn.role))
    commands = turn.mail.reading.commands
    if commands and not turn.case.state.ended and people.same(turn.actor, (turn.case.who.leader,), turn.ctx):
        take_on(turn)  # whatever the leader writes acknowledges
    for command in commands:
        carry_out(turn, command.name, command.argument)
    if not commands and not _is_form(turn):
        return _unclear(turn)
    _answer(turn)
    return turn.decision("commands" if commands else "the form of the outcome report")


def carry_out(turn: Turn, name: CommandName, argument: str) -> None:
    """One command; a state that does not accept what it leads to refuses it, and nothing has changed."""
    run = COMMANDS.get(name)
    if run is None:
        turn.refuse(f"{name} is not a command of a case.", name)
        return
    events, effects, case = len(turn.events), len(turn.effects), turn.case
    try:
        run(turn, argument)
    except NotNow:
        del turn.events[events:], turn.effects[effects:]
        turn.case = case
        turn.refuse(
            f"{name} is not possible now: the case is {turn.case.state.value.replace('_', ' ')}.", name
        )


def _is_form(turn: Turn) -> bool:
    """A filled form without the word OUTCOME, from an investigator, counts as sent."""
    if Capacity.INVESTIGATOR not in turn.capacities:
        return False
    form = filled_form(turn, "")
    if len(form.answers) < _FORM_ANSWERS:
        return False
    try:
        received(turn, form)
    except NotNow:
        turn.refuse("The outcome report cannot be taken now.", C.OUTCOME)
    return True


def _unclear(turn: Turn) -> Decision:
    """No command: kept as a note; a leader has acknowledged by it; one short answer with the accepted words."""
    text = turn.mail.reading.new_text.strip()
    before = turn.case.acknowledged_at
    if turn.leads and not turn.case.state.ended:
        take_on(turn)
    if Capacity.DPO in turn.capacities and turn.case.referred_at and turn.case.dpo_acknowledged_at is None:
        turn.record(E.DPO_ACKNOWLEDGED)
    turn.record(E.NOT_UNDERSTOOD, {"kept": True}, {"text": text[:8000]})
    if turn.case.anonymous and _WANTS_THE_NAME.search(text):
        turn.refuse(f"Nobody is told who reported this. The policy says: {turn.policy.wording.anonymity}")
        _answer(turn)
        return turn.decision("an attempt to learn who reported")
    acknowledged = before is None and turn.case.acknowledged_at is not None
    facts = {"commands": commands_for(turn), "acknowledged": acknowledged}
    turn.send(K.NOT_UNDERSTOOD, turn.actor, facts)
    return turn.decision("no command was understood")


def _answer(turn: Turn) -> None:
    if turn.done or turn.refused:
        facts = {"done": turn.done, "refused": turn.refused, "possible": turn.possible_now()}
        turn.send(K.CONFIRMED, turn.actor, facts)
