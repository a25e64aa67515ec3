"""Outlook's compressed rich text (MS-OXRTFCP) and its plain text or HTML (MS-OXRTFEX). Bounded, never raises."""

from __future__ import annotations

import re
import struct

MOST = 8_000_000
_START = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans SerifSymbol"
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
    if kind != 0x75465A4C:
        return b""
    window = bytearray(_START.ljust(4096, b"\x00"))
    write, out, at, end = len(_START), bytearray(), 16, len(content)
    while at < end and len(out) < MOST:
        flags = content[at]
        at += 1
        for bit in range(8):
            if at >= end:
                break
            if flags >> bit & 1:
                if at + 1 >= end:
                    return bytes(out)
                token = content[at] << 8 | content[at + 1]
                at += 2
                offset, length = token >> 4, (token & 15) + 2
                if offset == write:
                    return bytes(out)
                for step in range(length):
                    sign = window[(offset + step) & 4095]
                    out.append(sign)
                    window[write] = sign
                    write = write + 1 & 4095
            else:
                out.append(content[at])
                window[write] = content[at]
                write = write + 1 & 4095
                at += 1
    return bytes(out)


def rtf_bodies(content: bytes) -> tuple[str, str]:
    """Plain text and HTML of rich text; the HTML is there where Outlook wrapped one (`\\fromhtml1`)."""
    from_html = b"\\fromhtml1" in content[:2_000]
    shown = _read(content[:MOST], from_html)
    return ("", shown) if from_html else (shown.strip(), "")


def _read(content: bytes, from_html: bool) -> str:
    page = re.search(rb"\\ansicpg(\d{3,5})", content[:2_000])
    codec = (
        f"cp{page[1].decode()}"
        if page and page[1] in (b"1250", b"1251", b"1252", b"1253", b"1254", b"1257")
        else "cp1252"
    )
    out: list[str] = []
    stack: list[tuple[bool, bool]] = []
    skip = hidden = False  # within a destination that is no text; within `\htmlrtf` (rich text only)
    starred = False
    pending = 0  # signs that follow `\u` as its substitute
    for match in _TOKEN.finditer(content):
        word, number, code, sign, brace, text = match.groups()
        if brace == b"{":
            stack.append((skip, hidden))
        elif brace == b"}":
            skip, hidden = stack.pop() if stack else (False, False)
        elif word is not None:
            if word in _SKIPPED or (starred and word != b"htmltag"):
                skip = True
            elif word == b"htmlrtf" and from_html:
                hidden = number != b"0"
            elif not skip and not hidden:
                if word == b"u" and number:
                    out.append(chr(int(number) & 0xFFFF))
                    pending = 1
                elif word in _SIGNS:
                    out.append(_SIGNS[word])
            starred = False
        elif sign == b"*":
            starred = True
        elif not skip and not hidden:
            pending = _append(out, code, sign, text, codec, pending)
    return "".join(out).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _append(
    out: list[str], code: bytes | None, sign: bytes | None, text: bytes | None, codec: str, pending: int
) -> int:
    """Adds what a token shows; returns how many substitute signs are still to be left out."""
    if code:
        if not pending:
            out.append(bytes([int(code, 16)]).decode(codec, "replace"))
        return 0
    if sign:
        out.append(
            {b"~": " ", b"_": "-"}.get(sign, sign.decode("latin-1") if sign in (b"\\", b"{", b"}") else "")
        )
    if text:
        out.append(text[pending:].decode(codec, "replace"))
        return 0
    return pending
