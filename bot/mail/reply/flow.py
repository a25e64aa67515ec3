"""An HTML body as lines with marks: what a reader sees, and what the writer's mail client says of each part.

Tables become one line a row, lists keep their marks. Linear in the size of the body; nothing is fetched.
Must not decide what is new text: it only carries the client's marks along.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from bot.mail.reply.elements import Writer, enter, leave
from bot.mail.reply.lines import MOST_LINES, Line, Zone, levelled, tidy

MOST_PARSED = (
    600_000  # signs that are parsed as a tree; the rest of a larger body is only stripped of its tags
)
_DEEPEST = 2_000  # libxml2 drops what is nested deeper

_DROPPED = frozenset(
    ["head", "style", "script", "title", "template", "noscript", "object", "svg", "math", "select", "iframe"]
)
_BREAKS = (
    "<br",
    "</p",
    "</div",
    "</tr",
    "</li",
    "</h",
    "</table",
    "<BR",
    "</P",
    "</DIV",
    "</TR",
    "</LI",
    "</H",
    "</TABLE",
)
_TAG = re.compile(r"<[!/a-zA-Z?][^<>]{0,4000}>")
_DATA_URL = re.compile(r"data:[\w/+.;=-]{1,80},[A-Za-z0-9+/=]{200,}")


def to_lines(html: str) -> list[Line]:
    """The lines of an HTML body as a reader sees them, with depth and zone; hidden text is in zone HIDDEN.

    Never raises. A body over 400,000 signs (pictures in it not counted) is read as a tree up to there, and
    what follows is stripped of its tags and goes with the last line's zone.
    """
    source = html.replace("\x00", "")
    if not source.strip():
        return []
    if len(source) > MOST_PARSED:
        source = _DATA_URL.sub("data:,", _without(_without(source, "<!--", "-->"), "<style", "</style>"))
    head, rest = _parted(source)
    writer = Writer()
    root = _tree(head)
    if root is None or not _walk(root, writer):
        writer = Writer()
        rest, _ = source, None
    writer.flush()
    lines = writer.lines
    if rest.strip():
        zone, depth = (lines[-1].zone, lines[-1].depth) if lines else (Zone.OWN, 0)
        lines += [Line(text, depth, zone) for text in _stripped(rest)]
    return levelled(lines)


def _parted(source: str) -> tuple[str, str]:
    if len(source) <= MOST_PARSED:
        return source, ""
    at = source.rfind("<", 0, MOST_PARSED)
    at = at if at > MOST_PARSED // 2 else MOST_PARSED
    return source[:at], source[at:]


def _without(source: str, opening: str, closing: str) -> str:
    """The source without each stretch from `opening` to `closing`; an unclosed one stays."""
    kept: list[str] = []
    at = 0
    while (start := source.find(opening, at)) >= 0 and (end := source.find(closing, start)) >= 0:
        kept.append(source[at:start])
        at = end + len(closing)
    return "".join([*kept, source[at:]])


def _stripped(source: str) -> list[str]:
    """Lines of text between tags, for the far end of an overlong body and for trees too deep to read."""
    for sign in _BREAKS:
        source = source.replace(sign, "\n" + sign)
    text = _TAG.sub("", source)
    for entity, sign in (
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", '"'),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ):
        text = text.replace(entity, sign)
    pieces = tidy(text).split("\n", MOST_LINES)
    return [shown for piece in pieces if (shown := piece.strip())]


def _tree(source: str) -> Any:
    parser = etree.HTMLParser(huge_tree=True, recover=True, encoding="utf-8", remove_pis=True)
    try:
        return etree.fromstring(source.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def _walk(root: Any, writer: Writer) -> bool:
    """Reads the tree without recursion; False where it is too deep for libxml2 to have kept everything."""
    stack = [(root, iter(root), enter(root, writer))]
    while stack:
        if len(stack) > _DEEPEST:
            return False
        element, children, entered = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            leave(element, entered, writer)
            writer.add(element.tail if stack else None)
        elif not isinstance(child.tag, str) or child.tag in _DROPPED:
            writer.add(child.tail)
        else:
            stack.append((child, iter(child), enter(child, writer)))
    return True
