"""What `nearmiss init` writes: directory.toml from its answers, policy.toml, .env. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.cli.init_people import ROLES, SCHOOL, Entry

TRUST = tuple(role for role in ROLES if role not in SCHOOL)
POLICY = (
    "# The trust's own procedure: only what differs from the defaults. docs/policy.md has every key, for example\n"
    "#[office]\n#closures = [2026-12-29]  # days when the trust's office is closed\n"
)


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
    secret: str = ""
    certificate: str = ""
    people: tuple[Entry, ...] = ()


def directory_toml(answers: Answers) -> str:
    """The whole file, ready to be completed by hand."""
    ids = _ids(answers.people)
    lines = [
        "# Who is who. The first of each role holds it, the others are deputies in this order. docs/directory.md",
        "[trust]", f"name = {_q(answers.trust)}", f"prefix = {_q(answers.prefix)}", 'time_zone = "Europe/London"',
        f"domains = {_q(list(answers.domains))}", "",
        "[mailboxes]", f"incidents = {_q(answers.incidents)}",
    ]  # fmt: skip
    if answers.anonymous:
        lines.append(f"anonymous = {_q(answers.anonymous)}")
    for address, person in ids.items():
        lines += _person(person, [e for e in answers.people if e.address == address])
    lines += ["", "[roles]"]
    for role in TRUST:
        holders = _holders(answers.people, role, ids)
        if holders or role != "information_champion":  # the case manager stands in for that one
            lines.append(f"{role} = {_q(holders)}")
    for school in _schools(answers.people):
        lines += _school(school, answers, ids)
    return "\n".join(lines) + "\n"


def _person(person: str, entries: Sequence[Entry]) -> list[str]:
    first = entries[0]
    phone = next((e.phone for e in entries if e.phone), "")
    lines = [
        "",
        "[[people]]",
        f"id = {_q(person)}",
        f"name = {_q(first.name)}",
        f"address = {_q(first.address)}",
    ]
    lines += [f"also = {_q(list(first.also))}"] if first.also else []
    lines += [f"phone = {_q(phone)}"] if phone else []
    read = dict.fromkeys(e.title for e in entries if e.title)
    return [*lines, *(f"# read from the job title {_q(title)}" for title in read)]


def _holders(people: Iterable[Entry], role: str, ids: Mapping[str, str]) -> list[str]:
    return list(dict.fromkeys(ids[e.address] for e in people if e.role == role))


def _schools(people: Iterable[Entry]) -> list[str]:
    return list(dict.fromkeys(e.school for e in people if e.school and e.role in SCHOOL))


def _school(school: str, answers: Answers, ids: Mapping[str, str]) -> list[str]:
    own = [e for e in answers.people if e.school == school and e.role in SCHOOL]
    domains = sorted({e.address.partition("@")[2] for e in own} - set(answers.domains))
    lines = ["", "[[schools]]", f"id = {_q(_slug(school))}", f"name = {_q(school)}"]
    if domains:
        lines.append(f"senders = {_q(domains)}")
    else:  # all schools share the trust's domain: the text of a report has to tell
        lines.append("senders = []  # mail domains or addresses of this school alone, if there are any")
    for role in SCHOOL:
        holders = _holders(own, role, ids)
        if holders:
            lines.append(f"{role} = {_q(holders)}")
    return lines


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "x"


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
    """The .env with what is known; a secret that was not given is for a person to fill in."""
    certificate = (
        f"NEARMISS_CLIENT_CERTIFICATE={answers.certificate}"
        if answers.certificate
        else "#NEARMISS_CLIENT_CERTIFICATE=nearmiss.pem"
    )
    return (
        "# Settings of Nearmiss; docs/settings.md has each. Keep this file to yourself (mode 600).\n"
        f"NEARMISS_TENANT_ID={answers.tenant_id}\nNEARMISS_CLIENT_ID={answers.client_id}\n"
        "# one of the two: the application's secret, or a PEM file with certificate and private key\n"
        f"NEARMISS_CLIENT_SECRET={answers.secret}\n{certificate}\nNEARMISS_CONFIG_DIR=config\n"
    )


def filled_in(there: str, answers: Answers) -> str:
    """A .env that is there already: every line stays; what has no value yet gets the answer's."""
    text = there if there.endswith("\n") or not there else f"{there}\n"
    given = {
        "NEARMISS_TENANT_ID": answers.tenant_id, "NEARMISS_CLIENT_ID": answers.client_id,
        "NEARMISS_CLIENT_SECRET": answers.secret, "NEARMISS_CLIENT_CERTIFICATE": answers.certificate,
    }  # fmt: skip
    for name, value in given.items():
        if not value or re.search(rf"(?m)^(?:export )?{name}=[^\s#]", text):
            continue
        line = f"{name}={value}"
        text, done = re.subn(rf"(?m)^{name}=[ \t]*$", lambda _, line=line: line, text, count=1)  # type: ignore[misc]
        text += "" if done else f"{line}\n"
    return text
