"""Cuts a mail's visible text into what its writer wrote now and the mails quoted or forwarded below.

Judges by layout alone, in the languages that mail programs write here. Throws nothing away.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.anonymity.fold import folded

_NAMES = {
    "from": "from|von|de|da|od|van|oddi wrth|o",
    "to": "to|an|à|a|para|do|aan|at",
    "cc": "cc|kopie|bcc|copie à|copi",
    "subject": "subject|betreff|objet|asunto|oggetto|temat|onderwerp|pwnc|re",
    "date": "date|sent|gesendet|datum|envoyé|enviado|data|inviato|wysłano|verzonden|anfonwyd|dyddiad",
    "other": "reply-to|importance|attachments|antwort an|priority|sensitivity|return-path|message-id|received|sender|"
    "x-[a-z0-9\\-]+|when|where|organizer|required|optional|delivered-to|mime-version|content-type|"
    "content-transfer-encoding|authentication-results|in-reply-to|references|thread-topic|"
    "thread-index|user-agent|arc-[a-z\\-]+|dkim-signature|list-[a-z\\-]+",
}
_FIELD = re.compile(
    r"^[\s>*_|]*(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _NAMES.items())
    + r")\s*[*_]*\s?:[*_]*(?:\s+|$)(?P<value>.*)$",
    re.IGNORECASE,
)
_MARKER = re.compile(
    r"^[\s>*_]*(?:-{2,}\s*(?:original message|forwarded (?:message|by)|"
    r"ursprüngliche nachricht|weitergeleitete nachricht|"
    r"message (?:d'origine|transféré)|mensaje (?:original|reenviado)|message transferred|begin forwarded).*"
    r"|begin forwarded message\s*:?|-{5,}\s*forwarded.*|anfang der weitergeleiteten .*|_{20,})\s*$",
    re.IGNORECASE,
)
_WROTE = re.compile(
    r"^[\s>]*(?:(?:on|am|le|el|op|il|ar)\s.{6,240}?(?:wrote|schrieb.{0,160}|a écrit|escribió|"
    r"schreef.{0,160}|ha scritto|ysgrifennodd.{0,160})"
    r"|.{2,160}(?:wrote|schrieb|a écrit)(?: on .{4,60})?)\s?:\s*$",
    re.IGNORECASE,
)
_FORWARDS = re.compile(
    r"^[\s>*_]*(?:-{2,}.*forward|begin forwarded|-{2,}.*(?:weitergeleitet|transfér|reenviado)|anfang der)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"^\s*(?:fw|fwd|wg|tr|rv|i|enc)\s*:", re.IGNORECASE)


@dataclass(frozen=True, repr=False)
class Block:
    """A mail below: its header `fields` as (kind, whole line, value), its `body`; `forwarded` by its writer's
    intent.
    """

    fields: tuple[tuple[str, str, str], ...]
    body: str
    forwarded: bool

    def value(self, kind: str) -> str:
        """The first header value of a kind ("from", "to"), "" where none."""
        return next((value for name, _, value in self.fields if name == kind), "")


@dataclass(frozen=True, repr=False)
class Parts:
    """What was written now, and the mails below in their order."""

    top: str
    below: tuple[Block, ...] = ()


def _kind(m: re.Match[str]) -> str:
    return next(name for name in _NAMES if m.group(name))


def _header_at(lines: list[str], at: int) -> tuple[list[tuple[str, str, str]], int]:
    """Header lines from a line on; () where it is no mail's header: it takes a From and one more of To,
    Subject, Date.
    """
    fields: list[tuple[str, str, str]] = []
    i = at
    while i < len(lines) and i < at + 60:
        m = _FIELD.match(folded(lines[i]) if not lines[i].isascii() else lines[i]) or _FIELD.match(lines[i])
        if m:
            fields.append((_kind(m), lines[i], m.group("value").strip()))
        elif fields and lines[i].strip() and (lines[i][:1] in " \t" or _continues(fields[-1], lines[i])):
            kind, line, value = fields[-1]
            fields[-1] = (kind, line + "\n" + lines[i], value + " " + lines[i].strip())
        else:
            break
        i += 1
    kinds = {kind for kind, _, _ in fields}
    if "from" in kinds and len(kinds & {"to", "subject", "date"}) >= 1:
        return fields, i
    return [], at


def _continues(field: tuple[str, str, str], line: str) -> bool:
    """A long recipient list goes on in the next line."""
    return (
        field[0] in ("to", "cc") and field[2].rstrip().endswith((",", ";")) and ("@" in line or ";" in line)
    )


def _wrote_at(lines: list[str], at: int) -> int:
    """Lines that an attribution ("On ... wrote:") takes from a line on, 0 for none; it may be broken in up to three."""
    for count in (1, 2, 3):
        chunk = lines[at : at + count]
        if len(chunk) < count or not all(line.strip(" >") for line in chunk):
            return 0
        joined = " ".join(line.strip() for line in chunk)
        opens = count == 1 or re.match(r"[\s>]*(?:on|am|le|el|op|il|ar)\s", joined, re.IGNORECASE)
        if opens and len(joined) < 320 and _WROTE.match(joined):
            return count
    return 0


def _unquoted(lines: list[str]) -> str:
    return "\n".join(re.sub(r"^\s?(?:>\s?)+", "", line) for line in lines).strip("\n")


def _start_at(lines: list[str], i: int) -> tuple[list[tuple[str, str, str]], int, bool] | None:
    """Where a mail below starts at line i: its fields, first body line, whether marked as forwarded."""
    forwards = bool(_FORWARDS.match(lines[i]))
    if _MARKER.match(lines[i]):
        at = i + 1
        while at < len(lines) and not lines[at].strip(" >"):
            at += 1
        fields, body = _header_at(lines, at)
        if fields:
            return fields, body, forwards
        return None if re.match(r"^[\s>]*_{20,}", lines[i]) else ([], i + 1, forwards)
    fields, body = _header_at(lines, i)
    if fields:
        return fields, body, False
    if count := _wrote_at(lines, i):
        line = " ".join(part.strip() for part in lines[i : i + count])
        return [("from", line, line)], i + count, False
    return None


def parts_of(text: str, subject: str = "") -> Parts:
    """A visible text in parts; `subject` tells whether the whole was forwarded ("FW:")."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    starts: list[tuple[int, int, list[tuple[str, str, str]], bool]] = []
    i = 0
    while i < len(lines):
        found = _start_at(lines, i) if lines[i].strip() else None
        if found:
            starts.append((i, found[1], found[0], found[2]))
            i = max(found[1], i + 1)
        else:
            i += 1
    first = starts[0][0] if starts else len(lines)
    top, loose = _without_loose_quotes(lines[:first])
    by_subject = bool(_SUBJECT.match(subject))
    below = [Block((), _unquoted(loose), False)] if loose else []
    for n, (_, body, fields, forwards) in enumerate(starts):
        end = starts[n + 1][0] if n + 1 < len(starts) else len(lines)
        below.append(Block(tuple(fields), _unquoted(lines[body:end]), forwards or by_subject))
    return Parts("\n".join(top).strip("\n"), tuple(below))


def _without_loose_quotes(lines: list[str]) -> tuple[list[str], list[str]]:
    """Quoted lines without an attribution at the end belong to an older mail; among the text they are citations."""
    at = len(lines)
    while at and (lines[at - 1].startswith(">") or not lines[at - 1].strip()):
        at -= 1
    tail = lines[at:]
    if sum(line.startswith(">") for line in tail) >= 2:
        return lines[:at], tail
    return lines, []
