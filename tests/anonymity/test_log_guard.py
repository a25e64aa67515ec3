"""The log by allow-list."""

from __future__ import annotations

import io
import logging
import uuid

import pytest

from bot.anonymity.log_guard import LogGuard, SafeFormatter, code_lines, event, safe
from bot.domain.words import Severity

SECRET = "ottoline.hollinbrook@greenfield.example"


@pytest.fixture
def log():
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.addFilter(LogGuard())
    handler.setFormatter(SafeFormatter("%(levelname)s %(name)s %(message)s"))
    logger = logging.getLogger(f"nearmiss.test.{uuid.uuid4().hex}")
    logger.setLevel(logging.DEBUG)
    logger.propagate = False
    logger.addHandler(handler)
    return logger, out


def test_codes_ids_and_counts_pass(log):
    logger, out = log
    event(
        logger,
        logging.INFO,
        "case_opened",
        case="OSB-2026-0007",
        mails=3,
        seconds=0.5,
        severity=Severity.MAJOR,
    )
    assert "case_opened case=OSB-2026-0007 mails=3 seconds=0.5 severity=major" in out.getvalue()


def test_any_other_value_is_withheld(log):
    logger, out = log
    event(logger, logging.INFO, "case_opened", sender=SECRET, subject="A list", error=ValueError(SECRET))
    assert out.getvalue().count("withheld") == 3
    assert "ottoline" not in out.getvalue()
    with pytest.raises(ValueError):
        event(logger, logging.INFO, f"mail from {SECRET}")


def test_foreign_records_lose_their_words_and_debug_is_dropped(log):
    logger, out = log
    logger.warning("failed for %s", SECRET)
    logger.debug("request %s", SECRET)
    logger.error(f"GET /users/{SECRET}")
    lines = out.getvalue().splitlines()
    assert len(lines) == 2
    assert all("message_withheld at=test_log_guard.py:" in line for line in lines)


def _fail(address, logger):
    try:
        try:
            raise KeyError(address)
        except KeyError as error:
            raise RuntimeError(f"no {address}") from error
    except RuntimeError:
        logger.exception("failed %s", address)
        raise


def test_a_traceback_has_no_values(log):
    logger, out = log
    address = SECRET
    with pytest.raises(RuntimeError) as caught:
        _fail(address, logger)
    assert "RuntimeError at test_log_guard.py" in code_lines(caught.value)
    assert "caused by KeyError" in code_lines(caught.value)
    assert "ottoline" not in out.getvalue()
    assert "RuntimeError" in out.getvalue()


def test_values_slipped_in_by_extra_are_checked_again(log):
    logger, out = log
    logger.info("case_opened", extra={"safe_values": {"who": SECRET, "n": 1}})
    assert "ottoline" not in out.getvalue()


@pytest.mark.parametrize("value", [None, True, 7, 1.5, "OSB-2026-0001", uuid.UUID(int=5), "2026-05-04"])
def test_safe_values(value):
    assert safe(value) == str(value)
