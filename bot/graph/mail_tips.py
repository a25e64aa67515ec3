"""What Exchange says of a recipient before a mail is sent: absence notice, full mailbox, unknown address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.graph.call import Call
from bot.graph.changes import moment
from bot.graph.client import GraphClient
from bot.graph.endpoints import user_path

_AT_ONCE = 100  # addresses of one request


@dataclass(frozen=True)
class Tip:
    """`message`: the automatic reply's text (may be HTML), "" where none is on. `start`, `end`: aware UTC or None.

    `error`: Exchange's code where it knows nothing of the address (outside people, refused), "" otherwise.
    """

    absent: bool = False
    message: str = ""
    start: datetime | None = None
    end: datetime | None = None
    error: str = ""
    mailbox_full: bool = False

    def absent_at(self, now: datetime) -> bool:
        """Whether the automatic reply is on at this time, its schedule considered."""
        begun = self.start is None or self.start <= now
        return self.absent and begun and (self.end is None or now < self.end)


def mail_tips(client: GraphClient, mailbox: str, addresses: Sequence[str]) -> dict[str, Tip]:
    """Tips by address in lower case, one request per hundred; an address without an answer has an `error`."""
    wanted = list(dict.fromkeys(address.lower() for address in addresses))
    found: dict[str, Tip] = {}
    for begin in range(0, len(wanted), _AT_ONCE):
        found.update(_asked(client, mailbox, wanted[begin : begin + _AT_ONCE]))
    return {address: found.get(address, Tip(error="NoAnswer")) for address in wanted}


def _asked(client: GraphClient, mailbox: str, addresses: Sequence[str]) -> dict[str, Tip]:
    body = {"EmailAddresses": list(addresses), "MailTipsOptions": "automaticReplies, mailboxFullStatus"}
    path = user_path(mailbox, "getMailTips")
    purpose = "asking for mail tips"
    answer = client.send(Call("POST", mailbox, path, body=body, purpose=purpose, repeatable=True))
    entries = [entry for entry in answer.get("value") or [] if isinstance(entry, dict)]
    tips: dict[str, Tip] = {}
    for position, entry in enumerate(entries):
        address = str((entry.get("emailAddress") or {}).get("address") or "").lower()
        if address not in addresses and len(entries) == len(addresses):
            address = addresses[position]  # Exchange answers with the primary address of an alias
        tips[address] = _tip(entry)
    return tips


def _tip(entry: Mapping[str, Any]) -> Tip:
    error = entry.get("error")
    if isinstance(error, dict):
        return Tip(error=str(error.get("code") or "Error"))
    replies = entry.get("automaticReplies")
    replies = replies if isinstance(replies, dict) else {}
    message = str(replies.get("message") or "")
    return Tip(
        absent=bool(message.strip()),
        message=message,
        start=_time(replies.get("scheduledStartTime")),
        end=_time(replies.get("scheduledEndTime")),
        mailbox_full=entry.get("mailboxFull") is True,
    )


def _time(value: Any) -> datetime | None:
    """Graph's dateTimeTimeZone as aware UTC; None where absent, unset (year 1) or of an unknown zone."""
    if not isinstance(value, dict) or not isinstance(value.get("dateTime"), str):
        return None
    read = moment(value["dateTime"])
    zone = str(value.get("timeZone") or "UTC")
    if read is None or read.year < 1900:
        return None
    if zone.upper() == "UTC" or value["dateTime"].rstrip().endswith("Z"):
        return read
    try:
        return read.replace(tzinfo=ZoneInfo(_ZONES.get(zone, zone))).astimezone(UTC)
    except (ZoneInfoNotFoundError, ValueError):
        return None


_ZONES = {"GMT Standard Time": "Europe/London", "Greenwich Standard Time": "Atlantic/Reykjavik"}
