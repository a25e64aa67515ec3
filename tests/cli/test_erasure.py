"""After a recorded erasure nothing of a case's people is left: in no row, no free page and no file."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

from bot.app import App, build
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
