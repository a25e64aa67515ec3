"""The two legal questions answered from stated facts (Art. 33 and 34 UK GDPR, ICO self-assessment).

A suggestion with reasons for a human; files nothing, tells nobody, and does not guess what is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from bot.domain.words import Severity
from bot.legal.enisa import prompt
from bot.legal.exposure import concerns
from bot.legal.facts import Facts, facts_from, strange_keys
from bot.legal.levels import Level, Span, always
from bot.legal.loss import is_in_question
from bot.legal.risk import risk_to_people
from bot.legal.severity import severity_of
from bot.legal.weight import unweighed


@dataclass(frozen=True)
class Assessment:
    """For a human to decide. `notify_ico`, `inform_people`: yes | no | unknown.

    `facts` are what was assessed; `remarks` name what was stated but could not be used.
    """

    severity: Severity
    severity_reasons: tuple[str, ...]
    notify_ico: str
    inform_people: str
    reasons: tuple[str, ...]
    facts: Facts = field(repr=False)
    remarks: tuple[str, ...] = ()

    @cached_property
    def unknowns(self) -> tuple[str, ...]:
        """Questions whose answer would change something, those with most effect first; found when asked for."""
        return deciding_unknowns(self.facts)

    def as_json(self) -> dict[str, Any]:
        """The `suggestion` of SPEC §10, with `unknowns` and `remarks`."""
        return {
            "severity": str(self.severity), "severity_reasons": list(self.severity_reasons),
            "notify_ico": self.notify_ico, "inform_people": self.inform_people,
            "reasons": list(self.reasons), "unknowns": list(self.unknowns), "remarks": list(self.remarks),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask where `key` is not known; `tries` are answers tried to see whether it would matter."""

    key: str
    tries: tuple[Any, ...]
    text: str
    fits: Callable[[Facts], bool] = always


def _seen_by_somebody(facts: Facts) -> bool:
    return facts.breach_type is None or concerns(facts, "confidentiality") or facts.exfiltration == "unknown"


def _attack_or_loss(facts: Facts) -> bool:
    return facts.malicious is True or facts.exfiltration is not None or facts.recipient is None


def _may_not_come_back(facts: Facts) -> bool:
    back = facts.backup == "usable" and facts.restored_after_hours is not None
    return is_in_question(facts) and not back


# In the order of their effect.
QUESTIONS: tuple[Question, ...] = (
    Question("data_categories", (("basic",), ("health",)), "What kinds of personal data are concerned?"),
    Question(
        "recipient",
        ("trusted", "known", "uncontrolled", "hostile"),
        "Who has received or taken the data?",
        _seen_by_somebody,
    ),
    Question(
        "data_readable",
        ("yes", "no"),
        "Were the data encrypted or hashed, and is the key safe?",
        _seen_by_somebody,
    ),
    Question(
        "exfiltration", ("yes", "no"), "Did data leave our systems, and what shows it?", _attack_or_loss
    ),
    Question("people_count", (3, 100_000), "How many people are concerned, at most?"),
    Question(
        "recipient_confirmed_deletion",
        (True, False),
        "Has the recipient confirmed in writing that all copies are gone?",
    ),
    Question("backup", ("usable", "none"), "Is there a usable, complete backup?", is_in_question),
    Question("permanent_loss", (True, False), "Are any data lost for good?", _may_not_come_back),
    Question(
        "restored_after_hours",
        (1, 1000),
        "How long were the data out of reach, or will they be?",
        is_in_question,
    ),
    Question(
        "service_impact",
        ("none", "serious"),
        "What did the incident do to the service for people?",
        is_in_question,
    ),
    Question(
        "vulnerable_people",
        (True, False),
        "Are the people children, or do they need protection for other reasons?",
    ),
    Question("malicious", (True, False), "Was it done on purpose?", _seen_by_somebody),
)


def _notify(span: Span) -> str:
    """Art. 33(1): unless a risk is unlikely."""
    if span.low >= Level.LIKELY:
        return "yes"
    return "no" if span.high is Level.UNLIKELY else "unknown"


def _inform(span: Span) -> str:
    """Art. 34(1): where a high risk is likely."""
    if span.low is Level.HIGH:
        return "yes"
    return "no" if span.high < Level.HIGH else "unknown"


def _answers(facts: Facts) -> tuple[str, str]:
    span = risk_to_people(facts).span
    return _notify(span), _inform(span)


def _not_known(facts: Facts, key: str) -> bool:
    value = getattr(facts, key)
    return value is None or (value == "unknown" and key in ("data_readable", "exfiltration"))


def deciding_unknowns(facts: Facts) -> tuple[str, ...]:
    """The questions not answered by the facts whose answer would change one of the two duties."""
    now = _answers(facts)
    return tuple(
        question.text
        for question in QUESTIONS
        if _not_known(facts, question.key)
        and question.fits(facts)
        and any(_answers(facts.having(question.key, value)) != now for value in question.tries)
    )


_NOTIFY_REASON = {
    "yes": "A risk to people is likely: report to the ICO within 72 hours of becoming aware"
    " (Art. 33(1) UK GDPR).",
    "no": "A risk to people is unlikely: no report to the ICO, but record why (Art. 33(1) and (5) UK GDPR).",
    "unknown": "Whether a risk to people is unlikely cannot be said yet. The clock runs all the same:"
    " if it stays open, report in phases (Art. 33(1) and (4) UK GDPR).",
}
_INFORM_REASON = {
    "yes": "A high risk is likely: tell the people concerned without undue delay (Art. 34(1) UK GDPR).",
    "no": "A high risk is not likely: there is no duty to tell the people concerned (Art. 34(1) UK GDPR).",
    "unknown": "Whether the risk is high cannot be said yet (Art. 34(1) UK GDPR).",
}
_ALWAYS = "Record the facts, the effects and what was done, whatever the answer (Art. 33(5) UK GDPR)."


def assess_facts(facts: Facts, remarks: tuple[str, ...] = ()) -> Assessment:
    """The assessment of facts already read."""
    risk = risk_to_people(facts)
    notify, inform = _notify(risk.span), _inform(risk.span)
    severity, severity_reasons = severity_of(facts, risk.span)
    number = prompt(facts)
    reasons = (*risk.reasons, _NOTIFY_REASON[notify], _INFORM_REASON[inform], _ALWAYS)
    return Assessment(
        severity=severity,
        severity_reasons=severity_reasons,
        notify_ico=notify,
        inform_people=inform,
        reasons=(*reasons, number) if number else reasons,
        facts=facts,
        remarks=remarks,
    )


def assess(facts: Mapping[str, Any]) -> Assessment:
    """Severity, "report to the ICO?", "tell the people?" from the keys of SPEC §8, each with its reasons.

    None or absent = not known. Keys that do not exist are named in `remarks`. Raises BadFacts (all faults).
    """
    read = facts_from(facts)
    strange = tuple(
        f"{word}: no such kind of data is known, so it may weigh anything." for word in unweighed(read)
    )
    return assess_facts(read, strange_keys(facts) + strange)
