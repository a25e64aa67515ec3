"""Graph's /subscriptions: created after the receiver has answered, renewed, removed, expired.

Fed by the post office, which tells of every message that comes, changes or goes.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.demo.tenant.call import Call, find_folder
from bot.demo.tenant.errors import GraphError, bad_request, denied
from bot.demo.tenant.exchange import Request, Response
from bot.demo.tenant.ids import IdKind
from bot.demo.tenant.mailbox import Folder, Mailbox, Message
from bot.demo.tenant.notifier import Subscription, notification
from bot.demo.tenant.routes import segments
from bot.demo.tenant.tenant import Tenant
from bot.demo.tenant.view import instant

_LONGEST = timedelta(minutes=10_080)
_KNOWN = {
    "changeType",
    "notificationUrl",
    "lifecycleNotificationUrl",
    "resource",
    "expirationDateTime",
    "clientState",
    "latestSupportedTlsVersion",
}


@dataclass(frozen=True)
class _Asked:
    mailbox: Mailbox
    folder: Folder | None
    changes: tuple[str, ...]
    expires: datetime


def create(call: Call) -> Response:
    """POST /subscriptions: 201 once the receiver has echoed the validation token."""
    payload = call.request.json()
    asked = _read(call, payload)
    url = str(payload["notificationUrl"])
    valid = call.request.params.get("validated")
    if not (call.tenant.notifier.validate(url) if valid is None else valid == "yes"):
        raise bad_request(
            "Subscription validation request failed. The receiver must echo the token.", "ValidationError"
        )
    found = Subscription(
        id=str(uuid.uuid4()),
        mailbox=asked.mailbox,
        folder=asked.folder.number if asked.folder else None,
        resource=str(payload["resource"]),
        changes=asked.changes,
        url=url,
        lifecycle_url=str(payload.get("lifecycleNotificationUrl") or ""),
        client_state=str(payload.get("clientState") or ""),
        expires=asked.expires,
        immutable=call.request.prefer.immutable,
    )
    if not call.tenant.post.watchers:
        call.tenant.post.watchers.append(
            lambda box, message, change: _tell(call.tenant, box, message, change)
        )
    call.tenant.subscriptions[found.id] = found
    return Response(201, _shown(found))


def validated(tenant: Tenant, request: Request) -> str:
    """Ask the receiver of a new subscription, without holding the tenant's lock: yes or no."""
    try:
        url = str(request.json().get("notificationUrl", ""))
    except GraphError:
        return "no"
    return "yes" if url and tenant.notifier.validate(url) else "no"


def list_all(call: Call) -> Response:
    """GET /subscriptions."""
    return Response(200, {"value": [_shown(found) for found in _alive(call.tenant)]})


def get(call: Call) -> Response:
    """GET /subscriptions/{id}."""
    return Response(200, _shown(_found(call)))


def renew(call: Call) -> Response:
    """PATCH /subscriptions/{id}: a new expirationDateTime."""
    found = _found(call)
    found.expires = _expiry(call, call.request.json())
    return Response(200, _shown(found))


def remove(call: Call) -> Response:
    """DELETE /subscriptions/{id}."""
    del call.tenant.subscriptions[_found(call).id]
    return Response(204)


def lifecycle(tenant: Tenant, event: str) -> None:
    """Post a lifecycle event (missed, subscriptionRemoved, reauthorizationRequired) to all that gave an address."""
    for found in _alive(tenant):
        if found.lifecycle_url:
            payload = {"subscriptionId": found.id, "lifecycleEvent": event, "clientState": found.client_state}
            tenant.notifier.send(found.lifecycle_url, {**payload, "tenantId": tenant.tenant_id})
        if event == "subscriptionRemoved":
            tenant.subscriptions.pop(found.id)


def _read(call: Call, payload: Mapping[str, Any]) -> _Asked:
    if unknown := set(payload) - _KNOWN:
        raise bad_request(
            f"The property '{min(unknown)}' does not exist on type 'microsoft.graph.subscription'."
        )
    for name in ("changeType", "notificationUrl", "resource", "expirationDateTime"):
        if not isinstance(payload.get(name), str) or not payload[name]:
            raise bad_request(f"The property '{name}' is required.", "InvalidRequest")
    changes = tuple(word.strip() for word in payload["changeType"].lower().split(","))
    if set(changes) - {"created", "updated", "deleted"}:
        raise bad_request("Invalid changeType.", "InvalidRequest")
    allowed = ("https://", "http://") if call.tenant.behaviour.plain_http_notifications else ("https://",)
    if not payload["notificationUrl"].startswith(allowed):
        raise bad_request("Notification endpoint must be an https address.", "InvalidRequest")
    mailbox, folder = _resource(call.tenant, payload["resource"])
    return _Asked(mailbox, folder, changes, _expiry(call, payload))


def _resource(tenant: Tenant, text: str) -> tuple[Mailbox, Folder | None]:
    path = segments(text.partition("?")[0])
    lower = tuple(part.lower() for part in path)
    in_folder = lower[0::2] == ("users", "mailfolders", "messages")[: len(lower[0::2])] and len(lower) == 5
    if not in_folder and not (len(lower) == 3 and lower[0] == "users" and lower[2] == "messages"):
        raise bad_request("The resource is not supported for change notifications.", "InvalidRequest")
    mailbox = tenant.directory.user(path[1])
    if mailbox is None:
        raise GraphError(404, "ErrorInvalidUser", f"The requested user '{path[1]}' is invalid.")
    if tenant.app.scope is not None and mailbox.address.lower() not in tenant.app.scope:
        raise denied()
    return mailbox, find_folder(mailbox, path[3]) if in_folder else None


def _expiry(call: Call, payload: Mapping[str, Any]) -> datetime:
    try:
        found = datetime.fromisoformat(str(payload.get("expirationDateTime")).replace("Z", "+00:00"))
        wait = found - call.tenant.clock()
    except (ValueError, TypeError) as error:
        raise bad_request("The expirationDateTime is not a time with an offset.", "InvalidRequest") from error
    if not timedelta(0) < wait <= _LONGEST:
        raise bad_request(
            "Subscription expiration can only be up to 10080 minutes in the future.", "InvalidRequest"
        )
    return found


def _alive(tenant: Tenant) -> list[Subscription]:
    now = tenant.clock()
    for found in list(tenant.subscriptions.values()):
        if found.expires <= now:
            del tenant.subscriptions[found.id]
    return list(tenant.subscriptions.values())


def _found(call: Call) -> Subscription:
    _alive(call.tenant)
    found = call.tenant.subscriptions.get(call.request.params["subscription"])
    if found is None:
        raise GraphError(404, "ResourceNotFound", "The object was not found.")
    return found


def _tell(tenant: Tenant, mailbox: Mailbox, message: Message, change: str) -> None:
    for found in _alive(tenant):
        concerns = found.mailbox is mailbox and found.folder in (None, message.folder)
        if concerns and change in found.changes:
            kind = IdKind.IMMUTABLE if found.immutable else IdKind.PLACE
            item = mailbox.item_id(kind, message.number if found.immutable else message.place)
            tenant.notifier.send(found.url, notification(found, message, item, change, tenant.tenant_id))


def _shown(found: Subscription) -> dict[str, Any]:
    return {
        "id": found.id,
        "resource": found.resource,
        "changeType": ",".join(found.changes),
        "notificationUrl": found.url,
        "lifecycleNotificationUrl": found.lifecycle_url or None,
        "clientState": found.client_state or None,
        "expirationDateTime": instant(found.expires),
    }
