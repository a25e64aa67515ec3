"""One line of `nearmiss check`: a value, and how it is said. Checks nothing itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

OK, NOTE, FIX = "ok", "note", "fix"


@dataclass(frozen=True, slots=True)
class Line:
    """`state`: ok | note (worth a look, nothing is broken) | fix. `say` is what is so, or what to do."""

    state: str
    what: str
    say: str
    trust: str = ""


def said(line: Line) -> str:
    """ "fix   token: NEARMISS_CLIENT_SECRET is wrong ..." """
    trust = f"{line.trust}: " if line.trust else ""
    return f"{line.state:<5} {trust}{line.what}: {line.say}"


def as_json_lines(lines: Iterable[Line]) -> list[dict[str, Any]]:
    """For programs."""
    return [
        {"state": line.state, "check": line.what, "say": line.say, "trust": line.trust or None}
        for line in lines
    ]
