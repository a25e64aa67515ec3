"""The receipt: a code that opens the conversation from any address, and a digest that recognises a report.

Pure: rows and counters are values that the caller keeps.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nacl import pwhash
from nacl.encoding import HexEncoder
from nacl.exceptions import InvalidkeyError
from nacl.hash import blake2b

WRONG_PER_DAY = 10
_OPS, _MEMORY = (
    2,
    19 * 1024 * 1024,
)  # Argon2id as SPEC §6: t=2, 19 MiB, p=1 (libsodium's parallelism is always 1)
_CODE = re.compile(
    r"(?<!\d)(\d{4})[ \-.\u00a0\u2013]{0,3}(\d{4})[ \-.\u00a0\u2013]{0,3}(\d{4})[ \-.\u00a0\u2013]{0,3}(\d{4})(?!\d)"
)


@dataclass(frozen=True, repr=False)
class Code:
    """Sixteen digits: `selector` (six) finds the row, `secret` (ten) is kept only hashed."""

    selector: str
    secret: str

    def __repr__(self) -> str:
        return "Code(withheld)"

    @property
    def shown(self) -> str:
        """Four groups of four digits."""
        digits = self.selector + self.secret
        return " ".join(digits[i : i + 4] for i in range(0, 16, 4))


class Outcome(StrEnum):
    """Of a try. SILENT: the day's wrong tries are used up; nothing is answered, right or wrong."""

    RIGHT = "right"
    WRONG = "wrong"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Tries:
    """Wrong tries at one row on one day (London's)."""

    day: date
    wrong: int = 0


def new_code(taken: frozenset[str] = frozenset()) -> Code:
    """A random code whose selector is not among those `taken`. Errors: ValueError when no selector is free."""
    for _ in range(1000):
        selector = f"{secrets.randbelow(10**6):06d}"
        if selector not in taken:
            return Code(selector, f"{secrets.randbelow(10**10):010d}")
    raise ValueError("No free receipt number was found.")


def find_codes(text: str) -> tuple[Code, ...]:
    """Codes as people write them in a mail: groups with blanks, dashes or none."""
    found = ["".join(m.groups()) for m in _CODE.finditer(text)]
    return tuple(Code(digits[:6], digits[6:]) for digits in dict.fromkeys(found))


def without_codes(text: str, selectors: Collection[str]) -> str:
    """The text without codes of these selectors: whoever reads a code can write as the reporter."""
    return _CODE.sub(lambda m: "" if "".join(m.groups())[:6] in selectors else m.group(), text)


def hash_secret(secret: str) -> str:
    """The stored form of the ten digits: an Argon2id string with its own salt."""
    return pwhash.argon2id.str(secret.encode(), opslimit=_OPS, memlimit=_MEMORY).decode()


def check(secret: str, stored: str, tries: Tries | None, today: date) -> tuple[Outcome, Tries]:
    """Whether the secret fits the stored hash, and the counter to keep. A right try does not reset the day's count."""
    now = tries if tries is not None and tries.day == today else Tries(today)
    if now.wrong >= WRONG_PER_DAY:
        return Outcome.SILENT, now
    try:
        pwhash.argon2id.verify(stored.encode(), secret.encode())
    except (InvalidkeyError, ValueError):
        return Outcome.WRONG, Tries(today, now.wrong + 1)
    return Outcome.RIGHT, now


def report_digest(key: bytes, message_id: str) -> str:
    """A keyed digest of a report's Message-ID, hex: recognises a duplicate as long as the key exists.

    `key` is 16 to 64 random bytes of the case's own; without it nothing about the mail can be guessed from the digest.
    """
    return blake2b(message_id.strip().encode(), key=key, digest_size=32, encoder=HexEncoder).decode()
