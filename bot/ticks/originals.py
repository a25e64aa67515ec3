"""Originals and our Sent Items leave the mailbox some time after they are durable here (SPEC §7, retention).

Goes by rows alone: only mail that we took in, or sent, and of no case that a hold keeps. Repeatable.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.errors import NearmissError
from bot.graph.mailbox import Mailboxes
from bot.graph.sender import Sender, SentState
from bot.service import Service
from bot.store import cases, originals

log = logging.getLogger("nearmiss.retention")


@dataclass(frozen=True)
class Originals:
    """Purges what is old in one trust's mailboxes. `addresses`: our mailboxes by name."""

    service: Service
    mailboxes: Mailboxes
    sender: Sender
    addresses: Mapping[str, str]

    def purge(self, now: datetime) -> int:
        """One day's share of both; returns how many mails have gone."""
        before = now - timedelta(days=self.service.policy.retention.originals_days)
        with self.service.store.reading(now) as work:
            incoming = originals.old_incoming(work, before)
            sent = originals.old_sent(work, before)
            held = {
                one.case_id for one in (*incoming, *sent)
                if one.case_id is not None and cases.by_id(work, one.case_id).case.on_hold
            }  # fmt: skip
        gone_in = [
            one.id for one in incoming if one.case_id not in held and self._erase(one.mailbox, one.item_id)
        ]
        gone_out = [one.id for one in sent if one.case_id not in held and self._erase_sent(one)]
        if gone_in or gone_out:
            with self.service.store.work(now) as work:
                originals.incoming_gone(work, gone_in)
                originals.sent_gone(work, gone_out)
            log.info("originals purged: received=%d sent=%d", len(gone_in), len(gone_out))
        return len(gone_in) + len(gone_out)

    def _erase(self, mailbox: str, item_id: str) -> bool:
        address = self.addresses.get(mailbox)
        if not address or not item_id:
            return False
        try:
            self.mailboxes.purge(address, item_id)
        except NearmissError as failure:
            log.warning("an original could not be purged yet: error=%s", type(failure).__name__)
            return False
        return True

    def _erase_sent(self, one: originals.OldMail) -> bool:
        """The copy may have another id than its draft, so it is looked for; one that is not there is gone."""
        try:
            found = self.sender.find_sent(
                self.addresses[one.mailbox], one.item_id, one.own_key, one.message_id
            )
        except (NearmissError, KeyError):
            return False
        return found.state is not SentState.SENT or self._erase(one.mailbox, found.id)
