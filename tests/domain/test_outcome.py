"""A filled outcome form is read whatever mail programs and people did to it; nothing is invented."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.outcome import NEEDED_FOR_MINOR, QUESTIONS, label, missing_answers, parse_outcome
from bot.domain.outcome_actions import Action
from bot.domain.words import Severity

ACTION = "Switch it off; owner: r.lee@osborne.example; by: 2027-03-31"
ANSWERS = {code: f"answer to {n}" for n, code in enumerate(QUESTIONS)} | {"Actions": ACTION}


def filled(form: str = "{label}: {answer}\n") -> str:
    return "".join(form.format(label=label(code), answer=answer) for code, answer in ANSWERS.items())


@pytest.mark.parametrize(
    "form",
    [
        "{label}: {answer}\n",
        "{label}:\n{answer}\n\n",
        "> {label}: {answer}\n",
        "*{label}:* {answer}\n",
        "**{label}**: {answer}\n",
        "{label} - {answer}\n",
        "\u200b{label}\u00a0:\u00a0{answer}\r\n",
        "• {label}:\t{answer}\n",
        "{label}：\n> {answer}\n",
    ],
)
def test_every_way_of_filling_it_gives_the_same_answers(form: str) -> None:
    outcome = parse_outcome(filled(form))
    assert outcome.answers == ANSWERS
    assert outcome.actions == (Action(1, "Switch it off", "r.lee@osborne.example", date(2027, 3, 31)),)
    assert outcome.problems == ()
    assert missing_answers(outcome, Severity.CRITICAL) == ()


def test_lost_numbers_are_no_loss() -> None:
    text = "".join(f"{words or code}: {ANSWERS[code]}\n" for code, words in QUESTIONS.items())
    assert parse_outcome(text).answers == ANSWERS


def test_everything_missing_is_named() -> None:
    missing = missing_answers(parse_outcome(""), Severity.MAJOR)
    assert missing == tuple(label(code) for code in QUESTIONS)
    assert [word.split()[0] for word in missing_answers(parse_outcome(""), Severity.MINOR)] == list(
        NEEDED_FOR_MINOR
    )


def test_a_blank_form_sent_back_answers_nothing() -> None:
    outcome = parse_outcome(filled().replace("answer to", "___").replace(ACTION, "..."))
    assert "Actions" not in outcome.answers
    blank = "".join(f"{label(code)}: \n" for code in QUESTIONS)
    assert parse_outcome(blank).answers == {}


@pytest.mark.parametrize(
    "blank", ["...", "____", "[ ]", "Click or tap here to enter text.", "TBC", "To follow", "-"]
)
def test_placeholders_are_no_answers(blank: str) -> None:
    assert "3d" not in parse_outcome(f"3d Expert help: {blank}\n3e Escalation: none needed").answers


def test_not_applicable_needs_its_why() -> None:
    bare = parse_outcome("3i Communications plan: N/A")
    assert bare.problems
    assert any("3i" in word for word in missing_answers(bare, Severity.MAJOR))
    reasoned = parse_outcome("3i Communications plan: Not applicable: one family, told by phone")
    assert not reasoned.problems
    assert not any("3i" in word for word in missing_answers(reasoned, Severity.MAJOR))


def test_the_first_answer_stands_and_an_older_form_beneath_is_passed_over() -> None:
    outcome = parse_outcome(
        "3j Controls to prevent recurrence: new\nCause: a slip\n\n> 3j: \n> Cause: a slip\n> 3j: old"
    )
    assert outcome.answers == {"3j": "new", "Cause": "a slip"}
    assert "twice" in outcome.problems[0]


def test_a_reference_to_another_question_is_part_of_the_answer() -> None:
    outcome = parse_outcome("3a Expected outcomes: data back\n3b and 3c were done by the officer\n3d: none")
    assert outcome.answers["3a"].endswith("done by the officer")
    assert "3b" not in outcome.answers


def test_the_sign_off_is_no_action() -> None:
    outcome = parse_outcome(f"Actions:\n{ACTION}\n\nKind regards\nBen Okafor\nDeputy Head")
    assert len(outcome.actions) == 1


@pytest.mark.parametrize("none", ["none", "None.", "No actions needed", "- none"])
def test_no_actions_is_an_answer(none: str) -> None:
    outcome = parse_outcome(f"Actions: {none}")
    assert outcome.actions == ()
    assert not outcome.problems
    assert "Actions" not in " ".join(missing_answers(outcome, Severity.MINOR))


@pytest.mark.parametrize(
    ("line", "owner", "by"),
    [
        (
            "Train staff; owner: Raj Lee <R.Lee@osborne.example>; by: 31 March 2027",
            "r.lee@osborne.example",
            (3, 31),
        ),
        ("Train staff; Owner r.lee@osborne.example; By 31/03/27", "r.lee@osborne.example", (3, 31)),
        ("Train staff, owner: r.lee@osborne.example, by: March 31st, 2027", "r.lee@osborne.example", (3, 31)),
        (
            "Train staff; by: Wed 31.3.2027; owner: mailto:r.lee@osborne.example",
            "r.lee@osborne.example",
            (3, 31),
        ),
        ("1) Train staff; owner: r.lee@osborne.example; by: 3 April", "r.lee@osborne.example", (4, 3)),
        ("- Train staff | r.lee@osborne.example | 2027-03-31", "r.lee@osborne.example", (3, 31)),
    ],
)
def test_actions_as_people_write_them(line: str, owner: str, by: tuple[int, int]) -> None:
    (action,) = parse_outcome(f"Actions:\n{line}", today=date(2027, 1, 10)).actions
    assert (action.what, action.owner, action.by) == ("Train staff", owner, date(2027, *by))


def test_lines_that_a_mail_program_broke_are_one_action() -> None:
    text = (
        "Actions:\nTrain all of the reception and office staff of the school in the\n"
        "use of bcc; owner: r.lee@osborne.example;\nby: 2027-03-31\nCheck it; owner: k@osborne.example; by: 2027-05-01"
    )
    first, second = parse_outcome(text).actions
    assert first.what.endswith("school in the use of bcc")
    assert (first.by, second.what) == (date(2027, 3, 31), "Check it")


def test_what_an_action_lacks_is_named_and_not_guessed() -> None:
    outcome = parse_outcome("Actions:\nRing them; owner: Kay; by: end of term\nWrite; by: 12 May")
    assert [(action.owner, action.by) for action in outcome.actions] == [("", None), ("", None)]
    assert "Action 1: the owner must be an e-mail address." in outcome.problems
    assert len([word for word in missing_answers(outcome, Severity.MINOR) if "Actions:" in word]) == 4


@given(st.text(max_size=400))
def test_no_text_breaks_it(text: str) -> None:
    outcome = parse_outcome(text)
    assert set(outcome.answers) <= set(QUESTIONS)
    missing_answers(outcome, None)


plain = st.text("abcdefg ,.", min_size=3, max_size=60).map(lambda words: f"it {words.strip()} x")


@given(st.fixed_dictionaries({code: plain for code in QUESTIONS if code != "Actions"}))
def test_any_answers_come_back(answers: dict[str, str]) -> None:
    text = "".join(f"{label(code)}: {answer}\n" for code, answer in answers.items())
    assert parse_outcome(text).answers == answers
