"""A case's timeline as PDF/A for the export of a case: events, mails, and the proof of the chain. Decides nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.documents.outcome_report import TimelineEntry, moment
from bot.documents.typst_pdf import pdf


@dataclass(frozen=True, slots=True)
class MailLine:
    """One mail of a case: when (aware), its kind, to whom, and queued | sent | failed | in_doubt."""

    at: datetime
    kind: str
    to: str
    status: str


@dataclass(frozen=True)
class CaseTimeline:
    """What the export shows. `facts` and `proof` are (label, value)."""

    reference: str
    trust: str
    made_at: datetime
    severity: str = ""
    nature: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    entries: tuple[TimelineEntry, ...] = ()
    mails: tuple[MailLine, ...] = ()
    proof: tuple[tuple[str, str], ...] = ()


def timeline_pdf(case: CaseTimeline) -> bytes:
    """The timeline as PDF/A."""
    content = {
        "title": f"Timeline of {case.reference}",
        "author": case.trust,
        "keywords": ["incident", case.reference],
        "cover_pages": 0,
        "running_head": f"{case.trust} · Timeline",
        "reference": case.reference,
        "marking": "Confidential · contains personal data",
        "trust": case.trust,
        "severity": case.severity or "unclassified",
        "nature": case.nature.capitalize(),
        "facts": case.facts,
        "entries": [
            {"at": moment(one.at, one.by_day), "what": one.what, "who": one.who} for one in case.entries
        ],
        "mails": [
            {"at": moment(one.at), "kind": one.kind, "to": one.to, "status": one.status} for one in case.mails
        ],
        "proof": case.proof,
        "colophon": f"Exported on {moment(case.made_at)}. Times are London time.",
    }
    return pdf("timeline", content, case.made_at)
