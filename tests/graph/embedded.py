"""The embedded tenant with our side of Graph on it, for the tests of mailboxes and sending."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.demo.tenant import Behaviour, Limits, Tenant, TenantServer
from bot.demo.trust import OSBORNE
from bot.graph.auth import Credentials, TokenSource
from bot.graph.client import GraphClient
from bot.graph.mailbox import Mailboxes
from bot.graph.sender import Sender
from bot.graph.spool import FolderSpool

BOX = "incidents@osborne.example"
ANON = "speakup@osborne.example"
HEAD = "a.rahman@hill.osborne.example"
TEACHER = "t.abara@hill.osborne.example"


class MovingClock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class Embedded:
    """The tenant and everything of ours that talks to it."""

    tenant: Tenant
    server: TenantServer
    clock: MovingClock
    client: GraphClient
    mailboxes: Mailboxes
    sender: Sender
    spool: Path

    def arrivals(self, mailbox: str = BOX, folder: str = "inbox") -> list[str]:
        """Ids of what a full round finds."""
        found, link = [], None
        while True:
            page = self.mailboxes.changes(mailbox, folder, link)
            found += [item.id for item in page.items]
            link = page.next_link
            if link is None:
                return found

    def trips(self) -> int:
        """HTTP requests made by us, logins not counted; each is a round trip."""
        return self.client.requests_made


@contextmanager
def embedded_tenant(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Embedded]:
    clock = MovingClock()
    tenant = Tenant(OSBORNE, clock, behaviour=Behaviour(), limits=Limits())
    with TenantServer(tenant) as server:
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(server.ca_file))
        tokens = TokenSource(
            Credentials(
                server.tenant_id, server.client_id, server.client_secret, authority_url=server.authority_url
            )
        )
        client = GraphClient(server.graph_url, tokens, timeout=(5, 20))
        mailboxes = Mailboxes(client, FolderSpool(folder / "spool"))
        sender = Sender(client, mailboxes)
        yield Embedded(tenant, server, clock, client, mailboxes, sender, folder / "spool")
        client.close()
