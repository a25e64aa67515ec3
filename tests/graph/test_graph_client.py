"""Requests and batches: what is repeated, what waits, what an error says, and that nothing personal is in it."""

from __future__ import annotations

import logging
import threading
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scripted_graph import BOX, TENANT, Answer, ScriptedServer, Seen, error

from bot.errors import (
    ConfigurationWrong,
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
from bot.graph.auth import Credentials, TokenSource
from bot.graph.call import Call
from bot.graph.client import GraphClient
from bot.graph.endpoints import graph_base, rerooted, scope_for, user_path
from bot.graph.failures import failure, retry_after
from bot.graph.limits import LocalLimiter
from bot.graph.pacing import Pacing

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
PATH = "/users/x/messages/1"


def test_every_request_asks_for_immutable_ids_and_carries_the_token(
    server: ScriptedServer, client: GraphClient
) -> None:
    server.on("GET", "messages", Answer(body={"id": "1"}))
    assert client.get(BOX, PATH, ("$select", "id"), prefer=("odata.maxpagesize=5",)) == {"id": "1"}
    seen = server.seen[0]
    assert seen.path == "/v1.0/users/x/messages/1?$select=id"
    assert 'IdType="ImmutableId"' in seen.headers["Prefer"]
    assert "odata.maxpagesize=5" in seen.headers["Prefer"]
    assert seen.headers["Authorization"].startswith("Bearer token-")


def test_a_401_renews_the_token_and_repeats_even_a_post(server: ScriptedServer, client: GraphClient) -> None:
    server.on("POST", "send", error(401, "InvalidAuthenticationToken"), Answer(202))
    assert client.post(BOX, f"{PATH}/send") == {}
    assert len(server.token_requests) == 2
    assert server.seen[0].headers["Authorization"] != server.seen[1].headers["Authorization"]


def test_a_401_that_stays_is_unauthorised(server: ScriptedServer, client: GraphClient) -> None:
    server.on("GET", "", error(401, "InvalidAuthenticationToken"))
    with pytest.raises(Unauthorised):
        client.get(BOX, PATH)
    assert len(server.seen) == 2


def test_a_get_over_a_lost_connection_is_repeated_once(server: ScriptedServer, client: GraphClient) -> None:
    server.on("GET", "", Answer(cut=True), Answer(body={"id": "1"}))
    assert client.get(BOX, PATH) == {"id": "1"}


def test_a_post_over_a_lost_connection_is_not_repeated_and_is_undecided(
    server: ScriptedServer, client: GraphClient
) -> None:
    server.on("POST", "", Answer(cut=True))
    with pytest.raises(Unreachable) as caught:
        client.post(BOX, f"{PATH}/send")
    assert caught.value.undecided
    assert len(server.seen) == 1


def test_an_answer_cut_in_the_middle_leaves_a_post_undecided(
    server: ScriptedServer, client: GraphClient
) -> None:
    server.on("POST", "", Answer(201, {"id": "x" * 999}, short=True))
    with pytest.raises(Transient) as caught:
        client.post(BOX, "/users/x/messages", {"subject": "s"})
    assert caught.value.undecided


def test_a_gateway_error_on_a_post_is_undecided_a_throttle_is_not(
    server: ScriptedServer, client: GraphClient
) -> None:
    server.on("POST", "", error(504, "GatewayTimeout"), error(429, "ApplicationThrottled", Retry_After="0"))
    for undecided in (True, False):
        with pytest.raises(Transient) as caught:
            client.post(BOX, f"{PATH}/send")
        assert caught.value.undecided is undecided


def test_retry_after_holds_for_that_mailbox_alone_and_nobody_sleeps(
    server: ScriptedServer, client: GraphClient
) -> None:
    server.on("GET", "/users/a/", error(429, "ApplicationThrottled", Retry_After="30"))
    server.on("GET", "/users/b/", Answer(body={"ok": True}))
    with pytest.raises(Throttled) as first:
        client.get("a", "/users/a/messages")
    assert first.value.retry_after == 30
    with pytest.raises(Throttled) as second:
        client.get("a", "/users/a/messages")
    assert 0 < (second.value.retry_after or 0) <= 30
    assert client.get("b", "/users/b/messages") == {"ok": True}
    assert len(server.seen) == 2


def test_a_retry_after_date_is_measured_by_the_servers_clock() -> None:
    headers = {
        "Retry-After": format_datetime(NOW.replace(minute=1), usegmt=True),
        "Date": format_datetime(NOW, usegmt=True),
    }
    assert retry_after(headers, datetime(2020, 1, 1, tzinfo=UTC)) == 60
    assert retry_after({"retry-after": "12"}, NOW) == 12
    assert retry_after({"Retry-After": "soon"}, NOW) is None
    assert retry_after({}, NOW) is None


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (400, "ErrorInvalidIdMalformed", Permanent),
        (403, "ErrorAccessDenied", Forbidden),
        (403, "ErrorSendAsDenied", Forbidden),
        (404, "ErrorItemNotFound", NotFound),
        (404, "ErrorInvalidUser", MailboxUnknown),
        (404, "MailboxNotEnabledForRESTAPI", MailboxUnknown),
        (409, "ErrorFolderExists", Conflict),
        (410, "SyncStateNotFound", Expired),
        (413, "", TooLarge),
        (429, "", Throttled),
        (400, "ErrorServerBusy", Transient),
        (500, "", Transient),
        (501, "", Permanent),
        (503, "", Transient),
        (507, "ErrorQuotaExceeded", Transient),
        (302, "", Permanent),
    ],
)
def test_each_failure_has_its_kind_and_no_personal_data(
    server: ScriptedServer, client: GraphClient, status: int, code: str, kind: type[NearmissError]
) -> None:
    server.on("GET", "", error(status, code))
    with pytest.raises(kind) as caught:
        client.get(BOX, PATH, purpose="reading the inbox")
    assert type(caught.value) is kind
    assert "@" not in str(caught.value)
    assert caught.value.code == code
    assert caught.value.status == status


@pytest.mark.parametrize(
    "body",
    [
        {"error": "invalid"},
        [1],
        {"error": {"innerError": None}},
        b"<html>no</html>",
        b"\xff\x00",
        "text",
        None,
    ],
)
def test_error_bodies_of_any_shape_are_survived(
    server: ScriptedServer, client: GraphClient, body: object
) -> None:
    server.on("GET", "", Answer(503, body))
    with pytest.raises(Transient):
        client.get(BOX, PATH)


@given(st.integers(300, 599), st.text(max_size=20), st.text(max_size=10))
def test_any_status_and_code_make_a_sentence(status: int, code: str, wait: str) -> None:
    made = failure(
        status, {"Retry-After": wait}, {"error": {"code": code}}, purpose="asking", acts=True, now=NOW
    )
    assert "asking" in str(made)
    assert "\n" not in str(made)


def test_a_success_that_is_not_json_is_not_taken_for_one(server: ScriptedServer, client: GraphClient) -> None:
    server.on("GET", "", Answer(200, b"<html>sign in to the guest network</html>"))
    with pytest.raises(Unreachable):
        client.get(BOX, PATH)


def test_redirects_are_not_followed_with_the_token(server: ScriptedServer, client: GraphClient) -> None:
    server.on("GET", "", Answer(302, None, {"Location": "https://elsewhere.example/"}))
    with pytest.raises(Permanent):
        client.get(BOX, PATH)
    assert len(server.seen) == 1


def test_an_answer_above_the_limit_is_too_large(server: ScriptedServer, client: GraphClient) -> None:
    server.on("GET", "", Answer(body={"x": "y" * 5000}))
    with pytest.raises(TooLarge):
        client.send(Call("GET", BOX, PATH, largest=1000))


def test_links_stay_on_our_own_host(server: ScriptedServer, client: GraphClient) -> None:
    server.on("GET", "delta", Answer(body={"ok": 1}))
    client.get(BOX, "https://evil.example/v1.0/users/x/delta?$deltatoken=a%20b")
    assert server.seen[0].path == "/v1.0/users/x/delta?$deltatoken=a%20b"


def test_nothing_is_logged_of_urls_and_bodies(
    server: ScriptedServer, client: GraphClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.on("POST", "", error(400, "ErrorInvalidRecipients"))
    with pytest.raises(Permanent):
        client.post(BOX, user_path(BOX, "sendMail"), {"subject": "the pupil's name"})
    assert "pupil" not in caplog.text
    assert "incidents@" not in caplog.text


@pytest.mark.parametrize(
    "url", ["http://graph.example/v1.0", "graph.example", "https://graph.example/v1.0?x=1", "https://["]
)
def test_only_https_graphs_are_taken(tokens: TokenSource, url: str) -> None:
    with pytest.raises(ConfigurationWrong, match="NEARMISS_GRAPH_URL"):
        GraphClient(url, tokens)


def test_bases_and_scopes() -> None:
    assert graph_base("https://graph.microsoft.us/v1.0/") == "https://graph.microsoft.us/v1.0"
    assert graph_base("https://localhost:8443") == "https://localhost:8443/v1.0"
    assert graph_base("") == "https://graph.microsoft.com/v1.0"
    assert scope_for("https://graph.microsoft.us/v1.0") == "https://graph.microsoft.us/.default"
    assert scope_for("https://localhost:1/v1.0") == "https://graph.microsoft.com/.default"
    assert rerooted("http://a/b?c=d", "https://x:1/v1.0") == "https://x:1/b?c=d"
    assert user_path("a@b.example", "messages", "AA/+=") == "/users/a@b.example/messages/AA%2F%2B="


# Batches


def batch_of(*parts: dict[str, object]) -> Answer:
    return Answer(body={"responses": list(parts)})


def calls(count: int) -> list[Call]:
    return [Call("POST", BOX, f"/users/x/messages/{number}/send") for number in range(count)]


def test_parts_are_judged_each_by_itself_whatever_their_order(
    server: ScriptedServer, client: GraphClient
) -> None:
    refused = {"id": "1", "status": 404, "body": {"error": {"code": "ErrorItemNotFound"}}}
    server.on(
        "POST",
        "/\\$batch",
        batch_of({"id": "2", "status": 202}, refused, {"id": "0", "status": 201, "body": {"id": "n"}}),
    )
    results = client.batch(calls(3))
    assert results[0] == {"id": "n"}
    assert isinstance(results[1], NotFound)
    assert results[2] == {}
    part = server.seen[0].json["requests"][0]
    assert 'IdType="ImmutableId"' in part["headers"]["Prefer"]


def test_a_missing_part_and_a_lost_batch_are_undecided(server: ScriptedServer, client: GraphClient) -> None:
    server.on("POST", "/\\$batch", batch_of({"id": "0", "status": 202}), Answer(cut=True))
    missing = client.batch(calls(2))[1]
    assert isinstance(missing, Transient)
    assert missing.undecided
    for result in client.batch(calls(2)):
        assert isinstance(result, Transient)
        assert result.undecided


def test_a_throttled_part_holds_its_mailbox(server: ScriptedServer, client: GraphClient) -> None:
    part = {
        "id": "0",
        "status": 429,
        "headers": {"Retry-After": "9"},
        "body": {"error": {"code": "ApplicationThrottled"}},
    }
    server.on("POST", "/\\$batch", batch_of(part, {"id": "1", "status": 202}))
    results = client.batch([Call("POST", "a", "/users/a/x"), Call("POST", "b", "/users/b/x")])
    assert isinstance(results[0], Throttled)
    assert results[0].retry_after == 9
    again = client.batch([Call("POST", "a", "/users/a/x"), Call("POST", "a", "/users/a/y")])
    assert all(isinstance(result, Throttled) for result in again)
    assert len(server.seen) == 1


def test_a_graph_without_batches_gets_single_requests(server: ScriptedServer, client: GraphClient) -> None:
    server.on("POST", "/send", Answer(202))
    server.on("POST", "/\\$batch", error(404, "ResourceNotFound"))
    assert client.batch(calls(2)) == [{}, {}]
    assert client.batch(calls(2)) == [{}, {}]
    assert [seen.path.endswith("$batch") for seen in server.seen] == [True, False, False, False, False]


def test_a_part_refused_for_its_token_goes_again_with_a_new_one(
    server: ScriptedServer, client: GraphClient
) -> None:
    server.on("POST", "/\\$batch", batch_of({"id": "0", "status": 401}, {"id": "1", "status": 202}))
    server.on("POST", "/0/send", error(401), Answer(202))
    assert client.batch(calls(2)) == [{}, {}]


def test_more_than_twenty_or_four_megabytes_make_several_batches(
    server: ScriptedServer, client: GraphClient
) -> None:
    def all_done(seen: Seen) -> Answer:
        return batch_of(*({"id": part["id"], "status": 202} for part in seen.json["requests"]))

    server.on("POST", "/\\$batch", all_done)
    assert client.batch(calls(45)) == [{}] * 45
    assert [len(seen.json["requests"]) for seen in server.seen] == [20, 20, 5]
    server.seen.clear()
    client.batch([Call("POST", BOX, "/users/x/messages", body={"x": "y" * 1_500_000}) for _ in range(4)])
    assert [len(seen.json["requests"]) for seen in server.seen] == [2, 2]
    assert all(len(seen.body) < 4_000_000 for seen in server.seen)


# Limits and pacing


def test_never_more_at_once_than_the_limit() -> None:
    limiter, lock, running, most = LocalLimiter(4, patience=0.01), threading.Lock(), [0], [0]

    def work(want: int) -> None:
        for _ in range(30):
            with limiter.slots(want) as given:
                with lock:
                    running[0] += given
                    most[0] = max(most[0], running[0])
                with lock:
                    running[0] -= given

    threads = [threading.Thread(target=work, args=(want,)) for want in (1, 1, 1, 4, 4, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert not any(thread.is_alive() for thread in threads)
    assert 1 <= most[0] <= 4


def test_who_wants_many_is_given_one_while_somebody_holds_a_slot_for_long() -> None:
    limiter = LocalLimiter(4, patience=0.01)
    with limiter.slots(1), limiter.slots(4) as given:
        assert given == 1
    with limiter.slots(4) as given:
        assert given == 4


def test_the_breaker_opens_after_failures_lets_one_probe_through_and_closes(
    caplog: pytest.LogCaptureFixture,
) -> None:
    now = [0.0]
    pacing = Pacing(monotonic=lambda: now[0], jitter=lambda: 1.0)
    for _ in range(8):
        pacing.admit("a")
        pacing.refused("a", Unreachable("no"))
    assert pacing.down_for == 0
    with pytest.raises(Unreachable) as caught:
        pacing.admit("b")
    assert (caught.value.retry_after or 0) >= 1
    now[0] += 3
    pacing.admit("b")
    with pytest.raises(Unreachable):
        pacing.admit("a")
    pacing.answered("b")
    pacing.admit("a")
    assert pacing.down_for is None
    assert [record.levelname for record in caplog.records] == ["ERROR", "WARNING"]


def test_the_allowance_of_ten_minutes_is_not_overdrawn() -> None:
    now = [0.0]
    pacing = Pacing(budget=10, monotonic=lambda: now[0])
    for _ in range(10):
        pacing.admit("a")
        now[0] += 10
    with pytest.raises(Throttled) as caught:
        pacing.admit("a")
    assert caught.value.retry_after == pytest.approx(500)
    pacing.admit("b")
    now[0] += 501
    pacing.admit("a")


def test_a_429_without_retry_after_backs_off_longer_each_time() -> None:
    pacing = Pacing(monotonic=lambda: 0.0, jitter=lambda: 1.0)
    waits = []
    for _ in range(4):
        throttled = Throttled("slow down")
        pacing.refused("a", throttled)
        waits.append(throttled.retry_after)
    assert waits == [2, 4, 8, 16]


def test_threads_have_connections_of_their_own(server: ScriptedServer, client: GraphClient) -> None:
    server.on("GET", "", Answer(body={"ok": 1}))
    results: list[dict[str, object]] = []
    threads = [threading.Thread(target=lambda: results.append(client.get(BOX, PATH))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert results == [{"ok": 1}] * 8
    assert len(server.token_requests) == 1


def test_an_unreachable_graph_is_a_clear_sentence(server: ScriptedServer, tokens: TokenSource) -> None:
    client = GraphClient("https://localhost:9/v1.0", tokens)
    with pytest.raises(Unreachable, match="cannot be reached") as caught:
        client.post(BOX, f"{PATH}/send")
    assert not caught.value.undecided


def test_the_certificate_authority_of_the_environment_is_used(
    server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    token_source = TokenSource(Credentials(TENANT, "app", secret="s", authority_url=server.url))
    token_source.token()
    monkeypatch.delenv("REQUESTS_CA_BUNDLE")
    client = GraphClient(f"{server.url}/v1.0", token_source)
    with pytest.raises(Unreachable, match="REQUESTS_CA_BUNDLE"):
        client.get(BOX, PATH)


def test_an_authority_named_in_the_settings_is_used(
    running: tuple[ScriptedServer, Path], server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REQUESTS_CA_BUNDLE")
    source = TokenSource(Credentials(TENANT, "app", secret="s", authority_url=server.url), ca_file=running[1])
    server.on("GET", "", Answer(body={"ok": 1}))
    assert GraphClient(f"{server.url}/v1.0", source).get(BOX, PATH) == {"ok": 1}
