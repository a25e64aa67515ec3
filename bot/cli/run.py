"""`nearmiss run` and `nearmiss tick`: the service, and one whole round of it."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bot.app import App

_BESIDE_RUN_SECONDS = 30.0


def apps() -> list[App]:
    """Every trust of this deployment, opened; raises with one sentence for whatever is wrong."""
    from bot.app import build, export_ca_bundle
    from bot.log import set_up
    from bot.trusts import load_trusts

    trusts = load_trusts(os.environ)
    set_up(trusts[0].settings.log)
    export_ca_bundle(trusts[0].settings)
    return [build(trust).open() for trust in trusts]


@contextmanager
def alone(app: App, seconds: float) -> Iterator[bool]:
    """The only worker of a SQLite store, waiting so long for another to end; always True on PostgreSQL."""
    from filelock import FileLock, Timeout

    database = app.store.engine.url.database
    if app.store.engine.dialect.name != "sqlite" or not database or database == ":memory:":
        yield True
        return
    lock = FileLock(f"{Path(database).resolve()}.worker", timeout=seconds)
    try:
        lock.acquire()
    except Timeout:
        yield False
        return
    try:
        yield True
    finally:
        lock.release()


@click.command()
def run() -> None:
    """Run the service until it is told to stop (SIGTERM); what is in hand is finished."""
    from contextlib import ExitStack

    from bot.errors import ConfigurationWrong
    from bot.scheduler import Worker
    from bot.scheduler import run as beat

    found = apps()
    with ExitStack() as stack:
        for app in found:
            if not stack.enter_context(alone(app, 0.1)):
                raise ConfigurationWrong("another worker is running on this SQLite database; only one can")
        workers = []
        for app in found:
            parts = app.connected()
            for address in parts.intake.addresses.values():
                parts.mailboxes.probe(address)  # a wrong secret or mailbox is told at once, not every minute
            workers.append(Worker(app, parts))
        logging.getLogger("nearmiss.worker").info("running: trusts=%d", len(workers))
        beat(workers)


@click.command()
@click.option(
    "--max-seconds", default=600.0, show_default=True, help="How long to wait for the sending allowance."
)
def tick(max_seconds: float) -> None:
    """Take in what is new, do what is due, send what waits; then exit (0 when nothing due is left)."""
    from bot.ticks.round import until_quiet

    good = True
    for app in apps():
        with alone(app, _BESIDE_RUN_SECONDS) as mine:
            if not mine:
                click.echo("another worker (nearmiss run) is at work on this database", err=True)
                sys.exit(1)
            parts = app.connected()
            left = until_quiet(app.service, parts.intake, parts.outbox, app.clock, max_seconds)
            if not left.nothing:
                click.echo(str(left), err=True)
                good = False
    sys.exit(0 if good else 1)
