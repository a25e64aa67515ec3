"""Cleans links in a text: keeps host and item, drops whatever may name the one who received or made them."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, unquote, urlsplit

PERSONAL = "[link to a file in a personal OneDrive, withheld]"
_LINK = re.compile(
    r"\b(?:https?|hxxps?|ftp|file|ms-\w+|msteams|onenote)://[^\s<>\"'\]|]{2,4000}|\bwww\.[^\s<>\"'\]|]{3,2000}",
    re.IGNORECASE,
)
_MAILTO = re.compile(r"<?\bmailto:[^\s<>\"']{1,400}>?", re.IGNORECASE)
_CID = re.compile(r"\[?cid:[^\s\]<>]{1,200}\]?", re.IGNORECASE)
_TEAMS = (
    "teams.microsoft.com",
    "teams.live.com",
    "meet.google.com",
    "zoom.us",
    "forms.office.com",
    "forms.microsoft.com",
)


def _target(link: str, depth: int = 0) -> str:
    """The link inside a SafeLinks, Proofpoint or redirecting link."""
    if depth > 3:
        return link
    parts = urlsplit(link)
    host = (parts.hostname or "").lower()
    wrapped = host.endswith(
        (
            "safelinks.protection.outlook.com",
            "urldefense.com",
            "urldefense.proofpoint.com",
            "mimecastprotect.com",
        )
    )
    if wrapped or host in ("www.google.com", "l.facebook.com"):
        query = parse_qs(parts.query)
        for key in ("url", "u", "q", "domain"):
            if key in query:
                inner = query[key][0]
                if "urldefense" in host and "://" not in inner:
                    inner = unquote(inner.replace("-", "%").replace("_", "/"))
                return _target(inner if "://" in inner else f"https://{inner}", depth + 1)
        return f"{parts.scheme}://{host}/" if wrapped else link
    return link


def clean_link(link: str) -> str:
    """A link to show: scheme, host and path; personal folders are replaced by a sentence."""
    try:
        target = _target(link)
        parts = urlsplit(target if "://" in target else f"https://{target}")
        host = parts.hostname or ""
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return "[link withheld]"
    lower = target.lower()
    if (
        "-my.sharepoint." in lower
        or "/personal/" in lower
        or "onedrive.live.com" in lower
        or "1drv.ms" in lower
    ):
        return PERSONAL
    if parts.scheme.lower() == "file":
        return "[path of a file, withheld]"
    if host.endswith("sharepoint.com"):
        return f"https://{host}/{_last_name(parts.path)}"
    path = "" if host.endswith(_TEAMS) else parts.path.rstrip("/")
    shown = f"{parts.scheme}://" if "://" in target else ""
    return f"{shown}{host}{port}{path}"


def _last_name(path: str) -> str:
    """A SharePoint path's file name, "" where it is none."""
    last = unquote(path.rstrip("/").rpartition("/")[2])
    return f".../{last}" if "." in last else "..."


def _bare(link: str) -> str:
    """A link without the punctuation of the sentence around it."""
    bare = link.rstrip(".,;:!?)}")
    return link if link[len(bare) :].startswith(")") and "(" in link else bare


def link_changes(text: str) -> list[tuple[tuple[int, int], str]]:
    """Spans of links that must change, and what comes instead."""
    changes = []
    for m in _MAILTO.finditer(text):
        changes.append((m.span(), unquote(re.sub(r"(?i)mailto:|\?.*$", "", m.group().strip("<>")))))
    changes += [(m.span(), "") for m in _CID.finditer(text)]
    for m in _LINK.finditer(text):
        bare = _bare(m.group())
        clean = clean_link(bare)
        if clean != bare:
            changes.append(((m.start(), m.start() + len(bare)), clean))
    return changes


def clean_links(text: str) -> tuple[str, int]:
    """A text with its links cleaned, and how many were changed."""
    changes = sorted(link_changes(text), reverse=True)
    for (start, end), link in changes:
        text = text[:start] + link + text[end:]
    return text, len(changes)
