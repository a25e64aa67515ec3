"""Content transfer encodings, whole and as a stream. Tolerant: what is damaged is decoded as far as it goes."""

from __future__ import annotations

import binascii
import io
import re
from collections.abc import Iterator

from bot.mail.raw.source import CHUNK, Source

_NO_BASE64 = bytes(set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"))
_UU_LINE = re.compile(rb"begin (?:0?[0-7]{3}) ([^\r\n]{1,255})\r?\n")


def base64_bytes(raw: bytes) -> bytes:
    """Decoded base64; foreign signs, missing padding and padding in the middle do no harm."""
    if b"=" in raw.rstrip(b"=\r\n \t-"):
        return b"".join(_base64_run(run) for run in re.split(rb"=+", raw))
    return _base64_run(raw)


def _base64_run(raw: bytes) -> bytes:
    clean = raw.translate(None, _NO_BASE64)
    if len(clean) % 4 == 1:  # one sign too many carries no whole byte
        clean = clean[:-1]
    try:
        return binascii.a2b_base64(clean + b"=" * (-len(clean) % 4))
    except binascii.Error:
        return b""


def decode_transfer(raw: bytes, encoding: str) -> bytes:
    """The bytes of a body by its Content-Transfer-Encoding ("" and unknown ones: as they are)."""
    if encoding == "base64":
        return base64_bytes(raw)
    if encoding == "quoted-printable":
        return binascii.a2b_qp(raw)
    if encoding in ("x-uuencode", "uuencode", "x-uue", "uue"):
        found = _UU_LINE.search(raw)
        return uu_bytes(raw[found.end() :] if found else raw)
    return raw


def uu_bytes(raw: bytes) -> bytes:
    """Decoded uuencode lines up to `end`."""
    out: list[bytes] = []
    for line in raw.splitlines():
        if line.strip() == b"end":
            break
        out.append(_uu_line(line))
    return b"".join(out)


def _uu_line(line: bytes) -> bytes:
    try:
        return binascii.a2b_uu(line)
    except binascii.Error:
        if not line:
            return b""
        length = (((line[0] - 32) & 63) * 4 + 5) // 3  # workaround for senders that pad the line
        try:
            return binascii.a2b_uu(line[:length])
        except binascii.Error:
            return b""


def pieces(source: Source, start: int, end: int, encoding: str) -> Iterator[bytes]:
    """Decoded bytes of a range, about a chunk at a time, so that a large file is never held whole."""
    if end - start <= CHUNK or encoding not in ("base64", "quoted-printable", "", "7bit", "8bit", "binary"):
        yield decode_transfer(source.read(start, end), encoding)
        return
    rest = b""
    for at in range(start, end, CHUNK):
        raw = rest + source.read(at, min(end, at + CHUNK))
        last = at + CHUNK >= end
        ready, rest = (raw, b"") if last else _whole(raw, encoding)
        yield decode_transfer(ready, encoding)


def _whole(raw: bytes, encoding: str) -> tuple[bytes, bytes]:
    """What of a chunk can be decoded now, and what must wait for the next."""
    if encoding == "base64":
        clean = raw.translate(None, _NO_BASE64.replace(b"=", b""))
        cut = len(clean) - len(clean) % 4
        return clean[:cut], clean[cut:]
    if encoding == "quoted-printable":
        cut = raw.rfind(b"\n") + 1
        return (raw[:cut], raw[cut:]) if cut else (raw, b"")
    return raw, b""


class DecodedStream(io.RawIOBase):
    """A readable stream over decoded pieces."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        super().__init__()
        self._parts = parts
        self._rest = b""

    def readable(self) -> bool:
        """True: reading is all that this stream does."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fills the buffer with what comes next; 0 at the end."""
        while not self._rest:
            found = next(self._parts, None)
            if found is None:
                return 0
            self._rest = found
        count = min(len(buffer), len(self._rest))
        buffer[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count
