"""The views that only show: desks, mails, files, cases, both sides of an anonymous one."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from bot.demo.page import examples, mailto
from bot.demo.page.beside import beside
from bot.demo.page.desk import FOLDERS, Desk
from bot.demo.page.mailto import Prefill
from bot.demo.page.page import Page
from bot.demo.page.record import complete
from bot.demo.tenant import Mail

# The frame of a mail: nothing runs, nothing loads from elsewhere.
_FRAME_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; form-action 'none'"


def home(page: Page, request: Request) -> Response:
    """The start: what to try."""
    return page.show(request, "home.html", starts=examples.TEXTS)


def folder(page: Page, request: Request) -> Response:
    """A desk with one of its folders."""
    desk, name = page.desk(request), request.path_params.get("folder", "inbox")
    if desk is None or name not in FOLDERS:
        return page.missing(request, "There is no such desk or folder.")
    lines = desk.lines(name)
    about = [line.mail for line in lines]
    return page.show(
        request, "folder.html", desk=desk, folder=name, folders=FOLDERS, lines=lines, about=about
    )


def mail(page: Page, request: Request) -> Response:
    """One mail, and why it was sent."""
    desk, found = _mail(page, request)
    if desk is None or found is None:
        return page.missing(request, "This mail is not here any more.")
    values: dict[str, Any] = {
        "mail": found,
        "text": mailto.text(found.text, f"{desk.url}/compose"),
        "thread": desk.thread(found),
        "why": page.why(found),
        "about": [found],
        "folders": FOLDERS,
        "folder": found.folder,
    }
    return page.show(request, "mail.html", desk=desk, **values)


def body(page: Page, request: Request) -> Response:
    """A mail's html for its frame."""
    desk, found = _mail(page, request)
    if desk is None or found is None or not found.html:
        return PlainTextResponse("This mail is not here any more.", 404)
    return HTMLResponse(desk.body(found), headers={"Content-Security-Policy": _FRAME_POLICY})


def file(page: Page, request: Request) -> Response:
    """An attachment."""
    _, found = _mail(page, request)
    number = request.path_params["number"]
    part = next((part for part in found.attachments if part.number == number), None) if found else None
    if part is None:
        return PlainTextResponse("This file is not here any more.", 404)
    kind = part.content_type if part.content_type.startswith("image/") else "application/octet-stream"
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(part.name)}",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(part.content, media_type=kind, headers=headers)


def compose(page: Page, request: Request) -> Response:
    """The form for a new mail or an answer, empty or filled."""
    desk = page.desk(request)
    if desk is None:
        return page.missing(request, "There is no such desk.")
    query = dict(request.query_params)
    parent = desk.mail(query["reply"]) if query.get("reply") else None
    return form(page, request, desk, _fields(desk, query, parent), parent)


def form(
    page: Page, request: Request, desk: Desk, fields: Prefill, parent: Mail | None, problem: str = ""
) -> Response:
    """The compose form, with the examples that fit."""
    values = {
        "fields": fields,
        "parent": parent,
        "about": [parent] if parent else [],
        "problem": problem,
        "folders": FOLDERS,
        "offered": [] if parent else examples.texts_for(page.tenant.trust, desk.account),
        "answer": examples.answer(parent) if parent else None,
        "enclosures": examples.FILES,
        "to_anonymous": _is_anonymous(page, fields),
    }
    return page.show(request, "compose.html", 422 if problem else 200, desk=desk, **values)


def case(page: Page, request: Request) -> Response:
    """A case's whole record."""
    found = page.case(request.path_params["reference"])
    if found is None:
        return page.missing(request, "There is no such case.")
    return page.show(request, "case.html", case=complete(found))


def sides(page: Page, request: Request) -> Response:
    """An anonymous case from both sides."""
    found = page.case(request.path_params["reference"])
    if found is None:
        return page.missing(request, "There is no such case.")
    if not found.get("anonymous"):
        return page.missing(request, "The reporter of this case gave a name, so nothing is hidden.")
    return page.show(request, "beside.html", case=complete(found), both=beside(page.tenant, found))


def changes(page: Page, request: Request) -> Response:
    """Tells an open window whether anything is new since its mark."""
    with page.lock:
        mark = page.mark(page.story.now())
    if request.query_params.get("seen") == mark:
        return Response(status_code=204)
    html = page.templates.get_template("live.html").render(mark=mark)
    return HTMLResponse(html, headers={"HX-Trigger": "changed"})


def _fields(desk: Desk, query: dict[str, str], parent: Mail | None) -> Prefill:
    if parent is None:
        return desk.prefill(query)
    example = examples.answer(parent) if query.get("example") else None
    return desk.reply_to(parent, example.body if example else "")


def _is_anonymous(page: Page, fields: Prefill) -> bool:
    anonymous = page.tenant.trust.shared.get("anonymous")
    return anonymous is not None and anonymous.address in fields.to


def _mail(page: Page, request: Request) -> tuple[Desk | None, Mail | None]:
    desk = page.desk(request)
    return desk, desk.mail(request.path_params["mail"]) if desk else None
