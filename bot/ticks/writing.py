"""A row of the outbox as the mail that goes out. Raises Permanent where it cannot be made (a file is gone)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.errors import Permanent
from bot.mail.message import Address
from bot.mail.outbound import TO_REPORTERS, TO_ROLES, OutboundAttachment, OutboundMail
from bot.store.outbox import Queued
from bot.ticks.files import Files

AGAIN = (
    "You may have had this mail already: it cannot be told whether it reached you the first time. "
    "If you have dealt with it, there is nothing more to do."
)
_BODY = re.compile(r"<body[^>]*>", re.IGNORECASE)


@dataclass(frozen=True)
class Writer:
    """Makes mails out of rows; `addresses` are our mailboxes by name."""

    files: Files
    addresses: Mapping[str, str]

    def mail(self, row: Queued) -> OutboundMail:
        """The mail of a row."""
        content = row.content
        if "subject" not in content or "to" not in content:
            raise Permanent("the mail was never written: its template is broken")
        reference, before = content.get("reference", ""), content.get("in_reply_to", "")
        headers = [("X-Nearmiss-Case", reference)] if reference else []
        return OutboundMail(
            mailbox=self.addresses[row.mailbox],
            to=(Address(content["to"], content.get("name", "")),),
            cc=tuple(Address(a) for a in content.get("cc", ())),
            subject=content["subject"], text=content["text"], html=content["html"],
            headers=(*headers, ("X-Nearmiss-Kind", row.kind)),
            own_key=row.own_key, message_id=row.message_id or "", in_reply_to=before,
            references=(before,) if before else (),
            suppress=TO_REPORTERS if content.get("quiet") else TO_ROLES,
            voting=tuple(content.get("voting", ())),
            attachments=tuple(self._file(one) for one in content.get("files", ())),
            important=row.priority == 0,
        )  # fmt: skip

    def _file(self, one: Mapping[str, Any]) -> OutboundAttachment:
        if not self.files.is_whole(one["sha256"], one["size"]):
            raise Permanent("a file of the mail is missing in NEARMISS_DATA_DIR")
        return OutboundAttachment(
            one["name"], one["content_type"], self.files.blob(one["sha256"], one["size"])
        )


def once_more(content: Mapping[str, Any]) -> dict[str, Any]:
    """The content of a mail that may have gone already, saying so."""
    html = str(content.get("html", ""))
    note = f"<p><strong>{AGAIN}</strong></p>"
    start = _BODY.search(html)
    place = start.end() if start else 0
    return {
        **content, "again": True, "text": f"{AGAIN}\n\n{content.get('text', '')}",
        "html": f"{html[:place]}{note}{html[place:]}" if html else "",
    }  # fmt: skip
