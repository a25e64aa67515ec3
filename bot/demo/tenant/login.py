"""Microsoft's login endpoints for client credentials: secret or certificate assertion in, access token out.

Errors carry Microsoft's AADSTS codes. Times here are real time: msal counts a token's life on the machine's clock.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from bot.demo.tenant.behaviour import Behaviour

GRAPH_RESOURCE = "https://graph.microsoft.com"
GRAPH_APP = "00000003-0000-0000-c000-000000000000"
ALL_PERMISSIONS = frozenset({"Mail.ReadWrite", "Mail.Send", "MailboxSettings.Read", "User.Read.All"})
_ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


@dataclass
class AppRegistration:
    """The app: its id, credentials, granted permissions, and the mailboxes it may reach (addresses; None: all)."""

    client_id: str
    client_secret: str
    permissions: set[str] = field(default_factory=lambda: set(ALL_PERMISSIONS))
    scope: set[str] | None = None
    certificates: dict[str, rsa.RSAPublicKey] = field(default_factory=dict)
    secret_expired: bool = False

    def register_certificate(self, pem: str) -> None:
        """Register a certificate (PEM) as a credential, findable by its SHA-1 and SHA-256 thumbprints."""
        certificate = x509.load_pem_x509_certificate(pem.encode())
        key = certificate.public_key()
        if not isinstance(key, rsa.RSAPublicKey):
            raise ValueError("only RSA certificates can be registered")
        der = certificate.public_bytes(serialization.Encoding.DER)
        for digest in (hashlib.sha1(der).digest(), hashlib.sha256(der).digest()):
            self.certificates[_b64(digest)] = key


class LoginError(Exception):
    """A refusal: HTTP status, OAuth error word, AADSTS number and text."""

    def __init__(self, status: int, error: str, number: int, text: str) -> None:
        super().__init__(error)
        self.status = status
        self.error = error
        self.number = number
        self.text = text


class Login:
    """Issues tokens to the one registered app and knows which are good."""

    def __init__(self, tenant_id: str, app: AppRegistration, behaviour: Behaviour) -> None:
        self.tenant_id = tenant_id
        self.app = app
        self._behaviour = behaviour
        self._key = secrets.token_bytes(32)
        self._good: dict[str, float] = {}
        self._seen: set[str] = set()

    def expire_all(self) -> None:
        """Make every token issued so far invalid, though its `exp` still looks good."""
        self._good.clear()

    def accepts(self, token: str) -> bool:
        """Whether a bearer token is one of ours and has not expired."""
        until = self._good.get(token)
        return until is not None and time.time() < until

    def knows(self, tenant: str) -> bool:
        """Whether a path segment names this tenant."""
        return tenant.lower() == self.tenant_id.lower()

    def discovery(self, tenant: str, origin: str) -> dict[str, Any]:
        """The openid-configuration of a tenant; LoginError AADSTS90002 where it is another's."""
        self._check_tenant(tenant)
        base = f"{origin}/{self.tenant_id}"
        return {
            "token_endpoint": f"{base}/oauth2/v2.0/token",
            "token_endpoint_auth_methods_supported": ["client_secret_post", "private_key_jwt"],
            "jwks_uri": f"{base}/discovery/v2.0/keys",
            "response_modes_supported": ["query", "fragment", "form_post"],
            "subject_types_supported": ["pairwise"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "response_types_supported": ["code", "id_token", "code id_token", "id_token token"],
            "scopes_supported": ["openid", "profile", "email", "offline_access"],
            "issuer": f"{base}/v2.0",
            "authorization_endpoint": f"{base}/oauth2/v2.0/authorize",
            "device_authorization_endpoint": f"{base}/oauth2/v2.0/devicecode",
            "tenant_region_scope": "EU",
            "cloud_instance_name": "microsoftonline.com",
            "msgraph_host": "graph.microsoft.com",
        }

    def token(self, tenant: str, form: Mapping[str, str], origin: str) -> dict[str, Any]:
        """A token response for a token request; LoginError with Microsoft's number otherwise."""
        self._check_tenant(tenant)
        if form.get("grant_type") != "client_credentials":
            raise LoginError(
                400, "unsupported_grant_type", 70003, "The app requested an unsupported grant type."
            )
        client = form.get("client_id", "")
        if not client:
            text = "The request body must contain the following parameter: 'client_id'."
            raise LoginError(400, "invalid_request", 900144, text)
        if client != self.app.client_id:
            text = f"Application with identifier '{client}' was not found in the directory."
            raise LoginError(400, "unauthorized_client", 700016, text)
        self._check_credential(form, origin)
        _check_scope(form.get("scope", ""), origin)
        return self._issue(origin)

    def _check_tenant(self, tenant: str) -> None:
        if not self.knows(tenant):
            raise LoginError(
                400, "invalid_request", 90002, f"Tenant '{tenant}' not found. Check the tenant ID."
            )

    def _check_credential(self, form: Mapping[str, str], origin: str) -> None:
        if "client_secret" in form:
            if not secrets.compare_digest(form["client_secret"].encode(), self.app.client_secret.encode()):
                text = (
                    "Invalid client secret provided. Ensure the secret being sent is the client secret value."
                )
                raise LoginError(401, "invalid_client", 7000215, text)
            if self.app.secret_expired:
                text = f"The provided client secret keys for app '{self.app.client_id}' are expired."
                raise LoginError(401, "invalid_client", 7000222, text)
        elif form.get("client_assertion_type") == _ASSERTION:
            self._check_assertion(form.get("client_assertion", ""), origin)
        else:
            text = "The request body must contain: 'client_assertion' or 'client_secret'."
            raise LoginError(401, "invalid_client", 7000218, text)

    def _check_assertion(self, assertion: str, origin: str) -> None:
        header, claims, signed, signature = _split(assertion)
        thumbprint = str(header.get("x5t#S256") or header.get("x5t") or "")
        key = self.app.certificates.get(thumbprint.rstrip("="))  # msal pads it, RFC 7515 does not
        if key is None or not _verified(key, str(header.get("alg")), signed, signature):
            raise LoginError(
                401, "invalid_client", 700027, "The certificate with that identifier isn't registered."
            )
        endpoint = f"{origin}/{self.tenant_id}/oauth2/v2.0/token"
        now = time.time()
        if claims.get("aud") not in (endpoint, f"{origin}/{self.tenant_id}/v2.0"):
            raise LoginError(401, "invalid_client", 700023, "Client assertion audience claim does not match.")
        if claims.get("iss") != self.app.client_id or claims.get("sub") != self.app.client_id:
            raise LoginError(
                401, "invalid_client", 700021, "Client assertion application identifier doesn't match."
            )
        if not _seconds(claims, "nbf") - 300 <= now <= _seconds(claims, "exp") + 300:
            raise LoginError(
                401, "invalid_client", 700024, "Client assertion is not within its valid time range."
            )

    def _issue(self, origin: str) -> dict[str, Any]:
        now, life = int(time.time()), self._behaviour.token_seconds
        claims = {
            "aud": GRAPH_RESOURCE,
            "iss": f"{origin}/{self.tenant_id}/",
            "iat": now,
            "nbf": now,
            "exp": now + life,
            "appid": self.app.client_id,
            "idtyp": "app",
            "roles": sorted(self.app.permissions),
            "tid": self.tenant_id,
            "uti": secrets.token_urlsafe(12),
        }
        head = _b64(json.dumps({"typ": "JWT", "alg": "HS256"}).encode())
        body = f"{head}.{_b64(json.dumps(claims).encode())}"
        token = f"{body}.{_b64(hashlib.sha256(self._key + body.encode()).digest())}"
        self._good = {old: until for old, until in self._good.items() if until > now}
        self._good[token] = now + life
        return {"token_type": "Bearer", "expires_in": life, "ext_expires_in": life, "access_token": token}


def _check_scope(scope: str, origin: str) -> None:
    if not scope.endswith("/.default") or " " in scope:
        text = (
            f"The provided value for scope {scope} is not valid. It must have a scope value with /.default."
        )
        raise LoginError(400, "invalid_scope", 1002012, text)
    resource = scope.removesuffix("/.default").rstrip("/")
    # Graph's own name and this stand-in's address are the two names of the one resource here.
    if resource not in (GRAPH_RESOURCE, GRAPH_APP, origin):
        text = f"The resource principal named {resource} was not found in the tenant."
        raise LoginError(400, "invalid_resource", 500011, text)


def _split(assertion: str) -> tuple[dict[str, Any], dict[str, Any], bytes, bytes]:
    try:
        head, body, signature = assertion.split(".")
        header, claims = json.loads(_unb64(head)), json.loads(_unb64(body))
        if not isinstance(header, dict) or not isinstance(claims, dict):
            raise ValueError(assertion)
        return header, claims, f"{head}.{body}".encode(), _unb64(signature)
    except (ValueError, binascii.Error) as error:
        raise LoginError(401, "invalid_client", 50027, "JWT token is invalid or malformed.") from error


def _seconds(claims: Mapping[str, Any], name: str) -> float:
    value = claims.get(name, 0)
    return float(value) if isinstance(value, int | float) else 0.0


def _verified(key: rsa.RSAPublicKey, algorithm: str, signed: bytes, signature: bytes) -> bool:
    pss = padding.PSS(padding.MGF1(hashes.SHA256()), padding.PSS.DIGEST_LENGTH)
    pads: dict[str, padding.AsymmetricPadding] = {"RS256": padding.PKCS1v15(), "PS256": pss}
    if algorithm not in pads:
        return False
    try:
        key.verify(signature, signed, pads[algorithm], hashes.SHA256())
    except InvalidSignature:
        return False
    return True


def _b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
