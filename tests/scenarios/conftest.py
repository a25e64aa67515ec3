"""Scenarios are conversations: people write, time passes, people find mail. The service is the real one, over TLS."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

pytest.importorskip("starlette", reason="the embedded tenant needs the extra 'demo'")

from bot.demo.tenant import Tenant, TenantServer
from bot.demo.trust import OSBORNE
from bot.demo.world import World

LONDON = ZoneInfo("Europe/London")
REPORT = (
    "Hello,\n\nThis morning at 9.15 I e-mailed the SEND register of 32 pupils to a parent by mistake "
    "(jo.tremaine@homepost.example). I noticed at 9.30. It was not encrypted. "
    "I have asked her to delete it, no answer yet.\n\nTess Abara\nTeacher"
)


def london(text: str) -> datetime:
    """ "2026-11-24 10:00" on London's clocks."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.fixture(scope="session")
def server() -> Iterator[TenantServer]:
    """One server for all worlds; each puts its own tenant behind it."""
    with TenantServer(Tenant(OSBORNE, lambda: london("2026-01-01 00:00"))) as running:
        yield running


Make = Callable[..., World]


@pytest.fixture
def world_at(server: TenantServer, tmp_path: Path) -> Iterator[Make]:
    """world_at("2026-11-24 10:00"): a world that starts at this London time."""
    made: list[World] = []

    def make(start: str, **options: Any) -> World:
        world = World(london(start), folder=tmp_path / str(len(made)), server=server, **options)
        made.append(world)
        return world

    yield make
    for world in made:
        world.close()


@pytest.fixture
def world(world_at: Make) -> World:
    """A Tuesday morning in term time, 10:00."""
    return world_at("2026-11-24 10:00")


def events(world: World, reference: str = "") -> list[str]:
    """The kinds of a case's events, in order."""
    return [event["event"] for event in world.case(reference)["events"]]


def deadline(world: World, step: str) -> dict[str, Any]:
    """The newest deadline of a step."""
    return [one for one in world.case()["deadlines"] if one["step"] == step][-1]
