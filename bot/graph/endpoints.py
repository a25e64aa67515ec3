"""Addresses of Graph and login: what is accepted as one, and how paths into Graph are spelt. No I/O."""

from __future__ import annotations

import os
import re
import ssl
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from bot.errors import ConfigurationWrong

GRAPH_URL = "https://graph.microsoft.com/v1.0"
AUTHORITY_URL = "https://login.microsoftonline.com"

# National clouds want a scope of their own; every other host takes the global one (graph.md, National clouds).
_NATIONAL = ("graph.microsoft.us", "dod-graph.microsoft.us", "microsoftgraph.chinacloudapi.cn")
_VERSION = re.compile(r"/(v\d+(\.\d+)?|beta)$", re.IGNORECASE)


def https_url(url: str, setting: str) -> str:
    """The URL without trailing slashes; raises ConfigurationWrong unless it is a plain https URL."""
    cut = url.strip().rstrip("/")
    try:
        parts = urlsplit(cut)
        valid = parts.scheme.lower() == "https" and bool(parts.hostname) and parts.port != 0
    except ValueError:
        valid = False
    if not valid or parts.query or parts.fragment or parts.username or parts.password:
        raise ConfigurationWrong(f"{setting} must be an https URL without user, query or fragment.")
    return cut


def graph_base(url: str) -> str:
    """Graph's base with version; a host alone gets /v1.0. Raises ConfigurationWrong unless https."""
    base = https_url(url or GRAPH_URL, "NEARMISS_GRAPH_URL")
    return base if _VERSION.search(base) or urlsplit(base).path else f"{base}/v1.0"


def authority_for(url: str, tenant_id: str) -> str:
    """The authority msal wants: login host and tenant. Raises ConfigurationWrong on a bad URL or tenant."""
    base = https_url(url or AUTHORITY_URL, "NEARMISS_AUTHORITY_URL")
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9.-]{0,253}", tenant_id):
        raise ConfigurationWrong("NEARMISS_TENANT_ID must be the tenant's id or one of its domain names.")
    if tenant_id.lower() in ("common", "organizations", "consumers"):
        raise ConfigurationWrong(
            "NEARMISS_TENANT_ID must name one tenant; an application cannot log in to all."
        )
    return f"{base}/{tenant_id}"


def scope_for(graph_url: str) -> str:
    """The scope of an application's token for this Graph."""
    host = (urlsplit(graph_url).hostname or "").lower()
    return f"https://{host if host in _NATIONAL else 'graph.microsoft.com'}/.default"


def rerooted(link: str, base_url: str) -> str:
    """A link that Graph gave us (next, delta), on our own base's host whatever host it names.

    A token must never travel to a host that an answer chose, and stored links survive a change of host.
    """
    base, given = urlsplit(base_url), urlsplit(link)
    return urlunsplit((base.scheme, base.netloc, given.path, given.query, ""))


def user_path(mailbox: str, *segments: str) -> str:
    """ "/users/{mailbox}/...": each segment escaped whole, ids and addresses may hold any character."""
    return "/".join(["/users", quote(mailbox, safe="@"), *(quote(part, safe="=$") for part in segments)])


def odata_string(value: str) -> str:
    """A string literal of OData, quotes doubled."""
    return "'" + value.replace("'", "''") + "'"


def ca_bundle(file: Path | None = None) -> str | bool:
    """What certificates are checked against: `file`, else REQUESTS_CA_BUNDLE, the system's store, certifi's.

    Raises ConfigurationWrong where a file is named that is not there.
    """
    named = str(file or os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE") or "")
    if named and not os.path.exists(named):
        raise ConfigurationWrong("REQUESTS_CA_BUNDLE names no file.")
    system = ssl.get_default_verify_paths().cafile
    return named or (system if system and os.path.isfile(system) else True)
