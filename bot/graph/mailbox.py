"""A mailbox as Nearmiss uses it: what is new, one message, where it is put, how it is erased.

Knows Graph and our values; decides nothing about mail.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.errors import Conflict, NearmissError, NotFound, Permanent, Transient
from bot.graph.call import Call
from bot.graph.changes import Changes, changes, recipients_of
from bot.graph.client import GraphClient
from bot.graph.endpoints import user_path
from bot.graph.mail_tips import Tip, mail_tips
from bot.graph.reading import FIELDS, Fetched, MessageReader
from bot.graph.spool import Spool
from bot.mail.message import Blob

ROOT, PROCESSED, QUARANTINE = "Nearmiss", "Processed", "Quarantine"


@dataclass(frozen=True)
class Folders:
    """Ids of our folders in a mailbox; folder ids do not change."""

    processed: str
    quarantine: str


class Erasure(StrEnum):
    """What became of a message to be erased. Even purged mail stays in Exchange while a hold lasts (graph.md)."""

    PURGED = "purged"  # out of everybody's reach but an administrator's
    DELETED = "deleted"  # this cloud has no permanentDelete: recoverable by the mailbox's users for a while
    GONE = "gone"  # was not there any more


@dataclass(frozen=True)
class Probe:
    """What `nearmiss check` asks of a mailbox. `total`: messages in the inbox. None = not known.

    `may_write` and `mail_tips` were tried; `may_send` is what the token says (rights by RBAC do not stand there).
    """

    total: int
    may_write: bool
    mail_tips: bool
    may_send: bool | None


class Mailboxes:
    """All our mailboxes through one client; safe for many threads."""

    def __init__(self, client: GraphClient, spool: Spool) -> None:
        self._client = client
        self._reader = MessageReader(client, spool)
        self._folders: dict[str, Folders] = {}
        self._lock = threading.Lock()

    def changes(self, mailbox: str, folder: str, link: str | None) -> Changes:
        """A page of what is new since `link` (None: everything). One request when nothing is new.

        `folder`: an id or a well-known name (inbox, junkemail, sentitems). Expects replays and empty pages.
        """
        return changes(self._client, mailbox, folder, link)

    def fetch(
        self, mailbox: str, message_id: str, fields: Sequence[str] = FIELDS, spool: Spool | None = None
    ) -> Fetched:
        """A message with headers, voting answer, class and files; reports and nested mail through MIME.

        `spool` for this message's large files, where they must not lie in the usual one.
        """
        return self._reader.fetch(mailbox, message_id, fields, spool)

    def fetch_many(
        self, mailbox: str, ids: Sequence[str], fields: Sequence[str] = FIELDS
    ) -> list[Fetched | NearmissError]:
        """As `fetch` for many at once; a failure stands in its message's place."""
        return self._reader.fetch_many(mailbox, ids, fields)

    def fetch_recipients_only(self, mailbox: str, message_id: str) -> frozenset[str]:
        """Addresses of To, Cc and Bcc in lower case, nothing of the sender."""
        query = ("$select", "id,toRecipients,ccRecipients,bccRecipients")
        path = user_path(mailbox, "messages", message_id)
        return recipients_of(self._client.get(mailbox, path, query, purpose="reading a mail's recipients"))

    def mime(self, mailbox: str, message_id: str) -> Blob:
        """The message as MIME, in memory while small, else in the spool."""
        return self._reader.mime(mailbox, message_id)

    def ensure_folders(self, mailbox: str) -> Folders:
        """Ids of Nearmiss/Processed and Nearmiss/Quarantine, made where missing; asked for once per process."""
        with self._lock:
            known = self._folders.get(mailbox)
        if known is not None:
            return known
        root = self._ensure_folder(mailbox, ROOT, user_path(mailbox, "mailFolders"))
        inside = user_path(mailbox, "mailFolders", root, "childFolders")
        found = self._named(mailbox, inside)
        processed = found.get(PROCESSED.lower()) or self._ensure_folder(mailbox, PROCESSED, inside)
        quarantine = found.get(QUARANTINE.lower()) or self._ensure_folder(mailbox, QUARANTINE, inside)
        folders = Folders(processed, quarantine)
        with self._lock:
            return self._folders.setdefault(mailbox, folders)

    def forget_folders(self, mailbox: str) -> None:
        """Asks for them anew next time: a move was refused with NotFound, somebody may have removed them."""
        with self._lock:
            self._folders.pop(mailbox, None)

    def move(self, mailbox: str, message_id: str, folder: str) -> str:
        """Moves a message into a folder (id or well-known name); its id there, the same where ids are immutable."""
        try:
            answer = self._client.send(move_call(mailbox, message_id, folder))
        except NotFound:
            self.forget_folders(mailbox)
            raise
        found = answer.get("id")
        return found if isinstance(found, str) and found else message_id

    def purge(self, mailbox: str, message_id: str) -> Erasure:
        """Erases a message as far as Graph can; harmless when repeated."""
        path = user_path(mailbox, "messages", message_id)
        purpose = "erasing a mail"
        try:
            self._client.send(
                Call("POST", mailbox, f"{path}/permanentDelete", purpose=purpose, repeatable=True)
            )
            return Erasure.PURGED
        except Permanent as error:
            if error.code.lower() == "erroritemnotfound":
                return Erasure.GONE
            if error.status not in (400, 404, 405, 501):
                raise
        return self._delete(mailbox, path, purpose)

    def mail_tips(self, mailbox: str, addresses: Sequence[str]) -> dict[str, Tip]:
        """What Exchange says of these addresses before a mail is sent; keys in lower case."""
        return mail_tips(self._client, mailbox, addresses)

    def reach(self, mailbox: str) -> None:
        """One small request; raises what is wrong with our login, our rights or the mailbox."""
        path = user_path(mailbox, "mailFolders", "inbox")
        self._client.get(mailbox, path, ("$select", "id"), purpose="reading the inbox")

    def probe(self, mailbox: str) -> Probe:
        """Tries what the service will need. Raises what reading raises; leaves nothing behind."""
        path = user_path(mailbox, "mailFolders", "inbox")
        inbox = self._client.get(mailbox, path, ("$select", "id,totalItemCount"), purpose="reading the inbox")
        total = inbox.get("totalItemCount")
        permissions = self._client.tokens.permissions()
        return Probe(
            total if isinstance(total, int) else 0,
            self._may_write(mailbox),
            self._has_tips(mailbox),
            ("Mail.Send" in permissions) if permissions else None,
        )

    def _delete(self, mailbox: str, path: str, purpose: str) -> Erasure:
        """Plain delete; where that only went to Deleted Items (not documented), once more from there."""
        for done in (Erasure.GONE, Erasure.DELETED):
            try:
                self._client.delete(mailbox, path, purpose=purpose)
            except NotFound:
                return done
            except Permanent:  # Recoverable Items cannot be deleted from
                if not self._is_recoverable(mailbox, path):
                    raise
                return Erasure.DELETED
        return Erasure.DELETED

    def _is_recoverable(self, mailbox: str, path: str) -> bool:
        """Whether a message lies where deleted mail waits for its end already."""
        deletions = user_path(mailbox, "mailFolders", "recoverableitemsdeletions")
        try:
            item = self._client.get(mailbox, path, ("$select", "id,parentFolderId"), purpose="erasing a mail")
            folder = self._client.get(mailbox, deletions, ("$select", "id"), purpose="erasing a mail")
        except NotFound:
            return False
        return bool(item.get("parentFolderId")) and item.get("parentFolderId") == folder.get("id")

    def _may_write(self, mailbox: str) -> bool:
        body = {
            "subject": "Nearmiss checks that it may write here",
            "body": {"contentType": "Text", "content": ""},
        }
        try:
            made = self._client.post(mailbox, user_path(mailbox, "messages"), body, purpose="making a draft")
        except Transient:
            raise
        except NearmissError:
            return False
        if isinstance(made.get("id"), str):
            self.purge(mailbox, made["id"])
        return True

    def _has_tips(self, mailbox: str) -> bool:
        try:
            return not self.mail_tips(mailbox, [mailbox])[mailbox.lower()].error
        except Transient:
            raise
        except (NearmissError, KeyError):
            return False

    def _ensure_folder(self, mailbox: str, name: str, parent: str) -> str:
        found = self._named(mailbox, parent).get(name.lower())
        if found:
            return found
        try:
            made = self._client.post(mailbox, parent, {"displayName": name}, purpose="making a folder")
        except (Conflict, Permanent) as error:  # another worker was quicker: ErrorFolderExists, 409 or 400
            found = self._named(mailbox, parent).get(name.lower())
            if not found:
                raise error from None
            return found
        return str(made["id"])

    def _named(self, mailbox: str, parent: str) -> dict[str, str]:
        """Ids of the folders in a folder, by name in lower case."""
        found: dict[str, str] = {}
        query: tuple[tuple[str, str], ...] = (("$select", "id,displayName"), ("$top", "250"))
        link = parent
        for _ in range(40):
            answer: Mapping[str, Any] = self._client.get(mailbox, link, *query, purpose="looking for folders")
            for folder in answer.get("value") or []:
                found.setdefault(str(folder.get("displayName", "")).lower(), str(folder.get("id", "")))
            link, query = str(answer.get("@odata.nextLink") or ""), ()
            if not link:
                break
        return found


def move_call(mailbox: str, message_id: str, folder: str) -> Call:
    """The call that moves a message; repeating it is harmless."""
    path = user_path(mailbox, "messages", message_id, "move")
    return Call(
        "POST", mailbox, path, body={"destinationId": folder}, purpose="filing a mail", repeatable=True
    )
