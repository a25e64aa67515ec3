"""Templates to mails: MailKind and what is to be said -> subject, plain text, HTML. Knows no case and no store.

A trust changes wording by copying a template into `<config>/templates/<kind>/`; that copy is looked at first.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError
from jinja2.runtime import Context, Macro

from bot.domain.words import MailKind
from bot.render_filters import FILTERS, GLOBALS
from bot.render_look import Look

PARTS = ("subject.txt", "body.txt", "body.html")
_SUBJECT_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Rendered:
    """A mail's three texts; the subject is one line."""

    subject: str
    text: str
    html: str


class BadTemplate(Exception):
    """A template cannot be filled: which file, and what is wrong, without any of the mail's content."""


class _Context(Context):
    """Jinja's context, which calls macros without looking each time whether they want it: a mail calls a hundred."""

    def call(self, called: Any, /, *args: Any, **named: Any) -> Any:
        """What Jinja's own `call` returns."""
        if type(called) is not Macro:
            return super().call(called, *args, **named)
        for own in ("_loop_vars", "_block_vars"):  # only what is given the context has a use for these
            named.pop(own, None)
        return called(*args, **named)


class _Environment(Environment):
    """Jinja's environment for what we give it: mappings, whose keys come before the methods that all of them have."""

    context_class = _Context

    def getattr(self, obj: Any, attribute: str) -> Any:
        """`obj.attribute` in a template."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """A template's globals as one dict: they are gone through for every mail, and set once."""
        return {**self.globals, **(d or {})}


class Renderer:
    """Compiles each template once; safe to share between threads."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        loader = FileSystemLoader([str(folder) for folder in folders])
        options: dict[str, Any] = {
            "loader": loader, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True,
            "keep_trailing_newline": False, "auto_reload": False, "cache_size": -1, "extensions": [Look],
        }  # fmt: skip
        self._plain = _Environment(autoescape=False, **options)  # plain text is not HTML
        self._html = _Environment(autoescape=True, **options)
        for environment in (self._plain, self._html):
            environment.filters.update(FILTERS)
            environment.globals.update(GLOBALS)

    def render(self, kind: MailKind, view: Mapping[str, Any]) -> Rendered:
        """Fill the three templates of a kind; raises BadTemplate."""
        subject = " ".join(self._fill(self._plain, kind, "subject.txt", view).split())
        text = _tidy(self._fill(self._plain, kind, "body.txt", view))
        html = self._fill(self._html, kind, "body.html", view).strip() + "\n"
        return Rendered(subject[:_SUBJECT_LIMIT], text, html)

    def _fill(self, environment: Environment, kind: MailKind, part: str, view: Mapping[str, Any]) -> str:
        name = f"{kind.value}/{part}"
        try:
            return environment.get_template(name).render(view)
        except TemplateError as wrong:
            # undefined names and syntax errors name the template's words, never the mail's
            raise BadTemplate(f"template {name}: {type(wrong).__name__}: {wrong.message}") from None
        except (TypeError, ValueError, LookupError, AttributeError, ArithmeticError, RecursionError) as wrong:
            raise BadTemplate(f"template {name}: {type(wrong).__name__}") from None

    def missing(self) -> list[str]:
        """Templates that a kind lacks or that do not compile, one sentence each."""
        found = []
        for kind in MailKind:
            for part in PARTS:
                environment = self._html if part.endswith(".html") else self._plain
                try:
                    environment.get_template(f"{kind.value}/{part}")
                except TemplateError as wrong:
                    found.append(f"template {kind.value}/{part}: {type(wrong).__name__}: {wrong.message}")
                except UnicodeDecodeError:
                    found.append(f"template {kind.value}/{part}: is not text in UTF-8")
        return found


def _tidy(text: str) -> str:
    """At most one blank line in a row, none at the ends, no trailing blanks."""
    lines: list[str] = []
    for line in (raw.rstrip() for raw in text.strip().splitlines()):
        if line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines) + "\n"
