"""Mail to an anonymous reporter: cleaned, neutral, sealed with the case's key, delayed, and gone without a copy."""

from __future__ import annotations

import base64
import random
import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import msgspec

from bot.anonymity.seal import seal, unseal
from bot.domain.case import Case
from bot.domain.decision import SendMail
from bot.domain.words import MailKind
from bot.mail.message import Message
from bot.render import Renderer
from bot.store import anonymous as rows
from bot.store import outbox
from bot.store.store import Work
from bot.ticks.anonymous.box import Box, Boxes
from handlers.context import Context
from handlers.view import mail_view

_LABEL = "mail"
# What a mail to a named reporter is called, and what the same is called for an anonymous one.
_KINDS = {MailKind.QUESTION: MailKind.ANONYMOUS_QUESTION}
_AT_ONCE = frozenset({MailKind.ANONYMOUS_RECEIPT})


def new_tag() -> str:
    """A neutral subject tag of the case's own: letters and digits that cannot be confused."""
    return "".join(secrets.choice("ABCDEFGHJKMNPQRSTUVWXYZ23456789") for _ in range(8))


@dataclass
class Desk:
    """Queues and opens mail to reporters. `chance` gives the random part of the delay, 0 to 1."""

    boxes: Boxes
    renderer: Renderer
    chance: Callable[[], float] = random.random

    def queue(self, work: Work, mail: SendMail, case_id: int, case: Case, ctx: Context) -> bool:
        """Queue a mail to the reporter of a case; False where nobody can be reached any more."""
        box = self.boxes.of(work, case_id)
        back = rows.of_case(work, case_id)
        address = box.address(work) if box else ""
        if box is None or back is None or not address:
            return False
        kind = _KINDS.get(mail.kind, mail.kind if mail.kind in _ANONYMOUS else MailKind.ANONYMOUS_NOTE)
        facts = _cleaned(mail)
        own = SendMail(kind, (address,), mail.cause, facts, about_case=False)
        view = mail_view(own, address, None, ctx)
        view["facts"]["tag"] = f"[{back.tag}]"
        view["mailbox"] = ctx.directory.mailboxes.anonymous
        view["to"] = {"name": "", "address": ""}
        rendered = self.renderer.render(kind, view)
        content = {
            "to": address, "subject": rendered.subject, "text": rendered.text, "html": rendered.html,
        }  # fmt: skip
        return self._put(work, box, kind, mail, case, content, ctx)

    def _put(
        self, work: Work, box: Box, kind: MailKind, mail: SendMail, case: Case, content: dict[str, Any],
        ctx: Context,
    ) -> bool:  # fmt: skip
        sealed = seal(box.key, _LABEL, msgspec.json.encode(content))
        key = uuid.uuid4().hex
        domain = ctx.directory.mailboxes.anonymous.rpartition("@")[2]
        return outbox.queue(
            work, once_key=f"anonymous/{box.case_id}/{kind}/{mail.cause}", case_id=box.case_id, kind=kind.value,
            priority=0 if case.urgent else 1, mailbox="anonymous", own_key=key, message_id=f"<{key}@{domain}>",
            content={"box": base64.b64encode(sealed).decode()},
            not_before=ctx.now + (timedelta(0) if kind in _AT_ONCE else self.delay(case, ctx)),
        )  # fmt: skip

    def delay(self, case: Case, ctx: Context) -> timedelta:
        """10 to 60 minutes at random, on both ways, so that times tell nothing; none in a critical case."""
        if case.urgent:
            return timedelta(0)
        least, most = ctx.policy.relay_delay_minutes
        return timedelta(minutes=least + (most - least) * self.chance())

    def open(self, work: Work, row: outbox.Queued) -> dict[str, Any] | None:
        """The content of a queued mail, None once the key is gone."""
        box = self.boxes.of(work, row.case_id or 0)
        if box is None:
            return None
        sealed = base64.b64decode(row.content.get("box", ""))
        found: dict[str, Any] = msgspec.json.decode(unseal(box.key, _LABEL, sealed))
        return found


_ANONYMOUS = frozenset({MailKind.ANONYMOUS_RECEIPT, MailKind.ANONYMOUS_QUESTION, MailKind.ANONYMOUS_NOTE})
_WORDS = {
    MailKind.ACKNOWLEDGED: ["A person has your report and is looking into it."],
    MailKind.CLOSED: ["The matter that you wrote about has been dealt with and has ended."],
    MailKind.STATUS: ["Your report is being worked on."],
}


def _cleaned(mail: SendMail) -> dict[str, Any]:
    """Facts for the reporter: leaders' words as plain text, without links to follow or pictures to load."""
    from bot.anonymity.relay import clean_question  # its tables of words are slow to load and seldom needed

    facts = dict(mail.facts)
    lines = list(facts.get("lines", _WORDS.get(mail.kind, [])))
    for key in ("text", "reason"):
        if facts.get(key):
            relayed = clean_question(Message(), str(facts[key]))
            facts[key] = cleaned = relayed.text
            facts["fishing"] = bool(relayed.baits)
            if mail.kind is MailKind.CLOSED:
                lines.append(cleaned)
    if mail.kind is MailKind.STATUS and facts.get("state_words"):
        lines = [f"Your report: {facts['state_words']}."]
    return {**facts, "lines": lines}
