"""People who leave while a case is open, and people who were named without standing in the directory (SPEC §2)."""

from __future__ import annotations

import re
from datetime import date

from bot.demo.trust import directory_toml
from tests.properties.desk import Desk, configured
from tests.scenarios.test_deadlines import CAT

NOOR = "n.whitlock@hill.osborne.example"  # staff, in no role and not in the directory


def without(*people: str) -> str:
    """The directory.toml without these people, their deputies in their place."""
    text = re.sub(r'\[\[people\]\]\nid = "noor"\n(?:.+\n)*', "", directory_toml())
    for person in people:
        text = re.sub(rf'\[\[people\]\]\nid = "{person}"\n(?:.+\n)*', "", text).replace(f'"{person}", ', "")
    return text


def opened(words: str) -> Desk:
    desk = Desk("2026-11-24 10:00", directory=without())
    desk.report()
    desk.say("asha", words)
    return desk


def leaves(desk: Desk, person: str) -> None:
    desk.directory = configured(without(person))[0]


def test_a_head_who_leaves_is_followed_by_the_new_one_before_anything_is_late() -> None:
    desk = opened("CLASSIFY moderate")
    leaves(desk, "asha")
    desk.until("2026-11-24 18:00")
    assert desk.case.who.leader.startswith("b.castell")
    before = len(desk.sent)
    desk.advance(days=3)
    assert all(mail.address != "a.rahman@hill.osborne.example" for mail in desk.sent[before:])
    assert "2026-11-25 10:00" in desk.times("mel", "escalation", "appoint")


def test_a_dpo_who_is_no_longer_ours_gets_nothing_more_and_the_new_one_the_referral() -> None:
    desk = opened("CLASSIFY major")
    leaves(desk, "dana")
    desk.until("2026-11-24 13:00")
    assert desk.times("dpo-deputy", "referral") == ["2026-11-24 12:00"]
    before = len(desk.sent)
    desk.advance(days=4)
    assert all(mail.address != "dana@whitfield-dpo.example" for mail in desk.sent[before:])


def test_whoever_was_handed_a_case_without_standing_in_the_directory_keeps_it() -> None:
    desk = opened("CLASSIFY moderate")
    desk.say("asha", f"HANDOVER {NOOR}")
    desk.advance(days=1)
    assert desk.case.who.leader == NOOR
    assert desk.say(NOOR, f"ASSIGN {CAT}") == "confirmed"
    assert desk.case.who.investigators == (CAT,)


def test_the_leader_hears_when_an_officer_outside_the_directory_is_away_or_bounces() -> None:
    desk = opened(f"CLASSIFY minor\nASSIGN {NOOR}")
    desk.absence_notice(NOOR, date(2026, 12, 14))
    (request,) = desk.to("asha", "decision_request")
    assert (request.mail.facts["need"], request.mail.facts["until"]) == ("officer", "Monday 14 December")
    desk.bounce(NOOR)
    assert len(desk.to("asha", "decision_request")) == 2


def test_a_bystanders_absence_moves_nothing() -> None:
    desk = opened("CLASSIFY minor")
    desk.absence_notice(NOOR, date(2026, 12, 14))
    assert desk.event_kinds()[-1] != "absence_noted"
