"""Where a mail's bytes lie: in memory or in a file. Gives ranges and delimiter lines; knows nothing of MIME."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

CHUNK = 1 << 20
LINE_LIMIT = 400  # a boundary has at most 70 characters (RFC 2046 §5.1.1); some senders write longer ones


class Source(Protocol):
    """A range of bytes that can be read piecewise."""

    @property
    def size(self) -> int: ...
    def read(self, start: int, end: int) -> bytes: ...
    def dashes(self) -> Iterator[tuple[int, bytes]]: ...


class BytesSource:
    """Bytes in memory; lines that end in CR alone are given LF, so that offsets stay the same."""

    def __init__(self, content: bytes) -> None:
        if b"\n" not in content and b"\r" in content:
            content = content.replace(b"\r", b"\n")
        self._content = content
        self.size = len(content)

    def read(self, start: int, end: int) -> bytes:
        """The bytes from start up to end."""
        return self._content[start:end]

    def dashes(self) -> Iterator[tuple[int, bytes]]:
        """Every line that starts with two dashes: its offset and its text without trailing white space."""
        content = self._content
        if content.startswith(b"--"):
            yield 0, _line(content, 0)
        at = content.find(b"\n--")
        while at >= 0:
            yield at + 1, _line(content, at + 1)
            at = content.find(b"\n--", at + 1)


class FileSource:
    """A file read piecewise, for mails too large to hold; the caller keeps it while the message is used."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.size = path.stat().st_size
        head = self.read_raw(0, min(self.size, CHUNK))
        self._cr_only = b"\n" not in head and b"\r" in head

    def read_raw(self, start: int, end: int) -> bytes:
        """The file's own bytes of a range."""
        with self._path.open("rb") as file:
            file.seek(start)
            return file.read(max(0, end - start))

    def read(self, start: int, end: int) -> bytes:
        """The bytes from start up to end, CR-only lines given LF."""
        piece = self.read_raw(start, end)
        return piece.replace(b"\r", b"\n") if self._cr_only else piece

    def dashes(self) -> Iterator[tuple[int, bytes]]:
        """As `BytesSource.dashes`, holding one chunk at a time."""
        start = 0
        while start < self.size:
            piece = self.read(start, min(self.size, start + CHUNK + LINE_LIMIT))
            if start == 0 and piece.startswith(b"--"):
                yield 0, _line(piece, 0)
            at = piece.find(b"\n--")
            while 0 <= at < CHUNK:
                yield start + at + 1, _line(piece, at + 1)
                at = piece.find(b"\n--", at + 1)
            start += CHUNK


def _line(content: bytes, start: int) -> bytes:
    end = content.find(b"\n", start, start + LINE_LIMIT)
    return content[start : end if end >= 0 else start + LINE_LIMIT].rstrip()
