"""A reply with a plain and an HTML part is read alike as MIME and as Graph's JSON, which has the HTML alone."""

from __future__ import annotations

import html
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage

import pytest

from bot.mail.graph_json import message_from_graph
from bot.mail.html_text import html_to_text
from bot.mail.mime import message_from_bytes
from bot.mail.reading import read
from tests.mail.graph_door import as_graph
from tests.mail_reply.replies import replies, squeezed
from tests.mail_reply.salting import salted


def _divs(text: str) -> str:
    lines = "".join(f"<div>{html.escape(line) or '<br>'}</div>" for line in text.splitlines())
    return f"<html><body>{lines}</body></html>"


def _paragraphs(text: str) -> str:
    lines = (html.escape(line) or "<o:p>&nbsp;</o:p>" for line in text.splitlines())
    return f"<html><body>{''.join(f'<p class=MsoNormal>{line}</p>' for line in lines)}</body></html>"


def _breaks(text: str) -> str:
    lines = "<br>\n".join(html.escape(line) for line in text.splitlines())
    return f"<html><body><font size=2><div class=PlainText>{lines}</div></font></body></html>"


def both_parts() -> Iterator[tuple[str, str, str]]:
    """Name, plain text and HTML of each reply of the corpus, the part that it lacks made as clients make it."""
    for path in replies():
        body = path.read_bytes().decode()
        if path.suffix == ".html":
            yield path.stem, html_to_text(body), body
            continue
        for make in (_divs, _paragraphs, _breaks):
            yield f"{path.stem}-{make.__name__}", body, make(body)
    for seed in range(100):
        if salted(seed).html:
            yield f"salted-{seed}", html_to_text(salted(seed).html), salted(seed).html


def _mail(text: str, page: str) -> bytes:
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"], mail["To"] = "Asha Rahman <a.rahman@osborne.example>", "incidents@osborne.example"
    mail["Subject"], mail["In-Reply-To"] = "RE: [OCAT-2026-0042] A case", "<out-42@osborne.example>"
    mail["Date"] = "Mon, 12 Jan 2026 14:35:00 +0000"
    mail.set_content(text)
    mail.add_alternative(page, subtype="html")
    return mail.as_bytes()


@pytest.mark.parametrize(("text", "page"), [pytest.param(*parts, id=name) for name, *parts in both_parts()])
def test_both_doors_agree(text: str, page: str) -> None:
    message = message_from_bytes(_mail(text, page))
    by_mime, by_graph = read(message), read(message_from_graph(as_graph(message), message.attachments))
    assert squeezed(by_mime.new_text) == squeezed(by_graph.new_text)
    assert by_mime.commands == by_graph.commands
    assert by_mime.kind is by_graph.kind


@pytest.mark.parametrize(
    ("text", "page"),
    [
        pytest.param(text, page, id=name)
        for name, text, page in both_parts()
        if name.endswith(("divs", "breaks"))
    ],
)
def test_a_page_of_plain_lines_is_read_as_the_plain_text(text: str, page: str) -> None:
    plain, rich = (
        message_from_bytes(_mail(text, page)),
        message_from_graph({"body": {"contentType": "html", "content": page}}),
    )
    as_text = message_from_graph({"body": {"contentType": "text", "content": plain.text}})
    assert squeezed(read(rich).new_text) == squeezed(read(as_text).new_text)
