"""A message read: its kind and why, its own words, commands, proof of the sender. Pure; never raises on any mail."""

from __future__ import annotations

from bot.mail.anonymity import wants_anonymity
from bot.mail.authentication import authenticate
from bot.mail.commands import commands_in
from bot.mail.forwards import Forward, forwarded
from bot.mail.kinds import Signs, Verdict, kind_of
from bot.mail.kinds.bounced_addresses import original_of
from bot.mail.kinds.bounces import said_and_copy
from bot.mail.message import Command, Kind, Message, Reading, ReadingContext
from bot.mail.references import reference_in
from bot.mail.wrappers import files_of, unwrap

# Kinds in which no person speaks; a machine's words are no command, no wish and no report.
MACHINES = frozenset({Kind.AUTO_REPLY, Kind.BOUNCE, Kind.RECEIPT, Kind.BULK, Kind.LOOP, Kind.UNREADABLE})


def read(message: Message, context: ReadingContext | None = None) -> Reading:
    """Everything the bot makes of a message (SPEC §10); what it does not say is None, () or ""."""
    context = context or ReadingContext()
    message = unwrap(message)
    files = files_of(message)
    signs = Signs(message, context, files)
    verdict = kind_of(signs)
    split = said_and_copy(signs) if verdict.kind in (Kind.BOUNCE, Kind.RECEIPT) else signs.split
    personal = verdict.kind not in MACHINES
    commands: tuple[Command, ...] = ()
    if personal:
        commands = commands_in(split.new_text, message.subject, message.extended)
        if commands and verdict.kind is Kind.EMPTY:
            verdict = Verdict(Kind.REPLY, "a command in the subject or by a button")
    forward = (
        forwarded(message, signs.text, split.new_text, files, context)
        if verdict.kind is Kind.REPORT
        else None
    )
    return Reading(
        message=message,
        kind=verdict.kind,
        reason=verdict.reason,
        reference=_reference(signs, verdict.kind),
        text=signs.text,
        new_text=split.new_text,
        quoted=split.quoted,
        signature=split.signature,
        auto_reply=verdict.auto_reply,
        bounce=verdict.bounce,
        authenticated=authenticate(message, context),
        commands=commands,
        wants_anonymity=personal and _anonymous(split.new_text, forward, message.subject),
        author=forward.author if forward else None,
        forwarder=message.sender if forward else None,
        forwarded_text=forward.text if forward else "",
        forwarded_date=forward.date if forward else None,
        attachments=files,
    )


def _anonymous(new_text: str, forward: Forward | None, subject: str) -> bool:
    """The sender's wish, or that of the author of what they pass on."""
    return wants_anonymity(new_text, subject) or bool(forward and wants_anonymity(forward.text))


def _reference(signs: Signs, kind: Kind) -> str | None:
    """The case by the subject; of a bounce, by the copy of our own mail in it."""
    if signs.reference:
        return signs.reference
    original = original_of(signs)
    if original is None:
        return reference_in(signs.text[:30_000], signs.context.prefix) if kind is Kind.BOUNCE else None
    written = reference_in(f"[{original.header('X-Nearmiss-Case').strip('[] ')}]", signs.context.prefix)
    return written or reference_in(original.subject, signs.context.prefix)
