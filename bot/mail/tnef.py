"""winmail.dat (MS-OXTNEF): body and files. Guarded: what is damaged gives nothing, never an error."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from tnefparse import TNEF

from bot.mail.message import Attachment, MemoryBlob
from bot.mail.raw.charsets import decode
from bot.mail.rtf import decompress, rtf_bodies

_SIGNATURE = b"\x78\x9f\x3e\x22"
MOST = 500  # files


@dataclass(frozen=True)
class Unpacked:
    """What was in it; text and html "" where it held none."""

    text: str = ""
    html: str = ""
    attachments: tuple[Attachment, ...] = ()


def is_tnef(content: bytes) -> bool:
    """Whether bytes start as TNEF does."""
    return content.startswith(_SIGNATURE)


def unpack(content: bytes) -> Unpacked | None:
    """Body and files of a winmail.dat, None where it cannot be read (it stays a file then)."""
    try:
        found = TNEF(content, do_checksum=False)
        text, html = _text(getattr(found, "body", None)), _text(getattr(found, "htmlbody", None))
        rich = getattr(found, "_rtfbody", None)  # packed: the library unpacks it only with another library
        if not text.strip() and not html.strip() and isinstance(rich, bytes):
            text, html = rtf_bodies(decompress(rich))
        files = tuple(_file(one) for one in found.attachments[:MOST])
    except Exception:
        # the library raises anything from struct.error to AttributeError on damaged input; all mean the same
        return None
    if not files and not _complete(content):
        return None
    return Unpacked(text.replace("\r\n", "\n"), html, files)


def _complete(content: bytes) -> bool:
    """Every attribute is there to its end (level, id, length, value, checksum)."""
    at = 6
    while at + 9 <= len(content):
        at += 9 + struct.unpack_from("<I", content, at + 5)[0] + 2
    return at == len(content)


def _text(value: object) -> str:
    if isinstance(value, bytes):
        return decode(value).rstrip("\x00")
    if isinstance(value, list):
        return "".join(_text(one) for one in value)
    return str(value).replace("\x00", "") if value else ""


def _file(one: object) -> Attachment:
    name = getattr(one, "long_filename", None)
    name = (name() if callable(name) else name) or getattr(one, "name", "") or ""
    content = getattr(one, "data", b"") or b""
    kind = "message/rfc822" if str(name).lower().endswith(".eml") else "application/octet-stream"
    return Attachment(_text(name), kind, MemoryBlob(bytes(content)))
