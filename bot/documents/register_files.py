"""The register (Art. 33(5) UK GDPR, SPEC §7) as JSON, CSV and Excel: the same rows, safe against formulas.

Text that a spreadsheet would run gets a leading apostrophe, in all three alike, so that they stay equal;
in Excel every text is a typed string besides.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from bot.documents.xml_text import clean

COLUMNS: tuple[str, ...] = (
    "reference",
    "school",
    "nature",
    "severity",
    "severity_history",
    "state",
    "anonymous",
    "occurred_at",
    "aware_at",
    "reported_at",
    "acknowledged_at",
    "classified_at",
    "contained_at",
    "referred_at",
    "closed_at",
    "incident_type",
    "cyber",
    "data_categories",
    "people_types",
    "people_count",
    "record_count",
    "cause",
    "effects",
    "remedial_actions",
    "risk",
    "ico_decision",
    "ico_reason",
    "ico_reference",
    "ico_filed_at",
    "delay_reason",
    "people_decision",
    "people_reason",
    "people_told_at",
    "investigating_officer",
    "outcome_accepted_at",
    "deadlines_missed",
    "lessons",
)
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_CELL_LIMIT = 32_767  # characters in one cell of Excel
_CUT = " ... (cut: a cell of Excel holds no more; json and csv have the whole)"
_CONTROLS = re.compile(r"[\x7f-\x9f\ufeff\u200b]")
_TURNING = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_BLANKS = re.compile(r"^[\s'\"]+")
_WIDE = frozenset(
    {"cause", "effects", "remedial_actions", "ico_reason", "people_reason", "delay_reason", "lessons"}
)

Scalar = str | int | float | bool | None
Row = dict[str, Scalar]


def plain_rows(rows: Iterable[Mapping[str, Any]]) -> list[Row]:
    """Rows with exactly the register's columns in their order: times ISO 8601 in UTC, lists joined by "; ".

    Every further key comes behind them, in order of first appearance, so that nothing is lost in silence.
    """
    taken = list(rows)
    extra = dict.fromkeys(key for row in taken for key in row if key not in COLUMNS)
    return [{key: _plain(row.get(key)) for key in (*COLUMNS, *extra)} for row in taken]


def _plain(value: Any) -> Scalar:
    found = _bare(value)
    return safe(found) if isinstance(found, str) else found


def _bare(value: Any) -> Scalar:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return _bare(value.value)
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Mapping):
        return "; ".join(f"{_printable(str(key))}: {_text(_bare(item))}" for key, item in value.items())
    if isinstance(value, list | tuple | set | frozenset):
        items = sorted(value, key=str) if isinstance(value, set | frozenset) else value
        return "; ".join(_text(_bare(item)) for item in items)
    return _printable(str(value))


def _printable(text: str) -> str:
    """Without what no spreadsheet file may hold, or what turns the reading direction round; line ends as \\n."""
    return _TURNING.sub("", _CONTROLS.sub("", clean(text)))


def _text(value: Scalar) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _header(rows: Sequence[Row]) -> tuple[str, ...]:
    return tuple(rows[0]) if rows else COLUMNS


def is_formula(text: str) -> bool:
    """Whether a spreadsheet may run the text, also behind blanks or an opening quote."""
    return text.startswith(FORMULA_STARTS) or _BLANKS.sub("", text).startswith(FORMULA_STARTS)


def safe(text: str) -> str:
    """The text with a leading apostrophe where a spreadsheet would run it (OWASP, CSV injection)."""
    return f"'{text}" if is_formula(text) else text


def register_json(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """A JSON array of objects, UTF-8; numbers, true and false stay what they are, unknown is null."""
    return (json.dumps(plain_rows(rows), ensure_ascii=False, indent=1) + "\n").encode()


def register_csv(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """CSV after RFC 4180 with a header, UTF-8 with byte order mark (Excel reads it rightly by that alone)."""
    plain = plain_rows(rows)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_header(plain))
    for row in plain:
        writer.writerow([_text(value) for value in row.values()])
    return out.getvalue().encode("utf-8-sig")


def register_xlsx(rows: Iterable[Mapping[str, Any]], title: str = "Register") -> bytes:
    """One sheet with a header, frozen and filtered; every text is a typed string, so nothing is a formula."""
    plain = plain_rows(rows)
    book = Workbook()
    sheet = book.active
    assert sheet is not None  # a fresh workbook has one sheet
    sheet.title = "".join(char for char in title if char not in "[]:*?/\\")[:31] or "Register"
    header = _header(plain)
    for column, name in enumerate(header, start=1):
        cell = sheet.cell(1, column, name)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", start_color="1F3A5F")
        sheet.column_dimensions[get_column_letter(column)].width = (
            48 if name in _WIDE else max(14, len(name) + 3)
        )
    for line, row in enumerate(plain, start=2):
        for column, value in enumerate(row.values(), start=1):
            _fill(sheet.cell(line, column), value)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(header))}{max(1, len(plain) + 1)}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(cell: Cell | Any, value: Scalar) -> None:
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    if value is None or value == "":
        return
    if isinstance(value, str):
        cell.value = value if len(value) <= _CELL_LIMIT else value[: _CELL_LIMIT - len(_CUT)] + _CUT
        cell.data_type = "s"  # openpyxl takes "=..." for a formula unless it is told
        return
    cell.value = value
