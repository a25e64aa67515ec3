"""Serves a tenant over TLS on loopback, in a thread of this process. Makes its own certificate authority each time."""

from __future__ import annotations

import contextlib
import socket
import ssl
import tempfile
import threading
from pathlib import Path
from types import TracebackType

import trustme
import uvicorn

from bot.demo.tenant.server import TenantApp
from bot.demo.tenant.tenant import Tenant

_HOSTS = ("localhost", "127.0.0.1", "::1")


class TenantServer:
    """A running tenant: `with TenantServer(tenant) as server:`.

    `graph_url` (with version), `authority_url` (without tenant), `ca_file` (PEM, for REQUESTS_CA_BUNDLE), `tenant_id`,
    `client_id`, `client_secret` are what NEARMISS_* settings need. OSError where the port is taken.
    """

    def __init__(self, tenant: Tenant, port: int = 0, ca_file: Path | None = None) -> None:
        self.tenant = tenant
        self._port = port
        self._folder = tempfile.TemporaryDirectory(prefix="nearmiss-tenant-")
        self.ca_file = ca_file or Path(self._folder.name) / "ca.pem"
        self._app = TenantApp(tenant)
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None

    def __enter__(self) -> TenantServer:
        listener = socket.create_server(("127.0.0.1", self._port))
        # asyncio sets this only on sockets that name their protocol; without it each answer waits 40 ms.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._port = listener.getsockname()[1]
        config = uvicorn.Config(
            self._app,
            http="h11",
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            timeout_keep_alive=600,
            timeout_graceful_shutdown=1,
        )
        config.load()
        config.ssl = self._tls()
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._run, args=(listener,), name="tenant", daemon=True)
        self._thread.start()
        return self

    def _run(self, listener: socket.socket) -> None:
        assert self._server is not None
        with contextlib.closing(listener):
            self._server.run(sockets=[listener])

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def use(self, tenant: Tenant) -> None:
        """Serve another tenant from now on, at the same address with the same certificate (tests start faster)."""
        self.tenant = tenant
        self._app.tenant = tenant

    def close(self) -> None:
        """Stop serving and forget the certificates."""
        if self._server is not None and self._thread is not None:
            self._server.should_exit = True
            self._server.force_exit = True
            self._thread.join(timeout=5)
        self._folder.cleanup()

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        return f"https://localhost:{self._port}"

    @property
    def graph_url(self) -> str:
        """Graph's base with version, as NEARMISS_GRAPH_URL wants it."""
        return f"{self.origin}/v1.0"

    @property
    def authority_url(self) -> str:
        """The login host without tenant, as NEARMISS_AUTHORITY_URL wants it."""
        return self.origin

    @property
    def tenant_id(self) -> str:
        """NEARMISS_TENANT_ID."""
        return self.tenant.tenant_id

    @property
    def client_id(self) -> str:
        """NEARMISS_CLIENT_ID."""
        return self.tenant.app.client_id

    @property
    def client_secret(self) -> str:
        """NEARMISS_CLIENT_SECRET."""
        return self.tenant.app.client_secret

    @property
    def settings(self) -> dict[str, str]:
        """All of the above as environment variables."""
        return {
            "NEARMISS_TENANT_ID": self.tenant_id,
            "NEARMISS_CLIENT_ID": self.client_id,
            "NEARMISS_CLIENT_SECRET": self.client_secret,
            "NEARMISS_GRAPH_URL": self.graph_url,
            "NEARMISS_AUTHORITY_URL": self.authority_url,
            "REQUESTS_CA_BUNDLE": str(self.ca_file),
        }

    def _tls(self) -> ssl.SSLContext:
        authority = trustme.CA(organization_name="Embedded tenant")
        authority.cert_pem.write_to_path(str(self.ca_file))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(*_HOSTS).configure_cert(context)
        return context
