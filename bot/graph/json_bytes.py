"""JSON as it goes to Graph and comes from it. msgspec does it many times faster than Python's own; what it refuses,
Python's takes. No I/O.
"""

from __future__ import annotations

import json
from typing import Any

import msgspec


def json_bytes(value: Any) -> bytes:
    """The value as JSON; half of a pair of surrogates, which is no character, goes escaped."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        return json.dumps(value).encode("ascii")


def json_object(content: bytes) -> dict[str, Any] | None:
    """The JSON object in an answer's body, {} where empty, None where it is something else."""
    if not content.strip():
        return {}
    try:
        read = msgspec.json.decode(content)
    except ValueError:
        read = _oddly_written(content)
    return read if isinstance(read, dict) else None


def _oddly_written(content: bytes) -> Any:
    """What Python's reader takes beyond the standard, None where it takes it neither.

    Half of a pair, as broken clients write it, is no character: neither a database nor a mail takes it.
    """
    try:
        return _whole(json.loads(content))
    except ValueError:
        return None


def _whole(value: Any) -> Any:
    """The same with every lone half of a surrogate pair replaced."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_whole(one) for one in value]
    if isinstance(value, dict):
        return {name: _whole(one) for name, one in value.items()}
    return value
