"""Tells a file's kind by its bytes, with its name as a hint among texts only. Opens nothing."""

from __future__ import annotations

import io
import re
import zipfile
from enum import StrEnum

from bot.anonymity.decoding import readable

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAIL = re.compile(
    r"\A(?:From [^\n]*\n)?(?:[A-Za-z][A-Za-z0-9\-]{1,60}:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}", re.ASCII
)
_MAIL_FIELDS = re.compile(
    r"^(?:from|to|subject|date|received|message-id|mime-version|return-path|delivered-to)\s*:",
    re.IGNORECASE | re.MULTILINE,
)


class FileKind(StrEnum):
    """The kinds that we know how to treat."""

    JPEG = "jpeg"
    PNG = "png"
    GIF = "gif"
    TIFF = "tiff"
    HEIC = "heic"
    WEBP = "webp"
    BMP = "bmp"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    ODT = "odt"
    PDF = "pdf"
    RTF = "rtf"
    CSV = "csv"
    TEXT = "txt"
    HTML = "html"
    ICS = "ics"
    VCF = "vcf"
    ZIP = "zip"
    TAR = "tar"
    EML = "eml"
    MSG = "msg"
    TNEF = "winmail.dat"
    MACRO = "office file with macros"
    LOCKED = "protected file"
    SOUND = "sound"
    FILM = "film"
    UNKNOWN = "file"


_MAGIC: tuple[tuple[int, bytes, FileKind], ...] = (
    (0, b"\xff\xd8\xff", FileKind.JPEG),
    (0, b"\x89PNG\r\n\x1a\n", FileKind.PNG),
    (0, b"GIF87a", FileKind.GIF),
    (0, b"GIF89a", FileKind.GIF),
    (0, b"II*\x00", FileKind.TIFF),
    (0, b"MM\x00*", FileKind.TIFF),
    (0, b"BM", FileKind.BMP),
    (8, b"WEBP", FileKind.WEBP),
    (0, b"{\\rtf", FileKind.RTF),
    (0, b"\x78\x9f\x3e\x22", FileKind.TNEF),
    (257, b"ustar", FileKind.TAR),
    (0, b"\x1f\x8b", FileKind.TAR),
    (0, b"BZh", FileKind.TAR),
    (0, b"\xfd7zXZ", FileKind.TAR),
    (0, b"ID3", FileKind.SOUND),
    (0, b"OggS", FileKind.SOUND),
    (0, b"fLaC", FileKind.SOUND),
    (0, b"#!AMR", FileKind.SOUND),
    (0, b"\xff\xfb", FileKind.SOUND),
    (8, b"WAVE", FileKind.SOUND),
    (8, b"AVI ", FileKind.FILM),
    (0, b"\x1aE\xdf\xa3", FileKind.FILM),
    (0, b"7z\xbc\xaf\x27\x1c", FileKind.UNKNOWN),
    (0, b"Rar!", FileKind.UNKNOWN),
)
_BRANDS = {
    b"heic": FileKind.HEIC,
    b"heix": FileKind.HEIC,
    b"mif1": FileKind.HEIC,
    b"msf1": FileKind.HEIC,
    b"hevc": FileKind.HEIC,
    b"avif": FileKind.HEIC,
    b"M4A ": FileKind.SOUND,
}


def kind_of(content: bytes, name: str = "") -> FileKind:
    """The kind of some bytes. `name` decides only between kinds of plain text. Never raises."""
    if content[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _zipped(content)
    if content[4:8] == b"ftyp":
        return _BRANDS.get(content[8:12], FileKind.FILM)
    if content[:8] == _OLE:
        return _compound(content)
    if b"%PDF-" in content[:1024]:
        return FileKind.PDF
    for offset, magic, kind in _MAGIC:
        if content[offset : offset + len(magic)] == magic:
            return kind
    return _textual(content, name)


def _zipped(content: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            mimetype = (
                archive.read("mimetype")[:100]
                if "mimetype" in names and archive.getinfo("mimetype").file_size < 200
                else b""
            )
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, KeyError):
        return FileKind.UNKNOWN
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return FileKind.MACRO
    if mimetype.startswith(b"application/vnd.oasis.opendocument"):
        return FileKind.ODT
    if "[Content_Types].xml" in names:
        for folder, kind in (("word/", FileKind.DOCX), ("xl/", FileKind.XLSX), ("ppt/", FileKind.PPTX)):
            if any(name.startswith(folder) for name in names):
                return kind
    return FileKind.ZIP


def _compound(content: bytes) -> FileKind:
    wide = [mark.encode("utf-16-le") for mark in ("__properties_version1.0", "EncryptedPackage")]
    if wide[0] in content:
        return FileKind.MSG
    return FileKind.LOCKED if wide[1] in content else FileKind.UNKNOWN


def _textual(content: bytes, name: str) -> FileKind:
    text = readable(content[:200_000])
    if not text and content.strip():
        return FileKind.UNKNOWN
    head = text.lstrip("\ufeff \r\n\t")[:4000]
    upper = head[:40].upper()
    if upper.startswith("BEGIN:VCALENDAR"):
        return FileKind.ICS
    if upper.startswith("BEGIN:VCARD"):
        return FileKind.VCF
    lines = head.replace("\r\n", "\n")
    m = _MAIL.match(lines)
    if m and len({f.lower() for f in _MAIL_FIELDS.findall(m.group())}) >= 2:
        return FileKind.EML
    if re.match(
        r"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype html|html|head|body)\b",
        head,
        re.IGNORECASE | re.DOTALL,
    ) or name.lower().endswith((".html", ".htm")):
        return FileKind.HTML
    if re.match(
        r"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*|<!DOCTYPE[^>]*>\s*)*<svg\b", head, re.IGNORECASE | re.DOTALL
    ):
        return FileKind.UNKNOWN
    return FileKind.CSV if name.lower().endswith((".csv", ".tsv")) else FileKind.TEXT
