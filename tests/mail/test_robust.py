"""Any bytes give one JSON object and no error, in bounded time."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.mail.face import parse_file
from bot.mail.html_text import html_to_text
from bot.mail.mime import message_from_bytes
from bot.mail.outlook_msg import message_from_msg
from bot.mail.reading import read
from bot.mail.rtf import decompress, rtf_bodies
from bot.mail.tnef import unpack
from tests.mail.corpus import mails

HEAD = b"From: Joe <joe@hill.example>\nTo: i@osborne.example\nSubject: x\nMIME-Version: 1.0\n"


def mutants(content: bytes, seed: int, count: int) -> Iterator[bytes]:
    """Copies with bytes changed, cut out, doubled or swapped."""
    chance = random.Random(seed)
    for _ in range(count):
        data = bytearray(content)
        for _ in range(chance.randint(1, 12)):
            at = chance.randrange(len(data) + 1)
            span = chance.randint(1, 40)
            action = chance.randrange(4)
            if action == 0:
                data[at : at + span] = chance.randbytes(span)
            elif action == 1:
                del data[at : at + span]
            elif action == 2:
                data[at:at] = data[at : at + span]
            else:
                data[at : at + 1] = chance.choice([b"\x00", b"\r", b"\n", b"\xff", b"=", b'"', b"<", b"--"])
        yield bytes(data)


def one_object(content: bytes, folder: Path) -> None:
    """Reads content as a file and asks for one JSON object."""
    file = folder / "mail.eml"
    file.write_bytes(content)
    assert json.loads(json.dumps(parse_file(file)))["kind"]


def test_mutants_of_the_corpus(tmp_path: Path) -> None:
    for number, mail in enumerate(mails()):
        for content in mutants(mail.read_bytes(), number, 3):
            one_object(content, tmp_path)


@pytest.mark.fuzz
def test_many_mutants_of_the_corpus(tmp_path: Path) -> None:
    for number, mail in enumerate(mails()):
        for content in mutants(mail.read_bytes(), 10_000 + number, 20):
            one_object(content, tmp_path)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=2_000))
def test_any_bytes(content: bytes) -> None:
    read(message_from_bytes(content))
    read(message_from_bytes(HEAD + content))
    read(message_from_bytes(HEAD + b"Content-Type: text/html\n\n" + content))
    message_from_msg(content)
    message_from_msg(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + content)
    unpack(b"\x78\x9f\x3e\x22" + content)
    rtf_bodies(decompress(content))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=1_000))
def test_any_html(text: str) -> None:
    assert "\x00" not in html_to_text(text)


def nested(depth: int) -> bytes:
    """A mail of so many multiparts within one another, a text in the innermost."""
    start = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(depth)
    )
    return HEAD + start + b"\ninner text\n" + b"".join(b"--b%d--\n" % n for n in reversed(range(depth)))


HOSTILE = {
    "parts within parts": nested(1_000),
    "mails within mails": (HEAD + b"Content-Type: message/rfc822\n\n") * 1_000 + b"\nend",
    "many parts": HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 50_000,
    "many dashes": HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--\n" * 1_000_000,
    "long header": HEAD + b"X: " + b"a" * 100_000 + b"\n\nx",
    "long subject": HEAD.replace(b"Subject: x", b"Subject: " + b"=?utf-8?q?a" * 10_000) + b"\n\nx",
    "open brackets": HEAD + b"Cc: " + b"(" * 100_000 + b"\n\nx",
    "open quotes": HEAD + b"Cc: " + b'"\\' * 50_000 + b"\n\nx",
    "many addresses": HEAD + b"Cc: " + b"a@b.example, " * 20_000 + b"\n\nx",
    "open parameters": HEAD + b"Content-Type: text/plain" + b'; a="\\' * 20_000 + b"\n\nx",
    "deep html": HEAD + b"Content-Type: text/html\n\n" + b"<div><blockquote>" * 20_000,
    "open links": HEAD + b"Content-Type: text/html\n\n" + b'<a href="http://x.example/y">' * 50_000,
    "one long line": HEAD + b"\n" + b"a" * 5_000_000,
    "quote signs": HEAD + b"\n" + b">" * 2_000_000,
    "dots and an at": HEAD + b"\n" + b"a." * 500_000 + b"@",
    "forward blocks": HEAD.replace(b"Subject: x", b"Subject: FW: x")
    + b"\n"
    + b"From: x@y.example\n" * 100_000,
    "uuencode": HEAD + b"\n" + (b"begin 644 a.txt\n" + b"M" * 61 + b"\n") * 20_000 + b"end\n",
    "nothing but nul": b"\x00" * 1_000_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_mail_costs_little(name: str, tmp_path: Path) -> None:
    started = time.process_time()
    one_object(HOSTILE[name], tmp_path)
    assert time.process_time() - started < 4  # of the processor; 2 s on an idle machine


def test_html_costs_what_it_is_long() -> None:
    """Twice the table takes about twice the time."""
    row = "<tr><td>hello</td><td>x</td></tr>"
    times = []
    for count in (10_000, 40_000):
        started = time.process_time()
        html_to_text("<table>" + row * count + "</table>")
        times.append(time.process_time() - started)
    assert times[1] < times[0] * 16 + 0.2
