"""Whole replies that nobody had read before they were written down: what the person wrote, ordered, or announced."""

from __future__ import annotations

import tomllib
from fnmatch import fnmatchcase
from typing import Any

import pytest

from bot.mail.message import Reading
from bot.mail.reply import split_reply
from tests.mail.unseen import SUBJECT, UNSEEN, entries, reading_of
from tests.mail_reply.replies import squeezed

REPLIES = entries("reply")
LAST_WORDS = tomllib.loads((UNSEEN / "last_words.toml").read_text())["words"]


def _ordered(reading: Reading) -> list[str]:
    return [f"{one.name.value}|{squeezed(one.argument)}" for one in reading.commands]


def _words(reply: dict[str, Any], reading: Reading) -> list[str]:
    new = squeezed(reading.new_text)
    found = [f"lost: {part}" for part in reply.get("new_has", []) if squeezed(part) not in new]
    found += [f"let in: {part}" for part in reply.get("new_not", []) if part in reading.new_text]
    if "new" in reply and new != squeezed(reply["new"]):
        found.append(f"new text: {new}")
    return found


def _commands(reply: dict[str, Any], reading: Reading) -> list[str]:
    got, wanted = _ordered(reading), reply.get("commands")
    found = [
        f"no {start}"
        for start in reply.get("commands_start", [])
        if not any(g.startswith(start) for g in got)
    ]
    if wanted is not None and not (len(got) == len(wanted) and all(map(fnmatchcase, got, wanted))):
        found.append(f"commands: {got}")
    return found


def _absence(reply: dict[str, Any], reading: Reading) -> list[str]:
    found = reading.auto_reply
    got = {"until": str(found.until) if found else "", "delegate": found.delegate if found else ""}
    return [f"{key}: {got[key]}" for key in got if key in reply and reply[key] != got[key]]


def differences(reply: dict[str, Any], reading: Reading) -> list[str]:
    """What was read otherwise than written down, one line each."""
    kind = [] if reading.kind.value == reply.get("kind", "reply") else [f"kind: {reading.kind.value}"]
    return [*kind, *_words(reply, reading), *_commands(reply, reading), *_absence(reply, reading)]


@pytest.mark.parametrize("reply", REPLIES, ids=lambda reply: str(reply["id"]))
def test_is_read_as_written_down(reply: dict[str, Any]) -> None:
    assert differences(reply, reading_of(reply, SUBJECT)) == []


@pytest.mark.parametrize("words", LAST_WORDS)
@pytest.mark.parametrize(
    "around", ["{}", "It went to one parent.\n\n{}", "The bag is back.\n{}\n\nThanks\nCat"]
)
def test_last_words_with_a_word_of_the_footers_stay(words: str, around: str) -> None:
    assert words in split_reply(around.format(words)).new_text


def test_there_are_many() -> None:
    assert len(REPLIES) >= 60


def test_a_difference_is_seen() -> None:
    reply = {
        "body": "CLOSE\n\nJo", "new": "CLOSE", "new_has": ["CLOSE"], "new_not": ["Jo"], "commands": ["CLOSE|"],
    }  # fmt: skip
    reading = reading_of(reply, SUBJECT)
    assert differences(reply, reading) == []
    other = {
        "kind": "report", "new": "x", "new_has": ["x"], "new_not": ["CLOSE"], "commands": [],
        "commands_start": ["ACCEPT"], "until": "2026-11-23", "delegate": "a@b.example",
    }  # fmt: skip
    assert len(differences(other, reading)) == 8
