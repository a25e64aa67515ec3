"""No address, URL, value or library's own text ever reaches a log line."""

from __future__ import annotations

import json
import logging

import pytest

from bot.log import set_up


@pytest.fixture(params=["text", "json"])
def lines(request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]) -> pytest.CaptureFixture[str]:
    set_up(request.param, logging.DEBUG)
    return capsys


def test_our_lines_lose_addresses_and_urls(lines: pytest.CaptureFixture[str]) -> None:
    logging.getLogger("nearmiss.intake").info("mail from %s at %s", "noor@hill.example", "https://x.example/noor")
    err = lines.readouterr().err
    assert "noor" not in err
    assert "[address]" in err


def test_a_library_says_nothing_below_warning_and_no_words_above(lines: pytest.CaptureFixture[str]) -> None:
    library = logging.getLogger("somelib.http")
    library.debug("GET /users/noor@hill.example")
    library.warning("refused for Noor Whitlock")
    err = lines.readouterr().err
    assert "noor" not in err.lower()
    assert err.count("\n") == 1


def test_a_traceback_shows_places_not_values(lines: pytest.CaptureFixture[str]) -> None:
    try:
        raise ValueError("noor@hill.example wrote: my secret")
    except ValueError:
        logging.getLogger("nearmiss.worker").exception("failed")
    err = lines.readouterr().err
    assert "secret" not in err
    assert "noor" not in err
    assert "ValueError at test_log.py" in err


def test_json_lines_are_json(capsys: pytest.CaptureFixture[str]) -> None:
    set_up("json")
    logging.getLogger("nearmiss.worker").info("running: trusts=%d", 1)
    line = json.loads(capsys.readouterr().err)
    assert line["level"] == "info"
    assert line["line"] == "running: trusts=1"
