"""Cleans one file of any kind and checks the result with the guard. Runs in the parsers' own process.

A table says which cleaner treats which kind; everything without a cleaner is held.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.anonymity.files import archive, mails
from bot.anonymity.files.kinds import FileKind, kind_of
from bot.anonymity.files.opendocument import clean_opendocument
from bot.anonymity.files.package import write_members
from bot.anonymity.files.pdf import clean_pdf
from bot.anonymity.files.pictures import clean_picture, is_small
from bot.anonymity.files.plain import clean_calendar, clean_card, clean_csv, clean_html, clean_text
from bot.anonymity.files.results import DEEPEST, MOST_FILE, CleanFile, HeldFile, Hold, Made, Task, Unclean
from bot.anonymity.files.rtf import clean_rtf
from bot.anonymity.files.sheet import clean_sheets
from bot.anonymity.files.slides import clean_slides
from bot.anonymity.files.word import clean_word
from bot.anonymity.guard import Guard
from bot.mail.message import Attachment

_PICTURES = (
    FileKind.JPEG,
    FileKind.PNG,
    FileKind.GIF,
    FileKind.TIFF,
    FileKind.HEIC,
    FileKind.WEBP,
    FileKind.BMP,
)
_CLEANERS: dict[FileKind, Callable[[bytes, Task], Made]] = {
    FileKind.DOCX: clean_word,
    FileKind.XLSX: clean_sheets,
    FileKind.PPTX: clean_slides,
    FileKind.ODT: clean_opendocument,
    FileKind.PDF: clean_pdf,
    FileKind.RTF: clean_rtf,
    FileKind.CSV: clean_csv,
    FileKind.TEXT: clean_text,
    FileKind.HTML: clean_html,
    FileKind.ICS: clean_calendar,
    FileKind.VCF: clean_card,
}
_MAILS: dict[FileKind, Callable[[bytes, Task], tuple[Made, tuple[Attachment, ...]]]] = {
    FileKind.EML: mails.clean_mail,
    FileKind.MSG: mails.clean_msg,
    FileKind.TNEF: mails.clean_tnef,
}
_HELD = {
    FileKind.MACRO: Hold.MACROS,
    FileKind.LOCKED: Hold.PASSWORD,
    FileKind.SOUND: Hold.SOUND,
    FileKind.FILM: Hold.SOUND,
}


@dataclass(frozen=True, repr=False)
class Source:
    """A file to clean: the attachment's index, its name (a hint only), whether it is shown within the text."""

    index: int
    name: str
    content: bytes
    inline: bool = False


def clean(source: Source, task: Task, stem: str) -> list[CleanFile | HeldFile]:
    """Everything that a file becomes; `stem` is our name for it ("evidence-01"). Never raises."""
    kind = kind_of(source.content, source.name)
    try:
        if len(source.content) > MOST_FILE:
            raise Unclean(Hold.TOO_LARGE)
        if source.inline and kind in _PICTURES and is_small(source.content):
            raise Unclean(Hold.SIGNATURE)
        if kind in (FileKind.ZIP, FileKind.TAR):
            return _archive(source, kind, task, stem)
        if kind in _MAILS:
            return _mail(source, kind, task, stem)
        return _files(source, _made(source.content, kind, task), task, stem)
    except Unclean as held:
        return [HeldFile(source.index, stem, held.why, str(kind))]
    except (Exception, RecursionError):
        # hostile files make parsers raise anything; whatever it is, the file stays sealed
        return [HeldFile(source.index, stem, Hold.DAMAGED, str(kind))]


def _made(content: bytes, kind: FileKind, task: Task) -> Made:
    if kind in _HELD:
        raise Unclean(_HELD[kind])
    if kind in _PICTURES:
        return clean_picture(content, task, kind)
    cleaner = _CLEANERS.get(kind)
    if cleaner is None:
        raise Unclean(Hold.UNKNOWN)
    return cleaner(content, task)


def _files(source: Source, made: Made, task: Task, stem: str) -> list[CleanFile | HeldFile]:
    """A cleaner's result, and what came out of it, each past the guard."""
    if Guard(task.needles).find(made.content):
        raise Unclean(Hold.TRACE)
    found: list[CleanFile | HeldFile] = [
        CleanFile(source.index, f"{stem}.{made.extension}", made.content_type, made.content, made.removed)
    ]
    for number, more in enumerate(made.more, 1):
        name = f"{stem}-{number}"
        if isinstance(more, Hold):
            found.append(HeldFile(source.index, name, more, "picture"))
        else:
            found += _files(source, more, task, name)
    return found


def _archive(source: Source, kind: FileKind, task: Task, stem: str) -> list[CleanFile | HeldFile]:
    """An archive with its members cleaned under flat names of ours; members that are held are told beside it."""
    if task.depth >= DEEPEST:
        raise Unclean(Hold.BOMB)
    inner = replace(task, depth=task.depth + 1)
    members: dict[str, bytes] = {}
    held: list[CleanFile | HeldFile] = []
    removed = ["names, paths, dates and owners of the files in it"]
    for number, (name, content) in enumerate(archive.members_of(source.content, kind, task), 1):
        for result in clean(Source(source.index, name, content), inner, f"{number:02d}"):
            if isinstance(result, CleanFile):
                members[result.name] = result.content
                removed += [words for words in result.removed if words not in removed]
            else:
                held.append(replace(result, name=f"{stem}-{result.name}"))
    if not members:
        return held or [HeldFile(source.index, stem, Hold.DAMAGED, str(kind))]
    return [
        CleanFile(source.index, f"{stem}.zip", "application/zip", write_members(members), tuple(removed)),
        *held,
    ]


def _mail(source: Source, kind: FileKind, task: Task, stem: str) -> list[CleanFile | HeldFile]:
    """A mail's text, then its files."""
    if task.depth >= DEEPEST:
        raise Unclean(Hold.BOMB)
    made, attachments = _MAILS[kind](source.content, task)
    found = _files(source, made, task, stem) if made.content.strip() else []
    inner = replace(task, depth=task.depth + 1)
    for number, attachment in enumerate(attachments, 1):
        found += _attached(source, attachment, inner, f"{stem}-{number}")
    return found or [HeldFile(source.index, stem, Hold.DAMAGED, str(kind))]


def _attached(source: Source, attachment: Attachment, task: Task, stem: str) -> list[CleanFile | HeldFile]:
    task.budget.take(attachment.blob.size)
    with attachment.blob.open() as handle:
        content = handle.read(MOST_FILE + 1)
    return clean(Source(source.index, attachment.name, content, attachment.inline), task, stem)
