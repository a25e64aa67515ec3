"""Halves of characters that broken clients leave in JSON."""

from __future__ import annotations

import json

from bot.graph.failures import json_object


def test_half_a_character_is_replaced_and_a_whole_one_kept() -> None:
    content = b'{"subject": "a\\ud800b \\ud83d\\ude00", "value": [{"x": "\\udfff"}], "n": 7}'
    read = json_object(content)
    assert read == {"subject": "a\ufffdb \U0001f600", "value": [{"x": "\ufffd"}], "n": 7}
    assert json.dumps(read, ensure_ascii=False).encode()


def test_plain_json_is_left_alone() -> None:
    assert json_object(b'{"a": "\\\\ud800 in words"}') == {"a": "\\ud800 in words"}
    assert json_object(b"[1]") is None
    assert json_object(b"  ") == {}
