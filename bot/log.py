"""Logs without personal data: our own lines are codes, counts and references; libraries speak only when it matters.

No subject, address, name, body, URL or exception text of others is ever written.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from datetime import UTC, datetime

_ADDRESS = re.compile(r"[^\s<>\"']+@[^\s<>\"']+")
_URL = re.compile(r"https?://\S+")
_QUIET = ("apscheduler", "urllib3", "msal", "O365", "requests", "alembic", "sqlalchemy", "fontTools", "PIL")


class NoPersonalData(logging.Filter):
    """The last door: addresses and URLs are struck out, and tracebacks reduced to a type."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        record.msg = _URL.sub("[url]", _ADDRESS.sub("[address]", message))
        record.args = ()
        if record.exc_info:
            kind = record.exc_info[0]
            record.msg += f" ({kind.__name__ if kind else 'exception'})"
            record.exc_info = None
            record.exc_text = None
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
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(NoPersonalData())
    if form == "json":
        handler.setFormatter(JsonLines())
    else:
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
