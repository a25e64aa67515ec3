"""Opens bytes of any kind and yields the texts in them with the name of the carrier. Judges nothing, never raises.

For the guard: reads what was built here or is about to leave. Bounded in depth, members and size.
"""

from __future__ import annotations

import email
import email.policy
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import Message as Mime

import pikepdf
from PIL import ExifTags, Image

from bot.anonymity.decoding import readable
from bot.anonymity.ordinary import word_set
from bot.anonymity.pdf_text import page_texts

DEEPEST = 5
MOST_MEMBERS = 3000
MOST_BYTES = 64 * 1024 * 1024  # of one opened member
_MAIL = re.compile(rb"\A(?:[!-9;-~]{2,60}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){1,200}(?:\r?\n|\Z)")
_RUNS = re.compile(rb"[\x20-\x7e\xa0-\xff]{5,4000}")
_WIDE = re.compile(rb"(?:[\x20-\x7e]\x00){5,4000}")
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\x00", b"MM\x00*", b"RIFF")


@dataclass(frozen=True, repr=False)
class Carried:
    """A text found; `noisy`: picked out of bytes that are no text, where short strings turn up by chance."""

    carrier: str
    text: str
    noisy: bool = False


Opener = Callable[[bytes, str, int], Iterator[Carried]]


def carried(data: bytes, carrier: str, depth: int = DEEPEST) -> Iterator[Carried]:
    """Every text in some bytes."""
    opener = _opener(data)
    if opener is not None and depth:
        try:
            yield from opener(data, carrier, depth)
            return
        except Exception:
            # the parsers raise anything on damaged files; the bytes are then searched as they are
            pass
    text = readable(data)
    if not text:
        yield from _runs(data, carrier)
    elif data.startswith(b"{\\rtf"):
        yield Carried(carrier, _rich(text))
    elif text.lstrip("\ufeff \r\n\t").startswith("<"):
        yield from _marked_up(text, carrier)
    else:
        yield Carried(carrier, text)
        if "<" in text and ">" in text:
            yield from _marked_up(text, carrier)


def _opener(data: bytes) -> Opener | None:
    head = data[:16]
    if head.startswith(b"PK"):
        return _zip
    if b"%PDF-" in data[:1024]:
        return _pdf
    if head.startswith(_PICTURES) or head[4:8] == b"ftyp":
        return _picture
    if _MAIL.match(data[:65536]):
        return _mail
    return None


def _runs(data: bytes, carrier: str) -> Iterator[Carried]:
    """Printable runs in bytes, narrow and wide."""
    narrow = b"\n".join(_RUNS.findall(data)).decode("latin-1")
    wide = b"\n\x00".join(_WIDE.findall(data)).decode("utf-16-le", "replace")
    for text in (narrow, wide):
        if text:
            yield Carried(carrier, text, noisy=True)


def _rich(text: str) -> str:
    """Rich text without its control words, nothing left out: properties, comments and hidden text are read too."""
    text = re.sub(r"\\u(-?\d{1,6}) ?\??", lambda m: chr(int(m.group(1)) & 0xFFFF), text)
    text = re.sub(
        r"\\'([0-9a-fA-F]{2})", lambda m: bytes([int(m.group(1), 16)]).decode("cp1252", "replace"), text
    )
    text = re.sub(r"\\(?:tab|cell) ?", "\t", text)
    text = re.sub(r"\\(?:par|line|row) ?|[{}]", "\n", text)
    return re.sub(r"\\[a-zA-Z]{1,32}-?\d{0,10} ?|\\\*", "", text)


def _marked_up(text: str, carrier: str) -> Iterator[Carried]:
    """XML or HTML: what its tags hold, and its text without them, cells of a row parted by tabs."""
    held = [
        *re.findall(r"<!--.*?(?:-->|$)", text, re.DOTALL),
        *re.findall(r"=\s*(?:\"([^\"<>]*)\"|'([^'<>]*)')", text),
    ]
    yield Carried(carrier, "\n".join(x if isinstance(x, str) else x[0] or x[1] for x in held))
    shown = re.sub(r"<!--.*?(?:-->|$)", "", text, flags=re.DOTALL)
    shown = re.sub(
        r"<(?:\w+:)?(tcPr|trPr|tblPr|tblGrid|pPr|rPr|sectPr)(?:\s[^<>]*)?>.*?</(?:\w+:)?\1>",
        "",
        shown,
        flags=re.DOTALL,
    )
    shown = re.sub(r"<(?:\w+:)?(?:br|tab|s|line-break|cr)\b[^<>]*>", "\n", shown)
    shown = re.sub(r"</(?:\w+:)?([\w\-]+)\s*>", _parted, shown)
    yield Carried(carrier, re.sub(r"\n+\t", "\t", re.sub(r"<[^<>]{0,20000}>", "", shown)))


_WITHIN_LINE = word_set(
    "r t rpr span a b i em strong u font small ins smarttag hyperlink sup sub big tt code mark"
)
_CELLS = word_set("c tc td th table-cell")


def _parted(tag: re.Match[str]) -> str:
    """What stands for a closing tag: nothing within a line, a tab behind a cell, else a line end."""
    name = tag.group(1).lower()
    return "" if name in _WITHIN_LINE or name.endswith("pr") else "\t" if name in _CELLS else "\n"


def _zip(data: bytes, carrier: str, depth: int) -> Iterator[Carried]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if archive.comment:
            yield Carried(f"{carrier} comment", archive.comment.decode("utf-8", "replace"))
        for info in archive.infolist()[:MOST_MEMBERS]:
            name = f"{carrier} {_plain(info.filename)}"
            yield Carried(f"{carrier} member name", info.filename.replace("/", " / "))
            for extra in (info.extra, info.comment):
                if extra:
                    yield from _runs(extra, f"{carrier} member")
            with archive.open(info) as member:
                yield from carried(member.read(MOST_BYTES), name, depth - 1)


def _plain(name: str) -> str:
    """A member's name so far as it is one of the known formats' own."""
    return (
        name
        if re.fullmatch(r"[a-zA-Z_\[\]/]{1,60}\d{0,4}\.(?:xml|rels|png|jpeg|jpg|docx|xlsx|pdf|txt)", name)
        and name.startswith(("word/", "xl/", "ppt/", "_rels", "docProps", "content", "styles", "[C"))
        else "member"
    )


def _pdf(data: bytes, carrier: str, depth: int) -> Iterator[Carried]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        strings: list[str] = []
        names: list[str] = []
        for item in pdf.objects:
            if isinstance(item, pikepdf.Stream):
                if str(item.get("/Type", "")) in ("/ObjStm", "/XRef"):
                    continue  # packed objects, met one by one
                yield from _stream(item, carrier, depth)
            _strings(item, strings, names, 0)
        yield Carried(f"{carrier} object", "\n".join(strings))
        yield Carried(f"{carrier} name", "\n".join(names), noisy=True)
        for number, text in enumerate(page_texts(pdf), 1):
            yield Carried(f"{carrier} page {number}", text)


def _stream(item: pikepdf.Stream, carrier: str, depth: int) -> Iterator[Carried]:
    try:
        content = bytes(item.read_bytes())
    except pikepdf.PdfError:
        content = bytes(item.read_raw_bytes())
    subtype = str(item.get("/Subtype", ""))
    if subtype == "/Image" and not content.startswith(_PICTURES):
        return  # pixels
    if "/Length1" in item or "/Length2" in item or subtype in ("/Type1C", "/CIDFontType0C", "/OpenType"):
        yield from _runs(content, f"{carrier} font")
        return
    for piece in carried(content, f"{carrier} stream", min(depth - 1, 2)):
        # operators stand between the words of a page, whose text is read on its own
        yield Carried(piece.carrier, piece.text, noisy=piece.noisy or piece.carrier.endswith(" stream"))


def _strings(item: object, strings: list[str], names: list[str], depth: int) -> None:
    """Strings and names within one object; inner objects that stand by themselves are met by themselves."""
    if depth > 6 or len(strings) > 20000 or len(names) > 20000:
        return
    if isinstance(item, pikepdf.String):
        strings.append(str(item))
    elif isinstance(item, pikepdf.Name):
        names.append(str(item)[1:])
    else:
        for child in _children(item):
            if not getattr(child, "is_indirect", False):
                _strings(child, strings, names, depth + 1)


def _children(item: object) -> list[object]:
    if isinstance(item, pikepdf.Array):
        return list(item)
    if isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)):
        return [item[key] for key in item.keys()]  # noqa: SIM118 -- a pikepdf dictionary is not iterable by itself
    return []


def _picture(data: bytes, carrier: str, depth: int) -> Iterator[Carried]:
    with Image.open(io.BytesIO(data)) as picture:
        values = [
            f"{key} {_shown(value)}" for key, value in picture.info.items() if key not in ("icc_profile",)
        ]
        exif = picture.getexif()
        values += [_shown(value) for value in exif.values()]
        for block in (ExifTags.IFD.Exif, ExifTags.IFD.GPSInfo, ExifTags.IFD.Interop):
            values += [_shown(value) for value in exif.get_ifd(block).values()]
    yield Carried(f"{carrier} metadata", "\n".join(values))
    yield from _runs(_without_pixels(data), f"{carrier} bytes")


def _without_pixels(data: bytes) -> bytes:
    """A JPEG's or PNG's bytes without the compressed pixels; what is appended behind them stays."""
    if data.startswith(b"\xff\xd8"):
        start, end = data.find(b"\xff\xda"), data.rfind(b"\xff\xd9")
        return data[:start] + data[end:] if 0 <= start < end else data
    if not data.startswith(b"\x89PNG"):
        return data
    kept, at = bytearray(), 8
    while at + 12 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if kind not in (b"IDAT", b"fdAT"):
            kept += data[at + 4 : at + 8 + size]
        at += 12 + size
        if kind == b"IEND":
            break
    return bytes(kept) + data[at:]


def _shown(value: object) -> str:
    return readable(value) or value.decode("latin-1") if isinstance(value, bytes) else str(value)


def _mail(data: bytes, carrier: str, depth: int) -> Iterator[Carried]:
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    for part in message.walk():
        for name, value in part.items():
            shown = re.sub(r"\r?\n[ \t]*", " ", str(value))
            yield Carried(f"{carrier} header {name if len(name) < 40 else ''}", shown)
        if part.is_multipart():
            continue
        yield from carried(_payload(part), f"{carrier} {part.get_content_type()}", depth - 1)


def _payload(part: Mime) -> bytes:
    content = part.get_payload(decode=True)
    raw = content if isinstance(content, bytes) else str(part.get_payload()).encode("utf-8", "replace")
    if part.get_content_maintype() != "text":
        return raw
    charset = part.get_content_charset() or "utf-8"
    try:
        return raw.decode(charset, "replace").encode("utf-8")
    except LookupError:
        return raw
