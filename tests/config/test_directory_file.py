"""directory.toml: what is read, and what is refused with file, key and what would be right."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.domain.words import Role
from bot.policy_file import load
from bot.resources import packaged

from .files import DIRECTORY, mistakes, write


def test_a_small_trust_is_read(tmp_path: Path) -> None:
    directory = load(write(tmp_path)).directory
    assert directory.people["ada"].address == "ada@birch.example"
    assert directory.people["bo"].absent == (
        (date(2026, 12, 21), date(2027, 1, 4)),
        (date(2027, 2, 1), date(2027, 2, 1)),
    )
    assert [one.id for one in directory.holders(Role.HEADTEACHER, "dell")] == ["ada", "bo"]
    assert len(directory.schools["dell"].closed) == 1 + 37
    assert directory.holders(Role.CHAIR) == ()


def test_the_shipped_example_is_right() -> None:
    example = load(packaged("config")).directory
    assert set(example.schools) == {"hill", "mill"}
    assert example.trust.policy_review == date(2027, 7, 1)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_whatever_editor_saved_it(tmp_path: Path, encoding: str) -> None:
    write(tmp_path)
    text = DIRECTORY.replace("Dell School", "Déll School").replace("\n", "\r\n")
    (tmp_path / "directory.toml").write_bytes(text.encode(encoding))
    assert load(tmp_path).directory.schools["dell"].name == "Déll School"


@pytest.mark.parametrize(
    ("right", "wrong", "key", "says"),
    [
        ('name = "Birch Trust"', "", "trust.name", "is missing"),
        ('prefix = "BIR"', 'prefix = "bir-1"', "trust.prefix", "capitals"),
        ('"Europe/London"', '"Europe/Lundon"', "trust.time_zone", "time zone"),
        ('domains = ["birch.example"]', "domains = []", "trust.domains", "mail domains"),
        ('domains = ["birch.example"]', 'domains = ["gmail.com"]', "trust.domains", "public"),
        ('domains = ["birch.example"]', 'domains = "birch.example"', "trust.domains", "list"),
        ('anonymous = "speakup@', 'anonymous = "incidents@', "mailboxes.anonymous", "its own"),
        ('incidents = "incidents@birch.example"', "", "mailboxes.incidents", "is missing"),
        ('address = "bo@birch.example"', 'address = "bo"', "people[bo].address", "mail address"),
        ('address = "bo@', 'address = "ada@', "people[bo].address", "also an address of ada"),
        ('address = "bo@', 'address = "speakup@', "people[bo].address", "mailboxes"),
        ('id = "bo"', 'id = "ada"', "people[ada].id", "twice"),
        ('"@dpfirm.example"', '"@outlook.com"', "people[bo].also", "public"),
        ('"@dpfirm.example"', '"@birch.example"', "people[bo].also", "trust's own"),
        ('"@dpfirm.example"', '"not an address"', "people[bo].also", "mail addresses"),
        ("[[2026-12-21, 2027-01-04], 2027-02-01]", '["2026-12-21"]', "people[bo].absent", "without quotes"),
        (
            "[[2026-12-21, 2027-01-04], 2027-02-01]",
            "[[2027-01-04, 2026-12-21]]",
            "people[bo].absent",
            "first day",
        ),
        ("2027-07-26, 2027-08-31", "2027-07-26, 2037-08-31", "schools[dell].closed", "mistyped"),
        ("closed = [2026-12-21,", "closed = [2026-12-21T10:00:00,", "schools[dell].closed", "dates"),
        ('ceo = ["ada"]', 'ceo = ["adda"]', "roles.ceo", "did you mean ada"),
        ('ceo = ["ada"]', "", "roles.ceo", "is missing"),
        ('ceo = ["ada"]', "ceo = []", "roles.ceo", "at least one"),
        ('ceo = ["ada"]', 'ceo = ["ada", "ada"]', "roles.ceo", "only once"),
        ('ceo = ["ada"]', 'ceo = ["ada"]\nceoo = ["ada"]', "roles.ceoo", "did you mean ceo"),
        ('headteacher = ["ada", "bo"]', "", "schools[dell].headteacher", "needs ids"),
        ('"dell.birch.example"', '"dell birch"', "schools[dell].senders", "domains or addresses"),
        ('"dell.birch.example"', '"outlook.com"', "schools[dell].senders", "public"),
        ('name = "Dell School"', 'name = ""', "schools[dell].name", "name"),
        ("[mailboxes]", "[mailbox]", "mailbox", "did you mean mailboxes"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, right: str, wrong: str, key: str, says: str) -> None:
    assert right in DIRECTORY
    found = mistakes(write(tmp_path, DIRECTORY.replace(right, wrong)))
    assert says in found[f"directory.toml: {key}"]


def test_all_mistakes_of_both_files_at_once(tmp_path: Path) -> None:
    spoilt = DIRECTORY.replace('prefix = "BIR"', "prefix = 7").replace('siro = ["ada"]', 'siro = "ada"')
    found = mistakes(write(tmp_path, spoilt, '[office]\nopens = "late"\n[reminders]\npercents = [50]\n'))
    assert set(found) == {
        "directory.toml: trust.prefix",
        "directory.toml: roles.siro",
        "policy.toml: office.opens",
        "policy.toml: reminders.percents",
    }


def test_two_schools_cannot_claim_a_sender(tmp_path: Path) -> None:
    twin = (
        DIRECTORY
        + '\n[[schools]]\nid = "glen"\nname = "Glen"\nsenders = ["dell.birch.example"]\nheadteacher = ["bo"]\n'
    )
    assert "also stands at dell" in mistakes(write(tmp_path, twin))["directory.toml: schools[glen].senders"]


def test_files_that_cannot_be_read_are_one_sentence(tmp_path: Path) -> None:
    assert "is missing" in mistakes(tmp_path)["directory.toml: "]
    assert "not valid TOML" in mistakes(write(tmp_path, "[trust"))["directory.toml: "]
    (tmp_path / "directory.toml").write_bytes(b'name = "\xe9"')
    assert "UTF-8" in mistakes(tmp_path)["directory.toml: "]
    (tmp_path / "directory.toml").unlink()
    (tmp_path / "directory.toml").mkdir()
    assert "cannot be read" in mistakes(tmp_path)["directory.toml: "]


def test_no_address_or_name_stands_in_a_refusal(tmp_path: Path) -> None:
    spoilt = DIRECTORY.replace('address = "bo@', 'address = "ada@').replace(
        'ceo = ["ada"]', 'ceo = ["Ada Quill"]'
    )
    text = str(mistakes(write(tmp_path, spoilt)))
    assert "@birch" not in text
    assert "Quill" not in text
