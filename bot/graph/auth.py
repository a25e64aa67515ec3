"""Tokens for the application, through msal: fetched before they expire, renewed when Graph refuses one.

msal's own traps are dealt with here (graph.md, MSAL): its constructor asks the network, so it is built lazily;
it caches failures, so its HTTP cache is emptied after one; it has no time-outs of its own.
"""

from __future__ import annotations

import base64
import json
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.errors import ConfigurationWrong, NearmissError, Unauthorised, Unreachable
from bot.graph.credential import Credentials, client_credential
from bot.graph.endpoints import authority_for, ca_bundle
from bot.graph.failures import unreachable
from bot.graph.login import HOST, LoginTransport, refusal

if TYPE_CHECKING:
    from msal import ConfidentialClientApplication

_LEAD = 300.0  # seconds before its end at which a token is fetched anew


class TokenSource:
    """Gives out the application's token; one for all threads of a process.

    `ca_file` is REQUESTS_CA_BUNDLE where that was not in the environment (`.env`). Raises ConfigurationWrong or
    Unauthorised where a person must act, Transient where waiting helps.
    """

    def __init__(
        self,
        credentials: Credentials,
        *,
        ca_file: Path | None = None,
        timeout: tuple[float, float] = (10.0, 30.0),
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.credentials = credentials
        self.authority = authority_for(credentials.authority_url, credentials.tenant_id)
        if not credentials.client_id:
            raise ConfigurationWrong("NEARMISS_CLIENT_ID is missing.")
        self._ca_file = ca_file
        self._timeout = timeout
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._http: LoginTransport | None = None
        self._cache: Any = None
        self._failures_of_msal: dict[str, Any] = {}
        self._application: ConfidentialClientApplication | None = None
        self._token = ""
        self._good_until = 0.0

    @property
    def cache(self) -> Any:
        """msal's token cache, in memory; it is at the same time O365's token backend."""
        if self._cache is None:
            from O365.utils.token import MemoryTokenBackend  # half a second that --help must not pay

            self._cache = MemoryTokenBackend()
        return self._cache

    @property
    def trusted(self) -> str | bool:
        """What certificates of Graph and login are checked against, as requests wants it."""
        return ca_bundle(self._ca_file)

    def token(self) -> str:
        """A token good for some minutes yet."""
        with self._lock:
            if self._token and self._monotonic() < self._good_until:
                return self._token
            return self._acquire()

    def renew(self, refused: str = "") -> str:
        """A new token after Graph refused one that looked fresh; many threads with the same one cost one call."""
        with self._lock:
            if self._token and refused and self._token != refused:
                return self._token
            self._token = ""
            if self._application is not None:
                self._application.remove_tokens_for_client()
            return self._acquire()

    def permissions(self) -> frozenset[str]:
        """The application permissions named in the token ("Mail.Send"); empty where it does not say.

        Rights given by Exchange's RBAC for Applications are not in it.
        """
        parts = self.token().split(".")
        try:
            padded = parts[1] + "=" * (-len(parts[1]) % 4)
            roles = json.loads(base64.urlsafe_b64decode(padded)).get("roles", [])
        except (IndexError, ValueError, AttributeError):
            return frozenset()
        return frozenset(str(role) for role in roles) if isinstance(roles, list) else frozenset()

    def _acquire(self) -> str:
        result = self._ask_msal()
        token = result.get("access_token")
        if not isinstance(token, str) or not token:
            raise refusal(result, self._transport())
        left = float(result.get("expires_in") or 0)
        self._token = token
        self._good_until = self._monotonic() + max(0.0, left - min(_LEAD, left / 5))
        return token

    def _ask_msal(self) -> Mapping[str, Any]:
        """msal's answer, success or error; its exceptions are ours afterwards."""
        transport, cache = self._transport(), self.cache
        transport.forget()
        try:
            if self._application is None:
                self._application = self._build(transport, cache)
            result: Mapping[str, Any] = (
                self._application.acquire_token_for_client([self.credentials.scope]) or {}
            )
        except NearmissError:
            raise
        except Exception as error:  # msal raises ValueError, its own and requests' errors alike
            self._failures_of_msal.clear()
            raise self._failed(error) from None
        if "access_token" not in result:
            self._failures_of_msal.clear()  # else msal answers the next 60 s from memory, without asking
        return result

    def _transport(self) -> LoginTransport:
        if self._http is None:
            self._http = LoginTransport(self._timeout, self.trusted)
        return self._http

    def _build(self, transport: LoginTransport, cache: Any) -> ConfidentialClientApplication:
        from msal import ConfidentialClientApplication  # see `cache`

        return ConfidentialClientApplication(
            self.credentials.client_id,
            client_credential=client_credential(self.credentials),
            authority=self.authority,
            token_cache=cache,
            http_client=transport,
            http_cache=self._failures_of_msal,
            instance_discovery=False,  # else an unknown login host sends it to Microsoft's first
        )

    def _failed(self, error: Exception) -> NearmissError:
        """Our error for an exception out of msal."""
        transport = self._transport()
        if transport.network_error is not None:
            return unreachable(transport.network_error, host=HOST, acts=False)
        if transport.busy:
            return transport.busy_error()
        if self._application is None and 400 <= transport.status < 500:
            return Unauthorised("NEARMISS_TENANT_ID is not known to the login host.", status=transport.status)
        if self._application is None and transport.status == 0:
            kind = type(error).__name__
            return ConfigurationWrong(
                f"The login cannot be set up from tenant, client and credential ({kind})."
            )
        return Unreachable("The login host answered with something that is not a login answer.")


__all__ = ["Credentials", "TokenSource"]
