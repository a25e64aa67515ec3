"""From Graph's and the network's failures to our errors, with a clear sentence each.

Graph's own error text is never passed on: it can quote addresses and subjects. Its code is.
"""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from requests import exceptions as http
from urllib3 import exceptions as wire

from bot.errors import (
    Conflict,
    Expired,
    Forbidden,
    MailboxUnknown,
    NearmissError,
    NotFound,
    Permanent,
    Throttled,
    TooLarge,
    Transient,
    Unauthorised,
    Unreachable,
)

_THROTTLED = {
    "applicationthrottled",
    "toomanyrequests",
    "activitylimitreached",
    "errorexceededconnectioncount",
}
_TRANSIENT = {
    "errorserverbusy", "errortoomanyobjectsopened", "errortimeoutexpired", "errormailboxstoreunavailable",
    "errormailboxmoveinprogress", "errorinternalservertransienterror", "errorinternalservererror",
    "errorquotaexceeded", "servicenotavailable", "serviceunavailable", "generaltimeout",
}  # fmt: skip
_NO_MAILBOX = {
    "errorinvaliduser", "resourcenotfound", "request_resourcenotfound", "mailboxnotenabledforrestapi",
    "mailboxnotsupportedforrestapi", "errornonexistentmailbox", "errormailboxnotfound",
}  # fmt: skip
_EXPIRED = {"syncstatenotfound", "resyncrequired", "syncstateinvalid", "errorinvalidsyncstatedata"}
_TOO_LARGE = {"errormessagesizeexceeded", "errormessagesizelimitexceeded", "maximumrequestlengthexceeded"}
_CONFLICT = {"errorirresolvableconflict", "errorstaleobject"}


def code_of(body: Any) -> str:
    """Graph's error code in an answer, "" where there is none; letters, digits, dots and underscores only."""
    error = body.get("error") if isinstance(body, Mapping) else None
    code = error.get("code") if isinstance(error, Mapping) else error
    return code if isinstance(code, str) and re.fullmatch(r"[A-Za-z0-9_.]{1,80}", code) else ""


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds of Retry-After, given in seconds or as a date (RFC 9110 §10.2.3); None where absent or unreadable.

    A date is measured against the answer's own Date header, so that a wrong clock here does not matter.
    """
    lowered = {str(name).lower(): str(value) for name, value in headers.items()}
    value = lowered.get("retry-after", "").strip()
    if not value:
        return None
    if re.fullmatch(r"\d{1,9}(\.\d+)?", value):
        return float(value)
    until = _http_date(value)
    return (
        None
        if until is None
        else max(0.0, (until - (_http_date(lowered.get("date", "")) or now)).total_seconds())
    )


def _http_date(value: str) -> datetime | None:
    try:
        read = parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def failure(
    status: int, headers: Mapping[str, str], body: Any, *, purpose: str, acts: bool, now: datetime
) -> NearmissError:
    """Our error for an answer of 300 or more. `acts`: the request changes something when carried out.

    `purpose` completes "Microsoft Graph refused ...", e.g. "sending a mail".
    """
    code = code_of(body)
    found = _kind(status, code.lower())
    shown = f"{status} {code}".strip()
    sentence = f"{_SENTENCES[found].format(purpose=purpose)} ({shown})."
    if issubclass(found, Transient):
        lost = acts and found is Transient and status >= 500 and status != 507
        return found(
            sentence, retry_after=retry_after(headers, now), undecided=lost, code=code, status=status
        )
    return found(sentence, code=code, status=status)


def _kind(status: int, code: str) -> type[NearmissError]:
    """The error class: Graph's code first, since its statuses are used loosely, then the status."""
    for codes, found in _BY_CODE:
        if code in codes:
            return found
    if status == 404:
        return NotFound
    if status >= 500 and status not in (501, 505):
        return Transient
    return _BY_STATUS.get(status, Permanent)


_BY_CODE: tuple[tuple[set[str], type[NearmissError]], ...] = (
    (_THROTTLED, Throttled),
    (_EXPIRED, Expired),
    (_NO_MAILBOX, MailboxUnknown),
    (_TOO_LARGE, TooLarge),
    (_CONFLICT, Conflict),
    (_TRANSIENT, Transient),
)
_BY_STATUS: dict[int, type[NearmissError]] = {
    401: Unauthorised,
    403: Forbidden,
    408: Transient,
    409: Conflict,
    410: Expired,
    412: Conflict,
    413: TooLarge,
    423: Conflict,
    424: Transient,  # a part of a batch whose forerunner failed: not tried
    425: Transient,
    429: Throttled,
}
_SENTENCES: dict[type[NearmissError], str] = {
    Throttled: "Microsoft Graph asks us to slow down while {purpose}",
    Transient: "Microsoft Graph failed for the moment while {purpose}",
    Conflict: "Something else changed the same item while {purpose}",
    Expired: "Microsoft Graph no longer knows the state we kept, while {purpose}",
    MailboxUnknown: "The mailbox does not exist for this application, found while {purpose}: check its address",
    NotFound: "The item does not exist (any more), found while {purpose}",
    TooLarge: "Too large for Microsoft Graph while {purpose}",
    Unauthorised: "Microsoft Graph does not accept our token while {purpose}: check the app registration",
    Forbidden: "Microsoft Graph forbids {purpose}: check the permissions and the mailbox scope of the application",
    Permanent: "Microsoft Graph refused {purpose}",
}


def unreachable(error: Exception, *, host: str, acts: bool) -> Unreachable:
    """Our error for a request that got no answer. `host` is what could not be reached, e.g. "Microsoft Graph"."""
    causes = list(_chain(error))
    unsent = any(isinstance(cause, _NEVER_SENT) for cause in causes)
    return Unreachable(_sentence(causes, host), undecided=acts and not unsent)


def stale(error: Exception) -> bool:
    """A kept connection that was closed meanwhile: worth a second try at once, if the request may go twice."""
    lost = isinstance(error, http.ConnectionError) and not isinstance(error, http.Timeout)
    return lost and not any(isinstance(cause, _NEVER_SENT) for cause in _chain(error))


_NEVER_SENT = (
    wire.NewConnectionError,
    wire.ConnectTimeoutError,
    http.ConnectTimeout,
    ssl.SSLCertVerificationError,
)


def _sentence(causes: list[BaseException], host: str) -> str:
    for kind, sentence in (
        (ssl.SSLCertVerificationError, "The certificate of {0} is not trusted here: set REQUESTS_CA_BUNDLE to the "
         "file of the authority that signed it, and compare the host's name."),
        (wire.NameResolutionError, "The host of {0} cannot be found by name: check the URL and the network."),
        (http.ProxyError, "The proxy on the way to {0} does not answer."),
        (http.InvalidURL, "The URL of {0} cannot be used."),
        (wire.NewConnectionError, "{0} cannot be reached: check the URL and the network."),
        (wire.TimeoutError, "{0} did not answer in time."),
        (http.Timeout, "{0} did not answer in time."),
    ):  # fmt: skip
        if any(isinstance(cause, kind) for cause in causes):
            return sentence.format(host)
    return f"The connection to {host} was lost."


def _chain(error: BaseException, depth: int = 0) -> Iterator[BaseException]:
    """The error and everything it wraps; requests and urllib3 keep causes in args and `reason` as well."""
    if depth > 8:
        return
    yield error
    inner = [error.__cause__, error.__context__, getattr(error, "reason", None), *error.args]
    for cause in inner:
        if isinstance(cause, BaseException) and cause is not error:
            yield from _chain(cause, depth + 1)
