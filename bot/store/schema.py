"""The schema's version; Alembic itself is loaded only when something must change (it is slow to import)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from bot.store.locks import lock_number

HEAD = "0001"  # the newest migration; a test holds it against the migrations folder


@dataclass(frozen=True, slots=True)
class Version:
    """The revision that stands in the database, "" for an empty one."""

    revision: str

    @property
    def current(self) -> bool:
        return self.revision == HEAD


def version_of(engine: Engine) -> Version:
    """Which schema the database has."""
    with engine.connect() as connection:
        return _version(connection)


def _version(connection: Connection) -> Version:
    if not inspect(connection).has_table("alembic_version"):
        return Version("")
    return Version(str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or ""))


def one_at_a_time(connection: Connection) -> None:
    """Whoever opens the store at the same moment waits here until this transaction ends."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:place, 0)"), {"place": lock_number("opening")})


def upgrade(engine: Engine, schema: str = "") -> None:
    """Bring the schema to HEAD, in one transaction; harmless where another worker has done so meanwhile."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.begin() as connection:
        one_at_a_time(connection)
        if schema:
            connection.execute(text(f'CREATE SCHEMA IF NOT EXISTS "{schema}"'))
        if not _version(connection).current:
            config.attributes["connection"] = connection
            command.upgrade(config, HEAD)
