"""One request to Graph as a value, the same whether it goes by itself or within a batch. No I/O."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote, urlencode

from bot.errors import NearmissError
from bot.graph.json_bytes import json_bytes

LARGEST_ANSWER = 24 * 1024 * 1024  # bytes of JSON held in memory; what is larger comes as a stream
_JSON = "application/json; charset=utf-8"  # O365 would encode a second time what bears the bare name
_LEGIBLE = "$,'()/:@;"  # left as they are in a query, so that it can be read in a log of Microsoft's


@dataclass(frozen=True)
class Call:
    """One request. `path` begins with / under the base URL, or is a whole link that Graph gave us.

    `mailbox` is whose allowance it uses. `body` is a JSON object, or bytes with `content_type`. `purpose`
    completes an error sentence ("sending a mail"). `repeatable` None: all but POST.
    """

    method: str
    mailbox: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    body: Mapping[str, Any] | bytes | None = None
    content_type: str = ""
    prefer: tuple[str, ...] = ()
    purpose: str = "handling a request"
    repeatable: bool | None = None
    largest: int = LARGEST_ANSWER

    @property
    def acts(self) -> bool:
        """It changes something that must not be changed twice without looking."""
        return self.method.upper() == "POST" if self.repeatable is None else not self.repeatable

    @property
    def relative(self) -> str:
        """Path and query, as a batch wants it."""
        if not self.query:
            return self.path
        return f"{self.path}?{urlencode(self.query, quote_via=quote, safe=_LEGIBLE)}"

    @property
    def headers(self) -> dict[str, str]:
        """Headers of its own, beside the connection's."""
        headers = {"Prefer": ", ".join(self.prefer)} if self.prefer else {}
        kind = self.content_type or (_JSON if isinstance(self.body, Mapping) else "")
        if kind:
            headers["Content-type"] = kind  # this spelling: O365 looks for it letter by letter
        return headers

    @cached_property
    def content(self) -> bytes | None:
        """The body as it goes over the wire, None where there is none."""
        return json_bytes(self.body) if isinstance(self.body, Mapping) else self.body


Result = dict[str, Any] | NearmissError
