"""Bank holidays, ends of term, clock changes, schools that are closed on different days, outages over a weekend."""

from __future__ import annotations

from datetime import UTC, timedelta

import pytest

from bot.demo.trust import directory_toml
from bot.domain.words import DeadlineState
from tests.properties.desk import RANSOMWARE, Desk, london

CAT = "c.lindqvist@hill.osborne.example"
LEO = "l.fairweather@brook.osborne.example"


def with_closures(hill: str = "", brook: str = "") -> str:
    """The invented trust with days on which its schools are closed."""
    text = directory_toml()
    for name, days in (("Hill Academy", hill), ("Brook Primary", brook)):
        if days:
            text = text.replace(f'name = "{name}"\n', f'name = "{name}"\nclosed = [{days}]\n')
    return text


def minor(start: str, directory: str = "", person: str = "tess", policy: str = "") -> Desk:
    """Reported and classified as minor at `start`, with an officer of the school."""
    desk = Desk(start, directory=directory, policy=policy)
    desk.report(person=person)
    head, officer = ("asha", CAT) if desk.case.school == "hill" else ("hugh", LEO)
    desk.say(head, f"CLASSIFY minor\nASSIGN {officer}\nRISK unlikely because it was deleted")
    return desk


def test_friday_afternoon_before_a_bank_holiday() -> None:
    desk = Desk("2026-05-22 16:30")  # Monday the 25th is a bank holiday
    desk.report(aware_at=None)
    assert desk.due("leader_acknowledges") == "2026-05-22 18:30"
    desk.say("asha", f"CLASSIFY moderate\nASSIGN {CAT}")
    assert desk.due("appoint") == "2026-05-26 16:30"
    assert desk.due("contain") == "2026-05-26 16:30"
    assert desk.due("outcome_report") == "2026-06-08 16:30"
    assert desk.due("ico_filed") == "2026-05-25 16:30", "the law does not keep holidays"


def test_four_working_hours_that_begin_on_friday_end_on_tuesday() -> None:
    desk = Desk("2026-05-22 16:30")
    desk.report(aware_at=None)
    desk.say("dana", "CLASSIFY moderate")
    assert desk.due("leader_acknowledges") == "2026-05-26 11:30"


def test_over_that_weekend_deputy_and_siro_hear_and_the_ceo_only_after_24_hours() -> None:
    desk = Desk("2026-05-22 16:30")
    desk.report(aware_at=None)
    desk.until("2026-05-23 16:29")
    assert desk.times("ben", "escalation", "leader_acknowledges") == ["2026-05-22 18:30"]
    assert desk.times("mel", "escalation", "leader_acknowledges") == ["2026-05-22 20:30"]
    assert desk.kinds("ivor") == []
    desk.until("2026-05-23 16:30")
    assert desk.times("ivor", "escalation", "leader_acknowledges") == ["2026-05-23 16:30"]


@pytest.mark.parametrize(
    ("start", "due"),
    [("2026-12-24 15:00", "2026-12-29 15:00"), ("2026-12-24 18:00", "2026-12-30 08:00"),
     ("2026-12-31 16:59", "2027-01-04 16:59")],
)  # fmt: skip
def test_christmas_eve_and_new_years_eve(start: str, due: str) -> None:
    desk = Desk(start)
    desk.report(aware_at=None)
    desk.say("dana", "CLASSIFY minor")
    assert desk.due("leader_acknowledges") == due


def test_christmas_eve_climbs_to_deputy_and_siro_and_waits_for_r_plus_24() -> None:
    desk = Desk("2026-12-24 18:00")
    desk.report(aware_at=None)
    desk.until("2026-12-25 17:59")
    assert desk.times("ben", "escalation")[0] == "2026-12-24 20:00"
    assert desk.times("mel", "escalation")[0] == "2026-12-25 08:00"
    assert desk.kinds("ivor") == []
    desk.until("2026-12-26 20:00")
    assert desk.times("ivor", "escalation")[0] == "2026-12-25 18:00"


def test_the_trust_office_may_close_between_the_years() -> None:
    closed = "[office]\nclosures = [[2026-12-29, 2026-12-31]]\n"
    assert minor("2026-12-23 10:00", policy=closed).due("outcome_report") == "2027-01-07 10:00"


def test_the_last_day_of_summer_term_gives_the_schools_people_september() -> None:
    directory = with_closures("[2026-07-23, 2026-08-31]")
    desk = minor("2026-07-22 15:00", directory)
    assert desk.due("outcome_report") == "2026-09-07 15:00"
    assert desk.due("contain") == "2026-09-02 15:00"


def test_the_holidays_of_a_school_are_not_those_of_the_trusts_people() -> None:
    directory = with_closures("[2026-07-23, 2026-08-31]")
    desk = Desk("2026-07-22 10:00", directory=directory)
    desk.report()
    desk.say("asha", f"CLASSIFY moderate\nASSIGN {CAT}")
    desk.until("2026-07-23 09:30")
    assert desk.due("dpo_acknowledges") == "2026-07-24 09:30", "the DPO works in August"


def test_in_the_holidays_a_case_still_reaches_deputy_and_siro() -> None:
    directory = with_closures("[2026-07-23, 2026-08-31]")
    desk = Desk("2026-08-05 10:00", directory=directory)
    desk.report()
    desk.until("2026-08-05 14:00")
    assert desk.times("ben", "escalation") == ["2026-08-05 12:00"]
    assert "2026-08-05 14:00" in desk.times("mel", "escalation")


def test_half_term_differs_by_school() -> None:
    directory = with_closures("[2026-10-19, 2026-10-23]", "[2026-10-26, 2026-10-30]")
    assert minor("2026-10-16 10:00", directory).due("outcome_report") == "2026-10-30 10:00"
    assert minor("2026-10-16 10:00", directory, "ida").due("outcome_report") == "2026-10-23 10:00"
    assert minor("2026-10-23 10:00", directory, "ida").due("outcome_report") == "2026-11-06 10:00"


def test_an_inset_day_is_a_day_off_of_that_school_alone() -> None:
    directory = with_closures("2026-11-27")
    assert minor("2026-11-26 09:00", directory).due("contain") == "2026-12-01 09:00"
    assert minor("2026-11-26 09:00", directory, "ida").due("contain") == "2026-11-30 09:00"


def test_central_cases_know_no_school_holidays() -> None:
    directory = with_closures("[2026-10-19, 2026-10-23]")
    desk = Desk("2026-10-16 10:00", directory=directory)
    desk.report("I sent payroll data of 12 staff to the wrong firm today at 9am.", person="finn")
    desk.say("ivor", "CLASSIFY minor")
    assert desk.due("appoint") == "2026-10-20 10:00"


@pytest.mark.parametrize(
    ("start", "classify", "filed"),
    [
        # 29 March 2026: 01:00 becomes 02:00, the night has an hour less
        ("2026-03-28 17:30", "2026-03-29 09:30", "2026-03-31 18:30"),
        # 25 October 2026: 02:00 becomes 01:00
        ("2026-10-24 17:30", "2026-10-25 09:30", "2026-10-27 16:30"),
    ],
)
def test_both_clock_changes(start: str, classify: str, filed: str) -> None:
    desk = Desk(start)
    desk.report(aware_at=None)
    assert desk.due("classify") == classify, "hours of daytime are not touched"
    assert desk.due("ico_filed") == filed, "the legal clock is 72 elapsed hours"
    assert desk.row("ico_filed").due_at - desk.row("ico_filed").anchor_at == timedelta(hours=72)


def test_a_critical_limit_across_the_clock_change_is_elapsed_hours() -> None:
    desk = Desk("2026-03-29 00:30")
    desk.report(RANSOMWARE, aware_at=None)
    assert desk.due("contain") == "2026-03-29 05:30"


def test_head_and_deputy_both_away_by_the_directorys_dates() -> None:
    directory = directory_toml()
    for person in ("asha", "ben"):
        directory = directory.replace(
            f'id = "{person}"\n', f'id = "{person}"\nabsent = [[2026-11-23, 2026-11-27]]\n'
        )
    desk = Desk("2026-11-24 10:00", directory=directory)
    desk.report()
    assert desk.case.who.leader.startswith("m.okonjo")
    assert desk.kinds("asha") == ["triage_request"], "a copy"
    later = Desk("2026-11-30 10:00", directory=directory)
    later.report()
    assert later.case.who.leader.startswith("a.rahman")


def test_a_leader_whose_leave_begins_in_the_middle_of_a_case_does_not_hold_it_up() -> None:
    directory = directory_toml().replace(
        'id = "asha"\n', 'id = "asha"\nabsent = [[2026-11-25, 2026-12-04]]\n'
    )
    desk = Desk("2026-11-24 10:00", directory=directory)
    desk.report()
    desk.say("asha", "CLASSIFY minor\nRISK unlikely because deleted\nCONTAINED deleted")
    desk.until("2026-11-25 12:00")
    assert desk.case.who.leader.startswith("b.castell")
    assert "handed_over" in desk.kinds("ben")
    assert desk.times("asha", "reminder", "appoint") == []


def test_an_outage_of_three_days_over_a_weekend() -> None:
    desk = Desk("2026-11-27 15:00")  # a Friday
    desk.report(aware_at=None)
    desk.jump(days=3)
    desk.settle()
    assert desk.times("ben", "escalation", "leader_acknowledges") == ["2026-11-30 15:00"]
    assert desk.kinds("ivor") == ["clock_warning"], "of 72 hours, not of the ladder's missed rungs"
    missed = [e["step"] for e in desk.events("deadline_missed")]
    assert len(missed) == len(set(missed))
    assert desk.state("ico_filed") is DeadlineState.MISSED
    desk.until("2026-11-30 17:00")
    assert desk.times("mel", "escalation", "leader_acknowledges") == ["2026-11-30 17:00"]


def test_an_action_that_falls_on_a_holiday_is_asked_for_on_the_next_working_morning() -> None:
    desk = minor("2026-12-01 10:00")
    answers = "\n".join(f"{name}: yes, done" for name in ("3c", "3f", "3j", "Cause"))
    desk.say(
        "cat", f"OUTCOME\n{answers}\n3h: no, a slip\nActions:\nTell the office; owner: {CAT}; by: 2026-12-25"
    )
    desk.say("asha", "ACCEPT\nCLOSE")
    assert desk.case.state == "closed"
    desk.until("2026-12-30 12:00")
    assert desk.times("cat", "action_follow_up") == ["2026-12-29 08:00"]


def test_a_day_without_a_time_counts_from_midnight_in_london() -> None:
    desk = Desk("2026-07-14 10:00")
    desk.report("Yesterday a folder with class lists was lost on the bus. I noticed it yesterday.")
    assert desk.case.aware_at == london("2026-07-13 00:00").astimezone(UTC)
    assert desk.case.aware_estimated
    assert desk.due("ico_filed") == "2026-07-16 00:00"
