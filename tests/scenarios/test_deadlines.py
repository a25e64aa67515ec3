"""Every row and every sentence of SPEC §4, in plain words: what is due when, who hears, who is next."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.words import DeadlineState
from tests.properties.desk import LONDON, RANSOMWARE, REPORT, Desk, london

CAT = "c.lindqvist@hill.osborne.example"
MISSED, MET, ARMED, CANCELLED = (
    DeadlineState.MISSED, DeadlineState.MET, DeadlineState.ARMED, DeadlineState.CANCELLED,
)  # fmt: skip
FORM = """OUTCOME
3a Expected outcomes, stakeholders, policies breached: the register back or deleted
3b Staff spoken to: Tess Abara and the office
3c Evidence and audit trail: the mail and the parent's answer
3d Expert help: the DPO
3e Escalation: to the SIRO on the first day
3f Data subjects informed, or why not: yes, by letter
3g Risks of the incident: distress, watched by the SENCo
3h Disciplinary action started, or why not: no, an honest slip
3i Communications plan: one letter
3j Controls to prevent recurrence: check the address twice
3k Incident outcome report: this form
Cause: autocomplete
Effects: one parent opened it
Lessons: no registers by mail
Actions: {actions}
"""
NO_ACTIONS = FORM.format(actions="none")


@pytest.fixture
def desk() -> Desk:
    """A Tuesday in term time, 10:00; the report says that it was noticed at 9:30."""
    desk = Desk("2026-11-24 10:00")
    desk.report()
    return desk


def classified(severity: str, start: str = "2026-11-24 10:00") -> Desk:
    """Reported at `start`, classified half an hour later, with an officer."""
    desk = Desk(start)
    desk.report()
    desk.advance(minutes=30)
    desk.say("asha", f"CLASSIFY {severity}\nASSIGN {CAT}")
    return desk


def reviewed(severity: str = "minor", form: str = NO_ACTIONS) -> Desk:
    """... whose outcome report came in an hour later."""
    desk = classified(severity)
    desk.advance(hours=1)
    desk.say(desk_officer(desk), form)
    assert desk.case.state == "review"
    return desk


def desk_officer(desk: Desk) -> str:
    person = desk.directory.person_by_address(desk.case.who.investigators[0])
    assert person is not None
    return person.id


def small(desk: Desk) -> None:
    desk.say("asha", "RISK unlikely because it was deleted at once")


# the first rows


def test_the_reporter_and_the_leader_hear_with_the_next_poll(desk: Desk) -> None:
    assert desk.kinds("tess") == ["acknowledgement"]
    assert desk.kinds("asha") == ["triage_request"]
    assert (desk.state("acknowledge_reporter"), desk.state("tell_leader")) == (MET, MET)


@pytest.mark.parametrize(
    ("severity", "due"),
    [("minor", "2026-11-25 10:00"), ("moderate", "2026-11-24 14:00"), ("major", "2026-11-24 12:00"),
     ("critical", "2026-11-24 11:00")],
)  # fmt: skip
def test_limits_to_acknowledge_count_from_the_report(severity: str, due: str) -> None:
    desk = Desk("2026-11-24 10:00")
    desk.report()
    desk.say("dana", f"CLASSIFY {severity}")  # the DPO classifies, the leader has not answered
    assert desk.due("leader_acknowledges") == due


@pytest.mark.parametrize(
    ("reported", "due"),
    [("2026-11-24 07:00", "2026-11-24 09:00"), ("2026-11-24 18:59", "2026-11-24 20:59"),
     ("2026-11-24 19:00", "2026-11-25 08:00"), ("2026-11-28 12:00", "2026-11-28 14:00"),
     ("2026-11-25 03:00", "2026-11-25 08:00"), ("2026-12-25 20:00", "2026-12-26 08:00")],
)  # fmt: skip
def test_unclassified_is_acknowledged_in_two_hours_by_day_every_day_else_at_eight(
    reported: str, due: str
) -> None:
    desk = Desk(reported)
    desk.report()
    assert desk.due("leader_acknowledges") == due


def test_silence_climbs_deputy_siro_ceo_chair_each_with_the_same_limit(desk: Desk) -> None:
    desk.until("2026-11-24 18:00")
    climbed = [
        (p, desk.times(p, "escalation", "leader_acknowledges")[0][-5:])
        for p in ("ben", "mel", "ivor", "chair")
    ]
    assert climbed == [("ben", "12:00"), ("mel", "14:00"), ("ivor", "16:00"), ("chair", "18:00")]


def test_the_last_rung_is_asked_again_every_working_day(desk: Desk) -> None:
    desk.advance(days=8)
    days = [moment[:10] for moment in desk.times("chair", step="leader_acknowledges")]
    assert days[:5] == ["2026-11-24", "2026-11-26", "2026-11-27", "2026-11-30", "2026-12-01"]
    assert len(days) == len(set(days))


def test_the_last_rung_of_a_critical_case_is_asked_again_every_four_hours_day_and_night() -> None:
    desk = Desk("2026-11-24 10:00")
    desk.report(RANSOMWARE)
    desk.until("2026-11-25 06:30")
    assert [t[-5:] for t in desk.times("chair", step="leader_acknowledges")] == [
        "14:00", "18:00", "22:00", "02:00", "06:00",
    ]  # fmt: skip


def test_an_automatic_reply_answers_nothing(desk: Desk) -> None:
    desk.absence_notice("asha", absent=False)
    assert desk.state("leader_acknowledges") is ARMED
    assert desk.kinds("ben") == []


def test_in_a_critical_case_a_mere_receipt_tells_the_deputy_as_well() -> None:
    desk = Desk("2026-11-24 10:00")
    desk.report(RANSOMWARE)
    desk.absence_notice("asha", absent=False)
    desk.absence_notice("asha", absent=False)
    assert desk.kinds("ben") == ["escalation"]
    assert desk.kinds("mel") == [], "once, and not one rung for each receipt"
    assert desk.case.who.leader.startswith("a.rahman")


# classify, and the 24 hours


def test_classifying_is_due_four_hours_of_daytime_after_the_report() -> None:
    desk = Desk("2026-11-28 17:30")  # a Saturday
    desk.report()
    assert desk.due("classify") == "2026-11-29 09:30"


def test_nobody_classifies_for_24_hours_provisionally_major_with_its_deadlines_from_then(desk: Desk) -> None:
    desk.advance(hours=24)
    assert (desk.case.severity, desk.case.provisional) == ("major", True)
    assert desk.case.classified_at == london("2026-11-25 10:00")
    assert desk.due("appoint") == "2026-11-25 14:00"
    assert "referral" in desk.kinds("dana")


def test_after_an_outage_the_24_hours_were_over_when_they_were_over(desk: Desk) -> None:
    desk.jump(hours=30)
    desk.settle()
    assert desk.case.classified_at == london("2026-11-25 10:00")


def test_a_human_classification_sets_c_anew_after_a_provisional_one(desk: Desk) -> None:
    desk.advance(hours=26)
    desk.say("asha", "CLASSIFY moderate")
    assert desk.case.classified_at == london("2026-11-25 12:00")
    assert desk.due("outcome_report") == "2026-12-09 12:00"
    desk.advance(hours=1)
    desk.say("asha", "CLASSIFY minor")
    assert desk.case.classified_at == london("2026-11-25 12:00")


def test_late_classification_goes_to_the_siro(desk: Desk) -> None:
    desk.say("asha", "ACKNOWLEDGE")
    desk.until("2026-11-24 14:00")
    assert desk.times("mel", "escalation", "classify") == ["2026-11-24 14:00"]


def test_the_siro_who_is_late_in_person_is_not_asked_instead_of_herself() -> None:
    desk = Desk("2026-11-24 10:00")
    desk.report("Asha Rahman e-mailed the staff list with salaries to a parent today at 9am.")
    desk.say("mel", "ACKNOWLEDGE")
    desk.advance(hours=5)
    assert desk.times("ivor", "escalation", "classify") == ["2026-11-24 14:00"]


# appoint, contain, refer, DPO


@pytest.mark.parametrize(
    ("severity", "due"),
    [("minor", "2026-11-26 10:30"), ("moderate", "2026-11-25 10:30"), ("major", "2026-11-24 14:30"),
     ("critical", "2026-11-24 12:30")],
)  # fmt: skip
def test_appointing_counts_from_the_classification_and_goes_to_the_siro(
    severity: str, due: str, desk: Desk
) -> None:
    desk.advance(minutes=30)
    desk.say("asha", f"CLASSIFY {severity}")
    assert desk.due("appoint") == due
    desk.until(due)
    assert due in desk.times("mel", "escalation", "appoint")


@pytest.mark.parametrize(
    ("severity", "due"),
    [("", "2026-11-25 10:00"), ("minor", "2026-11-26 10:00"), ("moderate", "2026-11-25 10:00"),
     ("major", "2026-11-24 22:00"), ("critical", "2026-11-24 14:00")],
)  # fmt: skip
def test_containing_counts_from_the_report_and_goes_to_it_then_the_siro(
    severity: str, due: str, desk: Desk
) -> None:
    desk.say("asha", f"CLASSIFY {severity}" if severity else "ACKNOWLEDGE")
    assert desk.due("contain") == due
    desk.until(due)
    assert due in desk.times("raj", "escalation", "contain")
    desk.advance(days=1.5)
    assert any("contain" in mail.points for mail in desk.to("mel", "escalation"))


def test_contained_stops_it(desk: Desk) -> None:
    desk.say("asha", "CLASSIFY critical\nCONTAINED she deleted it")
    assert desk.state("contain") is MET


@pytest.mark.parametrize("severity", ["major", "critical"])
def test_serious_cases_are_referred_at_once(severity: str, desk: Desk) -> None:
    desk.say("asha", f"CLASSIFY {severity}")
    assert desk.times("dana", "referral") == ["2026-11-24 10:00"]


@pytest.mark.parametrize("severity", ["", "minor", "moderate"])
def test_others_are_referred_24_hours_after_awareness_unless_risk_is_ruled_out(
    severity: str, desk: Desk
) -> None:
    if severity:
        desk.say("asha", f"CLASSIFY {severity}")
    desk.advance(days=1)
    assert desk.times("dana", "referral") == ["2026-11-25 09:30"]
    assert desk.state("refer") is MET


def test_a_referral_that_an_outage_made_late_is_missed(desk: Desk) -> None:
    desk.jump(days=2)
    desk.settle()
    assert desk.state("refer") is MISSED
    assert "refer" in [event["step"] for event in desk.events("deadline_missed")]


def test_risk_ruled_out_in_time_spares_the_dpo(desk: Desk) -> None:
    desk.say("asha", "CLASSIFY minor\nRISK unlikely because it was deleted")
    desk.advance(days=3)
    assert desk.kinds("dana") == []


def test_risk_that_turns_out_likely_later_is_referred_then(desk: Desk) -> None:
    desk.say("asha", "CLASSIFY minor\nRISK unlikely because it was deleted")
    desk.advance(days=2)
    desk.say("asha", "RISK likely because she has sent it on")
    assert desk.times("dana", "referral") == ["2026-11-26 10:00"]


@pytest.mark.parametrize(("severity", "due"), [("major", "14:00"), ("critical", "11:00")])
def test_the_dpo_acknowledges_else_the_dpos_deputy_then_the_siro(severity: str, due: str, desk: Desk) -> None:
    desk.say("asha", f"CLASSIFY {severity}\nASSIGN {CAT}\nCONTAINED deleted")
    assert desk.due("dpo_acknowledges") == f"2026-11-24 {due}"
    desk.until(f"2026-11-24 {due}")
    assert desk.times("dpo-deputy", "escalation") == [f"2026-11-24 {due}"]
    desk.advance(hours=4)
    assert any("dpo_acknowledges" in mail.points for mail in desk.to("mel", "escalation"))
    desk.say("dpo-deputy", "ACKNOWLEDGE")
    assert desk.row("dpo_acknowledges").done_at is not None
    assert desk.case.who.dpo.startswith("piers@")


def test_a_moderate_referral_gives_the_dpo_a_working_day(desk: Desk) -> None:
    desk.say("asha", "CLASSIFY moderate")
    desk.until("2026-11-25 09:30")
    assert desk.due("dpo_acknowledges") == "2026-11-26 09:30"


# the law's clock


@pytest.mark.parametrize(
    ("severity", "hours"), [("", 48), ("minor", 48), ("moderate", 48), ("major", 36), ("critical", 24)]
)
def test_the_legal_decisions_count_from_awareness(severity: str, hours: int, desk: Desk) -> None:
    if severity:
        desk.say("asha", f"CLASSIFY {severity}")
    due = f"{london('2026-11-24 09:30') + timedelta(hours=hours):%Y-%m-%d %H:%M}"
    assert (desk.due("ico_decision"), desk.due("people_decision")) == (due, due)
    assert desk.due("ico_filed") == "2026-11-27 09:30"


def test_late_decisions_go_to_the_siro_then_the_ceo(desk: Desk) -> None:
    desk.say("asha", f"CLASSIFY critical\nASSIGN {CAT}\nCONTAINED deleted")
    desk.until("2026-11-25 13:30")
    assert "2026-11-25 09:30" in desk.times("mel", "escalation", "ico_decision")
    assert "2026-11-25 13:30" in desk.times("ivor", "escalation", "people_decision")


def test_clock_warnings_widen_their_circle(desk: Desk) -> None:
    desk.say("asha", "CLASSIFY moderate")
    desk.until("2026-11-27 09:29")
    heard = {hours: {m.to for m in desk.sent if m.kind == "clock_warning" and _hours(m.at) == hours}
             for hours in (24, 48, 60, 68, 71)}  # fmt: skip
    assert heard[24] == {"asha", "dana"}
    assert heard[48] | {"mel"} == {"asha", "dana", "mel"}
    assert heard[60] == {"asha", "dana", "mel", "ivor"}
    assert heard[68] == {"asha", "dana", "mel", "ivor", "chair"}
    told = {m.to for m in desk.sent if "ico_filed" in m.points and m.at >= london("2026-11-27 08:00")}
    assert told >= {"asha", "dana", "mel", "ivor", "chair"}


def _hours(at: datetime) -> float:
    return (at - london("2026-11-24 09:30")).total_seconds() / 3600


def test_warnings_take_the_place_of_percent_reminders_of_the_ico_steps(desk: Desk) -> None:
    desk.say("asha", "CLASSIFY moderate\nPEOPLE not-tell because it was deleted")
    desk.until("2026-11-26 09:29")
    assert all("ico_decision" not in mail.points for mail in desk.sent)


def test_after_72_hours_everyone_hears_and_reasons_for_the_delay_are_demanded(desk: Desk) -> None:
    desk.say("asha", "CLASSIFY moderate")
    desk.until("2026-11-27 09:30")
    told = {m.to for m in desk.sent if "ico_filed" in m.points and m.at == london("2026-11-27 09:30")}
    assert told >= {"asha", "dana", "mel", "ivor", "chair"}
    assert desk.state("ico_filed") is MISSED
    desk.advance(days=3)
    assert len(desk.times("chair", step="ico_filed")) > 2, "and again, until it is filed"


def test_the_reasons_for_the_delay_go_on_record_with_or_without_a_decision(desk: Desk) -> None:
    desk.until("2026-11-27 09:31")
    mail = next(m for m in desk.to("chair", "clock_warning") if m.at == london("2026-11-27 09:30"))
    assert ("Why it is late", "NOTE Delay: ") in mail.mail.facts["buttons"]
    desk.say("mel", "NOTE Delay: the parent only told us on Thursday")
    assert "Thursday" in desk.case.words.delay_reason
    desk.say("mel", "ICO filed IC-1-A because the parent told us late")
    assert (desk.case.ico_reference, desk.case.words.delay_reason) == ("IC-1-A", "the parent told us late")


def test_everyone_who_heard_after_72_hours_may_act(desk: Desk) -> None:
    desk.until("2026-11-27 09:30")
    desk.say("chair", "ICO report because nobody else did")
    assert desk.case.ico_decision == "report"


@pytest.mark.parametrize(
    "words",
    ["ICO not-report because it was deleted", "RISK none because it was a test file", "ICO filed IC-1-A"],
)
def test_warnings_end_with_not_reporting_with_filing_and_with_no_personal_data(
    words: str, desk: Desk
) -> None:
    desk.say("asha", "CLASSIFY moderate")
    desk.until("2026-11-25 10:00")
    desk.say("asha", words)
    before = len([m for m in desk.sent if "ico_filed" in m.points])
    desk.advance(days=5)
    assert len([m for m in desk.sent if "ico_filed" in m.points]) == before
    assert not desk.row("ico_filed").live


def test_warnings_go_on_after_the_decision_to_report_until_it_is_filed(desk: Desk) -> None:
    desk.say("asha", "CLASSIFY moderate\nICO report because the DPO says so")
    desk.until("2026-11-25 09:30")
    assert desk.times("dana", "clock_warning") == ["2026-11-25 09:30"]


def test_the_legal_clock_is_never_extended(desk: Desk) -> None:
    desk.say("asha", "CLASSIFY moderate")
    for step in ("ico_filed", "refer", "people_told"):
        desk.say("mel", f"EXTEND {step} 2 days because it is half term")
    assert desk.events("extended") == []
    desk.say(
        "mel",
        "EXTEND ico_decision 1 days because the office is shut\nEXTEND ico_decision 1 days because again",
    )
    assert desk.row("ico_decision").due_at <= london("2026-11-27 09:30")


# downward and upward


def test_upward_the_shorter_limit_counts_from_the_same_moment(desk: Desk) -> None:
    desk.say("asha", f"CLASSIFY moderate\nASSIGN {CAT}")
    assert desk.due("outcome_report") == "2026-12-08 10:00"
    desk.advance(hours=3)
    desk.say("asha", "CLASSIFY major")
    assert desk.due("outcome_report") == "2026-12-15 10:00"
    assert desk.due("contain") == "2026-11-24 22:00"
    assert desk.due("interim_report") == "2026-11-27 10:00"
    desk.say("asha", "CLASSIFY critical")
    assert desk.due("contain") == "2026-11-24 14:00"
    assert desk.due("ico_decision") == "2026-11-25 09:30"


def test_what_is_already_late_after_an_upward_change_is_missed_at_once(desk: Desk) -> None:
    desk.say("asha", "CLASSIFY minor")
    desk.advance(hours=5)
    desk.say("asha", "CLASSIFY critical")
    assert desk.state("contain") is MISSED
    assert desk.times("raj", "escalation", "contain") == ["2026-11-24 15:00"]


@pytest.mark.parametrize("first", ["critical", "major"])
def test_downward_never_loosens_the_legal_clock(first: str, desk: Desk) -> None:
    desk.say("asha", f"CLASSIFY {first}")
    before = (desk.due("ico_decision"), desk.due("people_decision"), desk.due("ico_filed"))
    desk.advance(hours=1)
    desk.say("asha", "CLASSIFY minor")
    assert (desk.due("ico_decision"), desk.due("people_decision"), desk.due("ico_filed")) == before
    assert desk.due("contain") == "2026-11-26 10:00"


def test_grave_words_shorten_the_legal_clock_for_good() -> None:
    desk = Desk("2026-11-24 10:00")
    desk.report(RANSOMWARE)
    assert desk.due("ico_decision") == "2026-11-25 09:40"
    desk.say("asha", "CLASSIFY moderate")
    assert desk.due("ico_decision") == "2026-11-25 09:40"


@pytest.mark.parametrize(
    "words",
    ["The files are encrypted and there is a ransom note on the screen.", "A safeguarding file lies open on the web.",
     "The address of the refuge was printed on the letter.", "The press has rung about the lost register.",
     "All schools have lost their registers, the whole trust is hit."],
)  # fmt: skip
def test_grave_words_put_a_case_in_the_critical_column_until_a_human_classifies(words: str) -> None:
    desk = Desk("2026-11-24 22:30")
    desk.report(words)
    assert desk.case.column == "critical"
    assert desk.due("leader_acknowledges") == "2026-11-24 23:30"
    assert desk.kinds("dana")[0] == "referral"
    desk.say("asha", "CLASSIFY minor")
    assert desk.case.column == "minor"


# risk


def test_likely_risk_arms_the_ico_decision_again(desk: Desk) -> None:
    desk.say("asha", "CLASSIFY minor\nRISK unlikely because it was deleted")
    assert not desk.row("ico_decision").live
    assert not desk.row("ico_filed").live
    desk.advance(hours=3)
    desk.say("asha", "RISK likely because she has sent it on")
    assert desk.state("ico_decision") is ARMED
    assert desk.state("ico_filed") is ARMED
    assert not desk.row("people_decision").live


def test_high_risk_arms_both_decisions_as_if_critical(desk: Desk) -> None:
    desk.say("asha", "CLASSIFY minor\nRISK unlikely because it was deleted")
    desk.advance(hours=3)
    desk.say("asha", "RISK high because an address of a refuge is in it")
    assert (desk.due("ico_decision"), desk.due("people_decision")) == ("2026-11-25 09:30", "2026-11-25 09:30")
    desk.say("asha", "RISK unlikely because I was wrong")
    assert desk.row("ico_decision").due_at <= london("2026-11-25 09:30")


def test_a_decision_that_is_armed_again_when_its_time_is_over_is_late_at_once_and_heard(desk: Desk) -> None:
    desk.say("asha", "CLASSIFY minor\nRISK unlikely because it was deleted")
    desk.advance(days=4)
    desk.say("asha", "RISK likely because she has sent it on")
    assert desk.state("ico_decision") is MISSED
    assert any("ico_decision" in mail.points for mail in desk.to("mel", "escalation"))


def test_no_personal_data_ends_every_legal_step_below_major(desk: Desk) -> None:
    desk.say("asha", "CLASSIFY minor\nRISK none because it was an empty form")
    assert all(not desk.row(s).live for s in ("refer", "ico_decision", "ico_filed", "people_decision"))


def test_no_personal_data_does_not_stop_the_referral_of_a_major_case(desk: Desk) -> None:
    desk.say("asha", "RISK none because it was an empty form\nCLASSIFY major")
    assert "referral" in desk.kinds("dana")


# people


def test_people_are_told_within_a_day_of_the_decision_else_the_siro_hears(desk: Desk) -> None:
    desk.say("asha", "CLASSIFY moderate\nPEOPLE tell because it is about their children")
    assert desk.due("people_told") == "2026-11-25 10:00"
    desk.until("2026-11-25 10:00")
    assert "2026-11-25 10:00" in desk.times("mel", "escalation", "people_told")
    desk.say("asha", "PEOPLE told by letter")
    assert desk.row("people_told").done_at is not None


def test_where_somebody_is_in_danger_people_are_told_at_once() -> None:
    desk = Desk("2026-11-24 10:00")
    desk.report(
        "A child is in danger right now: her refuge address was sent to her violent father this morning."
    )
    desk.say("asha", "PEOPLE tell because the family must leave now")
    assert desk.due("people_told") == "2026-11-24 10:00"
    desk.advance(minutes=20)
    assert any("people_told" in mail.points for mail in desk.to("mel", "escalation"))


# the investigation


@pytest.mark.parametrize(
    ("severity", "due"),
    [("minor", "2026-12-01 10:30"), ("moderate", "2026-12-08 10:30"), ("major", "2026-12-15 10:30"),
     ("critical", "2026-12-22 10:30")],
)  # fmt: skip
def test_the_outcome_report_counts_working_days_from_the_classification(severity: str, due: str) -> None:
    assert classified(severity).due("outcome_report") == due


def test_a_late_outcome_report_goes_to_headteacher_siro_and_ceo() -> None:
    desk = classified("minor")
    small(desk)
    desk.say("asha", "CONTAINED deleted")
    desk.advance(days=12)
    first = [desk.times(person, "escalation", "outcome_report")[0] for person in ("asha", "mel", "ivor")]
    assert first == ["2026-12-01 10:30", "2026-12-02 10:30", "2026-12-03 10:30"]
    assert desk.times("cat", "reminder", "outcome_report")[:2] == ["2026-11-26 15:00", "2026-11-30 10:30"]


def test_a_major_case_has_one_interim_report_after_three_working_days() -> None:
    desk = classified("major")
    assert desk.due("interim_report") == "2026-11-27 10:30"
    desk.say("cat", "NOTE Interim: the parent has deleted it")
    assert desk.state("interim_report") is MET
    desk.advance(days=5)
    assert not desk.row("interim_report").live


def test_a_critical_case_has_an_interim_report_every_day_until_contained() -> None:
    desk = classified("critical")
    assert desk.due("interim_report") == "2026-11-25 10:30"
    desk.advance(hours=20)
    desk.say("mel", "NOTE Interim: servers are off")
    assert desk.due("interim_report") == "2026-11-26 06:30"
    desk.advance(hours=24)
    assert desk.state("interim_report") is MISSED
    assert any("interim_report" in m.points for m in desk.to("ivor", "escalation")), (
        "the SIRO is late in person"
    )
    desk.say("mel", "NOTE Interim: restored")
    desk.say("mel", "CONTAINED everything is restored")
    desk.advance(days=3)
    assert not desk.row("interim_report").live


def test_the_review_is_due_five_working_days_after_the_report_came_in() -> None:
    desk = reviewed()
    small(desk)
    desk.say("asha", "CONTAINED deleted")
    assert desk.due("review") == "2026-12-01 11:30"
    desk.advance(days=14)
    assert desk.times("mel", "escalation", "review")[0] == "2026-12-01 11:30"
    assert desk.times("ivor", "escalation", "review")[0] == "2026-12-02 11:30"


def test_the_review_of_an_investigating_siro_is_not_escalated_to_the_siro() -> None:
    desk = reviewed("major")
    desk.say("asha", "CONTAINED deleted")
    desk.until("2026-12-01 11:30")
    assert all("review" not in mail.points for mail in desk.to("mel", "escalation"))
    assert "2026-12-01 11:30" in desk.times("ivor", "escalation", "review")


def test_the_dpos_view_is_asked_for_five_working_days_then_the_deputy_and_the_siro() -> None:
    desk = reviewed("major")
    desk.say("dana", "ACKNOWLEDGE")
    assert desk.due("dpo_view") == "2026-12-01 11:30"
    desk.until("2026-12-02 12:00")
    assert "2026-12-01 11:30" in desk.times("dpo-deputy", "escalation", "dpo_view")
    assert any("dpo_view" in mail.points for mail in desk.to("mel", "escalation"))
    desk.say("dpo-deputy", "NOTE I agree with the report")
    assert desk.row("dpo_view").done_at is not None


def test_without_the_dpos_view_the_reviewer_may_close_five_working_days_later_with_a_reason() -> None:
    desk = reviewed("major")
    for words in ("ACCEPT", "ICO not-report because deleted\nPEOPLE not-tell because deleted"):
        desk.say("asha", words)
    desk.until("2026-12-07 10:00")
    desk.say("asha", "CLOSE because the DPO does not answer")
    assert desk.case.state == "review"
    desk.until("2026-12-08 12:00")
    desk.say("asha", "CLOSE")
    assert desk.case.state == "review"
    desk.say("asha", "CLOSE because the DPO was asked three times and did not answer")
    assert desk.case.state == "closed"
    assert desk.events("closed")[0]["without_dpo"]


def test_closing_is_due_five_working_days_after_acceptance_and_the_dpos_view() -> None:
    desk = reviewed("major")
    desk.say("asha", "ACCEPT")
    assert "close" not in {row.step.value for row in desk.rows()}
    desk.advance(days=1)
    desk.say("dana", "NOTE agreed")
    assert desk.due("close") == "2026-12-02 11:30"


def test_closing_a_small_case_is_due_five_working_days_after_acceptance() -> None:
    desk = reviewed()
    desk.say("asha", "ACCEPT")
    small(desk)
    desk.say("asha", "CONTAINED deleted")
    assert desk.due("close") == "2026-12-01 11:30"
    desk.advance(days=14)
    assert desk.times("mel", "escalation", "close")[0] == "2026-12-01 11:30"
    assert desk.times("ivor", "escalation", "close")[0] == "2026-12-02 11:30"


def test_a_returned_report_has_its_whole_time_again() -> None:
    desk = reviewed()
    desk.say("asha", "EXTEND review 2 days because of the inspection")
    desk.advance(days=1)
    desk.say("asha", "RETURN because the cause is missing")
    assert desk.due("outcome_report") == "2026-12-02 11:30"
    assert not desk.row("review").live
    desk.say("cat", NO_ACTIONS)
    assert desk.due("review") == "2026-12-02 11:30", "the time that was given belonged to the first review"


def test_a_reopened_case_has_outcome_deadlines_as_for_its_severity() -> None:
    desk = reviewed()
    desk.say("asha", "RISK unlikely because deleted\nACCEPT\nCLOSE")
    assert desk.case.state == "closed"
    assert not any(row.live for row in desk.rows())
    desk.advance(days=3)
    desk.say("asha", "REOPEN because a second parent has it")
    assert desk.due("outcome_report") == "2026-12-04 11:30"


# reminders


def test_reminders_at_half_at_four_fifths_and_at_the_end(desk: Desk) -> None:
    desk.say("asha", "ACKNOWLEDGE")
    desk.until("2026-11-24 14:00")
    assert desk.times("asha", "reminder", "classify") == [
        "2026-11-24 12:00", "2026-11-24 13:12", "2026-11-24 14:00",
    ]  # fmt: skip


def test_a_limit_under_two_hours_is_reminded_of_twice_only() -> None:
    desk = Desk("2026-11-24 10:00")
    desk.report(RANSOMWARE)
    desk.until("2026-11-24 11:00")
    assert desk.times("asha", "reminder") == ["2026-11-24 10:48", "2026-11-24 11:00"]


def test_reminders_of_working_limits_never_fall_on_a_day_off() -> None:
    desk = classified("minor", "2026-11-27 10:00")  # a Friday
    small(desk)
    desk.say("asha", "CONTAINED deleted")
    desk.until("2026-12-04 10:29")
    assert desk.times("cat", "reminder", "outcome_report") == ["2026-12-01 15:00", "2026-12-03 10:30"]


def test_whoever_is_late_is_not_told_again_with_every_rung(desk: Desk) -> None:
    desk.until("2026-11-24 19:00")
    told = [m for m in desk.to("asha") if "leader_acknowledges" in m.points]
    assert len(told) == 4, "50, 80, 100 percent, and once with the last rung"


# extending


def test_an_extension_counts_working_days_and_its_reminders_follow() -> None:
    desk = classified("minor")
    small(desk)
    desk.say("asha", "CONTAINED deleted")
    desk.until("2026-11-30 12:00")  # half and four fifths have passed
    desk.say("asha", "EXTEND outcome_report 5 days because half the staff are ill")
    assert desk.due("outcome_report") == "2026-12-08 10:30"
    desk.until("2026-12-08 10:29")
    assert desk.times("cat", "reminder", "outcome_report")[2:] == ["2026-12-01 10:30", "2026-12-04 10:30"]
    assert desk.state("outcome_report") is ARMED


def test_an_extension_ends_the_climbing(desk: Desk) -> None:
    desk.say("asha", "CLASSIFY minor\nRISK unlikely because deleted")
    desk.until("2026-11-26 12:00")
    assert desk.state("contain") is MISSED
    desk.say("mel", "EXTEND contain 3 days because the firm answers on Monday")
    assert desk.state("contain") is ARMED
    before = len(desk.sent)
    desk.until("2026-11-30 09:00")
    assert all("contain" not in m.points or m.kind != "escalation" for m in desk.sent[before:])


def test_nobody_gives_themselves_more_time(desk: Desk) -> None:
    desk.say("asha", f"CLASSIFY minor\nASSIGN {CAT}")
    due = desk.due("outcome_report")
    desk.say("cat", "EXTEND outcome_report 5 days because I am busy")
    assert desk.due("outcome_report") == due
    assert "decision_request" in desk.kinds("asha")


def test_the_second_interim_report_can_be_extended_too() -> None:
    desk = classified("critical")
    desk.advance(hours=2)
    desk.say("mel", "NOTE Interim: servers are off")
    due = desk.row("interim_report").due_at
    desk.say("asha", "EXTEND interim_report 1 days because the firm works on it")
    assert desk.row("interim_report").due_at > due
    desk.advance(hours=3)
    desk.say("mel", "NOTE Interim: restored")
    assert desk.row("interim_report").due_at == desk.now.astimezone(UTC) + timedelta(hours=24)


# A


def test_none_given_a_is_the_moment_of_the_report() -> None:
    desk = Desk("2026-11-24 10:00")
    desk.report("A folder with class lists is missing from the office.", aware_at=None)
    assert desk.due("ico_filed") == "2026-11-27 10:00"


def test_rungs_that_have_passed_on_receipt_are_sent_once_and_only_the_highest() -> None:
    desk = Desk("2026-11-24 10:00")
    desk.report(aware_at=london("2026-11-21 23:00").astimezone(UTC))  # 59 hours ago
    warned = [m for m in desk.sent if "ico_filed" in m.points]
    assert {m.to for m in warned} <= {"asha", "dana", "mel"}
    assert len(desk.times("asha", step="ico_filed")) == 1
    assert desk.row("ico_filed").stage == 48
    assert desk.times("dana", "referral") == ["2026-11-24 10:00"]


def test_a_report_after_the_72_hours_is_told_to_everyone_at_once() -> None:
    desk = Desk("2026-11-24 10:00")
    desk.report(aware_at=london("2026-11-20 09:00").astimezone(UTC))
    assert desk.state("ico_filed") is MISSED
    assert {m.to for m in desk.sent if "ico_filed" in m.points} >= {"asha", "dana", "mel", "ivor", "chair"}


def test_awareness_corrected_moves_the_legal_deadlines_and_repeats_no_warning(desk: Desk) -> None:
    desk.say("asha", "CLASSIFY moderate")
    desk.until("2026-11-25 10:00")
    desk.say("mel", "AWARE 24/11/2026 08:00 because the office saw it at eight")
    assert desk.due("ico_filed") == "2026-11-27 08:00"
    desk.say("mel", "AWARE 24/11/2026 09:50 because it was later")
    assert desk.due("ico_filed") == "2026-11-27 09:50"
    desk.until("2026-11-26 09:00")
    assert len(desk.times("dana", step="ico_filed")) == 1


# days off


def test_on_a_day_off_deputy_and_siro_hear_and_nobody_further_before_24_hours() -> None:
    desk = Desk("2026-11-28 10:00")  # a Saturday
    desk.report(aware_at=None)
    desk.until("2026-11-29 09:59")
    assert desk.times("ben", "escalation", "leader_acknowledges") == ["2026-11-28 12:00"]
    assert desk.times("mel", "escalation", "leader_acknowledges") == ["2026-11-28 14:00"]
    assert desk.kinds("ivor") == desk.kinds("chair") == []
    desk.until("2026-11-29 10:00")
    assert desk.times("ivor", "escalation", "leader_acknowledges") == ["2026-11-29 10:00"]


def test_a_case_with_grave_words_climbs_on_a_day_off_as_on_any_other() -> None:
    desk = Desk("2026-11-28 10:00")
    desk.report(RANSOMWARE)
    desk.until("2026-11-28 14:00")
    assert desk.times("chair", "escalation") == ["2026-11-28 14:00"]


# who acts


def test_everybody_reached_may_act_and_the_first_leads(desk: Desk) -> None:
    desk.until("2026-11-24 14:30")
    desk.say("mel", "CLASSIFY moderate")
    assert desk.case.who.leader.startswith("m.okonjo")
    assert "acknowledged" in desk.kinds("asha")
    assert "acknowledged" in desk.kinds("ben")
    desk.say("ben", "NOTE I have spoken to the office")
    assert desk.case.who.leader.startswith("m.okonjo")


# gathering


def test_what_falls_due_within_half_an_hour_goes_along_in_one_mail(desk: Desk) -> None:
    desk.until("2026-11-24 12:00")
    at_1136 = [m for m in desk.to("asha") if m.at == london("2026-11-24 11:36")]
    assert [m.points for m in at_1136] == [["leader_acknowledges", "classify"]]
    assert [m for m in desk.to("asha") if m.at == london("2026-11-24 12:00") and "classify" in m.points] == []


def test_each_gathered_cause_keeps_its_own_once_key(desk: Desk) -> None:
    desk.until("2026-11-24 11:36")
    keys = [key for key in desk.once if "/classify/1/50/" in key]
    assert len(keys) == 1


def test_one_mail_has_the_form_of_its_most_urgent_cause(desk: Desk) -> None:
    desk.say("asha", f"CLASSIFY critical\nASSIGN {CAT}\nCONTAINED deleted")
    desk.until("2026-11-25 09:30")
    (mail,) = [m for m in desk.to("mel") if m.at == london("2026-11-25 09:30")]
    assert mail.kind == "escalation"
    assert {"ico_decision", "people_decision"} <= set(mail.points)


# actions


def test_an_action_is_asked_for_on_its_date_and_30_and_90_days_after_closure() -> None:
    desk = reviewed(form=FORM.format(actions=f"\nTurn the warning on; owner: {CAT}; by: 2026-12-01"))
    desk.say("asha", "RISK unlikely because deleted\nACCEPT\nCLOSE")
    assert desk.case.state == "closed"
    desk.advance(days=120)
    assert desk.times("cat", "action_follow_up")[::2] == [
        "2026-12-01 08:00",
        "2026-12-24 08:00",
        "2027-02-22 08:00",
    ]
    assert desk.to("cat", "action_follow_up")[0].mail.facts["what"] == "Turn the warning on"


def test_an_answered_action_is_not_asked_for_again() -> None:
    desk = reviewed(form=FORM.format(actions=f"\nTurn the warning on; owner: {CAT}; by: 2026-12-01"))
    desk.say("asha", "RISK unlikely because deleted\nACCEPT\nCLOSE")
    desk.until("2026-12-01 09:00")
    desk.say("cat", "NOT DONE 1 because the firm cannot do it")
    before = len(desk.to("cat", "action_follow_up"))
    desk.advance(days=120)
    assert len(desk.to("cat", "action_follow_up")) == before


def test_two_actions_of_one_owner_on_one_day_are_one_mail() -> None:
    two = (
        f"\nTurn the warning on; owner: {CAT}; by: 2026-12-01\nTell the office; owner: {CAT}; by: 2026-12-01"
    )
    desk = reviewed(form=FORM.format(actions=two))
    desk.say("asha", "RISK unlikely because deleted\nACCEPT\nCLOSE")
    desk.until("2026-12-01 12:00")
    (mail,) = desk.to("cat", "action_follow_up")
    assert [one["n"] for one in mail.mail.facts["actions"]] == ["1", "2"]


def test_an_action_that_nobody_answers_is_told_to_the_reviewer_once() -> None:
    desk = reviewed(form=FORM.format(actions=f"\nTurn the warning on; owner: {CAT}; by: 2026-12-01"))
    desk.say("asha", "RISK unlikely because deleted\nACCEPT\nCLOSE")
    desk.until("2026-12-20 12:00")
    assert desk.times("asha", step="action_follow_up") == ["2026-12-08 08:00"]


# what ends a case ends its deadlines


@pytest.mark.parametrize("words", ["NOT-INCIDENT because it was a test file"])
def test_an_ended_case_is_quiet(words: str, desk: Desk) -> None:
    desk.say("asha", words)
    before = len(desk.sent)
    desk.advance(days=30)
    assert len(desk.sent) == before
    assert all(not row.live for row in desk.rows())


def test_a_restored_case_has_the_laws_clock_as_if_it_had_never_stopped(desk: Desk) -> None:
    desk.say("asha", "NOT-INCIDENT because it was a test file")
    desk.advance(days=2)
    desk.say("mel", "REOPEN because it held real names")
    assert desk.due("ico_filed") == "2026-11-27 09:30"
    assert desk.state("ico_decision") is MISSED


# outages


def test_after_an_outage_each_missed_deadline_fires_once_without_stale_reminders(desk: Desk) -> None:
    desk.jump(days=3)
    desk.settle()
    missed = [(e["step"], e["cycle"]) for e in desk.events("deadline_missed")]
    assert len(missed) == len(set(missed))
    assert len(desk.to("asha")) <= 3, "the triage request, and what is late in one mail or two"
    before = len(desk.sent)
    desk.settle()
    assert len(desk.sent) == before


def test_after_an_outage_the_oldest_case_goes_first() -> None:
    desk = Desk("2026-11-24 10:00")
    first = desk.report()
    desk.advance(minutes=30)
    second = desk.report()
    desk.jump(days=1)
    desk.settle()
    order = [m.reference for m in desk.sent if m.at == desk.now]
    assert order.index(first) < order.index(second)


def test_a_clock_set_back_fires_nothing_twice(desk: Desk) -> None:
    desk.until("2026-11-24 12:30")
    before = len(desk.sent)
    desk.now -= timedelta(hours=2)
    desk.advance(hours=2)
    assert len(desk.sent) == before


def test_times_are_held_in_utc(desk: Desk) -> None:
    assert all(row.due_at.utcoffset() == timedelta(0) for row in desk.rows())
    assert desk.now.tzinfo is LONDON
    assert REPORT
