"""What must be on record before a case may be closed (SPEC §3, close; policy point 5e). Pure."""

from __future__ import annotations

from bot.domain.case import Case
from bot.domain.outcome import Outcome, missing_answers
from bot.domain.outcome_actions import Action
from bot.domain.words import Risk

ACCEPTED = "the outcome report is not accepted yet"
DPO_VIEW = "the DPO's view on the outcome report is not on record yet"
ICO_DECISION = "the decision whether to report to the ICO, with its reason, is not on record"
ICO_FILED = "it was decided to report to the ICO, but the ICO's reference is not on record"
PEOPLE_DECISION = "the decision whether to tell the people concerned, with its reason, is not on record"
PEOPLE_TOLD = "it was decided to tell the people concerned, but not recorded that they were told"


def missing(case: Case) -> list[str]:
    """Everything that is still missing, one sentence each; [] when the case may be closed."""
    found = [] if case.accepted_at else [ACCEPTED]
    if case.serious and case.dpo_view_at is None:
        found.append(DPO_VIEW)
    if case.risk is not Risk.NONE:
        found += _legal(case)
    return found + _answers(case)


def _legal(case: Case) -> list[str]:
    found = []
    if not case.ico_decision:
        found.append(ICO_DECISION)
    elif case.ico_decision == "report" and case.ico_filed_at is None:
        found.append(ICO_FILED)
    if not case.people_decision:
        found.append(PEOPLE_DECISION)
    elif case.people_decision == "tell" and case.people_told_at is None:
        found.append(PEOPLE_TOLD)
    return found


def _answers(case: Case) -> list[str]:
    actions = tuple(Action(a.n, a.what, a.owner, a.due) for a in case.words.actions)
    outcome = Outcome(case.words.outcome, actions)
    return [f"not answered in the outcome report: {name}" for name in missing_answers(outcome, case.severity)]
