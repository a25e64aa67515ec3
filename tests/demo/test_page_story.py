"""A newcomer clicks through whole stories in a real Chromium: the unchanged service over TLS, nothing stood in for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from bot.demo.page import PageServer
from bot.demo.play import START
from bot.demo.serve import Told
from bot.demo.tenant import TenantServer
from bot.demo.world import World
from tests.browser import LOW_CONTRAST, chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
CASE = "OCAT-2026-0001"


class Newcomer:
    """Somebody at the page who finds things by what can be read, as a person with a screen reader does."""

    def __init__(self, tab: Page, url: str) -> None:
        from playwright.sync_api import expect

        self.tab, self.url, self.expect = tab, url, expect

    def start(self) -> None:
        self.tab.goto(self.url)

    def sit(self, name: str) -> None:
        """Choose a desk from the list."""
        desks = self.tab.get_by_role("navigation", name="Desks")
        desks.get_by_role("link", name=re.compile(f"^{name}")).click()
        self.expect(self.tab.get_by_role("heading", level=1)).to_contain_text(name)

    def open(self, subject: str) -> None:
        """Open the newest mail with these words in its subject."""
        self.tab.get_by_role("main").get_by_role("link", name=subject).first.click()
        self.expect(self.tab.get_by_role("heading", level=2, name=subject)).to_be_visible()

    def press(self, button: str) -> None:
        """Press a button in the open mail; it leads to a filled form."""
        self.tab.frame_locator("iframe").get_by_role("link", name=button, exact=True).click()
        self.expect(self.tab.get_by_label("Subject")).to_have_value(re.compile(re.escape(f"[{CASE}]")))

    def write(self, words: str) -> None:
        self.tab.get_by_label("Text", exact=True).fill(words)

    def send(self) -> None:
        self.tab.get_by_role("button", name="Send").click()
        self.hears("Your mail has been sent.")

    def answer(self, name: str, subject: str, words: str) -> None:
        """Sit down, open a mail, and answer it."""
        self.sit(name)
        self.open(subject)
        self.tab.get_by_role("link", name="Reply").click()
        self.write(words)
        self.send()

    def move(self, button: str) -> None:
        self.tab.get_by_role("button", name=button).click()
        self.hears("The clock has been moved.")

    def hears(self, *words: str) -> None:
        """What is said aloud after an action."""
        for one in words:
            self.expect(self.tab.get_by_role("status")).to_contain_text(one)

    def sees(self, *words: str) -> None:
        """What the panel beside the mail shows."""
        for one in words:
            self.expect(self.tab.get_by_role("complementary")).to_contain_text(one)

    def state(self, name: str) -> None:
        """Where the case stands."""
        steps = self.tab.get_by_role("complementary").get_by_role("list", name="Where the case stands")
        self.expect(steps.locator("[aria-current=step]")).to_have_text(name)

    def reads(self, words: str) -> None:
        """Words in the open mail."""
        self.expect(self.tab.frame_locator("iframe").locator("body")).to_contain_text(words)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def world(running: TenantServer) -> Iterator[World]:
    with World(START, server=running) as made:
        made.tick()
        yield made


@pytest.fixture
def newcomer(browser: Browser, world: World) -> Iterator[Newcomer]:
    problems: list[str] = []
    tab = browser.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    tab.set_default_timeout(10_000)
    tab.on("pageerror", lambda error: problems.append(str(error)))
    tab.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    tab.on("request", lambda request: asked.add(request.url.split("/")[2]))
    asked: set[str] = set()
    with PageServer(world.tenant, Told(world), 0) as server:
        here = server.url
        yield Newcomer(tab, here)
        tab.close()
    assert problems == []
    assert asked <= {here.removeprefix("http://")}  # works offline


def test_a_named_report_from_mail_to_closed_case(newcomer: Newcomer) -> None:
    me = newcomer
    me.start()
    me.tab.get_by_role("link", name="Write as Tess Abara").click()
    me.expect(me.tab.get_by_label("To", exact=True)).to_have_value("incidents@osborne.example")
    me.send()
    me.hears("2 new mails", "Tess Abara: [OCAT-2026-0001] We have your report, thank you", "Asha Rahman")
    me.state("Triage")
    me.open("We have your report")
    me.reads("No action will be taken against any member of staff")

    # Silence: a reminder, then the Deputy
    me.move("Next deadline")
    me.hears(f"Asha Rahman: [{CASE}] Confirm you have this case by 17:40")
    me.move("+1 hour")
    me.hears(f"Ben Castell: [{CASE}] Ring now: a deadline was missed")
    me.sees("Went one rung up the ladder", "The time for “The leader confirms” was over.")

    # The Headteacher presses the mail's button, and names an officer
    me.tab.get_by_role("complementary").get_by_role("link", name="Asha Rahman").first.click()  # who is to act
    me.open("New report: please confirm")
    me.expect(me.tab.get_by_text("Why this was sent:")).to_be_visible()
    me.press("It is major")
    me.expect(me.tab.get_by_label("Text", exact=True)).to_have_value("CLASSIFY major confirmed")
    me.write("CLASSIFY major confirmed\nASSIGN c.lindqvist@hill.osborne.example")
    me.send()
    me.hears("Dana Whitfield", "Referral to the DPO", "Cat Lindqvist", "You investigate")
    me.state("Investigation")
    me.sees("major", "Investigating Officer named", "The DPO confirms")

    me.sit("Dana Whitfield")
    me.open("Referral to the DPO")
    me.expect(me.tab.get_by_role("main")).to_contain_text("Major and critical cases go to the DPO at once.")
    me.press("Risk is likely")
    me.write("RISK likely because health data of children went to an outsider")
    me.send()
    me.sees("Risk to people recorded")

    me.sit("Cat Lindqvist")
    me.open("You investigate")
    me.press("It is contained")
    me.write("CONTAINED the parent deleted it and confirmed that in writing")
    me.send()
    decided = "ICO report because the DPO expects a risk\nPEOPLE tell because families should hear it from us"
    me.answer("Asha Rahman", "The DPO has given a view", decided)
    me.answer("Dana Whitfield", "Referral to the DPO", "ICO filed IC-482913-K7P2")
    me.answer("Asha Rahman", "The DPO has given a view", "PEOPLE told by letter to all 32 families")
    me.sees("The ICO was told", "The people were told")

    me.move("Monday 08:00")
    me.expect(me.tab.get_by_role("banner").locator("time")).to_contain_text("Mon 30 Nov 08:00")
    me.hears("Send an interim report (overdue)")

    # The officer attaches the filled form that came as a Word file
    me.sit("Cat Lindqvist")
    me.open("You investigate")
    me.tab.get_by_role("link", name="Reply").click()
    me.tab.get_by_label("the outcome form, filled in (Word)").check()
    me.write("OUTCOME")
    me.send()
    me.state("Review")

    me.sit("Asha Rahman")
    me.open("Outcome report: please review it")
    me.expect(me.tab.get_by_role("link", name=re.compile(r"Attachment: .*\.pdf"))).to_be_visible()
    me.press("Accept")
    me.send()
    me.answer("Dana Whitfield", "Outcome report: your view", "NOTE Agreed. The controls are right.")
    me.answer("Asha Rahman", "Outcome report: please review it", "CLOSE")
    me.state("Closed")
    me.hears("Tess Abara", "Your report has been dealt with")

    me.tab.get_by_role("complementary").get_by_role("link", name=re.compile("^All ")).click()
    main = me.tab.get_by_role("main")
    record = main.get_by_role("listitem").filter(has_text="Outcome report accepted")
    me.expect(record).to_contain_text("Asha Rahman")
    me.expect(
        main.get_by_role("listitem").filter(has_text=re.compile("Closed.*Asha Rahman")).last
    ).to_be_visible()
    me.expect(main).to_contain_text("Major and critical cases go to the DPO at once.")
    me.expect(main.locator(".line-of-time .done").filter(has_text="Close the case")).to_be_visible()


def test_both_sides_of_an_anonymous_report(newcomer: Newcomer) -> None:
    me = newcomer
    me.start()
    me.tab.get_by_role("link", name="Write as Noor Whitlock").click()
    me.tab.get_by_label("notes that name their author").check()
    me.tab.get_by_label("a photograph that knows where it was taken").check()
    me.send()
    me.hears("Noor Whitlock", "please keep this code", "Asha Rahman")
    me.sees("anonymous reporter")
    me.open("please keep this code")
    me.reads("What leaders got")
    me.tab.get_by_role("link", name="See what the leader got").click()

    main = me.tab.get_by_role("main")
    report = main.get_by_role("region", name=re.compile("^The report"))
    written, given = report.locator(".reporter"), report.locator(".leader")
    for piece, label in (
        ("Noor Whitlock <n.whitlock@hill.osborne.example>", "hidden: name and address"),
        ("Tue 24 Nov 15:40", "hidden: the hour"),
        ("Something you should know", "hidden: subject"),
        ("I'm Noor, the teaching assistant in the nurture room.", "hidden: name and introduction"),
        ("I share the office with her.", "held back: it tells whom you work or live with"),
        ("01632 960199", "hidden: signature"),
        ("Notes Noor Whitlock.docx (author: Noor Whitlock)", "hidden: name and properties"),
        ("the place where it was taken", "hidden: name and properties"),
    ):
        me.expect(written.locator("del").filter(has_text=piece)).to_contain_text(label)
    me.expect(given).to_contain_text("Cat Lindqvist had left it there.")
    me.expect(given.locator("ins").filter(has_text="withheld")).to_be_visible()
    me.expect(given).to_contain_text("evidence-01.docx")
    for secret in ("Noor", "Whitlock", "nurture", "15:40", "960199", "Something you should know"):
        me.expect(given).not_to_contain_text(secret)

    # The leader's mailbox itself, then a question through the case
    me.sit("Asha Rahman")
    me.open("New report: please confirm")
    me.reads("anonymous: please do not try to find out who it is")
    me.expect(me.tab.frame_locator("iframe").locator("body")).not_to_contain_text("Noor")
    me.tab.get_by_role("link", name="Reply").click()
    me.write("ASK reporter: Was the folder closed when you saw it?")
    me.send()
    me.move("+1 hour")
    me.hears("Noor Whitlock", "A question about your message")
    me.answer("Noor Whitlock", "A question about your message", "It was open on page 3.\n\nNoor Whitlock")
    me.hears("Your mail has been sent.")
    me.move("+1 hour")  # an answer waits as well, so that its time tells nothing
    me.hears("Asha Rahman", "An answer to your question")

    me.tab.get_by_role("complementary").get_by_role("link", name="See both sides").click()
    question = main.get_by_role("region", name=re.compile("^A question"))
    me.expect(question.locator(".reporter")).to_contain_text("Was the folder closed when you saw it?")
    me.expect(question.locator(".reporter")).not_to_contain_text("Asha Rahman")
    answer = main.get_by_role("region", name=re.compile("^An answer"))
    me.expect(answer.locator(".reporter del").filter(has_text="Noor Whitlock").last).to_contain_text(
        "signature"
    )
    me.expect(answer.locator(".leader")).to_contain_text("It was open on page 3.")
    me.expect(answer.locator(".leader")).not_to_contain_text("Noor")
    answer.locator(".leader").get_by_role("link", name="Open this mail").click()
    me.reads("It was open on page 3.")
    me.expect(me.tab.frame_locator("iframe").locator("body")).not_to_contain_text("Noor")


def test_keyboard_alone(newcomer: Newcomer, world: World) -> None:
    me, keys = newcomer, newcomer.tab.keyboard
    me.start()
    keys.press("Tab")
    me.expect(me.tab.get_by_role("link", name="Skip to the mail")).to_be_focused()
    keys.press("Enter")
    keys.press("Tab")
    me.expect(me.tab.get_by_role("link", name="Write as Tess Abara")).to_be_focused()
    keys.press("Enter")
    me.expect(me.tab.get_by_label("Text", exact=True)).to_be_focused()
    for name in ("files", "example-notes", "example-photo"):
        keys.press("Tab")
        me.expect(me.tab.locator(f"#{name}")).to_be_focused()
    keys.press("Tab")
    outline = me.tab.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    keys.press("Enter")
    me.hears("Your mail has been sent.")
    # Moving the clock puts only what changed in place, so the focus stays and the keys can be pressed again.
    me.tab.locator("#move-deadline").focus()
    keys.press("Enter")
    me.hears("Asha Rahman", "Confirm you have this case")
    me.expect(me.tab.locator("#move-deadline")).to_be_focused()
    unread = me.tab.locator("#sit-asha .count")
    me.expect(unread).to_have_text("2 unread")
    # Another window's mail shows by itself.
    world.tenant.send_as("mel", "asha", "Coffee?", "At ten.")
    me.expect(unread).to_have_text("3 unread")


def test_without_scripts(browser: Browser, newcomer: Newcomer) -> None:
    tab = browser.new_page(java_script_enabled=False)
    me = Newcomer(tab, newcomer.url)
    me.start()
    tab.get_by_role("link", name="Write as Tess Abara").click()
    me.send()
    me.move("Next deadline")
    me.hears("Asha Rahman")
    me.open("We have your report")
    tab.get_by_role("complementary").get_by_role(
        "link", name="Reminder"
    ).click()  # the very mail, at its reader's desk
    me.expect(tab.get_by_role("heading", level=1)).to_contain_text("Asha Rahman")
    me.expect(tab.get_by_role("main")).to_contain_text(
        "Half of the time for “The leader confirms” had passed."
    )
    tab.close()


def test_a_demo_that_was_stopped_says_so(browser: Browser, world: World) -> None:
    with PageServer(world.tenant, Told(world), 0) as server:
        me = Newcomer(browser.new_page(), server.url)
        me.start()
    me.tab.get_by_role("button", name="+1 hour").click()
    me.hears("The demo does not answer")
    me.tab.close()


def test_a_telephone_in_the_dark(newcomer: Newcomer, world: World) -> None:
    world.write(
        "noor",
        "A worry",
        "At Hill Academy Mr Castell takes pupils' files home.",
        to="speakup@osborne.example",
    )
    world.advance(hours=2)
    mail = world.inbox("asha")[0]
    tab = newcomer.tab
    tab.set_viewport_size({"width": 320, "height": 700})
    paths = ["/", "/as/asha", f"/as/asha/mail/{mail.id}", f"/as/asha/compose?reply={mail.id}",
             f"/cases/{CASE}", f"/cases/{CASE}/both-sides"]  # fmt: skip
    for path in paths:
        tab.goto(newcomer.url + path)
        for scheme in ("light", "dark"):
            tab.emulate_media(color_scheme=scheme)
            found = tab.evaluate(MEASURE)
            assert found == {"width": 320, "low": [], "unnamed": [], "twice": [], "headings": 1}, (
                scheme,
                path,
            )


# Width; texts whose contrast is below WCAG's 4.5; controls without a name; ids used twice; first-level headings.
MEASURE = (
    "() => {"
    + LOW_CONTRAST
    + """
  const named = e => e.textContent.trim() || e.getAttribute("aria-label") || (e.labels && e.labels.length);
  const controls = [...document.querySelectorAll("a, button, input:not([type=hidden]), textarea, nav, aside")];
  const ids = [...document.querySelectorAll("[id]")].map(e => e.id);
  const twice = ids.filter((id, n) => ids.indexOf(id) !== n);
  return { width: document.documentElement.scrollWidth, low, twice, headings: document.querySelectorAll("h1").length,
           unnamed: controls.filter(e => !named(e)).map(e => e.outerHTML) };
}"""
)
