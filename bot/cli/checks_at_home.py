"""What `nearmiss check` looks at without a network: plays, database, key, data folder, templates. Writes nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from bot.cli.checks import FIX, NOTE, OK, Line
from bot.domain.plays import cautions, plays
from bot.errors import NearmissError
from bot.trusts import Trust


def at_home(trust: Trust) -> Iterator[Line]:
    """Every line of one trust."""
    directory = trust.configuration.directory
    people, schools = len(directory.people), len(directory.schools)
    yield Line(OK, "configuration", f"{directory.trust.name}, {schools} schools, {people} people", trust.id)
    for play in plays(directory):
        state = FIX if play.choice.nobody and not play.choice.instead else OK
        yield Line(state, "who gets it", play.sentence(directory), trust.id)
    for caution in cautions(directory):
        yield Line(NOTE, "directory", caution, trust.id)
    yield from _database(trust)
    yield from _folders(trust)
    yield from _templates(trust)


def _database(trust: Trust) -> Iterator[Line]:
    from sqlalchemy import make_url

    from bot.store.store import Store

    settings = trust.settings
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        yield from _place(Path(url.database or ""), "database", "NEARMISS_DATABASE_URL", trust)
        yield from _key(trust, None)
        return
    try:
        store = Store(settings.database_url, settings.key_file, settings.database_schema)
    except NearmissError as failure:
        yield Line(FIX, "database", str(failure), trust.id)
        return
    try:
        yield from _existing(trust, store)
    finally:
        store.close()


def _existing(trust: Trust, store: object) -> Iterator[Line]:
    """A database that is there: answers, has this version's schema, can be written, knows its key."""
    from sqlalchemy import select
    from sqlalchemy.exc import DBAPIError

    from bot.store.schema import HEAD, version_of
    from bot.store.store import Store
    from bot.store.tables import meta

    assert isinstance(store, Store)
    try:
        version = version_of(store.engine)
        known = None
        if version.revision:
            with store.engine.connect() as connection:
                known = connection.scalar(select(meta.c.value).where(meta.c.name == "key"))
        store.ping()
    except (DBAPIError, NearmissError) as failure:
        kind = type(getattr(failure, "orig", None) or failure.__cause__ or failure).__name__
        say = f"NEARMISS_DATABASE_URL: no answer, or no right to write ({kind}); start it, or give the right"
        yield Line(FIX, "database", say, trust.id)
        return
    if version.current:
        yield Line(OK, "database", f"{store.engine.dialect.name}, schema {HEAD}", trust.id)
    elif version.revision:
        say = f"its schema is {version.revision}, this version needs {HEAD}: nearmiss db upgrade"
        yield Line(FIX, "database", say, trust.id)
    else:
        yield Line(
            OK, "database", f"{store.engine.dialect.name}, empty; the first start sets it up", trust.id
        )
    yield from _key(trust, known)


def _key(trust: Trust, known: str | None) -> Iterator[Line]:
    """`known`: the fingerprint that the database has, None for none."""
    from bot.store.keys import keys_from, read_key

    path = trust.settings.key_file
    try:
        secret = read_key(path)
    except NearmissError as failure:
        yield Line(FIX, "key", str(failure), trust.id)
        return
    if secret is None and known is None:
        yield from _place(path, "key", "NEARMISS_KEY_FILE", trust)
    elif secret is None:
        say = f"{path} is missing and the database is sealed with key {known}: put that key file back"
        yield Line(FIX, "key", say, trust.id)
    elif known not in (None, keys_from(secret).fingerprint):
        say = f"{path} is another key than the database's ({known}): put the right key file back"
        yield Line(FIX, "key", say, trust.id)
    elif os.name == "posix" and path.stat().st_mode & 0o077:
        yield Line(FIX, "key", f"others can read {path}: chmod 600 {path}", trust.id)
    else:
        yield Line(OK, "key", f"{path}; back it up once, apart from the data", trust.id)


def _place(path: Path, what: str, setting: str, trust: Trust) -> Iterator[Line]:
    """Something that is not there yet: may it be made?"""
    if path.exists():  # as something else
        yield Line(FIX, what, f"{setting}: {path} is no file; name one, or where one may be made", trust.id)
        return
    folder = path.resolve().parent
    while not folder.exists():
        folder = folder.parent
    if folder.is_dir() and os.access(folder, os.W_OK | os.X_OK):
        yield Line(OK, what, f"{path} will be made at the first start", trust.id)
    else:
        yield Line(
            FIX, what, f"{setting}: {path} cannot be made; give the right to write to {folder}", trust.id
        )


def _folders(trust: Trust) -> Iterator[Line]:
    folder = trust.settings.data_dir
    if not folder.exists():
        yield from _place(folder, "data folder", "NEARMISS_DATA_DIR", trust)
    elif not (folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)):
        say = f"NEARMISS_DATA_DIR: {folder} cannot be written; give the service the right to"
        yield Line(FIX, "data folder", say, trust.id)
    else:
        yield Line(OK, "data folder", str(folder), trust.id)


def _templates(trust: Trust) -> Iterator[Line]:
    from bot.app import template_folders
    from bot.cli.template_faults import own_faults

    found = own_faults(template_folders(trust.settings.config_dir)[0])
    yield from (Line(FIX, "templates", one, trust.id) for one in found)
    if not found:
        yield Line(
            OK,
            "templates",
            "every kind of mail has its three, and each was written with an example",
            trust.id,
        )
