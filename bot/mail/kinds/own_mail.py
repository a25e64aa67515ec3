"""Our own mail coming back: by our headers, or because the sender is one of our mailboxes. Never answered."""

from __future__ import annotations

from bot.mail.kinds.signs import Signs, Verdict
from bot.mail.message import Kind


def loop(signs: Signs) -> Verdict | None:
    """A mail that we wrote ourselves, come back by a rule or a redirect."""
    if signs.has("x-nearmiss-kind"):
        return Verdict(Kind.LOOP, "it carries the headers of our own mail")
    if signs.sender and signs.sender in signs.context.own_addresses:
        return Verdict(Kind.LOOP, "its sender is one of our own mailboxes")
    return None
