"""The HTML keeps to what mail programs show, Outlook's Word engine included, and to what a screen reader needs.

The lists are what caniemail.com calls supported in Outlook for Windows, Outlook on the web, Gmail and Apple Mail; what
only some of them know is listed apart, since a mail looks right without it.
"""

from __future__ import annotations

import re
from itertools import pairwise

from .mails import EACH, Mail

ELEMENTS = {
    "html", "head", "meta", "title", "style", "body", "div", "table", "tr", "td", "th", "h1", "h2", "a", "span",
    "strong", "br", "ul", "ol", "li",
}  # fmt: skip
PROPERTIES = {
    "margin", "padding", "width", "height", "color", "background-color", "font-family", "font-size", "font-weight",
    "line-height", "text-align", "text-decoration", "border", "border-bottom", "border-left", "border-collapse",
    "display", "white-space", "word-break",
} | {f"padding-{side}" for side in ("top", "right", "bottom", "left")}  # fmt: skip
# Ignored by some: the mail is whole without them. mso-* is Outlook's own.
HARMLESS = {
    "max-width",
    "max-height",
    "border-radius",
    "opacity",
    "overflow",
    "mso-hide",
    "mso-padding-alt",
    "mso-line-height-rule",
}
DISPLAYS = {"none", "block", "inline-block"}
GMAIL_CLIPS = 102_000  # bytes; Gmail hides what comes later


def _styles(mail: Mail) -> list[tuple[str, str, str]]:
    found = []
    for element in mail.page.body.iter():
        if isinstance(element.tag, str):
            for part in element.get("style", "").split(";"):
                if part.strip():
                    name, _, value = part.partition(":")
                    found.append((element.tag, name.strip(), value.strip()))
    return found


@EACH
def test_elements_and_styles_are_known_everywhere(mail: Mail) -> None:
    tags = {element.tag for element in mail.page.iter() if isinstance(element.tag, str)}
    assert tags - ELEMENTS == set()
    styles = _styles(mail)
    assert {name for _, name, _ in styles} - PROPERTIES - HARMLESS == set()
    assert {value for _, name, value in styles if name == "display"} <= DISPLAYS
    assert not [value for _, _, value in styles if re.search(r"url\(|var\(|calc\(|\drem|\dem|rgba", value)]


@EACH
def test_word_engine_gets_paddings_on_cells_and_colours_as_attributes(mail: Mail) -> None:
    for element in mail.page.body.iter("td", "th", "table"):
        style = element.get("style", "")
        fill = re.search(r"background-color:\s*(#\w+)", style)
        if fill:  # Outlook takes the attribute where it drops the style
            assert element.get("bgcolor") == fill[1]
    for button in mail.page.xpath("//a[starts-with(@href, 'mailto:')]"):
        cell = button.getparent()
        assert cell.tag == "td"
        assert "mso-padding-alt" in cell.get("style")
        assert cell.get("bgcolor")


@EACH
def test_head_names_language_schemes_and_needs_nothing_from_elsewhere(mail: Mail) -> None:
    assert mail.made.html.startswith("<!DOCTYPE html>")
    assert mail.page.get("lang") == "en-GB"
    metas = {meta.get("name"): meta.get("content") for meta in mail.page.iter("meta")}
    assert metas["color-scheme"] == metas["supported-color-schemes"] == "light dark"
    assert metas["viewport"] == "width=device-width, initial-scale=1"
    assert "prefers-color-scheme: dark" in mail.made.html
    assert not re.search(r"@import|@font-face|<img|<script|<link|<form", mail.made.html)
    assert mail.made.html.count("<!--[if") == mail.made.html.count("<![endif]-->")
    assert len(mail.made.html.encode()) < GMAIL_CLIPS


@EACH
def test_reading_order_and_roles(mail: Mail) -> None:
    headings = [element for element in mail.page.body.iter("h1", "h2")]
    assert [one.tag for one in headings].count("h1") == 1
    assert headings[0].tag == "h1"
    assert all(one.text_content().strip() for one in headings)
    assert headings[0].text_content().strip() == mail.page.findtext(".//title")
    for table in mail.page.iter("table"):
        data = [cell for cell in table.iter("th") if next(cell.iterancestors("table")) is table]
        steps = table.get("role") is None
        assert bool(data) is False or steps, "a layout table has no header cells"
    for link in mail.page.iter("a"):
        assert link.text_content().strip()


@EACH
def test_no_heading_is_empty_of_content(mail: Mail) -> None:
    rows = [row for row in mail.page.xpath("//table[@class='card']/tr | //table[@class='card']/tbody/tr")]
    kinds = ["h2" if row.find(".//h2") is not None else "other" for row in rows]
    assert ("h2", "h2") not in pairwise(kinds)
