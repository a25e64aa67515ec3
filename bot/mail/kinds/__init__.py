"""What kind of mail a message is: ordered, pure detectors; the first that speaks decides, and says why.

The order is the policy: what a machine proves comes before what words suggest, and a report is never sorted away by
words alone (SPEC §10).
"""

from __future__ import annotations

from collections.abc import Callable

from bot.mail.kinds import automatic, bounces, bulk, own_mail, plain, receipts, requests
from bot.mail.kinds.signs import Signs, Verdict

Detector = Callable[[Signs], Verdict | None]

DETECTORS: tuple[Detector, ...] = (
    plain.unreadable,  # no mail at all, or sealed: nothing else can be said
    own_mail.loop,  # our own headers or mailbox: answering would go round for ever
    receipts.disposition_report,  # report type first: read receipts (RFC 8098)
    bounces.receipt_of_delivery,  # delivery reports of success (RFC 3464)
    bounces.delivery_report,  # delivery reports of failure or delay (RFC 3464)
    bounces.marked_bounce,  # headers and message classes that only mail systems write
    receipts.calendar_answer,  # accepted and declined invitations
    receipts.worded_receipt,  # Outlook's "Read:" without a report part
    bounces.worded_bounce,  # old shapes: a mailer's (or no) sender with a mailer's words
    automatic.automatic_reply,  # signs of automatic replies
    automatic.null_sender_reply,  # then the empty envelope sender
    bulk.bulk,  # lists, campaigns, notices of programs
    automatic.worded_reply,  # automatic by its own words only
    requests.request,  # exceptions, suggestions, complaints, legal requests
    plain.empty,  # nothing written, nothing attached
    plain.reply,  # a case reference, or a thread
)


def kind_of(signs: Signs) -> Verdict:
    """The verdict of the first detector that speaks; a report where none does."""
    for detector in DETECTORS:
        verdict = detector(signs)
        if verdict is not None:
            return verdict
    return plain.report(signs)


__all__ = ["DETECTORS", "Detector", "Signs", "Verdict", "kind_of"]
