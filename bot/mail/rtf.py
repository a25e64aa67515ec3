"""Outlook's compressed rich text (MS-OXRTFCP) and its plain text or HTML (MS-OXRTFEX). Bounded, never raises."""

from __future__ import annotations

import re
import struct

MOST = 8_000_000
_ESCAPED = {b"~": " ", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}"}
_START = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS"
    rb" Sans SerifSymbol"
    rb"ArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    + b"\r\n"
    + rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
_TOKEN = re.compile(
    rb"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)", re.DOTALL
)
_SKIPPED = frozenset(
    b"fonttbl colortbl stylesheet info pict object themedata generator datastore xmlnstbl listtable".split()
)
_SIGNS = {b"par": "\n", b"line": "\n", b"tab": "\t", b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’",
          b"ldblquote": "“", b"rdblquote": "”", b"bullet": "•", b"row": "\n", b"cell": " | "}  # fmt: skip


def decompress(content: bytes) -> bytes:
    """The rich text of a PidTagRtfCompressed value; b"" where it is none."""
    if len(content) < 16:
        return b""
    _, raw_size, kind, _ = struct.unpack_from("<IIII", content)
    if kind == 0x414C454D:  # "MELA": not compressed
        return content[16 : 16 + min(raw_size, MOST)]
    return _unpacked(content) if kind == 0x75465A4C else b""


def _unpacked(content: bytes) -> bytes:
    """MS-OXRTFCP §3.2: eight tokens after each byte of flags, a token is a sign or a place in the last 4,096."""
    window = bytearray(_START.ljust(4096, b"\x00"))
    out, write, at, end = bytearray(), len(_START), 16, len(content)
    flags = 0
    while at < end and len(out) < MOST:
        flags = content[at] | 0x100 if flags <= 3 else flags >> 1
        if flags > 0xFF:
            at += 1
        if at + (flags & 1) >= end:
            break
        piece = content[at : at + 1]
        if flags & 1:
            offset, length = (content[at] << 8 | content[at + 1]) >> 4, (content[at + 1] & 15) + 2
            if offset == write:
                break
            piece = _copied(window, offset, length, write)
        for sign in piece:
            window[write] = sign
            write = write + 1 & 4095
        out += piece
        at += 1 + (flags & 1)
    return bytes(out)


def _copied(window: bytearray, offset: int, length: int, write: int) -> bytes:
    """Signs from the window; a copy that runs into what it writes repeats itself."""
    run = (write - offset) & 4095 or 4096
    return bytes(window[(offset + step % run) & 4095] for step in range(length))


def rtf_bodies(content: bytes) -> tuple[str, str]:
    """Plain text and HTML of rich text; the HTML is there where Outlook wrapped one (`\\fromhtml1`)."""
    from_html = b"\\fromhtml1" in content[:2_000]
    shown = _read(content[:MOST], from_html)
    return ("", shown) if from_html else (shown.strip(), "")


class _Reader:
    """Walks through the tokens of rich text and keeps what is shown."""

    def __init__(self, codec: str, from_html: bool) -> None:
        self.out: list[str] = []
        self._codec = codec
        self._from_html = from_html
        self._stack: list[tuple[bool, bool]] = []
        self._skip = False  # within a destination that is no text
        self._hidden = False  # within `\\htmlrtf`: for readers of rich text only
        self._starred = False
        self._pending = 0  # signs that follow `\\u` as its substitute

    def brace(self, sign: bytes) -> None:
        """A group opens or closes."""
        if sign == b"{":
            self._stack.append((self._skip, self._hidden))
        else:
            self._skip, self._hidden = self._stack.pop() if self._stack else (False, False)

    def word(self, word: bytes, number: bytes | None) -> None:
        """A control word."""
        if word in _SKIPPED or (self._starred and word != b"htmltag"):
            self._skip = True
        elif word == b"htmlrtf" and self._from_html:
            self._hidden = number != b"0"
        elif not self._skip and not self._hidden:
            self._show_word(word, number)
        self._starred = False

    def _show_word(self, word: bytes, number: bytes | None) -> None:
        if word == b"u" and number:
            self.out.append(chr(int(number) & 0xFFFF))
            self._pending = 1
        elif word in _SIGNS:
            self.out.append(_SIGNS[word])

    def sign(self, sign: bytes) -> None:
        """An escaped sign."""
        self._starred = sign == b"*"
        if not (self._skip or self._hidden):
            self.out.append(_ESCAPED.get(sign, ""))

    def code(self, code: bytes) -> None:
        """A sign by its hexadecimal code."""
        if not (self._skip or self._hidden or self._pending):
            self.out.append(bytes([int(code, 16)]).decode(self._codec, "replace"))
        self._pending = 0

    def text(self, text: bytes) -> None:
        """Plain signs."""
        if not (self._skip or self._hidden):
            self.out.append(text[self._pending :].decode(self._codec, "replace"))
        self._pending = 0


def _read(content: bytes, from_html: bool) -> str:
    page = re.search(rb"\\ansicpg(125[0-7])", content[:2_000])
    reader = _Reader(f"cp{page[1].decode()}" if page else "cp1252", from_html)
    for match in _TOKEN.finditer(content):
        word, number, code, sign, brace, text = match.groups()
        if word is not None:
            reader.word(word, number)
        elif brace:
            reader.brace(brace)
        elif text:
            reader.text(text)
        elif code:
            reader.code(code)
        elif sign:
            reader.sign(sign)
    return "".join(reader.out).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
