"""A decision's wish for a mail becomes a row of the outbox: rendered now, once for its cause, with its files.

Nothing is sent here. Whatever fails while a mail is written blocks that mail alone: its case stands, and the
operator is told.
"""

from __future__ import annotations

import logging
import re
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Protocol

import msgspec

from bot.domain.case import Case
from bot.domain.clock import Row
from bot.domain.decision import File, SendMail
from bot.domain.directory import Directory
from bot.domain.policy import Policy
from bot.domain.words import MailKind
from bot.errors import Transient
from bot.render import BadTemplate, Renderer
from bot.store import around, cases, outbox
from bot.store.store import Work
from handlers import people
from handlers.alerts import answers_stopped, template_broken
from handlers.context import Context, Dossier
from handlers.view import CaseWords, mail_view

log = logging.getLogger("nearmiss.service")

TO_THE_REPORTER = "reporter"  # stands for an address that is sealed with the case's own key
KEPT = "kept"  # a File that lies in the data folder already; its options are those of a Paper
_HOUR = timedelta(hours=1)
_ADDRESS = re.compile(r"[^\s/@]+@[^\s/@]+")

# Mails that an excluded person may still get: they concern their own report or their own question, not the case.
_TO_ANYBODY = frozenset(
    {
        MailKind.ACKNOWLEDGEMENT, MailKind.MORE_INFORMATION, MailKind.QUESTION, MailKind.NOT_ALLOWED,
        MailKind.NOT_UNDERSTOOD, MailKind.OPERATOR_ALERT, MailKind.COMPLAINT_RECEIVED,
    }
)  # fmt: skip
_FIRST = frozenset(
    {
        MailKind.ACKNOWLEDGEMENT, MailKind.TRIAGE_REQUEST, MailKind.ESCALATION, MailKind.HANDED_OVER,
        MailKind.REFERRAL, MailKind.ANONYMOUS_RECEIPT, MailKind.OPERATOR_ALERT,
    }
)  # fmt: skip
_LAST = frozenset({MailKind.DIGEST, MailKind.TREND_REPORT, MailKind.POLICY_REVIEW})
# Answers that two machines would send each other for ever. Whatever moves a case on is not among them.
_CAPPED = frozenset({MailKind.NOT_UNDERSTOOD, MailKind.NOT_ALLOWED, MailKind.STATUS, MailKind.HELP})


def _for_anybody(mail: SendMail) -> bool:
    """Whether an excluded person may have it: who reported their own act hears that it is dealt with, and ended."""
    to_reporter = "reporter" in (mail.facts.get("to"), mail.facts.get("for"))
    return to_reporter or mail.kind in _TO_ANYBODY


@dataclass(frozen=True, slots=True)
class Paper:
    """A file made for a mail, in the data folder under its SHA-256."""

    name: str
    content_type: str
    sha256: str
    size: int


class Papers(Protocol):
    """Makes the files that a mail asks for, and keeps them on disk before the row says so."""

    def make(self, file: File, dossier: Dossier, ctx: Context) -> Sequence[Paper]: ...

    def in_words(self, files: Sequence[File], case: Case, ctx: Context) -> Mapping[str, Any]:
        """What of the files stands in the mail itself as well, as facts of its template."""
        ...


class Reporters(Protocol):
    """Takes mail to an anonymous reporter, whose address nobody else knows; False where it cannot be sent."""

    def queue(self, work: Work, mail: SendMail, case_id: int, case: Case, ctx: Context) -> bool: ...


@dataclass(frozen=True)
class Mailroom:
    """Writes one trust's mails. `dossier` loads a case with its record, for the files that are made of it."""

    renderer: Renderer
    papers: Papers
    directory: Directory
    policy: Policy
    dossier: Callable[[Work, cases.Stored], Dossier]
    reporters: Reporters | None = None

    def queue(
        self, work: Work, mails: Iterable[SendMail], stored: cases.Stored | None, rows: tuple[Row, ...],
        ctx: Context,
    ) -> None:  # fmt: skip
        """One row a mail and recipient; nobody who is kept out of the case gets a mail about it."""
        about = CaseWords(stored.case, rows, ctx) if stored else None
        for mail in mails:
            self._queue(work, mail, stored, about, ctx)

    def _queue(
        self, work: Work, mail: SendMail, stored: cases.Stored | None, about: CaseWords | None, ctx: Context
    ) -> None:
        case = stored.case if stored else None
        if case and stored and case.anonymous and TO_THE_REPORTER in mail.to:
            if self.reporters is not None:
                self.reporters.queue(work, mail, stored.id, case, ctx)
            return
        for to in dict.fromkeys(address.lower() for address in mail.to if address):
            if case and not _for_anybody(mail) and people.same(to, case.who.excluded, ctx):
                continue
            self._queue_one(work, mail, to, stored, about, ctx)

    def again(
        self, work: Work, row: outbox.Queued, stored: cases.Stored | None, rows: tuple[Row, ...], ctx: Context
    ) -> dict[str, Any]:
        """The content of a blocked row, written once more; raises what its template or its files fail with."""
        mail, to = msgspec.convert(row.content["mail"], SendMail), str(row.content["to"])
        _, thread = _before(work, row.once_key, stored, _place(work, to, stored))
        about = CaseWords(stored.case, rows, ctx) if stored else None
        return self._written(work, mail, to, stored, about, ctx, thread)

    def _queue_one(
        self, work: Work, mail: SendMail, to: str, stored: cases.Stored | None, about: CaseWords | None,
        ctx: Context,
    ) -> None:  # fmt: skip
        place = _place(work, to, stored)
        once_key = f"{place}/{mail.kind}/{_without_addresses(work, mail.cause)}"
        queued, thread = _before(work, once_key, stored, place)
        if queued or self._is_too_much(work, mail, to, ctx):
            return
        error = ""
        if mail.not_before:  # written as of then: its foot would tell the real minute
            ctx = replace(ctx, now=mail.not_before)
            about = replace(about, ctx=ctx) if about else None
        try:
            content = self._written(work, mail, to, stored, about, ctx, thread)
        except Transient:
            raise
        except Exception as failure:  # the boundary: a mail that cannot be written must not lose its case
            error = str(failure) if isinstance(failure, BadTemplate) else type(failure).__name__
            content = {
                "to": to,
                "mail": msgspec.to_builtins(mail, enc_hook=str),
                "anybody": _for_anybody(mail),
            }
            log.error("a mail could not be written: kind=%s error=%s", mail.kind, type(failure).__name__)
        key = uuid.uuid4().hex
        outbox.put(
            work, once_key=once_key, case_id=stored.id if stored else None, kind=mail.kind.value,
            priority=_priority(mail), mailbox="incidents", own_key=key,
            message_id=f"<{key}@{self.directory.mailboxes.incidents.rpartition('@')[2]}>", content=content,
            not_before=mail.not_before, error=error,
            covers=[f"{place}/{_without_addresses(work, one.replace('//', '/', 1))}" for one in mail.gathered],
        )  # fmt: skip
        if error and mail.kind is not MailKind.OPERATOR_ALERT:
            told = template_broken(mail.kind.value, error, f"template:{mail.kind}:{ctx.today}", ctx)
            self.queue(work, [told], None, (), ctx)

    def _written(
        self, work: Work, mail: SendMail, to: str, stored: cases.Stored | None, about: CaseWords | None,
        ctx: Context, thread: str,
    ) -> dict[str, Any]:  # fmt: skip
        case = stored.case if stored else None
        if case is not None and mail.files:
            mail = replace(mail, facts={**mail.facts, **self.papers.in_words(mail.files, case, ctx)})
        view = mail_view(mail, to, about, ctx)
        rendered = self.renderer.render(mail.kind, view)
        return {
            "to": to, "cc": list(mail.cc), "name": ctx.name(to) if ctx.person(to) else "",
            "subject": rendered.subject, "text": rendered.text, "html": rendered.html,
            "files": [msgspec.to_builtins(paper) for paper in self._papers(work, mail, stored, ctx)],
            "reference": case.reference if case and mail.about_case else "", "quiet": mail.quiet,
            "in_reply_to": mail.reply_to_message or thread,
            "anybody": _for_anybody(mail),  # whoever is kept out of the case later may still have it
            # voting buttons write one line, so only commands that need no words behind them
            "voting": [b["command"] for b in view["buttons"] if _complete(b["command"])],
        }  # fmt: skip

    def _papers(self, work: Work, mail: SendMail, stored: cases.Stored | None, ctx: Context) -> list[Paper]:
        found = [Paper(**file.options) for file in mail.files if file.what == KEPT]
        to_make = [file for file in mail.files if file.what != KEPT]
        if stored is None or not to_make:
            return found
        dossier = self.dossier(work, stored)
        return found + [paper for file in to_make for paper in self.papers.make(file, dossier, ctx)]

    def _is_too_much(self, work: Work, mail: SendMail, to: str, ctx: Context) -> bool:
        """Automatic, refused and not-understood answers to one address end at so many an hour; the operator hears."""
        if mail.kind not in _CAPPED:
            return False
        limit = self.policy.flood.answers_per_hour
        answers = around.count_mail(work, to, _HOUR, mails=0, answers=1).answers
        if answers == limit + 1:
            cause = f"answers:{work.keys.digest('to', to)[:16]}:{mail.cause}"
            self.queue(work, [answers_stopped(cause, ctx)], None, (), ctx)
        return answers > limit


def _place(work: Work, to: str, stored: cases.Stored | None) -> str:
    """Case and recipient, as they begin a once-key; the address itself does not stand there."""
    return f"{stored.case.reference if stored else '-'}/{work.keys.digest('to', to)[:16]}"


def _before(work: Work, once_key: str, stored: cases.Stored | None, place: str) -> tuple[bool, str]:
    """Whether the mail stands in the outbox already, and the Message-ID of the case's last mail to the same person."""
    if stored is None:
        return outbox.is_queued(work, once_key), ""
    return outbox.before(work, once_key, stored.id, f"{place}/")


def _without_addresses(work: Work, cause: str) -> str:
    """A cause as it stands in a once-key, which no erasure touches: addresses as keyed digests."""
    return _ADDRESS.sub(lambda found: work.keys.digest("to", found[0].lower())[:16], cause)


def _complete(command: str) -> bool:
    last = command.split()[-1].lower() if command.split() else ""
    alone = {"acknowledge", "status", "accept", "help"}
    return "\n" not in command and (
        last in alone or (command.lower().startswith("classify ") and last != "classify")
    )


def _priority(mail: SendMail) -> int:
    if mail.urgent:
        return 0
    if mail.kind in _FIRST:
        return 1
    return 3 if mail.kind in _LAST else 2
