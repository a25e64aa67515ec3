"""The values of outgoing mail. Pure: what a mail is, not how it travels."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntFlag, StrEnum

from bot.mail.message import Address, Blob, Headers


class Suppress(IntFlag):
    """Automatic answers that the recipient's system shall not make (MS-OXCMAIL, X-Auto-Response-Suppress)."""

    NONE = 0
    DR = 1  # delivery reports
    NDR = 2  # failure reports
    RN = 4  # read notices
    NRN = 8  # notices of deletion without reading
    OOF = 16  # absence notices
    AUTO_REPLY = 32  # other automatic replies

    @property
    def header(self) -> str:
        """The header's value, "" for none: "DR, RN, NRN, AutoReply"."""
        return ", ".join(_WORDS[bit] for bit in Suppress if bit in self)


_WORDS = {
    Suppress.DR: "DR",
    Suppress.NDR: "NDR",
    Suppress.RN: "RN",
    Suppress.NRN: "NRN",
    Suppress.OOF: "OOF",
    Suppress.AUTO_REPLY: "AutoReply",
}

TO_ROLES = Suppress.DR | Suppress.RN | Suppress.NRN | Suppress.AUTO_REPLY  # 45: absences and bounces wanted
TO_REPORTERS = TO_ROLES | Suppress.OOF  # a reporter's absence moves nothing on (SPEC §5)


class BodyForm(StrEnum):
    """Which body goes out. Graph's JSON takes one; Exchange makes the plain alternative of an HTML one."""

    HTML = "html"
    TEXT = "text"


@dataclass(frozen=True)
class OutboundAttachment:
    """A file to send along."""

    name: str
    content_type: str
    blob: Blob
    inline: bool = False
    content_id: str = ""


@dataclass(frozen=True)
class OutboundMail:
    """A mail ready to go: rendered, addressed, with everything that ties it to its case.

    `mailbox` is ours, which it leaves from. `headers` begin with X- and are at most four (Graph takes five,
    one is ours for `suppress`). `own_key` is the outbox row's opaque key; "" puts no property of ours on the
    mail. `message_id`, `in_reply_to`, `references` keep their angle brackets. `voting` are the choices of
    Outlook's voting buttons. `save_copy` False leaves no Sent Items copy (anonymous reporters, SPEC §6).
    """

    mailbox: str
    to: tuple[Address, ...]
    subject: str
    text: str
    html: str = ""
    cc: tuple[Address, ...] = ()
    reply_to: tuple[Address, ...] = ()
    headers: Headers = ()
    own_key: str = ""
    message_id: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    suppress: Suppress = TO_ROLES
    voting: tuple[str, ...] = ()
    attachments: tuple[OutboundAttachment, ...] = ()
    save_copy: bool = True
    important: bool = False
    form: BodyForm = BodyForm.HTML
