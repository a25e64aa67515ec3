"""Reading: lists, filters, ids, MIME, attachments, bodies. And what Graph refuses there."""

from __future__ import annotations

import base64
import email
from typing import Any

import pytest

from bot.demo.tenant import Tenant

from .conftest import INCIDENTS, Clock, Graph

IMMUTABLE = {"Prefer": 'IdType="ImmutableId"'}


def outside_mail(text: str = "A letter for another child came to us.", **headers: str) -> bytes:
    lines = {
        "From": "Jo Tremaine <jo.tremaine@homepost.example>",
        "To": INCIDENTS,
        "Subject": "=?utf-8?q?Wrong_letter_=E2=80=93_please_call?=",
        "Message-ID": "<one@homepost.example>",
        **headers,
    }
    head = "\r\n".join(f"{name}: {value}" for name, value in lines.items() if value)
    return f"{head}\r\n\r\n{text}\r\n".encode()


def test_internal_mail_carries_exchanges_marks(tenant: Tenant, graph: Graph) -> None:
    tenant.send_as(
        "tess",
        INCIDENTS,
        "Lost stick",
        "I lost a USB stick.",
        headers=[("X-MS-Exchange-Organization-SCL", "9")],
    )
    found = graph.get("/messages?$select=internetMessageHeaders,from,sender")["value"][0]
    headers = [(item["name"], item["value"]) for item in found["internetMessageHeaders"]]
    assert ("X-MS-Exchange-Organization-AuthAs", "Internal") in headers
    assert ("X-MS-Exchange-Organization-SCL", "9") not in headers
    assert (
        dict(headers)["Authentication-Results"] == "dkim=none (message not signed) header.d=none;dmarc=none"
    )
    assert found["from"]["emailAddress"] == {"name": "Tess Abara", "address": "t.abara@hill.osborne.example"}


@pytest.mark.parametrize("result", ["pass", "fail", "none"])
def test_outside_mail_passes_the_header_firewall(tenant: Tenant, graph: Graph, result: str) -> None:
    forged = {
        "X-MS-Exchange-Organization-AuthAs": "Internal",
        "Authentication-Results": "spf=pass; dmarc=pass; compauth=pass",
    }
    tenant.deliver(outside_mail(**forged), authenticated=result)
    found = graph.get("/messages?$select=internetMessageHeaders,subject")["value"][0]
    headers = [(item["name"], item["value"]) for item in found["internetMessageHeaders"]]
    assert [value for name, value in headers if name.endswith("Organization-AuthAs")] == ["Anonymous"]
    results = [value for name, value in headers if name == "Authentication-Results"]
    assert f"dmarc={result} " in results[0]
    assert len(results) == 2
    assert found["subject"] == "Wrong letter – please call"


def test_headers_only_when_selected(tenant: Tenant, graph: Graph) -> None:
    tenant.deliver(outside_mail())
    message = graph.get("/messages")["value"][0]
    assert "internetMessageHeaders" not in message
    assert "uniqueBody" not in message
    assert {"id", "subject", "body", "from", "toRecipients", "conversationId", "isDraft"} <= set(message)


def test_sent_items_have_no_headers(graph: Graph) -> None:
    draft = graph.draft(internetMessageHeaders=[{"name": "X-Nearmiss-Kind", "value": "status"}])
    graph("POST", f"/messages/{draft['id']}/send")
    assert (
        graph.get(f"/messages/{draft['id']}?$select=internetMessageHeaders")["internetMessageHeaders"] is None
    )


def test_default_ids_change_on_move_and_immutable_ones_do_not(tenant: Tenant, graph: Graph) -> None:
    tenant.deliver(outside_mail())
    default = graph.get("/messages")["value"][0]["id"]
    fixed = graph.get("/messages", headers=IMMUTABLE)["value"][0]["id"]
    assert default != fixed
    moved = graph("POST", f"/messages/{fixed}/move", json={"destinationId": "archive"}, headers=IMMUTABLE)
    assert moved.status_code == 201
    assert moved.json()["id"] == fixed
    assert graph.get(f"/mailFolders/archive/messages/{fixed}")["id"] != default
    assert graph.code("GET", f"/messages/{default}") == (404, "ErrorItemNotFound")
    assert graph.code("GET", f"/mailFolders/inbox/messages/{fixed}") == (404, "ErrorItemNotFound")


@pytest.mark.parametrize("wrong", ["1", "AAMkAGI=", "not an id", "x" * 152])
def test_malformed_ids(graph: Graph, wrong: str) -> None:
    assert graph.code("GET", f"/messages/{wrong}") == (400, "ErrorInvalidIdMalformed")
    assert graph.code("GET", f"/mailFolders/{wrong}/messages") == (400, "ErrorInvalidIdMalformed")


def test_ids_are_case_sensitive_and_bound_to_their_mailbox(tenant: Tenant, graph: Graph) -> None:
    tenant.deliver(outside_mail())
    identifier = graph.get("/messages")["value"][0]["id"]
    assert graph("GET", f"/messages/{identifier.lower()}").status_code in (400, 404)
    other = f"//users/speakup@osborne.example/messages/{identifier}"
    assert graph.code("GET", other) == (404, "ErrorItemNotFound")


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("$select=subject,nonsense", "RequestBroker--ParseUri"),
        ("$filter=nonsense eq 'x'", "RequestBroker--ParseUri"),
        ("$filter=isRead eq 'false'", "BadRequest"),
        ("$filter=subject eq", "BadRequest"),
        ("$filter=internetMessageHeaders eq 'x'", "ErrorInvalidUrlQueryFilter"),
        ("$top=1001", "BadRequest"),
        ("$top=0", "BadRequest"),
        ("$top=ten", "BadRequest"),
        ("$nonsense=1", "BadRequest"),
        ("$select=id&$select=subject", "BadRequest"),
        ("$expand=nonsense", "RequestBroker--ParseUri"),
        ("$expand=singleValueExtendedProperties", "ErrorInvalidProperty"),
        ("$filter=isRead eq false&$orderby=receivedDateTime desc", "InefficientFilter"),
        (
            "$filter=isRead eq false and receivedDateTime ge 2026-01-01&$orderby=receivedDateTime",
            "InefficientFilter",
        ),
        (
            "$filter=singleValueExtendedProperties/any(e: e/id eq 'Rubbish' and e/value eq 'x')",
            "ErrorInvalidProperty",
        ),
    ],
)
def test_wrong_odata_is_refused(graph: Graph, query: str, code: str) -> None:
    assert graph.code("GET", f"/messages?{query}") == (400, code)


@pytest.mark.parametrize(
    ("query", "subjects"),
    [
        ("$filter=receivedDateTime ge 2026-03-02T11:00:00Z&$orderby=receivedDateTime desc", ["m3", "m2"]),
        (
            "$filter=receivedDateTime ge 2026-03-02 and isRead eq false&$orderby=receivedDateTime",
            ["m0", "m1", "m2", "m3"],
        ),
        ("$filter=subject eq 'M1'", ["m1"]),
        ("$filter=startswith(subject,'m') and not (subject eq 'm0')", ["m3", "m2", "m1"]),
        ("$filter=subject eq 'm0' or subject eq 'm3'", ["m3", "m0"]),
        ("$filter=from/emailAddress/address eq 't.abara@hill.osborne.example'&$top=2", ["m3", "m2"]),
        ("$filter=isDraft eq true", []),
        ("$filter=contains(subject,'2')", ["m2"]),
        ("$orderby=subject asc&$top=2", ["m0", "m1"]),
        ('$search="m2"', ["m2"]),
        ("$skip=3", ["m0"]),
    ],
)
def test_filters(tenant: Tenant, graph: Graph, clock: Clock, query: str, subjects: list[str]) -> None:
    for number in range(4):
        tenant.send_as("tess", INCIDENTS, f"m{number}", "text")
        clock.advance(hours=1)
    assert [message["subject"] for message in graph.get(f"/messages?{query}")["value"]] == subjects


def test_paging_follows_next_links(tenant: Tenant, graph: Graph, clock: Clock) -> None:
    for number in range(25):
        tenant.send_as("tess", INCIDENTS, f"m{number}", "text")
        clock.advance(minutes=1)
    seen: list[str] = []
    url = "/mailFolders/inbox/messages?$select=subject&$count=true"
    while url:
        page = graph.get(url)
        assert page["@odata.count"] == 25
        seen += [message["subject"] for message in page["value"]]
        url = page.get("@odata.nextLink", "")
    assert seen == [f"m{number}" for number in range(24, -1, -1)]
    assert graph("GET", "/mailFolders/inbox/messages/$count").text == "25"


def test_find_by_message_id(tenant: Tenant, graph: Graph) -> None:
    tenant.deliver(outside_mail())
    tenant.send_as("tess", INCIDENTS, "other", "text")
    found = graph.get("/messages", params={"$filter": "internetMessageId eq '<one@homepost.example>'"})[
        "value"
    ]
    assert [message["internetMessageId"] for message in found] == ["<one@homepost.example>"]


def test_mime_is_rebuilt_with_headers_and_parts(tenant: Tenant, graph: Graph) -> None:
    attachment = ("notes é.txt", "text/plain", b"three names")
    tenant.send_as(
        "tess", INCIDENTS, "With file", "text part", html="<p>html part</p>", attachments=[attachment]
    )
    identifier = graph.get("/messages")["value"][0]["id"]
    mime = email.message_from_bytes(graph("GET", f"/messages/{identifier}/$value").content)
    assert mime["X-MS-Exchange-Organization-AuthAs"] == "Internal"
    assert [part.get_content_type() for part in mime.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/plain",
    ]
    last = list(mime.walk())[-1]
    assert last.get_payload(decode=True) == b"three names"
    assert last.get_filename() == "notes é.txt"


def test_attachments(tenant: Tenant, graph: Graph) -> None:
    content = bytes(range(256)) * 10
    tenant.send_as(
        "tess", INCIDENTS, "With file", "text", attachments=[("list.xlsx", "application/x-excel", content)]
    )
    message = graph.get("/messages")["value"][0]
    assert message["hasAttachments"]
    path = f"/messages/{message['id']}/attachments"
    found = graph.get(path)["value"][0]
    assert found["@odata.type"] == "#microsoft.graph.fileAttachment"
    assert base64.b64decode(found["contentBytes"]) == content
    assert found["size"] > len(content)
    assert graph("GET", f"{path}/{found['id']}/$value").content == content
    assert "contentBytes" not in graph.get(f"{path}?$select=id,name")["value"][0]
    assert graph.code("GET", f"{path}?$select=contentBytes")[1] == "RequestBroker--ParseUri"
    assert (
        "contentBytes" in graph.get(f"{path}?$select=microsoft.graph.fileAttachment/contentBytes")["value"][0]
    )
    assert graph.code("GET", f"{path}/rubbish")[1] == "ErrorInvalidIdMalformed"
    shown = graph.get(f"/messages/{message['id']}?$expand=attachments($select=name)")["attachments"]
    assert [part["name"] for part in shown] == ["list.xlsx"]


def nested_mail() -> bytes:
    return (
        b"From: Jo Tremaine <jo.tremaine@homepost.example>\r\nTo: incidents@osborne.example\r\nSubject: FW: look\r\n"
        b'Content-Type: multipart/mixed; boundary="b"\r\nMIME-Version: 1.0\r\n\r\n'
        b"--b\r\nContent-Type: text/plain\r\n\r\nSee attached.\r\n"
        b"--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: the inner one\r\nFrom: x@y.example\r\n"
        b"\r\ninner text\r\n--b--\r\n"
    )


def test_nested_message_is_an_item_attachment(tenant: Tenant, graph: Graph) -> None:
    tenant.deliver(nested_mail())
    message = graph.get("/messages")["value"][0]
    path = f"/messages/{message['id']}/attachments"
    found = graph.get(path)["value"][0]
    assert found["@odata.type"] == "#microsoft.graph.itemAttachment"
    assert "contentBytes" not in found
    assert "item" not in found
    expanded = graph.get(f"{path}/{found['id']}?$expand=microsoft.graph.itemAttachment/item")
    assert expanded["item"]["subject"] == "the inner one"
    assert b"inner text" in graph("GET", f"{path}/{found['id']}/$value").content


def test_html_is_made_safe_unless_asked(tenant: Tenant, graph: Graph) -> None:
    html = (
        '<p onclick="x()">Press <a href="mailto:a@b.example?subject=x">here</a>'
        '<a href="javascript:x">no</a></p><script>bad()</script>'
    )
    tenant.send_as("tess", INCIDENTS, "html", "plain", html=html)
    body = graph.get("/messages")["value"][0]["body"]
    assert body["contentType"] == "html"
    assert "mailto:a@b.example" in body["content"]
    assert not any(bad in body["content"] for bad in ("onclick", "javascript", "script"))
    unsafe = graph.get("/messages", headers={"Prefer": "outlook.allow-unsafe-html"})["value"][0]["body"]
    assert unsafe["content"] == html
    text = graph.get("/messages", headers={"Prefer": 'outlook.body-content-type="text"'})["value"][0]["body"]
    assert text == {
        "contentType": "text",
        "content": "Press here<mailto:a@b.example?subject=x>no<javascript:x>",
    }


@pytest.mark.parametrize(("as_html", "kind"), [(False, "text"), (True, "html")])
def test_text_bodies_either_way(tenant: Tenant, graph: Graph, as_html: bool, kind: str) -> None:
    tenant.behaviour.text_as_html = as_html
    tenant.send_as("tess", INCIDENTS, "text", "line <one>\nline two")
    body = graph.get("/messages")["value"][0]["body"]
    assert body["contentType"] == kind
    assert ("line &lt;one&gt;<br>" in body["content"]) is as_html


def test_thread_properties_are_read_as_extended_properties(tenant: Tenant, graph: Graph) -> None:
    first = tenant.send_as("tess", INCIDENTS, "topic", "text")
    tenant.send_as("tess", INCIDENTS, "RE: topic", "more", in_reply_to=first)
    expand = "singleValueExtendedProperties($filter=id eq 'String 0x1042' or id eq 'String 0x1039')"
    found: list[dict[str, Any]] = graph.get(f"/messages?$expand={expand}&$orderby=subject")["value"]
    values = {item["id"]: item["value"] for item in found[0]["singleValueExtendedProperties"]}
    assert values == {"String 0x1042": first.message_id, "String 0x1039": first.message_id}
    assert found[0]["conversationId"] == found[1]["conversationId"]


def test_no_me_for_apps_and_no_other_version(graph: Graph) -> None:
    assert graph("GET", "//me/messages").status_code == 400
    assert graph("GET", graph.root.replace("v1.0", "beta") + "/users").status_code == 404
    assert graph("PUT", "/messages").status_code == 405


def test_permissions_and_scope(tenant: Tenant, graph: Graph) -> None:
    asha = "//users/a.rahman@hill.osborne.example"
    assert graph.code("GET", f"{asha}/messages") == (403, "ErrorAccessDenied")
    tenant.app.scope = None
    assert graph("GET", f"{asha}/messages").status_code == 200
    assert graph.code("GET", "//users/head@hill.osborne.example/messages") == (404, "ErrorInvalidUser")
    assert graph.code("GET", "//users/nobody@osborne.example") == (404, "Request_ResourceNotFound")
    tenant.app.permissions = {"Mail.Read"}
    assert graph("GET", "/messages").status_code == 200
    assert graph.code("POST", "/messages", json={}) == (403, "ErrorAccessDenied")
    assert graph.code("GET", asha) == (403, "Authorization_RequestDenied")


def test_users_and_settings(tenant: Tenant, graph: Graph) -> None:
    user = graph.get("//users/A.Rahman@hill.osborne.example")
    assert user["displayName"] == "Asha Rahman"
    assert graph.get(f"//users/{user['id']}?$select=mail")["mail"] == "a.rahman@hill.osborne.example"
    tenant.set_absence("incidents", "away")
    assert graph.get("/mailboxSettings/automaticRepliesSetting")["status"] == "alwaysEnabled"
