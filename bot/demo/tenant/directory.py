"""Finds mailboxes by address, alias, plus address, UPN or id. Reads a Trust; keeps no mail."""

from __future__ import annotations

from bot.demo.accounts import Account, Trust
from bot.demo.tenant.content import Party
from bot.demo.tenant.mailbox import Mailbox


class Directory:
    """All mailboxes of a tenant and of the outside world."""

    def __init__(self, trust: Trust) -> None:
        self.domains = tuple(domain.lower() for domain in trust.domains)
        self._by_address: dict[str, Mailbox] = {}
        self._by_guid: dict[str, Mailbox] = {}
        for account in trust.hosted:
            self.add(account, hosted=True)
        for account in trust.outside:
            self.add(account, hosted=False)

    @property
    def default_domain(self) -> str:
        """The domain that Exchange's own mail comes from."""
        return self.domains[0] if self.domains else "tenant.example"

    @property
    def mailboxes(self) -> tuple[Mailbox, ...]:
        """Every mailbox, hosted ones first as they were added."""
        return tuple(self._by_guid.values())

    def add(self, account: Account, hosted: bool) -> Mailbox:
        """Make a mailbox for an account; ValueError where one of its addresses is taken."""
        mailbox = Mailbox(account.address, account.name, tuple(a.lower() for a in account.also), hosted)
        for address in (account.address.lower(), *mailbox.aliases):
            if address in self._by_address:
                raise ValueError("two accounts share an address")
            self._by_address[address] = mailbox
        self._by_guid[mailbox.guid] = mailbox
        return mailbox

    def find(self, address: str) -> Mailbox | None:
        """The mailbox that mail to this address reaches: primary, alias, or with a +tag (on by default)."""
        key = address.strip().lower()
        local, at, domain = key.rpartition("@")
        return self._by_address.get(key) or self._by_address.get(f"{local.partition('+')[0]}{at}{domain}")

    def user(self, name: str) -> Mailbox | None:
        """The mailbox Graph means by `/users/{name}`: id or UPN of a hosted one, never an alias."""
        found = self._by_guid.get(name) or self._by_address.get(name.lower())
        if found is None or not found.hosted:
            return None
        return found if name in (found.guid,) or name.lower() == found.address.lower() else None

    def is_ours(self, address: str) -> bool:
        """Whether the address lies on one of the tenant's domains or a subdomain of one."""
        domain = address.strip().lower().rpartition("@")[2]
        return any(domain == own or domain.endswith(f".{own}") for own in self.domains)

    def shown(self, party: Party) -> Party:
        """The party with its primary address and display name, as Exchange resolves its own people."""
        found = self.find(party.address)
        return Party(found.address, found.name) if found and found.hosted else party
