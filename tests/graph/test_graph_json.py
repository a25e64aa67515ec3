"""JSON to Graph and from it; halves of characters that broken clients leave there."""

from __future__ import annotations

import json

import pytest

from bot.graph.call import Call
from bot.graph.json_bytes import json_bytes, json_object


def test_half_a_character_is_replaced_and_a_whole_one_kept() -> None:
    content = b'{"subject": "a\\ud800b \\ud83d\\ude00", "value": [{"x": "\\udfff"}], "n": 7}'
    read = json_object(content)
    assert read == {"subject": "a\ufffdb \U0001f600", "value": [{"x": "\ufffd"}], "n": 7}
    assert json.dumps(read, ensure_ascii=False).encode()


def test_plain_json_is_left_alone() -> None:
    assert json_object(b'{"a": "\\\\ud800 in words"}') == {"a": "\\ud800 in words"}
    assert json_object(b"[1]") is None
    assert json_object(b"  ") == {}


@pytest.mark.parametrize(
    "content",
    [
        b'{"a": NaN}',
        b'\xef\xbb\xbf{"a": 1}',
        b'{"a": 1e400}',
        b'{"a": 1, "a": 2}',
        b'{"a": -12345678901234567890123}',
    ],
)
def test_what_pythons_reader_takes_is_taken(content: bytes) -> None:
    assert repr(json_object(content)) == repr(json.loads(content))


@pytest.mark.parametrize("content", [b"<html>", b'{"a": 1} and more', b'{"a": "\xff"}', b'{"a": "x'])
def test_what_is_no_json_is_nothing(content: bytes) -> None:
    assert json_object(content) is None


def test_written_once_whole_characters_as_they_are_halves_escaped() -> None:
    assert (
        json_bytes({"a": "\u00e9\U0001f600", "b": [True, None, 1]})
        == '{"a":"é😀","b":[true,null,1]}'.encode()
    )
    assert json.loads(json_bytes({"a": "x\ud800"})) == {"a": "x\ud800"}


def test_a_call_is_written_once_whether_alone_or_in_a_batch() -> None:
    call = Call("POST", "box@hill.osborne.example", "/x", body={"subject": "Übergabe"})
    assert call.content is call.content
    assert json.loads(call.content or b"") == {"subject": "Übergabe"}
    assert call.headers == {"Content-type": "application/json; charset=utf-8"}
    assert Call("GET", "box@hill.osborne.example", "/x").content is None
    piece = Call("PUT", "box@hill.osborne.example", "/x", body=b"{}", content_type="application/octet-stream")
    assert (piece.content, piece.headers) == (b"{}", {"Content-type": "application/octet-stream"})
