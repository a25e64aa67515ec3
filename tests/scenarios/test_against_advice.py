"""A decision against the DPO's recorded RISK: only with a reason that says so, and the CEO hears (SPEC §4)."""

from __future__ import annotations

import pytest

from tests.properties.desk import Desk


def advised(risk: str, severity: str = "major") -> Desk:
    """A case on which the DPO has given a view."""
    desk = Desk("2026-11-24 10:00")
    desk.report()
    desk.say("asha", f"CLASSIFY {severity}")
    desk.say("dana", f"RISK {risk} because of what went out")
    return desk


AGAINST = [
    ("likely", "ICO not-report", "ico_decision"),
    ("unlikely", "ICO report", "ico_decision"),
    ("high", "PEOPLE not-tell", "people_decision"),
]


@pytest.mark.parametrize(("risk", "words", "which"), AGAINST)
def test_without_saying_so_it_is_refused_and_nothing_is_decided(risk: str, words: str, which: str) -> None:
    desk = advised(risk)
    desk.say("asha", f"{words} because we think so")
    assert getattr(desk.case, which) == ""
    assert desk.kinds("ivor") == []


@pytest.mark.parametrize(("risk", "words", "which"), AGAINST)
def test_with_a_reason_that_says_so_it_stands_and_the_ceo_hears(risk: str, words: str, which: str) -> None:
    desk = advised(risk)
    desk.say("asha", f"{words} because, against the DPO's view, the file came back unread")
    assert getattr(desk.case, which) == words.partition(" ")[2]
    assert [m.mail.facts["about"] for m in desk.to("ivor", "answer")] == ["against_dpo"]


@pytest.mark.parametrize("words", ["ICO report", "PEOPLE tell", "PEOPLE not-tell"])
def test_a_decision_with_the_dpo_needs_only_its_reason(words: str) -> None:
    desk = advised("likely")
    desk.say("asha", f"{words} because of what went out")
    assert words.partition(" ")[2] in (desk.case.ico_decision, desk.case.people_decision)
    assert desk.kinds("ivor") == []


def test_on_a_small_case_a_leaders_unlikely_does_not_decide_against_the_dpo_by_the_way() -> None:
    desk = advised("likely", "moderate")
    desk.say("asha", "RISK unlikely because the file came back unread")
    assert (desk.case.ico_decision, desk.case.people_decision) == ("", "")
