"""Who is away, asked of Exchange before a mail is sent: one call for all who may get it, kept five minutes."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.domain.words import LADDER, Role
from bot.errors import NearmissError
from bot.graph.mail_tips import Tip
from bot.graph.mailbox import Mailboxes
from bot.mail.kinds.absence_dates import first_day_back
from bot.service import Service
from bot.store import around
from handlers.context import Incoming

log = logging.getLogger("nearmiss.tips")
_KEPT_SECONDS = 300.0


@dataclass
class Tips:
    """`mailbox` is asked as; a refusal is logged once and the other sources serve."""

    mailboxes: Mailboxes
    mailbox: str
    monotonic: Callable[[], float] = time.monotonic
    asked: dict[str, float] = field(default_factory=dict)
    refused: bool = False
    failing: bool = False

    def ask(self, service: Service, mail: Incoming, now: datetime) -> None:
        """Before a report is routed: its school's roles and the trust's. Nothing for other mail."""
        if mail.reading.kind != "report":
            return
        school = mail.fields.school or service.directory.school_of(mail.author.address)
        self.ask_for(service, addresses_of(service, school), now)

    def ask_for(self, service: Service, addresses: Iterable[str], now: datetime) -> None:
        """Ask about those not asked within five minutes; note who is away, and who is back."""
        fresh = self.monotonic() - _KEPT_SECONDS
        wanted = [a for a in dict.fromkeys(addresses) if a and self.asked.get(a, fresh) <= fresh]
        if not wanted or self.refused:
            return
        try:
            tips = self.mailboxes.mail_tips(self.mailbox, wanted)
        except NearmissError as failure:
            self.refused = failure.status == 403
            if not self.failing:
                log.warning("mail tips not available: error=%s", type(failure).__name__)
            self.failing = True
            return
        at, self.failing = self.monotonic(), False
        self.asked.update(dict.fromkeys(wanted, at))
        self._note(service, tips, now)

    def _note(self, service: Service, tips: dict[str, Tip], now: datetime) -> None:
        with service.store.reading(now) as work:
            noted = {one.address: one for one in around.absences(work)}
        changes: list[tuple[str, Tip | None]] = []
        for address, tip in tips.items():
            away = not tip.error and tip.absent_at(now)
            if away and address not in noted:
                changes.append((address, tip))
            elif not tip.error and not tip.absent and _may_end(noted.get(address)):
                changes.append((address, None))
        if not changes:
            return
        with service.store.work(now) as work:
            for address, found in changes:
                if found is None:
                    around.is_back(work, address)
                else:
                    around.note_absence(work, address, _until(found, now, service), "", "tip")


def _may_end(noted: around.Absence | None) -> bool:
    """An absence without a date ends when a tip shows it off; one with a date, or a bounce, does not (SPEC §2)."""
    return noted is not None and noted.until is None and noted.source != "bounce"


def _until(tip: Tip, now: datetime, service: Service) -> date | None:
    today = service.policy.clocks.office.local(now).date()
    if tip.end is not None:
        end = service.policy.clocks.office.local(tip.end)
        return end.date()
    return first_day_back(tip.message, today)


def addresses_of(service: Service, school: str) -> list[str]:
    """Everybody who may get mail of a case of this school because of a role."""
    roles = (*LADDER, Role.DPO, Role.SAFEGUARDING_LEAD, Role.IT_LEAD)
    people = (person for role in roles for person in service.directory.holders(role, school))
    return [person.address for person in people]
