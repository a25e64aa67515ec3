"""Outlook's .msg files (MS-OXMSG) to a `Message`. Damaged ones give what can be read; never raises."""

from __future__ import annotations

import io
import struct
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import olefile

from bot.mail.addresses import parse_address
from bot.mail.message import Address, Attachment, MemoryBlob, Message
from bot.mail.mime import message_from_headers, message_ids
from bot.mail.raw.charsets import decode
from bot.mail.rtf import decompress, rtf_bodies
from bot.mail.written_out import written_out

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DEEPEST = 5
MOST_ENTRIES = 2_000
_ATTACH = "__attach_version1.0_#"
_RECIPIENT = "__recip_version1.0_#"


def is_compound(head: bytes) -> bool:
    """Whether bytes start as an OLE compound file, the container of .msg (and of old Office files)."""
    return head.startswith(MAGIC)


def message_from_msg(content: bytes) -> Message:
    """A message from a .msg file; `problem` says so where it is none."""
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as file:
            return replace(_Storage(file, []).message(0), size=len(content))
    except Exception:
        # olefile raises anything from struct.error to RecursionError on damaged files; all mean the same
        return Message(problem="this Outlook message file is damaged", size=len(content))


class _Storage:
    """One storage of the file: a message, a recipient or an attachment."""

    def __init__(self, file: olefile.OleFileIO, path: list[str]) -> None:
        self._file = file
        self._path = path

    def raw(self, tag: str) -> bytes:
        """A property's stream by tag and type ("1000001F"), b"" where there is none."""
        name = [*self._path, f"__substg1.0_{tag}"]
        return bytes(self._file.openstream(name).read()) if self._file.exists(name) else b""

    def text(self, tag: str) -> str:
        """A text property, Unicode or 8-bit."""
        wide = self.raw(tag + "001F")
        if wide:
            return wide.decode("utf-16-le", "replace").replace("\x00", "")
        return decode(self.raw(tag + "001E")).rstrip("\x00")

    def children(self, prefix: str) -> list[_Storage]:
        """Storages below this one by the start of their name, in order."""
        depth = len(self._path)
        names = {
            entry[depth]
            for entry in self._file.listdir(streams=True, storages=True)
            if len(entry) > depth and entry[:depth] == self._path and entry[depth].startswith(prefix)
        }
        return [_Storage(self._file, [*self._path, name]) for name in sorted(names)[:MOST_ENTRIES]]

    def number(self, tag: int) -> int | None:
        """A fixed property of the property stream."""
        name = [*self._path, "__properties_version1.0"]
        stream = bytes(self._file.openstream(name).read()) if self._file.exists(name) else b""
        start = len(stream) % 16
        for at in range(start, len(stream) - 15, 16):
            kind, found = struct.unpack_from("<HH", stream, at)
            if found == tag:
                return int(struct.unpack_from("<q" if kind in (0x40, 0x14) else "<i", stream, at + 8)[0])
        return None

    def message(self, depth: int) -> Message:
        """This storage as a message."""
        headers = message_from_headers(
            self.raw("007D001F").decode("utf-16-le", "replace").encode() or self.raw("007D001E")
        )
        text, html = self._bodies()
        to, cc = self._recipients()
        return replace(
            headers,
            sender=headers.sender or self._sender(),
            to=headers.to or to,
            cc=headers.cc or cc,
            subject=headers.subject or " ".join(self.text("0037").split()),
            date=headers.date or self._date(),
            message_id=headers.message_id or (message_ids(self.text("1035")) or ("",))[0],
            in_reply_to=headers.in_reply_to or (message_ids(self.text("1042")) or ("",))[0],
            references=headers.references or message_ids(self.text("1039")),
            text=text,
            html=html,
            attachments=tuple(found for one in self.children(_ATTACH) if (found := one.attachment(depth))),
            extended={"String 0x001A": self.text("001A")},
        )

    def _bodies(self) -> tuple[str, str]:
        text = self.text("1000").replace("\r\n", "\n").replace("\r", "\n")
        html = decode(self.raw("10130102")) or self.text("1013")
        if not text.strip() and not html.strip():
            return rtf_bodies(decompress(self.raw("10090102")))
        return text, html.replace("\r\n", "\n")

    def _sender(self) -> Address | None:
        name = self.text("0C1A") or self.text("0042")
        for tag in ("5D01", "5D02", "0C1F", "0065"):
            value = self.text(tag).strip()
            if "@" in value:
                return Address(value.lower(), name)
        return Address("", name) if name else None

    def _recipients(self) -> tuple[tuple[Address, ...], tuple[Address, ...]]:
        found: dict[int, list[Address]] = {1: [], 2: []}
        for one in self.children(_RECIPIENT):
            value = one.text("39FE") or one.text("3003")
            address = parse_address(value) if "@" in value else None
            if address:
                found.setdefault(one.number(0x0C15) or 1, []).append(
                    Address(address.address, one.text("3001"))
                )
        return tuple(found[1]), tuple(found[2])

    def _date(self) -> datetime | None:
        ticks = self.number(0x0039) or self.number(0x0E06)
        if not ticks or ticks <= 0:
            return None
        try:
            return datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=ticks // 10)
        except OverflowError:
            return None

    def attachment(self, depth: int) -> Attachment | None:
        """This storage as a file, or as a mail within the mail."""
        name = self.text("3707") or self.text("3704") or self.text("3001")
        cid = self.text("3712").strip("<>")
        inner = _Storage(self._file, [*self._path, "__substg1.0_3701000D"])
        if self._file.exists([*inner._path, "__properties_version1.0"]):
            nested = inner.message(depth + 1) if depth < DEEPEST else None
            blob = MemoryBlob(written_out(nested) if nested else b"")
            return Attachment(name or "message.eml", "message/rfc822", blob, False, cid, nested)
        content = self.raw("37010102")
        kind = self.text("370E").lower() or "application/octet-stream"
        return Attachment(name, kind, MemoryBlob(content), bool(cid) and kind.startswith("image/"), cid)
