"""Which case a mail belongs to, and what of the store its handler needs. Reads rows; locks the case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.mail.argument_values import Refusal
from bot.mail.arguments import read_reference
from bot.mail.message import Kind, Reading
from bot.service import Service
from bot.store import cases, outbox, receipts
from bot.store.store import Work
from handlers.context import Dossier, Incoming

QUARANTINE = (
    "quarantine:"  # in the cause of an alert about failed mail, before the moment of telling (microseconds)
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def belongs(work: Work, service: Service, incoming: Incoming) -> tuple[cases.Stored | None, Incoming]:
    """The case of a mail: by a Message-ID of ours that it answers, else by the reference in its subject."""
    message, reading = incoming.reading.message, incoming.reading
    wanted = [message.in_reply_to, *reversed(message.references)]
    if reading.bounce:
        wanted.insert(0, reading.bounce.original_message_id)
    ours = outbox.by_message_ids(work, [one for one in wanted if one])
    stored = None
    case_id = next((row.case_id for row in ours if row.case_id is not None), None)
    if case_id is not None:
        stored = cases.by_id(work, case_id, lock=True)
    elif reading.reference and reading.kind is not Kind.REPORT:
        stored = cases.by_reference(work, reading.reference, lock=True)
    if stored and stored.case.state == "merged" and stored.case.merged_into:
        stored = cases.by_reference(work, stored.case.merged_into, lock=True) or stored
    incoming = replace(
        incoming,
        answered_to=tuple(row.kind for row in ours),
        failed_mails=_failed_mails(work, ours),
        bounced_to=str(ours[0].content.get("to", "")) if reading.bounce and ours else "",
        other=_other(work, service, reading),
    )
    return stored, incoming


def quarantine_cause(now: datetime, tries: int) -> str:
    """The cause of the alert about all failed mails that the operator is told of at this moment."""
    return f"{QUARANTINE}{(now - _EPOCH) // timedelta(microseconds=1)}:{tries}"


def _failed_mails(work: Work, ours: Sequence[outbox.Queued]) -> tuple[int, ...]:
    """The receipts that the answered operator alert was about."""
    for row in ours:
        _, found, cause = row.once_key.partition(QUARANTINE)
        moment = cause.partition(":")[0]
        if row.kind == "operator_alert" and found and moment.isdigit():
            return tuple(receipts.told_at(work, _EPOCH + timedelta(microseconds=int(moment))))
    return ()


def _other(work: Work, service: Service, reading: Reading) -> Dossier | None:
    """The case that a MERGE names."""
    for command in reading.commands:
        if command.name == "MERGE":
            wanted = read_reference(command.argument)
            other = None if isinstance(wanted, Refusal) else cases.by_reference(work, wanted, lock=True)
            return service.dossier(work, other, whole=False) if other else None
    return None
