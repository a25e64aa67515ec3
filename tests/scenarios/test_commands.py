"""What people write to a case, and what comes of it (SPEC §3 and §5)."""

from __future__ import annotations

import pytest

from bot.demo.texts import OUTCOME
from bot.demo.world import World
from tests.scenarios.conftest import REPORT, Make, deadline, events

CAT = "c.lindqvist@hill.osborne.example"
MINOR_FORM = """OUTCOME
3c Evidence: the mail and the answer
3f Data subjects informed, or why not: not applicable: the address was wrong but nobody read it
3h Disciplinary action started, or why not: no, an honest slip
3j Controls to prevent recurrence: check the address twice
Cause: autocomplete
Actions: none
"""


@pytest.fixture
def case(world: World) -> World:
    world.write("tess", "Spreadsheet to the wrong person", REPORT)
    return world


def text(world: World, person: str, kind: str) -> str:
    return world.newest(person, kind).text


def investigated(world: World, severity: str = "minor") -> World:
    world.reply("asha", f"CLASSIFY {severity}\nASSIGN {CAT}", "triage_request")
    return world


def test_a_small_slip_ends_in_one_mail_and_a_short_form(case: World) -> None:
    words = "CLASSIFY minor\nCONTAINED she deleted it\nRISK unlikely because she deleted it and said so"
    case.reply("asha", words, "triage_request")
    seen = case.case()
    assert (seen["severity"], seen["risk"]) == ("minor", "unlikely")
    assert (seen["ico_decision"], seen["people_decision"]) == ("not-report", "not-tell")
    case.reply("asha", f"ASSIGN {CAT}")
    case.reply("cat", MINOR_FORM, "appointment")
    assert case.case()["state"] == "review"
    case.reply("asha", "ACCEPT\nCLOSE", "review_request")
    assert case.case()["state"] == "closed"
    assert case.kinds("tess")[-1] == "closed"


def test_an_unclear_reply_acknowledges_and_is_answered_with_the_words(case: World) -> None:
    case.reply("asha", "Thanks, let me look into this with the office on Thursday.", "triage_request")
    assert "acknowledged" in events(case)
    assert case.case()["severity"] is None
    assert "CLASSIFY" in text(case, "asha", "not_understood")


def test_quoted_history_commands_nothing(case: World) -> None:
    mail = case.newest("asha", "triage_request")
    case.tenant.send_as("asha", mail.from_.address, f"RE: {mail.subject}", "Will do.\n\n> CLOSE\n> CLASSIFY minor",
                        in_reply_to=mail)  # fmt: skip
    case.tick()
    assert case.case()["severity"] is None


def test_major_is_referred_at_once_and_investigated_with_the_siro(case: World) -> None:
    investigated(case, "major")
    seen = case.case()
    assert set(seen["people"]["investigator"]) == {CAT, "m.okonjo@osborne.example"}
    assert "referral" in case.kinds("dana")
    assert seen["people"]["reviewer"] == ["a.rahman@hill.osborne.example"]


def test_critical_is_investigated_by_the_siro_with_the_officer_supporting(case: World) -> None:
    investigated(case, "critical")
    people = case.case()["people"]
    assert people["investigator"] == ["m.okonjo@osborne.example"]
    assert people["supporter"] == [CAT]


def test_an_incomplete_report_names_each_missing_answer(case: World) -> None:
    investigated(case)
    case.reply("cat", "OUTCOME\n3c Evidence: the mail\nCause: haste", "appointment")
    assert case.case()["state"] == "investigating"
    asked = text(case, "cat", "outcome_request")
    assert "3f" in asked
    assert "3j" in asked
    assert "3c" not in asked.split("OUTCOME")[0]


def test_the_report_goes_to_the_reviewer_and_the_dpo_as_pdf(case: World) -> None:
    investigated(case, "major")
    case.reply("cat", OUTCOME, "appointment")
    for person, kind in (("asha", "review_request"), ("dana", "outcome_report")):
        names = [file.name for file in case.newest(person, kind).attachments]
        assert any(name.endswith(".pdf") for name in names), names


def test_whoever_investigated_can_neither_accept_nor_close(case: World) -> None:
    investigated(case, "major")
    case.reply("cat", OUTCOME, "appointment")
    case.reply("mel", "ACCEPT")
    assert case.case()["state"] == "review"
    assert "outcome_accepted" not in events(case)


def test_closing_is_refused_with_the_list_of_what_is_missing(case: World) -> None:
    investigated(case, "major")
    case.reply("cat", OUTCOME, "appointment")
    case.reply("asha", "ACCEPT\nCLOSE", "review_request")
    assert case.case()["state"] == "review"
    refused = text(case, "asha", "closure_refused")
    assert "DPO" in refused
    assert "ICO" in refused


def test_returned_reports_get_a_new_deadline(case: World) -> None:
    investigated(case)
    case.reply("cat", MINOR_FORM, "appointment")
    case.advance(hours=2)
    case.reply("asha", "RETURN because the cause is not explained", "review_request")
    assert case.case()["state"] == "investigating"
    assert "returned" in case.kinds("cat")
    assert deadline(case, "outcome_report")["cycle"] == "2"


def test_a_command_from_a_stranger_is_recorded_not_obeyed_and_reveals_nothing(case: World) -> None:
    mail = case.newest("asha", "triage_request")
    case.tenant.send_as("noor", mail.from_.address, f"RE: {mail.subject}", "CLOSE", in_reply_to=mail)
    case.tick()
    assert case.case()["state"] == "triage"
    answer = case.newest("noor", "not_allowed")
    assert "OCAT-2026-0001" not in answer.subject + answer.text
    assert "refused" in events(case)
    assert "operator_alert" in case.kinds("raj")


def test_a_spoofed_leader_is_recorded_not_obeyed(case: World) -> None:
    mail = case.newest("asha", "triage_request")
    raw = (
        "From: Asha Rahman <a.rahman@hill.osborne.example>\r\nTo: incidents@osborne.example\r\n"
        f"Subject: RE: {mail.subject}\r\nMessage-ID: <spoof@evil.example>\r\nDate: Tue, 24 Nov 2026 10:30:00 +0000\r\n"
        "\r\nNOT-INCIDENT because it was nothing\r\n"
    )
    case.tenant.deliver(raw.encode(), from_="x@evil.example", authenticated="fail")
    case.tick()
    assert case.case()["state"] == "triage"
    assert "not_proven" in events(case)


def test_the_dpo_may_only_raise_the_severity(case: World) -> None:
    investigated(case, "major")
    case.reply("dana", "CLASSIFY minor", "referral")
    assert case.case()["severity"] == "major"
    case.reply("dana", "CLASSIFY critical", "referral")
    assert case.case()["severity"] == "critical"


def test_downgrading_never_loosens_the_legal_clock(case: World) -> None:
    investigated(case, "critical")
    due = deadline(case, "ico_decision")["due_at"]
    case.reply("asha", "CLASSIFY minor", "triage_request")
    assert deadline(case, "ico_decision")["due_at"] == due
    assert "severity_changed" in case.kinds("dana")


def test_a_question_to_a_colleague_comes_back_to_the_asker(case: World) -> None:
    investigated(case)
    case.reply("cat", "ASK n.whitlock@hill.osborne.example: Did you see who opened the file?", "appointment")
    assert "question" in case.kinds("noor")
    case.reply("noor", "Yes, only the office did.", "question")
    assert "only the office did" in text(case, "cat", "answer")
    assert "answered" in events(case)


def test_a_question_outside_the_trust_waits_for_yes(case: World) -> None:
    investigated(case)
    case.reply("cat", "ASK jo.tremaine@homepost.example: Have you deleted the file?", "appointment")
    assert case.kinds("parent") == []
    case.reply("cat", "YES", "confirmed")
    assert case.kinds("parent") == ["question"]


def test_nobody_extends_what_they_are_late_with(case: World) -> None:
    investigated(case)
    due = deadline(case, "outcome_report")["due_at"]
    case.reply("cat", "EXTEND outcome_report 5 days because half the staff are ill", "appointment")
    assert deadline(case, "outcome_report")["due_at"] == due
    assert "decision_request" in case.kinds("asha")
    case.reply("asha", "EXTEND outcome_report 5 days because half the staff are ill", "decision_request")
    assert deadline(case, "outcome_report")["due_at"] > due


def test_the_law_is_never_extended(case: World) -> None:
    case.reply("asha", "EXTEND ico_filed 3 days because it is half term", "triage_request")
    assert "extended" not in events(case)


def test_not_an_incident_is_told_to_siro_and_dpo_and_may_be_restored(case: World) -> None:
    case.reply("asha", "NOT-INCIDENT because it was a test file without any real names", "triage_request")
    assert case.case()["state"] == "not_incident"
    assert "closed" in case.kinds("mel")
    assert "closed" in case.kinds("dana")
    assert "test file" in text(case, "tess", "closed")
    case.reply("mel", "REOPEN because it did hold real names", "closed")
    assert case.case()["state"] == "triage"


def test_a_closed_case_can_be_reopened(case: World) -> None:
    test_a_small_slip_ends_in_one_mail_and_a_short_form(case)
    case.reply("asha", "REOPEN because a second parent has the file", "review_request")
    assert case.case()["state"] == "investigating"
    assert deadline(case, "outcome_report")["state"] == "armed"


def test_merging_takes_the_earlier_awareness_and_the_higher_severity(case: World) -> None:
    case.reply("asha", "CLASSIFY major", "triage_request")
    case.advance(hours=1)
    case.write(
        "noor", "The same register", "I saw at 8.30 this morning that the SEND register went to a parent."
    )
    second = case.case()["reference"]
    assert second == "OCAT-2026-0002"
    case.reply("asha", f"MERGE {second}", "confirmed")
    assert case.case("OCAT-2026-0001")["state"] == "merged"
    kept = case.case(second)
    assert kept["severity"] == "major"
    assert kept["aware_at"] == "2026-11-24T08:30:00Z"


def test_the_reporter_may_ask_how_it_stands_without_details(case: World) -> None:
    case.reply("tess", "STATUS", "acknowledgement")
    answer = text(case, "tess", "status")
    assert "Asha" not in answer


def test_the_reporter_adds_to_the_report(case: World) -> None:
    case.reply("tess", "She has answered: the file is deleted.", "acknowledgement")
    assert "report_added" in events(case)
    assert "deleted" in text(case, "asha", "answer")


def test_awareness_may_be_set_earlier_by_the_leader_but_later_only_by_siro_or_dpo(case: World) -> None:
    case.reply("asha", "AWARE 23/11/2026 16:00 because the office knew yesterday", "triage_request")
    assert case.case()["aware_at"] == "2026-11-23T16:00:00Z"
    case.reply("asha", "AWARE 24/11/2026 09:00 because I was wrong", "confirmed")
    assert case.case()["aware_at"] == "2026-11-23T16:00:00Z"


def test_a_pa_on_behalf_acts_only_with_their_own_rights(case: World) -> None:
    mail = case.newest("asha", "triage_request")
    case.tenant.send_as("noor", mail.from_.address, f"RE: {mail.subject}", "CLASSIFY minor", in_reply_to=mail,
                        on_behalf_of="asha")  # fmt: skip
    case.tick()
    assert case.case()["severity"] is None


def test_the_same_mail_twice_is_one_case(world_at: Make) -> None:
    world = world_at("2026-11-24 10:00")
    raw = (
        "From: Tess Abara <t.abara@hill.osborne.example>\r\nTo: incidents@osborne.example\r\nSubject: Lost folder\r\n"
        "Message-ID: <one@hill.osborne.example>\r\nDate: Tue, 24 Nov 2026 09:50:00 +0000\r\n\r\n"
        "I left a folder with class lists on the bus this morning.\r\n"
    )
    for _ in range(2):
        world.tenant.deliver(raw.encode(), authenticated="internal")
        world.tick()
    assert len(world.cases()) == 1
    assert world.kinds("tess") == ["acknowledgement"]


@pytest.mark.parametrize(
    ("text_", "to"),
    [
        (
            "I would like to request an exception to the policy on memory sticks for the music department.",
            "kay",
        ),
        ("I want to suggest a change to the security incident policy: add a line about photos.", "kay"),
        ("This is a freedom of information request. Please tell me how many laptops the trust owns.", "kay"),
        ("I make a subject access request for all personal data you hold about me and my son.", "dana"),
        ("I wish to make a data protection complaint about how you handled my personal data.", "dana"),
    ],
)
def test_what_is_no_incident_goes_where_it_belongs(world: World, text_: str, to: str) -> None:
    world.write("parent2", "A request", text_)
    assert world.cases() == [] or "complaint" in text_
    assert "forwarded" in world.kinds(to)
    assert "complaint_received" in world.kinds("parent2") or "acknowledgement" in world.kinds("parent2")


def test_actions_are_asked_for_on_their_day_until_answered(case: World) -> None:
    investigated(case)
    form = MINOR_FORM.replace("Actions: none", f"Actions:\nTurn the warning on; owner: {CAT}; by: 2026-12-01")
    case.reply("cat", form, "appointment")
    case.reply("asha", "RISK unlikely because it was deleted\nACCEPT\nCLOSE", "review_request")
    assert case.case()["state"] == "closed"
    case.advance(days=8)
    assert "action_follow_up" in case.kinds("cat")
    case.reply("cat", "DONE 1", "action_follow_up")
    before = case.kinds("cat").count("action_follow_up")
    case.advance(days=100)
    assert case.kinds("cat").count("action_follow_up") == before


def test_the_dpo_may_restore_within_five_working_days_and_not_later(case: World) -> None:
    case.reply("asha", "NOT-INCIDENT because it was a test file without any real names", "triage_request")
    case.jump(days=8)
    case.reply("dana", "REOPEN because it held real names", "closed")
    assert case.case()["state"] == "not_incident"
    case.reply("mel", "REOPEN because it held real names", "closed")
    assert case.case()["state"] == "triage"
    case.reply("asha", "NOT-INCIDENT because it was a test file after all", "triage_request")
    case.reply("dana", "REOPEN because it held real names", "closed")
    assert case.case()["state"] == "triage"


def test_an_unanswered_question_is_asked_again_every_second_working_day(case: World) -> None:
    investigated(case)
    case.reply("cat", "ASK n.whitlock@hill.osborne.example: Did you see who opened the file?", "appointment")
    for days, count in ((1, 1), (1, 2), (1, 2), (3, 3)):  # Wednesday, Thursday, Friday, Monday
        case.jump(days=days)
        case.tick()
        assert case.kinds("noor").count("question") == count
    case.reply("noor", "Only the office.", "question")
    case.jump(days=2)
    case.tick()
    assert case.kinds("noor").count("question") == 3


def test_the_later_of_two_contradicting_leaders_hears_of_the_earlier(case: World) -> None:
    case.reply("asha", "ICO not-report because she deleted it", "triage_request")
    case.advance(hours=1)
    case.reply("asha", "ESCALATE I am in court all day", "confirmed")
    case.reply("mel", "ICO report because we cannot be sure", "escalation")
    assert "Asha Rahman had decided" in text(case, "mel", "confirmed")
    assert "changed" in text(case, "asha", "answer")
