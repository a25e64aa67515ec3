"""Header blocks and header parameters. Values stay as they stood (unfolded); nothing is judged here."""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

from bot.mail.raw.charsets import decode
from bot.mail.raw.source import Source
from bot.mail.raw.words import decode_words, header_text

FIRST_READ = 16_384
LIMIT = 2_000_000  # a header block above this is cut; Exchange itself refuses over 256 kB

_FIELD = re.compile(rb"(?!--)([!-9;-~]{1,200}?)[ \t]*:")
Header = tuple[str, str]

_PARAMETER = re.compile(r";[\s;]*([\w!#$%&'*+.^`{|}~-]{1,80})\s*=\s*(\"(?:[^\"\\]|\\.)*\"?|[^;\"]*)")


def read_headers(source: Source, start: int, end: int) -> tuple[list[Header], int]:
    """The headers that stand at `start`, and where the body begins (end of the blank line)."""
    want = FIRST_READ
    while True:
        block = source.read(start, min(end, start + want))
        whole = len(block) < want or start + want >= end
        headers, used, complete = _parse(block)
        if complete or whole or want >= LIMIT:
            return headers, start + used
        want = min(LIMIT, want * 8)


def _parse(block: bytes) -> tuple[list[Header], int, bool]:
    """Headers, bytes used, and whether the end of the block was seen."""
    headers: list[Header] = []
    name, value, at, size = b"", [], 0, len(block)  # type: bytes, list[bytes], int, int
    at = _leading(block)
    while at < size:
        newline = block.find(b"\n", at)
        stop = newline + 1 if newline >= 0 else size
        line = block[at:stop].rstrip(b"\r\n")
        if not line:
            _keep(headers, name, value)
            return headers, stop, True
        if line[:1] in (b" ", b"\t") and name:
            if not line.strip() and _body_follows(block, stop):
                _keep(headers, name, value)
                return headers, stop, True
            value.append(line)
        else:
            match = _FIELD.match(line)
            if not match:
                if _stray(line, block, stop, bool(headers or name)):
                    at = stop
                    continue
                _keep(headers, name, value)
                return headers, at, newline >= 0
            _keep(headers, name, value)
            name, value = match[1], [line[match.end() :]]
        at = stop
    _keep(headers, name, value)
    return headers, size, False


def _leading(block: bytes) -> int:
    """Skips a byte order mark, blank lines before the first header, and an mbox `From ` line."""
    at = 3 if block.startswith(b"\xef\xbb\xbf") else 0
    while block[at : at + 1] in (b"\r", b"\n") and at < 16:
        at += 1
    if not _FIELD.match(block[at : at + 300].split(b"\n", 1)[0]) and not block.startswith(
        (b"From ", b">From "), at
    ):
        return 0
    return at


def _body_follows(block: bytes, at: int) -> bool:
    """After a line of mere white space: no header follows, so that line was the blank one."""
    line = block[at : at + 300].split(b"\n", 1)[0].rstrip(b"\r")
    return bool(line) and not _FIELD.match(line) and line[:1] not in (b" ", b"\t")


def _stray(line: bytes, block: bytes, stop: int, inside: bool) -> bool:
    """A line that is no header though headers go on after it (mbox line, a broken fold)."""
    if line.startswith((b"From ", b">From ")) and not inside:
        return True
    following = block[stop : stop + 300].split(b"\n", 1)[0]
    match = _FIELD.match(following)
    return bool(inside and match and match[1].lower() in _KNOWN and not line.startswith(b"--"))


_KNOWN = frozenset(
    b"from to cc subject date message-id mime-version content-type content-transfer-encoding received "
    b"return-path reply-to in-reply-to references content-disposition x-mailer".split()
)


def _keep(headers: list[Header], name: bytes, value: list[bytes]) -> None:
    if name:
        raw = value[0] if len(value) == 1 else b"\n".join(value)
        headers.append((name.decode("ascii"), header_text(raw)))


def first(headers: list[Header], name: str) -> str:
    """The topmost value of a header by lower-case name, "" where there is none."""
    return next((value for key, value in headers if key.lower() == name), "")


def parameters(value: str) -> tuple[str, dict[str, str]]:
    """A Content-Type or Content-Disposition: its main value in lower case, and its parameters (RFC 2231 read)."""
    main, semicolon, _ = value.partition(";")
    found: dict[str, str] = {}
    if semicolon:
        for match in _PARAMETER.finditer(value[:20_000], len(main)):
            found.setdefault(match[1].lower(), _unquoted(match[2]))
    main = re.sub(r"\s", "", decode_words(main)).lower()
    return main, _joined(found) if any("*" in key for key in found) else _decoded(found)


def _unquoted(value: str) -> str:
    if value.startswith('"'):
        value = value[1:-1] if value.endswith('"') and len(value) > 1 else value[1:]
        return re.sub(r"\\(.)", r"\1", value)
    return value.strip()


def _decoded(found: dict[str, str]) -> dict[str, str]:
    return {key: decode_words(value) for key, value in found.items()}


def _joined(found: dict[str, str]) -> dict[str, str]:
    """RFC 2231: `name*`, `name*0*`, `name*1` put together; an extended form wins over a plain one."""
    out = _decoded({key: value for key, value in found.items() if "*" not in key})
    runs: dict[str, list[tuple[int, bool, str]]] = {}
    for key, value in found.items():
        if "*" in key:
            name, _, rest = key.partition("*")
            number = rest.rstrip("*")
            runs.setdefault(name, []).append(
                (int(number) if number.isdecimal() else 0, key.endswith("*"), value)
            )
    for name, run in runs.items():
        out[name] = _extended(sorted(run))
    return out


def _extended(run: list[tuple[int, bool, str]]) -> str:
    charset = ""
    raw: list[bytes] = []
    for index, (_, coded, value) in enumerate(run):
        if index == 0 and coded and value.count("'") >= 2:
            charset, _, value = value.split("'", 2)
        raw.append(unquote_to_bytes(value) if coded else value.encode("utf-8", "surrogateescape"))
    return decode_words(decode(b"".join(raw), charset))
