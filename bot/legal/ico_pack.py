"""Every question of the ICO's breach form with what a case knows of it (domain.md §2.3), free of names.

A draft that a person copies into the form; files nothing. The form cannot be saved half-way, so everything
must lie ready, and it forbids data subjects' names.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.legal.ico_readers import (
    CaseFacts,
    Reader,
    as_stated,
    chosen,
    consequences,
    delay,
    free_text,
    in_full,
    number_of,
    recovery,
    report_type,
    security_affected,
    size_and_history,
    time_of,
    told_people,
    why_reporting,
    words_of,
)
from bot.legal.wording import ICO_CATEGORY, ICO_PEOPLE


@dataclass(frozen=True, slots=True)
class IcoQuestion:
    """One question: the ICO's words, how a case answers it, what to find out otherwise, and who knows."""

    n: int
    id: str
    text: str
    read: Reader
    find_out: str
    who_knows: str
    cyber_only: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """`known` is the draft answer, None where the case does not know; then `missing` says what to find out."""

    question: IcoQuestion
    known: str | None
    missing: str
    who_knows: str


_LIKELIHOOD = {
    "none": "Very unlikely (no personal data)",
    "unlikely": "Unlikely",
    "likely": "Likely",
    "high": "Very likely",
}
_YES_NO = {True: "Yes", False: "No"}
_IMPACT = {
    "none": "Low: no loss of efficiency",
    "minor": "Low: slight loss of efficiency, all critical services run",
    "serious": "Medium, or high where we lost the ability to give all critical services",
}
_LEAD, _IO, _IT, _DPO = "Headteacher or SIRO", "Investigating Officer", "IT lead", "Data Protection Officer"
_MANAGER = "Case manager (Trust Secretary)"

_ROWS: tuple[tuple[str, str, Reader, str, str], ...] = (
    ("report_type", "Is this an initial or a follow-up report?", report_type, "", _DPO),
    (
        "why",
        "Why are you reporting: does it meet the threshold, does it not, or is it unclear?",
        why_reporting,
        "the risk to people, as recorded",
        _DPO,
    ),
    (
        "size",
        "How large is the organisation (250 staff or more)? Is this its first report?",
        size_and_history,
        "number of staff, and earlier reports to the ICO",
        _MANAGER,
    ),
    ("what", "What has happened?", free_text("what_happened"), "an account of what happened", _IO),
    ("how", "How did the incident occur?", free_text("cause"), "the cause", _IO),
    (
        "discovered_how",
        "How did the organisation discover the incident?",
        free_text("how_discovered"),
        "who noticed it, in what role, and how",
        _LEAD,
    ),
    (
        "prevention",
        "What preventive measures did you have in place?",
        free_text("preventive_measures"),
        "rules, technical measures and training in place before",
        f"{_IT}, {_LEAD}",
    ),
    (
        "cyber",
        "Was it a cyber incident?",
        chosen("cyber", _YES_NO),
        "whether systems were attacked or failed",
        _IT,
    ),
    (
        "when_happened",
        "When did the incident happen?",
        time_of("occurred_at", "occurred_estimated"),
        "date and time",
        _IO,
    ),
    (
        "when_discovered",
        "When was it discovered?",
        time_of("aware_at", "aware_estimated"),
        "when any member of staff first noticed or suspected it",
        _LEAD,
    ),
    (
        "categories",
        "What categories of personal data are included?",
        words_of("data_categories", ICO_CATEGORY),
        "kinds of data, special categories among them",
        _IO,
    ),
    (
        "records",
        "How many personal data records are concerned?",
        number_of("record_count", "at most"),
        "the number of records, at most",
        f"{_IO}, {_IT}",
    ),
    (
        "people",
        "How many people could be affected?",
        number_of("people_count", "at most"),
        "the number of people, at most",
        _IO,
    ),
    (
        "types",
        "What types of people are affected?",
        words_of("people_types", ICO_PEOPLE),
        "whose data they are",
        _IO,
    ),
    (
        "consequences",
        "What are the potential consequences for people? Has there been actual harm?",
        consequences,
        "possible effects on people, and harm seen so far",
        f"{_IO}, {_DPO}",
    ),
    (
        "likelihood",
        "How likely is it that people will experience significant consequences?",
        chosen("risk", _LIKELIHOOD),
        "the risk to people, as recorded",
        _DPO,
    ),
    (
        "security",
        "Was confidentiality, integrity or availability affected?",
        security_affected,
        "which of the three",
        _IT,
    ),
    (
        "impact",
        "What was the impact on the organisation?",
        chosen("service_impact", _IMPACT),
        "which services stopped, and for whom",
        f"{_IT}, {_LEAD}",
    ),
    (
        "recovery",
        "What is the recovery time?",
        recovery,
        "when systems and data are, or will be, back",
        _IT,
    ),
    (
        "training",
        "Had the member of staff involved been trained in data protection in the last two years?",
        chosen("staff_trained", _YES_NO),
        "the date of their last training (role, no name)",
        f"{_LEAD}, personnel",
    ),
    (
        "delay",
        "If more than 72 hours have passed: what are the reasons for the delay?",
        delay,
        "the reasons, if the report comes more than 72 hours after awareness",
        _LEAD,
    ),
    (
        "actions",
        "What actions have you taken to contain the breach or limit its effects?",
        free_text("containment"),
        "what was done, and when",
        f"{_IO}, {_IT}",
    ),
    (
        "recurrence",
        "What steps are you taking to prevent recurrence, and when will they be done?",
        free_text("remedial_actions"),
        "actions with owner and date",
        _IO,
    ),
    (
        "told_people",
        "Have you told the people concerned?",
        told_people,
        "the decision whether to tell them, with its reason",
        _LEAD,
    ),
    (
        "told_others",
        "Have you told other organisations (police, regulators, DfE, insurer)?",
        free_text("others_told"),
        "whom, and when",
        f"{_LEAD}, {_IT}",
    ),
    (
        "code",
        "Are you a member of a code of conduct or certification scheme under the UK GDPR?",
        as_stated("certification"),
        "usually none for schools",
        _DPO,
    ),
    (
        "controller",
        "Who is the controller (name, registration number, address, sector)?",
        in_full(
            ("Name", ("organisation_name",)),
            ("ICO registration number", ("registration_number",)),
            ("Address", ("organisation_address",)),
            ("Sector", ("sector",)),
        ),
        "name, ICO registration number, address; sector: education and childcare",
        _MANAGER,
    ),
    (
        "contact",
        "Who is reporting, and who is the contact (name, e-mail, telephone; DPO if different)?",
        in_full(
            ("Contact", ("contact_name", "contact_address", "contact_phone")),
            ("Data Protection Officer", ("dpo_name", "dpo_address", "dpo_phone")),
        ),
        "name, e-mail address and telephone of the person who reports",
        _DPO,
    ),
)
_CYBER_ONLY = frozenset({"security", "impact", "recovery"})

QUESTIONS = tuple(
    IcoQuestion(n, *row, cyber_only=row[0] in _CYBER_ONLY) for n, row in enumerate(_ROWS, start=1)
)


def answers(case_facts: CaseFacts) -> tuple[Answer, ...]:
    """An answer for each question, in the form's order; the cyber questions only unless it is known not cyber."""
    asked = [one for one in QUESTIONS if not (one.cyber_only and case_facts.get("cyber") is False)]
    return tuple(_answer(question, case_facts) for question in asked)


def _answer(question: IcoQuestion, facts: CaseFacts) -> Answer:
    known = question.read(facts)
    return Answer(question, known, "" if known else question.find_out, question.who_knows)


def still_missing(given: tuple[Answer, ...]) -> str:
    """One sentence: what the pack lacks, for the mail that carries it."""
    lacks = [answer.missing for answer in given if answer.known is None and answer.missing]
    if not lacks:
        return "Every question of the ICO's form has a draft answer."
    return f"{len(lacks)} of {len(given)} questions still lack an answer: {'; '.join(lacks)}."
