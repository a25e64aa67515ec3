"""The verb stream, read back as MS-OXOMSG 2.2.1.74 lays it out."""

from __future__ import annotations

import base64
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Permanent
from bot.graph.voting import verb_stream


def read_back(value: str) -> tuple[list[tuple[str, int]], list[str]]:
    data = base64.b64decode(value)
    version, count = struct.unpack_from("<HI", data)
    assert version == 0x0102
    position, options = 6, []
    for _ in range(count):
        assert struct.unpack_from("<I", data, position) == (4,)
        length = data[position + 4]
        name = data[position + 5 : position + 5 + length]
        position += 5 + length
        assert data[position : position + 10] == b"\x08IPM.Note\x00"
        position += 10
        assert data[position : position + 1 + length] == bytes([length]) + name
        position += 1 + length
        fixed = struct.unpack_from("<IBIIIIIi", data, position)
        assert fixed[:5] == (0, 0, 0, 1, 2)
        assert fixed[5] == 2
        assert fixed[7] == -1
        options.append((name.decode("cp1252"), fixed[6]))
        position += 29
    assert struct.unpack_from("<H", data, position) == (0x0104,)
    position, extras = position + 2, []
    for _ in range(count):
        for repeat in range(2):
            length = data[position]
            name = data[position + 1 : position + 1 + 2 * length]
            position += 1 + 2 * length
            if not repeat:
                extras.append(name.decode("utf-16-le"))
    assert position == len(data)
    return options, extras


NAMES = st.lists(
    st.text(st.characters(codec="cp1252", exclude_categories=("Cc",)), min_size=1, max_size=60),
    min_size=1,
    max_size=31,
)


@given(NAMES)
def test_choices_come_back_in_both_charsets_numbered_from_one(choices: list[str]) -> None:
    options, extras = read_back(verb_stream(choices))
    assert options == [(choice, number) for number, choice in enumerate(choices, 1)]
    assert extras == choices


@pytest.mark.parametrize("choices", [[], ["x"] * 32, [""], ["y" * 256]])
def test_what_outlook_cannot_show_is_refused(choices: list[str]) -> None:
    with pytest.raises(Permanent):
        verb_stream(choices)
