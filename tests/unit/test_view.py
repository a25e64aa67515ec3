"""What a mail offers and shows to its reader: buttons that do what its first line asks, and who else has the case."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from bot.cli.mail_samples import _cases, address, context
from bot.domain.decision import SendMail
from bot.domain.words import MailKind, Step
from handlers.buttons import BUTTONS, STEP_BUTTONS
from handlers.notices import REMINDER_KIND
from handlers.view import buttons, others

CASES = _cases()


def commands(step: Step, case_name: str, reader: str = "asha") -> list[str]:
    case = CASES[case_name]
    assert case is not None
    mail = SendMail(MailKind.REMINDER, (address(reader),), "x", {"points": [{"step": step.value}]})
    return [one["command"] for one in buttons(mail, address(reader), case, context())]


@pytest.mark.parametrize(
    ("step", "case", "reader", "first"),
    [
        (Step.LEADER_ACKNOWLEDGES, "new", "asha", "ACKNOWLEDGE"), (Step.CLASSIFY, "new", "asha", "CLASSIFY minor"),
        (Step.APPOINT, "major", "asha", "ASSIGN"), (Step.OUTCOME_REPORT, "major", "cat", "OUTCOME"),
        (Step.REVIEW, "review", "asha", "ACCEPT"), (Step.DPO_VIEW, "review", "dana", "NOTE"),
        (Step.PEOPLE_TOLD, "decided", "asha", "PEOPLE told"),
        (Step.DPO_ACKNOWLEDGES, "critical", "dana", "ACKNOWLEDGE"),
    ],
)  # fmt: skip
def test_a_reminder_offers_first_what_it_asks_for(step: Step, case: str, reader: str, first: str) -> None:
    assert commands(step, case, reader)[0] == first


def test_every_step_that_is_reminded_of_has_its_words() -> None:
    never = {Step.ACKNOWLEDGE_REPORTER, Step.TELL_LEADER, Step.REFER}  # the bot's own
    assert [s for s in Step if s not in {*never, *STEP_BUTTONS, *REMINDER_KIND}] == []
    assert [kind for kind in REMINDER_KIND.values() if kind not in BUTTONS] == []


def test_who_else_has_it() -> None:
    major = CASES["major"]
    assert major is not None
    case = major.with_who(
        reached=(address("asha"), address("ben"), address("mel")), excluded=(address("ben"),)
    )
    assert others(address("asha"), case, context()) == ["Mel Okonjo", "Dana Whitfield"]
    assert others(address("dana"), case, context()) == ["Mel Okonjo"]
    assert others(address("mel"), replace(case, referred_at=None), context()) == []
