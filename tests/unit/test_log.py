"""No address, URL, value or library's own text ever reaches a log line."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest

from bot.log import set_up


@pytest.fixture(params=["text", "json"])
def lines(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    set_up(request.param, logging.DEBUG)
    yield stream
    root.handlers[:] = before
    root.setLevel(level)


def test_our_lines_lose_addresses_and_urls(lines: io.StringIO) -> None:
    logging.getLogger("nearmiss.intake").info(
        "mail from %s at %s", "noor@hill.example", "https://x.example/noor"
    )
    err = lines.getvalue()
    assert "noor" not in err
    assert "[address]" in err


def test_a_library_says_nothing_below_warning_and_no_words_above(lines: io.StringIO) -> None:
    library = logging.getLogger("somelib.http")
    library.debug("GET /users/noor@hill.example")
    library.warning("refused for Noor Whitlock")
    err = lines.getvalue()
    assert "noor" not in err.lower()
    assert err.count("\n") == 1


def test_a_traceback_shows_places_not_values(lines: io.StringIO) -> None:
    try:
        raise ValueError("noor@hill.example wrote: my secret")
    except ValueError:
        logging.getLogger("nearmiss.worker").exception("failed")
    err = lines.getvalue()
    assert "secret" not in err
    assert "noor" not in err
    assert "ValueError at test_log.py" in err


def test_every_line_is_one_line(lines: io.StringIO) -> None:
    logging.getLogger("nearmiss.worker").info("running: trusts=%d", 1)
    line = lines.getvalue()
    assert line.count("\n") == 1
    if line.startswith("{"):
        assert json.loads(line)["line"] == "running: trusts=1"
