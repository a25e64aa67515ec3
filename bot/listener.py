"""The one address that `nearmiss run` listens at: metrics for Prometheus, change notifications from Microsoft.

A notification is a hint to poll now and carries nothing that is believed; whoever has not our secret wakes nobody.
TLS and the public name are a reverse proxy's (NEARMISS_NOTIFY_URL), which passes requests on to here.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bot.errors import ConfigurationWrong

LISTEN = ("127.0.0.1", 9464)  # where only notifications are asked for
_LARGEST = 1024 * 1024  # bytes of one POST
_SECONDS = 10.0  # Graph waits no longer for an answer
_TOKEN = 2048
_CONTENT = "text/plain; version=0.0.4; charset=utf-8"


@contextmanager
def listening(
    listen: tuple[str, int], metrics: Callable[[], bytes], notified: Callable[[Any], bool] | None
) -> Iterator[int]:
    """Listen while the `with` lasts; the port. Raises ConfigurationWrong where the address cannot be had.

    `metrics` makes the page. `notified` gets the JSON of a POST and says whether any of it was ours; None: off.
    """
    wanted = {"metrics": staticmethod(metrics), "notified": staticmethod(notified) if notified else None}
    handler = type("Handler", (_Handler,), wanted)
    try:
        server = ThreadingHTTPServer(listen, handler)
    except OSError as failure:
        raise ConfigurationWrong(
            f"NEARMISS_METRICS: {listen[0]}:{listen[1]} cannot be listened at ({failure.strerror})"
        ) from failure
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, name="listener", daemon=True)
    thread.start()
    try:
        yield int(server.server_address[1])
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


class _Handler(BaseHTTPRequestHandler):
    timeout = _SECONDS
    server_version, sys_version = "nearmiss", ""
    metrics: Callable[[], bytes]
    notified: Callable[[Any], bool] | None

    def do_GET(self) -> None:
        """Metrics, and nothing else."""
        if urlsplit(self.path).path != "/metrics":
            self._answer(404)
            return
        self._answer(200, self.metrics(), _CONTENT)

    def do_POST(self) -> None:
        """Graph's validation of our address, or its notifications. Answered at once; the poll comes after."""
        if self.notified is None:
            self._answer(404)
            return
        token = parse_qs(urlsplit(self.path).query).get("validationToken")
        if token:
            self._answer(200, token[0][:_TOKEN].encode(), "text/plain; charset=utf-8")
            return
        try:
            size = int(self.headers.get("Content-Length") or 0)
            told = json.loads(self.rfile.read(size)) if 0 < size <= _LARGEST else None
        except (ValueError, OSError):
            told = None
        self._answer(202 if told is not None and self.notified(told) else 400)

    def _answer(self, status: int, content: bytes = b"", kind: str = "text/plain; charset=utf-8") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Addresses of callers stand in no log of ours."""
