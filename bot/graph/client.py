"""One request to Graph, or a batch of them: token, slot, time-out, error. Knows no mail.

Nothing here sleeps: a 429 becomes Throttled(retry_after), and the same mailbox is refused at once until then.
Only what may be done twice is repeated, once, after a lost connection.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from bot.errors import NearmissError, TooLarge, Transient, Unreachable
from bot.graph.auth import TokenSource
from bot.graph.batching import run_batch
from bot.graph.call import Call, Result
from bot.graph.endpoints import graph_base, rerooted
from bot.graph.failures import failure, stale, unreachable
from bot.graph.json_bytes import json_object
from bot.graph.limits import Limiter, LocalLimiter
from bot.graph.pacing import Pacing

if TYPE_CHECKING:
    from requests import Response

    from bot.graph.wire import GraphConnection, GraphProtocol

HOST = "Microsoft Graph"
_LONGEST_READ = 300.0  # seconds for one JSON answer, however slowly it drips
_CHUNK = 256 * 1024


class GraphClient:
    """Graph for all threads of a process; each thread gets a connection of its own.

    `base_url`: https, with version. `limiter` bounds what is under way at once; pass a shared one where several
    workers share an application. Raises ConfigurationWrong on a URL that is not https.
    """

    def __init__(
        self,
        base_url: str,
        tokens: TokenSource,
        limiter: Limiter | None = None,
        *,
        pacing: Pacing | None = None,
        timeout: tuple[float, float] = (10.0, 60.0),
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.base_url = graph_base(base_url)
        self.tokens = tokens
        self.limiter: Limiter = limiter or LocalLimiter()
        self.pacing = pacing or Pacing(monotonic=monotonic)
        self._timeout = timeout
        self._monotonic = monotonic
        self._mine = threading.local()
        self._protocol: GraphProtocol | None = None
        self._count = 0
        self.batches = True  # False once this Graph has shown that it has no $batch

    @property
    def requests_made(self) -> int:
        """HTTP requests made so far, for metrics."""
        return self._count

    def get(self, mailbox: str, path: str, *query: tuple[str, str], **how: Any) -> dict[str, Any]:
        """GET, the answer's JSON object."""
        return self.send(Call("GET", mailbox, path, query, **how))

    def post(
        self, mailbox: str, path: str, body: Mapping[str, Any] | None = None, **how: Any
    ) -> dict[str, Any]:
        """POST, the answer's JSON object ({} where Graph answers nothing)."""
        return self.send(Call("POST", mailbox, path, body=body, **how))

    def patch(self, mailbox: str, path: str, body: Mapping[str, Any], **how: Any) -> dict[str, Any]:
        """PATCH, the answer's JSON object."""
        return self.send(Call("PATCH", mailbox, path, body=body, **how))

    def delete(self, mailbox: str, path: str, **how: Any) -> None:
        """DELETE."""
        self.send(Call("DELETE", mailbox, path, **how))

    def send(self, call: Call) -> dict[str, Any]:
        """Carries a call out. Raises what `bot.errors` has for it."""
        with self.limiter.slots(1):
            return self.send_in_slot(call)

    def batch(self, calls: Sequence[Call]) -> list[Result]:
        """Carries out many calls in as few round trips as Graph allows; answers or errors in their order.

        The parts may run in any order and each may fail by itself. Raises nothing for a failed request.
        """
        return run_batch(self, calls)

    def send_in_slot(self, call: Call) -> dict[str, Any]:
        """As `send`, by somebody who holds a slot of the limiter already."""
        with self._paced(call):
            with self._answer(call) as answer:
                content = self._read(answer, call)
            return self._object(answer, content, call)

    @contextmanager
    def stream(self, call: Call) -> Iterator[Iterator[bytes]]:
        """The body of an answer piece by piece, for what may be large; holds a slot until left."""
        with self.limiter.slots(1), self._paced(call), self._answer(call) as answer:
            if answer.status_code >= 300:
                self._object(answer, self._read(answer, call), call)
            yield self._pieces(answer, call)

    def upload(self, url: str, piece: bytes, content_range: str, mailbox: str) -> dict[str, Any]:
        """PUT of one piece to an upload session, without our token. `content_range`: "bytes 0-99/100"."""
        call = Call(
            "PUT",
            mailbox,
            url,
            body=piece,
            content_type="application/octet-stream",
            purpose="uploading a file",
            repeatable=False,  # pieces are taken in order: ask the session where it stands instead
        )
        headers = {**call.headers, "Content-Range": content_range}
        with self.limiter.slots(1), self._paced(call):
            with self._opened(call, url, None, headers) as answer:
                content = self._read(answer, call)
            return self._object(answer, content, call)

    def upload_state(self, url: str, mailbox: str) -> dict[str, Any]:
        """What an upload session still expects, without our token."""
        call = Call("GET", mailbox, url, purpose="uploading a file")
        with self.limiter.slots(1), self._paced(call):
            with self._opened(call, url, None, {}) as answer:
                content = self._read(answer, call)
            return self._object(answer, content, call)

    def close(self) -> None:
        """Closes this thread's connection."""
        connection: GraphConnection | None = getattr(self._mine, "connection", None)
        if connection is not None:
            connection.close()
            del self._mine.connection

    @contextmanager
    def _paced(self, call: Call) -> Iterator[None]:
        """Asks whether the call may go now, and remembers how it went."""
        self.pacing.admit(call.mailbox)
        try:
            yield
        except Transient as error:
            self.pacing.refused(call.mailbox, error)
            raise
        except NearmissError:
            self.pacing.answered(call.mailbox)
            raise
        self.pacing.answered(call.mailbox)

    @contextmanager
    def _answer(self, call: Call) -> Iterator[Response]:
        """The answer, with a fresh token where Graph refused ours."""
        url = (
            rerooted(call.path, self.base_url) if "://" in call.path else self._service_url() + call.relative
        )
        token = self._token()
        with self._opened(call, url, token, call.headers) as answer:
            if answer.status_code != 401:
                yield answer
                return
        with self._opened(call, url, self._token(refused=token), call.headers) as answer:
            yield answer

    def _token(self, refused: str = "") -> str:
        return self.tokens.renew(refused) if refused else self.tokens.token()

    @contextmanager
    def _opened(self, call: Call, url: str, token: str | None, headers: dict[str, str]) -> Iterator[Response]:
        answer = self._exchange(call, url, token, headers)
        try:
            yield answer
        finally:
            answer.close()

    def _exchange(self, call: Call, url: str, token: str | None, headers: dict[str, str]) -> Response:
        for tries_left in (0 if call.acts else 1, 0):
            self._count += 1
            try:
                return self._connection().exchange(
                    call.method, url, token=token, headers=headers, data=call.content, timeout=self._timeout
                )
            except OSError as error:  # requests' errors are OSErrors
                lost = unreachable(error, host=HOST, acts=call.acts)
                if not tries_left or not stale(error):
                    raise lost from None
        raise AssertionError("unreachable")

    def _read(self, answer: Response, call: Call) -> bytes:
        """The whole body, up to the call's limit in bytes and in time."""
        began, parts, size = self._monotonic(), [], 0
        for piece in self._pieces(answer, call):
            size += len(piece)
            if size > call.largest:
                raise TooLarge(f"The answer is too large while {call.purpose}.")
            if self._monotonic() - began > _LONGEST_READ:
                raise Unreachable(f"{HOST} took too long while {call.purpose}.", undecided=call.acts)
            parts.append(piece)
        return b"".join(parts)

    def _pieces(self, answer: Response, call: Call) -> Iterator[bytes]:
        try:
            yield from answer.iter_content(_CHUNK)
        except OSError as error:
            raise unreachable(error, host=HOST, acts=call.acts) from None

    def _object(self, answer: Response, content: bytes, call: Call) -> dict[str, Any]:
        body = json_object(content)
        if answer.status_code >= 300:
            now = datetime.now(UTC)
            raise failure(
                answer.status_code, answer.headers, body, purpose=call.purpose, acts=call.acts, now=now
            )
        if body is None:
            raise Unreachable(
                f"{HOST} answered with something that is not its own while {call.purpose}.",
                undecided=call.acts,
            )
        return body

    def _service_url(self) -> str:
        if self._protocol is None:
            from bot.graph.wire import GraphProtocol  # O365 takes half a second

            self._protocol = GraphProtocol(self.base_url, self.tokens.credentials.scope)
        return str(self._protocol.service_url).rstrip("/")

    def _connection(self) -> GraphConnection:
        connection: GraphConnection | None = getattr(self._mine, "connection", None)
        if connection is None:
            from bot.graph.wire import GraphConnection  # see _service_url

            connection = self._mine.connection = GraphConnection(
                self.base_url, self.tokens, timeout=self._timeout
            )
        return connection
