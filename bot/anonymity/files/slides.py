"""Rebuilds presentations: slides, layouts, pictures and speaker notes stay (scrubbed); authors, comments, tags go."""

from __future__ import annotations

import re

from lxml import etree

from bot.anonymity.files.office import comment_count, counted, is_own, rebuild_package
from bot.anonymity.files.package import read_package
from bot.anonymity.files.results import Budget, Made, Task
from bot.anonymity.files.word import _drop_dangling, _rename_drawings
from bot.anonymity.files.xml import (
    Slot,
    local,
    parse,
    scrub_attributes,
    scrub_slots,
    serialise,
    strip_attributes,
    sweep,
)
from bot.anonymity.ordinary import word_set

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_ALLOWED = {
    "officeDocument": word_set("slideMaster slide notesMaster theme tableStyles presProps viewProps")
    - {"presProps", "viewProps"},
    "slideMaster": frozenset(["slideLayout", "theme", "image"]),
    "slideLayout": frozenset(["slideMaster", "image"]),
    "slide": frozenset(["slideLayout", "notesSlide", "image"]),
    "notesSlide": frozenset(["notesMaster", "slide", "image"]),
    "notesMaster": frozenset(["theme", "image"]),
    "theme": frozenset({"image"}),
}
_DROPPED = word_set(
    """
    extLst custDataLst custShowLst hlinkClick hlinkHover hlinkMouseOver hlinkSnd controls oleObj contentPart
    Fallback timing transition snd sndAc videoFile audioFile wavAudioFile quickTimeFile photoAlbum
    modifyVerifier smartTags cmAuthorLst handoutMasterIdLst embeddedFontLst
    """
)
_UNWRAPPED = frozenset({"AlternateContent", "Choice"})
_ATTRIBUTES = re.compile(
    r"descr|title|tooltip|alt|show|userDrawn|preserve|removePersonalInfoOnSave|author|clrIdx|initials",
    re.IGNORECASE,
)


def _slots(scope: etree._Element) -> list[Slot]:
    slots: list[Slot] = []
    gap = ""
    for element in scope.iter():
        name = local(element)
        if name == "t":
            slots.append(Slot(element, gap=gap))
            gap = ""
        elif name == "tc" and slots:
            gap = "\t"
        elif name in ("br", "p") and slots:
            gap = gap or "\n"
    return slots


def clean_slides(content: bytes, task: Task) -> Made:
    """A .pptx rebuilt. Errors: Unclean."""
    old = read_package(content, Budget())
    own = bool(is_own(old, task))
    replaced = 0
    hidden = 0

    def transform(kind: str, part: bytes, links: set[str]) -> bytes:
        nonlocal replaced, hidden
        root = parse(part)
        hidden += kind == "slide" and root.get("show") in ("0", "false")
        sweep(root, dropped=lambda e: local(e) in _DROPPED, unwrapped=lambda e: local(e) in _UNWRAPPED)
        _drop_dangling(root, links)
        strip_attributes(root, lambda name: bool(_ATTRIBUTES.fullmatch(name)))
        _rename_drawings(root)
        for row in root.iter(f"{{{_A}}}tr"):
            replaced += scrub_slots(_slots(row), task, own=False)
        for paragraph in root.iter(f"{{{_A}}}p"):
            if next(paragraph.iterancestors(f"{{{_A}}}tc"), None) is None:  # rows are done
                replaced += scrub_slots(_slots(paragraph), task, own=own)
        scrub_attributes(root, task)
        return serialise(root)

    made, removed = rebuild_package(content, task, _ALLOWED, transform)
    comments = sum(comment_count(part, "cm") for path, part in old.parts.items() if "/comments/" in path)
    removed += counted(comments, "comment", "comments")
    removed += [f"{hidden} hidden slide(s) made visible"] if hidden else []
    removed += counted(replaced, "place that named you", "places that named you")
    return Made(made, "pptx", PPTX, tuple(dict.fromkeys(removed)))
