"""Lays a mail out for scrubbing: what its writer says now, the lines of their signature, the mails below.

Joins the general splitter's reading with the finer one of `blocks`. Throws nothing away, judges nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.anonymity.blocks import Block, parts_of
from bot.anonymity.visible import shown_body
from bot.mail.message import Message
from bot.mail.reply import split_reply


@dataclass(frozen=True, repr=False)
class Layout:
    """`top` without quotation, banner and plain signature; `signature` lines; `below` in their order."""

    top: str
    signature: tuple[str, ...] = ()
    below: tuple[Block, ...] = ()


def lay_out(message: Message) -> Layout:
    """The parts of a mail's visible body. Never raises."""
    text, html = shown_body(message)
    split = split_reply(text, html, message.subject)
    top = parts_of(split.new_text, message.subject)
    quoted = parts_of(split.quoted, message.subject)
    loose = (Block((), quoted.top, False),) if quoted.top.strip() else ()
    signature = tuple(line for line in split.signature.split("\n") if line.strip())
    return Layout(top.top, signature, (*top.below, *loose, *quoted.below))
