"""Which parts of a mail are its text and which are files. Keeps every part; judges none by its content."""

from __future__ import annotations

import html as html_escape
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

from bot.mail.html_text import html_to_text
from bot.mail.message import Attachment, MemoryBlob, Message
from bot.mail.raw.blobs import blob_of
from bot.mail.raw.charsets import decode
from bot.mail.raw.headers import first
from bot.mail.raw.source import Source
from bot.mail.raw.structure import MESSAGE_TYPES, Part, leaves
from bot.mail.raw.transfer import base64_bytes, decode_transfer, uu_bytes
from bot.mail.raw.words import decode_words

DEEPEST = 8  # mails within mails that are read; deeper ones are kept as files
MOST_BODY = 2_000_000  # bytes of a mail's bodies that are read as text; longer ones are kept as files too
MOST_PICTURES = 300
MOST_READ = 30_000_000  # bytes of an HTML body searched for pictures that stand within it
_DATA_PICTURE = re.compile(rb"data:(image/[\w.+-]{1,40});base64,([A-Za-z0-9+/=\s]{200,})")
_UU = re.compile(
    r"^begin 0?[0-7]{3} (\S[^\r\n]{0,254})\r?\n((?:[ -`]{1,62}\s*\n)*)(?:`?\s*\n)?end\s*$", re.MULTILINE
)
_NO_FILE_TEXT = frozenset({"text/plain", "text/html", "text/enriched", "text/richtext", "text/markdown"})

Reader = Callable[[Source, Part, int], Message]


@dataclass(frozen=True)
class Bodies:
    """The readable bodies and the files of a mail."""

    text: str = ""
    html: str = ""
    attachments: tuple[Attachment, ...] = ()


@dataclass
class _Block:
    """What one place of the mail shows: plain, HTML, or both as alternatives."""

    plain: str | None = None
    html: str | None = None


@dataclass
class _Collector:
    source: Source
    depth: int
    reader: Reader
    blocks: list[_Block] = field(default_factory=list)
    by_group: dict[int, _Block] = field(default_factory=dict)
    files: list[Attachment] = field(default_factory=list)
    left: int = MOST_BODY  # bytes of text that may still be read


def read_bodies(source: Source, root: Part, depth: int, reader: Reader) -> Bodies:
    """Text, HTML and files of a part's tree; `reader` reads mails nested in it."""
    found = _Collector(source, depth, reader)
    for part, around in leaves(root):
        _take(found, part, around)
    return Bodies(*_joined(found.blocks), tuple(found.files))


def _take(found: _Collector, part: Part, around: tuple[Part, ...]) -> None:
    group = next((outer for outer in reversed(around) if outer.type == "multipart/alternative"), None)
    if part.nested is not None or part.type in MESSAGE_TYPES:
        found.files.append(_nested(found, part))
    elif _is_body(part, around):
        _add_text(found, part, group)
    else:
        found.files.append(_file(found, part, around))


def _is_body(part: Part, around: tuple[Part, ...]) -> bool:
    """Text that is shown as the mail's own, not a file that happens to be text."""
    if part.type not in _NO_FILE_TEXT and not (part.type.startswith("multipart/") or not around):
        return False
    if not around and not part.type.startswith(("text/", "multipart/")):
        return False
    if part.type in ("text/calendar", "text/vcard", "text/x-vcard", "text/csv", "text/rfc822-headers"):
        return False
    disposition, params = part.disposition
    named = bool(params.get("filename") or part.params.get("name"))
    return disposition != "attachment" and not (named and (around or disposition))


def _add_text(found: _Collector, part: Part, group: Part | None) -> None:
    text = _text(found, part)
    if not text.strip():
        return
    kind = "html" if part.type == "text/html" else "plain"
    block = found.by_group.get(id(group)) if group is not None else None
    if block is None or getattr(block, kind) is not None:
        block = _Block()  # a second text of the same kind within an alternative is shown after it
        found.blocks.append(block)
        if group is not None:
            found.by_group[id(group)] = block
    setattr(block, kind, text)


def _text(found: _Collector, part: Part) -> str:
    """A body's text; what is beyond the bound of a mail's text is kept as a file beside it."""
    html = part.type == "text/html"
    raw = found.source.read(part.start, min(part.end, part.start + (MOST_READ if html else MOST_BODY)))
    content = decode_transfer(raw, "" if part.type.startswith("multipart/") else part.encoding)
    if html and b";base64," in content:
        content = _lifted(found, content)
    if len(content) > found.left or part.end - part.start > len(raw):
        found.files.append(
            Attachment("message.html" if html else "message.txt", part.type, blob_of(found.source, part))
        )
    content = content[: found.left]
    found.left -= len(content)
    text = decode(content, part.params.get("charset", "") or (_meta_charset(content) if html else ""))
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if html else _plain_text(found, part, text)


def _plain_text(found: _Collector, part: Part, text: str) -> str:
    """Plain text without its soft line breaks, marks and packed files."""
    if part.type in ("text/enriched", "text/richtext"):
        text = re.sub(r"<[^>]{0,200}>", "", text)
    text = _unpacked(found, text)
    if part.params.get("format", "").lower() == "flowed":
        return unflow(text, part.params.get("delsp", "").lower() == "yes")
    return text


def _lifted(found: _Collector, content: bytes) -> bytes:
    """HTML whose pictures stand within it (`data:`), these made files shown in the text."""

    numbers = count(len(found.files) + 1)

    def lift(match: re.Match[bytes]) -> bytes:
        number = next(numbers)
        kind = match[1].decode("ascii").lower()
        name = f"picture{number}.{kind.partition('/')[2].partition('+')[0]}"
        blob = MemoryBlob(base64_bytes(match[2]))
        found.files.append(Attachment(name, kind, blob, True, f"data-{number}"))
        return b"cid:data-%d" % number

    return _DATA_PICTURE.sub(lift, content, MOST_PICTURES)


def _meta_charset(content: bytes) -> str:
    match = re.search(rb"<meta[^>]{0,200}charset=[\"']?([\w-]{2,40})", content[:4096], re.IGNORECASE)
    return match[1].decode("ascii") if match else ""


def _unpacked(found: _Collector, text: str) -> str:
    """Files that stand in the text as uuencode become files; the text keeps a line that says so."""
    if "\nend" not in text or not re.search(r"(?m)^begin 0?[0-7]{3} ", text):
        return text

    def keep(match: re.Match[str]) -> str:
        content = uu_bytes(match[2].encode("latin-1", "replace"))
        name = match[1].strip()
        found.files.append(Attachment(name, "application/octet-stream", MemoryBlob(content)))
        return f"[{name}]"

    return _UU.sub(keep, text)


def unflow(text: str, delete_space: bool = False) -> str:
    """format=flowed text (RFC 3676) with its soft line breaks undone; quoted levels are kept apart."""
    out: list[str] = []
    open_level = -1
    for line in text.split("\n"):
        level = len(line) - len(line.lstrip(">"))
        body = line[level:].removeprefix(" ")
        soft = body.endswith(" ") and body != "-- "
        shown = body[:-1] if soft and delete_space else body
        if open_level == level and body != "-- ":
            out[-1] += shown
        else:
            out.append((">" * level + " " if level else "") + shown)
        open_level = level if soft else -1
    return "\n".join(out)


def _nested(found: _Collector, part: Part) -> Attachment:
    name = _name(part)
    blob = blob_of(found.source, part)
    message: Message | None = None
    if found.depth < DEEPEST and part.nested is not None:
        part.nested.end = part.end if part.nested.end > part.end else part.nested.end
        message = found.reader(found.source, part.nested, found.depth + 1)
    title = name or (f"{message.subject[:100]}.eml" if message and message.subject else "message.eml")
    return Attachment(title, part.type, blob, False, _content_id(part), message)


def _file(found: _Collector, part: Part, around: tuple[Part, ...]) -> Attachment:
    disposition, _ = part.disposition
    related = any(outer.type == "multipart/related" for outer in around)
    cid = _content_id(part)
    inline = (
        part.type.startswith("image/")
        and disposition != "attachment"
        and bool(cid or disposition == "inline")
    )
    inline = inline or bool(related and cid and part.type.startswith("image/"))
    return Attachment(_name(part), part.type, blob_of(found.source, part), inline, cid)


def _content_id(part: Part) -> str:
    return first(part.headers, "content-id").strip().strip("<>")


def _name(part: Part) -> str:
    name = part.disposition[1].get("filename") or part.params.get("name") or ""
    if not name:
        name = (
            decode_words(first(part.headers, "content-description"))
            if "." in first(part.headers, "content-description")
            else ""
        )
    name = re.sub(r"[\x00-\x1f\x7f]", "", " ".join(name.split()))
    return re.split(r"[\\/]", name)[-1][:255]


def _joined(blocks: list[_Block]) -> tuple[str, str]:
    plain = any(block.plain is not None for block in blocks)
    html = any(block.html is not None for block in blocks)
    text = "\n".join(_plain_of(block) for block in blocks) if plain else ""
    page = "\n".join(_html_of(block) for block in blocks) if html else ""
    return text, page


def _plain_of(block: _Block) -> str:
    return block.plain if block.plain is not None else html_to_text(block.html or "")


def _html_of(block: _Block) -> str:
    if block.html is not None:
        return block.html
    return "<div>" + html_escape.escape(block.plain or "", quote=False).replace("\n", "<br>\n") + "</div>"
