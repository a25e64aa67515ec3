"""Delta rounds over one folder: pages of changes, opaque links, 410 for links that are lost.

A link carries its whole state, signed, so nothing is kept per round. A round reads the folder's change log from
where the last one ended; each message appears as it is now, or as removed.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from dataclasses import dataclass, replace
from typing import Any

from bot.demo.tenant import filters, odata
from bot.demo.tenant.call import Call, context
from bot.demo.tenant.errors import GraphError, bad_request
from bot.demo.tenant.exchange import Response
from bot.demo.tenant.ids import IdKind
from bot.demo.tenant.mailbox import Change
from bot.demo.tenant.view import Json, MessageView

_MOST_FILTERED = 5000
_DEFAULT_PAGE = 10
_KEY = hashlib.sha256(b"opaque to clients, not secret").digest()


@dataclass(frozen=True)
class Round:
    """Where a round stands: from which change, with which options, in which generation of tokens."""

    folder: int
    generation: int
    start: int  # where the last round ended
    position: int
    options: str  # the first request's query
    end: int  # how long the change log was when the round began
    given: int = 0

    def token(self) -> str:
        """The state as an opaque word."""
        body = json.dumps(
            [self.folder, self.generation, self.start, self.position, self.options, self.end, self.given]
        ).encode()
        return base64.urlsafe_b64encode(hmac.digest(_KEY, body, "sha256")[:12] + body).decode()


def delta(call: Call) -> Response:
    """GET /mailFolders/{f}/messages/delta."""
    query = call.request.query
    token = query.skiptoken or query.deltatoken
    if token:
        # Nothing may be added to a link: its options are baked in.
        if query.select or query.filter or query.orderby or query.expand or query.top:
            raise bad_request("The delta link must be used as it was given, without further query options.")
        found = _resumed(call, token)
    else:
        folder = call.folder
        end = len(folder.changes)
        found = Round(folder.number, call.tenant.delta_generation, 0, 0, call.request.raw_query, end)
    options = odata.read(found.options)
    _check(options)
    size = call.request.prefer.page or options.top or _DEFAULT_PAGE
    items, after, finished = _Pager(call, found, options).read(size)
    return _answer(call, items, after, finished)


def refuse(call: Call) -> Response:
    """GET /messages/delta: not for a whole mailbox."""
    raise bad_request("Change tracking is not supported against 'microsoft.graph.message'.")


def _resumed(call: Call, token: str) -> Round:
    if token.lower() == "latest":
        raise bad_request("The delta token 'latest' is not supported for this resource.")
    try:
        raw = base64.urlsafe_b64decode(token)
        if not hmac.compare_digest(raw[:12], hmac.digest(_KEY, raw[12:], "sha256")[:12]):
            raise ValueError(token)
        found = Round(*json.loads(raw[12:]))
    except (ValueError, TypeError, binascii.Error) as error:
        raise bad_request("Badly formed token.", "ErrorInvalidUrlQuery") from error
    if found.generation != call.tenant.delta_generation or found.folder != call.folder.number:
        text = "The sync state generation is not found; generation=17;[highest=42]"
        raise GraphError(410, "SyncStateNotFound", text)
    return found


def _check(options: odata.Query) -> None:
    """Refuse what the first call of a round may not ask for (Graph's delta-query-messages)."""
    if options.search or options.skip or options.count:
        raise bad_request("The query parameter is not supported with change tracking.")
    if options.orderby not in ((), (("receivedDateTime", True),)):
        raise bad_request("Only '$orderby=receivedDateTime desc' is supported with change tracking.")
    if options.option("changeType") not in ("", "created", "updated", "deleted"):
        raise bad_request("Invalid changeType.")
    if options.filter:
        comparisons = filters.parse(options.filter).comparisons
        if [
            c for c in comparisons if c not in (("receivedDateTime", "ge"), ("receivedDateTime", "gt"))
        ] or not comparisons:
            raise bad_request("Only 'receivedDateTime ge' or 'gt' can be filtered with change tracking.")


class _Pager:
    """Reads one page of a round."""

    def __init__(self, call: Call, state: Round, options: odata.Query) -> None:
        self.call = call
        self.folder = call.folder
        self.state = state
        self.options = options
        self.view = MessageView(
            call.mailbox, call.request.prefer, options, call.tenant.behaviour.text_as_html
        )
        self.test = filters.parse(options.filter).test if options.filter else None
        # Only a first round can be in order of arrival: it runs over the folder as it is.
        self.ordered = bool(options.orderby) and not state.start

    def read(self, size: int) -> tuple[list[Json], Round, bool]:
        """The page's items, where the round then stands, and whether it is over."""
        entries, state = self.entries(), self.state
        items: list[Json] = []
        position = state.position
        while position < len(entries) and len(items) < size:
            item = self.item(entries[position], position)
            position += 1
            if item is not None:
                items.append(item)
        given = state.given + len(items)
        if position < len(entries) and not (self.test and given >= _MOST_FILTERED):
            return items, replace(state, position=position, given=given), False
        # What came while an ordered round ran is told in the next one.
        end = state.end if self.ordered else len(self.folder.changes)
        return items, replace(state, position=end, start=end, given=0), True

    def entries(self) -> list[Change]:
        if not self.ordered:
            return self.folder.changes
        return [Change(m.number, m.place, False) for m in self.call.mailbox.listed(self.folder)]

    def item(self, change: Change, position: int) -> Json | None:
        if not self.ordered and self.folder.latest[change.number] != position:
            return None  # a later entry tells of the same message
        wanted = self.options.option("changeType")
        if change.removed:
            # What came and went since the last round was never shown, and neither is its end.
            return _removed(self.call, change) if self.state.start and wanted in ("", "deleted") else None
        kind = "created" if self.folder.entered[change.number] >= self.state.start else "updated"
        message = self.call.mailbox.messages[change.number]
        fits = self.test is None or self.test(message)
        return self.view.show(message) if fits and wanted in ("", kind) else None


def _removed(call: Call, change: Change) -> Json:
    kind = IdKind.IMMUTABLE if call.request.prefer.immutable else IdKind.PLACE
    number = change.number if call.request.prefer.immutable else change.place
    return {"id": call.mailbox.item_id(kind, number), "@removed": {"reason": "deleted"}}


def _answer(call: Call, items: list[Json], after: Round, finished: bool) -> Response:
    payload: dict[str, Any] = {
        "@odata.context": f"{context(call.request, 'messages')}/$delta",
        "value": items,
    }
    name, option = ("@odata.deltaLink", "$deltatoken") if finished else ("@odata.nextLink", "$skiptoken")
    payload[name] = f"{call.request.url}?{option}={after.token()}"
    return Response(200, payload)
