"""The ICO answer pack as a Word file (SPEC §8). A draft for a person to copy into the ICO's form; files nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.documents.docx_style import facts, new_document, prose, saved, shade, table, write
from bot.documents.outcome_report import moment
from bot.legal.bodies import DO_NOT_PAY, Body
from bot.legal.ico_pack import Answer

_FORM = "ico.org.uk/for-organisations/report-a-breach"
_GAP_COLOUR, _GAP_SHADE = "A3212B", "FBECEA"


def ico_pack_docx(
    answers: Sequence[Answer],
    *,
    reference: str,
    trust: str,
    made_at: datetime,
    aware_at: datetime | None = None,
    report_by: datetime | None = None,
    bodies: Sequence[Body] = (),
    ransomware: bool = False,
) -> bytes:
    """The pack as .docx: `report_by` is the end of the 72 hours; `bodies` are added for cyber incidents."""
    title = f"ICO answer pack {reference}"
    document = new_document(
        title, trust, f"{trust} · {title}", "Confidential · draft, not sent to anybody", made_at
    )
    document.add_paragraph(title, style="Title")
    prose(
        document,
        f"Draft answers to every question of the ICO's breach form ({_FORM}). The form takes about 30 minutes and"
        " cannot be saved half-way. It must not hold names of the people concerned: known names were taken out, but"
        " please look once more. What is not known yet may follow by e-mail; do not wait for it.",
    )
    clock = [("First noticed or suspected", moment(aware_at)), ("To be reported by", moment(report_by))]
    facts(document, [("Made", moment(made_at)), *[(name, value) for name, value in clock if value]])
    lacking = sum(one.known is None for one in answers)
    prose(
        document,
        f"{lacking} of {len(answers)} questions still lack an answer; they are marked." if lacking else "",
    )
    _answers(document, answers)
    _bodies(document, bodies, ransomware)
    return saved(document)


def _answers(document: Any, answers: Sequence[Answer]) -> None:
    document.add_heading("Questions and draft answers", level=1)
    rows = [(str(one.question.n), one.question.text, "") for one in answers]
    made = table(document, ("No.", "Question", "Draft answer"), rows, (12, 62, 92))
    for row, answer in zip(made.rows[1:], answers, strict=True):
        cell = row.cells[2]
        if answer.known is not None:
            write(cell, answer.known)
            continue
        write(cell, f"NOT KNOWN YET: {answer.missing}\nAsk: {answer.who_knows}", colour=_GAP_COLOUR)
        shade(cell, _GAP_SHADE)


def _bodies(document: Any, bodies: Sequence[Body], ransomware: bool) -> None:
    if ransomware:
        document.add_heading("Ransom", level=1)
        prose(document, DO_NOT_PAY)
    if bodies:
        document.add_heading("Others to tell", level=1)
        rows = [("☐", one.name, one.when, f"{one.how}\n{one.why}") for one in bodies]
        table(document, ("", "Who", "When", "How, and why"), rows, (8, 44, 50, 64))
