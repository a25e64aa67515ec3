"""Graphs that behave otherwise than the documentation: fewer options, untrue sizes, strange answers."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from scripted_graph import BOX, Answer, ScriptedServer, Seen, error

from bot.errors import ConfigurationWrong, Forbidden, NotFound, Permanent, Throttled, Transient
from bot.graph.attachments import HELD
from bot.graph.client import GraphClient
from bot.graph.endpoints import ca_bundle
from bot.graph.mailbox import Mailboxes
from bot.graph.notifications import Lifecycle, Subscriptions
from bot.graph.reading import Fetched
from bot.graph.sealed_spool import SealedSpool
from bot.graph.sender import Draft, Sender, SentState
from bot.graph.spool import FolderSpool, sweep
from bot.mail.message import Address, MemoryBlob
from bot.mail.outbound import OutboundAttachment, OutboundMail

MESSAGE = {
    "id": "m1",
    "subject": "Lost stick",
    "body": {"contentType": "text", "content": "On the bus."},
    "from": {"emailAddress": {"address": "t.abara@hill.osborne.example"}},
    "hasAttachments": True,
}
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
MAIL = OutboundMail(
    BOX, (Address("a.rahman@hill.osborne.example"),), "s", "t", own_key="k", message_id="<k@o.example>"
)


def file_item(name: str, content: bytes | None, size: int | None = None) -> dict[str, object]:
    item: dict[str, object] = {
        "@odata.type": "#microsoft.graph.fileAttachment",
        "id": name,
        "name": name,
        "contentType": "text/plain",
        "size": len(content or b"") if size is None else size,
    }
    return item if content is None else {**item, "contentBytes": base64.b64encode(content).decode()}


def test_a_graph_that_refuses_the_rich_request_is_asked_plainly_from_then_on(
    server: ScriptedServer, mailboxes: Mailboxes
) -> None:
    def answer(seen: Seen) -> Answer:
        return error(400, "BadRequest") if "expand" in seen.path else Answer(body=MESSAGE)

    server.on("GET", "/messages/m1\\?", answer)
    server.on("GET", "/m1/attachments", Answer(body={"value": [file_item("a.txt", b"abc")]}))
    message = mailboxes.fetch(BOX, "m1").message
    assert message.attachments[0].blob.open().read() == b"abc"
    server.seen.clear()
    mailboxes.fetch(BOX, "m1")
    assert not any("expand" in seen.path for seen in server.seen)
    assert len(mailboxes.fetch_many(BOX, ["m1", "m1"])) == 2


def test_files_that_fail_together_are_asked_for_by_themselves(
    server: ScriptedServer, mailboxes: Mailboxes
) -> None:
    message = {**MESSAGE, "attachments": [file_item("a.txt", None, 3)]}

    def answer(seen: Seen) -> Answer:
        parts = seen.json["requests"]
        whole = {"value": [file_item("a.txt", b"abc")], "@odata.nextLink": f"{server.url}/v1.0/more"}
        bodies = [{"status": 503}, {"status": 200, "body": whole}]
        if "expand" in parts[0]["url"]:
            bodies = [{"status": 200, "body": message}] * 2
        return Answer(
            body={"responses": [{"id": part["id"], **body} for part, body in zip(parts, bodies, strict=True)]}
        )

    server.on("GET", "/more", Answer(body={"value": []}))
    server.on("GET", "/m1/attachments$", Answer(body={"value": [file_item("a.txt", b"abc")]}))
    server.on("POST", "/\\$batch", answer)
    found = [one for one in mailboxes.fetch_many(BOX, ["m1", "m1"]) if isinstance(one, Fetched)]
    assert [file.blob.size for one in found for file in one.message.attachments] == [3, 3]


def test_bytes_that_come_unasked_are_used(server: ScriptedServer, mailboxes: Mailboxes) -> None:
    server.on("GET", "/messages/m1", Answer(body={**MESSAGE, "attachments": [file_item("a.txt", b"abc")]}))
    assert mailboxes.fetch(BOX, "m1").message.attachments[0].blob.size == 3
    assert len(server.seen) == 1


def test_sizes_that_are_not_true_do_not_fill_the_memory(server: ScriptedServer, mailboxes: Mailboxes) -> None:
    big = b"x" * 10_000_000
    server.on("GET", "/messages/m1\\?", Answer(body={**MESSAGE, "attachments": [file_item("a", None, 5)]}))
    server.on("GET", "/m1/attachments$", Answer(body={"value": [file_item("a", big, 5)]}))
    server.on("GET", "/attachments/a/\\$value", Answer(body=big))
    blob = mailboxes.fetch(BOX, "m1").message.attachments[0].blob
    assert blob.size == len(big)
    assert hasattr(blob, "path")


def test_pictures_are_looked_for_though_there_are_said_to_be_no_files(
    server: ScriptedServer, mailboxes: Mailboxes
) -> None:
    body = {"contentType": "html", "content": '<img src="cid:one">'}
    plain = {**MESSAGE, "hasAttachments": False, "body": body}
    picture = {
        **file_item("p.png", b"png"),
        "contentType": "image/png",
        "isInline": True,
        "contentId": "<one>",
    }
    server.on("GET", "/messages/m1\\?", Answer(body=plain))
    server.on("GET", "/m1/attachments", Answer(body={"value": [picture]}))
    (one,) = mailboxes.fetch(BOX, "m1").message.attachments
    assert one.inline
    assert one.content_id == "one"


def test_links_to_cloud_files_are_kept_as_links(server: ScriptedServer, mailboxes: Mailboxes) -> None:
    link = {"@odata.type": "#microsoft.graph.referenceAttachment", "id": "r", "name": "Plan", "size": 10}
    server.on("GET", "/messages/m1", Answer(body={**MESSAGE, "attachments": [link]}))
    (one,) = mailboxes.fetch(BOX, "m1").message.attachments
    assert (one.name, one.content_type) == ("Plan", "text/uri-list")


def test_a_nested_appointment_without_mime_does_not_lose_the_mail(
    server: ScriptedServer, mailboxes: Mailboxes
) -> None:
    item = {"@odata.type": "#microsoft.graph.itemAttachment", "id": "i", "name": "Meeting", "size": 10}
    server.on("GET", "/messages/m1", Answer(body={**MESSAGE, "attachments": [item]}))
    server.on("GET", "/attachments/i/\\$value", error(405, "ErrorInvalidRequest"))
    fetched = mailboxes.fetch(BOX, "m1")
    assert fetched.message.subject == "Lost stick"
    assert fetched.message.attachments[0].nested is None


def test_a_text_too_large_for_json_comes_as_mime(server: ScriptedServer, mailboxes: Mailboxes) -> None:
    huge = {**MESSAGE, "body": {"contentType": "text", "content": "x" * 26_000_000}}

    def answer(seen: Seen) -> Answer:
        small = {"id": "m1", "receivedDateTime": "2026-03-02T09:00:00Z"}
        return Answer(body=huge if "subject" in seen.path else small)

    server.on("GET", "/messages/m1\\?", answer)
    mime = b"From: t.abara@hill.osborne.example\r\nSubject: Long\r\n\r\n" + b"word word\r\n" * 300_000
    server.on("GET", "/m1/\\$value", Answer(body=mime))
    fetched = mailboxes.fetch(BOX, "m1")
    assert fetched.message.subject == "Long"
    assert fetched.received_at == NOW


def test_a_delta_without_change_types_is_asked_without(server: ScriptedServer, mailboxes: Mailboxes) -> None:
    def answer(seen: Seen) -> Answer:
        if "changeType" in seen.path:
            return error(400, "BadRequest")
        items = [
            {"id": "a", "@removed": {"reason": "deleted"}},
            {"id": "b", "toRecipients": None},
            {"no": "id"},
            7,
        ]
        return Answer(body={"value": items, "@odata.deltaLink": f"{server.url}/v1.0/next"})

    server.on("GET", "delta", answer)
    page = mailboxes.changes(BOX, "inbox", None)
    assert [(item.id, item.removed) for item in page.items] == [("a", True), ("b", False)]


def test_a_folder_that_another_worker_makes_meanwhile_is_taken(
    server: ScriptedServer, mailboxes: Mailboxes
) -> None:
    listed = {"value": [{"id": "n", "displayName": "nearmiss"}]}
    inside = {"value": [{"id": "p", "displayName": "Processed"}, {"id": "q", "displayName": "Quarantine"}]}
    server.on("GET", "/mailFolders\\?", Answer(body={"value": []}), Answer(body=listed))
    server.on("POST", "/mailFolders$", error(409, "ErrorFolderExists"))
    server.on("GET", "/mailFolders/n/childFolders", Answer(body=inside))
    folders = mailboxes.ensure_folders(BOX)
    assert (folders.processed, folders.quarantine) == ("p", "q")


def test_an_id_that_changes_on_moving_is_told(server: ScriptedServer, mailboxes: Mailboxes) -> None:
    server.on("POST", "/move", Answer(201, {"id": "new"}), error(404, "ErrorFolderNotFound"))
    assert mailboxes.move(BOX, "m1", "p") == "new"
    with pytest.raises(NotFound):
        mailboxes.move(BOX, "m1", "p")


def test_a_graph_that_gives_no_message_ids_of_ours_still_makes_drafts(
    server: ScriptedServer, sender: Sender
) -> None:
    def answer(seen: Seen) -> Answer:
        if "internetMessageId" in seen.json:
            return error(400, "ErrorInvalidPropertySet")
        return Answer(201, {"id": "d", "internetMessageId": "<theirs@x.example>"})

    server.on("POST", "/messages$", answer)
    assert sender.create_draft(MAIL).message_id == "<theirs@x.example>"
    sender.create_draft(MAIL)
    assert len(server.seen) == 3


def test_a_search_that_is_refused_leaves_the_other(server: ScriptedServer, sender: Sender) -> None:
    def answer(seen: Seen) -> Answer:
        if "singleValue" in seen.path:
            return error(400, "ErrorInvalidUrlQueryFilter")
        return Answer(body={"value": [{"id": "s", "isDraft": False, "internetMessageId": "<k@o.example>"}]})

    server.on("GET", "/messages\\?", answer)
    server.on("GET", "/messages/d", error(404, "ErrorItemNotFound"))
    assert sender.find_sent(BOX, "d", "k", "<k@o.example>").state is SentState.SENT
    with pytest.raises(Permanent):
        sender.find_sent(BOX, "d", "k", "")


def test_a_sent_copy_outweighs_a_draft_that_still_shows(server: ScriptedServer, sender: Sender) -> None:
    server.on(
        "GET",
        "/messages\\?",
        Answer(body={"value": [{"id": "d", "isDraft": True}, {"id": "s", "isDraft": False}]}),
    )
    server.on("GET", "/messages/d", Answer(body={"id": "d", "isDraft": True}))
    assert sender.find_sent(BOX, "d", "k", "").id == "s"


def test_doubt_is_not_resolved_while_graph_fails(server: ScriptedServer, sender: Sender) -> None:
    server.on("GET", "", error(503))
    with pytest.raises(Transient):
        sender.find_sent(BOX, "d", "k", "<k@o.example>")


def test_mail_tips_of_aliases_and_odd_zones(server: ScriptedServer, mailboxes: Mailboxes) -> None:
    primary = {
        "emailAddress": {"address": "a.rahman@hill.osborne.example"},
        "automaticReplies": {
            "message": "Away",
            "scheduledStartTime": {
                "dateTime": "2026-07-01T09:00:00.0000000",
                "timeZone": "GMT Standard Time",
            },
            "scheduledEndTime": {"dateTime": "0001-01-01T00:00:00.0000000", "timeZone": ""},
        },
    }
    server.on("POST", "/getMailTips", Answer(body={"value": [primary]}), Answer(body={"value": []}))
    tip = mailboxes.mail_tips(BOX, ["head@hill.osborne.example"])["head@hill.osborne.example"]
    assert tip.start == datetime(2026, 7, 1, 8, tzinfo=UTC)
    assert tip.end is None
    assert not tip.absent_at(NOW)
    assert tip.absent_at(NOW + timedelta(days=150))
    assert mailboxes.mail_tips(BOX, ["x@y.example"])["x@y.example"].error


def test_the_last_piece_of_an_upload_without_https_is_refused(server: ScriptedServer, sender: Sender) -> None:
    server.on("POST", "/messages$", Answer(201, {"id": "d"}))
    server.on("POST", "createUploadSession", Answer(201, {"uploadUrl": "http://localhost:9/x"}))
    with pytest.raises(Permanent, match="https"):
        sender.create_draft(with_file(5_000_000))


@pytest.mark.parametrize("acted", [True, False])
def test_an_upload_asks_where_it_stands_after_a_lost_answer(
    server: ScriptedServer, sender: Sender, acted: bool
) -> None:
    size, stands, cut = 9_000_000, [0], [True]

    def piece(seen: Seen) -> Answer:
        start = int(seen.headers["Content-Range"].split()[1].split("-")[0])
        if start != stands[0]:
            return error(416, "InvalidRange")
        lost = cut[0] and start > 0
        if acted or not lost:
            stands[0] += len(seen.body)
        if lost:
            cut[0] = False
            return Answer(cut=True)
        return Answer(201) if stands[0] == size else Answer(200, {"nextExpectedRanges": [f"{stands[0]}-"]})

    server.on("POST", "/messages$", Answer(201, {"id": "d"}))
    server.on("POST", "createUploadSession", Answer(201, {"uploadUrl": f"{server.url}/up?auth=x"}))
    server.on("PUT", "/up", piece)
    server.on("GET", "/up", lambda _: Answer(200, {"nextExpectedRanges": [f"{stands[0]}-"]}))
    sender.create_draft(with_file(size))
    assert stands[0] == size


def test_an_upload_whose_session_is_over_makes_the_draft_anew_later(
    server: ScriptedServer, sender: Sender
) -> None:
    server.on("POST", "/messages$", Answer(201, {"id": "d"}))
    server.on("POST", "createUploadSession", Answer(201, {"uploadUrl": f"{server.url}/up?auth=x"}))
    server.on("PUT", "/up", Answer(cut=True))
    with pytest.raises(Transient, match="anew"):
        sender.create_draft(with_file(3_500_000))


def with_file(size: int) -> OutboundMail:
    return replace(MAIL, attachments=(OutboundAttachment("a", "text/plain", MemoryBlob(b"x" * size)),))


def test_an_upload_carries_no_token(server: ScriptedServer, client: GraphClient) -> None:
    server.on("PUT", "/up", Answer(201))
    client.upload(f"{server.url}/up/1?auth=in-the-url", b"abc", "bytes 0-2/3", BOX)
    (seen,) = server.seen
    assert "Authorization" not in seen.headers
    assert seen.headers["Content-Range"] == "bytes 0-2/3"
    assert seen.body == b"abc"


def test_a_refused_mailbox_stays_refused_in_a_search(server: ScriptedServer, sender: Sender) -> None:
    server.on("GET", "", error(403, "ErrorAccessDenied"))
    with pytest.raises(Permanent):
        sender.find_sent(BOX, "d", "k", "<k@o.example>")


def test_a_whole_batch_that_is_refused_or_throttled_is_told_to_each(
    server: ScriptedServer, sender: Sender
) -> None:
    server.on("POST", "batch", error(403, "ErrorAccessDenied"), error(429, Retry_After="3"))
    for kind in (Forbidden, Throttled):
        sent, moved = sender.send_drafts_and_move([(BOX, "a")], [(BOX, "b", "c")])
        assert [type(one) for one in (*sent, *moved)] == [kind, kind]


def test_drafts_refused_for_their_message_id_in_a_batch_get_a_second_chance(
    server: ScriptedServer, sender: Sender
) -> None:
    def parts(seen: Seen) -> Answer:
        refused = {"status": 400, "body": {"error": {"code": "ErrorInvalidPropertySet"}}}
        return Answer(body={"responses": [{"id": part["id"], **refused} for part in seen.json["requests"]]})

    def single(seen: Seen) -> Answer:
        return error(400, "Bad") if "internetMessageId" in seen.json else Answer(201, {"id": "d"})

    server.on("POST", "batch", parts)
    server.on("POST", "/messages$", single)
    made = sender.create_drafts([MAIL, MAIL])
    assert all(isinstance(one, Draft) for one in made)


def test_a_draft_without_an_id_is_an_error(server: ScriptedServer, sender: Sender) -> None:
    server.on("POST", "/messages$", Answer(201, {"subject": "s"}))
    with pytest.raises(Permanent):
        sender.create_draft(MAIL)


# Spools


def test_a_sealed_spool_gives_back_what_it_was_given_and_leaves_noise(tmp_path: Path) -> None:
    content = bytes(range(256)) * 1500 + b"tail"
    blob = SealedSpool(tmp_path).store(content[at : at + 10_000] for at in range(0, len(content), 10_000))
    assert blob.size == len(content)
    with blob.open() as file:
        assert file.read() == content
        file.seek(70_000)
        assert file.read(9) == content[70_000:70_009]
        file.seek(-4, 2)
        assert file.read() == b"tail"
    assert content[:64] not in blob.path.read_bytes()
    blob.path.write_bytes(b"\x00" * blob.path.stat().st_size)
    with pytest.raises(Transient):
        blob.open().read()


def test_a_download_that_breaks_off_leaves_no_file(tmp_path: Path) -> None:
    def pieces():  # type: ignore[no-untyped-def]
        yield b"x" * (HELD + 1)
        raise Transient("cut")

    with pytest.raises(Transient):
        FolderSpool(tmp_path).store(pieces())
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_process_left_is_swept(tmp_path: Path) -> None:
    blob = FolderSpool(tmp_path).store([b"abc"])
    (tmp_path / "other").write_text("kept")
    assert sweep(tmp_path, blob.path.stat().st_mtime - 5) == 0
    assert sweep(tmp_path, blob.path.stat().st_mtime + 5) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["other"]
    assert sweep(tmp_path / "absent", 0) == 0


def test_a_spool_without_room_is_transient(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(Transient, match="data folder"):
        FolderSpool(tmp_path / "file").store([b"x"])


def test_a_bundle_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/nowhere/ca.pem")
    with pytest.raises(ConfigurationWrong, match="REQUESTS_CA_BUNDLE"):
        ca_bundle()


# Change notifications


def test_subscriptions_are_made_and_renewed(server: ScriptedServer, client: GraphClient) -> None:
    made = {"id": "sub", "expirationDateTime": "2026-03-03T09:00:00.0000000Z"}
    server.on("POST", "/subscriptions", Answer(201, made))
    server.on("PATCH", "/subscriptions/sub", Answer(200, {"id": "sub"}), error(404, "ExtensionError"))
    subscriptions = Subscriptions(client, "https://desk.osborne.example/notify", "s" * 32)
    one = subscriptions.create(BOX, "inbox", NOW)
    asked = server.seen[0]
    assert asked.json["resource"] == f"users/{BOX}/mailFolders('inbox')/messages"
    assert asked.json["lifecycleNotificationUrl"]
    assert 'IdType="ImmutableId"' in asked.headers["Prefer"]
    assert one.expires_at == NOW + timedelta(days=1)
    assert not one.due(NOW)
    assert one.due(NOW + timedelta(hours=13))
    assert subscriptions.renew(BOX, "sub", NOW).expires_at > NOW
    with pytest.raises(NotFound):
        subscriptions.renew(BOX, "sub", NOW)


def test_only_notices_with_our_secret_count(client: GraphClient) -> None:
    subscriptions = Subscriptions(client, "https://desk.osborne.example/notify", "s" * 32)
    good = {"subscriptionId": "a", "clientState": "s" * 32}
    payload = {
        "value": [
            good,
            {**good, "lifecycleEvent": "missed"},
            {**good, "clientState": "x"},
            {"subscriptionId": "a"},
            5,
        ]
    }
    found = subscriptions.notices(payload)
    assert [one.lifecycle for one in found] == [None, Lifecycle.MISSED]
    for odd in (None, [], {"value": 3}, "text"):
        assert subscriptions.notices(odd) == ()


@pytest.mark.parametrize(
    ("url", "secret"), [("http://desk.example/", "s" * 32), ("https://desk.example/", "short")]
)
def test_subscriptions_want_https_and_a_secret(client: GraphClient, url: str, secret: str) -> None:
    with pytest.raises(ConfigurationWrong):
        Subscriptions(client, url, secret)
