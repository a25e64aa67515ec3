"""Graph's mail folders: list, get, create, rename, delete, children."""

from __future__ import annotations

from collections.abc import Iterable

from bot.demo.tenant import view
from bot.demo.tenant.call import Call, context, page
from bot.demo.tenant.errors import GraphError, bad_request, unknown_property
from bot.demo.tenant.exchange import Response
from bot.demo.tenant.mailbox import Folder

_NAMES = {
    name.lower(): name
    for name in (
        "id",
        "displayName",
        "parentFolderId",
        "childFolderCount",
        "unreadItemCount",
        "totalItemCount",
        "sizeInBytes",
        "isHidden",
    )
}


def list_folders(call: Call) -> Response:
    """GET /mailFolders: the top level, ten a page."""
    return _listed(call, call.mailbox.children(call.mailbox.well_known["msgfolderroot"]))


def list_children(call: Call) -> Response:
    """GET /mailFolders/{f}/childFolders."""
    return _listed(call, call.mailbox.children(call.folder))


def get_folder(call: Call) -> Response:
    """GET /mailFolders/{f}, by id or well-known name."""
    shown = _selected(call, [view.folder(call.mailbox, call.folder)])[0]
    return Response(200, {"@odata.context": context(call.request, "mailFolders/$entity"), **shown})


def create_folder(call: Call) -> Response:
    """POST /mailFolders."""
    return _created(call, call.mailbox.well_known["msgfolderroot"])


def create_child(call: Call) -> Response:
    """POST /mailFolders/{f}/childFolders."""
    return _created(call, call.folder)


def rename_folder(call: Call) -> Response:
    """PATCH /mailFolders/{f}: a new display name; not for well-known folders."""
    folder = call.folder
    if folder.well_known:
        raise GraphError(403, "ErrorAccessDenied", "A distinguished folder cannot be renamed.")
    folder.name = _name(call)
    return Response(200, view.folder(call.mailbox, folder))


def delete_folder(call: Call) -> Response:
    """DELETE /mailFolders/{f}; not for well-known folders."""
    if call.folder.well_known:
        raise GraphError(403, "ErrorDeleteDistinguishedFolder", "Distinguished folders cannot be deleted.")
    call.mailbox.remove_folder(call.folder)
    return Response(204)


def _created(call: Call, parent: Folder) -> Response:
    name = _name(call)
    if any(child.name.casefold() == name.casefold() for child in call.mailbox.children(parent)):
        raise GraphError(409, "ErrorFolderExists", "A folder with the specified name already exists.")
    folder = call.mailbox.add_folder(name, parent.number)
    return Response(
        201,
        {"@odata.context": context(call.request, "mailFolders/$entity"), **view.folder(call.mailbox, folder)},
    )


def _name(call: Call) -> str:
    payload = call.request.json()
    if unknown := set(payload) - {"displayName", "isHidden"} - {k for k in payload if k.startswith("@odata")}:
        raise bad_request(
            f"The property '{min(unknown)}' does not exist on type 'microsoft.graph.mailFolder'.",
            "RequestBodyRead",
        )
    name = payload.get("displayName")
    if not isinstance(name, str) or not name.strip():
        raise bad_request("The folder needs a displayName.", "ErrorInvalidFolderName")
    return name


def _listed(call: Call, found: Iterable[Folder]) -> Response:
    query = call.request.query
    hidden = query.option("includeHiddenFolders").lower() == "true"
    shown = [view.folder(call.mailbox, folder) for folder in found if hidden or not folder.hidden]
    if query.filter:
        wanted = _name_filter(query.filter)
        shown = [item for item in shown if item["displayName"].casefold() == wanted.casefold()]
    size = query.top or 10
    more = (
        f"{call.request.url}?$top={size}&$skip={query.skip + size}"
        if len(shown) > query.skip + size
        else None
    )
    return page(call.request, "mailFolders", _selected(call, shown[query.skip : query.skip + size]), more)


def _name_filter(text: str) -> str:
    name, _, value = text.partition(" eq ")
    value = value.strip()
    if name.strip().lower() != "displayname" or not (len(value) > 1 and value[0] == value[-1] == "'"):
        raise bad_request(f"Invalid filter clause: '{text}'.")
    return value[1:-1].replace("''", "'")


def _selected(call: Call, shown: list[view.Json]) -> list[view.Json]:
    names = call.request.query.select
    for name in names:
        if name.lower() not in _NAMES:
            raise unknown_property(name, "microsoft.graph.mailFolder")
    kept = {"id", *(_NAMES[name.lower()] for name in names)}
    return [{key: value for key, value in item.items() if key in kept} for item in shown] if names else shown
