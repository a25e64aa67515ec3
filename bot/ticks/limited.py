"""Work on one mail under a time limit: whatever a mail makes a reader do, the queue goes on.

A reader that runs over is stopped; one that cannot be stopped (a library that never comes back) ends the process,
which its keeper starts again, and the mail's mark (in_hand.py) tells what did it.
"""

from __future__ import annotations

import ctypes
import faulthandler
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")
_HARD = 5.0  # times the limit: then the process ends

_watched = 0
_watch = threading.Lock()


class Overtime(Exception):
    """Reading took too long."""


def limited(seconds: float, work: Callable[[], T]) -> T:
    """The result of `work`, done in a thread of its own; raises what it raises, or Overtime."""
    outcome: list[T] = []
    failure: list[BaseException] = []

    def run() -> None:
        try:
            outcome.append(work())
        except BaseException as raised:  # carried over to the caller's thread
            failure.append(raised)

    thread = threading.Thread(target=run, name="reading", daemon=True)
    with _watchdog(seconds * _HARD):
        thread.start()
        thread.join(seconds)
        if thread.is_alive():
            _stop(thread)
    if outcome:
        return outcome[0]
    if failure and not isinstance(failure[0], Overtime):
        raise failure[0]
    raise Overtime("reading took too long")


def _stop(thread: threading.Thread) -> None:
    """Raise Overtime inside the thread at its next Python instruction; a second for it to end."""
    if thread.ident is not None:
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident), ctypes.py_object(Overtime))
    thread.join(1.0)


@contextmanager
def _watchdog(seconds: float) -> Iterator[None]:
    """End the process when this takes so long, even where no Python instruction runs any more."""
    global _watched
    stream = sys.__stderr__
    if stream is None:
        yield
        return
    with _watch:
        _watched += 1
        faulthandler.dump_traceback_later(seconds, exit=True, file=stream)
    try:
        yield
    finally:
        with _watch:
            _watched -= 1
            if not _watched:
                faulthandler.cancel_dump_traceback_later()
