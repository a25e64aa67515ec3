"""OData query options of Graph's mail: $select, $expand, $orderby, $top, $skip, $count read and refused as Graph does.

$filter has its own module. Reads text into values; looks at no mailbox.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from bot.demo.tenant.errors import bad_request, unknown_property

_OPTIONS = {
    "$select",
    "$expand",
    "$filter",
    "$orderby",
    "$top",
    "$skip",
    "$count",
    "$search",
    "$skiptoken",
    "$deltatoken",
    "$format",
}
MAX_TOP = 1000


@dataclass(frozen=True)
class Expand:
    """One expanded navigation property with the options in its brackets."""

    name: str
    filter: str = ""
    select: tuple[str, ...] = ()


@dataclass(frozen=True)
class Query:
    """The query options of a request. `other` holds options without a dollar sign, lower-case names."""

    select: tuple[str, ...] = ()
    expand: tuple[Expand, ...] = ()
    filter: str = ""
    orderby: tuple[tuple[str, bool], ...] = ()
    top: int | None = None
    skip: int = 0
    count: bool = False
    search: str = ""
    skiptoken: str = ""
    deltatoken: str = ""
    other: Mapping[str, str] | None = None

    def option(self, name: str) -> str:
        """An option without a dollar sign, "" where absent."""
        return (self.other or {}).get(name.lower(), "")


def read(text: str) -> Query:
    """The options in a raw query string; GraphError 400 for unknown $options, doubles and bad values."""
    found: dict[str, str] = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        key = name.lower()
        if key.startswith("$") and key not in _OPTIONS:
            raise bad_request(f"The query parameter '{name}' is not supported.")
        if key in found:
            raise bad_request(
                f"Query option '{name}' was specified more than once, but it must be specified at most once."
            )
        found[key] = value
    plain = {key: value for key, value in found.items() if not key.startswith("$")}
    return Query(
        select=_names(found.get("$select", "")),
        expand=tuple(map(_expand, _split_top(found.get("$expand", "")))),
        filter=found.get("$filter", "").strip(),
        orderby=tuple(map(_order, _names(found.get("$orderby", "")))),
        top=_number(found, "$top", MAX_TOP),
        skip=_number(found, "$skip", None) or 0,
        count=_boolean(found.get("$count", "false")),
        search=found.get("$search", ""),
        skiptoken=found.get("$skiptoken", ""),
        deltatoken=found.get("$deltatoken", ""),
        other=plain,
    )


def check_names(names: tuple[str, ...], known: Mapping[str, str], kind: str) -> tuple[str, ...]:
    """The names in their canonical case; GraphError 400 for one the type does not have."""
    for name in names:
        if name.lower() not in known and name != "*":
            raise unknown_property(name, kind)
    return tuple(known[name.lower()] for name in names if name != "*")


def _names(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _order(part: str) -> tuple[str, bool]:
    match = re.fullmatch(r"([\w/]+)(?:\s+(asc|desc))?", part)
    if not match:
        raise bad_request(f"Syntax error at position 0 in '{part}'.")
    return match[1], match[2] == "desc"


def _number(found: Mapping[str, str], name: str, most: int | None) -> int | None:
    if name not in found:
        return None
    text = found[name]
    if not re.fullmatch(r"\d+", text):
        raise bad_request(f"Invalid value '{text}' for {name} query option found.")
    if most is not None and not 1 <= int(text) <= most:
        raise bad_request(
            f"The limit of '{most}' for Top query has been exceeded. The value from the request is '{text}'."
        )
    return int(text)


def _boolean(text: str) -> bool:
    if text.lower() not in ("true", "false"):
        raise bad_request(f"Invalid value '{text}' for $count query option found.")
    return text.lower() == "true"


def _split_top(text: str, separator: str = ",") -> list[str]:
    """The parts between separators that stand outside brackets and quotes."""
    parts, depth, quoted, start = [], 0, False, 0
    for position, letter in enumerate(text):
        quoted ^= letter == "'"
        if not quoted:
            depth += (letter == "(") - (letter == ")")
            if letter == separator and depth == 0:
                parts.append(text[start:position])
                start = position + 1
    parts.append(text[start:])
    if depth or quoted:
        raise bad_request(f"Found an unbalanced bracket expression in '{text}'.")
    return [part.strip() for part in parts if part.strip()]


def _expand(part: str) -> Expand:
    match = re.fullmatch(r"([\w./]+)(?:\((.*)\))?", part, re.DOTALL)
    if not match:
        raise bad_request(f"Term '{part}' is not valid in a $select or $expand expression.")
    options: dict[str, str] = {}
    for option in _split_top(match[2] or "", ";"):
        name, _, value = option.partition("=")
        if name.strip().lower() not in ("$filter", "$select", "$top", "$orderby", "$expand"):
            raise bad_request(f"Term '{part}' is not valid in a $select or $expand expression.")
        options[name.strip().lower()] = value.strip()
    return Expand(match[1], options.get("$filter", ""), _names(options.get("$select", "")))
