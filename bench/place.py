"""A trust's files in a folder, and the program built on them as in production. Measures nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from bot.app import App, Connected, build, export_ca_bundle
from bot.clock import SystemClock
from bot.demo.trust import directory_toml
from bot.mail.message import Message
from bot.mail.mime import message_from_bytes
from bot.trusts import load_trusts

NOWHERE = {
    "NEARMISS_TENANT_ID": "00000000-0000-0000-0000-000000000001",
    "NEARMISS_CLIENT_ID": "00000000-0000-0000-0000-000000000002",
    "NEARMISS_CLIENT_SECRET": "not-a-secret",
    "NEARMISS_GRAPH_URL": "https://127.0.0.1:9/v1.0",
    "NEARMISS_AUTHORITY_URL": "https://127.0.0.1:9",
}


class Standing(SystemClock):
    """A clock that stands still, so that nothing falls due while something else is measured."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment


def environment(folder: Path, graph: Mapping[str, str] = NOWHERE) -> dict[str, str]:
    """Settings of a trust whose files lie in `folder`; `graph` are those of a tenant, and any others."""
    config = folder / "config"
    config.mkdir(parents=True, exist_ok=True)
    (config / "directory.toml").write_text(directory_toml(), "utf-8")
    return {
        "NEARMISS_CONFIG_DIR": str(config),
        "NEARMISS_DATABASE_URL": f"sqlite:///{folder / 'nearmiss.db'}",
        "NEARMISS_DATA_DIR": str(folder / "data"),
        "NEARMISS_KEY_FILE": str(folder / "keys" / "nearmiss.key"),
        "NEARMISS_SENDS_PER_MINUTE": "0",
        "NEARMISS_LOG": "text",
        **graph,
    }


def opened(
    folder: Path, now: datetime | None = None, graph: Mapping[str, str] = NOWHERE
) -> tuple[App, Connected]:
    """The program on the files of a folder; without a tenant it must not be made to ask for anything."""
    (trust,) = load_trusts(environment(folder, graph), start=folder)
    export_ca_bundle(trust.settings)
    app = build(trust, Standing(now) if now else None).open()
    parts = app.connected()
    if graph is NOWHERE:
        parts.tips.refused = True  # who is away is asked of Exchange
    return app, parts


def from_exchange(data: bytes) -> Message:
    """A mail read as it comes out of a mailbox."""
    return message_from_bytes(data)
