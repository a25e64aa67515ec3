"""Exchange on a bad day: every fault at every request of a report's way in turn; still one case, one of each mail."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.ticks.conftest import NO_FLOOD, Make, Service
from tests.ticks.test_kills import PEOPLE, whole

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


def way(service: Service, person: str, n: int) -> int:
    """A report comes and one round takes it in, answers and files it; how many requests that costs, in batches too."""
    service.parts.tips.asked.clear()  # who is away is asked at each report, so that every way is the same
    count = service.tenant.faults.add("slow", skip=1000)
    service.send(person, n)
    service.tick()
    service.tenant.faults.plan.remove(count)
    return 1000 - count.skip


IN_EACH_RUN = ("cut after",)  # the others in the chaos group
CASES = [pytest.param(one, marks=() if one in IN_EACH_RUN else pytest.mark.chaos) for one in FAULTS]


@pytest.mark.parametrize("fault", CASES)
def test_every_fault_at_every_request(make: Make, fault: str) -> None:
    service = make(policy=NO_FLOOD)
    way(service, "tess", 0)
    requests = way(service, "noor", 1)
    assert requests > 10
    for place in range(requests):
        order = service.tenant.faults.add(**FAULTS[fault], times=1, skip=place)  # type: ignore[arg-type]
        way(service, PEOPLE[place % 3], place + 2)
        assert order.times == 0, "it strikes at every place"
        for _ in range(3):
            service.clock.set(service.now() + timedelta(seconds=10))
            service.settle()
    assert way(service, "tess", requests + 2) == requests, "no fault leaves anything that is asked for again"
    whole(service, requests + 3)
