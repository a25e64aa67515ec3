"""`nearmiss run` and `nearmiss tick`: the service, and one whole round of it."""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.access import json_option
from bot.cli.printing import print_json

if TYPE_CHECKING:
    from bot.app import App, Limiters
    from bot.worker import Worker

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


def lock_file(app: App) -> Path | None:
    """The file whose lock makes a process the only worker of a SQLite store; None where none is needed."""
    database = app.store.engine.url.database
    if app.store.engine.dialect.name != "sqlite" or not database or database == ":memory:":
        return None
    return Path(f"{Path(database).resolve()}.worker")


@contextmanager
def alone(app: App, seconds: float, command: str) -> Iterator[bool]:
    """The only worker of a SQLite store, waiting so long for another to end; always True on PostgreSQL."""
    from filelock import FileLock, Timeout

    path = lock_file(app)
    if path is None:
        yield True
        return
    lock = FileLock(path, timeout=seconds)
    try:
        lock.acquire()
    except Timeout:
        yield False
        return
    who = path.with_name(f"{path.name}.who")
    try:
        with suppress(OSError):
            told = {"pid": os.getpid(), "command": command, "since": datetime.now(UTC).isoformat()}
            who.write_text(json.dumps(told), "utf-8")
        yield True
    finally:
        who.unlink(missing_ok=True)
        lock.release()


def at_work(app: App) -> str:
    """Who holds the store, in words."""
    path = lock_file(app)
    try:
        told = json.loads(path.with_name(f"{path.name}.who").read_text("utf-8")) if path else {}
        since = datetime.fromisoformat(told["since"])
        return f"nearmiss {told['command']} (process {told['pid']}, since {since:%d %B %Y %H:%M} UTC)"
    except (OSError, ValueError, KeyError, TypeError):
        return "another worker (nearmiss run or tick)"


@click.command()
def run() -> None:
    """Run the service until it is told to stop (SIGTERM); what is in hand is finished."""
    from bot.app import Limiters
    from bot.errors import ConfigurationWrong
    from bot.scheduler import run as beat
    from bot.worker import Worker, forget_old_hearts

    found, limiters = apps(), Limiters()
    with ExitStack() as stack:
        for app in found:
            if not stack.enter_context(alone(app, 0.1, "run")):
                raise ConfigurationWrong(
                    f"{at_work(app)} is at work on this SQLite database; only one worker can be"
                )
            forget_old_hearts(app.settings.data_dir)
        workers = [Worker(app, app.connected(limiters)) for app in found]
        for worker in workers:
            worker.first_look()
        stack.enter_context(_listener(workers))
        logging.getLogger("nearmiss.worker").info("running: trusts=%d", len(workers))
        beat(workers)


@contextmanager
def _listener(workers: list[Worker]) -> Iterator[None]:
    """Metrics and change notifications, where the settings ask for either."""
    hints = [worker.hints for worker in workers if worker.hints]
    listen = workers[0].app.settings.metrics
    if listen is None and not hints:
        yield
        return
    from bot.listener import LISTEN, listening
    from bot.metrics import page

    def notified(told: object) -> bool:
        return any([one.notified(told) for one in hints])

    with listening(listen or LISTEN, page(workers), notified if hints else None):
        yield


@click.command()
@click.option(
    "--max-seconds", default=600.0, show_default=True, help="How long to wait for the sending allowance."
)
@json_option
def tick(max_seconds: float, as_json: bool) -> None:
    """Take in what is new, do what is due, send what waits; then exit (0 when nothing due is left)."""
    from bot.app import Limiters

    limiters = Limiters()
    waiting = {app.trust.id: _tick(app, max_seconds, limiters) for app in apps()}
    for trust, left in waiting.items():
        if left:
            click.echo(f"{trust}: {left}" if trust else left, err=True)
    if as_json:
        print_json([{"trust": trust or None, "left": left or None} for trust, left in waiting.items()])
    sys.exit(1 if any(waiting.values()) else 0)


def _tick(app: App, max_seconds: float, limiters: Limiters) -> str:
    """One trust's round; says what is left waiting, "" for nothing."""
    from bot.errors import NearmissError
    from bot.ticks.round import until_quiet
    from bot.worker import tell_heart

    with alone(app, _BESIDE_RUN_SECONDS, "tick") as mine:
        if not mine:
            return f"{at_work(app)} is at work on this database"
        parts = app.connected(limiters)
        try:
            left = until_quiet(app.service, parts.intake, parts.outbox, app.clock, max_seconds)
        except NearmissError as failure:  # the database itself: nothing can be said of what is left
            return f"left waiting: {failure}"
        finally:
            parts.close()
            app.store.close()
    if not left.failures:
        tell_heart(
            app.settings.data_dir, "tick", datetime.now(UTC)
        )  # for a watchdog where cron runs the ticks
    return "" if left.nothing else str(left)
