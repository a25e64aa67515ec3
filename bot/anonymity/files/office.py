"""What Word and PowerPoint files have in common: a walk over allow-listed parts from the main document outwards.

Parts that no allowed relationship leads to do not exist in the result: properties, comments, people, templates, macros.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from lxml import etree

from bot.anonymity.files.kinds import FileKind, kind_of
from bot.anonymity.files.package import Link, Package, read_package, write_package
from bot.anonymity.files.pictures import clean_picture, grey_dot
from bot.anonymity.files.results import Hold, Task, Unclean
from bot.anonymity.files.xml import local, parse
from bot.anonymity.matching import find

Transform = Callable[
    [str, bytes, set[str]], bytes
]  # (kind of part, content, ids of links that stay) -> content
_PICTURES = {"jpg": "image/jpeg", "png": "image/png", "gif": "image/gif", "tif": "image/tiff"}


def main_part(package: Package) -> str:
    """The path of the main document. Errors: Unclean where there is none."""
    for link in package.links.get("", []):
        if link.kind == "officeDocument" and link.target in package.parts:
            return link.target
    raise Unclean(Hold.DAMAGED)


def is_own(package: Package, task: Task) -> bool | None:
    """The reporter made or last changed the file, by its properties; None where these name nobody."""
    named = False
    for path, content in package.parts.items():
        if path.startswith("docProps/") and path.endswith(".xml"):
            try:
                root = parse(content)
            except Unclean:
                continue
            for element in root.iter():
                if (
                    local(element) in ("creator", "lastModifiedBy", "Manager")
                    and (element.text or "").strip()
                ):
                    named = True
                    if find(element.text or "", task.needles):
                        return True
    return False if named else None


def rebuild_package(
    content: bytes, task: Task, allowed: Mapping[str, frozenset[str]], transform: Transform
) -> tuple[bytes, list[str]]:
    """A package of allowed parts only.

    `allowed`: for each kind of part the kinds of relationships that are followed. What was removed comes with it.
    """
    old = read_package(content, task.budget)
    start = main_part(old)
    new = Package()
    new.links[""] = [link for link in old.links[""] if link.kind == "officeDocument" and link.target == start]
    removed = _left_out(old)
    queue = [("officeDocument", start)]
    renamed: dict[str, str] = {}
    while queue:
        kind, path = queue.pop()
        if path in new.parts:
            continue
        kept = [
            link
            for link in old.links.get(path, [])
            if not link.external and link.kind in allowed.get(kind, frozenset()) and link.target in old.parts
        ]
        new.parts[path] = b""  # keeps circles from being walked twice
        new.parts[path] = transform(kind, old.parts[path], {link.id for link in kept})
        new.types[path] = old.types.get(path, "")
        for link in kept:
            if link.kind == "image":
                target = _picture(old, new, link, task, renamed, removed)
                new.links.setdefault(path, []).append(replace(link, target=target))
            else:
                new.links.setdefault(path, []).append(link)
                queue.append((link.kind, link.target))
    return write_package(new), removed


def _picture(
    old: Package, new: Package, link: Link, task: Task, renamed: dict[str, str], removed: list[str]
) -> str:
    """A picture rebuilt under a name of ours; one that can't be is replaced by a grey dot and told."""
    if link.target in renamed:
        return renamed[link.target]
    content = old.parts[link.target]
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
        removed.append(f"a picture ({held.why.value})")
        data, extension = grey_dot(), "png"
    folder = link.target.rpartition("/")[0]
    path = f"{folder}/picture{len(renamed) + 1}.{extension}"
    renamed[link.target] = path
    new.parts[path] = data
    new.types[path] = _PICTURES[extension]
    return path


def _left_out(old: Package) -> list[str]:
    """What of the package does not come along, in words."""
    told = []
    paths = " ".join(old.parts).lower()
    for mark, words in (
        ("docprops/", "author, company and other properties"),
        ("customxml/", "custom properties"),
        ("embeddings/", "embedded files"),
        ("printersettings", "printer settings"),
        ("externallinks/", "links to other files"),
        ("attachedtemplate", "the template's path"),
    ):
        if mark in paths:
            told.append(words)
    return told


def counted(count: int, one: str, many: str) -> list[str]:
    """["3 comments"], [] for none."""
    return [f"{count} {one if count == 1 else many}"] if count else []


def comment_count(content: bytes | None, name: str = "comment") -> int:
    """How many comments a comments part holds."""
    if content is None:
        return 0
    try:
        return sum(local(element) == name for element in parse(content).iter())
    except (Unclean, etree.LxmlError):
        return 0
