"""Who investigates follows how serious the case is (SPEC §3, appoint), and whoever is affected hears of it."""

from __future__ import annotations

import pytest

from tests.properties.desk import Desk
from tests.scenarios.test_deadlines import CAT, NO_ACTIONS

MEL, ASHA = "m.okonjo@osborne.example", "a.rahman@hill.osborne.example"


@pytest.fixture
def desk() -> Desk:
    """A Tuesday in term time, 10:00, with a report from Hill Academy."""
    desk = Desk("2026-11-24 10:00")
    desk.report()
    return desk


def team(desk: Desk) -> tuple[set[str], set[str]]:
    return set(desk.case.who.investigators), set(desk.case.who.supporters)


TEAMS = {
    "minor": ({CAT}, set()),
    "moderate": ({CAT}, set()),
    "major": ({CAT, MEL}, set()),
    "critical": ({MEL}, {CAT}),
}


@pytest.mark.parametrize("before", TEAMS)
@pytest.mark.parametrize("after", TEAMS)
def test_the_team_is_the_same_whichever_way_the_case_came_there(before: str, after: str, desk: Desk) -> None:
    desk.say("asha", f"CLASSIFY {before}\nASSIGN {CAT}")
    assert team(desk) == TEAMS[before]
    desk.say("asha", f"CLASSIFY {after}")
    assert team(desk) == TEAMS[after]


def test_a_human_who_finds_a_provisionally_major_case_minor_lets_the_siro_go(desk: Desk) -> None:
    desk.advance(hours=25)
    desk.say("asha", f"ASSIGN {CAT}")
    assert team(desk) == TEAMS["major"]
    desk.say("asha", "CLASSIFY minor")
    assert team(desk) == TEAMS["minor"]
    assert desk.to("mel", "answer")[-1].mail.facts["about"] == "relieved"


def test_after_a_mistaken_critical_the_officer_sends_the_report(desk: Desk) -> None:
    desk.say("asha", f"CLASSIFY critical\nASSIGN {CAT}")
    desk.say("asha", "CLASSIFY minor")
    assert desk.to("cat")[-1].mail.facts["part"] == "investigates"
    desk.say("cat", NO_ACTIONS)
    assert desk.case.state == "review"


def test_a_headteacher_who_was_named_goes_on_when_the_case_becomes_critical(desk: Desk) -> None:
    desk.say("asha", f"CLASSIFY minor\nASSIGN {ASHA}")
    desk.say("asha", "CLASSIFY critical")
    assert team(desk) == ({ASHA}, set())


@pytest.mark.parametrize(("before", "after"), [("critical", "minor"), ("minor", "critical")])
def test_whoever_made_the_report_that_is_in_goes_on_and_cannot_accept_it(
    before: str, after: str, desk: Desk
) -> None:
    desk.say("asha", f"CLASSIFY {before}\nASSIGN {CAT}")
    (author,) = desk.case.who.investigators
    desk.say("mel" if author == MEL else "cat", NO_ACTIONS)
    desk.say("asha", f"CLASSIFY {after}")
    assert author in desk.case.who.investigators
    desk.say("mel", "ACCEPT")
    assert desk.case.accepted_at is None


def test_a_replaced_officer_hears_who_has_it_now(desk: Desk) -> None:
    desk.say("asha", f"CLASSIFY minor\nASSIGN {CAT}")
    desk.say("asha", "ASSIGN b.castell@hill.osborne.example")
    assert "Ben Castell" in desk.to("cat", "answer")[-1].mail.facts["text"]


def test_everybody_on_the_team_hears_of_the_end_and_of_its_undoing(desk: Desk) -> None:
    desk.say("asha", f"CLASSIFY critical\nASSIGN {CAT}")
    desk.say("asha", "NOT-INCIDENT because the names were invented")
    assert desk.kinds("cat")[-1] == "closed"
    assert desk.kinds("mel").count("closed") == 1
    desk.say("dana", "REOPEN because they were not")
    assert desk.kinds("cat")[-1] == "reopened"


def test_a_leader_who_escalates_reads_and_notes_and_no_more(desk: Desk) -> None:
    desk.say("asha", "ESCALATE I am in court all day")
    desk.say("asha", "CLASSIFY minor")
    assert desk.case.severity is None
    desk.say("asha", "NOTE the parent is on the phone")
    assert desk.event_kinds()[-1] == "noted"
    desk.say("tess", "She has deleted it.")
    assert desk.kinds("asha")[-1] == "answer", "keeps reading"


def test_a_leader_who_escalated_leads_again_when_the_case_is_handed_back(desk: Desk) -> None:
    desk.say("asha", "ESCALATE I am in court all day")
    desk.say("mel", f"HANDOVER {ASHA}")
    desk.say("asha", "CLASSIFY minor")
    assert desk.case.severity == "minor"
