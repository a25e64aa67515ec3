"""Whose desks there are, in groups, and how addresses are shown. Reads the trust's values only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.demo.accounts import Account, Trust


@dataclass(frozen=True)
class Group:
    """Desks under one heading."""

    title: str
    accounts: tuple[Account, ...]


def groups(trust: Trust) -> list[Group]:
    """Each school's people, central people, people outside, and the desk's own mailboxes."""
    left = list(trust.people)
    schools = []
    for school in trust.schools:
        own = tuple(person for person in left if _writes_from(person, school.senders))
        left = [person for person in left if person not in own]
        schools.append(Group(school.name, own))
    found = [
        *schools,
        Group("Central trust", tuple(left)),
        Group("Outside the trust", trust.outside),
        Group("Mailboxes of the service", tuple(trust.shared.values())),
    ]
    return [group for group in found if group.accounts]


def find(trust: Trust, name: str) -> Account | None:
    """The account with this id."""
    return next((account for account in (*trust.hosted, *trust.outside) if account.id == name), None)


def of(trust: Trust, address: str) -> Account | None:
    """The account with this address."""
    accounts = (*trust.hosted, *trust.outside)
    return next((one for one in accounts if address.lower() in (one.address.lower(), *one.also)), None)


def names(trust: Trust) -> dict[str, str]:
    """Display names by lower-case address."""
    found = {}
    for account in (*trust.hosted, *trust.outside):
        for address in (account.address, *account.also):
            found[address.lower()] = account.name
    return found


def _writes_from(account: Account, senders: Iterable[str]) -> bool:
    domain = account.address.rpartition("@")[2]
    return any(sender in (account.address, domain) for sender in senders)
