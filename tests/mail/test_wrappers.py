"""Mails within wrappers: Outlook's .msg, rich text, forwarded blocks, pictures and logos."""

from __future__ import annotations

import base64
import struct
from pathlib import Path

import pytest

from bot.mail.face import fields_of, parse_file
from bot.mail.message import Address, Attachment, MemoryBlob, Message, ReadingContext
from bot.mail.mime import message_from_bytes, message_from_file
from bot.mail.outlook_msg import message_from_msg
from bot.mail.reading import read
from bot.mail.rtf import decompress, rtf_bodies
from bot.mail.wrappers import files_of
from tests.mail.compound_file import Tree, compound_file

CONTEXT = ReadingContext()


def wide(text: str) -> bytes:
    return text.encode("utf-16-le")


def outlook_message(**more: bytes | Tree) -> bytes:
    """An Outlook message about a letter, from Priya to Joe."""
    tree: Tree = {
        "__properties_version1.0": bytes(32) + struct.pack("<HHIq", 0x40, 0x39, 6, 134_000_000_000_000_000),
        "__substg1.0_0037001F": wide("Letter to the wrong family"),
        "__substg1.0_1000001F": wide("I posted a pupil's letter to the wrong family by mistake.\r\n"),
        "__substg1.0_0C1A001F": wide("Priya Nair"),
        "__substg1.0_5D01001F": wide("P.Nair@hill.example"),
        "__substg1.0_001A001F": wide("IPM.Note"),
        "__recip_version1.0_#00000000": {
            "__properties_version1.0": bytes(8),
            "__substg1.0_3001001F": wide("Joe Smith"),
            "__substg1.0_39FE001F": wide("joe@hill.example"),
        },
        "__attach_version1.0_#00000000": {
            "__properties_version1.0": bytes(8),
            "__substg1.0_3707001F": wide("letter.pdf"),
            "__substg1.0_370E001F": wide("application/pdf"),
            "__substg1.0_37010102": b"%PDF" + bytes(5_000),
        },
    }
    return compound_file(tree | more)


def test_an_outlook_message_is_read() -> None:
    message = message_from_msg(outlook_message())
    assert message.subject == "Letter to the wrong family"
    assert message.sender == Address("p.nair@hill.example", "Priya Nair")
    assert message.to == (Address("joe@hill.example", "Joe Smith"),)
    assert message.text.startswith("I posted a pupil's letter")
    assert message.date is not None
    assert message.date.year == 2025
    assert [(item.name, item.content_type) for item in message.attachments] == [
        ("letter.pdf", "application/pdf")
    ]


def test_an_outlook_file_by_itself(tmp_path: Path) -> None:
    file = tmp_path / "report.msg"
    file.write_bytes(outlook_message())
    found = parse_file(file)
    assert (found["kind"], found["from"]["address"]) == ("report", "p.nair@hill.example")


def forward_with(content: bytes, name: str) -> Message:
    head = (
        b"From: Joe Smith <joe@hill.example>\nSubject: FW: letter\nDate: Tue, 4 Mar 2025 10:20:00 +0000\n"
        b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nPlease see attached.\n--b\n"
        b"Content-Type: application/octet-stream; name="
        + name.encode()
        + b"\nContent-Transfer-Encoding: base64\n\n"
    )
    return message_from_bytes(head + base64.encodebytes(content) + b"--b--\n")


def test_a_forwarded_outlook_message_is_its_authors_report() -> None:
    found = read(forward_with(outlook_message(), "letter.msg"), CONTEXT)
    assert found.author == Address("p.nair@hill.example", "Priya Nair")
    assert found.forwarder == Address("joe@hill.example", "Joe Smith")
    assert found.forwarded_text.startswith("I posted a pupil's letter")
    assert "letter" in str(fields_of(found, CONTEXT).what_happened)


def test_a_damaged_outlook_message_stays_a_file() -> None:
    found = read(forward_with(outlook_message()[:3_000], "letter.msg"), CONTEXT)
    assert [item.name for item in found.attachments] == ["letter.msg"]
    assert message_from_msg(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1damaged").problem


def test_a_message_within_an_outlook_message() -> None:
    inner: Tree = {
        "__properties_version1.0": bytes(24),
        "__substg1.0_0037001F": wide("Inner"),
        "__substg1.0_1000001F": wide("inner text"),
    }
    outer = outlook_message(**{"__attach_version1.0_#00000001": {
        "__properties_version1.0": bytes(8), "__substg1.0_3701000D": inner, "__substg1.0_3001001F": wide("Inner"),
    }})  # fmt: skip
    nested = message_from_msg(outer).attachments[1].nested
    assert nested is not None
    assert (nested.subject, nested.text) == ("Inner", "inner text")
    with message_from_msg(outer).attachments[1].blob.open() as stream:
        kept = message_from_bytes(stream.read())
    assert (kept.subject, kept.text.strip()) == ("Inner", "inner text")


RICH = (
    rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}\f0 Sent to the caf\'e9 \u8211- by mistake.\par"
    rb" Second {\*\x y}line.}"
)
FROM_HTML = (
    rb"{\rtf1\ansi\fromhtml1 {\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 Hello{\*\htmltag72"
    rb" </p>}\htmlrtf\par}\htmlrtf0}"
)


def test_rich_text_is_read() -> None:
    assert rtf_bodies(RICH) == ("Sent to the café – by mistake.\nSecond line.", "")
    text, html = rtf_bodies(FROM_HTML)
    assert (text, html) == ("", "<p>Hello</p>")


def test_uncompressed_rich_text_is_unpacked() -> None:
    assert decompress(struct.pack("<IIII", len(RICH) + 12, len(RICH), 0x414C454D, 0) + RICH) == RICH
    assert decompress(b"nothing") == b""


def test_compressed_rich_text_is_unpacked() -> None:
    """The example of MS-OXRTFCP §4.1.1."""
    packed = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
    )
    assert decompress(packed) == rb"{\rtf1\ansi\ansicpg1252\pard hello world}" + b"\r\n"


def tnef_attribute(level: int, name: int, value: bytes) -> bytes:
    return struct.pack("<BII", level, name, len(value)) + value + struct.pack("<H", sum(value) & 0xFFFF)


def test_rich_text_within_winmail_dat() -> None:
    rich = struct.pack("<IIII", len(RICH) + 12, len(RICH), 0x414C454D, 0) + RICH
    padded = rich + bytes(-len(rich) % 4)
    properties = struct.pack("<IHHII", 1, 0x0102, 0x1009, 1, len(rich)) + padded
    content = b"\x78\x9f\x3e\x22" + struct.pack("<H", 1) + tnef_attribute(1, 0x00069003, properties)
    content += tnef_attribute(2, 0x00069002, bytes(14)) + tnef_attribute(2, 0x00018010, b"list.csv\x00")
    content += tnef_attribute(2, 0x0006800F, b"a,b")
    found = read(
        Message(attachments=(Attachment("winmail.dat", "application/ms-tnef", MemoryBlob(content)),)), CONTEXT
    )
    assert found.text.startswith("Sent to the café")
    assert [(item.name, item.blob.size) for item in found.attachments] == [("list.csv", 3)]


def forward(text: str, subject: str = "FW: letter") -> Message:
    return Message(sender=Address("joe@hill.example", "Joe Smith"), subject=subject, text=text)


BLOCKS = {
    "Outlook": "Please see below.\n\nFrom: Priya Nair <p.nair@hill.example>\nSent: 04 March 2025 09:01\nTo: Joe"
    " Smith\n"
    "Subject: letter\n\nI posted a letter to the wrong family.\n",
    "Outlook, name only": "From: Priya Nair\nSent: 04 March 2025 09:01\nTo: Joe Smith\nSubject: letter\n\n"
    "I posted a letter to the wrong family.\n",
    "Gmail": "---------- Forwarded message ---------\nFrom: Priya Nair <p.nair@hill.example>\nDate: Tue, 4"
    " Mar 2025 at 09:01\n"
    "Subject: letter\nTo: <joe@hill.example>\n\n\nI posted a letter to the wrong family.\n",
    "Apple": "Begin forwarded message:\n\n> From: Priya Nair <p.nair@hill.example>\n> Subject: letter\n>"
    " Date: 4 March 2025 at 09:01:00 GMT\n"
    "> To: joe@hill.example\n> \n> I posted a letter to the wrong family.\n",
    "bold labels": "*From:* Priya Nair <p.nair@hill.example>\n*Sent:* 04 March 2025 09:01\n*To:* Joe"
    " Smith\n*Subject:* letter\n\n"
    "I posted a letter to the wrong family.\n",
}


@pytest.mark.parametrize("shape", BLOCKS)
def test_the_first_author_of_a_forwarded_report(shape: str) -> None:
    context = ReadingContext(people={"p.nair@hill.example": "Priya Nair"})
    found = read(forward(BLOCKS[shape]), context)
    assert found.kind == "report"
    assert found.author == Address("p.nair@hill.example", "Priya Nair")
    assert "wrong family" in found.forwarded_text


def test_a_report_passed_on_twice() -> None:
    text = (
        "From: Ann Lee <ann@hill.example>\nSent: 04 March 2025 09:30\nTo: Joe Smith\nSubject: FW:"
        " letter\n\nCan you deal with this?\n\n"
        "From: Priya Nair <p.nair@hill.example>\nSent: 04 March 2025 09:01\nTo: Ann Lee\nSubject:"
        " letter\n\nI posted it to the wrong family.\n"
    )
    assert read(forward(text), CONTEXT).author == Address("p.nair@hill.example", "Priya Nair")


def test_own_mail_passed_on_is_ones_own_report() -> None:
    text = BLOCKS["Outlook"].replace("Priya Nair <p.nair@hill.example>", "Joe Smith <joe@hill.example>")
    assert read(forward(text), CONTEXT).author is None


def test_a_report_that_quotes_the_mail_it_is_about_has_its_own_author() -> None:
    text = (
        "I sent the mail below to the wrong parent this morning.\n\n" + BLOCKS["Outlook"].partition("\n\n")[2]
    )
    assert read(forward(text, "Letter sent to the wrong parent"), CONTEXT).author is None


def picture(name: str, size: int, cid: str = "", inline: bool = True) -> Attachment:
    return Attachment(name, "image/png", MemoryBlob(bytes(size)), inline, cid)


def test_pictures_and_logos() -> None:
    message = Message(
        html="".join(f'<img src="cid:{cid}">' for cid in ("shot@1", "logo@1", "dot@1", "twice@1", "twice@2")),
        attachments=(
            picture("screenshot.png", 60_000, "shot@1"),
            picture("image001.png", 4_000, "logo@1"),
            picture("open.png", 60, "dot@1"),
            picture("a.png", 5_001, "twice@1"),
            picture("b.png", 5_001, "twice@2"),
            picture("photo.png", 3_000, "unused@1"),
        ),
    )
    assert [(item.name, item.inline) for item in files_of(message)] == [
        ("screenshot.png", True),
        ("photo.png", False),
    ]


def test_a_large_mail_is_read_from_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "large.eml"
    content = bytes(range(256)) * 12_000
    head = (
        b"Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nhello\n--b\nContent-Type:"
        b" video/mp4; name=a.mp4\n"
    )
    encoded = b"Content-Transfer-Encoding: base64\n\n" + base64.encodebytes(content)
    file.write_bytes(head + encoded + b"--b--\n")
    held = message_from_file(file)
    monkeypatch.setattr("bot.mail.mime.HELD", 1_000)
    found = message_from_file(file)
    blob = found.attachments[0].blob
    assert (found.text, blob.size, blob.sha256) == ("hello", len(content), held.attachments[0].blob.sha256)
    with blob.open() as stream:
        assert stream.read() == content
