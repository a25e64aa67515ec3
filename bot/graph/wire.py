"""The one place where O365 is touched: its protocol for our base URL, its connection with its traps closed.

A connection belongs to one thread (one session, mutable headers). It neither sleeps nor retries nor raises for
a status: that is the client's work. Traps: graph.md, O365.
"""

from __future__ import annotations

import logging
from typing import Any, cast

from O365.connection import Connection, MSGraphProtocol
from requests import Response, Session
from requests.utils import get_environ_proxies

from bot.graph.auth import TokenSource

IMMUTABLE_IDS = 'IdType="ImmutableId"'


class GraphProtocol(MSGraphProtocol):  # type: ignore[misc]
    """Graph at the base URL of the settings, e.g. https://host:8443/v1.0."""

    def __init__(self, base_url: str, scope: str) -> None:
        root, _, version = base_url.rpartition("/")
        self._protocol_url = f"{root}/"
        self._oauth_scope_prefix = scope.removesuffix(".default")
        super().__init__(api_version=version, timezone="UTC")


class GraphConnection(Connection):  # type: ignore[misc]
    """O365's connection with our tokens: no delay, no retries, a time-out, immutable ids on every request."""

    def __init__(self, base_url: str, tokens: TokenSource, *, timeout: tuple[float, float]) -> None:
        super().__init__(
            (tokens.credentials.client_id, "kept by the token source"),
            auth_flow_type="credentials",
            tenant_id=tokens.credentials.tenant_id,
            token_backend=tokens.cache,  # the default writes tokens into a file
            requests_delay=0,
            request_retries=0,
            raise_http_errors=False,
            timeout=timeout,
            verify_ssl=tokens.trusted,
            default_headers={"Prefer": IMMUTABLE_IDS},
        )
        self._tokens = tokens
        self._proxies = get_environ_proxies(base_url)
        self._last: Response | None = None
        self.session = self._watched(self.get_session(load_token=False))
        self.naive_session = self._watched(self.get_naive_session())
        quiet_libraries()

    def refresh_token(self) -> bool:
        """O365's own renewal asks msal without scopes and fails; ours goes through the token source."""
        self.update_session_auth_header(access_token=self._tokens.renew())
        return True

    def exchange(
        self,
        method: str,
        url: str,
        *,
        token: str | None,
        headers: dict[str, str],
        data: bytes | None = None,
        timeout: tuple[float, float] | None = None,
    ) -> Response:
        """One request, its answer whatever the status, the body not read yet. Raises requests' exceptions.

        `token` None goes without authorisation (upload sessions). `data` needs its header "Content-type", so
        spelt, and other than plain "application/json".
        """
        self._last = None
        if timeout is not None:
            self.timeout = timeout
        try:
            if token is None:
                proxies = get_environ_proxies(url)  # the session's own address is on another host
                answer = self.naive_request(url, method, proxies=proxies, **_how(headers, data))
            else:
                self.update_session_auth_header(access_token=token)
                answer = self.oauth_request(url, method, **_how(headers, data))
        except (AttributeError, TypeError):
            # O365 takes every error body for {"error": {"innerError": {}}} and stumbles over any other
            if self._last is None:
                raise
            answer = self._last
        return cast(Response, answer)

    def close(self) -> None:
        """Gives the sockets back."""
        self.session.close()
        self.naive_session.close()

    def _watched(self, session: Session) -> Session:
        session.hooks["response"].append(self._remember)
        session.headers["User-Agent"] = "nearmiss"
        session.proxies = self._proxies
        session.trust_env = (
            False  # a .netrc would replace our token; and looking it all up costs a third of a call
        )
        return session

    def _remember(self, answer: Response, *_: Any, **__: Any) -> None:
        self._last = answer


class _Body(bytes):
    """A body that is not spelt out: O365 writes a line of log for each request, whether anybody reads it or not."""

    def __repr__(self) -> str:
        return f"<{len(self)} bytes>"


def _how(headers: dict[str, str], data: bytes | None) -> dict[str, Any]:
    # O365 writes into the headers it is given; redirects could carry a token elsewhere
    body = None if data is None else _Body(data)
    return {"headers": dict(headers), "data": body, "stream": True, "allow_redirects": False}


def quiet_libraries() -> None:
    """O365, msal and urllib3 log URLs, bodies and error texts, which hold addresses and subjects."""
    for name in ("O365", "msal", "urllib3"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
