"""An invented trust for tests of directory, routing and policy."""

from __future__ import annotations

from datetime import date

from bot.domain.directory import Directory, Mailboxes, Person, School, Trust
from bot.domain.words import Role


def person(
    person_id: str, *also: str, address: str = "", absent: tuple[tuple[date, date], ...] = ()
) -> Person:
    return Person(
        person_id, person_id.title(), address or f"{person_id}@larch.example", also, "01632 960000", absent
    )


PEOPLE = (
    person("asha", "head@hill.larch.example", absent=((date(2026, 12, 21), date(2027, 1, 4)),)),
    person("ben"),
    person("cat"),
    person("femi"),
    person("ivor"),
    person("mel"),
    person("noor"),
    person("dana", "@firm.example", address="dana@law.example"),
    person("kay"),
    person("raj"),
    person("petra"),
)


def directory(
    roles: dict[Role, tuple[str, ...]] | None = None,
    hill: dict[Role, tuple[str, ...]] | None = None,
    people: tuple[Person, ...] = PEOPLE,
) -> Directory:
    """Two schools; every role of the trust held, or what `roles` and `hill` put in their place."""
    trust_roles = {
        Role.CEO: ("ivor", "mel"),
        Role.SIRO: ("mel", "noor"),
        Role.DPO: ("dana",),
        Role.CASE_MANAGER: ("kay",),
        Role.IT_LEAD: ("raj",),
        Role.CHAIR: ("petra",),
        Role.OPERATOR: ("raj",),
    } | (roles or {})
    hill_roles = {
        Role.HEADTEACHER: ("asha", "ben"),
        Role.INVESTIGATING_OFFICER: ("ben", "cat"),
    } | (hill or {})
    mill_roles = {
        Role.HEADTEACHER: ("femi",),
        Role.INVESTIGATING_OFFICER: ("cat",),
        Role.SAFEGUARDING_LEAD: ("cat",),
    }
    return Directory(
        Trust("Larch Trust", "LCT", ("larch.example",)),
        Mailboxes("incidents@larch.example", "speakup@larch.example"),
        {one.id: one for one in people},
        trust_roles,
        {
            "hill": School("hill", "Hill School", ("hill.larch.example", "desk@larch.example"), hill_roles),
            "mill": School(
                "mill", "Mill School", ("mill.larch.example", "sixth.hill.larch.example"), mill_roles
            ),
        },
    )
