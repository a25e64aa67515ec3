"""The measurements measure what they say: cases are opened, mails queued, and the table tells a shortfall."""

from __future__ import annotations

import pytest

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


def test_the_table_tells_what_is_met() -> None:
    assert Row("a", 5, 10).met == "yes"
    assert Row("b", 5, 10, at_most=False).met == "NO"
    assert Row("c", None, 0, note="no network").met == "-"
    text = printed([Row("a", 5, 10, "ms"), Row("c", None, 0, note="no network")])
    assert "<= 10.00 ms" in text
    assert "no network" in text
