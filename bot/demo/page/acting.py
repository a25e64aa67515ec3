"""The views that do something: send a mail, move the clock, be away. Each ends in a page that says what came of it."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.demo.page import examples, mailto, news, reading
from bot.demo.page.desk import Desk, FormError
from bot.demo.page.mailto import Prefill
from bot.demo.page.page import Page
from bot.demo.page.story import target

_LARGEST = 30 * 1024 * 1024
File = tuple[str, str, bytes]


async def send(page: Page, request: Request) -> Response:
    """Send what the form holds; the service then reads and answers."""
    desk = page.desk(request)
    if desk is None:
        return page.missing(request, "There is no such desk.")
    async with request.form(max_part_size=_LARGEST) as form:
        fields = {key: value for key, value in form.items() if isinstance(value, str)}
        files = await _files(form)
        wanted = [value for value in form.getlist("example") if isinstance(value, str)]
    return await run_in_threadpool(_send, page, request, desk, fields, files, wanted)


def _send(
    page: Page, request: Request, desk: Desk, fields: dict[str, str], files: list[File], wanted: list[str]
) -> Response:
    parent = desk.mail(fields["reply"], mark=False) if fields.get("reply") else None
    with page.lock:
        before = news.seen(page.tenant)
        try:
            desk.send(fields, [*files, *examples.made(wanted, desk.account, parent)])
        except FormError as error:
            problem = str(error)
        else:
            page.story.tick()
            page.news = news.since(page.tenant, before)
            return _to(f"{desk.url}?done=sent")
    kept = Prefill(*(fields.get(key, "") for key in ("to", "cc", "subject", "body")))
    return reading.form(page, request, desk, kept, parent, problem)


async def clock(page: Page, request: Request) -> Response:
    """Move the clock; the service does what has become due."""
    form = await request.form()
    return await run_in_threadpool(_clock, page, str(form.get("move", "")), _back(form.get("back")))


def _clock(page: Page, move: str, back: str) -> Response:
    with page.lock:
        before = news.seen(page.tenant)
        now = page.story.now()
        if move == "stay":
            page.story.tick()
            done = "read"
        else:
            aim = target(move, now, page.story.next_deadline())
            if aim is None:
                return _to(f"{back}?done=nothing")
            page.story.advance(aim - now)
            done = "moved"
        page.news = news.since(page.tenant, before)
    return _to(f"{back}?done={done}")


async def absence(page: Page, request: Request) -> Response:
    """Switch the automatic reply on or off."""
    desk = page.desk(request)
    if desk is None:
        return page.missing(request, "There is no such desk.")
    form = await request.form()
    text = str(form.get("message", "")).strip()
    await run_in_threadpool(page.tenant.set_absence, desk.account.address, text or None)
    return _to(f"{desk.url}?done={'away' if text else 'back'}")


async def _files(form: FormData) -> list[File]:
    given = [value for value in form.getlist("files") if isinstance(value, UploadFile) and value.filename]
    return [(one.filename or "", one.content_type or "", await one.read()) for one in given]


def _back(value: Any) -> str:
    """The path to return to: one of the page's own, never another site's."""
    parts = mailto.split(str(value or "/"))
    return parts.path if not parts.netloc and parts.path.startswith(("/as/", "/cases/")) else "/"


def _to(url: str) -> Response:
    return RedirectResponse(url, 303)
