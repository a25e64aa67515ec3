"""STATUS and HELP: what stands, what may be done now. They change nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.domain.events import EventKind, Recorded
from bot.domain.words import MailKind
from handlers.rights import Capacity
from handlers.turn import Turn
from handlers.wording import EVENT_WORDS, STATE_WORDS, day, role_name, when

K = MailKind
_ONLY_REPORTER = frozenset({Capacity.REPORTER})
_SHOWN = 30


def status(turn: Turn, argument: str) -> None:
    """`STATUS`: the case with its open steps and record; a reporter hears progress without details."""
    if turn.capacities <= _ONLY_REPORTER:
        facts: dict[str, Any] = {"for": "reporter", "state_words": STATE_WORDS[turn.case.state], "events": []}
    else:
        facts = {"for": "role", "state_words": STATE_WORDS[turn.case.state], "events": history(turn)}
    turn.send(K.STATUS, turn.actor, facts)


def history(turn: Turn) -> list[dict[str, str]]:
    """The last events in words, the newest last; days only where the report was anonymous."""
    shown = [r for r in turn.dossier.events if r.event.kind not in _QUIET][-_SHOWN:]
    return [{"at": _at(turn, r.at), "event": EVENT_WORDS[r.event.kind], "who": _who(turn, r)} for r in shown]


def _at(turn: Turn, moment: datetime) -> str:
    if turn.case.anonymous:
        return day(moment, turn.ctx.zone)
    return when(moment, turn.ctx.now, turn.ctx.zone)


def _who(turn: Turn, one: Recorded) -> str:
    named = one.event.actor and one.event.role != "reporter"
    return turn.ctx.name(one.event.actor) if named else role_name(one.event.role)


_QUIET = frozenset({EventKind.REMINDED})


def help_(turn: Turn, argument: str) -> None:
    """`HELP`: the commands that this person may give now, each with its meaning."""
    turn.send(K.HELP, turn.actor, {"commands": commands_for(turn)})


def commands_for(turn: Turn) -> list[dict[str, str]]:
    """Command, how it is written, what it does."""
    return [
        {"command": name, "write": USAGE[name][0], "does": USAGE[name][1]}
        for name in turn.possible_now()
        if name in USAGE
    ]


USAGE: dict[str, tuple[str, str]] = {
    "ACKNOWLEDGE": ("ACKNOWLEDGE", "says that you have it"),
    "CLASSIFY": (
        "CLASSIFY minor|moderate|major|critical",
        "says how serious it is; add confirmed, potential or near-miss",
    ),
    "ASSIGN": ("ASSIGN name@school", "names the Investigating Officer"),
    "ESCALATE": ("ESCALATE reason", "the next person up leads from then on"),
    "HANDOVER": ("HANDOVER name@school", "gives your part in this case to somebody else"),
    "EXCLUDE": ("EXCLUDE name@school because reason", "keeps a person out of this case"),
    "INCLUDE": ("INCLUDE name@school because reason", "lets a person in again"),
    "AWARE": ("AWARE date time because reason", "corrects when the trust first knew"),
    "CONTAINED": ("CONTAINED how", "says that it can get no worse"),
    "ASK": ("ASK name@school: question", "asks somebody; ASK reporter: asks the reporter"),
    "NOTE": ("NOTE text", "puts a note on the record"),
    "RISK": ("RISK none|unlikely|likely|high because reason", "records the risk to people"),
    "ICO": ("ICO report|not-report because reason", "records the decision; later: ICO filed reference"),
    "PEOPLE": ("PEOPLE tell|not-tell because reason", "records the decision; later: PEOPLE told how"),
    "EXTEND": ("EXTEND step n days because reason", "gives more time"),
    "OUTCOME": ("OUTCOME, with the form below or attached", "sends the outcome report"),
    "ACCEPT": ("ACCEPT", "accepts the outcome report"),
    "RETURN": ("RETURN because reason", "sends the outcome report back"),
    "CLOSE": ("CLOSE", "closes the case"),
    "REOPEN": ("REOPEN because reason", "opens a closed case again"),
    "MERGE": ("MERGE reference", "joins this case to another one"),
    "NOT-INCIDENT": ("NOT-INCIDENT because reason", "ends it as no incident"),
    "DONE": ("DONE n", "says that action n is done"),
    "NOT DONE": ("NOT DONE n because reason", "says why action n is not done"),
    "STATUS": ("STATUS", "sends you the case as it stands"),
    "HELP": ("HELP", "sends you this list"),
}
