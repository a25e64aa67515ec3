"""Why a single mail was sent: a deadline that came near or passed, or what a person wrote."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from bot.demo.page import wording
from bot.demo.tenant import Tenant
from bot.demo.tenant.letters import mail_of

_DEADLINE = re.compile(r"(?P<step>[a-z_]+)/(?P<cycle>[^/]+)/(?P<share>\d+)/\d+")
_MAIL = re.compile(r"[0-9a-f]{24}")


def told(cause: str, writers: Mapping[str, str]) -> str:
    """The cause of a mail as a sentence; "" where none is known. `writers` is `writers(tenant)`."""
    if found := _DEADLINE.search(cause):
        return _deadline(found["step"], int(found["share"]))
    if found := _MAIL.search(cause):
        return f"{writers.get(found[0], 'A mail to us, gone from the mailbox since,')} led to it."
    return ""


def writers(tenant: Tenant) -> dict[str, str]:
    """Who wrote the mails in the service's mailboxes, by the mark that causes carry. Anonymous ones are left out."""
    shared = tenant.trust.shared.get("incidents")
    if shared is None:
        return {}
    with tenant.lock:
        mailbox = tenant.mailbox(shared.address)
        return {
            _mark(mail.id): f"{mail.sender.name or mail.sender.address}’s mail"
            for mail in (mail_of(mailbox, message) for message in mailbox.everything())
        }


def _mark(item_id: str) -> str:
    return hashlib.sha256(item_id.encode()).hexdigest()[:24]


def _deadline(step: str, share: int) -> str:
    name = wording.of(wording.STEPS, step)
    if step == "ico_filed" and share < 100:
        return f"{share} of the law’s 72 hours had passed."
    if share < 100:
        return f"{'Half' if share == 50 else f'{share} %'} of the time for “{name}” had passed."
    if step == "refer" and share == 100:
        return "The case had to be referred now."
    return f"The time for “{name}” was over." if share == 100 else f"“{name}” was still not done."
