"""Times, mails and cases in the words and order the page shows. Pure: values in, values out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.demo.page.story import LONDON, Case
from bot.demo.tenant import Mail

_KEYS = (
    "school",
    "severity",
    "nature",
    "anonymous",
    "aware_at",
    "reported_at",
    "people",
    "events",
    "mails",
    "missing",
)
_ENDED = ("closed", "not_incident", "merged")


def moment(value: datetime | str | None) -> str:
    """A time in London as people write it; "" for none, the text itself where it is no time."""
    found = _time(value)
    return found.astimezone(LONDON).strftime("%a %-d %b %H:%M") if found else str(value or "")


def wait(value: datetime | str | None, now: datetime) -> str:
    """How far off a time is: "in 3 h 20 min", "2 d late"."""
    found = _time(value)
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


@dataclass(frozen=True)
class Deadline:
    """A deadline of a case as a row. `late` tells whether it has passed unmet."""

    step: str
    due: str
    wait: str
    state: str
    holder: str
    late: bool


def deadlines(case: Case, now: datetime, names: Mapping[str, str]) -> list[Deadline]:
    """A case's deadlines, armed ones first, each group by time."""
    rows = sorted(
        case.get("deadlines") or [], key=lambda row: (row.get("state") != "armed", str(row.get("due_at")))
    )
    return [_deadline(row, now, names) for row in rows]


def _deadline(row: Mapping[str, Any], now: datetime, names: Mapping[str, str]) -> Deadline:
    due, state = _time(row.get("due_at")), str(row.get("state") or "")
    open_ = state == "armed"
    return Deadline(
        step=words(row.get("step")),
        due=moment(due),
        wait=wait(due, now) if open_ else "",
        state=state,
        holder=person(row.get("holder"), names),
        late=state == "missed" or bool(open_ and due and due < now),
    )


def ordered(cases: Iterable[Case]) -> list[Case]:
    """Open cases first, then ended ones; the newest of each first."""
    newest = sorted(cases, key=lambda case: str(case.get("reference")), reverse=True)
    return sorted(newest, key=lambda case: case.get("state") in _ENDED)


def complete(case: Case) -> Case:
    """The case with every key the page reads; what it does not say is None."""
    return {**dict.fromkeys(_KEYS), **case}


def person(value: Any, names: Mapping[str, str]) -> str:
    """A person's name for an address or a list of addresses; roles and names pass unchanged."""
    if isinstance(value, str):
        return names.get(value.lower(), value)
    return ", ".join(person(one, names) for one in value) if value else ""


def words(value: Any) -> str:
    """A stable name such as `leader_acknowledges` as words."""
    return str(value or "").replace("_", " ")


def size(count: int) -> str:
    """A file's size as people read it."""
    if count < 1024:
        return f"{count} B"
    return f"{count / 1024:.0f} KB" if count < 1024**2 else f"{count / 1024**2:.1f} MB"


def _time(value: datetime | str | None) -> datetime | None:
    if isinstance(value, datetime) or value is None:
        return value
    try:
        found = datetime.fromisoformat(value.replace("Z", "+00:00"))
    except ValueError:
        return None
    return found if found.tzinfo else None
