"""Outlook's voting buttons: PidLidVerbStream (MS-OXOMSG 2.2.1.74), which only Outlook inside Exchange shows."""

from __future__ import annotations

import base64
import struct
from collections.abc import Sequence

from bot.errors import Permanent

VERB_STREAM = "Binary {00062008-0000-0000-C000-000000000046} Id 0x8520"
VERB_RESPONSE = "String {00062008-0000-0000-C000-000000000046} Id 0x8524"  # the chosen text, on the answer

_VOTE = 4  # VerbType of a choice, beside reply (102) and its kin
_PROMPT = 2  # SendBehavior: let the person edit the answer, so that a reason can be written
_MOST = 31  # Outlook's own limit of choices
_LONGEST = 255  # a count of characters is one byte


def verb_stream(choices: Sequence[str]) -> str:
    """The property's value for these choices, base64. Raises Permanent on none, too many, or too long a choice."""
    if not 1 <= len(choices) <= _MOST:
        raise Permanent("A mail has between one and 31 voting buttons.")
    options = b"".join(_option(number, choice) for number, choice in enumerate(choices, start=1))
    extras = b"".join(_counted(choice, "utf-16-le") * 2 for choice in choices)
    stream = struct.pack("<HI", 0x0102, len(choices)) + options + struct.pack("<H", 0x0104) + extras
    return base64.b64encode(stream).decode("ascii")


def _option(number: int, choice: str) -> bytes:
    """2.2.1.74.1: the name twice in ANSI, then fixed values, behaviour and the choice's number."""
    name = _counted(choice, "cp1252")
    return (
        struct.pack("<I", _VOTE)
        + name
        + _counted("IPM.Note", "cp1252")
        + b"\x00"  # Internal1: an empty string
        + name
        + struct.pack("<IB", 0, 0)  # Internal2, Internal3
        + struct.pack("<IIIIIi", 0, 1, _PROMPT, 2, number, -1)  # fUseUSHeaders, 4, SendBehavior, 5, ID, 6
    )


def _counted(text: str, charset: str) -> bytes:
    encoded = text.encode(charset, errors="replace")
    count = len(encoded) // (2 if charset.startswith("utf-16") else 1)
    if not 1 <= count <= _LONGEST:
        raise Permanent("A voting button has between one and 255 characters.")
    return bytes([count]) + encoded
