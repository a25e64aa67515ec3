"""Change notifications: subscriptions to a folder, and what comes in. A hint to poll now, never instead of polling."""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from bot.errors import ConfigurationWrong
from bot.graph.changes import moment
from bot.graph.client import GraphClient
from bot.graph.endpoints import https_url, odata_string

LIFE = timedelta(minutes=4230)  # the shortest of the documented limits for Outlook messages
RENEW_BEFORE = timedelta(hours=12)
_PURPOSE = "keeping a subscription"


@dataclass(frozen=True)
class Subscription:
    """`expires_at` aware UTC, as Graph set it."""

    id: str
    expires_at: datetime

    def due(self, now: datetime) -> bool:
        """Whether it is time to renew."""
        return now >= self.expires_at - RENEW_BEFORE


class Lifecycle(StrEnum):
    """What Graph says about a subscription itself; all of them: poll now. `renew`, `make` say what else."""

    MISSED = "missed"
    REMOVED = "subscriptionRemoved"  # make a new one
    REAUTHORIZE = "reauthorizationRequired"  # renew


@dataclass(frozen=True)
class Notice:
    """One notification that carries our secret. `lifecycle` None: something changed in the folder."""

    subscription_id: str
    lifecycle: Lifecycle | None = None


class Subscriptions:
    """Makes, renews and ends subscriptions for our mailboxes."""

    def __init__(self, client: GraphClient, notify_url: str, client_state: str) -> None:
        self._client = client
        self._url = https_url(notify_url, "NEARMISS_NOTIFY_URL")
        if not 16 <= len(client_state) <= 128:
            raise ConfigurationWrong("The secret of change notifications must have 16 to 128 characters.")
        self._client_state = client_state

    def create(self, mailbox: str, folder: str, now: datetime) -> Subscription:
        """Subscribes to what is new in a folder; Graph asks our address for its validation while this runs."""
        wanted = now + LIFE
        body = {
            "changeType": "created",
            "notificationUrl": self._url,
            "lifecycleNotificationUrl": self._url,  # can only be given now, not later
            "resource": f"users/{mailbox}/mailFolders({odata_string(folder)})/messages",
            "expirationDateTime": _iso(wanted),
            "clientState": self._client_state,
            "latestSupportedTlsVersion": "v1_2",
        }
        answer = self._client.post(mailbox, "/subscriptions", body, purpose=_PURPOSE)
        return Subscription(str(answer.get("id", "")), moment(answer.get("expirationDateTime")) or wanted)

    def renew(self, mailbox: str, subscription_id: str, now: datetime) -> Subscription:
        """Prolongs; NotFound where it has ended: make a new one."""
        wanted = now + LIFE
        path = f"/subscriptions/{subscription_id}"
        answer = self._client.patch(mailbox, path, {"expirationDateTime": _iso(wanted)}, purpose=_PURPOSE)
        return Subscription(subscription_id, moment(answer.get("expirationDateTime")) or wanted)

    def delete(self, mailbox: str, subscription_id: str) -> None:
        """Ends it."""
        self._client.delete(mailbox, f"/subscriptions/{subscription_id}", purpose=_PURPOSE)

    def notices(self, payload: Any) -> tuple[Notice, ...]:
        """The notices in a POST to our address that carry our secret; everything else is dropped."""
        entries = payload.get("value") if isinstance(payload, Mapping) else None
        listed: Sequence[Any] = entries if isinstance(entries, list) else []
        return tuple(_notice(entry) for entry in listed if self._is_ours(entry))

    def _is_ours(self, entry: Any) -> bool:
        said = entry.get("clientState") if isinstance(entry, Mapping) else None
        return isinstance(said, str) and hmac.compare_digest(said.encode(), self._client_state.encode())


def _notice(entry: Mapping[str, Any]) -> Notice:
    said = entry.get("lifecycleEvent")
    known = {one.value: one for one in Lifecycle}
    lifecycle = known.get(said, Lifecycle.MISSED) if isinstance(said, str) else None
    return Notice(str(entry.get("subscriptionId", "")), lifecycle)


def _iso(moment_: datetime) -> str:
    return moment_.strftime("%Y-%m-%dT%H:%M:%SZ")
