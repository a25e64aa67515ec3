"""The tree of a mail's parts, found in one pass over its delimiter lines. Reads headers, decodes no body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.mail.raw.headers import Header, first, parameters, read_headers
from bot.mail.raw.source import Source

MOST_PARTS = 5_000  # what stands behind belongs to the last part; nothing is dropped
MOST_DASHES = 500_000  # lines looked at that may be delimiters
IDENTITY = frozenset({"", "7bit", "8bit", "binary"})
MESSAGE_TYPES = frozenset({"message/rfc822", "message/global", "message/news"})


_BOUNDARY = re.compile(rb"(?im)^--(\S[^\r\n]{0,200})\r?\ncontent-[a-z-]{1,40}:")


@dataclass(slots=True)
class Part:
    """A part: its headers and the range of its body in the source. `children` of a multipart in their order;
    `nested` is the mail within a message/rfc822 part."""

    headers: list[Header]
    start: int
    end: int
    type: str = "text/plain"
    params: dict[str, str] = field(default_factory=dict)
    children: list[Part] = field(default_factory=list)
    nested: Part | None = None

    @property
    def encoding(self) -> str:
        """Content-Transfer-Encoding in lower case, without what follows it."""
        words = first(self.headers, "content-transfer-encoding").lower().split()
        return words[0].strip("\"';") if words else ""

    @property
    def disposition(self) -> tuple[str, dict[str, str]]:
        """Content-Disposition and its parameters."""
        value = first(self.headers, "content-disposition")
        return parameters(value) if value else ("", {})

    def multipart(self) -> bool:
        """True where parts were really found in it."""
        return bool(self.children)


class _Builder:
    """Open multiparts, innermost last. One builder a mail."""

    def __init__(self, source: Source, boundary: str = "") -> None:
        self._source = source
        self._guess = boundary  # of the outermost multipart, where its own is missing or wrong
        self._depths: dict[bytes, list[int]] = {}
        self._stack: list[tuple[bytes, Part]] = []
        self._open: list[list[Part]] = [[]]  # per depth: parts that end at the next delimiter of that depth
        self.count = 0
        self.body = 0  # delimiter lines before this offset stand in a header block

    def start_part(self, start: int, default: str = "text/plain") -> Part:
        """Reads the headers at `start`, and those of mails nested directly in it."""
        top = part = self._part(start, default)
        while part.type in MESSAGE_TYPES and part.encoding in IDENTITY and part.start < self._source.size:
            part.nested = self._part(part.start, "text/plain")
            part = part.nested
        boundary = part.params.get("boundary", "") if part.type.startswith("multipart/") else ""
        if self._guess:
            boundary, self._guess = self._guess, ""
        if boundary:
            key = b"--" + boundary.encode("utf-8", "surrogateescape").rstrip()
            self._depths.setdefault(key, []).append(len(self._stack))
            self._stack.append((key, part))
            self._open.append([])
        return top

    def _part(self, start: int, default: str) -> Part:
        headers, body = read_headers(self._source, start, self._source.size)
        value = first(headers, "content-type")
        kind, params = parameters(value) if value else (default, {})
        if "/" not in kind:
            kind = _repaired(kind, default)
        part = Part(headers, body, self._source.size, kind, params)
        depth = len(self._open) - 1
        self._open[depth].append(part)
        self.count += 1
        self.body = body
        return part

    def delimiter(self, at: int, line: bytes) -> None:
        """A line that starts with two dashes: closes and opens what it delimits, if anything."""
        depth, closing = self._match(line)
        if depth < 0 or at < self.body:
            return
        if closing:
            self._close(depth, at)
            return
        self._close(depth + 1, at)
        self._end_children(depth + 1, at)
        parent = self._stack[depth][1]
        default = "message/rfc822" if parent.type == "multipart/digest" else "text/plain"
        parent.children.append(
            self.start_part(min(at + len(line) + self._newline(at, line), self._source.size), default)
        )

    def _newline(self, at: int, line: bytes) -> int:
        tail = self._source.read(at + len(line), at + len(line) + 200)
        return tail.find(b"\n") + 1 or len(tail)

    def _match(self, line: bytes) -> tuple[int, bool]:
        found = self._depths.get(line)
        if found:
            return found[-1], False
        found = self._depths.get(line[:-2]) if line.endswith(b"--") else None
        return (found[-1], True) if found else (-1, False)

    def _close(self, depth: int, at: int) -> None:
        """Ends every multipart at this depth and below it; their last children end here."""
        while len(self._stack) > depth:
            key, _ = self._stack.pop()
            self._depths[key].pop()
            for part in self._open.pop():
                part.end = self._before(part, at)

    def _end_children(self, depth: int, at: int) -> None:
        for part in self._open[depth]:
            part.end = self._before(part, at)
        self._open[depth].clear()

    def _before(self, part: Part, at: int) -> int:
        """The line break before a delimiter belongs to the delimiter (RFC 2046 §5.1.1)."""
        tail = self._source.read(max(0, at - 2), at)
        cut = 2 if tail.endswith(b"\r\n") else 1 if tail.endswith(b"\n") else 0
        return max(part.start, at - cut)


def _repaired(kind: str, default: str) -> str:
    """`text` alone means text/plain (many scripts); anything else without a slash is taken by the default."""
    return {"text": "text/plain", "html": "text/html", "multipart": "multipart/mixed"}.get(kind, default)


def part_tree(source: Source) -> Part:
    """The whole mail as a tree. Bounded in parts, linear in bytes, never raises on any bytes."""
    root = _tree(source, "")
    if root.type.startswith("multipart/") and not root.children:
        guess = _BOUNDARY.search(source.read(root.start, root.start + 65_536))
        if guess:
            return _tree(source, guess[1].decode("latin-1").rstrip())
    return root


def _tree(source: Source, boundary: str) -> Part:
    builder = _Builder(source, boundary)
    root = builder.start_part(0)
    for number, (at, line) in enumerate(source.dashes()):
        builder.delimiter(at, line)
        if builder.count >= MOST_PARTS or number >= MOST_DASHES:
            break
    return root


def leaves(root: Part) -> Iterator[tuple[Part, tuple[Part, ...]]]:
    """Every leaf part in order with the multiparts around it, outermost first; nested mails count as leaves."""
    waiting: list[tuple[Part, tuple[Part, ...]]] = [(root, ())]
    while waiting:
        part, around = waiting.pop()
        if part.children:
            inner = (*around[-20:], part)
            waiting.extend((child, inner) for child in reversed(part.children))
        else:
            yield part, around
