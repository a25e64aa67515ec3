"""Both sides of an anonymous case as values: what the page shows, and the small parts that they are made of."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.demo.accounts import Account
from bot.demo.page.marking import Piece
from bot.demo.page.shown import moment
from bot.demo.tenant import Mail

_TAG = re.compile(r"\[[A-Z0-9]{8}\]")


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


def head(mail: Mail, subject: bool = False) -> tuple[Fact, ...]:
    """Who wrote when: what leaders never get."""
    who = f"{mail.from_.name} <{mail.from_.address}>"
    facts = (Fact("From", who, "name and address"), Fact("Sent", moment(mail.received), "the hour"))
    return (*facts, Fact("Subject", mail.subject, "subject")) if subject else facts


def tag(mail: Mail) -> str:
    """The reference that stands in mail to a reporter without a name; no leader sees it."""
    found = _TAG.search(mail.subject)
    return found[0] if found else mail.subject


def names(account: Account) -> tuple[str, ...]:
    """The words of a person's name."""
    return tuple(account.name.split())


def squeezed(text: str) -> str:
    """A text with its white space made even, to be compared."""
    return " ".join(text.split())
