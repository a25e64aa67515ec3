"""msal's way to the network, and what an administrator can mend when the login refuses.

No sentence here quotes the login's own text: it holds ids of tenant and application.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import requests
from requests.utils import get_environ_proxies

from bot.errors import ConfigurationWrong, NearmissError, Throttled, Transient, Unauthorised
from bot.graph.failures import retry_after, stale

HOST = "the Microsoft login"

_REASONS = {  # Entra's AADSTS numbers of what an administrator can mend
    "7000215": "NEARMISS_CLIENT_SECRET is wrong: enter the secret's value, not its id.",
    "7000222": "The client secret has expired: make a new one in the app registration.",
    "7000216": "The login wants a secret or certificate: set NEARMISS_CLIENT_SECRET or _CERTIFICATE.",
    "700016": "NEARMISS_CLIENT_ID is not known in this tenant: compare it with the app registration.",
    "700027": "The certificate is not registered for this application, or has expired.",
    "700024": "The clock of this machine is too far off for the login.",
    "90002": "NEARMISS_TENANT_ID is not known to the Microsoft login.",
    "900023": "NEARMISS_TENANT_ID is not known to the Microsoft login.",
    "53003": "A conditional-access rule of the tenant blocks this application.",
    "7000112": "The application is disabled in this tenant.",
    "500011": "The tenant does not know the Graph that NEARMISS_GRAPH_URL points to.",
}
_BY_ERROR = {
    "invalid_client": "The login does not accept the client secret or certificate.",
    "unauthorized_client": "The login does not know this application in this tenant: check NEARMISS_CLIENT_ID.",
    "invalid_scope": "The login does not know the scope for NEARMISS_GRAPH_URL.",
    "invalid_tenant": "NEARMISS_TENANT_ID is not known to the Microsoft login.",
}


class LoginTransport:
    """msal's way to the network: time-outs, https only, and a memory of the last answer for our sentences."""

    def __init__(self, timeout: tuple[float, float], trusted: str | bool) -> None:
        self._session = requests.Session()
        self._session.verify = trusted
        self._session.trust_env = False  # a .netrc must not add a password of its own
        self._timeout = timeout
        self.forget()

    def forget(self) -> None:
        """Before a call: nothing has been answered yet."""
        self.status = 0
        self.headers: Mapping[str, str] = {}
        self.network_error: Exception | None = None

    @property
    def busy(self) -> bool:
        """Whether the last answer was to come back later."""
        return self.status == 429 or self.status >= 500

    def busy_error(self) -> Transient:
        """Our error for it; five seconds where the login names no time."""
        wait = retry_after(self.headers, datetime.now(UTC))
        kind = Throttled if self.status == 429 else Transient
        sentence = f"The Microsoft login is busy ({self.status})."
        return kind(sentence, retry_after=5.0 if wait is None else wait, status=self.status)

    def get(self, url: str, **how: Any) -> Any:
        return self._ask("GET", url, how)

    def post(self, url: str, **how: Any) -> Any:
        return self._ask("POST", url, how)

    def close(self) -> None:
        self._session.close()

    def _ask(self, method: str, url: str, how: dict[str, Any]) -> Any:
        if not url.lower().startswith("https://"):
            raise ConfigurationWrong("The login host names an address without https for its tokens.")
        proxies = get_environ_proxies(url)
        for once in (True, False):
            try:
                answer = self._session.request(
                    method, url, timeout=self._timeout, allow_redirects=False, proxies=proxies, **how
                )
            except OSError as error:  # requests' errors are OSErrors
                if once and stale(error):
                    continue
                self.network_error = error
                raise
            self.status, self.headers, self.network_error = answer.status_code, answer.headers, None
            return answer
        raise AssertionError("unreachable")


def refusal(result: Mapping[str, Any], transport: LoginTransport) -> NearmissError:
    """Our error for an OAuth error answer: what to mend, by Entra's number, else by OAuth's word."""
    error = str(result.get("error", ""))
    if transport.busy or error == "temporarily_unavailable":
        return transport.busy_error()
    numbers = [str(number) for number in result.get("error_codes") or []]
    said = str(result.get("error_description", ""))
    for number, sentence in _REASONS.items():
        if number in numbers or f"AADSTS{number}:" in said:
            return Unauthorised(sentence, code=f"AADSTS{number}", status=transport.status)
    sentence = _BY_ERROR.get(error, "The Microsoft login refused the application.")
    code = error if error.replace("_", "").isalpha() else ""
    return Unauthorised(sentence, code=code, status=transport.status)
