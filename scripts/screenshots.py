"""`screenshots.py [FOLDER]`: the pictures of docs/ (default docs/pictures): demo page, mails, board, poster.

Needs the development environment, Chromium and pdftoppm. Everything shown is the invented trust's.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps
from playwright.sync_api import Browser, expect, sync_playwright
from rich.console import Console

from bot.cli.board import frames
from bot.cli.board_drawn import drawn
from bot.cli.mail_samples import samples
from bot.demo import texts
from bot.demo.page import PageServer, examples
from bot.demo.play import START
from bot.demo.serve import Told
from bot.demo.world import World
from bot.documents.poster import Notice, poster_pdf
from bot.policy_file import default_policy
from bot.render import Renderer
from bot.resources import packaged
from bot.trusts import load_trusts

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
COLOURS = 96  # a picture of a page needs no more, and is a third as large
MAILS = (
    ("triage_request", "usual"),
    ("acknowledgement", "usual"),
    ("clock_warning", "usual"),
    ("referral", "serious"),
)


def main() -> int:
    """Make all of them."""
    folder = (
        Path(sys.argv[1])
        if len(sys.argv) > 1
        else Path(__file__).resolve().parent.parent / "docs" / "pictures"
    )
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        mails(browser, folder)
        demo(browser, folder)
        browser.close()
    poster(folder)
    for file in sorted(folder.glob("*.png")):
        print(f"{file.stat().st_size // 1024:5} KB  {file}")
    return 0


def demo(browser: Browser, folder: Path) -> None:
    """The page, at several desks, with a small story in it."""
    with World(START) as world, PageServer(world.tenant, Told(world), 0) as server:
        shoot(browser, f"{server.url}/", folder / "demo-start.png", height=800)
        world.write("tess", "SEND register sent to the wrong person", examples.typed(texts.REPORT))
        shoot(browser, newest(browser, f"{server.url}/as/asha"), folder / "demo-leader.png")
        silence(browser, f"{server.url}/as/ben", folder / "demo-clock.png")
        world.reply("ben", "CLASSIFY major confirmed\nASSIGN c.lindqvist@hill.osborne.example")
        shoot(browser, f"{server.url}/cases/OCAT-2026-0001", folder / "demo-case.png", height=1100)
        files = examples.made(("notes", "photo"), world.tenant.trust.account("noor"), None)
        world.write(
            "noor",
            "Something you should know",
            examples.typed(texts.ANONYMOUS),
            to="speakup@osborne.example",
            files=files,
        )
        both = f"{server.url}/cases/OCAT-2026-0002/both-sides"
        shoot(browser, both, folder / "demo-anonymous.png", width=1400, height=1180)
        board(browser, world, folder)


def silence(browser: Browser, desk: str, file: Path) -> None:
    """The clock moved three times while nobody answers: reminded, reminded, and one rung up."""
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    tab.goto(desk)
    for time in ("16:40", "17:16", "17:40"):
        tab.click("#move-deadline")
        expect(tab.locator("header time")).to_have_text(f"Tue 24 Nov {time}")
    tab.wait_for_load_state("networkidle")
    keep(tab.screenshot(), file, whole=True)
    tab.close()


def newest(browser: Browser, desk: str) -> str:
    """The address of the newest mail at a desk."""
    tab = browser.new_page()
    tab.goto(desk)
    tab.click(".line")
    tab.wait_for_load_state()
    address = tab.url
    tab.close()
    return address


def shoot(browser: Browser, url: str, file: Path, width: int = 1280, height: int = 900, **more: Any) -> None:
    """A page as it is seen, without what lies below."""
    tab = browser.new_page(viewport={"width": width, "height": height}, **more)
    tab.goto(url)
    tab.wait_for_load_state("networkidle")
    keep(tab.screenshot(), file, whole=True)
    tab.close()


def keep(png: bytes, file: Path, whole: bool = False) -> None:
    """A picture with few colours, without an empty edge unless it is to be whole."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    if not whole:
        picture = picture.crop(ImageOps.invert(picture).getbbox() or (0, 0, *picture.size))
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)


def mails(browser: Browser, folder: Path) -> None:
    """Some mails as a telephone shows them, light and dark."""
    renderer = Renderer((packaged("templates"),))
    views = {(sample.kind.value, sample.context): sample for sample in samples()}
    for name in MAILS:
        sample = views[name]
        html = renderer.render(sample.kind, sample.view).html
        for scheme in ("light", "dark") if name == MAILS[0] else ("light",):
            tab = browser.new_page(viewport={"width": 400, "height": 700}, color_scheme=scheme)
            tab.set_content(html)
            keep(
                tab.screenshot(),
                folder / f"mail-{name[0].replace('_', '-')}{'-dark' * (scheme == 'dark')}.png",
            )
            tab.close()


def board(browser: Browser, world: World, folder: Path) -> None:
    """`nearmiss board` as a terminal shows it, at the story's time."""
    found = frames(load_trusts(world.environment(), start=world.folder))
    for frame in found:
        frame["at"] = frame["polled_at"] = world.now().isoformat()
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        console = Console(width=110, record=True, force_terminal=True, file=nowhere)
        console.print(drawn(found, None, width=110))
    with written(console.export_svg(title="nearmiss board"), ".svg") as file:
        tab = browser.new_page(viewport={"width": 1000, "height": 400})
        tab.goto(file.as_uri())
        keep(tab.locator("svg").screenshot(), folder / "board.png")
        tab.close()


@contextmanager
def written(text: str, ending: str) -> Iterator[Path]:
    """A file for a browser to open, while it is needed."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"shown{ending}"
        file.write_text(text, "utf-8")
        yield file


def poster(folder: Path) -> None:
    """The poster's page."""
    notice = Notice(
        "Osborne Co-operative Academy Trust", "incidents@osborne.example", "speakup@osborne.example",
        default_policy().wording.good_faith, "2",
    )  # fmt: skip
    made = poster_pdf(notice, datetime(2026, 11, 24, tzinfo=UTC))
    drawing = ["pdftoppm", "-r", "70", "-png", "-"]
    page = subprocess.run(drawing, input=made, capture_output=True, check=True).stdout
    picture = Image.open(io.BytesIO(page)).convert("RGB")
    framed = io.BytesIO()
    ImageOps.expand(picture, 1, "#9aa7b5").save(framed, "PNG")  # the edge of the paper
    keep(framed.getvalue(), folder / "poster.png")


if __name__ == "__main__":
    sys.exit(main())
