"""The parsers' own process: hostile files cost themselves, nothing else."""

from __future__ import annotations

import io
import zipfile

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.anonymity.files import CleanFile, HeldFile, Hold, rebuild
from bot.anonymity.files.cleaning import Source, clean
from bot.anonymity.files.kinds import FileKind, kind_of
from bot.anonymity.files.results import Budget, Task
from bot.anonymity.needles import needles_of
from bot.anonymity.sandbox import clean_batch
from bot.mail.message import Attachment, MemoryBlob, Message
from tests.anonymity import files
from tests.anonymity.people import PEOPLE

PERSON = PEOPLE[0]
NEEDLES = needles_of(Message(sender=PERSON.sender), PERSON.card)


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", bytes(50_000_000))
    return out.getvalue()


def _nested(depth: int) -> bytes:
    content = b"hello"
    name = "a.txt"
    for _ in range(depth):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr(name, content)
        content, name = out.getvalue(), "a.zip"
    return content


def _whys(content: bytes, name: str = "x") -> set[Hold]:
    found = clean(Source(0, name, content), Task(NEEDLES, Budget()), "evidence-01")
    return {result.why for result in found if isinstance(result, HeldFile)}


def test_bombs_are_held():
    assert _whys(_bomb()) == {Hold.BOMB}
    assert _whys(_nested(9)) == {Hold.BOMB}
    assert _whys(_nested(3)) == set()


def test_locked_macro_and_unknown_files_are_held():
    locked = bytearray(files._zip({"a.txt": "x"}))
    locked[6] |= 1
    at = locked.index(b"PK\x01\x02")
    locked[at + 8] |= 1
    assert _whys(bytes(locked)) == {Hold.PASSWORD}
    assert _whys(files._zip({"[Content_Types].xml": "<x/>", "word/vbaProject.bin": b"x"})) == {Hold.MACROS}
    assert _whys(b"\x00\x01\x02\xfe\xff" * 99) == {Hold.UNKNOWN}
    assert _whys(b"<svg xmlns='http://www.w3.org/2000/svg'/>") == {Hold.UNKNOWN}


def test_an_xml_bomb_is_held():
    entity = "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><x>&b;</x>"
    members = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": entity,
        "_rels/.rels": "<Relationships><Relationship Id='1' Type='x/officeDocument' "
        "Target='word/document.xml'/></Relationships>",
    }
    assert _whys(files._zip(members)) == {Hold.DAMAGED}


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_damaged_file_never_raises(data):
    made = data.draw(st.sampled_from(DAMAGEABLE))
    content = bytearray(made)
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    clean(
        Source(0, "x", bytes(content[: data.draw(st.integers(1, len(content)))])),
        Task(NEEDLES, Budget()),
        "e",
    )


DAMAGEABLE = [f.content for f in files.planted(PERSON)]


def test_a_file_that_takes_too_long_costs_only_itself():
    sources = [(Source(0, "a.txt", b"first"), "e1"), (Source(1, "b.docx", files._docx(PERSON)), "e2")]
    found = clean_batch(sources, NEEDLES, seconds=0.0001)
    assert [result.source for result in found] == [0, 1]
    assert {result.why for result in found if isinstance(result, HeldFile)} == {Hold.DAMAGED}
    assert all(isinstance(result, CleanFile) for result in clean_batch(sources, NEEDLES))


def test_a_logo_is_held_and_a_nested_mail_is_read():
    logo = io.BytesIO()
    files._noise((100, 40)).save(logo, "PNG")
    inner = Message(
        sender=None,
        text=f"Dear {PERSON.first}, pay now",
        attachments=(Attachment("x.txt", "", MemoryBlob(b"41 invoices")),),
    )
    results = rebuild(
        (
            Attachment("logo.png", "image/png", MemoryBlob(logo.getvalue()), inline=True),
            Attachment("m", "message/rfc822", MemoryBlob(b""), nested=inner),
        ),
        NEEDLES,
    )
    assert results[0] == HeldFile(0, "evidence-01", Hold.SIGNATURE, "png")
    contents = [r.content for r in results if isinstance(r, CleanFile)]
    assert contents == [b"Dear [reporter], pay now", b"41 invoices"]


def test_kinds_are_told_by_bytes_not_names():
    expected = {
        "jpeg": FileKind.JPEG,
        "docx": FileKind.DOCX,
        "xlsx": FileKind.XLSX,
        "pptx": FileKind.PPTX,
        "odt": FileKind.ODT,
        "pdf": FileKind.PDF,
        "rtf": FileKind.RTF,
        "zip": FileKind.ZIP,
        "eml": FileKind.EML,
        "winmail": FileKind.TNEF,
        "ics": FileKind.ICS,
        "own vcf": FileKind.VCF,
        "sound": FileKind.SOUND,
    }
    made = {f.what: f for f in files.planted(PERSON)}
    assert {what: kind_of(made[what].content, "wrong.name") for what in expected} == expected
