"""Reading, filing and erasing, over TLS against the embedded tenant."""

from __future__ import annotations

import email.message
import hashlib

import pytest
from embedded import ANON, BOX, HEAD, TEACHER, Embedded

from bot.errors import Expired, Forbidden, NearmissError, NotFound, Permanent, Throttled, Unauthorised
from bot.graph.auth import Credentials, TokenSource
from bot.graph.client import GraphClient
from bot.graph.mailbox import Erasure
from bot.graph.reading import Fetched


def report(
    m365: Embedded,
    subject: str = "Lost memory stick",
    text: str = "I lost a stick on the bus.",
    **how: object,
) -> None:
    m365.tenant.send_as(TEACHER, BOX, subject, text, **how)  # type: ignore[arg-type]


def test_a_poll_with_nothing_new_is_one_request_and_the_first_round_brings_all(m365: Embedded) -> None:
    for number in range(3):
        report(m365, f"Report {number}")
    page = m365.mailboxes.changes(BOX, "inbox", None)
    assert len(page.items) == 3
    assert page.items[0].recipients == {BOX}
    assert page.items[0].received_at == m365.clock()
    assert page.delta_link
    before = m365.trips()
    again = m365.mailboxes.changes(BOX, "inbox", page.delta_link)
    assert again.items == ()
    assert not again.restarted
    assert m365.trips() == before + 1
    report(m365, "One more")
    assert len(m365.mailboxes.changes(BOX, "inbox", again.delta_link).items) == 1


def test_a_lost_link_begins_a_full_round(m365: Embedded) -> None:
    report(m365)
    link = m365.mailboxes.changes(BOX, "inbox", None).delta_link
    m365.tenant.lose_delta_tokens()
    page = m365.mailboxes.changes(BOX, "inbox", link)
    assert page.restarted
    assert len(page.items) == 1


def test_an_unreadable_link_begins_a_full_round(m365: Embedded) -> None:
    report(m365)
    page = m365.mailboxes.changes(
        BOX, "inbox", f"{m365.server.graph_url}/users/{BOX}/mailFolders/inbox/messages/delta?$deltatoken=x"
    )
    assert page.restarted
    assert len(page.items) == 1


def test_many_pages_are_followed(m365: Embedded) -> None:
    for number in range(120):
        report(m365, f"Report {number}")
    assert len(set(m365.arrivals())) == 120


def test_a_message_comes_with_headers_and_proof_of_its_sender_in_one_request(m365: Embedded) -> None:
    report(m365)
    (found,) = m365.arrivals()
    before = m365.trips()
    fetched = m365.mailboxes.fetch(BOX, found)
    assert m365.trips() == before + 1
    message = fetched.message
    assert message.subject == "Lost memory stick"
    assert message.sender is not None
    assert message.sender.address == TEACHER
    assert "I lost a stick" in (message.text or message.html)
    assert message.header("X-MS-Exchange-Organization-AuthAs") == "Internal"
    assert message.message_id.startswith("<")
    assert fetched.received_at == m365.clock()


def test_small_files_cost_one_request_more(m365: Embedded) -> None:
    report(m365, attachments=[("list.csv", "text/csv", b"a,b\n"), ("pic.png", "image/png", b"\x89PNG")])
    (found,) = m365.arrivals()
    before = m365.trips()
    message = m365.mailboxes.fetch(BOX, found).message
    assert m365.trips() == before + 2
    assert [(one.name, one.content_type) for one in message.attachments] == [
        ("list.csv", "text/csv"),
        ("pic.png", "image/png"),
    ]
    assert message.attachments[0].blob.open().read() == b"a,b\n"


def test_a_large_file_is_streamed_to_the_spool(m365: Embedded) -> None:
    content = bytes(range(256)) * 4096 * 6
    report(m365, attachments=[("export.bin", "application/octet-stream", content)])
    (found,) = m365.arrivals()
    (one,) = m365.mailboxes.fetch(BOX, found).message.attachments
    assert one.blob.size == len(content)
    assert one.blob.sha256 == hashlib.sha256(content).hexdigest()
    assert next(m365.spool.iterdir()).stat().st_mode & 0o077 == 0


def test_a_nested_mail_is_read_the_same_way(m365: Embedded) -> None:
    inner = email.message.EmailMessage()
    inner["From"], inner["To"], inner["Subject"] = "jo.tremaine@homepost.example", TEACHER, "You sent me this"
    inner.set_content("This is not my child.")
    outer = email.message.EmailMessage()
    outer["From"], outer["To"], outer["Subject"] = TEACHER, BOX, "FW: You sent me this"
    outer["Message-ID"] = "<outer@hill.osborne.example>"
    outer.set_content("See attached.")
    outer.add_attachment(inner)
    m365.tenant.deliver(outer.as_bytes())
    (found,) = m365.arrivals()
    (one,) = m365.mailboxes.fetch(BOX, found).message.attachments
    assert one.content_type == "message/rfc822"
    assert one.nested is not None
    assert one.nested.subject == "You sent me this"
    assert "not my child" in one.nested.text


def test_a_bounce_is_read_through_its_mime(m365: Embedded) -> None:
    m365.tenant.set_bouncing(HEAD)
    m365.tenant.send_as(BOX, HEAD, "Triage", "Please look")
    m365.tenant.settle()
    (found,) = m365.arrivals()
    message = m365.mailboxes.fetch(BOX, found).message
    assert message.content_type.lower().startswith("multipart/report")
    assert message.headers


def test_many_messages_come_in_one_round_trip_and_a_bad_one_fails_alone(m365: Embedded) -> None:
    for number in range(3):
        report(m365, f"Report {number}")
    ids = m365.arrivals()
    m365.mailboxes.purge(BOX, ids[1])
    before = m365.trips()
    found = m365.mailboxes.fetch_many(BOX, ids)
    assert m365.trips() == before + 1
    assert [type(one) for one in found if not isinstance(one, NotFound)] == [Fetched, Fetched]
    assert isinstance(found[1], NotFound)


def test_small_files_of_many_messages_come_together(m365: Embedded) -> None:
    large = bytes(4_000_000)
    report(m365, "None")
    report(
        m365, "Small", attachments=[("list.csv", "text/csv", b"a,b\n"), ("pic.png", "image/png", b"\x89PNG")]
    )
    report(m365, "Large", attachments=[("export.bin", "application/octet-stream", large)])
    report(m365, "Small too", attachments=[("more.csv", "text/csv", b"c,d\n")])
    m365.tenant.set_bouncing(HEAD)
    m365.tenant.send_as(BOX, HEAD, "Triage", "Please look")
    m365.tenant.settle()
    ids = m365.arrivals()
    asked, before = m365.trips(), len(m365.tenant.log.graph())
    found = [one for one in m365.mailboxes.fetch_many(BOX, ids) if isinstance(one, Fetched)]
    trips, requests = m365.trips() - asked, len(m365.tenant.log.graph()) - before
    assert (
        trips == 1 + 1 + 2
    )  # the messages, small files, and by themselves the large one and the report's MIME
    assert requests == len(ids) + 2 + 2
    files = {
        one.message.subject: [(file.name, file.blob.size) for file in one.message.attachments]
        for one in found
    }
    assert files["None"] == []
    assert files["Small"] == [("list.csv", 4), ("pic.png", 4)]
    assert files["Large"] == [("export.bin", len(large))]
    assert files["Small too"] == [("more.csv", 4)]


def test_recipients_come_without_the_sender(m365: Embedded) -> None:
    m365.tenant.send_as(TEACHER, [BOX, ANON], "s", "t", cc=[HEAD])
    (found,) = m365.arrivals()
    assert m365.mailboxes.fetch_recipients_only(BOX, found) == {BOX, ANON, HEAD}


def test_folders_are_made_once_and_mail_is_filed_under_the_same_id(m365: Embedded) -> None:
    report(m365)
    (found,) = m365.arrivals()
    folders = m365.mailboxes.ensure_folders(BOX)
    before = m365.trips()
    assert m365.mailboxes.ensure_folders(BOX) == folders
    assert m365.trips() == before
    assert m365.mailboxes.move(BOX, found, folders.processed) == found
    assert [mail.subject for mail in m365.tenant.folder(BOX, "Nearmiss/Processed")] == ["Lost memory stick"]
    m365.mailboxes.forget_folders(BOX)
    assert m365.mailboxes.ensure_folders(BOX) == folders


def test_a_message_is_purged_and_that_can_be_repeated(m365: Embedded) -> None:
    report(m365)
    (found,) = m365.arrivals()
    assert m365.mailboxes.purge(BOX, found) is Erasure.PURGED
    assert m365.mailboxes.purge(BOX, found) is Erasure.GONE
    with pytest.raises(NotFound):
        m365.mailboxes.fetch(BOX, found)


@pytest.mark.parametrize("where", ["deleteditems", "recoverableitemsdeletions"])
def test_without_permanent_delete_a_message_is_deleted_and_out_of_deleted_items(
    m365: Embedded, where: str
) -> None:
    m365.tenant.behaviour.permanent_delete = False
    m365.tenant.behaviour.delete_to = where
    report(m365)
    (found,) = m365.arrivals()
    assert m365.mailboxes.purge(BOX, found) is Erasure.DELETED
    assert m365.tenant.folder(BOX, "deleteditems") == []
    assert m365.mailboxes.purge(BOX, found) in (Erasure.GONE, Erasure.DELETED)


def test_mail_tips_tell_absence_unknown_people_and_the_rest(m365: Embedded) -> None:
    m365.tenant.set_absence(HEAD, "I am on leave until Monday. Ben Castell deputises.")
    before = m365.trips()
    tips = m365.mailboxes.mail_tips(
        BOX, [HEAD.upper(), TEACHER, "nobody@osborne.example", "dana@whitfield-dpo.example"]
    )
    assert m365.trips() == before + 1
    assert tips[HEAD].absent
    assert "on leave" in tips[HEAD].message
    assert tips[HEAD].absent_at(m365.clock())
    assert not tips[TEACHER].absent
    assert tips["nobody@osborne.example"].error
    assert not tips["dana@whitfield-dpo.example"].absent


def test_mail_tips_refused_is_an_error_of_its_own(m365: Embedded) -> None:
    m365.tenant.behaviour.mail_tips = False
    with pytest.raises(Forbidden):
        m365.mailboxes.mail_tips(BOX, [HEAD])


def test_the_probe_says_what_works_and_leaves_nothing(m365: Embedded) -> None:
    report(m365)
    probe = m365.mailboxes.probe(BOX)
    assert probe.total == 1
    assert probe.may_write
    assert probe.mail_tips
    assert m365.tenant.folder(BOX, "drafts") == []
    m365.tenant.behaviour.mail_tips = False
    assert not m365.mailboxes.probe(BOX).mail_tips


def test_a_mailbox_outside_the_scope_or_unknown_is_a_clear_error(m365: Embedded) -> None:
    with pytest.raises(Forbidden, match="scope"):
        m365.mailboxes.probe(HEAD)
    with pytest.raises(NearmissError) as caught:
        m365.mailboxes.probe("nobody@osborne.example")
    assert "nobody" not in str(caught.value)


def test_a_wrong_secret_is_a_clear_error(m365: Embedded) -> None:
    server = m365.server
    wrong = Credentials(server.tenant_id, server.client_id, "wrong", authority_url=server.authority_url)
    with pytest.raises(Unauthorised, match="NEARMISS_CLIENT_SECRET"):
        GraphClient(server.graph_url, TokenSource(wrong)).get(BOX, f"/users/{BOX}")


def test_a_token_that_graph_no_longer_takes_is_replaced(m365: Embedded) -> None:
    report(m365)
    m365.tenant.faults.add("expire_token")
    assert len(m365.arrivals()) == 1


def test_throttling_of_the_tenant_is_told_with_its_seconds(m365: Embedded) -> None:
    m365.tenant.faults.add("status", "GET", "messages", status=429, retry_after=7)
    with pytest.raises(Throttled) as caught:
        m365.arrivals()
    assert caught.value.retry_after == 7


def test_other_failures_of_delta_are_not_taken_for_a_lost_link(m365: Embedded) -> None:
    link = m365.mailboxes.changes(BOX, "inbox", None).delta_link
    m365.tenant.faults.add("status", "GET", status=403)
    with pytest.raises(Permanent) as caught:
        m365.mailboxes.changes(BOX, "inbox", link)
    assert not isinstance(caught.value, Expired)


def test_the_raw_mail_can_be_had(m365: Embedded) -> None:
    report(m365)
    (found,) = m365.arrivals()
    assert b"Lost memory stick" in m365.mailboxes.mime(BOX, found).open().read()
