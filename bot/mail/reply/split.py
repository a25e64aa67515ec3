"""A reply cut into its parts: what the person wrote, what they quote, their signature, a banner on top.

Nothing is thrown away and nothing is judged: commands and facts are read from `new_text` elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.mail.message import Split
from bot.mail.reply.banners import banner_length
from bot.mail.reply.flow import to_lines
from bot.mail.reply.foreign import foreign
from bot.mail.reply.lines import Line, seen, text_lines
from bot.mail.reply.signatures import signature_lines

_MOST_TAIL = 300  # lines at the end of a person's lines among which a signature may begin
_MOST_STRETCHES = 60


def split_reply(text: str, html: str = "", subject: str = "") -> Split:
    """Cuts a body; `text` and `html` are the two forms of the same mail, "" for none.

    The HTML decides wherever it shows any words: the client marks its parts in it, and Exchange hands out nothing
    else, so that a mail is read alike through both doors. Every line that a reader sees stands in exactly one field.
    Never raises.
    """
    by_html = _split(to_lines(html), subject) if html.strip() else None
    if by_html is not None and (_any(by_html) or not text.strip()):
        return by_html
    return _split(text_lines(text), subject) if text.strip() else Split("")


def _any(split: Split) -> bool:
    return bool(split.new_text or split.quoted or split.signature or split.head)


def _split(lines: Sequence[Line], subject: str) -> Split:
    shown = [seen(line.text) for line in lines]
    owners = list(foreign(lines, subject))
    _banner(owners, shown)
    for start, end in _stretches(owners):
        told = any(line and owner == "N" for line, owner in zip(shown[:start], owners[:start], strict=True))
        for at, gone in enumerate(signature_lines(shown[start:end], told=told), start):
            owners[at] = "S" if gone else "N"
    if not any(line and owner == "N" for line, owner in zip(shown, owners, strict=True)):
        _nothing_left(owners, shown)
    return Split(
        new_text=_joined(lines, owners, "N"),
        quoted=_joined(lines, owners, "Q"),
        signature=_joined(lines, owners, "S"),
        head=_joined(lines, owners, "B"),
    )


def _banner(owners: list[str], shown: Sequence[str]) -> None:
    """The banner is the top of the person's own lines."""
    own = "".join(owners)
    start = next((at for at, line in enumerate(shown) if line and own[at] == "N"), len(shown))
    end = next((at for at in range(start, len(own)) if own[at] not in "NB"), len(own))
    length = banner_length(shown[start : min(end, start + 40)])
    owners[start : start + length] = "B" * length


def _stretches(owners: Sequence[str]) -> list[tuple[int, int]]:
    """The ends of the person's stretches in which a signature may stand: the last stretch, then from the top."""
    spans = [found.span() for found in re.finditer(r"N+", "".join(owners))]
    ends = [(max(start, end - _MOST_TAIL), end) for start, end in spans]
    return ends[-1:] + ends[: min(len(ends) - 1, _MOST_STRETCHES)]


def _nothing_left(owners: list[str], shown: Sequence[str]) -> None:
    """Where all was taken for signature, what a person may have meant as the answer is given back."""
    code = "".join(owners)
    start = next((at for at, line in enumerate(shown) if line and code[at] == "S"), -1)
    if start < 0:
        return
    end = next((at for at in range(start, len(code)) if not shown[at] or code[at] != "S"), len(code))
    cut = signature_lines(shown[start:end])
    kept = [at for at, gone in enumerate(cut, start) if not gone] or (
        [start] if _answers(shown[start]) else []
    )
    for at in kept:
        owners[at] = "N"


def _answers(line: str) -> bool:
    """Thanks alone is still an answer; a name, a ruler or a footer is none."""
    return bool(
        re.match(r"(?:many |with )?(?:thank|cheers|ta\b|diolch|much appreciated)", line, re.IGNORECASE)
    )


def _joined(lines: Sequence[Line], owners: Sequence[str], wanted: str) -> str:
    """The lines of one owner in their order; where others were between them, an empty line is."""
    parts: list[str] = []
    last = -1
    for at, owner in enumerate(owners):
        if owner != wanted:
            continue
        text = lines[at].text
        if parts and parts[-1] and at != last + 1:
            parts.append("")
        if text or (parts and parts[-1]):
            parts.append(text)
        last = at
    return "\n".join(parts).strip("\n")
