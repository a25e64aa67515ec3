"""Who gets a case, and what happens when they are away, involved, or silent (SPEC §2)."""

from __future__ import annotations

from bot.demo.world import World
from tests.scenarios.conftest import REPORT, Make, deadline, events

AWAY = "I am on annual leave and back on Monday 7 December. Please contact Ben Castell, b.castell@hill.osborne.example."


def report(world: World, person: str = "tess", text: str = REPORT) -> dict[str, object]:
    world.write(person, "Spreadsheet to the wrong person", text)
    return world.case()


def test_a_report_reaches_the_headteacher_and_answers_the_reporter(world: World) -> None:
    case = report(world)
    assert case["reference"] == "OCAT-2026-0001"
    assert case["people"]["leader"] == ["a.rahman@hill.osborne.example"]
    assert "triage_request" in world.kinds("asha")
    assert world.kinds("tess") == ["acknowledgement"]
    assert case["aware_at"] == "2026-11-24T09:30:00Z"


def test_the_original_is_filed(world: World) -> None:
    report(world)
    assert world.inbox("incidents@osborne.example") == []
    assert len(world.tenant.folder("incidents@osborne.example", "Nearmiss/Processed")) == 1


def test_central_staff_report_to_the_ceo(world: World) -> None:
    case = report(world, "finn", "I sent payroll data of 12 staff to the wrong firm yesterday at 3pm.")
    assert case["people"]["leader"] == ["i.penhale@osborne.example"]


def test_a_head_known_to_be_away_is_passed_over_before_anything_is_sent(world: World) -> None:
    world.tenant.set_absence("asha", AWAY)
    case = report(world)
    assert case["people"]["leader"] == ["b.castell@hill.osborne.example"]
    assert "passed_over" in events(world)
    assert world.kinds("asha") == ["triage_request"]  # a copy, with nothing to do


def test_an_absence_reply_moves_the_case_on_at_once(world: World) -> None:
    world.tenant.behaviour.mail_tips = False
    world.tenant.set_absence("asha", AWAY)
    report(world)
    world.tick()
    assert world.case()["people"]["leader"] == ["b.castell@hill.osborne.example"]
    assert "handed_over" in world.kinds("ben")
    assert world.absent() == {"a.rahman@hill.osborne.example"}
    # an automatic reply is no answer
    assert deadline(world, "leader_acknowledges")["state"] == "armed"


def test_an_absence_holds_for_the_next_case_too_and_ends_when_the_person_writes(world: World) -> None:
    world.tenant.behaviour.mail_tips = False
    world.tenant.set_absence("asha", AWAY)
    report(world)
    world.tick()
    second = report(world, "noor")
    assert second["people"]["leader"] == ["b.castell@hill.osborne.example"]
    world.reply("asha", "STATUS", "triage_request")
    assert world.absent() == set()


def test_a_bounce_moves_the_case_on_and_tells_the_operator(world: World) -> None:
    world.tenant.set_bouncing("a.rahman@hill.osborne.example")
    report(world)
    world.tick()
    assert world.case()["people"]["leader"] == ["b.castell@hill.osborne.example"]
    assert "operator_alert" in world.kinds("raj")
    assert "bounced" in events(world)


def test_the_head_accused_is_passed_over_upwards_and_never_to_their_own_deputies(world: World) -> None:
    text = "Asha Rahman e-mailed the whole staff list with salaries to a parent yesterday at 2pm."
    case = report(world, "tess", text)
    assert case["people"]["leader"] == ["m.okonjo@osborne.example"]
    assert world.kinds("asha") == []
    assert world.kinds("ben") == []


def test_a_head_who_reports_their_own_slip_is_passed_over_but_acknowledged(world: World) -> None:
    text = "I sent the wrong report to a parent by mistake this morning at 8.30. It had one pupil's marks."
    case = report(world, "asha", text)
    assert case["people"]["leader"] == ["m.okonjo@osborne.example"]
    assert world.kinds("asha") == ["acknowledgement"]


def test_a_head_who_passes_on_what_others_did_keeps_the_case(world: World) -> None:
    text = "One of our teachers left a folder with class lists on the bus yesterday. It has not been found."
    assert report(world, "asha", text)["people"]["leader"] == ["a.rahman@hill.osborne.example"]


def test_merely_being_mentioned_excludes_nobody(world: World) -> None:
    text = REPORT + "\nI have told Mrs Rahman about it."
    assert report(world, "tess", text)["people"]["leader"] == ["a.rahman@hill.osborne.example"]


def test_head_and_deputy_both_away_goes_to_the_siro(world: World) -> None:
    world.tenant.set_absence("asha", AWAY)
    world.tenant.set_absence("ben", "I am out of the office until 1 December.")
    assert report(world)["people"]["leader"] == ["m.okonjo@osborne.example"]


def test_silence_climbs_deputy_siro_ceo_chair_and_never_stops(world: World) -> None:
    report(world)
    world.advance(hours=2)
    assert "escalation" in world.kinds("ben")
    world.advance(hours=2)
    assert "escalation" in world.kinds("mel")
    world.advance(hours=4)
    assert "escalation" in world.kinds("ivor")
    world.advance(days=1)
    assert "escalation" in world.kinds("chair")
    before = world.kinds("chair").count("escalation")
    world.advance(days=4)
    assert world.kinds("chair").count("escalation") > before


def test_the_first_who_acts_leads_and_the_others_get_one_line(world: World) -> None:
    report(world)
    world.advance(hours=2)
    world.reply("ben", "ACKNOWLEDGE", "escalation")
    assert world.case()["people"]["leader"] == ["b.castell@hill.osborne.example"]
    assert "acknowledged" in world.kinds("asha")
    assert world.kinds("tess")[-1] == "acknowledged"


def test_nobody_classifies_for_a_day_makes_it_provisionally_major_and_refers_it(world: World) -> None:
    report(world)
    world.advance(hours=24, minutes=1)
    case = world.case()
    assert (case["severity"], case["provisional"]) == ("major", True)
    assert "referral" in world.kinds("dana")


def test_grave_words_put_a_case_in_the_critical_column_at_night(world_at: Make) -> None:
    world = world_at("2026-11-24 22:30")
    report(
        world, "tess", "Ransomware message on the office computer, all files are locked. Noticed at 22.15."
    )
    case = world.case()
    assert case["column"] == "critical"
    assert "containment_request" in world.kinds("raj")
    assert "referral" in world.kinds("dana")
    acknowledges = deadline(world, "leader_acknowledges")
    assert acknowledges["due_at"] == "2026-11-24T23:30:00Z"


def test_a_report_at_night_waits_for_the_morning(world_at: Make) -> None:
    world = world_at("2026-11-24 21:00")
    report(world, "tess", "I left a folder with class lists on the bus at 5pm today.")
    assert deadline(world, "leader_acknowledges")["due_at"] == "2026-11-25T08:00:00Z"


def test_an_outage_of_three_days_fires_each_missed_deadline_once(world: World) -> None:
    report(world)
    world.jump(days=3)
    world.tick()
    missed = [e["note"] for e in world.case()["events"] if e["event"] == "deadline_missed"]
    assert len(missed) == len(set(missed))
    assert world.kinds("asha").count("reminder") <= 1
    again = len(world.inbox("asha"))
    world.tick()
    assert len(world.inbox("asha")) == again


def test_the_legal_clock_is_72_elapsed_hours_across_the_clock_change(world_at: Make) -> None:
    world = world_at("2026-10-23 10:00")  # the clocks go back on the 25th
    report(world, "tess", "This morning at 9.30 I found that a laptop was stolen from the office last night.")
    filed = deadline(world, "ico_filed")
    assert world.case()["aware_at"] == "2026-10-23T08:30:00Z"
    assert filed["due_at"] == "2026-10-26T08:30:00Z"


def test_danger_tells_the_safeguarding_lead_and_gives_the_reporter_the_numbers(world: World) -> None:
    text = (
        "A child is in danger right now: her new refuge address was sent to her violent father "
        "this morning and he is on his way to the school."
    )
    report(world, "tess", text)
    assert world.case()["column"] == "critical"
    assert "999" in world.newest("tess", "acknowledgement").text
    assert "forwarded" in world.kinds("ben")  # the safeguarding lead
