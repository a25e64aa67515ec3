"""What every view shares: tenant, story, templates, the panel's case, and what has just come."""

from __future__ import annotations

import functools
import hashlib
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.demo.page import causes, desks, news, record, shown, wording
from bot.demo.page.beside import is_about
from bot.demo.page.desk import Desk
from bot.demo.page.news import New
from bot.demo.page.story import Case, Story
from bot.demo.tenant import Mail, Tenant

_HERE = Path(__file__).parent
_NOTICES = {
    "sent": "Your mail has been sent.",
    "moved": "The clock has been moved.",
    "read": "The service has read its mail.",
    "away": "The automatic reply is on.",
    "back": "The automatic reply is off.",
    "nothing": "No deadline is waiting, so the clock stays.",
}
_POLICY = "default-src 'self'; frame-ancestors 'self'; form-action 'self'; base-uri 'none'"


class Page:
    """One lock guards the story, because a story is not used twice at once."""

    def __init__(self, tenant: Tenant, told: Story) -> None:
        self.tenant = tenant
        self.story = told
        self.lock = threading.Lock()
        self.names = desks.names(tenant.trust)
        self.schools = {school.id: school.name for school in tenant.trust.schools}
        self.news: list[New] = []
        loader = FileSystemLoader(_HERE / "templates")
        self.templates = Environment(
            loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        self.templates.filters |= {
            "moment": shown.moment,
            "words": shown.words,
            "size": shown.size,
            "initials": shown.initials,
            "person": functools.partial(shown.person, names=self.names),
            "fact": functools.partial(wording.of, wording.FACTS),
            "state": functools.partial(wording.of, wording.STATES),
        }

    def show(self, request: Request, template: str, status: int = 200, **values: Any) -> Response:
        """A rendered page. The panel shows the case of the mail or page that is open, else the newest."""
        with self.lock:
            now, deadline, found = self.story.now(), self.story.next_deadline(), self.story.cases()
        cases = [record.complete(case) for case in record.ordered(found)]
        groups = [
            (g.title, [Desk(self.tenant, a) for a in g.accounts]) for g in desks.groups(self.tenant.trust)
        ]
        done = request.query_params.get("done", "")
        common = {
            "trust": self.tenant.trust,
            "groups": groups,
            "now": now,
            "deadline": deadline,
            "deadline_wait": shown.wait(deadline, now),
            "cases": cases,
            "focus": self._focus(cases, values.get("case"), values.get("about", ())),
            "view": _View(self, now),
            "notice": _NOTICES.get(done, ""),
            "news": self.news if done in ("sent", "moved", "read") else [],
            "mark": self.mark(now),
            "here": request.url.path,
            "schools": self.schools,
            "desk": None,
            "folder": "",
        }
        html = self.templates.get_template(template).render({**common, **values})
        return HTMLResponse(html, status, headers={"Content-Security-Policy": _POLICY})

    def desk(self, request: Request) -> Desk | None:
        """The desk in the URL."""
        account = desks.find(self.tenant.trust, request.path_params["person"])
        return Desk(self.tenant, account) if account else None

    def case(self, reference: str) -> Case | None:
        """The case with this reference."""
        with self.lock:
            return next((case for case in self.story.cases() if case.get("reference") == reference), None)

    def missing(self, request: Request, what: str) -> Response:
        """A page that says what is not there."""
        return self.show(request, "missing.html", 404, what=what)

    def mark(self, now: Any) -> str:
        """Changes whenever the clock or anybody's inbox does: windows that are open look for it."""
        inboxes = sorted((person, len(numbers)) for person, numbers in news.seen(self.tenant).items())
        unread = [Desk(self.tenant, account).unread for account in self.tenant.trust.people]
        return hashlib.sha256(repr((now, inboxes, unread)).encode()).hexdigest()[:16]

    def why(self, mail: Mail) -> record.Sent | None:
        """Why a mail of ours was sent, as the record of its case tells."""
        case = self.case(mail.header("X-Nearmiss-Case"))
        sent = record.mails(case, self.names, causes.writers(self.tenant)) if case else []
        return next((one for one in sent if one.message_id and one.message_id == mail.message_id), None)

    def _focus(self, cases: Sequence[Case], case: Case | None, about: Sequence[Mail]) -> Case | None:
        """The case that is open, or the one that these mails are about (the first that names one), or the newest."""
        known = {str(one["reference"]): one for one in cases}
        named = (known.get(mail.header("X-Nearmiss-Case")) or self.secret(mail, cases) for mail in about)
        return case or next(filter(None, named), next(iter(cases), None))

    def secret(self, mail: Mail, cases: Sequence[Case]) -> Case | None:
        """The anonymous case that a mail to its reporter belongs to, which the mail itself does not say."""
        shared = self.tenant.trust.shared.get("anonymous")
        if shared is None or mail.from_.address.lower() != shared.address.lower():
            return None
        return next((case for case in cases if is_about(self.tenant, case, mail)), None)


class _View:
    """A case as the templates ask for it."""

    def __init__(self, page: Page, now: Any) -> None:
        self._page, self._now = page, now

    def way(self, case: Case) -> list[record.Place]:
        return record.way(case)

    def line(self, case: Case) -> record.Line:
        return record.line(case, self._now, self._page.names)

    def events(self, case: Case) -> list[record.Entry]:
        return record.events(case, self._page.names)

    def mails(self, case: Case) -> list[record.Sent]:
        return record.mails(case, self._page.names, causes.writers(self._page.tenant))

    def seat(self, address: str) -> str:
        """The desk of an address; "" where nobody has it."""
        account = desks.of(self._page.tenant.trust, address)
        return Desk(self._page.tenant, account).url if account else ""

    def where(self, sent: record.Sent) -> str:
        """Where the recipient has this mail."""
        accounts = [desks.of(self._page.tenant.trust, address) for address in sent.addresses]
        found = [
            Desk(self._page.tenant, account).received(sent.message_id) for account in accounts if account
        ]
        return next(iter(filter(None, found)), "")

    def people(self, case: Case) -> list[tuple[str, str]]:
        return record.people(case, self._page.names)
