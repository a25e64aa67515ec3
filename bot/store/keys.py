"""The key file: seals personal data, keys the chain and the digests. Without it the record's text is lost."""

from __future__ import annotations

import hashlib
import hmac
import os
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from bot.errors import ConfigurationWrong

_SIZE = 32


def _derive(key: bytes, purpose: str) -> bytes:
    return hmac.digest(key, b"nearmiss " + purpose.encode(), hashlib.sha256)


@dataclass(frozen=True, slots=True)
class Keys:
    """Three keys derived from one file; `fingerprint` may be stored and shown."""

    seal_key: bytes = field(repr=False)
    chain_key: bytes = field(repr=False)
    digest_key: bytes = field(repr=False)
    fingerprint: str

    def seal(self, content: bytes) -> bytes:
        """12 random bytes, then ChaCha20-Poly1305 of the content."""
        nonce = os.urandom(12)
        return nonce + ChaCha20Poly1305(self.seal_key).encrypt(nonce, content, None)

    def open(self, sealed: bytes) -> bytes:
        """The content; raises ConfigurationWrong where the key is another's or the bytes were changed."""
        try:
            return ChaCha20Poly1305(self.seal_key).decrypt(sealed[:12], sealed[12:], None)
        except (InvalidTag, ValueError) as wrong:
            raise ConfigurationWrong(
                "a sealed row cannot be opened: it was changed, or the key is another"
            ) from wrong

    def digest(self, *parts: str) -> str:
        """A keyed digest, 64 hex digits: equal for equal parts, no use to anyone without the key."""
        return hmac.new(self.digest_key, "\x00".join(parts).encode(), hashlib.sha256).hexdigest()

    def link(self, previous: str, content: bytes) -> str:
        """The next link of the chain."""
        return hmac.new(self.chain_key, previous.encode() + b"\x00" + content, hashlib.sha256).hexdigest()


def keys_from(secret: bytes) -> Keys:
    """Keys from the 32 bytes of a key file."""
    return Keys(
        _derive(secret, "seal"), _derive(secret, "chain"), _derive(secret, "digest"),
        _derive(secret, "fingerprint").hex()[:16],
    )  # fmt: skip


def read_key(path: Path) -> bytes | None:
    """The secret of a key file, None where there is no file; raises ConfigurationWrong for another content."""
    try:
        text = path.read_text("ascii").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as wrong:
        raise ConfigurationWrong(
            f"NEARMISS_KEY_FILE: {path} cannot be read ({type(wrong).__name__})"
        ) from wrong
    try:
        secret = bytes.fromhex(text)
    except ValueError:
        secret = b""
    if len(secret) != _SIZE:
        raise ConfigurationWrong(f"NEARMISS_KEY_FILE: {path} is not a key of Nearmiss (64 hex digits are)")
    return secret


def make_key(path: Path) -> bytes:
    """A new key file, mode 600, on disk for certain when this returns."""
    secret = os.urandom(_SIZE)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secret.hex() + "\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as wrong:
        raise ConfigurationWrong(f"NEARMISS_KEY_FILE: {path} cannot be written ({wrong.strerror})") from wrong
    return secret
