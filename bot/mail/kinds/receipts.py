"""Read receipts and answers to invitations: a machine's word about a mail, never an answer to it."""

from __future__ import annotations

import re

from bot.mail.kinds.signs import Signs, Verdict
from bot.mail.message import Kind

_SUBJECT = re.compile(
    r"^\s*(?:read|not read|gelesen|ungelesen|lu|non lu|le[ií]do|letto|gelezen|deleted|relayed|delivered"
    r"|expanded|opened|returned receipt|return receipt(?: \(displayed\))?|disposition notification"
    r"|read[- ]?receipt|receipt|recall(?: success| failure)?|message recall (?:success"
    r"|failure))\s*(?:\([^)]{0,30}\))?\s*[:-]"
)
_BODY = re.compile(
    r"your message\s+(?:to:?|was (?:read|deleted|displayed)|subject:)|was read on"
    r"|was deleted without being read|was (?:displayed|opened) on|this is a (?:return|read"
    r"|delivery) receipt|return receipt (?:for|only|indicates|acknowledges)|disposition-notification"
    r"|delivery to these recipients|delivered to the following recipients|has been delivered to"
    r"|your message has been (?:delivered|successfully delivered)|successfully (?:delivered|relayed)"
    r"|was successfully|delivery notification was sent|message recall"
)
_ANSWER = re.compile(
    r"^\s*(?:\[[^\]]*\]\s*)?(?:accepted|declined|tentative(?:ly accepted)?|cancell?ed|new time proposed"
    r"|zugesagt|abgelehnt|accepté|refusé)\s*:"
)


def disposition_report(signs: Signs) -> Verdict | None:
    """A read receipt in the standard form (RFC 8098), or by Exchange's message class."""
    content, report = signs.content
    mdn = signs.part("message/disposition-notification")
    if (content == "multipart/report" and report == "disposition-notification") or (
        mdn and content == "multipart/report"
    ):
        return Verdict(Kind.RECEIPT, "a disposition notification (read receipt)")
    if content == "message/disposition-notification":
        return Verdict(Kind.RECEIPT, "a disposition notification (read receipt)")
    if signs.message_class.startswith("report.") and signs.message_class.endswith(
        (".ipnrn", ".ipnnrn", ".dr", ".expanded")
    ):
        return Verdict(Kind.RECEIPT, "Exchange's message class of a receipt")
    return None


def worded_receipt(signs: Signs) -> Verdict | None:
    """Outlook's "Read:" and the like, by subject and body together."""
    if not _SUBJECT.match(signs.subject):
        return None
    text = signs.flat[:2_000]
    if _BODY.search(text) or (
        not text and signs.subject.lstrip().startswith(("read", "not read", "delivered", "relayed"))
    ):
        return Verdict(Kind.RECEIPT, "the subject and words of a receipt")
    return None


def calendar_answer(signs: Signs) -> Verdict | None:
    """An answer to an invitation: a machine's form, even where a person clicked it."""
    if signs.message_class.startswith("ipm.schedule.meeting.resp"):
        return Verdict(Kind.RECEIPT, "an answer to an invitation")
    calendar = next(
        (item for item in signs.message.attachments if item.content_type == "text/calendar"), None
    )
    if calendar is not None:
        with calendar.blob.open() as stream:
            if re.search(rb"(?im)^METHOD\s*:\s*(?:REPLY|COUNTER|DECLINECOUNTER)", stream.read(100_000)):
                return Verdict(Kind.RECEIPT, "an answer to an invitation")
    if _ANSWER.match(signs.subject) and (
        signs.content[0] == "text/calendar" or "method=reply" in signs.message.content_type.lower()
    ):
        return Verdict(Kind.RECEIPT, "an answer to an invitation")
    if _ANSWER.match(signs.subject) and (
        signs.has("x-ms-exchange-calendar-series-instance-id") or not signs.flat
    ):
        return Verdict(Kind.RECEIPT, "an answer to an invitation")
    return None
