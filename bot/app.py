"""The composition root: settings to objects. Everything is built here, nothing acts here."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bot.clock import Clock, SystemClock
from bot.graph.auth import TokenSource
from bot.graph.client import GraphClient
from bot.graph.credential import Credentials
from bot.graph.endpoints import scope_for
from bot.graph.limits import LocalLimiter
from bot.graph.mailbox import Mailboxes
from bot.graph.sender import Sender
from bot.graph.spool import FolderSpool
from bot.mail.message import ReadingContext
from bot.policy_file import Configuration
from bot.render import Renderer
from bot.resources import packaged
from bot.service import Service
from bot.settings import Settings
from bot.store.store import Store
from bot.ticks.files import Files
from bot.ticks.intake import Intake
from bot.ticks.outbox import Allowance, Outbox
from bot.ticks.papers import PaperMaker
from bot.ticks.tips import Tips
from bot.trusts import Trust

INCIDENTS = "incidents"


@dataclass(frozen=True)
class Connected:
    """What talks to Microsoft, for one trust."""

    client: GraphClient
    mailboxes: Mailboxes
    sender: Sender
    tips: Tips
    intake: Intake
    outbox: Outbox


@dataclass(frozen=True)
class App:
    """One trust, ready to work. `store` must be opened; `connected()` makes no request by itself."""

    trust: Trust
    store: Store
    renderer: Renderer
    files: Files
    service: Service
    clock: Clock

    @property
    def settings(self) -> Settings:
        return self.trust.settings

    def open(self) -> App:
        """Open the database and check the key; raises ConfigurationWrong or Transient."""
        self.store.open()
        return self

    def connected(self) -> Connected:
        """The parts that talk to Microsoft Graph."""
        settings, directory = self.settings, self.trust.configuration.directory
        client = GraphClient(
            settings.graph_url, tokens_from(settings), LocalLimiter(settings.graph_concurrency),
            monotonic=self.clock.monotonic,
        )  # fmt: skip
        mailboxes = Mailboxes(client, FolderSpool(settings.data_dir / "spool"))
        sender = Sender(client, mailboxes)
        addresses = {INCIDENTS: directory.mailboxes.incidents}
        tips = Tips(mailboxes, directory.mailboxes.incidents, self.clock.monotonic)
        reading = reading_context(self.trust.configuration)
        intake = Intake(self.service, mailboxes, self.files, tips, reading, addresses)
        allowances = {name: Allowance(settings.sends_per_minute, self.clock.monotonic) for name in addresses}
        doubt = timedelta(seconds=settings.doubt_seconds)
        outbox = Outbox(self.service, sender, mailboxes, self.files, addresses, allowances, doubt)
        return Connected(client, mailboxes, sender, tips, intake, outbox)


def build(trust: Trust, clock: Clock | None = None) -> App:
    """All parts of a trust that need no network."""
    settings, configuration = trust.settings, trust.configuration
    store = Store(settings.database_url, settings.key_file, settings.database_schema)
    renderer = Renderer(template_folders(settings.config_dir))
    files = Files(settings.data_dir)
    papers = PaperMaker(files)
    service = Service(store, renderer, papers, configuration.directory, configuration.policy)
    return App(trust, store, renderer, files, service, clock or SystemClock())


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
