"""From the start of the interpreter to the end of the first poll."""

from __future__ import annotations

import time
from pathlib import Path


def measure(folder: str, settings: dict[str, str]) -> dict[str, float]:
    """CPU seconds of this process up to now, with a trust whose files lie in `folder`."""
    from bench.mails import NOW
    from bench.place import opened

    app, parts = opened(Path(folder), NOW, settings)
    parts.intake.tick(app.clock.now())
    spent = time.process_time()
    parts.close()
    app.store.close()
    return {"cpu_s": spent}
