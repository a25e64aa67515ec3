"""What a file tells about whoever made it: the properties that people forget. Never raises."""

from __future__ import annotations

import io
import zipfile

from docx import Document
from PIL import Image, UnidentifiedImageError

from bot.demo.tenant.content import Attachment

_MAKER, _ARTIST, _GPS = 0x0110, 0x013B, 0x8825


def of(part: Attachment) -> list[str]:
    """Author, owner, place: as words, an empty list where nothing is found or the file cannot be read."""
    try:
        if part.content_type.startswith("image/"):
            return _picture(part.content)
        if part.name.lower().endswith(".docx"):
            return _document(part.content)
    except (OSError, ValueError, KeyError, UnidentifiedImageError, zipfile.BadZipFile):
        return []
    return []


def _picture(content: bytes) -> list[str]:
    exif = Image.open(io.BytesIO(content)).getexif()
    found = [
        f"{label}: {exif[tag]}" for tag, label in ((_ARTIST, "by"), (_MAKER, "taken with")) if exif.get(tag)
    ]
    return [*found, *(["the place where it was taken"] if exif.get_ifd(_GPS) else [])]


def _document(content: bytes) -> list[str]:
    core = Document(io.BytesIO(content)).core_properties
    return [f"author: {core.author}"] if core.author else []
