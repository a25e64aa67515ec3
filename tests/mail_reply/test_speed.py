"""Reply cutting is linear: bodies made to be slow stay within a bound (seconds of this process's own time)."""

from __future__ import annotations

import random
import time

import pytest

from bot.mail.commands import commands_in
from bot.mail.reply import split_reply

# (name, text, html, seconds); the bounds leave room for a slow machine.
CASES = [
    ("8 MB of HTML", "", "<div><p>hello <b>world</b> this is it.</p><br></div>" * 165_000, 2.5),
    (
        "a table of 8 MB",
        "",
        "<table>" + "<tr><td>a</td><td>b</td><td>c</td></tr>" * 200_000 + "</table>",
        2.0,
    ),
    ("a line of 300 kB", "a b " * 75_000, "", 1.0),
    ("a line of 300 kB in HTML", "", "<p>" + "a b " * 75_000 + "</p>", 1.0),
    ("60 levels", "\n".join(">" * level + " text" for level in range(60)) * 100, "", 1.0),
    ("60 levels in HTML", "", "<blockquote type=cite>" * 60 + "deep" + "</blockquote>" * 60, 1.0),
    ("5,000 nested elements", "", "<div>" * 5_000 + "deep" + "</div>" * 5_000, 1.0),
    (
        "many attributions",
        "On Monday 12 January 2026 at 14:35 x <a@b.example> said this and that:\n" * 20_000,
        "",
        1.5,
    ),
    ("many labels", "To: someone\n" * 50_000, "", 1.5),
    (
        "many footers",
        "This email and any files with it are confidential and intended for x.\n\n" * 10_000,
        "",
        2.0,
    ),
    ("many stars", ("*" * 499 + "\n") * 5_000, "", 1.5),
    ("many angle brackets", "", "<" * 2_000_000, 1.5),
    ("open comments", "", "<!--" * 500_000, 1.5),
    ("a picture in the text", "", "<p>hi</p><img src='data:image/png;base64," + "A" * 8_000_000 + "'>", 1.0),
]


@pytest.mark.parametrize(("name", "text", "html", "seconds"), CASES, ids=[case[0] for case in CASES])
def test_bounded(name: str, text: str, html: str, seconds: float) -> None:
    split_reply("warm", "<p>warm</p>")
    start = time.process_time()
    split = split_reply(text, html)
    commands_in(split.new_text)
    assert time.process_time() - start < seconds


def test_what_is_nested_too_deep_for_a_tree_is_still_read() -> None:
    assert split_reply("", "<div>" * 5_000 + "deep" + "</div>" * 5_000).new_text == "deep"


def test_the_far_end_of_an_overlong_body_goes_with_its_last_part() -> None:
    body = "<p>mine</p><div id=divRplyFwdMsg>From: x</div>" + "<p>theirs</p>" * 20_000
    split = split_reply("", body)
    assert split.new_text == "mine"
    assert split.quoted.count("theirs") == 20_000


ATOMS = (
    "A", "a", "Ab", "thanks", "and", "regards", " ", "  ", ",", ".", ":", "-", "@", "x@y.example", "1", "12/01/2026",
    "14:35", "On", "wrote", "From", "please", "close", "this", "because", "confidential", "this email", "any files",
    "intended", "(", "<", ">", "www.a.example", "'", "extend", "5", "days", "ask", "reporter", "I", "[", "|", "/", "*",
    "_", "É", "。", "：",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(8))
def test_no_line_is_slow(seed: int) -> None:
    """No pattern runs away on lines that repeat what it looks for."""
    pick = random.Random(seed)
    for _ in range(60):
        unit = pick.choice(["", " "]).join(pick.choices(ATOMS, k=pick.randint(1, 4)))
        line = (unit * 300)[: pick.choice([60, 110, 160, 450, 2_000])] + pick.choice(["", "!", ":", "?"])
        start = time.process_time()
        split = split_reply(f"It is back.\n\n{line}\n{line}\n> CLOSE")
        commands_in(split.new_text, line)
        commands_in(line)
        assert time.process_time() - start < 0.5, line[:40]
