"""The tenant's HTTP face as a plain ASGI application: reads requests, keeps the limits on connections, sends answers.

It has no framework's routing and middleware, because it is measured: a request has to cost about a millisecond.
"""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl

from bot.demo.tenant import api, attachments, batch, gateway, subscriptions
from bot.demo.tenant.errors import GraphError
from bot.demo.tenant.exchange import Request, Response
from bot.demo.tenant.faults import Trouble
from bot.demo.tenant.gateway import Routed
from bot.demo.tenant.login import LoginError
from bot.demo.tenant.routes import segments
from bot.demo.tenant.tenant import Tenant

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

_TOKEN = "/{tenant}/oauth2/v2.0/token"
_OPENID = "/{tenant}/v2.0/.well-known/openid-configuration"
_DISCOVERY = "/common/discovery/instance"
_PLAIN_JSON = "application/json; charset=utf-8"


class TenantApp:
    """The ASGI application of one tenant."""

    def __init__(self, tenant: Tenant) -> None:
        self.tenant = tenant

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        try:
            request = await self._read(scope, receive)
        except GraphError as error:
            first = _request(scope, b"")
            await self._send(send, gateway.refused(self.tenant, first, error), first)
            return
        head = request.path[0].lower() if request.path else ""
        if head == "v1.0":
            await self._graph(replace(request, path=request.path[1:]), send)
        elif head == "uploads":
            await self._send(send, self._upload(request), request)
        else:
            await self._login(request, send)

    async def _read(self, scope: Scope, receive: Receive) -> Request:
        limit = self.tenant.limits.request_bytes
        pieces, size, more = [], 0, True
        while more:
            message = await receive()
            piece = message.get("body", b"")
            size += len(piece)
            more = message.get("more_body", False)
            if not limit or size <= limit:
                pieces.append(piece)
        if limit and size > limit:
            # Read to the end first, else the client sees a broken pipe in place of the 413.
            raise gateway.size_error()
        return _request(scope, b"".join(pieces))

    # Graph

    async def _graph(self, request: Request, send: Send) -> None:
        with self.tenant.lock:
            routed = gateway.route(self.tenant, request)
        request = routed.request
        try:
            slots = self.tenant.throttle.enter(
                min(4, batch.size(request)) if request.template == "/$batch" else 1
            )
        except GraphError as error:
            await self._send(send, gateway.refused(self.tenant, request, error), request)
            return
        try:
            await self._act(routed, send)
        finally:
            self.tenant.throttle.leave(slots)

    async def _act(self, routed: Routed, send: Send) -> None:
        slow = routed.struck(Trouble.SLOW)
        # Even without latency the loop gets a turn: requests that came together must be seen as running together.
        await asyncio.sleep(self.tenant.behaviour.latency + (slow.seconds if slow else 0.0))
        if routed.struck(Trouble.CUT_BEFORE):
            gateway.cut(self.tenant, routed)
            await _cut(send)
            return
        if routed.request.method == "POST" and routed.request.template == "/subscriptions":
            routed = await self._with_receiver(routed)
        response = gateway.answer(self.tenant, routed)
        if routed.struck(Trouble.CUT_AFTER):
            await _cut(send)
            return
        await self._send(send, response, routed.request)

    async def _with_receiver(self, routed: Routed) -> Routed:
        """The receiver is asked in a thread: it may need this very loop, or ten seconds."""
        request = routed.request
        try:
            api.authorise(self.tenant, request)
        except GraphError:
            return routed  # refused in a moment, without a word to anybody's receiver
        valid = await asyncio.to_thread(subscriptions.validated, self.tenant, request)
        return replace(routed, request=replace(request, params={**request.params, "validated": valid}))

    def _upload(self, request: Request) -> Response:
        routed = replace(request, template="/uploads/{upload}")
        actions = {"PUT": attachments.put_piece, "DELETE": attachments.cancel_upload}
        try:
            action = actions.get(request.method)
            if action is None:
                raise GraphError(
                    405, "UnsupportedHttpVerb", "The HTTP method is not supported for this resource."
                )
            with self.tenant.lock:
                return action(self.tenant, routed)
        except GraphError as error:
            return gateway.refused(self.tenant, routed, error)

    # Login

    async def _login(self, request: Request, send: Send) -> None:
        template, payload = self._login_answer(request)
        routed = Routed(
            replace(request, template=template), None, None, self._login_faults(request, template)
        )
        if routed.struck(Trouble.CUT_BEFORE, Trouble.CUT_AFTER):
            gateway.cut(self.tenant, routed)
            await _cut(send)
            return
        status, body = payload
        if fault := routed.struck(Trouble.STATUS):
            status, body = (
                fault.status,
                {"error": "temporarily_unavailable", "error_description": "AADSTS90033"},
            )
        response = Response(status, body, content_type=_PLAIN_JSON)
        gateway.note(self.tenant, routed.request, status)
        await self._send(send, response, routed.request)

    def _login_faults(self, request: Request, template: str) -> tuple[Any, ...]:
        with self.tenant.lock:
            return tuple(self.tenant.faults.draw(request.method, template))

    def _login_answer(self, request: Request) -> tuple[str, tuple[int, dict[str, Any]]]:
        path, login = request.path, self.tenant.login
        now = self.tenant.clock().strftime("%Y-%m-%d %H:%M:%SZ")
        try:
            if path[:3] == ("common", "discovery", "instance"):
                return _DISCOVERY, (200, _instance(request, login.tenant_id))
            if path[1:] == ("v2.0", ".well-known", "openid-configuration"):
                return _OPENID, (200, login.discovery(path[0], request.origin))
            if path[1:] == ("oauth2", "v2.0", "token") and request.method == "POST":
                form = dict(parse_qsl(request.body.decode("latin-1"), keep_blank_values=True))
                with self.tenant.lock:
                    return _TOKEN, (200, login.token(path[0], form, request.origin))
        except LoginError as error:
            template = _OPENID if path[-1] == "openid-configuration" else _TOKEN
            return template, (error.status, gateway.login_payload(error.number, error.text, error.error, now))
        return gateway.UNKNOWN, (
            404,
            {"error": {"code": "ResourceNotFound", "message": "Invalid version or path."}},
        )

    async def _send(self, send: Send, response: Response, request: Request) -> None:
        body = response.encoded()
        identifier = request.headers.get("client-request-id") or str(uuid.uuid4())
        headers = [
            (b"request-id", str(uuid.uuid4()).encode()),
            (b"client-request-id", identifier.encode("latin-1", "replace")),
            (b"content-length", str(len(body)).encode()),
            *((name.lower().encode(), value.encode()) for name, value in response.headers),
        ]
        if body:
            headers.append((b"content-type", response.content_type.encode()))
        if request.prefer.immutable:
            headers.append((b"preference-applied", b'IdType="ImmutableId"'))
        await send({"type": "http.response.start", "status": response.status, "headers": headers})
        await send({"type": "http.response.body", "body": body})


def _request(scope: Scope, body: bytes) -> Request:
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    path = segments(scope["raw_path"].decode("latin-1"))
    origin = f"https://{headers.get('host', 'localhost')}"
    return Request(scope["method"], path, scope["query_string"].decode("latin-1"), headers, body, origin)


def _instance(request: Request, tenant_id: str) -> dict[str, Any]:
    host = request.origin.removeprefix("https://")
    return {
        "tenant_discovery_endpoint": f"{request.origin}/{tenant_id}/v2.0/.well-known/openid-configuration",
        "api-version": "1.1",
        "metadata": [{"preferred_network": host, "preferred_cache": host, "aliases": [host]}],
    }


async def _cut(send: Send) -> None:
    """Drop the connection without a word. ASGI has no way to, so it asks uvicorn's request cycle behind `send`."""
    transport = getattr(getattr(send, "__self__", None), "transport", None)
    if transport is not None:
        transport.abort()
    await asyncio.sleep(0)  # connection_lost runs, and uvicorn then expects no answer
