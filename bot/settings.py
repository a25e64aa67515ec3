"""The settings of SPEC §9, from the environment or `.env`, checked; every mistake is a sentence naming its variable.

Opens no connection and reads nothing but `.env`. No sentence repeats a value: it may be a secret.
"""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from bot.config_problems import Problems

T = TypeVar("T")
PREFIX = "NEARMISS_"
ENV_FILE = ".env"
SOURCE = "settings"
GRAPH_URL = "https://graph.microsoft.com/v1.0"
AUTHORITY_URL = "https://login.microsoftonline.com"
TENANT = r"[A-Za-z0-9][A-Za-z0-9.-]{0,253}"
ANY_TENANT = ("common", "organizations", "consumers")
DATABASE_WORDS = "sqlite:///nearmiss.db or postgresql://user:password@host/name"


@dataclass(frozen=True)
class Settings:
    """How one trust's service runs. Paths are as given, relative ones from the working directory.

    `notify_url` is "" and `metrics` None where off; `metrics` is (host, port).
    `database_schema` is the PostgreSQL schema of a trust among several, "" for the database's own.
    """

    tenant_id: str = ""
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    client_certificate: Path | None = None
    graph_url: str = GRAPH_URL
    authority_url: str = AUTHORITY_URL
    database_url: str = field(default="sqlite:///nearmiss.db", repr=False)  # may hold a password
    database_schema: str = ""
    data_dir: Path = Path("data")
    config_dir: Path = Path("config")
    key_file: Path = Path("keys/nearmiss.key")
    doubt_seconds: float = 120
    notify_url: str = ""
    metrics: tuple[str, int] | None = None
    poll_seconds: float = 15
    sends_per_minute: int = 30
    graph_concurrency: int = 4
    log: str = "text"
    ca_bundle: Path | None = None


NAMES = tuple(
    PREFIX + name.upper()
    for name in Settings.__dataclass_fields__
    if name not in ("ca_bundle", "database_schema")
)
"""The public names of the settings."""
CA_BUNDLE = "REQUESTS_CA_BUNDLE"


def read_env_file(path: Path, problems: Problems, source: str = "") -> dict[str, str]:
    """The settings of a `.env` file, {} where there is none; names that mean nothing are noted."""
    from dotenv import dotenv_values  # not needed by commands that need no settings

    source = source or str(path)
    if not path.is_file():
        return {}
    try:
        # A secret may hold "$": nothing is interpolated. Notepad puts a mark in front: utf-8-sig.
        found = dotenv_values(path, interpolate=False, encoding="utf-8-sig")
    except UnicodeDecodeError:
        problems.note(source, "", "must be saved as UTF-8 text")
        return {}
    except OSError as error:
        problems.note(source, "", f"cannot be read ({error.strerror}); give the service read access to it")
        return {}
    for name in found:
        if name.upper().startswith(PREFIX) and name not in NAMES:
            near = difflib.get_close_matches(name.upper(), NAMES, 1)
            problems.note(source, name, "is no setting" + (f"; did you mean {near[0]}?" if near else ""))
    return {name: value for name, value in found.items() if value}


def read_settings(
    values: Mapping[str, str], problems: Problems, *, with_graph: bool = True, source: str = SOURCE
) -> Settings:
    """Settings from named values (environment laid over `.env`); mistakes are noted, with a default in their place.

    `with_graph`: the app registration must be complete; commands that stay at home do without.
    """
    read = _Values(values, problems, source)
    settings = Settings(
        tenant_id=read.text("TENANT_ID", _tenant, "the tenant's id or one of its domain names"),
        client_id=read.text("CLIENT_ID", _one_word, "the application (client) id of the app registration"),
        client_secret=read.value("CLIENT_SECRET"),
        client_certificate=read.path("CLIENT_CERTIFICATE", None, must_exist=True),
        graph_url=read.text(
            "GRAPH_URL", _https, "an https URL with version, such as " + GRAPH_URL, GRAPH_URL
        ),
        authority_url=read.text("AUTHORITY_URL", _https, "an https URL without the tenant", AUTHORITY_URL),
        database_url=read.text("DATABASE_URL", _database, DATABASE_WORDS, "sqlite:///nearmiss.db"),
        data_dir=read.path("DATA_DIR", Path("data")) or Path("data"),
        config_dir=read.path("CONFIG_DIR", Path("config")) or Path("config"),
        key_file=read.path("KEY_FILE", Path("keys/nearmiss.key")) or Path("keys/nearmiss.key"),
        doubt_seconds=read.number("DOUBT_SECONDS", 120, 0, 86_400),
        notify_url=read.text("NOTIFY_URL", _https, "a public https URL, or nothing"),
        metrics=read.get("METRICS", _listen, None, 'a listen address such as "127.0.0.1:9464", or nothing'),
        poll_seconds=read.number("POLL_SECONDS", 15, 0.1, 3600),
        sends_per_minute=int(read.number("SENDS_PER_MINUTE", 30, 0, 10_000, whole=True)),
        graph_concurrency=int(read.number("GRAPH_CONCURRENCY", 4, 1, 4, whole=True)),
        log=read.text("LOG", _log, '"text" or "json"', "text"),
        ca_bundle=read.path(CA_BUNDLE, None, must_exist=True),
    )
    _check_registration(settings, read, with_graph)
    return settings


def _check_registration(settings: Settings, read: _Values, with_graph: bool) -> None:
    if settings.client_secret and read.value("CLIENT_CERTIFICATE"):
        read.note("CLIENT_SECRET", "is set beside NEARMISS_CLIENT_CERTIFICATE; set only one of the two")
    if settings.tenant_id and f"{settings.authority_url}/".endswith(f"/{settings.tenant_id}/"):
        read.note(
            "AUTHORITY_URL", "needs the login host without the tenant, which stands in NEARMISS_TENANT_ID"
        )
    if not with_graph:
        return
    for name, what in (("TENANT_ID", "the tenant's id"), ("CLIENT_ID", "the id of the app registration")):
        if not read.value(name):
            read.note(name, f"is missing; it needs {what} (`nearmiss init` says where it stands)")
    if not read.value("CLIENT_SECRET") and not read.value("CLIENT_CERTIFICATE"):
        read.note("CLIENT_SECRET", "is missing; set it, or NEARMISS_CLIENT_CERTIFICATE with a PEM file")


@dataclass(frozen=True)
class _Values:
    """Named values with typed look-ups; an empty value counts as not set."""

    values: Mapping[str, str]
    problems: Problems
    source: str

    def name(self, short: str) -> str:
        return short if short == CA_BUNDLE else PREFIX + short

    def value(self, short: str) -> str:
        return self.values.get(self.name(short), "").strip()

    def note(self, short: str, right: str) -> None:
        self.problems.note(self.source, self.name(short), right)

    def get(self, short: str, read: Callable[[str], T], default: T, right: str) -> T:
        if not (value := self.value(short)):
            return default
        try:
            return read(value)
        except ValueError:
            self.note(short, f"needs {right}")
            return default

    def text(self, short: str, read: Callable[[str], str], right: str, default: str = "") -> str:
        return self.get(short, read, default, right)

    def path(self, short: str, default: Path | None, must_exist: bool = False) -> Path | None:
        value = self.value(short)
        path = Path(value).expanduser() if value else default
        if must_exist and value and path and not path.exists():
            self.note(short, "names a file that is not there; it needs the path of a PEM file")
        return path

    def number(self, short: str, default: float, lowest: float, highest: float, whole: bool = False) -> float:
        def read(value: str) -> float:
            number = float(int(value)) if whole else float(value)
            if not (math.isfinite(number) and lowest <= number <= highest):
                raise ValueError
            return number

        kind = "a whole number" if whole else "a number"
        return self.get(short, read, default, f"{kind} from {lowest:g} to {highest:g}")


def _tenant(value: str) -> str:
    if not re.fullmatch(TENANT, value) or value.lower() in ANY_TENANT:
        raise ValueError
    return value


def _one_word(value: str) -> str:
    if not re.fullmatch(r"[!-~]+", value):
        raise ValueError
    return value


def _https(value: str) -> str:
    parts = urlsplit(value)
    plain = not (parts.query or parts.fragment or parts.username or parts.password)
    if parts.scheme.lower() != "https" or not parts.hostname or parts.port == 0 or not plain:
        raise ValueError
    return value.rstrip("/")


def _database(value: str) -> str:
    scheme, found, rest = value.partition("://")
    if scheme == "postgres":  # what many hosts still print
        scheme = "postgresql"
    backend = scheme.partition("+")[0]
    if not found or backend not in ("sqlite", "postgresql") or (backend == "postgresql" and not rest):
        raise ValueError
    return f"{scheme}://{rest}"


def _listen(value: str) -> tuple[str, int]:
    host, _, port = value.rpartition(":")
    host = host.removeprefix("[").removesuffix("]") or "127.0.0.1"
    if (
        not port.isascii()
        or not port.isdigit()
        or not 0 < int(port) < 65_536
        or not re.fullmatch(r"[\w.:-]+", host)
    ):
        raise ValueError
    return host, int(port)


def _log(value: str) -> str:
    if value.lower() not in ("text", "json"):
        raise ValueError
    return value.lower()
