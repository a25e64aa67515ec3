"""The internet headers Exchange puts on a mail on its way in (graph.md, Who sent this?). Values in, headers out."""

from __future__ import annotations

import base64
from datetime import datetime
from email.utils import format_datetime
from enum import StrEnum

from bot.demo.tenant import mime
from bot.demo.tenant.content import Content, Party

Headers = list[tuple[str, str]]

_SITE = "gbrp265.prod.exchange.example"
_FRONT = f"LO3P265MB1234.{_SITE}"
_BACK = f"CWLP265MB5678.{_SITE}"
_EDGE = "lo1gbr01ft012.mail.protection.exchange.example"
# The header firewall takes these from every mail that arrives (Microsoft, "Header firewall").
_FIREWALL = ("x-ms-exchange-organization-", "x-ms-exchange-forest-")


class Auth(StrEnum):
    """How far the sender of a mail is proven. PASS, FAIL, NONE are the DMARC result of outside mail."""

    INTERNAL = "internal"
    PASS = "pass"
    FAIL = "fail"
    NONE = "none"


def through_firewall(headers: tuple[tuple[str, str], ...]) -> Headers:
    """The headers that survive arrival."""
    return [(name, value) for name, value in headers if not name.lower().startswith(_FIREWALL)]


def transport(auth: Auth, envelope_from: str, from_: Party | None, tenant_id: str, now: datetime) -> Headers:
    """What Exchange adds: Received lines, Authentication-Results and its AuthAs marks, in their order."""
    stamp = format_datetime(now)
    hop = f"from {_FRONT} (2603:10a6:600:1::1) by {_BACK} (2603:10a6:400:2::2) with Microsoft SMTP Server; {stamp}"
    found = [("Received", hop)]
    if auth is Auth.INTERNAL:
        return [
            *found,
            ("Authentication-Results", "dkim=none (message not signed) header.d=none;dmarc=none"),
            *_inside(tenant_id),
        ]
    domain = from_.domain if from_ else ""
    sender = envelope_from.rpartition("@")[2].lower() or "none"
    received = f"from mail.{sender} (203.0.113.25) by {_EDGE} (10.13.6.1) with Microsoft SMTP Server; {stamp}"
    return [
        *found,
        ("Received", received),
        ("Authentication-Results", _results(auth, sender, domain)),
        (
            "Received-SPF",
            f"{_SPF[auth]} (protection.exchange.example: domain of {sender} designates 203.0.113.25)",
        ),
        ("Return-Path", envelope_from or "<>"),
        *_outside(tenant_id, auth),
    ]


_SPF = {Auth.PASS: "Pass", Auth.FAIL: "Fail", Auth.NONE: "None"}
_COMPAUTH = {Auth.PASS: "pass reason=100", Auth.FAIL: "fail reason=000", Auth.NONE: "none reason=405"}


def _results(auth: Auth, sender: str, domain: str) -> str:
    dkim = "pass (signature was verified)" if auth is Auth.PASS else "none (message not signed)"
    signed = domain if auth is Auth.PASS else "none"
    action = "oreject" if auth is Auth.FAIL else "none"
    return (
        f"spf={auth.value} (sender IP is 203.0.113.25) smtp.mailfrom={sender}; dkim={dkim} header.d={signed};"
        f"dmarc={auth.value} action={action} header.from={domain};compauth={_COMPAUTH[auth]}"
    )


def _inside(tenant_id: str) -> Headers:
    return [
        ("X-MS-Exchange-Organization-AuthAs", "Internal"),
        ("X-MS-Exchange-Organization-AuthMechanism", "04"),
        ("X-MS-Exchange-Organization-AuthSource", _FRONT),
        ("X-MS-Exchange-Organization-MessageDirectionality", "Originating"),
        ("X-MS-Exchange-Organization-SCL", "-1"),
        ("X-MS-Exchange-CrossTenant-AuthAs", "Internal"),
        ("X-MS-Exchange-CrossTenant-AuthSource", _FRONT),
        ("X-MS-Exchange-CrossTenant-FromEntityHeader", "Hosted"),
        ("X-MS-Exchange-CrossTenant-Id", tenant_id),
    ]


def _outside(tenant_id: str, auth: Auth) -> Headers:
    return [
        ("X-MS-Exchange-Organization-AuthAs", "Anonymous"),
        ("X-MS-Exchange-Organization-AuthSource", _EDGE),
        ("X-MS-Exchange-Organization-MessageDirectionality", "Incoming"),
        ("X-MS-Exchange-Organization-SCL", "5" if auth is Auth.FAIL else "1"),
        ("X-MS-Exchange-CrossTenant-AuthAs", "Anonymous"),
        ("X-MS-Exchange-CrossTenant-AuthSource", _EDGE),
        ("X-MS-Exchange-CrossTenant-FromEntityHeader", "Internet"),
        ("X-MS-Exchange-CrossTenant-Id", tenant_id),
    ]


def written(content: Content, topic: str, index: bytes) -> Headers:
    """The headers of a mail composed in the tenant or through Graph: its fields, then its own x- headers."""
    basics = mime.basic_headers(content)
    threads = [("Thread-Topic", mime.encoded(topic)), ("Thread-Index", base64.b64encode(index).decode())]
    more = [("Accept-Language", "en-GB"), ("Content-Language", "en-GB")]
    if content.attachments:
        more.append(("X-MS-Has-Attach", "yes"))
    kind = (
        "multipart/mixed"
        if content.attachments
        else f"text/{'html' if content.body_type == 'html' else 'plain'}"
    )
    return [*basics, *threads, *more, *content.headers, ("Content-Type", kind), ("MIME-Version", "1.0")]
