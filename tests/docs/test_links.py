"""Links and pictures lead somewhere, the README begins with its two commands, the site builds without a warning."""

from __future__ import annotations

import logging
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.pages import PAGES, ROOT, blocks


def anchors(page: Path) -> set[str]:
    titles = re.findall(r"(?m)^#+ (.*)$", page.read_text("utf-8"))
    return {re.sub(r"[^\w\- ]", "", title).strip().lower().replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_relative_links_lead_somewhere(page: Path) -> None:
    for target, anchor in re.findall(r"\]\(([^)#\s]*)(?:#([^)]*))?\)", page.read_text("utf-8")):
        if "://" in target or target.startswith("mailto:"):
            continue
        leads = (page.parent / target) if target else page
        assert leads.exists(), target
        assert not anchor or anchor in anchors(leads), f"{target}#{anchor}"


def test_the_readme_begins_with_its_two_commands() -> None:
    commands = [block.strip() for block in blocks(ROOT / "README.md") if block.startswith("python3 ")]
    assert commands[:2] == ["python3 scripts/start.py demo", "python3 scripts/start.py test"]
    for command in commands:
        words = command.split()
        known = subprocess.run(
            [sys.executable, *words[1:2]], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert f"start.py {words[2]}" in known.stderr


def test_pictures_are_small_and_used() -> None:
    pictures = [*(ROOT / "docs" / "pictures").glob("*.png")]
    assert sum(file.stat().st_size for file in pictures) < 1_000_000
    said = "\n".join(page.read_text("utf-8") for page in PAGES)
    assert [file.name for file in pictures if file.name not in said] == []


def test_the_site_builds_without_a_warning(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    mkdocs = pytest.importorskip("mkdocs.config")
    from mkdocs.commands.build import build

    with caplog.at_level(logging.WARNING):
        config = mkdocs.load_config(str(ROOT / "mkdocs.yml"), site_dir=str(tmp_path / "site"))
        build(config)
    assert [record.getMessage() for record in caplog.records if record.name.startswith("mkdocs")] == []
    for page in (tmp_path / "site").rglob("*.html"):
        loads = re.findall(r'(?:src|<link[^>]*href)="(https?:[^"]+)"', page.read_text("utf-8"))
        assert loads == [], page.name
