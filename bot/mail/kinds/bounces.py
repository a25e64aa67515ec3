"""Bounces: which address failed, of which of our mails, for good or not. A person's mail is never called one.

Proof is a machine's: a delivery report, a header only mail systems write, or a mailer's (or no) sender together with
a mailer's words. Words alone prove nothing: people quote them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.mail.kinds import bounce_words as words
from bot.mail.kinds.delivery_status import RecipientReport, blocks, fields_of, recipient_reports
from bot.mail.kinds.signs import MOST_TEXT, Signs, Verdict
from bot.mail.message import Attachment, Bounce, BouncedRecipient, Kind, Message, Split
from bot.mail.mime import message_from_headers

MOST_RECIPIENTS = 500
_HEAD = 6_000  # signs of a text in which a mailer says what it is
_STATUS_TYPES = ("message/delivery-status", "message/global-delivery-status")
_HEADER_TYPES = ("text/rfc822-headers", "message/rfc822-headers", "message/global-headers")
_FAILING = ("failed", "delayed", "failure", "")
_TEXT_IDS = re.compile(
    r"(?im)^[> |\t]{0,6}(?:message-id|in-reply-to-id|original message id)[ \t]*:[ \t]*(<[^<>\s]{3,300}>)"
)
_TEXT_TO = re.compile(r"(?im)^[> |\t]{0,6}(?:to|rcpt to|recipient|cc)[ \t]*:[ \t]*([^\n]{3,300})")


def delivery_report(signs: Signs) -> Verdict | None:
    """A report of failure or delay in the standard form (RFC 3464), also where only its part is there."""
    part = signs.part(*_STATUS_TYPES)
    content, report = signs.content
    if part is None or (content != "multipart/report" and not from_mailer(signs)):
        return None
    reports = recipient_reports(fields_of(part))
    failed = [one for one in reports if one.action in _FAILING]
    if reports and not failed:
        return None
    if not reports and report not in ("delivery-status", ""):
        return None
    recipients = [one.recipient for one in failed if one.recipient.address or one.recipient.status]
    if not any(one.address for one in recipients):
        recipients = list(_recipients(signs))
    elif any(not one.address for one in recipients):
        recipients = [one for one in recipients if one.address]
    return _verdict(signs, "a delivery report of failure", recipients)


def receipt_of_delivery(signs: Signs) -> Verdict | None:
    """A delivery report that says the mail did arrive (or was passed on)."""
    part = signs.part(*_STATUS_TYPES)
    if part is None or signs.content[0] != "multipart/report":
        return None
    reports: list[RecipientReport] = recipient_reports(fields_of(part))
    if reports and all(one.action in ("delivered", "relayed", "expanded") for one in reports):
        return Verdict(Kind.RECEIPT, "a delivery report that the mail arrived or was passed on")
    return None


def marked_bounce(signs: Signs) -> Verdict | None:
    """A header or message class that only a mail system writes on a failure report."""
    if signs.message_class.startswith("report.") and signs.message_class.endswith(".ndr"):
        return _verdict(signs, "Exchange's message class of a non-delivery report", _recipients(signs))
    if signs.has("x-failed-recipients"):
        return _verdict(signs, "the header X-Failed-Recipients", _recipients(signs))
    if signs.has("x-ms-exchange-message-is-ndr") and not signs.subject.startswith(("re:", "fw:")):
        return _verdict(signs, "Exchange's header of a non-delivery report", _recipients(signs))
    if signs.content == ("multipart/report", "delivery-status") and from_mailer(signs):
        return _verdict(signs, "content type of a delivery report", _recipients(signs))
    return None


def worded_bounce(signs: Signs) -> Verdict | None:
    """A failure report in a mailer's own words: sent by a mailer, or by nobody, and saying so."""
    if re.match(r"\s*(?:re|aw|fw|fwd)\s*:", signs.subject) and not signs.null_sender:
        return None  # an answer about a bounce
    who = _who(signs)
    if not who:
        return None
    head = _report_text(signs)
    said = (
        bool(words.SUBJECT.search(signs.bare_subject or signs.subject)),
        bool(words.OPENER.search(head)),
        bool(words.SMTP_CODE.search(head)) or _copy_of_ours(signs),
    )
    if sum(said) < _enough(who, said, head):
        return None
    what = "subject" if said[0] else "words"
    return _verdict(signs, f"the {what} of a failure report from {who}", _recipients(signs))


def _enough(who: str, said: tuple[bool, bool, bool], head: str) -> int:
    """How many of subject, words and code must speak: the less sure the sender, the more."""
    if who == _MAILER and any(said[:2]):
        return 1
    if (who == _MACHINE and words.FIRST_PERSON.search(head)) or (who == _PERSON and not said[0]):
        return 4  # a person may have written it: never
    return 2


_MAILER = "a mail system"
_NOBODY = "an empty envelope sender"
_PERSON = "an empty envelope sender under a person's name"
_MACHINE = "a machine's address"


def _who(signs: Signs) -> str:
    """What kind of sender this is; "" for one that may be a person."""
    sender = signs.message.sender
    if sender and words.MAILER_ADDRESS.match(sender.address.lstrip("\"'")):
        return _MAILER
    if from_mailer(signs):
        return "a mail system by its name"
    if signs.null_sender:
        if words.ANSWERS_AWAY.search(signs.subject) or (_named_person(signs) and not _plainly_failed(signs)):
            return ""
        return _PERSON if _named_person(signs) else _NOBODY
    machine = sender and not _named_person(signs) and words.MACHINE_ADDRESS.match(sender.address)
    return _MACHINE if machine and not signs.message.in_reply_to else ""


def _plainly_failed(signs: Signs) -> bool:
    """A failure report even under a person's name: the subject says it, or our mail is in it."""
    return bool(words.SUBJECT.match(signs.bare_subject)) or _copy_of_ours(signs)


def from_mailer(signs: Signs) -> bool:
    """The From names a mail system, or is empty with an empty envelope sender."""
    sender = signs.message.sender
    if sender is None or not (sender.address or sender.name):
        return signs.null_sender or (signs.has("from") and not signs.header("from").strip(" <>"))
    if words.MAILER_ADDRESS.match(sender.address.lstrip("\"'")):
        return True
    return bool(words.MAILER_NAME.search(sender.name.lower())) and not (
        signs.message.in_reply_to and not signs.null_sender
    )


def _named_person(signs: Signs) -> bool:
    """The From looks like a person's: a name of two words or more."""
    sender = signs.message.sender
    return bool(sender and re.match(r"[^\W\d_]+(?:[ .,'-]+[^\W\d_]+)+$", sender.name.strip()))


def _copy_of_ours(signs: Signs) -> bool:
    return bool(signs.part("message/rfc822", *_HEADER_TYPES) or words.COPY.search(signs.text[: _HEAD * 2]))


def _report_text(signs: Signs) -> str:
    """What the mailer itself says, before the copy of our mail, in lower case and on one line."""
    text = signs.lower[: _HEAD * 2]
    copy = words.COPY.search(text)
    if copy and copy.start() > 40:
        text = text[: copy.start()]
    return " ".join(text[:_HEAD].split())


def _verdict(signs: Signs, reason: str, recipients: Iterable[BouncedRecipient]) -> Verdict:
    seen: dict[str, BouncedRecipient] = {}
    for one in recipients:
        if one.address not in seen and len(seen) < MOST_RECIPIENTS:
            seen[one.address] = one
    return Verdict(Kind.BOUNCE, reason, bounce=Bounce(tuple(seen.values()), _original_id(signs)))


# which address


def _recipients(signs: Signs) -> Iterator[BouncedRecipient]:
    """The failed addresses of a report without fields, from the surest place that has any."""
    head = _report_text(signs)
    for found in (_from_header(signs), _from_fields(signs), _from_text(signs), _from_copy(signs)):
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


def _from_fields(signs: Signs) -> list[tuple[str, str]]:
    """`Final-Recipient:` lines that stand in the text (reports flattened by gateways)."""
    if "recipient" not in signs.lower:
        return []
    reports = recipient_reports(blocks(signs.text[:30_000]))
    return [(one.recipient.address, one.recipient.status) for one in reports if "@" in one.recipient.address]


def _from_text(signs: Signs) -> list[tuple[str, str]]:
    """Addresses the mailer's own text names, those on a line of their own or with a colon first."""
    text = signs.text[: _HEAD * 3]
    copy = words.COPY.search(text)
    if copy is None or copy.start() <= 40:
        return _named_in(text, _never(signs))
    found = _named_in(text[: copy.start()], _never(signs))
    return found or _named_in(words.HEADER_LINE.sub("", text[:_HEAD]), _never(signs), weakly=False)


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
    original = _original(signs)
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


# which of our mails


def _original(signs: Signs) -> Message | None:
    """The copy of our mail within the report, whole or only its headers."""
    item = next((one for one in signs.message.attachments if one.nested is not None), None)
    if item is not None:
        return item.nested
    headers = signs.part(*_HEADER_TYPES)
    return _headers_of(headers) if headers else None


def _headers_of(item: Attachment) -> Message:
    with item.blob.open() as stream:
        return message_from_headers(stream.read(200_000))


def _original_id(signs: Signs) -> str:
    original = _original(signs)
    if original and original.message_id:
        return original.message_id
    found = _TEXT_IDS.search(signs.text[:60_000])
    if found:
        return found[1]
    return signs.message.in_reply_to or (signs.message.references[-1] if signs.message.references else "")


def original_of(signs: Signs) -> Message | None:
    """The copy of our mail within a report, for its case reference."""
    return _original(signs)


def said_and_copy(signs: Signs) -> Split:
    """A machine's report cut where the copy of our mail begins; it has no signature and no history."""
    copy = words.COPY.search(signs.text[:MOST_TEXT])
    if copy is None or not signs.text[: copy.start()].strip():
        return Split(signs.text.strip("\n"))
    return Split(signs.text[: copy.start()].strip("\n"), signs.text[copy.start() :].strip("\n"))
