"""`nearmiss db upgrade`: brings the schema up to date before a new version starts."""

from __future__ import annotations

import click

from bot.cli.access import json_option, these_trusts, trust_option
from bot.cli.printing import print_json


@click.group()
def db() -> None:
    """The database's schema."""


@db.command()
@json_option
@trust_option
def upgrade(as_json: bool, trust_name: str) -> None:
    """Bring the schema to this version, and make the key of an empty database. Harmless when repeated."""
    from bot.store.schema import HEAD, version_of
    from bot.store.store import Store

    found = []
    for trust in these_trusts(trust_name):
        settings = trust.settings
        store = Store(settings.database_url, settings.key_file, settings.database_schema)
        try:
            before = version_of(store.engine).revision
            store.open()
        finally:
            store.close()
        name = trust.id or trust.configuration.directory.trust.prefix
        found.append({"trust": name, "before": before, "now": HEAD})
        if not as_json:
            done = "is at" if before == HEAD else f"brought from {before or 'empty'} to"
            click.echo(f"{name}: {done} {HEAD}")
    if as_json:
        print_json(found)
