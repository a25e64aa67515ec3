"""A store brought back from a backup: what came since is read again, and what went since does not go twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.commands import nearmiss
from bot.store import backup, claims
from bot.store.alone import Alone
from bot.store.engine import open_engine
from tests.ticks.conftest import Make, Service


def restore(service: Service, saved: Path) -> None:
    """The store is lost, and comes back from a backup of one case; then the service starts."""
    service.die()
    for path in service.folder.glob("nearmiss.db*"):
        path.unlink()
    own = f"sqlite:///{service.folder / 'nearmiss.db'}"
    engine = open_engine(service._settings.get("NEARMISS_DATABASE_URL", own))
    assert backup.load(saved, engine) == 1
    engine.dispose()
    service.start()


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_a_restored_store_goes_on(
    make: Make, tmp_path: Path, kind: str, request: pytest.FixtureRequest
) -> None:
    service = make()
    service.send("tess", 1)
    service.parts.intake.tick(service.now())  # its mails are queued, and not sent
    saved = tmp_path / "saved.db"
    backup.save(service.app.store.engine, saved)
    service.settle()
    service.send("noor", 2)
    service.settle()
    assert service.kinds("tess") == service.kinds("noor") == ["acknowledgement"]
    if kind == "postgresql":
        service._settings["NEARMISS_DATABASE_URL"] = request.getfixturevalue("postgres_url")
    restore(service, saved)
    service.settle()
    assert [case["reference"] for case in service.cases()] == ["OCAT-2026-0001", "OCAT-2026-0002"]
    assert service.kinds("tess") == ["acknowledgement"], "it had gone, and does not go again"
    assert service.kinds("noor") == ["acknowledgement"] * 2, "its case was lost, and opened anew"
    assert service.waiting() == []
    service.send("tess", 3)
    service.settle()
    assert len(service.cases()) == 3


def test_a_draft_that_went_after_the_backup_is_looked_for_first(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = make()
    service.send("tess", 1)
    service.parts.intake.tick(service.now())
    with monkeypatch.context() as patch:
        patch.setattr(claims, "sending", dies)
        with pytest.raises(KeyboardInterrupt):
            service.parts.outbox.tick(service.now())
    saved = tmp_path / "saved.db"
    backup.save(service.app.store.engine, saved)
    service.restart()
    service.settle()
    restore(service, saved)
    service.settle()
    assert service.waiting() == []
    assert service.kinds("tess") == ["acknowledgement"]
    assert "operator_alert" not in service.kinds("raj")


def dies(*_: object) -> list[object]:
    """Stands for a kill."""
    raise KeyboardInterrupt


class Half(Alone):
    """One of two workers that share the mailboxes between them."""

    def keep(self, name: str) -> bool:
        """The other has one mailbox."""
        return name != "poll/incidents"


def test_workers_that_share_the_mailboxes_read_again_too(make: Make, tmp_path: Path) -> None:
    service = make()
    service.send("tess", 1)
    service.settle()
    saved = tmp_path / "saved.db"
    backup.save(service.app.store.engine, saved)
    service.send("noor", 2)
    service.settle()
    restore(service, saved)
    service.parts.intake.team = Half()
    service.parts.intake.tick(service.now())
    assert len(service.cases()) == 2


def test_the_commands_keep_keys_out_and_refuse_what_would_overwrite(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = make()
    service.send("tess", 1, attachments=[("list.csv", "text/csv", b"a,b")])
    service.settle()
    for name, value in service.environment().items():
        monkeypatch.setenv(name, value)
    dest = tmp_path / "backup"
    done = CliRunner().invoke(nearmiss, ["backup", str(dest)])
    assert done.exit_code == 0, done.output
    assert {path.name for path in dest.iterdir()} == {"nearmiss.db", "evidence"}
    assert "database and 1 files" in done.output
    again = CliRunner().invoke(nearmiss, ["backup", str(dest)])
    assert again.exit_code == 1
    assert "already" in again.output
    refused = CliRunner().invoke(nearmiss, ["restore", str(dest)])
    assert refused.exit_code == 1
    assert "not empty" in refused.output
    monkeypatch.setenv("NEARMISS_KEY_FILE", str(tmp_path / "other.key"))
    monkeypatch.setenv("NEARMISS_DATABASE_URL", f"sqlite:///{tmp_path / 'new.db'}")
    monkeypatch.setenv("NEARMISS_DATA_DIR", str(tmp_path / "new"))
    assert "sealed with key" in CliRunner().invoke(nearmiss, ["restore", str(dest)]).output
    monkeypatch.setenv("NEARMISS_KEY_FILE", service.environment()["NEARMISS_KEY_FILE"])
    back = CliRunner().invoke(nearmiss, ["restore", str(dest)])
    assert back.exit_code == 0, back.output
    assert "1 cases and 1 files" in back.output
    assert list((tmp_path / "new" / "evidence").glob("*/*"))
