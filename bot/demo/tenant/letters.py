"""What a person sees of their mail, and how a person's client writes it: values for tests and the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.demo.tenant import html
from bot.demo.tenant.content import Attachment, Content, Party
from bot.demo.tenant.ids import IdKind
from bot.demo.tenant.mailbox import Mailbox, Message


@dataclass(frozen=True)
class Mail:
    """One mail in a person's mailbox. `id` is the immutable id, `html` "" for a text mail, times aware UTC."""

    id: str
    folder: str
    subject: str
    from_: Party
    sender: Party
    to: tuple[Party, ...]
    cc: tuple[Party, ...]
    reply_to: tuple[Party, ...]
    text: str
    html: str
    received: datetime
    message_id: str
    in_reply_to: str
    references: str
    conversation: str
    headers: tuple[tuple[str, str], ...]
    attachments: tuple[Attachment, ...]
    is_read: bool
    is_draft: bool

    def header(self, name: str) -> str:
        """The first header of that name, "" where there is none."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")


def mail_of(mailbox: Mailbox, message: Message) -> Mail:
    """A stored message as a Mail."""
    content = message.content
    nobody = Party("")
    is_html = content.body_type == "html"
    folder = mailbox.folders[message.folder]
    return Mail(
        id=mailbox.item_id(IdKind.IMMUTABLE, message.number),
        folder=folder.well_known or folder.name,
        subject=content.subject,
        from_=content.from_ or nobody,
        sender=content.sender or content.from_ or nobody,
        to=content.to,
        cc=content.cc,
        reply_to=content.reply_to,
        text=(content.text or html.to_text(content.body)) if is_html else content.body,
        html=content.body if is_html else "",
        received=message.received,
        message_id=content.message_id,
        in_reply_to=content.in_reply_to,
        references=content.references,
        conversation=message.conversation,
        headers=content.headers,
        attachments=content.attachments,
        is_read=message.is_read,
        is_draft=message.is_draft,
    )


def compose(
    to: Iterable[str],
    subject: str,
    text: str,
    html_body: str | None = None,
    cc: Iterable[str] = (),
    attachments: Iterable[tuple[str, str, bytes]] = (),
) -> Content:
    """A new mail; an attachment is (name, media type, bytes)."""
    parts = tuple(Attachment(n, *given) for n, given in enumerate(attachments, 1))
    return Content(
        subject=subject,
        to=tuple(map(Party, to)),
        cc=tuple(map(Party, cc)),
        body=html_body if html_body is not None else text,
        body_type="text" if html_body is None else "html",
        text=text,
        attachments=parts,
    )


def quoted(mail: Mail) -> str:
    """The original beneath a reply, as Outlook writes it in text mails."""
    to = "; ".join(party.name or party.address for party in mail.to)
    head = [
        "________________________________",
        f"From: {mail.from_.name} <{mail.from_.address}>",
        f"Sent: {mail.received:%d %B %Y %H:%M}",
        f"To: {to}",
        f"Subject: {mail.subject}",
    ]
    return "\r\n".join(["", "", *head, "", mail.text])
