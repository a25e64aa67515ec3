"""Sample mails of every kind, several contexts each: invented cases put through the same view as real mail.

For `nearmiss mails`, for trying a trust's own templates, and for the tests. Reads no file of a trust and no clock.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from msgspec.structs import replace

from bot.cli.mail_sample_facts import HAPPENED, SAMPLES
from bot.domain.case import Case, CaseAction, Who, Words
from bot.domain.clock import reconcile
from bot.domain.decision import SendMail
from bot.domain.directory import Directory, Mailboxes, Person, School, Trust
from bot.domain.words import MailKind, Nature, Risk, Role, Severity, State
from bot.policy_file import default_policy
from bot.render import BadTemplate, Renderer
from handlers.context import Context
from handlers.view import CaseWords, mail_view

NOW = datetime(2026, 11, 6, 9, 20, tzinfo=UTC)  # a Friday morning in school time

_PEOPLE = (
    ("asha", "Asha Rahman", "a.rahman@hill.osborne.example", "01632 960123"),
    ("ben", "Ben Castell", "b.castell@hill.osborne.example", "01632 960124"),
    ("cat", "Cat Lindqvist", "c.lindqvist@hill.osborne.example", "01632 960125"),
    ("mel", "Mel Okonjo", "m.okonjo@osborne.example", "01632 960102"),
    ("ivor", "Ivor Penhale", "i.penhale@osborne.example", "01632 960101"),
    ("kay", "Kay Draycott", "k.draycott@osborne.example", "01632 960103"),
    ("raj", "Raj Sundaram", "r.sundaram@osborne.example", "01632 960104"),
    ("gwen", "Gwen Halloran", "g.halloran@osborne.example", "01632 960105"),
    ("dana", "Dana Whitfield", "dana@whitfield-dpo.example", "01632 960141"),
    ("tess", "Tess Abara", "t.abara@hill.osborne.example", ""),
)
_ROLES = {
    Role.CEO: ("ivor",), Role.SIRO: ("mel",), Role.DPO: ("dana",), Role.CASE_MANAGER: ("kay",),
    Role.IT_LEAD: ("raj",), Role.CHAIR: ("gwen",), Role.OPERATOR: ("raj",),
}  # fmt: skip
_HILL = {
    Role.HEADTEACHER: ("asha", "ben"), Role.INVESTIGATING_OFFICER: ("cat",), Role.SAFEGUARDING_LEAD: ("ben",),
}  # fmt: skip


@dataclass(frozen=True)
class Sample:
    """A kind in one context ("usual", "overdue", ...) with what its template gets."""

    kind: MailKind
    context: str
    view: Mapping[str, Any]


def address(person_id: str) -> str:
    """The address of one of the sample people; anything else as it stands."""
    return next((row[2] for row in _PEOPLE if row[0] == person_id), person_id)


@cache
def context() -> Context:
    """The sample trust with the default procedure, at NOW."""
    people = {row[0]: Person(row[0], row[1], row[2], phone=row[3]) for row in _PEOPLE}
    hill = School("hill", "Hill Academy", ("hill.osborne.example",), roles=_HILL)
    trust = Trust("Osborne Co-operative Academy Trust", "OCAT", ("osborne.example",), policy_version="2")
    boxes = Mailboxes("incidents@osborne.example", "speakup@osborne.example")
    return Context(NOW, Directory(trust, boxes, people, _ROLES, {"hill": hill}), default_policy())


def _new(reference: str = "OCAT-2026-0042") -> Case:
    hours = timedelta(hours=1)
    return Case(
        reference, school="hill", state=State.TRIAGE, reported_at=NOW - hours, aware_at=NOW - 15 * hours,
        told_at=NOW - hours, leader_role=Role.HEADTEACHER, incident_type="e-mail to the wrong person",
        who=Who(reporter=address("tess"), leader=address("asha"), reached=(address("asha"),)),
        words=Words(happened=HAPPENED),
    )  # fmt: skip


def _classified(severity: Severity, hours: int = 15, **more: Any) -> Case:
    since = NOW - timedelta(hours=hours)
    case = replace(
        _new(), state=State.INVESTIGATING, severity=severity, nature=Nature.CONFIRMED, acknowledged_at=since,
        classified_at=since, severity_since=since, appointed_at=since, reported_at=since, told_at=since,
        aware_at=since, referred_at=since if severity.serious else None,
    )  # fmt: skip
    return replace(case.with_who(investigators=(address("cat"),), dpo=address("dana")), **more)


def _cases() -> dict[str, Case | None]:
    major = _classified(Severity.MAJOR, dpo_acknowledged_at=NOW - timedelta(hours=12), contained_at=NOW)
    reported = replace(major, outcome_at=NOW - timedelta(hours=2), state=State.REVIEW)
    ended: dict[str, Any] = {
        "state": State.CLOSED, "closed_at": NOW, "end_at": NOW, "accepted_at": NOW, "risk": Risk.UNLIKELY,
        "ico_decision": "not-report", "people_decision": "not-tell", "dpo_view_at": NOW,
    }  # fmt: skip
    action = CaseAction(3, "Show both offices how to hide addresses", address("cat"), NOW.date())
    decided: dict[str, Any] = {"risk": Risk.LIKELY, "ico_decision": "report", "people_decision": "tell"}
    return {
        "none": None,
        "new": _new(),
        "late": replace(_new(), reported_at=NOW - timedelta(hours=7), aware_at=NOW - timedelta(hours=80)),
        "danger": replace(_new(), danger=True, column_critical=True, cyber=True, ransomware=True),
        "minor": _classified(Severity.MINOR),
        "major": major,
        "decided": replace(major, **decided),
        "critical": _classified(Severity.CRITICAL, 1, cyber=True, aware_estimated=True),
        "review": reported,
        "closed": replace(reported, **ended).with_words(actions=(action,)),
        "not_incident": replace(_new(), state=State.NOT_INCIDENT, end_at=NOW),
        "anonymous": replace(_new(), anonymous=True).with_who(reporter=""),
        "drill": replace(_new("OCAT-DRILL-2026-0001"), drill=True),
        "no_leader": _new().with_who(leader="", reached=()),
        "drill_critical": replace(
            _classified(Severity.CRITICAL), reference="OCAT-DRILL-2026-0002", drill=True
        ),
    }


def samples() -> Iterator[Sample]:
    """Every kind in every context, in the order of MailKind."""
    cases, ctx = _cases(), context()
    for kind in MailKind:
        for name, case_name, to, facts in SAMPLES.get(kind, ()):
            case = cases[case_name]
            rows = reconcile(case, 1, (), ctx.policy, ctx.now) if case else []
            mail = SendMail(kind, (address(to),), "sample", facts, about_case=case is not None)
            about = CaseWords(case, rows, ctx) if case else None
            yield Sample(kind, name, mail_view(mail, address(to), about, ctx))


def faults(renderer: Renderer) -> list[str]:
    """What a set of templates (a trust's own ones first) breaks: one sentence each, [] when all is well."""
    found = list(renderer.missing())
    for sample in samples():
        try:
            renderer.render(sample.kind, sample.view)
        except BadTemplate as wrong:
            if str(wrong) not in found:
                found.append(str(wrong))
    return found
