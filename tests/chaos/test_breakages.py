"""The storms would notice: each breakage is provoked for certain, and the whole program stands the same provocation."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.demo.tenant import TenantServer
from tests.chaos.storm import Storm, Weather, lost_answers, seen_again

pytestmark = pytest.mark.chaos


def storm(server: TenantServer, folder: Path, seed: int, weather: Weather, **how: str) -> Storm:
    return Storm(seed, folder, server, reports=20, seconds=5.0, pause=1.5, least=2, weather=weather, **how)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("breakage", "weather", "symptom"),
    [("no receipts", seen_again, "cases of 20 reports"), ("no look", lost_answers, "more than once")],
)
def test_a_breakage_is_noticed(
    server: TenantServer, tmp_path: Path, seed: int, breakage: str, weather: Weather, symptom: str
) -> None:
    broken = storm(server, tmp_path / "s", seed, weather, breakage=breakage, enough=symptom)
    assert symptom in " ".join(broken.run())


@pytest.mark.parametrize("weather", [seen_again, lost_answers])
def test_whole_it_stands_the_same(server: TenantServer, tmp_path: Path, seed: int, weather: Weather) -> None:
    whole = storm(server, tmp_path / "s", seed, weather)
    assert whole.run() == []
    assert not any(fault.times for fault in whole.tenant.faults.plan), "all of it was provoked"
