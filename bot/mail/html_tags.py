"""What HTML elements mean for a text: which break lines, which are not shown, and what a link shows. Data only."""

from __future__ import annotations

import re

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
APART = frozenset(
    ["p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "dl", "pre", "table"]
)  # an empty line before and after
DROPPED = frozenset(
    [
        "head",
        "style",
        "script",
        "title",
        "template",
        "noscript",
        "object",
        "svg",
        "math",
        "textarea",
        "select",
        "iframe",
    ]
)
VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)


def shown_target(target: str, text: str) -> str:
    """What to show of a link's target; "" where its text already says it."""
    lower = target.lower()
    if not target or lower.startswith(("#", "cid:", "javascript:", "data:", "file:", "about:")):
        return ""
    bare = re.sub(r"^(?:mailto:|tel:|https?://)", "", target, flags=re.I).rstrip("/")
    said = re.sub(r"^(?:mailto:|tel:|https?://)", "", text, flags=re.I).rstrip("/")
    if bare.lower() in said.lower() or (lower.startswith(("mailto:", "tel:")) and "?" not in bare):
        named = lower.startswith("mailto:") and text and "@" not in text  # a name that hides its address
        return bare if named else ""
    return target.removeprefix("mailto:") if lower.startswith("mailto:") else target
