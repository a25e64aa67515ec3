"""The mails in a real Chromium: light and dark, 320 and 800 px; width, contrast, size of buttons, images off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from bot.domain.words import MailKind
from tests.browser import LOW_CONTRAST, chromium

from .mails import FIRST_OF_KIND, MAILS, RENDERER, Mail

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
# Two contexts of a kind differ in their blocks; further ones only in their words.
SHOWN = [m for kind in MailKind for m in [one for one in MAILS if one.sample.kind is kind][:2]]

# Every visible text with its colour on the first background behind it, as WCAG computes contrast.
MEASURE = (
    "() => {"
    + LOW_CONTRAST
    + """
  const size = e => { const r = e.getBoundingClientRect(); return [e.textContent, r.width, r.height]; };
  return { low, width: document.documentElement.scrollWidth, inner: window.innerWidth,
    buttons: [...document.querySelectorAll('a')].map(size),
    smallest: Math.min(...[...document.querySelectorAll('td, th, li, h1, h2, a')].filter(e => e.getClientRects().length
      && e.textContent.trim()).map(e => parseFloat(getComputedStyle(e).fontSize)).filter(s => s > 2)) };
}"""
)


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with chromium() as browser:
        yield browser.new_page()


def _measured(page: Page, html: str) -> list[tuple[str, dict[str, Any]]]:
    page.set_content(html)
    found = []
    for width in (320, 800):
        page.set_viewport_size({"width": width, "height": 700})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found.append((f"{width} px {scheme}", page.evaluate(MEASURE)))
    return found


@pytest.mark.parametrize("mail", SHOWN, ids=lambda mail: mail.name)
def test_mail_fits_and_can_be_read(page: Page, mail: Mail) -> None:
    for where, seen in _measured(page, mail.made.html):
        assert seen["width"] <= seen["inner"], where
        assert seen["low"] == [], where
        assert [one for one in seen["buttons"] if one[2] < 44] == [], where
        assert seen["smallest"] >= 13, where


@pytest.mark.parametrize("mail", FIRST_OF_KIND, ids=lambda mail: mail.name)
def test_mail_without_its_style_sheet_still_fits(page: Page, mail: Mail) -> None:
    """Gmail for other accounts and some Android programs drop the head."""
    head, _, rest = mail.made.html.partition("<style>")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 320, "height": 700})
    page.set_content(head + rest.partition("</style>")[2])
    seen = page.evaluate(MEASURE)
    assert seen["width"] <= 320
    assert seen["low"] == []


def test_long_words_do_not_widen_a_mail(page: Page) -> None:
    long = "https://files.example/" + "a" * 400
    for mail in FIRST_OF_KIND:
        facts = {key: long if isinstance(value, str) and key in ("happened", "text", "reason", "who", "by") else value
                 for key, value in mail.view["facts"].items()}  # fmt: skip
        view = {**mail.view, "facts": facts}
        if view["case"]:
            view["case"] = {**view["case"], "happened": long, "leader": long, "school": long}
        page.set_viewport_size({"width": 320, "height": 700})
        page.set_content(RENDERER.render(mail.sample.kind, view).html)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, mail.name
