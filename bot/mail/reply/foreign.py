"""Which lines of a body are somebody else's: one letter a line, then patterns over the short string.

Knows quotation only; signatures, footers and banners within the person's own lines are found elsewhere.

Codes: `.` empty  `t` text  `T` text between fences  `q` quoted (`>` or a quoting element)  `z` foreign by the
client's mark  `s` signature by mark  `b` banner by mark  `H` hidden  `i` attribution by mark  `a` attribution
`l` perhaps one  `h` copied header block  `d` divider  `D` words between dashes  `r` ruler  `o` attribution with text
behind it on its line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.mail.reply.attributions import Sureness, attribution_at, may_end, runs_on
from bot.mail.reply.dividers import is_dashed, is_divider, is_ruler
from bot.mail.reply.header_blocks import (
    bare_subject,
    block_at,
    block_by_subject,
    is_told,
    kind_of,
    notes_block_at,
)
from bot.mail.reply.lines import Line, Zone, fenced, seen

_MOST_CHECKS = 150  # attributions looked at closely in one body; more are nobody's letter
_BARRIER = "\x01"  # stands where another zone ends a person's lines
_BY_ZONE = {Zone.QUOTED: "z", Zone.SIGNATURE: "s", Zone.BANNER: "b", Zone.HIDDEN: "H", Zone.INTRO: "i"}

# What opens foreign text; with the ruler above it.
_INTRO = re.compile(
    r"(?:[rD]\.{0,2}){0,2}[dahi](?:[.rDH]{0,3}[dahi])*|(?:[rD]\.{0,2}){1,2}(?=z)|"
    r"[lD](?:\.?l)*(?=\.{0,3}[qz])|o"
)
_PASSED = re.compile(r"[.rsbH]*")
_QUOTATION = re.compile(r"[qz][qz.]*")


def foreign(lines: Sequence[Line], subject: str = "") -> str:
    """One letter a line: N own, Q somebody else's, S signature and B banner by the client's mark.

    `subject` of the mail, where known, betrays a header block in a language that the tables lack.
    """
    shown = [seen(line.text) if line.zone is Zone.OWN and not line.depth else _BARRIER for line in lines]
    code = _wrapped("".join(_codes(lines, shown, bare_subject(subject))), lines)
    owners = [_OWNER.get(letter, "N") for letter in code]
    at = 0
    while intro := _INTRO.search(code, at):
        _mark(owners, intro.start(), intro.end())
        at = _PASSED.match(code, intro.end()).end()  # type: ignore[union-attr]
        if at < len(code) and code[at] in "qz" and code[intro.start()] != "o":
            at = _QUOTATION.match(code, at).end()  # type: ignore[union-attr]
        else:
            _mark(owners, intro.end(), len(code))
            break
    return "".join(owners)


_OWNER = {"q": "Q", "z": "Q", "H": "Q", "i": "Q", "s": "S", "b": "B"}


def _mark(owners: list[str], start: int, end: int) -> None:
    for at in range(start, end):
        owners[at] = "Q"


def _codes(lines: Sequence[Line], shown: list[str], subject: str) -> list[str]:
    codes = [_simple(line, text) for line, text in zip(lines, shown, strict=True)]
    for at in fenced(shown):
        codes[at] = "T"
    kinds = [kind_of(text) if code == "t" else "" for text, code in zip(shown, codes, strict=True)]
    at = checks = first = 0
    while at < len(codes):
        block = _header_block(codes, shown, kinds, at)
        if block:
            first = at + block
        elif codes[at] == "t" and checks < _MOST_CHECKS:
            tried, first = _attributed(codes, shown, at, first)
            checks += tried
            if len(subject) > 5 and (start := block_by_subject(shown, at, subject)) >= 0:
                codes[start : at + 1] = "h" * (at + 1 - start)
        at += block or 1
    return codes


def _header_block(codes: list[str], shown: list[str], kinds: Sequence[str], at: int) -> int:
    """Marks a copied header block that begins here; its number of lines."""
    block = block_at(shown, kinds, at) if kinds[at] else 0
    if block and at and is_told(shown[at - 1]):
        return 0
    start = at
    if not block and codes[at] == "t":
        start, length = notes_block_at(shown, at)
        block = length - (at - start) if length else 0
    codes[start : at + block] = "h" * (at + block - start) if block else ""
    return block


def _attributed(codes: list[str], shown: list[str], at: int, first: int) -> tuple[bool, int]:
    """Marks an attribution that ends here; whether it was looked for, and what later ones may reach back to."""
    if "@" in shown[at] and runs_on(shown[at]):
        codes[at] = "o"
        return True, at + 1
    if not may_end(shown[at], "q" in codes[at + 1 : at + 3]):
        return False, first
    start, sureness = attribution_at(shown, at, first)
    if sureness is Sureness.NONE:
        return True, first
    codes[start : at + 1] = ("a" if sureness is Sureness.STRICT else "l") * (at + 1 - start)
    return True, at + 1


def _simple(line: Line, text: str) -> str:
    if line.zone is not Zone.OWN:
        return _BY_ZONE[line.zone]
    if line.depth:
        return "q"
    if not text:
        return "."
    if is_divider(text):
        return "d"
    if is_ruler(text):
        return "r"
    return "D" if is_dashed(text) else "t"


_WRAPPED = re.compile(r"(?<=q)t(?=[q.]|$)")


def _wrapped(code: str, lines: Sequence[Line]) -> str:
    """Ends of quoted lines that a mailer broke without a new `>` count as quoted."""
    letters = list(code)
    for found in _WRAPPED.finditer(code):
        at = found.start()
        before, line = lines[at - 1].text, lines[at].text.strip()
        if len(before) >= 66 and len(line) <= 40 and before[-1] not in ".!?:" and not line[:1].isupper():
            letters[at] = "q"
    return "".join(letters)
