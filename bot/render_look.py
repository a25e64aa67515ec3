"""Colours and type of mails as constants: `look.ink` in a template is the value that look.jinja sets, put in when
the template is compiled, so that a mail does not look it up hundreds of times."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jinja2 import TemplateError
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

_FILE = "_base/look.jinja"


class Look(Extension):
    """Puts the trust's look into every template but look.jinja itself. A name that it does not set stays as it is."""

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        """The template's tokens, `look` `.` `ink` as one string."""
        known = {} if stream.name == _FILE else self._values()
        return _filled(list(stream), known)

    def _values(self) -> dict[str, str]:
        try:
            found = vars(self.environment.get_template(_FILE).module)
        except TemplateError:
            return {}  # the template that asks for it says so
        return {name: value for name, value in found.items() if isinstance(value, str)}


def _filled(tokens: list[Token], known: dict[str, str]) -> Iterator[Token]:
    place = 0
    while place < len(tokens):
        own, *after = tokens[place : place + 3]
        asked = _asked(tokens[place - 1] if place else None, own, after)
        if asked in known:
            yield Token(own.lineno, "string", known[asked])
            place += 3
        else:
            yield own
            place += 1


def _asked(before: Token | None, own: Token, after: list[Token]) -> str:
    """The name that is asked of `look` here, "" where nothing is."""
    if (own.type, own.value) != ("name", "look") or len(after) < 2 or (before and before.type == "dot"):
        return ""
    dot, name = after
    return name.value if dot.type == "dot" and name.type == "name" else ""
