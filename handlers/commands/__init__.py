"""What each command does, as a table. A command function records events and wishes for mails through its Turn."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.domain.words import CommandName as C
from handlers.commands import ends, inquiry, law, look, outcome, triage
from handlers.turn import Turn

COMMANDS: Mapping[C, Callable[[Turn, str], None]] = {
    C.ACKNOWLEDGE: triage.acknowledge,
    C.CLASSIFY: triage.classify,
    C.ASSIGN: triage.assign,
    C.ESCALATE: triage.escalate,
    C.HANDOVER: triage.handover,
    C.EXCLUDE: ends.exclude,
    C.INCLUDE: ends.include,
    C.NOT_INCIDENT: ends.not_incident,
    C.MERGE: ends.merge,
    C.REOPEN: ends.reopen,
    C.AWARE: law.aware,
    C.RISK: law.risk,
    C.ICO: law.ico,
    C.PEOPLE: law.people_concerned,
    C.CONTAINED: inquiry.contained,
    C.ASK: inquiry.ask,
    C.NOTE: inquiry.note,
    C.EXTEND: inquiry.extend,
    C.YES: inquiry.yes,
    C.OUTCOME: outcome.outcome,
    C.ACCEPT: outcome.accept,
    C.RETURN: outcome.send_back,
    C.CLOSE: outcome.close,
    C.DONE: outcome.done,
    C.NOT_DONE: outcome.not_done,
    C.STATUS: look.status,
    C.HELP: look.help_,
}
