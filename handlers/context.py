"""What a handler may look at: loaded beforehand by the shell, all values, nothing that can act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from bot.domain.case import Case
from bot.domain.clock import Row
from bot.domain.directory import Directory, Person, School
from bot.domain.events import Recorded
from bot.domain.policy import Policy
from bot.mail.message import Address, Fields, Reading, Suggestion


@dataclass(frozen=True, slots=True)
class Away:
    """A person's absence as told by a reply, a mail tip or a bounce. `until`: first day back, None unknown."""

    until: date | None
    stand_in: str = ""
    source: str = "reply"


@dataclass(frozen=True, slots=True)
class MailSeen:
    """One of our mails in a case, as the record shows it."""

    at: datetime
    kind: str
    to: tuple[str, ...]
    status: str
    message_id: str = ""


@dataclass(frozen=True)
class Dossier:
    """A case with what belongs to it, for handlers that answer about it."""

    case: Case
    rows: tuple[Row, ...] = ()
    events: tuple[Recorded, ...] = ()
    mails: tuple[MailSeen, ...] = ()
    files: tuple[str, ...] = ()


@dataclass(frozen=True)
class Context:
    """The moment, the people and the procedure. `away` is by person id, `now` aware UTC."""

    now: datetime
    directory: Directory
    policy: Policy
    away: Mapping[str, Away] = field(default_factory=dict)

    @property
    def zone(self) -> str:
        return self.directory.trust.time_zone

    @property
    def today(self) -> date:
        """The London day."""
        return self.policy.clocks.office.local(self.now).date()

    def school(self, school_id: str) -> School | None:
        """A school of the directory, None for the central trust."""
        return self.directory.schools.get(school_id)

    def policy_at(self, school_id: str) -> Policy:
        """The procedure with that school's days off."""
        return self.policy.at_school(self.school(school_id))

    def unavailable(self) -> frozenset[str]:
        """Ids of everybody who is away now: directory dates, mail tips, absence replies, bounces."""
        return self._unavailable

    @cached_property
    def _unavailable(self) -> frozenset[str]:
        noted = {
            person_id
            for person_id, away in self.away.items()
            if away.until is None or away.until > self.today
        }
        return self.directory.away_on(self.today) | noted

    def person(self, address: str) -> Person | None:
        """The directory's person behind an address."""
        return self.directory.person_by_address(address) if address else None

    def name(self, address: str) -> str:
        """The person's name, else the address itself."""
        person = self.person(address)
        return person.name if person else address


@dataclass(frozen=True)
class Incoming:
    """A mail as the handlers get it. `cause` names it in once-keys; `received_at` is R (aware UTC)."""

    reading: Reading
    fields: Fields
    suggestion: Suggestion
    received_at: datetime
    cause: str
    questions: tuple[str, ...] = ()  # what is missing, in words, the most important first
    missing: tuple[str, ...] = ()
    incident_type: str = "not provided"
    documents: Mapping[str, str] = field(default_factory=dict)  # attached forms read to text, by file name
    answered_to: tuple[str, ...] = ()  # kinds of our mails that this answers, newest first
    other: Dossier | None = None  # the case that a MERGE names
    failed_mails: tuple[int, ...] = ()  # receipts that the answered operator alert was about
    bounced_to: str = ""  # recipient of our mail that a bounce is about, as we addressed it

    @property
    def sender(self) -> Address:
        """Who acts: the person in Sender where a PA writes on behalf, else From."""
        message = self.reading.message
        return message.actual_sender or message.sender or Address("")

    @property
    def author(self) -> Address:
        """Who reports: of a forwarded report its first author."""
        return self.reading.author or self.reading.message.sender or Address("")
