"""One server for the storms of a file; each storm puts its own tenant behind it."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

pytest.importorskip("starlette", reason="the embedded tenant needs the extra 'demo'")

from bot.demo.tenant import Tenant, TenantServer
from bot.demo.trust import OSBORNE


@pytest.fixture(scope="module")
def server() -> Iterator[TenantServer]:
    with TenantServer(Tenant(OSBORNE, lambda: datetime.now(UTC))) as running:
        yield running


@pytest.fixture(scope="session")
def seed() -> int:
    """Printed with each storm; STORM_SEED in the environment runs it again (the machine's timing is its own)."""
    return int(os.environ.get("STORM_SEED") or random.SystemRandom().randrange(1_000_000))
