"""What each HTML element does to the lines of a mail: breaks, lists, table rows, links, and the client's marks.

Writes lines; must not decide what is new text.
"""

from __future__ import annotations

import re
from typing import Any

from bot.mail.reply.client_marks import ZONES, Mark, mark_of
from bot.mail.reply.lines import Line, Zone, tidy

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
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_APART = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "pre", "table"])
_WORD_BULLET = re.compile(r"^[·•§‣▪■](?= )")
_TIGHT = re.compile(r"mso(?:normal|list|plaintext|nospacing)|elementtoproof|plaintext", re.I)
_NO_MARGIN = re.compile(r"margin(?:-top|-bottom)?\s*:\s*0", re.I)


class Writer:
    """Collects lines while the tree is walked. `zones` and `depth` are those of the element being read."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.depth = 0
        self.zones: list[Zone] = [Zone.OWN]
        self.cut = False
        self.pre = 0
        self.lists: list[int] = []  # next number of each open list; -1 for bullets
        self.rows: list[list[int]] = []  # for each open row: the line at which each cell begins
        self._pieces: list[str] = []

    def add(self, text: str | None) -> None:
        """Text of the element being read."""
        if not text:
            return
        if self.pre and "\n" in text:
            first, *others = text.replace("\r\n", "\n").split("\n")
            self._pieces.append(first)
            for other in others:
                self.flush(True)
                self._pieces.append(other)
            return
        self._pieces.append(text)

    def flush(self, always: bool = False) -> None:
        """The line ends; an empty one is kept only where `always`."""
        if not self._pieces and not always:
            return
        line = "".join(self._pieces)
        self._pieces = []
        always = always or "\u00a0" in line  # how Word and others write an empty paragraph
        line = tidy(line).rstrip() if self.pre else " ".join(tidy(line).split())
        if line or always:
            if line[1:2] == " ":
                line = _WORD_BULLET.sub("-", line)
            self.lines.append(Line(line, self.depth, self._zone()))

    def apart(self) -> None:
        """An empty line, unless there is one."""
        if self.lines and self.lines[-1].text:
            self.lines.append(Line("", self.depth, self._zone()))

    def _zone(self) -> Zone:
        zone = self.zones[-1]
        return Zone.QUOTED if self.cut and zone is not Zone.HIDDEN else zone


Leave = tuple[
    bool, bool, int
]  # a block, apart from its neighbours, what the mark has pushed (0 nothing, 1 zone, 2 level)


def enter(element: Any, writer: Writer) -> Leave:
    tag = element.tag
    attributes = bool(element.attrib)
    mark = mark_of(tag, element) if attributes or tag == "blockquote" else None
    block = tag in _BLOCKS or mark is not None
    if block:
        writer.flush()
    pushed = _apply(mark, writer)
    apart = tag in _APART and not writer.rows and not writer.lists and not (attributes and _tight(element))
    if apart:
        writer.apart()
    if opener := _OPENERS.get(tag):
        opener(element, writer)
    writer.add(element.text)
    return block, apart, pushed


def _tight(element: Any) -> bool:
    return bool(_TIGHT.search(element.get("class") or "") or _NO_MARGIN.search(element.get("style") or ""))


def _apply(mark: Mark | None, writer: Writer) -> int:
    if mark is None:
        return 0
    if mark is Mark.CUT:
        writer.cut = True
        return 0
    if mark is Mark.LEVEL:
        writer.depth += 1
        return 2
    inherited = writer.zones[-1]
    writer.zones.append(ZONES[mark] if inherited in (Zone.OWN, Zone.BANNER) else inherited)
    return 1


def leave(element: Any, left: Leave, writer: Writer) -> None:
    block, apart, pushed = left
    tag = element.tag
    if tag == "a":
        _linked(element, writer)
    if block:
        writer.flush()
    if closer := _CLOSERS.get(tag):
        closer(writer)
    if pushed == 1:
        writer.zones.pop()
    elif pushed == 2:
        writer.depth -= 1
    if apart:
        writer.apart()


def _line_break(element: Any, writer: Writer) -> None:
    writer.flush(True)


def _ruler(element: Any, writer: Writer) -> None:
    writer.add("_" * 32)


def _picture(element: Any, writer: Writer) -> None:
    """Only signs that stand for a picture (emoji): other alternative texts are nobody's words."""
    alt = element.get("alt") or ""
    if 0 < len(alt) <= 8 and not alt.isascii():
        writer.add(alt)


def _linked(element: Any, writer: Writer) -> None:
    """The address behind "@Ben Jones", which is what a person means by it."""
    target = element.get("href") or ""
    if target[:7].lower() == "mailto:" and len(target) < 300 and "?" not in target:
        shown = "".join(element.itertext())
        if "@" not in shown.strip()[1:] and shown.strip():
            writer.add(f" <{target[7:]}>")


def _open_list(element: Any, writer: Writer) -> None:
    start = element.get("start") or "1"
    number = int(start) if start.isdecimal() and len(start) < 6 else 1
    writer.lists.append(number if element.tag == "ol" else -1)


def _close_list(writer: Writer) -> None:
    if writer.lists:
        writer.lists.pop()


def _item(element: Any, writer: Writer) -> None:
    number = writer.lists[-1] if writer.lists else -1
    writer.add("- " if number < 0 else f"{number}. ")
    if number >= 0:
        writer.lists[-1] += 1


def _open_row(element: Any, writer: Writer) -> None:
    writer.rows.append([])


def _cell(element: Any, writer: Writer) -> None:
    if writer.rows:
        writer.rows[-1].append(len(writer.lines))


def _close_row(writer: Writer) -> None:
    """A row whose cells are one line each becomes one line; a row that lays out a page stays as it is."""
    starts = writer.rows.pop() if writer.rows else []
    if len(starts) < 2:
        return
    ends = [*starts[1:], len(writer.lines)]
    cells = [
        [line for line in writer.lines[start:end] if line.text]
        for start, end in zip(starts, ends, strict=True)
    ]
    cells = [cell for cell in cells if cell]
    if len(cells) < 2 or any(len(cell) > 1 or cell[0][1:] != cells[0][0][1:] for cell in cells):
        return
    text = cells[0][0].text
    for cell in cells[1:]:
        text += (" " if text.endswith(":") else " | ") + cell[0].text
    writer.lines[starts[0] :] = [Line(text, *cells[0][0][1:])]


def _open_pre(element: Any, writer: Writer) -> None:
    writer.pre += 1


def _close_pre(writer: Writer) -> None:
    writer.pre = max(0, writer.pre - 1)


_OPENERS = {
    "br": _line_break,
    "hr": _ruler,
    "img": _picture,
    "ul": _open_list,
    "ol": _open_list,
    "li": _item,
    "tr": _open_row,
    "td": _cell,
    "th": _cell,
    "pre": _open_pre,
}
_CLOSERS = {"ul": _close_list, "ol": _close_list, "tr": _close_row, "pre": _close_pre}
