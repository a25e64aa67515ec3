"""A letter draft as a Word file, its gaps marked in yellow. A person fills, signs and sends it."""

from __future__ import annotations

import re
from typing import Any

from docx.enum.text import WD_COLOR_INDEX
from docx.shared import Pt, RGBColor

from bot.documents.docx_style import MUTED, NAVY, new_document, saved
from bot.documents.xml_text import clean
from bot.legal.letters import GAP, Letter

_GAPS = re.compile(rf"({re.escape(GAP)}[^\]]*\])")


def letter_docx(letter: Letter, *, reference: str, trust: str) -> bytes:
    """The draft as .docx; the header says that it is a draft, until a person takes that out."""
    document = new_document(
        letter.subject, trust, f"DRAFT for {reference} · not sent to anybody · delete this line", trust
    )
    sender = document.add_paragraph()
    _words(sender, trust, colour=NAVY, bold=True)
    _words(document.add_paragraph(), f"{GAP}date]")
    _words(document.add_paragraph(), letter.salutation)
    subject = document.add_paragraph()
    _words(subject, letter.subject, colour=NAVY, bold=True)
    subject.paragraph_format.space_before = Pt(8)
    for section in letter.sections:
        document.add_heading(clean(section.heading), level=2)
        for paragraph in section.paragraphs:
            _words(document.add_paragraph(), paragraph)
        for point in section.points:
            _words(document.add_paragraph(style="List Bullet"), point)
    for n, line in enumerate(letter.closing):
        closing = document.add_paragraph()
        closing.paragraph_format.space_before = Pt(
            28 if n == 2 else 8 if n == 0 else 0
        )  # room for a signature
        _words(closing, line)
    if letter.gaps:
        note = document.add_paragraph()
        note.paragraph_format.space_before = Pt(18)
        _words(
            note,
            "Before sending: fill the marked gaps, then delete this line and the one at the top.",
            colour=MUTED,
        )
    return saved(document)


def _words(paragraph: Any, text: str, *, colour: str | None = None, bold: bool = False) -> None:
    """Text with its gaps marked."""
    for piece in _GAPS.split(clean(text)):
        if not piece:
            continue
        run = paragraph.add_run(piece)
        run.bold = bold
        if piece.startswith(GAP):
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
        if colour:
            run.font.color.rgb = RGBColor.from_string(colour)
