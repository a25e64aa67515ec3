"""The table of Graph's paths that this tenant serves, and the gate before them: token, permission, scope, limits."""

from __future__ import annotations

from bot.demo.tenant import attachments, delta, errors, folders, messages, people, subscriptions, writing
from bot.demo.tenant.call import Call, Route
from bot.demo.tenant.errors import GraphError
from bot.demo.tenant.exchange import Request, Response
from bot.demo.tenant.mailbox import Mailbox
from bot.demo.tenant.routes import Routes
from bot.demo.tenant.tenant import Tenant

_READ, _WRITE, _SEND = "Mail.Read", "Mail.ReadWrite", "Mail.Send"

# A path below a message or folder is written once here; `_both` adds its form through the folder.
_MESSAGE = {
    "GET ": Route(messages.get_message, _READ),
    "PATCH ": Route(writing.update, _WRITE),
    "DELETE ": Route(writing.delete, _WRITE),
    "GET /$value": Route(messages.get_mime, _READ),
    "POST /send": Route(writing.send, _SEND),
    "POST /move": Route(writing.move, _WRITE),
    "POST /copy": Route(writing.copy, _WRITE),
    "POST /permanentDelete": Route(writing.delete_for_good, _WRITE),
    "GET /attachments": Route(attachments.list_attachments, _READ),
    "POST /attachments": Route(attachments.add_attachment, _WRITE),
    "POST /attachments/createUploadSession": Route(attachments.create_upload, _WRITE),
    "GET /attachments/{attachment}": Route(attachments.get_attachment, _READ),
    "DELETE /attachments/{attachment}": Route(attachments.remove_attachment, _WRITE),
    "GET /attachments/{attachment}/$value": Route(attachments.get_bytes, _READ),
}
_LISTS = {
    "GET ": Route(messages.list_messages, _READ),
    "POST ": Route(writing.create, _WRITE),
    "GET /$count": Route(messages.count_messages, _READ),
}
_REST = {
    "POST /subscriptions": Route(subscriptions.create, _READ),
    "GET /subscriptions": Route(subscriptions.list_all, _READ),
    "GET /subscriptions/{subscription}": Route(subscriptions.get, _READ),
    "PATCH /subscriptions/{subscription}": Route(subscriptions.renew, _READ),
    "DELETE /subscriptions/{subscription}": Route(subscriptions.remove, _READ),
    "GET /users": Route(people.list_users, "User.Read.All"),
    "GET /users/{user}": Route(people.get_user, "User.Read.All"),
    "GET /users/{user}/mailboxSettings": Route(people.settings, "MailboxSettings.Read"),
    "GET /users/{user}/mailboxSettings/automaticRepliesSetting": Route(
        people.settings, "MailboxSettings.Read"
    ),
    "POST /users/{user}/getMailTips": Route(people.mail_tips, _READ),
    "POST /users/{user}/sendMail": Route(writing.send_mail, _SEND),
    "GET /users/{user}/messages/delta": Route(delta.refuse, _READ),
    "GET /users/{user}/mailFolders": Route(folders.list_folders, _READ),
    "POST /users/{user}/mailFolders": Route(folders.create_folder, _WRITE),
    "GET /users/{user}/mailFolders/{folder}": Route(folders.get_folder, _READ),
    "PATCH /users/{user}/mailFolders/{folder}": Route(folders.rename_folder, _WRITE),
    "DELETE /users/{user}/mailFolders/{folder}": Route(folders.delete_folder, _WRITE),
    "GET /users/{user}/mailFolders/{folder}/childFolders": Route(folders.list_children, _READ),
    "POST /users/{user}/mailFolders/{folder}/childFolders": Route(folders.create_child, _WRITE),
    "GET /users/{user}/mailFolders/{folder}/messages/delta": Route(delta.delta, _READ),
}
_COVERS = {  # a permission and those that include it
    "Mail.Read": ("Mail.Read", "Mail.ReadWrite"),
    "MailboxSettings.Read": ("MailboxSettings.Read", "MailboxSettings.ReadWrite"),
}


def _both(routes: dict[str, Route], tail: str) -> dict[str, Route]:
    found = {}
    for line, route in routes.items():
        method, _, rest = line.partition(" ")
        for owner in ("/users/{user}", "/users/{user}/mailFolders/{folder}"):
            found[f"{method} {owner}/messages{tail}{rest}"] = route
    return found


ROUTES = Routes({**_both(_LISTS, ""), **_both(_MESSAGE, "/{message}"), **_REST})


def authorise(tenant: Tenant, request: Request) -> None:
    """Check the bearer token; GraphError 401 where it is missing, foreign or expired."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise GraphError(401, "InvalidAuthenticationToken", "Access token is empty.")
    if not tenant.login.accepts(token.strip()):
        raise GraphError(
            401, "InvalidAuthenticationToken", "Lifetime validation failed, the token is expired."
        )


def carry_out(tenant: Tenant, request: Request, route: Route) -> Response:
    """Serve a routed, authorised request; GraphError where permission, scope, mailbox or limits say no."""
    mailbox = None
    if "user" in request.params:
        mailbox = _mailbox(tenant, request, route)
        tenant.throttle.count_request(mailbox.guid)
        tenant.throttle.count_upload(mailbox.guid, len(request.body))
    _permit(tenant, route, mailbox)
    tenant.post.settle()
    return route.handler(Call(tenant, request, mailbox))


def _permit(tenant: Tenant, route: Route, mailbox: Mailbox | None) -> None:
    needed = route.permission
    held = tenant.app.permissions
    if needed and not any(name in held for name in _COVERS.get(needed, (needed,))):
        if needed.startswith("User."):
            raise GraphError(
                403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation."
            )
        raise errors.denied()
    scope = tenant.app.scope
    if (
        mailbox is not None
        and scope is not None
        and needed.startswith("Mail")
        and mailbox.address.lower() not in scope
    ):
        raise errors.denied()


def _mailbox(tenant: Tenant, request: Request, route: Route) -> Mailbox:
    name = request.params["user"]
    found = tenant.directory.user(name)
    if found is not None:
        return found
    if route.permission.startswith("User."):
        text = f"Resource '{name}' does not exist or one of its queried reference-property objects are not present."
        raise GraphError(404, "Request_ResourceNotFound", text)
    raise GraphError(404, "ErrorInvalidUser", f"The requested user '{name}' is invalid.")
