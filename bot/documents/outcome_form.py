"""The outcome form as a Word file to fill in (SPEC §3). Its questions live in bot/domain/outcome.py.

Reading it back is bot/documents/read_docx.py; the form as mail text is `bot.domain.outcome.blank_lines`.
"""

from __future__ import annotations

from typing import Any

from bot.documents.docx_style import new_document, prose, saved, shade, table, write
from bot.domain.outcome import QUESTIONS, label, needed
from bot.domain.words import Severity

_ACTION_ROWS = 5
_HOW = (
    "Please write into the right-hand column and send the file back as a reply to the mail it came with; the first"
    " line of your mail is the word OUTCOME.\n\n“Not applicable:” followed by the reason is an answer. In 3h say only"
    " whether action was started, or why not; names and details belong to personnel."
)
_HOW_ACTIONS = (
    "One row an action; the owner is an e-mail address. If there are none, write “none” in the first row."
)


def blank_form(reference: str, severity: Severity | None) -> bytes:
    """The empty form (.docx) for a case, with the questions that its severity needs."""
    title = f"Outcome form {reference}"
    document = new_document(title, "", f"Outcome form · {reference}", "Confidential · contains personal data")
    document.add_paragraph(title, style="Title")
    prose(document, f"Severity: {severity.value if severity else 'not yet classified'}", muted=True)
    prose(document, _HOW)
    _questions(document, severity)
    document.add_paragraph("Actions:", style="Heading 2")
    prose(document, f"({_HOW_ACTIONS})", muted=True)
    table(document, ("What", "Owner", "By (date)"), [("", "", "")] * _ACTION_ROWS, (84, 52, 30))
    return saved(document)


def _questions(document: Any, severity: Severity | None) -> None:
    codes = [code for code in needed(severity) if code in QUESTIONS and code != "Actions"]
    made = table(document, None, [("", "") for _ in codes], (62, 104))
    for row, code in zip(made.rows, codes, strict=True):
        cell = row.cells[0]
        write(cell, f"{label(code)}:", bold=True, size=10, after=5)
        shade(cell, "EEF2F6")
