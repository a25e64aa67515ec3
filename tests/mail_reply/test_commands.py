"""Commands from a person's own words: the table of true ones, of doubtful ones, and how they stand in a mail."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.words import CommandName as C
from bot.mail.commands import VOTE, commands_in
from tests.mail_reply.replies import table

TRUE = [line.split("\t") for line in table("commands", "\n")]
DOUBTFUL = table("no_commands", "\n")


def names(text: str, subject: str = "") -> list[C]:
    return [command.name for command in commands_in(text, subject)]


def pairs(text: str) -> list[tuple[str, str]]:
    return [(command.name.value, command.argument) for command in commands_in(text)]


@pytest.mark.parametrize(("line", "meant"), TRUE, ids=[line for line, _ in TRUE])
def test_true_command(line: str, meant: str) -> None:
    assert " ; ".join(f"{name}|{argument}" for name, argument in pairs(line)) == meant


@pytest.mark.parametrize("line", DOUBTFUL)
def test_doubtful_is_no_command(line: str) -> None:
    assert pairs(line) == []


@pytest.mark.parametrize("name", list(C))
@pytest.mark.parametrize("change", [str.lower, str.title, str.upper])
def test_every_command_word_in_any_case(name: C, change: object) -> None:
    arguments = {
        C.CLASSIFY: "major", C.ASSIGN: "a.b@x.example", C.HANDOVER: "a.b@x.example", C.MERGE: "OCAT-2026-0042",
        C.EXCLUDE: "a.b@x.example because involved", C.INCLUDE: "a.b@x.example because cleared",
        C.AWARE: "12/01/2026 because told then", C.ASK: "reporter: when?", C.NOTE: "it rang",
        C.RISK: "high because out",
        C.ICO: "report because high", C.PEOPLE: "told by letter", C.EXTEND: "review 3 days because ill", C.DONE: "2",
        C.NOT_DONE: "2 because ill", C.RELEASE: "1", C.REMOVE: "1", C.RETURN: "because empty",
        C.NOT_INCIDENT: "because a test",
    }  # fmt: skip
    word = change(name.value)  # type: ignore[operator]
    assert names(f"{word} {arguments.get(name, '')}".strip()) == [name]


@pytest.mark.parametrize(
    "doubt",
    ["do not {}", "should we {}?", "if you agree, {}", '"{}"', "I'll {} tomorrow", "we could {}", "never {}"],
)
@pytest.mark.parametrize(
    "command", ["close", "CLOSE", "classify as major", "acknowledge", "accept", "reopen", "escalate"]
)
def test_doubt_around_any_command(doubt: str, command: str) -> None:
    assert pairs(doubt.format(command)) == []


def test_several_commands_one_a_line() -> None:
    text = "ACKNOWLEDGE\nCLASSIFY major confirmed\nASSIGN b.jones@x.example\n\nI will ring later."
    assert pairs(text) == [
        ("ACKNOWLEDGE", ""),
        ("CLASSIFY", "major confirmed"),
        ("ASSIGN", "b.jones@x.example"),
    ]


def test_after_a_greeting_and_after_prose() -> None:
    assert names("Hi,\n\nCLOSE") == [C.CLOSE]
    assert names("I have spoken to the parent.\n\nPlease close this case.") == [C.CLOSE]
    assert names("Thanks for this.\nClassify as minor") == [C.CLASSIFY]


def test_wrapped_prose_is_no_command() -> None:
    assert names("I do not think that we should\nclose this case now") == []
    assert names("The parent asked us to\nCLOSE") == []
    assert names("Should we do this:\nCLOSE") == []
    assert names("If the DPO agrees,\nclose this case") == []


def test_only_first_lines_count() -> None:
    assert names("\n".join(["A sentence of mine."] * 30) + "\nCLOSE") == []


def test_a_sign_off_ends_them() -> None:
    assert names("Fine.\n\nKind regards\n\nCLOSE") == []


def test_reasons_run_over_lines_to_the_next_command_or_gap() -> None:
    text = "RISK unlikely because the parent deleted it\nand confirmed in writing\nCONTAINED recalled\n\nBest to wait."
    assert pairs(text) == [
        ("RISK", "unlikely because the parent deleted it and confirmed in writing"),
        ("CONTAINED", "recalled"),
    ]


def test_a_note_may_stand_under_its_word_and_keep_its_list() -> None:
    assert pairs("NOTE\n\nTwo parents rang:\n- Mrs Bell\n- Mr Ford") == [
        ("NOTE", "Two parents rang:\n- Mrs Bell\n- Mr Ford")
    ]


def test_outcome_takes_the_rest_whatever_it_says() -> None:
    form = "3a Expected outcomes: none\n3h no action\n\nCause: a slip\nCLOSE\nActions: none"
    assert pairs(f"OUTCOME\n\n{form}") == [("OUTCOME", form)]


def test_a_command_taken_back_in_the_same_mail_is_doubtful() -> None:
    assert names("CLOSE\n\nSorry, do not close it yet.") == []
    assert names("CLOSE\nNOTE rang\n\nPlease ignore the above.") == [C.NOTE]


def test_contradicting_commands_are_both_handed_on_in_order() -> None:
    assert names("CLASSIFY minor\nCLASSIFY major") == [C.CLASSIFY, C.CLASSIFY]
    assert names("CLOSE\nCLOSE") == [C.CLOSE]


def test_voting_answer() -> None:
    found = commands_in("", "Classify major: [OCAT-2026-0042] A case waits", {VOTE: "Classify major"})
    assert [(command.name, command.argument) for command in found] == [(C.CLASSIFY, "major")]
    assert names("", "Acknowledge: [OCAT-2026-0042] A case waits") == [C.ACKNOWLEDGE]
    assert names("", "RE: [OCAT-2026-0042] CLOSE") == []
    assert names("", "Accepted: meeting") == []
    assert names("No, not yet.", "Close: [OCAT-2026-0042] A case") == []
    assert commands_in("", "", {VOTE: "maybe"}) == ()


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400))
def test_never_raises(text: str) -> None:
    commands_in(text, text, {VOTE: text})


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from([*DOUBTFUL[:40], "A sentence of mine.", ""]), max_size=8))
def test_doubtful_lines_together_stay_doubtful(lines: list[str]) -> None:
    assert commands_in("\n\n".join(lines)) == ()
