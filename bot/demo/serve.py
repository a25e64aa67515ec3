"""`nearmiss demo`: world and page held open until Ctrl-C."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.demo.page import PageServer
from bot.demo.play import START
from bot.demo.world import World
from bot.errors import ConfigurationWrong


class Told:
    """The world as the page sees it; one thing at a time."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._lock = threading.RLock()

    def now(self) -> datetime:
        return self._world.now()

    def advance(self, step: timedelta) -> None:
        with self._lock:
            self._world.advance(step)

    def next_deadline(self) -> datetime | None:
        return self._world.next_deadline()

    def cases(self) -> list[Mapping[str, Any]]:
        with self._lock:
            return list(self._world.cases())

    def tick(self) -> None:
        with self._lock:
            self._world.tick()


def serve(port: int, say: Callable[[str], None], stop: threading.Event | None = None) -> None:
    """Serve until interrupted (or `stop` is set); raises ConfigurationWrong where the port is taken."""
    with World(START) as world:
        world.tick()
        try:
            page = PageServer(world.tenant, Told(world), port)
        except OSError as taken:
            raise ConfigurationWrong(
                f"port {port} on 127.0.0.1 is taken; choose another: nearmiss demo --port 8026"
            ) from taken
        with page:
            say(
                f"The demo is at {page.url} - an invented trust; nothing leaves this machine. Ctrl-C ends it."
            )
            try:
                (stop or threading.Event()).wait()
            except KeyboardInterrupt:
                say("Ended.")
