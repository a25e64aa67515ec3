"""A TLS server that answers what a test scripts: odd statuses, dates, cut connections. Knows nothing of mail."""

from __future__ import annotations

import json
import re
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import trustme

TENANT = "11111111-2222-3333-4444-555555555555"
BOX = "incidents@osborne.example"


@dataclass
class Seen:
    """A request as it arrived."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Answer:
    """`cut` drops the connection instead of answering; `short` after half of the body."""

    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False
    short: bool = False

    @property
    def content(self) -> bytes:
        if self.body is None:
            return b""
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


def error(status: int, code: str = "", **headers: str) -> Answer:
    """Graph's way to refuse; header names with _ for -."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status, {"error": {"code": code, "message": "person@hill.osborne.example said x"}}, named)


Scripted = Answer | Callable[[Seen], Answer]


class ScriptedServer:
    """Answers by rules (method, regular expression of the path): each rule's answers in turn, the last for ever."""

    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self.token_requests: list[Seen] = []
        self.token_answers: list[Scripted] = []
        self.discovery = Answer()
        self._rules: list[tuple[str, re.Pattern[str], list[Scripted]]] = []
        self._lock = threading.Lock()
        self._tokens = 0
        self.url = ""

    def on(self, method: str, path: str, *answers: Scripted) -> None:
        """Adds a rule; later rules go before earlier ones."""
        self._rules.insert(0, (method, re.compile(path), list(answers)))

    def reset(self) -> None:
        """Forgets rules and requests."""
        self.seen.clear()
        self.token_requests.clear()
        self.token_answers.clear()
        self._rules.clear()
        self.discovery = Answer(body=self._endpoints())

    def answer(self, seen: Seen) -> Answer:
        with self._lock:
            if "/.well-known/openid-configuration" in seen.path:
                return self.discovery
            if seen.path.startswith(f"/{TENANT}/oauth2/v2.0/token"):
                self.token_requests.append(seen)
                scripted: Scripted = self._take(self.token_answers) if self.token_answers else self._token()
            else:
                self.seen.append(seen)
                scripted = self._scripted(seen)
        return scripted(seen) if callable(scripted) else scripted

    def _scripted(self, seen: Seen) -> Scripted:
        for method, path, answers in self._rules:
            if method == seen.method and path.search(seen.path):
                return self._take(answers)
        return error(404, "NoSuchRule")

    @staticmethod
    def _take(answers: list[Scripted]) -> Scripted:
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def _token(self) -> Answer:
        self._tokens += 1
        body = {"token_type": "Bearer", "expires_in": 3599, "access_token": f"token-{self._tokens}"}
        return Answer(body=body)

    def _endpoints(self) -> dict[str, str]:
        base = f"{self.url}/{TENANT}"
        return {
            "issuer": f"{base}/v2.0",
            "authorization_endpoint": f"{base}/oauth2/v2.0/authorize",
            "token_endpoint": f"{base}/oauth2/v2.0/token",
        }


def _handler(server: ScriptedServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = 65536

        def handle_any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            answer = server.answer(Seen(self.command, self.path, dict(self.headers), body))
            if answer.cut:
                self.close_connection = True
                self.connection.close()
                return
            self.send_response(answer.status)
            content = answer.content
            for name, value in {"Content-Length": str(len(content)), **answer.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content[: len(content) // 2] if answer.short else content)
            if answer.short:
                self.close_connection = True

        do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = handle_any

        def log_message(self, *_: Any) -> None:
            pass

    return Handler


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, *_: Any) -> None:
        pass


@contextmanager
def scripted_server(folder: Path) -> Iterator[ScriptedServer]:
    """A running server with a certificate authority of its own, whose file is folder/ca.pem."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    server = ScriptedServer()
    http = _Server(("127.0.0.1", 0), _handler(server))
    http.socket = context.wrap_socket(http.socket, server_side=True, do_handshake_on_connect=False)
    server.url = f"https://localhost:{http.server_address[1]}"
    server.reset()
    thread = threading.Thread(target=http.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()
        thread.join(5)
