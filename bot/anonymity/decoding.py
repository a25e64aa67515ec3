"""Opens what a curious reader could open in a text: percent, entities, quoted-printable, base64, escapes, hex.

Yields where the token stood and what it says. Bounded; opens each token once, callers recurse.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import html
import re
import unicodedata
from collections.abc import Iterator
from email.header import decode_header
from urllib.parse import unquote

_MARKS = re.compile(
    r"%[0-9A-Fa-f]{2}|&#?\w{2,8};|=[0-9A-F]{2}|=\?[\w\-]+\?|\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|[A-Za-z0-9+/_\-]{6}"
)
_PERCENT = re.compile(r"[^\s<>\"|]{0,400}%[0-9A-Fa-f]{2}[^\s<>\"|]{0,1600}")
_ENTITY = re.compile(r"[^\s<>|]{0,200}&#?[A-Za-z0-9]{2,8};[^\s<>|]{0,600}")
_QP = re.compile(r"\S{0,200}=[0-9A-F]{2}\S{0,600}")
_WORD = re.compile(r"(?:=\?[\w\-*]{2,30}\?[bBqQ]\?[^?\n]{0,200}\?=\s{0,3}){1,20}")
_ESCAPE = re.compile(r"[^\s|]{0,100}\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2})[^\s|]{0,400}")
_LINES = re.compile(
    r"(?:^[ \t]*[A-Za-z0-9+/_\-]{20,100}\r?\n){1,4000}[ \t]*[A-Za-z0-9+/_\-]{0,100}={0,2}", re.MULTILINE
)
_BASE64 = re.compile(r"[A-Za-z0-9+/_\-]{6,65536}={0,2}")
_HEX = re.compile(r"\b(?:(?:0x)?[0-9A-Fa-f]{2}[\s:]?){5,2000}(?![0-9A-Za-z])")
_MARKED = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_LEAST = 4  # letters an opened token must have to be worth a look


def decoded_tokens(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, decoded text) of every token of a text that is written in another notation."""
    if not _MARKS.search(text):
        return
    for pattern, opener, mark in _OPENERS:
        if mark and mark not in text:
            continue
        for m in pattern.finditer(text):
            inner = opener(m.group())
            if inner and inner != m.group() and len(inner) >= _LEAST:
                yield m.start(), m.end(), inner


def _percent(token: str) -> str:
    return unquote(token, errors="replace").replace("+", " ")


def _quoted_printable(token: str) -> str:
    raw = re.sub(
        rb"=([0-9A-Fa-f]{2})", lambda m: bytes([int(m.group(1), 16)]), token.encode("utf-8", "replace")
    )
    return raw.decode("utf-8", "replace")


def _encoded_word(token: str) -> str:
    try:
        return "".join(
            piece if isinstance(piece, str) else piece.decode(charset or "ascii", "replace")
            for piece, charset in decode_header(token)
        )
    except (LookupError, ValueError, binascii.Error):
        return ""


def _escape(token: str) -> str:
    def letter(m: re.Match[str]) -> str:
        return chr(int(m.group(1)[1:], 16))

    return re.sub(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2})", letter, token)


def readable(raw: bytes) -> str:
    """Bytes as text in the charset they show, "" where they are no text."""
    text = raw.decode(_codec(raw), "replace")
    start = text[:2000]
    shown = sum(
        c.isprintable() or c in "\r\n\t\f" or unicodedata.category(c) in ("Cf", "Zl", "Zp") for c in start
    )
    return text if shown >= 0.85 * len(start) else ""


def _codec(raw: bytes) -> str:
    """The charset that bytes show, by their mark, their zeros, their validity."""
    for mark, codec in _MARKED:
        if raw.startswith(mark):
            return codec
    if raw[1::2].count(0) > len(raw) // 3:
        return "utf-16-le"
    if raw[0::2].count(0) > len(raw) // 3:
        return "utf-16-be"
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _base64(token: str) -> str:
    if token.isalpha() and (token[1:].islower() or token.isupper()) and len(token) < 24:
        return ""  # a plain word
    bare = re.sub(r"\s", "", token).rstrip("=").replace("-", "+").replace("_", "/")
    if len(bare) < 6 or len(bare) % 4 == 1:
        return ""
    try:
        return readable(base64.b64decode(bare + "=" * (-len(bare) % 4)))
    except (binascii.Error, ValueError):
        return ""


def _hex(token: str) -> str:
    try:
        return readable(bytes.fromhex(re.sub(r"0x|[\s:]", "", token)))
    except ValueError:
        return ""


_OPENERS = (
    (_PERCENT, _percent, "%"),
    (_ENTITY, html.unescape, "&"),
    (_QP, _quoted_printable, "="),
    (_WORD, _encoded_word, "=?"),
    (_ESCAPE, _escape, "\\"),
    (_LINES, _base64, "\n"),
    (_BASE64, _base64, ""),
    (_HEX, _hex, ""),
)
