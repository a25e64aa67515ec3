"""An anonymous case from both sides: what the reporter writes and gets beside what the leader gets and writes.

The service cannot show this, for it does not know the reporter. The page can, because it shows everybody's mailbox.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.demo.accounts import Account
from bot.demo.page import properties
from bot.demo.page.marking import INSTEAD, Known, Piece, compared, whole
from bot.demo.page.sections import items, own, prose, section, value
from bot.demo.page.shown import moment
from bot.demo.page.story import Case
from bot.demo.tenant import Mail, Tenant

_REPORTED, _GOT = "What was reported", "What leaders got"
_TAG = re.compile(r"^\[[A-Z0-9]+\]")
_HELD = re.compile(r"Text: (.*?)\n+Why: (.*?)(?:\n|$)", re.S)


@dataclass(frozen=True)
class Fact:
    """A line of a mail's head; `mark` says what the other side does not see of it, or how it was changed."""

    label: str
    text: str
    mark: str = ""


@dataclass(frozen=True)
class Side:
    """One side of an exchange: whose desk, which mail, its head, its text in pieces, its files."""

    account: Account
    mail: Mail
    did: str
    facts: tuple[Fact, ...]
    pieces: tuple[Piece, ...]
    files: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class Exchange:
    """A mail that went across, as both sides have it; `leader` is None where nothing was passed on (yet)."""

    title: str
    how: str
    reporter: Side
    leader: Side | None


@dataclass(frozen=True)
class Receipt:
    """What the reporter was told about the report: taken out, held back, and what can be answered."""

    mail: Mail
    taken_out: tuple[str, ...]
    held: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Beside:
    """Both sides of an anonymous case."""

    reporter: Account
    leader: Account
    receipt: Receipt
    exchanges: tuple[Exchange, ...]


def beside(tenant: Tenant, case: Case) -> Beside | None:
    """Both sides of a case; None where its reporter is known, or was not answered yet."""
    told = _told(tenant, str(case.get("reference"))) if case.get("anonymous") else None
    if told is None:
        return None
    leader, request = told
    found = _receipt(tenant, section(request, _REPORTED), request)
    if found is None:
        return None
    reporter, receipt = found
    mailboxes = _Mailboxes(tenant, reporter, leader, str(case.get("reference")), receipt)
    report = mailboxes.report()
    if report is None:
        return None
    first = _report(reporter, report, leader, request, receipt, case)
    later = sorted(
        [*mailboxes.questions(), *mailboxes.answers(report)], key=lambda one: one.reporter.mail.received
    )
    return Beside(reporter, leader, receipt, (first, *later))


def _told(tenant: Tenant, reference: str) -> tuple[Account, Mail] | None:
    """Who was told of the case first, and the mail that did."""
    found = [
        (account, mail)
        for account in (*tenant.trust.people, *tenant.trust.outside)
        for mail in tenant.inbox(account.address)
        if mail.header("X-Nearmiss-Case") == reference and section(mail, _REPORTED)
    ]
    return min(found, key=lambda pair: pair[1].received, default=None)


def _receipt(tenant: Tenant, reported: str, request: Mail) -> tuple[Account, Receipt] | None:
    """Whose receipt holds the same words as the leader's mail; of several the nearest in time."""
    found = [
        (account, mail)
        for account in (*tenant.trust.people, *tenant.trust.outside)
        for mail in tenant.inbox(account.address)
        if _squeezed(reported) in _squeezed(section(mail, _GOT))
    ]
    if not found or not reported:
        return None
    account, mail = min(found, key=lambda pair: abs(pair[1].received - request.received))
    held = tuple(
        (words.strip(), why.strip()) for words, why in _HELD.findall(section(mail, "What we held back"))
    )
    return account, Receipt(mail, tuple(items(section(mail, "What we took out"))), held)


def _report(
    reporter: Account, report: Mail, leader: Account, request: Mail, receipt: Receipt, case: Case
) -> Exchange:
    reported = section(request, _REPORTED)
    left, right = compared(own(report), reported, Known(_names(reporter), receipt.held))
    written = Side(
        reporter, report, "wrote", _head(report, subject=True), tuple(left),
        tuple(Fact(part.name, ", ".join(properties.of(part)), "name and properties") for part in report.attachments),
    )  # fmt: skip
    given = Side(
        leader, request, "was given",
        (
            Fact("From", value(request, "Reported by"), INSTEAD),
            Fact("Sent", value(request, "Reported"), INSTEAD),
            Fact("Subject", request.subject, INSTEAD),
        ),
        tuple(right), tuple(_kept(name, receipt) for name in case.get("evidence") or []),
    )  # fmt: skip
    return Exchange("The report", "cleaned, and the rest passed on at once", written, given)


def _kept(name: str, receipt: Receipt) -> Fact:
    gone = [line.partition(": ")[2] for line in receipt.taken_out if line.startswith(f"{name}: ")]
    return Fact(name, f"kept as evidence, without {', '.join(gone)}" if gone else "kept as evidence", INSTEAD)


def _head(mail: Mail, subject: bool = False) -> tuple[Fact, ...]:
    """Who wrote when: what leaders never get."""
    who = f"{mail.from_.name} <{mail.from_.address}>"
    facts = (Fact("From", who, "name and address"), Fact("Sent", moment(mail.received), "the hour"))
    return (*facts, Fact("Subject", mail.subject, "subject")) if subject else facts


@dataclass(frozen=True)
class _Mailboxes:
    """The two mailboxes of one case."""

    tenant: Tenant
    reporter: Account
    leader: Account
    reference: str
    receipt: Receipt

    @property
    def tag(self) -> str:
        """The reporter's own reference, which no leader sees."""
        found = _TAG.search(self.receipt.mail.subject)
        return found[0] if found else self.receipt.mail.subject

    def report(self) -> Mail | None:
        """The mail that the receipt answers: the reporter's newest before it."""
        before = [
            mail
            for mail in self.tenant.sent(self.reporter.address)
            if mail.received <= self.receipt.mail.received and self.tag not in mail.subject
        ]
        words = _squeezed(section(self.receipt.mail, _GOT))
        return max(before, key=lambda mail: (_likeness(mail, words), mail.received), default=None)

    def questions(self) -> Iterable[Exchange]:
        """Questions as they were asked and as they came."""
        asked = [mail for account in self._leaders() for mail in self.tenant.sent(account.address)]
        for mail in self.tenant.inbox(self.reporter.address):
            told = section(mail, "The question") if self.tag in mail.subject else ""
            words = _squeezed(told.split("\n\n")[0])  # a sentence of ours follows
            origin = next((one for one in asked if words and words in _squeezed(one.text)), None)
            if origin is not None:
                yield self._question(mail, words, origin)

    def _question(self, mail: Mail, question: str, origin: Mail) -> Exchange:
        asker = self.tenant.trust.account(origin.from_.address)
        got = Side(
            self.reporter, mail, "was given",
            (Fact("From", mail.from_.name, INSTEAD), Fact("Sent", moment(mail.received), INSTEAD)),
            tuple(whole(question)),
        )  # fmt: skip
        wrote = Side(
            asker, origin, "wrote",
            (Fact("From", asker.name, "the name"), Fact("Sent", moment(origin.received), "the hour")),
            tuple(whole(own(origin))),
        )  # fmt: skip
        return Exchange("A question", "passed on after a while, so that times tell nothing", got, wrote)

    def answers(self, report: Mail) -> Iterable[Exchange]:
        """What the reporter wrote later, and what came of it at the leader's desk."""
        came = [
            (account, mail, prose(section(mail, "The answer")))
            for account in self._leaders()
            for mail in self.tenant.inbox(account.address)
            if mail.header("X-Nearmiss-Case") == self.reference and section(mail, "The answer")
        ]
        for mail in self.tenant.sent(self.reporter.address):
            if mail.id != report.id and self.tag in mail.subject:
                words = set(own(mail).split())
                fits = [
                    one for one in came if set(one[2].split()) & words and one[1].received >= mail.received
                ]
                yield self._answer(mail, min(fits, key=lambda one: one[1].received, default=None))

    def _answer(self, mail: Mail, came: tuple[Account, Mail, str] | None) -> Exchange:
        if came is None:
            wrote = Side(self.reporter, mail, "wrote", _head(mail), tuple(whole(own(mail))))
            return Exchange("An answer", "nothing of it went to the leader", wrote, None)
        account, got, words = came
        left, right = compared(own(mail), words, Known(_names(self.reporter)))
        wrote = Side(self.reporter, mail, "wrote", _head(mail), tuple(left))
        facts = (Fact("From", value(got, "From"), INSTEAD),)
        return Exchange(
            "An answer", "cleaned and passed on", wrote, Side(account, got, "was given", facts, tuple(right))
        )

    def _leaders(self) -> list[Account]:
        """Everybody whose inbox holds mail of the case, but for the reporter."""
        return [
            account
            for account in (*self.tenant.trust.people, *self.tenant.trust.outside)
            if account.id != self.reporter.id
            and any(
                mail.header("X-Nearmiss-Case") == self.reference
                for mail in self.tenant.inbox(account.address)
            )
        ]


def _names(account: Account) -> tuple[str, ...]:
    return tuple(account.name.split())


def _likeness(mail: Mail, words: str) -> int:
    return len(set(_squeezed(own(mail)).split()) & set(words.split()))


def _squeezed(text: str) -> str:
    return " ".join(text.split())
