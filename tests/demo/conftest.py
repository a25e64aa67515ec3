"""One TLS server for all tests of the demo; each test gets a fresh tenant behind it, a clock and a client."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import msal
import pytest
import requests

from bot.demo.tenant import Tenant, TenantServer
from bot.demo.trust import OSBORNE

INCIDENTS = "incidents@osborne.example"


class Clock:
    """A clock that only moves when told."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **parts: float) -> None:
        self.now += timedelta(**parts)


class Graph:
    """A plain client of Graph at one mailbox: paths below `/users/{mailbox}`."""

    def __init__(self, server: TenantServer, token: str) -> None:
        self.session = requests.Session()
        self.session.headers["Authorization"] = f"Bearer {token}"
        self.root = server.graph_url
        self.user = f"{self.root}/users/{INCIDENTS}"

    def __call__(self, method: str, path: str, **options: Any) -> requests.Response:
        url = (
            path
            if path.startswith("https:")
            else self.root + path
            if path.startswith("//")
            else self.user + path
        )
        return self.session.request(method, url.replace("v1.0//", "v1.0/"), timeout=10, **options)

    def get(self, path: str, **options: Any) -> Any:
        """The JSON of a successful GET."""
        found = self("GET", path, **options)
        assert found.status_code == 200, found.text
        return found.json()

    def draft(self, **changes: Any) -> dict[str, Any]:
        """A new draft to Asha, as Graph shows it."""
        made = self("POST", "/messages", json=letter(**changes), headers={"Prefer": 'IdType="ImmutableId"'})
        assert made.status_code == 201, made.text
        return dict(made.json())

    def code(self, method: str, path: str, **options: Any) -> tuple[int, str]:
        """Status and Graph's error code of a refusal."""
        found = self(method, path, **options)
        return found.status_code, found.json()["error"]["code"]


def letter(**changes: Any) -> dict[str, Any]:
    """A small message for Graph."""
    recipients = changes.pop("to", ["a.rahman@hill.osborne.example"])
    return {
        "subject": "[OCAT-2026-0001] Please read",
        "body": {"contentType": "html", "content": "<p>Something was reported.</p>"},
        "toRecipients": [{"emailAddress": {"address": address}} for address in recipients],
        **changes,
    }


@pytest.fixture(scope="session")
def running() -> Iterator[TenantServer]:
    """The server, started once."""
    with TenantServer(Tenant(OSBORNE, Clock())) as server:
        yield server


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def tenant(clock: Clock) -> Tenant:
    return Tenant(OSBORNE, clock)


@pytest.fixture
def server(running: TenantServer, tenant: Tenant, monkeypatch: pytest.MonkeyPatch) -> TenantServer:
    running.use(tenant)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(running.ca_file))
    monkeypatch.delenv("CURL_CA_BUNDLE", raising=False)
    return running


def login(server: TenantServer, credential: Any = None) -> msal.ConfidentialClientApplication:
    """msal at the tenant's own login endpoints."""
    return msal.ConfidentialClientApplication(
        server.client_id,
        client_credential=credential or server.client_secret,
        authority=f"{server.authority_url}/{server.tenant_id}",
        instance_discovery=False,
    )


SCOPE = ["https://graph.microsoft.com/.default"]


@pytest.fixture
def graph(server: TenantServer) -> Graph:
    form = {
        "grant_type": "client_credentials",
        "client_id": server.client_id,
        "client_secret": server.client_secret,
        "scope": SCOPE[0],
    }
    url = f"{server.authority_url}/{server.tenant_id}/oauth2/v2.0/token"
    answer = requests.post(url, data=form, timeout=10)
    return Graph(server, answer.json()["access_token"])
