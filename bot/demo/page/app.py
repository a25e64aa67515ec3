"""The page's routes: server-rendered, every action a plain form, no script needed. Serves loopback names only."""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.demo.page import acting, mailto, reading
from bot.demo.page.page import Page
from bot.demo.page.story import Story
from bot.demo.tenant import Tenant

_HERE = Path(__file__).parent
_HOSTS = ("127.0.0.1", "localhost", "[::1]", "testserver")
_SHOWN = {
    "/": reading.home,
    "/changes": reading.changes,
    "/cases/{reference}": reading.case,
    "/cases/{reference}/both-sides": reading.sides,
    "/as/{person}": reading.folder,
    "/as/{person}/compose": reading.compose,
    "/as/{person}/mail/{mail}": reading.mail,
    "/as/{person}/mail/{mail}/body": reading.body,
    "/as/{person}/mail/{mail}/file/{number:int}": reading.file,
    "/as/{person}/{folder}": reading.folder,
}
_DONE = {
    "/clock": acting.clock,
    "/as/{person}/send": acting.send,
    "/as/{person}/absence": acting.absence,
}


def build(tenant: Tenant, told: Story) -> Starlette:
    """The page as an ASGI application."""
    page = Page(tenant, told)
    done = [Route(path, functools.partial(view, page), methods=["POST"]) for path, view in _DONE.items()]
    shown = [Route(path, functools.partial(view, page)) for path, view in _SHOWN.items()]
    static = Mount("/static", StaticFiles(directory=_HERE / "static"))
    guard = Middleware(BaseHTTPMiddleware, dispatch=_only_from_here)
    return Starlette(routes=[*done, *shown, static], middleware=[guard])


async def _only_from_here(request: Request, go_on: Callable[[Request], Awaitable[Response]]) -> Response:
    """Refuse other host names (DNS rebinding) and forms posted from other sites."""
    host = request.headers.get("host", "")
    if host.rpartition(":")[0] not in _HOSTS and host not in _HOSTS:
        return PlainTextResponse("This page answers on this machine only.", 400)
    origin = request.headers.get("origin")
    if request.method == "POST" and origin not in (None, "null") and mailto.split(origin).netloc != host:
        return PlainTextResponse("This form came from another site.", 403)
    return await go_on(request)
