"""Fixtures of the Graph tests: the scripted server, and what talks to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from embedded import Embedded, embedded_tenant
from scripted_graph import TENANT, ScriptedServer, scripted_server

from bot.graph.auth import Credentials, TokenSource
from bot.graph.client import GraphClient
from bot.graph.mailbox import Mailboxes
from bot.graph.sender import Sender
from bot.graph.spool import FolderSpool


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[ScriptedServer, Path]]:
    folder = tmp_path_factory.mktemp("scripted")
    with scripted_server(folder) as server:
        yield server, folder / "ca.pem"


@pytest.fixture
def server(running: tuple[ScriptedServer, Path], monkeypatch: pytest.MonkeyPatch) -> ScriptedServer:
    server, ca_file = running
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(ca_file))
    server.reset()
    return server


@pytest.fixture
def tokens(server: ScriptedServer) -> TokenSource:
    return TokenSource(Credentials(TENANT, "app", secret="value", authority_url=server.url))


@pytest.fixture
def client(server: ScriptedServer, tokens: TokenSource) -> Iterator[GraphClient]:
    client = GraphClient(f"{server.url}/v1.0", tokens, timeout=(5, 5))
    yield client
    client.close()


@pytest.fixture
def mailboxes(client: GraphClient, tmp_path: Path) -> Mailboxes:
    return Mailboxes(client, FolderSpool(tmp_path / "spool"))


@pytest.fixture
def sender(client: GraphClient, mailboxes: Mailboxes) -> Sender:
    return Sender(client, mailboxes)


@pytest.fixture
def m365(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Embedded]:
    with embedded_tenant(tmp_path, monkeypatch) as embedded:
        yield embedded
