"""A service that can be killed at any call and started again, against the embedded tenant, on SQLite or PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette", reason="the embedded tenant needs the extra 'demo'")

from bot.demo.tenant import Tenant, TenantServer
from bot.demo.trust import OSBORNE
from bot.demo.world import World
from bot.render import Renderer
from bot.store import filing, outbox, receipts

_COMPILED: dict[str, Renderer] = {}  # filled by the first service of a run
START = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)  # a Tuesday morning in term time
NO_FLOOD = "[flood]\nmails_per_hour = 1000\nanswers_per_hour = 1000\n"
REPORT = "This morning I e-mailed the class list of {n} pupils to the wrong parent. It was not encrypted."


class Service(World):
    """A world whose service dies and is started again; `settle` goes on until nothing waits for its time."""

    def die(self) -> None:
        """The process ends: its connections are gone, and with them its locks."""
        self.parts.team.close()
        self.parts.client.close()
        self.app.store.close()

    def start(self) -> None:
        """Start it; compiled templates are shared, because compiling them is most of what a start would cost."""
        super().start()
        mailroom = self.app.service.mailroom
        if not (self.app.settings.config_dir / "templates").exists():
            shared = _COMPILED.setdefault("", mailroom.renderer)
            self.app.service.mailroom = replace(mailroom, renderer=shared)

    def restart(self) -> None:
        """As after a kill."""
        self.die()
        self.start()

    def settle(self, rounds: int = 12) -> None:
        """Rounds of the service, each at the moment when a mail's next try is due; deadlines stay where they are."""
        self.tick()
        for _ in range(rounds):
            due = self.next_try()
            if due is None:
                return
            self.clock.set(max(due, self.now()) + timedelta(milliseconds=1))
            self.tick()

    def next_try(self) -> datetime | None:
        """When a mail in or out, or the filing of an original, is tried next."""
        with self.app.store.reading(self.now()) as work:
            found = [outbox.next_due(work), receipts.next_due(work), filing.next_due(work)]
        return min((moment for moment in found if moment is not None), default=None)

    def waiting(self) -> list[tuple[str, str, str]]:
        """What stands in the outbox: kind, status, error."""
        with self.app.store.reading(self.now()) as work:
            return [(row.kind, row.status, row.error) for row in outbox.waiting(work)]

    def outcomes(self) -> dict[str, int]:
        """Receipts by outcome."""
        with self.app.store.reading(self.now()) as work:
            return receipts.counts(work)

    def send(self, person: str, n: int, **more: Any) -> None:
        """A report, without a round of the service."""
        address = self.app.service.directory.mailboxes.incidents
        self.tenant.send_as(person, address, f"Class list {n} went astray", REPORT.format(n=n + 20), **more)


@pytest.fixture(scope="session")
def server() -> Iterator[TenantServer]:
    """One server for all services; each puts its own tenant behind it."""
    with TenantServer(Tenant(OSBORNE, lambda: START)) as running:
        yield running


Make = Callable[..., Service]


@pytest.fixture
def make(server: TenantServer, tmp_path: Path) -> Iterator[Make]:
    """make(policy=..., settings=...): a service with a tenant of its own."""
    made: list[Service] = []

    def build(start: datetime = START, **options: Any) -> Service:
        options.setdefault("folder", tmp_path / str(len(made)))
        service = Service(start, server=server, **options)
        made.append(service)
        return service

    yield build
    for service in made:
        service.die()
        service.close()


@pytest.fixture
def service(make: Make) -> Service:
    """On SQLite."""
    return make()
