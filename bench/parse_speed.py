"""Messages per second of `parse` in process, beside Python's own email package on the same files.

    python bench/parse_speed.py [FOLDER or FILE ...]

Python's side: parsed with `policy.default`, every header and every body decoded. Ours: everything that
`nearmiss parse --json` prints. Each file is read before the clock starts, and its best of several runs counts.
"""

from __future__ import annotations

import contextlib
import email
import email.policy
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from bot.mail.face import parse_message
from bot.mail.message import ReadingContext
from bot.mail.mime import message_from_bytes

CORPUS = Path(__file__).parent.parent / "tests" / "data" / "mails"
RUNS = 5
ALLOWED = 4.0  # times the cost of Python's parser, at the median


def python_parses(data: bytes) -> None:
    """Python's parser with all headers and bodies decoded; what it cannot decode it need not."""
    with contextlib.suppress(Exception):  # it raises on some real mails, which is not what is measured here
        message = email.message_from_bytes(data, policy=email.policy.default)
        for part in message.walk():
            for _, value in part.items():
                str(value)
            if not part.is_multipart():
                with contextlib.suppress(LookupError, UnicodeError):
                    part.get_content()


def nearmiss_parses(data: bytes) -> None:
    """All that the public face shows of a message."""
    json.dumps(parse_message(message_from_bytes(data), ReadingContext(), "mail.eml"))


def best(action: Callable[[bytes], None], data: bytes) -> float:
    """Seconds of the quickest of several runs."""
    times = []
    for _ in range(RUNS):
        started = time.perf_counter()
        action(data)
        times.append(time.perf_counter() - started)
    return min(times)


def files(arguments: Iterable[str]) -> list[Path]:
    """The mails named on the command line, else the corpus."""
    found: list[Path] = []
    for name in arguments:
        path = Path(name)
        found += sorted(path.rglob("*.eml")) if path.is_dir() else [path]
    return found or sorted(CORPUS.glob("*.eml"))


def main(arguments: list[str]) -> int:
    """Prints a table; 1 where the median ratio is above what is allowed."""
    mails = [path.read_bytes() for path in files(arguments)]
    rows = [(best(python_parses, data), best(nearmiss_parses, data)) for data in mails if data]
    theirs, ours = [row[0] for row in rows], [row[1] for row in rows]
    ratio = statistics.median(own / other for other, own in rows)
    print(f"{len(rows)} mails")
    print(f"{'':16}{'median ms':>12}{'mails/s':>12}")
    for name, times in (("Python email", theirs), ("nearmiss parse", ours)):
        print(f"{name:16}{statistics.median(times) * 1e3:12.2f}{len(times) / sum(times):12.0f}")
    print(f"ratio at the median: {ratio:.2f} (allowed {ALLOWED:.0f})")
    return 0 if ratio <= ALLOWED else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
