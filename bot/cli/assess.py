"""`nearmiss assess FACTS.json`: SPEC §8 on stated facts. Needs no settings; decides nothing."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from bot.legal import Assessment, BadFacts, assess

_LARGEST_FILE = 1_000_000  # bytes; facts are a page, not a book


class _Unreadable(click.ClickException):
    """The file cannot be read; one sentence."""

    exit_code = 2


class _Twice(ValueError):
    """A key stands twice in the file."""


@click.command("assess")
@click.argument("facts_file", metavar="FACTS.json", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help="One JSON object: the suggestion.")
def command(facts_file: Path, as_json: bool) -> None:
    """Suggest severity, and whether to report to the ICO and to tell the people, from stated facts.

    FACTS.json holds one object with the keys of the handbook, all optional; "-" reads standard input.
    Exit: 0 answered, 2 the facts cannot be read.
    """
    try:
        assessment = assess(_read(facts_file))
    except BadFacts as bad:
        raise _Unreadable("\n".join(str(fault) for fault in bad.faults)) from None
    for remark in assessment.remarks:
        click.echo(remark, err=True)
    click.echo(json.dumps(assessment.as_json(), ensure_ascii=False) if as_json else _text(assessment))


def _read(path: Path) -> Mapping[str, Any]:
    try:
        data = _bytes(path)
        if len(data) > _LARGEST_FILE:
            raise _Unreadable(f"{path} is too large for facts (over {_LARGEST_FILE} bytes).")
        loaded = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once_each)
    except OSError as error:
        raise _Unreadable(f"{path} cannot be read: {error.strerror or 'unknown reason'}.") from None
    except _Twice as error:
        raise _Unreadable(f"{path}: the key {error} stands there twice; keep one.") from None
    except UnicodeDecodeError:
        raise _Unreadable(f"{path} is not UTF-8 text; save it as UTF-8.") from None
    except json.JSONDecodeError as error:
        raise _Unreadable(
            f"{path} is not JSON: {error.msg} (line {error.lineno}, column {error.colno})."
        ) from None
    except (RecursionError, ValueError):
        raise _Unreadable(f"{path} is not JSON that facts could be read from.") from None
    if not isinstance(loaded, dict):
        raise _Unreadable(f'{path} holds no object; facts look like {{"recipient": "known"}}.')
    return loaded


def _bytes(path: Path) -> bytes:
    if str(path) == "-":
        return sys.stdin.buffer.read(_LARGEST_FILE + 1)
    with path.open("rb") as file:
        return file.read(_LARGEST_FILE + 1)


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _Twice(key)
        found[key] = value
    return found


def _text(assessment: Assessment) -> str:
    lines = [
        f"Severity (suggested): {assessment.severity}",
        *_bullets(assessment.severity_reasons),
        f"Report to the ICO: {assessment.notify_ico}",
        f"Tell the people concerned: {assessment.inform_people}",
        *_bullets(assessment.reasons),
    ]
    if assessment.unknowns:
        lines += ["Not known, and it would matter:", *_bullets(assessment.unknowns)]
    return "\n".join([*lines, "A suggestion for a human to decide."])


def _bullets(sentences: tuple[str, ...]) -> list[str]:
    return [f"  - {sentence}" for sentence in sentences]
