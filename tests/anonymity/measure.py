"""Runs planted mails through scrub, rebuild and guard, and counts leaks, losses and needless holds.

Reads what comes out with readers of its own, so that a blind spot of the guard is no blind spot here.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from bot.anonymity.files import CleanFile, HeldFile, rebuild
from bot.anonymity.guard import Guard
from bot.anonymity.needles import needles_of
from bot.anonymity.text import Scrubbed, scrub
from tests.anonymity import attacks
from tests.anonymity.planted import Planted

_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Outcome:
    """Of one planted mail."""

    planted: Planted
    leaked: tuple[str, ...]
    lost: tuple[str, ...]
    held: tuple[HeldFile, ...]
    guard: int
    scrubbed: Scrubbed

    @property
    def needless(self) -> bool:
        return bool(self.held) and not self.planted.may_hold


def _members(content: bytes, depth: int = 3) -> Iterable[bytes]:
    yield content
    if content[:2] == b"PK" and depth:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield "\n".join(archive.namelist()).encode()
            for name in archive.namelist():
                yield from _members(archive.read(name), depth - 1)
    for m in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
        try:
            yield zlib.decompress(m.group(1))
        except zlib.error:
            yield m.group(1)


def _texts(content: bytes) -> Iterable[str]:
    for raw in _members(content):
        for codec in ("utf-8", "utf-16-le", "latin-1"):
            text = raw.decode(codec, "replace")
            yield text
            yield re.sub(r"\\u(\d+)\?", lambda m: chr(int(m.group(1))), text)
            yield re.sub(r"<[^>]*>", "", text)
            yield re.sub(r"<[^>]*>", " ", text)


def _flat(text: str) -> str:
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text)).lower()


def judge(
    contents: Iterable[bytes], leaks: tuple[str, ...], facts: tuple[str, ...], texts: Iterable[str] = ()
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What leaked and what was lost in some files and texts."""
    out = [*texts, *(text for content in contents for text in _texts(content))]
    flat = [_flat(text) for text in out]
    raw = "\n".join(out).lower()

    def shown(leak: str) -> bool:
        return leak.lower() in raw if "\n" in leak else any(_flat(leak) in text for text in flat)

    wanted = [_flat(fact) for fact in facts]
    leaked = tuple(leak for leak in leaks if shown(leak) and not any(_flat(leak) in fact for fact in wanted))
    return leaked, tuple(fact for fact in facts if not any(_flat(fact) in text for text in flat))


def run(planted: Planted) -> Outcome:
    """One mail through the library."""
    known = attacks.card(planted.reporter) if planted.group == "attack" else planted.reporter.card
    needles = needles_of(planted.message, known)
    scrubbed = scrub(planted.message, needles)
    results = rebuild(planted.message.attachments, needles) if planted.message.attachments else ()
    clean = [result for result in results if isinstance(result, CleanFile)]
    shown = f"{scrubbed.subject}\n{scrubbed.text}"
    told = [
        *(result.name for result in clean),
        *(words for r in clean for words in r.removed),
        *scrubbed.removed,
    ]
    leaked, lost = judge([r.content for r in clean], planted.leaks, planted.facts, [shown, *told])
    guard = Guard(needles)
    hits = len(guard.find(shown)) + sum(len(guard.find(result.content)) for result in clean)
    return Outcome(
        planted, leaked, lost, tuple(r for r in results if isinstance(r, HeldFile)), hits, scrubbed
    )


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    group: str
    mails: int
    leaking: int
    facts: int
    lost: int
    needless: int

    @property
    def clean(self) -> float:
        return 100 * (1 - self.leaking / self.mails) if self.mails else 100.0

    @property
    def kept(self) -> float:
        return 100 * (1 - self.lost / self.facts) if self.facts else 100.0


def rows(outcomes: list[Outcome]) -> list[Row]:
    """A row per group, and one for all."""
    groups = list(dict.fromkeys(o.planted.group for o in outcomes))
    made = []
    for group in [*groups, "all"]:
        those = [o for o in outcomes if group in (o.planted.group, "all")]
        made.append(
            Row(
                group,
                len(those),
                sum(bool(o.leaked) for o in those),
                sum(len(o.planted.facts) for o in those),
                sum(len(o.lost) for o in those),
                sum(o.needless for o in those),
            )
        )
    return made
