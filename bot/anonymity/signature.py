"""Cuts a writer's signature and sign-off from the end of a text, keeping what is said behind it ("PS: ...").

Judges by layout and by how many of the reporter's strings stand in the last lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.anonymity.identity import Needles
from bot.anonymity.matching import find

_CLOSING = re.compile(
    r"^\W*(?:(?:with|many|very|kind|best|warm|kindest|warmest|all|good|my|and|in)\s+)*"
    r"(?:thanks|thank\s?you|thankyou|regards|wishes|the best|best|cheers|ta|tks|thx|tia|rgds|"
    r"kr|br|sincerely|faithfully|respectfully|"
    r"cordially|truly|yours|love|confidence|hope this helps|take care|speak soon|talk soon|"
    r"diolch|cofion|cofion gorau|merci|"
    r"cordialement|viele gr(?:ü|ue)(?:ß|ss)e|mit freundlichen gr(?:ü|ue)(?:ß|ss)en|mfg|lg|saludos|pozdrawiam)"
    r"(?:\s+(?:again|in advance|so much|very much|a lot|and (?:kind |best )?regards|"
    r"and best wishes|sincerely|faithfully|truly|ever|wishes|"
    r"regards|you|all|everyone|both|(?:and\s)?for (?:your |the )?(?:help|time|support|"
    r"understanding|attention|advice|reading this|listening)|in anticipation))*"
    r"[\s,.!:;*_x–—-]*(?P<tail>(?:[^\W\d_][\w.'’-]{0,20}\.?)?(?:[ ]\(?[^\W\d_][\w.'’-]{0,20}\)?){0,2})[\s.!x,]*$",
    re.IGNORECASE,
)
_DEVICE = re.compile(
    r"^\W*(?:sent (?:from|via|with|using) |get outlook for |von meinem .{2,20} gesendet|"
    r"envoyé de mon |sent on the go|"
    r"gesendet mit |enviado desde )",
    re.IGNORECASE,
)
_LEGAL = re.compile(
    r"confidential|intended (?:solely |only )?for|intended recipient|think before you print|consider the environment|"
    r"registered (?:office|in england|charity|company)|company (?:no|number|registration)|"
    r"unsubscribe|virus(?:es)?\b.*(?:scan|check)|"
    r"disclaimer|views expressed|does not accept (?:any )?(?:liability|responsibility)|follow us|in error, please|"
    r"i (?:may )?(?:work|send|email)s? .{0,30}(?:flexibl|part.time|outside|monday|tuesday|"
    r"wednesday|thursday|friday)|my working (?:days|hours|pattern)|working (?:days|hours|"
    r"pattern)\s*:|pronouns|www\.|https?://",
    re.IGNORECASE,
)
_KEPT = re.compile(
    r"^\W*(?:p\.?\s?p?\.?\s?s\b\.?|nb\b|n\.b\.|edit\s?:|update\s?:|also\b[,:]|one more thing|"
    r"forgot to|i forgot|important\s?:|note\s?:|(?:but )?please (?:keep|do|don['’]t|treat|leave|can|could)\b|"
    r"keep (?:my name|me)\b|i(?:['’]d| would) (?:like|prefer|rather)\b|(?:can|could) (?:you|i|this|my)\b)",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"@|\b(?:tel|phone|mobile|mob|ext|direct|office|fax|t|m|e|w|dd|room|rm|dept|department|"
    r"school|academy|trust|college)\b\s*[:.|]?|\d{4,}|"
    r"\b(?:teacher|tutor|head|assistant|officer|manager|lead|coordinator|secretary|technician|"
    r"bursar|librarian|caretaker|governor|"
    r"clerk|administrator|senco|director|principal|receptionist|nurse|cook|instructor|leader|"
    r"mentor|supervisor|faculty)\b",
    re.IGNORECASE,
)
_CHAT = re.compile(  # a line of a copied chat: "[20/11/2026 09:00] Dan: ...", "20/11/2026, 09:00 - Dan: ..."
    r"^\W*\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}[,\s]{1,5}\d{1,2}:\d{2}\S{0,8}[\]\s-]{1,5}[^:\n]{1,60}:"
)
_LAST_WORD = re.compile(
    r"[.!?]\s+[-–—]?\s*([A-Z][a-z]{1,14}(?:\s[A-Z]\.?)?|[A-Z]\.?\s?[A-Z]\.?)\s*(?:x{1,3})?\s*$"
)
_RULER = re.compile(r"\s*(?:--\s?|—|-{2,3}|_{2,60}|\*{3,}|={3,}|#{3,})\s*")
MOST_LINES = 25  # a signature with its legal footer is not longer


@dataclass(frozen=True, repr=False)
class Cut:
    """What stays, the signature's lines, and the nickname or name signed with ("" for none)."""

    kept: str
    lines: tuple[str, ...] = ()
    signed: str = ""


def _is_speech(line: str) -> bool:
    """A line in which something is told, not a line of a signature."""
    if _CHAT.match(line):
        return True
    if _LEGAL.search(line) or _DEVICE.match(line):
        return False
    if _KEPT.match(line):
        return True
    words = re.findall(r"[^\W\d_]+", line)
    small = sum(word.islower() for word in words)
    return (
        len(words) >= 6
        and small >= 0.6 * len(words)
        and "|" not in line
        and bool(re.search(r"[.!?:,;]|\w$", line.strip()))
    )


def _rest_after(lines: list[str]) -> tuple[list[str], list[str]]:
    """Lines behind a closing: what is still told, and the signature."""
    told: list[str] = []
    cut: list[str] = []
    telling = False
    legal = False
    for line in lines:
        if not line.strip():
            telling = telling and bool(told)
            legal = False
            (told if telling else cut).append(line)
            telling = False
            continue
        legal = legal or (bool(_LEGAL.search(line)) and not _KEPT.match(line))
        telling = not legal and (telling or _is_speech(line))
        (told if telling else cut).append(line)
    return told, cut


def _closing_at(lines: list[str], needles: Needles) -> tuple[int, str]:
    """The line where the sign-off begins and the name on it; (-1, "") for none."""
    filled = [i for i, line in enumerate(lines) if line.strip()]
    for i in filled[-MOST_LINES:]:
        m = _CLOSING.match(lines[i])
        if not m or (i == filled[0] and len(filled) > 1 and not m.group("tail")):
            continue
        rest = [line for line in lines[i + 1 :] if line.strip()]
        spoken = [line for line in rest[:3] if _is_speech(line) and not _KEPT.match(line)]
        if not spoken or (rest and find(rest[0], needles)):
            return i, m.group("tail").strip()
    return -1, ""


def _dashes_at(lines: list[str]) -> int:
    """A ruler such as "-- " with a signature's few lines below it."""
    filled = [i for i, line in enumerate(lines) if line.strip()][-MOST_LINES:]
    for n, i in enumerate(filled[:-1]):
        if _RULER.fullmatch(lines[i]):
            after = [lines[at] for at in filled[n + 1 : n + 3]]
            if not any(_is_speech(line) and not _KEPT.match(line) for line in after):
                return i
    return -1


def _dense_at(lines: list[str], needles: Needles) -> int:
    """Where a last run of short lines with at least two signs of the writer begins, -1 for none."""
    at, hits, told = -1, 0, 0
    for i in range(len(lines) - 1, max(-1, len(lines) - MOST_LINES), -1):
        line = lines[i]
        if not line.strip():
            continue
        if (_is_speech(line) and not _LEGAL.search(line)) or len(line) > 160:
            break
        own = bool(find(line, needles))
        hits += (
            2 * own
            if own and _CONTACT.search(line)
            else own or bool(_CONTACT.search(line)) or bool(_DEVICE.match(line))
        )
        told += own or bool(_DEVICE.match(line))
        if own or _CONTACT.search(line) or _DEVICE.match(line) or _is_name_line(line):
            at = i
        elif not _LEGAL.search(line):
            break
    return at if told and (hits >= 2 or at == _last(lines)) else -1


def _last(lines: list[str]) -> int:
    return max((i for i, line in enumerate(lines) if line.strip()), default=-1)


def _is_name_line(line: str) -> bool:
    return (
        bool(re.fullmatch(r"\W*(?:[A-Z][\w'’.\-]*\.?\s?){1,4}(?:\([\w/ ,.]{1,30}\))?\W*", line.strip()))
        and len(line.strip()) <= 45
    )


def _bare_name_at(lines: list[str], needles: Needles) -> int:
    """A last line that is only a name, initials or a nickname, -1 for none."""
    last = _last(lines)
    if last <= 0:
        return -1
    line = lines[last].strip(" \t-–—~*_x.,!")
    if re.fullmatch(r"[A-Z][A-Za-z]{1,11}(?: [A-Z]\.?)?(?: x+)?", line) and not lines[last].strip().endswith(
        (".", ":", "?", "!")
    ):
        previous = next((x for x in reversed(lines[:last]) if x.strip()), "")
        return (
            last
            if not re.match(r"\s*(?:[-*•]|\d+[.)])\s", previous)
            and not previous.rstrip().endswith((":", ","))
            else -1
        )
    if line.lower() in {word.lower() for word in (*needles.firsts, *needles.shorts, *needles.lasts)}:
        return last
    if re.fullmatch(r"(?:Mrs?|Ms|Miss|Mx|Dr)\.?\s+[A-Z][\w'’\-]*\.?(?:\s*\([^)]{1,40}\))?", line):
        return last
    letters = "".join(needles.initials) + "".join(word[:1] for word in needles.lasts)
    if re.fullmatch(r"(?:[A-Z][.\-]?\s?){1,4}", line) and line and line[0] in letters:
        return last
    if re.fullmatch(r"[a-z]{1,3}", line) and {c.upper() for c in line} <= set(letters):
        return last
    return -1


def _start(lines: list[str], needles: Needles) -> tuple[int, str]:
    places = []
    signed = ""
    closing, signed = _closing_at(lines, needles)
    for at in (closing, _dashes_at(lines), _dense_at(lines, needles), _bare_name_at(lines, needles)):
        if at >= 0:
            places.append(at)
    return (min(places), signed) if places else (-1, "")


def cut_signature(text: str, needles: Needles) -> Cut:
    """A text without its signature; told lines behind it (a PS) stay, lines like "Sent from my phone" go anywhere."""
    lines = [line for line in text.split("\n")]
    device = [line for line in lines if _DEVICE.match(line) and len(line) < 90]
    lines = [line for line in lines if line not in device]
    cut: list[str] = list(device)
    signed = ""
    for _ in range(3):  # a PS may be signed again
        at, name = _start(lines, needles)
        if at < 0:
            break
        told, away = _rest_after(lines[at + 1 :])
        signed = signed or name
        cut = [lines[at], *away, *cut]
        lines = lines[:at] + (["", *told] if told else [])
    if lines and (inline := _LAST_WORD.search(lines[-1])):  # "... of 11 staff. Helen"
        lines[-1] = lines[-1][: inline.start(1)].rstrip()
        cut.append(inline.group(1))
        signed = signed or inline.group(1)
    signed = signed or signed_in(cut)
    return Cut("\n".join(lines).strip("\n"), tuple(line for line in cut if line.strip()), signed)


def signed_in(cut: Sequence[str]) -> str:
    """The first name-like line of a signature, or the name on its closing line."""
    for line in cut:
        closing = _CLOSING.match(line)
        if closing and closing.group("tail"):
            return closing.group("tail").strip()
        bare = line.strip(" \t-–—~*_x.,!|")
        if bare and not closing and not _DEVICE.match(line):
            return bare if _is_name_line(line) else ""
    return ""
