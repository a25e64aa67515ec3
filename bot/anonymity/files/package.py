"""Opens and writes the zip packages of Office files (ECMA-376 part 2): parts, relationships, content types.
Cleans nothing.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass, field

from lxml import etree

from bot.anonymity.files.results import MOST_FILE, Budget, Hold, Unclean
from bot.anonymity.files.xml import new_root, parse

_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_DATE = (2000, 1, 1, 0, 0, 0)  # a zip needs a date; the real one tells when


@dataclass(frozen=True)
class Link:
    """A relationship: `kind` is the last word of its type; `target` a part's path, or a URL where `external`."""

    id: str
    kind: str
    type: str
    target: str
    external: bool


@dataclass
class Package:
    """Parts by path (no leading slash) and their content types."""

    parts: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    links: dict[str, list[Link]] = field(
        default_factory=dict
    )  # by the path of the part they start from, "" the package


def _resolve(base: str, target: str) -> str:
    path = target.lstrip("/") if target.startswith("/") else posixpath.join(posixpath.dirname(base), target)
    return posixpath.normpath(path)


def rels_path(part: str) -> str:
    """Where a part's relationships lie."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


def open_members(content: bytes, budget: Budget) -> dict[str, bytes]:
    """All members of a zip. Errors: Unclean for passwords, bombs, damage."""
    members: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for info in archive.infolist():
                if info.flag_bits & 1:
                    raise Unclean(Hold.PASSWORD)
                if info.is_dir():
                    continue
                if info.file_size > MOST_FILE or (
                    info.file_size > 1_000_000 and info.file_size > 200 * max(info.compress_size, 1)
                ):
                    raise Unclean(Hold.BOMB)
                budget.take(info.file_size)
                with archive.open(info) as member:
                    members[info.filename] = member.read(info.file_size + 1)
    except Unclean:
        raise
    except Exception:
        # zipfile and zlib raise a dozen types on damaged archives
        raise Unclean(Hold.DAMAGED) from None
    return members


def read_package(content: bytes, budget: Budget) -> Package:
    """An Office package. Errors: Unclean."""
    parts = open_members(content, budget)
    if "[Content_Types].xml" not in parts:
        raise Unclean(Hold.DAMAGED)
    package = Package(parts)
    _read_types(package)
    for path in ["", *parts]:
        rels = rels_path(path)
        if rels in parts:
            package.links[path] = _read_links(path, parts[rels])
    return package


def _read_types(package: Package) -> None:
    defaults: dict[str, str] = {}
    for item in parse(package.parts["[Content_Types].xml"]):
        kind = item.get("ContentType", "")
        if item.get("Extension"):
            defaults[str(item.get("Extension")).lower()] = kind
        elif item.get("PartName"):
            package.types[str(item.get("PartName")).lstrip("/")] = kind
    for path in package.parts:
        package.types.setdefault(path, defaults.get(path.rpartition(".")[2].lower(), ""))


def _read_links(path: str, content: bytes) -> list[Link]:
    found = []
    for item in parse(content):
        kind = item.get("Type", "")
        external = item.get("TargetMode", "") == "External"
        target = item.get("Target", "")
        found.append(
            Link(
                item.get("Id", ""),
                kind.rpartition("/")[2],
                kind,
                target if external else _resolve(path, target),
                external,
            )
        )
    return found


def write_members(members: dict[str, bytes], *, stored: tuple[str, ...] = ()) -> bytes:
    """A zip without dates, owners, comments; `stored` members come uncompressed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, _DATE)
            info.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            archive.writestr(info, content)
    return out.getvalue()


def write_package(package: Package) -> bytes:
    """The package's bytes with types and relationships written anew."""
    types = new_root(_TYPES, "Types")
    etree.SubElement(
        types,
        f"{{{_TYPES}}}Default",
        Extension="rels",
        ContentType="application/vnd.openxmlformats-package.relationships+xml",
    )
    etree.SubElement(types, f"{{{_TYPES}}}Default", Extension="xml", ContentType="application/xml")
    for path in package.parts:
        etree.SubElement(
            types,
            f"{{{_TYPES}}}Override",
            PartName=f"/{path}",
            ContentType=package.types.get(path) or "application/octet-stream",
        )
    members = {
        "[Content_Types].xml": bytes(
            etree.tostring(types, xml_declaration=True, encoding="UTF-8", standalone=True)
        )
    }
    for path in ["", *package.parts]:
        if package.links.get(path):
            members[rels_path(path)] = _links_xml(path, package.links[path])
    return write_members({**members, **package.parts})


def _links_xml(path: str, links: list[Link]) -> bytes:
    root = new_root(_RELS, "Relationships")
    for link in links:
        target = posixpath.relpath(link.target, posixpath.dirname(path) or ".")
        etree.SubElement(root, f"{{{_RELS}}}Relationship", Id=link.id, Type=link.type, Target=target)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
