"""A case as the page draws it: its way, its deadlines on a line of time, its record, its mails. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.demo.page import causes, wording
from bot.demo.page.shown import moment, near, parsed, person, wait
from bot.demo.page.story import Case

_WAY = ("reported", "triage", "investigating", "review", "closed")
_ENDED = ("closed", "not_incident", "merged")
_KEYS = (
    "school", "severity", "provisional", "nature", "anonymous", "aware_at", "reported_at", "risk",
    "ico_decision", "people_decision", "people", "events", "mails", "missing", "evidence",
)  # fmt: skip
_FACTS = re.compile(r"[a-z_]+=")
_TOLD_OF_PEOPLE = (
    "leader",
    "investigator",
    "supporter",
    "dpo",
    "reviewer",
    "reporter",
    "forwarder",
    "excluded",
)


@dataclass(frozen=True)
class Place:
    """A state on a case's way; `at` is "past", "now" or "ahead"."""

    name: str
    at: str


@dataclass(frozen=True)
class Point:
    """A deadline on the line of time; `look` is done, missed, late, open or gone; `at` when it was done or is due."""

    step: str
    at: str
    wait: str
    state: str
    holder: str
    address: str
    look: str


@dataclass(frozen=True)
class Line:
    """Deadlines settled and open, each in order; now stands between them."""

    settled: tuple[Point, ...]
    open: tuple[Point, ...]


@dataclass(frozen=True)
class Entry:
    """A line of the record."""

    at: str
    what: str
    who: str
    note: str


@dataclass(frozen=True)
class Sent:
    """One of our mails with the reason why it was sent."""

    at: str
    what: str
    kind: str
    to: str
    addresses: tuple[str, ...]
    status: str
    cause: str
    rule: str
    message_id: str


def complete(case: Case) -> Case:
    """The case with every key the page reads; what it does not say is None."""
    return {**dict.fromkeys(_KEYS), **case}


def ordered(cases: Iterable[Case]) -> list[Case]:
    """Open cases first, then ended ones; the newest of each first."""
    newest = sorted(cases, key=lambda case: str(case.get("reference")), reverse=True)
    return sorted(newest, key=lambda case: case.get("state") in _ENDED)


def way(case: Case) -> list[Place]:
    """The states from report to closure, and where the case stands."""
    state = str(case.get("state"))
    if state in ("not_incident", "merged"):
        return [
            Place(wording.of(wording.STATES, "reported"), "past"),
            Place(wording.of(wording.STATES, state), "now"),
        ]
    at = _WAY.index(state) if state in _WAY else 0
    places = [(wording.of(wording.STATES, name), number) for number, name in enumerate(_WAY)]
    return [Place(name, "past" if n < at else "now" if n == at else "ahead") for name, n in places]


def line(case: Case, now: datetime, names: Mapping[str, str]) -> Line:
    """The case's deadlines on their line of time; what is overdue and not done stands first among the open."""
    rows = sorted(case.get("deadlines") or [], key=lambda row: str(row.get("due_at")))
    settled = [row for row in rows if not _waits(row)]
    settled.sort(key=lambda row: str(row.get("done_at") or row.get("due_at")))
    return Line(
        tuple(_point(row, now, names) for row in settled),
        tuple(_point(row, now, names) for row in rows if _waits(row)),
    )


def events(case: Case, names: Mapping[str, str]) -> list[Entry]:
    """The record, oldest first."""
    return [
        Entry(
            moment(event.get("at")),
            wording.of(wording.EVENTS, event.get("event")),
            _actor(event, names),
            note(str(event.get("note") or "")),
        )
        for event in case.get("events") or []
    ]


def mails(case: Case, names: Mapping[str, str], writers: Mapping[str, str]) -> list[Sent]:
    """Our mails in the case, oldest first, each with why it was sent."""
    return [
        Sent(
            at=moment(mail.get("at")),
            what=wording.mail(mail.get("kind")),
            kind=str(mail.get("kind")),
            to=person(mail.get("to"), names) or "the reporter, without a name",
            addresses=tuple([to] if isinstance(to := mail.get("to") or [], str) else to),
            status=wording.of({}, mail.get("status")),
            cause=causes.told(str(mail.get("cause") or ""), writers),
            rule=wording.rule(mail.get("kind")),
            message_id=str(mail.get("message_id") or ""),
        )
        for mail in case.get("mails") or []
    ]


def people(case: Case, names: Mapping[str, str]) -> list[tuple[str, str]]:
    """Who has which part."""
    found = case.get("people") or {}
    told = [
        (wording.of(wording.ROLES, role), person(found[role], names))
        for role in _TOLD_OF_PEOPLE
        if role in found
    ]
    if case.get("anonymous"):
        told.append(("Reporter", "not known to anybody on the case"))
    return told


def note(text: str) -> str:
    """What an event says besides its name; the facts of a machine's event in words, a person's text as it is."""
    parts = re.split(r", (?=[a-z_]+=)", text)
    if not all(_FACTS.match(part) for part in parts):
        return text
    facts = dict(part.split("=", 1) for part in parts)
    return " · ".join(words for key, value in facts.items() if (words := _fact(key, value)))


def _fact(key: str, value: str) -> str:
    if key == "step":
        return wording.of(wording.STEPS, value)
    if key == "role":
        return wording.of(wording.ROLES, value)
    if key == "by":
        return f"by {value}"
    if key in ("severity", "nature", "reference", "incident_type", "decision", "risk"):
        return value
    if key in ("files", "texts") and value != "0":
        return f"{key}: {value}"
    return ""


def _actor(event: Mapping[str, Any], names: Mapping[str, str]) -> str:
    actor = str(event.get("actor") or "")
    if actor == "bot":
        return "Nearmiss"
    return "the reporter, without a name" if actor == "reporter" else person(actor, names)


def _waits(row: Mapping[str, Any]) -> bool:
    return row.get("state") == "armed" or (row.get("state") == "missed" and not row.get("done_at", True))


def _point(row: Mapping[str, Any], now: datetime, names: Mapping[str, str]) -> Point:
    due, state = parsed(row.get("due_at")), str(row.get("state") or "")
    open_ = _waits(row)
    late = bool(open_ and due and due <= now)
    looks = {"met": "done", "missed": "missed", "cancelled": "gone"}
    return Point(
        step=wording.of(wording.STEPS, row.get("step")),
        at=near(row.get("done_at") if state == "met" else due, now),
        wait=wait(due, now) if open_ else "",
        state=wording.of(wording.DEADLINES, state),
        holder=person(row.get("holder"), names),
        address=str(row.get("holder") or ""),
        look="late" if late else "open" if open_ else looks.get(state, "gone"),
    )
