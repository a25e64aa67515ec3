"""Deadlines and digests as the whole service keeps them: over TLS, in the database, with mail in people's inboxes."""

from __future__ import annotations

import re

import pytest

from bot.demo.world import World
from tests.scenarios.conftest import REPORT, Make, deadline, events, london


@pytest.fixture
def case(world: World) -> World:
    world.write("tess", "Spreadsheet to the wrong person", REPORT)
    return world


def test_a_silent_day_in_people_s_inboxes(case: World) -> None:
    case.advance(hours=2)
    assert case.kinds("asha")[:3] == ["triage_request", "reminder", "reminder"]
    assert case.kinds("ben") == ["escalation"]
    both = case.inbox("asha")[2].text.lower()  # gathered: one mail that lists both steps
    assert "confirm that you have this case" in both
    assert "say how serious this is" in both


def test_after_72_hours_the_mail_demands_reasons_for_the_delay(case: World) -> None:
    case.reply("asha", "CLASSIFY moderate", "triage_request")
    case.advance(days=3)
    last = case.newest("chair", "clock_warning")
    assert "late" in last.text
    assert "72 hours are over" in last.subject


def test_an_outage_of_three_days_over_a_weekend(world_at: Make) -> None:
    world = world_at("2026-11-27 15:00")
    world.write("tess", "Spreadsheet to the wrong person", REPORT)
    world.jump(days=3)
    world.tick()
    missed = [(e["note"], e["event"]) for e in world.case()["events"] if e["event"] == "deadline_missed"]
    assert len(missed) == len(set(missed))
    before = {person: len(world.inbox(person)) for person in ("asha", "ben", "mel", "ivor", "chair", "dana")}
    assert max(before.values()) <= 4
    world.tick()
    assert {person: len(world.inbox(person)) for person in before} == before
    assert world.case()["severity"] == "major"


def test_a_leader_whose_leave_begins_while_the_case_runs(case: World) -> None:
    case.reply("asha", "CLASSIFY minor\nRISK unlikely because deleted\nCONTAINED deleted", "triage_request")
    case.tenant.set_absence("asha", "I am on annual leave and back on Monday 14 December.")
    case.advance(days=2)
    assert case.case()["people"]["leader"] == ["b.castell@hill.osborne.example"]
    assert "handed_over" in case.kinds("ben")
    assert "passed_over" in events(case)


def test_digests_come_at_eight_on_working_days_also_when_empty(world_at: Make) -> None:
    world = world_at("2026-11-27 07:00")  # a Friday
    world.tick()
    assert world.kinds("kay") == []
    world.clock.set(london("2026-11-27 08:00"))
    world.tick()
    assert world.kinds("kay") == world.kinds("raj") == ["digest"]
    assert "record" in world.newest("raj").text, "the anchor of the record stands in it"
    for moment in ("2026-11-27 17:00", "2026-11-28 09:00", "2026-11-29 09:00"):
        world.clock.set(london(moment))
        world.tick()
    assert world.kinds("kay") == ["digest"]
    assert world.kinds("dana") == []
    world.write("tess", "Spreadsheet to the wrong person", REPORT)
    world.clock.set(london("2026-11-30 08:00"))
    world.tick()
    assert world.kinds("kay").count("digest") == 2
    assert world.kinds("asha").count("digest") == world.kinds("dana").count("digest") == 1
    assert "OCAT-2026-0001" in world.newest("kay", "digest").text
    world.clock.set(london("2026-12-01 08:00"))
    world.tick()
    assert world.kinds("asha").count("digest") == 1


def test_a_week_that_begins_with_a_bank_holiday_has_its_digests_on_tuesday(world_at: Make) -> None:
    world = world_at("2026-05-22 10:00")
    world.write("tess", "Spreadsheet to the wrong person", REPORT)
    for moment in ("2026-05-25 09:00", "2026-05-26 08:00", "2026-05-27 08:00"):
        world.clock.set(london(moment))
        world.tick()
    assert world.kinds("dana").count("digest") == 1


def test_a_digest_of_very_many_cases_shows_the_most_pressing_and_counts_the_rest(
    world_at: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.ticks.digest._SHOWN", 1)
    world = world_at("2026-11-30 07:00")
    for who in ("finn", "noor", "leo"):
        world.write(who, "Lost memory stick", "I lost a memory stick with names of pupils on it.")
    world.clock.set(london("2026-11-30 08:00"))
    world.tick()
    told = world.newest("raj", "digest")
    assert len(set(re.findall(r"OCAT-2026-\d{4}", told.text))) == 1
    assert "And 2 more open cases" in told.text
    assert "3 cases are open" in told.subject


def test_who_is_kept_out_finds_no_line_of_the_case_in_a_digest(world_at: Make) -> None:
    world = world_at("2026-11-30 07:00")
    world.write(
        "tess", "Staff list", "Kay Draycott e-mailed the staff list with pay to a parent yesterday at 9am."
    )
    world.clock.set(london("2026-11-30 08:00"))
    world.tick()
    assert "OCAT-2026-0001" not in world.newest("kay", "digest").text
    assert "OCAT-2026-0001" in world.newest("raj", "digest").text


def test_an_action_is_asked_for_by_mail(case: World) -> None:
    cat = "c.lindqvist@hill.osborne.example"
    case.reply("asha", f"CLASSIFY minor\nASSIGN {cat}\nRISK unlikely because deleted", "triage_request")
    case.reply(
        "cat",
        "OUTCOME\n3c: the mail\n3f: not applicable: deleted\n3h: no, a slip\n3j: check twice\nCause: haste\n"
        f"Actions:\nTurn the warning on; owner: {cat}; by: 2026-12-01\nTell the office; owner: {cat}; by: 2026-12-01",
        "appointment",
    )  # fmt: skip
    case.reply("asha", "ACCEPT\nCLOSE", "review_request")
    assert case.case()["state"] == "closed"
    case.advance(days=8)
    text = case.newest("cat", "action_follow_up").text
    assert "Turn the warning on" in text
    assert "Tell the office" in text
    case.reply("cat", "DONE 1\nDONE 2", "action_follow_up")
    assert deadline(case, "action_follow_up")["state"] == "met"
