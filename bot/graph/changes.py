"""What is new in a folder: Graph's delta rounds. A link is a hint; what was handled is the store's to know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.errors import Expired, Permanent
from bot.graph.call import Call
from bot.graph.client import GraphClient
from bot.graph.endpoints import user_path

_PURPOSE = "looking for new mail"
_FIELDS = "id,receivedDateTime,isDraft,toRecipients,ccRecipients"  # nothing that tells a reporter
_PAGE = "odata.maxpagesize=50"


@dataclass(frozen=True)
class Change:
    """A message that is new in the folder, or, where `removed`, that left it.

    `recipients`: addresses of To and Cc in lower case, so that the anonymous mailbox is seen before anything
    of the sender is fetched. `received_at` aware UTC, None where not told.
    """

    id: str
    recipients: frozenset[str] = frozenset()
    received_at: datetime | None = None
    is_draft: bool = False
    removed: bool = False


@dataclass(frozen=True)
class Changes:
    """A page of a round. Exactly one of the links is there: `next_link` to go on now, `delta_link` for next time.

    `restarted`: the link handed in was no longer good and a full round has begun; everything comes again.
    """

    items: tuple[Change, ...]
    next_link: str | None
    delta_link: str | None
    restarted: bool = False


def changes(client: GraphClient, mailbox: str, folder: str, link: str | None) -> Changes:
    """One request: the next page after `link`, or the first of a full round. `folder`: id or well-known name."""
    if link:
        try:
            return _page(client.send(_call(mailbox, link)), restarted=False)
        except Permanent as error:
            # 410 is the documented end of a link; 400 and 404 are what others say to a token they cannot read
            if not isinstance(error, Expired) and error.status not in (400, 404):
                raise
    return _first(client, mailbox, folder, restarted=bool(link))


def _first(client: GraphClient, mailbox: str, folder: str, *, restarted: bool) -> Changes:
    path = user_path(mailbox, "mailFolders", folder, "messages", "delta")
    select = ("$select", _FIELDS)
    try:
        # moved-away and read-marked mail need not come back to us page by page
        answer = client.send(_call(mailbox, path, ("changeType", "created"), select))
    except Permanent as error:
        if error.status != 400:
            raise
        answer = client.send(_call(mailbox, path, select))
    return _page(answer, restarted=restarted)


def _call(mailbox: str, path: str, *query: tuple[str, str]) -> Call:
    return Call("GET", mailbox, path, query, prefer=(_PAGE,), purpose=_PURPOSE)


def _page(answer: Mapping[str, Any], *, restarted: bool) -> Changes:
    value = answer.get("value")
    items = tuple(_change(item) for item in (value if isinstance(value, list) else []) if _has_id(item))
    next_link, delta_link = answer.get("@odata.nextLink"), answer.get("@odata.deltaLink")
    return Changes(
        items,
        next_link if isinstance(next_link, str) else None,
        delta_link if isinstance(delta_link, str) and not next_link else None,
        restarted,
    )


def _has_id(item: Any) -> bool:
    return isinstance(item, dict) and isinstance(item.get("id"), str) and bool(item["id"])


def _change(item: Mapping[str, Any]) -> Change:
    return Change(
        item["id"],
        recipients_of(item),
        moment(item.get("receivedDateTime")),
        item.get("isDraft") is True,
        "@removed" in item,
    )


def recipients_of(item: Mapping[str, Any]) -> frozenset[str]:
    """Addresses of To, Cc and Bcc of a Graph message, lower case."""
    found = set()
    for field in ("toRecipients", "ccRecipients", "bccRecipients"):
        for entry in item.get(field) or []:
            address = (entry.get("emailAddress") or {}).get("address") if isinstance(entry, dict) else None
            if isinstance(address, str) and address:
                found.add(address.strip().lower())
    return frozenset(found)


def moment(value: Any) -> datetime | None:
    """Graph's ISO time as aware UTC, None where absent or unreadable."""
    if not isinstance(value, str):
        return None
    try:
        read = datetime.fromisoformat(value.strip().replace("Z", "+00:00"))
    except ValueError:
        return None
    return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
