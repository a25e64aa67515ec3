"""Each mail of the corpus is read as its expectation says; a new pair of files is a new test."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.mail.face import parse_file
from tests.mail.corpus import differences, expected, mails

KEYS = [
    "file",
    "kind",
    "reason",
    "from",
    "to",
    "cc",
    "reply_to",
    "subject",
    "date",
    "message_id",
    "in_reply_to",
    "references",
    "reference",
    "text",
    "new_text",
    "quoted",
    "signature",
    "attachments",
    "auto_reply",
    "bounce",
    "authenticated",
    "commands",
    "fields",
    "missing",
    "suggestion",
]


@pytest.mark.parametrize("mail", mails(), ids=lambda mail: mail.stem)
def test_is_read_as_expected(mail: Path) -> None:
    found = parse_file(mail)
    assert differences(expected(mail), found) == []
    assert list(found) == KEYS
    assert found["reason"]
    json.dumps(found)


def test_every_mail_has_an_expectation() -> None:
    assert [mail.name for mail in mails() if not mail.with_name(f"{mail.stem}.expected.json").exists()] == []
    assert len(mails()) >= 150
