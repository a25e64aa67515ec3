"""Graph's users, mail tips and mailbox settings."""

from __future__ import annotations

from typing import Any

from bot.demo.accounts import Account
from bot.demo.tenant import html
from bot.demo.tenant.answers import Absence
from bot.demo.tenant.call import Call
from bot.demo.tenant.errors import GraphError, bad_request, unknown_property
from bot.demo.tenant.exchange import Response
from bot.demo.tenant.mailbox import Mailbox

_TIPS = {
    "automaticReplies",
    "mailboxFullStatus",
    "customMailTip",
    "externalMemberCount",
    "totalMemberCount",
    "maxMessageSize",
    "deliveryRestriction",
    "moderationStatus",
    "recipientScope",
    "recipientSuggestions",
}
_USER_DEFAULT = (
    "businessPhones",
    "displayName",
    "givenName",
    "jobTitle",
    "mail",
    "surname",
    "userPrincipalName",
    "id",
)


def get_user(call: Call) -> Response:
    """GET /users/{id|upn}."""
    return Response(
        200,
        {
            "@odata.context": f"{call.request.origin}/v1.0/$metadata#users/$entity",
            **_user(call, call.mailbox),
        },
    )


def list_users(call: Call) -> Response:
    """GET /users: those the tenant hosts."""
    shown = [_user(call, mailbox) for mailbox in call.tenant.directory.mailboxes if mailbox.hosted]
    return Response(200, {"@odata.context": f"{call.request.origin}/v1.0/$metadata#users", "value": shown})


def mail_tips(call: Call) -> Response:
    """POST /getMailTips for several addresses at once."""
    if not call.tenant.behaviour.mail_tips:
        raise GraphError(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.")
    payload = {name.lower(): value for name, value in call.request.json().items()}
    addresses, options = payload.get("emailaddresses"), str(payload.get("mailtipsoptions") or "")
    if not isinstance(addresses, list) or not addresses or not all(isinstance(a, str) for a in addresses):
        raise bad_request("The parameter 'EmailAddresses' is missing.", "RequestBodyRead")
    asked = {name.strip() for name in options.split(",") if name.strip()}
    if not asked or asked - _TIPS:
        raise bad_request(f"Requested value '{options}' was not found.", "RequestBodyRead")
    return Response(
        200,
        {
            "@odata.context": f"{call.request.origin}/v1.0/$metadata#Collection(microsoft.graph.mailTips)",
            "value": [_tips(call, address, asked) for address in addresses],
        },
    )


def settings(call: Call) -> Response:
    """GET /mailboxSettings, or one setting of it."""
    found = _settings(call)
    name = call.request.path[-1]
    if name in found:
        return Response(
            200, {"@odata.context": f"{call.request.origin}/v1.0/$metadata#mailboxSettings", **found[name]}
        )
    return Response(200, {"@odata.context": f"{call.request.origin}/v1.0/$metadata#mailboxSettings", **found})


def _user(call: Call, mailbox: Mailbox) -> dict[str, Any]:
    given, _, surname = mailbox.name.partition(" ")
    unlisted = Account("", mailbox.name, mailbox.address)
    account = next((a for a in call.tenant.trust.hosted if a.address == mailbox.address), unlisted)
    found: dict[str, Any] = {
        "businessPhones": [account.phone] if account.phone else [],
        "displayName": mailbox.name,
        "givenName": given,
        "jobTitle": account.job or None,
        "mail": mailbox.address,
        "surname": surname,
        "userPrincipalName": mailbox.address,
        "id": mailbox.guid,
        "accountEnabled": True,
        "proxyAddresses": [f"SMTP:{mailbox.address}", *(f"smtp:{alias}" for alias in mailbox.aliases)],
    }
    names = call.request.query.select
    for name in names:
        if name not in found:
            raise unknown_property(name, "microsoft.graph.user")
    return {name: found[name] for name in names or _USER_DEFAULT}


def _tips(call: Call, address: str, asked: set[str]) -> dict[str, Any]:
    mailbox = call.tenant.directory.find(address)
    shown: dict[str, Any] = {"emailAddress": {"name": mailbox.name if mailbox else "", "address": address}}
    if mailbox is None and call.tenant.directory.is_ours(address):
        error = {"code": "ErrorMailRecipientNotFound", "message": "The recipient could not be resolved."}
        return {**shown, "error": error}
    if "automaticReplies" in asked and mailbox is not None and mailbox.hosted:
        absence = call.tenant.post.absences.get(mailbox.address.lower())
        on = absence is not None and absence.on(call.tenant.clock())
        text = absence.message if absence is not None and on else ""
        shown["automaticReplies"] = {"message": text if "<" in text or not text else html.from_text(text)}
    if "mailboxFullStatus" in asked and mailbox is not None and mailbox.hosted:
        shown["mailboxFull"] = call.tenant.post.bouncing.get(mailbox.address.lower()) == "5.2.2"
    return shown


def _settings(call: Call) -> dict[str, Any]:
    absence = call.tenant.post.absences.get(call.mailbox.address.lower())
    return {
        "timeZone": "GMT Standard Time",
        "automaticRepliesSetting": _automatic_replies(absence),
        "language": {"locale": "en-GB", "displayName": "English (United Kingdom)"},
    }


def _automatic_replies(absence: Absence | None) -> dict[str, Any]:
    status = "disabled" if absence is None else "scheduled" if absence.end else "alwaysEnabled"
    found: dict[str, Any] = {"status": status, "externalAudience": "all"}
    if absence is not None:
        found |= {"internalReplyMessage": absence.message, "externalReplyMessage": absence.message}
    if absence is not None and absence.start and absence.end:
        for name, moment in (
            ("scheduledStartDateTime", absence.start),
            ("scheduledEndDateTime", absence.end),
        ):
            found[name] = {"dateTime": f"{moment:%Y-%m-%dT%H:%M:%S.0000000}", "timeZone": "UTC"}
    return found
