"""The values that hold who the reporter is: the directory's card and the strings that must not get out.

Held in memory while a mail is taken in; afterwards only sealed. They show nothing of themselves, in no trace, no log.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NoReturn


@dataclass(frozen=True, repr=False)
class DirectoryCard:
    """What the trust's directory knows of one person; every field may be missing."""

    display_name: str = ""
    given_name: str = ""
    surname: str = ""
    nickname: str = ""
    job_title: str = ""
    department: str = ""
    office: str = ""
    phones: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()  # mail, aliases
    upn: str = ""
    employee_id: str = ""
    logins: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return "DirectoryCard(withheld)"


@dataclass(frozen=True, repr=False)
class Needles:
    """One reporter's strings, by kind; names folded in their own spelling, addresses and logins in lower case."""

    firsts: tuple[str, ...] = ()
    shorts: tuple[str, ...] = ()  # usual short forms and nicknames
    middles: tuple[str, ...] = ()
    lasts: tuple[str, ...] = ()
    initials: tuple[str, ...] = ()  # first letters of first names
    addresses: tuple[str, ...] = ()
    logins: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()  # national digits without the leading 0
    extensions: tuple[str, ...] = ()
    jobs: tuple[str, ...] = ()
    rooms: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()  # employee id, handles, message id
    male: bool | None = field(default=None)

    def __repr__(self) -> str:
        return "Needles(withheld)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("Needles are only stored sealed (bot.anonymity.seal)")

    @property
    def empty(self) -> bool:
        """Nothing is known of the reporter."""
        return not (self.addresses or self.lasts or self.firsts or self.logins)

    def to_bytes(self) -> bytes:
        """For sealing, and for the pipe to the parsers' own process; never for a file or a row as it is."""
        return json.dumps({f.name: getattr(self, f.name) for f in dataclasses.fields(self)}).encode()

    @classmethod
    def from_bytes(cls, content: bytes) -> Needles:
        """The way back. Errors: ValueError for anything else."""
        raw = json.loads(content)
        values: dict[str, Any] = {key: tuple(v) if isinstance(v, list) else v for key, v in raw.items()}
        return cls(**values)

    def with_(self, **more: Iterable[str]) -> Needles:
        """These and further strings, each once."""
        changed: dict[str, Any] = {key: once([*getattr(self, key), *values]) for key, values in more.items()}
        return dataclasses.replace(self, **changed)


def once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value.strip() for value in values if value and value.strip()))


def national(digits: str) -> str:
    """A phone number's digits as dialled at home, without the leading 0: "+44 (0)7700 900123" gives 7700900123."""
    digits = re.split(r"(?i)\s*(?:ext|x|#|,|;|/)", digits)[0]
    bare = re.sub(r"\D", "", digits.replace("(0)", ""))
    if digits.lstrip(" (").startswith("+44") or bare.startswith("0044"):
        bare = bare.removeprefix("00").removeprefix("44")
    return bare.lstrip("0")
