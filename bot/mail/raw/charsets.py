"""Bytes to text, whatever charset was promised. Never raises, never invents: what cannot be read is U+FFFD."""

from __future__ import annotations

import codecs
from functools import lru_cache

# What senders write, and what they mean (WHATWG Encoding Standard, "labels").
_MEANT = {
    "ansi": "cp1252",
    "ansi_x3.4-1968": "cp1252",
    "ascii": "cp1252",
    "cp-850": "cp850",
    "default": "utf-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso-8859-8-i": "iso-8859-8",
    "ks_c_5601-1987": "cp949",
    "latin1": "cp1252",
    "macintosh": "mac-roman",
    "shift_jis": "cp932",
    "unicode-1-1-utf-7": "utf-7",
    "us-ascii": "cp1252",
    "utf8mb4": "utf-8",
    "win-1252": "cp1252",
    "x-mac-roman": "mac-roman",
    "x-sjis": "cp932",
}
# Codecs of Python that are no charsets, or cost more than linear time.
_REFUSED = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"})


@lru_cache(maxsize=256)
def codec_for(charset: str) -> str | None:
    """Python's codec for a charset label, None where there is none."""
    label = charset.strip().strip("\"'").lower().partition("*")[0]
    label = _MEANT.get(label, label)
    try:
        found = codecs.lookup(label)
    except (LookupError, ValueError, UnicodeError):
        return None
    if found.name.replace("-", "_") in _REFUSED or not getattr(found, "_is_text_encoding", True):
        return None
    return found.name


def decode(content: bytes, charset: str = "") -> str:
    """Text of bytes: UTF-8 where it is valid UTF-8 with a plain label, then the label, then windows-1252."""
    codec = codec_for(charset) if charset else None
    if codec in (None, "cp1252", "utf-8"):
        try:
            return content.decode("utf-8").replace("\x00", "")
        except UnicodeDecodeError:
            codec = "cp1252" if codec != "utf-8" or not _mostly_utf8(content) else codec
    try:
        return content.decode(codec or "cp1252").replace("\x00", "")
    except (UnicodeError, ValueError, LookupError):
        return _forgiving(content, codec or "cp1252").replace("\x00", "")


def _mostly_utf8(content: bytes) -> bool:
    """A cut or damaged UTF-8 text still has more good multi-byte signs than bad ones."""
    text = content[:100_000].decode("utf-8", "replace")
    bad = text.count("�")
    return sum(1 for sign in text if sign > "\x7f") - bad > bad


def _forgiving(content: bytes, codec: str) -> str:
    try:
        return content.decode(codec, "replace")
    except (UnicodeError, ValueError, LookupError):
        return content.decode("latin-1")
