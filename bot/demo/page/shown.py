"""Times, sizes, names and threads in the words and order the page shows. Pure: values in, values out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.demo.page.story import LONDON
from bot.demo.tenant import Mail


def moment(value: datetime | str | None) -> str:
    """A time in London as people write it; "" for none, the text itself where it is no time."""
    found = parsed(value)
    return found.astimezone(LONDON).strftime("%a %-d %b %H:%M") if found else str(value or "")


def near(value: datetime | str | None, now: datetime) -> str:
    """A time without its date where the day of the week tells it: within six days."""
    found = parsed(value)
    if found is None or abs(found - now) > timedelta(days=6):
        return moment(value)
    return found.astimezone(LONDON).strftime("%a %H:%M")


def wait(value: datetime | str | None, now: datetime) -> str:
    """How far off a time is: "in 3 h 20 min", "2 d late"."""
    found = parsed(value)
    if found is None:
        return ""
    minutes = round((found - now).total_seconds() / 60)
    if minutes == 0:
        return "now"
    days, rest = divmod(abs(minutes), 24 * 60)
    hours, left = divmod(rest, 60)
    parts = [f"{n} {unit}" for n, unit in ((days, "d"), (hours, "h"), (left, "min")) if n][:2]
    return f"in {' '.join(parts)}" if minutes > 0 else f"{' '.join(parts)} late"


@dataclass(frozen=True)
class Line:
    """One thread in a list: its newest mail, how many mails, and whether one is unread."""

    mail: Mail
    count: int
    unread: bool
    people: str


def threads(mails: Iterable[Mail]) -> list[Line]:
    """Mails gathered into threads, newest first."""
    found: dict[str, list[Mail]] = {}
    for mail in mails:
        found.setdefault(mail.conversation, []).append(mail)
    lines = [
        Line(group[-1], len(group), any(not m.is_read for m in group), _people(group))
        for group in found.values()
    ]
    return sorted(lines, key=lambda line: line.mail.received, reverse=True)


def _people(group: list[Mail]) -> str:
    sent = group[-1].folder == "sentitems"
    parties = group[-1].to if sent else [mail.from_ for mail in group]
    return ", ".join(dict.fromkeys(party.name or party.address for party in parties))


def person(value: Any, names: Mapping[str, str]) -> str:
    """A person's name for an address or a list of addresses; roles and names pass unchanged."""
    if isinstance(value, str):
        return names.get(value.lower(), value)
    return ", ".join(person(one, names) for one in value) if value else ""


def initials(name: str) -> str:
    """The first letters of a name, for the round mark beside it."""
    return "".join(part[0] for part in name.split() if part[0].isalpha())[:2].upper()


def words(value: Any) -> str:
    """A stable name such as `leader_acknowledges` as words."""
    return str(value or "").replace("_", " ")


def size(count: int) -> str:
    """A file's size as people read it."""
    if count < 1024:
        return f"{count} B"
    return f"{count / 1024:.0f} KB" if count < 1024**2 else f"{count / 1024**2:.1f} MB"


def parsed(value: datetime | str | None) -> datetime | None:
    """A time from a time or its ISO text; None where it is neither."""
    if isinstance(value, datetime) or value is None:
        return value
    try:
        found = datetime.fromisoformat(value.replace("Z", "+00:00"))
    except ValueError:
        return None
    return found if found.tzinfo else None
