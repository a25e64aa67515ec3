"""Where, in a person's own lines, signature and footers stand: one letter a line, then patterns over the short string.

Codes: `.` empty  `t` text  `x` short text  `c` sign-off  `C` sign-off with a name  `n` name  `N` "- Bob"
`y` first name in lower case, initials  `j` job or organisation  `k` contact  `f` footer  `F` certainly a footer
`m` app line  `r` ruler  `s` signature ruler  `p` postscript  `X` a line that reads as a command.
A person's words after a signature are theirs again; a command there is not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.mail.command_words import is_bare_command
from bot.mail.reply import closings, footers
from bot.mail.reply.banners import is_banner
from bot.mail.reply.dividers import is_ruler, is_signature_ruler
from bot.mail.reply.footer_shape import shape_weight
from bot.mail.reply.lines import fenced

_MOST_WEIGHED = 60  # paragraphs weighed as footers in one stretch, from its end
_MOST_TRIED = 12  # lines of a paragraph at which a footer may begin within it
_MOST_WEIGHT = 25  # lines of a paragraph that are weighed together

# What opens a signature: a ruler; a sign-off with what may follow it; a machine's footer; a block without sign-off.
_OPENING = re.compile(
    r"(?P<ruled>s)"
    r"|(?P<signed>(?:[cC]\.{0,3}){1,3}(?:(?<=C)|(?<=C\.)|(?<=C\.\.)|[nNjkmfFr]|y(?=[.mfFr]*$))|[cC][cC.]*$)"
    r"|(?P<machine>(?:r\.{0,2}){0,3}[fFm])"
    r"|(?P<block>(?:(?<=\.)|^)n\.?(?:[njx]\.?){0,3}[jk])"
    r"|(?P<office>(?<=\.)[jk][jkx]{0,3}k)"
)
_THANKED = re.compile(r"[cC][.cC]*X")  # thanks and a command right behind it open a mail rather than end it
_GREETING = re.compile(
    r"^(?:hi|hello|hiya|hey|dear|good (?:morning|afternoon|evening)|morning|afternoon|all|team)\b[^.?!]{0,40}$",
    re.IGNORECASE,
)
# A greeting is no name, and an item of a list is no job: neither opens a signature.
_HAILS = re.compile(
    r"^(?:hi|hello|hiya|hey|dear|good (?:morning|afternoon|evening))\b[^.?!]{0,40}$", re.IGNORECASE
)
_ITEM = re.compile(r"^(?:[-*•·]|\(?\d{1,2}[.)])\s+(?:\S+\s+){4}")
_LONE = re.compile(r"(?:(?<=\.)[nNy]|(?<=[tX])N)[.r]*$")


def signature_lines(shown: Sequence[str], *, told: bool = False) -> list[bool]:
    """For each line of one stretch of a person's own lines: True where it is signature or footer.

    `told`: they have said something before, above a quotation.
    """
    code = "".join(_codes(shown, told))
    cut = [False] * len(shown)
    at = 0
    while opening := _OPENING.search(code, at):
        end = _end(code, shown, opening)
        cut[opening.start() : end] = [True] * (end - opening.start())
        at = max(end, opening.start() + 1)
    _lone_name(code, shown, cut)
    _rulers_above(code, cut)
    return cut


def _rulers_above(code: str, cut: list[bool]) -> None:
    """A ruler right above a signature belongs to it."""
    for at in range(len(cut) - 1, 0, -1):
        if cut[at] and not cut[at - 1] and code[at - 1] in "r." and "r" in code[max(0, at - 3) : at]:
            cut[at - 1] = True


def _end(code: str, shown: Sequence[str], opening: re.Match[str]) -> int:
    """The line before which a signature ends; its first line where there is none."""
    start = opening.start()
    if opening["ruled"]:
        return len(code)
    end = _until_told(code, shown, start)
    rest = code[end:].strip(".")
    fits = {
        "signed": not _THANKED.match(code, start)
        and (not rest or (_named(code[start:end]) and _told_before(code, start))),
        "machine": not rest or "F" in code[start:end] or code[opening.end() - 1] == "m",
        "block": not rest and _stands_apart(shown, start),
        "office": not rest and _stands_apart(shown, start) and any(map(closings.is_job, shown[start:end])),
    }
    if opening["machine"] and "F" not in code[start:end] and "t" in code[start:end]:
        return start  # text among what only looks like a footer
    return end if fits[str(opening.lastgroup)] else start


def _named(part: str) -> bool:
    return any(letter in part for letter in "nNCkF")


def _told_before(code: str, start: int) -> bool:
    return bool(code[:start].strip("."))


def _until_told(code: str, shown: Sequence[str], start: int) -> int:
    """The first line from `start` on that is a person's words again."""
    at = start
    while at < len(code):
        letter = code[at]
        if letter == "p":
            break
        if letter == "t":
            end = at
            while end < len(code) and code[end] == "t":
                end += 1
            if _tells(" ".join(shown[at:end]), code[start:at]):
                break
            at = end
            continue
        at += 1
    while at > start and at < len(code) and code[at - 1] == ".":
        at -= 1
    return at


def _tells(paragraph: str, before: str) -> bool:
    """A person's words: said by an "I", or a sentence where no job, contact or footer stood before."""
    if footers.says_i(paragraph):
        return True
    rich = any(letter in before for letter in "jkfF")
    return not rich and len(paragraph.split()) >= 6 and closings.ends_sentence(paragraph)


def _codes(shown: Sequence[str], told: bool = False) -> list[str]:
    weights = _weights(shown, told)
    codes = [_code(line, weight) for line, weight in zip(shown, weights, strict=True)]
    for at in fenced(shown):
        codes[at] = "t"
    return codes


def _weights(shown: Sequence[str], told: bool = False) -> list[int]:
    """Each line's weight as a footer: that of its paragraph, from where in it the footer begins."""
    weights = [0] * len(shown)
    end, weighed, last = len(shown), 0, True
    while end > 0 and weighed < _MOST_WEIGHED:
        start = end
        while start and shown[start - 1] and not is_ruler(shown[start - 1]):
            start -= 1
        if start < end:
            weighed += 1
            _weigh(shown, start, end, weights)
            last = last and (_shaped(shown, start, end, weights, told) or _passed(shown, start, end))
        end = start if start < end else start - 1
    return weights


def _shaped(shown: Sequence[str], start: int, end: int, weights: list[int], told: bool) -> bool:
    """Whether a paragraph with nothing but footers behind it is one as well, by its shape; it is given its weight.

    Only what stands beneath a person's words is judged so.
    """
    if weights[end - 1]:
        return True
    tries = range(start, min(end, start + _MOST_TRIED))
    for at in tries:
        if at > start and not closings.ends_sentence(shown[at - 1]) and not is_bare_command(shown[at - 1]):
            continue
        if at == start and _announced(shown, start):
            return False
        context = _context(shown, at, end, weights)
        if (told or _has_words(shown, at)) and shape_weight(_paragraph(shown, at, end), context):
            weights[at:end] = [1] * (end - at)
            return True
    return False


def _context(shown: Sequence[str], start: int, end: int, weights: Sequence[int]) -> int:
    """Points for standing among footers: a ruler above, a footer beneath."""
    above = next((line for line in reversed(shown[:start]) if line), "")
    return 2 * is_ruler(above) + any(weights[end:])


def _has_words(shown: Sequence[str], end: int) -> bool:
    """A person has said something before: more than a greeting."""
    return any(line and not _GREETING.match(line) for line in shown[:end])


def _passed(shown: Sequence[str], start: int, end: int) -> bool:
    """Lines of a signature, or a machine's, over which the search for footers goes on."""
    return all(_code(line, 0) not in "tpxX" for line in shown[start:end])


def _weigh(shown: Sequence[str], start: int, end: int, weights: list[int]) -> None:
    """A footer may follow a person's lines without an empty line between."""
    last = min(end, start + _MOST_TRIED)
    whole = _weight(shown, start, end)
    if whole == 1 and _announced(shown, start):
        return
    if whole:
        while start + 1 < last and _is_own_before(shown[start]) and (rest := _weight(shown, start + 1, end)):
            start, whole = start + 1, rest
    else:
        begins = (at for at in range(start + 1, last) if footers.weight(shown[at]))
        start, whole = next(((at, found) for at in begins if (found := _weight(shown, at, end))), (start, 0))
    weights[start:end] = [whole] * (end - start)


def _announced(shown: Sequence[str], start: int) -> bool:
    """ "You asked for the number:" and the number beneath: the person's own words."""
    before = next((line for line in reversed(shown[:start]) if line), "")
    return before.endswith(":") and len(before.split()) > 3 and not footers.weight(before)


def _weight(shown: Sequence[str], start: int, end: int) -> int:
    return footers.weight(_paragraph(shown, start, end))


def _paragraph(shown: Sequence[str], start: int, end: int) -> str:
    lines = shown[start : min(end, start + _MOST_WEIGHT)]
    return " ".join(line for line in lines if not is_bare_command(line))


def _is_own_before(line: str) -> bool:
    """A whole sentence or a command that is no footer in itself."""
    if footers.weight(line) or closings.is_contact(line):
        return False
    return (
        (closings.ends_sentence(line) and len(line.split()) > 1)
        or is_bare_command(line)
        or closings.is_closing(line)
    )


def _code(line: str, weight: int) -> str:
    for code, test in _TESTS:
        if test(line):
            return code
    if weight:
        return "F" if weight > 1 else "f"
    if _HAILS.match(line):
        return "x"
    if _ITEM.match(line):
        return "t"
    for code, test in _LATER:
        if test(line):
            return code
    return "x" if len(line.split()) <= 6 and not closings.is_sentence(line) else "t"


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
    ("y", closings.is_short_name),
)


def _lone_name(code: str, shown: Sequence[str], cut: list[bool]) -> None:
    """A name alone in the last lines that are left: a first name, or a whole one where a sentence has ended."""
    left = next((at for at in range(len(cut), 0, -1) if not cut[at - 1] and code[at - 1] != "."), 0)
    found = _LONE.search(code[:left])
    if not found or any(cut[found.start() : left]):
        return
    before = next((line for line in reversed(shown[: found.start()]) if line), "")
    followed = any(letter in code[left:] for letter in "mfF")
    ended = closings.ends_sentence(before) or code[: found.start()].rstrip(".")[-1:] == "X"
    first = closings.is_first_name(shown[found.start()])
    if before and not before.endswith((":", ",", ";")) and (ended or followed or first):
        cut[found.start() : left] = [True] * (left - found.start())


def _stands_apart(shown: Sequence[str], start: int) -> bool:
    """False where the line before announces it ("It went to:")."""
    before = next((line for line in reversed(shown[:start]) if line), "")
    return not before.endswith((":", ",", ";", "-"))
