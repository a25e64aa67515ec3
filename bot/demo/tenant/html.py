"""HTML as Exchange shows it: made safe, and turned to text and back. Works on strings alone."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

_DROPPED = {"script", "iframe", "object", "applet", "template"}  # with all that stands inside
_UNWRAPPED = {"form", "input", "button", "base", "link", "embed", "noscript", "frame", "frameset"}
_BLOCK = {
    "p",
    "div",
    "tr",
    "table",
    "ul",
    "ol",
    "blockquote",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "pre",
    "section",
}
_SAFE_LINK = re.compile(r"(?i)\s*(https?:|mailto:|tel:|cid:|data:image/|#|/|$)")
_HEAD = '<html><head>\r\n<meta http-equiv="Content-Type" content="text/html; charset=utf-8">'


def safe(source: str) -> str:
    """The body without what runs: scripts, frames, forms, event handlers and links of other kinds."""
    cleaner = _Cleaner()
    cleaner.feed(source)
    cleaner.close()
    text = "".join(cleaner.out)
    if not re.search(r"(?i)<html[\s>]", text):
        text = f"{_HEAD}</head><body>{text}</body></html>"
    return text


def to_text(source: str) -> str:
    """An html body as text in Exchange's manner: a link's address behind its words in angle brackets."""
    reader = _TextReader()
    reader.feed(source)
    reader.close()
    text = "".join(reader.out).replace("\xa0", " ")
    text = re.sub(r"[ \t]*\n[ \t]*", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip().replace("\n", "\r\n")


def from_text(source: str) -> str:
    """A text body wrapped as html, line by line."""
    lines = html.escape(source, quote=False).replace("\r\n", "\n").replace("\n", "<br>\r\n")
    return f'{_HEAD}</head><body><div class="PlainText">{lines}</div></body></html>'


class _Cleaner(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.out: list[str] = []
        self._inside = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _DROPPED:
            self._inside += 1
        elif not self._inside and tag not in _UNWRAPPED:
            self.out.append(f"<{tag}{''.join(_attribute(name, value) for name, value in attrs)}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _DROPPED:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in _DROPPED:
            self._inside = max(0, self._inside - 1)
        elif not self._inside and tag not in _UNWRAPPED:
            self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self.out.append(data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")


def _attribute(name: str, value: str | None) -> str:
    if name.startswith("on") or name in ("srcdoc", "formaction"):
        return ""
    if name in ("href", "src", "action", "background") and not _SAFE_LINK.match(value or ""):
        return ""
    return f" {name}" if value is None else f' {name}="{html.escape(value)}"'


class _TextReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self._hidden = 0
        self._links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("style", "script", "title", "head"):
            self._hidden += 1
        elif tag == "body":
            self._hidden = 0  # whatever was left open before it
        elif tag == "br" or tag in _BLOCK:
            self.out.append("\n")
        elif tag == "li":
            self.out.append("\n  *   ")
        elif tag in ("td", "th"):
            self.out.append("\t")
        elif tag == "a":
            self._links.append(dict(attrs).get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("style", "script", "title", "head"):
            self._hidden = max(0, self._hidden - 1)
        elif tag == "a" and self._links:
            link = self._links.pop()
            shown = self.out[-1].strip() if self.out else ""
            if link and link.removeprefix("mailto:") != shown:
                self.out.append(f"<{link}>")
        elif tag in _BLOCK:
            self.out.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.out.append(re.sub(r"\s+", " ", data))
