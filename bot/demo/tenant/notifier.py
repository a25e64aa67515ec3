"""Change notifications: validates receivers and posts to them from a thread of its own. Decides nothing about mail."""

from __future__ import annotations

import contextlib
import json
import queue
import ssl
import threading
import urllib.error
import urllib.request
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from bot.demo.tenant.mailbox import Mailbox, Message

_SECONDS = 10.0  # Graph gives a receiver ten seconds
_ATTEMPTS = 3


@dataclass
class Subscription:
    """One subscription. `folder` is a folder's number, None for the whole mailbox; `changes` the types asked for."""

    id: str
    mailbox: Mailbox
    folder: int | None
    resource: str
    changes: tuple[str, ...]
    url: str
    lifecycle_url: str
    client_state: str
    expires: datetime
    immutable: bool


class Notifier:
    """Posts notifications in order, each up to three times; `context` is the TLS context used towards receivers."""

    def __init__(self) -> None:
        self.context: ssl.SSLContext | None = None
        self.failed = 0
        self._queue: queue.Queue[tuple[str, dict[str, Any]]] = queue.Queue()
        self._thread: threading.Thread | None = None

    def validate(self, url: str) -> bool:
        """Whether the receiver echoes a validation token in time: 200, text/plain, the decoded token."""
        token = f"Validation: Testing client application reachability for id {uuid.uuid4()}"
        mark = "&" if "?" in url else "?"
        request = urllib.request.Request(
            f"{url}{mark}validationToken={quote(token)}", data=b"", method="POST"
        )
        request.add_header("Content-Type", "text/plain; charset=utf-8")
        try:
            with urllib.request.urlopen(request, timeout=_SECONDS, context=self._tls(url)) as answer:
                plain = answer.headers.get_content_type() == "text/plain"
                return bool(answer.status == 200 and plain and answer.read(10_000).decode() == token)
        except (OSError, ValueError):
            return False

    def send(self, url: str, payload: dict[str, Any]) -> None:
        """Queue one notification."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="notifications", daemon=True)
            self._thread.start()
        self._queue.put((url, payload))

    def flush(self) -> None:
        """Wait until everything queued has been posted or given up."""
        self._queue.join()

    def _work(self) -> None:
        while True:
            url, payload = self._queue.get()
            delivered = any(self._posted(url, payload) for _ in range(_ATTEMPTS))
            self.failed += not delivered
            self._queue.task_done()

    def _posted(self, url: str, payload: dict[str, Any]) -> bool:
        request = urllib.request.Request(url, data=json.dumps({"value": [payload]}).encode(), method="POST")
        request.add_header("Content-Type", "application/json")
        with (
            contextlib.suppress(OSError, ValueError),
            urllib.request.urlopen(request, timeout=_SECONDS, context=self._tls(url)) as answer,
        ):
            return bool(200 <= answer.status < 300)
        return False

    def _tls(self, url: str) -> ssl.SSLContext | None:
        return (self.context or ssl.create_default_context()) if url.startswith("https:") else None


def notification(
    subscription: Subscription, message: Message, item: str, change: str, tenant_id: str
) -> dict[str, Any]:
    """The object Graph posts for one change; `item` is the message's id in the subscription's form."""
    path = f"Users/{subscription.mailbox.guid}/Messages/{item}"
    return {
        "subscriptionId": subscription.id,
        "subscriptionExpirationDateTime": subscription.expires.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "changeType": change,
        "resource": path,
        "resourceData": {
            "@odata.type": "#Microsoft.Graph.Message",
            "@odata.id": path,
            "@odata.etag": f'W/"{message.version}"',
            "id": item,
        },
        "clientState": subscription.client_state,
        "tenantId": tenant_id,
    }
