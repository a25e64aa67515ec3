"""Stated facts: every wrong one is named with what would be right; unknown keys are reported."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.legal import BadFacts, Facts, assess, facts_from
from bot.legal.facts import KEYS


def test_every_key_may_be_null_or_absent() -> None:
    assert facts_from({}) == facts_from(dict.fromkeys(KEYS)) == Facts()


def test_all_faults_come_at_once_with_what_would_be_right() -> None:
    with pytest.raises(BadFacts) as caught:
        facts_from({"people_count": "many", "malicious": "yes", "recipient": "aunt", "backup": "usable"})
    assert [fault.key for fault in caught.value.faults] == ["people_count", "malicious", "recipient"]
    assert all(fault.right and str(fault).endswith(".") for fault in caught.value.faults)
    assert "trusted" in str(caught.value)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("people_count", -1),
        ("people_count", 2.5),
        ("people_count", True),
        ("restored_after_hours", float("nan")),
        ("restored_after_hours", float("inf")),
        ("data_readable", False),
        ("breach_type", "confidentiality"),
        ("breach_type", ["loss"]),
        ("data_categories", [1]),
        ("data_categories", ["x" * 200]),
        ("people_types", {"pupils": 3}),
        ("malicious", 1),
    ],
)
def test_a_bad_value_is_refused(key: str, value: Any) -> None:
    with pytest.raises(BadFacts) as caught:
        facts_from({key: value})
    assert [fault.key for fault in caught.value.faults] == [key]


def test_words_are_read_as_people_write_them() -> None:
    read = facts_from({"data_categories": ["Payment card", "payment-card", "Health"], "recipient": " Known "})
    assert read.data_categories == ("payment_card", "health")
    assert read.recipient == "known"


def test_an_empty_list_states_nothing() -> None:
    assert facts_from({"data_categories": []}).data_categories is None


def test_strange_keys_and_kinds_are_reported_and_not_used() -> None:
    found = assess({"peple_count": 3, "recipient": "known", "data_categories": ["basic", "shoe size"]})
    assert "people_count" in found.remarks[0]
    assert "shoe_size" in found.remarks[1]


def test_what_is_not_an_object_is_refused() -> None:
    with pytest.raises(BadFacts):
        facts_from(["recipient"])  # type: ignore[arg-type]


odd = (
    st.none()
    | st.booleans()
    | st.floats()
    | st.integers()
    | st.text(max_size=9)
    | st.just(["x"])
    | st.just([3])
)


@given(st.dictionaries(st.sampled_from(sorted(KEYS)), odd, max_size=6))
def test_anything_is_read_or_refused_in_sentences(mapping: dict[str, Any]) -> None:
    try:
        found = assess(mapping)
    except BadFacts as bad:
        sentences = [str(fault) for fault in bad.faults]
    else:
        sentences = list(found.reasons)
    assert sentences
    assert all(sentence.endswith(".") for sentence in sentences)
