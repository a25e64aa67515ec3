"""Path to handler: Graph's URL forms brought to one, then looked up in a tree. Handles nothing itself."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

from bot.demo.tenant.call import Route
from bot.demo.tenant.errors import GraphError, bad_request

_KEYED = re.compile(r"([A-Za-z]+)\('([^']*)'\)")


class Routes:
    """A tree of path segments; `{name}` in a template takes any one segment."""

    def __init__(self, table: dict[str, Route]) -> None:
        self._root: dict[str, Any] = {}
        for line, route in table.items():
            method, _, template = line.partition(" ")
            node = self._root
            for segment in template.strip("/").split("/"):
                node = node.setdefault("{}" if segment.startswith("{") else segment.lower(), {})
            node.setdefault("=", {})[method] = (template, route)

    def find(self, method: str, path: tuple[str, ...]) -> tuple[str, dict[str, str], Route]:
        """Template, path parameters and route; GraphError 400 for no such path, 405 for no such method."""
        found = _walk(self._root, path)
        if found is None:
            raise bad_request("Resource not found for the segment.", "BadRequest")
        handlers, values = found
        if method not in handlers:
            raise GraphError(
                405, "UnsupportedHttpVerb", "The HTTP method is not supported for this resource."
            )
        template, route = handlers[method]
        names = [part[1:-1] for part in template.split("/") if part.startswith("{")]
        return template, dict(zip(names, values, strict=True)), route


def _walk(node: dict[str, Any], path: tuple[str, ...]) -> tuple[dict[str, Any], list[str]] | None:
    values: list[str] = []
    for segment in path:
        literal = node.get(segment.lower()) if segment != "=" else None
        if literal is not None:
            node = literal
        elif "{}" in node:
            node = node["{}"]
            values.append(segment)
        else:
            return None
    return (node["="], values) if "=" in node else None


def segments(raw_path: str) -> tuple[str, ...]:
    """The decoded segments of a path, with Graph's other spellings brought to one.

    `users('x')` is `users/x`; `microsoft.graph.send` is `send`; nested childFolders name only the last folder.
    """
    parts: list[str] = []
    for raw in raw_path.strip("/").split("/"):
        segment = unquote(raw)
        keyed = _KEYED.fullmatch(segment)
        if keyed:
            parts += [keyed[1], keyed[2]]
        else:
            parts.append(segment.removeprefix("microsoft.graph."))
    return _last_folder(tuple(parts))


def _last_folder(path: tuple[str, ...]) -> tuple[str, ...]:
    first = 1 if path[0].lower() == "v1.0" else 0
    names = ("users", "mailfolders", "childfolders")
    while len(path) > first + 5 and tuple(part.lower() for part in path[first : first + 5 : 2]) == names:
        path = (*path[: first + 3], *path[first + 5 :])
    return path
