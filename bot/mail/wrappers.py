"""Files of a mail, unwrapped: winmail.dat, .msg and .eml opened, logos left out. Loses no file that carries content.

Archives are listed as they are, never exploded.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from bot.mail.message import Attachment, Message
from bot.mail.mime import message_from_bytes
from bot.mail.outlook_msg import is_compound, message_from_msg
from bot.mail.tnef import Unpacked, is_tnef, unpack

MOST_OPENED = 30_000_000  # bytes of a wrapper that is opened; a larger one stays a file
MOST_FILES = 2_000
LOGO = 10_240  # bytes under which a picture shown in the text may be an ornament
PIXEL = 1_200  # bytes under which it is one
_TNEF_NAMES = re.compile(r"^(?:winmail\d*|att\d+)\.dat$", re.IGNORECASE)
_ORNAMENT = re.compile(
    r"^(?:image\d{3}|logo|icon|banner|signature|footer|header|spacer|pixel|facebook|twitter|x|linkedin"
    r"|instagram|youtube|tiktok|outlook-)"
    r"[\w.@() -]{0,60}$",
    re.IGNORECASE,
)
_REFERENCES = re.compile(r"cid:([^\"'\s>)]{1,300})", re.IGNORECASE)
_NO_CONTENT = frozenset(
    {
        "message/delivery-status",
        "message/disposition-notification",
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/pgp-signature",
    }
)


def unwrap(message: Message) -> Message:
    """The message with its wrappers opened: files out of winmail.dat, its body where the mail has none."""
    if not message.attachments:
        return message
    text, html = message.text, message.html
    files: list[Attachment] = []
    for item in message.attachments[:MOST_FILES]:
        opened = _opened_tnef(item)
        if opened is None:
            files.append(_with_nested(item))
            continue
        files.extend(_with_nested(one) for one in opened.attachments)
        if not text.strip() and not html.strip():
            text, html = opened.text, opened.html
    return replace(message, text=text, html=html, attachments=tuple(files))


def _opened_tnef(item: Attachment) -> Unpacked | None:
    if item.content_type not in ("application/ms-tnef", "application/vnd.ms-tnef") and not _TNEF_NAMES.match(
        item.name
    ):
        return None
    content = _content(item)
    return unpack(content) if content is not None and is_tnef(content) else None


def _with_nested(item: Attachment) -> Attachment:
    """An attached mail read as one: .eml sent as a plain file, Outlook's .msg."""
    if item.nested is not None:
        return item
    name = item.name.lower()
    if item.content_type == "application/vnd.ms-outlook" or name.endswith(".msg"):
        content = _content(item)
        return replace(item, nested=message_from_msg(content)) if content and is_compound(content) else item
    if name.endswith(".eml") or item.content_type in ("message/rfc822", "message/global"):
        content = _content(item)
        nested = message_from_bytes(content) if content else None
        return replace(item, nested=nested) if nested and not nested.problem else item
    return item


def _content(item: Attachment) -> bytes | None:
    with item.blob.open() as stream:
        content = stream.read(MOST_OPENED + 1)
    return content if len(content) <= MOST_OPENED else None


def files_of(message: Message) -> tuple[Attachment, ...]:
    """The files to keep: pictures marked inline where the text shows them, ornaments and signatures left out."""
    shown = {found.lower() for found in _REFERENCES.findall(message.html)} if message.html else set()
    items = [_marked(item, shown) for item in message.attachments if item.content_type not in _NO_CONTENT]
    pictures = Counter(item.blob.sha256 for item in items if _picture(item))
    kept: list[Attachment] = []
    for item in items:
        if not (_picture(item) and _ornament(item, pictures)):
            kept.append(_titled(item))
    return tuple(kept)


def _picture(item: Attachment) -> bool:
    return item.inline and item.content_type.startswith("image/")


def _marked(item: Attachment, shown: set[str]) -> Attachment:
    """Inline is a picture that the text really shows; one merely sent so (Apple Mail) is a file."""
    if not item.content_type.startswith("image/"):
        return item
    inline = bool(item.content_id and item.content_id.lower() in shown)
    return item if inline == item.inline else replace(item, inline=inline)


def _ornament(item: Attachment, pictures: Counter[str]) -> bool:
    """A logo or icon: tiny, or small with a generated name, or small and repeated."""
    size = item.blob.size
    if size <= PIXEL:
        return True
    return size <= LOGO and bool(_ORNAMENT.match(item.name) or pictures[item.blob.sha256] > 1)


def _titled(item: Attachment) -> Attachment:
    """A name for what came without one."""
    if item.name:
        return item
    names: dict[str, str] = {
        "text/calendar": "invite.ics",
        "text/vcard": "contact.vcf",
        "text/x-vcard": "contact.vcf",
    }
    name = names.get(item.content_type, "")
    return replace(item, name=name) if name else item


def nested_mails(files: Sequence[Attachment]) -> tuple[Message, ...]:
    """The mails attached to a mail."""
    return tuple(item.nested for item in files if item.nested is not None)
