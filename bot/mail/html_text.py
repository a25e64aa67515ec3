"""HTML mail to readable text, in linear time. Says what a reader sees; fetches nothing, judges nothing.

Blocks become lines, list items get their mark, table rows are one line with ` | ` between cells, links keep their
target where it differs from their text, and what is hidden from the reader is left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

_BLOCKS = frozenset(
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
_APART = frozenset(
    ["p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "dl", "pre", "table"]
)  # an empty line before and after
_DROPPED = frozenset(
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
_VOID = frozenset(
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
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?:px|pt|em"
    r"|%)?\s*(?:;|$)",
    re.I,
)
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad\u034f\u200e\u200f]|(?:\u200c[ \u00a0]?){3,}")
MOST_SIGNS = 8_000_000


class _Writer:
    """Collects lines from a parser's events."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self._line: list[str] = []
        self._skip = 0  # depth within dropped or hidden elements
        self._stack: list[tuple[str, bool]] = []
        self._links: list[tuple[str, int]] = []
        self._lists: list[int] = []  # next number; -1 for bullets
        self._quotes = 0
        self._rows: list[int] = []  # cells written in the open rows
        self._pre = 0

    # events of lxml's target interface

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element opens."""
        hides = tag in _DROPPED or self._hidden(tag, attributes)
        if tag not in _VOID:
            self._stack.append((tag, hides))
            self._skip += hides
        if self._skip or hides:
            return
        opener = _OPENERS.get(tag)
        if tag in _BLOCKS:
            self._break(tag in _APART and not self._rows)
        if opener:
            opener(self, attributes)

    def end(self, tag: str) -> None:
        """An element closes."""
        if tag in _VOID or not self._stack:
            return
        _, hides = self._stack.pop()
        if self._skip:
            self._skip -= hides
            return
        closer = _CLOSERS.get(tag)
        if closer:
            closer(self)
        if tag in _BLOCKS:
            self._break(tag in _APART and not self._rows)

    def data(self, text: str) -> None:
        """Text between tags."""
        if self._skip:
            return
        if self._pre:
            first, *others = text.replace("\r\n", "\n").split("\n")
            self._line.append(first)
            for other in others:
                self._newline()
                self._line.append(other)
            return
        text = _SPACE.sub(" ", text)
        if text != " " or self._line:
            self._line.append(text)

    def comment(self, text: str) -> None:
        """Comments are not seen by a reader."""

    def pi(self, target: str, data: str | None = None) -> None:
        """Processing instructions (Office's `<?xml ...>`) neither."""

    def close(self) -> str:
        """The text, without trailing space and with at most one empty line in a row."""
        self._break(False)
        text = "\n".join(self.out)
        return re.sub(r"\n{3,}", "\n\n", text).strip("\n")

    # lines

    def _hidden(self, tag: str, attributes: Mapping[str, str]) -> bool:
        if not attributes:
            return False
        if "hidden" in attributes:
            return True
        style = attributes.get("style")
        return bool(style and tag not in ("body", "html") and _HIDDEN.search(style[:2000]))

    def _newline(self) -> None:
        line = "".join(self._line)
        if not self._pre:
            line = _SPACE.sub(" ", line).strip(" ")
        self._line = []
        line = line.rstrip()
        self.out.append(("> " * self._quotes + line).rstrip() if self._quotes else line)

    def _break(self, apart: bool) -> None:
        if any(piece.strip(" ") for piece in self._line):
            self._newline()
        else:
            self._line = []
        if apart and self.out and self.out[-1].strip("> "):
            self.out.append((">" + " >" * (self._quotes - 1)) if self._quotes else "")

    # elements with a mark of their own

    def line_break(self, attributes: Mapping[str, str]) -> None:
        """`br`."""
        if self._rows and not any(piece.strip() for piece in self._line):
            return
        self._newline()

    def ruler(self, attributes: Mapping[str, str]) -> None:
        """`hr`: a line of dashes, as a writer of plain text sets one."""
        self._line.append("_" * 32)

    def picture(self, attributes: Mapping[str, str]) -> None:
        """`img`: its alternative text where that says something."""
        text = _SPACE.sub(" ", attributes.get("alt", "")).strip()
        if text and len(text) <= 200:
            self._line.append(f"[{text}]")

    def link(self, attributes: Mapping[str, str]) -> None:
        """`a` opens: its target waits for its text."""
        self._links.append((attributes.get("href", "").strip(), len(self._line)))

    def end_link(self) -> None:
        """`a` closes: the target follows in brackets where the text does not say it."""
        if not self._links:
            return
        target, since = self._links.pop()
        text = "".join(self._line[since:]).strip()
        if shown := _target(target, text):
            self._line.append(f" ({shown})" if text else shown)

    def open_list(self, ordered: bool, attributes: Mapping[str, str]) -> None:
        """`ul` or `ol`."""
        start = attributes.get("start", "1")
        self._lists.append((int(start) if start.isdecimal() and len(start) < 6 else 1) if ordered else -1)

    def close_list(self) -> None:
        """The list ends."""
        if self._lists:
            self._lists.pop()

    def item(self, attributes: Mapping[str, str]) -> None:
        """`li`: a bullet or its number."""
        number = self._lists[-1] if self._lists else -1
        mark = "* " if number < 0 else f"{number}. "
        self._line.append(mark)
        if number >= 0:
            self._lists[-1] += 1

    def quote(self, attributes: Mapping[str, str]) -> None:
        """`blockquote`: marked as plain-text mail marks it, to twenty levels."""
        self._quotes = min(self._quotes + 1, 20)

    def end_quote(self) -> None:
        """The quotation ends."""
        self._break(False)
        self._quotes = max(0, self._quotes - 1)

    def row(self, attributes: Mapping[str, str]) -> None:
        """`tr`."""
        self._rows.append(0)

    def end_row(self) -> None:
        """The row ends."""
        if self._rows:
            self._rows.pop()

    def cell(self, attributes: Mapping[str, str]) -> None:
        """`td` or `th`: parted from what stands before it in the row."""
        if self._rows and self._rows[-1] and any(piece.strip() for piece in self._line):
            self._line.append(" | ")
        if self._rows:
            self._rows[-1] += 1

    def preformatted(self, attributes: Mapping[str, str]) -> None:
        """`pre`: lines as they stand."""
        self._pre += 1

    def end_preformatted(self) -> None:
        """`pre` ends."""
        self._break(False)
        self._pre = max(0, self._pre - 1)


_OPENERS = {
    "br": _Writer.line_break,
    "hr": _Writer.ruler,
    "img": _Writer.picture,
    "a": _Writer.link,
    "ul": lambda writer, found: writer.open_list(False, found),
    "ol": lambda writer, found: writer.open_list(True, found),
    "li": _Writer.item,
    "blockquote": _Writer.quote,
    "tr": _Writer.row,
    "td": _Writer.cell,
    "th": _Writer.cell,
    "pre": _Writer.preformatted,
}
_CLOSERS = {
    "a": _Writer.end_link,
    "ul": _Writer.close_list,
    "ol": _Writer.close_list,
    "blockquote": _Writer.end_quote,
    "tr": _Writer.end_row,
    "pre": _Writer.end_preformatted,
}


def _target(target: str, text: str) -> str:
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


def html_to_text(html: str) -> str:
    """Readable text of an HTML body; "" for none. Never raises; bounded at 8 million signs."""
    if not html.strip():
        return ""
    source = html[:MOST_SIGNS].replace("\x00", "")
    source = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", source)
    parser = etree.HTMLParser(target=_Writer(), huge_tree=True, recover=True, encoding="utf-8")  # type: ignore[arg-type]
    try:
        parser.feed(source.encode("utf-8", "replace"))
        text = str(parser.close())
    except (etree.LxmlError, ValueError, AssertionError):
        text = re.sub(r"<[^>]{0,2000}>", " ", source)
    return _INVISIBLE.sub("", text).replace("\u00a0", " ")
