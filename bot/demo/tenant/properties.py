"""Ids of extended properties: the three written forms brought to one, anything else refused.

Source: Graph's extended-properties-overview; `String {GUID} Name x`, `Integer {GUID} Id 0x8012`, `String 0x1042`.
"""

from __future__ import annotations

import re
import uuid

_TYPES = {
    name.lower(): name
    for name in (
        "String",
        "Integer",
        "Boolean",
        "Binary",
        "SystemTime",
        "Double",
        "Long",
        "Short",
        "CLSID",
        "Float",
    )
}
_GUID = r"\{?([0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12})\}?"
_NAMED = re.compile(rf"(\w+) {_GUID} Name (\S.*)")
_NUMBERED = re.compile(rf"(\w+) {_GUID} Id (0[xX][0-9a-fA-F]{{1,8}}|\d+)")
_TAGGED = re.compile(r"(\w+) (0[xX][0-9a-fA-F]{1,4})")

IN_REPLY_TO = "String 0x1042"
REFERENCES = "String 0x1039"
INTERNET_MESSAGE_ID = "String 0x1035"
MESSAGE_CLASS = "String 0x1a"
TRANSPORT_HEADERS = "String 0x7d"
SUPPRESS = "Integer 0x3fdf"
NO_SENT_COPY = "Boolean 0xe01"  # PidTagDeleteAfterSubmit


def canonical(text: str) -> str | None:
    """One spelling for each property (`Name` keeps its case, GUID and type lose it); None where malformed."""
    if match := _NAMED.fullmatch(text):
        return _joined(match[1], f"{{{uuid.UUID(match[2])}}} Name {match[3]}")
    if match := _NUMBERED.fullmatch(text):
        return _joined(match[1], f"{{{uuid.UUID(match[2])}}} Id {int(match[3], 0):#x}")
    if match := _TAGGED.fullmatch(text):
        tag = int(match[2], 0)
        # Tags from 0x8000 are named properties: their number means nothing in another mailbox.
        return _joined(match[1], f"{tag:#x}") if tag < 0x8000 else None
    return None


def value_fits(name: str, value: object) -> bool:
    """Whether a value is a string that reads as the type which the canonical id `name` states."""
    if not isinstance(value, str):
        return False
    kind = name.partition(" ")[0]
    if kind in ("Integer", "Short", "Long"):
        return re.fullmatch(r"-?\d+", value) is not None
    if kind == "Boolean":
        return value.lower() in ("true", "false")
    return True


def _joined(kind: str, rest: str) -> str | None:
    written = _TYPES.get(kind.lower())
    return f"{written} {rest}" if written else None
