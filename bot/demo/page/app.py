"""The page's routes: server-rendered, every action a plain form, no script needed. Serves loopback names only."""

from __future__ import annotations

import functools
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.demo.page import desks, mailto, shown, story
from bot.demo.page.desk import FOLDERS, Desk, FormError
from bot.demo.page.mailto import Prefill
from bot.demo.page.story import Story
from bot.demo.tenant import Mail, Tenant

_HERE = Path(__file__).parent
_HOSTS = ("127.0.0.1", "localhost", "[::1]", "testserver")
_NOTICES = {
    "sent": "Your mail has been sent.",
    "moved": "The clock has been moved.",
    "read": "The service has read its mail.",
    "away": "The automatic reply is on.",
    "back": "The automatic reply is off.",
    "nothing": "No deadline is waiting, so the clock stays.",
}
# The frame of a mail: nothing runs, nothing loads from elsewhere.
_FRAME_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; form-action 'none'"
_PAGE_POLICY = "default-src 'self'; frame-ancestors 'self'; form-action 'self'; base-uri 'none'"


class Page:
    """Everything the routes share: tenant, story, templates, and one lock because a story is not used twice at once."""

    def __init__(self, tenant: Tenant, told: Story) -> None:
        self.tenant = tenant
        self.story = told
        self.lock = threading.Lock()
        self.names = desks.names(tenant.trust)
        self.schools = {school.id: school.name for school in tenant.trust.schools}
        loader = FileSystemLoader(_HERE / "templates")
        self.templates = Environment(
            loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True
        )
        self.templates.filters |= {
            "moment": shown.moment,
            "words": shown.words,
            "size": shown.size,
            "person": functools.partial(shown.person, names=self.names),
        }

    def show(self, request: Request, template: str, status: int = 200, **values: Any) -> Response:
        """A rendered page."""
        with self.lock:
            now, deadline, cases = self.story.now(), self.story.next_deadline(), self.story.cases()
        groups = [
            (g.title, [Desk(self.tenant, a) for a in g.accounts]) for g in desks.groups(self.tenant.trust)
        ]
        common = {
            "trust": self.tenant.trust,
            "groups": groups,
            "now": now,
            "deadline": deadline,
            "deadline_wait": shown.wait(deadline, now),
            "cases": [shown.complete(case) for case in shown.ordered(cases)],
            "deadlines": lambda case: shown.deadlines(case, now, self.names),
            "notice": _NOTICES.get(request.query_params.get("done", ""), ""),
            "here": request.url.path,
            "schools": self.schools,
            "desk": None,
            "folder": "",
        }
        html = self.templates.get_template(template).render({**common, **values})
        return HTMLResponse(html, status, headers={"Content-Security-Policy": _PAGE_POLICY})

    def desk(self, request: Request) -> Desk | None:
        """The desk in the URL."""
        account = desks.find(self.tenant.trust, request.path_params["person"])
        return Desk(self.tenant, account) if account else None

    def missing(self, request: Request, what: str) -> Response:
        """A page that says what is not there."""
        return self.show(request, "missing.html", 404, what=what)

    # Reading

    def home(self, request: Request) -> Response:
        return self.show(request, "home.html")

    def folder(self, request: Request) -> Response:
        desk, folder = self.desk(request), request.path_params.get("folder", "inbox")
        if desk is None or folder not in FOLDERS:
            return self.missing(request, "There is no such desk or folder.")
        return self.show(
            request, "folder.html", desk=desk, folder=folder, folders=FOLDERS, lines=desk.lines(folder)
        )

    def mail(self, request: Request) -> Response:
        desk, mail = self._mail(request)
        if desk is None or mail is None:
            return self.missing(request, "This mail is not here any more.")
        text = mailto.text(mail.text, f"{desk.url}/compose")
        values: dict[str, Any] = {
            "mail": mail,
            "text": text,
            "thread": desk.thread(mail),
            "folders": FOLDERS,
            "folder": mail.folder,
        }
        return self.show(request, "mail.html", desk=desk, **values)

    def body(self, request: Request) -> Response:
        desk, mail = self._mail(request)
        if desk is None or mail is None or not mail.html:
            return PlainTextResponse("This mail is not here any more.", 404)
        return HTMLResponse(desk.body(mail), headers={"Content-Security-Policy": _FRAME_POLICY})

    def file(self, request: Request) -> Response:
        _, mail = self._mail(request)
        number = request.path_params["number"]
        part = next((part for part in mail.attachments if part.number == number), None) if mail else None
        if part is None:
            return PlainTextResponse("This file is not here any more.", 404)
        kind = part.content_type if part.content_type.startswith("image/") else "application/octet-stream"
        headers = {
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(part.name)}",
            "X-Content-Type-Options": "nosniff",
        }
        return Response(part.content, media_type=kind, headers=headers)

    def compose(self, request: Request) -> Response:
        desk = self.desk(request)
        if desk is None:
            return self.missing(request, "There is no such desk.")
        query = dict(request.query_params)
        parent = desk.mail(query["reply"]) if query.get("reply") else None
        fields = desk.reply_to(parent) if parent else desk.prefill(query)
        return self._form(request, desk, fields, parent)

    def case(self, request: Request) -> Response:
        wanted = request.path_params["reference"]
        with self.lock:
            found = next((case for case in self.story.cases() if case.get("reference") == wanted), None)
        if found is None:
            return self.missing(request, "There is no such case.")
        return self.show(request, "case.html", case=shown.complete(found))

    def panel(self, request: Request) -> Response:
        """The right-hand column alone, for the page's refresh."""
        return self.show(request, "panel.html")

    # Acting

    async def send(self, request: Request) -> Response:
        desk = self.desk(request)
        if desk is None:
            return self.missing(request, "There is no such desk.")
        async with request.form(max_part_size=30 * 1024 * 1024) as form:
            fields = {key: value for key, value in form.items() if isinstance(value, str)}
            given = [
                value for value in form.getlist("files") if isinstance(value, UploadFile) and value.filename
            ]
            files = [(one.filename or "", one.content_type or "", await one.read()) for one in given]
        return await run_in_threadpool(self._send, request, desk, fields, files)

    def _send(
        self, request: Request, desk: Desk, fields: dict[str, str], files: list[tuple[str, str, bytes]]
    ) -> Response:
        try:
            desk.send(fields, files)
        except FormError as error:
            parent = desk.mail(fields["reply"]) if fields.get("reply") else None
            kept = Prefill(*(fields.get(key, "") for key in ("to", "cc", "subject", "body")))
            return self._form(request, desk, kept, parent, str(error))
        with self.lock:
            self.story.tick()
        return _to(f"{desk.url}?done=sent")

    async def clock(self, request: Request) -> Response:
        form = await request.form()
        return await run_in_threadpool(self._clock, str(form.get("move", "")), _back(form.get("back")))

    def _clock(self, move: str, back: str) -> Response:
        with self.lock:
            now = self.story.now()
            if move == "stay":
                self.story.tick()
                return _to(f"{back}?done=read")
            aim = story.target(move, now, self.story.next_deadline())
            if aim is None:
                return _to(f"{back}?done=nothing")
            self.story.advance(aim - now)
        return _to(f"{back}?done=moved")

    async def absence(self, request: Request) -> Response:
        desk = self.desk(request)
        if desk is None:
            return self.missing(request, "There is no such desk.")
        form = await request.form()
        text = str(form.get("message", "")).strip()
        await run_in_threadpool(self.tenant.set_absence, desk.account.address, text or None)
        return _to(f"{desk.url}?done={'away' if text else 'back'}")

    def _mail(self, request: Request) -> tuple[Desk | None, Mail | None]:
        desk = self.desk(request)
        return desk, desk.mail(request.path_params["mail"]) if desk else None

    def _form(
        self, request: Request, desk: Desk, fields: Prefill, parent: Mail | None, problem: str = ""
    ) -> Response:
        status = 422 if problem else 200
        values = {"fields": fields, "parent": parent, "problem": problem, "folders": FOLDERS}
        return self.show(request, "compose.html", status, desk=desk, **values)


def build(tenant: Tenant, told: Story) -> Starlette:
    """The page as an ASGI application."""
    page = Page(tenant, told)
    routes = [
        Route("/", page.home),
        Route("/panel", page.panel),
        Route("/clock", page.clock, methods=["POST"]),
        Route("/cases/{reference}", page.case),
        Route("/as/{person}", page.folder),
        Route("/as/{person}/compose", page.compose),
        Route("/as/{person}/send", page.send, methods=["POST"]),
        Route("/as/{person}/absence", page.absence, methods=["POST"]),
        Route("/as/{person}/mail/{mail}", page.mail),
        Route("/as/{person}/mail/{mail}/body", page.body),
        Route("/as/{person}/mail/{mail}/file/{number:int}", page.file),
        Route("/as/{person}/{folder}", page.folder),
        Mount("/static", StaticFiles(directory=_HERE / "static")),
    ]
    return Starlette(routes=routes, middleware=[Middleware(BaseHTTPMiddleware, dispatch=_only_from_here)])


async def _only_from_here(request: Request, go_on: Callable[[Request], Awaitable[Response]]) -> Response:
    """Refuse other host names (DNS rebinding) and forms posted from other sites."""
    host = request.headers.get("host", "")
    if host.rpartition(":")[0] not in _HOSTS and host not in _HOSTS:
        return PlainTextResponse("This page answers on this machine only.", 400)
    origin = request.headers.get("origin")
    if request.method == "POST" and origin not in (None, "null") and urlsplit(origin).netloc != host:
        return PlainTextResponse("This form came from another site.", 403)
    return await go_on(request)


def _back(value: Any) -> str:
    """The path to return to: one of the page's own, never another site's."""
    parts = urlsplit(str(value or "/"))
    return parts.path if not parts.netloc and parts.path.startswith(("/as/", "/cases/")) else "/"


def _to(url: str) -> Response:
    return RedirectResponse(url, 303)
