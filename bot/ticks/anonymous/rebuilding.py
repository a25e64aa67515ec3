"""A reporter's files: rebuilt, looked through by the guard, and held where anything of the reporter is left."""

from __future__ import annotations

from collections.abc import Sequence

from bot.anonymity.files import CleanFile, HeldFile, rebuild
from bot.anonymity.files.results import Hold
from bot.anonymity.guard import Guard
from bot.anonymity.identity import Needles
from bot.mail.message import Attachment

Rebuilt = tuple[list[CleanFile], list[tuple[HeldFile, bytes]]]
_LARGEST_SEALED = 20 * 1024 * 1024  # of a held file that is kept for release


def rebuilt(attachments: Sequence[Attachment], needles: Needles, guard: Guard) -> Rebuilt:
    """Files for the leaders, and the held ones with their content (b"" where it is too large to be kept)."""
    clean: list[CleanFile] = []
    held: list[tuple[HeldFile, bytes]] = []
    for one in rebuild(attachments, needles) if attachments else ():
        if isinstance(one, CleanFile) and not guard.find(one.content, one.name):
            clean.append(one)
        else:
            held.append((_as_held(one), _content(attachments[one.source])))
    return clean, held


def looked_through(files: Rebuilt, guard: Guard) -> Rebuilt:
    """The same files after another guard's look, which knows more of the reporter."""
    clean, held = files
    left = [one for one in clean if guard.find(one.content, one.name)]
    return [one for one in clean if one not in left], [*held, *((_as_held(one), one.content) for one in left)]


def _content(attachment: Attachment) -> bytes:
    if attachment.blob.size > _LARGEST_SEALED:
        return b""
    with attachment.blob.open() as file:
        return file.read()


def _as_held(one: CleanFile | HeldFile) -> HeldFile:
    return one if isinstance(one, HeldFile) else HeldFile(one.source, one.name, Hold.TRACE)
