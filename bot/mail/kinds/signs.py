"""What detectors look at: a message with its derived texts, each made once and only when asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from bot.mail.html_text import html_to_text
from bot.mail.message import Attachment, AutoReply, Bounce, Kind, Message, ReadingContext, Split
from bot.mail.references import reference_in
from bot.mail.reply import split_reply

MOST_TEXT = 200_000  # signs of a body in which new text is looked for
MOST_LINES = 6_000
MOST_HTML = 400_000
LOOKED_AT = 30_000  # signs of the text that detectors read; machines say what they are at the start
_PREFIX = re.compile(r"^\s*(?:(?:re|fw|fwd|aw|wg|sv|tr|rv|antw|vs)(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)
_FORWARD = re.compile(r"^\s*(?:(?:re|aw|sv)\s*:\s*)?(?:fw|fwd|wg|tr|rv|enc|i|vl)\s*:", re.IGNORECASE)


def _first_lines(text: str) -> str:
    """The first lines of a text: a person's words stand there, a log of a million lines costs no time."""
    if text.count("\n") <= MOST_LINES:
        return text
    return "\n".join(text.split("\n", MOST_LINES)[:MOST_LINES])


@dataclass(frozen=True)
class Verdict:
    """What a detector found: the kind, why, and what it read on the way."""

    kind: Kind
    reason: str
    auto_reply: AutoReply | None = None
    bounce: Bounce | None = None


class Signs:
    """A message seen by detectors; `text` is what a reader sees, `lower` its first part in lower case."""

    def __init__(self, message: Message, context: ReadingContext, files: Sequence[Attachment] = ()) -> None:
        self.message = message
        self.context = context
        self.files = tuple(files)
        self._headers: dict[str, list[str]] = {}
        for name, value in message.headers:
            self._headers.setdefault(name.lower(), []).append(value)

    def header(self, name: str) -> str:
        """The topmost value of a header by its lower-case name, "" where there is none."""
        return self._headers.get(name, [""])[0]

    def headers(self, name: str) -> list[str]:
        """All values of a header by its lower-case name."""
        return self._headers.get(name, [])

    def has(self, name: str) -> bool:
        """Whether a header by its lower-case name is there."""
        return name in self._headers

    @cached_property
    def text(self) -> str:
        """The whole readable body; HTML wins, because it is what both doors have."""
        if self.message.html:
            shown = html_to_text(self.message.html)
            if shown.strip():
                return shown
        return self.message.text

    @cached_property
    def lower(self) -> str:
        """The body's first part in lower case, with plain quotes and single spaces within lines."""
        text = self.text[:LOOKED_AT].lower()
        return (
            text.replace("’", "'")
            .replace("‘", "'")
            .replace("“", '"')
            .replace("”", '"')
            .replace("\u00a0", " ")
        )

    @cached_property
    def flat(self) -> str:
        """`lower` as one line."""
        return " ".join(self.lower.split())

    @cached_property
    def subject(self) -> str:
        """The subject in lower case with plain quotes."""
        return self.message.subject[:1_000].lower().replace("’", "'")

    @cached_property
    def bare_subject(self) -> str:
        """The lower-case subject without reply and forward marks and our reference."""
        return _PREFIX.sub("", re.sub(r"\[[^\]]{0,40}-\d{4}-\d{4,9}\]", " ", self.subject)).strip()

    @cached_property
    def forward(self) -> bool:
        """The subject says that it was forwarded."""
        return bool(_FORWARD.match(self.message.subject[:200]))

    @cached_property
    def reference(self) -> str | None:
        """The case reference of the subject."""
        return reference_in(self.message.subject, self.context.prefix)

    @cached_property
    def split(self) -> Split:
        """The body cut in new text, quoted text and signature; of a huge one only the first part is cut."""
        message = self.message
        if message.problem:
            return Split("")
        head = _first_lines(message.text[:MOST_TEXT])
        split = split_reply(head, message.html[:MOST_HTML], message.subject)
        rest = self.text[len(head) :] if head and not message.html else self.text[MOST_TEXT:]
        return replace(split, quoted=f"{split.quoted}\n{rest}".strip("\n")) if rest else split

    @cached_property
    def new(self) -> str:
        """The new text as one lower-case line, with plain quotes."""
        text = self.split.new_text[:LOOKED_AT].lower()
        return " ".join(text.replace("’", "'").replace("‘", "'").split())

    @cached_property
    def sender(self) -> str:
        """The From address, "" where there is none."""
        return self.message.sender.address if self.message.sender else ""

    @cached_property
    def sender_name(self) -> str:
        """The From name in lower case."""
        return self.message.sender.name.lower() if self.message.sender else ""

    @cached_property
    def null_sender(self) -> bool:
        """The envelope had no sender (`Return-Path: <>`), as only machines' answers have."""
        values = self.headers("return-path") + self.headers("x-envelope-from")
        return any(value.strip() in ("<>", "") for value in values[:1])

    @cached_property
    def content(self) -> tuple[str, str]:
        """Content type of the whole mail and its `report-type`."""
        value = self.message.content_type.lower()
        found = re.search(r"report-type\s*=\s*\"?([\w.-]{1,60})", value)
        return value.partition(";")[0].strip(), found[1] if found else ""

    @cached_property
    def message_class(self) -> str:
        """The MAPI message class (Graph `String 0x001A`), in lower case, "" unknown."""
        return next((str(v) for k, v in self.message.extended.items() if "0x001a" in k.lower()), "").lower()

    def part(self, *types: str) -> Attachment | None:
        """The first file of one of these content types."""
        return next((item for item in self.message.attachments if item.content_type in types), None)
