"""HTML mail as a reader sees it."""

from __future__ import annotations

import pytest

from bot.mail.html_text import html_to_text

SHOWN = {
    "paragraphs": ("<p>One</p><p>Two<br>three</p>", "One\n\nTwo\nthree"),
    "divs": ("<div>One</div><div>Two</div><div><br></div><div>Three</div>", "One\nTwo\n\nThree"),
    "spaces": ("<p>One\n   two&nbsp;three</p>", "One two three"),
    "list": ("<ul><li>one</li><li>two</li></ul>", "* one\n* two"),
    "numbered": ("<ol start='3'><li>one</li><li>two</li></ol>", "3. one\n4. two"),
    "table": (
        "<table><tr><th>Name</th><th>Year</th></tr><tr><td>A</td><td>4</td></tr></table>",
        "Name | Year\nA | 4",
    ),
    "table of paragraphs": ("<table><tr><td><p>A</p></td><td><p>4</p></td></tr></table>", "A | 4"),
    "cells of several paragraphs": (
        "<table><tr><td><p>A</p><p>B</p></td><td>4<br>5</td></tr><tr><td>C</td><td></td></tr></table><p>end</p>",
        "A\n\nB | 4\n5\nC\n\nend",
    ),
    "a table for layout": (
        "<table><tr><td><div>One</div><div>Two</div><p>Three</p></td></tr></table>",
        "One\nTwo\n\nThree",
    ),
    "link": ('<a href="https://x.example/form">the form</a>', "the form (https://x.example/form)"),
    "link that says itself": ('<a href="https://x.example/">x.example</a>', "x.example"),
    "mail link": ('<a href="mailto:ben@x.example">ben@x.example</a>', "ben@x.example"),
    "named mail link": ('<a href="mailto:ben@x.example">Ben Cole</a>', "Ben Cole (ben@x.example)"),
    "hidden": ('<p>seen</p><p style="DISPLAY : none">not seen</p><p hidden>nor this</p>', "seen"),
    "tiny": ('<p>seen<span style="font-size:0">not seen</span></p>', "seen"),
    "style and script": ("<style>p{}</style><script>alert(1)</script><title>t</title><p>seen</p>", "seen"),
    "comments": ("<!--[if mso]><p>Outlook only</p><![endif]--><p>seen</p>", "seen"),
    "quotation": (
        "<p>new</p><blockquote>old<blockquote>older</blockquote></blockquote>",
        "new\n\n> old\n>\n> > older",
    ),
    "preformatted": ("<pre>a\n  b</pre>", "a\n  b"),
    "picture": ('<img alt="Broken lock" src="cid:1"><img src="cid:2">', "[Broken lock]"),
    "entities": ("<p>&lt;b&gt; &amp; &pound;5 &#8217;</p>", "<b> & £5 ’"),
    "unclosed": ("<p>one<p>two<b>three", "one\n\ntwothree"),
    "office": ("<html xmlns:o='x'><o:p></o:p><p class=MsoNormal>one<o:p></o:p></p></html>", "one"),
    "no html at all": ("just words", "just words"),
    "zero width": ("<p>pass\u200bword\ufeff</p>", "password"),
    "nothing": ("<html><body></body></html>", ""),
}


@pytest.mark.parametrize("name", SHOWN)
def test_what_a_reader_sees(name: str) -> None:
    html, text = SHOWN[name]
    assert html_to_text(html) == text


def test_deep_nesting_loses_nothing() -> None:
    assert html_to_text("<div>" * 3_000 + "deep" + "</div>" * 3_000 + "<p>end</p>") == "deep\n\nend"


def test_a_very_long_line_is_kept() -> None:
    assert len(html_to_text("<p>" + "a" * 300_000 + "</p>")) == 300_000
