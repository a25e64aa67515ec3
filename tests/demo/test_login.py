"""msal really logs in: by secret, by certificate, and is refused as Microsoft refuses."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from bot.demo.tenant import Tenant, TenantServer, Trouble

from .conftest import SCOPE, Graph, login


def certificate() -> tuple[str, str]:
    """A fresh key and its self-signed certificate, both PEM."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "nearmiss")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private.decode(), made.public_bytes(serialization.Encoding.PEM).decode()


def test_secret_gives_a_token_that_graph_takes(server: TenantServer) -> None:
    token = login(server).acquire_token_for_client(SCOPE)
    assert token["token_type"] == "Bearer"
    assert token["expires_in"] == 3599
    assert Graph(server, token["access_token"]).get("/mailFolders/inbox")["displayName"] == "Inbox"


@pytest.mark.parametrize("with_thumbprint", [False, True])
def test_certificate(server: TenantServer, tenant: Tenant, with_thumbprint: bool) -> None:
    private, public = certificate()
    credential: dict[str, Any] = {"private_key": private, "public_certificate": public}
    if with_thumbprint:
        parsed = x509.load_pem_x509_certificate(public.encode())
        credential = {"private_key": private, "thumbprint": parsed.fingerprint(hashes.SHA1()).hex()}
    refused = login(server, credential).acquire_token_for_client(SCOPE)
    assert "AADSTS700027" in refused["error_description"]
    tenant.app.register_certificate(public)
    token = login(server, credential).acquire_token_for_client(SCOPE)
    assert Graph(server, token["access_token"]).get("/mailFolders/inbox")


def test_another_key_under_a_registered_thumbprint_is_refused(server: TenantServer, tenant: Tenant) -> None:
    _, public = certificate()
    tenant.app.register_certificate(public)
    other, _ = certificate()
    answer = login(server, {"private_key": other, "public_certificate": public}).acquire_token_for_client(
        SCOPE
    )
    assert answer["error"] == "invalid_client"


def test_wrong_secret(server: TenantServer) -> None:
    answer = login(server, "wrong").acquire_token_for_client(SCOPE)
    assert answer["error"] == "invalid_client"
    assert answer["error_codes"] == [7000215]


def test_expired_secret(server: TenantServer, tenant: Tenant) -> None:
    tenant.app.secret_expired = True
    assert login(server).acquire_token_for_client(SCOPE)["error_codes"] == [7000222]


def token_request(server: TenantServer, tenant_id: str | None = None, **changes: str) -> requests.Response:
    form = {
        "grant_type": "client_credentials",
        "client_id": server.client_id,
        "client_secret": server.client_secret,
        "scope": SCOPE[0],
        **changes,
    }
    url = f"{server.authority_url}/{tenant_id or server.tenant_id}/oauth2/v2.0/token"
    return requests.post(url, data={key: value for key, value in form.items() if value}, timeout=10)


@pytest.mark.parametrize(
    ("changes", "number"),
    [
        ({"client_id": "00000000-0000-0000-0000-000000000000"}, 700016),
        ({"client_id": ""}, 900144),
        ({"client_secret": ""}, 7000218),
        ({"grant_type": "password"}, 70003),
        ({"scope": "https://graph.microsoft.com/Mail.Read"}, 1002012),
        ({"scope": "https://storage.example/.default"}, 500011),
    ],
)
def test_refusals_carry_microsofts_numbers(
    server: TenantServer, changes: dict[str, str], number: int
) -> None:
    answer = token_request(server, **changes)
    assert answer.status_code in (400, 401)
    assert answer.json()["error_codes"] == [number]
    assert answer.json()["error_description"].startswith(f"AADSTS{number}:")


def test_unknown_tenant(server: TenantServer) -> None:
    assert token_request(server, "11111111-2222-3333-4444-555555555555").json()["error_codes"] == [90002]
    url = f"{server.authority_url}/elsewhere.example/v2.0/.well-known/openid-configuration"
    assert requests.get(url, timeout=10).status_code == 400


def test_own_address_is_a_resource_too(server: TenantServer) -> None:
    assert token_request(server, scope=f"{server.authority_url}/.default").status_code == 200


def test_instance_discovery(server: TenantServer) -> None:
    found = requests.get(f"{server.authority_url}/common/discovery/instance", timeout=10).json()
    assert found["tenant_discovery_endpoint"].startswith(server.authority_url)


def test_tokens_end(server: TenantServer, tenant: Tenant, graph: Graph) -> None:
    assert graph.code("GET", "/messages", headers={"Authorization": ""}) == (
        401,
        "InvalidAuthenticationToken",
    )
    assert graph.code("GET", "/messages", headers={"Authorization": "Bearer x.y.z"})[0] == 401
    tenant.login.expire_all()
    found = graph("GET", "/messages")
    assert found.status_code == 401
    assert "WWW-Authenticate" in found.headers


def test_short_lived_token(server: TenantServer, tenant: Tenant) -> None:
    tenant.behaviour.token_seconds = 0
    token = token_request(server).json()
    assert token["expires_in"] == 0
    assert Graph(server, token["access_token"]).code("GET", "/messages")[0] == 401


def test_login_has_bad_days(server: TenantServer, tenant: Tenant) -> None:
    tenant.faults.add(Trouble.STATUS, path="/oauth2/", status=503)
    tenant.faults.add(Trouble.CUT_BEFORE, path="/oauth2/")
    with pytest.raises(requests.ConnectionError):
        token_request(server)
    assert token_request(server).status_code == 200
    assert tenant.log.count(template="/{tenant}/oauth2/v2.0/token") == 2
