"""A report passed on by somebody else: who wrote it first, and who passed it on. Judges nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice, takewhile
from zoneinfo import ZoneInfo

from bot.mail.addresses import parse_address
from bot.mail.header_dates import parse_header_date
from bot.mail.message import Address, Attachment, Message, ReadingContext
from bot.mail.reply import split_reply
from bot.mail.wrappers import nested_mails

_MARK = re.compile(
    r"(?im)^[> \t|*_-]*(?:-{2,}\s*)?(?:begin forwarded message|forwarded message"
    r"|start of forwarded message|forwarded by [^\n]{1,80}|original message)\s*:?\s*(?:-{2,})?[ \t]*$"
)
_FROM = re.compile(r"(?im)^[> \t|*]{0,10}\**from\**\s*:\s*\**[ \t]*([^\n]{1,300})$")
_FIELD = re.compile(r"(?im)^[> \t|*]{0,10}\**(?:sent|date|to|subject|cc|reply-to)\**\s*:")
_SUBJECT = re.compile(r"(?im)^[> \t|*]{0,10}\**subject\**\s*:\s*\**[ \t]*([^\n]{0,300})$")
_DATE = re.compile(r"(?im)^[> \t|*]{0,10}\**(?:sent|date)\**\s*:\s*\**[ \t]*([^\n]{6,80})$")
_PASSED_ON = re.compile(r"^\s*(?:re\s*:\s*)?(?:fw|fwd|wg|tr)\s*:", re.IGNORECASE)
MOST_TEXT = 100_000
MOST_BLOCKS = 20
# The writer points at what stands beneath their few words.
_POINTS = re.compile(
    r"(?i)\b(?:below|beneath|underneath)\b|^\W*fyi\b|\bpass(?:ing|ed)? (?:this|it|the) (?:\w+ )?on\b"
    r"|\bforward(?:ing|ed)\b|\b(?:log|record) this\b|\bfor you to (?:log|deal|look)\b"
)
# They tell of an incident themselves, and show the mail that it is about.
_TELLS = re.compile(
    r"(?i)\b(?:sent|lost|left|posted|shared|wrong|clicked|stolen|attached|e-?mailed|gave|mistake|error)\b"
)
_SHORT = 400  # signs: a comment on what is passed on, not a report of one's own


@dataclass(frozen=True)
class Forward:
    """The first author, what they wrote, and when (None where it is not said)."""

    author: Address
    text: str
    date: datetime | None = None


def forwarded(
    message: Message, text: str, own_text: str, files: tuple[Attachment, ...], context: ReadingContext
) -> Forward | None:
    """The forwarded report in a mail, None where its sender wrote it themselves."""
    nested = nested_mails(files)
    subject_says = bool(_PASSED_ON.match(message.subject))
    if nested and (subject_says or len(own_text.strip()) <= _SHORT):
        found = _attached(nested[0])
    else:
        found = _inline(text, context) if subject_says or _marked(message, text, own_text) else None
    if found is None or found.author.address.lower() in context.own_addresses:
        return None
    if message.sender and found.author.address == message.sender.address:
        return None
    return found


def _marked(message: Message, text: str, own_text: str) -> bool:
    """By a mail program's mark, or in a mail that answers none, by the few words above a copied header block."""
    points = not message.in_reply_to and _POINTS.search(own_text) and not _TELLS.search(own_text)
    return bool(passed_on(text) or points) and len(own_text.strip()) <= _SHORT


def passed_on(text: str) -> bool:
    """The mark that a mail program sets above a mail it passes on ("Original Message" stands above answers too)."""
    return any("original" not in mark[0].lower() for mark in islice(_MARK.finditer(text), MOST_BLOCKS))


def _attached(nested: Message) -> Forward | None:
    """Goes down through mails that themselves only pass on."""
    for _ in range(5):
        inner = [item.nested for item in nested.attachments if item.nested is not None]
        if not (inner and _PASSED_ON.match(nested.subject)):
            break
        nested = inner[0]
    if nested.sender is None:
        return None
    return Forward(nested.sender, split_reply(nested.text, nested.html, nested.subject).new_text, nested.date)


def _inline(text: str, context: ReadingContext) -> Forward | None:
    """The first header block of the text; where that mail too was passed on, the next one."""
    found: Forward | None = None
    for start, end, author, subject in _blocks(text):
        following_block = _FROM.search(text, end)
        own = text[end : following_block.start()] if following_block else text[end:]
        written = split_reply(own[:MOST_TEXT], "", subject).new_text
        found = Forward(
            _known(author, context.people), written or own.strip(), _date_in(text[start:end], context)
        )
        following = text[end : end + 3_000]
        if not (_PASSED_ON.match(subject) and _FROM.search(following)):
            break
    return found


def _blocks(text: str) -> list[tuple[int, int, Address, str]]:
    """Header blocks: where each starts and ends, its author and its subject."""
    out = []
    for match in islice(_FROM.finditer(text), MOST_BLOCKS):
        rest = text[match.end() : match.end() + 1_500]
        lines = list(takewhile(lambda line: line.strip("> \t"), rest.split("\n")[1:12]))
        fields = [index for index, line in enumerate(lines) if _FIELD.match(line)]
        author = parse_address(re.sub(r"\[mailto:([^\]]+)\]", r"<\1>", match[1].strip(" *")))
        if len(fields) < 2 or author is None:
            continue
        size = 1 + sum(len(line) + 1 for line in lines[: fields[-1] + 1])
        subject = _SUBJECT.search(rest[:size])
        out.append((match.start(), min(match.end() + size, len(text)), author, subject[1] if subject else ""))
    return out


def _date_in(block: str, context: ReadingContext) -> datetime | None:
    """The time of a header block, in the forms that are unmistakable; without a zone it is the reader's."""
    match = _DATE.search(block)
    if not match:
        return None
    value = " ".join(re.sub(r"^[A-Za-z]+,?\s+(?=\d)|\bat\b|,", " ", match[1].strip(" *")).split())
    found = parse_header_date(value)
    if found is None or re.search(r"[+-]\d{4}|\b(?:GMT|UTC|BST|Z)\b", value):
        return found
    return found.replace(tzinfo=ZoneInfo(context.time_zone)).astimezone(UTC)


def _known(author: Address, people: Mapping[str, str]) -> Address:
    """Outlook often leaves only a name; the directory may know whose it is."""
    if author.address and "@" in author.address:
        return author
    name = author.name or author.address
    for address, known in people.items():
        if known.lower() == name.lower():
            return Address(address, known)
    return Address("", name)
