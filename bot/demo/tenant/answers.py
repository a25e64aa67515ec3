"""The mails Exchange writes itself: absence replies and non-delivery reports. Builds them; sends nothing."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from email.message import Message as Mime
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime

from bot.demo.tenant import html, mime
from bot.demo.tenant.content import Content, Party, Suppress

SITE = "gbrp265.prod.exchange.example"
_AUTOMATIC = (("X-Auto-Response-Suppress", "All"), ("Auto-Submitted", "auto-replied"))


@dataclass
class Absence:
    """Automatic replies of one person: the text, from when to when (None: open), and who has had it already."""

    message: str
    start: datetime | None = None
    end: datetime | None = None
    answered: set[str] = field(default_factory=set)

    def on(self, now: datetime) -> bool:
        """Whether it answers at this moment."""
        return (self.start is None or self.start <= now) and (self.end is None or now < self.end)


def wants_absence_reply(content: Content) -> bool:
    """Whether Exchange answers this mail with an absence notice (never to bulk or automatic mail)."""
    if content.suppresses(Suppress.OOF) or content.message_class.startswith("REPORT."):
        return False
    automatic = content.header("Auto-Submitted").lower() not in ("", "no")
    bulk = content.header("Precedence").lower() in ("bulk", "list", "junk")
    return not (automatic or bulk or content.header("List-Id"))


def absence_reply(person: Party, to: Party, original: Content, message: str, now: datetime) -> Content:
    """One automatic reply, in the shape Exchange sends it."""
    return Content(
        subject=f"Automatic reply: {original.subject}",
        sender=person,
        from_=person,
        to=(to,),
        body=message if "<" in message else html.from_text(message),
        body_type="html",
        text=html.to_text(message) if "<" in message else message,
        headers=_AUTOMATIC,
        message_id=new_message_id(),
        in_reply_to=original.message_id,
        references=f"{original.references} {original.message_id}".strip(),
        sent=now,
        message_class="IPM.Note.Rules.OofTemplate.Microsoft",
    )


def delivery_failure(
    domain: str, to: Party, address: str, status: str, original: Content, now: datetime
) -> Content:
    """A non-delivery report as multipart/report (RFC 3464) from Exchange's own address, with a null sender."""
    sender = Party(f"MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@{domain}", "Microsoft Outlook")
    report = MIMEMultipart("report", report_type="delivery-status")
    reason = _REASONS.get(status, "the recipient's server refused it")
    words = (
        f"Your message to {address} couldn't be delivered: {reason}.\r\nRemote server returned '550 {status}'"
    )
    report.attach(MIMEText(f"<html><body><p>{words}</p></body></html>", "html", "utf-8"))
    report.attach(_status_part(domain, address, status, now))
    report.attach(_headers_part(original))
    headers = {
        "From": mime.party_text(sender),
        "To": mime.party_text(to),
        "Subject": mime.encoded(f"Undeliverable: {original.subject}"),
        "Date": format_datetime(now),
        "Message-ID": new_message_id(),
        "In-Reply-To": original.message_id,
        "References": f"{original.references} {original.message_id}".strip(),
        "Auto-Submitted": "auto-replied",
        "X-MS-Exchange-Message-Is-Ndr": "",
        "X-Auto-Response-Suppress": "All",
    }
    for name, value in headers.items():
        report[name] = value
    return mime.parse(report.as_bytes())


_REASONS = {
    "5.1.10": "the address wasn't found",
    "5.1.1": "the address wasn't found at the destination domain",
    "5.2.2": "the recipient's mailbox is full",
    "5.1.90": "the sender has reached the day's recipient limit",
}


def new_message_id() -> str:
    """A Message-ID in Exchange's form."""
    return f"<{uuid.uuid4().hex[:24].upper()}@LO3P265MB1234.{SITE}>"


def _status_part(domain: str, address: str, status: str, now: datetime) -> Mime:
    part = MIMEBase("message", "delivery-status")
    first, second = Mime(), Mime()
    first["Reporting-MTA"] = f"dns;{domain}"
    first["Arrival-Date"] = format_datetime(now)
    second["Final-Recipient"] = f"rfc822;{address}"
    second["Action"] = "failed"
    second["Status"] = status
    second["Diagnostic-Code"] = f"smtp;550 {status} RESOLVER.ADR.RecipientNotFound; not found"
    part.set_payload([first, second])
    return part


def _headers_part(original: Content) -> Mime:
    nested = MIMEText("", "plain")
    for name, value in mime.basic_headers(original):
        nested[name] = value
    for name, value in original.headers:
        if name.lower().startswith("x-") and name not in nested:
            nested[name] = value
    part = MIMEBase("message", "rfc822")
    part.set_payload([nested])
    return part
