"""Kills on order: the process dies at its n-th call of the store or of Graph, before or after it was carried out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

from bot.graph.wire import GraphConnection
from bot.ticks.files import Files


class Killed(BaseException):
    """The process ends here; nothing that catches exceptions may survive it."""


class Fatal:
    """Counts calls and kills at the one numbered `at` (-1: never). Every call counts twice: before and after."""

    def __init__(self, at: int) -> None:
        self.at = at
        self.calls = 0
        self.struck = ""

    def point(self, where: str) -> None:
        """One moment at which the process may die."""
        if self.calls == self.at:
            self.struck = where
            self.at = -1
            raise Killed(where)
        self.calls += 1


@contextmanager
def fatal(at: int) -> Iterator[Fatal]:
    """While the `with` lasts, every transaction that writes, every request and every kept file is a moment to die at.

    Nothing has changed before a request that only reads, so its end alone counts.
    """
    deadly = Fatal(at)
    exchange, place = GraphConnection.exchange, Files.place

    def exchanged(self: GraphConnection, method: str, url: str, **how: Any) -> Any:
        if method != "GET":
            deadly.point(f"before {method}")
        answer = exchange(self, method, url, **how)
        deadly.point(f"after {method}")
        return answer

    def placed(self: Files, staged: Any) -> Any:
        found = place(self, staged)
        deadly.point("after a file was kept")
        return found

    def committing(connection: Any) -> None:
        deadly.point("before commit")

    def beginning(connection: Any) -> None:
        if not connection.get_execution_options().get("reading"):
            deadly.point("before begin")

    event.listen(Engine, "commit", committing)
    event.listen(Engine, "begin", beginning)
    GraphConnection.exchange, Files.place = exchanged, placed  # type: ignore[method-assign,assignment]
    try:
        yield deadly
    finally:
        GraphConnection.exchange, Files.place = exchange, place  # type: ignore[method-assign]
        event.remove(Engine, "commit", committing)
        event.remove(Engine, "begin", beginning)
