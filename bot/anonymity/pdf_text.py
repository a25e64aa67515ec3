"""Text of PDF pages with the operators that show it, so that a name can be found and blanked. Draws nothing.

Fonts are decoded by their ToUnicode map or their simple encoding (PDF 32000-1, 9.6 and 9.10).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

_PAIR = re.compile(
    rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>(?:\s*(?:<([0-9A-Fa-f\s]+)>|\[((?:\s*<[0-9A-Fa-f\s]+>)*\s*)\]))?"
)
_SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)end(?:bfchar|bfrange)", re.DOTALL)
_NAMED = (
    "period comma hyphen at underscore colon slash quotesingle quoteright parenleft parenright plus semicolon "
    "zero one two three four five six seven eight nine"
)
_GLYPHS = {
    "space": " ",
    "fi": "fi",
    "fl": "fl",
    **dict(zip(_NAMED.split(), ".,-@_:/''()+;0123456789", strict=True)),
}


# (operands, operator); the operands are the library's untyped objects, Python numbers among them
Instruction = tuple[list[Any], str]


@dataclass
class Font:
    """How a font's bytes read: `width` bytes a sign; `known`: there is a way to read them."""

    width: int = 1
    signs: dict[int, str] = field(default_factory=dict)
    known: bool = True

    def read(self, raw: bytes) -> list[str]:
        """One string for each sign."""
        codes = [int.from_bytes(raw[i : i + self.width], "big") for i in range(0, len(raw), self.width)]
        if self.width == 1:
            return [self.signs.get(code) or bytes([code]).decode("cp1252", "replace") for code in codes]
        return [self.signs.get(code, "\ufffd") for code in codes]


@dataclass(frozen=True)
class Shown:
    """One sign on a page: which instruction, which string of its operand, which sign of the string."""

    instruction: int
    string: int
    sign: int
    width: int


def _hex(raw: bytes) -> bytes:
    clean = re.sub(rb"\s", b"", raw)
    return bytes.fromhex((clean + b"0" * (len(clean) % 2)).decode())


def _wide(raw: bytes) -> str:
    return _hex(raw).decode("utf-16-be", "replace")


def _to_unicode(content: bytes) -> dict[int, str]:
    signs: dict[int, str] = {}
    for section in _SECTION.finditer(content):
        ranges = section.group(1) == b"bfrange"
        pattern = _PAIR if ranges else re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>")
        for m in pattern.finditer(section.group(2)):
            first = int.from_bytes(_hex(m.group(1)), "big")
            if not ranges:
                signs[first] = _wide(m.group(2))
                continue
            _range(signs, first, int.from_bytes(_hex(m.group(2)), "big"), m.group(3), m.group(4))
    return signs


def _range(signs: dict[int, str], first: int, last: int, start: bytes | None, each: bytes | None) -> None:
    if each is not None:
        for n, value in enumerate(re.findall(rb"<([^>]+)>", each)):
            signs[first + n] = _wide(value)
    elif start is not None:
        text = _wide(start)
        for n in range(min(last - first + 1, 65536)):
            signs[first + n] = text[:-1] + chr(min(ord(text[-1]) + n, 0x10FFFF)) if text else ""


def _differences(font: pikepdf.Object) -> dict[int, str]:
    encoding = font.get("/Encoding")
    signs: dict[int, str] = {}
    if not isinstance(encoding, pikepdf.Dictionary) or "/Differences" not in encoding:
        return signs
    code = 0
    for item in encoding["/Differences"]:
        if isinstance(item, pikepdf.Name):
            name = str(item)[1:]
            uni = re.fullmatch(r"(?:uni|u)([0-9A-Fa-f]{4,6})", name)
            signs[code] = (
                chr(int(uni.group(1), 16)) if uni else _GLYPHS.get(name, name if len(name) == 1 else "")
            )
            code += 1
        else:
            code = int(item)
    return {code: sign for code, sign in signs.items() if sign}


def font_of(font: pikepdf.Object) -> Font:
    """A font's reading."""
    composite = str(font.get("/Subtype", "")) == "/Type0"
    found = Font(width=2 if composite else 1)
    if "/ToUnicode" in font and isinstance(font["/ToUnicode"], pikepdf.Stream):
        found.signs = _to_unicode(bytes(font["/ToUnicode"].read_bytes()))
    if composite:
        found.known = bool(found.signs)
        return found
    found.signs = {**_differences(font), **found.signs}
    subset = "+" in str(font.get("/BaseFont", ""))
    found.known = bool(found.signs) or not subset or "/Encoding" in font
    return found


Matrix = tuple[float, float, float, float, float, float]
_UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _times(a: Matrix, b: Matrix) -> Matrix:
    """Both transformations, `a` first (PDF 32000-1, 8.3.4)."""
    return (
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    )


def _matrix(operands: list[Any]) -> Matrix:
    a, b, c, d, e, f = (float(value) for value in operands[:6])
    return a, b, c, d, e, f


class PageText:
    """The text of one content stream; `text[i]` was shown by `places[i]` (None for the gaps put between).

    Signs on one height are one line, wherever in the stream they stand side by side.
    """

    def __init__(self, instructions: list[Instruction], fonts: Callable[[str], Font]) -> None:
        self.text = ""
        self.places: list[Shown | None] = []
        self.readable = True
        self._font = Font()
        self._fonts = fonts
        self._page, self._line = _UNIT, _UNIT
        self._stack: list[Matrix] = []
        self._leading = 0.0
        self._height: float | None = None
        self._seen: tuple[float, ...] = ()
        for number, (operands, operator) in enumerate(instructions):
            try:
                self._step(number, operands, operator)
            except (IndexError, ValueError, TypeError):
                continue  # a damaged instruction shows nothing

    def _step(self, number: int, operands: list[Any], operator: str) -> None:
        if operator == "q":
            self._stack.append(self._page)
        elif operator == "Q":
            self._page = self._stack.pop() if self._stack else _UNIT
        elif operator == "cm":
            self._page = _times(_matrix(operands), self._page)
        elif operator == "Tf":
            self._font = self._fonts(str(operands[0]))
        elif operator in ("Tj", "TJ", "'", '"'):
            if operator in ("'", '"'):
                self._move(0.0, -self._leading)
            self._show(number, operands[-1])
        else:
            self._place(operands, operator)

    def _place(self, operands: list[Any], operator: str) -> None:
        """Where the next signs will stand."""
        if operator == "BT":
            self._line = _UNIT
        elif operator == "Tm":
            self._line = _matrix(operands)
        elif operator in ("Td", "TD"):
            self._move(float(operands[0]), float(operands[1]))
            self._leading = -float(operands[1]) if operator == "TD" else self._leading
        elif operator == "TL":
            self._leading = float(operands[0])
        elif operator == "T*":
            self._move(0.0, -self._leading)

    def _move(self, x: float, y: float) -> None:
        self._line = _times((1.0, 0.0, 0.0, 1.0, x, y), self._line)
        if x:
            self._gap(" ")

    def _settle(self) -> None:
        """A new line where the height changed, a blank where signs go on elsewhere on the same height."""
        height = _times(self._line, self._page)[5]
        if self._height is None or abs(height - self._height) > 1.5:
            self._gap("\n")
        elif self._line[4:] != self._seen:
            self._gap(" ")
        self._height, self._seen = height, self._line[4:]

    def _gap(self, mark: str) -> None:
        if self.text and not self.text.endswith(("\n", mark)):
            self.text += mark
            self.places.append(None)

    def _show(self, number: int, operand: Any) -> None:
        self._settle()
        items = list(operand) if isinstance(operand, pikepdf.Array) else [operand]
        for position, item in enumerate(items):
            if isinstance(item, pikepdf.String):
                self._signs(number, position, bytes(item))
            elif not isinstance(item, pikepdf.Object) and float(item) < -180:
                self._gap(" ")

    def _signs(self, number: int, position: int, raw: bytes) -> None:
        self.readable = self.readable and (self._font.known or not raw.strip())
        for index, sign in enumerate(self._font.read(raw)):
            for char in sign:
                self.text += char
                self.places.append(Shown(number, position, index, self._font.width))


def fonts_of(resources: pikepdf.Object | None) -> Callable[[str], Font]:
    """Looks fonts up by the name a content stream calls them."""
    known: dict[str, Font] = {}
    table = resources.get("/Font") if resources is not None else None

    def look_up(name: str) -> Font:
        if name not in known:
            font = table.get(name) if table is not None else None
            known[name] = font_of(font) if font is not None else Font()
        return known[name]

    return look_up


def instructions_of(stream: pikepdf.Object) -> list[Instruction]:
    """A page's or form's instructions; inline images keep their own shape."""
    return [(list(item.operands), str(item.operator)) for item in pikepdf.parse_content_stream(stream)]


def forms_of(
    resources: pikepdf.Object | None, seen: set[tuple[int, int]] | None = None
) -> Iterator[pikepdf.Object]:
    """Form XObjects below some resources, each once, inner ones too."""
    seen = set() if seen is None else seen
    table = resources.get("/XObject") if resources is not None else None
    for item in [table[name] for name in table.keys()] if table is not None else []:  # noqa: SIM118 -- no plain dict
        if (
            isinstance(item, pikepdf.Stream)
            and str(item.get("/Subtype", "")) == "/Form"
            and item.objgen not in seen
        ):
            seen.add(item.objgen)
            yield item
            yield from forms_of(item.get("/Resources"), seen)


def texts_of(page: pikepdf.Page) -> list[str]:
    """The text of one page, that of its forms behind it."""
    resources = page.obj.get("/Resources")
    texts = [PageText(instructions_of(page.obj), fonts_of(resources)).text]
    for form in forms_of(resources):
        texts.append(PageText(instructions_of(form), fonts_of(form.get("/Resources", resources))).text)
    return texts


def page_texts(pdf: pikepdf.Pdf) -> Iterator[str]:
    """The text of each page, its forms included."""
    for page in pdf.pages:
        yield "\n".join(texts_of(page))
