"""The rendered sample mails, and what a reader sees of them; shared by the tests of this folder."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pytest
from lxml import html as lxml_html

from bot.cli.mail_samples import Sample, samples
from bot.domain.words import MailKind
from bot.render import Rendered, Renderer
from bot.resources import packaged


@dataclass(frozen=True)
class Mail:
    """A sample and what came of it."""

    sample: Sample
    made: Rendered

    @property
    def name(self) -> str:
        return f"{self.sample.kind.value}/{self.sample.context}"

    @property
    def view(self) -> Mapping[str, Any]:
        return self.sample.view

    @cached_property
    def page(self) -> lxml_html.HtmlElement:
        return lxml_html.document_fromstring(self.made.html)

    @cached_property
    def seen(self) -> str:
        """The words of the HTML that a reader sees, white space made single; the hidden preheader left out."""
        hidden = self.page.body.xpath("./div[contains(@style, 'display:none')]")
        skipped = {id(one) for box in hidden for one in box.iter()}
        return " ".join(" ".join(_words(self.page.body, skipped)).split())

    @cached_property
    def preheader(self) -> str:
        (box,) = self.page.body.xpath("./div[contains(@style, 'display:none')]")
        return " ".join(box.text_content().split())


def _words(element: lxml_html.HtmlElement, skipped: set[int]) -> Iterator[str]:
    if id(element) in skipped or not isinstance(element.tag, str):
        return
    yield element.text or ""
    for child in element:
        yield from _words(child, skipped)
        yield child.tail or ""


def flat(text: str) -> str:
    """White space made single blanks."""
    return " ".join(text.split())


def untagged(subject: str) -> str:
    """A subject without its tag."""
    return re.sub(r"^\[[^]]+\] ", "", subject)


def leaves(value: Any) -> Iterator[str]:
    """Every text within the facts of a mail."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from leaves(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from leaves(one)


RENDERER = Renderer((packaged("templates"),))
MAILS = tuple(Mail(one, RENDERER.render(one.kind, one.view)) for one in samples())
BY_NAME = {mail.name: mail for mail in MAILS}
EACH = pytest.mark.parametrize("mail", MAILS, ids=[mail.name for mail in MAILS])
FIRST_OF_KIND = tuple(next(m for m in MAILS if m.sample.kind is kind) for kind in MailKind)
