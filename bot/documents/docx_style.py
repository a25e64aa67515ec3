"""The look that all our Word files share, and the few shapes they are made of. Holds no content of its own."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from bot.documents.xml_text import clean

NAVY, MUTED, ACCENT = "1F3A5F", "5B6776", "2A7F8E"
SEVERITY_COLOURS = {"minor": "4C7A5A", "moderate": "9A7415", "major": "B9501A", "critical": "A3212B"}
_FONT = "Arial"  # on every machine, or a font of the same widths


def new_document(
    title: str, author: str, running_head: str, marking: str, made_at: datetime | None = None
) -> Any:
    """An empty A4 document with header, footer, page numbers and our styles."""
    document = Document()
    properties = document.core_properties
    properties.title, properties.author, properties.language = (
        clean(title)[:250],
        clean(author)[:250],
        "en-GB",
    )
    properties.created = properties.modified = (
        made_at.astimezone(UTC) if made_at else datetime(2000, 1, 1, tzinfo=UTC)
    )
    properties.last_modified_by, properties.comments = "", ""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin, section.bottom_margin = Mm(24), Mm(20)
    _styles(document)
    _small(section.header.paragraphs[0], running_head)
    _footer(section.footer.paragraphs[0], marking)
    return document


def _styles(document: Any) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(10.5)
    normal.paragraph_format.space_after = Pt(6)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    for name, size in (("Title", 24), ("Heading 1", 15), ("Heading 2", 11.5)):
        style = document.styles[name]
        style.font.name, style.font.size, style.font.bold = _FONT, Pt(size), True
        style.font.color.rgb = RGBColor.from_string(NAVY)
        fonts = style.element.rPr.rFonts
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        style.paragraph_format.space_before = Pt(0 if name == "Title" else 14 if name == "Heading 1" else 10)
        style.paragraph_format.space_after = Pt(4)
        style.paragraph_format.keep_with_next = True


def _small(paragraph: Any, text: str) -> Any:
    run = paragraph.add_run(clean(text))
    run.font.size, run.font.color.rgb = Pt(8.5), RGBColor.from_string(MUTED)
    return run


def _footer(paragraph: Any, marking: str) -> None:
    paragraph.style = "Normal"  # the footer style has tab stops of its own
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(166), WD_TAB_ALIGNMENT.RIGHT)
    _small(paragraph, f"{marking}\tPage ")
    _field(paragraph, "PAGE")
    _small(paragraph, " of ")
    _field(paragraph, "NUMPAGES")


def _field(paragraph: Any, code: str) -> None:
    """A field that Word works out itself; each part in a run of its own, so that all keep the look."""
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("shown", "1"), ("end", "")):
        if kind in ("begin", "separate", "end"):
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        else:
            part = OxmlElement("w:t" if kind else "w:instrText")
            part.text = text
        _small(paragraph, "")._r.append(part)


def shade(cell: Any, colour: str) -> None:
    """Fills a table cell with a colour (six hex digits)."""
    fill = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        fill.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(fill)


def write(
    cell: Any,
    text: str,
    *,
    bold: bool = False,
    colour: str | None = None,
    size: float = 9.5,
    after: float = 2,
) -> None:
    """Text into a cell, one paragraph a line."""
    for n, line in enumerate(clean(text).split("\n")):
        paragraph = cell.paragraphs[0] if n == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(after)
        paragraph.paragraph_format.space_before = Pt(after)
        run = paragraph.add_run(line)
        run.bold, run.font.size = bold, Pt(size)
        if colour:
            run.font.color.rgb = RGBColor.from_string(colour)


def prose(document: Any, text: str, *, muted: bool = False) -> None:
    """Paragraphs of free text; an empty line parts them, a single line end breaks the line."""
    for part in re.split(r"\n\s*\n", clean(text).strip()):
        run = document.add_paragraph().add_run(part)
        if muted:
            run.font.color.rgb = RGBColor.from_string(MUTED)


def facts(document: Any, rows: Iterable[tuple[str, str]], label_width: float = 52) -> None:
    """A borderless two-column table of labels and values."""
    table(document, None, [(name, value or "–") for name, value in rows], (label_width, 166 - label_width))


def table(
    document: Any, header: Sequence[str] | None, rows: Sequence[Sequence[str]], widths: Sequence[float]
) -> Any:
    """A ruled table; `widths` in millimetres; the header repeats on each page."""
    made = document.add_table(rows=0, cols=len(widths))
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    _rules(made)
    if header is not None:
        cells = made.add_row().cells
        for cell, name in zip(cells, header, strict=True):
            write(cell, name, bold=True, colour="FFFFFF")
            shade(cell, NAVY)
        _flag(made.rows[0], "w:tblHeader")
    for row in rows:
        for n, (cell, value) in enumerate(zip(made.add_row().cells, row, strict=True)):
            write(cell, value, colour=MUTED if header is None and n == 0 else None)
        _flag(made.rows[-1], "w:cantSplit")
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
    for row in made.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
    gap = document.add_paragraph()  # Word joins tables that touch
    gap.paragraph_format.space_after = Pt(0)
    gap.paragraph_format.line_spacing = Pt(6)
    return made


def _flag(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _rules(made: Any) -> None:
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        edge = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "C9D2DC")):
            edge.set(qn(f"w:{name}"), value)
        borders.append(edge)
    made._tbl.tblPr.append(borders)


def saved(document: Any) -> bytes:
    """The file's bytes."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
