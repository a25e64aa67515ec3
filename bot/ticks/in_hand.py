"""Which mail this process is reading, told on disk: a mail that kills its reader is known when the next one starts.

Holds an item's id and nothing of the mail. A file whose lock is free belongs to a dead process.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

log = logging.getLogger("nearmiss.intake")


class InHand:
    """The mark of one process in a folder that processes may share. Where the folder cannot be written, no mark."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._mark: Path | None = None
        self._lock: FileLock | None = None
        self._handle: int | None = None
        self._longest = 0  # bytes that were ever written to the mark

    @contextlib.contextmanager
    def reading(self, mailbox: str, folder: str, item_id: str) -> Iterator[None]:
        """While the `with` lasts, this mail is in hand."""
        self._own_mark()
        self._write(json.dumps([mailbox, folder, item_id]))
        try:
            yield
        finally:
            self._write("")

    def _write(self, text: str) -> None:
        """Over what stands there; blanks behind it, because cutting a file costs more than writing one."""
        if self._handle is None:
            return
        with contextlib.suppress(OSError):
            content = text.encode()
            self._longest = max(self._longest, len(content))
            os.pwrite(self._handle, content.ljust(self._longest), 0)

    def left_behind(self) -> list[tuple[str, str, str]]:
        """Mailbox, folder and id of the mails that dead processes had in hand; asked once, then forgotten."""
        found = []
        own = self._own_mark()
        for mark in self._folder.glob("*.mark"):
            if mark != own:
                found += self._of_dead(mark)
        return found

    def _of_dead(self, mark: Path) -> list[tuple[str, str, str]]:
        try:
            with FileLock(f"{mark}.lock", timeout=0):
                content = mark.read_text("utf-8")
                mark.unlink(missing_ok=True)
            Path(f"{mark}.lock").unlink(missing_ok=True)
        except (Timeout, OSError):
            return []
        with contextlib.suppress(ValueError):
            mailbox, folder, item_id = json.loads(content) if content.strip() else ("", "", "")
            if item_id:
                return [(str(mailbox), str(folder), str(item_id))]
        return []

    def _own_mark(self) -> Path:
        if self._mark is None:
            self._mark = self._folder / f"{os.getpid()}-{secrets.token_hex(4)}.mark"
            try:
                self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                self._lock = FileLock(f"{self._mark}.lock", timeout=0)
                self._lock.acquire()
                self._handle = os.open(self._mark, os.O_RDWR | os.O_CREAT, 0o600)
            except (OSError, Timeout) as failure:
                log.warning("no mark of the mail in hand: %s", type(failure).__name__)
        return self._mark

    def lose(self) -> None:
        """Let go as a death does: the mark stays, its lock does not."""
        if self._lock is not None:
            self._lock.release()

    def close(self) -> None:
        """Nothing is in hand any more."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
        if self._mark is not None:
            self._mark.unlink(missing_ok=True)
        if self._lock is not None:
            self._lock.release()
            with contextlib.suppress(OSError):
                Path(self._lock.lock_file).unlink(missing_ok=True)
        self._mark = self._lock = None
