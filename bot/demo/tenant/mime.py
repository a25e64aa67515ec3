"""MIME read as Exchange reads it, and built as Exchange rebuilds it. No delivery, no storage.

Exchange does not keep a message's bytes: it keeps its parts and builds MIME anew for `$value` (Graph's
outlook-get-mime-message). Reports and signed mail are the exception here, they are kept as they came.
"""

from __future__ import annotations

import email.encoders
import email.policy
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.header import Header, decode_header, make_header
from email.message import Message as Mime
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.parser import BytesParser
from email.utils import format_datetime, formataddr, getaddresses, parsedate_to_datetime

from bot.demo.tenant.content import Attachment, AttachmentKind, Content, Party

_POLICY = email.policy.compat32.clone(linesep="\r\n")
_KEPT_WHOLE = {"multipart/report", "multipart/signed", "multipart/encrypted", "application/pkcs7-mime"}
_MIME_HEADERS = ("content-", "mime-version")


def parse(raw: bytes) -> Content:
    """The content of a MIME message; anything can be read, what is broken comes out as text."""
    mime = BytesParser(policy=email.policy.compat32).parsebytes(raw)
    parts = _Parts()
    parts.read(mime)
    body, body_type = (parts.html, "html") if parts.html is not None else (parts.text or "", "text")
    return Content(
        subject=decoded(mime["Subject"]),
        sender=_first(mime, "Sender") or _first(mime, "From"),
        from_=_first(mime, "From"),
        to=_parties(mime, "To"),
        cc=_parties(mime, "Cc"),
        bcc=_parties(mime, "Bcc"),
        reply_to=_parties(mime, "Reply-To"),
        body=body,
        body_type=body_type,
        text=parts.text or "",
        headers=tuple((name, _unfolded(value)) for name, value in mime.items()),
        message_id=_unfolded(mime["Message-ID"]),
        in_reply_to=_unfolded(mime["In-Reply-To"]),
        references=_unfolded(mime["References"]),
        sent=_date(mime["Date"]),
        importance=_importance(mime),
        message_class=_message_class(mime),
        attachments=tuple(parts.attachments),
        read_receipt="Disposition-Notification-To" in mime,
        delivery_receipt="Return-Receipt-To" in mime,
        raw=raw if mime.get_content_type() in _KEPT_WHOLE else None,
    )


def build(content: Content) -> bytes:
    """The message as MIME with CRLF: its headers in order, then alternative, related and mixed parts as needed."""
    if content.raw is not None:
        return _with_headers(content.raw, content.headers)
    root = _body(content)
    inline = [part for part in content.attachments if part.inline and part.content_id]
    if inline and content.body_type == "html":
        root = _wrapped("related", root, inline)
    else:
        inline = []
    rest = [
        part for part in content.attachments if part not in inline and part.kind != AttachmentKind.REFERENCE
    ]
    if rest:
        root = _wrapped("mixed", root, rest)
    return _put_first(root, _top_headers(content)).as_bytes(policy=_POLICY)


def decoded(value: object) -> str:
    """A header's text with encoded words decoded, "" for None; undecodable words stay as they are."""
    text = _unfolded(value)
    try:
        return str(make_header(decode_header(text)))
    except (ValueError, LookupError):
        return text


def encoded(text: str) -> str:
    """Header text with encoded words where it is not ASCII."""
    return text if text.isascii() else Header(text, "utf-8", maxlinelen=10_000).encode()


def party_text(party: Party) -> str:
    """A mailbox as a header writes it."""
    return formataddr((party.name, party.address)) if party.name else party.address


class _Parts:
    """Collects body parts and attachments of one message, in order."""

    def __init__(self) -> None:
        self.text: str | None = None
        self.html: str | None = None
        self.attachments: list[Attachment] = []

    def read(self, part: Mime) -> None:
        kind = part.get_content_type()
        if kind.startswith("message/rfc822"):
            self._attach_message(part)
        elif part.is_multipart() and kind.startswith("multipart/"):
            for child in _children(part):
                self.read(child)
        elif not self._take_body(part, kind):
            self._attach(part, kind)

    def _take_body(self, part: Mime, kind: str) -> bool:
        if part.get_filename() or part.get_content_disposition() == "attachment":
            return False
        if kind == "text/plain" and self.text is None and self.html is None:
            self.text = _text(part)
        elif kind == "text/html" and self.html is None:
            self.html = _text(part)
        else:
            return False
        return True

    def _attach(self, part: Mime, kind: str) -> None:
        number = len(self.attachments) + 1
        payload = part.get_payload(decode=True)
        content = payload if isinstance(payload, bytes) else part.as_bytes()
        # Exchange gives nameless parts these names, and calls a report's machine part details.txt.
        default = "details.txt" if kind == "message/delivery-status" else f"ATT{number:05}.{_ending(kind)}"
        content_id = _unfolded(part["Content-ID"]).strip("<>")
        inline = part.get_content_disposition() == "inline" or bool(content_id and self.html is not None)
        name = decoded(part.get_filename()) or default
        self.attachments.append(Attachment(number, name, kind, content, inline=inline, content_id=content_id))

    def _attach_message(self, part: Mime) -> None:
        nested = next(_children(part), None)
        payload = part.get_payload(decode=True)
        content = nested.as_bytes() if nested is not None else payload if isinstance(payload, bytes) else b""
        name = decoded(nested["Subject"]) if nested is not None else ""
        number = len(self.attachments) + 1
        kind = AttachmentKind.ITEM
        self.attachments.append(Attachment(number, name or "Untitled", "message/rfc822", content, kind))


def _children(part: Mime) -> Iterator[Mime]:
    payload = part.get_payload()
    return (child for child in payload if isinstance(child, Mime)) if isinstance(payload, list) else iter(())


def _text(part: Mime) -> str:
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    try:
        return raw.decode(part.get_content_charset() or "utf-8")
    except (LookupError, UnicodeDecodeError):
        return raw.decode("latin-1")


def _ending(kind: str) -> str:
    return {"text/plain": "txt", "text/html": "htm", "image/png": "png", "image/jpeg": "jpg"}.get(kind, "bin")


def _unfolded(value: object) -> str:
    return re.sub(r"\r?\n[ \t]*", " ", str(value)).strip() if value is not None else ""


def _parties(mime: Mime, name: str) -> tuple[Party, ...]:
    values = [_unfolded(value) for value in mime.get_all(name, [])]
    return tuple(Party(address, decoded(shown)) for shown, address in getaddresses(values) if address)


def _first(mime: Mime, name: str) -> Party | None:
    return next(iter(_parties(mime, name)), None)


def _date(value: object) -> datetime | None:
    try:
        found = parsedate_to_datetime(str(value))
    except (TypeError, ValueError):
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)


def _importance(mime: Mime) -> str:
    word = _unfolded(mime["Importance"]).lower()
    return word if word in ("low", "high") else "normal"


def _message_class(mime: Mime) -> str:
    if any(part.get_content_type() == "text/calendar" for part in mime.walk()):
        return "IPM.Schedule.Meeting.Request"
    if mime.get_content_type() != "multipart/report":
        return "IPM.Note"
    report = str(mime.get_param("report-type") or "").lower()
    return "REPORT.IPM.Note.IPNRN" if report == "disposition-notification" else "REPORT.IPM.Note.NDR"


def _body(content: Content) -> Mime:
    if content.body_type != "html":
        return MIMEText(content.body, "plain", "utf-8")
    html = MIMEText(content.body, "html", "utf-8")
    if not content.text:
        return html
    both = MIMEMultipart("alternative")
    both.attach(MIMEText(content.text, "plain", "utf-8"))
    both.attach(html)
    return both


def _wrapped(subtype: str, root: Mime, parts: list[Attachment]) -> Mime:
    outer = MIMEMultipart(subtype)
    outer.attach(root)
    for part in parts:
        outer.attach(_part(part))
    return outer


def _part(part: Attachment) -> Mime:
    main, _, sub = (part.content_type or "application/octet-stream").partition("/")
    if part.kind == AttachmentKind.ITEM:
        outer = MIMEBase("message", "rfc822")
        outer.attach(BytesParser(policy=email.policy.compat32).parsebytes(part.content))
    else:
        outer = MIMEBase(main, sub or "octet-stream")
        outer.set_payload(part.content)
        email.encoders.encode_base64(outer)
    name = ("utf-8", "", part.name) if not part.name.isascii() else part.name
    outer.add_header("Content-Disposition", "inline" if part.inline else "attachment", filename=name)
    if part.content_id:
        outer["Content-ID"] = f"<{part.content_id}>"
    return outer


def _top_headers(content: Content) -> list[tuple[str, str]]:
    kept = [(name, value) for name, value in content.headers if not name.lower().startswith(_MIME_HEADERS)]
    present = {name.lower() for name, _ in kept}
    return kept + [(name, value) for name, value in basic_headers(content) if name.lower() not in present]


def basic_headers(content: Content) -> list[tuple[str, str]]:
    """The headers that follow from a mail's fields, without MIME's own; Bcc is never among them."""
    found = [
        ("From", party_text(content.from_) if content.from_ else ""),
        ("Sender", party_text(content.sender) if content.sender and content.sender != content.from_ else ""),
        ("To", ", ".join(map(party_text, content.to))),
        ("CC", ", ".join(map(party_text, content.cc))),
        ("Reply-To", ", ".join(map(party_text, content.reply_to))),
        ("Subject", encoded(content.subject)),
        ("Date", format_datetime(content.sent) if content.sent else ""),
        ("Message-ID", content.message_id),
        ("References", content.references),
        ("In-Reply-To", content.in_reply_to),
        ("Importance", content.importance if content.importance != "normal" else ""),
    ]
    return [(name, value) for name, value in found if value]


def _put_first(mime: Mime, headers: list[tuple[str, str]]) -> Mime:
    # Message has no way to insert at the top; the order of Received and Authentication-Results carries meaning.
    own = mime.items()
    for key in {key for key, _ in own}:
        del mime[key]
    for name, value in [*headers, *own]:
        mime[name] = value
    return mime


def _with_headers(raw: bytes, headers: tuple[tuple[str, str], ...]) -> bytes:
    mime = BytesParser(policy=email.policy.compat32).parsebytes(raw)
    for name in {name for name in mime if not name.lower().startswith(_MIME_HEADERS)}:
        del mime[name]
    kept = [pair for pair in headers if not pair[0].lower().startswith(_MIME_HEADERS)]
    return _put_first(mime, kept).as_bytes(policy=_POLICY)
