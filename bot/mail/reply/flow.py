"""An HTML body as lines with marks: what a reader sees, and what the writer's mail client says of each part.

Tables become one line a row, lists keep their marks. Linear in the size of the body; nothing is fetched.
Must not decide what is new text: it only carries the client's marks along.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from bot.mail.reply.client_marks import ZONES, Mark, mark_of
from bot.mail.reply.lines import MOST_LINES, Line, Zone, tidy

MOST_PARSED = (
    600_000  # signs that are parsed as a tree; the rest of a larger body is only stripped of its tags
)
_DEEPEST = 2_000  # libxml2 drops what is nested deeper

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr html legend li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_APART = frozenset("p h1 h2 h3 h4 h5 h6 ul ol dl pre table".split())
_DROPPED = frozenset("head style script title template noscript object svg math select iframe".split())
_WORD_BULLET = re.compile(r"^[·•§‣▪■](?= )")
_TIGHT = re.compile(r"mso(?:normal|list|plaintext|nospacing)|elementtoproof|plaintext", re.I)
_NO_MARGIN = re.compile(r"margin(?:-top|-bottom)?\s*:\s*0", re.I)
_BREAKS = ("<br", "</p", "</div", "</tr", "</li", "</h", "</table", "<BR", "</P", "</DIV", "</TR", "</LI", "</H", "</TABLE")
_TAG = re.compile(r"<[!/a-zA-Z?][^<>]{0,4000}>")
_DATA_URL = re.compile(r"data:[\w/+.;=-]{1,80},[A-Za-z0-9+/=]{200,}")


class _Writer:
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
    writer = _Writer()
    root = _tree(head)
    if root is None or not _walk(root, writer):
        writer = _Writer()
        rest, _ = source, None
    writer.flush()
    lines = writer.lines
    if rest.strip():
        zone, depth = (lines[-1].zone, lines[-1].depth) if lines else (Zone.OWN, 0)
        lines += [Line(text, depth, zone) for text in _stripped(rest)]
    return lines


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


def _walk(root: Any, writer: _Writer) -> bool:
    """Reads the tree without recursion; False where it is too deep for libxml2 to have kept everything."""
    leave = _enter(root, writer)
    stack = [(root, iter(root), leave)]
    while stack:
        if len(stack) > _DEEPEST:
            return False
        element, children, leave = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            _leave(element, leave, writer)
            writer.add(element.tail if stack else None)
        elif not isinstance(child.tag, str) or child.tag in _DROPPED:
            writer.add(child.tail)
        else:
            stack.append((child, iter(child), _enter(child, writer)))
    return True


_Leave = tuple[
    bool, bool, int
]  # a block, apart from its neighbours, what the mark has pushed (0 nothing, 1 zone, 2 level)


def _enter(element: Any, writer: _Writer) -> _Leave:
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


def _apply(mark: Mark | None, writer: _Writer) -> int:
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


def _leave(element: Any, leave: _Leave, writer: _Writer) -> None:
    block, apart, pushed = leave
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


def _line_break(element: Any, writer: _Writer) -> None:
    writer.flush(True)


def _ruler(element: Any, writer: _Writer) -> None:
    writer.add("_" * 32)


def _picture(element: Any, writer: _Writer) -> None:
    """Only signs that stand for a picture (emoji): other alternative texts are nobody's words."""
    alt = element.get("alt") or ""
    if 0 < len(alt) <= 8 and not alt.isascii():
        writer.add(alt)


def _linked(element: Any, writer: _Writer) -> None:
    """The address behind "@Ben Jones", which is what a person means by it."""
    target = element.get("href") or ""
    if target[:7].lower() == "mailto:" and len(target) < 300 and "?" not in target:
        shown = "".join(element.itertext())
        if "@" not in shown.strip()[1:] and shown.strip():
            writer.add(f" <{target[7:]}>")


def _open_list(element: Any, writer: _Writer) -> None:
    start = element.get("start") or "1"
    number = int(start) if start.isdecimal() and len(start) < 6 else 1
    writer.lists.append(number if element.tag == "ol" else -1)


def _close_list(writer: _Writer) -> None:
    if writer.lists:
        writer.lists.pop()


def _item(element: Any, writer: _Writer) -> None:
    number = writer.lists[-1] if writer.lists else -1
    writer.add("- " if number < 0 else f"{number}. ")
    if number >= 0:
        writer.lists[-1] += 1


def _open_row(element: Any, writer: _Writer) -> None:
    writer.rows.append([])


def _cell(element: Any, writer: _Writer) -> None:
    if writer.rows:
        writer.rows[-1].append(len(writer.lines))


def _close_row(writer: _Writer) -> None:
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


def _open_pre(element: Any, writer: _Writer) -> None:
    writer.pre += 1


def _close_pre(writer: _Writer) -> None:
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
