"""What is sealed with an anonymous case's own key: address, guard's strings, withheld pieces, digests of the mails.

The key lies in `cases/` beside the key file, written before the case commits; without it nothing here can be read.
"""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from pathlib import Path

import msgspec

from bot.anonymity.identity import Needles
from bot.anonymity.receipt import report_digest
from bot.anonymity.seal import CaseKey, KeyFolder, SealBroken, open_needles, seal, seal_needles, unseal
from bot.store import anonymous as rows
from bot.store.store import Work

_YOUNG_SECONDS = 3600.0  # by the files' own clock
_KEY, _ADDRESS, _NEEDLES, _PIECES, _DIGEST, _STEP = "key", "address", "needles", "pieces", "digest", "step"


class Piece(msgspec.Struct, frozen=True):
    """Something withheld: a piece of text, or a file (`content`). `n` is what the reporter writes."""

    n: int
    text: str
    why: str
    name: str = ""
    content: bytes = b""


@dataclass(frozen=True, repr=False)
class Box:
    """One case's sealed parts while its key exists."""

    case_id: int
    key: CaseKey

    def put(self, work: Work, name: str, content: bytes) -> None:
        """Seal a part; an earlier one of that name is replaced."""
        rows.put(work, self.case_id, name, seal(self.key, name, content))

    def get(self, work: Work, name: str) -> bytes:
        """Open a part, b"" where there is none. Raises SealBroken for a changed one."""
        sealed = rows.get(work, self.case_id, name)
        return unseal(self.key, name, sealed) if sealed else b""

    def address(self, work: Work) -> str:
        """Where the reporter can be reached."""
        return self.get(work, _ADDRESS).decode()

    def set_address(self, work: Work, address: str) -> None:
        """Keep (or change) where the reporter can be reached."""
        self.put(work, _ADDRESS, address.encode())

    def needles(self, work: Work) -> Needles:
        """The guard's strings."""
        sealed = rows.get(work, self.case_id, _NEEDLES)
        return open_needles(self.key, sealed) if sealed else Needles()

    def set_needles(self, work: Work, needles: Needles) -> None:
        """Keep the guard's strings for what the reporter sends later."""
        rows.put(work, self.case_id, _NEEDLES, seal_needles(self.key, needles))

    def pieces(self, work: Work) -> list[Piece]:
        """What is withheld still."""
        raw = self.get(work, _PIECES)
        return msgspec.msgpack.decode(raw, type=list[Piece]) if raw else []

    def set_pieces(self, work: Work, pieces: list[Piece]) -> None:
        """Keep what is withheld."""
        self.put(work, _PIECES, msgspec.msgpack.encode(pieces))

    def step(self, work: Work) -> str:
        """ "forget" or "name_me" where the reporter asked for it, else ""."""
        return self.get(work, _STEP).decode()

    def set_step(self, work: Work, step: str) -> None:
        """Remember what the reporter asked for."""
        self.put(work, _STEP, step.encode())

    def keep_digest(self, work: Work, message_id: str) -> None:
        """Recognises the same mail of the reporter again, as long as the key exists."""
        if message_id:
            digest = report_digest(self.key.secret, message_id).encode()
            rows.put(
                work,
                self.case_id,
                _DIGEST,
                b" ".join([*rows.get(work, self.case_id, _DIGEST).split(), digest]),
            )

    def has_taken(self, work: Work, message_id: str) -> bool:
        """Whether a mail with this Message-ID, a report or an answer, came to this case before."""
        kept = rows.get(work, self.case_id, _DIGEST).split()
        return bool(kept and message_id) and report_digest(self.key.secret, message_id).encode() in kept


class Boxes:
    """The folder of case keys, and the rows that name them."""

    def __init__(self, key_file: Path) -> None:
        self._folder = key_file.parent / "cases"
        self._keys = KeyFolder(self._folder)

    def new(self, work: Work, case_id: int) -> Box:
        """A key on disk before the case commits; a crash in between leaves a key without a case, swept later."""
        name = secrets.token_hex(16)
        key = self._keys.create(name)
        rows.put(work, case_id, _KEY, name.encode())
        return Box(case_id, key)

    def of(self, work: Work, case_id: int) -> Box | None:
        """A case's box, None once its key has been destroyed."""
        name = rows.get(work, case_id, _KEY)
        key = self._keys.load(name.decode()) if name else None
        return Box(case_id, key) if key else None

    def destroy(self, work: Work, case_id: int) -> None:
        """Destroy the key, and with it everything sealed; the rows go too."""
        name = rows.get(work, case_id, _KEY)
        if name:
            self._keys.destroy(name.decode())
        rows.forget(work, case_id)

    def sweep(self, work: Work) -> int:
        """Remove keys whose case was never committed; a young one may belong to a transaction under way."""
        used = rows.key_names(work)
        orphans = [name for name in self._keys.names() if name not in used and self._is_old(name)]
        return sum(self._keys.destroy(name) for name in orphans)

    def _is_old(self, name: str) -> bool:
        try:
            return (self._folder / f"{name}.key").stat().st_mtime < time.time() - _YOUNG_SECONDS
        except FileNotFoundError:
            return False


__all__ = ["Box", "Boxes", "Piece", "SealBroken"]
