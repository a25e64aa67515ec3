"""Values of the file part: what came out clean, what is held, and the limits under which files are opened."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from bot.anonymity.identity import Needles

MOST_FILE = 60 * 1024 * 1024  # bytes of one file that are opened
MOST_OPENED = 400 * 1024 * 1024  # bytes that all members of archives may have together
MOST_MEMBERS = 2000
DEEPEST = 4  # archives and mails within each other


class Hold(StrEnum):
    """Why a file is held; shown to the reporter, and to leaders without its name."""

    PASSWORD = "it is protected with a password"
    MACROS = "it holds macros"
    SOUND = "it is sound or film, and a voice can be recognised"
    UNKNOWN = "its kind can't be cleaned"
    DAMAGED = "it could not be read safely"
    TOO_LARGE = "it is too large to be cleaned"
    SCREEN = "it looks like a screenshot or scan, and text in a picture can't be searched"
    TRACE = "a trace of you could not be cut out"
    SIGNATURE = "it is a picture of a signature"
    CARD = "it is your own contact card"
    BOMB = "it opens to far more than a file should hold"


class Unclean(Exception):
    """A cleaner can't answer for its result; carries the reason and no content."""

    def __init__(self, why: Hold) -> None:
        super().__init__(why.name)
        self.why = why


@dataclass(frozen=True, repr=False)
class CleanFile:
    """A rebuilt file. `source` is the attachment's index; `name` is ours ("evidence-01.docx"); `removed` tells
    without content.
    """

    source: int
    name: str
    content_type: str
    content: bytes
    removed: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        """Of the scrubbed content, hex; the original's is told to nobody."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class HeldFile:
    """A file, or a member of one, that stays sealed. `source` is the attachment's index; `kind` a word for it
    ("film").
    """

    source: int
    name: str
    why: Hold
    kind: str = "file"


@dataclass(frozen=True, repr=False)
class Made:
    """What a cleaner returns: new bytes, their extension and type, what was removed; `more`: further files
    found within.
    """

    content: bytes
    extension: str
    content_type: str
    removed: tuple[str, ...] = ()
    more: tuple[Made | Hold, ...] = ()


@dataclass
class Budget:
    """Counts what archives open to, across one batch."""

    left: int = MOST_OPENED
    members: int = MOST_MEMBERS

    def take(self, size: int) -> None:
        """Errors: Unclean when a bomb is opened."""
        self.left -= size
        self.members -= 1
        if self.left < 0 or self.members < 0:
            raise Unclean(Hold.BOMB)


@dataclass(frozen=True, repr=False)
class Task:
    """How to clean: whose strings, how deep within others, and whether pictures that look like screens are held."""

    needles: Needles
    budget: Budget
    depth: int = 0
    hold_screens: bool = True
