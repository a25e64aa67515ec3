"""Which address a failure report is about, and which of our mails. Reads reports only; judges no kind of mail."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.mail.kinds import bounce_words as words
from bot.mail.kinds.delivery_status import blocks, recipient_reports
from bot.mail.kinds.signs import MOST_TEXT, Signs
from bot.mail.message import Attachment, BouncedRecipient, Message
from bot.mail.mime import message_from_headers

HEAD = 6_000  # signs of a text in which a mailer says what it is
HEADER_TYPES = ("text/rfc822-headers", "message/rfc822-headers", "message/global-headers")
_TEXT_IDS = re.compile(
    r"(?im)^[> |\t]{0,6}(?:message-id|in-reply-to-id|original message id)[ \t]*:[ \t]*(<[^<>\s]{3,300}>)"
)
_TEXT_TO = re.compile(r"(?im)^[> |\t]{0,6}(?:to|rcpt to|recipient|cc)[ \t]*:[ \t]*([^\n]{3,300})")


def report_text(signs: Signs) -> str:
    """What the mailer itself says, before the copy of our mail, in lower case and on one line."""
    text = signs.lower[: HEAD * 2]
    copy = words.COPY.search(text)
    if copy and copy.start() > 40:
        text = text[: copy.start()]
    return " ".join(text[:HEAD].split())


def recipients_of(signs: Signs) -> Iterator[BouncedRecipient]:
    """The failed addresses of a report without fields, from the surest place that has any."""
    head = report_text(signs)
    for found in (
        _from_header(signs),
        _from_service(signs),
        _from_fields(signs),
        _from_text(signs),
        _from_copy(signs),
    ):
        if found:
            for address, near in found:
                yield _judged(address, near or head, head)
            return


def _judged(address: str, near: str, head: str) -> BouncedRecipient:
    code = words.STATUS.search(near) or words.STATUS.search(head)
    status = code[1] if code else ""
    delayed = (
        status.startswith("4")
        if status
        else bool(words.DELAY.search(head) and not words.GIVEN_UP.search(head))
    )
    return BouncedRecipient(address, status, not delayed)


def _from_header(signs: Signs) -> list[tuple[str, str]]:
    value = " ".join(signs.headers("x-failed-recipients"))
    return [(match[0].lower(), "") for match in words.ADDRESS.finditer(value[:50_000])]


def _from_service(signs: Signs) -> list[tuple[str, str]]:
    """The addresses in a sending service's JSON."""
    if not words.SERVICE_BOUNCE.search(signs.text[:HEAD]):
        return []
    found = words.SERVICE_RECIPIENT.findall(signs.text[:MOST_TEXT])
    return [(address.lower(), near) for address, near in found if "@" in address]


def _from_fields(signs: Signs) -> list[tuple[str, str]]:
    """`Final-Recipient:` lines that stand in the text (reports flattened by gateways)."""
    if "recipient" not in signs.lower:
        return []
    reports = recipient_reports(blocks(signs.text[:30_000]))
    return [(one.recipient.address, one.recipient.status) for one in reports if "@" in one.recipient.address]


def _from_text(signs: Signs) -> list[tuple[str, str]]:
    """Addresses the mailer's own text names, those on a line of their own or with a colon first."""
    text = signs.text[: HEAD * 3]
    copy = words.COPY.search(text)
    if copy is None or copy.start() <= 40:
        return _named_in(text, _never(signs))
    found = _named_in(text[: copy.start()], _never(signs))
    return found or _named_in(words.HEADER_LINE.sub("", text[:HEAD]), _never(signs), weakly=False)


def _named_in(text: str, ours: set[str], weakly: bool = True) -> list[tuple[str, str]]:
    strong: list[tuple[str, str]] = []
    weak: list[tuple[str, str]] = []
    lines = text.split("\n")
    for index, line in enumerate(lines):
        for match in words.ADDRESS.finditer(line):
            address = match[0].strip(".'").lower()
            if address not in ours and not words.NEVER_FAILED.search(address):
                near = " ".join(lines[index : index + 4]).lower()
                (strong if _stands_out(line, match) else weak).append((address, near))
    return strong or (weak[:5] if weakly else [])


def _stands_out(line: str, match: re.Match[str]) -> bool:
    before, after = line[: match.start()].strip().lower(), line[match.end() :].strip()
    if not re.sub(r"[<>\"'(\[*:.-]|mailto|smtp|rfc822|;", "", before):
        return True
    return (
        bool(re.search(r"(?:recipient|to|for|address|user|rcpt to|failed|mailbox)\W*(?:is|was)?\W*$", before))
        and after[:1] != "@"
    )


def _from_copy(signs: Signs) -> list[tuple[str, str]]:
    """Whom our mail went to, by the copy of it in the report."""
    ours = _never(signs)
    original = original_of(signs)
    found = [one.address for one in (*original.to, *original.cc)] if original else []
    if not found:
        found = [
            match[0].lower()
            for line in _TEXT_TO.findall(signs.text[:30_000])
            for match in words.ADDRESS.finditer(line)
        ]
    kept = [address for address in found if "@" in address and address not in ours]
    return [(address, "") for address in kept[:1]]


def _never(signs: Signs) -> set[str]:
    """Addresses that cannot be the failed one: the mailer itself, and we who wrote."""
    message = signs.message
    near = {one.address for one in (*message.to, *message.cc, *message.reply_to)}
    return near | {signs.sender} | set(signs.context.own_addresses)


def original_of(signs: Signs) -> Message | None:
    """The copy of our mail within the report, whole or only its headers."""
    item = next((one for one in signs.message.attachments if one.nested is not None), None)
    if item is not None:
        return item.nested
    headers = signs.part(*HEADER_TYPES)
    return _headers_of(headers) if headers else None


def _headers_of(item: Attachment) -> Message:
    with item.blob.open() as stream:
        return message_from_headers(stream.read(200_000))


def original_id(signs: Signs) -> str:
    original = original_of(signs)
    if original and original.message_id:
        return original.message_id
    found = _TEXT_IDS.search(signs.text[:60_000])
    if found:
        return found[1]
    return signs.message.in_reply_to or (signs.message.references[-1] if signs.message.references else "")
