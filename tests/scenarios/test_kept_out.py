"""Who is kept out of a case, and who stands in for them: no part, no mail, no answer (SPEC §2, conflict)."""

from __future__ import annotations

import pytest

from bot.demo.world import World
from handlers.view import phones
from tests.properties.desk import RANSOMWARE, Desk
from tests.scenarios.test_deadlines import CAT, NO_ACTIONS
from tests.scenarios.test_small_trusts import ACCUSED_HEAD

ASHA, DANA = "a.rahman@hill.osborne.example", "dana@whitfield-dpo.example"
ACCUSED_DPO = "Dana Whitfield e-mailed the class list of 4B to a parent today at 9am."


@pytest.fixture
def desk() -> Desk:
    """A Tuesday in term time, 10:00, with a report from Hill Academy."""
    desk = Desk("2026-11-24 10:00")
    desk.report()
    return desk


# a leader who is kept out later


def test_the_siro_who_keeps_the_leader_out_leads(desk: Desk) -> None:
    desk.say("asha", "CLASSIFY moderate")
    before = len(desk.to("asha"))
    desk.say("mel", f"EXCLUDE {ASHA} because she sent it")
    assert desk.case.who.leader.startswith("m.okonjo")
    desk.say("mel", "CLASSIFY major")
    desk.advance(days=4)
    assert len(desk.to("asha")) == before
    assert desk.kinds("ben") == [], "never to that leader's own deputy"
    assert "2026-11-24 12:00" in desk.times("mel", "reminder", "appoint")


def test_a_deputy_who_keeps_the_leader_out_does_not_get_the_case(desk: Desk) -> None:
    desk.until("2026-11-24 12:00")
    desk.say("ben", f"EXCLUDE {ASHA} because she sent it")
    assert desk.case.who.leader.startswith("m.okonjo")
    assert desk.kinds("mel") == ["handed_over"]


def test_the_next_leader_is_asked_though_silent_before(desk: Desk) -> None:
    desk.until("2026-11-24 14:00")  # Ben and the SIRO were asked in vain
    desk.say("asha", "CLASSIFY minor")
    desk.say("ben", f"EXCLUDE {ASHA} because she sent it")
    assert desk.case.who.leader.startswith("m.okonjo")


def test_a_reviewer_who_is_kept_out_is_followed_and_the_next_gets_the_report(desk: Desk) -> None:
    desk.say("asha", f"CLASSIFY minor\nASSIGN {CAT}\nRISK unlikely because deleted")
    desk.say("cat", NO_ACTIONS)
    desk.say("mel", f"EXCLUDE {ASHA} because she sent it")
    (request,) = desk.to("mel", "review_request")
    assert request.mail.files
    desk.say("mel", "ACCEPT\nCLOSE")
    assert desk.case.state == "closed"


def test_an_officer_who_is_kept_out_is_replaced_by_the_leader(desk: Desk) -> None:
    desk.say("asha", f"CLASSIFY minor\nASSIGN {CAT}")
    desk.say("mel", f"EXCLUDE {CAT} because she sent it")
    assert desk.to("asha", "decision_request")[-1].mail.facts["kept_out"]
    before = len(desk.to("cat"))
    desk.say("asha", "ASSIGN b.castell@hill.osborne.example")
    desk.say("ben", NO_ACTIONS)
    desk.say("asha", "RISK unlikely because deleted\nACCEPT\nCLOSE")
    assert desk.case.state == "closed"
    assert len(desk.to("cat")) == before


def test_a_dpo_who_is_kept_out_is_followed_by_the_siro_with_the_referral(desk: Desk) -> None:
    desk.say("asha", "CLASSIFY major")
    before = len(desk.to("dana"))
    desk.say("asha", f"EXCLUDE {DANA} because it was the firm")
    assert desk.times("mel", "referral") == ["2026-11-24 10:00"]
    desk.advance(days=2)
    assert len(desk.to("dana")) == before
    assert desk.kinds("dpo-deputy") == []


def test_conflicts_that_come_with_a_merged_case_move_its_leader() -> None:
    desk = Desk("2026-11-24 10:00")
    first = desk.report()
    second = desk.report("Asha Rahman e-mailed the class list of 4B to a parent today at 9am.", "noor")
    desk.say("mel", f"MERGE {first}", second)
    desk.advance(hours=3)
    assert desk.matters[first].case.who.leader.startswith("m.okonjo")


# who stands in for them


def test_the_deputy_of_an_accused_head_learns_nothing_and_moves_nothing() -> None:
    desk = Desk("2026-11-24 10:00")
    desk.report(ACCUSED_HEAD)
    assert desk.say("ben", "STATUS") == "not_allowed"
    desk.say("ben", "ESCALATE this is nonsense")
    assert desk.case.who.leader.startswith("m.okonjo")


def test_the_deputy_of_an_accused_dpo_is_not_the_dpo() -> None:
    desk = Desk("2026-11-24 10:00")
    desk.report(ACCUSED_DPO)
    desk.say("asha", "CLASSIFY critical")
    desk.advance(days=1)
    assert desk.kinds("dana") == desk.kinds("dpo-deputy") == []
    desk.say("dpo-deputy", "RISK none because it was nothing")
    assert desk.case.risk is None


def test_an_accused_heads_deputy_is_not_among_those_to_ring() -> None:
    desk = Desk("2026-11-24 10:00")
    desk.report(RANSOMWARE + " Asha Rahman e-mailed the virus to everybody.")
    desk.say("mel", f"EXCLUDE {ASHA} because of the report")
    rung = {row["name"] for row in phones(desk.case, desk.context())}
    assert "Mel Okonjo" in rung
    assert not rung & {"Asha Rahman", "Ben Castell"}


def test_who_may_not_close_is_not_told_what_is_missing(desk: Desk) -> None:
    assert desk.say("kay", "CLOSE") == "confirmed"
    assert "closure_refused" not in desk.event_kinds()


def test_mail_that_waits_is_not_sent_to_who_is_kept_out_meanwhile(world: World) -> None:
    world.tenant.faults.add("status", "POST", "/messages", status=503, times=None)  # nothing goes out yet
    world.write("tess", "Register", "This morning I sent the register of 28 pupils to the wrong parent.")
    kept_out = ("a.rahman@hill.osborne.example", "t.abara@hill.osborne.example")
    lines = "\n".join(f"EXCLUDE {address} because it concerns them" for address in kept_out)
    world.write("mel", f"[{world.case()['reference']}] Who is kept out", lines)
    world.tenant.faults.clear()
    world.advance(hours=1)
    assert "triage_request" not in world.kinds("asha")
    assert {one["kind"]: one["status"] for one in world.case()["mails"]}["triage_request"] == "failed"
    assert "acknowledgement" in world.kinds("tess"), "what concerns their own report goes to anybody"
