"""Commands that write rows, and the worker that picks them up: quarantine, outbox, held, hold, purge, db, export."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.demo.world import World
from tests.cli.conftest import Home, home_of


def listed(home: Home, group: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(home.run(group, "list", "--json").stdout)
    return found


def test_quarantine_retry_and_drop(home: Home) -> None:
    (broken,) = listed(home, "quarantine")
    number = str(broken["number"])
    assert home.run("quarantine", "retry", number).exit_code == 0
    (again,) = listed(home, "quarantine")
    assert again["outcome"] == "waiting"
    assert again["retry_at"] is not None
    assert home.run("quarantine", "drop", number).exit_code == 0
    assert listed(home, "quarantine") == []
    refused = home.run("quarantine", "retry", number, "4711")
    assert refused.exit_code == 1
    assert "nothing was changed" in refused.stderr


def test_outbox_retry_is_all_or_nothing(home: Home) -> None:
    (failed,) = listed(home, "outbox")
    refused = home.run("outbox", "retry", str(failed["number"]), "4711")
    assert refused.exit_code == 1
    assert listed(home, "outbox")[0]["status"] == "failed"
    assert home.run("outbox", "retry", "--all").exit_code == 0
    assert listed(home, "outbox")[0]["status"] == "queued"
    assert home.run("outbox", "retry").exit_code == 2


def test_a_retried_mail_goes_out_once(world: World) -> None:
    from bot.store import outbox

    world.write("tess", "Lost badge", "I lost my staff badge on the bus this morning.")
    with world.app.store.work(world.now()) as work:
        one = outbox.of_case(work, 1)[0]
        outbox.stopped(work, one.id, "failed", "ErrorInvalidRecipients")
    before = world.kinds("tess").count(one.kind)
    assert home_of(world).run("outbox", "retry", str(one.id)).exit_code == 0
    settle(world)
    world.tick()
    assert world.kinds("tess").count(one.kind) == before + 1
    assert listed(home_of(world), "outbox") == []


def held_mail(world: World) -> str:
    """A reply to a case that we do not know, with a file; its number in the holding place."""
    file = ("scan.txt", "text/plain", b"a letter that went astray")
    world.write(
        "finn",
        "RE: [OCAT-2026-0777] The list",
        "Here is the list that went to the wrong parent.",
        files=[file],
    )
    (one,) = listed(home_of(world), "held")
    return str(one["number"])


def settle(world: World) -> None:
    """The worker's next round, by a clock that is past the wall clock of the command."""
    world.clock.set(max(world.now(), datetime.now(UTC)) + timedelta(minutes=1))
    world.tick()


def test_a_held_mail_becomes_a_report(world: World) -> None:
    home, number = home_of(world), held_mail(world)
    assert world.cases() == []
    assert home.run("held", "assign", number, "report").exit_code == 0
    settle(world)
    assert [case["state"] for case in world.cases()] == ["triage"]
    assert listed(home, "held") == []
    assert "acknowledgement" in world.kinds("finn")
    assert home.run("audit", "verify").exit_code == 0


def test_a_held_mail_becomes_part_of_a_case(world: World) -> None:
    world.write("tess", "Lost badge", "I lost my staff badge on the bus this morning.")
    home, number = home_of(world), held_mail(world)
    nothing = home.run("held", "assign", number, "OCAT-2026-0099")
    assert nothing.exit_code == 1
    assert home.run("held", "assign", number, "[ocat-2026-0001]").exit_code == 0
    settle(world)
    case = world.case("OCAT-2026-0001")
    assert "noted" in [event["event"] for event in case["events"]]
    assert case["evidence"] == ["scan.txt"]
    assert "answer" in world.kinds("asha")
    assert listed(home, "held") == []


def test_a_held_mail_is_dropped(world: World) -> None:
    home, number = home_of(world), held_mail(world)
    assert home.run("held", "assign", number, "drop").exit_code == 0
    settle(world)
    assert world.cases() == []
    assert listed(home, "held") == []
    assert home.run("held", "show", number).exit_code == 1


def close_long_ago(home: Home, years: float) -> None:
    """The first case ended that long ago, as its events say too (the record is not under test here)."""
    ended = datetime.now(UTC) - timedelta(days=365.25 * years)
    connection = sqlite3.connect(home.database)
    connection.execute(
        "UPDATE cases SET state = 'closed', ended_at = ? WHERE id = 1", (int(ended.timestamp() * 1_000_000),)
    )
    doc = json.loads(connection.execute("SELECT doc FROM cases WHERE id = 1").fetchone()[0])
    doc |= {"state": "closed", "closed_at": ended.isoformat(), "end_at": ended.isoformat()}
    connection.execute("UPDATE cases SET doc = ? WHERE id = 1", (json.dumps(doc),))
    connection.commit()
    connection.close()


def everything_of(home: Home) -> bytes:
    """All bytes at rest, the database's free pages and journals too."""
    return b"".join(path.read_bytes() for path in sorted(home.folder.rglob("*")) if path.is_file())


def test_purge_erases_what_is_over_its_time_and_keeps_counts(home: Home) -> None:
    close_long_ago(home, 6.1)
    assert b"thirty-two names" in everything_of(home)
    (plan,) = json.loads(home.run("purge", "--dry-run", "--json").stdout)
    assert (plan["cases"], plan["files"]) == (["OCAT-2026-0001"], 1)
    assert b"thirty-two names" in everything_of(home)
    (done,) = json.loads(home.run("purge", "--json").stdout)
    assert done["cases"] == ["OCAT-2026-0001"]
    assert b"thirty-two names" not in everything_of(home)
    found = json.loads(home.run("show", "OCAT-2026-0001", "--json").stdout)
    assert found["severity"] == "major"
    assert "t.abara" not in json.dumps([found["events"], found["mails"], found["people"].get("reporter")])
    rows = json.loads(home.run("register").stdout)
    assert (rows[0]["people_count"], rows[0]["investigating_officer"]) == (32, None)
    assert json.loads(home.run("purge", "--json").stdout)[0]["cases"] == []


def test_a_hold_stops_purging_on_record(home: Home) -> None:
    close_long_ago(home, 7)
    assert home.run("hold", "OCAT-2026-0001", "on").exit_code == 2
    assert home.run("hold", "OCAT-2026-0001", "on", "--reason", "an inquiry").exit_code == 0
    (plan,) = json.loads(home.run("purge", "--json").stdout)
    assert (plan["cases"], plan["on_hold"]) == ([], ["OCAT-2026-0001"])
    assert home.run("hold", "OCAT-2026-0001", "off", "--reason", "it has ended").exit_code == 0
    assert json.loads(home.run("purge", "--json").stdout)[0]["cases"] == ["OCAT-2026-0001"]


def test_purge_keeps_what_is_not_over_its_time(home: Home) -> None:
    close_long_ago(home, 5.9)
    assert json.loads(home.run("purge", "--json").stdout)[0]["cases"] == []


def test_export_holds_record_mails_and_evidence(home: Home, tmp_path: Path) -> None:
    file = tmp_path / "case.zip"
    assert home.run("export", "case", "OCAT-2026-0001", "-o", str(file)).exit_code == 0
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
        assert json.loads(archive.read("case.json"))["reference"] == "OCAT-2026-0001"
        assert archive.read("timeline.pdf")[:5] == b"%PDF-"
        (evidence,) = [name for name in names if name.startswith("evidence/") and name != "evidence/list.txt"]
        assert archive.read(evidence) == b"thirty-two names"
    assert len([name for name in names if name.startswith("mails/")]) > 3
    assert file.stat().st_mode & 0o077 == 0


def test_export_carries_its_own_proof(home: Home, tmp_path: Path) -> None:
    file = tmp_path / "case.zip"
    assert home.run("export", "case", "OCAT-2026-0001", "-o", str(file)).exit_code == 0
    with zipfile.ZipFile(file) as archive:
        found = json.loads(archive.read("record.json"))
    anchor = json.loads(home.run("audit", "verify", "--json").stdout)["anchor"]
    assert found["anchor"] == anchor
    hashed = [one for one in found["events"] if one["personal"]]
    assert len(hashed) > 3
    for one in hashed:
        salt, content = bytes.fromhex(one["personal"]["salt"]), one["personal"]["content"].encode()
        assert hashlib.sha256(salt + content).hexdigest() == one["personal_hash"]
    assert (
        "register of 32 pupils" in hashed[0]["personal"]["content"]
    )  # what was reported is part of the record


def test_export_names_a_file_that_is_not_as_it_came(home: Home, tmp_path: Path) -> None:
    file = tmp_path / "case.zip"
    (kept,) = [one for one in (home.folder / "data").rglob("*") if one.is_file() and one.stat().st_size == 16]
    kept.write_bytes(b"thirty-one names")
    result = home.run("export", "case", "OCAT-2026-0001", "-o", str(file))
    assert (result.exit_code, "was changed" in result.stderr) == (0, True)
    with zipfile.ZipFile(file) as archive:
        assert archive.read("evidence/list.txt").decode().splitlines()[1].endswith("\twas changed")


def test_report_writes_pdf_and_csv(home: Home, tmp_path: Path) -> None:
    result = home.run("report", "--from", "2026-11-01", "--to", "2026-11-30", "-o", str(tmp_path / "out"))
    assert result.exit_code == 0, result.stderr
    made = sorted((tmp_path / "out").iterdir())
    assert [path.suffix for path in made] == [".csv", ".pdf"]
    assert "incidents,all,2" in made[0].read_text("utf-8-sig")
    assert home.run("report", "--from", "2026-11-30", "--to", "2026-11-01").exit_code == 2


def test_db_upgrade_makes_an_empty_database_ready(home: Home, tmp_path: Path) -> None:
    elsewhere = {
        "NEARMISS_DATABASE_URL": f"sqlite:///{tmp_path / 'new' / 'x.db'}",
        "NEARMISS_KEY_FILE": str(tmp_path / "new" / "keys" / "k"),
    }
    first, second = home.run("db", "upgrade", **elsewhere), home.run("db", "upgrade", **elsewhere)
    assert (first.exit_code, second.exit_code) == (0, 0), first.stderr
    assert "brought from empty" in first.stdout
    assert "is at" in second.stdout
    assert home.run("audit", "verify", **elsewhere).exit_code == 0
