"""What a mail says, apart from where it lies: frozen values shared by every copy of a message."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Suppress:
    """Bits of PidTagAutoResponseSuppress (0x3FDF; MS-OXCMAIL 2.2.3.2.14), and their words in the header."""

    DR, NDR, RN, NRN, OOF, AUTO_REPLY = 1, 2, 4, 8, 16, 32
    WORDS: Mapping[str, int] = {
        "none": 0,
        "all": -1,
        "dr": DR,
        "ndr": NDR,
        "rn": RN,
        "nrn": NRN,
        "oof": OOF,
        "autoreply": AUTO_REPLY,
    }


class AttachmentKind(StrEnum):
    """Graph's three kinds of attachment."""

    FILE = "file"
    ITEM = "item"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Party:
    """A name and an address as written in a header. The address keeps its case."""

    address: str
    name: str = ""

    @property
    def key(self) -> str:
        """The address for comparing."""
        return self.address.strip().lower()

    @property
    def domain(self) -> str:
        """The part after the last @, lower case."""
        return self.key.rpartition("@")[2]


@dataclass(frozen=True, slots=True)
class Attachment:
    """One attachment. For ITEM `content` is the nested message as MIME, for REFERENCE the link as bytes."""

    number: int
    name: str
    content_type: str
    content: bytes
    kind: AttachmentKind = AttachmentKind.FILE
    inline: bool = False
    content_id: str = ""

    @property
    def size(self) -> int:
        """Exchange's size of the attachment: the bytes and its own properties, so more than the file's length."""
        return len(self.content) + 2 * len(self.name) + 150


@dataclass(frozen=True, slots=True)
class Content:
    """A mail's content. `body_type` is html or text; `text` the plain part beside an html body ("" if none).

    `headers` are the internet headers in order; for a draft only the custom ones. `properties` are extended
    properties by canonical id. `raw` holds the MIME where it cannot be rebuilt from the parts (reports, signed mail).
    """

    subject: str = ""
    sender: Party | None = None
    from_: Party | None = None
    to: tuple[Party, ...] = ()
    cc: tuple[Party, ...] = ()
    bcc: tuple[Party, ...] = ()
    reply_to: tuple[Party, ...] = ()
    body: str = ""
    body_type: str = "text"
    text: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    message_id: str = ""
    in_reply_to: str = ""
    references: str = ""
    sent: datetime | None = None
    importance: str = "normal"
    message_class: str = "IPM.Note"
    attachments: tuple[Attachment, ...] = ()
    properties: Mapping[str, str] = field(default_factory=dict)
    read_receipt: bool = False
    delivery_receipt: bool = False
    raw: bytes | None = None

    @property
    def recipients(self) -> tuple[Party, ...]:
        """To, Cc and Bcc in order, each address once."""
        found: dict[str, Party] = {}
        for party in (*self.to, *self.cc, *self.bcc):
            found.setdefault(party.key, party)
        return tuple(found.values())

    def header(self, name: str) -> str:
        """The first header of that name, "" where there is none."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), "")

    def suppresses(self, bit: int) -> bool:
        """Whether the sender asked for no automatic response of this kind, by header or property."""
        words = self.header("X-Auto-Response-Suppress").lower().replace(",", " ").split()
        mask = 0
        for word in words:
            mask |= Suppress.WORDS.get(word, 0)
        number = self.properties.get("Integer 0x3fdf", "0")
        mask |= int(number) if number.lstrip("-").isdigit() else 0
        return bool(mask & bit)
