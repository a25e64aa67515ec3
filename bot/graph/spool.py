"""Where large attachments go while they are taken in, so that they are never held whole in memory."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from bot.errors import Transient
from bot.mail.message import Blob, FileBlob


class Spool(Protocol):
    """Takes bytes piece by piece and gives back where they lie. Raises Transient where there is no room."""

    def store(self, pieces: Iterable[bytes]) -> Blob: ...


class FolderSpool:
    """Plain files, readable by us alone, in a folder; whoever takes the blob removes or moves the file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def store(self, pieces: Iterable[bytes]) -> FileBlob:
        """Writes and hashes in one go; a file cut short is removed."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, name = tempfile.mkstemp(prefix="part-", dir=self._folder)
        except OSError:
            raise _no_room() from None
        path = Path(name)
        try:
            return _written(handle, path, pieces)
        except BaseException:
            path.unlink(missing_ok=True)
            raise


def sweep(folder: Path, before: float) -> int:
    """Removes what a killed process left in a spool folder, last written before this time (Unix); how many."""
    removed = 0
    for path in folder.glob("part-*") if folder.is_dir() else ():
        try:
            if path.stat().st_mtime < before:
                path.unlink()
                removed += 1
        except OSError:  # another worker was quicker
            continue
    return removed


def _written(handle: int, path: Path, pieces: Iterable[bytes]) -> FileBlob:
    digest, size = hashlib.sha256(), 0
    with os.fdopen(handle, "wb") as file:
        for piece in pieces:
            digest.update(piece)
            size += len(piece)
            try:
                file.write(piece)
            except OSError:
                raise _no_room() from None
        try:
            file.flush()
        except OSError:
            raise _no_room() from None
    return FileBlob(path, size, digest.hexdigest())


def _no_room() -> Transient:
    return Transient("The data folder cannot be written: look at its space and its rights.")
