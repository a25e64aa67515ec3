"""Sending exactly once, over TLS against the embedded tenant, whichever way Exchange behaves."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import timedelta

import pytest
from embedded import BOX, HEAD, TEACHER, Embedded

from bot.errors import NearmissError, NotFound, Permanent, TooLarge, Transient
from bot.graph.sender import Draft, SentState
from bot.mail.message import Address, MemoryBlob
from bot.mail.outbound import TO_REPORTERS, BodyForm, OutboundAttachment, OutboundMail


def mail(key: str = "row-1", to: str = HEAD, **how: object) -> OutboundMail:
    made = OutboundMail(
        mailbox=BOX,
        to=(Address(to, "Asha Rahman"),),
        subject="[OCAT-2026-0001] Please look at this",
        text="Please look.",
        html="<p>Please look.</p>",
        headers=(("X-Nearmiss-Case", "OCAT-2026-0001"), ("X-Nearmiss-Kind", "triage_request")),
        own_key=key,
        message_id=f"<{key}@osborne.example>",
        in_reply_to="<first@hill.osborne.example>",
        references=("<zero@hill.osborne.example>", "<first@hill.osborne.example>"),
    )
    return replace(made, **how)  # type: ignore[arg-type]


def send(m365: Embedded, what: OutboundMail) -> Draft:
    draft = m365.sender.create_draft(what)
    m365.sender.send_draft(what.mailbox, draft.id)
    m365.tenant.settle()
    return draft


def test_a_mail_arrives_with_its_headers_thread_and_suppression(m365: Embedded) -> None:
    draft = send(m365, mail())
    (got,) = m365.tenant.inbox(HEAD)
    assert got.subject == "[OCAT-2026-0001] Please look at this"
    assert got.header("X-Nearmiss-Case") == "OCAT-2026-0001"
    assert got.header("X-Nearmiss-Kind") == "triage_request"
    assert got.header("X-Auto-Response-Suppress") == "DR, RN, NRN, AutoReply"
    assert got.in_reply_to == "<first@hill.osborne.example>"
    assert got.references == "<zero@hill.osborne.example> <first@hill.osborne.example>"
    assert got.message_id == draft.message_id == "<row-1@osborne.example>"
    assert "Please look." in got.html
    assert len(m365.tenant.sent(BOX)) == 1


def test_text_alone_goes_where_it_is_asked_for(m365: Embedded) -> None:
    send(m365, mail(form=BodyForm.TEXT))
    (got,) = m365.tenant.inbox(HEAD)
    assert got.html == ""
    assert got.text.strip() == "Please look."


@pytest.mark.parametrize(("keeps_id", "keeps_message_id"), list(itertools.product((True, False), repeat=2)))
def test_a_sent_mail_is_found_whichever_way_exchange_behaves(
    m365: Embedded, keeps_id: bool, keeps_message_id: bool
) -> None:
    m365.tenant.behaviour.keep_immutable_id = keeps_id
    m365.tenant.behaviour.keep_message_id = keeps_message_id
    what = mail()
    draft = m365.sender.create_draft(what)
    before = m365.sender.find_sent(BOX, draft.id, what.own_key, draft.message_id)
    assert before.state is SentState.STILL_DRAFT
    m365.sender.send_draft(BOX, draft.id)
    m365.tenant.settle()
    found = m365.sender.find_sent(BOX, draft.id, what.own_key, draft.message_id)
    assert found.state is SentState.SENT
    (copy,) = m365.tenant.sent(BOX)
    assert found.message_id == copy.message_id


def test_a_copy_that_lags_is_absent_and_then_there(m365: Embedded) -> None:
    m365.tenant.behaviour.sent_items_lag = timedelta(seconds=60)
    what = mail()
    draft = send(m365, what)
    state = m365.sender.find_sent(BOX, draft.id, what.own_key, draft.message_id).state
    assert state is not SentState.STILL_DRAFT
    m365.clock.move(seconds=61)
    assert m365.sender.find_sent(BOX, draft.id, what.own_key, draft.message_id).state is SentState.SENT


def test_a_draft_that_somebody_removed_is_absent(m365: Embedded) -> None:
    what = mail()
    draft = m365.sender.create_draft(what)
    m365.mailboxes.purge(BOX, draft.id)
    assert m365.sender.find_sent(BOX, draft.id, what.own_key, draft.message_id).state is SentState.ABSENT
    with pytest.raises(NotFound):
        m365.sender.send_draft(BOX, draft.id)


@pytest.mark.parametrize(
    ("trouble", "state"),
    [("cut_before", SentState.STILL_DRAFT), ("cut_after", SentState.SENT), ("status_after", SentState.SENT)],
)
def test_a_lost_answer_is_undecided_and_then_settled(m365: Embedded, trouble: str, state: SentState) -> None:
    what = mail()
    draft = m365.sender.create_draft(what)
    m365.tenant.faults.add(trouble, "POST", "send")
    with pytest.raises(Transient) as caught:
        m365.sender.send_draft(BOX, draft.id)
    assert caught.value.undecided
    assert m365.sender.find_sent(BOX, draft.id, what.own_key, draft.message_id).state is state
    m365.tenant.settle()
    assert len(m365.tenant.inbox(HEAD)) == (1 if state is SentState.SENT else 0)


def test_sending_the_same_draft_twice_sends_once(m365: Embedded) -> None:
    draft = send(m365, mail())
    with pytest.raises(Permanent):
        m365.sender.send_draft(BOX, draft.id)
    m365.tenant.settle()
    assert len(m365.tenant.inbox(HEAD)) == 1


def test_a_report_costs_six_requests_in_four_round_trips(m365: Embedded) -> None:
    folders = m365.mailboxes.ensure_folders(BOX)
    m365.tenant.send_as(TEACHER, BOX, "Lost stick", "On the bus.")
    m365.tenant.log.clear()
    trips = m365.trips()
    (change,) = m365.mailboxes.changes(BOX, "inbox", None).items
    assert isinstance(m365.mailboxes.fetch_many(BOX, [change.id])[0], object)
    made = m365.sender.create_drafts([mail("a"), mail("b", to=TEACHER, suppress=TO_REPORTERS)])
    drafts = [(BOX, one.id) for one in made if isinstance(one, Draft)]
    sent, moved = m365.sender.send_drafts_and_move(drafts, [(BOX, change.id, folders.processed)])
    m365.tenant.settle()
    assert sent == [None, None]
    assert moved == [None]
    assert m365.trips() - trips == 4
    assert len(m365.tenant.log.graph()) == 1 + 6
    assert len(m365.tenant.inbox(HEAD)) == len(m365.tenant.inbox(TEACHER)) == 1
    assert len(m365.tenant.folder(BOX, "Nearmiss/Processed")) == 1


def test_one_bad_mail_does_not_spoil_the_others(m365: Embedded) -> None:
    bad = mail("bad", headers=(("Subject", "x"),))
    made = m365.sender.create_drafts([mail("a"), bad, mail("c")])
    assert [isinstance(one, Draft) for one in made] == [True, False, True]
    assert isinstance(made[1], NearmissError)


def test_files_of_all_sizes_arrive(m365: Embedded) -> None:
    sizes = {"small.txt": 10, "middle.bin": 3_000_000, "gap.bin": 3_143_000, "large.bin": 9_000_001}
    files = tuple(
        OutboundAttachment(name, "application/octet-stream", MemoryBlob(bytes([len(name)]) * size))
        for name, size in sizes.items()
    )
    send(m365, mail(attachments=files))
    (got,) = m365.tenant.inbox(HEAD)
    assert {one.name: len(one.content) for one in got.attachments} == sizes


def test_an_upload_goes_on_after_a_cut(m365: Embedded) -> None:
    file = OutboundAttachment("large.bin", "application/octet-stream", MemoryBlob(b"x" * 9_000_001))
    m365.tenant.faults.add("cut_before", "PUT", times=2)
    send(m365, mail(attachments=(file,)))
    (got,) = m365.tenant.inbox(HEAD)
    assert len(got.attachments[0].content) == 9_000_001


def test_a_file_above_the_limit_is_refused_before_anything_is_made(m365: Embedded) -> None:
    class Huge(MemoryBlob):
        @property
        def size(self) -> int:
            return 200_000_000

    file = OutboundAttachment("huge.bin", "application/octet-stream", Huge(b""))
    with pytest.raises(TooLarge):
        m365.sender.create_draft(mail(attachments=(file,)))
    assert m365.tenant.folder(BOX, "drafts") == []


def test_mail_without_a_copy_leaves_none(m365: Embedded) -> None:
    m365.sender.send_without_copy(mail("", headers=(), save_copy=False, suppress=TO_REPORTERS))
    m365.tenant.settle()
    (got,) = m365.tenant.inbox(HEAD)
    assert got.header("X-Nearmiss-Case") == ""
    assert "OOF" in got.header("X-Auto-Response-Suppress")
    assert m365.tenant.sent(BOX) == []


def test_orphans_are_swept_up_and_nobody_elses_drafts(m365: Embedded) -> None:
    kept = m365.sender.create_draft(mail("kept"))
    m365.sender.create_draft(mail("lost"))
    m365.client.post(BOX, f"/users/{BOX}/messages", {"subject": "a person's own draft"})
    m365.clock.move(hours=1)
    young = m365.sender.create_draft(mail("young"))
    removed = m365.sender.delete_orphan_drafts(BOX, {kept.id}, m365.clock() - timedelta(minutes=30))
    assert removed == 1
    left = {one.id for one in m365.tenant.folder(BOX, "drafts")}
    assert {kept.id, young.id} <= left
    assert len(left) == 3


def test_sent_items_tell_keys_and_true_message_ids(m365: Embedded) -> None:
    m365.tenant.behaviour.keep_message_id = False
    send(m365, mail("one"))
    send(m365, mail("two"))
    m365.tenant.send_as(BOX, HEAD, "By hand", "Hello")
    copies = list(m365.sender.sent_since(BOX, m365.clock() - timedelta(minutes=1)))
    assert {copy.own_key for copy in copies} == {"one", "two"}
    assert {copy.message_id for copy in copies} < {one.message_id for one in m365.tenant.sent(BOX)}


def test_headers_are_refused_and_cleaned_before_graph_sees_them(m365: Embedded) -> None:
    with pytest.raises(Permanent, match="X-"):
        m365.sender.create_draft(mail(headers=(("Auto-Submitted", "auto-replied"),)))
    with pytest.raises(Permanent, match="five"):
        m365.sender.create_draft(mail(headers=tuple((f"X-{n}", "v") for n in range(5))))
    send(m365, mail(subject="One\r\nBcc: x@y.example", headers=(("X-Nearmiss-Kind", "a\nb"),)))
    (got,) = m365.tenant.inbox(HEAD)
    assert got.subject == "One Bcc: x@y.example"
    assert got.header("X-Nearmiss-Kind") == "a b"


def test_voting_buttons_are_taken(m365: Embedded) -> None:
    draft = m365.sender.create_draft(mail(voting=("ACKNOWLEDGE", "CLASSIFY minor")))
    m365.sender.send_draft(BOX, draft.id)
