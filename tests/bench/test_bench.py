"""The measurements measure what they say: cases are opened, mails queued, and the table tells a shortfall."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from bench.burst import overtaken
from bench.child import Failed, figures
from bench.mails import report, sender
from bench.table import Row, printed
from bot.mail.mime import message_from_bytes


def test_local_handling_opens_cases_and_writes_both_mails() -> None:
    found = figures("local", mails=4, warm=2)
    assert found["queued"] >= 2 * 6
    assert found["cpu_ms"] > 0
    assert found["peak_mib"] > 20


def test_the_bare_pipeline_takes_the_same_mails() -> None:
    assert figures("bare", mails=4, warm=1)["cpu_ms"] > 0


def test_a_measurement_that_fails_says_so() -> None:
    with pytest.raises(Failed):
        figures("bare", mails="many")


def test_reports_differ_and_come_from_many() -> None:
    mails = [message_from_bytes(report(number)) for number in range(40)]
    assert len({mail.message_id for mail in mails}) == len({sender(number) for number in range(40)}) == 40
    assert sum(bool(mail.attachments) for mail in mails) == 10


def test_a_mail_that_a_less_urgent_one_passed_by_is_seen() -> None:
    def mail(priority: int, queued: int, sent: int) -> SimpleNamespace:
        at = [datetime(2026, 3, 2, 9, tzinfo=UTC) + timedelta(seconds=s) for s in (queued, sent)]
        return SimpleNamespace(priority=priority, queued_at=at[0], sent_at=at[1])

    fair = [mail(1, 0, 5), mail(1, 0, 70), mail(2, 0, 71)]
    assert overtaken(fair) == 0
    assert overtaken([mail(2, 0, 5), mail(1, 4, 70)]) == 0, "it was not there yet"
    assert overtaken([mail(2, 0, 30), mail(1, 0, 70)]) == 1


def test_the_table_tells_what_is_met() -> None:
    assert Row("a", 5, 10).met == "yes"
    assert Row("b", 5, 10, at_most=False).met == "NO"
    assert Row("c", None, 0, note="no network").met == "-"
    text = printed([Row("a", 5, 10, "ms"), Row("c", None, 0, note="no network")])
    assert "<= 10.00 ms" in text
    assert "no network" in text
