"""Patterns that are compiled when first asked, so that a run which reads no report does not pay for them."""

from __future__ import annotations

import re
from typing import Any, cast


class _Late:
    """Stands for a pattern; from its first use on it hands out the pattern's own methods."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        # only for what is not there yet: pattern and method are kept after they were asked for once
        if name == "_pattern":
            self._pattern = re.compile(self._source, self._flags)
            return self._pattern
        found = getattr(self._pattern, name)
        setattr(self, name, found)
        return found


def late(source: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, compiled when its first method is asked for. A wrong pattern raises re.error then."""
    return cast(re.Pattern[str], _Late(source, flags))
