"""MERGE: the case that goes on takes the earlier A, the higher severity and what made the other grave (SPEC §5)."""

from __future__ import annotations

from datetime import UTC

import pytest

from tests.properties.desk import RANSOMWARE, Desk, london


def twins(first: str, second: str, **more: object) -> tuple[Desk, str, str]:
    """Two reports, the second two hours after the first, 10:00."""
    desk = Desk("2026-11-24 10:00")
    one = desk.report(first, **more)
    desk.advance(hours=2)
    return desk, one, desk.report(second, "noor", **more)


FOLDER = "A folder with the class list of 4B is missing from the office."


@pytest.mark.parametrize("earlier_goes_on", [True, False])
def test_reports_without_a_time_count_from_the_earlier_receipt(earlier_goes_on: bool) -> None:
    desk, one, two = twins(FOLDER, FOLDER, aware_at=None)
    ends, goes_on = (two, one) if earlier_goes_on else (one, two)
    desk.say("asha", f"MERGE {goes_on}", ends)
    kept = desk.matters[goes_on]
    assert desk.matters[ends].case.state == "merged"
    due = next(r.due_at for (step, _), r in kept.rows.items() if step == "ico_filed")
    assert due == london("2026-11-27 10:00").astimezone(UTC)
    assert kept.case == desk.folded(goes_on)


def test_grave_words_go_along() -> None:
    desk, one, two = twins(RANSOMWARE, "Files on the office computer cannot be opened.")
    desk.say("asha", f"MERGE {two}", one)
    assert desk.matters[two].case.column == "critical"
    assert desk.due("contain") == "2026-11-24 16:00"
    assert "referral" in [m.kind for m in desk.to("dana") if m.reference == two]


def test_a_human_classification_is_not_raised_by_grave_words_but_the_law_keeps_its_time() -> None:
    desk, one, two = twins(RANSOMWARE, "Files on the office computer cannot be opened.")
    desk.say("asha", "CLASSIFY minor", two)
    desk.say("asha", f"MERGE {two}", one)
    assert desk.matters[two].case.column == "minor"
    assert desk.due("ico_decision") == "2026-11-25 09:40"


def test_a_severity_by_rule_goes_along_as_one_by_rule() -> None:
    desk, one, two = twins(FOLDER, FOLDER)
    desk.advance(hours=22)  # nobody classified the first
    desk.say("asha", f"MERGE {two}", one)
    case = desk.matters[two].case
    assert (case.severity, case.provisional) == ("major", True)


def test_a_reporter_whose_case_is_merged_into_one_that_somebody_has_hears_that() -> None:
    desk, one, two = twins(FOLDER, FOLDER)
    desk.say("asha", "CLASSIFY minor", one)
    desk.say("kay", f"MERGE {one}", two)
    assert desk.kinds("noor") == ["acknowledgement", "acknowledged"]
