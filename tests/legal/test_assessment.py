"""The assessment: principles hold for all facts, and situations of a school come out as a DPO would argue."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.words import Severity
from bot.legal import Facts, assess, assess_facts
from bot.legal.facts import BACKUPS, BREACH_TYPES, RECIPIENTS, SERVICE_IMPACTS, YES_NO_UNKNOWN
from bot.legal.risk import MATRIX, risk_to_people
from bot.legal.weight import CATEGORY_WEIGHT


def some(values: Any) -> st.SearchStrategy[Any]:
    return st.none() | st.sampled_from(sorted(values))


def subset(values: Any) -> st.SearchStrategy[Any]:
    return st.none() | st.lists(st.sampled_from(sorted(values)), min_size=1, max_size=3, unique=True).map(
        tuple
    )


maybe = st.none() | st.booleans()
all_facts = st.builds(
    Facts,
    breach_type=subset(BREACH_TYPES),
    malicious=maybe,
    targeted=maybe,
    data_readable=some(YES_NO_UNKNOWN),
    exfiltration=some(YES_NO_UNKNOWN),
    backup=some(BACKUPS),
    restored_after_hours=st.none() | st.integers(0, 400),
    service_impact=some(SERVICE_IMPACTS),
    permanent_loss=maybe,
    recipient=some(RECIPIENTS),
    recipient_count=st.none() | st.integers(1, 500),
    recipient_confirmed_deletion=maybe,
    deletion_requested=maybe,
    recovered=maybe,
    noticed_within_hours=st.none() | st.integers(0, 3000),
    duration_days=st.none() | st.integers(0, 400),
    misuse_seen=maybe,
    more_may_be_affected=maybe,
    people_count=st.none() | st.integers(0, 200_000),
    people_types=subset(["pupils", "parents", "staff", "patients", "customers"]),
    vulnerable_people=maybe,
    data_categories=subset(CATEGORY_WEIGHT),
    special_category=maybe,
    direct_identifiers=maybe,
)


def worse(facts: Facts, key: str, better: Any, bad: Any) -> bool:
    """Whether the worse value never gives the smaller risk, at either end."""
    low = risk_to_people(facts.having(key, better)).span
    high = risk_to_people(facts.having(key, bad)).span
    return low.low <= high.low and low.high <= high.high


@given(all_facts)
def test_answers_agree_with_each_other(facts: Facts) -> None:
    found = assess_facts(facts)
    assert {found.notify_ico, found.inform_people} <= {"yes", "no", "unknown"}
    assert not (found.inform_people == "yes" and found.notify_ico != "yes")
    assert not (found.notify_ico == "no" and found.inform_people != "no")
    assert found.reasons
    assert found.severity_reasons
    assert any("33(5)" in reason for reason in found.reasons)
    if "unknown" not in (found.notify_ico, found.inform_people):
        return
    assert found.severity is not Severity.MINOR


@given(all_facts)
def test_worse_circumstances_never_lower_the_risk(facts: Facts) -> None:
    assert worse(facts, "misuse_seen", False, True)
    assert worse(facts, "vulnerable_people", False, True)
    assert worse(facts, "service_impact", "minor", "serious")
    assert worse(facts, "data_readable", "no", "yes")
    assert worse(facts, "recipient_confirmed_deletion", True, False)
    assert worse(facts, "data_categories", ("basic",), ("safeguarding",))
    seen = facts.having("breach_type", ("confidentiality",))
    assert worse(seen, "recipient", "known", "hostile") or facts.exfiltration == "no"
    assert worse(seen, "recipient", "trusted", "uncontrolled")


@given(all_facts)
def test_unreadable_data_that_are_not_lost_are_no_duty(facts: Facts) -> None:
    safe = facts.having("data_readable", "no").having("breach_type", ("confidentiality",))
    safe = safe.having("permanent_loss", False).having("service_impact", "none")
    safe = safe.having("restored_after_hours", None).having("misuse_seen", False)
    assert assess_facts(safe).notify_ico == "no"


@given(all_facts)
@settings(max_examples=60)
def test_an_unknown_that_is_named_would_matter(facts: Facts) -> None:
    found = assess_facts(facts)
    assert len(set(found.unknowns)) == len(found.unknowns)


def test_the_matrix_never_falls_with_weight() -> None:
    for row in MATRIX.values():
        assert list(row) == sorted(row)


PUPILS = {"people_types": ["pupils"]}
SITUATIONS = {
    "nothing is known": ({}, "unknown", "unknown"),
    "reports of one class to a colleague who deleted them": (
        {
            "recipient": "trusted",
            "recipient_confirmed_deletion": True,
            "data_categories": ["education"],
            **PUPILS,
        },
        "no",
        "no",
    ),
    "child-protection note to another parent": (
        {
            "malicious": False,
            "recipient": "known",
            "data_categories": ["safeguarding"],
            "people_count": 1,
            **PUPILS,
        },
        "yes",
        "yes",
    ),
    "the same, deleted within the hour": (
        {
            "recipient": "known",
            "data_categories": ["safeguarding"],
            "recipient_confirmed_deletion": True,
            "noticed_within_hours": 1,
            **PUPILS,
        },
        "yes",
        "no",
    ),
    "SEN laptop gone, encryption not known": (
        {"malicious": True, "recipient": "unknown", "data_categories": ["basic", "send"], **PUPILS},
        "unknown",
        "unknown",
    ),
    "school office locked by malware, clean restore overnight": (
        {
            "breach_type": ["availability"],
            "malicious": True,
            "exfiltration": "no",
            "backup": "usable",
            "restored_after_hours": 14,
            "service_impact": "minor",
            "data_categories": ["basic", "education"],
            **PUPILS,
        },
        "no",
        "no",
    ),
    "the same, nobody looked whether data left": (
        {
            "breach_type": ["availability"],
            "malicious": True,
            "exfiltration": "unknown",
            "backup": "usable",
            "restored_after_hours": 14,
            "data_categories": ["basic", "education"],
            **PUPILS,
        },
        "unknown",
        "unknown",
    ),
    "coursework server dead without backup": (
        {
            "breach_type": ["availability"],
            "malicious": False,
            "backup": "none",
            "permanent_loss": True,
            "data_categories": ["education"],
            "people_types": ["students"],
        },
        "yes",
        "no",
    ),
    "therapy notes service down for a week": (
        {
            "breach_type": ["availability"],
            "backup": "usable",
            "service_impact": "serious",
            "restored_after_hours": 160,
            "data_categories": ["health"],
            **PUPILS,
        },
        "yes",
        "yes",
    ),
    "governor's list of names to the wrong governor": (
        {"malicious": False, "recipient": "known", "data_categories": ["contact"], "people_count": 8},
        "no",
        "no",
    ),
    "newsletter with 600 addresses in To": (
        {
            "malicious": False,
            "recipient": "known",
            "recipient_count": 600,
            "data_categories": ["contact"],
            "people_count": 600,
            "people_types": ["parents"],
        },
        "yes",
        "no",
    ),
    "pay slips read through a phished mailbox": (
        {
            "malicious": True,
            "recipient": "hostile",
            "data_categories": ["payroll"],
            "people_types": ["staff"],
        },
        "yes",
        "yes",
    ),
    "assistant looks up a neighbour's health record": (
        {"malicious": True, "recipient": "known", "data_categories": ["health"], "people_count": 1},
        "yes",
        "yes",
    ),
    "near miss: no person's data were there": ({"people_count": 0, "recipient": "unknown"}, "no", "no"),
}


@pytest.mark.parametrize("name", SITUATIONS)
def test_situations_of_a_school(name: str) -> None:
    facts, notify, inform = SITUATIONS[name]
    found = assess(facts)
    assert (found.notify_ico, found.inform_people) == (notify, inform), found.reasons


def test_the_deciding_question_is_asked() -> None:
    found = assess(SITUATIONS["SEN laptop gone, encryption not known"][0])
    assert found.unknowns[0] == "Were the data encrypted or hashed, and is the key safe?"


def test_numbers_alone_do_not_decide() -> None:
    few = assess({"recipient": "hostile", "data_categories": ["health"], "people_count": 1})
    many = assess({"data_readable": "no", "data_categories": ["health"], "people_count": 90_000})
    assert (few.notify_ico, many.notify_ico) == ("yes", "no")


def test_severity_follows_the_risk() -> None:
    assert assess({"recipient": "hostile", "data_categories": ["health"]}).severity is Severity.CRITICAL
    assert assess({"recipient": "trusted", "data_categories": ["basic"]}).severity is Severity.MINOR
    assert assess({}).severity is Severity.MODERATE


@given(all_facts)
@settings(max_examples=150, deadline=None)
def test_no_reason_states_what_the_facts_leave_open(facts: Facts) -> None:
    said = " ".join(assess_facts(facts).reasons)
    if facts.recipient != "trusted":
        assert "trusted recipient" not in said
    if facts.data_categories is None and facts.special_category is None:
        assert "The data are light" not in said
        assert "data that weigh much" not in said.lower()
    if facts.recipient in (None, "trusted", "known") and facts.exfiltration is None:
        assert "strangers' hands" not in said
    assert "quick" not in said.replace("trusted and quick", "").replace("no quick deletion", "")


def test_the_sum_shows_what_it_cannot_see() -> None:
    facts = {
        "data_readable": "no",
        "recipient": "unknown",
        "data_categories": ["health"],
        "people_count": 400,
    }
    assert assess(facts).reasons[-1].endswith("flag: the data cannot be read; flag: more than 100 people).")
    assert "flag" not in assess({**facts, "data_readable": "yes", "people_count": 4}).reasons[-1]
