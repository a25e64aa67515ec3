"""A command in quotation, signature, footer or banner is nobody's: 500 replies salted with one, and free-form ones."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.mail.commands import commands_in
from bot.mail.reply import split_reply
from tests.mail_reply.replies import everything, squeezed
from tests.mail_reply.salting import salted

SEEDS = range(500)


@pytest.mark.parametrize("start", range(0, 500, 50))
def test_no_command_from_foreign_text_and_each_true_one_read(start: int) -> None:
    for seed in range(start, start + 50):
        reply = salted(seed)
        commands = commands_in(split_reply(reply.text, reply.html).new_text)
        meant = commands_in(reply.meant)
        assert [command.name for command in commands] == [command.name for command in meant], seed


LINE = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=60),
    st.sampled_from(
        [
            "",
            "CLOSE",
            "> CLOSE",
            "-- ",
            "Kind regards",
            "Asha Rahman",
            "Headteacher",
            "________________",
            "From: a@b.example",
            "Sent: 1 Jan 2026",
            "To: c",
            "Subject: d",
            "On 1/1/2026 09:00, A wrote:",
            "This email and any files are confidential and intended for the addressee.",
            "[EXTERNAL]",
            "```",
            "-----Original Message-----",
            "Sent from my iPhone",
            "PS: one more",
            "I have it back.",
        ]
    ),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(LINE, max_size=30))
def test_every_line_of_a_text_stands_in_one_part(lines: list[str]) -> None:
    body = "\n".join(lines)
    found = squeezed(everything(split_reply(body)).replace("\x00", ""))
    for line in lines:
        shown = squeezed(line.replace("\ufeff", ""))
        assert shown.removeprefix(">") in found


MARKUP = st.sampled_from(
    [
        "<div>",
        "</div>",
        "<p>",
        "</p>",
        "<br>",
        "<hr>",
        "<blockquote type=cite>",
        "</blockquote>",
        "<table><tr><td>",
        "</td><td>",
        "</td></tr></table>",
        "<ul><li>",
        "</li></ul>",
        "<div id=divRplyFwdMsg>",
        "<div class=gmail_attr>",
        "<div id=Signature>",
        "<span style='display:none'>",
        "</span>",
        "<pre>",
        "</pre>",
        "<b>",
        "<!--",
        "-->",
        "<",
        "&",
        "&nbsp;",
    ]
)
WORD = st.text("abcdefgh", min_size=3, max_size=8).map(lambda word: f" {word} ")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(MARKUP, WORD), max_size=40))
def test_any_markup_is_read_without_error(pieces: list[str]) -> None:
    split = split_reply("", "".join(pieces))
    assert isinstance(split.new_text, str)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(["<div>", "</div>", "<p>", "<br>", "<blockquote>", "<b>", "</b>", "<td>", "<i>"]),
        max_size=20,
    ),
    WORD,
)
def test_no_word_of_an_html_body_is_lost(tags: list[str], word: str) -> None:
    body = word.join(tags) + word
    assert everything(split_reply("", body)).split().count(word.strip()) == body.split().count(word.strip())


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=80))
def test_any_text_is_read_without_error(text: str, html: str, subject: str) -> None:
    commands_in(split_reply(text, html, subject).new_text, subject)
