"""The guard's last look at what a reporter wrote, before any of it is written, logged or sent."""

from __future__ import annotations

from bot.anonymity.guard import Guard
from bot.anonymity.text import Scrubbed

_WITHHELD = "[a passage is withheld because it could show who wrote it]"


def guarded(shown: Scrubbed, guard: Guard) -> Scrubbed:
    """The last look before anything is written: a line in which the guard still finds the reporter is withheld."""
    lines = shown.text.split("\n")
    if guard.find(shown.text):
        lines = [_WITHHELD if guard.find(line) else line for line in lines]
        if guard.find("\n".join(lines)):  # spread over lines: nothing of it goes out
            lines = [_WITHHELD]
    subject = "" if guard.find(shown.subject, "Subject") else shown.subject
    return Scrubbed("\n".join(lines), shown.withheld, shown.removed, subject)
