"""The complete outcome report that goes to the Headteacher or SIRO and the DPO: its content, and the PDF of it.

Plain values in, bytes out. Whoever calls decides what may stand in it; nothing here reads a case.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from bot.documents.typst_pdf import pdf
from bot.domain.outcome import QUESTIONS, label
from bot.legal.wording import LONDON

NOTICE = (
    "This report contains personal data and the findings of an investigation. It is for the people named above"
    " alone; do not forward it. Details of any disciplinary matter belong to personnel and are not in it."
)


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One event; `at` aware, `by_day` shows the day alone (anonymous reports)."""

    at: datetime
    what: str
    who: str = ""
    by_day: bool = False


@dataclass(frozen=True, slots=True)
class SeverityEntry:
    """One step of the severity history."""

    at: datetime
    severity: str
    reason: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision on record, e.g. ("Report to the ICO?", "Yes", why, who, when)."""

    question: str
    answer: str
    reason: str = ""
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReportAction:
    """A remedial action; `done` in words ("done 3 May 2027", "not done: why"), "" while open."""

    n: int
    what: str
    owner: str = ""
    by: date | None = None
    done: str = ""


@dataclass(frozen=True, slots=True)
class SignOff:
    """A line for a signature; `note` what is on record instead ("accepted by mail"), "" leaves room to sign."""

    role: str
    name: str = ""
    at: datetime | None = None
    note: str = ""


@dataclass(frozen=True)
class OutcomeReport:
    """Everything of the report. Times are aware; texts are as written; `key_facts` are (label, value)."""

    reference: str
    trust: str
    severity: str
    prepared_at: datetime
    school: str = ""
    nature: str = ""
    incident_type: str = ""
    prepared_by: str = ""
    prepared_for: tuple[str, ...] = ()
    occurred_at: datetime | None = None
    occurred_estimated: bool = False
    aware_at: datetime | None = None
    aware_estimated: bool = False
    reported_at: datetime | None = None
    closed_at: datetime | None = None
    summary: str = ""
    key_facts: tuple[tuple[str, str], ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    severity_history: tuple[SeverityEntry, ...] = ()
    decisions: tuple[Decision, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)  # code of the form -> text
    actions: tuple[ReportAction, ...] = ()
    sign_offs: tuple[SignOff, ...] = ()
    version: int = 1


def day(value: datetime | date | None) -> str:
    """ "4 March 2027" in London, "" where there is none."""
    if value is None:
        return ""
    local = value.astimezone(LONDON) if isinstance(value, datetime) else value
    return f"{local.day} {local:%B %Y}"


def moment(value: datetime | None, by_day: bool = False) -> str:
    """ "4 March 2027, 16:30" in London; the day alone where the time is estimated or withheld."""
    if value is None:
        return ""
    return day(value) if by_day else f"{day(value)}, {value.astimezone(LONDON):%H:%M}"


def estimated(value: datetime | None, is_estimate: bool) -> str:
    """A time, or its day with the word "estimated"."""
    return f"{day(value)} (estimated)" if value and is_estimate else moment(value)


def cover_facts(report: OutcomeReport) -> list[tuple[str, str]]:
    """The lines of the cover, in the PDF and in Word."""
    return [
        ("School", report.school or report.trust),
        ("Kind of incident", report.incident_type),
        ("Prepared by", report.prepared_by),
        ("For", "\n".join(report.prepared_for)),
        ("Date", day(report.prepared_at)),
        ("Version", str(report.version)),
        *[(one.question.rstrip("?"), one.answer) for one in report.decisions],
    ]


def summary_facts(report: OutcomeReport) -> list[tuple[str, str]]:
    """The table under the summary: times first, then what the caller adds."""
    times = [
        ("Happened", estimated(report.occurred_at, report.occurred_estimated)),
        ("First noticed or suspected", estimated(report.aware_at, report.aware_estimated)),
        ("Reported", moment(report.reported_at)),
        ("Closed", moment(report.closed_at)),
    ]
    return [*[(name, value) for name, value in times if value], *report.key_facts]


def answered(report: OutcomeReport) -> list[tuple[str, str]]:
    """(label, text) of every question of the form but the actions, in its order."""
    codes = [code for code in QUESTIONS if code != "Actions"]
    return [(label(code), report.answers.get(code) or "Not answered.") for code in codes]


def colophon(report: OutcomeReport) -> str:
    """Where the report comes from."""
    return (
        f"Made from the record of {report.reference} on {moment(report.prepared_at)}. Times are London time."
    )


def report_pdf(report: OutcomeReport) -> bytes:
    """The report as PDF/A."""
    return pdf("outcome_report", _content(report), report.prepared_at)


def _content(report: OutcomeReport) -> dict[str, Any]:
    return {
        "title": f"Incident outcome report {report.reference}",
        "author": report.trust,
        "keywords": ["incident", report.reference],
        "cover_pages": 1,
        "running_head": f"{report.trust} · Incident outcome report",
        "marking": "Confidential · contains personal data",
        "trust": report.trust,
        "reference": report.reference,
        "severity": report.severity,
        "nature": report.nature.capitalize(),
        "notice": NOTICE,
        "cover": cover_facts(report),
        "summary": report.summary,
        "key_facts": summary_facts(report),
        "decisions": [_decision(one) for one in report.decisions],
        "timeline": [
            {"at": moment(one.at, one.by_day), "what": one.what, "who": one.who} for one in report.timeline
        ],
        "severity_history": [
            {"at": moment(one.at), "severity": one.severity, "reason": one.reason, "by": one.by}
            for one in report.severity_history
        ],
        "answers": [{"label": name, "text": text} for name, text in answered(report)],
        "actions": [
            {"n": str(one.n), "what": one.what, "owner": one.owner, "by": day(one.by), "done": one.done}
            for one in report.actions
        ],
        "sign_offs": [
            {"role": one.role, "name": one.name, "at": day(one.at), "note": one.note}
            for one in report.sign_offs
        ],
        "colophon": colophon(report),
    }


def _decision(one: Decision) -> dict[str, str]:
    return {"question": one.question, "answer": one.answer, "reason": one.reason, "by": decided_by(one)}


def decided_by(one: Decision) -> str:
    """Who decided, and when."""
    return ", ".join(part for part in (one.by, moment(one.at)) if part)
