"""Bodies outside to tell after a cyber incident, with times (domain.md §2.6). A tick list: tells nobody itself."""

from __future__ import annotations

from dataclasses import dataclass

DO_NOT_PAY = "Do not pay, do not negotiate. An academy trust must not pay a cyber ransom (Academy Trust Handbook 2025)."


@dataclass(frozen=True, slots=True)
class Body:
    """An external body: why it is told, when (in words), and how."""

    name: str
    when: str
    how: str
    why: str
    source: str


_REPORT_FRAUD = Body(
    "Report Fraud (police)",
    "At once while the attack is going on (the line is open day and night); otherwise the same day",
    "0300 123 2040, reportfraud.police.uk",
    "A crime: attack, fraud, extortion. The reference is needed by the insurer.",
    "Report Fraud, which replaced Action Fraud on 4 December 2025",
)
_DFE = Body(
    "Department for Education, sector cyber team",
    "The same day, when security was breached or damage was done",
    "Sector.Incidentreporting@education.gov.uk",
    "Schools and trusts report cyber incidents to the sector team.",
    "DfE cyber security standards for schools and colleges",
)
_INSURER = Body(
    "Insurer, or the Risk Protection Arrangement (RPA)",
    "The same day, before anything is wiped or restored; cover may hang on it",
    "the telephone number on the cover note",
    "Round-the-clock incident response, and cover for the cost.",
    "RPA membership rules; the trust's own policy",
)
_ICO = Body(
    "Information Commissioner (ICO)",
    "Within 72 hours of awareness, unless a risk to people is unlikely; the Data Protection Officer advises",
    "ico.org.uk/for-organisations/report-a-breach; 0303 123 1113, Monday to Friday 9 to 5",
    "Personal data may be concerned.",
    "Art. 33 UK GDPR",
)
_NCSC = Body(
    "National Cyber Security Centre (NCSC)",
    "The same day, when a school must close for long, more than one school closes, or the damage is serious",
    "report.ncsc.gov.uk",
    "National help for serious attacks.",
    "DfE guidance on reporting cyber incidents",
)
_BOARD = Body(
    "Trustees",
    "At the next working day, through the Chair",
    "through the CEO",
    "Cyber incidents are reported to the governing body.",
    "DfE cyber security standards for schools and colleges",
)
_DFE_FRAUD = Body(
    "Department for Education (fraud, theft, irregularity)",
    "As soon as possible, when more than £5,000 is lost, alone or together, or the case is unusual or systematic",
    "DfE customer help portal",
    "The board must tell DfE: events, value, prevention, whether the police and the insurer know.",
    "Academy Trust Handbook 2025, 6.9 to 6.11",
)


def bodies(
    *,
    cyber: bool,
    schools_closed: int = 0,
    serious_damage: bool = False,
    money_lost: float | None = None,
    personal_data: bool = True,
) -> tuple[Body, ...]:
    """Whom to tell, the most urgent first; () for an incident that is not cyber.

    `schools_closed`: schools that had to close; `money_lost` in pounds, None not known.
    """
    if not cyber:
        return ()
    found = [_REPORT_FRAUD, _INSURER, _DFE]
    if schools_closed or serious_damage:
        found.append(_NCSC)
    if personal_data:
        found.append(_ICO)
    if money_lost is not None and money_lost > 5_000:
        found.append(_DFE_FRAUD)
    return (*found, _BOARD)
