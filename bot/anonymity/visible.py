"""The text that the writer saw on the screen: one body of a mail, without what is hidden in it.

The plain and the HTML part may differ; the one that mail programs show (HTML) is taken, unless it is nearly empty.
"""

from __future__ import annotations

import re
from html import escape, unescape

from bot.mail.html_text import html_to_text
from bot.mail.message import Message

_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
_TAG = re.compile(r"<[A-Za-z][^<>]{0,20000}>", re.DOTALL)
_TOLD = re.compile(
    r"\s(?:alt|title|aria-[a-z]+|data-[\w\-]+|name|id|class|summary|longdesc|placeholder|value|content|itemprop|cite|abbr)"
    r"\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>\"']+)",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"<a\b[^>]*?\bhref\s*=\s*(?P<target>\"[^\"]*\"|'[^']*'|[^\s>\"']+)[^>]*>(?P<text>.{0,2000}?)</a>",
    re.IGNORECASE | re.DOTALL,
)
_UNSEEN = re.compile(
    r"opacity\s*:\s*0(?:\.0+)?\s*(?:[;\"']|$)|max-height\s*:\s*0|font-size\s*:\s*[01](?:px|pt)|line-height\s*:\s*[01](?:px|pt)|"
    r"text-indent\s*:\s*-\d{3,}|left\s*:\s*-\d{3,}|width\s*:\s*0(?:px)?\s*[;\"']",
    re.IGNORECASE,
)


def _shown_tag(tag: re.Match[str]) -> str:
    text = tag.group()
    bare = _TOLD.sub("", text)
    if (
        "style" in text.lower()
        and _UNSEEN.search(text)
        and not re.match(r"<(?:body|html|table|td|tr)\b", text, re.IGNORECASE)
    ):
        return bare[:-1].rstrip("/") + ' hidden="hidden">'
    return bare


def _with_target(link: re.Match[str]) -> str:
    """A link with its target behind its text, where the text does not say it: the target is often the evidence."""
    target = unescape(link.group("target").strip("\"'")).strip()
    said = unescape(re.sub(r"<[^>]*>", "", link.group("text")))
    bare = re.sub(r"^https?://(?:www\.)?|[/?#].*$", "", target, flags=re.IGNORECASE)
    if not re.match(r"(?:https?|ftp)://", target, re.IGNORECASE) or (bare and bare.lower() in said.lower()):
        return link.group()
    return f"{link.group()} ({escape(target)})"


def bare_html(html: str) -> str:
    """HTML without comments, alternative texts and tooltips, hidden elements marked as such."""
    return _TAG.sub(_shown_tag, _COMMENT.sub("", html))


def visible_html(html: str) -> str:
    """Text of an HTML body as seen."""
    return html_to_text(bare_html(html))


def shown_body(message: Message) -> tuple[str, str]:
    """The one body that is shown, as (plain, "") or ("", HTML): HTML is, unless it is nearly empty."""
    if not message.html.strip():
        return message.text, ""
    html = bare_html(message.html)
    if len(html_to_text(html).strip()) < 0.25 * len(message.text.strip()):
        return message.text, ""
    return "", _LINK.sub(_with_target, html)


def visible_text(message: Message) -> str:
    """The one visible body of a mail as plain text."""
    text, html = shown_body(message)
    return text if text or not html else visible_html(message.html)
