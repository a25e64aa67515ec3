"""The values of incoming mail: what both doors (MIME, Graph's JSON) produce and everything else reads."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from bot.domain.words import Authenticated, CommandName


@dataclass(frozen=True, slots=True)
class Address:
    """One mailbox: `address` in lower case ("" where unreadable), `name` as displayed ("" where none)."""

    address: str
    name: str = ""

    @property
    def domain(self) -> str:
        """The part after the last @, "" where there is none."""
        return self.address.rpartition("@")[2] if "@" in self.address else ""


class Blob(Protocol):
    """An attachment's bytes, wherever they lie; a large one is never held whole in memory."""

    @property
    def size(self) -> int: ...
    @property
    def sha256(self) -> str: ...
    def open(self) -> BinaryIO: ...


@dataclass(frozen=True)
class MemoryBlob:
    """Bytes in memory."""

    content: bytes

    @property
    def size(self) -> int:
        return len(self.content)

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    def open(self) -> BinaryIO:
        return io.BytesIO(self.content)


@dataclass(frozen=True)
class FileBlob:
    """Bytes in a file that the caller owns; size in bytes and sha256 in hex were taken while writing it."""

    path: Path
    size: int
    sha256: str

    def open(self) -> BinaryIO:
        return self.path.open("rb")


@dataclass(frozen=True)
class Attachment:
    """A file or picture of a mail. `inline`: shown within the text (a picture), not a file sent as such."""

    name: str
    content_type: str
    blob: Blob
    inline: bool = False
    content_id: str = ""
    nested: Message | None = None  # of an attached or embedded mail, read the same way


Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Message:
    """A mail, decoded, before anything is concluded from it.

    `date` is aware UTC or None; `headers` are (name, value) in their order, values as they stood (unfolded);
    `text` and `html` are the best plain and HTML bodies ("" where none). Message-IDs keep their angle brackets.
    `extended` holds MAPI properties fetched with the message, by their Graph id.
    """

    sender: Address | None = None  # From
    actual_sender: Address | None = None  # Sender, where it differs from From (a PA on behalf)
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    reply_to: tuple[Address, ...] = ()
    subject: str = ""
    date: datetime | None = None
    message_id: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    headers: Headers = ()
    text: str = ""
    html: str = ""
    attachments: tuple[Attachment, ...] = ()
    content_type: str = "text/plain"  # of the whole mail, with parameters
    size: int = 0  # bytes, as far as known
    problem: str = ""  # why the mail is unreadable, "" where it could be read
    extended: Mapping[str, str] = field(default_factory=dict)

    def header(self, name: str) -> str:
        """The first (topmost) value of a header, "" where there is none."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), "")

    def all_headers(self, name: str) -> tuple[str, ...]:
        """Every value of a header, topmost first."""
        wanted = name.lower()
        return tuple(value for key, value in self.headers if key.lower() == wanted)


class Kind(StrEnum):
    """What kind of mail this is (SPEC §10); the values are public."""

    REPORT = "report"
    REPLY = "reply"
    AUTO_REPLY = "auto_reply"
    BOUNCE = "bounce"
    RECEIPT = "receipt"
    BULK = "bulk"
    LOOP = "loop"
    EXCEPTION_REQUEST = "exception_request"
    POLICY_SUGGESTION = "policy_suggestion"
    COMPLAINT = "complaint"
    SUBJECT_ACCESS_REQUEST = "subject_access_request"
    INFORMATION_REQUEST = "information_request"
    EMPTY = "empty"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class AutoReply:
    """An automatic reply. `until` is the first day back; `delegate` is an address or else a name, "" unknown.

    `absent`: it states absence now (dates, leave, "out of the office") or names a stand-in; a mere
    "we have received your e-mail" is not absence (SPEC §2).
    """

    until: date | None = None
    delegate: str = ""
    absent: bool = False


@dataclass(frozen=True, slots=True)
class BouncedRecipient:
    """`status` is the enhanced code ("5.1.1") or ""; permanent: trying again is useless."""

    address: str
    status: str = ""
    permanent: bool = True


@dataclass(frozen=True, slots=True)
class Bounce:
    """A delivery report of failure; `original_message_id` is that of our mail, "" unknown."""

    recipients: tuple[BouncedRecipient, ...] = ()
    original_message_id: str = ""


@dataclass(frozen=True, slots=True)
class Command:
    """A command by mail and its free text, e.g. (CLASSIFY, "major confirmed"), (ICO, "filed IC-123456-A1B2").

    `argument` is what stands behind the command word, trimmed; RISK keeps "likely because ...".
    """

    name: CommandName
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A value found in a report and the sentence it came from."""

    value: Any
    sentence: str


@dataclass(frozen=True)
class Fields:
    """What a report says (SPEC §10 `fields`). None or () = not known, never guessed.

    Times are aware UTC; `*_estimated`: only a day was given and 00:00 London was taken.
    `sources` has for each field name the sentence it came from.
    """

    what_happened: str | None = None
    occurred_at: datetime | None = None
    occurred_estimated: bool = False
    aware_at: datetime | None = None
    aware_estimated: bool = False
    school: str | None = None
    data: tuple[str, ...] = ()  # categories, the words of SPEC §8 `data_categories`
    people: tuple[str, ...] = ()  # types, the words of SPEC §8 `people_types`
    people_count: int | None = None
    recipients: str | None = None  # who got it, in the report's words
    encrypted: bool | None = None
    contained: bool | None = None
    actions_taken: str | None = None
    names: tuple[str, ...] = ()  # of people involved in what happened (not merely told of it)
    sources: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)  # keys of SPEC §8, as far as the text states them
    cues: frozenset[str] = (
        frozenset()
    )  # danger, cyber, ransomware, press, whole_trust, safeguarding, own_act, ...


@dataclass(frozen=True)
class Suggestion:
    """For a human to decide (SPEC §8). `notify_ico`, `inform_people`: yes | no | unknown."""

    severity: str
    severity_reasons: tuple[str, ...] = ()
    notify_ico: str = "unknown"
    inform_people: str = "unknown"
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReadingContext:
    """What a reader may know of its surroundings; all optional (`nearmiss parse` needs no settings)."""

    own_addresses: frozenset[str] = frozenset()  # our mailboxes, lower case
    domains: tuple[str, ...] = ()  # the trust's mail domains
    prefix: str = ""  # of case references; "" takes any
    schools: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # school id -> its names
    people: Mapping[str, str] = field(default_factory=dict)  # address -> display name, of the directory
    relayed: tuple[str, ...] = ()  # policy.toml [authentication] relayed
    time_zone: str = "Europe/London"


@dataclass(frozen=True)
class Split:
    """A body cut in its parts, nothing thrown away. `head` is a security banner on top."""

    new_text: str
    quoted: str = ""
    signature: str = ""
    head: str = ""


@dataclass(frozen=True)
class Reading:
    """Everything the bot makes of a mail (SPEC §10). `fields` and `suggestion` are read on demand elsewhere."""

    message: Message
    kind: Kind
    reason: str
    reference: str | None = None
    text: str = ""
    new_text: str = ""
    quoted: str = ""
    signature: str = ""
    auto_reply: AutoReply | None = None
    bounce: Bounce | None = None
    authenticated: Authenticated = Authenticated.NONE
    commands: tuple[Command, ...] = ()
    wants_anonymity: bool = False
    author: Address | None = None  # of a forwarded report: its first author
    forwarder: Address | None = None
    forwarded_text: str = ""  # of a forwarded report: what its first author wrote, "" for any other mail
    forwarded_date: datetime | None = None  # when they wrote it, as far as it is said
    attachments: tuple[Attachment, ...] = ()  # files, unwrapped (winmail.dat, .msg opened), logos dropped
