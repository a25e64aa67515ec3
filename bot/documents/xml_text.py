"""Text that an XML file may hold, as Word and Excel files are. Knows no file."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile(
    "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)  # what XML 1.0 cannot hold


def clean(text: str) -> str:
    """The text without characters that no such file may hold, line ends as one."""
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
