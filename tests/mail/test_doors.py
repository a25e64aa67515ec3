"""Both doors, MIME and Graph's JSON, lead to the same reading (SPEC §10)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.mail.face import fields_of, parse_file
from bot.mail.graph_json import message_from_graph
from bot.mail.message import Attachment, MemoryBlob, ReadingContext
from bot.mail.mime import message_from_file
from bot.mail.reading import read
from tests.mail.corpus import mails
from tests.mail.graph_door import as_graph

CONTEXT = ReadingContext()
# fetched as MIME, because their machine-readable parts are not in the JSON
AS_MIME = ("bounce", "receipt", "unreadable")


@pytest.mark.parametrize(
    "mail", [m for m in mails() if not m.stem.startswith(AS_MIME)], ids=lambda mail: mail.stem
)
def test_doors_agree(mail: Path) -> None:
    message = message_from_file(mail)
    by_mime = read(message, CONTEXT)
    by_graph = read(message_from_graph(as_graph(message), message.attachments), CONTEXT)
    assert by_graph.kind is by_mime.kind
    assert by_graph.reference == by_mime.reference
    assert by_graph.commands == by_mime.commands
    assert by_graph.authenticated is by_mime.authenticated
    assert by_graph.new_text.split() == by_mime.new_text.split()
    assert by_graph.auto_reply == by_mime.auto_reply
    assert fields_of(by_graph, CONTEXT) == fields_of(by_mime, CONTEXT)


def test_a_file_of_graph_json_is_read(tmp_path: Path) -> None:
    item = {
        "subject": "RE: [OCAT-2026-0042] A report needs you",
        "from": {"emailAddress": {"name": "Asha Rahman", "address": "A.Rahman@osborne.example"}},
        "sender": {"emailAddress": {"name": "PA", "address": "pa@osborne.example"}},
        "toRecipients": [{"emailAddress": {"address": "incidents@osborne.example"}}],
        "body": {"contentType": "html", "content": "<html><body><p>ACKNOWLEDGE</p></body></html>"},
        "internetMessageId": "<a@osborne.example>",
        "sentDateTime": "2026-12-18T10:00:00Z",
        "internetMessageHeaders": [{"name": "X-MS-Exchange-Organization-AuthAs", "value": "Internal"}],
        "singleValueExtendedProperties": [
            {"id": "String 0x1042", "value": "<out-42@osborne.example>"},
            {"id": "String 0x1039", "value": "<out-41@osborne.example> <out-42@osborne.example>"},
        ],
        "attachments": [
            {"name": "a.csv", "contentType": "text/csv", "contentBytes": "YSxi", "isInline": False}
        ],
    }
    file = tmp_path / "message.json"
    file.write_text(json.dumps(item), encoding="utf-8")
    found = parse_file(file)
    assert (found["kind"], found["authenticated"], found["reference"]) == (
        "reply",
        "internal",
        "OCAT-2026-0042",
    )
    assert found["from"] == {"name": "Asha Rahman", "address": "a.rahman@osborne.example"}
    assert found["in_reply_to"] == "<out-42@osborne.example>"
    assert len(found["references"]) == 2
    assert found["date"] == "2026-12-18T10:00:00Z"
    assert [item["name"] for item in found["attachments"]] == ["a.csv"]
    assert message_from_graph(item).actual_sender is not None


@pytest.mark.parametrize(
    ("message_class", "kind"),
    [
        ("REPORT.IPM.Note.NDR", "bounce"),
        ("REPORT.IPM.Note.DR", "receipt"),
        ("REPORT.IPM.Note.IPNRN", "receipt"),
        ("IPM.Note.Rules.OofTemplate.Microsoft", "auto_reply"),
        ("IPM.Schedule.Meeting.Resp.Pos", "receipt"),
        ("IPM.Note", "report"),
    ],
)
def test_the_message_class_tells_what_headers_do_not(message_class: str, kind: str) -> None:
    item = {
        "subject": "Something",
        "from": {"emailAddress": {"address": "x@hill.example"}},
        "body": {"contentType": "text", "content": "Some words about cake@hill.example."},
        "singleValueExtendedProperties": [{"id": "String 0x001A", "value": message_class}],
    }
    assert read(message_from_graph(item), CONTEXT).kind == kind


@pytest.mark.parametrize(
    "item",
    [
        {},
        {"from": None, "body": None, "toRecipients": None, "internetMessageHeaders": None},
        {"from": {"emailAddress": {"address": 5}}, "body": {"content": 7}, "toRecipients": [None, 3, {}]},
        {
            "internetMessageHeaders": [None, {"name": None}, {"value": "x"}],
            "attachments": [None, {"contentBytes": "*"}],
        },
        {"subject": 4, "sentDateTime": "never", "size": "big", "singleValueExtendedProperties": {"id": 1}},
    ],
)
def test_odd_json_is_read_without_error(item: dict[str, Any]) -> None:
    assert read(message_from_graph(item), CONTEXT).reason


def test_files_given_beside_the_json_win() -> None:
    files = (Attachment("b.csv", "text/csv", MemoryBlob(b"x")),)
    message = message_from_graph({"subject": "x", "attachments": [{"name": "a.csv"}]}, files)
    assert [item.name for item in message.attachments] == ["b.csv"]
