"""Reports: PDF/A with embedded fonts, all text as written and never as markup, the same content in Word."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pikepdf
import pytest
from docx import Document

from bot.documents.ico_pack_docx import ico_pack_docx
from bot.documents.letters_docx import letter_docx
from bot.documents.outcome_report import OutcomeReport, report_pdf
from bot.documents.outcome_report_docx import report_docx
from bot.documents.timeline_pdf import CaseTimeline, MailLine, timeline_pdf
from bot.documents.trend_counts import trend
from bot.documents.trend_report import in_words, trend_csv, trend_pdf
from bot.legal.bodies import bodies
from bot.legal.ico_pack import answers
from bot.legal.letters import GAP, people_letter

from .samples import HOSTILE, REPORT, START

TRUST = "Osborne Co-operative Academy Trust"


def is_archival(data: bytes) -> bool:
    """The file says that it is PDF/A-2a, and every font is embedded."""
    with pikepdf.open(io.BytesIO(data)) as file:
        fonts = [one for one in file.objects if isinstance(one, pikepdf.Dictionary) and "/FontName" in one]
        embedded = all("/FontFile3" in font or "/FontFile2" in font for font in fonts)
        with file.open_metadata() as metadata:
            return bool(fonts) and embedded and metadata.pdfa_status == "2A"


def words_of(data: bytes) -> str:
    document = Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_the_report_is_archival_and_the_same_each_time() -> None:
    data = report_pdf(REPORT)
    assert is_archival(data)
    assert data == report_pdf(REPORT)


@pytest.mark.parametrize(
    "text",
    [
        HOSTILE,
        "#panic()",
        "\u202eevil",
        "\x00\x01",
        "😀 中文 العربية",
        "x" * 4000,
        "a\n\n\nb\r\nc",
        "\ud800",
        "]" * 50,
    ],
)
def test_any_text_is_set_and_never_run(text: str) -> None:
    report = OutcomeReport(
        reference=text[:40],
        trust=text,
        severity=text[:20],
        prepared_at=START,
        summary=text,
        answers={"3a": text},
    )
    assert is_archival(report_pdf(report))
    assert report_docx(report)


def test_an_empty_report_is_a_report() -> None:
    bare = OutcomeReport(reference="OCAT-2027-0001", trust=TRUST, severity="minor", prepared_at=START)
    assert is_archival(report_pdf(bare))
    assert "Not answered." in words_of(report_docx(bare))


def test_word_says_what_the_record_says() -> None:
    words = words_of(report_docx(REPORT))
    for part in (
        REPORT.summary.split("\n")[0],
        HOSTILE,
        "r.lee@osborne.example",
        "12 March 2027",
        "Dana Price",
    ):
        assert part in words


def test_times_withheld_are_shown_by_the_day() -> None:
    words = words_of(report_docx(replace(REPORT, occurred_estimated=True)))
    assert "4 March 2027 (estimated)" in words
    assert "4 March 2027, 16:50" in words  # reported_at of the key facts is the caller's to withhold


def test_the_timeline_is_archival() -> None:
    mails = (MailLine(START, "acknowledgement", "r.lee@osborne.example", "sent"),)
    case = CaseTimeline(
        "OCAT-2027-0042", TRUST, START, entries=REPORT.timeline, mails=mails, proof=(("Events", "9"),)
    )
    assert is_archival(timeline_pdf(case))
    assert is_archival(timeline_pdf(CaseTimeline("OCAT-2027-0043", TRUST, START)))


def test_the_ico_pack_marks_what_is_missing() -> None:
    words = words_of(
        ico_pack_docx(
            answers({"people_count": 3}),
            reference="OCAT-2027-0042",
            trust=TRUST,
            made_at=START,
            report_by=START + timedelta(hours=72),
            bodies=bodies(cyber=True),
            ransomware=True,
        )
    )
    assert words.count("NOT KNOWN YET") >= 20
    assert "3 at most" in words
    assert "Do not pay" in words
    assert "Report Fraud" in words
    assert "7 March 2027, 16:30" in words


def test_a_letter_shows_its_gaps() -> None:
    data = letter_docx(people_letter({}), reference="OCAT-2027-0042", trust=TRUST)
    document = Document(io.BytesIO(data))
    marked = [run for line in document.paragraphs for run in line.runs if run.font.highlight_color]
    assert len(marked) >= 8
    assert all(run.text.startswith(GAP) for run in marked)


def row(number: int, **more: object) -> dict[str, object]:
    reported = datetime(2027, 1, 10, 9, tzinfo=UTC) + timedelta(days=number)
    base: dict[str, object] = {
        "reference": f"OCAT-2027-{number:04}",
        "school": "Hill Academy",
        "severity": "minor",
        "incident_type": "phishing",
        "reported_at": reported.isoformat(),
        "acknowledged_at": (reported + timedelta(hours=number + 1)).isoformat(),
    }
    return base | more


def test_the_numbers_of_a_period() -> None:
    rows = [
        row(0, nature="near-miss", deadlines_missed="classify; contain"),
        row(
            1, severity="major", closed_at=datetime(2027, 1, 14, 9, tzinfo=UTC), deadlines_missed=["classify"]
        ),
        row(2, severity=None),
        row(80),
        row(-20),
        row(3, reported_at="when?"),
    ]
    found = trend(rows, date(2027, 1, 1), date(2027, 1, 31))
    assert (found.total, found.before, found.near_misses, found.still_open) == (3, 1, 1, 2)
    assert dict(found.by_severity) == {"minor": 1, "moderate": 0, "major": 1, "critical": 0, "not stated": 1}
    assert (found.to_acknowledge.median, found.to_close.median) == (2.0, 72.0)
    assert (found.missed, found.cases_with_missed) == (3, 2)
    assert found.missed_by_step == (("classify", 2), ("contain", 1))
    assert found.repeats == (("Hill Academy", "phishing", 3),)
    assert [month.total for month in found.by_month] == [3]


def test_months_and_days_are_london_ones() -> None:
    late = row(0, reported_at="2027-06-30T23:30:00Z")
    found = trend([late], date(2027, 5, 1), date(2027, 7, 31))
    assert [month.total for month in found.by_month] == [0, 0, 1]


def test_the_trend_as_pdf_and_csv() -> None:
    found = trend([row(0, school="=1+1")], date(2027, 1, 1), date(2027, 3, 31))
    assert is_archival(trend_pdf(found, TRUST, START))
    lines = list(csv.reader(io.StringIO(trend_csv(found).decode("utf-8-sig"))))
    assert lines[0] == ["measure", "group", "value"]
    assert ["by school", "'=1+1", "1"] in lines
    assert is_archival(trend_pdf(trend([], date(2027, 1, 1), date(2027, 1, 31)), TRUST, START))


@pytest.mark.parametrize(
    ("hours", "words"), [(None, "–"), (0.5, "30 min"), (5.25, "5.2 h"), (96, "4.0 days")]
)
def test_spells_in_words(hours: float | None, words: str) -> None:
    assert in_words(hours) == words
