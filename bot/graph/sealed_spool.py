"""A spool whose files nobody can read but this process: sealed under a key that lies in memory alone (SPEC §6).

For mail that may be anonymous. What a killed process leaves behind is noise, to be swept away.
"""

from __future__ import annotations

import hashlib
import io
import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from bot.errors import Transient
from bot.graph.spool import FolderSpool

_FRAME = 64 * 1024  # bytes of clear text in one sealed frame
_SEALED = _FRAME + 16


@dataclass(frozen=True)
class SealedBlob:
    """Bytes in a sealed file that the caller owns; size and sha256 are those of the clear text."""

    path: Path
    size: int
    sha256: str
    _key: ChaCha20Poly1305

    def open(self) -> BinaryIO:
        """Reads and unseals piece by piece; seeking is possible."""
        return io.BufferedReader(_Unsealing(self.path, self.size, self._key), _FRAME)


class SealedSpool:
    """Sealed files in a folder, a key for each file."""

    def __init__(self, folder: Path) -> None:
        self._files = FolderSpool(folder)

    def store(self, pieces: Iterable[bytes]) -> SealedBlob:
        """Writes, hashes and seals in one go."""
        key = ChaCha20Poly1305(secrets.token_bytes(32))
        digest = hashlib.sha256()
        sizes: list[int] = []
        written = self._files.store(_sealed(pieces, key, digest.update, sizes))
        return SealedBlob(written.path, sum(sizes), digest.hexdigest(), key)


def _sealed(
    pieces: Iterable[bytes], key: ChaCha20Poly1305, seen: Callable[[bytes], None], sizes: list[int]
) -> Iterator[bytes]:
    number, waiting = 0, bytearray()
    for piece in pieces:
        seen(piece)
        sizes.append(len(piece))
        waiting += piece
        while len(waiting) >= _FRAME:
            yield key.encrypt(_nonce(number), bytes(waiting[:_FRAME]), None)
            del waiting[:_FRAME]
            number += 1
    if waiting:
        yield key.encrypt(_nonce(number), bytes(waiting), None)


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")  # the key is the file's own, so a counter never repeats under it


class _Unsealing(io.RawIOBase):
    """The clear text of a sealed file."""

    def __init__(self, path: Path, size: int, key: ChaCha20Poly1305) -> None:
        self._file = path.open("rb")
        self._size, self._key = size, key
        self._position = 0
        self._frame: tuple[int, bytes] = (-1, b"")

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._size}[whence]
        self._position = max(0, base + offset)
        return self._position

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        if self._position >= self._size:
            return 0
        number, start = divmod(self._position, _FRAME)
        piece = self._opened(number)[start : start + len(view)]
        view[: len(piece)] = piece
        self._position += len(piece)
        return len(piece)

    def close(self) -> None:
        self._file.close()
        super().close()

    def _opened(self, number: int) -> bytes:
        if self._frame[0] != number:
            self._file.seek(number * _SEALED)
            try:
                clear = self._key.decrypt(_nonce(number), self._file.read(_SEALED), None)
            except Exception:  # InvalidTag, or a frame cut short
                raise Transient("A spooled file was changed or cut short.") from None
            self._frame = (number, clear)
        return self._frame[1]
