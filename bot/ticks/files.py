"""Files in the data folder, by SHA-256: written and fsynced before any row names them.

A file of a mail is staged first and put into its place only when the mail is kept; nothing is ever deleted that a
row could name.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.errors import Transient
from bot.graph.sealed_spool import SealedBlob
from bot.mail.message import Attachment, Blob, FileBlob, Message
from bot.service import Kept

_PIECE = 1 << 20
_STALE_SECONDS = 3600.0  # what a killed process staged
_STAGED = ".new-"


@dataclass(frozen=True, slots=True)
class Staged:
    """A content on disk that no row may name yet."""

    path: Path
    sha256: str
    size: int
    name: str = "file"
    content_type: str = ""


class Files:
    """A trust's data folder. Writing the same content twice is harmless. Raises Transient when the disk refuses."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def spool(self) -> Path:
        """Where large files of incoming mail lie while the mail is read."""
        return self.folder / "spool"

    def path(self, sha256: str) -> Path:
        """Where a content lies (or would)."""
        return self.folder / "evidence" / sha256[:2] / sha256

    def keep(self, blob: Blob) -> tuple[str, int]:
        """Keep a content; returns its SHA-256 and size in bytes."""
        staged = self.stage(blob)
        self.place([staged])
        return staged.sha256, staged.size

    def stage(self, blob: Blob) -> Staged:
        """A content on disk for certain, not in its place yet; a spooled file is not copied."""
        with _disk():
            if isinstance(blob, FileBlob) and blob.sha256 and self._is_spooled(blob.path):
                _sync(blob.path)
                return Staged(blob.path, blob.sha256, blob.size)
            return self._written(blob)

    def stage_all(self, attachments: Iterable[Attachment]) -> list[Staged]:
        """Every file of a mail."""
        found: list[Staged] = []
        try:
            for one in attachments:
                made = self.stage(one.blob)
                found.append(Staged(made.path, made.sha256, made.size, one.name or "file", one.content_type))
        except BaseException:
            self.discard(found)
            raise
        return found

    def place(self, staged: Iterable[Staged]) -> list[Kept]:
        """Put staged files where rows may name them."""
        kept = []
        with _disk():
            for one in staged:
                target = self.path(one.sha256)
                if not target.exists():
                    target.parent.mkdir(parents=True, exist_ok=True)
                    os.replace(one.path, target)
                    target.chmod(0o600)
                    _sync(target.parent)
                else:
                    one.path.unlink(missing_ok=True)
                kept.append(Kept(one.name, one.content_type, one.sha256, one.size))
        return kept

    def discard(self, staged: Iterable[Staged]) -> None:
        """Remove what was staged and not placed."""
        for one in staged:
            one.path.unlink(missing_ok=True)

    def release(self, message: Message) -> None:
        """Remove the spooled files of a mail that has been dealt with."""
        for one in message.attachments:
            if isinstance(one.blob, FileBlob | SealedBlob) and self._is_spooled(one.blob.path):
                one.blob.path.unlink(missing_ok=True)

    def remove(self, hashes: Iterable[str]) -> None:
        """Take kept contents from the disk, whether or not they are there; no row may name them any more."""
        with _disk():
            for sha256 in hashes:
                self.path(sha256).unlink(missing_ok=True)

    def blob(self, sha256: str, size: int) -> FileBlob:
        """A kept content, to be read."""
        return FileBlob(self.path(sha256), size, sha256)

    def is_whole(self, sha256: str, size: int) -> bool:
        """Whether a kept content is still there in its full length."""
        try:
            return self.path(sha256).stat().st_size == size
        except OSError:
            return False

    def sweep(self) -> int:
        """Remove what killed processes left behind half done; how many files."""
        before, removed = time.time() - _STALE_SECONDS, 0
        for place in (self.folder / "evidence").glob(f"{_STAGED}*"), self.spool.glob("part-*"):
            for path in place:
                try:
                    if path.stat().st_mtime < before:
                        path.unlink()
                        removed += 1
                except OSError:  # another worker was quicker
                    continue
        return removed

    def _is_spooled(self, path: Path) -> bool:
        return path.parent == self.spool

    def _written(self, blob: Blob) -> Staged:
        root = self.folder / "evidence"
        root.mkdir(parents=True, exist_ok=True, mode=0o700)
        digest, size = hashlib.sha256(), 0
        handle, name = tempfile.mkstemp(dir=root, prefix=_STAGED)
        try:
            with os.fdopen(handle, "wb") as out, blob.open() as source:
                while piece := source.read(_PIECE):
                    digest.update(piece)
                    size += len(piece)
                    out.write(piece)
                out.flush()
                os.fsync(out.fileno())
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        return Staged(Path(name), digest.hexdigest(), size)


@contextmanager
def _disk() -> Iterator[None]:
    try:
        yield
    except OSError as failure:
        raise Transient(f"a file in NEARMISS_DATA_DIR could not be changed ({failure.strerror})") from failure


def _sync(path: Path) -> None:
    """A file's content, or a folder's names, on disk for certain."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
