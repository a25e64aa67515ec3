"""Graph's reading of messages: lists with filter, order and paging, one message, its MIME."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode

from bot.demo.tenant import filters, mime
from bot.demo.tenant.call import Call, page
from bot.demo.tenant.errors import bad_request
from bot.demo.tenant.exchange import Response
from bot.demo.tenant.mailbox import Message

DEFAULT_PAGE = 10
_ORDERABLE = {name.lower(): name for name in filters.FIELDS}


def list_messages(call: Call) -> Response:
    """GET /messages and /mailFolders/{f}/messages: newest first unless $orderby says otherwise."""
    query = call.request.query
    if query.search and (query.filter or query.orderby):
        raise bad_request(
            "The query parameter '$search' cannot be combined with $filter or $orderby.", "SearchWithFilter"
        )
    found = filters.parse(query.filter) if query.filter else None
    order = _order(query.orderby)
    if found is not None:
        _check_efficient(found.names, [name for name, _ in order])
    messages: Iterable[Message] = _candidates(call, found)
    if found is not None:
        messages = filter(found.test, messages)
    if query.search:
        messages = (message for message in messages if _mentions(message, query.search))
    for name, descending in reversed(order):
        messages = sorted(messages, key=filters.FIELDS[name][1], reverse=descending)
    return _paged(call, messages)


def get_message(call: Call) -> Response:
    """GET /messages/{id}."""
    return call.shown(call.message)


def get_mime(call: Call) -> Response:
    """GET /messages/{id}/$value: the message as MIME, rebuilt."""
    return Response(200, raw=mime.build(call.message.content), content_type="text/plain")


def count_messages(call: Call) -> Response:
    """GET .../messages/$count."""
    found = filters.parse(call.request.query.filter).test if call.request.query.filter else None
    number = sum(1 for message in _candidates(call, None) if found is None or found(message))
    return Response(200, raw=str(number).encode(), content_type="text/plain")


def _candidates(call: Call, found: filters.Filter | None) -> Iterable[Message]:
    """The messages a query runs over: those an index names, else the folder's, else the mailbox's, newest first."""
    mailbox = call.mailbox
    folder = call.folder if "folder" in call.request.params else None
    numbers: list[int] | None = None
    if found is not None and found.message_id:
        numbers = mailbox.by_message_id.get(found.message_id, [])
    elif found is not None and found.prop:
        numbers = mailbox.by_property.get(found.prop, [])
    if numbers is None:
        return mailbox.listed(folder) if folder else mailbox.everything()
    named = [mailbox.messages[number] for number in numbers]
    kept = [
        m for m in named if (m.folder == folder.number if folder else not mailbox.folders[m.folder].hidden)
    ]
    return sorted(kept, key=lambda message: (message.received, message.number), reverse=True)


def _order(orderby: tuple[tuple[str, bool], ...]) -> list[tuple[str, bool]]:
    found = []
    for name, descending in orderby:
        known = _ORDERABLE.get(name.lower())
        if known is None:
            raise bad_request(f"The property '{name}' does not support sorting.", "ErrorInvalidUrlQuery")
        found.append((known, descending))
    return found


def _check_efficient(filtered: list[str], ordered: list[str]) -> None:
    """$orderby's properties must be in $filter, first and in the same order (Graph's user-list-messages)."""
    distinct = list(dict.fromkeys(filtered))
    if ordered != distinct[: len(ordered)]:
        raise bad_request(
            "The restriction or sort order is too complex for this operation.", "InefficientFilter"
        )


def _mentions(message: Message, search: str) -> bool:
    word = search.strip('"').rpartition(":")[2].casefold()
    content = message.content
    people = " ".join(
        party.address for party in (*content.recipients, *([content.from_] if content.from_ else []))
    )
    return word in f"{content.subject} {content.body} {people}".casefold()


def _paged(call: Call, messages: Iterable[Message]) -> Response:
    query, prefer = call.request.query, call.request.prefer
    size = query.top or prefer.page or DEFAULT_PAGE
    count = None
    if query.count:
        messages = list(messages)
        count = len(messages)
    view = call.view()
    window = list(itertools.islice(messages, query.skip, query.skip + size + 1))
    more = _next_link(call, query.skip + size) if len(window) > size else None
    return page(call.request, "messages", [view.show(message) for message in window[:size]], more, count)


def _next_link(call: Call, skip: int) -> str:
    options = [(name, value) for name, value in parse_qsl(call.request.raw_query) if name.lower() != "$skip"]
    return f"{call.request.url}?{urlencode([*options, ('$skip', str(skip))], safe='$')}"
