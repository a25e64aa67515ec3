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


@pytest.mark.parametrize(
    "text",
    [
        "The school was open until 6 and the bag was left in the hall.",
        "Up until yesterday nobody knew that the list was missing.",
        "The attackers got in and disabled all our accounts.",
        "The photos were deleted by a pupil and we have no copy.",
        "They accidentally shredded it.",
        "The folder will be handed in tomorrow, we hope.",
        "Please could somebody switch it off.",
        "The old page is online until further notice.",
        "We have asked for confirmation of deletion.",
        "She said she would lock it away in future.",
        "11 letters have been returned, 3 are still outstanding.",
    ],
)
def test_a_wish_or_a_harm_contains_nothing(text: str) -> None:
    assert fields_in({"text": text})[1].contained is not True


@pytest.mark.parametrize(
    "text",
    [
        "The office manager, sent the register to all staff.",
        "I opened the cupboard and the folder was not there.",
        "I opened the spreadsheet from the office and found a hidden tab with salaries.",
        "I was trying to use the portal when I saw another child's report.",
        "I am sorry for my English. The computer was open and a list could be read.",
        "I emailed the Head straight away about the wrong letter.",
    ],
)
def test_who_found_it_did_not_do_it(text: str) -> None:
    assert "own_act" not in fields_in({"text": text})[1].cues


@pytest.mark.parametrize(
    ("text", "not_that"),
    [
        ("The papers were for the panel of 5 November. They were not in my bag on Friday.", "2026-11-05"),
        ("Booking for Thursday's parents' evening went out in CC at 12.32.", "2026-11-12"),
    ],
)
def test_the_day_of_a_thing_is_not_when_it_happened(text: str, not_that: str) -> None:
    occurred = fields_in({"text": text})[1].occurred_at
    assert occurred is None or occurred.date().isoformat() != not_that


@pytest.mark.parametrize("word", ["dont", "don't", "do not"])
def test_a_denial_without_its_apostrophe_is_one(word: str) -> None:
    assert fields_in({"text": f"The laptop is gone and I {word} think it is encrypted."})[1].encrypted is None
    assert fields_in({"text": "The laptop is gone, it wasnt encrypted."})[1].encrypted is False


def test_what_was_not_taken_out_is_there() -> None:
    fields = fields_in({"text": "We failed to remove the names of two pupils before we sent it."})[1]
    assert "basic" in fields.data
    assert "names" not in fields_in({"text": "We sent it without any names."})[1].data
