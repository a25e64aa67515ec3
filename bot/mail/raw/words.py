"""Encoded words of headers (RFC 2047), as people's programs really write them. Text in, text out."""

from __future__ import annotations

import binascii
import re

from bot.mail.raw.charsets import decode
from bot.mail.raw.transfer import base64_bytes

# Lengths are bounded so that a hostile header costs linear time; RFC 2047 allows 75 signs in all.
_WORD = re.compile(r"=\?([\w.:*+/-]{1,60})\?([bBqQ])\?(.{0,3000}?)\?=", re.DOTALL)


def header_text(raw: bytes) -> str:
    """A header value's text: 8-bit bytes as UTF-8, else windows-1252; folding removed, words untouched."""
    value = raw.decode("ascii") if raw.isascii() else decode(raw)
    if "\n" in value or "\r" in value or "\x00" in value:
        value = re.sub(r"[\r\n]+[ \t]?", " ", value.replace("\x00", ""))
    return value.strip()


def decode_words(value: str) -> str:
    """A header value with its encoded words read; neighbours are joined before decoding (split letters)."""
    if "=?" not in value or "?=" not in value:
        return value
    out: list[str] = []
    pending: list[bytes] = []
    charset, end = "", 0
    for match in _WORD.finditer(value):
        gap = value[end : match.start()]
        piece = _bytes_of(match[2], match[3])
        same = match[1].lower() == charset and pending
        if not (same and not gap.strip()):
            _flush(out, pending, charset)
            out.append("" if not gap.strip() and end else gap)
        pending.append(piece)
        charset, end = match[1].lower(), match.end()
    _flush(out, pending, charset)
    out.append(value[end:])
    return "".join(out)


def _flush(out: list[str], pending: list[bytes], charset: str) -> None:
    if pending:
        out.append(re.sub(r"[\r\n\t]+", " ", decode(b"".join(pending), charset)))
        pending.clear()


def _bytes_of(encoding: str, payload: str) -> bytes:
    raw = payload.encode("utf-8", "surrogateescape")
    if encoding in "bB":
        return base64_bytes(raw)
    return binascii.a2b_qp(raw, header=True)
