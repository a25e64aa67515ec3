"""Whom else a mail asks to protect: the colleague for whom it is written, the author of what is passed on.

The policy protects whoever asks for anonymity; by whose hands the request comes makes no difference.
"""

from __future__ import annotations

import re
from email.utils import parseaddr

from bot.anonymity.blocks import Block
from bot.anonymity.layout import Layout
from bot.mail.anonymity import wants_anonymity
from bot.mail.message import Address

_NAME = r"(?P<name>(?:(?:Mrs?|Ms|Miss|Dr)\.?\s)?[A-Z][\w'’\-]{1,40}(?:\s[A-Z][\w'’\-]{1,40}){0,2})"
_FEAR = (
    r"(?:anonym|afraid|scared|frightened|fears?\b|worried about|not (?:want )?(?:to )?be (?:named|identified)|"
    r"stay out|kept? out|does(?:n['’]t| not) (?:dare|want))"
)
_FOR = re.compile(
    rf"\b(?i:on behalf of|(?:reporting|writing|passing|sending)(?: this)?(?: on)? for|asked by)\s+(?:my |our |an? )?"
    rf"(?:[a-z]+\s){{0,2}}?{_NAME}(?=(?P<rest>[^.!?\n]{{0,120}}))"
)
_WISH = re.compile(
    rf"{_NAME}\s+(?:who\s+|also\s+)?(?:wants?|wishes|asked|asks|would like|prefers|is|was)\s[^.!?\n]{{0,40}}?{_FEAR}"
)
_THEIRS = re.compile(
    r"\b(?:she|he|they)\b (?:wants?|wishes|asked|asks|would like|prefers)[^.!?\n]{0,30}(?:anonym|not be named)"
    r"|\b(?:keep|leave) (?:her|him|them) out|\b(?:her|his|their) name (?:out|to yourself)"
    r"|\bdo(?:n['’]t| not) (?:name|mention|involve) (?:her|him|them)\b",
    re.IGNORECASE,
)


def protected(layout: Layout) -> tuple[Address, ...]:
    """Name and address of everybody else whose wish to stay unknown the mail tells; "" for what is not told."""
    names = [m.group("name") for m in _FOR.finditer(layout.top) if re.search(_FEAR, m.group("rest"))]
    names += [m.group("name") for m in _WISH.finditer(layout.top)]
    found = [Address("", name) for name in names if not name.startswith(("I ", "We ", "She", "He ", "They"))]
    told = bool(_THEIRS.search(layout.top) or found)
    authors = [_author(block) for block in layout.below if told or wants_anonymity(block.body)]
    return (*found, *authors[:1])  # the newest mail below is what is passed on


def _author(block: Block) -> Address:
    name, address = parseaddr(block.value("from"))
    return Address(
        address.lower() if "@" in address else "", name or ("" if "@" in address else block.value("from"))
    )
