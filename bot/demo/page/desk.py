"""One person's desk: what its pages show and what its forms do, between tenant and templates. No HTTP objects."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from email.utils import getaddresses
from typing import Any

from bot.demo.accounts import Account
from bot.demo.page import examples, mailto, shown
from bot.demo.page.mailto import Prefill
from bot.demo.tenant import Mail, Tenant
from bot.demo.tenant.letters import mail_of, quoted

FOLDERS = {
    "inbox": "Inbox",
    "sentitems": "Sent",
    "junkemail": "Junk",
    "archive": "Archive",
    "deleteditems": "Deleted",
}
MAX_FILE = 25 * 1024 * 1024


class FormError(ValueError):
    """A form that cannot be sent; the text is for the person."""


@dataclass(frozen=True)
class Desk:
    """The desk of `account`."""

    tenant: Tenant
    account: Account

    @property
    def url(self) -> str:
        """Where the desk's pages begin."""
        return f"/as/{self.account.id}"

    @property
    def unread(self) -> int:
        """Unread mails in the inbox, without reading them all."""
        with self.tenant.lock:
            return self.tenant.mailbox(self.account.address).well_known["inbox"].unread

    @property
    def away(self) -> bool:
        """Whether automatic replies are on."""
        return self.account.address.lower() in self.tenant.post.absences

    def lines(self, folder: str) -> list[shown.Line]:
        """The threads of a folder."""
        return shown.threads(self.tenant.folder(self.account.address, folder))

    def mail(self, identifier: str, mark: bool = True) -> Mail | None:
        """One mail."""
        return self.tenant.read(self.account.address, identifier, mark)

    def received(self, message_id: str) -> str:
        """Where the mail with this Message-ID is shown at this desk; "" where it is not there (any more)."""
        with self.tenant.lock:
            mailbox = self.tenant.mailbox(self.account.address)
            for number in mailbox.by_message_id.get(message_id, []):
                return f"{self.url}/mail/{mail_of(mailbox, mailbox.messages[number]).id}"
        return ""

    def thread(self, mail: Mail) -> list[Mail]:
        """The other mails of a thread in inbox and Sent Items, oldest first."""
        address = self.account.address
        mails = [*self.tenant.inbox(address), *self.tenant.sent(address)]
        found = [other for other in mails if other.conversation == mail.conversation and other.id != mail.id]
        return sorted(found, key=lambda other: other.received)

    def body(self, mail: Mail) -> str:
        """The mail's html for its frame."""
        base = f"{self.url}/mail/{mail.id}/file/"
        files = {part.content_id: f"{base}{part.number}" for part in mail.attachments if part.content_id}
        return mailto.frame(mail.html, f"{self.url}/compose", files)

    def prefill(self, query: dict[str, str]) -> Prefill:
        """What the compose page starts with: a mailto link's fields, or plain ones."""
        if link := query.get("mailto"):
            return mailto.read(link)
        if example := examples.find(query.get("example", "")):
            to = self.tenant.trust.shared[example.to].address
            return Prefill(to, "", example.subject, example.body)
        return Prefill(
            query.get("to", ""), query.get("cc", ""), query.get("subject", ""), query.get("body", "")
        )

    def send(self, form: dict[str, str], files: Iterable[tuple[str, str, bytes]] = ()) -> Mail:
        """Send what a compose form holds; FormError in words for the person where it cannot be sent."""
        attachments = [
            (name, kind or "application/octet-stream", content) for name, kind, content in files if name
        ]
        if any(len(content) > MAX_FILE for _, _, content in attachments):
            raise FormError("A file is larger than 25 MB.")
        text = form.get("body", "").replace("\r\n", "\n").replace("\n", "\r\n")
        parent = self.mail(form["reply"], mark=False) if form.get("reply") else None
        options: dict[str, Any] = {"cc": _addresses(form.get("cc", ""), "Cc"), "attachments": attachments}
        to = _addresses(form.get("to", ""), "To")
        if not to:
            raise FormError("Please write at least one address in To.")
        if parent is not None and form.get("quote"):
            text += quoted(parent)
        return self.tenant.send_as(
            self.account.address, to, form.get("subject", "").strip(), text, in_reply_to=parent, **options
        )

    def reply_to(self, mail: Mail, body: str = "") -> Prefill:
        """The start of an answer to a mail."""
        subject = mail.subject if mail.subject[:3].upper() == "RE:" else f"RE: {mail.subject}"
        parties = mail.to if mail.folder == "sentitems" else mail.reply_to or (mail.from_,)
        return Prefill(", ".join(party.address for party in parties), "", subject, body)


def _addresses(text: str, field: str) -> list[str]:
    found = [address for _, address in getaddresses([text.replace(";", ",")]) if address]
    for address in found:
        local, at, domain = address.rpartition("@")
        if not (local and at and "." in domain) or " " in address:
            raise FormError(f"“{address}” in {field} is not an address.")
    return found
