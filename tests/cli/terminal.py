"""The real command at a real (pseudo) terminal: answers its questions, gives back what was shown and the exit code."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

COMMAND = (sys.executable, "-m", "bot.cli")
PATIENCE = 30.0  # seconds without a sign of life
MOST = 200_000  # bytes that a command may show


def at_terminal(
    *arguments: str, folder: Path, environment: Mapping[str, str] | None = None, answers: Iterable[str] = ()
) -> tuple[int, str]:
    """Run `nearmiss ...` with standard input, output and error on a terminal; each question gets the next answer."""
    import pty

    ours, theirs = pty.openpty()
    values = {"TERM": "xterm-256color", "COLUMNS": "100", **os.environ, **(environment or {})}
    with subprocess.Popen(
        [*COMMAND, *arguments], stdin=theirs, stdout=theirs, stderr=theirs, cwd=folder, env=values,
        start_new_session=True,
    ) as process:  # fmt: skip
        os.close(theirs)
        shown, waiting = b"", iter(answers)
        while part := _read(ours):
            shown += part
            if shown.endswith(b": "):  # a question; typed before it, a hidden answer would be thrown away
                os.write(ours, f"{next(waiting, '')}\n".encode())
            if len(shown) > MOST:  # it asks the same for ever
                break
        process.terminate()  # nothing where it has ended
        os.close(ours)
    return process.returncode, shown.decode("utf-8", "replace").replace("\r\n", "\n")


def _read(terminal: int) -> bytes:
    """What comes next; nothing once the other end is closed, or silent for too long."""
    if not select.select([terminal], [], [], PATIENCE)[0]:
        return b""
    try:
        return os.read(terminal, 4096)
    except OSError:
        return b""
