"""What comes in several pieces: a report form filled bit by bit, a mail that asks for two things (SPEC §3)."""

from __future__ import annotations

from io import BytesIO

import pytest
from docx import Document

from bot.demo.world import World
from tests.properties.desk import Desk
from tests.scenarios.conftest import REPORT, Make
from tests.scenarios.test_deadlines import CAT

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FIRST = (
    "OUTCOME\n3c Evidence: the mail\n3f Data subjects informed: yes, by letter\n3h Disciplinary: no, a slip"
)
REST = "OUTCOME\n3j Controls: check the address twice\nCause: haste\nActions: none"


@pytest.fixture
def desk() -> Desk:
    """A minor case with an officer."""
    desk = Desk("2026-11-24 10:00")
    desk.report()
    desk.say("asha", f"CLASSIFY minor\nASSIGN {CAT}\nRISK unlikely because deleted")
    return desk


def test_a_person_asked_for_what_is_missing_sends_only_that(desk: Desk) -> None:
    assert desk.say("cat", FIRST) == "outcome_request"
    asked = desk.to("cat", "outcome_request")[-1].mail.facts["missing"]
    assert [line.split()[0] for line in asked] == ["3j", "Cause", "Actions"]
    desk.say("cat", REST)
    assert desk.case.state == "review"
    assert set(desk.case.words.outcome) == {"3c", "3f", "3h", "3j", "Cause", "Actions"}


def test_a_returned_report_is_completed_and_the_newer_answer_stands(desk: Desk) -> None:
    desk.say("cat", FIRST)
    desk.say("cat", REST.replace("Actions: none", f"Actions:\nShow the office; owner: {CAT}; by: 2026-12-18"))
    desk.say("asha", "RETURN because haste explains nothing")
    desk.say("cat", "OUTCOME\nCause: autocomplete, and nobody looked")
    assert desk.case.state == "review"
    assert desk.case.words.outcome["Cause"].startswith("autocomplete")
    assert [action.owner for action in desk.case.words.actions] == [CAT]


def test_text_and_word_form_of_one_mail_belong_together(world: World) -> None:
    world.write("tess", "Spreadsheet to the wrong person", REPORT)
    world.reply("asha", f"CLASSIFY minor\nASSIGN {CAT}\nRISK unlikely because deleted", "triage_request")
    form, file = Document(), BytesIO()
    for line in (*FIRST.splitlines()[1:], *REST.splitlines()[1:-1]):
        form.add_paragraph(line)
    form.save(file)
    text = "OUTCOME\nCause: a wrong address\nActions: none"
    world.reply("cat", text, "appointment", files=[("form.docx", WORD, file.getvalue())])
    assert world.case()["state"] == "review"
    assert "Cause is answered twice" in world.newest("cat", "confirmed").text


@pytest.mark.parametrize(
    ("text", "says", "to"),
    [
        ("I wish to make a data protection complaint. Today at 9 Hill Academy e-mailed my son's medical report to "
         "another family by mistake.", "We have your complaint as well", "kay"),
        ("I request an exception to the policy on memory sticks for music. Also, today at 9 I lost a memory stick "
         "with pupil records on the bus.", "We have your request for an exception as well", "kay"),
    ],
)  # fmt: skip
def test_a_request_that_tells_of_an_incident_opens_a_case_and_gets_one_answer(
    text: str, says: str, to: str, world: World
) -> None:
    world.write("ida", "A request", text)
    assert len(world.cases()) == 1
    assert world.kinds("ida") == ["acknowledgement"]
    assert says in world.newest("ida").text
    assert "forwarded" in world.kinds(to)


def test_a_suggestion_that_speaks_of_incidents_in_general_is_none(world_at: Make) -> None:
    world = world_at("2026-11-24 10:00")
    world.write(
        "tess",
        "An idea",
        "I want to suggest a change to the security incident policy: say what to do when a laptop is lost.",
    )
    assert world.cases() == []
