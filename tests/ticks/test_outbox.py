"""What goes out: exactly once where it can be told, visibly where it cannot; urgent first, within Exchange's minute."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

import msgspec
import pytest
from sqlalchemy import select, update

from bot.demo.world import kind_of
from bot.graph.sender import Found, Sender
from bot.store import outbox
from bot.store.tables import outbox as table
from bot.ticks.round import left
from bot.ticks.writing import AGAIN
from tests.ticks.conftest import NO_FLOOD, Make, Service

SEND = "/users/{user}/messages/{message}/send"


def lost_for_ever(service: Service) -> None:
    """Answers to sends are lost, and Sent Items shows nothing for a day."""
    service.tenant.behaviour.sent_items_lag = timedelta(days=1)
    service.tenant.faults.add("status_after", "POST", "/send", times=None, status=504)


def statuses(service: Service) -> dict[str, str]:
    with service.app.store.reading(service.now()) as work:
        return {row.kind: row.status for row in work.connection.execute(select(table.c.kind, table.c.status))}


def test_a_mail_of_which_nothing_is_found_is_in_doubt_and_goes_again_on_the_operators_word(
    service: Service,
) -> None:
    service.send("tess", 1)
    lost_for_ever(service)
    service.tick()
    service.tenant.faults.clear()
    assert set(statuses(service).values()) == {"sending"}
    service.settle(30)
    found = statuses(service)
    assert found["acknowledgement"] == found["triage_request"] == "in_doubt"
    assert len(service.inbox("tess")) == 1, "it had gone, but nobody could tell"
    assert "outbox retry" in service.newest("raj", "operator_alert").text
    service.tenant.behaviour.sent_items_lag = timedelta(0)
    with service.app.store.work(service.now()) as work:
        for row in outbox.waiting(work):
            assert outbox.retry(work, row.id)
    service.settle()
    assert service.waiting() == []
    assert service.kinds("tess") == ["acknowledgement"] * 2


def test_a_critical_mail_in_doubt_goes_once_more_and_says_so(service: Service) -> None:
    text = "We have ransomware on the server, all files are encrypted and there is a ransom note. I am at Hill Academy."
    service.tenant.send_as("tess", "incidents@osborne.example", "Ransomware", text)
    lost_for_ever(service)
    service.tick()
    service.tenant.faults.clear()
    service.settle(30)
    mails = [mail for mail in service.inbox("asha") if kind_of(mail) == "triage_request"]
    assert len(mails) == 2
    assert AGAIN not in " ".join(mails[0].text.split())
    assert AGAIN in " ".join(mails[1].text.split())
    assert mails[0].message_id != mails[1].message_id


def test_a_copy_that_lags_is_waited_for(service: Service) -> None:
    service.tenant.behaviour.sent_items_lag = timedelta(seconds=40)
    service.tenant.faults.add("cut_after", "POST", "/send", times=2)
    service.send("tess", 1)
    service.settle(30)
    assert service.waiting() == []
    assert service.kinds("tess") == ["acknowledgement"]


def test_doubt_counts_from_the_last_try(service: Service) -> None:
    """A send is cut off; for minutes nothing can be looked for; then the draft goes, and its copy lags a little."""
    service.send("tess", 1)
    service.tenant.faults.add("cut_before", "POST", "/$batch", times=1, skip=1)  # the drafts are made
    service.tenant.faults.add("status", "GET", "/users/{user}/messages", times=None, status=503)
    service.tick()
    for _ in range(14):
        service.jump(seconds=10)
        service.tick()
    assert set(statuses(service).values()) == {"sending"}
    service.tenant.faults.clear()
    service.tenant.behaviour.sent_items_lag = timedelta(seconds=30)
    service.tenant.faults.add("status_after", "POST", "/send", times=3, status=504)
    service.settle(40)
    assert service.waiting() == []
    assert service.kinds("tess") == ["acknowledgement"]


def test_a_dead_workers_send_that_arrives_after_the_look_makes_no_failure(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After so many tries that a refusal would be believed: what it refuses is a draft that has gone already."""
    service.send("tess", 1)
    service.tenant.faults.add("status", "POST", "/send", times=10, status=503)
    look, late = Sender.find_sent, set[str]()

    def then_it_arrives(self: Sender, mailbox: str, draft_id: str, *more: str) -> Found:
        found = look(self, mailbox, draft_id, *more)
        if not service.tenant.faults.plan[0].times and draft_id not in late:
            late.add(draft_id)
            assert self.send_drafts_and_move([(mailbox, draft_id)], []) == ([None], [])
        return found

    monkeypatch.setattr(Sender, "find_sent", then_it_arrives)
    service.settle(60)
    assert late
    assert service.waiting() == []
    assert set(statuses(service).values()) == {"sent"}
    assert service.kinds("tess") == ["acknowledgement"]
    assert service.kinds("asha") == ["triage_request"]


@pytest.mark.parametrize(("keeps_id", "keeps_name"), [(False, True), (True, False), (False, False)])
def test_ids_may_change_when_a_mail_is_sent(service: Service, keeps_id: bool, keeps_name: bool) -> None:
    behaviour = service.tenant.behaviour
    behaviour.keep_immutable_id, behaviour.keep_message_id = keeps_id, keeps_name
    service.tenant.faults.add("cut_after", "POST", "/$batch", times=1, skip=1)
    service.send("tess", 1)
    service.settle(30)
    assert service.waiting() == []
    assert service.kinds("tess") == ["acknowledgement"]
    assert service.kinds("asha") == ["triage_request"]
    service.parts.outbox.learn_message_ids(service.now() - timedelta(hours=1), service.now())
    names = {mail.message_id for mail in service.tenant.sent("incidents")}
    with service.app.store.reading(service.now()) as work:
        assert {row.message_id for row in work.connection.execute(select(table.c.message_id))} == names


def test_a_draft_that_somebody_deleted_is_in_doubt_not_forgotten(service: Service) -> None:
    service.send("tess", 1)
    service.tenant.faults.add("status", "POST", "/send", times=2, status=429, retry_after=0)
    service.tick()
    with service.app.store.work(service.now()) as work:
        work.connection.execute(update(table).where(table.c.sent_at.is_(None)).values(next_at=work.now))
    for mail in service.tenant.folder("incidents", "drafts"):
        service.parts.mailboxes.purge("incidents@osborne.example", mail.id)
    service.settle(30)
    assert set(statuses(service).values()) <= {"in_doubt", "sent"}
    assert all(status != "queued" for status in statuses(service).values())


def test_what_exchange_refuses_for_good_is_failed_told_and_retried_as_the_same_draft(
    service: Service,
) -> None:
    service.tenant.faults.add("status", "POST", "/send", times=1, status=400)
    service.send("tess", 1)
    service.settle()
    assert sorted(w[1] for w in service.waiting()) == ["failed"]
    assert "operator_alert" in service.kinds("raj")
    drafts = [mail.id for mail in service.tenant.folder("incidents", "drafts")]
    assert len(drafts) == 1
    with service.app.store.work(service.now()) as work:
        assert outbox.retry(work, outbox.waiting(work)[0].id)
    service.settle()
    assert service.waiting() == []
    assert not service.tenant.folder("incidents", "drafts")


def test_rights_that_were_taken_away_fail_no_mail(service: Service) -> None:
    service.tenant.faults.add("status", "POST", "/messages", times=None, status=403)
    service.send("tess", 1)
    for _ in range(3):
        service.settle(4)
    service.tenant.faults.clear()
    service.settle()
    assert service.waiting() == []
    assert service.kinds("tess") == ["acknowledgement"]


def test_a_missing_file_fails_its_own_mail_alone(service: Service) -> None:
    service.send("tess", 1)
    service.parts.intake.tick(service.now())
    with service.app.store.work(service.now()) as work:
        row = next(one for one in outbox.waiting(work) if one.kind == "acknowledgement")
        gone = {"name": "a.pdf", "content_type": "application/pdf", "sha256": "0" * 64, "size": 9}
        content = {**row.content, "files": [gone]}
        sealed = work.keys.seal(msgspec.json.encode(content))
        work.connection.execute(update(table).where(table.c.id == row.id).values(sealed=sealed))
    service.settle()
    assert [w[:2] for w in service.waiting()] == [("acknowledgement", "failed")]
    assert service.kinds("asha") == ["triage_request"]


def test_folders_that_cannot_be_made_keep_no_mail_from_going(service: Service) -> None:
    service.tenant.faults.add("status", "POST", "mailFolders", times=None, status=403)
    service.send("tess", 1)
    service.settle(3)
    assert service.kinds("tess") == ["acknowledgement"]
    service.tenant.faults.clear()
    service.jump(hours=1)
    service.settle()
    assert not service.tenant.folder("incidents", "inbox")


def test_a_folder_that_somebody_removed_is_made_anew(service: Service) -> None:
    service.send("tess", 1)
    service.settle()
    folder = service.parts.mailboxes.ensure_folders("incidents@osborne.example").processed
    service.parts.client.delete(
        "incidents@osborne.example", f"/users/incidents@osborne.example/mailFolders/{folder}"
    )
    service.send("tess", 2)
    service.settle()
    assert not service.tenant.folder("incidents", "inbox")
    assert len(service.tenant.folder("incidents", "Nearmiss/Processed")) == 1


class TestTheMinute:
    """Five sends a minute, for speed."""

    LIMIT: ClassVar = {"NEARMISS_SENDS_PER_MINUTE": "5"}

    def test_it_is_used_up_and_not_overdrawn_by_a_new_process(self, make: Make) -> None:
        service = make(policy=NO_FLOOD, settings=self.LIMIT)
        service.tenant.limits.sends_per_minute = 5
        for n in range(4):
            service.send(("tess", "noor")[n % 2], n)
        service.parts.intake.tick(service.now())
        for _ in range(3):
            while service.parts.outbox.tick(service.now()):
                pass
            service.restart()
        assert len(service.tenant.sent("incidents")) == 5
        assert service.tenant.log.count(status=429) == 0
        assert left(service.app.service, service.parts.intake, service.clock).mails_out == 3

    def test_urgent_mail_goes_first(self, make: Make) -> None:
        service = make(policy=NO_FLOOD, settings=self.LIMIT)
        service.parts.outbox.allowances["incidents"].spend(4)
        service.send("tess", 1)
        service.tenant.send_as(
            "noor", "incidents@osborne.example", "Help", "Ransomware note on every screen at Hill Academy."
        )
        service.parts.intake.tick(service.now())
        service.parts.outbox.tick(service.now())
        assert len(service.tenant.sent("incidents")) == 1
        with service.app.store.reading(service.now()) as work:
            rows = work.connection.execute(select(table.c.priority, table.c.status)).all()
        assert min(row.priority for row in rows) == next(r.priority for r in rows if r.status == "sent") == 0
