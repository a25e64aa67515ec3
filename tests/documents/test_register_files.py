"""The register is complete and equal in JSON, CSV and Excel, and no cell is run by a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from bot.documents.register_files import (
    COLUMNS,
    FORMULA_STARTS,
    plain_rows,
    register_csv,
    register_json,
    register_xlsx,
)

ROW: dict[str, Any] = {
    "reference": "OCAT-2027-0001",
    "severity_history": ["moderate", "major"],
    "anonymous": False,
    "aware_at": datetime(2027, 3, 4, 9, 30, tzinfo=UTC),
    "people_count": 12,
    "cause": '=HYPERLINK("http://bad.example","x")',
    "effects": "two\nlines, with a comma",
    "lessons": "+44 and more",
}


def csv_rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def xlsx_rows(data: bytes) -> list[list[Any]]:
    sheet = load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    return [list(row) for row in sheet.iter_rows()]


def test_columns_in_order_everywhere() -> None:
    assert tuple(json.loads(register_json([ROW]))[0]) == COLUMNS
    assert tuple(csv_rows(register_csv([ROW]))[0]) == COLUMNS
    assert tuple(cell.value for cell in xlsx_rows(register_xlsx([ROW]))[0]) == COLUMNS


def test_an_empty_register_still_has_its_header() -> None:
    assert register_csv([]).decode("utf-8-sig").strip() == ",".join(COLUMNS)
    assert len(xlsx_rows(register_xlsx([]))) == 1
    assert json.loads(register_json([])) == []


def test_values_are_plain() -> None:
    (row,) = plain_rows([ROW])
    assert row["aware_at"] == "2027-03-04T09:30:00Z"
    assert row["severity_history"] == "moderate; major"
    assert row["anonymous"] is False
    assert row["closed_at"] is None


def test_a_further_key_is_kept_behind_the_others() -> None:
    (row,) = plain_rows([{**ROW, "insurer_told": "yes"}])
    assert list(row)[-1] == "insurer_told"


@pytest.mark.parametrize("start", [*FORMULA_STARTS, " =", "\n=", "'=", '"='])
def test_no_cell_is_a_formula(start: str) -> None:
    rows = [{**ROW, "cause": f"{start}1+1"}]
    assert csv_rows(register_csv(rows))[0]["cause"].startswith("'")
    assert json.loads(register_json(rows))[0]["cause"].startswith("'")
    for line in xlsx_rows(register_xlsx(rows))[1:]:
        assert all(cell.data_type != "f" for cell in line)


cell = st.none() | st.booleans() | st.integers(-9999, 9999) | st.text(max_size=30)


@given(st.lists(st.dictionaries(st.sampled_from(COLUMNS), cell, max_size=8), min_size=1, max_size=3))
@settings(max_examples=40, deadline=None)
def test_the_three_files_say_the_same(rows: list[dict[str, Any]]) -> None:
    from_json = json.loads(register_json(rows))
    from_csv = csv_rows(register_csv(rows))
    from_xlsx = xlsx_rows(register_xlsx(rows))[1:]
    for stated, written, cells in zip(from_json, from_csv, from_xlsx, strict=True):
        for key, found in zip(COLUMNS, cells, strict=True):
            value = stated[key]
            text = "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
            assert written[key] == text
            assert found.value == (None if value == "" else value)


@pytest.mark.parametrize(
    "start", ["＝1", "＠x", "\u200b=1", "\u3000=1", "\ufeff+1", "\u202e=1", "\ufffe=1", "\ud800=1"]
)
def test_formulas_in_disguise_are_text_and_odd_characters_break_no_file(start: str) -> None:
    row = {"reference": "A-1", "cause": f"{start}+cmd|' /C calc'!A0"}
    (in_json,) = json.loads(register_json([row]))
    (in_csv,) = csv_rows(register_csv([row]))
    in_xlsx = xlsx_rows(register_xlsx([row]))[1][COLUMNS.index("cause")].value
    assert in_json["cause"] == in_csv["cause"] == in_xlsx
    assert in_xlsx.startswith("'")


def test_a_text_too_long_for_a_cell_says_that_it_was_cut() -> None:
    cell = xlsx_rows(register_xlsx([{"cause": "x" * 40_000}]))[1][COLUMNS.index("cause")]
    assert len(cell.value) == 32_767
    assert "cut" in cell.value[-80:]
