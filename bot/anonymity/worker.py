"""The parsers' own process: reads a batch from its input, cleans each file, writes results to its output, and ends.

Started by `bot.anonymity.sandbox` with limits set; has no network use, no files, no log. Speaks length-prefixed frames.
"""

from __future__ import annotations

import json
import resource
import struct
import sys
from typing import Any, BinaryIO

MEMORY = 1536 * 1024 * 1024
SECONDS = 120


def limit(memory: int = MEMORY, seconds: int = SECONDS) -> None:
    """Bound this process: memory, processor time, no core dump, no files written."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def write_frame(out: BinaryIO, head: dict[str, Any], content: bytes = b"") -> None:
    """A JSON head and bytes."""
    raw = json.dumps(head).encode()
    out.write(struct.pack(">IQ", len(raw), len(content)) + raw + content)
    out.flush()


def read_frame(source: BinaryIO) -> tuple[dict[str, Any], bytes] | None:
    """The next frame; None at the end or where it breaks off."""
    lengths = source.read(12)
    if len(lengths) < 12:
        return None
    size, length = struct.unpack(">IQ", lengths)
    if size > 1_000_000 or length > 2_000_000_000:
        return None
    raw, content = source.read(size), source.read(length)
    if len(raw) < size or len(content) < length:
        return None
    head = json.loads(raw)
    return (head, content) if isinstance(head, dict) else None


def main() -> None:
    """Clean what comes in until it ends."""
    source, out = sys.stdin.buffer, sys.stdout.buffer
    limit()
    # imported here: within the limits
    from bot.anonymity.files.cleaning import Source, clean
    from bot.anonymity.files.results import Budget, CleanFile, Task
    from bot.anonymity.identity import Needles

    first = read_frame(source)
    if first is None:
        return
    task = Task(Needles.from_bytes(first[1]), Budget(), hold_screens=bool(first[0]["hold_screens"]))
    while (frame := read_frame(source)) is not None:
        head, content = frame
        results = clean(
            Source(int(head["index"]), str(head["name"]), content, bool(head["inline"])),
            task,
            str(head["stem"]),
        )
        for result in results:
            if isinstance(result, CleanFile):
                write_frame(
                    out,
                    {"clean": result.name, "type": result.content_type, "removed": list(result.removed)},
                    result.content,
                )
            else:
                write_frame(out, {"held": result.name, "why": result.why.name, "kind": result.kind})
        write_frame(out, {"done": head["index"]})


if __name__ == "__main__":
    main()
