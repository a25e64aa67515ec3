"""Reports with what a careful reader takes from them, as data."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

REPORTS = Path(__file__).parent.parent / "data" / "reports"


def all_reports() -> list[dict[str, Any]]:
    """Every report of the corpus, its name made unique by its file."""
    found = []
    for path in sorted(REPORTS.glob("*.toml")):
        for report in tomllib.loads(path.read_text())["report"]:
            found.append({**report, "id": f"{path.stem}: {report['name']}"})
    return found
