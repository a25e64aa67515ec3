"""Rebuilds an anonymous reporter's files: content stays, everything about the writer goes, the rest is held.

The files are opened in a process of their own; nothing of them touches this one but finished results.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.anonymity.files.cleaning import Source
from bot.anonymity.files.mails import clean_nested
from bot.anonymity.files.results import DEEPEST, MOST_FILE, Budget, CleanFile, HeldFile, Hold, Task
from bot.anonymity.guard import Guard
from bot.anonymity.identity import Needles
from bot.anonymity.sandbox import clean_batch
from bot.mail.message import Attachment

__all__ = ["CleanFile", "HeldFile", "Hold", "rebuild"]


def rebuild(
    attachments: Sequence[Attachment], needles: Needles, *, hold_screens: bool = True
) -> tuple[CleanFile | HeldFile, ...]:
    """What leaders may get of a mail's files, in the order of the attachments.

    A file may become several (a mail's text and its files) and may come clean in part; each result says by
    `source` which
    attachment it came from. Names are ours. `hold_screens`: pictures that look like a screen are held. Never raises.
    """
    found: list[CleanFile | HeldFile] = []
    sources: list[tuple[Source, str]] = []
    for index, attachment in enumerate(attachments):
        _take(index, attachment, f"evidence-{index + 1:02d}", needles, found, sources)
    if sources:
        found += clean_batch(sources, needles, hold_screens=hold_screens)
    return tuple(sorted(found, key=lambda result: (result.source, result.name.partition(".")[0])))


def _take(
    index: int,
    attachment: Attachment,
    stem: str,
    needles: Needles,
    found: list[CleanFile | HeldFile],
    sources: list[tuple[Source, str]],
    depth: int = 0,
) -> None:
    """One attachment to the batch; a mail that was read already gives its text here and its files to the batch."""
    if attachment.nested is not None and depth < DEEPEST:
        task = Task(needles, Budget(), depth=depth)
        made, inner = clean_nested(attachment.nested, task)
        if made.content.strip() and not Guard(needles).find(made.content):
            found.append(
                CleanFile(index, f"{stem}.{made.extension}", made.content_type, made.content, made.removed)
            )
        else:
            found.append(HeldFile(index, stem, Hold.TRACE if made.content.strip() else Hold.DAMAGED, "mail"))
        for number, one in enumerate(inner, 1):
            _take(index, one, f"{stem}-{number}", needles, found, sources, depth + 1)
        return
    if attachment.blob.size > MOST_FILE:
        found.append(HeldFile(index, stem, Hold.TOO_LARGE))
        return
    with attachment.blob.open() as handle:
        sources.append((Source(index, attachment.name, handle.read(), attachment.inline), stem))
