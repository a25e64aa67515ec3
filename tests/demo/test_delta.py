"""Delta rounds: pages, changes, removals, lost tokens, and what a first call may not ask for."""

from __future__ import annotations

import random
from typing import Any

import pytest

from bot.demo.tenant import Tenant, Trouble

from .conftest import INCIDENTS, Clock, Graph

DELTA = "/mailFolders/inbox/messages/delta"


def follow(graph: Graph, url: str, size: int = 2) -> tuple[list[dict[str, Any]], str]:
    """All items of a round and its delta link."""
    headers = {"Prefer": f'IdType="ImmutableId", odata.maxpagesize={size}'}
    items: list[dict[str, Any]] = []
    while True:
        page = graph.get(url, headers=headers)
        assert len(page["value"]) <= size
        items += page["value"]
        if "@odata.deltaLink" in page:
            return items, page["@odata.deltaLink"]
        url = page["@odata.nextLink"]


def subjects(items: list[dict[str, Any]]) -> list[str]:
    return [item.get("subject", "@removed") for item in items]


def test_a_round_then_only_changes(tenant: Tenant, graph: Graph) -> None:
    for number in range(5):
        tenant.send_as("tess", INCIDENTS, f"m{number}", "text")
    items, link = follow(graph, f"{DELTA}?$select=subject")
    assert sorted(subjects(items)) == ["m0", "m1", "m2", "m3", "m4"]
    assert set(items[0]) == {"@odata.etag", "id", "subject"}
    assert follow(graph, link)[0] == []
    tenant.send_as("tess", INCIDENTS, "m5", "text")
    graph("PATCH", f"/messages/{items[0]['id']}", json={"isRead": True})
    graph("POST", f"/messages/{items[1]['id']}/move", json={"destinationId": "archive"})
    changes, link = follow(graph, link)
    assert sorted(subjects(changes)) == ["@removed", "m0", "m5"]
    removed = next(item for item in changes if "@removed" in item)
    assert removed == {"id": items[1]["id"], "@removed": {"reason": "deleted"}}
    assert follow(graph, link)[0] == []


def test_removed_items_have_the_id_form_asked_for(tenant: Tenant, graph: Graph) -> None:
    tenant.send_as("tess", INCIDENTS, "m", "text")
    page = graph.get(DELTA)
    graph("DELETE", f"/messages/{page['value'][0]['id']}")
    assert graph.get(page["@odata.deltaLink"])["value"][0]["id"] == page["value"][0]["id"]


def test_nothing_is_missed_while_mail_keeps_coming(tenant: Tenant, graph: Graph, clock: Clock) -> None:
    draw = random.Random(7)
    for query in ("", "?$orderby=receivedDateTime desc"):
        sent, seen, url = 0, set(), f"{DELTA}{query}"
        for _ in range(30):
            for _ in range(draw.randrange(3)):
                tenant.send_as("tess", INCIDENTS, f"{query}{sent}", "text")
                sent += 1
                clock.advance(seconds=1)
            page = graph.get(url, headers={"Prefer": "odata.maxpagesize=3"})
            seen |= {item["subject"] for item in page["value"] if item["subject"].startswith(f"{query}")}
            url = page.get("@odata.nextLink") or page["@odata.deltaLink"]
        while True:
            page = graph.get(url)
            seen |= {item["subject"] for item in page["value"]}
            url = page.get("@odata.nextLink") or page["@odata.deltaLink"]
            if "@odata.deltaLink" in page and not page["value"]:
                break
        assert {f"{query}{number}" for number in range(sent)} <= seen


@pytest.mark.parametrize(
    ("kind", "expected"), [("created", ["new"]), ("updated", ["old"]), ("deleted", ["@removed"])]
)
def test_change_types(tenant: Tenant, graph: Graph, kind: str, expected: list[str]) -> None:
    tenant.send_as("tess", INCIDENTS, "old", "text")
    tenant.send_as("tess", INCIDENTS, "goes", "text")
    items, _ = follow(graph, DELTA)
    _, link = follow(graph, f"{DELTA}?changeType={kind}")
    by_subject = {item["subject"]: item["id"] for item in items}
    graph("PATCH", f"/messages/{by_subject['old']}", json={"isRead": True})
    graph("DELETE", f"/messages/{by_subject['goes']}")
    tenant.send_as("tess", INCIDENTS, "new", "text")
    assert subjects(follow(graph, link)[0]) == expected


def test_only_time_can_be_filtered(tenant: Tenant, graph: Graph, clock: Clock) -> None:
    tenant.send_as("tess", INCIDENTS, "old", "text")
    clock.advance(hours=2)
    tenant.send_as("tess", INCIDENTS, "new", "text")
    items, link = follow(graph, f"{DELTA}?$filter=receivedDateTime ge 2026-03-02T10:00:00Z")
    assert subjects(items) == ["new"]
    assert follow(graph, link)[0] == []


@pytest.mark.parametrize(
    "path",
    [
        "/messages/delta",
        f"{DELTA}?$filter=isRead eq false",
        f"{DELTA}?$filter=receivedDateTime le 2026-01-01",
        f"{DELTA}?$orderby=subject",
        f"{DELTA}?$search=x",
        f"{DELTA}?$skip=1",
        f"{DELTA}?$deltatoken=latest",
        f"{DELTA}?$deltatoken=rubbish",
        f"{DELTA}?changeType=moved",
    ],
)
def test_what_change_tracking_refuses(graph: Graph, path: str) -> None:
    assert graph("GET", path).status_code == 400


def test_nothing_may_be_added_to_a_link(graph: Graph) -> None:
    link = graph.get(DELTA)["@odata.deltaLink"]
    assert graph("GET", f"{link}&$select=subject").status_code == 400
    assert graph("GET", link.replace("inbox", "drafts")).status_code == 410


def test_lost_tokens(tenant: Tenant, graph: Graph) -> None:
    tenant.send_as("tess", INCIDENTS, "m", "text")
    link = graph.get(DELTA)["@odata.deltaLink"]
    tenant.faults.add(Trouble.LOSE_DELTA)
    assert graph.code("GET", link) == (410, "SyncStateNotFound")
    assert graph.get(link)["value"] == []
    tenant.lose_delta_tokens()
    assert graph.code("GET", link) == (410, "SyncStateNotFound")
    assert len(graph.get(DELTA)["value"]) == 1


def test_repeated_and_shuffled(tenant: Tenant, graph: Graph) -> None:
    for number in range(6):
        tenant.send_as("tess", INCIDENTS, f"m{number}", "text")
    tenant.faults.add(Trouble.REPEAT_DELTA, times=2)
    tenant.faults.add(Trouble.SHUFFLE_DELTA, skip=1)
    first, second = subjects(graph.get(DELTA)["value"]), subjects(graph.get(DELTA)["value"])
    assert len(first) == len(second) == 12
    assert first != second
    assert sorted(first) == sorted(second)
