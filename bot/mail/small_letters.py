"""Patterns for a text that is in small letters already: twice as quick as patterns that do not mind case.

Python's search skips quickly over what cannot match only where a pattern minds case.
"""

from __future__ import annotations

import re

_LETTER = re.compile(r"\\.|[^\\]", re.DOTALL)


def small(pattern: str) -> re.Pattern[str]:
    """The pattern with its own letters small (its escapes such as \\W stay): for `text.lower()`."""
    return re.compile(
        _LETTER.sub(lambda found: found[0] if found[0][0] == "\\" else found[0].lower(), pattern)
    )
