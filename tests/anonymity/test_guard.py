"""The guard: finds the reporter in every carrier, never somebody else, and names no content."""

from __future__ import annotations

import base64
import time
import zipfile
from email.message import EmailMessage
from io import BytesIO
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.anonymity.guard import Guard
from bot.anonymity.needles import needles_of
from bot.mail.message import Message
from tests.anonymity import files
from tests.anonymity.people import PEOPLE

PERSON = PEOPLE[0]
NEEDLES = needles_of(Message(sender=PERSON.sender), PERSON.card)
GUARD = Guard(NEEDLES)
FULL = PERSON.full

CARRIERS = {
    "plain": FULL,
    "lower": FULL.lower(),
    "base64": base64.b64encode(FULL.encode()).decode(),
    "base64 in lines": "\n".join(base64.encodebytes((f"x{FULL} " * 9).encode()).decode().split("\n")),
    "base64 of utf-16": base64.b64encode(FULL.encode("utf-16")).decode(),
    "percent": quote(FULL),
    "twice percent": quote(quote(PERSON.address, safe=""), safe=""),
    "entities": "".join(f"&#x{ord(c):x};" for c in FULL),
    "quoted-printable": FULL.replace("o", "=6F").replace("O", "=4F"),
    "encoded word": f"=?utf-8?B?{base64.b64encode(FULL.encode()).decode()}?=",
    "escapes": "".join(f"\\u{ord(c):04x}" for c in FULL),
    "hex": FULL.encode().hex(),
    "spaced": " ".join(PERSON.last),
    "zero width": "\u200b".join(PERSON.last),
    "soft hyphen": PERSON.last[:4] + "\u00ad" + PERSON.last[4:],
    "line end": PERSON.last[:4] + "-\n" + PERSON.last[4:],
    "full width": "".join(chr(ord(c) + 0xFEE0) if c.isalpha() else c for c in FULL),
    "upn path": PERSON.address.replace("@", "_").replace(".", "_"),
    "spelled": "ottoline dot hollinbrook at greenfield dot example",
    "login": "GREENFIELD\\ohollinbrook",
    "phone": "0044 7700-900-123",
    "job": "the bassoon tutor",
}


@pytest.mark.parametrize("text", CARRIERS.values(), ids=CARRIERS.keys())
def test_it_decodes_what_a_reader_could(text):
    for data in (f"before {text} behind", f"before {text} behind".encode()):
        hits = GUARD.find(data)
        assert hits
        assert PERSON.last.lower() not in repr(hits).lower()


@pytest.mark.parametrize(
    "text",
    [
        "Ottoline Marchbanks and Dan Hollinbrook saw Agatha Hollinbrookaxe.",
        "It lay in Hollinbrook Road near Hollinbrook Primary School.",
        "07700 900124 rang; the invoice is 4407700900.",
        "The data technician marked the sheet on page 14.",
        "",
    ],
)
def test_it_leaves_others_alone(text):
    assert GUARD.find(text) == []


def test_it_opens_mail_with_parts():
    mail = EmailMessage()
    mail["Subject"] = f"Café {FULL}"
    mail["To"] = "x@y.example"
    mail.set_content("Grüße")
    mail.add_alternative(f"<p>x<!-- {FULL} --></p>", subtype="html")
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w") as inner:
        inner.writestr("a.txt", FULL.encode("utf-16"))
    mail.add_attachment(archive.getvalue(), maintype="application", subtype="zip", filename="a.zip")
    carriers = {hit.carrier for hit in GUARD.find(mail.as_bytes(), "mail")}
    assert any("Subject" in carrier for carrier in carriers)
    assert any("text/html" in carrier for carrier in carriers)
    assert any("zip" in carrier for carrier in carriers)


@pytest.mark.parametrize(
    "file",
    [f for f in files.planted(PERSON) if f.what not in ("vcf of another", "screenshot")],
    ids=lambda f: f.what,
)
def test_it_finds_the_reporter_in_every_kind_of_file(file):
    assert GUARD.find(file.content)


@given(st.binary(max_size=400))
def test_it_never_raises_on_bytes(data):
    for head in (b"", b"PK\x03\x04", b"%PDF-1.7\n", b"\xff\xd8\xff\xe1", b"Subject: x\r\n\r\n"):
        GUARD.find(head + data)


@given(st.text(max_size=200))
def test_it_never_raises_on_text(text):
    GUARD.find(text)


def test_a_mail_takes_under_a_millisecond():
    text = "The mark sheet on page 14 was left on the printer by Dan Petrov on Monday. " * 12
    GUARD.find(text)
    best = min(_seconds(text) for _ in range(20))
    assert best < 0.001


def _seconds(text: str) -> float:
    start = time.perf_counter()
    GUARD.find(text)
    return time.perf_counter() - start


def test_it_shows_nothing_of_itself():
    assert repr(GUARD) == "Guard(withheld)"
