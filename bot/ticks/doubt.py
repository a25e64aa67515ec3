"""When sending goes wrong: try again, look what became of it, or give up visibly. Never a second mail by guess.

A mail whose draft and copy are both gone after the time of doubt stands as in_doubt; a critical one then goes once
more by itself and says that it may be the second.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.decision import Decision
from bot.domain.words import MailKind
from bot.errors import (
    OUR_RIGHT,
    MailboxUnknown,
    NearmissError,
    NotFound,
    Permanent,
    Throttled,
    TooLarge,
    Transient,
    Unreachable,
)
from bot.graph.sender import Found, Sender, SentState
from bot.service import Service
from bot.store import claims
from bot.store.outbox import Queued
from bot.store.store import Work
from bot.ticks.writing import once_more
from handlers.alerts import not_sent

log = logging.getLogger("nearmiss.outbox")

_FIRST_WAIT, _LONGEST_WAIT, _LONGEST_URGENT = 5.0, 900.0, 60.0
_TRIES = 30  # temporary failures before a mail is given up as failed, visibly: some six hours
_TRIES_URGENT = 360  # as long
_LOOKS = 3  # tries of a mail whose first try was in doubt before a refusal is believed
_LOOK_AGAIN = timedelta(seconds=15)
_NOT_TRIED = (Throttled, Unreachable, *OUR_RIGHT)
_LEGAL_CLOCK = frozenset({MailKind.CLOCK_WARNING.value, MailKind.REFERRAL.value})


@dataclass
class Doubt:
    """Settles one trust's mails that did not simply go."""

    service: Service
    sender: Sender
    addresses: Mapping[str, str]
    time: timedelta
    jitter: Callable[[], float]

    def not_drafted(self, row: Queued, failure: NearmissError, now: datetime) -> None:
        """No draft id is stored, so nothing can have been sent: try again, or give up visibly."""
        tries = _TRIES if row.priority else _TRIES_URGENT
        if isinstance(failure, _NOT_TRIED) or (isinstance(failure, Transient) and row.attempts < tries):
            self._later(row, failure, now, status="queued", tried=True)
        else:
            self.give_up(row, "failed", _reason(failure), now)

    def not_sent(self, row: Queued, failure: NearmissError, now: datetime) -> None:
        """A refused send can be repeated; an answer that was lost, or a second try's refusal, is looked into first."""
        again = row.attempts > 1
        gone = isinstance(failure, NotFound) and not isinstance(failure, MailboxUnknown)
        if gone or (isinstance(failure, Transient) and failure.undecided):
            self._later(row, failure, now, status="sending", doubt=True)
        elif isinstance(failure, (Transient, *OUR_RIGHT)):
            self._later(row, failure, now, status="sending" if again else "drafted")
        elif again and (row.attempts <= _LOOKS or not self._is_still_draft(row)):
            self._look_again(row, now)
        else:
            self.give_up(row, "failed", _reason(failure), now)

    def settled(self, row: Queued, now: datetime) -> bool:
        """Whether nothing is left to send now of a mail that may have gone; False: the same draft goes (again)."""
        try:
            found = self._found(row)
        except NearmissError as failure:
            self._later(row, failure, now, status="sending", doubt=True, least=_FIRST_WAIT)
            return True
        if found.state is not SentState.SENT and not row.draft_id:
            self._start_over(row, now)
            return True
        if found.state is SentState.STILL_DRAFT:
            return False
        if found.state is SentState.SENT:
            with self.service.store.work(now) as work:
                claims.sent(work, row.id, found.message_id)
        elif now - (row.doubt_since or now) < self.time:
            self._look_again(row, now)
        else:
            self._gone(row, now)
        return True

    def _found(self, row: Queued) -> Found:
        return self.sender.find_sent(
            self.addresses[row.mailbox], row.draft_id or "", row.own_key, row.message_id or ""
        )

    def _is_still_draft(self, row: Queued) -> bool:
        """Only then is a refusal believed: a dead worker's try may have arrived after the last look."""
        try:
            return self._found(row).state is SentState.STILL_DRAFT
        except NearmissError:
            return False

    def _start_over(self, row: Queued, now: datetime) -> None:
        """From a backup, and nothing of it has gone since."""
        with self.service.store.work(now) as work:
            claims.start_over(work, row)

    def give_up(self, row: Queued, status: str, reason: str, now: datetime) -> None:
        """It stands visibly in the outbox, and the operator is told (but never about an alert that failed)."""
        log.error("mail not sent: kind=%s status=%s error=%s", row.kind, status, reason)
        with self.service.store.work(now) as work:
            if claims.give_up(work, row, status, reason):
                self._tell(work, row, status, reason, again=False)

    def _gone(self, row: Queued, now: datetime) -> None:
        """Neither draft nor copy is there, and the time of doubt is over."""
        critical = row.priority == 0 or row.kind in _LEGAL_CLOCK
        if not critical or row.content.get("again"):
            self.give_up(row, "in_doubt", "it cannot be told whether it was sent", now)
            return
        log.error("mail in doubt goes once more: kind=%s", row.kind)
        host = (row.message_id or "").rpartition("@")[2].strip(" >") or "nearmiss.invalid"
        with self.service.store.work(now) as work:
            if claims.send_again(work, row, f"<{uuid.uuid4().hex}@{host}>", once_more(row.content)):
                self._tell(work, row, "in_doubt", "it goes once more", again=True)

    def _tell(self, work: Work, row: Queued, status: str, reason: str, *, again: bool) -> None:
        if row.kind == MailKind.OPERATOR_ALERT:
            return
        ctx = self.service.context(work)
        cause = f"outbox:{row.id}:{status}:{row.attempts}:{work.now:%Y%m%d%H%M%S}"
        told = not_sent(row.id, row.kind, status, reason, cause, ctx, again=again)
        self.service.carry_out(work, Decision((), (told,), "a mail was not sent"), ctx)

    def _look_again(self, row: Queued, now: datetime) -> None:
        with self.service.store.work(now) as work:
            claims.later(
                work,
                row,
                now + _LOOK_AGAIN,
                "looked for",
                status="sending",
                doubt_since=row.doubt_since or now,
            )

    def _later(
        self, row: Queued, failure: NearmissError, now: datetime, *, status: str, doubt: bool = False,
        tried: bool = False, least: float = 0.0,
    ) -> None:  # fmt: skip
        asked = failure.retry_after if isinstance(failure, Transient) else None
        wait = max(least, asked if asked is not None else self._back_off(row, failure))
        since = (row.doubt_since or now) if doubt else row.doubt_since
        with self.service.store.work(now) as work:
            claims.later(
                work, row, now + timedelta(seconds=wait), _reason(failure), status=status, doubt_since=since,
                tried=tried and not isinstance(failure, _NOT_TRIED),
            )  # fmt: skip

    def _back_off(self, row: Queued, failure: NearmissError) -> float:
        """Seconds. The first failure is looked into at once: mostly it was a moment's."""
        tries = max(row.attempts - 1, 0) if row.status == "sending" else row.attempts
        looked_into = isinstance(failure, NotFound) or (isinstance(failure, Transient) and failure.undecided)
        if not tries and (looked_into or not isinstance(failure, _NOT_TRIED)):
            return 0.0
        longest = _LONGEST_WAIT if row.priority else _LONGEST_URGENT
        whole: float = min(_FIRST_WAIT * 2 ** min(tries, 10), longest)
        return whole * (0.5 + 0.5 * self.jitter())


def _reason(failure: NearmissError) -> str:
    if isinstance(failure, TooLarge):
        return "too large"
    if isinstance(failure, Permanent) and not failure.code:
        return str(failure)
    return failure.code or type(failure).__name__
