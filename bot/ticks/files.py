"""Files in the data folder, by SHA-256: written and fsynced before any row names them."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from bot.errors import Transient
from bot.mail.message import Attachment, Blob, FileBlob
from bot.service import Kept

_PIECE = 1 << 20


class Files:
    """A trust's data folder. Writing the same content twice is harmless."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """Where a content lies (or would)."""
        return self.folder / "evidence" / sha256[:2] / sha256

    def keep(self, blob: Blob) -> tuple[str, int]:
        """Keep a content; returns its SHA-256 and size in bytes. Raises Transient when the disk refuses."""
        try:
            return self._keep(blob)
        except OSError as failure:
            raise Transient(
                f"a file could not be written to NEARMISS_DATA_DIR ({failure.strerror})"
            ) from failure

    def _keep(self, blob: Blob) -> tuple[str, int]:
        root = self.folder / "evidence"
        root.mkdir(parents=True, exist_ok=True)
        digest, size = hashlib.sha256(), 0
        handle, name = tempfile.mkstemp(dir=root, prefix=".new-")
        try:
            with os.fdopen(handle, "wb") as out, blob.open() as source:
                while piece := source.read(_PIECE):
                    digest.update(piece)
                    size += len(piece)
                    out.write(piece)
                out.flush()
                os.fsync(out.fileno())
            target = self.path(digest.hexdigest())
            if not target.exists():
                target.parent.mkdir(exist_ok=True)
                os.replace(name, target)
                _sync_folder(target.parent)
        finally:
            Path(name).unlink(missing_ok=True)
        return digest.hexdigest(), size

    def keep_all(self, attachments: Iterable[Attachment]) -> list[Kept]:
        """Keep every file of a mail."""
        kept = []
        for one in attachments:
            sha256, size = self.keep(one.blob)
            kept.append(Kept(one.name or "file", one.content_type, sha256, size))
        return kept

    def blob(self, sha256: str, size: int) -> FileBlob:
        """A kept content, to be read."""
        return FileBlob(self.path(sha256), size, sha256)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
