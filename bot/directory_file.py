"""Reads directory.toml into a Directory; notes every mistake and never repeats an address or a name in a note."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.config_problems import Problems, read_toml
from bot.config_reader import Table, single_days
from bot.domain.directory import Directory, Mailboxes, Person, School, Trust, domain_of
from bot.domain.words import SCHOOL_ROLES, Role
from bot.public_mail import PUBLIC_PROVIDERS

LABEL = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
DOMAIN = rf"(?:{LABEL}\.)+{LABEL}"
ADDRESS = rf"[^\s@<>,;\"]+@{DOMAIN}"
PREFIX = r"[A-Z][A-Z0-9]{0,15}"
PERSON_ID = r"[A-Za-z0-9_.-]{1,64}"
NEEDED = (Role.CEO, Role.SIRO, Role.DPO, Role.CASE_MANAGER, Role.OPERATOR)


def read_directory(path: Path, problems: Problems, label: str = "") -> Directory | None:
    """The directory; None where the file cannot be read at all. With mistakes noted it is not to be used."""
    values = read_toml(path, problems, label)
    if values is None:
        return None
    root = Table(label + path.name, values, problems)
    trust = _trust(root.table("trust"))
    mailboxes = _mailboxes(root.table("mailboxes"))
    people = _people(root, trust, mailboxes)
    roles = _trust_roles(root.table("roles"), people)
    schools = _schools(root, people)
    root.finish()
    return Directory(trust, mailboxes, people, roles, schools)


def _trust(table: Table) -> Trust:
    domains = _domains(table, "domains")
    if table.has("domains") and any(domain in PUBLIC_PROVIDERS for domain in domains):
        table.note("domains", "needs the trust's own mail domains, not a public mail provider's")
    review: date | None = None
    trust = Trust(
        name=table.text("name", "the trust's name in quotes"),
        prefix=table.text("prefix", 'capitals and digits, beginning with a letter: "OCAT"', PREFIX),
        domains=domains,
        time_zone=table.get("time_zone", _zone, "Europe/London", 'a time zone such as "Europe/London"'),
        policy_version=table.get("policy_version", _version, "", 'a text in quotes: "2"'),
        policy_review=table.get("policy_review", _day, review, "a date without quotes: 2027-07-01"),
    )
    table.finish()
    return trust


def _zone(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError
    try:
        return ZoneInfo(value).key
    except (OSError, ValueError, LookupError):  # unknown, a folder, or no zone name at all
        raise ValueError from None


def _version(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError
    return str(value).strip()


def _day(value: Any) -> date:
    if type(value) is not date:  # a datetime is a date to isinstance
        raise ValueError
    return value


def _mailboxes(table: Table) -> Mailboxes:
    right = "a mail address in quotes"
    incidents = table.text("incidents", right, f"(?i){ADDRESS}").lower()
    anonymous = table.text("anonymous", right, f"(?i){ADDRESS}", required=False).lower()
    if anonymous and anonymous == incidents:
        table.note(
            "anonymous", "needs a mailbox of its own: in one with the other reports nobody stays anonymous"
        )
    table.finish()
    return Mailboxes(incidents, anonymous)


def _people(root: Table, trust: Trust, mailboxes: Mailboxes) -> Mapping[str, Person]:
    people: dict[str, Person] = {}
    taken: dict[str, str] = {address: "" for address in mailboxes.all}
    if not root.has("people"):
        root.note("people", "is missing; it needs a [[people]] table for everybody who has a role")
    for table in root.tables("people"):
        person = _person(table, trust)
        if person.id in people:
            table.note("id", "is there twice; each person needs an id of their own")
        for key, addresses in (("address", (person.address,)), ("also", person.also)):
            _note_taken(table, key, addresses, person.id, taken)
        people[person.id] = person
    return people


def _note_taken(table: Table, key: str, addresses: Iterable[str], person: str, taken: dict[str, str]) -> None:
    for address in filter(None, addresses):
        owner = taken.setdefault(address, person)
        if not owner:
            table.note(key, "needs a person's own address, not one of the service's mailboxes")
        elif owner != person:
            table.note(key, f"is also an address of {owner}; mail from it could not be told apart")


def _person(table: Table, trust: Trust) -> Person:
    person = Person(
        id=table.text("id", 'a short name without spaces: "asha"', PERSON_ID),
        name=table.text("name", "the person's name in quotes"),
        address=table.text("address", "a mail address in quotes", f"(?i){ADDRESS}").lower(),
        also=_also(table, trust),
        phone=table.text("phone", 'a phone number in quotes: "01632 960123"', required=False),
        absent=table.days("absent"),
    )
    table.finish()
    return person


def _also(table: Table, trust: Trust) -> tuple[str, ...]:
    entries = tuple(entry.lower() for entry in table.words("also", required=False))
    if not all(re.fullmatch(f"@{DOMAIN}|{ADDRESS}", entry) for entry in entries):
        table.note("also", 'needs mail addresses, or for a firm its whole domain: ["@firm.example"]')
    whole = [entry[1:] for entry in entries if entry.startswith("@")]
    if any(domain in PUBLIC_PROVIDERS for domain in whole):
        table.note("also", "needs single addresses at a public mail provider: anybody can have one there")
    if any(_related(domain, own) for domain in whole for own in trust.domains):
        table.note("also", "needs single addresses on the trust's own domains: everybody writes from there")
    return entries


def _related(domain: str, own: str) -> bool:
    return domain == own or domain.endswith(f".{own}") or own.endswith(f".{domain}")


def _trust_roles(table: Table, people: Mapping[str, Person]) -> Mapping[Role, tuple[str, ...]]:
    for role in NEEDED:
        if not table.has(role.value):
            table.note(
                role.value, f'is missing; it needs ids of [[people]], holder first: {role.value} = ["..."]'
            )
        elif table.values[role.value] == []:
            table.note(role.value, "needs at least one person")
    if table.has(Role.HEADTEACHER.value):
        table.note(Role.HEADTEACHER.value, "belongs to a [[schools]] table")
    roles = _roles(table, people, tuple(role for role in Role if role is not Role.HEADTEACHER))
    table.finish()
    return roles


def _roles(
    table: Table, people: Mapping[str, Person], roles: Iterable[Role]
) -> Mapping[Role, tuple[str, ...]]:
    found = {role: table.words(role.value, required=False) for role in roles}
    for role, ids in found.items():
        for unknown in (one for one in ids if one not in people):
            near = difflib.get_close_matches(unknown, people, 1)
            hint = (
                f"did you mean {near[0]}?" if near else f"known are {', '.join(sorted(filter(None, people)))}"
            )
            table.note(role.value, f"needs ids of [[people]]; {_shown(unknown)} is none, {hint}")
    return {role: ids for role, ids in found.items() if ids}


def _shown(word: str) -> str:
    return f'"{word}"' if re.fullmatch(PERSON_ID, word) else "one entry"


def _schools(root: Table, people: Mapping[str, Person]) -> Mapping[str, School]:
    schools: dict[str, School] = {}
    claimed: dict[str, str] = {}
    for table in root.tables("schools"):
        school = _school(table, people)
        if school.id in schools:
            table.note("id", "is there twice; each school needs an id of its own")
        for sender in school.senders:
            if (owner := claimed.setdefault(sender, school.id)) != school.id:
                table.note("senders", f"also stands at {owner}; a sender belongs to one school")
        schools[school.id] = school
    return schools


def _school(table: Table, people: Mapping[str, Person]) -> School:
    head = Role.HEADTEACHER.value
    if not table.has(head) or table.values[head] == []:
        table.note(
            head, f'needs ids of [[people]], the holder first, then the deputies: {head} = ["asha", "ben"]'
        )
    senders = tuple(sender.lower().removeprefix("@") for sender in table.words("senders", required=False))
    if not all(re.fullmatch(f"{DOMAIN}|{ADDRESS}", sender) for sender in senders):
        table.note("senders", 'needs mail domains or addresses: ["hill.trust.example", "desk@trust.example"]')
    if any((domain_of(sender) or sender) in PUBLIC_PROVIDERS and "@" not in sender for sender in senders):
        table.note("senders", "needs single addresses at a public mail provider: anybody can have one there")
    school = School(
        id=table.text("id", 'a short name without spaces: "hill"', PERSON_ID),
        name=table.text("name", "the school's name in quotes"),
        senders=senders,
        roles=_roles(table, people, (*SCHOOL_ROLES, *(role for role in Role if role not in SCHOOL_ROLES))),
        closed=single_days(table.days("closed")),
        names=table.words("names", required=False),
    )
    table.finish()
    return school


def _domains(table: Table, key: str) -> tuple[str, ...]:
    def read(value: Any) -> tuple[str, ...]:
        entries = value if isinstance(value, list) else []
        domains = tuple(one.lower().removeprefix("@") for one in entries if isinstance(one, str))
        if (
            not entries
            or len(domains) != len(entries)
            or not all(re.fullmatch(DOMAIN, one) for one in domains)
        ):
            raise ValueError
        return domains

    nothing: tuple[str, ...] = ()
    return table.get(
        key, read, nothing, 'a list of the trust\'s mail domains: ["trust.example"]', required=True
    )
