"""People who are away, come back, bounce, or hand over: nobody waits for somebody who is not there (SPEC §2)."""

from __future__ import annotations

from datetime import date

import pytest

from bot.demo.trust import directory_toml
from bot.domain.words import DeadlineState
from tests.properties.desk import RANSOMWARE, Desk
from tests.scenarios.test_deadlines import NO_ACTIONS, classified, reviewed

NEXT_MONDAY = date(2026, 11, 30)
MEL = "m.okonjo@osborne.example"


@pytest.fixture
def desk() -> Desk:
    desk = Desk("2026-11-24 10:00")
    desk.report()
    return desk


# the leader


def test_an_absence_notice_moves_this_case_on_at_once_and_is_kept_for_the_next(desk: Desk) -> None:
    desk.absence_notice("asha", NEXT_MONDAY)
    assert desk.case.who.leader.startswith("b.castell")
    desk.report()
    assert desk.case.who.leader.startswith("b.castell"), "one notice per absence: the next case sends none"
    assert desk.to("asha")[-1].mail.facts["copy"], "the holder still gets a copy"


def test_the_other_cases_of_somebody_away_move_on_when_something_falls_due() -> None:
    desk = Desk("2026-11-24 10:00")
    first = desk.report()
    desk.say("asha", "CLASSIFY minor\nRISK unlikely because deleted", first)
    second = desk.report()
    desk.absence_notice("asha", NEXT_MONDAY, second)
    desk.until("2026-11-26 11:00")
    assert desk.matters[first].case.who.leader.startswith("b.castell")
    assert next(m.kind for m in desk.to("ben") if m.reference == first) == "handed_over"


def test_on_the_day_of_return_the_holder_has_new_cases_again(desk: Desk) -> None:
    desk.absence_notice("asha", NEXT_MONDAY)
    desk.until("2026-11-30 07:00")
    desk.report()
    assert desk.case.who.leader.startswith("a.rahman")


def test_a_notice_whose_date_has_passed_moves_nothing(desk: Desk) -> None:
    desk.absence_notice("asha", date(2026, 11, 20))
    assert desk.case.who.leader.startswith("a.rahman")


def test_without_a_date_the_absence_ends_when_the_person_writes(desk: Desk) -> None:
    desk.absence_notice("asha")
    desk.say("asha", "STATUS")
    desk.report()
    assert desk.case.who.leader.startswith("a.rahman")


def test_the_holder_who_is_back_may_take_the_case_again(desk: Desk) -> None:
    desk.absence_notice("asha", date(2026, 11, 25))
    desk.say("ben", "ACKNOWLEDGE")
    desk.until("2026-11-25 09:00")
    desk.say("asha", "CLASSIFY minor")
    assert desk.case.who.leader.startswith("a.rahman")
    assert "acknowledged" in desk.kinds("ben")


def test_a_leader_who_bounces_is_passed_over_and_the_operator_hears(desk: Desk) -> None:
    desk.bounce("asha")
    assert desk.case.who.leader.startswith("b.castell")
    assert "operator_alert" in desk.kinds("raj")
    assert desk.events("passed_over")[-1]["why"] == "bounced"


def test_an_operator_who_is_accused_is_not_told_of_a_bounce_in_the_case() -> None:
    desk = Desk("2026-11-24 10:00")
    desk.report("Raj Sundaram copied the staff database to a private drive today at 9am.")
    desk.bounce("asha")
    assert desk.kinds("raj") == []


def test_the_ladder_passes_over_who_is_away_records_it_once_and_sends_a_copy(desk: Desk) -> None:
    desk.gone("mel")
    desk.until("2026-11-24 20:00")
    assert desk.times("ivor", "escalation", "leader_acknowledges")[0] == "2026-11-24 14:00"
    passed = [r for r in desk.matter.events if r.event.kind == "passed_over"]
    assert [r.event.personal["person"] for r in passed] == [MEL]
    assert all(m.mail.facts["copy"] for m in desk.to("mel"))


def test_handover_gives_the_case_to_somebody_else(desk: Desk) -> None:
    desk.say("asha", "HANDOVER b.castell@hill.osborne.example")
    assert desk.case.who.leader.startswith("b.castell")
    desk.until("2026-11-24 12:00")
    assert "reminder" in desk.kinds("ben")


# nobody left


def everybody_away() -> Desk:
    desk = Desk("2026-11-24 10:00")
    for person in ("asha", "ben", "mel", "ivor", "chair"):
        desk.gone(person)
    desk.report()
    return desk


def test_nobody_left_asks_dpo_case_manager_and_operator_every_working_day() -> None:
    desk = everybody_away()
    desk.until("2026-11-27 12:00")
    for person in ("dana", "kay", "raj"):
        days = [moment[:10] for moment in desk.times(person, "decision_request")]
        assert days == ["2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27"], person


@pytest.mark.parametrize("who", ["dana", "kay", "raj"])
def test_any_of_them_names_a_leader(who: str) -> None:
    desk = everybody_away()
    desk.away.pop("ben")
    desk.say(who, "HANDOVER b.castell@hill.osborne.example")
    assert desk.case.who.leader.startswith("b.castell")
    assert not desk.row("tell_leader").live
    before = len(desk.times(who, "decision_request"))
    desk.advance(days=3)
    assert len(desk.times(who, "decision_request")) == before


def test_an_operator_has_no_part_in_a_case_that_has_a_leader() -> None:
    alone = Desk("2026-11-24 10:00", directory=_operator_apart())
    alone.report()
    assert alone.say("finn", "HANDOVER f.adair@osborne.example") == "not_allowed"


def _operator_apart() -> str:
    return directory_toml().replace('operator = ["raj"]', 'operator = ["finn"]')


def test_an_operator_who_has_no_other_role_may_name_a_leader_where_there_is_none() -> None:
    desk = Desk("2026-11-24 10:00", directory=_operator_apart())
    for person in ("asha", "ben", "mel", "ivor", "chair"):
        desk.gone(person)
    desk.report()
    desk.away.pop("mel")
    desk.say("finn", f"HANDOVER {MEL}")
    assert desk.case.who.leader == MEL


def test_somebody_who_is_back_gets_the_case_that_nobody_had() -> None:
    desk = everybody_away()
    desk.away.pop("ben")
    desk.until("2026-11-25 11:00")
    assert desk.case.who.leader.startswith("b.castell")
    assert "handed_over" in desk.kinds("ben")


def test_a_late_step_with_nobody_above_goes_to_those_who_can_name_somebody(desk: Desk) -> None:
    desk.say("asha", "ACKNOWLEDGE")
    for person in ("mel", "ivor", "chair"):
        desk.gone(person)
    desk.until("2026-11-24 14:00")
    late = {
        m.to
        for m in desk.sent
        if m.kind == "escalation" and "classify" in m.points and not m.mail.facts["copy"]
    }
    assert late == {"dana", "kay", "raj"}


def test_the_last_leader_leaves_in_the_middle_of_a_case(desk: Desk) -> None:
    desk.say("asha", "CLASSIFY minor\nRISK unlikely because deleted")
    for person in ("ben", "mel", "ivor", "chair"):
        desk.gone(person)
    desk.absence_notice("asha", NEXT_MONDAY)
    assert desk.case.who.leader == ""
    assert "decision_request" in desk.kinds("dana")
    desk.until("2026-11-26 12:00")
    assert len(desk.times("kay", "decision_request")) == 3
    assert desk.state("tell_leader") is DeadlineState.MISSED
    desk.until("2026-11-30 12:00")
    assert desk.case.who.leader.startswith("a.rahman"), "back on Monday"


# the others


def test_a_dpo_who_is_away_is_referred_past_with_a_copy(desk: Desk) -> None:
    desk.gone("dana")
    desk.say("asha", "CLASSIFY major")
    assert desk.kinds("dpo-deputy") == ["referral"]
    (copy,) = desk.to("dana", "referral")
    assert copy.mail.facts["copy"]


def test_a_dpo_whose_notice_comes_back_is_followed_by_the_deputy(desk: Desk) -> None:
    desk.notices["dana"] = NEXT_MONDAY
    desk.say("asha", "CLASSIFY major")
    assert desk.kinds("dana") == ["referral"]
    assert desk.kinds("dpo-deputy") == ["referral"]
    assert desk.case.who.dpo.startswith("piers@")


def test_an_officer_who_is_away_is_not_replaced_silently() -> None:
    desk = classified("minor")
    desk.absence_notice("cat", date(2027, 1, 4))
    (asked,) = desk.to("asha", "decision_request")
    assert asked.mail.facts["need"] == "officer"
    desk.advance(days=3)
    assert len([m for m in desk.to("asha", "decision_request") if m.mail.facts.get("need") == "officer"]) <= 2


def test_an_officer_away_by_the_directorys_dates_is_noticed_when_a_reminder_comes_due() -> None:
    directory = directory_toml().replace('id = "cat"\n', 'id = "cat"\nabsent = [[2026-11-26, 2026-12-20]]\n')
    desk = Desk("2026-11-24 10:00", directory=directory)
    desk.report()
    desk.say("asha", "CLASSIFY minor\nASSIGN c.lindqvist@hill.osborne.example\nRISK unlikely because deleted")
    desk.until("2026-11-27 12:00")
    asked = [m for m in desk.to("asha", "decision_request") if m.mail.facts.get("need") == "officer"]
    assert len(asked) == 1


def test_a_reviewer_who_is_away_is_followed_by_the_next(desk: Desk) -> None:
    desk = reviewed()
    desk.notices["asha"] = NEXT_MONDAY
    desk.absence_notice("asha", NEXT_MONDAY)
    reviewer = [m for m in desk.sent if m.kind == "review_request"]
    assert [m.to for m in reviewer] == ["asha", "ben"]


def test_it_and_safeguarding_are_followed_by_their_deputies_or_the_ladder() -> None:
    desk = Desk("2026-11-24 10:00")
    desk.report(RANSOMWARE)
    assert "containment_request" in desk.kinds("raj")
    desk.absence_notice("raj", NEXT_MONDAY)
    assert "containment_request" in desk.kinds("mel")


def test_safeguarding_is_followed_by_the_headteacher() -> None:
    desk = Desk("2026-11-24 10:00")
    desk.report(
        "A child is in danger right now: her refuge address was sent to her violent father this morning."
    )
    assert "forwarded" in desk.kinds("ben")
    desk.absence_notice("ben", NEXT_MONDAY)
    assert "forwarded" in desk.kinds("asha") or desk.case.who.leader.startswith("a.rahman")


def test_an_excluded_investigator_is_not_reminded_and_the_leader_is() -> None:
    desk = classified("minor")
    desk.say("asha", "EXCLUDE c.lindqvist@hill.osborne.example because she knows the parent")
    before = len(desk.to("cat"))
    desk.advance(days=8)
    assert len(desk.to("cat")) == before
    assert any("outcome_report" in m.points for m in desk.to("asha"))


def test_absences_do_not_stop_a_case_from_being_finished() -> None:
    desk = Desk("2026-11-24 10:00")
    desk.notices = {person: date(2027, 2, 1) for person in ("asha", "dana", "cat")}
    desk.report()
    desk.advance(minutes=5)
    desk.say("ben", "CLASSIFY major\nASSIGN c.lindqvist@hill.osborne.example")
    desk.advance(hours=1)
    desk.say("ben", "ASSIGN n.whitlock@hill.osborne.example")
    desk.say("dpo-deputy", "RISK unlikely because deleted")
    desk.say("ben", "ICO not-report because deleted\nPEOPLE not-tell because deleted\nCONTAINED deleted")
    desk.say("noor", NO_ACTIONS)
    desk.say("dpo-deputy", "NOTE agreed")
    reviewer = next(m.to for m in desk.sent if m.kind == "review_request")
    desk.say(reviewer, "ACCEPT\nCLOSE")
    assert desk.case.state == "closed"


# who leads


def test_the_first_to_act_leads_and_a_later_word_of_another_does_not_change_that(desk: Desk) -> None:
    desk.until("2026-11-24 12:10")
    desk.say("asha", "ACKNOWLEDGE")
    desk.say("ben", "CLASSIFY minor")
    assert desk.case.severity == "minor"
    assert desk.case.who.leader.startswith("a.rahman")


def test_who_was_reached_because_the_leader_fell_silent_leads_when_they_act(desk: Desk) -> None:
    desk.say("asha", "CLASSIFY major")
    desk.until("2026-11-24 14:30")  # nobody is appointed: the SIRO hears
    desk.say("mel", "ASSIGN c.lindqvist@hill.osborne.example")
    assert desk.case.who.leader == MEL


def test_a_leader_who_acts_late_still_leads(desk: Desk) -> None:
    desk.say("asha", "ACKNOWLEDGE")
    desk.until("2026-11-24 14:30")
    desk.say("asha", "CLASSIFY minor")
    desk.say("mel", "RISK unlikely because it was deleted")
    assert desk.case.who.leader.startswith("a.rahman")


def test_a_siro_who_investigates_does_not_take_the_lead_by_it(desk: Desk) -> None:
    desk.say("asha", "CLASSIFY critical\nASSIGN c.lindqvist@hill.osborne.example")
    desk.say("mel", "ACKNOWLEDGE")
    desk.say("mel", "CONTAINED deleted")
    assert desk.case.who.leader.startswith("a.rahman")
