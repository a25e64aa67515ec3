"""The mails that cost most: CPU of taking one in, beside its size."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from bench.local import handle
from bench.mails import NOW, reports, worst
from bench.place import opened


def measure() -> dict[str, float]:
    """CPU seconds and size in MB by what makes the mail bad."""
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="nearmiss-bench-") as name:
        app, parts = opened(Path(name), NOW)
        for number, data in enumerate(reports(10)):
            handle(parts, data, f"warm-{number}")
        for what, data in worst().items():
            started = time.process_time()
            handle(parts, data, what)
            found[what] = time.process_time() - started
            found[f"{what} MB"] = len(data) / 1e6
        parts.close()
        app.store.close()
    return found
