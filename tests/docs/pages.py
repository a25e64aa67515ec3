"""The pages under test and what is cut out of them."""

from __future__ import annotations

import importlib.util
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))


def writer() -> ModuleType:
    """scripts/write_docs.py."""
    spec = importlib.util.spec_from_file_location("write_docs", ROOT / "scripts" / "write_docs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def blocks(page: Path) -> list[str]:
    """The fenced blocks of a page, lines that go on joined."""
    found = re.findall(r"(?ms)^```\w*\n(.*?)^```", page.read_text("utf-8"))
    return [block.replace("\\\n", " ") for block in found]


def calls(page: Path) -> Iterator[list[str]]:
    """Every call of nearmiss in blocks and in `marks`, as words after `nearmiss`."""
    text = page.read_text("utf-8")
    lines = [line for block in blocks(page) for line in block.splitlines()]
    lines += re.findall(r"`([^`\n]+)`", re.sub(r"(?ms)^```.*?^```", "", text))
    for line in lines:
        found = re.match(
            r"(?:sudo -u \w+ )?(?:docker exec nearmiss )?(?:\S*/bin/)?nearmiss (.*)", line.strip()
        )
        if found:
            yield shlex.split(found[1].replace("...", ""), comments=True)
