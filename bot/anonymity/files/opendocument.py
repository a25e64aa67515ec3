"""Rebuilds OpenDocument files (text, sheets, slides): content and styles stay scrubbed; meta, settings,
authors, notes go.
"""

from __future__ import annotations

import re

from lxml import etree

from bot.anonymity.files.kinds import FileKind, kind_of
from bot.anonymity.files.office import counted
from bot.anonymity.files.package import open_members, write_members
from bot.anonymity.files.pictures import clean_picture, grey_dot
from bot.anonymity.files.results import Hold, Made, Task, Unclean
from bot.anonymity.files.xml import (
    Slot,
    local,
    namespace,
    parse,
    scrub_attributes,
    scrub_slots,
    serialise,
    sweep,
)
from bot.anonymity.matching import find
from bot.anonymity.ordinary import word_set

_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_EXTENSIONS = {"text": "odt", "spreadsheet": "ods", "presentation": "odp"}
_DROPPED = word_set(
    """
    tracked-changes annotation annotation-end change change-start change-end hidden-text hidden-paragraph
    initial-creator creator printed-by author-name author-initials sender-firstname sender-lastname sender-
    initials sender-title sender-position sender-email sender-phone-private sender-fax sender-company sender-
    phone-work sender-street sender-city sender-postal-code sender-country sender-state-or-province file-name
    template-name user-defined user-field-get variable-get title description desc subject keywords scripts
    event-listeners forms bookmark bookmark-start bookmark-end reference-mark reference-mark-start reference-
    mark-end database-display object object-ole plugin applet dde-connection-decls variable-decls user-field-
    decls sequence-decls meta meta-field soft-page-break content-validations named-expressions
    """
)
_UNWRAPPED = frozenset({"a", "ruby-base", "script"})
_ATTRIBUTES = re.compile(
    r"(?:creator|author|date-string|formula|target-frame-name|printed-by|condition|display|"
    r"visibility|protection-key)$"
)


def _slots(scope: etree._Element) -> list[Slot]:
    slots: list[Slot] = []
    gap = ""

    def walk(element: etree._Element) -> None:
        nonlocal gap
        name = local(element)
        if name in ("s", "tab", "line-break"):
            gap += {"s": " ", "tab": "\t"}.get(name, "\n")
        elif name in ("p", "h") and slots:
            gap = gap or "\n"
        elif name == "table-cell" and slots:
            gap = "\t"
        if element.text and name not in ("table-row", "table-cell"):
            slots.append(Slot(element, gap=gap))
            gap = ""
        for child in element:
            walk(child)
            if child.tail and name not in ("table-row", "table-cell"):
                slots.append(Slot(child, tail=True, gap=gap))
                gap = ""

    walk(scope)
    return slots


def _scrub(root: etree._Element, task: Task, own: bool) -> int:
    changed = 0
    for row in root.iter(f"{{{_TABLE}}}table-row"):
        changed += scrub_slots(_slots(row), task, own=False)
    for paragraph in root.iter(f"{{{_TEXT}}}p", f"{{{_TEXT}}}h"):
        if next(paragraph.iterancestors(f"{{{_TABLE}}}table-cell"), None) is None:  # rows are done
            changed += scrub_slots(_slots(paragraph), task, own=own)
    return changed


def _part(
    content: bytes, task: Task, own: bool, pictures: dict[str, str]
) -> tuple[bytes, int, dict[str, int]]:
    root = parse(content)
    dropped = sweep(
        root,
        dropped=lambda e: local(e) in _DROPPED,
        unwrapped=lambda e: local(e) in _UNWRAPPED and namespace(e) == _TEXT,
    )
    for element in root.iter():
        for key in list(element.attrib):
            if key == _XLINK:
                target = str(element.attrib[key])
                if target in pictures:
                    element.set(key, pictures[target])
                else:
                    del element.attrib[key]
            elif (
                _ATTRIBUTES.search(etree.QName(key).localname)
                and local(element) not in ("style",)
                and "style" not in namespace(element)
            ):
                del element.attrib[key]
    changed = _scrub(root, task, own)
    scrub_attributes(root, task)
    return serialise(root), changed, dropped


def _pictures(members: dict[str, bytes], task: Task) -> tuple[dict[str, bytes], dict[str, str], list[str]]:
    """Pictures rebuilt, their new paths by the old ones, what was lost."""
    new: dict[str, bytes] = {}
    paths: dict[str, str] = {}
    told: list[str] = []
    for name, content in members.items():
        if not name.startswith("Pictures/"):
            continue
        kind = kind_of(content)
        try:
            if kind not in (
                FileKind.JPEG,
                FileKind.PNG,
                FileKind.GIF,
                FileKind.TIFF,
                FileKind.BMP,
                FileKind.WEBP,
            ):
                raise Unclean(Hold.UNKNOWN)
            made = clean_picture(content, task, kind)
            data, extension = made.content, made.extension
        except Unclean as held:
            told.append(f"a picture ({held.why.value})")
            data, extension = grey_dot(), "png"
        paths[name] = f"Pictures/picture{len(paths) + 1}.{extension}"
        new[paths[name]] = data
    return new, paths, told


def _is_own(members: dict[str, bytes], task: Task) -> bool:
    if "meta.xml" not in members:
        return False
    try:
        root = parse(members["meta.xml"])
    except Unclean:
        return False
    return any(
        local(e) in ("creator", "initial-creator") and e.text and find(e.text, task.needles)
        for e in root.iter()
    )


def _manifest(mimetype: str, names: list[str]) -> bytes:
    root = etree.Element(f"{{{_MANIFEST}}}manifest", nsmap={"manifest": _MANIFEST})
    for path, kind in [
        ("/", mimetype),
        *((name, "text/xml" if name.endswith(".xml") else "") for name in names),
    ]:
        etree.SubElement(
            root,
            f"{{{_MANIFEST}}}file-entry",
            {f"{{{_MANIFEST}}}full-path": path, f"{{{_MANIFEST}}}media-type": kind},
        )
    return serialise(root)


def clean_opendocument(content: bytes, task: Task) -> Made:
    """An .odt (.ods, .odp) rebuilt. Errors: Unclean."""
    members = open_members(content, task.budget)
    mimetype = members.get("mimetype", b"").decode("ascii", "replace").strip()
    extension = _EXTENSIONS.get(mimetype.rpartition(".")[2].partition("-")[0])
    if extension is None or "content.xml" not in members:
        raise Unclean(Hold.UNKNOWN)
    if b"manifest:encryption-data" in members.get("META-INF/manifest.xml", b""):
        raise Unclean(Hold.PASSWORD)
    pictures, paths, told = _pictures(members, task)
    own = _is_own(members, task)
    parts: dict[str, bytes] = {}
    changed, notes, deletions = 0, 0, 0
    for name in ("content.xml", "styles.xml"):
        if name in members:
            parts[name], count, dropped = _part(members[name], task, own, paths)
            changed += count
            notes += dropped.get("annotation", 0)
            deletions += dropped.get("tracked-changes", 0)
    told = ["author and other properties", *told, *counted(notes, "comment", "comments")]
    told += ["deleted passages"] if deletions else []
    told += counted(changed, "place that named you", "places that named you")
    parts |= pictures
    package = {
        "mimetype": mimetype.encode(),
        **parts,
        "META-INF/manifest.xml": _manifest(mimetype, list(parts)),
    }
    return Made(write_members(package, stored=("mimetype",)), extension, mimetype, tuple(dict.fromkeys(told)))
