"""Bounces: which address failed, of which of our mails, for good or not. A person's mail is never called one.

Proof is a machine's: a delivery report, a header only mail systems write, or a mailer's (or no) sender together with
a mailer's words. Words alone prove nothing: people quote them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.mail.kinds import bounce_words as words
from bot.mail.kinds.bounced_addresses import HEAD, HEADER_TYPES, original_id, recipients_of, report_text
from bot.mail.kinds.delivery_status import RecipientReport, fields_of, recipient_reports
from bot.mail.kinds.signs import MOST_TEXT, Signs, Verdict
from bot.mail.message import Bounce, BouncedRecipient, Kind, Split

MOST_RECIPIENTS = 500
_STATUS_TYPES = ("message/delivery-status", "message/global-delivery-status")
_ARRIVED = ("delivered", "relayed", "expanded", "deliverable")


def delivery_report(signs: Signs) -> Verdict | None:
    """A report of failure or delay in the standard form (RFC 3464), also where only its part is there."""
    part = signs.part(*_STATUS_TYPES)
    content, report = signs.content
    if part is None or not (content == "multipart/report" or from_mailer(signs) or signs.null_sender):
        return None
    reports = recipient_reports(fields_of(part))
    failed = [one for one in reports if one.action not in _ARRIVED]
    if reports and not failed:
        return None
    if not reports and report not in ("delivery-status", ""):
        return None
    recipients = [one.recipient for one in failed if one.recipient.address or one.recipient.status]
    if not any(one.address for one in recipients):
        recipients = list(recipients_of(signs))
    elif any(not one.address for one in recipients):
        recipients = [one for one in recipients if one.address]
    return _verdict(signs, "a delivery report of failure", recipients)


def receipt_of_delivery(signs: Signs) -> Verdict | None:
    """A delivery report that says the mail did arrive (or was passed on)."""
    part = signs.part(*_STATUS_TYPES)
    if part is None or signs.content[0] != "multipart/report":
        return None
    reports: list[RecipientReport] = recipient_reports(fields_of(part))
    if reports and all(one.action in _ARRIVED for one in reports):
        return Verdict(Kind.RECEIPT, "a delivery report that the mail arrived or was passed on")
    return None


def marked_bounce(signs: Signs) -> Verdict | None:
    """A header or message class that only a mail system writes on a failure report."""
    if signs.message_class.startswith("report.") and signs.message_class.endswith(".ndr"):
        return _verdict(signs, "Exchange's message class of a non-delivery report", recipients_of(signs))
    if signs.has("x-failed-recipients"):
        return _verdict(signs, "the header X-Failed-Recipients", recipients_of(signs))
    if signs.has("x-ms-exchange-message-is-ndr") and not signs.subject.startswith(("re:", "fw:")):
        return _verdict(signs, "Exchange's header of a non-delivery report", recipients_of(signs))
    if words.SERVICE_BOUNCE.search(signs.text[:HEAD]):
        return _verdict(signs, "a sending service's notification of a bounce", recipients_of(signs))
    if signs.content == ("multipart/report", "delivery-status"):
        return _verdict(signs, "content type of a delivery report", recipients_of(signs))
    return None


def worded_bounce(signs: Signs) -> Verdict | None:
    """A failure report in a mailer's own words: sent by a mailer, or by nobody, and saying so."""
    if re.match(r"\s*(?:re|aw|fw|fwd)\s*:", signs.subject) and not signs.null_sender:
        return None  # an answer about a bounce
    who = _who(signs)
    if not who:
        return None
    head = report_text(signs)
    said = (
        bool(words.SUBJECT.search(signs.bare_subject or signs.subject)),
        bool(words.OPENER.search(head)),
        bool(words.SMTP_CODE.search(head)) or _copy_of_ours(signs),
    )
    if sum(said) < _enough(who, said, head):
        return None
    what = "subject" if said[0] else "words"
    return _verdict(signs, f"the {what} of a failure report from {who}", recipients_of(signs))


def _enough(who: str, said: tuple[bool, bool, bool], head: str) -> int:
    """How many of subject, words and code must speak: the less sure the sender, the more."""
    if who == _MAILER and any(said[:2]):
        return 1
    if who == _PERSON and not said[0]:
        return 4  # never: a person's automatic answer may quote anything
    if who in (_MACHINE, _NAMED) and words.FIRST_PERSON.search(head):
        return 4  # a person writes under it
    return 2


_MAILER = "a mail system"
_NAMED = "a mail system by its name"
_NOBODY = "an empty envelope sender"
_PERSON = "an empty envelope sender under a person's name"
_MACHINE = "a machine's address"


def _who(signs: Signs) -> str:
    """What kind of sender this is; "" for one that may be a person."""
    sender = signs.message.sender
    if sender and words.MAILER_ADDRESS.match(sender.address.lstrip("\"'")):
        return _MAILER
    if from_mailer(signs):
        return _NAMED
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
    return bool(signs.part("message/rfc822", *HEADER_TYPES) or words.COPY.search(signs.text[: HEAD * 2]))


def _verdict(signs: Signs, reason: str, recipients: Iterable[BouncedRecipient]) -> Verdict:
    seen: dict[str, BouncedRecipient] = {}
    for one in recipients:
        if one.address not in seen and len(seen) < MOST_RECIPIENTS:
            seen[one.address] = one
    return Verdict(Kind.BOUNCE, reason, bounce=Bounce(tuple(seen.values()), original_id(signs)))


def said_and_copy(signs: Signs) -> Split:
    """A machine's report cut where the copy of our mail begins; it has no signature and no history."""
    copy = words.COPY.search(signs.text[:MOST_TEXT])
    if copy is None or not signs.text[: copy.start()].strip():
        return Split(signs.text.strip("\n"))
    return Split(signs.text[: copy.start()].strip("\n"), signs.text[copy.start() :].strip("\n"))
