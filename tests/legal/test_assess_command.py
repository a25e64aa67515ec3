"""`nearmiss assess`: one JSON object, one sentence for each fault, never a traceback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.assess import command


def run(text: str | bytes, tmp_path: Path, *more: str) -> Result:
    file = tmp_path / "facts.json"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return CliRunner().invoke(command, [str(file), *more])


def test_json_is_one_object_with_the_suggestion(tmp_path: Path) -> None:
    result = run('{"recipient": "hostile", "data_categories": ["health"]}', tmp_path, "--json")
    found = json.loads(result.stdout)
    assert result.exit_code == 0
    assert found["notify_ico"] == found["inform_people"] == "yes"
    assert found["severity"] == "critical"
    assert isinstance(found["reasons"], list)
    assert isinstance(found["severity_reasons"], list)


def test_text_is_for_people(tmp_path: Path) -> None:
    result = run("{}", tmp_path)
    assert result.exit_code == 0
    assert "Report to the ICO: unknown" in result.stdout


def test_standard_input_and_byte_order_mark() -> None:
    result = CliRunner().invoke(command, ["-", "--json"], input=b"\xef\xbb\xbf{}")
    assert json.loads(result.stdout)["notify_ico"] == "unknown"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "3",
        "{",
        '{"recipient": "known", "recipient": "hostile"}',
        b"\xff\xfe{",
        "[" * 100_000,
        '{"people_count": NaN}',
        '{"people_count": ' + "9" * 5000 + "}",
        '{"malicious": "perhaps"}',
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(text: str | bytes, tmp_path: Path) -> None:
    result = run(text, tmp_path, "--json")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert result.stderr.strip().endswith(".")


def test_a_missing_file_is_said_in_a_sentence(tmp_path: Path) -> None:
    result = CliRunner().invoke(command, [str(tmp_path / "none.json")])
    assert result.exit_code == 2
    assert "cannot be read" in result.stderr


def test_strange_keys_are_told_and_do_not_stop_it(tmp_path: Path) -> None:
    result = run('{"peple_count": 3}', tmp_path, "--json")
    assert result.exit_code == 0
    assert "people_count" in result.stderr
