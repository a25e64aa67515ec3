"""`nearmiss poster`: one page whatever the addresses, the trust's own words, no promise that is not kept."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner

from bot.cli.commands import nearmiss
from bot.documents.poster import Notice, intranet_text, poster_pdf
from tests.docs.pages import ROOT

NOW = datetime(2026, 11, 24, tzinfo=UTC)
SENTENCE = "No action will be taken against anybody who reports in good faith."
LONG = (
    "information-security-incidents@safeguarding.st-cuthbert-and-the-holy-trinity.northern-counties.example"
)


@pytest.mark.parametrize("address", ["a@b.example", LONG])
@pytest.mark.parametrize(
    "trust", ["Oak", "The Northern Counties Partnership of Church of England Academies and Schools"]
)
def test_the_poster_is_one_page(address: str, trust: str) -> None:
    made = poster_pdf(Notice(trust, address, address, SENTENCE * 3, "2"), NOW)
    with pikepdf.open(io.BytesIO(made)) as document:
        assert len(document.pages) == 1


def test_the_text_says_where_to_write_and_what_the_policy_promises() -> None:
    text = intranet_text(Notice("Oak", "in@oak.example", "quiet@oak.example", SENTENCE))
    assert "\n    in@oak.example\n" in text
    assert "\n    quiet@oak.example\n" in text
    assert SENTENCE in " ".join(text.split())
    assert max(map(len, text.splitlines())) <= 88


def test_without_an_anonymous_mailbox_nothing_is_said_of_it() -> None:
    text = intranet_text(Notice("Oak", "in@oak.example", "", SENTENCE))
    assert "anonymous" not in text


def test_the_command_writes_both_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEARMISS_CONFIG_DIR", str(ROOT / "config"))
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(nearmiss, ["poster", "-o", "for-staff"])
    assert result.exit_code == 0, result.output
    assert (tmp_path / "for-staff" / "poster.pdf").read_bytes().startswith(b"%PDF")
    assert "Larch Grove" in (tmp_path / "for-staff" / "intranet.txt").read_text("utf-8")
