"""Files of the second suite, and the table of short forms: what a nickname gives away in a file as in a text."""

from __future__ import annotations

import io

import pytest
from docx import Document

from bot.anonymity.disguises import disguised
from bot.anonymity.files import CleanFile, rebuild
from bot.anonymity.needles import needles_of
from bot.anonymity.ordinary import short_forms
from bot.anonymity.romanised import romanised
from bot.mail.message import Attachment, MemoryBlob, Message
from tests.anonymity.attacks import KATH, card


def _letter(author: str) -> bytes:
    document = Document()
    document.core_properties.author = author
    for line in ("The list names 41 pupils.", "As the only music teacher I saw it.", "My name is Kath."):
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


INVITATION = (
    b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Panel - Kath\\, Leo\r\nORGANIZER;CN=Kath By\r\n rne:mailto:a@b.c\r\n"
    b"END:VEVENT\r\nEND:VCALENDAR\r\n"
)
CARD = b"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Byrne;Kath;;;\r\nFN:Kath Byrne\r\nTITLE:Teacher of Music\r\nEND:VCARD\r\n"
MAIL = (
    b"From: Leo <leo@b.example>\r\nTo: Ben <ben@b.example>\r\nSubject: Kath's complaint\r\n\r\n"
    b"Kath told me of 34 lists.\r\n"
)
FILES = (
    ("x.txt", b"34 pupils. I teach music next door to Leo.\n\nKath\n", ("Kath", "teach music"), ("34 pupils",)),
    ("x.ics", INVITATION, ("Kath", "rne"), ("Panel", "Leo")),
    ("x.vcf", CARD, ("Kath", "Byrne", "Teacher of Music"), ()),
    ("x.eml", MAIL, ("Kath",), ("34 lists", "leo@b.example")),
    ("x.docx", _letter(""), ("Kath", "only music teacher"), ("41 pupils",)),
)  # fmt: skip


@pytest.mark.parametrize(("name", "content", "leaks", "facts"), FILES, ids=[one[0] for one in FILES])
def test_a_short_form_is_found_in_files(
    name: str, content: bytes, leaks: tuple[str, ...], facts: tuple[str, ...]
) -> None:
    needles = needles_of(Message(sender=KATH.sender), card(KATH))
    clean = [
        r for r in rebuild([Attachment(name, "", MemoryBlob(content))], needles) if isinstance(r, CleanFile)
    ]
    shown = "\n".join(_shown(one) for one in clean)
    assert [leak for leak in leaks if leak in shown] == []
    assert [fact for fact in facts if fact not in shown] == []


def _shown(file: CleanFile) -> str:
    if file.content[:2] != b"PK":
        return file.content.decode()
    return "\n".join(p.text for p in Document(io.BytesIO(file.content)).paragraphs)


def test_what_the_accused_wrote_of_themselves_stays_in_their_own_letter() -> None:
    needles = needles_of(Message(sender=KATH.sender), card(KATH))
    (made,) = rebuild([Attachment("x.docx", "", MemoryBlob(_letter("Leo Fairweather")))], needles)
    assert isinstance(made, CleanFile)
    assert "As the only music teacher I saw it." in _shown(made)
    assert "Kath" not in _shown(made)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("katherine", "kath"),
        ("stephen", "steve"),
        ("nicola", "nikki"),
        ("muhammad", "mohd"),
        ("thomas", "tommy"),
    ],
)
def test_every_spelling_of_a_name_has_its_short_forms(name: str, short: str) -> None:
    assert short in short_forms(name)
    assert name in short_forms(short)


def test_short_forms_of_one_name_are_not_each_other() -> None:
    assert "rob" not in short_forms("bob")  # Rob is somebody else


def test_a_short_names_reverse_is_no_disguise() -> None:
    assert list(disguised("The mark on the tin", "themarkonthetin", ["kram", "nit"])) == []
    assert list(disguised("Ask enryb.", "askenryb", ["byrne"])) == [(4, 9)]


def test_only_names_in_another_alphabet_are_romanised() -> None:
    assert romanised("Ольга Щербакова") == ("Olga Shcherbakova", "Olga Scherbakowa")
    assert romanised("José") == ()
