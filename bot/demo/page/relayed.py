"""What went to and fro after an anonymous report: questions, answers, additions and commands, from both sides."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.demo.accounts import Account
from bot.demo.page.marking import INSTEAD, Known, compared, whole
from bot.demo.page.sections import own, prose, section, value
from bot.demo.page.shown import moment
from bot.demo.page.sides import Exchange, Fact, Receipt, Side, head, names, squeezed, tag
from bot.demo.tenant import Mail, Tenant

_COMMAND = re.compile(r"(?i)^(RELEASE|REMOVE|NO CONTACT|FORGET ME|NAME ME)\b")
_CAME = ("The answer", "What the reporter wrote")  # headings of a leader's mail above the reporter's words


@dataclass(frozen=True)
class Relayed:
    """The mailboxes of one case after its report: the reporter's, and everybody's who has mail of the case."""

    tenant: Tenant
    reporter: Account
    reference: str
    receipt: Receipt

    @property
    def tag(self) -> str:
        """The reporter's own reference."""
        return tag(self.receipt.mail)

    def exchanges(self) -> list[Exchange]:
        """All of it in order."""
        found = [*self._questions(), *self._later()]
        return sorted(found, key=lambda one: one.reporter.mail.received)

    def _questions(self) -> Iterable[Exchange]:
        asked = [mail for account in self._leaders() for mail in self.tenant.sent(account.address)]
        for mail in self.tenant.inbox(self.reporter.address):
            told = section(mail, "The question") if self.tag in mail.subject else ""
            words = squeezed(told.split("\n\n")[0])  # a sentence of ours follows
            origin = next((one for one in asked if words and words in squeezed(one.text)), None)
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

    def _later(self) -> Iterable[Exchange]:
        """What the reporter wrote later, and what came of it at a leader's desk."""
        came = [
            (account, mail, heading, prose(section(mail, heading)))
            for account in self._leaders()
            for mail in self.tenant.inbox(account.address)
            for heading in _CAME
            if mail.header("X-Nearmiss-Case") == self.reference and section(mail, heading)
        ]
        for mail in self.tenant.sent(self.reporter.address):
            if self.tag in mail.subject:
                words = set(self._wanted(own(mail)).split())
                fits = [
                    one for one in came if set(one[3].split()) & words and one[1].received >= mail.received
                ]
                yield self._exchange(mail, min(fits, key=lambda one: one[1].received, default=None))

    def _wanted(self, text: str) -> str:
        """The words that a leader should get of a mail: its own, or the held piece that it releases."""
        if not _COMMAND.match(text):
            return text
        numbers = (
            [int(found) - 1 for found in re.findall(r"\d+", text)] if text[:7].upper() == "RELEASE" else []
        )
        return " ".join(words for n, (words, _) in enumerate(self.receipt.held) if n in numbers)

    def _exchange(self, mail: Mail, came: tuple[Account, Mail, str, str] | None) -> Exchange:
        command = _COMMAND.match(own(mail))
        title = f"A command: {command[1].upper()}" if command else "An addition"
        if came is None:
            how = "for the service alone" if command else "nothing of it went to the leader so far"
            return Exchange(
                title, how, Side(self.reporter, mail, "wrote", head(mail), tuple(whole(own(mail)))), None
            )
        account, got, heading, words = came
        left, right = compared(own(mail), words, Known(names(self.reporter)))
        if command:
            left, right = whole(own(mail)), whole(words)
        wrote = Side(self.reporter, mail, "wrote", head(mail), tuple(left))
        given = Side(account, got, "was given", (Fact("From", value(got, "From"), INSTEAD),), tuple(right))
        how = "lets a piece go that was held back" if command else "cleaned and passed on"
        return Exchange("An answer" if heading == _CAME[0] else title, how, wrote, given)

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
