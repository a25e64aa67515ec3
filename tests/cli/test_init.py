"""`nearmiss init`: a first configuration that `check` finds in order; bad lists; nothing lost when it is repeated."""

from __future__ import annotations

import json
import stat
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.commands import nearmiss
from bot.cli.init_people import read_people
from tests.cli.terminal import at_terminal

PEOPLE = """name,address,phone,role,school
Anna Bell,a.bell@trust.example,0161,ceo,
Sue Roe,s.roe@trust.example,0162,siro,
Dan Poe,d@firm.example,,dpo,
Kay Lo,k@trust.example,,case manager; information champion,
Raj S,r@trust.example,,operator,
He Ad,h@hill.trust.example,0163,headteacher,Hill Academy
"""
FLAGS = ["init", "--trust-name", "A Trust", "--prefix", "at", "--incidents", "incidents@trust.example",
         "--anonymous", "speakup@trust.example"]  # fmt: skip
# The heading of "Active users, Export users" in the Microsoft 365 admin centre.
EXPORT = (
    "Block credential,City,Country/Region,Department,DirSyncEnabled,Display name,Fax,First name,Last dirsync time,"
    "Last name,Last password change time stamp,License assignment details,Licenses,Mobile Phone,Oath token meta data,"
    "Object Id,Office,Password never expires,Phone number,Postal code,Preferred data location,Preferred language,"
    "Proxy addresses,Release track,Soft deletion time stamp,State,Street address,Strong password required,Title,"
    "Usage location,User principal name,When created"
)


def exported(**cells: str) -> str:
    """A line of such an export."""
    names = EXPORT.split(",")
    row = {name: "" for name in names} | {"Block credential": "False"}
    row |= {name.replace("_", " "): value for name, value in cells.items()}
    return ",".join(f'"{row[name]}"' for name in names)


def user(name: str, title: str, office: str = "", **more: str) -> str:
    address = f"{name.lower().replace(' ', '.')}@trust.example"
    return exported(
        Display_name=name,
        Title=title,
        Office=office,
        User_principal_name=address,
        Phone_number="0161",
        **more,
    )


STAFF = "\n".join([
    EXPORT,
    user("Ben Low", "Deputy Headteacher", "Hill Academy"),
    user("Asha Rahm", "Headteacher", "Hill Academy",
         Proxy_addresses="smtp:head@hill.example+SMTP:asha@hill.example+smtp:asha@t.onmicrosoft.com"),
    user("Di Safe", "Teacher and Designated Safeguarding Lead (DSL)", "Hill Academy"),
    user("Tom Tee", "Teacher of Art", "Hill Academy"),
    user("Al Sis", "Assistant Headteacher", "Hill Academy"),
    user("Old Head", "Headteacher", "Hill Academy", Block_credential="True"),
    user("Ivy Pen", "CEO and SIRO"),
    user("Kay Dray", "Trust Secretary"),
    user("Raj Sun", "IT Manager"),
])  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.csv").write_text(PEOPLE, "utf-8")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(nearmiss, [*arguments])


def directory(folder: Path) -> dict[str, object]:
    return tomllib.loads((folder / "config" / "directory.toml").read_text("utf-8"))


def test_it_writes_what_check_finds_in_order(folder: Path) -> None:
    done = run(*FLAGS, "--people", "people.csv")
    assert done.exit_code == 0, done.output
    assert stat.S_IMODE((folder / ".env").stat().st_mode) == 0o600
    assert "speakup@trust.example" in done.output
    checked = run("check", "--offline")
    assert "ok    configuration: A Trust" in checked.output, checked.output
    assert directory(folder)["roles"]["information_champion"] == ["kay-lo"]  # type: ignore[index]


def test_every_command_for_the_administrator_is_printed(folder: Path) -> None:
    said = run(*FLAGS, "--client-id", "7d3f").output
    assert "-AppId 7d3f " in said
    assert said.count("New-Mailbox -Shared") == 2
    assert '"Application Mail.ReadWrite"' in said
    assert '"Application Mail.Send"' in said
    scope = (
        "PrimarySmtpAddress -eq 'incidents@trust.example' -or PrimarySmtpAddress -eq 'speakup@trust.example'"
    )
    assert f'-RecipientRestrictionFilter "{scope}"' in said
    for word in ("Connect-ExchangeOnline", "openssl req", "New-ServicePrincipal", "-Resource speakup@"):
        assert word in said


def test_the_export_of_the_admin_centre_gives_people_with_their_roles(folder: Path) -> None:
    (folder / "users.csv").write_text(STAFF, "utf-8-sig")
    done = run(*FLAGS, "--people", "users.csv")
    assert done.exit_code == 0, done.output
    assert "2 people without a role were left out" in done.output
    found = directory(folder)
    (school,) = found["schools"]  # type: ignore[misc]
    assert school["headteacher"] == ["asha-rahm", "ben-low"]
    assert school["safeguarding_lead"] == ["di-safe"]
    roles = found["roles"]
    assert roles["ceo"] == roles["siro"] == ["ivy-pen"]  # type: ignore[index]
    asha = next(one for one in found["people"] if one["id"] == "asha-rahm")  # type: ignore[attr-defined]
    assert (asha["address"], asha["also"]) == (
        "asha@hill.example",
        ["asha.rahm@trust.example", "head@hill.example"],
    )


def test_an_export_of_entra_and_a_semicolon_serve_as_well() -> None:
    text = "userPrincipalName;displayName;mail;jobTitle;officeLocation;telephoneNumber\n" \
           "x@t.example;Asha R;asha@t.example;Head of School;Hill;0161\n"  # fmt: skip
    (one,) = read_people(text).people
    assert (one.name, one.address, one.role, one.school) == (
        "Asha R",
        "asha@t.example",
        "headteacher",
        "Hill",
    )


def test_repeated_it_leaves_edited_files_alone_and_adds_to_env(folder: Path) -> None:
    run(*FLAGS, "--people", "people.csv")
    toml, env = folder / "config" / "directory.toml", folder / ".env"
    toml.write_text(edited := toml.read_text() + "# mine\n")
    env.write_text(env.read_text() + "NEARMISS_CLIENT_SECRET=s3cret\nNEARMISS_LOG=json\n")
    again = run(*FLAGS, "--tenant-id", "t-1", "--json")
    assert again.exit_code == 0
    assert [one["done"] for one in json.loads(again.stdout)["files"]] == [
        "left alone",
        "unchanged",
        "completed",
    ]
    assert toml.read_text() == edited
    said = env.read_text()
    assert "NEARMISS_TENANT_ID=t-1\n" in said
    assert "NEARMISS_CLIENT_SECRET=s3cret\nNEARMISS_LOG=json\n" in said
    assert "unchanged" in run(*FLAGS, "--tenant-id", "t-2").stderr
    assert env.read_text() == said


def test_force_keeps_the_former_file(folder: Path) -> None:
    run(*FLAGS, "--people", "people.csv")
    toml = folder / "config" / "directory.toml"
    toml.write_text("# mine\n")
    (folder / "config" / "directory.toml.1").write_text("# older\n")
    assert run(*FLAGS, "--people", "people.csv", "--force").exit_code == 0
    assert (folder / "config" / "directory.toml.1").read_text() == "# older\n"
    assert (folder / "config" / "directory.toml.2").read_text() == "# mine\n"
    assert directory(folder)["trust"]["prefix"] == "AT"  # type: ignore[index]


def test_asked_at_a_terminal(folder: Path) -> None:
    """Wrong answers are asked again, the secret is not shown, an edited file is asked about."""
    (folder / "config").mkdir()
    (folder / "config" / "policy.toml").write_text("# mine\n")
    answers = ["A Trust", "1x", "at", "incidents", "incidents@trust.example", "speakup@trust.example", "no.csv",
               "people.csv", "tenant-1", "client-1", "s3cret~", "n"]  # fmt: skip
    code, shown = at_terminal("init", folder=folder, answers=answers)
    assert code == 0, shown
    for said in (
        "needs capitals and digits",
        "needs an e-mail address",
        "There is no file no.csv",
        "was edited",
    ):
        assert said in shown
    env = (folder / ".env").read_text()
    assert "NEARMISS_CLIENT_SECRET=s3cret~\n" in env
    assert "NEARMISS_TENANT_ID=tenant-1\n" in env
    assert (folder / "config" / "policy.toml").read_text() == "# mine\n"
    assert directory(folder)["trust"]["prefix"] == "AT"  # type: ignore[index]


def test_only_what_must_be_known_has_to_be_answered(folder: Path) -> None:
    code, shown = at_terminal("init", folder=folder, answers=["A Trust", "AT", "incidents@trust.example"])
    assert code == 0, shown
    assert "Nobody stands in directory.toml yet" in shown
    assert directory(folder)["mailboxes"] == {"incidents": "incidents@trust.example"}
    assert "NEARMISS_CLIENT_SECRET=\n" in (folder / ".env").read_text()


BAD_LISTS = {
    "two bad lines": (b"name,address,role,school\nA,no address,ceo,\nB,b@trust.example,wizard,\n", "line 3"),
    "no heading": (b"Anna,a@trust.example,ceo\n", "line 1"),
    "empty": (b"", "line 1"),
    "only a heading": (b"name,address,role\n", "nobody in it has a role"),
    "a workbook": (b"PK\x03\x04rest", "Excel workbook"),
    "no text": (b"\x00\x01\x02", "not text"),
    "a comma too many": (b"name,address,role\nBell, Anna,a@trust.example,ceo\n", "line 2: more cells"),
    "no school": (b"name,address,role,school\nA,a@trust.example,headteacher,\n", "needs a school"),
    "one address, two people": (b"name,address,role\nA,a@t.example,ceo\nB,a@t.example,siro\n", "same address"),
    "a huge cell": (b"name,address,role\n" + b"x" * 200_000 + b",a@t.example,ceo\n", "cannot be read as CSV"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_LISTS)
def test_a_bad_list_is_one_answer_and_nothing_is_written(folder: Path, name: str) -> None:
    content, said = BAD_LISTS[name]
    (folder / "people.csv").write_bytes(content)
    done = run(*FLAGS, "--people", "people.csv")
    assert done.exit_code == 1
    assert done.stderr.startswith("Error: people.csv: ")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (folder / "config").exists()


@pytest.mark.parametrize(
    "flags", [["--prefix", "1"], ["--incidents", "x"], ["--anonymous", "incidents@trust.example"],
              ["--domain", "x"], ["--tenant-id", 'a"b'], ["--trust-name", " "]],
)  # fmt: skip
def test_a_bad_flag_is_one_sentence(folder: Path, flags: list[str]) -> None:
    done = run(*FLAGS, *flags)
    assert done.exit_code == 2
    assert "needs " in done.stderr
    assert not (folder / "config").exists()


def test_control_characters_in_a_list_do_not_spoil_the_file(folder: Path) -> None:
    (folder / "people.csv").write_bytes(b"name,address,role\nAnna\x7f\x07 Bell,a@trust.example,ceo\n")
    assert run(*FLAGS, "--people", "people.csv").exit_code == 0
    made = tomllib.loads((folder / "config" / "directory.toml").read_text("utf-8"))
    assert made["people"][0]["name"] == "Anna Bell"


def test_what_excel_saves_is_read(folder: Path) -> None:
    for encoding in ("windows-1252", "utf-16", "utf-8-sig"):
        (folder / "people.csv").write_bytes(PEOPLE.replace("Anna", "Zoë").encode(encoding))
        assert run(*FLAGS, "--people", "people.csv", "--force").exit_code == 0
        assert directory(folder)["people"][0]["name"] == "Zoë Bell"  # type: ignore[index]
