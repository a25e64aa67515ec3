"""A Graph request and its answer as values, and what the Prefer header asks for. Knows no sockets and no mailboxes."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from bot.demo.tenant import odata
from bot.demo.tenant.errors import GraphError, bad_request

_PREFERENCE = re.compile(r'\s*([\w.\-]+)\s*(?:=\s*(?:"([^"]*)"|([^\s,;]+)))?\s*(?:[,;]|$)')


@dataclass(frozen=True)
class Prefer:
    """What a request prefers: immutable ids, a body type ("" for none), a page size, unsafe html."""

    immutable: bool = False
    body: str = ""
    page: int | None = None
    unsafe: bool = False


def read_prefer(text: str) -> Prefer:
    """The Prefer header's words; unknown ones are ignored, as HTTP says (RFC 7240)."""
    words = {m[1].lower(): (m[2] if m[2] is not None else m[3]) or "" for m in _PREFERENCE.finditer(text)}
    page = words.get("odata.maxpagesize", "")
    return Prefer(
        immutable=words.get("idtype", "").lower() == "immutableid",
        body=words.get("outlook.body-content-type", "").lower(),
        page=max(1, min(int(page), odata.MAX_TOP)) if page.isdigit() else None,
        unsafe="outlook.allow-unsafe-html" in words,
    )


@dataclass(frozen=True)
class Request:
    """One request, of its own or out of a batch. `path` has its segments decoded; header names are lower case."""

    method: str
    path: tuple[str, ...]
    raw_query: str
    headers: Mapping[str, str]
    body: bytes
    origin: str
    batched: bool = False
    template: str = ""
    params: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def query(self) -> odata.Query:
        """The OData options."""
        return odata.read(self.raw_query)

    @cached_property
    def prefer(self) -> Prefer:
        """The preferences."""
        return read_prefer(self.headers.get("prefer", ""))

    @property
    def content_type(self) -> str:
        """The media type without its parameters, lower case."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def url(self) -> str:
        """The address of the collection asked for, without its query."""
        return f"{self.origin}/v1.0/{'/'.join(self.path)}"

    def json(self) -> dict[str, Any]:
        """The body as a JSON object; GraphError 400 or 415 otherwise."""
        if self.content_type != "application/json":
            text = "A Content-Type header of 'application/json' is needed; the one given is not supported."
            raise GraphError(415, "RequestBodyRead", text)
        try:
            found = json.loads(self.body)
        except ValueError as error:
            raise bad_request(
                "Unable to read JSON request payload. Please ensure Content-Type header is set."
            ) from error
        if not isinstance(found, dict):
            raise bad_request("Unable to read JSON request payload: an object was expected.")
        return found


@dataclass(frozen=True)
class Response:
    """An answer: JSON in `payload`, or bytes in `raw` with their `content_type`, or nothing at all."""

    status: int
    payload: Any = None
    raw: bytes | None = None
    content_type: str = (
        "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8"
    )
    headers: tuple[tuple[str, str], ...] = ()

    def encoded(self) -> bytes:
        """The body's bytes."""
        if self.raw is not None:
            return self.raw
        return b"" if self.payload is None else json.dumps(self.payload, ensure_ascii=False).encode()


def refusal(error: GraphError, request_id: str, date: str) -> Response:
    """The answer to a refused request, with Graph's error object."""
    inner = {"date": date, "request-id": request_id, "client-request-id": request_id}
    retry = (("Retry-After", str(error.retry_after)),) if error.retry_after is not None else ()
    payload = {"error": {"code": error.code, "message": error.message, "innerError": inner}}
    return Response(error.status, payload, headers=retry)
