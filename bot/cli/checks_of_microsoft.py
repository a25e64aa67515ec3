"""What `nearmiss check` asks of Microsoft: token, permissions, our mailboxes, how far the application reaches.

Leaves nothing behind in any mailbox, and reads no mail.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.cli.checks import FIX, NOTE, OK, Line
from bot.errors import Forbidden, NearmissError, NotFound
from bot.trusts import Trust

if TYPE_CHECKING:
    from bot.app import Connected
    from bot.graph.mailbox import Probe

_NEEDED = ("Mail.ReadWrite", "Mail.Send")


def of_microsoft(trust: Trust) -> Iterator[Line]:
    """Every line of one trust; what cannot be tried after a failure is left out."""
    from bot.app import build, export_ca_bundle

    export_ca_bundle(trust.settings)
    try:
        parts = build(trust).connected()
        permissions = parts.client.tokens.permissions()
    except NearmissError as failure:
        yield Line(FIX, "token", str(failure), trust.id)
        return
    try:
        yield Line(OK, "token", "the login gives one", trust.id)
        yield _permissions(permissions, trust)
        yield from _mailboxes(parts, permissions, trust)
    finally:
        parts.client.close()


def _permissions(permissions: frozenset[str], trust: Trust) -> Line:
    if not permissions:
        say = "none in the token; where Exchange's RBAC for Applications gives them, the tries below count"
        return Line(NOTE, "permissions", say, trust.id)
    missing = [name for name in _NEEDED if name not in permissions]
    if missing:
        say = f"the token lacks {' and '.join(missing)}: have it consented to, or given by RBAC for Applications"
        return Line(NOTE, "permissions", say, trust.id)
    more = sorted(name for name in permissions if name not in _NEEDED)
    say = f"the application needs only {' and '.join(_NEEDED)}, but also has {', '.join(more)}"
    return (
        Line(NOTE, "permissions", say, trust.id)
        if more
        else Line(OK, "permissions", ", ".join(_NEEDED), trust.id)
    )


def _mailboxes(parts: Connected, permissions: frozenset[str], trust: Trust) -> Iterator[Line]:
    known = trust.configuration.directory.mailboxes
    read = list(parts.intake.addresses.values())
    for address in read:
        try:
            probe = parts.mailboxes.probe(address)
        except NearmissError as failure:
            yield Line(FIX, f"mailbox {address}", str(failure), trust.id)
            continue
        yield from _probed(address, probe, permissions, trust)
    if known.anonymous:
        yield from _promises(trust)
    yield from _reach(parts, trust)


def _promises(trust: Trust) -> Iterator[Line]:
    """What the notice to anonymous reporters says of this tenant; Graph tells nothing of retention, holds, journals."""
    from bot.anonymity.notice import TenantFacts, limits

    yield Line(
        NOTE,
        "anonymous notice",
        "Graph cannot tell how long Exchange keeps deleted mail; so it says:",
        trust.id,
    )
    for sentence in limits(TenantFacts()):
        yield Line(NOTE, "anonymous notice", sentence, trust.id)


def _probed(address: str, probe: Probe, permissions: frozenset[str], trust: Trust) -> Iterator[Line]:
    what = f"mailbox {address}"
    if not probe.may_write:
        say = "it can be read, but no draft can be made: give the application Mail.ReadWrite on this mailbox"
        yield Line(FIX, what, say, trust.id)
    elif "Mail.Send" not in permissions and any(name.startswith("Mail.") for name in permissions):
        yield Line(
            FIX, what, "it can be written, but the token has no Mail.Send: have it consented to", trust.id
        )
    else:
        yield Line(OK, what, f"can be read and written; {probe.total} mails in the inbox", trust.id)
    if not probe.mail_tips:
        say = "not available: absences are known from the directory and from replies only"
        yield Line(NOTE, "mail tips", say, trust.id)


def _reach(parts: Connected, trust: Trust) -> Iterator[Line]:
    """May the application look into a person's own mailbox? It should not (graph.md, scoping)."""
    from bot.graph.endpoints import user_path

    directory = trust.configuration.directory
    ours = set(directory.mailboxes.all)
    other = next(
        (
            p.address
            for p in directory.people.values()
            if directory.is_ours(p.address) and p.address not in ours
        ),
        "",
    )
    if not other:
        return
    try:
        parts.client.get(other, user_path(other, "mailFolders", "inbox"), ("$select", "id"), purpose="a try")
    except Forbidden:
        yield Line(OK, "mailbox scope", "the application is kept out of people's own mailboxes", trust.id)
    except NotFound:
        yield Line(
            NOTE, "mailbox scope", "could not be tried: a person of the directory has no mailbox", trust.id
        )
    except NearmissError as failure:
        yield Line(NOTE, "mailbox scope", f"could not be tried: {failure}", trust.id)
    else:
        say = "the application can read everybody's mail: have the administrator scope it to our mailboxes"
        yield Line(NOTE, "mailbox scope", say, trust.id)
