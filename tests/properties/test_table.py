"""Every (state, event) pair stands in the table or is refused with nothing changed; rows follow facts, once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.domain.case import Case, SeverityChange
from bot.domain.clock import MISSED, Row, alarms, due_stage, fired, live_wants, reconcile
from bot.domain.events import Event, EventKind, Recorded
from bot.domain.fold import apply
from bot.domain.policy import LEGAL_CLOCK
from bot.domain.transitions import TABLE, NotNow, accepts
from bot.domain.words import Risk, Severity, State, Step
from bot.policy_file import default_policy

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
DETAIL: dict[str, Any] = {
    "severity": "major", "risk": "likely", "decision": "report", "n": 1, "step": "review", "days": 2,
    "aware_at": NOW.isoformat(), "role": "siro",
}  # fmt: skip
POLICY = default_policy()


def at(state: State) -> Case:
    ended = {"end_at": NOW} if state.ended else {}
    return Case("OCAT-2026-0001", state=state, reported_at=NOW, appointed_at=NOW, count=7, **ended)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("kind", EventKind)
def test_a_pair_is_in_the_table_or_refused(state: State, kind: EventKind) -> None:
    case = at(state)
    event = Recorded(8, NOW, Event(kind, DETAIL, {"to": "x@osborne.example"}))
    if kind in TABLE[state]:
        after = apply(case, event)
        assert after.count == 8
        assert after.state in (TABLE[state][kind], State.INVESTIGATING)
        return
    assert not accepts(state, kind)
    with pytest.raises(NotNow):
        apply(case, event)
    assert case == at(state)


@pytest.mark.parametrize("state", [state for state in State if state.ended])
def test_nothing_but_reopening_and_restoring_leads_out_of_an_end(state: State) -> None:
    out = {kind for kind, to in TABLE[state].items() if to is not state}
    assert out <= {EventKind.REOPENED, EventKind.RESTORED}


@pytest.mark.parametrize("state", State)
def test_every_state_has_a_row(state: State) -> None:
    assert TABLE[state]


hours = st.integers(0, 400).map(lambda n: NOW + timedelta(hours=n))
maybe = st.none() | hours


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Any case that facts could make, consistent or not: rows must follow all of them."""
    severity = draw(st.none() | st.sampled_from(Severity))
    classified = draw(hours) if severity else None
    history = tuple(
        SeverityChange(s, NOW, draw(st.booleans()), "leader")
        for s in draw(st.lists(st.sampled_from(Severity), max_size=3))
    )
    outcome = draw(maybe)
    return Case(
        "OCAT-2026-0001", state=draw(st.sampled_from(State)), reported_at=NOW, told_at=NOW,
        aware_at=NOW - timedelta(hours=draw(st.integers(0, 90))), severity=severity,
        provisional=bool(severity) and draw(st.booleans()), column_critical=draw(st.booleans()),
        as_critical=draw(st.booleans()), classified_at=classified, severity_since=classified, history=history,
        acknowledged_at=draw(maybe), appointed_at=draw(maybe), contained_at=draw(maybe), referred_at=draw(maybe),
        dpo_acknowledged_at=draw(maybe), risk=draw(st.none() | st.sampled_from(Risk)),
        ico_decision=(decision := draw(st.sampled_from(("", "report", "not-report")))),
        ico_decided_at=NOW if decision else None, ico_filed_at=draw(maybe), people_decided_at=(told := draw(maybe)),
        people_decision="tell" if told else "", interims=(n := draw(st.integers(0, 2))), interim_at=NOW if n else None,
        outcome_at=outcome, accepted_at=outcome and draw(st.sampled_from((None, outcome))),
        dpo_view_at=draw(maybe), action_days={"1": "2026-12-04"}, danger=draw(st.booleans()),
        extensions=draw(st.dictionaries(st.sampled_from([s.value for s in Step]), st.integers(1, 9), max_size=3)),
        leaderless_since=draw(maybe),
    )  # fmt: skip


def standing(case: Case, rows: dict[Any, Row], now: datetime) -> dict[Any, Row]:
    return rows | {row.key: row for row in reconcile(case, 1, rows.values(), POLICY, now)}


@settings(max_examples=150)
@given(st.lists(cases(), min_size=1, max_size=4), st.integers(0, 300))
def test_rows_follow_the_facts_whatever_they_become(lives: list[Case], late: int) -> None:
    rows: dict[Any, Row] = {}
    for n, case in enumerate(lives):
        now = NOW + timedelta(hours=late * n)
        rows = standing(case, rows, now)
        assert reconcile(case, 1, rows.values(), POLICY, now) == [], "once"
        for row in rows.values():
            assert row.live or (row.next_at is None and row.done_at is not None)
        live = [row.step for row in rows.values() if row.live and row.step is not Step.ACTION_FOLLOW_UP]
        assert len(live) == len(set(live))


@settings(max_examples=150)
@given(cases(), st.integers(0, 500))
def test_every_live_row_fires_and_comes_to_an_end_or_asks_again(case: Case, late: int) -> None:
    now = NOW + timedelta(hours=late)
    rows = standing(case, {}, now)
    for row, want in live_wants(case, POLICY, list(rows.values())):
        moments = alarms(case, want, POLICY)
        assert [s for s, _ in moments] == sorted(s for s, _ in moments)
        assert moments[-1][0] == MISSED
        assert row.next_at is not None
        stage = due_stage(case, row, want, POLICY, now)
        if stage is None:
            assert row.next_at > now or row.step is Step.CLASSIFY
            continue
        for _ in range(8):
            row = fired(case, row, want, POLICY, now, stage, last=stage > MISSED)
            assert row.next_at is None or row.next_at > now or row.step is Step.CLASSIFY
            if row.next_at is None:
                assert row.step in (Step.ACTION_FOLLOW_UP, Step.REFER)
                break
            now = max(row.next_at, now)
            stage = due_stage(case, row, want, POLICY, now) or row.stage


@settings(max_examples=100)
@given(cases(), st.sampled_from(Severity))
def test_no_classification_loosens_the_legal_clock(case: Case, down: Severity) -> None:
    case = replace(
        case, state=State.TRIAGE, ico_decided_at=None, ico_decision="", people_decided_at=None, risk=None
    )
    line = SeverityChange(down, NOW, False, "leader")
    column = case.severity
    history = (*case.history, SeverityChange(column, NOW, False, "leader")) if column else case.history
    before = {w.step: w.due_at for _, w in live_wants(case, POLICY, list(standing(case, {}, NOW).values()))}
    after_case = replace(
        case, severity=down, provisional=False, column_critical=False, history=(*history, line),
        as_critical=case.as_critical or case.column_critical, classified_at=case.classified_at or NOW,
    )  # fmt: skip
    after = {
        w.step: w.due_at
        for _, w in live_wants(after_case, POLICY, list(standing(after_case, {}, NOW).values()))
    }
    for step in (Step.ICO_DECISION, Step.ICO_FILED, Step.PEOPLE_DECISION):
        if step in before and step in after:
            assert after[step] <= before[step]
            assert case.aware_at is not None
            assert step is Step.PEOPLE_DECISION or after[step] <= case.aware_at + LEGAL_CLOCK
