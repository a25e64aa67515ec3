"""Exchange on a bad day: every fault at every request of a report's way in turn; still one case, one of each mail."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.ticks.conftest import NO_FLOOD, Make, Service
from tests.ticks.test_kills import PEOPLE, whole

_MOST = 30  # requests of a report's way; the loop ends where a fault no longer strikes

FAULTS = {
    "429 with Retry-After": {"trouble": "status", "status": 429, "retry_after": 7},
    "429 without": {"trouble": "status", "status": 429},
    "500": {"trouble": "status", "status": 500},
    "503 with Retry-After": {"trouble": "status", "status": 503, "retry_after": 3},
    "504 though it was done": {"trouble": "status_after", "status": 504},
    "503 though it was done": {"trouble": "status_after", "status": 503},
    "cut before": {"trouble": "cut_before"},
    "cut after": {"trouble": "cut_after"},
    "token expired": {"trouble": "expire_token"},
}


def steady(service: Service) -> None:
    """Waits that Exchange asks for go by the steady clock, which no test moves: it stands ahead instead."""
    service.parts.client.pacing.forget()


IN_EACH_RUN = ("cut after",)  # the others in the chaos group
CASES = [pytest.param(one, marks=() if one in IN_EACH_RUN else pytest.mark.chaos) for one in FAULTS]


@pytest.mark.parametrize("fault", CASES)
def test_every_fault_at_every_request(make: Make, fault: str) -> None:
    service = make(policy=NO_FLOOD)
    service.send("tess", 0)
    service.settle()
    count = 1
    for place in range(_MOST):
        service.tenant.faults.clear()
        service.send(PEOPLE[count % 3], count)
        order = service.tenant.faults.add(**FAULTS[fault], times=1, skip=place)  # type: ignore[arg-type]
        service.tick()
        for _ in range(3):
            steady(service)
            service.clock.set(service.now() + timedelta(seconds=10))
            service.settle()
        count += 1
        if order.times:
            break
    else:
        pytest.fail("the way of a report never ended")
    whole(service, count)
