"""The unchanged service against the embedded tenant, with a clock that can be moved: for the demo and the scenarios.

Settings, directory and policy are written as files and read as in production; nothing of the service is replaced.
No run depends on the machine's clock or on chance.
"""

from __future__ import annotations

import random
import tempfile
import threading
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any

from bot.app import App, Connected, build, export_ca_bundle
from bot.demo.accounts import Trust
from bot.demo.tenant import Tenant, TenantServer
from bot.demo.tenant.letters import Mail
from bot.demo.trust import OSBORNE, directory_toml
from bot.store import around, cases, deadlines, outbox
from bot.store.cases import Stored
from bot.store.store import Work
from bot.ticks.round import Left, until_quiet
from bot.ticks.show import shown
from bot.trusts import load_trusts


class MovableClock:
    """Stands still until it is moved; its seconds go on with it, and stand where it is set back."""

    def __init__(self, start: datetime) -> None:
        self._now = start
        self._seconds = 0.0

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return self._seconds

    def set(self, moment: datetime) -> None:
        """Move the clock."""
        self._seconds += max(0.0, (moment - self._now).total_seconds())
        self._now = moment

    def pause(self, seconds: float) -> None:
        """Whoever would wait moves the clock on instead."""
        self.set(self._now + timedelta(seconds=seconds))


class World:
    """A trust of people with mailboxes, and the service that reads one of them.

    `start` is aware UTC. `policy` is the text of a policy.toml; `directory` that of a directory.toml (default: the
    invented trust's). Use as a context manager, or call `close`.
    """

    def __init__(
        self,
        start: datetime,
        *,
        folder: Path | None = None,
        policy: str = "",
        directory: str = "",
        trust: Trust = OSBORNE,
        settings: Mapping[str, str] | None = None,
        server: TenantServer | None = None,
    ) -> None:
        self._temporary = tempfile.TemporaryDirectory(prefix="nearmiss-") if folder is None else None
        self.folder = folder or Path(self._temporary.name if self._temporary else "")
        self.clock = MovableClock(start)
        self.chance = random.Random(0).random
        self.tenant = Tenant(trust, self.clock.now)
        self.tenant.limits.sends_per_minute = 0  # the clock is moved by hours within seconds
        self._own_server = server is None
        self.server = server or TenantServer(self.tenant).__enter__()
        self.server.use(self.tenant)
        self._settings = dict(settings or {})
        self._write(directory or directory_toml(trust), policy)
        self.app: App
        self.parts: Connected
        self.start()
        self.lock = threading.RLock()

    def _write(self, directory: str, policy: str) -> None:
        config = self.folder / "config"
        config.mkdir(parents=True, exist_ok=True)
        (config / "directory.toml").write_text(directory, "utf-8")
        if policy:
            (config / "policy.toml").write_text(policy, "utf-8")

    def environment(self) -> dict[str, str]:
        """The service's settings, as a person would set them."""
        return {
            **self.server.settings,
            "NEARMISS_CONFIG_DIR": str(self.folder / "config"),
            "NEARMISS_DATABASE_URL": f"sqlite:///{self.folder / 'nearmiss.db'}",
            "NEARMISS_DATA_DIR": str(self.folder / "data"),
            "NEARMISS_KEY_FILE": str(self.folder / "keys" / "nearmiss.key"),
            "NEARMISS_SENDS_PER_MINUTE": "0",
            **self._settings,
        }

    def start(self) -> None:
        """Start the service anew from its files, as after a restart."""
        (trust,) = load_trusts(self.environment(), start=self.folder)
        export_ca_bundle(trust.settings)
        self.app = build(trust, self.clock, self.chance).open()
        self.parts = self.app.connected()

    # time

    def now(self) -> datetime:
        """The clock's moment, aware UTC."""
        return self.clock.now()

    def tick(self) -> Left:
        """One whole round of the service."""
        parts, clock = self.parts, self.clock
        return until_quiet(self.app.service, parts.intake, parts.outbox, clock, 5.0, clock.pause)

    def advance(self, amount: timedelta | None = None, **parts: float) -> None:
        """Move the clock on (hours=4, days=1), stopping at every moment when something falls due."""
        end = self.now() + (amount if amount is not None else timedelta(**parts))
        self.tick()
        while True:
            due = self.next_deadline()
            if due is None or due > end:
                break
            self.clock.set(max(due, self.now()))
            self.tick()
            if self.next_deadline() == due:
                break  # something that is due cannot be done; time goes on all the same
        self.clock.set(end)
        self.tick()

    def jump(self, amount: timedelta | None = None, **parts: float) -> None:
        """Move the clock on without the service: an outage. Nothing is done until the next tick."""
        self.clock.set(self.now() + (amount if amount is not None else timedelta(**parts)))

    def next_deadline(self) -> datetime | None:
        """When the service has something to do next: a deadline, a mail whose time comes, a digest."""
        with self.app.store.reading(self.now()) as work:
            found = [deadlines.next_due(work), outbox.next_due(work)]
        moments = [moment for moment in found if moment is not None]
        return min(moments, default=None)

    # people

    def write(
        self, person: str, subject: str, text: str, *, to: str = "", files: Iterable[tuple[str, str, bytes]] = (),
        html: str | None = None, cc: Iterable[str] = (),
    ) -> Mail:  # fmt: skip
        """A person writes to the incident mailbox (or to `to`), and the service has a round."""
        address = to or self.app.service.directory.mailboxes.incidents
        sent = self.tenant.send_as(person, address, subject, text, html, files, cc=cc)
        self.tick()
        return sent

    def reply(
        self, person: str, text: str, kind: str = "", *, files: Iterable[tuple[str, str, bytes]] = ()
    ) -> Mail:
        """A person answers our newest mail in their inbox (of a kind, if given), and the service has a round."""
        mail = self.newest(person, kind)
        if files:
            body = text
            sent = self.tenant.send_as(
                person, mail.from_.address, f"RE: {mail.subject}", body, None, files, in_reply_to=mail
            )
        else:
            sent = self.tenant.reply_as(person, mail, text)
        self.tick()
        return sent

    def inbox(self, person: str) -> list[Mail]:
        """A person's mail, oldest first."""
        return self.tenant.inbox(person)

    def kinds(self, person: str) -> list[str]:
        """The kinds of our mails in a person's inbox, oldest first; "" for mail of others."""
        return [kind_of(mail) for mail in self.inbox(person)]

    def newest(self, person: str, kind: str = "") -> Mail:
        """The newest mail of ours (of a kind) in a person's inbox; LookupError where there is none."""
        for mail in reversed(self.inbox(person)):
            if (kind and kind_of(mail) == kind) or (not kind and kind_of(mail)):
                return mail
        raise LookupError(f"{person} has no mail of kind {kind or 'any'}")

    # the record

    def cases(self) -> list[dict[str, Any]]:
        """Every case as `nearmiss show --json` prints it, and with each mail its Message-ID and what caused it."""
        with self.app.store.reading(self.now()) as work:
            return [self._shown(work, stored) for stored in cases.all_cases(work)]

    def _shown(self, work: Work, stored: Stored) -> dict[str, Any]:
        case = shown(self.app.service, work, stored)
        rows = outbox.of_case(work, stored.id)
        for mail, row in zip(case["mails"], rows, strict=True):
            mail |= {"cause": row.once_key.split("/", 3)[-1], "message_id": row.message_id or ""}
        return case

    def case(self, reference: str = "") -> dict[str, Any]:
        """One case, or the newest."""
        found = [one for one in self.cases() if not reference or one["reference"] == reference]
        if not found:
            raise LookupError("there is no such case")
        return found[-1]

    def absent(self) -> set[str]:
        """Addresses noted as away."""
        with self.app.store.reading(self.now()) as work:
            return {one.address for one in around.absences(work)}

    def __enter__(self) -> World:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop everything and forget the files."""
        self.parts.client.close()
        self.app.store.close()
        if self._own_server:
            self.server.close()
        if self._temporary is not None:
            self._temporary.cleanup()


def kind_of(mail: Mail) -> str:
    """The X-Nearmiss-Kind of a mail, "" for mail of others."""
    return next((value for name, value in mail.headers if name.lower() == "x-nearmiss-kind"), "")
