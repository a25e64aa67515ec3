"""300 reports while workers are killed with SIGKILL at random and Exchange misbehaves: everything exactly once."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.demo.tenant import TenantServer
from tests.chaos.storm import Storm, fair

pytestmark = pytest.mark.chaos


def test_one_worker_on_sqlite(server: TenantServer, tmp_path: Path, seed: int) -> None:
    assert Storm(seed, tmp_path / "s", server).run() == []


@pytest.mark.postgres
def test_three_workers_on_postgres(
    server: TenantServer, tmp_path: Path, postgres_url: str, seed: int
) -> None:
    storm = Storm(seed, tmp_path / "s", server, database=postgres_url, workers=3, pause=1.5)
    assert storm.run() == []


@pytest.mark.postgres
def test_three_workers_together_provoke_no_429(
    server: TenantServer, tmp_path: Path, postgres_url: str, seed: int
) -> None:
    storm = Storm(
        seed, tmp_path / "s", server, database=postgres_url, workers=3, reports=60, seconds=8.0, least=0,
        weather=fair,
    )  # fmt: skip
    assert storm.run() == []
    assert storm.tenant.log.count(status=429) == 0
    assert storm.tenant.throttle.most_at_once == 4
