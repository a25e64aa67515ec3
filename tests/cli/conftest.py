"""A deployment as the command line finds it: files on disk, a store with a story in it, an environment."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.commands import nearmiss
from bot.demo.world import World
from bot.store import outbox, receipts

START = datetime(2026, 11, 24, 15, 40, tzinfo=UTC)  # a Tuesday
REPORT = "At 3.20 today I sent the register of 32 pupils to a parent by mistake.\n\nTess Abara"
_NO_GRAPH = ("REQUESTS_CA_BUNDLE",)  # the tenant of the seed has stopped


@dataclass
class Home:
    """A copy of a deployment. `run` is the real command line."""

    folder: Path
    environment: dict[str, str]

    def run(self, *arguments: str, **more: str) -> Result:
        """Exit code, standard output and error of one call."""
        return CliRunner().invoke(nearmiss, list(arguments), env={**self.environment, **more})

    @property
    def database(self) -> Path:
        return self.folder / "nearmiss.db"


def play(world: World) -> None:
    """Two cases, one of them referred and with a file; a held, a quarantined and a failed mail."""
    world.write(
        "tess", "Sent to the wrong parent", REPORT, files=[("list.txt", "text/plain", b"thirty-two names")]
    )
    world.reply("asha", "CLASSIFY major\nASSIGN c.lindqvist@hill.osborne.example")
    world.advance(hours=2)
    world.write("tess", "Lost badge", "I lost my staff badge on the bus this morning. It has no data on it.")
    world.reply("asha", "CLASSIFY minor near-miss", "triage_request")
    world.write("finn", "", "")  # an empty mail: to the holding place
    with world.app.store.work(world.now()) as work:
        receipts.failed(work, "incidents", "AAMkBroken", error="ValueError", retry_at=None, quarantine=True)
        one = outbox.of_case(work, 1)[0]
        outbox.stopped(work, one.id, "failed", "ErrorInvalidRecipients")


def relocated(environment: Mapping[str, str], old: Path, new: Path) -> dict[str, str]:
    """The same settings for a copy of the folder."""
    return {
        name: value.replace(str(old), str(new))
        for name, value in environment.items()
        if name not in _NO_GRAPH
    }


@pytest.fixture(scope="session")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The story, on SQLite, the service stopped."""
    folder = tmp_path_factory.mktemp("seed")
    with World(START, folder=folder) as world:
        play(world)
        environment = world.environment()
    return Home(folder, environment)


@pytest.fixture
def home(seed: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A copy of it to do with as one likes; the working directory is an empty one."""
    folder = tmp_path / "home"
    shutil.copytree(seed.folder, folder)
    (tmp_path / "empty").mkdir()
    monkeypatch.delenv("REQUESTS_CA_BUNDLE", raising=False)  # of a tenant that has stopped
    monkeypatch.chdir(tmp_path / "empty")
    return Home(folder, relocated(seed.environment, seed.folder, folder))


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[World]:
    """A service with its tenant, at work."""
    monkeypatch.delenv("REQUESTS_CA_BUNDLE", raising=False)
    monkeypatch.chdir(tmp_path)
    with World(START) as world:
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", world.environment()["REQUESTS_CA_BUNDLE"])
        yield world


def home_of(world: World) -> Home:
    """The deployment of a world that is at work."""
    return Home(world.folder, world.environment())


__all__ = ["START", "Home", "home_of", "play", "timedelta"]
