"""Tokens: from where, when anew, and what a person reads when the login refuses."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import jwt
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from scripted_graph import TENANT, Answer, ScriptedServer

from bot.errors import ConfigurationWrong, NearmissError, Throttled, Transient, Unauthorised, Unreachable
from bot.graph.auth import Credentials, TokenSource


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def refusal(error: str, number: int) -> Answer:
    body = {
        "error": error,
        "error_description": f"AADSTS{number}: App 'x' of k.draper@osborne.example",
        "error_codes": [number],
    }
    return Answer(401 if error == "invalid_client" else 400, body)


def test_one_token_serves_many_requests_and_is_fetched_before_it_ends(server: ScriptedServer) -> None:
    clock = Clock()
    source = TokenSource(Credentials(TENANT, "app", secret="s", authority_url=server.url), monotonic=clock)
    first = source.token()
    clock.now += 3000
    assert source.token() == first
    assert len(server.token_requests) == 1
    assert b"graph.microsoft.com%2F.default" in server.token_requests[0].body


def test_short_lived_tokens_are_not_fetched_for_every_request(server: ScriptedServer) -> None:
    clock = Clock()
    server.token_answers = [Answer(body={"token_type": "Bearer", "expires_in": 100, "access_token": "short"})]
    source = TokenSource(Credentials(TENANT, "app", secret="s", authority_url=server.url), monotonic=clock)
    source.token()
    clock.now += 70
    source.token()
    assert len(server.token_requests) == 1
    clock.now += 11
    source.token()
    assert len(server.token_requests) == 2


def test_renewal_is_made_once_for_many_who_hold_the_same_old_token(
    server: ScriptedServer, tokens: TokenSource
) -> None:
    old = tokens.token()
    new = tokens.renew(old)
    assert new != old
    assert tokens.renew(old) == new
    assert len(server.token_requests) == 2


def test_a_refusal_is_not_answered_from_msals_memory(server: ScriptedServer, tokens: TokenSource) -> None:
    server.token_answers = [refusal("invalid_request", 90014)]
    with pytest.raises(Unauthorised):
        tokens.token()
    server.token_answers = []
    assert tokens.token().startswith("token-")


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (refusal("invalid_client", 7000215), "NEARMISS_CLIENT_SECRET is wrong"),
        (refusal("invalid_client", 7000222), "has expired"),
        (refusal("unauthorized_client", 700016), "NEARMISS_CLIENT_ID"),
        (refusal("invalid_request", 90002), "NEARMISS_TENANT_ID"),
        (Answer(401, {"error": "invalid_client"}), "does not accept the client secret"),
        (Answer(400, {"error": "something_new"}), "refused the application"),
    ],
)
def test_a_refusal_says_what_to_mend_without_quoting_the_login(
    server: ScriptedServer, tokens: TokenSource, answer: Answer, words: str
) -> None:
    server.token_answers = [answer]
    with pytest.raises(Unauthorised) as caught:
        tokens.token()
    assert words in str(caught.value)
    assert "draper" not in str(caught.value)


def test_a_busy_login_says_how_long_to_wait(server: ScriptedServer, tokens: TokenSource) -> None:
    server.token_answers = [
        Answer(429, {"error": "temporarily_unavailable"}, {"Retry-After": "17"}),
        Answer(503, b"<html>"),
    ]
    with pytest.raises(Throttled) as caught:
        tokens.token()
    assert caught.value.retry_after == 17
    with pytest.raises(Transient) as again:
        tokens.token()
    assert again.value.status == 503
    server.token_answers = []
    assert tokens.token()


def test_an_unknown_tenant_is_a_clear_sentence(server: ScriptedServer, tokens: TokenSource) -> None:
    server.discovery = Answer(
        400, {"error": "invalid_tenant", "error_description": "AADSTS90002: Tenant not found"}
    )
    with pytest.raises(Unauthorised, match="NEARMISS_TENANT_ID"):
        tokens.token()


def test_a_cut_connection_to_the_login_is_tried_once_more(
    server: ScriptedServer, tokens: TokenSource
) -> None:
    server.token_answers = [Answer(cut=True), Answer(body={"expires_in": 3599, "access_token": "good"})]
    assert tokens.token() == "good"


def test_an_unreachable_login_is_transient() -> None:
    source = TokenSource(Credentials(TENANT, "app", secret="s", authority_url="https://localhost:9"))
    with pytest.raises(Unreachable, match="cannot be reached"):
        source.token()


def test_an_untrusted_certificate_is_named(server: ScriptedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REQUESTS_CA_BUNDLE")
    source = TokenSource(Credentials(TENANT, "app", secret="s", authority_url=server.url))
    with pytest.raises(Unreachable, match="REQUESTS_CA_BUNDLE"):
        source.token()


def test_nonsense_from_the_login_host(server: ScriptedServer, tokens: TokenSource) -> None:
    server.token_answers = [Answer(200, b"<html>log in to the hotel's network</html>")]
    with pytest.raises(NearmissError):
        tokens.token()


@pytest.mark.parametrize(
    "url", ["http://login.example", "login.example", "https://u:p@login.example", "ftp://x", "https://"]
)
def test_only_https_login_hosts_are_taken(url: str) -> None:
    with pytest.raises(ConfigurationWrong, match="https"):
        TokenSource(Credentials(TENANT, "app", secret="s", authority_url=url))


@pytest.mark.parametrize("tenant", ["", "common", "a/b", "x y"])
def test_the_tenant_must_be_one(tenant: str) -> None:
    with pytest.raises(ConfigurationWrong, match="NEARMISS_TENANT_ID"):
        TokenSource(Credentials(tenant, "app", secret="s"))


def test_a_token_endpoint_without_https_never_gets_the_secret(
    server: ScriptedServer, tokens: TokenSource
) -> None:
    endpoints = {**server.discovery.body, "token_endpoint": "http://localhost:9/token"}
    server.discovery = Answer(body=endpoints)
    with pytest.raises(NearmissError):
        tokens.token()


def test_permissions_are_read_from_the_token(server: ScriptedServer, tokens: TokenSource) -> None:
    made = jwt.encode({"roles": ["Mail.ReadWrite", "Mail.Send"]}, "k" * 32, "HS256")
    server.token_answers = [Answer(body={"expires_in": 3599, "access_token": made})]
    assert tokens.permissions() == {"Mail.ReadWrite", "Mail.Send"}


def test_an_opaque_token_says_nothing_of_permissions(tokens: TokenSource) -> None:
    assert tokens.permissions() == frozenset()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, x509.Certificate]:
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "nearmiss")])
    start = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(start)
        .not_valid_after(start + dt.timedelta(days=9999))
        .sign(key, hashes.SHA256())
    )
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = tmp_path_factory.mktemp("cert") / "app.pem"
    path.write_bytes(pem + made.public_bytes(serialization.Encoding.PEM))
    return path, made


def test_a_certificate_signs_the_request(
    server: ScriptedServer, certificate: tuple[Path, x509.Certificate]
) -> None:
    path, made = certificate
    source = TokenSource(Credentials(TENANT, "app", certificate_path=path, authority_url=server.url))
    source.token()
    form = dict(part.split("=") for part in server.token_requests[0].body.decode().split("&"))
    claims = jwt.decode(
        form["client_assertion"],
        made.public_key(),  # type: ignore[arg-type]
        ["PS256", "RS256"],
        audience=f"{server.url}/{TENANT}/oauth2/v2.0/token",
    )
    assert claims["iss"] == "app"
    assert "client_secret" not in form


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "names no readable PEM"), (b"\xff\xfe", "names no readable PEM"), (b"nothing", "no private key")],
)
def test_a_bad_certificate_file_is_named(
    server: ScriptedServer, tmp_path: Path, content: bytes | None, words: str
) -> None:
    path = tmp_path / "app.pem"
    if content is not None:
        path.write_bytes(content)
    source = TokenSource(Credentials(TENANT, "app", certificate_path=path, authority_url=server.url))
    with pytest.raises(ConfigurationWrong, match=words):
        source.token()


def test_a_key_without_certificate_is_named(
    server: ScriptedServer, tmp_path: Path, certificate: tuple[Path, x509.Certificate]
) -> None:
    path = tmp_path / "key.pem"
    path.write_text(certificate[0].read_text().partition("-----BEGIN CERTIFICATE")[0])
    source = TokenSource(Credentials(TENANT, "app", certificate_path=path, authority_url=server.url))
    with pytest.raises(ConfigurationWrong, match="no certificate"):
        source.token()


def test_no_credential_at_all(server: ScriptedServer) -> None:
    with pytest.raises(ConfigurationWrong, match="NEARMISS_CLIENT_SECRET or"):
        TokenSource(Credentials(TENANT, "app", authority_url=server.url)).token()
