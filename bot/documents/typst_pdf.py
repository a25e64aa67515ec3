"""PDF/A from our Typst templates and plain content. Text reaches the template as JSON and is never markup.

Uses the fonts that come with Typst, embedded in the file, so that it looks alike everywhere and for ever.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import typst

TEMPLATES = Path(__file__).parent / "typst"
STANDARD: Literal["a-2a"] = "a-2a"  # archival, tagged for screen readers
_LONGEST_WORD = 36  # beyond this a word gets places to break, so that no address runs off the page
_UNSHOWN = re.compile(r"could not be displayed|not contain|invalid code point|\.notdef", re.IGNORECASE)


def pdf(template: str, content: Mapping[str, Any], created: datetime) -> bytes:
    """A PDF/A-2a of `<template>.typ`; `created` (aware) is its only time, so equal content gives equal bytes.

    A character that no embedded font has is shown by its name in brackets.
    """
    prepared = _prepared(dict(content), frozenset())
    try:
        return _compile(template, prepared, created)
    except typst.TypstError as error:
        if not _UNSHOWN.search(str(error)):
            raise
    return _compile(template, _prepared(dict(content), _undrawable(prepared)), created)


def _compile(template: str, content: Any, created: datetime) -> bytes:
    made = typst.compile(
        TEMPLATES / f"{template}.typ",
        root=TEMPLATES,
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"content": json.dumps(content, ensure_ascii=False)},
        pdf_standards=[STANDARD],
        timestamp=int(created.timestamp()),
    )
    if not isinstance(made, bytes):
        raise TypeError(f"{template}.typ gave no PDF")
    return made


def _prepared(value: Any, undrawable: frozenset[str]) -> Any:
    """The content with all its strings made fit to be set."""
    if isinstance(value, str):
        return _breakable("".join(_shown(char, undrawable) for char in value.replace("\r\n", "\n")))
    if isinstance(value, Mapping):
        return {str(key): _prepared(item, undrawable) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_prepared(item, undrawable) for item in value]
    return value


def _shown(char: str, undrawable: frozenset[str]) -> str:
    if char in "\n\t":
        return "\n" if char == "\n" else "    "
    if unicodedata.category(char) in (
        "Cc",
        "Cf",
        "Cs",
        "Co",
        "Cn",
    ):  # controls, direction marks, no character at all
        return ""
    return _named(char) if char in undrawable else char


def _named(char: str) -> str:
    name = unicodedata.name(char, "")
    plain = name and not re.search(r"\d|CJK|HANGUL|SYLLABLE|VARIATION", name)
    return f"[{name.lower()}]" if plain else f"[U+{ord(char):04X}]"


def _breakable(text: str) -> str:
    """Zero-width spaces within words too long for a line."""
    return re.sub(
        rf"\S{{{_LONGEST_WORD},}}",
        lambda word: "\u200b".join(re.findall(r".{1,12}", word.group())),
        text,
    )


def _undrawable(value: Any) -> frozenset[str]:
    """The characters beyond Latin-1 in the content that no embedded font draws."""
    found = {char for char in json.dumps(value, ensure_ascii=False) if ord(char) > 0xFF and char != "\u200b"}
    return frozenset(char for char in found if not _draws(char))


@lru_cache(maxsize=4096)
def _draws(char: str) -> bool:
    try:
        typst.compile(
            b'#set text(font: "Libertinus Serif")\n#sys.inputs.char',
            format="pdf",
            ignore_system_fonts=True,
            sys_inputs={"char": char},
            pdf_standards=["a-2b"],
        )
    except typst.TypstError:
        return False
    return True
