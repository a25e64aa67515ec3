"""What `nearmiss init` writes: directory.toml from answers and a CSV export, .env, and the texts it prints. Pure."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

TRUST_ROLES = ("ceo", "siro", "dpo", "case_manager", "it_lead", "chair", "operator")
SCHOOL_ROLES = ("headteacher", "investigating_officer", "safeguarding_lead")
COLUMNS = ("name", "address", "phone", "role", "school")
_ADDRESS = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the people list: who has which role where; the first of a role is its holder, the rest deputies."""

    name: str
    address: str
    phone: str = ""
    role: str = ""
    school: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """What init asks. `people` in the order of the list."""

    trust: str
    prefix: str
    domains: tuple[str, ...]
    incidents: str
    anonymous: str
    tenant_id: str = ""
    client_id: str = ""
    people: tuple[Entry, ...] = ()


@dataclass
class Read:
    """People read from a CSV, and what was wrong with it, one sentence each."""

    people: list[Entry] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def read_people(text: str) -> Read:
    """A CSV with the columns name, address, phone, role, school (any order; phone, school may be empty)."""
    read = Read()
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
    names = [(name or "").strip().lower() for name in reader.fieldnames or ()]
    lacking = [name for name in ("name", "address", "role") if name not in names]
    if lacking:
        read.problems.append(
            f"line 1: the columns {', '.join(COLUMNS)} are needed; {', '.join(lacking)} is missing"
        )
        return read
    for n, raw in enumerate(reader, start=2):
        row = {(k or "").strip().lower(): (v or "").strip() for k, v in raw.items() if isinstance(v, str)}
        problem = _problem(row)
        if problem:
            read.problems.append(f"line {n}: {problem}")
        else:
            read.people.append(_entry(row))
    return read


def _entry(row: Mapping[str, str]) -> Entry:
    role = row["role"].lower().replace(" ", "_")
    return Entry(row["name"], row["address"].lower(), row.get("phone", ""), role, row.get("school", ""))


def _problem(row: Mapping[str, str]) -> str:
    role = row.get("role", "").lower().replace(" ", "_")
    if not row.get("name"):
        return "the name is missing"
    if not _ADDRESS.fullmatch(row.get("address", "")):
        return "the address is not an e-mail address"
    if role and role not in (*TRUST_ROLES, *SCHOOL_ROLES):
        return f"there is no role {role}; right would be one of {', '.join((*TRUST_ROLES, *SCHOOL_ROLES))}"
    if role in SCHOOL_ROLES and not row.get("school"):
        return f"a {role} needs a school"
    return ""


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "x"


def directory_toml(answers: Answers) -> str:
    """The whole file, ready to be completed by hand."""
    ids = _ids(answers.people)
    lines = [
        "# Who is who. The first of each role holds it, the others are deputies in this order.",
        "[trust]", f"name = {_q(answers.trust)}", f"prefix = {_q(answers.prefix)}", 'time_zone = "Europe/London"',
        f"domains = {_q(list(answers.domains))}", "",
        "[mailboxes]", f"incidents = {_q(answers.incidents)}",
    ]  # fmt: skip
    if answers.anonymous:
        lines.append(f"anonymous = {_q(answers.anonymous)}")
    for address, person in ids.items():
        entry = next(e for e in answers.people if e.address == address)
        lines += [
            "",
            "[[people]]",
            f"id = {_q(person)}",
            f"name = {_q(entry.name)}",
            f"address = {_q(address)}",
        ]
        lines += [f"phone = {_q(entry.phone)}"] if entry.phone else []
    lines += ["", "[roles]"]
    for role in TRUST_ROLES:
        holders = [ids[e.address] for e in answers.people if e.role == role]
        lines.append(f"{role} = {_q(list(dict.fromkeys(holders)))}")
    for school in dict.fromkeys(e.school for e in answers.people if e.school):
        lines += _school(school, answers, ids)
    return "\n".join(lines) + "\n"


def _school(school: str, answers: Answers, ids: Mapping[str, str]) -> list[str]:
    own = [e for e in answers.people if e.school == school]
    domains = sorted({e.address.partition("@")[2] for e in own} - set(answers.domains))
    lines = [
        "",
        "[[schools]]",
        f"id = {_q(_slug(school))}",
        f"name = {_q(school)}",
        f"senders = {_q(domains)}",
    ]
    for role in SCHOOL_ROLES:
        holders = [ids[e.address] for e in own if e.role == role]
        if holders:
            lines.append(f"{role} = {_q(list(dict.fromkeys(holders)))}")
    return lines


def _ids(people: Iterable[Entry]) -> dict[str, str]:
    """An id for each address, from the name, told apart where two are the same."""
    ids: dict[str, str] = {}
    for entry in people:
        base, n = _slug(entry.name), 1
        while entry.address not in ids and base in ids.values():
            n += 1
            base = f"{_slug(entry.name)}-{n}"
        ids.setdefault(entry.address, base)
    return ids


def _q(value: str | Sequence[str]) -> str:
    return json.dumps(value, ensure_ascii=False)


def env_file(answers: Answers) -> str:
    """The .env with what is known; the secret is for a person to fill in."""
    return (
        "# Settings of Nearmiss; docs/settings.md has each. Keep this file to yourself (mode 600).\n"
        f"NEARMISS_TENANT_ID={answers.tenant_id}\nNEARMISS_CLIENT_ID={answers.client_id}\n"
        "# one of the two: the application's secret, or a PEM file with private key and certificate\n"
        "NEARMISS_CLIENT_SECRET=\n#NEARMISS_CLIENT_CERTIFICATE=keys/nearmiss.pem\n"
        "NEARMISS_CONFIG_DIR=config\n"
    )


def steps(answers: Answers) -> str:
    """What the tenant's administrator does, with this trust's addresses filled in."""
    boxes = [answers.incidents, *([answers.anonymous] if answers.anonymous else [])]
    either = " -or ".join(f"PrimarySmtpAddress -eq '{box}'" for box in boxes)
    made = "\n".join(
        f'  New-Mailbox -Shared -Name "{box.partition("@")[0]}" -PrimarySmtpAddress {box}' for box in boxes
    )
    return f"""For the tenant's administrator

1. Shared mailboxes (Exchange Online PowerShell):
{made}

2. App registration (Entra admin centre, App registrations, New registration): one organisation, no redirect address.
   Certificates & secrets: upload a certificate, or make a secret. Grant no Mail permission there: it would reach all
   mailboxes. Note the Application (client) ID, the Directory (tenant) ID and, under Enterprise applications, the
   Object ID.

3. Rights for these mailboxes only (Exchange Online PowerShell; they hold after half an hour or more):
  New-ServicePrincipal -AppId <client id> -ObjectId <object id> -DisplayName "Nearmiss"
  New-ManagementScope -Name "Nearmiss mailboxes" -RecipientRestrictionFilter "{either}"
  New-ManagementRoleAssignment -App <object id> -Role "Application Mail.ReadWrite" `
    -CustomResourceScope "Nearmiss mailboxes"
  New-ManagementRoleAssignment -App <object id> -Role "Application Mail.Send" `
    -CustomResourceScope "Nearmiss mailboxes"
  Test-ServicePrincipalAuthorization -Identity <object id> -Resource {answers.incidents}

4. Fill in .env, then: nearmiss check
"""


def policy_sentence(answers: Answers) -> str:
    """The changed sentence of the policy, and why."""
    if not answers.anonymous:
        return ""
    return f"""For the policy (How must I do it, point 1)

"Report immediately by e-mail to {answers.incidents}, which reaches the CEO or Headteacher (or their Deputy if they are
unavailable), or if you would like to stay anonymous to {answers.anonymous}."

A person's own address must not forward here: that would leave the reporter's name in that person's mailbox.
"""


def contact_sheet(answers: Answers) -> str:
    """For when mail is down: print it."""
    rows = [
        f"  {e.role.replace('_', ' '):22} {e.school:24} {e.name:28} {e.phone or 'no phone yet'}"
        for e in answers.people
        if e.role
    ]
    return "When mail is down, ring (print this sheet)\n\n" + "\n".join(rows) + "\n"
