"""Drafts and sending: what is refused, what is kept, what happens to ids, Message-IDs and Sent Items."""

from __future__ import annotations

import base64
from datetime import timedelta
from typing import Any

import pytest

from bot.demo.tenant import Tenant

from .conftest import INCIDENTS, Clock, Graph, letter

IMMUTABLE = {"Prefer": 'IdType="ImmutableId"'}
KEY = "String {6b1f2d0e-3a77-4a53-9d0e-0d5f7f6a1c11} Name NearmissKey"


def find(graph: Graph, value: str, folder: str = "sentitems") -> list[str]:
    query = f"singleValueExtendedProperties/any(e: e/id eq '{KEY}' and e/value eq '{value}')"
    found = graph.get(
        f"/mailFolders/{folder}/messages", params={"$filter": query, "$select": "id"}, headers=IMMUTABLE
    )
    return [item["id"] for item in found["value"]]


def test_draft_to_sent(tenant: Tenant, graph: Graph) -> None:
    draft = graph.draft(
        internetMessageHeaders=[{"name": "X-Nearmiss-Kind", "value": "triage_request"}],
        singleValueExtendedProperties=[
            {"id": KEY, "value": "abc"},
            {"id": "String 0x1042", "value": "<one@homepost.example>"},
            {"id": "String 0x1039", "value": "<zero@homepost.example> <one@homepost.example>"},
        ],
    )
    assert draft["isDraft"]
    assert find(graph, "ABC", "drafts") == [draft["id"]]
    assert graph("POST", f"/messages/{draft['id']}/send").status_code == 202
    assert find(graph, "abc") == [draft["id"]]
    assert find(graph, "abc", "drafts") == []
    sent = graph.get(f"/messages/{draft['id']}")
    assert not sent["isDraft"]
    assert sent["internetMessageId"] == draft["internetMessageId"]
    mail = tenant.inbox("asha")[0]
    assert mail.message_id == draft["internetMessageId"]
    assert mail.header("X-Nearmiss-Kind") == "triage_request"
    assert mail.in_reply_to == "<one@homepost.example>"
    assert mail.header("References") == "<zero@homepost.example> <one@homepost.example>"
    assert mail.from_.address == INCIDENTS
    assert graph.code("POST", f"/messages/{draft['id']}/send")[0] == 400


def test_other_habits_of_exchange(tenant: Tenant, graph: Graph, clock: Clock) -> None:
    tenant.behaviour.keep_immutable_id = False
    tenant.behaviour.keep_message_id = False
    tenant.behaviour.sent_items_lag = timedelta(seconds=40)
    draft = graph.draft(singleValueExtendedProperties=[{"id": KEY, "value": "k"}])
    graph("POST", f"/messages/{draft['id']}/send")
    assert find(graph, "k") == find(graph, "k", "drafts") == []
    assert len(tenant.inbox("asha")) == 1
    clock.advance(seconds=41)
    found = find(graph, "k")
    assert len(found) == 1
    assert found[0] != draft["id"]
    assert graph.code("GET", f"/messages/{draft['id']}") == (404, "ErrorItemNotFound")
    assert graph.get(f"/messages/{found[0]}")["internetMessageId"] != draft["internetMessageId"]


def test_own_message_id_is_settable_while_a_draft(tenant: Tenant, graph: Graph) -> None:
    draft = graph.draft()
    changed = graph("PATCH", f"/messages/{draft['id']}", json={"internetMessageId": "<mine@osborne.example>"})
    assert changed.json()["internetMessageId"] == "<mine@osborne.example>"
    graph("POST", f"/messages/{draft['id']}/send")
    assert tenant.inbox("asha")[0].message_id == "<mine@osborne.example>"
    refused = graph.code("PATCH", f"/messages/{draft['id']}", json={"subject": "too late"})
    assert refused == (400, "ErrorInvalidPropertyForUpdate")


def headers(*names: str, value: str = "x") -> dict[str, Any]:
    return {"internetMessageHeaders": [{"name": name, "value": value} for name in names]}


@pytest.mark.parametrize(
    ("message", "status", "code"),
    [
        (headers(*(f"X-N{n}" for n in range(6))), 400, "InvalidInternetMessageHeaderCollection"),
        (headers("In-Reply-To"), 400, "InvalidInternetMessageHeader"),
        (headers("X-Long", value="v" * 1000), 400, "InvalidInternetMessageHeader"),
        ({"colour": "red"}, 400, "RequestBodyRead"),
        ({"subject": 5}, 400, "RequestBodyRead"),
        ({"body": {"contentType": "markdown", "content": ""}}, 400, "RequestBodyRead"),
        ({"toRecipients": [{"address": "a@b.example"}]}, 400, "RequestBodyRead"),
        ({"toRecipients": [{"emailAddress": {"address": ""}}]}, 400, "ErrorInvalidRecipients"),
        ({"singleValueExtendedProperties": [{"id": "Rubbish", "value": "x"}]}, 400, "ErrorInvalidProperty"),
        (
            {"singleValueExtendedProperties": [{"id": "Integer 0x3FDF", "value": "many"}]},
            400,
            "ErrorInvalidProperty",
        ),
        ({"to": [f"p{n}@far.example" for n in range(501)]}, 400, "ErrorTooManyRecipients"),
        ({"attachments": [{"name": "x"}]}, 400, "ErrorInvalidRequest"),
    ],
)
def test_what_a_draft_may_not_say(graph: Graph, message: dict[str, Any], status: int, code: str) -> None:
    assert graph.code("POST", "/messages", json=letter(**message)) == (status, code)


def test_body_has_to_be_json_of_4_mb_at_most(graph: Graph) -> None:
    assert graph.code("POST", "/messages", data=b"{", headers={"Content-Type": "application/json"})[0] == 400
    assert graph.code("POST", "/messages", data=b"{}", headers={"Content-Type": "text/xml"})[0] == 415
    large = {"contentType": "text", "content": "x" * (4 * 1024 * 1024)}
    assert graph("POST", "/messages", json=letter(body=large)).status_code == 413
    assert graph.get("/mailFolders/drafts/messages")["value"] == []


def test_send_needs_recipients_and_the_right_sender(tenant: Tenant, graph: Graph) -> None:
    nobody = graph.draft(to=[])
    assert graph.code("POST", f"/messages/{nobody['id']}/send") == (400, "ErrorInvalidRecipients")
    other = {"from": {"emailAddress": {"address": "m.okonjo@osborne.example"}}}
    posed = graph.draft(**other)
    assert graph.code("POST", f"/messages/{posed['id']}/send") == (403, "ErrorSendAsDenied")
    assert graph.code("POST", "/sendMail", json={"message": letter(**other)}) == (403, "ErrorSendAsDenied")
    tenant.app.permissions.discard("Mail.Send")
    assert graph.code("POST", f"/messages/{graph.draft()['id']}/send") == (403, "ErrorAccessDenied")
    assert tenant.inbox("asha") == []


@pytest.mark.parametrize(("save", "copies"), [(True, 1), (False, 0), (None, 1)])
def test_send_mail(tenant: Tenant, graph: Graph, save: bool | None, copies: int) -> None:
    payload: dict[str, Any] = {"message": letter()} | ({} if save is None else {"saveToSentItems": save})
    assert graph("POST", "/sendMail", json=payload).status_code == 202
    assert len(tenant.sent("incidents")) == copies
    assert len(tenant.inbox("asha")) == 1
    assert graph.code("POST", "/sendMail", json={"message": letter(), "extra": 1})[0] == 400


def test_a_draft_may_leave_no_copy(tenant: Tenant, graph: Graph) -> None:
    draft = graph.draft(singleValueExtendedProperties=[{"id": "Boolean 0x0E01", "value": "true"}])
    graph("POST", f"/messages/{draft['id']}/send")
    assert tenant.sent("incidents") == []
    assert len(tenant.inbox("asha")) == 1


def test_mime_drafts(tenant: Tenant, graph: Graph) -> None:
    raw = (
        b"From: incidents@osborne.example\r\nTo: a.rahman@hill.osborne.example\r\nSubject: from MIME\r\n"
        b"Message-ID: <mime@osborne.example>\r\nIn-Reply-To: <parent@osborne.example>\r\n"
        b"Auto-Submitted: auto-replied\r\nX-Nearmiss-Kind: status\r\n"
        b"X-MS-Exchange-Organization-AuthAs: Internal\r\n\r\nhello\r\n"
    )
    plain = {"Content-Type": "text/plain"}
    made = graph("POST", "/messages", data=base64.b64encode(raw), headers=plain)
    assert made.status_code == 201
    graph("POST", f"/messages/{made.json()['id']}/send")
    mail = tenant.inbox("asha")[0]
    assert mail.message_id == "<mime@osborne.example>"
    assert mail.in_reply_to == "<parent@osborne.example>"
    assert mail.header("X-Nearmiss-Kind") == "status"
    assert mail.header("Auto-Submitted") == ""
    wrong = graph.code("POST", "/sendMail", data=b"!!!", headers=plain)
    assert wrong == (400, "ErrorMimeContentInvalidBase64String")


def test_attachments_of_drafts(tenant: Tenant, graph: Graph) -> None:
    small = {
        "@odata.type": "#microsoft.graph.fileAttachment",
        "name": "report.pdf",
        "contentType": "application/pdf",
        "contentBytes": base64.b64encode(b"%PDF").decode(),
    }
    draft = graph.draft(attachments=[small])
    path = f"/messages/{draft['id']}/attachments"
    added = graph("POST", path, json={**small, "name": "second.pdf"})
    assert added.status_code == 201
    assert graph("DELETE", f"{path}/{graph.get(path)['value'][0]['id']}").status_code == 204
    graph("POST", f"/messages/{draft['id']}/send")
    assert [(part.name, part.content) for part in tenant.inbox("asha")[0].attachments] == [
        ("second.pdf", b"%PDF")
    ]


def test_upload_session(tenant: Tenant, graph: Graph) -> None:
    content = b"0123456789abcdef" * 300_000
    draft = graph.draft()
    path = f"/messages/{draft['id']}/attachments/createUploadSession"
    item = {"attachmentType": "file", "name": "large.zip", "size": len(content)}
    assert graph.code("POST", path, json={"AttachmentItem": {**item, "size": 10}})[0] == 400
    url = graph("POST", path, json={"AttachmentItem": item}).json()["uploadUrl"]
    half = 3_200_000
    first = {"Content-Range": f"bytes 0-{half - 1}/{len(content)}"}
    rest = {"Content-Range": f"bytes {half}-{len(content) - 1}/{len(content)}", "Authorization": None}
    assert graph("PUT", url, data=content[:half], headers=first).status_code == 401
    first = {**first, "Authorization": None}  # type: ignore[dict-item]
    assert graph("PUT", url, data=content[half:], headers=rest).status_code == 416
    accepted = graph("PUT", url, data=content[:half], headers=first)
    assert accepted.json()["nextExpectedRanges"] == [f"{half}-"]
    assert (
        graph("PUT", url, data=content[half:], headers={**rest, "Content-Range": "bytes 1-2/3"}).status_code
        == 400
    )
    done = graph("PUT", url, data=content[half:], headers=rest)
    assert done.status_code == 201
    assert "/attachments/" in done.headers["Location"]
    graph("POST", f"/messages/{draft['id']}/send")
    assert tenant.inbox("asha")[0].attachments[0].content == content


@pytest.mark.parametrize("target", ["deleteditems", "recoverableitemsdeletions"])
def test_deleting(tenant: Tenant, graph: Graph, target: str) -> None:
    tenant.behaviour.delete_to = target
    draft = graph.draft()
    assert graph("DELETE", f"/messages/{draft['id']}").status_code == 204
    assert len(tenant.folder("incidents", target)) == 1
    if target.startswith("recoverable"):
        assert graph.code("DELETE", f"/messages/{draft['id']}") == (400, "ErrorCannotDeleteObject")
    assert graph("POST", f"/messages/{draft['id']}/permanentDelete").status_code == 204
    assert graph.code("GET", f"/messages/{draft['id']}") == (404, "ErrorItemNotFound")
    assert graph.code("GET", "/mailFolders/recoverableitemspurges")[0] == 400


def test_permanent_delete_is_missing_in_some_clouds(tenant: Tenant, graph: Graph) -> None:
    tenant.behaviour.permanent_delete = False
    assert graph("POST", f"/messages/{graph.draft()['id']}/permanentDelete").status_code == 400


def test_folders(tenant: Tenant, graph: Graph) -> None:
    top = graph("POST", "/mailFolders", json={"displayName": "Nearmiss"}).json()
    path = f"/mailFolders/{top['id']}/childFolders"
    child = graph("POST", path, json={"displayName": "Processed"})
    assert child.status_code == 201
    assert graph.code("POST", path, json={"displayName": "processed"}) == (409, "ErrorFolderExists")
    found = graph.get(path, params={"$filter": "displayName eq 'Processed'"})["value"]
    assert [item["id"] for item in found] == [child.json()["id"]]
    names = [item["displayName"] for item in graph.get("/mailFolders?$top=100")["value"]]
    assert {"Inbox", "Nearmiss", "Junk Email"} <= set(names)
    assert "Purges" not in names
    draft = graph.draft()
    graph("POST", f"/messages/{draft['id']}/move", json={"destinationId": child.json()["id"]})
    assert len(tenant.folder("incidents", "Nearmiss/Processed")) == 1
    nested = f"/mailFolders/{top['id']}/childFolders/{child.json()['id']}/messages"
    assert len(graph.get(nested)["value"]) == 1
    assert graph("DELETE", "/mailFolders/inbox").status_code == 403
    assert (
        graph("PATCH", path.removesuffix("/childFolders"), json={"displayName": "Desk"}).json()["displayName"]
        == "Desk"
    )
    assert graph("DELETE", f"/mailFolders/{top['id']}").status_code == 204
    assert graph.code("GET", f"/messages/{draft['id']}") == (404, "ErrorItemNotFound")
    assert graph.code("POST", "/mailFolders", json={"name": "x"})[0] == 400


def test_a_subject_is_one_line(tenant: Tenant, graph: Graph) -> None:
    draft = graph.draft(subject="one\r\nBcc: x@far.example")
    graph("POST", f"/messages/{draft['id']}/send")
    assert tenant.inbox("asha")[0].subject == "one Bcc: x@far.example"


def test_if_match(graph: Graph) -> None:
    draft = graph.draft()
    etag = draft["@odata.etag"]
    path = f"/messages/{draft['id']}"
    assert graph("PATCH", path, json={"subject": "a"}, headers={"If-Match": etag}).status_code == 200
    assert graph.code("PATCH", path, json={"subject": "b"}, headers={"If-Match": etag})[0] == 412


def test_copy_and_read_flag(tenant: Tenant, graph: Graph) -> None:
    tenant.send_as("tess", INCIDENTS, "m", "text")
    message = graph.get("/messages")["value"][0]
    twin = graph("POST", f"/messages/{message['id']}/copy", json={"destinationId": "archive"})
    assert twin.status_code == 201
    graph("PATCH", f"/messages/{message['id']}", json={"isRead": True, "categories": ["Case"]})
    assert graph.get("/mailFolders/inbox")["unreadItemCount"] == 0
    assert graph.get("/mailFolders/archive")["unreadItemCount"] == 1
    assert graph.code("POST", f"/messages/{message['id']}/move", json={})[0] == 400
