"""Rebuilds Word documents: text, tables, inserted text, headers and pictures stay; authors, comments, deletions go."""

from __future__ import annotations

import re

from lxml import etree

from bot.anonymity.files.office import counted, is_own, rebuild_package
from bot.anonymity.files.package import read_package
from bot.anonymity.files.results import Budget, Made, Task
from bot.anonymity.files.xml import (
    Slot,
    local,
    namespace,
    parse,
    scrub_attributes,
    scrub_slots,
    serialise,
    strip_attributes,
    sweep,
)
from bot.anonymity.ordinary import word_set
from bot.anonymity.text import is_own_text

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TEXTS = frozenset({"image"})
_ALLOWED = {
    "officeDocument": word_set("styles numbering theme header footer footnotes endnotes image fontTable"),
    "header": _TEXTS,
    "footer": _TEXTS,
    "footnotes": _TEXTS,
    "endnotes": _TEXTS,
}
_DROPPED = word_set(
    """
    del moveFrom commentRangeStart commentRangeEnd commentReference annotationRef bookmarkStart bookmarkEnd
    proofErr permStart permEnd moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd
    customXmlInsRangeStart customXmlInsRangeEnd customXmlDelRangeStart customXmlDelRangeEnd
    customXmlMoveFromRangeStart customXmlMoveFromRangeEnd customXmlMoveToRangeStart customXmlMoveToRangeEnd
    rPrChange pPrChange sectPrChange tblPrChange trPrChange tcPrChange tblGridChange tblPrExChange
    numberingChange cellIns cellDel cellMerge instrText delInstrText delText fldData object control sdtPr
    sdtEndPr customXmlPr smartTagPr altChunk subDoc attachedTemplate hlinkClick hlinkHover hlinkMouseOver
    extLst Fallback printerSettings docVars rsids mailMerge embedRegular embedBold embedItalic embedBoldItalic
    contentPart dataBinding lastRenderedPageBreak
    """
)
_UNWRAPPED = word_set(
    """
    ins moveTo hyperlink sdt sdtContent smartTag customXml AlternateContent Choice dir bdo
    """
)
_ATTRIBUTES = re.compile(
    r"rsid\w*|paraId|textId|author|date|initials|userId|providerId|descr|title|alt|tooltip|gfxdata|href|anchor|docLocation|ed|edGrp|durableId|spid",
    re.IGNORECASE,
)
_TELLING_FIELDS = re.compile(
    r"\b(?:AUTHOR|USERNAME|USERINITIALS|USERADDRESS|LASTSAVEDBY|FILENAME|TEMPLATE|DOCPROPERTY|INFO|COMMENTS|DOCVARIABLE|MERGEFIELD)\b",
    re.IGNORECASE,
)


def _is_dropped(element: etree._Element) -> bool:
    name = local(element)
    if name in _DROPPED:
        return not (name == "Fallback" and namespace(element) == _W)
    if name == "r" and namespace(element) == _W:
        properties = element.find(f"{{{_W}}}rPr")
        hidden = properties.find(f"{{{_W}}}vanish") if properties is not None else None
        return hidden is not None and hidden.get(f"{{{_W}}}val", "1") not in ("0", "false")
    # a mark of change, not changed text
    return name in ("ins", "del") and local(_parent(element)) in ("rPr", "trPr")


def _parent(element: etree._Element) -> etree._Element:
    parent = element.getparent()
    return parent if parent is not None else element


def _drop_telling_fields(root: etree._Element) -> None:
    """Results of fields like AUTHOR; other fields' results (dates, page numbers) stay as text."""
    for field in list(root.iter(f"{{{_W}}}fldSimple")):
        if _TELLING_FIELDS.search(field.get(f"{{{_W}}}instr", "")):
            for text in field.iter(f"{{{_W}}}t"):
                text.text = ""
        field.attrib.clear()
        field.tag = f"{{{_W}}}hyperlink"  # unwrapped by the sweep
    for paragraph in root.iter(f"{{{_W}}}p"):
        telling = False
        for element in list(paragraph.iter()):
            telling = _in_telling_field(element, telling)
            if telling and local(element) == "t":
                element.text = ""
    for element in list(root.iter(f"{{{_W}}}fldChar")):
        _parent(element).remove(element)


def _in_telling_field(element: etree._Element, telling: bool) -> bool:
    """Whether what follows an element is a field's result that tells of the author."""
    name = local(element)
    if name == "instrText":
        return telling or bool(_TELLING_FIELDS.search(element.text or ""))
    if name == "fldChar":
        return telling and element.get(f"{{{_W}}}fldCharType") != "end"
    return telling


def _slots(scope: etree._Element) -> list[Slot]:
    """The texts of a paragraph or a table row; tabs, breaks and cells part them."""
    slots: list[Slot] = []
    gap = ""
    for element in scope.iter():
        name = local(element)
        if name == "t" and namespace(element) == _W:
            slots.append(Slot(element, gap=gap))
            gap = ""
        elif (name == "tab" and local(_parent(element)) == "r") or name == "tc":
            gap = "\t" if slots else ""
        elif name in ("br", "cr", "p") and slots:
            gap = gap or "\n"
    return slots


def scrub_word(root: etree._Element, task: Task, *, own: bool) -> int:
    """Cut the reporter's strings out of all paragraphs and table rows; how many places."""
    changed = 0
    for row in root.iter(f"{{{_W}}}tr"):
        changed += scrub_slots(_slots(row), task, own=False)
    for paragraph in root.iter(f"{{{_W}}}p"):
        if next(paragraph.iterancestors(f"{{{_W}}}tc"), None) is None:  # rows are done
            changed += scrub_slots(_slots(paragraph), task, own=own)
    return changed


def _is_own_text(root: etree._Element, task: Task) -> bool:
    return is_own_text(
        "\n".join("".join(map(str, p.itertext())) for p in root.iter(f"{{{_W}}}p")), task.needles
    )


def clean_word(content: bytes, task: Task) -> Made:
    """A .docx rebuilt. Errors: Unclean."""
    counts: dict[str, int] = {}
    replaced = 0
    own = is_own(read_package(content, Budget()), task)

    def transform(kind: str, part: bytes, links: set[str]) -> bytes:
        nonlocal replaced
        root = parse(part)
        for name in ("del", "moveFrom"):
            counts[name] = counts.get(name, 0) + sum(
                local(_parent(e)) not in ("rPr", "trPr") for e in root.iter(f"{{{_W}}}{name}")
            )
        counts["comments"] = counts.get("comments", 0) + sum(
            1 for _ in root.iter(f"{{{_W}}}commentReference")
        )
        counts["ins"] = counts.get("ins", 0) + sum(
            local(_parent(e)) not in ("rPr", "trPr") for e in root.iter(f"{{{_W}}}ins")
        )
        _drop_telling_fields(root)
        hidden = sweep(root, dropped=_is_dropped, unwrapped=lambda e: local(e) in _UNWRAPPED)
        counts["r"] = counts.get("r", 0) + hidden.get("r", 0)
        _drop_dangling(root, links)
        strip_attributes(root, lambda name: bool(_ATTRIBUTES.fullmatch(name)))
        _rename_drawings(root)
        mine = _is_own_text(root, task) if own is None else own
        replaced += scrub_word(root, task, own=mine)
        scrub_attributes(root, task)
        return serialise(root)

    made, removed = rebuild_package(content, task, _ALLOWED, transform)
    removed += counted(counts.get("comments", 0), "comment", "comments")
    removed += counted(
        counts.get("del", 0) + counts.get("moveFrom", 0), "deleted passage", "deleted passages"
    )
    removed += counted(counts.get("r", 0), "hidden passage", "hidden passages")
    removed += ["who inserted text (the text itself stays)"] if counts.get("ins") else []
    removed += counted(replaced, "place that named you", "places that named you")
    return Made(made, "docx", DOCX, tuple(dict.fromkeys(removed)))


def _drop_dangling(root: etree._Element, links: set[str]) -> None:
    """Elements that refer to a part that did not come along."""
    for element in list(root.iter()):
        for key, value in element.attrib.items():
            if (
                "officeDocument/2006/relationships" in str(key)
                and str(value) not in links
                and element.getparent() is not None
            ):
                name = local(element)
                if name in (
                    "headerReference",
                    "footerReference",
                    "imagedata",
                    "blip",
                    "chart",
                    "relIds",
                    "hyperlink",
                ):
                    _parent(element).remove(element)
                else:
                    del element.attrib[key]
                break


def _rename_drawings(root: etree._Element) -> None:
    """Names of drawings are often those of the files that they came from."""
    for number, element in enumerate(e for e in root.iter() if local(e) in ("docPr", "cNvPr")):
        element.set("name", f"Picture {number + 1}")
        element.set("id", str(number + 1))
