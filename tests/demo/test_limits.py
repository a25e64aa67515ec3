"""Throttling, batches, faults, change notifications, the request log."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from bot.demo.tenant import Tenant, TenantServer, Trouble, subscriptions
from bot.demo.trust import OSBORNE

from .conftest import INCIDENTS, Clock, Graph, letter


def test_four_requests_at_once(tenant: Tenant, graph: Graph) -> None:
    tenant.behaviour.latency = 1.0  # until the slowest machine has asked all of them
    urls = [f"{graph.user}/messages"] * 8
    headers = {"Authorization": graph.session.headers["Authorization"]}
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda url: requests.get(url, headers=headers, timeout=10), urls))
    refused = [answer for answer in found if answer.status_code == 429]
    assert tenant.throttle.most_at_once == 4
    assert refused
    assert all(int(answer.headers["Retry-After"]) >= 1 for answer in refused)
    assert refused[0].json()["error"]["code"] == "ApplicationThrottled"
    assert tenant.log.count(status=429) == len(refused)


def test_requests_and_sends_by_time(
    running: TenantServer, server: TenantServer, clock: Clock, graph: Graph
) -> None:
    seconds = [0.0]
    tenant = Tenant(OSBORNE, clock, monotonic=lambda: seconds[0])
    tenant.login = server.tenant.login
    tenant.limits.requests_per_10_minutes = 40
    running.use(tenant)
    statuses = [graph("POST", "/sendMail", json={"message": letter()}).status_code for _ in range(31)]
    assert statuses == [202] * 30 + [429]
    clock.advance(hours=5)
    assert graph("POST", "/sendMail", json={"message": letter()}).status_code == 429
    seconds[0] = 61.0
    assert graph("POST", "/sendMail", json={"message": letter()}).status_code == 202
    assert [graph("GET", "/messages").status_code for _ in range(8)] == [200] * 7 + [429]
    seconds[0] = 700.0
    assert graph("GET", "/messages").status_code == 200
    assert len(tenant.inbox("asha")) == 31


def batch(graph: Graph, *requests_: dict[str, Any]) -> dict[str, dict[str, Any]]:
    answer = graph("POST", "//$batch", json={"requests": list(requests_)})
    assert answer.status_code == 200, answer.text
    return {item["id"]: item for item in answer.json()["responses"]}


def test_batch(tenant: Tenant, graph: Graph) -> None:
    user = f"/users/{INCIDENTS}"
    kind = {"Content-Type": "application/json", "Prefer": 'IdType="ImmutableId"'}
    found = batch(
        graph,
        {"id": "1", "method": "POST", "url": f"{user}/messages", "body": letter(), "headers": kind},
        {"id": "2", "method": "GET", "url": f"{user}/messages?$select=subject", "dependsOn": ["1"]},
        {"id": "3", "method": "GET", "url": f"{user}/messages/rubbish"},
        {"id": "4", "method": "GET", "url": f"{user}/messages", "dependsOn": ["3"]},
    )
    assert {name: item["status"] for name, item in found.items()} == {"1": 201, "2": 200, "3": 400, "4": 424}
    assert len(found["2"]["body"]["value"]) == 1
    assert found["3"]["body"]["error"]["code"] == "ErrorInvalidIdMalformed"
    assert tenant.log.count(template="/users/{user}/messages/{message}") == 1
    assert sum(entry.batched for entry in tenant.log.entries) == 3


def test_batch_parts_are_throttled_by_themselves(tenant: Tenant, graph: Graph) -> None:
    tenant.limits.sends_per_minute = 2
    body = {"message": letter()}
    headers = {"Content-Type": "application/json"}
    url = f"/users/{INCIDENTS}/sendMail"
    parts = [{"id": str(n), "method": "POST", "url": url, "body": body, "headers": headers} for n in range(3)]
    found = batch(graph, *parts)
    assert [found[str(n)]["status"] for n in range(3)] == [202, 202, 429]
    assert int(found["2"]["headers"]["Retry-After"]) > 0


@pytest.mark.parametrize(
    "requests_",
    [
        [],
        [{"id": str(n), "method": "GET", "url": "/users"} for n in range(21)],
        [{"id": "1", "method": "GET", "url": "/users"}] * 2,
        [{"id": "1", "method": "GET"}],
        [{"id": "1", "method": "GET", "url": "https://graph.example/v1.0/users"}],
        [{"id": "1", "method": "POST", "url": "/users/x/messages", "body": {}}],
        [{"id": "1", "method": "GET", "url": "/users", "dependsOn": ["2"]}],
    ],
)
def test_wrong_batches(graph: Graph, requests_: list[dict[str, Any]]) -> None:
    assert graph("POST", "//$batch", json={"requests": requests_}).status_code == 400


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_bad_days(tenant: Tenant, graph: Graph, status: int) -> None:
    tenant.faults.add(Trouble.STATUS, "POST", "/sendMail", status=status, retry_after=7)
    tenant.faults.add(Trouble.STATUS_AFTER, "POST", "/sendMail", status=504, skip=2)
    answers = [graph("POST", "/sendMail", json={"message": letter()}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [status, 202, 504]
    assert answers[0].headers["Retry-After"] == "7"
    assert len(tenant.inbox("asha")) == 2  # the last one was done although its answer says 504


@pytest.mark.parametrize(("trouble", "delivered"), [(Trouble.CUT_BEFORE, 0), (Trouble.CUT_AFTER, 1)])
def test_cut_connections(tenant: Tenant, graph: Graph, trouble: Trouble, delivered: int) -> None:
    tenant.faults.add(trouble, "POST", "/send")
    draft = graph.draft()
    with pytest.raises(requests.ConnectionError):
        graph("POST", f"/messages/{draft['id']}/send")
    assert len(tenant.inbox("asha")) == delivered
    assert graph("GET", "/messages").status_code == 200
    assert tenant.faults.hits == [(trouble, "/users/{user}/messages/{message}/send")]


def test_slow_and_expired(tenant: Tenant, graph: Graph) -> None:
    tenant.faults.add(Trouble.SLOW, seconds=5.0)
    with pytest.raises(requests.ReadTimeout):
        graph.session.get(f"{graph.user}/messages", timeout=(10, 0.5))
    tenant.faults.add(Trouble.EXPIRE_TOKEN)
    assert graph("GET", "/messages").status_code == 401
    assert graph("GET", "/messages").status_code == 200


def test_chance_is_drawn_with_a_seed(tenant: Tenant) -> None:
    def drawn() -> list[bool]:
        tenant.faults.clear()
        tenant.faults.seed(11)
        tenant.faults.add(Trouble.STATUS, times=None, probability=0.5)
        return [bool(tenant.faults.draw("GET", "/users")) for _ in range(40)]

    first = drawn()
    assert first == drawn()
    assert 5 < sum(first) < 35


def test_a_storm_and_the_calm_after(tenant: Tenant, graph: Graph) -> None:
    tenant.faults.storm(seed=3, probability=0.2)
    outcomes = set()
    for _ in range(60):
        try:
            outcomes.add(graph("GET", "/mailFolders/inbox/messages/delta").status_code)
        except requests.ConnectionError:
            outcomes.add(0)
    assert {0, 200, 401, 429, 503} <= outcomes
    tenant.faults.clear()
    assert graph("GET", "/messages").status_code == 200


def test_log_counts(tenant: Tenant, graph: Graph) -> None:
    graph("GET", "/messages")
    graph("GET", "/mailFolders/inbox/messages/delta")
    assert [entry.template for entry in tenant.log.graph()] == [
        "/users/{user}/messages",
        "/users/{user}/mailFolders/{folder}/messages/delta",
    ]
    assert tenant.log.count("GET", status=200) == 2
    tenant.log.clear()
    assert tenant.log.entries == ()


class Receiver(ThreadingHTTPServer):
    """A receiver of change notifications that echoes tokens and keeps what it gets."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), ReceiverHandler)
        self.got: list[dict[str, Any]] = []
        self.echo = True

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/notify"


class ReceiverHandler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        token = parse_qs(urlsplit(self.path).query).get("validationToken", [""])[0]
        if not token:
            self.server.got += json.loads(body)["value"]
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        self.wfile.write(token.encode() if self.server.echo else b"what?")

    def log_message(self, *_: object) -> None:
        """Be quiet."""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as found:
        threading.Thread(target=found.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield found
        found.shutdown()


def subscription(url: str, expires: str = "2026-03-05T00:00:00Z", **changes: str) -> dict[str, str]:
    return {
        "changeType": "created",
        "notificationUrl": url,
        "lifecycleNotificationUrl": url,
        "resource": f"users/{INCIDENTS}/mailFolders('inbox')/messages",
        "expirationDateTime": expires,
        "clientState": "secret",
        **changes,
    }


def test_change_notifications(tenant: Tenant, graph: Graph, receiver: Receiver, clock: Clock) -> None:
    tenant.behaviour.plain_http_notifications = True
    headers = {"Prefer": 'IdType="ImmutableId"'}
    made = graph("POST", "//subscriptions", json=subscription(receiver.url), headers=headers)
    assert made.status_code == 201, made.text
    path = f"//subscriptions/{made.json()['id']}"
    tenant.send_as("tess", INCIDENTS, "x", "text")
    tenant.send_as("tess", "asha", "not this one", "text")
    tenant.notifier.flush()
    assert [item["clientState"] for item in receiver.got] == ["secret"]
    assert receiver.got[0]["resourceData"]["id"] == tenant.inbox("incidents")[0].id
    subscriptions.lifecycle(tenant, "missed")
    tenant.notifier.flush()
    assert receiver.got[1]["lifecycleEvent"] == "missed"
    renewed = graph("PATCH", path, json={"expirationDateTime": "2026-03-09T00:00:00Z"})
    assert renewed.json()["expirationDateTime"] == "2026-03-09T00:00:00Z"
    assert len(graph.get("//subscriptions")["value"]) == 1
    clock.advance(days=8)
    assert graph("GET", path).status_code == 404


@pytest.mark.parametrize(
    "changes",
    [
        {"expirationDateTime": "2026-03-20T00:00:00Z"},
        {"expirationDateTime": "soon"},
        {"changeType": "moved"},
        {"resource": "users/a.rahman@hill.osborne.example/messages"},
        {"resource": "groups/x"},
        {"notificationUrl": "http://127.0.0.1:9/x"},
        {"colour": "red"},
    ],
)
def test_subscriptions_that_are_refused(graph: Graph, changes: dict[str, str]) -> None:
    answer = graph("POST", "//subscriptions", json={**subscription("https://127.0.0.1:9/x"), **changes})
    assert answer.status_code in (400, 403)


def test_a_receiver_that_does_not_echo(tenant: Tenant, graph: Graph, receiver: Receiver) -> None:
    tenant.behaviour.plain_http_notifications = True
    receiver.echo = False
    assert graph.code("POST", "//subscriptions", json=subscription(receiver.url)) == (400, "ValidationError")
    quiet = {"Authorization": "Bearer nothing"}
    assert graph.code("POST", "//subscriptions", json=subscription(receiver.url), headers=quiet)[0] == 401
