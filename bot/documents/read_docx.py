"""The text of a filled outcome form that came back as .docx, whatever Word or LibreOffice did to it.

Tables become lines "label: answer", rows of an actions table become "what; owner: ...; by: ...". Tracked changes
are taken as accepted; placeholders of content controls are no text. Reads text alone; runs and fetches nothing.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from bot.domain.outcome import label_length

_LARGEST = 20_000_000  # bytes of document.xml unpacked; a form of that size is an attack or a mistake
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# What is no text of the form as accepted: deletions, moved-away text, field codes, fallbacks of drawings
_SKIPPED = frozenset(
    {"del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid"}
)
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-"}

Element = etree._Element  # lxml gives its element class no public name


class BadForm(ValueError):
    """The file cannot be read as a Word form; the text is one sentence for its sender."""


def form_text(data: bytes) -> str:
    """The form as plain text for `bot.domain.outcome.parse_outcome`; raises BadForm."""
    body = _root(_document(data)).find(f"{_W}body")
    if body is None:
        raise BadForm("The Word file holds no text.")
    return "\n".join(_blocks(body)).strip() + "\n"


def _document(data: bytes) -> bytes:
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise BadForm("The form is an old .doc file, or has a password; please save it as .docx without one.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            part = package.getinfo("word/document.xml")
            if part.file_size > _LARGEST:
                raise BadForm("The Word file is too large for a form.")
            with package.open(part) as file:
                return file.read(_LARGEST + 1)[:_LARGEST]
    except (
        zipfile.BadZipFile,
        KeyError,
        RuntimeError,
        OSError,
        EOFError,
        ValueError,
    ) as error:
        if isinstance(error, BadForm):
            raise
        raise BadForm("The attachment is not a Word file (.docx) that can be opened.") from None


def _root(xml: bytes) -> Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
    try:
        return etree.fromstring(xml.replace(_STRICT[1:-1].encode(), _W[1:-1].encode()), parser)
    except etree.XMLSyntaxError:
        raise BadForm("The Word file is damaged and cannot be read.") from None


def _name(element: Element) -> str:
    """The local name of a Word element, "" for others (comments, other vocabularies)."""
    tag = element.tag
    return tag[len(_W) :] if isinstance(tag, str) and tag.startswith(_W) else ""


def _blocks(parent: Element) -> Iterator[str]:
    """Lines of text of what stands in a body, a cell or a content control, in order."""
    open_line = ""
    for child in parent:
        name = _name(child)
        if name == "p":
            open_line += _paragraph(child)
            if not _mark_deleted(child):
                yield open_line
                open_line = ""
        elif name == "tbl":
            yield from _table(child)
        elif name == "sdt" and not _is_placeholder(child):
            content = child.find(f"{_W}sdtContent")
            yield from _blocks(content) if content is not None else ()
        elif name in ("ins", "moveTo", "customXml", "smartTag"):
            yield from _blocks(child)
    if open_line:
        yield open_line


def _mark_deleted(paragraph: Element) -> bool:
    """A paragraph whose end was deleted under tracked changes runs on into the next one."""
    return paragraph.find(f"{_W}pPr/{_W}rPr/{_W}del") is not None


def _is_placeholder(control: Element) -> bool:
    return control.find(f"{_W}sdtPr/{_W}showingPlcHdr") is not None


def _paragraph(paragraph: Element) -> str:
    return "".join(_runs(paragraph))


def _runs(parent: Element) -> Iterator[str]:
    for child in parent:
        name = _name(child)
        if name == "t":
            yield child.text or ""
        elif name in _BREAKS:
            yield _BREAKS[name]
        elif name == "p":  # of a text box
            yield f"\n{_paragraph(child)}\n"
        elif name in _SKIPPED or (name == "sdt" and _is_placeholder(child)) or child.tag == f"{_MC}Fallback":
            continue
        else:
            yield from _runs(child)


def _table(table: Element) -> Iterator[str]:
    rows = [cells for row in _rows(table) if any(cells := [_cell(cell) for cell in _cells(row)])]
    columns = _action_columns(rows[0]) if rows else None
    if columns is None:
        yield from (_line(cells) for cells in rows)
        return
    for cells in rows[1:]:
        yield _action_line(cells, columns)


def _rows(parent: Element) -> Iterator[Element]:
    for child in parent:
        name = _name(child)
        if name == "tr" and child.find(f"{_W}trPr/{_W}del") is None:
            yield child
        elif name in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _rows(child)


def _cells(parent: Element) -> Iterator[Element]:
    for child in parent:
        name = _name(child)
        if name == "tc":
            yield child
        elif name in ("sdt", "sdtContent", "customXml") and not _is_placeholder(child):
            yield from _cells(child)


def _cell(cell: Element) -> str:
    return "\n".join(_blocks(cell)).strip()


_WHAT = re.compile(r"^(?:what|action|remedial action|task|measure)", re.IGNORECASE)
_OWNER = re.compile(r"^(?:owner|who|responsible|by whom|lead)", re.IGNORECASE)
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_BY = re.compile(r"^(?:by|due|date|deadline|when)", re.IGNORECASE)


def _action_columns(header: list[str]) -> tuple[int, int, int] | None:
    """Columns of what, owner and day where this is the head of an actions table."""
    if len(header) < 3:
        return None
    found = []
    for pattern in (_WHAT, _OWNER, _BY):
        matching = [n for n, words in enumerate(header) if pattern.match(words) and n not in found]
        if not matching:
            return None
        found.append(matching[0])
    return found[0], found[1], found[2]


def _action_line(cells: list[str], columns: tuple[int, int, int]) -> str:
    what, owner, day = (" ".join(cells[n].split()) if n < len(cells) else "" for n in columns)
    if what and not owner and not day:
        return f"- {what}"
    return f"- {what}; owner: {owner}; by: {day}"


def _line(cells: list[str]) -> str:
    """A row of a table as a line of the form: what stands behind the question answers it, in however many cells."""
    filled = [cell for cell in cells if cell]
    if len(filled) < 2:
        return filled[0]
    if len(filled) == 3 and _ADDRESS.fullmatch(filled[1].strip()):
        return _action_line(filled, (0, 1, 2))  # of an actions table that has lost its head
    length = label_length(cells) or len(cells) - 1
    label = " ".join(part.rstrip(" :") for part in cells[:length] if part)
    answer = "\n".join(cell for cell in cells[length:] if cell)
    return f"{label}: {answer}"
