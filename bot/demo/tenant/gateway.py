"""One Graph request from raw to answered: routed, struck by faults, authorised, throttled, logged. Also batches.

Synchronous and without sockets; `server` holds the connections.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.demo.tenant import api, batch
from bot.demo.tenant.call import Route
from bot.demo.tenant.errors import GraphError
from bot.demo.tenant.exchange import Request, Response, refusal
from bot.demo.tenant.faults import Fault, Trouble
from bot.demo.tenant.log import Entry
from bot.demo.tenant.routes import segments
from bot.demo.tenant.tenant import Tenant

UNKNOWN = "(unknown path)"
_BATCH = ("$batch",)


@dataclass(frozen=True)
class Routed:
    """A request with its route, or the refusal that its path earned; and the faults that strike it."""

    request: Request
    route: Route | None
    refused: GraphError | None
    faults: tuple[Fault, ...]

    def struck(self, *troubles: Trouble) -> Fault | None:
        """The first fault of one of these kinds."""
        return next((fault for fault in self.faults if fault.trouble in troubles), None)


def route(tenant: Tenant, request: Request) -> Routed:
    """Find what serves a request and what goes wrong with it."""
    found: Route | None = None
    refused = None
    if request.path == _BATCH:
        request = replace(request, template="/$batch")
    else:
        try:
            template, params, found = api.ROUTES.find(request.method, request.path)
            request = replace(request, template=template, params=params)
        except GraphError as error:
            refused = error
            request = replace(request, template=UNKNOWN)
    faults = tuple(tenant.faults.draw(request.method, request.template)) if tenant.faults.plan else ()
    return Routed(request, found, refused, faults)


def answer(tenant: Tenant, routed: Routed) -> Response:
    """Carry a routed request out under the tenant's lock; every refusal becomes Graph's answer."""
    with tenant.lock:
        try:
            response = _answer(tenant, routed)
        except GraphError as error:
            response = _refusal(tenant, error)
        _log(tenant, routed.request, response.status)
    return response


def cut(tenant: Tenant, routed: Routed) -> None:
    """Log a request whose connection is cut before anything was done."""
    _log(tenant, routed.request, 0)


def _answer(tenant: Tenant, routed: Routed) -> Response:
    request = routed.request
    if fault := routed.struck(Trouble.STATUS):
        raise _failure(fault)
    if routed.struck(Trouble.EXPIRE_TOKEN):
        raise GraphError(
            401, "InvalidAuthenticationToken", "Lifetime validation failed, the token is expired."
        )
    api.authorise(tenant, request)
    if request.path == _BATCH:
        return batch.run(request, tenant.limits.batch, lambda part: _part(tenant, part))
    if routed.refused or routed.route is None:
        raise routed.refused or GraphError(404, "NotFound", "")
    if request.path[-1] == "delta" and routed.struck(Trouble.LOSE_DELTA) and "token=" in request.raw_query:
        raise GraphError(
            410, "SyncStateNotFound", "The sync state generation is not found; generation=17;[highest=42]"
        )
    response = _disturbed(tenant, routed, api.carry_out(tenant, request, routed.route))
    if fault := routed.struck(Trouble.STATUS_AFTER):
        raise _failure(fault)
    return response


def _part(tenant: Tenant, part: Request) -> Response:
    """A part of a batch: its own route, faults and limits; the token is the batch's."""
    return answer(tenant, route(tenant, replace(part, path=segments("/".join(part.path)))))


def _disturbed(tenant: Tenant, routed: Routed, response: Response) -> Response:
    values = response.payload.get("value") if isinstance(response.payload, dict) else None
    if not isinstance(values, list) or routed.request.path[-1] != "delta":
        return response
    if routed.struck(Trouble.REPEAT_DELTA):
        values = [*values, *values]
    if routed.struck(Trouble.SHUFFLE_DELTA):
        values = tenant.faults.random.sample(values, len(values))
    return replace(response, payload={**response.payload, "value": values})


_CODES: Mapping[int, tuple[str, str]] = {
    429: ("ApplicationThrottled", "Application is over its MailboxConcurrency limit."),
    500: ("InternalServerError", "The server encountered an internal error."),
    502: ("BadGateway", "The gateway received an invalid answer."),
    503: ("ServiceUnavailable", "The service is temporarily unavailable."),
    504: ("GatewayTimeout", "The gateway timed out."),
}


def _failure(fault: Fault) -> GraphError:
    code, text = _CODES.get(fault.status, ("UnknownError", ""))
    return GraphError(fault.status, code, text, fault.retry_after)


def _refusal(tenant: Tenant, error: GraphError) -> Response:
    found = refusal(error, str(uuid.uuid4()), tenant.clock().strftime("%Y-%m-%dT%H:%M:%S"))
    if error.status == 401:
        return replace(
            found, headers=(*found.headers, ("WWW-Authenticate", 'Bearer realm="", error="invalid_token"'))
        )
    return found


def refused(tenant: Tenant, request: Request, error: GraphError) -> Response:
    """The logged answer to a request that is refused before it is routed any further."""
    with tenant.lock:
        response = _refusal(tenant, error)
        _log(tenant, request, response.status)
    return response


def _log(tenant: Tenant, request: Request, status: int) -> None:
    tenant.log.add(Entry(tenant.clock(), request.method, request.template, status, request.batched))


def size_error() -> GraphError:
    """413 for a request above 4 MB."""
    return GraphError(
        413, "RequestEntityTooLarge", "Maximum request length exceeded; the supported size is 4MB."
    )


def login_payload(number: int, text: str, error: str, now: str) -> dict[str, Any]:
    """Microsoft's error object of the login endpoints."""
    trace = str(uuid.uuid4())
    return {
        "error": error,
        "error_description": f"AADSTS{number}: {text} Trace ID: {trace} Correlation ID: {trace} Timestamp: {now}",
        "error_codes": [number],
        "timestamp": now,
        "trace_id": trace,
        "correlation_id": trace,
        "error_uri": f"https://login.microsoftonline.com/error?code={number}",
    }


def note(tenant: Tenant, request: Request, status: int) -> None:
    """Log a request that was answered elsewhere (login, uploads)."""
    with tenant.lock:
        _log(tenant, request, status)
