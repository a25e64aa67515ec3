"""What a report says: fields, facts and cues, each with the sentence it came from (SPEC §8, §10, issue 3 point 4).

Pure: reads text, knows no settings, decides nothing. Unknown stays unknown.
"""

from __future__ import annotations

from bot import legal
from bot.mail.fields.dates import Moment, moments_in, parse_moment
from bot.mail.fields.gaps import missing, questions
from bot.mail.fields.incident_types import incident_type
from bot.mail.fields.reader import read_fields
from bot.mail.message import Fields, Suggestion

__all__ = [
    "Moment",
    "incident_type",
    "missing",
    "moments_in",
    "parse_moment",
    "questions",
    "read_fields",
    "suggest",
]


def suggest(fields: Fields) -> Suggestion:
    """The suggested severity and the two legal answers from the stated facts, for a human to decide (SPEC §8)."""
    assessment = legal.assess(fields.facts)
    return Suggestion(
        severity=str(assessment.severity),
        severity_reasons=tuple(assessment.severity_reasons),
        notify_ico=str(assessment.notify_ico),
        inform_people=str(assessment.inform_people),
        reasons=tuple(assessment.reasons),
    )
