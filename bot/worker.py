"""One trust's work in one process: what each beat of the scheduler does. Knows no scheduler."""

from __future__ import annotations

import json
import logging
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.app import App, Connected
from bot.errors import Transient
from bot.graph.notifications import Subscriptions
from bot.hints import Hints
from bot.ticks.calendar_mails import calendar_tick
from bot.ticks.digest import digest_tick
from bot.ticks.pauses import Pauses
from bot.ticks.questions import questions_tick
from bot.ticks.retention import purge
from bot.ticks.round import drain
from bot.ticks.sweep import sweep_tick

log = logging.getLogger("nearmiss.worker")

_DAY = 86_400.0
_LEARN_QUICK, _LEARN_SLOW = timedelta(minutes=20), timedelta(hours=6)


@dataclass
class Worker:
    """The beats of one trust in this process. `name` names the heartbeat file."""

    app: App
    parts: Connected
    name: str = field(default_factory=lambda: f"{os.uname().nodename}-{os.getpid()}")
    polled_at: datetime | None = None
    learned_at: datetime | None = None
    renamed: bool = True  # until Exchange has shown that it keeps our Message-IDs
    wake: Callable[[], None] = lambda: None  # has the mailboxes looked into now; the scheduler sets it
    hints: Hints | None = None  # change notifications, where NEARMISS_NOTIFY_URL asks for them
    pen: threading.Lock = field(default_factory=threading.Lock)  # the heartbeat is written by several beats

    def __post_init__(self) -> None:
        settings = self.app.settings
        if settings.notify_url:
            secret = self.app.store.keys.digest("change notifications")
            subscriptions = Subscriptions(self.parts.client, settings.notify_url, secret)
            self.hints = Hints(subscriptions, self.parts.intake.addresses, lambda: self.wake())

    def first_look(self) -> None:
        """A wrong secret or mailbox is told at once and not every minute; raises it. An outage is no reason to end."""
        for address in self.parts.intake.addresses.values():
            try:
                self.parts.mailboxes.reach(address)
            except Transient as failure:
                log.warning("first look: %s", failure)

    def poll(self) -> int:
        """Look into the mailboxes that are ours to read; how many mails were taken in."""
        self._hear()
        taken = self.parts.intake.tick(self.app.clock.now())
        if self.parts.intake.own_mailboxes():
            self.polled_at = datetime.now(UTC)
            self.beat()
        return taken

    def junk(self) -> int:
        """Junk Email is read too: to the holding place, unless it belongs to a case."""
        return self.parts.intake.tick(self.app.clock.now(), ("junkemail",))

    def sweep(self) -> None:
        """What is due."""
        service, now = self.app.service, self.app.clock.now()
        _each(
            lambda: sweep_tick(service, now, self.parts.tips),
            lambda: digest_tick(service, now),
            lambda: calendar_tick(service, self.app.files, now),
            lambda: questions_tick(service, now),
        )

    def outbox(self) -> int:
        """What is to be sent and filed."""
        self._hear()
        return drain(self.parts.outbox, self.app.clock)

    def _hear(self) -> None:
        """On PostgreSQL: what Exchange asked other workers, and how many we are."""
        if self.app.store.engine.dialect.name == "sqlite":
            return
        pacing = self.parts.client.pacing
        pacing.share(len(self.parts.team.workers()))
        Pauses(self.app.service, pacing, self.parts.intake.addresses).exchange(self.app.clock.now())

    def housekeeping(self) -> None:
        """Half-done files, orphan drafts, Message-IDs that Exchange changed, what retention no longer allows."""
        now = self.app.clock.now()
        self.app.files.sweep()
        if not self.parts.team.keep("housekeeping"):
            return
        _each(
            lambda: self.parts.outbox.sweep_orphans(now),
            lambda: self._learn(now),
            lambda: self.app.service.forget_flows(now),
            lambda: self._forget_keys(now),
            lambda: self._purge(now),
        )

    def _learn(self, now: datetime) -> None:
        """Answers name the Message-ID that Exchange gave a mail; asked often only where it gives its own."""
        often = timedelta(0) if self.renamed else _LEARN_SLOW
        if self.learned_at is not None and now - self.learned_at < often:
            return
        since = (self.learned_at or now) - _LEARN_QUICK
        self.renamed = self.parts.outbox.learn_message_ids(since, now) > 0
        self.learned_at = now

    def _forget_keys(self, now: datetime) -> None:
        if road := self.parts.intake.taking.anonymous:
            road.housekeeping(now)

    def _purge(self, now: datetime) -> None:
        """Once a day: rows and files that are over their time, and originals that are durable long enough."""
        if self.app.service.once_a_day("purged", now):
            purge(self.app.service, self.app.files, now)
            self.parts.originals.purge(now)

    def beat(self) -> None:
        """Say on disk that we live, and when a poll went well; `nearmiss health` reads it."""
        if self.hints:
            self.hints.keep_up(self.parts.intake.own_mailboxes(), self.app.clock.now())
        with self.pen:
            tell_heart(self.app.settings.data_dir, self.name, self.polled_at)

    def close(self) -> None:
        """We are no longer here: no heartbeat, no turn, no claim."""
        if self.hints:
            self.hints.end()
        (self.app.settings.data_dir / f"heartbeat-{self.name}.json").unlink(missing_ok=True)
        self.parts.close()
        self.app.store.close()


def _each(*steps: Callable[[], object]) -> None:
    """Every step, also after one that failed; the first failure is raised at the end."""
    failures: list[Exception] = []
    for step in steps:
        try:
            step()
        except Exception as failure:  # raised below
            failures.append(failure)
    if failures:
        raise failures[0]


def tell_heart(folder: Path, name: str, polled_at: datetime | None) -> None:
    """Write a heartbeat file; `polled_at` is when a poll last went well, None not yet."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"heartbeat-{name}.json"
    fresh = path.with_suffix(".new")
    polled = polled_at.isoformat() if polled_at else None
    told = {"worker": name, "alive_at": datetime.now(UTC).isoformat(), "polled_at": polled}
    fresh.write_text(json.dumps(told), "utf-8")
    os.replace(fresh, path)


def forget_old_hearts(folder: Path) -> None:
    """Heartbeat files of workers that ended more than a day ago."""
    for path in folder.glob("heartbeat-*"):
        try:
            if path.stat().st_mtime < time.time() - _DAY:
                path.unlink()
        except OSError:  # another worker was quicker
            continue
