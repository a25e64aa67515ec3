"""What comes in: poison, junk, old mail, duplicates, floods and machines. All kept, little answered, nothing twice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete

from bot.demo.world import kind_of
from bot.store import outbox
from bot.store.tables import receipt
from bot.ticks import reader
from bot.ticks.limited import Overtime, limited
from tests.ticks.conftest import START, Make, Service

INCIDENTS = "incidents@osborne.example"
REPORT = "This morning I e-mailed the class list of 20 pupils to the wrong parent. It was not encrypted."


def poison(service: Service, monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    """Readers of ours that fail on mails with this word."""
    read = reader.read

    def failing(message: Any, context: Any) -> Any:
        if word in message.text + message.html:
            raise RecursionError("a reader of ours")
        return read(message, context)

    monkeypatch.setattr(reader, "read", failing)


def later(service: Service, **parts: float) -> None:
    service.jump(**parts)
    service.settle()


def test_poison_waits_ends_in_quarantine_and_is_read_again_on_the_operators_word(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    poison(service, monkeypatch, "kryptonite")
    service.tenant.send_as("tess", INCIDENTS, "Kaputt", REPORT + " kryptonite")
    service.send("noor", 1)
    service.tick()
    assert service.outcomes() == {"taken": 1, "waiting": 1}, "the next mail goes on"
    service.settle()
    assert service.outcomes() == {"taken": 1, "quarantined": 1}
    assert len(service.tenant.folder("incidents", "Nearmiss/Quarantine")) == 1
    alert = service.newest("raj", "operator_alert")
    assert "RecursionError" in alert.text
    assert "Kaputt" not in alert.text + alert.subject
    service.reply("raj", "RETRY")
    service.settle()
    assert service.outcomes()["quarantined"] == 1
    assert len([m for m in service.inbox("raj") if "RETRY" in m.text and kind_of(m) == "operator_alert"]) == 2
    monkeypatch.undo()
    service.reply("raj", "RETRY", "operator_alert")
    service.settle()
    assert len(service.cases()) == 2
    assert not service.tenant.folder("incidents", "Nearmiss/Quarantine")


def test_dropped_poison_stays_in_the_mailbox_and_is_not_told_again(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    poison(service, monkeypatch, "kryptonite")
    for n in range(3):
        service.tenant.send_as("tess", INCIDENTS, f"Kaputt {n}", f"{REPORT} kryptonite {n}")
    service.settle()
    assert service.kinds("raj").count("operator_alert") == 1, "one alert about all of them"
    service.reply("raj", "DROP", "operator_alert")
    later(service, hours=2)
    assert service.outcomes()["dropped"] == 3
    assert len(service.tenant.folder("incidents", "Nearmiss/Quarantine")) == 3
    assert service.kinds("raj").count("operator_alert") == 1


def test_a_mail_that_kills_its_reader_ends_in_quarantine(service: Service) -> None:
    service.send("tess", 1)
    (item,) = service.parts.mailboxes.changes(INCIDENTS, "inbox", None).items
    service.tick()
    with service.app.store.work(service.now()) as work:
        work.connection.execute(delete(receipt))  # as if it had never been taken in
    hands = []
    for deaths in range(1, 7):
        hand = service.parts.intake.taking.in_hand
        hands.append(hand.reading("incidents", "inbox", item.id))
        hands[-1].__enter__()  # and the process ends before it leaves
        hand.lose()
        service.restart()
        service.parts.intake.begin(service.now())
        assert service.outcomes() == {"quarantined" if deaths == 6 else "waiting": 1}


def test_kills_within_seconds_quarantine_nobody_and_the_suspect_comes_last(service: Service) -> None:
    service.send("tess", 1)
    (item,) = service.parts.mailboxes.changes(INCIDENTS, "inbox", None).items
    hands, begun = [], service.now()
    for _ in range(30):  # a process every second, each killed with the mail in hand where that is due
        service.clock.set(service.now() + timedelta(seconds=1))
        hand = service.parts.intake.taking.in_hand
        if (service.next_try() or begun) <= service.now():
            hands.append(hand.reading("incidents", "inbox", item.id))
            hands[-1].__enter__()
        hand.lose()
        service.restart()
        service.parts.intake.begin(service.now())
    assert service.outcomes() == {"waiting": 1}
    service.clock.set(service.now() + timedelta(minutes=1))
    service.send("noor", 2)
    service.tick()
    assert service.outcomes() == {"taken": 2}
    assert "OCAT-2026-0001" in service.newest("noor").subject
    assert "OCAT-2026-0002" in service.newest("tess").subject


def test_reading_is_stopped_when_it_runs_over() -> None:
    def forever() -> None:
        while True:
            pass

    with pytest.raises(Overtime):
        limited(0.05, forever)
    assert limited(5.0, lambda: 7) == 7
    with pytest.raises(ZeroDivisionError):
        limited(5.0, lambda: 1 // 0)


def test_an_item_that_exchange_does_not_give_out_keeps_nobody_waiting(service: Service) -> None:
    service.send("tess", 1)
    service.tenant.faults.add("status", "GET", "/messages/{message}", times=1, status=500)
    service.tick()
    service.send("noor", 2)
    service.settle()
    assert service.outcomes() == {"taken": 2}


def test_a_mail_that_is_gone_before_it_is_read_stands_in_a_row(service: Service) -> None:
    service.send("tess", 1)
    (item,) = service.parts.mailboxes.changes(INCIDENTS, "inbox", None).items
    service.tenant.faults.add("status", "GET", "/messages/{message}", times=None, status=404)
    service.settle()
    assert service.outcomes() == {"gone": 1}
    assert item.id


def test_duplicates_are_one_case_and_the_same_id_with_other_words_is_a_new_mail(service: Service) -> None:
    mail = (
        b"From: Jo <jo.tremaine@homepost.example>\r\nTo: incidents@osborne.example\r\nSubject: Wrong letter\r\n"
        b"Message-ID: <one@homepost.example>\r\nDate: Tue, 24 Nov 2026 09:30:00 +0000\r\n\r\n"
        b"I got a letter about another child with their medical notes in it.\r\n"
    )
    for _ in range(3):
        service.tenant.deliver(mail)
    service.settle()
    assert service.outcomes() == {"taken": 1, "duplicate": 2}
    service.tenant.deliver(mail.replace(b"medical notes", b"bank details"))
    service.settle()
    assert len(service.cases()) == 2
    assert service.kinds("parent") == ["acknowledgement"] * 2


def test_junk_is_held_unless_it_belongs_to_a_case_and_counts_when_a_person_moves_it(service: Service) -> None:
    service.send("tess", 1)
    service.settle()
    reference = service.case()["reference"]
    for n in range(5):
        junk = f"From: w{n}@prize.example\r\nTo: {INCIDENTS}\r\nSubject: Win {n}\r\n\r\nYou won a prize.\r\n"
        service.tenant.deliver(junk.encode(), folder="junkemail")
    answer = service.newest("tess", "acknowledgement")
    body = f"From: {answer.to[0].address}\r\nTo: {INCIDENTS}\r\nSubject: RE: [{reference}]\r\n\r\nIt was 21 pupils.\r\n"
    service.tenant.deliver(body.encode(), authenticated="internal", folder="junkemail")
    service.settle()
    assert service.outcomes()["held"] == 5
    assert service.outcomes()["taken"] == 2
    assert service.kinds("raj").count("operator_alert") == 1, "the operator hears once an hour"


def test_what_lay_there_long_before_the_first_start_is_held_and_told_once(service: Service) -> None:
    for n in range(4):
        service.clock.set(START - timedelta(days=20 + n))
        service.send("tess", n)
    service.clock.set(START - timedelta(days=3))
    service.send("noor", 9)
    service.clock.set(START)
    service.settle()
    assert service.outcomes() == {"held": 4, "taken": 1}
    assert service.kinds("raj").count("operator_alert") == 1


def test_a_long_outage_is_no_first_start(service: Service) -> None:
    service.tick()
    service.jump(days=5)
    service.send("tess", 1)
    service.jump(days=15)
    service.settle()
    assert service.outcomes() == {"taken": 1}


@pytest.mark.parametrize("mails", [60, pytest.param(1000, marks=pytest.mark.chaos)])
def test_a_flood_of_one_sender_is_kept_and_answered_within_bounds(service: Service, mails: int) -> None:
    for n in range(mails):
        service.tenant.send_as("parent", INCIDENTS, f"Again {n}", f"{REPORT} Number {n}.")
    for _ in range(10):
        service.settle()
        if sum(service.outcomes().values()) == mails and not service.waiting():
            break
    assert service.outcomes() == {"taken": 20, "held": mails - 20}
    assert service.kinds("parent") == ["acknowledgement"] * 20
    assert service.kinds("raj").count("operator_alert") == 1
    later(service, hours=2)
    service.tenant.send_as("parent", INCIDENTS, "Later", REPORT + " Later.")
    service.settle()
    assert service.outcomes()["taken"] == 21, "the hour is over"


def test_two_machines_do_not_answer_each_other_for_ever(service: Service) -> None:
    service.send("tess", 1)
    service.settle()
    for _ in range(8):
        service.tenant.reply_as(
            "asha", service.newest("asha"), "Thank you, ticket 4711 was opened.", quote=False
        )
        service.settle()
    assert service.kinds("asha").count("not_understood") == 3
    assert service.kinds("raj").count("operator_alert") == 1
    assert len([e for e in service.case()["events"] if e["event"] == "not_understood"]) == 8, "all are kept"


@pytest.mark.parametrize(
    "headers",
    [
        [("Auto-Submitted", "auto-generated")],
        [("List-Id", "<staff.lists.osborne.example>"), ("Precedence", "bulk")],
        [("Precedence", "list")],
    ],
)
def test_machines_and_lists_get_no_answer(service: Service, headers: list[tuple[str, str]]) -> None:
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers)
    mail = f"From: bot@machine.example\r\nTo: {INCIDENTS}\r\nSubject: Notice\r\n{lines}\r\nAll is well today.\r\n"
    for _ in range(3):
        service.tenant.deliver(mail.encode())
    service.settle()
    assert not service.inbox("bot@machine.example")
    assert sum(service.outcomes().values()) == 3


def test_a_broken_template_blocks_its_mail_and_nothing_else(make: Make) -> None:
    service = make()
    broken = service.folder / "config" / "templates" / "acknowledgement"
    broken.mkdir(parents=True)
    (broken / "body.txt").write_text("{{ no_such_thing.at_all }}")
    service.restart()
    service.send("tess", 1)
    service.settle()
    assert [w[:2] for w in service.waiting()] == [("acknowledgement", "blocked")]
    assert service.kinds("asha") == ["triage_request"]
    assert "operator_alert" in service.kinds("raj")
    (broken / "body.txt").unlink()
    service.restart()
    with service.app.store.work(service.now()) as work:
        (row,) = outbox.waiting(work)
        assert outbox.retry(work, row.id)
    service.settle()
    assert service.kinds("tess") == ["acknowledgement"]
    assert service.waiting() == []


def test_no_spooled_file_is_left(service: Service) -> None:
    big = b"x" * 3_000_000
    service.send("tess", 1, attachments=[("scan.bin", "application/octet-stream", big)])
    newsletter = [
        ("List-Id", "<n.example>"),
        ("Precedence", "bulk"),
        ("List-Unsubscribe", "<mailto:u@n.example>"),
    ]
    service.tenant.send_as("supplier", INCIDENTS, "News", "Our newsletter", attachments=[("a.bin", "x/y", big[1:])],
                           headers=newsletter)  # fmt: skip
    service.settle()
    data = service.folder / "data"
    assert not [path for path in (data / "spool").glob("*")]
    assert [path.stat().st_size for path in (data / "evidence").glob("*/*")] == [len(big)]
