"""Gathers the strings by which this one reporter is known: headers, directory card, signature.

Pure: what it returns is held in memory while a mail is taken in, and afterwards only sealed.
"""

from __future__ import annotations

import dataclasses
import re

from bot.anonymity.fold import folded
from bot.anonymity.harvest import Harvest, harvest
from bot.anonymity.identity import DirectoryCard, Needles, national, once
from bot.anonymity.layout import lay_out
from bot.anonymity.names import Name, name_of_mailbox, parse_name
from bot.anonymity.ordinary import GENERIC_MAILBOXES, TITLES, is_ordinary, short_forms, word_set
from bot.anonymity.protected import protected
from bot.anonymity.romanised import romanised
from bot.mail.message import Address, Message

__all__ = ["DirectoryCard", "Needles", "needles_of"]

_IP = re.compile(
    r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])|(?<![\w:])(?:[0-9a-fA-F]{1,4}:){3,7}[0-9a-fA-F:]{1,19}"
)
_HOST = re.compile(r"(?:from|helo=|EHLO)\s+\[?([A-Za-z0-9][A-Za-z0-9.\-]{3,80})", re.IGNORECASE)
_PROVIDERS = (
    "outlook.com",
    "office365.com",
    "google.com",
    "googlemail.com",
    "gmail.com",
    "protection.outlook.com",
)
_MAIL = re.compile(r"[A-Za-z0-9._%+'\-]{1,64}@[A-Za-z0-9][A-Za-z0-9.\-]{1,200}[A-Za-z]")
# Headers whose addresses are the writer's own.
_OWN_HEADERS = word_set(
    """
    from sender return-path reply-to disposition-notification-to return-receipt-to x-originating-user x-sender
    x-ms-exchange-crosstenant-userprincipalname x-authenticated-user x-authenticated-sender x-envelope-from
    """
)
_HOST_HEADERS = frozenset(
    [
        "received",
        "x-originating-ip",
        "x-sender-ip",
        "x-forwarded-for",
        "x-ms-exchange-crosstenant-originalclientip",
    ]
)


def _own_addresses(message: Message) -> list[Address]:
    own = [a for a in (message.sender, message.actual_sender, *message.reply_to) if a is not None]
    for key, value in (*message.headers, *message.extended.items()):
        if key.lower() in _OWN_HEADERS or "sender" in key.lower() or "authenticated" in value[:400].lower():
            own += [Address(found.lower()) for found in _MAIL.findall(value)]
    locals_ = {a.address.partition("@")[0] for a in own} - GENERIC_MAILBOXES - {""}
    names = {a.name.lower() for a in own if a.name}
    own += [
        a
        for a in (*message.to, *message.cc)
        if a.address.partition("@")[0] in locals_ or a.name.lower() in names
    ]
    return [a for a in own if not a.address.startswith("postmaster@")]


def _hosts(message: Message) -> list[str]:
    found: list[str] = []
    for key, value in message.headers:
        if key.lower() in _HOST_HEADERS:
            found += [ip for ip in _IP.findall(value) if not ip.startswith(("127.", "0."))]
            found += [host.rstrip(".") for host in _HOST.findall(value)]
    found.append(message.message_id.strip("<>").rpartition("@")[2])
    return [h for h in found if len(h) > 3 and not h.lower().endswith(_PROVIDERS) and not h.isdigit()]


def _is_personal_host(host: str, domains: set[str]) -> bool:
    """A machine's own name or address; the trust's or a provider's servers tell nothing."""
    lower = host.lower()
    if _IP.fullmatch(host):
        return True
    return lower not in domains and (
        ("." not in lower and "-" in lower) or lower.endswith((".local", ".lan", ".home", ".internal"))
    )


def _merge(needles: Needles, name: Name) -> Needles:
    merged = needles.with_(
        firsts=name.firsts,
        middles=name.middles,
        lasts=name.lasts,
        shorts=name.nicknames,
        initials=[first[0].upper() for first in name.firsts] + [name.initial],
    )
    return dataclasses.replace(merged, male=name.male) if name.male is not None else merged


def _of_card(card: DirectoryCard) -> Needles:
    needles = Needles()
    for shown in (card.display_name, f"{card.given_name} {card.surname}" if card.surname else ""):
        needles = _merge(needles, parse_name(shown))
    return needles.with_(
        firsts=[folded(card.given_name).split(" ")[0]] if card.given_name else [],
        lasts=[folded(card.surname)],
        shorts=[folded(card.nickname)],
        addresses=[address.lower() for address in (*card.addresses, card.upn) if "@" in address],
        logins=[login.lower() for login in (*card.logins, card.upn.partition("@")[0])],
        phones=[national(phone) for phone in card.phones if len(national(phone)) >= 7],
        extensions=[re.sub(r"\D", "", phone) for phone in card.phones if 2 < len(national(phone)) < 7],
        jobs=[folded(card.job_title)],
        rooms=[folded(card.office)],
        departments=[folded(card.department)],
        codes=[card.employee_id] if len(card.employee_id) >= 3 else [],
    )


def _grown(needles: Needles) -> Needles:
    """With what follows from the rest: short forms, mailbox names as logins."""
    shorts = [short.capitalize() for first in needles.firsts for short in sorted(short_forms(first))]
    locals_ = [a.partition("@")[0].partition("+")[0] for a in needles.addresses]
    plain = [
        login
        for login in (*needles.logins, *locals_)
        if login not in GENERIC_MAILBOXES and not is_ordinary(login)
    ]
    return dataclasses.replace(needles.with_(shorts=shorts), logins=once(plain))


def needles_of(message: Message, card: DirectoryCard | None = None) -> Needles:
    """All identity strings of a mail's writer, from its headers, the directory's card and its signature.

    `card` is the sender's own directory entry, None where there is none. Never raises.
    """
    needles = _of_card(card) if card else Needles()
    own = _own_addresses(message)
    for address in own:
        name = parse_name(address.name)
        if not (name.lasts or name.firsts) or not folded(address.name).isascii():
            needles = _merge(needles, name_of_mailbox(address.address))
        needles = _merge(needles, name)
        for latin in romanised(address.name):
            needles = _merge(needles, parse_name(latin))
    if not needles.lasts:
        for known in needles.addresses:
            needles = _merge(needles, name_of_mailbox(known))
    domains = {a.domain for a in (*own, *message.to, *message.cc)}
    needles = needles.with_(
        addresses=[a.address for a in own if "@" in a.address],
        hosts=[host for host in _hosts(message) if _is_personal_host(host, domains)],
        codes=[message.message_id.strip("<>")] if len(message.message_id) > 8 else [],
    )
    needles = _grown(needles)
    for other in protected(lay_out(message)):
        needles = _merge(needles.with_(addresses=[other.address]), parse_name(other.name))
    return _grown(_with_harvest(needles, harvest(message, needles)))


def _with_harvest(needles: Needles, found: Harvest) -> Needles:
    own = [a.lower() for a in found.addresses if a.partition("@")[0].lower() not in GENERIC_MAILBOXES]
    grown = needles.with_(
        shorts=found.nicknames,
        addresses=own,
        phones=[national(phone) for phone in found.phones if len(national(phone)) >= 7],
        extensions=found.extensions,
        jobs=found.jobs,
        rooms=found.rooms,
        codes=found.handles,
    )
    for name in (found.full_name, *found.other_names):
        grown = _with_name(grown, name) if name else grown
    return grown


def _with_name(needles: Needles, shown: str) -> Needles:
    """Another name of the same person; a lone word is a nickname, letters alone ("CJ") count as they are written."""
    words = [word for word in shown.split() if word.rstrip(".").lower() not in TITLES]
    if len(words) == 1 and words != shown.split():  # "Miss Brennan"
        return needles.with_(lasts=words)
    if len(words) == 1:
        return needles.with_(codes=words) if words[0].isupper() else needles.with_(shorts=words)
    return _merge(needles, parse_name(shown))
