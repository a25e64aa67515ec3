"""Runs the file cleaners in a child process with limits of memory and time; one child for a batch of files.

A child that dies or hangs costs the one file that it was at; the rest goes to a new child. Needles go through a pipe.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

from bot.anonymity.files.cleaning import Source
from bot.anonymity.files.results import CleanFile, HeldFile, Hold
from bot.anonymity.identity import Needles
from bot.anonymity.worker import read_frame, write_frame

SECONDS_PER_FILE = 60.0
_ROOT = Path(__file__).resolve().parents[2]

Results = list[CleanFile | HeldFile]


def clean_batch(
    sources: Sequence[tuple[Source, str]],
    needles: Needles,
    *,
    hold_screens: bool = True,
    seconds: float = SECONDS_PER_FILE,
) -> Results:
    """Results for every source (with its stem); a file at which the child died is held as damaged. Never raises."""
    found: Results = []
    waiting = list(sources)
    while waiting:
        done = _one_child(waiting, needles, hold_screens, seconds, found)
        if done < len(waiting):
            broken, stem = waiting[done]
            found.append(HeldFile(broken.index, stem, Hold.DAMAGED))
            done += 1
        waiting = waiting[done:]
    return found


def _one_child(
    waiting: list[tuple[Source, str]], needles: Needles, hold_screens: bool, seconds: float, found: Results
) -> int:
    """Cleans with one child until all is done or it fails; how many files were finished."""
    child = subprocess.Popen(
        [sys.executable, "-m", "bot.anonymity.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a parser's complaint may quote the file
        cwd=_ROOT,
        env={"PATH": os.defpath, "LANG": "C.UTF-8", "OMP_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"},
    )
    stdin, stdout = child.stdin, child.stdout
    if stdin is None or stdout is None:  # both were asked for as pipes
        return 0
    done = 0
    try:
        write_frame(stdin, {"hold_screens": hold_screens}, needles.to_bytes())  # type: ignore[arg-type] # a buffered pipe
        for source, stem in waiting:
            results = _one_file(child, stdin, stdout, source, stem, seconds)
            if results is None:
                break
            found += results
            done += 1
    except (BrokenPipeError, OSError):
        pass  # the child is gone; what it finished counts
    finally:
        child.kill()
        child.communicate()
    return done


def _one_file(
    child: subprocess.Popen[bytes],
    stdin: IO[bytes],
    stdout: IO[bytes],
    source: Source,
    stem: str,
    seconds: float,
) -> Results | None:
    """One file through the child; None where it died or took too long."""
    timer = threading.Timer(seconds, child.kill)
    timer.start()
    try:
        head = {"index": source.index, "name": source.name[-200:], "inline": source.inline, "stem": stem}
        write_frame(stdin, head, source.content)  # type: ignore[arg-type]
        results: Results = []
        while (frame := read_frame(stdout)) is not None:  # type: ignore[arg-type]
            if "done" in frame[0]:
                return results
            results.append(_result(source.index, *frame))
        return None
    finally:
        timer.cancel()


def _result(index: int, head: dict[str, Any], content: bytes) -> CleanFile | HeldFile:
    if "clean" in head:
        return CleanFile(
            index,
            str(head["clean"]),
            str(head["type"]),
            content,
            tuple(str(words) for words in head["removed"]),
        )
    return HeldFile(index, str(head["held"]), Hold[str(head["why"])], str(head["kind"]))
