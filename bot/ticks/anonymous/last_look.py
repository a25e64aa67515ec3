"""The guard's last look at what a reporter wrote, before any of it is written, logged or sent."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from bot.anonymity.guard import Guard
from bot.anonymity.receipt import without_codes
from bot.anonymity.text import Scrubbed

_WITHHELD = "[a passage is withheld because it could show who wrote it]"


def guarded(shown: Scrubbed, guard: Guard, selectors: Collection[str]) -> Scrubbed:
    """The last look before anything is written: a line in which the guard still finds the reporter is withheld,
    and receipt codes (by their `selectors`) go.
    """
    shown = _without_codes(shown, selectors)
    lines = shown.text.split("\n")
    if guard.find(shown.text):
        lines = [_WITHHELD if guard.find(line) else line for line in lines]
        if guard.find("\n".join(lines)):  # spread over lines: nothing of it goes out
            lines = [_WITHHELD]
    subject = "" if guard.find(shown.subject, "Subject") else shown.subject
    return Scrubbed("\n".join(lines), shown.withheld, shown.removed, subject)


def _without_codes(shown: Scrubbed, selectors: Collection[str]) -> Scrubbed:
    return replace(
        shown,
        text=without_codes(shown.text, selectors).strip(),
        subject=without_codes(shown.subject, selectors).strip(),
        withheld=tuple(replace(one, text=without_codes(one.text, selectors)) for one in shown.withheld),
    )
