"""What passes between leader and anonymous reporter: plain text of the newest part, cleaned on both ways.

Pure. Chooses no recipient, sends nothing, delays nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.anonymity.fishing import Bait, baits_of, marked
from bot.anonymity.identity import Needles
from bot.anonymity.layout import lay_out
from bot.anonymity.links import clean_links
from bot.anonymity.text import Scrubbed, scrub
from bot.mail.message import Kind, Message

NEUTRAL_SUBJECT = "A question about your message"
_HEADER_BREAK = re.compile(r"[\r\n\x00]+")
_NEVER_PASSED = frozenset({Kind.AUTO_REPLY, Kind.BOUNCE, Kind.RECEIPT, Kind.BULK, Kind.LOOP})


@dataclass(frozen=True, slots=True, repr=False)
class Relayed:
    """A leader's question as the reporter gets it; `baits` are told to the leader, `left_out` counts what did
    not pass.
    """

    text: str
    baits: tuple[Bait, ...] = ()
    left_out: tuple[str, ...] = ()


def passes(kind: Kind) -> bool:
    """Whether a mail of this kind, from either side, may go on at all: no machine's answer ever does."""
    return kind not in _NEVER_PASSED


def clean_question(message: Message, asked: str | None = None) -> Relayed:
    """A leader's mail for the reporter: the newest text (or `asked`, the command's own argument), links without query.

    Pictures, files, invitations, HTML and whatever else could show that somebody opened it are left out and counted.
    """
    text = asked if asked is not None else lay_out(message).top
    text, links = clean_links(_HEADER_BREAK.sub("\n", text))
    text = _without_bare_links(text)
    shown, _ = marked(text.strip())
    files = len(message.attachments)
    left_out = [f"{files} file(s) or picture(s)"] if files else []
    left_out += ["parts of links"] if links else []
    left_out += (
        ["a picture from the web"]
        if re.search(r"<img\b[^>]*\bsrc\s*=\s*[\"']?https?:", message.html, re.IGNORECASE)
        else []
    )
    return Relayed(shown, baits_of(text), tuple(left_out))


def _without_bare_links(text: str) -> str:
    """Links as text nobody opens by mistake: "https://x.example/y" is shown as "x.example/y (link)"."""
    return re.sub(
        r"\b(?:https?|ftp)://([^\s<>\"']+)",
        lambda m: f"{_unbaited(m.group(1))} (a link; you need not open it)",
        text,
    )


def _unbaited(target: str) -> str:
    """Host and the path's plain words: a long token in a path is as telling as a query."""
    host, *parts = target.split("/")
    plain = [
        part
        for part in parts
        if len(part) < 24
        and not re.search(r"\d.*[A-Za-z].*\d|[A-Za-z].*\d.*[A-Za-z].*\d|%|=|[0-9a-f]{12,}", part)
    ]
    host = ".".join(label for label in host.split(".") if len(label) < 24)
    return "/".join([host, *plain])


def clean_answer(message: Message, needles: Needles) -> Scrubbed:
    """A reporter's answer for leaders: like a report; the leader's question quoted below it is left out."""
    newest = Message(text=_above_marker(lay_out(message).top), attachments=message.attachments)
    return scrub(newest, needles)


def _above_marker(text: str) -> str:
    return re.split(
        r"^.*answer only above this line.*$", text, maxsplit=1, flags=re.IGNORECASE | re.MULTILINE
    )[0]
