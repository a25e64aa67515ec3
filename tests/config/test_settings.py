"""Settings from environment and `.env`, and several trusts that share nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.config_problems import ConfigurationFaults
from bot.errors import ConfigurationWrong
from bot.resources import packaged
from bot.settings import NAMES, Settings
from bot.trusts import Trust, chosen, load_settings, load_trusts

from .files import DIRECTORY, write

APP = {
    "NEARMISS_TENANT_ID": "8f1c0b7e-1111-4222-8333-944445555666",
    "NEARMISS_CLIENT_ID": "aaaabbbb-0000-cccc-1111-dddd2222eeee",
    "NEARMISS_CLIENT_SECRET": "s3cret#$x",
}


def refusal(environment: dict[str, str], start: Path, with_graph: bool = True) -> str:
    with pytest.raises(ConfigurationFaults) as caught:
        load_settings(environment, with_graph=with_graph, start=start)
    return str(caught.value)


def test_defaults(tmp_path: Path) -> None:
    settings = load_settings(APP, start=tmp_path)
    assert settings.graph_url == "https://graph.microsoft.com/v1.0"
    assert settings.database_url == "sqlite:///nearmiss.db"
    assert (settings.doubt_seconds, settings.poll_seconds, settings.sends_per_minute) == (120, 15, 30)
    assert (settings.notify_url, settings.metrics, settings.log) == ("", None, "text")


def test_env_file_serves_and_the_environment_wins(tmp_path: Path) -> None:
    lines = [f"{name}={value}" for name, value in APP.items()] + ["NEARMISS_POLL_SECONDS=60", "NEARMISS_LOG="]
    (tmp_path / ".env").write_text("\ufeff" + "\r\n".join(lines), encoding="utf-8")
    settings = load_settings({"NEARMISS_POLL_SECONDS": "5", "NEARMISS_CLIENT_ID": ""}, start=tmp_path)
    assert settings.poll_seconds == 5
    assert settings.client_id == APP["NEARMISS_CLIENT_ID"]
    assert settings.client_secret == "s3cret#$x"
    assert settings.log == "text"


def test_env_file_beside_the_configuration_serves_too(tmp_path: Path) -> None:
    folder = write(tmp_path / "conf")
    (folder / ".env").write_text("NEARMISS_LOG=json\n", encoding="utf-8")
    environment = APP | {"NEARMISS_CONFIG_DIR": str(folder)}
    assert load_settings(environment, start=tmp_path).log == "json"


def test_what_is_missing_is_named_all_at_once(tmp_path: Path) -> None:
    text = refusal({}, tmp_path)
    assert all(
        name in text for name in ("NEARMISS_TENANT_ID", "NEARMISS_CLIENT_ID", "NEARMISS_CLIENT_CERTIFICATE")
    )
    assert load_settings({}, with_graph=False, start=tmp_path).tenant_id == ""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NEARMISS_GRAPH_URL", "http://graph.example/v1.0"),
        ("NEARMISS_GRAPH_URL", "https://user:pw@graph.example/v1.0"),
        ("NEARMISS_GRAPH_URL", "https://graph.example:99999/v1.0"),
        ("NEARMISS_AUTHORITY_URL", "login.example"),
        ("NEARMISS_AUTHORITY_URL", "https://login.example/" + APP["NEARMISS_TENANT_ID"]),
        ("NEARMISS_TENANT_ID", "common"),
        ("NEARMISS_TENANT_ID", "two words"),
        ("NEARMISS_CLIENT_CERTIFICATE", "/nowhere/cert.pem"),
        ("NEARMISS_DATABASE_URL", "mysql://host/db"),
        ("NEARMISS_DATABASE_URL", "incidents.sqlite3"),
        ("NEARMISS_DOUBT_SECONDS", "-1"),
        ("NEARMISS_DOUBT_SECONDS", "nan"),
        ("NEARMISS_POLL_SECONDS", "0"),
        ("NEARMISS_POLL_SECONDS", "soon"),
        ("NEARMISS_SENDS_PER_MINUTE", "1.5"),
        ("NEARMISS_GRAPH_CONCURRENCY", "40"),
        ("NEARMISS_NOTIFY_URL", "http://hook.example"),
        ("NEARMISS_METRICS", "everywhere"),
        ("NEARMISS_METRICS", "0.0.0.0:99999"),
        ("NEARMISS_LOG", "xml"),
        ("REQUESTS_CA_BUNDLE", "/nowhere/ca.pem"),
    ],
)
def test_a_wrong_value_is_named_and_not_repeated(tmp_path: Path, name: str, value: str) -> None:
    text = refusal(APP | {name: value}, tmp_path)
    assert name in text
    if len(value) > 8 and not value.startswith("https://login"):
        assert value not in text


def test_secret_and_certificate_exclude_each_other(tmp_path: Path) -> None:
    pem = tmp_path / "app.pem"
    pem.write_text("-")
    assert "only one" in refusal(APP | {"NEARMISS_CLIENT_CERTIFICATE": str(pem)}, tmp_path)
    with_certificate = {**APP, "NEARMISS_CLIENT_SECRET": "", "NEARMISS_CLIENT_CERTIFICATE": str(pem)}
    assert load_settings(with_certificate, start=tmp_path).client_certificate == pem


@pytest.mark.parametrize(
    ("value", "expected"),
    [("9464", ("127.0.0.1", 9464)), (":9464", ("127.0.0.1", 9464)), ("[::1]:80", ("::1", 80))],
)
def test_listen_addresses(tmp_path: Path, value: str, expected: tuple[str, int]) -> None:
    assert load_settings(APP | {"NEARMISS_METRICS": value}, start=tmp_path).metrics == expected


def test_a_mistyped_name_in_env_is_told(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("NEARMISS_CLIENT_SECERT=x\nOTHER=1\n", encoding="utf-8")
    assert "did you mean NEARMISS_CLIENT_SECRET" in refusal(APP, tmp_path)


def test_secrets_are_not_shown() -> None:
    shown = repr(Settings(client_secret="hush-hush", database_url="postgresql://u:hush-hush@h/d"))
    assert "hush-hush" not in shown


def test_the_example_names_every_setting() -> None:
    text = packaged("config/.env.example").read_text(encoding="utf-8")
    assert [name for name in NAMES if name + "=" not in text] == []


def two_trusts(tmp_path: Path, environment: dict[str, str]) -> tuple[Trust, ...]:
    oak = DIRECTORY.replace("BIR", "OAK").replace("birch.example", "oak.example")
    write(tmp_path / "conf" / "birch", policy="[mail]\ngather_minutes = 10\n")
    write(tmp_path / "conf" / "oak-hill", oak)
    (tmp_path / "conf" / "policy.toml").write_text("[mail]\ngather_minutes = 20\n", encoding="utf-8")
    return load_trusts(APP | {"NEARMISS_CONFIG_DIR": str(tmp_path / "conf")} | environment, start=tmp_path)


def test_one_trust(tmp_path: Path) -> None:
    folder = write(tmp_path / "conf")
    (only,) = load_trusts(APP | {"NEARMISS_CONFIG_DIR": str(folder)}, start=tmp_path)
    assert only.id == ""
    assert only.settings.database_schema == ""
    assert chosen([only], "") is only
    assert chosen([only], "bir") is only


def test_several_trusts_have_places_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "conf" / "oak-hill").mkdir(parents=True)
    (tmp_path / "conf" / "oak-hill" / ".env").write_text("NEARMISS_CLIENT_ID=other\n", encoding="utf-8")
    birch, oak = two_trusts(tmp_path, {})
    assert (birch.id, oak.id) == ("birch", "oak-hill")
    assert birch.settings.database_url == "sqlite:///nearmiss-birch.db"
    assert oak.settings.data_dir == Path("data/oak-hill")
    assert oak.settings.key_file == Path("keys/oak-hill/nearmiss.key")
    assert oak.settings.client_id == "other"  # its own .env, though the environment names another
    assert birch.settings.client_id == APP["NEARMISS_CLIENT_ID"]
    assert birch.configuration.policy.mail.gather_minutes == 10
    assert oak.configuration.policy.mail.gather_minutes == 20  # what all trusts share lies under it
    assert chosen([birch, oak], "OAK") is oak
    with pytest.raises(ConfigurationWrong, match="birch, oak-hill"):
        chosen([birch, oak], "")


def test_several_trusts_on_postgresql_have_schemas(tmp_path: Path) -> None:
    birch, oak = two_trusts(tmp_path, {"NEARMISS_DATABASE_URL": "postgres://u:p@host/db"})
    assert birch.settings.database_url == oak.settings.database_url == "postgresql://u:p@host/db"
    assert (birch.settings.database_schema, oak.settings.database_schema) == (
        "nearmiss_birch",
        "nearmiss_oak_hill",
    )


def test_names_of_folders_and_files_of_databases(tmp_path: Path) -> None:
    write(tmp_path / "conf" / "Not An Id")
    environment = APP | {"NEARMISS_CONFIG_DIR": str(tmp_path / "conf")}
    with pytest.raises(ConfigurationFaults, match="small letters"):
        load_trusts(environment, start=tmp_path)
    urls = {
        "sqlite:////srv/v1.2/cases": "sqlite:////srv/v1.2/cases-birch",
        "sqlite:///a.db?x=1": "sqlite:///a-birch.db?x=1",
    }
    for n, (url, own) in enumerate(urls.items()):
        assert two_trusts(tmp_path / str(n), {"NEARMISS_DATABASE_URL": url})[0].settings.database_url == own


def test_env_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"NEARMISS_LOG=\xe9")
    assert "UTF-8" in refusal(APP, tmp_path)


def test_trusts_that_would_share_something_are_refused(tmp_path: Path) -> None:
    for name in ("one", "two"):
        folder = write(tmp_path / "conf" / name)
        (folder / ".env").write_text("NEARMISS_DATA_DIR=same\nNEARMISS_CONFIG_DIR=x\n", encoding="utf-8")
    write(tmp_path / "conf")
    with pytest.raises(ConfigurationFaults) as caught:
        load_trusts(APP | {"NEARMISS_CONFIG_DIR": str(tmp_path / "conf")}, start=tmp_path)
    text = str(caught.value)
    for what in (
        "prefix",
        "mailboxes",
        "NEARMISS_DATA_DIR",
        "NEARMISS_CONFIG_DIR",
        "beside folders of trusts",
    ):
        assert what in text
    assert "u:p" not in text


def test_mistakes_of_all_trusts_at_once(tmp_path: Path) -> None:
    write(tmp_path / "conf" / "one", DIRECTORY.replace('prefix = "BIR"', "prefix = 1"))
    write(tmp_path / "conf" / "two", policy="[mail]\ngather_minutes = -1\n")
    with pytest.raises(ConfigurationFaults) as caught:
        load_trusts({"NEARMISS_CONFIG_DIR": str(tmp_path / "conf")}, start=tmp_path)
    text = str(caught.value)
    for what in (
        "one/directory.toml: trust.prefix",
        "two/policy.toml: mail.gather",
        "settings of two: NEARMISS_CLIENT",
    ):
        assert what in text
