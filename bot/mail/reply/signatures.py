"""Where, in a person's own lines, signature and footers begin: one letter a line, then patterns over the short string.

Codes: `.` empty  `t` text  `x` short text  `c` sign-off  `C` sign-off with a name  `n` name  `N` "- Bob"
`j` job or organisation  `k` contact  `f` footer  `F` certainly a footer  `m` app line  `r` ruler  `s` signature ruler
`p` postscript  `X` a line that reads as a command. Nothing is cut that a pattern does not name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.mail.command_words import is_bare_command
from bot.mail.reply import closings, footers
from bot.mail.reply.banners import is_banner
from bot.mail.reply.dividers import is_ruler, is_signature_ruler

_MOST_FOOTERS = 80  # paragraphs weighed in one stretch, from its end

# After "-- " nothing is text again.
_RULED = re.compile(r"s[^s]*$|s.*$")
_TAIL = r"[njkmfFrxcCNX.]"
# A sign-off, perhaps a second one, a name, then anything but text.
_SIGNED = re.compile(
    rf"(?:[cC]\.{{0,3}}){{1,3}}(?:(?<=C)|(?<=C\.)|(?<=C\.\.)|[nNj]|[kmfFr]){_TAIL}*(?=[tp]|$)|[cC][cC.]*$"
)
# A block of name, job, contacts at the end, without any sign-off.
_BLOCK = re.compile(rf"(?:(?<=\.)|^)n\.?(?:[njx]\.?){{0,3}}[jk]{_TAIL}*(?=[tp]|$)")
_LONE = re.compile(r"(?:(?<=\.)[nN]|(?<=[tX])N)[.mfFr]*$")
_MACHINE = re.compile(r"(?:[r.]*[fFm])[fFmrkjnx.]*")
_AFTER_FOOTER = re.compile(r"F.*$")


def signature_lines(shown: Sequence[str]) -> list[bool]:
    """For each line of one stretch of a person's own lines: True where it is signature or footer."""
    code = "".join(_codes(shown))
    cut = [False] * len(shown)
    if ruled := code.find("s") + 1:
        cut[ruled - 1 :] = [True] * (len(cut) - ruled + 1)
        code = code[: ruled - 1]
    _footers(code, shown, cut)
    _signed(code, cut)
    _unsigned(code, shown, cut)
    return cut


def _codes(shown: Sequence[str]) -> list[str]:
    weights = _weights(shown)
    return [_code(line, weight) for line, weight in zip(shown, weights, strict=True)]


def _weights(shown: Sequence[str]) -> list[int]:
    """Each line's weight as a footer: that of its paragraph, from where in it the footer begins."""
    weights = [0] * len(shown)
    end, weighed = len(shown), 0
    while end and weighed < _MOST_FOOTERS:
        start = end
        while start and shown[start - 1] and not is_ruler(shown[start - 1]):
            start -= 1
        if start < end:
            weighed += 1
            _weigh(shown, start, end, weights)
        end = start - 1 if start == end else start
    return weights


def _weigh(shown: Sequence[str], start: int, end: int, weights: list[int]) -> None:
    """A footer may follow a person's lines without an empty line: the first line from which on all is footer."""
    whole = footers.weight(" ".join(shown[start : min(end, start + 25)]))
    if not whole:
        whole, start = _within(shown, start, end)
    weights[start:end] = [whole] * (end - start)


def _within(shown: Sequence[str], start: int, end: int) -> tuple[int, int]:
    for at in range(start, min(end, start + 30)):
        alone = footers.weight(shown[at])
        if alone and footers.weight(" ".join(shown[at : min(end, at + 25)])):
            return alone, at
    return 0, start


def _code(line: str, weight: int) -> str:
    for code, test in _TESTS:
        if test(line):
            return code
    if weight:
        return "F" if weight > 1 else "f"
    return next(
        (code for code, test in _LATER if test(line)),
        "x" if len(line.split()) <= 6 and not closings.is_sentence(line) else "t",
    )


_TESTS = (
    (".", lambda line: not line),
    ("s", is_signature_ruler),
    ("r", is_ruler),
    ("m", footers.is_app_line),
    ("X", is_bare_command),
    ("c", closings.is_closing),
    ("C", closings.is_closing_with_name),
    ("p", closings.is_postscript),
)
_LATER = (
    ("f", is_banner),
    ("N", closings.is_dash_name),
    ("k", closings.is_contact),
    ("j", closings.is_job),
    ("n", closings.is_name),
)


def _footers(code: str, shown: Sequence[str], cut: list[bool]) -> None:
    """Footers at the end; behind a certain one, whatever tells nothing of a person is footer too."""
    at = 0
    while machine := _MACHINE.search(code, at):
        at = machine.end()
        rest = code[at:]
        certain = "F" in machine[0]
        if not rest.strip(".") or (
            certain and not any(_tells(line, letter) for line, letter in zip(shown[at:], rest, strict=False))
        ):
            cut[machine.start() : len(code)] = [True] * (len(code) - machine.start())
            return
        if certain or "m" in machine[0]:
            start = machine.start()
            cut[start:at] = [True] * (at - start)


def _tells(line: str, letter: str) -> bool:
    return letter in "tpX" and bool(re.search(r"\b(?:I|I['’]\w+|we['’]\w+|my)\b", line) or letter == "p")


def _signed(code: str, cut: list[bool]) -> None:
    for found in _SIGNED.finditer(code):
        end = found.end()
        if _opens(code, found):
            continue
        if end < len(code) and "n" not in found[0] and "C" not in found[0] and "k" not in found[0]:
            continue
        cut[found.start() : end] = [True] * (end - found.start())


def _opens(code: str, found: re.Match[str]) -> bool:
    """Thanks and a command right behind it open a mail rather than end it."""
    return bool(re.match(r"[cC][.cC]*X", found[0]))


def _unsigned(code: str, shown: Sequence[str], cut: list[bool]) -> None:
    live = "".join("." if gone else letter for letter, gone in zip(code, cut, strict=False))
    live = live.rstrip(".")
    for pattern in (_BLOCK, _LONE):
        found = pattern.search(live)
        if found and _stands_apart(live, shown, found.start(), pattern is _LONE):
            cut[found.start() : len(live)] = [True] * (len(live) - found.start())
            return


def _stands_apart(code: str, shown: Sequence[str], start: int, lone: bool) -> bool:
    """False where the line before announces it ("It went to:") or, for a lone name, where no sentence has ended."""
    before = next((line for line in reversed(shown[:start]) if line), "")
    if not before:
        return not lone
    if before.endswith((":", ",", ";", "-")):
        return False
    return not lone or closings.ends_sentence(before) or code[:start].rstrip(".")[-1:] in "XcC"
