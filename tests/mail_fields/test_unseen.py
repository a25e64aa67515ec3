"""Reports in voices that nobody had read before they were written down: whole mails, read as they would come in.

`unread` of a report names what a careful reader would find and we do not yet: it may be unknown there, never wrong.
"""

from __future__ import annotations

from typing import Any

import pytest

from bot.mail.message import Fields, Kind, Reading
from tests.mail.unseen import entries, fields_in

from .test_corpus import _difference, _told

# How a line ends where nothing was read: no value, no type, no slip of one's own.
_NOTHING = ("got None", "got ()", "got ''", "got 'not provided'", "wanted True, got False")
REPORTS = entries("report")


def _anonymous(wanted: bool, reading: Reading) -> str:
    got = reading.wants_anonymity
    return "" if got == wanted else _told("anonymous", wanted, got)


def _actions(wanted: list[str], fields: Fields) -> str:
    got = (fields.actions_taken or "").lower()
    return "" if all(words.lower() in got for words in wanted) else _told("actions_has", wanted, got)


def _recipients(wanted: str, fields: Fields) -> str:
    got = (fields.recipients or "").lower()
    return "" if wanted.lower() in got and got else _told("recipients", wanted, got)


def differences(report: dict[str, Any], reading: Reading, fields: Fields) -> list[str]:
    """What was read otherwise than a careful reader does, one line each."""
    lines = []
    for key, wanted in report["expect"].items():
        if key == "unread":
            continue
        if key == "anonymous":
            lines.append(_anonymous(wanted, reading))
        elif key == "actions_has":
            lines.append(_actions(wanted, fields))
        elif key == "recipients" and wanted != "none":
            lines.append(_recipients(wanted, fields))
        else:
            lines.append(_difference(key, wanted, fields))
    return [line for line in lines if line]


def wrong(report: dict[str, Any], lines: list[str]) -> list[str]:
    """Of these lines, those that the report does not name as `unread`, and values where unknown was allowed."""
    unread = report["expect"].get("unread", [])
    return [line for line in lines if line.split(":")[0] not in unread or not line.endswith(_NOTHING)]


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: str(report["id"]))
def test_is_read_as_a_careful_reader_does(report: dict[str, Any]) -> None:
    reading, fields = fields_in(report)
    assert reading.kind is Kind.REPORT
    assert wrong(report, differences(report, reading, fields)) == []


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: str(report["id"]))
def test_what_is_named_unread_is_so(report: dict[str, Any]) -> None:
    found = [line.split(":")[0] for line in differences(report, *fields_in(report))]
    assert [key for key in report["expect"].get("unread", []) if key not in found] == []


def test_there_are_many_voices() -> None:
    assert len(REPORTS) >= 60


def test_a_difference_is_seen() -> None:
    report = {
        "text": "I sent it to the wrong parent at 9.15 today.",
        "expect": {"recipients": "the wrong parent"},
    }
    reading, fields = fields_in(report)
    assert differences(report, reading, fields) == []
    other = {
        **report,
        "expect": {"recipients": "a journalist", "people_count": 3, "anonymous": True, "own_act": False},
    }
    assert len(differences(other, reading, fields)) == 4
    assert wrong({"expect": {"unread": ["people_count"]}}, ["people_count: wanted 3, got 4"]) != []
    assert wrong({"expect": {"unread": ["people_count"]}}, ["people_count: wanted 3, got None"]) == []
