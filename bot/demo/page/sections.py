"""Reads a mail of ours as a person does: the words below one of its headings, the value beside one of its labels."""

from __future__ import annotations

import re
from html import unescape

from bot.demo.tenant import Mail

_HEADING = re.compile(r"(?is)<h[1-3][^>]*>(.*?)</h[1-3]>")
_QUOTE = re.compile(r"(?m)^_{8,}\s*$")


def section(mail: Mail, heading: str) -> str:
    """The text below a heading, up to the next one; "" where the mail has no such heading."""
    headings = {_plain(found) for found in _HEADING.findall(mail.html)}
    lines, inside = [], False
    for line in mail.text.splitlines():
        if line.strip() in headings:
            inside = line.strip().startswith(heading)
        elif inside:
            lines.append(line.rstrip())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def prose(text: str) -> str:
    """A section without the rows of a table that stands in it."""
    return "\n".join(line for line in text.splitlines() if "\t" not in line).strip()


def value(mail: Mail, label: str) -> str:
    """What stands beside a label in a table of facts."""
    found = re.search(rf"(?m)^{re.escape(label)}[ ]?\t(.+)$", mail.text)
    return found[1].strip() if found else ""


def items(text: str) -> list[str]:
    """The lines of a list."""
    return [line.lstrip("* ").strip() for line in text.splitlines() if line.lstrip().startswith("*")]


def own(mail: Mail) -> str:
    """What a person wrote in a mail, without the original quoted beneath."""
    return _QUOTE.split(mail.text.replace("\r\n", "\n"), maxsplit=1)[0].strip()


def _plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())
