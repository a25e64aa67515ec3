"""Opens zip and tar archives into their members, under limits. Paths, dates, owners and comments do not come along."""

from __future__ import annotations

import io
import tarfile

from bot.anonymity.files.kinds import FileKind
from bot.anonymity.files.package import open_members
from bot.anonymity.files.results import MOST_FILE, Hold, Task, Unclean

_JUNK = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


def members_of(content: bytes, kind: FileKind, task: Task) -> list[tuple[str, bytes]]:
    """Names and contents of an archive's files. Errors: Unclean for passwords, bombs, damage."""
    members = open_members(content, task.budget) if kind is FileKind.ZIP else _untarred(content, task)
    return [(name, data) for name, data in members.items() if not any(mark in name for mark in _JUNK)]


def _untarred(content: bytes, task: Task) -> dict[str, bytes]:
    members: dict[str, bytes] = {}
    try:
        with tarfile.open(fileobj=io.BytesIO(content), mode="r:*") as archive:
            for info in archive:
                if not info.isfile():
                    continue
                if info.size > MOST_FILE:
                    raise Unclean(Hold.BOMB)
                task.budget.take(info.size)
                handle = archive.extractfile(info)
                members[info.name] = handle.read(MOST_FILE) if handle else b""
    except Unclean:
        raise
    except Exception:
        # tarfile and the decompressors raise a dozen types on damaged archives
        raise Unclean(Hold.DAMAGED) from None
    return members
