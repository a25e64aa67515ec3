"""Logs without personal data: our own lines are codes, counts and references; libraries speak only when it matters.

No subject, address, name, body, URL or exception text of others is ever written.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from datetime import UTC, datetime

from bot.anonymity.log_guard import LogGuard, code_lines

_ADDRESS = re.compile(r"[^\s<>\"']+@[^\s<>\"']+")
_URL = re.compile(r"https?://\S+")
_OURS = frozenset({"nearmiss", "bot", "handlers"})
_QUIET = ("apscheduler", "urllib3", "msal", "O365", "requests", "alembic", "sqlalchemy", "fontTools", "PIL")


class Door(logging.Filter):
    """The last door. Our own lines are codes and counts: addresses and URLs are struck out of them all the same.

    Of a library's record nothing is left but logger, level and place, and below WARNING nothing at all.
    """

    def __init__(self) -> None:
        super().__init__()
        self._others = LogGuard()

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.partition(".")[0] not in _OURS:
            return self._others.filter(record)
        message = record.getMessage()
        record.msg = _URL.sub("[url]", _ADDRESS.sub("[address]", message)).replace("\n", " ")
        record.args = ()
        if record.exc_info and record.exc_info[1] is not None:
            record.msg += f" ({code_lines(record.exc_info[1])})"
        record.exc_info = None
        record.exc_text = None
        record.stack_info = None
        return True


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat()
        return json.dumps(
            {"at": at, "level": record.levelname.lower(), "part": record.name, "line": record.getMessage()}
        )


def set_up(form: str, level: int = logging.INFO) -> None:
    """Log to standard error, as text or json lines; libraries only from WARNING on."""
    logging.raiseExceptions = False  # a failing handler would print the record with its values
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(Door())
    if form == "json":
        handler.setFormatter(JsonLines())
    else:
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
