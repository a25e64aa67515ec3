"""The page through its own address: every desk, reading, writing, the mails' buttons, the clock, the cases."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.demo.page import PageServer, mailto, properties, shown
from bot.demo.page.story import Case, next_monday, target
from bot.demo.tenant import Tenant
from bot.demo.trust import OSBORNE
from tests.browser import chromium

from .conftest import INCIDENTS, Clock

CASE: dict[str, Any] = {
    "reference": "OCAT-2026-0001",
    "school": "hill",
    "state": "triage",
    "severity": "major",
    "nature": "confirmed",
    "anonymous": False,
    "aware_at": "2026-03-02T08:40:00Z",
    "reported_at": "2026-03-02T09:00:00Z",
    "people": {"leader": ["a.rahman@hill.osborne.example"]},
    "deadlines": [
        {
            "step": "classify",
            "due_at": "2026-03-02T13:00:00Z",
            "state": "armed",
            "holder": "m.okonjo@osborne.example",
        },
        {"step": "tell_leader", "due_at": "2026-03-02T09:00:00Z", "state": "met", "holder": None},
        {"step": "contain", "due_at": "2026-03-02T08:00:00Z", "state": "armed", "holder": INCIDENTS},
    ],
    "events": [
        {
            "at": "2026-03-02T09:00:00Z",
            "event": "reported",
            "actor": "t.abara@hill.osborne.example",
            "note": "<b>",
        }
    ],
    "mails": [
        {
            "at": None,
            "kind": "triage_request",
            "to": "a.rahman@hill.osborne.example",
            "status": "in_doubt",
            "cause": "classify/1/50/202603021300",
        }
    ],
    "missing": ["people_count"],
}


class Told:
    """A story whose service is a clock and a list of cases."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.ticks = 0
        self.deadline: datetime | None = clock() + timedelta(hours=4)
        self.told: list[Case] = []

    def now(self) -> datetime:
        return self.clock()

    def advance(self, step: timedelta) -> None:
        self.clock.now += step

    def next_deadline(self) -> datetime | None:
        return self.deadline

    def cases(self) -> list[Case]:
        return self.told

    def tick(self) -> None:
        self.ticks += 1


@pytest.fixture
def told(clock: Clock) -> Told:
    return Told(clock)


@pytest.fixture(scope="module")
def serving() -> Iterator[PageServer]:
    clock = Clock()
    with PageServer(Tenant(OSBORNE, clock), Told(clock), 0) as server:
        yield server


@pytest.fixture
def page(serving: PageServer, tenant: Tenant, told: Told) -> Iterator[httpx.Client]:
    serving.use(tenant, told)
    with httpx.Client(base_url=serving.url, follow_redirects=True, trust_env=False) as client:
        yield client


def text_of(answer: httpx.Response) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", answer.text))


def test_every_desk_and_folder_opens(page: httpx.Client, tenant: Tenant) -> None:
    assert tenant.trust.name in text_of(page.get("/"))
    for account in (*tenant.trust.hosted, *tenant.trust.outside):
        assert account.name in text_of(page.get(f"/as/{account.id}"))
    for folder in ("sentitems", "junkemail", "archive", "deleteditems"):
        assert "Nothing here." in text_of(page.get(f"/as/asha/{folder}"))
    for wrong in ("/as/nobody", "/as/asha/attic", "/as/asha/mail/rubbish", "/cases/X", "/as/nobody/compose"):
        assert page.get(wrong).status_code == 404


def test_write_read_and_answer(page: httpx.Client, tenant: Tenant, told: Told) -> None:
    files = {"files": ("list.txt", b"three names", "text/plain")}
    form = {
        "to": "incidents@osborne.example; K. D <k.draycott@osborne.example>",
        "subject": "Lost",
        "body": "A bag.\nGone.",
    }
    assert page.post("/as/tess/send", data=form, files=files).url.query == b"done=sent"
    assert told.ticks == 1
    mail = tenant.inbox("kay")[0]
    assert mail.text == "A bag.\r\nGone."
    assert mail.attachments[0].content == b"three names"
    listed = page.get("/as/kay")
    assert "Unread: Lost" in re.sub(r"\s+", " ", text_of(listed)).replace("Unread:  ", "Unread: ")
    shown_mail = page.get(f"/as/kay/mail/{mail.id}")
    assert "A bag." in text_of(shown_mail)
    assert tenant.inbox("kay")[0].is_read
    file = page.get(f"/as/kay/mail/{mail.id}/file/1")
    assert (file.content, file.headers["X-Content-Type-Options"]) == (b"three names", "nosniff")
    assert page.get(f"/as/kay/mail/{mail.id}/file/9").status_code == 404
    answer = page.get(f"/as/kay/compose?reply={mail.id}")
    assert 'value="RE: Lost"' in answer.text
    reply = {
        "to": mail.from_.address,
        "subject": "RE: Lost",
        "body": "Thanks",
        "reply": mail.id,
        "quote": "yes",
    }
    page.post("/as/kay/send", data=reply)
    got = tenant.inbox("tess")[0]
    assert got.in_reply_to == mail.message_id
    assert got.text.startswith("Thanks\r\n\r\n____")
    assert "In this thread" in page.get(f"/as/tess/mail/{got.id}").text


@pytest.mark.parametrize(("to", "word"), [("", "at least one address"), ("Asha", "is not an address")])
def test_forms_that_cannot_be_sent_keep_their_text(
    page: httpx.Client, told: Told, to: str, word: str
) -> None:
    answer = page.post("/as/tess/send", data={"to": to, "subject": "S", "body": "long text"})
    assert answer.status_code == 422
    assert word in text_of(answer)
    assert answer.text.count('aria-invalid="true" aria-describedby="problem" autofocus') == 1
    assert "long text" in answer.text
    assert told.ticks == 0


def test_buttons_of_a_mail_open_a_filled_form(page: httpx.Client, tenant: Tenant) -> None:
    words = "CLASSIFY%20minor%0D%0ACONTAINED%20a+b"
    link = f"mailto:incidents@osborne.example?subject=%5BOCAT-2026-0001%5D&amp;body={words}"
    html = f'<a href="{link}">Small slip</a><a href="https://x.example/">x</a><script>bad()</script><img src="cid:1">'
    tenant.send_as(INCIDENTS, "asha", "[OCAT-2026-0001] Please look", f"Press {unescape(link)}.", html=html)
    mail = tenant.inbox("asha")[0]
    view = page.get(f"/as/asha/mail/{mail.id}")
    assert 'sandbox="allow-same-origin allow-popups allow-top-navigation-by-user-activation"' in view.text
    frame = page.get(f"/as/asha/mail/{mail.id}/body")
    assert "default-src 'none'" in frame.headers["Content-Security-Policy"]
    assert "script" not in frame.text
    for source in (frame.text, view.text):
        found = re.search(r'href="(/as/asha/compose\?mailto=[^"]+)"', source)
        assert found
        form = page.get(unescape(found[1])).text
        assert "CLASSIFY minor\nCONTAINED a+b" in form
        assert 'value="[OCAT-2026-0001]"' in form


def test_mailto_reads_all_its_fields() -> None:
    found = mailto.read(
        "mailto:a@x.example,b@x.example?cc=c@x.example&to=d@x.example&bcc=z@x.example&body=1%262"
    )
    assert found == mailto.Prefill("a@x.example,b@x.example, d@x.example", "c@x.example", "", "1&2")


@pytest.mark.parametrize(
    ("move", "hour", "day"), [("hour", 10, 2), ("deadline", 13, 2), ("monday", 8, 9), ("day", 9, 3)]
)
def test_the_clock_moves(page: httpx.Client, told: Told, move: str, hour: int, day: int) -> None:
    answer = page.post("/clock", data={"move": move, "back": "/as/asha"})
    assert str(answer.url).endswith("/as/asha?done=moved")
    assert (told.now().hour, told.now().day) == (hour, day)


def test_nothing_to_move_to(page: httpx.Client, told: Told, clock: Clock) -> None:
    told.deadline = None
    before = clock()
    assert "the clock stays" in text_of(
        page.post("/clock", data={"move": "deadline", "back": "https://evil.example/x"})
    )
    page.post("/clock", data={"move": "stay"})
    assert told.ticks == 1
    assert clock() == before


def test_an_address_that_is_none_is_no_failure(page: httpx.Client) -> None:
    none = "http://[evil"
    assert str(page.post("/clock", data={"move": "hour", "back": none}).url).endswith("/?done=moved")
    assert page.post("/clock", headers={"Origin": none}).status_code == 403
    assert page.get("/as/noor/compose", params={"mailto": none}).status_code == 200


def test_monday_is_london_time() -> None:
    summer = datetime(2026, 7, 3, 12, 0, tzinfo=UTC)
    assert next_monday(summer) == datetime(2026, 7, 6, 7, 0, tzinfo=UTC)
    early = datetime(2026, 3, 2, 7, 59, tzinfo=UTC)
    assert next_monday(early) == datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
    assert next_monday(datetime(2026, 3, 2, 8, 0, tzinfo=UTC)) == datetime(2026, 3, 9, 8, 0, tzinfo=UTC)
    assert target("deadline", summer, early) == summer
    assert target("sideways", summer, early) is None


def test_cases(page: httpx.Client, told: Told) -> None:
    told.told = [{**CASE, "reference": "OCAT-2026-0002", "state": "closed"}, CASE]
    start = text_of(page.get("/"))
    panel = " ".join(start[start.index("Only you see this") :].split())
    assert panel.index("OCAT-2026-0001") < panel.index("OCAT-2026-0002 Closed")
    assert "Stop it getting worse 1 h late · Mon 08:00 · Security Incidents Now Mon 2 Mar 09:00" in panel
    assert "Say how serious it is in 4 h · Mon 13:00 · Mel Okonjo" in panel
    assert "Answer the reporter" not in panel
    record = page.get("/cases/OCAT-2026-0001")
    words = text_of(record)
    for expected in (
        "Hill Academy",
        "Asha Rahman",
        "how many people",
        "New report for the leader",
        "Half of the time for “Say how serious it is” had passed.",
        "in doubt",
        "Mon 2 Mar 09:00",
    ):
        assert expected in words
    assert "<b>" not in record.text
    told.told = [{**CASE, "anonymous": True}]
    assert "See both sides" in text_of(page.get("/cases/OCAT-2026-0001"))
    assert "has not answered the reporter yet" in text_of(page.get("/cases/OCAT-2026-0001/both-sides"))


def test_nothing_is_hidden_of_a_named_reporter(page: httpx.Client, told: Told) -> None:
    told.told = [CASE]
    assert "gave a name" in text_of(page.get("/cases/OCAT-2026-0001/both-sides"))


def test_open_windows_hear_of_what_is_new(page: httpx.Client, tenant: Tenant) -> None:
    def mark(answer: httpx.Response) -> str:
        found = re.search(r"/changes\?seen=(\w+)", answer.text)
        assert found
        return found[1]

    seen = mark(page.get("/"))
    assert page.get(f"/changes?seen={seen}").status_code == 204
    tenant.send_as("mel", "asha", "x", "text")
    news = page.get(f"/changes?seen={seen}")
    assert news.headers["HX-Trigger"] == "changed"
    assert page.get(f"/changes?seen={mark(news)}").status_code == 204


def test_what_came_is_told(page: httpx.Client, tenant: Tenant) -> None:
    form = {"to": "k.draycott@osborne.example", "subject": "Lost", "body": "A bag."}
    said = " ".join(text_of(page.post("/as/tess/send", data=form)).split())
    assert "Your mail has been sent. 1 new mail: KD to Kay Draycott: Lost" in said
    assert "Lost" not in text_of(page.get("/as/tess"))
    moved = page.post("/clock", data={"move": "hour", "back": "/as/tess"})
    assert "Nobody got mail." in text_of(moved)


def test_examples_fill_the_form(page: httpx.Client, tenant: Tenant) -> None:
    offered = page.get("/as/tess/compose").text
    assert "A register sent to a parent" in offered
    assert "A folder left open" not in offered  # it is signed by somebody else
    form = page.get("/as/noor/compose?example=anonymous").text
    assert 'value="speakup@osborne.example"' in form
    assert "gets neither your name nor your address" in form
    sent = {"to": "k.draycott@osborne.example", "body": "x", "example": ["notes", "photo"]}
    page.post("/as/noor/send", data=sent)
    names = {part.name: properties.of(part) for part in tenant.inbox("kay")[0].attachments}
    assert names["Notes Noor Whitlock.docx"] == ["author: Noor Whitlock"]
    assert "the place where it was taken" in names["IMG_2034.jpg"]


def test_a_case_with_little_known(page: httpx.Client, told: Told) -> None:
    told.told = [{"reference": "OCAT-2026-0003", "state": "reported"}]
    assert "not known" in text_of(page.get("/cases/OCAT-2026-0003"))


def test_absence(page: httpx.Client, tenant: Tenant) -> None:
    page.post("/as/asha/absence", data={"message": "On leave."})
    tenant.send_as("mel", "asha", "x", "text")
    assert tenant.inbox("mel")[0].text == "On leave."
    assert "Automatic reply is on" in page.get("/as/asha").text
    page.post("/as/asha/absence", data={"message": ""})
    assert "Be away" in page.get("/as/asha").text


def test_only_this_machine_and_this_site(page: httpx.Client) -> None:
    assert page.get("/", headers={"Host": "evil.example:8025"}).status_code == 400
    refused = page.post("/clock", data={"move": "hour"}, headers={"Origin": "https://evil.example"})
    assert refused.status_code == 403


def test_words_and_times() -> None:
    now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    assert shown.wait(now + timedelta(days=2, hours=3, minutes=5), now) == "in 2 d 3 h"
    assert shown.wait(now, now) == "now"
    assert shown.moment("2026-07-01T12:00:00Z") == "Wed 1 Jul 13:00"
    assert shown.moment("soon") == "soon"
    assert shown.near(now + timedelta(days=3), now) == "Thu 09:00"
    assert shown.near(now + timedelta(days=7), now) == "Mon 9 Mar 09:00"
    assert [shown.size(n) for n in (5, 5000, 5_000_000)] == ["5 B", "5 KB", "4.8 MB"]


def test_served_on_loopback(tenant: Tenant, told: Told) -> None:
    with PageServer(tenant, told, 0) as server:
        assert httpx.get(f"{server.url}/static/page.css").status_code == 200
        with pytest.raises(OSError, match="in use"):
            PageServer(tenant, told, int(server.url.rpartition(":")[2]))


def test_nothing_is_loaded_from_elsewhere() -> None:
    page = Path(__file__).parents[2] / "bot" / "demo" / "page"
    for file in (*page.glob("templates/*"), *page.glob("static/*")):
        text = file.read_text()
        if "htmx" not in file.name:  # it looks whether an address begins so, and loads none by itself
            text = text.replace("http://www.w3.org/2000/svg", "")
        assert "http://" not in text
        assert "https://" not in text


def test_htmx_is_the_published_file() -> None:
    file = Path(__file__).parents[2] / "bot" / "demo" / "page" / "static" / "htmx-2.0.11.min.js"
    known = "d6fdc75f204e6bdefa99b69bf1e6d4ac69b8a364f77929f45c13476b4000f717"
    assert hashlib.sha256(file.read_bytes()).hexdigest() == known


@pytest.mark.browser
def test_a_browser_presses_a_button(tenant: Tenant, told: Told) -> None:
    link = "mailto:incidents@osborne.example?subject=x&amp;body=CLASSIFY%20minor"
    tenant.send_as(
        INCIDENTS,
        "asha",
        "x",
        "text",
        html=f'<a href="{link}">Small slip</a><script>document.title="bad"</script>',
    )
    with PageServer(tenant, told, 0) as server, chromium() as browser:
        tab = browser.new_page(viewport={"width": 360, "height": 740})
        problems: list[str] = []
        tab.on("pageerror", lambda error: problems.append(str(error)))
        tab.goto(f"{server.url}/as/asha")
        tab.click(".line")
        tab.frame_locator("iframe.body").get_by_text("Small slip").click()
        tab.wait_for_url("**/compose*")
        assert tab.input_value("#body") == "CLASSIFY minor"
        assert tab.evaluate("document.documentElement.scrollWidth") <= 360
        tab.click("form.compose button")
        tab.wait_for_url("**done=sent")
    assert problems == []
    assert tenant.inbox("incidents")[0].text == "CLASSIFY minor"
