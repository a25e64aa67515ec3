"""What came of a move of the clock or of a mail: who got which new mail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.demo.accounts import Account
from bot.demo.tenant import Mail, Tenant
from bot.demo.tenant.letters import mail_of

Seen = Mapping[str, frozenset[int]]


@dataclass(frozen=True)
class New:
    """A mail that has come since."""

    account: Account
    mail: Mail


def seen(tenant: Tenant) -> Seen:
    """What lies in everybody's inbox now."""
    with tenant.lock:
        tenant.post.settle()
        return {account.id: _numbers(tenant, account) for account in _people(tenant)}


def since(tenant: Tenant, before: Seen) -> list[New]:
    """What has come to people's inboxes since, oldest first; overviews and the like before mail of cases."""
    with tenant.lock:
        found = [
            New(account, mail_of(mailbox, mailbox.messages[number]))
            for account in _people(tenant)
            for mailbox in [tenant.mailbox(account.address)]
            for number in sorted(_numbers(tenant, account) - before.get(account.id, frozenset()))
        ]
    return sorted(found, key=lambda one: (bool(one.mail.header("X-Nearmiss-Case")), one.mail.received))


def _people(tenant: Tenant) -> tuple[Account, ...]:
    return (*tenant.trust.people, *tenant.trust.outside)


def _numbers(tenant: Tenant, account: Account) -> frozenset[int]:
    inbox = tenant.mailbox(account.address).well_known["inbox"]
    return frozenset(number for _, number in inbox.order)
