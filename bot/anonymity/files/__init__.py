"""Rebuilds an anonymous reporter's files: content stays, everything about the writer goes, the rest is held.

The files are opened in a process of their own; nothing of them touches this one but finished results.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.anonymity.files.cleaning import Source
from bot.anonymity.files.results import MOST_FILE, CleanFile, HeldFile, Hold
from bot.anonymity.identity import Needles
from bot.anonymity.sandbox import clean_batch
from bot.mail.message import Attachment

__all__ = ["CleanFile", "HeldFile", "Hold", "rebuild"]


def rebuild(
    attachments: Sequence[Attachment], needles: Needles, *, hold_screens: bool = True
) -> tuple[CleanFile | HeldFile, ...]:
    """What leaders may get of a mail's files, in the order of the attachments.

    A file may become several (a mail's text and its files) and may come clean in part; each result says by `source` which
    attachment it came from. Names are ours. `hold_screens`: pictures that look like a screen are held. Never raises.
    """
    found: list[CleanFile | HeldFile] = []
    sources: list[tuple[Source, str]] = []
    for index, attachment in enumerate(attachments):
        stem = f"evidence-{index + 1:02d}"
        if attachment.blob.size > MOST_FILE:
            found.append(HeldFile(index, stem, Hold.TOO_LARGE))
            continue
        with attachment.blob.open() as handle:
            sources.append((Source(index, attachment.name, handle.read(), attachment.inline), stem))
    found += clean_batch(sources, needles, hold_screens=hold_screens)
    return tuple(sorted(found, key=lambda result: result.source))
