"""Logging by allow-list: codes, ids and counts pass; any other value is dropped before a handler sees it.

Put `LogGuard` on every handler and use `SafeFormatter`. Never prints an exception's text or a local value.
"""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import Mapping
from pathlib import PurePath
from types import TracebackType
from typing import Any

_CODE = re.compile(r"[a-z][a-z0-9_]{1,48}(?:[.:][a-z][a-z0-9_]{1,48}){0,3}")
_KEY = re.compile(r"[a-z][a-z0-9_]{0,31}")
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,6})?")
_IDS = re.compile(
    r"[A-Z]{1,6}-\d{4}-\d{1,6}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{8,64}|"
    r"\d{4}-\d\d-\d\d(?:T[\d:.+Z\-]{5,20})?"
)
WITHHELD = "withheld"


def event(logger: logging.Logger, level: int, code: str, **values: object) -> None:
    """Log an event by its code with ids, counts, durations or words of closed vocabularies; anything else becomes
    "withheld".

    Errors: ValueError for a code that is none (lower case, digits, underscore, dot).
    """
    if not _CODE.fullmatch(code):
        raise ValueError("An event code is a lower-case word.")
    logger.log(level, code, extra={"safe_values": {key: safe(value) for key, value in values.items()}})


def safe(value: object) -> str:
    """A value's form for the log: numbers, ids, case references, dates, words of closed vocabularies, truth;
    else "withheld".
    """
    if value is None or isinstance(value, (bool, int, float)):
        return str(value)
    if isinstance(value, type):
        return value.__name__
    text = str(value.value) if hasattr(value, "value") and type(value).__mro__[1:2] != (str,) else str(value)
    allowed = _NUMBER.fullmatch(text) or _IDS.fullmatch(text)
    if allowed or (hasattr(value, "value") and re.fullmatch(r"[A-Za-z][A-Za-z0-9_ \-]{0,40}", text)):
        return text
    return WITHHELD


class LogGuard(logging.Filter):
    """Lets `event` lines through and strips all other records, libraries' included, to logger, level and place."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrites the record in place; drops libraries' records below WARNING."""
        values: Any = getattr(record, "safe_values", None)
        if (
            isinstance(values, Mapping)
            and isinstance(record.msg, str)
            and _CODE.fullmatch(record.msg)
            and not record.args
        ):
            pairs = [
                f"{key}={safe_again(str(value))}" for key, value in values.items() if _KEY.fullmatch(str(key))
            ]
            record.msg = " ".join([record.msg, *pairs])
        elif record.levelno < logging.WARNING:
            return False
        else:
            record.msg = f"message_withheld at={PurePath(record.pathname).name}:{record.lineno}"
        record.args = ()
        record.safe_values = {}
        record.exc_text = None
        record.stack_info = None
        record.name = record.name if re.fullmatch(r"[\w.]{1,80}", record.name) else "logger"
        return True


def safe_again(text: str) -> str:
    """A value made by `safe`, checked once more: `extra` can be filled by anybody."""
    if text in ("None", "True", "False", WITHHELD) or _NUMBER.fullmatch(text) or _IDS.fullmatch(text):
        return text
    return text if re.fullmatch(r"[A-Za-z][A-Za-z0-9_\-]{0,40}", text) else WITHHELD


def code_lines(error: BaseException) -> str:
    """An exception without its values: types and the lines of code it passed, innermost last; chained ones too."""
    shown: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen and len(shown) < 10:
        seen.add(id(current))
        places = [
            f"{PurePath(frame.filename).name}:{frame.lineno}"
            for frame in traceback.extract_tb(current.__traceback__)[-8:]
        ]
        shown.append(f"{type(current).__name__} at {' > '.join(places) or 'unknown'}")
        current = current.__cause__ or current.__context__
    return " caused by ".join(shown)


class SafeFormatter(logging.Formatter):
    """Formats like its parent, but exceptions as types and code lines, with no text and no values."""

    def formatException(self, ei: Any) -> str:
        """Types and lines only."""
        error = ei[1]
        return code_lines(error) if isinstance(error, BaseException) else "exception"

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        record.exc_text = None
        return super().format(record).replace("\n", " ")


def crash_hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """For `sys.excepthook`: says type and code lines on the error log, never values."""
    logging.getLogger("nearmiss").critical(
        "crash", extra={"safe_values": {"error": kind.__name__}}, exc_info=(kind, error, trace)
    )
