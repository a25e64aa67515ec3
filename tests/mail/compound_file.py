"""A small writer of OLE compound files (MS-CFB), enough for Outlook messages in tests.

Every stream is padded with zeros to 4,096 bytes, so that no mini stream is needed.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

SECTOR = 512
LEAST = 4096
FREE, END, FAT_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD

Tree = dict[str, "bytes | Tree"]


@dataclass
class _Entry:
    name: str
    kind: int
    content: bytes = b""
    children: list[int] = field(default_factory=list)
    start: int = END


def compound_file(tree: Tree) -> bytes:
    """The bytes of a compound file with these storages (dicts) and streams (bytes)."""
    entries = [_Entry("Root Entry", 5)]
    _add(entries, 0, tree)
    sectors: list[bytes] = []
    chain: list[int] = []
    for entry in entries:
        if entry.kind == 2:
            entry.start = _store(sectors, chain, entry.content.ljust(max(LEAST, len(entry.content)), b"\x00"))
    directory = b"".join(_directory_entry(entries, index) for index in range(len(entries)))
    start = _store(sectors, chain, directory)
    fat_count = 1
    while (len(chain) + fat_count) > fat_count * 128:
        fat_count += 1
    fat_start = len(sectors)
    table = [*chain, *[FAT_SECTOR] * fat_count]
    table += [FREE] * (fat_count * 128 - len(table))
    header = struct.pack("<8s16sHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, 0,
                         fat_count, start, 0, LEAST, END, 0, END, 0)  # fmt: skip
    difat = [fat_start + index for index in range(fat_count)] + [FREE] * (109 - fat_count)
    return header + struct.pack("<109I", *difat) + b"".join(sectors) + struct.pack(f"<{len(table)}I", *table)


def _add(entries: list[_Entry], parent: int, tree: Tree) -> None:
    for name, value in tree.items():
        entries.append(_Entry(name, 2, value) if isinstance(value, bytes) else _Entry(name, 1))
        index = len(entries) - 1
        entries[parent].children.append(index)
        if not isinstance(value, bytes):
            _add(entries, index, value)


def _store(sectors: list[bytes], chain: list[int], content: bytes) -> int:
    first = len(sectors)
    count = -(-len(content) // SECTOR)
    for number in range(count):
        sectors.append(content[number * SECTOR : (number + 1) * SECTOR].ljust(SECTOR, b"\x00"))
        chain.append(first + number + 1 if number + 1 < count else END)
    return first


def _directory_entry(entries: list[_Entry], index: int) -> bytes:
    """One entry; siblings hang on one another's right hand, which readers accept."""
    entry = entries[index]
    parent = next((one for one in entries if index in one.children), None)
    right = FREE
    if parent:
        place = parent.children.index(index)
        right = parent.children[place + 1] if place + 1 < len(parent.children) else FREE
    name = entry.name.encode("utf-16-le") + b"\x00\x00"
    child = entry.children[0] if entry.children else FREE
    size = max(LEAST, len(entry.content)) if entry.kind == 2 else 0
    start = entry.start if entry.kind == 2 else (END if entry.kind == 5 else 0)
    return struct.pack(
        "<64sHBBIII16sIQQIQ",
        name.ljust(64, b"\x00"),
        len(name),
        entry.kind,
        1,
        FREE,
        right,
        child,
        b"",
        0,
        0,
        0,
        start,
        size,
    )
