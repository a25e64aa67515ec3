"""The corpus of replies and its tables, read from tests/data/replies; every mail in it is invented."""

from __future__ import annotations

import re
from pathlib import Path

from bot.mail.message import Split
from bot.mail.reply import split_reply

DATA = Path(__file__).parent.parent / "data" / "replies"


def replies() -> list[Path]:
    """The replies, .txt or .html; beside each stands what its writer wrote, in a file that ends with .new."""
    return sorted([*DATA.glob("*.txt"), *DATA.glob("*.html")])


def split_of(path: Path) -> Split:
    """The parts of one reply of the corpus."""
    body = path.read_bytes().decode()
    return split_reply("", body) if path.suffix == ".html" else split_reply(body)


def table(name: str, separator: str = "\n==\n") -> list[str]:
    """The entries of a table file."""
    return (DATA / f"{name}.table").read_text().rstrip("\n").split(separator)


def squeezed(text: str) -> str:
    """Text with every run of white space as one space."""
    return re.sub(r"\s+", " ", text).strip()


def everything(split: Split) -> str:
    """All parts together, to see that nothing was lost."""
    return "\n".join((split.new_text, split.quoted, split.signature, split.head))
