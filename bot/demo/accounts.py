"""Who has a mailbox: the values a stand-in tenant is built from. Knows nothing of how mail is kept or served."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Account:
    """One person or shared mailbox. `address` is the UPN and primary address; `id` the word directory.toml uses."""

    id: str
    name: str
    address: str
    also: tuple[str, ...] = ()
    phone: str = ""
    job: str = ""


@dataclass(frozen=True)
class School:
    """One school: the addresses or domains its people write from, and its role holders by account id."""

    id: str
    name: str
    senders: tuple[str, ...]
    roles: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Trust:
    """A whole invented organisation.

    `people` have mailboxes in the tenant, `outside` people elsewhere; `shared` are the desk's mailboxes by purpose
    (`incidents`, `anonymous`). `roles` maps a role to account ids, holder first.
    """

    name: str
    prefix: str
    domains: tuple[str, ...]
    people: tuple[Account, ...]
    outside: tuple[Account, ...] = ()
    shared: Mapping[str, Account] = field(default_factory=dict)
    roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    schools: tuple[School, ...] = ()

    @property
    def hosted(self) -> tuple[Account, ...]:
        """Every account whose mailbox lies in the tenant: people and shared mailboxes."""
        return (*self.people, *self.shared.values())

    def account(self, name: str) -> Account:
        """The account with this id or address; KeyError if there is none."""
        for account in (*self.hosted, *self.outside):
            if name == account.id or name.lower() in (account.address, *account.also):
                return account
        raise KeyError(name)
