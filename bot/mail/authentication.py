"""How far a sender is proven (SPEC §5), from what the receiving Exchange wrote. A From header proves nothing.

Only the topmost results count: a hostile Authentication-Results may stand lower down. `AuthAs: Internal` counts
because Exchange's header firewall strips it from outside mail.
"""

from __future__ import annotations

import re

from bot.domain.words import Authenticated
from bot.mail.message import Message, ReadingContext

_COMMENT = re.compile(r"\([^()]{0,1000}\)|\"[^\"]{0,1000}\"")  # quoted text may be the sender's own words
_RESULT = re.compile(r"(?:^|[;\s])(dmarc|compauth)\s*=\s*([a-z]+)", re.IGNORECASE)
_FROM = re.compile(r"header\.from\s*=\s*@?([\w.-]+)", re.IGNORECASE)


def authenticate(message: Message, context: ReadingContext) -> Authenticated:
    """`internal`, `verified` or `none` for a message as it stands in the mailbox."""
    if _internal(message):
        return Authenticated.INTERNAL
    domain = message.sender.domain if message.sender else ""
    return Authenticated.VERIFIED if domain and _verified(message, domain) else Authenticated.NONE


def proven_for(message: Message, context: ReadingContext, address: str = "") -> bool:
    """Whether the sender's proof is enough to act: own domains need `internal`, or `verified` where relayed."""
    proof = authenticate(message, context)
    domain = (address or (message.sender.address if message.sender else "")).rpartition("@")[2].lower()
    if not within(domain, context.domains):
        return proof is not Authenticated.NONE
    if proof is Authenticated.INTERNAL:
        return True
    return proof is Authenticated.VERIFIED and within(domain, context.relayed)


def within(domain: str, domains: tuple[str, ...]) -> bool:
    """Whether a domain is one of these or below one."""
    return any(domain == own.lower() or domain.endswith("." + own.lower()) for own in domains if own)


def _internal(message: Message) -> bool:
    values = message.all_headers("X-MS-Exchange-Organization-AuthAs")
    return bool(values) and all(value.strip().lower() == "internal" for value in values)


def _verified(message: Message, domain: str) -> bool:
    if len(message.all_headers("From")) > 1:
        return False  # which of them was checked is anybody's guess
    results = _COMMENT.sub(" ", message.header("Authentication-Results"))
    found: dict[str, set[str]] = {}
    for match in _RESULT.finditer(results):
        found.setdefault(match[1].lower(), set()).add(match[2].lower())
    if {"pass"} not in (found.get("dmarc"), found.get("compauth")):
        return False
    return all(match[1].lower().rstrip(".") == domain for match in _FROM.finditer(results))
