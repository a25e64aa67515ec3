"""mailto: links of mails turned into prefilled compose pages, and a mail's html made fit for its frame. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import SplitResult, quote, unquote, urlsplit

from bot.demo.tenant.html import safe

_LINK = re.compile(r' href="([^"]*)"')
_PICTURE = re.compile(r' src="cid:([^"]*)"')
_IN_TEXT = re.compile(r"(?:mailto:|https?://)[^\s<>\"]+")


@dataclass(frozen=True)
class Prefill:
    """What a compose page starts with."""

    to: str = ""
    cc: str = ""
    subject: str = ""
    body: str = ""


def split(url: str) -> SplitResult:
    """The parts of an address that somebody else wrote; all empty where it is none."""
    try:
        return urlsplit(url)
    except ValueError:
        return SplitResult("", "", "", "", "")


def read(link: str) -> Prefill:
    """The fields of a mailto: link (RFC 6068); headers other than these four are ignored, as mail clients do."""
    parts = split(link)
    fields: dict[str, str] = {"to": unquote(parts.path)}
    for pair in parts.query.split("&"):
        # In a mailto link "+" is a plus and not a space, so parse_qs would be wrong.
        name, _, value = pair.partition("=")
        key = unquote(name).lower()
        if key in ("to", "cc") and fields.get(key):
            fields[key] += f", {unquote(value)}"
        elif key in ("to", "cc", "subject", "body"):
            fields[key] = unquote(value).replace("\r\n", "\n")
    return Prefill(fields["to"], fields.get("cc", ""), fields.get("subject", ""), fields.get("body", ""))


def frame(source: str, compose: str, files: Mapping[str, str]) -> str:
    """A mail's html for its sandboxed frame: scripts gone, mailto links to `compose`, cid pictures to `files`."""

    def link(match: re.Match[str]) -> str:
        target = unescape(match[1])
        if target.lower().startswith("mailto:"):
            return f' href="{escape(compose_link(compose, target))}" target="_top"'
        return f'{match[0]} target="_blank" rel="noopener noreferrer"'

    def picture(match: re.Match[str]) -> str:
        return f' src="{escape(files.get(unescape(match[1]), ""))}"'

    shown = _PICTURE.sub(picture, _LINK.sub(link, safe(source)))
    return f"<style>body{{font:15px/1.5 system-ui,sans-serif;margin:16px}}</style>{shown}"


def text(source: str, compose: str) -> str:
    """A text mail as escaped html with its links live."""
    found, last = [], 0
    for match in _IN_TEXT.finditer(source):
        found.append(escape(source[last : match.start()]))
        target = match[0].rstrip(".,;:)")
        href = compose_link(compose, target) if target.startswith("mailto:") else target
        found.append(f'<a href="{escape(href)}">{escape(target)}</a>')
        last = match.start() + len(target)
    return "".join([*found, escape(source[last:])])


def compose_link(compose: str, link: str) -> str:
    """The compose page for a mailto link."""
    return f"{compose}?mailto={quote(link, safe='')}"
