"""Case references in subjects (`[OCAT-2026-0042]`, SPEC §5). Reads them; says nothing of whether the case exists."""

from __future__ import annotations

import re
from functools import lru_cache

_ANY = re.compile(r"\[\s*([A-Z][A-Z0-9]{0,15}-(?:DRILL-)?\d{4}-\d{4,9})\s*\]", re.IGNORECASE)


@lru_cache(maxsize=64)
def _own(prefix: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w-])({re.escape(prefix)}-(?:DRILL-)?\d{{4}}-\d{{4,9}})(?![\w-])", re.IGNORECASE
    )


def reference_in(subject: str, prefix: str = "") -> str | None:
    """The first case reference of a subject, in upper case; without a known prefix only one in brackets."""
    match = (_own(prefix) if prefix else _ANY).search(subject[:30_000])
    return match[1].upper() if match else None
