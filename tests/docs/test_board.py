"""`nearmiss board`: what stands first, what is alarming, and that it holds no names."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from bot.cli.board_drawn import drawn, length
from bot.cli.commands import nearmiss
from bot.demo.world import World

START = datetime(2026, 11, 24, 15, 40, tzinfo=UTC)


def shown(frames: list[dict[str, Any]], height: int | None = None, width: int = 120) -> str:
    out = io.StringIO()
    Console(file=out, width=width).print(drawn(frames, height, width=width))
    return out.getvalue()


def frame(cases: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    queues = {"outbox": {}, "mails": {}}
    return {"trust": "OAK", "at": "2026-11-24T15:40:00Z", "polled_at": None, "remark": None, "cases": cases,
            "queues": queues, **more}  # fmt: skip


def case(number: int, **more: Any) -> dict[str, Any]:
    return {"reference": f"OAK-2026-{number:04}", "severity": "major", "state": "triage", "school": "hill",
            "provisional": False, "anonymous": False, "drill": False, "next_step": "classify", "overdue": 0,
            "next_due_at": "2026-11-24T17:40:00Z", "legal_due_at": "2026-11-27T15:40:00Z", **more}  # fmt: skip


def test_a_story_on_the_board(tmp_path: Path) -> None:
    with World(START, folder=tmp_path) as world:
        world.write("tess", "Wrong parent", "I sent the class list to a parent by mistake.\n\nTess Abara")
        world.reply("asha", "CLASSIFY major")
        world.write("tess", "Lost badge", "I lost my staff badge on the bus this morning.")
        environment = {**world.environment(), "REQUESTS_CA_BUNDLE": None}  # the tenant stops
    result = CliRunner().invoke(nearmiss, ["board", "--json"], env=environment)
    (found,) = json.loads(result.stdout)
    due = [one["next_due_at"] for one in found["cases"]]
    assert len(due) == 2
    assert due == sorted(due)
    assert found["remark"] is None
    text = CliRunner().invoke(nearmiss, ["board"], env=environment).stdout  # no terminal: one frame
    assert "OCAT-2026-0001" in text
    for name in ("Tess", "Rahman", "osborne.example", "Wrong parent"):
        assert name not in text + result.stdout


def test_without_a_database_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.docs.pages import ROOT

    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(
        nearmiss, ["board", "--once"], env={"NEARMISS_CONFIG_DIR": str(ROOT / "config")}
    )
    assert result.exit_code == 0
    assert "there is no database yet" in result.stdout
    assert "all sent" not in result.stdout  # nothing is known of any mail
    assert list(tmp_path.iterdir()) == []


def test_what_is_over_and_what_failed_is_told() -> None:
    queues = {"outbox": {"failed": 2, "queued": 1}, "mails": {"held": 3}}
    text = shown([frame([case(1, next_due_at="2026-11-24T12:40:00Z", overdue=3)], queues=queues)])
    assert "3 h over" in text
    assert "(+2 overdue)" in text
    assert "2 failed, 1 waiting" in text
    assert "3 held" in text
    assert "no good poll yet" in text


def test_more_cases_than_lines() -> None:
    text = shown([frame([case(n) for n in range(1, 41)])], height=24)
    assert "and 24 more" in text
    assert len(text.splitlines()) <= 24


def test_a_narrow_terminal_leaves_the_school_out() -> None:
    assert "hill" not in shown([frame([case(1)])], width=80)


def test_markup_in_a_school_is_text() -> None:
    assert "[red]x" in shown([frame([case(1, school="[red]x\x1b[2J")])])


@given(st.integers(min_value=-10, max_value=10**7))
def test_lengths_are_never_negative_and_never_empty(seconds: int) -> None:
    text = length(timedelta(seconds=seconds))
    assert text[0].isdigit()
    assert "-" not in text
