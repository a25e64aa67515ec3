"""Every event, step and role has words of its own."""

from __future__ import annotations

from bot.domain.events import EventKind
from bot.domain.words import Role, State, Step
from handlers.wording import EVENT_WORDS, ROLE_NAMES, STATE_WORDS, STEP_ASKS


def test_nothing_is_without_words() -> None:
    assert set(EVENT_WORDS) == set(EventKind)
    assert set(STEP_ASKS) == set(Step)
    assert set(STATE_WORDS) == set(State)
    assert {role.value for role in Role} <= set(ROLE_NAMES)
