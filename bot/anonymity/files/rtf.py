"""Rich text to plain text and back to a bare rich text. Keeps what is shown; comments, authors, hidden text
are left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.anonymity.files.results import Made, Task
from bot.anonymity.text import scrub_paragraphs

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)"
)
_SKIPPED = frozenset(
    b"""fonttbl colortbl stylesheet info pict object annotation atnid atnauthor atntime atnref atndate atnicn
    atnparent atrfstart atrfend
    revtbl rsidtbl generator themedata colorschememapping datastore latentstyles fldinst listtable
    listoverridetable xmlnstbl template
    operator author title subject company manager category keywords comment doccomm hlinkbase userprops
    docvar filetbl bkmkstart bkmkend
    mmathPr wgrffmtfilter pgptbl private passwordhash nonshppict shpinst sp""".split()
)
_SIGNS = {
    b"par": "\n", b"line": "\n", b"sect": "\n", b"page": "\n", b"row": "\n", b"cell": "\t", b"tab": "\t",
    b"emdash": "—", b"endash": "–",
    b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”", b"bullet": "•",
}  # fmt: skip
_CODECS = {
    b"1250": "cp1250",
    b"1251": "cp1251",
    b"1252": "cp1252",
    b"1253": "cp1253",
    b"1254": "cp1254",
    b"1257": "cp1257",
    b"65001": "utf-8",
}
MOST = 20_000_000


@dataclass
class _State:
    """What holds within the open group."""

    skip: bool = False
    hidden: bool = False
    deleted: bool = False
    replacement: int = 1  # signs that stand for one that old readers lack


class _Reader:
    """Walks the tokens of a rich text and collects what is shown."""

    def __init__(self, content: bytes) -> None:
        page = re.search(rb"\\ansicpg(\d{3,5})", content[:4000])
        self.codec = _CODECS.get(page.group(1), "cp1252") if page else "cp1252"
        self.out: list[str] = []
        self.states = [_State()]
        self.starred = False
        self.pending = 0
        self.left_out: dict[str, int] = {}
        for token in _TOKEN.finditer(content[:MOST]):
            self._take(token)

    @property
    def text(self) -> str:
        return "".join(self.out).encode("utf-16", "surrogatepass").decode("utf-16", "replace")

    def _take(self, token: re.Match[bytes]) -> None:
        word, number, code, sign, brace, text = token.groups()
        if sign == b"*":
            self.starred = True
            return
        if brace == b"{":
            self.states.append(replace(self.states[-1]))
        elif brace == b"}" and len(self.states) > 1:
            self.states.pop()
        elif word is not None:
            self._word(word, number)
        else:
            self._show(self._shown(code, sign, text))
        self.starred = False

    def _shown(self, code: bytes | None, sign: bytes | None, text: bytes | None) -> str:
        """What a token that is no word or brace shows."""
        if code is not None:
            return bytes([int(code, 16)]).decode(self.codec, "replace")
        if sign is not None:
            return {b"~": "\u00a0", b"_": "-"}.get(sign, sign.decode("latin-1") if sign in b"\\{}" else "")
        return text.decode(self.codec, "replace") if text is not None else ""

    def _word(self, word: bytes, number: bytes | None) -> None:
        state = self.states[-1]
        if word in _SKIPPED or (self.starred and word not in (b"shppict", b"footnote", b"ud", b"upr")):
            if not state.skip and word == b"annotation":
                self.left_out["comment"] = self.left_out.get("comment", 0) + 1
            state.skip = True
        elif word in (b"v", b"deleted", b"plain"):
            self._hide(word, number)
        elif word == b"uc" and number:
            state.replacement = int(number)
        elif word == b"u" and number:
            self._show(chr(int(number) & 0xFFFF))
            self.pending = state.replacement
        elif word in _SIGNS:
            self._show(_SIGNS[word])

    def _hide(self, word: bytes, number: bytes | None) -> None:
        """Hidden or deleted text begins or ends."""
        state = self.states[-1]
        on = number != b"0" and word != b"plain"
        if word != b"deleted":
            state.hidden = on
        if word != b"v":
            state.deleted = on
        if on:
            self.left_out["hidden"] = 1

    def _show(self, text: str) -> None:
        state = self.states[-1]
        if self.pending:
            skipped = min(self.pending, len(text))
            self.pending -= skipped
            text = text[skipped:]
        if text and not (state.skip or state.hidden or state.deleted):
            self.out.append(text)


def _escaped(text: str) -> str:
    out = []
    for char in text:
        if char in "\\{}":
            out.append("\\" + char)
        elif char == "\n":
            out.append("\\par\n")
        elif char == "\t":
            out.append("\\tab ")
        elif ord(char) < 128:
            out.append(char)
        else:
            units = char.encode("utf-16-le")
            out += [
                f"\\u{int.from_bytes(units[i : i + 2], 'little', signed=True)}?"
                for i in range(0, len(units), 2)
            ]
    return "".join(out)


def clean_rtf(content: bytes, task: Task) -> Made:
    """A rich text with its shown text alone. Never raises on damaged ones: what can be read is kept."""
    reader = _Reader(content)
    text, changed = scrub_paragraphs(reader.text, task.needles)
    told = ["author and other properties"]
    told += [f"{reader.left_out['comment']} comment(s)"] if "comment" in reader.left_out else []
    told += ["hidden or deleted passages"] if "hidden" in reader.left_out else []
    told += ["pictures"] if b"\\pict" in content else []
    told += [f"{changed} place(s) that named you"] if changed else []
    body = "{\\rtf1\\ansi\\ansicpg1252\\uc1\\deff0{\\fonttbl{\\f0 Arial;}}\\f0\\fs22\n" + _escaped(text) + "}"
    return Made(body.encode("ascii"), "rtf", "application/rtf", tuple(told))
