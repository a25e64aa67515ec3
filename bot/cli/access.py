"""How a command gets at its trust, its store and its service. Everything heavy is imported inside.

Commands that only look never make a database, a key or a table: an operator's look must not leave files that the
service cannot open.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from bot.errors import ConfigurationWrong

if TYPE_CHECKING:
    from datetime import datetime

    from bot.app import App
    from bot.store.store import Store, Work
    from bot.trusts import Trust

NUMBER = click.IntRange(1, 2**63 - 1)  # of a row, as the lists print it
F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T")


class NoDatabase(ConfigurationWrong):
    """Nothing has been kept yet."""


def trust_option(command: F) -> F:
    """`--trust`: which trust, where the deployment has several."""
    option = click.option(
        "--trust",
        "trust_name",
        default="",
        metavar="NAME",
        help="The trust's folder or prefix, where there are several.",
    )
    return option(command)


def json_option(command: F) -> F:
    """`--json`: for programs; the keys are stable."""
    return click.option("--json", "as_json", is_flag=True, help="JSON, for programs.")(command)


def now() -> datetime:
    """The wall clock, aware UTC; no setting moves it."""
    from bot.clock import SystemClock

    return SystemClock().now()


def one_trust(name: str, *, with_graph: bool = False) -> Trust:
    """The trust that `--trust` names, or the only one; raises ConfigurationWrong."""
    from bot.trusts import chosen, load_trusts

    return chosen(load_trusts(os.environ, with_graph=with_graph), name)


def these_trusts(name: str, *, with_graph: bool = False) -> tuple[Trust, ...]:
    """The named trust, or all where no name is given."""
    from bot.trusts import chosen, load_trusts

    trusts = load_trusts(os.environ, with_graph=with_graph)
    return (chosen(trusts, name),) if name else trusts


def existing_store(trust: Trust) -> Store:
    """The trust's store, opened; raises NoDatabase where there is none yet, and leaves it so."""
    from sqlalchemy.exc import DBAPIError

    from bot.errors import Transient
    from bot.store.schema import version_of
    from bot.store.store import Store

    settings = trust.settings
    _must_exist(settings.database_url)
    store = Store(settings.database_url, settings.key_file, settings.database_schema)
    try:
        version = version_of(store.engine)
    except DBAPIError as failure:
        kind = type(failure.orig).__name__
        raise Transient(
            f"NEARMISS_DATABASE_URL: the database does not answer as it should ({kind})"
        ) from None
    if not version.revision:
        raise NoDatabase("the database is empty: `nearmiss run` or `nearmiss tick` fills it")
    return store.open()


def _must_exist(url: str) -> None:
    from pathlib import Path

    from sqlalchemy import make_url

    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and not Path(parsed.database or "").is_file():
        raise NoDatabase(
            f"there is no database yet at {parsed.database}: `nearmiss run` or `nearmiss tick` makes it"
        )


@contextmanager
def reading(trust: Trust) -> Iterator[Work]:
    """A transaction that only looks."""
    store = existing_store(trust)
    try:
        with store.reading(now()) as work:
            yield work
    finally:
        store.close()


def found_in(trust: Trust, look: Callable[[Work], list[T]]) -> list[T]:
    """What a look into the store finds; nothing, with a remark, where there is no store yet."""
    try:
        with reading(trust) as work:
            return look(work)
    except NoDatabase as nothing:
        click.echo(f"Nothing yet: {nothing}.", err=True)
        return []


@contextmanager
def service_of(trust: Trust) -> Iterator[App]:
    """The trust's parts without Microsoft, on a store that exists."""
    from bot.app import build

    existing_store(trust).close()
    app = build(trust).open()
    try:
        yield app
    finally:
        app.store.close()
