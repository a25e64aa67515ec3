"""What a handler returns: facts to record and wishes to carry out. A closed set; only bot/service.py acts on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from bot.domain.events import Event
from bot.domain.words import MailKind


@dataclass(frozen=True, slots=True)
class File:
    """A document to be made or attached when the mail is written: `what` names it (outcome_form, outcome_report,
    ico_pack, letters, evidence); `options` are what its maker needs."""

    what: str
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SendMail:
    """A wish to send one mail. `to` and `cc` are addresses; `facts` is what its template needs beyond the case.

    `cause` makes it once: (case, kind, recipient, cause) can be queued a single time, for ever.
    `urgent` goes first in the queue; `not_before` delays (relay); `about_case` False: no reference header.
    """

    kind: MailKind
    to: tuple[str, ...]
    cause: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    cc: tuple[str, ...] = ()
    files: tuple[File, ...] = ()
    urgent: bool = False
    not_before: datetime | None = None
    reply_to_message: str = ""  # Message-ID this continues, for threading
    quiet: bool = False  # to a reporter: absence replies suppressed too
    about_case: bool = True
    gathered: tuple[str, ...] = ()  # once-keys of other causes that this mail covers


@dataclass(frozen=True, slots=True)
class KeepFiles:
    """Keep the mail's files as evidence of the case."""

    role: str = "reporter"


@dataclass(frozen=True, slots=True)
class NoteAbsence:
    """A person is away, across all cases: `until` is the first day back, None unknown; "bounced" is a source too."""

    address: str
    until: date | None
    stand_in: str
    source: str  # reply | tip | bounce | wrote (the person is back)


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """A complaint, subject access or information request, whose clock the case manager holds (SPEC §3)."""

    kind: str
    sender: str
    linked: bool = False  # an incident case was opened from the same mail


@dataclass(frozen=True, slots=True)
class Erase:
    """Erase the personal rows of a case, on record."""

    reason: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Events of another case that this decision also writes (MERGE)."""

    reference: str
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class MailBounced:
    """One of our mails did not arrive: its row says so. `status` is the enhanced code, "" unknown."""

    message_id: str
    status: str


@dataclass(frozen=True, slots=True)
class SettleMail:
    """An operator's word on a mail that failed: "retry" or "drop"; `receipt` is its number."""

    receipt: int
    how: str


Effect = SendMail | KeepFiles | NoteAbsence | OpenRequest | Erase | Elsewhere | MailBounced | SettleMail


@dataclass(frozen=True, slots=True)
class Decision:
    """Events and effects in their order, and why. `opens` asks for a new case before the events are applied.

    `outcome` says what the mail came to: taken | held | ignored | counted; the inbox row keeps it.
    """

    events: tuple[Event, ...] = ()
    effects: tuple[Effect, ...] = ()
    reason: str = ""
    opens: bool = False
    drill: bool = False
    outcome: str = "taken"

    def plus(self, *more: Event | Effect) -> Decision:
        """The same decision with more events or effects behind."""
        events = tuple(m for m in more if isinstance(m, Event))
        effects = tuple(m for m in more if not isinstance(m, Event))
        return Decision(
            (*self.events, *events),
            (*self.effects, *effects),
            self.reason,
            self.opens,
            self.drill,
            self.outcome,
        )
