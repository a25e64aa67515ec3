"""docs/settings.md from `config/.env.example` (the words) and bot/settings.py (what is taken)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from doc_table import ROOT, WRITTEN, table

from bot.config_problems import Problems
from bot.settings import CA_BUNDLE, NAMES, Settings, read_settings


def settings_page() -> str:
    """Every setting: what it is for, its default, what it takes."""
    lines = [
        "# Settings", "",
        "From the environment, or from `.env` in the folder you start from or in the configuration folder (mode 600).",
        "The environment wins. `nearmiss check` names every mistake at once, and never repeats a value.",
        f"{WRITTEN} It takes the words of `config/.env.example` and the rules of `bot/settings.py`.", "",
        *table(("name", "what for", "default", "takes"), list(_settings())), "",
        "The files `directory.toml` and `policy.toml` are on pages of their own: [who is who](directory.md),",
        "[the procedure](policy.md). Where one service runs several trusts: [several trusts](several-trusts.md).",
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _settings() -> Iterator[tuple[str, str, str, str]]:
    said, takes = meanings_of_settings(), _refusals()
    for name in (*NAMES, CA_BUNDLE):
        yield f"`{name}`", said[name], _default(name), takes.get(name, _kind(name))


def meanings_of_settings() -> dict[str, str]:
    """What `config/.env.example` says above each name."""
    found, words = {}, list[str]()
    for line in (ROOT / "config" / ".env.example").read_text("utf-8").splitlines():
        if named := re.match(r"#?([A-Z][A-Z_]+)=", line):
            found[named[1]], words = " ".join(words), []
        elif line.startswith("# "):
            words.append(line[2:])
        else:
            words = []
    return found


def _default(name: str) -> str:
    value = getattr(Settings(), _field(name), None)
    if isinstance(value, float):
        value = f"{value:g}"
    return f"`{value}`" if value not in (None, "") else "none"


def _kind(name: str) -> str:
    return "a path" if isinstance(getattr(Settings(), _field(name), None), Path) else "any text"


def _field(name: str) -> str:
    return name.removeprefix("NEARMISS_").lower()


def _refusals() -> dict[str, str]:
    """What the service says to a value that cannot be: that is what it takes."""
    problems = Problems()
    read_settings({name: "no such value" for name in (*NAMES, CA_BUNDLE)}, problems)
    right = {one.key: one.right for one in problems.found if "needs " in one.right}
    return {name: words.split("needs ", 1)[1] for name, words in right.items()}
