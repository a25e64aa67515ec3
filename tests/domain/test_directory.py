"""Who is who: addresses, roles with who stands in, schools of senders, absences."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.words import Role

from .trust import directory

TRUST = directory()


@pytest.mark.parametrize(
    ("address", "person_id"),
    [
        ("asha@larch.example", "asha"),
        (" HEAD@Hill.Larch.example ", "asha"),
        ("anybody@firm.example", "dana"),
        ("anybody@mail.firm.example", "dana"),
        ("anybody@notfirm.example", None),
        ("stranger@larch.example", None),
        ("", None),
        ("no address", None),
    ],
)
def test_who_writes_from_an_address(address: str, person_id: str | None) -> None:
    found = TRUST.person_by_address(address)
    assert (found.id if found else None) == person_id


@pytest.mark.parametrize(
    ("role", "school", "ids"),
    [
        (Role.HEADTEACHER, "hill", ["asha", "ben"]),
        (Role.HEADTEACHER, "", []),
        (Role.HEADTEACHER, "nowhere", []),
        (Role.SAFEGUARDING_LEAD, "hill", ["asha", "ben"]),  # none named: the headteacher
        (Role.SAFEGUARDING_LEAD, "mill", ["cat"]),
        (Role.INFORMATION_CHAMPION, "mill", ["kay"]),
        (Role.CEO, "hill", ["ivor", "mel"]),
        (Role.CEO, None, ["ivor", "mel"]),
    ],
)
def test_holders(role: Role, school: str | None, ids: list[str]) -> None:
    assert [person.id for person in TRUST.holders(role, school)] == ids


def test_a_school_may_have_its_own_holder_of_a_trust_role() -> None:
    own = directory(hill={Role.DPO: ("noor",)})
    assert [person.id for person in own.holders(Role.DPO, "hill")] == ["noor"]
    assert [person.id for person in own.holders(Role.DPO, "mill")] == ["dana"]


def test_roles_of_a_person() -> None:
    ben = TRUST.people["ben"]
    assert TRUST.roles_of(ben, "hill") == (
        Role.HEADTEACHER,
        Role.INVESTIGATING_OFFICER,
        Role.SAFEGUARDING_LEAD,
    )
    assert TRUST.roles_of(ben, "mill") == ()


@pytest.mark.parametrize(
    ("address", "school"),
    [
        ("teacher@hill.larch.example", "hill"),
        ("teacher@junior.hill.larch.example", "hill"),
        ("teacher@sixth.hill.larch.example", "mill"),  # the longer domain is the closer one
        ("Desk@larch.example", "hill"),
        ("asha@larch.example", "hill"),  # a further address of hers is on the school's domain
        ("femi@larch.example", "mill"),  # holds a role there and nowhere else
        ("cat@larch.example", ""),  # works in both
        ("raj@larch.example", ""),  # central staff
        ("nobody@larch.example", ""),
        ("parent@post.example", ""),
    ],
)
def test_school_of_a_sender(address: str, school: str) -> None:
    assert TRUST.school_of(address) == school


def test_our_own_domains() -> None:
    assert TRUST.is_ours("x@larch.example")
    assert TRUST.is_ours("x@a.b.LARCH.example")
    assert not TRUST.is_ours("x@notlarch.example")
    assert not TRUST.is_ours("larch.example")
    assert TRUST.is_mailbox("Incidents@larch.example")


def test_absence_by_the_directory() -> None:
    asha = TRUST.people["asha"]
    assert not TRUST.absent_on(asha, date(2026, 12, 20))
    assert TRUST.absent_on(asha, date(2026, 12, 21))
    assert TRUST.absent_on(asha, date(2027, 1, 4))
    assert TRUST.away_on(date(2026, 12, 25)) == {"asha"}


def test_ids_of_addresses() -> None:
    assert TRUST.ids(["asha@larch.example", "x@firm.example", "stranger@post.example"]) == {"asha", "dana"}
