"""Reading and rewriting the XML inside Office files: no entities, no network, no comments; text cut by edits.

Knows no format; the cleaners of each format say which elements hold text and which are dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from lxml import etree

from bot.anonymity.files.results import Hold, Task, Unclean
from bot.anonymity.matching import find
from bot.anonymity.text import Edit, edits

MOST_PASSES = 4


@dataclass
class Slot:
    """A place of text in a tree: an element's text or tail; `gap` stands before it when slots are read as one text."""

    element: etree._Element
    tail: bool = False
    gap: str = ""

    @property
    def text(self) -> str:
        """What stands there."""
        return (self.element.tail if self.tail else self.element.text) or ""

    def put(self, text: str) -> None:
        """Something else instead."""
        if self.tail:
            self.element.tail = text
        else:
            self.element.text = text
            if text != text.strip() and isinstance(self.element.tag, str) and self.element.tag.endswith("}t"):
                self.element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def parse(content: bytes) -> etree._Element:
    """The root of an XML part. Errors: Unclean for damaged XML or one with a document type of its own."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Unclean(Hold.DAMAGED) from None
    docinfo: Any = root.getroottree().docinfo  # the stubs lack its fields
    if docinfo.doctype:
        raise Unclean(Hold.DAMAGED)
    return root


def new_root(namespace: str, name: str, **prefixes: str) -> etree._Element:
    """A new root whose own namespace is the default one."""
    known: Any = {None: namespace, **prefixes}  # the stubs know no default namespace
    return etree.Element(f"{{{namespace}}}{name}", nsmap=known)


def serialise(root: etree._Element) -> bytes:
    """A part's bytes."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def local(element: etree._Element) -> str:
    """An element's name without its namespace, "" for what is no element."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def namespace(element: etree._Element) -> str:
    """An element's namespace, "" for none."""
    return etree.QName(element).namespace or "" if isinstance(element.tag, str) else ""


def drop(element: etree._Element) -> None:
    """Remove an element and what is in it; the text behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        previous = element.getprevious()
        if previous is not None:
            previous.tail = (previous.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def unwrap(element: etree._Element) -> None:
    """Remove an element but keep its children in its place."""
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    for child in reversed(list(element)):
        parent.insert(at, child)
    drop(element)


def sweep(
    root: etree._Element,
    *,
    dropped: Callable[[etree._Element], bool],
    unwrapped: Callable[[etree._Element], bool],
) -> dict[str, int]:
    """Drop and unwrap elements of a tree; how many of each name were dropped."""
    counts: dict[str, int] = {}
    for element in list(root.iter()):
        if element is root or not isinstance(element.tag, str):
            continue
        if dropped(element):
            counts[local(element)] = counts.get(local(element), 0) + 1
            drop(element)
        elif unwrapped(element):
            unwrap(element)
    return counts


def strip_attributes(root: etree._Element, unwanted: Callable[[str], bool]) -> None:
    """Remove attributes by their local name."""
    for element in root.iter():
        if isinstance(element.tag, str):
            for key in list(element.attrib):
                if unwanted(etree.QName(key).localname):
                    del element.attrib[key]


def scrub_attributes(root: etree._Element, task: Task) -> None:
    """No attribute keeps the reporter's strings; equal values change equally, so references stay."""
    cache: dict[str, bool] = {}
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        for key, value in list(element.attrib.items()):
            text = str(value)
            if len(text) > 2 and text not in cache:
                cache[text] = bool(find(text, task.needles))
            if cache.get(text):
                element.set(key, "withheld")


def scrub_slots(slots: list[Slot], task: Task, *, own: bool) -> int:
    """Cut the reporter's strings out of slots that read as one text; how many places changed."""
    changed = 0
    for _ in range(MOST_PASSES):
        joined = "".join(slot.gap + slot.text for slot in slots)
        found = edits(joined, task.needles, own=own)
        if not found:
            break
        changed += len(found)
        _apply(slots, found)
        own = False  # markers are no clues
    return changed


def _apply(slots: list[Slot], found: Iterable[Edit]) -> None:
    """Carry edits of the joined text into the slots; what comes instead goes where an edit begins."""
    pieces: list[tuple[Slot, int]] = []
    at = 0
    for slot in slots:
        at += len(slot.gap)
        pieces.append((slot, at))
        at += len(slot.text)
    texts = {id(slot): slot.text for slot in slots}
    for edit in sorted(found, key=lambda e: -e.start):
        placed = False
        for slot, start in pieces:
            text = texts[id(slot)]
            original = len(slot.text)
            first, last = max(edit.start - start, 0), min(edit.end - start, original)
            if first >= last:
                continue
            texts[id(slot)] = text[:first] + ("" if placed else edit.text) + text[last:]
            placed = True
    for slot, _ in pieces:
        if texts[id(slot)] != slot.text:
            slot.put(texts[id(slot)])
