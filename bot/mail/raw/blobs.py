"""A part's decoded bytes, read on demand from where the mail lies. Holds nothing whole that is large."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from functools import cached_property
from typing import BinaryIO, cast

from bot.mail.raw.source import CHUNK, Source
from bot.mail.raw.structure import Part
from bot.mail.raw.transfer import DecodedStream, decode_transfer, pieces


@dataclass(frozen=True)
class PartBlob:
    """The decoded body of a part; the source must stay as long as the blob is used."""

    source: Source
    start: int
    end: int
    encoding: str

    @cached_property
    def _measured(self) -> tuple[int, str]:
        digest, size = hashlib.sha256(), 0
        for piece in pieces(self.source, self.start, self.end, self.encoding):
            digest.update(piece)
            size += len(piece)
        return size, digest.hexdigest()

    @property
    def size(self) -> int:
        """Decoded bytes."""
        return self._measured[0]

    @property
    def sha256(self) -> str:
        """Hex digest of the decoded bytes."""
        return self._measured[1]

    def open(self) -> BinaryIO:
        """A stream of the decoded bytes, in memory where it is small."""
        if self.end - self.start <= 4 * CHUNK:
            return io.BytesIO(decode_transfer(self.source.read(self.start, self.end), self.encoding))
        stream = DecodedStream(pieces(self.source, self.start, self.end, self.encoding))
        return cast(BinaryIO, io.BufferedReader(stream, CHUNK))


def blob_of(source: Source, part: Part) -> PartBlob:
    """The blob of a part's body."""
    return PartBlob(source, part.start, part.end, part.encoding)
