"""The way in to the anonymous road; its word tables and file readers are slow to load, so only when such mail comes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from bot.mail.message import Message, Reading, ReadingContext
from bot.service import Service
from bot.store import anonymous as rows
from bot.ticks.anonymous.desk import Desk
from bot.ticks.anonymous.recognised import is_reporters, may_be_reporters
from bot.ticks.files import Files

if TYPE_CHECKING:
    from bot.ticks.anonymous.intake import AnonymousIntake


@dataclass(frozen=True)
class AnonymousRoad:
    """One trust's road for mail whose writer wants to stay unknown."""

    service: Service
    files: Files
    desk: Desk
    reading: ReadingContext

    @cached_property
    def _intake(self) -> AnonymousIntake:
        from bot.ticks.anonymous.intake import AnonymousIntake

        return AnonymousIntake(self.service, self.files, self.desk.boxes, self.desk, self.reading)

    def take(
        self, mailbox: str, item_id: str, reading: Reading, received: datetime, now: datetime, at: float
    ) -> None:
        """One mail; `at` are monotonic seconds, by which floods are counted in memory."""
        self._intake.take(mailbox, item_id, reading, received, now, at)

    def is_for(self, message: Message, now: datetime) -> bool:
        """Whether a mail that was not sent to the anonymous mailbox is all the same a reporter's answer."""
        if not may_be_reporters(message):
            return False
        with self.service.store.reading(now) as work:
            return is_reporters(work, message)

    def housekeeping(self, now: datetime) -> None:
        """Keys without a case, keys of cases that ended long enough ago, and keys that were to be forgotten."""
        boxes = self.desk.boxes
        age = timedelta(days=self.service.policy.retention.anonymous_key_days)
        with self.service.store.work(now) as work:
            boxes.sweep(work)
            forgotten = [
                case_id
                for case_id in rows.with_part(work, "step")
                if (box := boxes.of(work, case_id))
                and box.step(work) == "forget"
                and not rows.has_waiting_mail(work, case_id)
            ]
            for case_id in (*rows.ended_before(work, age), *forgotten):
                boxes.destroy(work, case_id)
