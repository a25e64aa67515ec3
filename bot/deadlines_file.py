"""Reads the deadlines and the legal clock of policy.toml; refuses whatever would loosen the law's limits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.config_reader import Table, read_limit
from bot.domain.duties import Column, Duty, Party
from bot.domain.limits import LIMIT_WORDS, Anchor, Limit, Unit
from bot.domain.policy import LEGAL_CLOCK
from bot.domain.words import Step

LEGAL_HOURS = int(LEGAL_CLOCK.total_seconds() // 3600)
NEVER_EXTENDED = (Step.REFER, Step.ICO_FILED, Step.PEOPLE_TOLD)
"""SPEC §4: `EXTEND` is refused for these."""
FROM_AWARENESS = (Step.REFER, Step.ICO_DECISION, Step.ICO_FILED, Step.PEOPLE_DECISION)
"""The law counts from awareness, in elapsed hours, and in every column."""
NO_LIMIT = "none"


def read_duties(table: Table) -> Mapping[Step, Duty]:
    """Every step with its limits, from [deadlines.<step>]."""
    duties = {step: _duty(step, table.table(step.value)) for step in Step}
    table.finish()
    return duties


def _duty(step: Step, table: Table) -> Duty:
    duty = Duty(
        step=step,
        anchor=Anchor(table.word("from", tuple(Anchor))),
        holder=Party(table.word("holder", tuple(Party))),
        limits=_limits(table),
        missed=tuple(Party(party) for party in table.words("missed", tuple(Party))),
        reminders=table.flag("reminders", True),
        extendable=table.flag("extendable", True),
        again=_again(table),
        in_danger=table.limit("in_danger") if table.has("in_danger") else None,
    )
    table.finish()
    _check_law(duty, table)
    return duty


def _limits(table: Table) -> Mapping[Column, Limit]:
    found = {column: _limit(table, column.value) for column in Column}
    return {column: limit for column, limit in found.items() if limit}


def _limit(table: Table, key: str) -> Limit | None:
    def read(value: Any) -> Limit | None:
        return None if value == NO_LIMIT else read_limit(value)

    nothing: Limit | None = None
    return table.get(key, read, nothing, f'{LIMIT_WORDS}, or "{NO_LIMIT}"')


def _again(table: Table) -> Mapping[Column, Limit]:
    if not table.has("again"):
        return {}
    inner = table.table("again")
    limits = _limits(inner)
    inner.finish()
    return limits


def _check_law(duty: Duty, table: Table) -> None:
    if duty.step in NEVER_EXTENDED and duty.extendable:
        table.note("extendable", "needs false: this step follows from the law and cannot be extended")
    if duty.step not in FROM_AWARENESS:
        return
    if duty.anchor is not Anchor.AWARE:
        table.note("from", 'needs "aware": the legal clock starts with awareness')
    for column in Column:
        limit = duty.limits.get(column)
        if not limit:
            table.note(column.value, f"needs a limit of at most {LEGAL_HOURS} h: the law knows no exception")
        elif duty.step is Step.ICO_FILED:
            _check_filed(limit, table, column.value)
        elif not _within_law(limit):
            table.note(column.value, f'needs at most "{LEGAL_HOURS} h", in elapsed hours from awareness')


def _check_filed(limit: Limit, table: Table, key: str) -> None:
    if limit != Limit(LEGAL_HOURS, Unit.HOURS):
        right = (
            f'needs "{LEGAL_HOURS} h": the law\'s own limit; an earlier time of your own goes to ico_decision'
        )
        table.note(key, right)


def _within_law(limit: Limit) -> bool:
    # "at once from classified" is not counted from awareness, but nothing is sooner than at once.
    if limit.unit is Unit.AT_ONCE:
        return True
    return limit.unit is Unit.HOURS and limit.amount <= LEGAL_HOURS and limit.anchor in (None, Anchor.AWARE)


def read_warnings(table: Table) -> Mapping[int, tuple[Party, ...]]:
    """Hours after awareness and who hears, from [legal_clock.warnings]."""
    inner = table.table("warnings")
    found: dict[int, tuple[Party, ...]] = {}
    for key in inner.values:
        hours = int(key) if key.isascii() and key.isdigit() and len(key) < 4 else 0
        parties = inner.words(key, tuple(Party))
        if not 0 < hours < LEGAL_HOURS:
            inner.note(key, f"needs hours after awareness as its key, from 1 to {LEGAL_HOURS - 1}")
        found[hours] = tuple(Party(party) for party in parties)
    if not found:
        table.note(
            "warnings", 'needs at least one warning before the clock has run out: 48 = ["leader", "dpo"]'
        )
    table.finish()
    return dict(sorted(found.items()))
