"""ICO pack, letters, external bodies: complete, free of names, gaps visible."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.legal.bodies import DO_NOT_PAY, bodies
from bot.legal.ico_pack import answers, still_missing
from bot.legal.letters import GAP, letter_text, parents_letter, people_letter
from bot.legal.wording import london, without_names

CASE: dict[str, Any] = {
    "what_happened": "Mrs Oduya e-mailed Jonas Whitlock's plan to p.whitlock@home.example; ring 01632 960123.",
    "cause": "Autocomplete offered another Whitlock",
    "names": ["Jonas Whitlock", "Mrs Oduya"],
    "occurred_at": datetime(2027, 3, 4, 16, 30, tzinfo=UTC),
    "aware_at": "2027-07-05T08:00:00+00:00",
    "data_categories": ["basic", "send"],
    "people_types": ["pupils"],
    "people_count": 1,
    "risk": "high",
    "cyber": False,
    "containment": "Jonas's mail was recalled",
    "contact_name": "Asha Rahman",
    "contact_address": "a.rahman@osborne.example",
    "people_decision": "tell",
}


def test_all_questions_are_asked_when_nothing_is_known() -> None:
    given = answers({})
    assert [answer.question.n for answer in given] == list(range(1, 29))
    assert all(answer.known or answer.missing for answer in given)
    assert all(answer.who_knows for answer in given)
    assert "27 of 28" in still_missing(given)


def test_what_the_case_knows_is_answered() -> None:
    given = {answer.question.id: answer.known for answer in answers(CASE)}
    assert given["when_happened"] == "Thursday 4 March 2027 at 16:30"
    assert given["when_discovered"] == "Monday 5 July 2027 at 09:00"
    assert given["people"] == "1 at most"
    assert given["likelihood"] == "Very likely"
    assert given["told_people"] == "Not yet, but we are going to"
    assert "Health data" in str(given["categories"])
    assert "security" not in given


def test_no_name_of_a_data_subject_leaves() -> None:
    drafts = [letter_text(people_letter(CASE)), letter_text(parents_letter(CASE))]
    pack = "\n".join(str(answer.known) for answer in answers(CASE))
    for text in (*drafts, pack):
        for word in ("Whitlock", "Jonas", "Oduya", "home.example", "960123"):
            assert word not in text
    assert "Asha Rahman" in pack


def test_names_go_wherever_they_stand() -> None:
    text = without_names("JONAS WHITLOCK, Whitlock's; Jonas", ["Jonas Whitlock"])
    assert "whitlock" not in text.lower()
    assert "jonas" not in text.lower()
    assert without_names("Anna sat there; an annal", ["Anna"]) == "[name] sat there; an annal"


def test_times_are_london_and_estimates_say_so() -> None:
    assert london(None) is None
    assert london("2027-03-04T10:00:00") is None
    assert london("soon") is None
    assert "estimated" in str(london("2027-03-04T00:00:00+00:00", estimated=True))


@pytest.mark.parametrize("make", [people_letter, parents_letter])
def test_a_letter_has_the_five_parts_of_the_law_and_shows_its_gaps(make: Any) -> None:
    letter = make({})
    headings = [section.heading for section in letter.sections]
    assert headings == [
        "What happened",
        "What this may mean",
        "What we have done",
        "What you can do",
        "Whom to ask",
    ]
    assert len(letter.gaps) >= 8
    assert letter_text(letter).count(GAP) >= len(letter.gaps)
    filled = make(CASE)
    assert len(filled.gaps) < len(letter.gaps)


def test_advice_follows_the_kind_of_data() -> None:
    assert "password" in letter_text(people_letter({"data_categories": ["credentials"]}))
    assert "999" in letter_text(parents_letter({"data_categories": ["safeguarding"]}))
    assert "bank statements" in letter_text(people_letter({"data_categories": ["financial"]}))


def test_bodies_for_cyber_only_and_do_not_pay() -> None:
    assert bodies(cyber=False) == ()
    names = [body.name for body in bodies(cyber=True)]
    assert names[0].startswith("Report Fraud")
    assert any("Department for Education" in name for name in names)
    assert not any("NCSC" in name for name in names)
    assert any("NCSC" in body.name for body in bodies(cyber=True, schools_closed=2))
    assert all(body.when and body.how and body.why for body in bodies(cyber=True, money_lost=9000))
    assert "not pay" in DO_NOT_PAY
