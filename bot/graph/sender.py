"""Sending exactly once: a draft with our own key, its id stored by the caller, then POST /send of that draft.

On doubt `find_sent` tells what became of it; nothing here ever sends a second time by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.errors import NearmissError, NotFound, Permanent, TooLarge
from bot.graph.call import Call, Result
from bot.graph.changes import moment
from bot.graph.client import GraphClient
from bot.graph.draft_json import OWN_KEY, draft_json
from bot.graph.endpoints import odata_string, user_path
from bot.graph.mailbox import Mailboxes, move_call
from bot.graph.reading import property_of
from bot.graph.uploads import attach, split_files
from bot.mail.outbound import OutboundMail

_SEARCH = "id,isDraft,internetMessageId"


@dataclass(frozen=True)
class Draft:
    """A draft that is complete: store both before sending. `message_id` as Exchange keeps it, "" not told."""

    id: str
    message_id: str


class SentState(StrEnum):
    """What became of a mail whose sending is in doubt."""

    SENT = "sent"
    STILL_DRAFT = "still_draft"
    ABSENT = "absent"  # neither draft nor copy is there: look again later, the copy may lag


@dataclass(frozen=True)
class Found:
    """`id`, `message_id`: of the copy or draft that was found, "" where none; both may differ from the draft's."""

    state: SentState
    id: str = ""
    message_id: str = ""


@dataclass(frozen=True)
class SentCopy:
    """A mail of ours in Sent Items."""

    id: str
    message_id: str
    own_key: str


Made = Draft | NearmissError
Done = None | NearmissError


class Sender:
    """Outgoing mail of all our mailboxes; safe for many threads."""

    def __init__(self, client: GraphClient, mailboxes: Mailboxes) -> None:
        self._client = client
        self._mailboxes = mailboxes
        self._names_itself = True  # False once this Graph has refused a Message-ID of ours

    def create_draft(self, mail: OutboundMail) -> Draft:
        """Makes the draft with all its files. After a failure half way the rest is an orphan, swept up later."""
        inside, after = split_files(mail.attachments)
        draft = self._create(mail, draft_json(mail, inside))
        for file in after:
            attach(self._client, mail.mailbox, draft.id, file)
        return draft

    def create_drafts(self, mails: Sequence[OutboundMail]) -> list[Made]:
        """As `create_draft` for many in as few round trips as may be; a failure stands in its mail's place."""
        made: dict[int, Made] = {}
        calls: dict[int, Call] = {}
        for place, mail in enumerate(mails):
            try:
                inside, after = split_files(mail.attachments)
                if after:
                    made[place] = self.create_draft(mail)
                else:
                    calls[place] = self._create_call(mail, draft_json(mail, inside))
            except NearmissError as error:
                made[place] = error
        for place, result in zip(calls, self._client.batch(list(calls.values())), strict=True):
            made[place] = self._made(mails[place], calls[place], result)
        return [made[place] for place in range(len(mails))]

    def send_draft(self, mailbox: str, draft_id: str) -> None:
        """Sends a draft; accepted, not yet delivered.

        After an error that is `undecided`, or any error where an earlier try was: `find_sent` before judging.
        """
        self._client.send(_send_call(mailbox, draft_id))

    def send_drafts_and_move(
        self, drafts: Sequence[tuple[str, str]], moves: Sequence[tuple[str, str, str]]
    ) -> tuple[list[Done], list[Done]]:
        """Sends drafts (mailbox, id) and files originals (mailbox, id, folder id) in as few round trips as may be.

        An error, or None for done, in each one's place.
        """
        calls = [_send_call(*draft) for draft in drafts] + [move_call(*move) for move in moves]
        results = self._client.batch(calls)
        for (mailbox, _, _), result in zip(moves, results[len(drafts) :], strict=True):
            if isinstance(result, NotFound):
                self._mailboxes.forget_folders(mailbox)
        done: list[Done] = [result if isinstance(result, NearmissError) else None for result in results]
        return done[: len(drafts)], done[len(drafts) :]

    def find_sent(self, mailbox: str, draft_id: str, own_key: str, message_id: str) -> Found:
        """What became of a draft, by its id, then by our key, then by its Message-ID, in all folders.

        Right whether or not the id survives sending and the Message-ID is rewritten. A sent copy outweighs a
        draft. Raises Transient where it cannot be known now.
        """
        by_id = self._by_id(mailbox, draft_id) if draft_id else None
        if by_id is not None and by_id.state is SentState.SENT:
            return by_id
        key = f"p/id eq {odata_string(OWN_KEY)} and p/value eq {odata_string(own_key)}"
        searches = [f"singleValueExtendedProperties/any(p: {key})"] if own_key else []
        searches += [f"internetMessageId eq {odata_string(message_id)}"] if message_id else []
        searched = self._searched(mailbox, searches)
        # a draft that is still to be seen may lag behind its sending, so the search is asked even then
        return by_id if by_id is not None and searched.state is not SentState.SENT else searched

    def send_without_copy(self, mail: OutboundMail) -> None:
        """Sends at once and leaves no copy; whether it went is unknown after an undecided error (SPEC §6)."""
        inside, after = split_files(mail.attachments)
        if after:
            raise TooLarge("A mail without a copy takes files of 2 MB at most.")
        body = {"message": draft_json(mail, inside), "saveToSentItems": False}
        self._client.post(mail.mailbox, user_path(mail.mailbox, "sendMail"), body, purpose="sending a mail")

    def sent_since(self, mailbox: str, since: datetime) -> Iterator[SentCopy]:
        """Our mails in Sent Items from `since` on, to settle many doubts at once and learn rewritten Message-IDs."""
        query = (
            ("$filter", f"receivedDateTime ge {since.strftime('%Y-%m-%dT%H:%M:%SZ')}"),
            ("$orderby", "receivedDateTime"),
            ("$select", "id,internetMessageId,receivedDateTime"),
            _WITH_KEY,
            ("$top", "100"),
        )
        for item in self._listed(mailbox, user_path(mailbox, "mailFolders", "sentitems", "messages"), query):
            key = property_of(item, OWN_KEY)
            if key:
                yield SentCopy(str(item.get("id")), str(item.get("internetMessageId") or ""), key)

    def delete_orphan_drafts(self, mailbox: str, known_ids: Collection[str], older_than: datetime) -> int:
        """Erases drafts with our key that nobody's row knows and that were made before `older_than`; how many.

        A person's own drafts have no such key and are not touched.
        """
        query = (("$select", "id,isDraft,createdDateTime"), _WITH_KEY, ("$top", "100"))
        path = user_path(mailbox, "mailFolders", "drafts", "messages")
        orphans = [
            str(item["id"])
            for item in self._listed(mailbox, path, query)
            if _is_orphan(item, known_ids, older_than)
        ]
        for orphan in orphans:
            self._mailboxes.purge(mailbox, orphan)
        return len(orphans)

    def _create(self, mail: OutboundMail, body: dict[str, Any]) -> Draft:
        """The draft; without our Message-ID where this Graph refuses to be given one."""
        call = self._create_call(mail, body)
        try:
            return _draft(self._client.send(call))
        except Permanent as error:
            if error.status != 400 or "internetMessageId" not in (call.body or ()):
                raise
        unnamed = {key: value for key, value in body.items() if key != "internetMessageId"}
        draft = _draft(self._client.send(self._create_call(mail, unnamed)))
        self._names_itself = False
        return draft

    def _create_call(self, mail: OutboundMail, body: dict[str, Any]) -> Call:
        if not self._names_itself:
            body.pop("internetMessageId", None)
        path = user_path(mail.mailbox, "messages")
        return Call("POST", mail.mailbox, path, body=body, purpose="making a draft")

    def _made(self, mail: OutboundMail, call: Call, result: Result) -> Made:
        """A part of a batch as a draft, or its error; one refused outright gets the second chance of `_create`."""
        try:
            if isinstance(result, Permanent) and result.status == 400 and isinstance(call.body, Mapping):
                return self._create(mail, dict(call.body))
            return result if isinstance(result, NearmissError) else _draft(result)
        except NearmissError as error:
            return error

    def _by_id(self, mailbox: str, draft_id: str) -> Found | None:
        path = user_path(mailbox, "messages", draft_id)
        try:
            return _found(
                [self._client.get(mailbox, path, ("$select", _SEARCH), purpose="looking for a sent mail")]
            )
        except NotFound:
            return None
        except Permanent as error:
            if error.status != 400:  # an id that this mailbox no longer takes
                raise
            return None

    def _searched(self, mailbox: str, searches: Sequence[str]) -> Found:
        refused: Permanent | None = None
        answered = False
        for search in searches:
            query = (("$filter", search), ("$select", _SEARCH), ("$top", "10"))
            path, purpose = user_path(mailbox, "messages"), "looking for a sent mail"
            try:
                answer = self._client.get(mailbox, path, *query, purpose=purpose)
            except Permanent as error:
                if error.status not in (400, 501):
                    raise
                refused = error  # this Graph cannot search so; the other search may do
                continue
            answered = True
            found = _found([item for item in answer.get("value") or [] if isinstance(item, dict)])
            if found.state is not SentState.ABSENT:
                return found
        if refused is not None and not answered:
            raise refused
        return Found(SentState.ABSENT)

    def _listed(
        self, mailbox: str, path: str, query: tuple[tuple[str, str], ...]
    ) -> Iterator[dict[str, Any]]:
        link = path
        while link:
            answer = self._client.get(mailbox, link, *query, purpose="looking through our own mail")
            yield from (item for item in answer.get("value") or [] if isinstance(item, dict))
            link, query = str(answer.get("@odata.nextLink") or ""), ()


_WITH_KEY = ("$expand", f"singleValueExtendedProperties($filter=id eq {odata_string(OWN_KEY)})")


def _is_orphan(item: dict[str, Any], known_ids: Collection[str], older_than: datetime) -> bool:
    made = moment(item.get("createdDateTime"))
    ours = bool(property_of(item, OWN_KEY)) and item.get("isDraft") is not False
    return ours and item.get("id") not in known_ids and made is not None and made < older_than


def _send_call(mailbox: str, draft_id: str) -> Call:
    return Call("POST", mailbox, user_path(mailbox, "messages", draft_id, "send"), purpose="sending a mail")


def _draft(answer: dict[str, Any]) -> Draft:
    if not isinstance(answer.get("id"), str) or not answer["id"]:
        raise Permanent("Microsoft Graph made a draft without telling its id.")
    return Draft(answer["id"], str(answer.get("internetMessageId") or ""))


def _found(items: Sequence[dict[str, Any]]) -> Found:
    """A sent copy outweighs a draft."""
    for state, is_draft in ((SentState.SENT, False), (SentState.STILL_DRAFT, True)):
        for item in items:
            if (item.get("isDraft") is True) is is_draft:
                return Found(state, str(item.get("id") or ""), str(item.get("internetMessageId") or ""))
    return Found(SentState.ABSENT)


__all__ = ["Done", "Draft", "Found", "Made", "Sender", "SentCopy", "SentState"]
