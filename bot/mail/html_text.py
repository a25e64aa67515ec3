"""HTML mail to readable text, in linear time. Says what a reader sees; fetches nothing, judges nothing.

Blocks become lines, list items get their mark, table rows are one line with ` | ` between cells, links keep their
target where it differs from their text, and what is hidden from the reader is left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from bot.mail.html_tags import APART, BLOCKS, DROPPED, VOID, shown_target

_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?:px|pt|em"
    r"|%)?\s*(?:;|$)",
    re.I,
)
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_TAIL = re.compile(r"(?:\n[> ]{0,40})+\Z")
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
        self._cell = 0  # where the open cell begins in the open line
        self._due = (
            0  # within a row, a break waits for the cell's next words: 1 a line, 2 an empty one as well
        )

    # events of lxml's target interface

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element opens."""
        hides = tag in DROPPED or self._hidden(tag, attributes)
        if tag not in VOID:
            self._stack.append((tag, hides))
            self._skip += hides
        if self._skip or hides:
            return
        opener = _OPENERS.get(tag)
        if tag in BLOCKS:
            self._break(tag in APART)
        if opener:
            opener(self, attributes)

    def end(self, tag: str) -> None:
        """An element closes."""
        if tag in VOID or not self._stack:
            return
        _, hides = self._stack.pop()
        if self._skip:
            self._skip -= hides
            return
        closer = _CLOSERS.get(tag)
        if closer:
            closer(self)
        if tag in BLOCKS:
            self._break(tag in APART)

    def data(self, text: str) -> None:
        """Text between tags."""
        if self._skip:
            return
        if self._pre:
            first, *others = text.replace("\r\n", "\n").split("\n")
            self._write(first)
            for other in others:
                self._newline()
                self._line.append(other)
            return
        text = _SPACE.sub(" ", text)
        if text != " ":
            self._write(text)
        elif self._line and not self._due:
            self._line.append(text)

    def comment(self, text: str) -> None:
        """Comments are not seen by a reader."""

    def pi(self, target: str, data: str | None = None) -> None:
        """Processing instructions (Office's `<?xml ...>`) neither."""

    def close(self) -> str:
        """The text, without trailing space and with at most one empty line in a row."""
        self._break_now(False)
        text = re.sub(r"\n{3,}", "\n\n", "\n".join(self.out))
        return _TAIL.sub("", text).strip("\n")

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
        line = line.rstrip(" |") if self._cell else line.rstrip()  # empty cells at the end of a row
        self._line, self._cell = [], 0
        self.out.append(("> " * self._quotes + line).rstrip() if self._quotes else line)

    def _write(self, text: str) -> None:
        if self._due:
            self._break_now(self._due > 1)
        self._line.append(text)

    def _break(self, apart: bool) -> None:
        if self._rows and not self._pre:
            self._due = max(self._due, 2 if apart else 1) if self._in_cell() else self._due
        else:
            self._break_now(apart)

    def _in_cell(self) -> bool:
        """Words of the open cell stand in the open line already."""
        return any(piece.strip() for piece in self._line[self._cell :])

    def _break_now(self, apart: bool) -> None:
        self._due = 0
        if any(piece.strip(" ") for piece in self._line):
            self._newline()
        else:
            self._line, self._cell = [], 0
        if apart and self.out and self.out[-1].strip("> "):
            self.out.append((">" + " >" * (self._quotes - 1)) if self._quotes else "")

    # elements with a mark of their own

    def line_break(self, attributes: Mapping[str, str]) -> None:
        """`br`."""
        if self._rows:
            self._break(False)
        else:
            self._newline()

    def ruler(self, attributes: Mapping[str, str]) -> None:
        """`hr`: a line of dashes, as a writer of plain text sets one."""
        self._write("_" * 32)

    def picture(self, attributes: Mapping[str, str]) -> None:
        """`img`: its alternative text where that says something."""
        text = _SPACE.sub(" ", attributes.get("alt", "")).strip()
        if text and len(text) <= 200:
            self._write(f"[{text}]")

    def link(self, attributes: Mapping[str, str]) -> None:
        """`a` opens: its target waits for its text."""
        self._links.append((attributes.get("href", "").strip(), len(self._line)))

    def end_link(self) -> None:
        """`a` closes: the target follows in brackets where the text does not say it."""
        if not self._links:
            return
        target, since = self._links.pop()
        text = "".join(self._line[since:]).strip()
        if shown := shown_target(target, text):
            self._line.append(f" ({shown})" if text or self._due else shown)

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
        self._write(mark)
        if number >= 0:
            self._lists[-1] += 1

    def quote(self, attributes: Mapping[str, str]) -> None:
        """`blockquote`: marked as plain-text mail marks it, to twenty levels."""
        self._break_now(False)
        self._quotes = min(self._quotes + 1, 20)

    def end_quote(self) -> None:
        """The quotation ends."""
        self._break_now(False)
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
            self._due = 0
            self._line.append(" | ")
            self._cell = len(self._line)
        if self._rows:
            self._rows[-1] += 1

    def preformatted(self, attributes: Mapping[str, str]) -> None:
        """`pre`: lines as they stand."""
        self._pre += 1

    def end_preformatted(self) -> None:
        """`pre` ends."""
        self._break_now(False)
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
