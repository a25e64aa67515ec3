"""A key per anonymous case, in a file of its own, and what is sealed with it. Destroying the key destroys the content.

Keys lie in one folder outside the data and its backup. Nothing here knows what a case holds, nor logs anything.
"""

from __future__ import annotations

import os
import re
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from bot.anonymity.identity import Needles

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_\-]{0,63}")


class SealBroken(ValueError):
    """The key is gone, or what was sealed is not what it should be; the text names no content."""


@dataclass(frozen=True, repr=False)
class CaseKey:
    """32 random bytes that belong to one case."""

    secret: bytes = field(repr=False)

    def __repr__(self) -> str:
        return "CaseKey(withheld)"


class KeyFolder:
    """The folder `cases/`: one file per case, mode 0600, named by an opaque id of the case's own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def create(self, name: str) -> CaseKey:
        """A new key, on the disk (synced, folder included) before it is returned.

        Errors: ValueError for a name that is no plain id; FileExistsError where the case has a key.
        """
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        secret = secrets.token_bytes(SecretBox.KEY_SIZE)
        handle = os.open(self._path(name), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            os.fchmod(handle, 0o600)
            os.write(handle, secret)
            os.fsync(handle)
        finally:
            os.close(handle)
        self._sync()
        return CaseKey(secret)

    def load(self, name: str) -> CaseKey | None:
        """The case's key; None where it was destroyed or is incomplete (never used then)."""
        try:
            secret = self._path(name).read_bytes()
        except FileNotFoundError:
            return None
        return CaseKey(secret) if len(secret) == SecretBox.KEY_SIZE else None

    def destroy(self, name: str) -> bool:
        """Overwrite, remove and sync; True where there was a key. May be repeated after a crash."""
        path = self._path(name)
        try:
            handle = os.open(path, os.O_WRONLY)
        except FileNotFoundError:
            return False
        try:
            for filler in (secrets.token_bytes(SecretBox.KEY_SIZE), bytes(SecretBox.KEY_SIZE)):
                os.pwrite(handle, filler, 0)
                os.fsync(handle)
            os.ftruncate(handle, 0)
            os.fsync(handle)
        finally:
            os.close(handle)
        path.unlink(missing_ok=True)
        self._sync()
        return True

    def names(self) -> tuple[str, ...]:
        """The cases that have a key, to find those whose case was never committed."""
        if not self._folder.is_dir():
            return ()
        return tuple(sorted(path.name.removesuffix(".key") for path in self._folder.glob("*.key")))

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise ValueError("A key's name is a plain id.")
        return self._folder / f"{name}.key"

    def _sync(self) -> None:
        handle = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def seal(key: CaseKey, label: str, content: bytes) -> bytes:
    """Seal bytes under a case's key; `label` says what they are ("address", "piece 2") and is bound to them."""
    name = label.encode()
    framed = len(name).to_bytes(2, "big") + name + content
    padded = framed + b"\x80" + bytes(-(len(framed) + 1) % 64)  # hides how long an address is
    return bytes(SecretBox(key.secret).encrypt(padded))


def unseal(key: CaseKey, label: str, box: bytes) -> bytes:
    """The way back. Errors: SealBroken for another key, another label, or a changed box."""
    try:
        framed = SecretBox(key.secret).decrypt(box).rstrip(b"\x00")[:-1]
    except (CryptoError, ValueError):
        raise SealBroken("What was sealed can't be opened with this key.") from None
    size = int.from_bytes(framed[:2], "big")
    if framed[2 : 2 + size] != label.encode():
        raise SealBroken("What was sealed is something else than asked for.")
    return framed[2 + size :]


def seal_needles(key: CaseKey, needles: Needles) -> bytes:
    """The guard's strings of a case, sealed."""
    return seal(key, "needles", needles.to_bytes())


def open_needles(key: CaseKey, box: bytes) -> Needles:
    """The guard's strings again. Errors: SealBroken."""
    return Needles.from_bytes(unseal(key, "needles", box))
