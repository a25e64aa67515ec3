"""The corpus of whole mails: one file a quirk, with what must be read from it beside it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

MAILS = Path(__file__).parent.parent / "data" / "mails"


def mails() -> list[Path]:
    """Every mail of the corpus, by name."""
    return sorted(MAILS.glob("*.eml"))


def expected(mail: Path) -> dict[str, Any]:
    """What must be read from a mail: a part of the public JSON, lists in full length."""
    found: dict[str, Any] = json.loads(
        mail.with_name(f"{mail.stem}.expected.json").read_text(encoding="utf-8")
    )
    return found


def differences(wanted: Any, found: Any, path: str = "") -> list[str]:
    """Where what was found differs from what was wanted; keys that are not named in `wanted` are free."""
    if isinstance(wanted, dict) and isinstance(found, dict):
        return [
            line
            for key, value in wanted.items()
            for line in differences(value, found.get(key), f"{path}.{key}")
        ]
    if isinstance(wanted, list) and isinstance(found, list) and len(wanted) == len(found):
        pairs = enumerate(zip(wanted, found, strict=True))
        return [line for index, (one, other) in pairs for line in differences(one, other, f"{path}[{index}]")]
    return [] if wanted == found else [f"{path}: wanted {wanted!r}, found {found!r}"]
