"""Who is who: people, schools, roles of the trust, and the questions one may ask about them.

Plain values read from directory.toml elsewhere; no files, no clock. Who is chosen for a case: routing.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from bot.domain.words import SCHOOL_ROLES, Role

STANDS_IN = {Role.SAFEGUARDING_LEAD: Role.HEADTEACHER, Role.INFORMATION_CHAMPION: Role.CASE_MANAGER}
"""A role that nobody holds falls to this one (SPEC §2)."""


@dataclass(frozen=True, slots=True)
class Person:
    """`address` and `also` in lower case; an entry "@firm.example" of `also` is a whole mail domain.

    `absent` holds first and last day, both away.
    """

    id: str
    name: str
    address: str
    also: tuple[str, ...] = ()
    phone: str = ""
    absent: tuple[tuple[date, date], ...] = ()


@dataclass(frozen=True, slots=True)
class School:
    """`senders` are addresses or mail domains in lower case; `roles` hold person ids, holder first."""

    id: str
    name: str
    senders: tuple[str, ...] = ()
    roles: Mapping[Role, tuple[str, ...]] = field(default_factory=dict)
    closed: frozenset[date] = frozenset()
    names: tuple[str, ...] = ()  # what people also call it in mails


@dataclass(frozen=True, slots=True)
class Trust:
    """The trust itself; `domains` in lower case."""

    name: str
    prefix: str
    domains: tuple[str, ...]
    time_zone: str = "Europe/London"
    policy_version: str = ""
    policy_review: date | None = None


@dataclass(frozen=True, slots=True)
class Mailboxes:
    """Our mailboxes, lower case; `anonymous` is "" where the trust has none."""

    incidents: str
    anonymous: str = ""

    @property
    def all(self) -> tuple[str, ...]:
        """Both, or the one there is."""
        return tuple(box for box in (self.incidents, self.anonymous) if box)


def domain_of(address: str) -> str:
    """What stands behind the last @, lower case; "" where there is no @."""
    return address.rpartition("@")[2].strip().lower() if "@" in address else ""


def within(domain: str, parent: str) -> bool:
    """Whether a mail domain is `parent` or a subdomain of it."""
    return bool(domain) and (domain == parent or domain.endswith("." + parent))


@dataclass(frozen=True)
class Directory:
    """The people of a trust. A school is named by its id, "" (or None) is the central trust or not known."""

    trust: Trust
    mailboxes: Mailboxes
    people: Mapping[str, Person]
    roles: Mapping[Role, tuple[str, ...]]
    schools: Mapping[str, School] = field(default_factory=dict)

    def person(self, person_id: str) -> Person | None:
        """The person with this id, if any."""
        return self.people.get(person_id)

    def person_by_address(self, address: str) -> Person | None:
        """Who writes from this address: by own or further address, else by a whole domain; None if nobody."""
        wanted = address.strip().lower()
        return self._by_address.get(wanted) or self._by_domain(domain_of(wanted))

    def ids(self, addresses: Iterable[str]) -> frozenset[str]:
        """The person ids behind addresses; strangers are left out."""
        found = (self.person_by_address(address) for address in addresses)
        return frozenset(person.id for person in found if person)

    def holders(self, role: Role, school: str | None = "") -> tuple[Person, ...]:
        """Holder, then deputies in order: the school's own entry, else the trust's, else who stands in."""
        asked = (role, school)
        if asked not in self._held:
            self._held[asked] = self._holders(role, school)
        return self._held[asked]

    @cached_property
    def _held(self) -> dict[tuple[Role, str | None], tuple[Person, ...]]:
        return {}  # filled as it is asked for: nothing here ever changes

    def _holders(self, role: Role, school: str | None) -> tuple[Person, ...]:
        ids = self._ids_of(role, school)
        if not ids and role in STANDS_IN:
            return self.holders(STANDS_IN[role], school)
        return tuple(self.people[person_id] for person_id in ids if person_id in self.people)

    def roles_of(self, person: Person, school: str | None = "") -> tuple[Role, ...]:
        """Roles in which a person is holder or deputy for a case of this school."""
        return tuple(role for role in Role if any(one.id == person.id for one in self.holders(role, school)))

    def people_with_roles(self, school: str | None = "") -> tuple[Person, ...]:
        """Everybody who is holder or deputy in some role for a case of this school, in the directory's order."""
        ids = {one.id for role in Role for one in self.holders(role, school)}
        return tuple(person for person in self.people.values() if person.id in ids)

    def school_of(self, address: str) -> str:
        """The school of a sender: by exact address, else the longest matching domain, else where they work.

        "" for central staff, outsiders, and where more than one school could be meant.
        """
        wanted = address.strip().lower()
        if found := self._school_by_senders(wanted):
            return found
        person = self.person_by_address(wanted)
        return self._school_of_person(person) if person else ""

    def is_ours(self, address: str) -> bool:
        """Whether the address is on one of the trust's own mail domains, subdomains included."""
        domain = domain_of(address)
        return any(within(domain, own) for own in self.trust.domains)

    def is_mailbox(self, address: str) -> bool:
        """Whether the address is one of our own mailboxes."""
        return address.strip().lower() in self.mailboxes.all

    def absent_on(self, person: Person, day: date) -> bool:
        """Whether the directory says that the person is away that day (London date)."""
        return any(first <= day <= last for first, last in person.absent)

    def away_on(self, day: date) -> frozenset[str]:
        """Ids of everybody whom the directory has away that day (London date)."""
        return frozenset(person.id for person in self.people.values() if self.absent_on(person, day))

    def _ids_of(self, role: Role, school: str | None) -> tuple[str, ...]:
        own = self.schools[school].roles.get(role, ()) if school and school in self.schools else ()
        return own or self.roles.get(role, ())

    @cached_property
    def _by_address(self) -> Mapping[str, Person]:
        found: dict[str, Person] = {}
        for person in self.people.values():
            for address in (person.address, *person.also):
                if not address.startswith("@"):
                    found.setdefault(address, person)
        return found

    @cached_property
    def _domains(self) -> tuple[tuple[str, Person], ...]:
        """Whole domains that stand for a person."""
        return tuple(
            (entry[1:], person)
            for person in self.people.values()
            for entry in person.also
            if entry.startswith("@")
        )

    def _by_domain(self, domain: str) -> Person | None:
        fitting = [(len(parent), person) for parent, person in self._domains if within(domain, parent)]
        return max(fitting, key=lambda pair: pair[0])[1] if fitting else None

    def _school_by_senders(self, address: str) -> str:
        domain = domain_of(address)
        best, found = 0, ""
        for school in self.schools.values():
            for sender in school.senders:
                if sender == address:
                    return school.id
                if "@" not in sender and within(domain, sender) and len(sender) > best:
                    best, found = len(sender), school.id
        return found

    def _school_of_person(self, person: Person) -> str:
        if any(person.id in ids for ids in self.roles.values()):
            return ""  # a role for the whole trust: central staff
        by_address = {self._school_by_senders(address) for address in (person.address, *person.also)}
        by_role = {
            school.id
            for school in self.schools.values()
            if any(person.id in school.roles.get(role, ()) for role in SCHOOL_ROLES)
        }
        fitting = (by_address | by_role) - {""}
        return fitting.pop() if len(fitting) == 1 else ""
