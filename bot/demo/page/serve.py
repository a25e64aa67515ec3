"""Serves the page on loopback, in a thread or until stopped."""

from __future__ import annotations

import socket
import threading
from types import TracebackType

import uvicorn
from starlette.types import Receive, Scope, Send

from bot.demo.page.app import build
from bot.demo.page.story import Story
from bot.demo.tenant import Tenant

PORT = 8025


class PageServer:
    """The page of a tenant and a story: `with PageServer(tenant, story) as page: print(page.url)`.

    OSError where the port is taken; port 0 picks a free one.
    """

    def __init__(self, tenant: Tenant, story: Story, port: int = PORT) -> None:
        self._app = build(tenant, story)
        self._listener = socket.create_server(("127.0.0.1", port))
        # asyncio sets this only on sockets that name their protocol; without it each answer waits 40 ms.
        self._listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        config = uvicorn.Config(
            self._answer, interface="asgi3", log_config=None, access_log=False, lifespan="off", ws="none"
        )
        config.timeout_graceful_shutdown = 1
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._run, name="page", daemon=True)

    @property
    def url(self) -> str:
        """The page's address."""
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def __enter__(self) -> PageServer:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._server.should_exit = True
        self._thread.join(timeout=5)
        self._listener.close()

    def use(self, tenant: Tenant, story: Story) -> None:
        """Show another tenant and story from now on (tests start faster)."""
        self._app = build(tenant, story)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app(scope, receive, send)

    def _run(self) -> None:
        self._server.run(sockets=[self._listener])
