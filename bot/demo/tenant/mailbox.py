"""One mailbox: its folders, messages, indexes and change log. Keeps mail and finds it; delivers and serves nothing.

These classes change in place: they are a simulated store, and copies of 100,000 messages would cost what it saves.
"""

from __future__ import annotations

import bisect
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from bot.demo.tenant.content import Content
from bot.demo.tenant.ids import IdKind, ItemId

# Well-known folders with the names Outlook shows; the last two are the dumpster's, hidden from clients.
WELL_KNOWN = {
    "msgfolderroot": "Top of Information Store",
    "inbox": "Inbox",
    "drafts": "Drafts",
    "sentitems": "Sent Items",
    "deleteditems": "Deleted Items",
    "junkemail": "Junk Email",
    "archive": "Archive",
    "outbox": "Outbox",
    "conversationhistory": "Conversation History",
    "recoverableitemsdeletions": "Deletions",
    "recoverableitemspurges": "Purges",
}
_HIDDEN = {"recoverableitemsdeletions", "recoverableitemspurges"}


class Change(NamedTuple):
    """One entry of a folder's change log: message number, its default id's number then, and whether it left."""

    number: int
    place: int
    removed: bool


@dataclass(slots=True)
class Message:
    """A message in a mailbox. `number` never changes, `place` changes with each move (default and immutable id)."""

    number: int
    place: int
    folder: int
    content: Content
    received: datetime
    created: datetime
    modified: datetime
    conversation: str = ""
    conversation_index: bytes = b""
    version: int = 1
    is_read: bool = False
    is_draft: bool = False
    categories: tuple[str, ...] = ()
    flag: str = "notFlagged"


@dataclass(slots=True)
class Folder:
    """A folder with its messages in order of arrival and a log of changes, which delta rounds read."""

    number: int
    name: str
    parent: int
    well_known: str = ""
    order: list[tuple[datetime, int]] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    latest: dict[int, int] = field(default_factory=dict)
    entered: dict[int, int] = field(default_factory=dict)
    unread: int = 0

    @property
    def hidden(self) -> bool:
        """Whether clients are shown this folder only by its well-known name."""
        return self.well_known in _HIDDEN

    def note(self, message: Message, removed: bool = False) -> None:
        """Write a change of `message` into the log."""
        position = len(self.changes)
        self.changes.append(Change(message.number, message.place, removed))
        self.latest[message.number] = position
        if not removed:
            self.entered.setdefault(message.number, position)
        else:
            self.entered.pop(message.number, None)


class Mailbox:
    """A mailbox of `address`. `hosted` tells whether it lies in the tenant (Graph reaches it) or outside."""

    def __init__(self, address: str, name: str, aliases: tuple[str, ...] = (), hosted: bool = True) -> None:
        self.address = address
        self.name = name
        self.aliases = aliases
        self.hosted = hosted
        # The same address has the same GUID in every run, so a test's output does not change from run to run.
        self.guid = str(uuid.uuid5(uuid.NAMESPACE_URL, f"mailto:{address.lower()}"))
        self.folders: dict[int, Folder] = {}
        self.well_known: dict[str, Folder] = {}
        self.messages: dict[int, Message] = {}
        self.by_place: dict[int, Message] = {}
        self.by_message_id: dict[str, list[int]] = {}
        self.by_property: dict[tuple[str, str], list[int]] = {}
        self._next = 0
        for key, shown in WELL_KNOWN.items():
            parent = self.well_known["msgfolderroot"].number if key != "msgfolderroot" else 0
            self.add_folder(shown, parent, key)

    def number(self) -> int:
        """A number that this mailbox has not used yet."""
        self._next += 1
        return self._next

    def item_id(self, kind: IdKind, number: int, part: int = 0) -> str:
        """The id of something in this mailbox, as Graph shows it."""
        return str(ItemId(kind, self.guid, number, part))

    # Folders

    def add_folder(self, name: str, parent: int, well_known: str = "") -> Folder:
        """Make a folder beneath `parent` (a folder number)."""
        folder = Folder(self.number(), name, parent, well_known)
        self.folders[folder.number] = folder
        if well_known:
            self.well_known[well_known] = folder
        return folder

    def children(self, parent: Folder) -> list[Folder]:
        """The folders directly beneath, by name."""
        found = [folder for folder in self.folders.values() if folder.parent == parent.number]
        return sorted(found, key=lambda folder: folder.name.casefold())

    def remove_folder(self, folder: Folder) -> None:
        """Remove a folder with all that lies in it and beneath."""
        for child in self.children(folder):
            self.remove_folder(child)
        for _, number in list(folder.order):
            self.remove(self.messages[number])
        del self.folders[folder.number]

    # Messages

    def add(self, message: Message) -> None:
        """File a new message in its folder and in the indexes."""
        self.messages[message.number] = message
        self.by_place[message.place] = message
        self._index(message, message.content)
        self._enter(message)

    def remove(self, message: Message) -> None:
        """Take a message out of the mailbox altogether."""
        self._leave(message)
        self._unindex(message, message.content)
        del self.messages[message.number]

    def move(self, message: Message, folder: Folder, keep_immutable: bool = True) -> None:
        """Move to another folder: a new default id, and a new immutable one as well unless `keep_immutable`."""
        self._leave(message)
        if not keep_immutable:
            self._unindex(message, message.content)
            del self.messages[message.number]
            message.number = self.number()
            self.messages[message.number] = message
            self._index(message, message.content)
        message.place = self.number()
        message.folder = folder.number
        self.by_place[message.place] = message
        self._enter(message)

    def rewrite(self, message: Message, content: Content, now: datetime) -> None:
        """Put other content into a message and log the change."""
        self._unindex(message, message.content)
        message.content = content
        self._index(message, content)
        self.touch(message, now)

    def touch(self, message: Message, now: datetime) -> None:
        """Log a change of a message: a new change key and modification time."""
        message.version += 1
        message.modified = now
        self.folders[message.folder].note(message)

    def mark_read(self, message: Message, is_read: bool) -> None:
        """Set the read flag and keep the folder's count."""
        if message.is_read != is_read:
            self.folders[message.folder].unread += -1 if is_read else 1
            message.is_read = is_read

    def listed(self, folder: Folder) -> Iterator[Message]:
        """The folder's messages, newest first."""
        return (self.messages[number] for _, number in reversed(folder.order))

    def everything(self) -> Iterator[Message]:
        """Messages of all folders that clients see, newest first."""
        shown = [pair for folder in self.folders.values() if not folder.hidden for pair in folder.order]
        return (self.messages[number] for _, number in sorted(shown, reverse=True))

    def _enter(self, message: Message) -> None:
        folder = self.folders[message.folder]
        bisect.insort(folder.order, (message.received, message.number))
        folder.unread += not message.is_read
        folder.note(message)

    def _leave(self, message: Message) -> None:
        folder = self.folders[message.folder]
        pair = (message.received, message.number)
        del folder.order[bisect.bisect_left(folder.order, pair)]
        folder.unread -= not message.is_read
        folder.note(message, removed=True)
        del self.by_place[message.place]

    def _index(self, message: Message, content: Content) -> None:
        self.by_message_id.setdefault(content.message_id, []).append(message.number)
        for pair in content.properties.items():
            self.by_property.setdefault(_property_key(*pair), []).append(message.number)

    def _unindex(self, message: Message, content: Content) -> None:
        self.by_message_id[content.message_id].remove(message.number)
        for pair in content.properties.items():
            self.by_property[_property_key(*pair)].remove(message.number)


def _property_key(name: str, value: str) -> tuple[str, str]:
    # A value is compared without regard to case, an id's Name is not (graph.md, Extended properties).
    return name, value.casefold()
