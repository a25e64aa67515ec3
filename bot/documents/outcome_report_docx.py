"""The outcome report as a Word file: the same content as the PDF, for people who must comment on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.enum.text import WD_BREAK
from docx.shared import Pt, RGBColor

from bot.documents.docx_style import (
    MUTED,
    NAVY,
    SEVERITY_COLOURS,
    facts,
    new_document,
    prose,
    saved,
    table,
)
from bot.documents.outcome_report import (
    NOTICE,
    OutcomeReport,
    answered,
    colophon,
    cover_facts,
    day,
    decided_by,
    moment,
    summary_facts,
)
from bot.documents.xml_text import clean


def report_docx(report: OutcomeReport) -> bytes:
    """The report as .docx."""
    document = new_document(
        f"Incident outcome report {report.reference}",
        report.trust,
        f"{report.trust} · Incident outcome report · {report.reference}",
        "Confidential · contains personal data",
        report.prepared_at,
    )
    _cover(document, report)
    document.add_heading("Summary", level=1)
    prose(document, report.summary)
    facts(document, summary_facts(report))
    _decisions(document, report)
    _tables(document, report)
    document.add_heading("Investigation", level=1)
    for name, text in answered(report):
        document.add_heading(clean(name), level=2)
        prose(document, text)
    _actions_and_sign_offs(document, report)
    prose(document, colophon(report), muted=True)
    return saved(document)


def _cover(document: Any, report: OutcomeReport) -> None:
    trust = document.add_paragraph()
    trust.paragraph_format.space_before = Pt(60)
    _run(trust, report.trust, 12, MUTED)
    document.add_paragraph("Incident outcome report", style="Title")
    line = document.add_paragraph()
    _run(line, f"{report.reference}   ", 13, NAVY)
    _run(line, report.severity.upper(), 13, SEVERITY_COLOURS.get(report.severity.lower(), MUTED), bold=True)
    _run(line, f"   {report.nature.capitalize()}", 13, NAVY)
    line.paragraph_format.space_after = Pt(18)
    facts(document, cover_facts(report))
    notice = document.add_paragraph()
    notice.paragraph_format.space_before = Pt(40)
    _run(notice, "Confidential. ", 10.5, NAVY, bold=True)
    _run(notice, NOTICE, 10.5, MUTED)
    notice.add_run().add_break(WD_BREAK.PAGE)


def _run(paragraph: Any, text: str, size: float, colour: str, *, bold: bool = False) -> None:
    run = paragraph.add_run(clean(text))
    run.font.size, run.font.color.rgb, run.bold = Pt(size), RGBColor.from_string(colour), bold


def _decisions(document: Any, report: OutcomeReport) -> None:
    document.add_heading("Decisions and their reasons", level=1)
    rows = [(one.question, one.answer, one.reason or "–", decided_by(one)) for one in report.decisions]
    _table_or(
        document,
        ("Question", "Decision", "Reason", "By"),
        rows,
        (38, 24, 66, 38),
        "No decision is on record.",
    )


def _tables(document: Any, report: OutcomeReport) -> None:
    document.add_heading("Timeline", level=1)
    events = [(moment(one.at, one.by_day), one.what, one.who or "–") for one in report.timeline]
    _table_or(document, ("When", "What happened", "Who"), events, (40, 84, 42), "Nothing is on record.")
    document.add_heading("Severity history", level=1)
    steps = [
        (moment(one.at), one.severity, one.reason or "–", one.by or "–") for one in report.severity_history
    ]
    header = ("When", "Severity", "Reason", "By")
    _table_or(document, header, steps, (40, 24, 62, 40), "The severity was not changed.")


def _actions_and_sign_offs(document: Any, report: OutcomeReport) -> None:
    document.add_heading("Actions", level=1)
    actions = [
        (str(one.n), one.what, one.owner or "–", day(one.by) or "–", one.done or "–")
        for one in report.actions
    ]
    header = ("No.", "What", "Owner", "By", "Done")
    _table_or(document, header, actions, (12, 60, 46, 28, 20), "No actions were found necessary.")
    document.add_heading("Sign-offs", level=1)
    signed = [(one.role, one.name or "–", day(one.at) or "–", one.note or "\n") for one in report.sign_offs]
    _table_or(
        document, ("Role", "Name", "Date", "Signed or recorded"), signed, (44, 44, 30, 48), "Nobody signs."
    )


def _table_or(
    document: Any, header: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float], nothing: str
) -> None:
    if rows:
        table(document, header, rows, widths)
    else:
        prose(document, nothing, muted=True)
