"""Machine-readable delivery and disposition reports (RFC 3464, RFC 8098). Reads fields; other shapes elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.mail.message import Attachment, BouncedRecipient
from bot.mail.raw.charsets import decode

MOST = 200_000  # bytes of a report that are read
_FIELD = re.compile(r"^([A-Za-z][\w-]{0,60})[ \t]*:[ \t]*(.*)$")
_CODE = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
_ADDRESS = re.compile(r"[^\s<>@;,\"'()\[\]]+@[^\s<>@;,\"'()\[\]]+")


@dataclass(frozen=True)
class RecipientReport:
    """One recipient's block; `action` in lower case: failed, delayed, delivered, relayed, expanded, or ""."""

    recipient: BouncedRecipient
    action: str


def fields_of(item: Attachment) -> list[dict[str, str]]:
    """The blocks of a report, each as field names in lower case to values."""
    with item.blob.open() as stream:
        return blocks(decode(stream.read(MOST)))


def blocks(text: str) -> list[dict[str, str]]:
    """Blocks of `Field: value` lines, parted by empty lines; the first value of a field counts."""
    out: list[dict[str, str]] = [{}]
    last = ""
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        match = _FIELD.match(line)
        if not line.strip():
            if out[-1]:
                out.append({})
            last = ""
        elif line[0] in " \t" and last:
            out[-1][last] += " " + line.strip()
        elif match:
            last = match[1].lower()
            if last in ("final-recipient", "original-recipient") and last in out[-1]:
                out.append({})  # some write recipients without an empty line between
            out[-1].setdefault(last, match[2].strip())
    return [block for block in out if block]


def recipient_reports(found: list[dict[str, str]]) -> list[RecipientReport]:
    """What a delivery report says of each recipient."""
    return [
        _report(block)
        for block in found
        if {"final-recipient", "original-recipient", "x-actual-recipient", "action"} & block.keys()
    ]


def _report(block: dict[str, str]) -> RecipientReport:
    action = (block.get("action", "").lower().split() or [""])[0].strip("(;,.")
    status = _code(block.get("status", "")) or _code(block.get("diagnostic-code", ""))
    diagnostic = _code(block.get("diagnostic-code", ""))
    if status[1:] == ".0.0" and diagnostic[:1] == status[:1]:
        status = diagnostic  # the general code says less than the remote server's
    delayed = action == "delayed" or status.startswith("4")
    return RecipientReport(BouncedRecipient(_recipient(block), status, not delayed), action)


def _recipient(block: dict[str, str]) -> str:
    """The address we wrote to, where the report says so; else the one it ended at."""
    for name in ("original-recipient", "final-recipient", "x-actual-recipient"):
        kind, semicolon, value = block.get(name, "").partition(";")
        if semicolon and kind.strip().lower() not in ("rfc822", "utf-8", "smtp", ""):
            x400 = _ADDRESS.search(value) if "@" in value else None
            if not x400:
                continue
        match = _ADDRESS.search(value if semicolon else kind)
        if match:
            return match[0].strip(".").lower()
    return _bare_recipient(block)


def _bare_recipient(block: dict[str, str]) -> str:
    """A local name without a domain, as some old systems report."""
    kind, semicolon, value = block.get("final-recipient", "").partition(";")
    name = (value if semicolon else kind).strip().strip("<>").lower()
    return name if name and " " not in name and len(name) < 255 else ""


def _code(value: str) -> str:
    match = _CODE.search(value)
    return match[1] if match else ""
