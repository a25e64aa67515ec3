"""Rebuilds workbooks: values, formats, all sheets (hidden ones shown); authors, comments, names, links, paths,
formulas go.

Cells are written anew with their shown values; pictures come out as files of their own.
"""

from __future__ import annotations

import re

from lxml import etree

from bot.anonymity.files.kinds import FileKind, kind_of
from bot.anonymity.files.office import comment_count, counted, main_part
from bot.anonymity.files.package import Link, Package, read_package, write_package
from bot.anonymity.files.pictures import clean_picture
from bot.anonymity.files.results import Hold, Made, Task, Unclean
from bot.anonymity.files.xml import (
    Slot,
    local,
    new_root,
    parse,
    scrub_attributes,
    scrub_slots,
    serialise,
    sweep,
)
from bot.anonymity.text import scrub_foreign

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_M = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_ORDER = ("cols", "sheetData", "mergeCells", "pageMargins", "headerFooter")
_CODES = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|\d{1,3}|[A-Z&])')
_NO_STYLE = frozenset({"extLst"})


def _tag(name: str) -> str:
    return f"{{{_M}}}{name}"


def _text_of(item: etree._Element) -> str:
    """A shared or inline string's text without its phonetic help."""
    return "".join(t.text or "" for t in item.iter(_tag("t")) if local(t.getparent()) != "rPh")  # type: ignore[arg-type] # t has one


def _shared(package: Package, book: str) -> list[str]:
    for link in package.links.get(book, []):
        if link.kind == "sharedStrings" and link.target in package.parts:
            return [_text_of(item) for item in parse(package.parts[link.target]).iter(_tag("si"))]
    return []


def _cell(old: etree._Element, shared: list[str]) -> etree._Element:
    """One cell with its value; text is written into the cell itself."""
    new = etree.Element(_tag("c"), {key: str(old.get(key)) for key in ("r", "s") if old.get(key) is not None})
    kind = old.get("t", "n")
    value = old.find(_tag("v"))
    raw = value.text or "" if value is not None else ""
    inline = old.find(_tag("is"))
    if kind == "s":
        text: str | None = shared[int(raw)] if raw.isdecimal() and int(raw) < len(shared) else ""
    elif kind in ("inlineStr", "str"):
        text = _text_of(inline) if inline is not None else raw
    else:
        text = None
    formula = old.find(_tag("f"))
    if text is None and not raw and formula is not None and formula.text:
        text = f"={formula.text}"  # never calculated: the formula is all there is
    if text is not None:
        new.set("t", "inlineStr")
        etree.SubElement(etree.SubElement(new, _tag("is")), _tag("t")).text = text
    elif raw:
        if kind in ("b", "e", "d"):
            new.set("t", kind)
        etree.SubElement(new, _tag("v")).text = raw
    return new


def _scrub_row(row: etree._Element, task: Task) -> int:
    """A row is read as one text, cells parted by tabs: a first name beside a surname is one person."""
    texts = list(row.iter(_tag("t")))
    changed = scrub_slots([Slot(t, gap="\t" if n else "") for n, t in enumerate(texts)], task, own=False)
    for value in row.iter(_tag("v")):  # a number may be the reporter's phone
        slot = Slot(value)
        if scrub_slots([slot], task, own=False):
            changed += 1
            value.text = "0"
    return changed


def _sheet(content: bytes, shared: list[str], task: Task) -> tuple[bytes, int]:
    old = parse(content)
    new = new_root(_M, "worksheet")
    changed = 0
    for name in _ORDER:
        source = old.find(_tag(name))
        if source is None:
            continue
        if name == "sheetData":
            data = etree.SubElement(new, _tag("sheetData"))
            for row in source.iter(_tag("row")):
                fresh = etree.SubElement(data, _tag("row"), {"r": str(row.get("r"))} if row.get("r") else {})
                fresh.extend([_cell(cell, shared) for cell in row.iter(_tag("c"))])
                changed += _scrub_row(fresh, task)
        else:
            changed += _plain_part(new, source, task)
    return serialise(new), changed


def _plain_part(new: etree._Element, source: etree._Element, task: Task) -> int:
    """Column widths, merged cells, margins, the printed header: text scrubbed, hidden columns shown."""
    for element in source.iter():
        if "hidden" in element.attrib:
            del element.attrib["hidden"]
    for element in source.iter():
        if element.text and element.text.strip():  # the codes of a printed header stick to its words
            element.text = _CODES.sub(" ", element.text).strip()
    changed = sum(scrub_slots([Slot(e)], task, own=False) for e in source.iter() if (e.text or "").strip())
    new.append(source)
    return changed


def _styles(content: bytes, task: Task) -> bytes:
    root = parse(content)
    sweep(root, dropped=lambda e: local(e) in _NO_STYLE, unwrapped=lambda e: False)
    scrub_attributes(root, task)
    return serialise(root)


def clean_sheets(content: bytes, task: Task) -> Made:
    """An .xlsx rebuilt. Errors: Unclean."""
    old = read_package(content, task.budget)
    book = main_part(old)
    root = parse(old.parts[book])
    shared = _shared(old, book)
    new = Package()
    new.links[""] = [Link("rId1", "officeDocument", f"{_R}/officeDocument", "xl/workbook.xml", False)]
    fresh, sheets = _workbook(root)
    links: list[Link] = []
    changed = hidden = 0
    for number, (sheet, part) in enumerate(_worksheets(old, book, root), 1):
        path = f"xl/worksheets/sheet{number}.xml"
        new.parts[path], count = _sheet(part, shared, task)
        new.types[path] = _SHEET_TYPE
        changed += count
        hidden += sheet.get("state", "visible") != "visible"
        name = _free_name(sheet.get("name", ""), sheets, number, task)
        etree.SubElement(
            sheets, _tag("sheet"), {"name": name, "sheetId": str(number), f"{{{_R}}}id": f"rId{number}"}
        )
        links.append(Link(f"rId{number}", "worksheet", f"{_R}/worksheet", path, False))
    if not links:
        raise Unclean(Hold.DAMAGED)
    _add_styles(old, new, book, links, task)
    new.parts["xl/workbook.xml"], new.types["xl/workbook.xml"] = serialise(fresh), _BOOK_TYPE
    new.links["xl/workbook.xml"] = links
    told = tuple(_removed(old, root, changed, hidden))
    return Made(write_package(new), "xlsx", XLSX, told, _pictures(old, task))


def _workbook(old: etree._Element) -> tuple[etree._Element, etree._Element]:
    """A new workbook part and its list of sheets; from the old one only where its days count from."""
    fresh = new_root(_M, "workbook", r=_R)
    properties = old.find(_tag("workbookPr"))
    if properties is not None and properties.get("date1904"):
        etree.SubElement(fresh, _tag("workbookPr"), date1904=str(properties.get("date1904")))
    return fresh, etree.SubElement(fresh, _tag("sheets"))


def _worksheets(old: Package, book: str, root: etree._Element) -> list[tuple[etree._Element, bytes]]:
    """The sheets in their order, with their parts; chart sheets are none."""
    targets = {link.id: link.target for link in old.links.get(book, []) if link.kind == "worksheet"}
    found = [(sheet, targets.get(sheet.get(f"{{{_R}}}id", ""), "")) for sheet in root.iter(_tag("sheet"))]
    return [(sheet, old.parts[target]) for sheet, target in found if target in old.parts]


def _free_name(shown: str, sheets: etree._Element, number: int, task: Task) -> str:
    """A sheet's name without the reporter's, of signs that are allowed, not taken by another sheet."""
    name = re.sub(r"[\[\]:*?/\\']", " ", scrub_foreign(shown, task.needles)).strip()[:28] or "Sheet"
    taken = {str(sheet.get("name")).lower() for sheet in sheets}
    return f"{name} {number}" if name.lower() in taken else name


def _add_styles(old: Package, new: Package, book: str, links: list[Link], task: Task) -> None:
    for link in old.links.get(book, []):
        if link.kind in ("styles", "theme") and link.target in old.parts:
            path = f"xl/{link.kind}.xml"
            new.parts[path] = _styles(old.parts[link.target], task)
            new.types[path] = old.types.get(link.target, "")
            links.append(Link(f"rIdX{len(links)}", link.kind, link.type, path, False))


def _removed(old: Package, book: etree._Element, changed: int, hidden: int) -> list[str]:
    comments = sum(comment_count(part) for path, part in old.parts.items() if "/comments" in path)
    threads = sum(
        comment_count(part, "threadedComment")
        for path, part in old.parts.items()
        if "threadedComment" in path
    )
    names = sum(1 for _ in book.iter(_tag("definedName")))
    told = ["author and other properties"]
    told += counted(max(comments, threads), "comment", "comments")
    told += counted(names, "defined name", "defined names")
    told += [f"{hidden} hidden sheet(s) made visible"] if hidden else []
    told += (
        ["formulas (their values stay)"]
        if any(b"<f" in part for path, part in old.parts.items() if "worksheets/" in path)
        else []
    )
    told += ["charts"] if any("/charts/" in path for path in old.parts) else []
    told += ["links to other files"] if any("externalLinks/" in path for path in old.parts) else []
    told += ["printer settings"] if any("printerSettings" in path for path in old.parts) else []
    return told + counted(changed, "place that named you", "places that named you")


def _pictures(old: Package, task: Task) -> tuple[Made | Hold, ...]:
    """Pictures of the workbook as files of their own."""
    found: list[Made | Hold] = []
    for path, content in old.parts.items():
        if path.startswith("xl/media/"):
            kind = kind_of(content)
            try:
                if kind not in (FileKind.JPEG, FileKind.PNG, FileKind.GIF, FileKind.TIFF, FileKind.BMP):
                    raise Unclean(Hold.UNKNOWN)
                found.append(clean_picture(content, task, kind))
            except Unclean as held:
                found.append(held.why)
    return tuple(found)
