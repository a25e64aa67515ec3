"""Whether a case's files are what its record says: a row for each, under the name it came with, unchanged on disk."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import select

from bot.domain.events import EventKind
from bot.errors import ConfigurationWrong
from bot.store import record
from bot.store.store import Work
from bot.store.tables import event, evidence

Place = Callable[[str], Path]  # where a file lies, by its SHA-256
_PIECE = 1 << 20


def faults(work: Work, case_id: int, reference: str, erased: bool, place: Place | None) -> Iterator[str]:
    """A sentence for each thing that is wrong; `place` None: only the rows are looked at."""
    name = f"evidence: {reference}"
    named = _named(work, case_id)
    rows = work.connection.execute(
        select(evidence.c.sha256, evidence.c.size, evidence.c.sealed)
        .where(evidence.c.case_id == case_id)
        .order_by(evidence.c.id)
    ).all()
    there = {row.sha256 for row in rows}
    if not erased and named.keys() - there:
        yield f"{name} has lost {len(named.keys() - there)} of the files on its record"
    if there - named.keys():
        yield f"{name} has {len(there - named.keys())} files that are not on its record"
    for row in rows:
        if row.sha256 in named and not _is_named(work, row.sealed, named[row.sha256]):
            yield f"{name}: the row of file {row.sha256[:12]} was changed"
        if place and (wrong := what_is_wrong(place(row.sha256), row.sha256, row.size)):
            yield f"{name}: file {row.sha256[:12]} {wrong}"


def _named(work: Work, case_id: int) -> dict[str, str]:
    """SHA-256 -> name of every file that the case's events tell of; "" where the name is erased or unreadable."""
    found: dict[str, str] = {}
    kept = (event.c.case_id == case_id) & (event.c.kind == EventKind.EVIDENCE_KEPT.value)
    for number in work.connection.scalars(select(event.c.id).where(kept).order_by(event.c.id)).all():
        row = record.one_row(work.connection, number)
        try:
            hashes = json.loads(row.detail).get("sha256", ())
            names = json.loads(work.keys.open(row.content)).get("names", ()) if row.content else ()
        except (ValueError, AttributeError, ConfigurationWrong):  # the chain has named this event already
            continue
        found |= dict.fromkeys(hashes, "") | dict(zip(hashes, names, strict=False))
    return found


def _is_named(work: Work, sealed: bytes, name: str) -> bool:
    try:
        return work.keys.open(sealed).decode() == name or not name
    except (ConfigurationWrong, ValueError, TypeError):
        return False


def what_is_wrong(path: Path, sha256: str, size: int) -> str:
    """What a file on disk lacks to be the one that came, "" for nothing."""
    digest, length = hashlib.sha256(), 0
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
                length += len(piece)
    except FileNotFoundError:
        return "is missing"
    except OSError:
        return "cannot be read"
    return "" if (digest.hexdigest(), length) == (sha256, size) else "was changed"
