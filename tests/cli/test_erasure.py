"""After a recorded erasure nothing of a case's people is left: in no row, no free page and no file."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import App, build
from bot.errors import Transient
from bot.store import around
from bot.ticks.retention import erase_case, purge
from bot.trusts import load_trusts
from tests.cli.conftest import Home


def opened(home: Home) -> App:
    (trust,) = load_trusts(home.environment, start=home.folder)
    return build(trust).open()


def test_the_files_that_came_and_those_that_went_out_are_gone(home: Home) -> None:
    evidence = home.folder / "data" / "evidence"
    before = [path for path in evidence.rglob("*") if path.is_file()]
    assert len(before) >= 4  # the list that came; form, ICO pack and letters that went
    app = opened(home)
    erase_case(app.service, app.files, 1, app.clock.now(), "a test")
    app.store.close()
    assert [path for path in evidence.rglob("*") if path.is_file()] == []


def test_files_that_a_death_kept_from_going_go_with_the_next_purge(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    evidence, app = home.folder / "data" / "evidence", opened(home)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", _refused)
        with pytest.raises(Transient):
            erase_case(app.service, app.files, 1, app.clock.now(), "a test")
    assert any(path.is_file() for path in evidence.rglob("*"))
    purge(app.service, app.files, app.clock.now())
    app.store.close()
    assert [path for path in evidence.rglob("*") if path.is_file()] == []
    (left,) = sqlite3.connect(home.database).execute("SELECT count(*) FROM meta WHERE name LIKE 'to_go%'")
    assert left == (0,)


def _refused(*_: object, **__: object) -> None:
    raise PermissionError(13, "not permitted")


def test_no_address_stands_in_the_database_in_clear(home: Home) -> None:
    words = (b"lindqvist", b"t.abara", b"a.rahman", b"thirty", b"wrong parent", b"badge")
    found = home.database.read_bytes().lower()
    assert [word for word in words if word in found] == []


def test_what_would_prove_that_somebody_wrote_a_mail_goes_too(home: Home) -> None:
    app = opened(home)
    erase_case(app.service, app.files, 1, app.clock.now(), "a test")
    app.store.close()
    rows = sqlite3.connect(home.database).execute(
        "SELECT digest, content_hash, sealed FROM receipt WHERE case_id = 1"
    )
    assert set(rows) == {(None, None, None)}


def test_our_mails_about_no_case_go_after_their_year(home: Home) -> None:
    app = opened(home)
    soon, later = (app.clock.now() + timedelta(days=days) for days in (300, 800))
    purge(app.service, app.files, soon)
    assert _kept(home) > 0
    purge(app.service, app.files, later)
    app.store.close()
    assert _kept(home) == 0


def _kept(home: Home) -> int:
    (row,) = sqlite3.connect(home.database).execute(
        "SELECT count(*) FROM outbox WHERE case_id IS NULL AND status = 'sent' AND sealed IS NOT NULL"
    )
    return int(row[0])


def test_a_hold_that_comes_while_purging_is_kept(home: Home) -> None:
    assert home.run("hold", "OCAT-2026-0001", "on", "--reason", "an inquiry").exit_code == 0
    app = opened(home)
    erase_case(app.service, app.files, 1, app.clock.now(), "retention")
    app.store.close()
    assert any(path.is_file() for path in (home.folder / "data" / "evidence").rglob("*"))
    assert sqlite3.connect(home.database).execute("SELECT erased_at FROM cases WHERE id = 1").fetchone() == (
        None,
    )


def test_a_request_of_a_case_on_hold_stays(home: Home) -> None:
    app = opened(home)
    with app.store.work(app.clock.now()) as work:
        for receipt, case_id in ((9001, 1), (9002, 2), (9003, None)):
            around.open_request(
                work, "complaint", receipt, case_id, work.now, work.now, {"sender": "x@y.example"}
            )
    assert home.run("hold", "OCAT-2026-0001", "on", "--reason", "an inquiry").exit_code == 0
    purge(app.service, app.files, app.clock.now() + timedelta(days=4 * 366))
    app.store.close()
    kept = sqlite3.connect(home.database).execute("SELECT receipt_id FROM request WHERE sealed IS NOT NULL")
    assert list(kept) == [(9001,)]
