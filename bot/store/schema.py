"""The schema's version; Alembic itself is loaded only when something must change (it is slow to import)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, inspect, text

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
        if not inspect(connection).has_table("alembic_version"):
            return Version("")
        return Version(
            str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")
        )


def upgrade(engine: Engine) -> None:
    """Bring the schema to HEAD, in one transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, HEAD)
