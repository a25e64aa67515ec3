"""Makes of a reporter's mail the text that leaders may read: everything said stays, everything about the writer goes.

Pure. What is only doubtful is withheld piece by piece; the pieces are for the reporter to release.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.anonymity.blocks import Block
from bot.anonymity.clue_words import Why
from bot.anonymity.clues import clues
from bot.anonymity.identity import Needles
from bot.anonymity.layout import lay_out
from bot.anonymity.links import clean_links, link_changes
from bot.anonymity.matching import Kind, Span, find
from bot.anonymity.own_fields import without_own_fields
from bot.anonymity.signature import cut_signature
from bot.mail.message import Message

REPORTER = "[reporter]"
_PRIVATE = re.compile(
    r"-----BEGIN (?:PGP|CERTIFICATE|[A-Z ]*KEY)[^\n]*-----.*?(?:-----END [^\n]*-----|\Z)|"
    r"^BEGIN:VCARD.*?(?:^END:VCARD\s*$|\Z)",
    re.DOTALL | re.MULTILINE,
)
_FIRST_PERSON = re.compile(r"\b(?:I|I['’]m|[Mm]y)\b")
_BYLINE = re.compile(  # "(from your music teacher)" at a subject's end
    r"(?:[(\[–—-]\s*(?:sent\s+)?(?:from|by)\s+(?:your|an?|the|one of)|[\s,](?:from|by)\s+(?:your|one of your))\s"
    r"[^()\[\]:]{3,60}[)\]]?\s*$",
    re.IGNORECASE,
)
_ORDINARY_TEXT = {
    Kind.NAME: REPORTER,
    Kind.ADDRESS: "[reporter's address]",
    Kind.LOGIN: "[reporter's login]",
    Kind.PHONE: "[reporter's number]",
    Kind.JOB: "[reporter's job]",
    Kind.ROOM: "[reporter's room]",
    Kind.HOST: "[reporter's computer]",
    Kind.CODE: REPORTER,
    Kind.ENCODED: "[encoded text withheld]",
}


@dataclass(frozen=True, slots=True, repr=False)
class Piece:
    """A withheld piece of text: its number, its words, and why, in words for the reporter."""

    n: int
    text: str
    why: str


@dataclass(frozen=True, slots=True, repr=False)
class Scrubbed:
    """What leaders get (`subject`, `text`), what waits for the reporter, and what was removed, told without content."""

    text: str
    withheld: tuple[Piece, ...] = ()
    removed: tuple[str, ...] = ()
    subject: str = ""


def marker(n: int) -> str:
    """What stands in the text in place of a withheld piece."""
    return f"[detail {n} that could identify the reporter is withheld]"


def replace_needles(text: str, needles: Needles) -> tuple[str, int]:
    """A text with the reporter's strings replaced, and how many there were."""
    spans = find(text, needles)
    out: list[str] = []
    at = 0
    for span in spans:
        out += [text[at : span.start], _replacement(text, span)]
        at = span.end
    shown = "".join([*out, text[at:]])
    shown = re.sub(r"(\[reporter(?:'s \w+)?\])(?:[\s,]{1,2}\1)+", r"\1", shown)
    return re.sub(r"@(?=\[reporter)", "", shown), len(spans)


def _replacement(text: str, span: Span) -> str:
    token = text[span.start : span.end]
    if span.kind is Kind.ENCODED and "://" in token:
        return "[link withheld]"
    return _ORDINARY_TEXT[span.kind]


def scrub_foreign(text: str, needles: Needles) -> str:
    """Text that somebody else wrote or that no person speaks in: only the reporter's strings are replaced."""
    shown, _ = clean_links(_PRIVATE.sub("[key or contact card, withheld]", text))
    return _settled(replace_needles(shown, needles)[0], needles)


@dataclass(frozen=True, slots=True, repr=False)
class Edit:
    """In a text, from `start` to `end`, `text` comes instead."""

    start: int
    end: int
    text: str


def edits(text: str, needles: Needles, *, own: bool) -> list[Edit]:
    """What must change in a file's paragraph; `own`: the reporter wrote it, so clues go too. In order, no overlap."""
    found = [Edit(s.start, s.end, _replacement(text, s)) for s in find(text, needles)]
    wanted = [c for c in clues(text, needles) if own or c.why is Why.QUOTE]
    found = [e for e in found if not any(c.start <= e.start and e.end <= c.end for c in wanted)]
    found += [Edit(c.start, c.end, "[detail withheld]") for c in wanted]
    found += [
        Edit(*span, link)
        for span, link in link_changes(text)
        if not any(e.start < span[1] and span[0] < e.end for e in found)
    ]
    apart: list[Edit] = []
    for edit in sorted(found, key=lambda e: (e.start, -e.end)):
        if not apart or edit.start >= apart[-1].end:
            apart.append(edit)
    return apart


def is_own_text(text: str, needles: Needles) -> bool:
    """A text without a header or properties that the reporter seems to have written: first person, and a name
    of theirs.
    """
    return bool(_FIRST_PERSON.search(text)) and any(
        s.kind in (Kind.NAME, Kind.ADDRESS) for s in find(text, needles)
    )


def scrub_paragraphs(text: str, needles: Needles) -> tuple[str, int]:
    """A file's text without the reporter's strings (nor clues, where they wrote it), and how many places changed."""
    own = is_own_text(text, needles)
    changed = 0
    for _ in range(4):
        found = edits(text, needles, own=own)
        if not found:
            break
        changed += len(found)
        for edit in reversed(found):
            text = text[: edit.start] + edit.text + text[edit.end :]
        own = False
    return _settled(text, needles), changed


def _settled(text: str, needles: Needles) -> str:
    """Until nothing is found: lines in which cutting left a trace go whole."""
    for _ in range(3):
        spans = find(text, needles)
        if not spans:
            return text
        text = replace_needles(text, needles)[0]
    lines = text.split("\n")
    return (
        "\n".join("[line withheld]" if find(line, needles) else line for line in lines)
        if find(text, needles)
        else text
    )


class _Pieces:
    """Numbers the withheld pieces of one mail."""

    def __init__(self) -> None:
        self.found: list[Piece] = []

    def take(self, text: str, why: Why) -> str:
        piece = Piece(len(self.found) + 1, re.sub(r"\s+", " ", text).strip(), str(why))
        self.found.append(piece)
        return marker(piece.n)


def _own_text(text: str, needles: Needles, pieces: _Pieces) -> tuple[str, list[str]]:
    """The reporter's own words without what tells who they are."""
    removed: list[str] = []
    text, private = _PRIVATE.subn("", text)
    text, fields = without_own_fields(text, needles)
    cut = cut_signature(text, needles)
    if cut.lines:
        removed.append("signature")
    shown, links = clean_links(cut.kept)
    out: list[str] = []
    at = 0
    introduced = 0
    for clue in clues(shown, needles):
        out.append(shown[at : clue.start])
        if clue.introduction:
            introduced += 1
            out.append("[introduction removed]")
        else:
            out.append(pieces.take(shown[clue.start : clue.end], clue.why))
        at = clue.end
    text = "".join([*out, shown[at:]])
    text, replaced = replace_needles(text, needles)
    counts = (
        (introduced, "introduction of yourself"),
        (fields, "what a form says of its writer"),
        (replaced, "your name, address, number, job or room in the text"),
    )
    removed += [what for count, what in counts if count]
    removed += ["key or contact card"] if private else []
    removed += ["parts of links that can tell who received them"] if links else []
    return _tidy(_settled(text, needles)), removed


def _tidy(text: str) -> str:
    text = re.sub(r"\[introduction removed\]\s*(?:[,.;:–—-]\s*)?(?:(?:and|but)\s+)?", "", text)
    text = re.sub(r"[ \t]+\n", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _is_own(block: Block, needles: Needles) -> bool:
    return bool(find(block.value("from"), needles))


def _people(value: str, needles: Needles) -> str:
    """A recipient list without the reporter."""
    others = [
        one.strip()
        for one in re.split(r"[;,](?=(?:[^\"<]*[\"<][^\">]*[\">])*[^\"<]*$)", value)
        if one.strip()
    ]
    kept = [
        one
        for one in others
        if not find(one, needles) and one.strip().lower() not in ("me", "undisclosed recipients:")
    ]
    return "; ".join(kept)


def foreign_mail(block: Block, needles: Needles) -> str:
    """A mail below that somebody else wrote: their header lines and words, without the reporter's."""
    lines = []
    for kind, line, value in block.fields:
        if kind in ("to", "cc"):
            if kept := _people(value, needles):
                lines.append(f"{line.split(':')[0].strip(' >*_')}: {kept}")
        elif kind == "other":
            if re.match(
                r"[\s>*_]*(?:reply-to|return-path|attachments|importance|when|where)\b", line, re.IGNORECASE
            ) and not find(value, needles):
                lines.append(line.lstrip(" >*_").rstrip())
        elif not find(line, needles) or kind == "subject":
            lines.append(line.lstrip(" >*_").rstrip())
    return scrub_foreign("\n".join([*lines, "", block.body] if lines else [block.body]), needles)


def _below(
    blocks: tuple[Block, ...], needles: Needles, pieces: _Pieces, short: bool
) -> tuple[list[str], list[str]]:
    """Mails quoted or forwarded below, as far as they are evidence."""
    shown: list[str] = []
    removed: list[str] = []
    for block in blocks:
        own = _is_own(block, needles)
        if own and not (block.forwarded or short):
            removed.append("your own earlier mail, quoted below")
            continue
        if not own and not block.fields and not block.forwarded and not short:
            removed.append("quoted text below")
            continue
        if own:
            text, more = _own_text(block.body, needles, pieces)
            lines = [foreign_mail(Block(block.fields, "", block.forwarded), needles).strip()]
            shown.append("\n\n".join(part for part in [*lines, text] if part))
            removed += more
        else:
            shown.append(foreign_mail(block, needles).strip())
        removed.append("your lines in the header of a forwarded mail")
    return [text for text in shown if text], removed


def _scrub_subject(subject: str, needles: Needles) -> str:
    """A subject is the reporter's own line: what says who writes goes, without a number to release it by."""
    shown = _BYLINE.sub("", subject).rstrip(" ,")
    for edit in reversed(edits(shown, needles, own=True)):
        shown = shown[: edit.start] + edit.text + shown[edit.end :]
    return scrub_foreign(shown, needles)


def scrub(message: Message, needles: Needles) -> Scrubbed:
    """What leaders may read of a reporter's mail.

    `needles` come from `needles_of`. Text is plain; withheld pieces are numbered from 1 in the order in which their
    markers stand in it; `removed` are short phrases to the reporter. Never raises on any mail.
    """
    pieces = _Pieces()
    layout = lay_out(message)
    top, removed = _own_text(layout.top, needles, pieces)
    removed = [*(["signature"] if layout.signature else []), *removed]
    below, more = _below(layout.below, needles, pieces, short=len(top.split()) < 12)
    text = "\n\n".join(
        [part for part in (top, *(f"----- Mail below -----\n{text}" for text in below)) if part]
    )
    subject = _tidy(_scrub_subject(message.subject, needles))
    return Scrubbed(text, tuple(pieces.found), tuple(dict.fromkeys([*removed, *more])), subject)
