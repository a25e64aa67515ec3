"""The sweep: every case with something due, the longest due first; a few in one transaction, as a commit costs much."""

from __future__ import annotations

import logging
from datetime import datetime

from bot.domain.clock import Row
from bot.errors import Conflict, Transient
from bot.service import Service
from bot.store import cases, deadlines
from bot.store.store import Work
from bot.ticks.tips import Tips, addresses_of
from handlers.alerts import case_stuck
from handlers.context import Context
from handlers.deadlines import sweep

log = logging.getLogger("nearmiss.sweep")
_TOGETHER = 20  # cases in one transaction
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
        for first in range(0, len(due), _TOGETHER):
            together = due[first : first + _TOGETHER]
            done = _guarded(service, together, now)
            touched += len(done)
            stuck.update(set(together) - done)
    return touched


def _guarded(service: Service, together: list[int], now: datetime) -> set[int]:
    """Cases carried out. One that cannot be does not keep the others waiting: each is then taken by itself."""
    try:
        return _several(service, together, now)
    except Conflict:
        if len(together) == 1:
            return set()  # another worker was at it; it comes again if something is left
    except Transient:
        raise  # the database: nothing is wrong with these cases
    except Exception as failure:  # the boundary: what is stuck is told, the next case goes on
        if len(together) == 1:
            _tell(service, together[0], failure, now)
            return set()
    return {case_id for case_id in together if _guarded(service, [case_id], now)}


def _tell(service: Service, case_id: int, failure: Exception, now: datetime) -> None:
    """The operator hears of a case that cannot be carried out, once a day."""
    error = type(failure).__name__
    log.error("deadlines of a case cannot be carried out: error=%s", error)
    with service.store.work(now) as work:
        ctx = service.context(work)
        service.carry_out(work, case_stuck(cases.reference_of(work, case_id), error, ctx), ctx)


def _addresses(service: Service, due: list[int], now: datetime) -> list[str]:
    """Whose absence would change what is sent now: leaders and those after them, the DPO's side."""
    with service.store.reading(now) as work:
        schools = cases.schools_of(work, due)
    return [address for school in sorted(schools) for address in addresses_of(service, school)]


def _several(service: Service, together: list[int], now: datetime) -> set[int]:
    """These cases in one transaction: all or none. Left out: what another worker has in hand, or was quicker with."""
    with service.store.work(now) as work:
        ctx = service.context(work)
        free = cases.free(work, together)
        rows = deadlines.of_cases(work, free)
        told = {
            case_id: _one(service, work, free[case_id], rows[case_id], ctx)
            for case_id in together if case_id in free
        }  # fmt: skip
    for line in filter(None, told.values()):
        log.info("deadlines: %s", line)
    return {case_id for case_id, line in told.items() if line}


def _one(service: Service, work: Work, stored: cases.Stored, rows: list[Row], ctx: Context) -> str:
    """What was done about a case, for the log; "" for nothing."""
    if not any(row.next_at and row.next_at <= ctx.now for row in rows):
        return ""
    swept = sweep(stored.case, rows, ctx)
    service.carry_out(work, swept.decision, ctx, stored=stored, rows=swept.rows, standing=rows)
    events, mails = len(swept.decision.events), len(swept.decision.effects)
    return f"case={stored.case.reference} events={events} mails={mails}"
