"""An app registration's credential, checked before msal sees it, so that a mistake has a clear sentence."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.x509 import load_pem_x509_certificate

from bot.errors import ConfigurationWrong
from bot.graph.endpoints import AUTHORITY_URL, GRAPH_URL, scope_for


@dataclass(frozen=True)
class Credentials:
    """An app registration: `secret`, or `certificate_path` of a PEM file with private key and certificate."""

    tenant_id: str
    client_id: str
    secret: str = field(default="", repr=False)
    certificate_path: Path | None = None
    authority_url: str = AUTHORITY_URL
    scope: str = scope_for(GRAPH_URL)


def client_credential(credentials: Credentials) -> str | dict[str, str]:
    """What msal wants: the secret, or key and certificate. Raises ConfigurationWrong with what is missing."""
    if credentials.certificate_path is None:
        if not credentials.secret:
            raise ConfigurationWrong("Set NEARMISS_CLIENT_SECRET or NEARMISS_CLIENT_CERTIFICATE.")
        return credentials.secret
    if credentials.secret:
        raise ConfigurationWrong("Set only one of NEARMISS_CLIENT_SECRET and NEARMISS_CLIENT_CERTIFICATE.")
    try:
        pem = credentials.certificate_path.read_text("ascii")
    except (OSError, UnicodeDecodeError):
        raise ConfigurationWrong("NEARMISS_CLIENT_CERTIFICATE names no readable PEM file.") from None
    return {"private_key": _private_key(pem), "public_certificate": _certificate(pem)}


def _private_key(pem: str) -> str:
    try:
        load_pem_private_key(pem.encode(), password=None)
    except TypeError:
        raise ConfigurationWrong(
            "The key in NEARMISS_CLIENT_CERTIFICATE has a password: remove it."
        ) from None
    except Exception:  # cryptography raises several kinds for what is no key
        raise ConfigurationWrong("NEARMISS_CLIENT_CERTIFICATE holds no private key in PEM form.") from None
    return pem


def _certificate(pem: str) -> str:
    try:
        load_pem_x509_certificate(pem.encode())
    except ValueError:
        raise ConfigurationWrong("NEARMISS_CLIENT_CERTIFICATE holds no certificate in PEM form.") from None
    begin, end = "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----"
    return pem[pem.index(begin) : pem.index(end) + len(end)]
