"""The stand-in tenant: all its mailboxes and rules behind one lock, and what tests and the page do with it.

The HTTP side is `server`; this class is the same tenant seen by the people in it. Thread-safe.
"""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.demo.accounts import Account, Trust
from bot.demo.tenant import letters, mime
from bot.demo.tenant.answers import Absence
from bot.demo.tenant.behaviour import Behaviour, Limits
from bot.demo.tenant.content import Content, Party
from bot.demo.tenant.directory import Directory
from bot.demo.tenant.faults import Faults
from bot.demo.tenant.headers import Auth
from bot.demo.tenant.ids import decode
from bot.demo.tenant.letters import Mail
from bot.demo.tenant.log import RequestLog
from bot.demo.tenant.login import AppRegistration, Login
from bot.demo.tenant.mailbox import Folder, Mailbox, Message
from bot.demo.tenant.notifier import Notifier, Subscription
from bot.demo.tenant.post import Letter, PostOffice
from bot.demo.tenant.properties import canonical
from bot.demo.tenant.throttle import Throttle

_CLIENT_ID = "7d3f2c1a-5b64-4c1e-9f0a-2f6d1c0b9a77"
_SECRET = "Dq8~demo.only.not-a-real-secret.0000000"


@dataclass
class Upload:
    """An upload session of one attachment: where it belongs and what has come so far."""

    mailbox: Mailbox
    message: int
    name: str
    content_type: str
    size: int
    inline: bool
    content_id: str
    received: bytearray = field(default_factory=bytearray)


class Tenant:
    """A Microsoft 365 tenant of the people in `trust`. `clock` gives aware UTC times; throttling has its own clock."""

    def __init__(
        self,
        trust: Trust,
        clock: Callable[[], datetime],
        *,
        behaviour: Behaviour | None = None,
        limits: Limits | None = None,
        seed: int = 0,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.trust = trust
        self.clock = clock
        self.lock = threading.RLock()
        # Shared by reference with all parts: change their fields, never put another object in their place.
        self._behaviour = behaviour or Behaviour()
        self._limits = limits or Limits()
        self.tenant_id = str(
            uuid.uuid5(uuid.NAMESPACE_DNS, trust.domains[0] if trust.domains else "tenant.example")
        )
        self.directory = Directory(trust)
        self.post = PostOffice(self.directory, clock, self.behaviour, self.limits, self.tenant_id)
        scope = {account.address.lower() for account in trust.shared.values()} or None
        self.app = AppRegistration(_CLIENT_ID, _SECRET, scope=scope)
        self.login = Login(self.tenant_id, self.app, self.behaviour)
        self.throttle = Throttle(self.limits, monotonic)
        self.faults = Faults(seed)
        self.log = RequestLog()
        self.uploads: dict[str, Upload] = {}
        self.notifier = Notifier()
        self.subscriptions: dict[str, Subscription] = {}
        self.delta_generation = 1

    @property
    def behaviour(self) -> Behaviour:
        """How this tenant behaves; its fields may be changed at any time."""
        return self._behaviour

    @property
    def limits(self) -> Limits:
        """Microsoft's limits here; its fields may be changed at any time."""
        return self._limits

    # Mail of people

    def deliver(
        self,
        mail: bytes | Content,
        to: str | Iterable[str] | None = None,
        from_: str | None = None,
        authenticated: Auth | str | None = None,
        folder: str = "inbox",
    ) -> None:
        """Let a mail arrive as from the internet (or, with `internal`, from inside).

        `from_` is the envelope sender ("" for a bounce's null sender; default: From), `to` the recipients (default:
        those in the mail). An outside sender gets a mailbox, so that answers arrive. `authenticated`: internal, pass,
        fail, none; by default internal for the tenant's own people, else pass.
        """
        content = mime.parse(mail) if isinstance(mail, bytes) else mail
        written = content.from_.address if content.from_ else ""
        envelope = written if from_ is None else from_
        wanted = [to] if isinstance(to, str) else list(to or [])
        recipients = tuple(wanted or [party.address for party in content.recipients])
        with self.lock:
            auth = Auth(authenticated) if authenticated else self._default_auth(written)
            self._know(envelope)
            if isinstance(mail, Content):
                content = replace(content, headers=tuple(mime.basic_headers(content)) + content.headers)
            self.post.post(Letter(content, envelope, auth, recipients, folder))

    def send_as(
        self,
        person: str,
        to: str | Iterable[str],
        subject: str,
        text: str,
        html: str | None = None,
        attachments: Iterable[tuple[str, str, bytes]] = (),
        in_reply_to: Mail | str | None = None,
        *,
        cc: Iterable[str] = (),
        headers: Iterable[tuple[str, str]] = (),
        on_behalf_of: str | None = None,
        extended: Mapping[str, str] | None = None,
    ) -> Mail:
        """Write a mail as a person (address or account id; outside people too) and send it; the Sent Items copy.

        `in_reply_to` is a Mail or a Message-ID. `on_behalf_of` makes that person the From, the writer the Sender.
        `extended` are extended properties by id, such as a voting answer's.
        """
        with self.lock:
            mailbox = self.mailbox(person)
            recipients = [self._address(one) for one in ([to] if isinstance(to, str) else to)]
            content = letters.compose(
                recipients, subject, text, html, [self._address(c) for c in cc], attachments
            )
            own = {canonical(name) or name: value for name, value in (extended or {}).items()}
            content = replace(_threaded(content, in_reply_to), headers=tuple(headers), properties=own)
            if on_behalf_of:
                boss = self.mailbox(on_behalf_of)
                content = replace(content, from_=Party(boss.address, boss.name))
            content = self.post.stamped(mailbox, content)
            copy = self.post.store(mailbox, "sentitems", replace(content, headers=()), read=True)
            self.post.submit(mailbox, content, copy.conversation_index)
            return letters.mail_of(mailbox, copy)

    def reply_as(
        self, person: str, mail: Mail, text: str, *, quote: bool = True, to: str | None = None
    ) -> Mail:
        """Answer a mail as Outlook would: "RE:", the thread's headers, the original quoted beneath."""
        party = next(iter(mail.reply_to), mail.from_)
        subject = mail.subject if mail.subject[:3].upper() == "RE:" else f"RE: {mail.subject}"
        body = text + (letters.quoted(mail) if quote else "")
        return self.send_as(person, to or party.address, subject, body, in_reply_to=mail)

    def inbox(self, person: str) -> list[Mail]:
        """The mails in a person's inbox, oldest first."""
        return self.folder(person, "inbox")

    def sent(self, person: str) -> list[Mail]:
        """The mails in a person's Sent Items, oldest first."""
        return self.folder(person, "sentitems")

    def folder(self, person: str, name: str) -> list[Mail]:
        """The mails of a folder by well-known name or path of display names (`Nearmiss/Processed`), oldest first."""
        with self.lock:
            self.post.settle()
            mailbox = self.mailbox(person)
            found = mailbox.well_known.get(name) or _by_path(mailbox, name)
            shown = (
                []
                if found is None
                else [letters.mail_of(mailbox, message) for message in mailbox.listed(found)]
            )
            return shown[::-1]

    def read(self, person: str, mail_id: str, mark: bool = True) -> Mail | None:
        """One mail by its id, marked as read; None when it is gone."""
        with self.lock:
            self.post.settle()
            mailbox = self.mailbox(person)
            message = self._message(mailbox, mail_id)
            if message is None:
                return None
            if mark and not message.is_read:
                mailbox.mark_read(message, True)
                mailbox.touch(message, self.clock())
            return letters.mail_of(mailbox, message)

    # The world around the mail

    def set_absence(
        self, person: str, message: str | None, start: datetime | None = None, end: datetime | None = None
    ) -> None:
        """Switch a person's automatic replies on (from `start` to `end`, None: open) or off (`message` None)."""
        with self.lock:
            key = self.mailbox(person).address.lower()
            self.post.absences.pop(key, None)
            if message is not None:
                self.post.absences[key] = Absence(message, start, end)

    def set_bouncing(self, address: str, status: str | None = "5.1.10") -> None:
        """Let mail to an address come back with this status (None: deliver it again)."""
        found = self.directory.find(self._address(address))
        key = found.address.lower() if found else address.lower()
        with self.lock:
            self.post.bouncing.pop(key, None)
            if status:
                self.post.bouncing[key] = status

    def add_outside(self, address: str, name: str = "") -> None:
        """Make a mailbox outside the tenant."""
        with self.lock:
            if self.directory.find(address) is None:
                self.directory.add(Account(address, name or address.partition("@")[0], address), hosted=False)

    def lose_delta_tokens(self) -> None:
        """Make every delta link given out so far answer 410."""
        with self.lock:
            self.delta_generation += 1

    def settle(self) -> None:
        """Deliver and file all whose lag is over; every request does this too."""
        with self.lock:
            self.post.settle()

    def mailbox(self, person: str) -> Mailbox:
        """The mailbox of an address or account id; KeyError where there is none."""
        found = self.directory.find(self._address(person))
        if found is None:
            raise KeyError("no such mailbox")
        return found

    def _address(self, person: str) -> str:
        if "@" in person:
            return person
        return self.trust.account(person).address

    def _default_auth(self, address: str) -> Auth:
        found = self.directory.find(address)
        return Auth.INTERNAL if found is not None and found.hosted else Auth.PASS

    def _know(self, address: str) -> None:
        if "@" in address and not self.directory.is_ours(address):
            self.add_outside(address)

    def _message(self, mailbox: Mailbox, mail_id: str) -> Message | None:
        found = decode(mail_id)
        return mailbox.messages.get(found.number) if found and found.mailbox == mailbox.guid else None


def _threaded(content: Content, parent: Mail | str | None) -> Content:
    if parent is None:
        return content
    if isinstance(parent, str):
        return replace(content, in_reply_to=parent, references=parent)
    references = f"{parent.references} {parent.message_id}".strip()
    return replace(content, in_reply_to=parent.message_id, references=references)


def _by_path(mailbox: Mailbox, path: str) -> Folder | None:
    here = mailbox.well_known["msgfolderroot"]
    for name in path.split("/"):
        found = next((child for child in mailbox.children(here) if child.name == name), None)
        if found is None:
            return None
        here = found
    return here
