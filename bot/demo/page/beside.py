"""An anonymous case from both sides: what the reporter writes and gets beside what the leader gets and writes.

The service cannot show this, for it does not know the reporter. The page can, because it shows everybody's mailbox.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.demo.accounts import Account
from bot.demo.page import properties
from bot.demo.page.marking import INSTEAD, Known, compared
from bot.demo.page.relayed import Relayed
from bot.demo.page.sections import items, own, section, value
from bot.demo.page.sides import Beside, Exchange, Fact, Receipt, Side, head, names, squeezed, tag
from bot.demo.page.story import Case
from bot.demo.tenant import Mail, Tenant

_REPORTED, _GOT = "What was reported", "What leaders got"
_HELD = re.compile(r"Text: (.*?)\n+Why: (.*?)(?:\n|$)", re.S)
Found = tuple[Account, Mail]


def beside(tenant: Tenant, case: Case) -> Beside | None:
    """Both sides of a case; None where its reporter gave a name, or was not answered yet."""
    reference = str(case.get("reference"))
    told = _told(tenant)
    if not case.get("anonymous") or reference not in told:
        return None
    leader, request = told[reference]
    alike = [one for one in sorted(told) if _reported(told[one][1]) == _reported(request)]
    receipts = _receipts(tenant, _reported(request))[alike.index(reference) :]
    if not receipts:
        return None
    reporter, mail = receipts[0]
    receipt = _receipt(mail)
    report = _answered(tenant, reporter, mail)
    if report is None:
        return None
    first = _first((reporter, report), (leader, request), receipt, case)
    later = Relayed(tenant, reporter, reference, receipt).exchanges()
    return Beside(reporter, leader, receipt, (first, *later))


def is_about(tenant: Tenant, case: Case, mail: Mail) -> bool:
    """Whether a mail to a reporter belongs to this case: it has the receipt's own tag."""
    both = beside(tenant, case)
    return both is not None and tag(both.receipt.mail) == tag(mail)


def _told(tenant: Tenant) -> dict[str, Found]:
    """By case, the leader who was told first, and the mail that did."""
    found = [
        (account, mail)
        for account, mail in _mails(tenant)
        if mail.header("X-Nearmiss-Kind") == "triage_request" and section(mail, _REPORTED)
    ]
    newest_first = sorted(found, key=lambda one: one[1].received, reverse=True)
    return {mail.header("X-Nearmiss-Case"): (account, mail) for account, mail in newest_first}


def _receipts(tenant: Tenant, words: str) -> list[Found]:
    """The receipts that show these words as what leaders got, in order. Two reports may say the same."""
    found = [one for one in _mails(tenant) if words in squeezed(section(one[1], _GOT))]
    return sorted(found, key=lambda one: one[1].received)


def _mails(tenant: Tenant) -> Iterable[Found]:
    for account in (*tenant.trust.people, *tenant.trust.outside):
        for mail in tenant.inbox(account.address):
            yield account, mail


def _reported(request: Mail) -> str:
    return squeezed(section(request, _REPORTED))


def _receipt(mail: Mail) -> Receipt:
    held = _HELD.findall(section(mail, "What we held back"))
    pairs = tuple((words.strip(), why.strip()) for words, why in held)
    return Receipt(mail, tuple(items(section(mail, "What we took out"))), pairs)


def _answered(tenant: Tenant, reporter: Account, receipt: Mail) -> Mail | None:
    """The mail that a receipt answers: of those sent before it the one with most of its words, then the newest."""
    words = set(section(receipt, _GOT).split())
    before = [mail for mail in tenant.sent(reporter.address) if mail.received <= receipt.received]
    return max(before, key=lambda mail: (len(words & set(own(mail).split())), mail.received), default=None)


def _first(written: Found, given: Found, receipt: Receipt, case: Case) -> Exchange:
    (reporter, report), (leader, request) = written, given
    left, right = compared(own(report), section(request, _REPORTED), Known(names(reporter), receipt.held))
    files = [
        Fact(part.name, ", ".join(properties.of(part)), "name and properties") for part in report.attachments
    ]
    facts = (
        Fact("From", value(request, "Reported by"), INSTEAD),
        Fact("Sent", value(request, "Reported"), INSTEAD),
        Fact("Subject", request.subject, INSTEAD),
    )
    kept = [_kept(name, receipt) for name in case.get("evidence") or []]
    return Exchange(
        "The report",
        "cleaned, and the rest passed on at once",
        Side(reporter, report, "wrote", head(report, subject=True), tuple(left), tuple(files)),
        Side(leader, request, "was given", facts, tuple(right), tuple(kept)),
    )


def _kept(name: str, receipt: Receipt) -> Fact:
    gone = [line.partition(": ")[2] for line in receipt.taken_out if line.startswith(f"{name}: ")]
    return Fact(name, f"kept as evidence, without {', '.join(gone)}" if gone else "kept as evidence", INSTEAD)
