"""The post office: submits what is sent, delivers it, answers for absent people, reports what cannot be delivered.

It is the only place where mail passes from one mailbox to another. It knows no HTTP.
"""

from __future__ import annotations

import heapq
import itertools
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.demo.tenant import answers, headers, properties, threads
from bot.demo.tenant.answers import Absence
from bot.demo.tenant.behaviour import Behaviour, Limits
from bot.demo.tenant.content import Content, Party, Suppress
from bot.demo.tenant.directory import Directory
from bot.demo.tenant.headers import Auth
from bot.demo.tenant.mailbox import Mailbox, Message

Clock = Callable[[], datetime]
Watcher = Callable[[Mailbox, Message, str], None]


class Letter(NamedTuple):
    """A mail under way: who is told of failures ("" for nobody), how far it is proven, to whom, into which folder."""

    content: Content
    envelope_from: str
    auth: Auth
    recipients: tuple[str, ...]
    folder: str = "inbox"


class PostOffice:
    """Moves mail between the mailboxes of `directory`; what has to wait is kept until `settle`."""

    def __init__(
        self, directory: Directory, clock: Clock, behaviour: Behaviour, limits: Limits, tenant_id: str
    ) -> None:
        self.directory = directory
        self.clock = clock
        self.behaviour = behaviour
        self.limits = limits
        self.tenant_id = tenant_id
        self.absences: dict[str, Absence] = {}
        self.bouncing: dict[str, str] = {}
        self.watchers: list[Watcher] = []
        self._waiting: list[tuple[datetime, int, Callable[[], None]]] = []
        self._count = itertools.count()
        self._letters: deque[Letter] = deque()
        self._busy = False

    # Time

    def later(self, lag: timedelta, action: Callable[[], None]) -> None:
        """Do something after a lag on the tenant's clock, at once where there is none."""
        if lag <= timedelta(0):
            action()
        else:
            heapq.heappush(self._waiting, (self.clock() + lag, next(self._count), action))

    def settle(self) -> None:
        """Do all that has waited long enough."""
        while self._waiting and self._waiting[0][0] <= self.clock():
            heapq.heappop(self._waiting)[2]()

    # Storing

    def store(
        self, mailbox: Mailbox, folder: str, content: Content, *, draft: bool = False, read: bool = False
    ) -> Message:
        """Put a message into a well-known folder, in its conversation, and tell the watchers."""
        return self.store_in(mailbox, mailbox.well_known[folder].number, content, draft=draft, read=read)

    def store_in(
        self,
        mailbox: Mailbox,
        folder: int,
        content: Content,
        *,
        draft: bool,
        read: bool,
        number: int | None = None,
    ) -> Message:
        """The same with a folder's number, and with the number of the immutable id where it is to live on."""
        now = self.clock()
        number, place = number or mailbox.number(), mailbox.number()
        message = Message(number, place, folder, content, now, now, now, is_draft=draft, is_read=read)
        threads.join(mailbox, message)
        mailbox.add(message)
        self.tell(mailbox, message, "created")
        return message

    def tell(self, mailbox: Mailbox, message: Message, change: str) -> None:
        """Tell the watchers (change notifications) of created, updated or deleted."""
        for watcher in self.watchers:
            watcher(mailbox, message, change)

    # Sending

    def stamped(self, mailbox: Mailbox, content: Content) -> Content:
        """The content as sent now from a mailbox: sender, date, Message-ID."""
        sender = content.sender or Party(mailbox.address, mailbox.name)
        keep = content.message_id and self.behaviour.keep_message_id
        return replace(
            content,
            sender=sender,
            from_=content.from_ or sender,
            sent=self.clock(),
            message_id=content.message_id if keep else answers.new_message_id(),
        )

    def submit(self, mailbox: Mailbox, content: Content, index: bytes = b"") -> None:
        """Send stamped content from a mailbox to all its recipients."""
        lines = headers.written(content, threads.topic(content.subject), index)
        outgoing = replace(content, headers=tuple(lines), bcc=())
        auth = Auth.INTERNAL if mailbox.hosted else Auth.PASS
        recipients = tuple(party.address for party in content.recipients)
        self.post(Letter(outgoing, mailbox.address, auth, recipients))

    def post(self, letter: Letter) -> None:
        """Take a letter in; letters that follow from it (answers, reports) go after it, in order."""
        self._letters.append(letter)
        if self._busy:
            return
        self._busy = True
        try:
            while self._letters:
                self._carry(self._letters.popleft())
        finally:
            self._busy = False

    def _carry(self, letter: Letter) -> None:
        for address in letter.recipients:
            mailbox = self.directory.find(address)
            status = self.bouncing.get(mailbox.address.lower() if mailbox else address.lower())
            if mailbox is None or status:
                ours = self.directory.is_ours(address)
                self._fail(letter, address, status or ("5.1.10" if ours else "5.1.1"))
            else:
                self.later(self.behaviour.delivery_lag, lambda box=mailbox: self._receive(box, letter))  # type: ignore[misc]

    def _receive(self, mailbox: Mailbox, letter: Letter) -> None:
        content = self._as_received(mailbox, letter)
        self.store(mailbox, letter.folder, content)
        absence = self.absences.get(mailbox.address.lower())
        if absence is not None and letter.folder == "inbox":
            self._answer(mailbox, absence, letter)

    def _as_received(self, mailbox: Mailbox, letter: Letter) -> Content:
        content = letter.content
        now = self.clock()
        auth = letter.auth if mailbox.hosted or letter.auth is not Auth.INTERNAL else Auth.PASS
        top = headers.transport(auth, letter.envelope_from, content.from_, self.tenant_id, now)
        lines = (*top, *headers.through_firewall(content.headers))
        shown = self.directory.shown if mailbox.hosted and self.behaviour.rewrite_aliases else _unchanged
        travels = letter.auth is Auth.INTERNAL and mailbox.hosted and self.behaviour.properties_travel
        return replace(
            content,
            headers=lines,
            to=tuple(map(shown, content.to)),
            cc=tuple(map(shown, content.cc)),
            bcc=(),
            properties=content.properties if travels else {},
            sent=content.sent or now,
            message_id=content.message_id or answers.new_message_id(),
        )

    def _answer(self, mailbox: Mailbox, absence: Absence, letter: Letter) -> None:
        asker = letter.envelope_from.lower()
        if not asker or asker in absence.answered or asker == mailbox.address.lower():
            return
        if not absence.on(self.clock()) or not answers.wants_absence_reply(letter.content):
            return
        absence.answered.add(asker)
        person = Party(mailbox.address, mailbox.name)
        to = Party(letter.envelope_from, letter.content.from_.name if letter.content.from_ else "")
        reply = answers.absence_reply(person, to, letter.content, absence.message, self.clock())
        lines = headers.written(reply, threads.topic(reply.subject), b"")
        auth = Auth.INTERNAL if mailbox.hosted else Auth.PASS
        # The null sender: nobody hears of a failure, and no automaton answers it (RFC 3834, 3.3).
        self.post(Letter(replace(reply, headers=tuple(lines)), "", auth, (to.address,)))

    def _fail(self, letter: Letter, address: str, status: str) -> None:
        sender = self.directory.find(letter.envelope_from)
        if sender is None or not letter.envelope_from or letter.content.suppresses(Suppress.NDR):
            return
        party = Party(sender.address, sender.name)
        domain = self.directory.default_domain
        report = answers.delivery_failure(domain, party, address, status, letter.content, self.clock())
        self.post(Letter(report, "", Auth.INTERNAL if sender.hosted else Auth.PASS, (sender.address,)))

    def keeps_sent_copy(self, content: Content) -> bool:
        """Whether a sent draft leaves a copy (PidTagDeleteAfterSubmit says no)."""
        return content.properties.get(properties.NO_SENT_COPY, "").lower() != "true"


def _unchanged(party: Party) -> Party:
    return party
