"""Rebuilds mails that lie in files (.eml, .msg, winmail.dat): a text of what others wrote, and the files within."""

from __future__ import annotations

from collections.abc import Iterable

from tnefparse import TNEF

from bot.anonymity.blocks import Block
from bot.anonymity.files.results import Hold, Made, Task, Unclean
from bot.anonymity.matching import find
from bot.anonymity.text import foreign_mail, scrub
from bot.anonymity.visible import visible_html, visible_text
from bot.mail.message import Address, Attachment, MemoryBlob, Message
from bot.mail.mime import message_from_bytes
from bot.mail.outlook_msg import message_from_msg
from bot.mail.rtf import rtf_bodies


def _shown(addresses: Iterable[Address]) -> str:
    return "; ".join(
        f"{a.name} <{a.address}>" if a.name and a.name != a.address else a.address or a.name
        for a in addresses
    )


def _fields(message: Message) -> tuple[tuple[str, str, str], ...]:
    """Header lines as a mail program shows them, and where answers were to go."""
    rows = [
        ("from", "From", _shown([message.sender] if message.sender else [])),
        ("other", "Reply-To", _shown(message.reply_to)),
        ("other", "Return-Path", message.header("Return-Path")),
        ("to", "To", _shown(message.to)),
        ("cc", "Cc", _shown(message.cc)),
        ("date", "Sent", message.date.strftime("%d %B %Y %H:%M %Z") if message.date else ""),
        ("subject", "Subject", message.subject),
    ]
    return tuple((kind, f"{label}: {value}", value) for kind, label, value in rows if value.strip())


def mail_text(message: Message, task: Task) -> str:
    """What leaders may read of a mail in a file: the reporter's own like a report, another's as evidence."""
    own = message.sender is not None and bool(find(_shown([message.sender]), task.needles))
    fields = _fields(message)
    if own:
        head = foreign_mail(Block(fields, "", True), task.needles).strip()
        return f"{head}\n\n{scrub(message, task.needles).text}"
    return foreign_mail(Block(fields, visible_text(message), True), task.needles).strip()


def clean_mail(content: bytes, task: Task) -> tuple[Made, tuple[Attachment, ...]]:
    """An .eml: its text, and its attachments to be cleaned in turn."""
    return _made(message_from_bytes(content), task)


def clean_msg(content: bytes, task: Task) -> tuple[Made, tuple[Attachment, ...]]:
    """Outlook's .msg likewise. Errors: Unclean for damaged ones."""
    message = message_from_msg(content)
    if message.problem:
        raise Unclean(Hold.DAMAGED)
    return _made(message, task)


def clean_nested(message: Message, task: Task) -> tuple[Made, tuple[Attachment, ...]]:
    """A mail attached as such, read already."""
    return _made(message, task)


def _made(message: Message, task: Task) -> tuple[Made, tuple[Attachment, ...]]:
    text = mail_text(message, task)
    told = ("all headers but those shown", "lines that named you as recipient")
    return Made(text.encode(), "txt", "text/plain", told), message.attachments


def clean_tnef(content: bytes, task: Task) -> tuple[Made, tuple[Attachment, ...]]:
    """Outlook's winmail.dat: its text and files. Errors: Unclean for damaged ones."""
    try:
        box = TNEF(content, do_checksum=False)
        body = _body(box)
        files = tuple(
            Attachment(_name(a), "application/octet-stream", MemoryBlob(bytes(a.data)))
            for a in box.attachments
            if isinstance(a.data, (bytes, bytearray))
        )
    except Exception:
        # the library raises struct, value and key errors on damaged files
        raise Unclean(Hold.DAMAGED) from None
    text = foreign_mail(Block((), body, True), task.needles).strip()
    return Made(text.encode(), "txt", "text/plain", ("who sent it, and other properties",)), files


def _name(attachment: object) -> str:
    shown = getattr(attachment, "long_filename", None)
    return str(shown() if callable(shown) else getattr(attachment, "name", ""))


def _body(box: TNEF) -> str:
    body = box.body
    if body:
        return body if isinstance(body, str) else bytes(body).decode("cp1252", "replace")
    html = box.htmlbody
    if html:
        return visible_html(html if isinstance(html, str) else bytes(html).decode("cp1252", "replace"))
    rich = box.rtfbody
    if rich:
        raw = rich if isinstance(rich, bytes) else str(rich).encode("latin-1", "replace")
        text, html_text = rtf_bodies(raw)
        return text or visible_html(html_text)
    return ""
