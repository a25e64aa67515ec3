"""The sweep: every case with something due, the longest due first, each in a transaction of its own."""

from __future__ import annotations

import logging
from datetime import datetime

from bot.errors import Conflict, Transient
from bot.service import Service
from bot.store import cases, deadlines
from bot.ticks.tips import Tips, addresses_of
from handlers.alerts import case_stuck
from handlers.deadlines import sweep

log = logging.getLogger("nearmiss.sweep")
_ROUNDS = 5  # what a sweep itself makes due (a referral after the 24 hours) is carried out in the next round


def sweep_tick(service: Service, now: datetime, tips: Tips | None = None) -> int:
    """Carry out what is due at `now`; returns how many cases were touched. `tips` asks who is away beforehand."""
    touched, stuck = 0, set[int]()
    for _ in range(_ROUNDS):
        with service.store.reading(now) as work:
            due = deadlines.due_cases(work, leave_out=stuck)
        if not due:
            break
        if tips is not None:
            tips.ask_for(service, _addresses(service, due, now), now)
        for case_id in due:
            if _guarded(service, case_id, now):
                touched += 1
            else:
                stuck.add(case_id)
    return touched


def _guarded(service: Service, case_id: int, now: datetime) -> int:
    """One case that cannot be carried out does not keep the others waiting; the operator hears of it once a day."""
    try:
        return _one(service, case_id, now)
    except Conflict:
        return 0  # another worker was at it; it comes again if something is left
    except Transient:
        raise  # the database: nothing is wrong with this case
    except Exception as failure:  # the boundary: what is stuck is told, the next case goes on
        error = type(failure).__name__
        log.error("deadlines of a case cannot be carried out: error=%s", error)
        with service.store.work(now) as work:
            ctx = service.context(work)
            service.carry_out(work, case_stuck(cases.reference_of(work, case_id), error, ctx), ctx)
        return 0


def _addresses(service: Service, due: list[int], now: datetime) -> list[str]:
    """Whose absence would change what is sent now: leaders and those after them, the DPO's side."""
    with service.store.reading(now) as work:
        schools = {cases.by_id(work, case_id).case.school for case_id in due}
    return [address for school in sorted(schools) for address in addresses_of(service, school)]


def _one(service: Service, case_id: int, now: datetime) -> int:
    with service.store.work(now) as work:
        stored = cases.free(work, case_id)
        if stored is None:
            return 0  # another worker has it in hand
        rows = deadlines.of_case(work, case_id)
        if not any(row.next_at and row.next_at <= now for row in rows):
            return 0  # another worker was quicker
        ctx = service.context(work)
        swept = sweep(stored.case, rows, ctx)
        service.carry_out(work, swept.decision, ctx, stored=stored, rows=swept.rows)
    log.info(
        "deadlines: case=%s events=%d mails=%d",
        stored.case.reference, len(swept.decision.events), len(swept.decision.effects),
    )  # fmt: skip
    return 1
