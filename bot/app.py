"""The composition root: settings to objects. Everything is built here, nothing acts here."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from bot.clock import Clock, SystemClock
from bot.graph.auth import TokenSource
from bot.graph.client import GraphClient
from bot.graph.credential import Credentials
from bot.graph.endpoints import scope_for
from bot.graph.limits import Limiter, LocalLimiter
from bot.graph.mailbox import Mailboxes
from bot.graph.pacing import Pacing
from bot.graph.sealed_spool import SealedSpool
from bot.graph.sender import Sender
from bot.mail.message import ReadingContext
from bot.policy_file import Configuration
from bot.render import Renderer
from bot.resources import packaged
from bot.service import Service
from bot.settings import Settings
from bot.store.alone import Alone
from bot.store.locks import SessionLocks
from bot.store.slots import SharedSlots
from bot.store.store import Store
from bot.ticks.allowance import Allowance
from bot.ticks.anonymous.box import Boxes
from bot.ticks.anonymous.desk import Desk
from bot.ticks.anonymous.outbox import AnonymousOutbox
from bot.ticks.anonymous.road import AnonymousRoad
from bot.ticks.files import Files
from bot.ticks.in_hand import InHand
from bot.ticks.intake import Intake
from bot.ticks.originals import Originals
from bot.ticks.outbox import Outbox
from bot.ticks.papers import PaperMaker
from bot.ticks.reader import MailReader
from bot.ticks.taking import Taking
from bot.ticks.team import Team
from bot.ticks.tips import Tips
from bot.trusts import Trust

INCIDENTS, ANONYMOUS = "incidents", "anonymous"


@dataclass(frozen=True)
class Connected:
    """What talks to Microsoft, for one trust."""

    client: GraphClient
    mailboxes: Mailboxes
    sender: Sender
    tips: Tips
    intake: Intake
    outbox: Outbox
    team: Team
    originals: Originals

    def close(self) -> None:
        """Give turns, slots and marks back; what was claimed and not finished is free for others."""
        self.intake.taking.in_hand.close()
        self.team.close()
        self.client.close()


@dataclass(frozen=True)
class App:
    """One trust, ready to work. `store` must be opened; `connected()` makes no request by itself."""

    trust: Trust
    store: Store
    renderer: Renderer
    files: Files
    service: Service
    clock: Clock
    desk: Desk
    chance: Callable[[], float] = random.random  # 0 to 1, for waits and delays

    @property
    def settings(self) -> Settings:
        return self.trust.settings

    def open(self) -> App:
        """Open the database and check the key; raises ConfigurationWrong or Transient."""
        self.store.open()
        return self

    def connected(self, limiters: Limiters | None = None) -> Connected:
        """The parts that talk to Microsoft Graph. `limiters` are shared by all trusts of a process."""
        settings, now = self.settings, self.clock.monotonic
        team, limiter = self._team((limiters or Limiters()).of(settings))
        pacing = Pacing(monotonic=now, jitter=self.chance)
        client = GraphClient(settings.graph_url, tokens_from(settings), limiter, pacing=pacing, monotonic=now)
        # until a mail's mode is known it may be anonymous, so what is spooled is sealed
        mailboxes = Mailboxes(client, SealedSpool(self.files.spool))
        sender = Sender(client, mailboxes)
        addresses = self._addresses()
        tips = Tips(mailboxes, addresses[INCIDENTS], now)
        reading = reading_context(self.trust.configuration)
        taking = Taking(
            self.service, self.files, tips, MailReader(reading), InHand(self.files.folder / "in-hand"),
            AnonymousRoad(self.service, self.files, self.desk, reading), now,
        )  # fmt: skip
        intake = Intake(self.service, mailboxes, taking, addresses, team)
        outbox = Outbox(
            self.service, sender, mailboxes, self.files, addresses,
            {name: Allowance(settings.sends_per_minute, now) for name in addresses}, team,
            timedelta(seconds=settings.doubt_seconds), self.chance,
        )  # fmt: skip
        if own := addresses.get(ANONYMOUS):
            outbox.beside = AnonymousOutbox(
                self.service, sender, mailboxes, self.desk, own, addresses,
                lambda moment: outbox.may_send(ANONYMOUS, moment),
            )  # fmt: skip
        originals = Originals(self.service, mailboxes, sender, addresses)
        return Connected(client, mailboxes, sender, tips, intake, outbox, team, originals)

    def _addresses(self) -> dict[str, str]:
        mailboxes = self.trust.configuration.directory.mailboxes
        own = {ANONYMOUS: mailboxes.anonymous} if mailboxes.anonymous else {}
        return {INCIDENTS: mailboxes.incidents, **own}

    def _team(self, alone: Limiter) -> tuple[Team, Limiter]:
        """On PostgreSQL turns and Graph's slots are shared by all workers; on SQLite one worker has them all."""
        if self.store.engine.dialect.name == "sqlite":
            return Alone(), alone
        settings, locks = self.settings, SessionLocks(self.store.engine, self.store.schema)
        registration = f"{settings.tenant_id}/{settings.client_id}".lower()
        return locks, SharedSlots(locks, registration, settings.graph_concurrency)


@dataclass
class Limiters:
    """One limiter for each app registration in a process, whichever trusts use it: Graph counts by registration."""

    known: dict[tuple[str, str, str], LocalLimiter] = field(default_factory=dict)

    def of(self, settings: Settings) -> LocalLimiter:
        """The limiter of a trust's registration."""
        key = (settings.tenant_id.lower(), settings.client_id.lower(), settings.graph_url)
        return self.known.setdefault(key, LocalLimiter(settings.graph_concurrency))


def build(trust: Trust, clock: Clock | None = None, chance: Callable[[], float] = random.random) -> App:
    """All parts of a trust that need no network."""
    settings, configuration = trust.settings, trust.configuration
    store = Store(settings.database_url, settings.key_file, settings.database_schema)
    renderer = Renderer(template_folders(settings.config_dir))
    files = Files(settings.data_dir)
    papers = PaperMaker(files)
    desk = Desk(Boxes(settings.key_file), renderer, chance)
    service = Service(store, renderer, papers, configuration.directory, configuration.policy, desk)
    return App(trust, store, renderer, files, service, clock or SystemClock(), desk, chance)


def template_folders(config_dir: Path) -> tuple[Path, ...]:
    """The trust's own templates first, then those that ship with the program."""
    return (config_dir / "templates", packaged("templates"))


def tokens_from(settings: Settings) -> TokenSource:
    """Where tokens come from; made without a request."""
    credentials = Credentials(
        tenant_id=settings.tenant_id, client_id=settings.client_id, secret=settings.client_secret,
        certificate_path=settings.client_certificate, authority_url=settings.authority_url,
        scope=scope_for(settings.graph_url),
    )  # fmt: skip
    return TokenSource(credentials, ca_file=settings.ca_bundle)


def reading_context(configuration: Configuration) -> ReadingContext:
    """What the mail reader may know of the trust."""
    directory, policy = configuration.directory, configuration.policy
    return ReadingContext(
        own_addresses=frozenset(directory.mailboxes.all), domains=directory.trust.domains,
        prefix=directory.trust.prefix,
        schools={school.id: (school.name, *school.names) for school in directory.schools.values()},
        people={person.address: person.name for person in directory.people.values()},
        relayed=policy.relayed_domains, time_zone=directory.trust.time_zone,
    )  # fmt: skip


def export_ca_bundle(settings: Settings, put: Callable[[str, str], None] = os.environ.__setitem__) -> None:
    """A CA bundle set in `.env` holds for every connection of this process, as if set in the environment."""
    if settings.ca_bundle is not None:
        put("REQUESTS_CA_BUNDLE", str(settings.ca_bundle))
