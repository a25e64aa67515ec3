"""300 reports while workers are killed with SIGKILL at random moments and Exchange misbehaves: everything exactly once.

The seed is printed; STORM_SEED in the environment runs the same storm again (the machine's timing is its own).
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="the embedded tenant needs the extra 'demo'")

from datetime import UTC, datetime

from bot.demo.tenant import Tenant, TenantServer
from bot.demo.trust import OSBORNE
from tests.chaos.storm import Storm

pytestmark = pytest.mark.chaos
SEED = int(os.environ.get("STORM_SEED") or random.SystemRandom().randrange(1_000_000))


@pytest.fixture(scope="module")
def server() -> Iterator[TenantServer]:
    with TenantServer(Tenant(OSBORNE, lambda: datetime.now(UTC))) as running:
        yield running


def told(storm: Storm) -> list[str]:
    """Run it; its seed is printed whatever comes of it."""
    wrong = storm.run()
    behaviour = storm.tenant.behaviour
    kept = [n for n in ("keep_immutable_id", "keep_message_id") if getattr(behaviour, n)]
    what = f"{kept}, {storm.reports} reports, {storm.kills} kills, {len(storm.tenant.faults.hits)} faults"
    print(f"\nstorm: seed {storm.seed}, {what}: {wrong or 'whole'}")
    return wrong


def test_one_worker_on_sqlite(server: TenantServer, tmp_path: Path) -> None:
    storm = Storm(SEED, tmp_path / "s", server)
    assert told(storm) == []
    assert storm.kills > 10


@pytest.mark.postgres
def test_three_workers_on_postgres(server: TenantServer, tmp_path: Path, postgres_url: str) -> None:
    storm = Storm(SEED, tmp_path / "s", server, database=postgres_url, workers=3, pause=1.5)
    assert told(storm) == []
    assert storm.kills > 10


@pytest.mark.postgres
def test_three_workers_together_provoke_no_429(
    server: TenantServer, tmp_path: Path, postgres_url: str
) -> None:
    storm = Storm(
        SEED, tmp_path / "s", server, database=postgres_url, workers=3, reports=60, seconds=8.0, fair=True
    )
    assert told(storm) == []
    assert storm.tenant.log.count(status=429) == 0
    assert storm.tenant.throttle.most_at_once == 4


@pytest.mark.parametrize("breakage", ["no receipts", "no look"])
def test_a_breakage_is_noticed(server: TenantServer, tmp_path: Path, breakage: str) -> None:
    storm = Storm(SEED, tmp_path / "s", server, reports=50, seconds=14.0, breakage=breakage, most=8.0)
    assert told(storm) != []
