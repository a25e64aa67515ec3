"""Pages that are written from the code are as the code says; links between pages lead somewhere."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


def writer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("write_docs", ROOT / "scripts" / "write_docs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", ["events.md", "commands.md"])
def test_a_written_page_is_up_to_date(page: str) -> None:
    stands = (ROOT / "docs" / page).read_text("utf-8")
    assert stands == writer().PAGES[page](), f"docs/{page} is stale: .venv/bin/python scripts/write_docs.py"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
        if "://" not in target and not target.startswith("mailto:"):
            assert (page.parent / target).exists(), target


def test_no_page_names_a_setting_that_is_none() -> None:
    from bot.settings import NAMES

    known = {*NAMES, "NEARMISS_TEST_POSTGRES", "NEARMISS_REQUIRE_ALL"}
    for page in PAGES:
        named = set(re.findall(r"\bNEARMISS_[A-Z_]+[A-Z]\b", page.read_text("utf-8")))
        assert named <= known, (page.name, named - known)
