"""Whether the rows that work beside the record fit it: our mails, and the clocks of open cases. Changes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from bot.domain.case import Case
from bot.domain.clock import Row as Deadline
from bot.domain.policy import LEGAL_CLOCK, Policy
from bot.domain.wants import Want, wanted
from bot.domain.words import DeadlineState, Step
from bot.errors import ConfigurationWrong
from bot.store import deadlines, record
from bot.store import outbox as outbox_rows
from bot.store.store import Work
from bot.store.tables import event, outbox


def mails(work: Work, case_id: int, reference: str, erased: bool) -> Iterator[str]:
    """Every mail that the case's events name has its row, and each row opens to a mail for the person it names."""
    named = _named(work, case_id)
    rows = work.connection.execute(
        select(outbox.c.id, outbox.c.once_key, outbox.c.kind, outbox.c.sealed)
        .where(outbox.c.case_id == case_id)
        .order_by(outbox.c.id)
    ).all()
    if lost := len(named - {record.mail_mark(work.keys, row.once_key) for row in rows}):
        yield f"outbox: {reference} has lost {lost} of the mails on its record"
    for row in rows:
        if not row.once_key.startswith("anonymous/") and not _fits(work, row, erased):
            yield f"outbox: mail {row.id} of {reference} was changed"


def _named(work: Work, case_id: int) -> set[str]:
    details = work.connection.scalars(select(event.c.detail).where(event.c.case_id == case_id))
    found: set[str] = set()
    for detail in details:
        try:
            found.update(json.loads(detail).get("mails", ()))
        except (ValueError, AttributeError, TypeError):  # the chain has named this event already
            continue
    return found


def _fits(work: Work, row: Any, erased: bool) -> bool:
    if row.sealed is None:
        return erased
    try:
        to = str(outbox_rows.opened(work, row.sealed).get("to", "")).lower()
    except (ConfigurationWrong, ValueError, TypeError):
        return False
    return str(row.once_key).split("/")[1:3] == [work.keys.digest("to", to)[:16], row.kind]


def clocks(work: Work, case: Case, case_id: int, policy: Policy) -> Iterator[str]:
    """Every step that an open case waits for has a row that will fire, and the law's step has the law's time."""
    rows = {row.key: row for row in deadlines.of_case(work, case_id)}
    for want in wanted(case, policy):
        if want.done_at is None and (wrong := _wrong(rows.get((want.step, want.cycle)), want)):
            yield f"deadline: {case.reference}, {want.step}: {wrong}"


def _wrong(row: Deadline | None, want: Want) -> str:
    if row is None:
        return "its row is missing (or policy.toml asks for this step only since)"
    if not row.live:
        return "its row says that it has ended, which it has not"
    if row.state is DeadlineState.ARMED and row.next_at is None and want.step is not Step.REFER:
        return "its row would never fire"
    if want.step is Step.ICO_FILED and row.due_at != want.anchor_at + LEGAL_CLOCK:
        return "its row has another time than 72 hours from awareness"
    return ""
