"""Trusts in which one person has several roles, or a role has nobody to stand in: the ladder still ends somewhere."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.properties.desk import RANSOMWARE, Desk
from tests.scenarios.test_deadlines import FORM, NO_ACTIONS

ACCUSED_CEO = "Ivor Penhale e-mailed the staff list with salaries to a parent today at 9am."
ACCUSED_HEAD = "Asha Rahman e-mailed the staff list with salaries to a parent today at 9am."

PEOPLE = {
    "asha": ("Asha Rahman", "a.rahman@larch.example"),
    "ben": ("Ben Castell", "b.castell@larch.example"),
    "cat": ("Cat Lindqvist", "c.lindqvist@larch.example"),
    "ivor": ("Ivor Penhale", "i.penhale@larch.example"),
    "gwen": ("Gwen Halloran", "g.halloran@larch.example"),
    "dana": ("Dana Whitfield", "dana@firm.example"),
    "tess": ("Tess Abara", "t.abara@larch.example"),
}
FULL = {
    "headteacher": "asha ben", "investigating_officer": "cat", "siro": "asha", "ceo": "ivor", "chair": "gwen",
    "dpo": "dana", "case_manager": "cat", "it_lead": "ben", "operator": "ben",
}  # fmt: skip


def trust(**changed: str) -> str:
    """The directory.toml of a trust of one school; roles as words of ids, "" for nobody."""
    roles: Mapping[str, str] = {role: ids for role, ids in (FULL | changed).items() if ids}
    head = '[trust]\nname = "Larch Trust"\nprefix = "LCT"\ndomains = ["larch.example"]\n'
    boxes = '[mailboxes]\nincidents = "incidents@larch.example"\n'
    school = '[[schools]]\nid = "larch"\nname = "Larch Primary"\nsenders = ["larch.example"]'
    of_school = ("headteacher", "investigating_officer")
    lines = [head, boxes, *(_person(*one) for one in PEOPLE.items()), "[roles]"]
    lines += [_line(role, roles) for role in roles if role not in of_school]
    return "\n".join([*lines, school, *(_line(role, roles) for role in of_school if role in roles)])


def _person(person: str, named: tuple[str, str]) -> str:
    also = 'also = ["@firm.example"]\n' if person == "dana" else ""
    name, address = named
    return (
        f'[[people]]\nid = "{person}"\nname = "{name}"\naddress = "{address}"\nphone = "01632 960100"\n{also}'
    )


def _line(role: str, roles: Mapping[str, str]) -> str:
    ids = ", ".join(f'"{one}"' for one in roles[role].split())
    return f"{role} = [{ids}]"


def small(start: str = "2026-11-24 10:00", **changed: str) -> Desk:
    return Desk(start, directory=trust(**changed))


@pytest.fixture
def desk() -> Desk:
    """The Head is the SIRO as well."""
    desk = small()
    desk.report(person="t.abara@larch.example")
    return desk


def test_a_head_who_is_the_siro_is_asked_once_and_the_ceo_is_next(desk: Desk) -> None:
    desk.until("2026-11-24 18:00")
    assert desk.times("ben", "escalation", "leader_acknowledges") == ["2026-11-24 12:00"]
    assert desk.times("ivor", "escalation", "leader_acknowledges") == ["2026-11-24 14:00"]
    assert desk.times("gwen", "escalation", "leader_acknowledges")[0] == "2026-11-24 16:00"
    assert desk.to("asha", "escalation") == []


def test_what_the_head_as_siro_is_late_with_goes_to_the_ceo(desk: Desk) -> None:
    desk.say("asha", "CLASSIFY major\nRISK unlikely because deleted")
    desk.until("2026-11-24 15:00")
    assert "2026-11-24 14:00" in desk.times("ivor", "escalation", "appoint")


def test_a_critical_case_that_head_and_siro_in_one_investigates_is_reviewed_by_the_ceo() -> None:
    desk = small()
    desk.report(RANSOMWARE, person="t.abara@larch.example")
    desk.say("asha", "CLASSIFY critical\nASSIGN c.lindqvist@larch.example\nCONTAINED all servers are off")
    assert desk.case.who.investigators == ("a.rahman@larch.example",)
    assert desk.case.who.supporters == ("c.lindqvist@larch.example",)
    desk.say("asha", NO_ACTIONS)
    assert "review_request" in desk.kinds("ivor")
    desk.say("asha", "ACCEPT")
    assert desk.case.accepted_at is None
    desk.say("ivor", "ACCEPT")
    assert desk.case.accepted_at is not None


def test_head_who_is_siro_is_accused_the_ceo_has_it_and_no_deputy_hears() -> None:
    desk = small()
    desk.report(ACCUSED_HEAD, person="t.abara@larch.example")
    assert desk.case.who.leader == "i.penhale@larch.example"
    desk.advance(days=4)
    assert desk.kinds("asha") == []
    assert [
        m.kind for m in desk.to("ben") if m.kind != "containment_request" and "contain" not in m.points
    ] == []


def test_the_only_officer_reports_and_the_leader_names_somebody_else() -> None:
    desk = small()
    desk.report(person="c.lindqvist@larch.example")
    desk.say("asha", "CLASSIFY minor\nASSIGN b.castell@larch.example\nRISK unlikely because deleted")
    assert desk.case.who.investigators == ("b.castell@larch.example",)
    desk.say("ben", NO_ACTIONS)
    desk.say("asha", "ACCEPT\nCLOSE")
    assert desk.case.state == "closed"
    assert desk.kinds("cat").count("closed") == 1


def test_the_only_officer_who_caused_it_cannot_be_named() -> None:
    desk = small()
    desk.report(
        "I sent my class list to the wrong parent this morning at 9am.", person="c.lindqvist@larch.example"
    )
    desk.say("asha", "CLASSIFY minor\nASSIGN c.lindqvist@larch.example")
    assert desk.case.who.investigators == ()


def test_a_ceo_who_is_accused_hears_nothing_and_the_ladder_goes_round_them() -> None:
    desk = small()
    desk.report(ACCUSED_CEO, person="t.abara@larch.example")
    assert desk.case.who.leader == "a.rahman@larch.example"
    desk.advance(days=5)
    assert desk.kinds("ivor") == []
    assert desk.times("gwen", "escalation", "leader_acknowledges")[0] == "2026-11-24 14:00"


def test_a_dpo_that_is_a_firm_acts_through_anybody_of_its_domain(desk: Desk) -> None:
    desk.say("asha", "CLASSIFY major\nASSIGN c.lindqvist@larch.example\nCONTAINED deleted")
    desk.say("piers@firm.example", "RISK unlikely because it was deleted unread")
    assert desk.case.risk == "unlikely"
    assert desk.case.dpo_acknowledged_at is not None
    risk = next(r for r in desk.matter.events if r.event.kind == "risk_recorded")
    assert risk.event.actor == "piers@firm.example", "the real sender is on record"
    desk.say("piers@elsewhere.example", "RISK none because I say so")
    assert desk.case.risk == "unlikely"


def test_a_dpo_without_deputy_is_followed_by_the_siro_and_not_by_nobody(desk: Desk) -> None:
    desk.say("asha", "CLASSIFY major\nCONTAINED deleted")
    desk.until("2026-11-24 14:00")
    late = [m for m in desk.sent if "dpo_acknowledges" in m.points and m.kind == "escalation"]
    assert [m.to for m in late] == ["asha"]


def test_one_deputy_who_is_away_leaves_the_ladder_whole() -> None:
    desk = small()
    desk.gone("ben")
    desk.report(person="t.abara@larch.example")
    desk.until("2026-11-24 14:00")
    assert desk.times("ivor", "escalation", "leader_acknowledges") == ["2026-11-24 12:00"]


def test_no_chair_the_ladder_ends_at_the_ceo() -> None:
    desk = small(chair="")
    desk.report(person="t.abara@larch.example")
    desk.advance(days=3)
    assert len(desk.times("ivor", "escalation", "leader_acknowledges")) >= 3


ONE = dict.fromkeys(FULL, "asha")


def test_one_person_with_nearly_all_roles_is_asked_once_and_gets_one_mail_at_a_time() -> None:
    desk = small(**(ONE | {"dpo": "dana", "chair": "gwen", "investigating_officer": "cat"}))
    desk.report(person="t.abara@larch.example")
    desk.until("2026-11-24 12:00")
    assert desk.times("gwen", "escalation") == ["2026-11-24 12:00"]
    desk.advance(days=4)
    moments = [m.at for m in desk.to("asha")]
    assert len(moments) == len(set(moments))


def test_one_person_with_every_role_and_nobody_else_still_ends_a_case() -> None:
    desk = small(**ONE)
    desk.report(person="t.abara@larch.example")
    desk.say("asha", "CLASSIFY minor\nASSIGN c.lindqvist@larch.example\nRISK unlikely because deleted")
    desk.say("cat", FORM.format(actions="none"))
    desk.say("asha", "ACCEPT\nCLOSE")
    assert desk.case.state == "closed"


def test_one_person_with_every_role_who_is_away_is_asked_all_the_same() -> None:
    desk = small(**ONE)
    desk.gone("asha")
    desk.report(person="t.abara@larch.example")
    assert desk.kinds("asha") == ["decision_request"], "better a mail that waits than nobody"
    desk.advance(days=3, hours=1)
    assert desk.kinds("asha").count("decision_request") == 4


def test_a_trust_whose_only_leader_is_accused_leaves_nothing_unasked() -> None:
    desk = small(**(ONE | {"dpo": "dana", "operator": "ben", "case_manager": "cat"}))
    desk.report(ACCUSED_HEAD, person="t.abara@larch.example")
    assert desk.case.who.leader == ""
    assert {p for p in ("dana", "cat", "ben") if "decision_request" in desk.kinds(p)} == {
        "dana",
        "cat",
        "ben",
    }
    desk.say("dana", "HANDOVER g.halloran@larch.example")
    assert desk.case.who.leader == "g.halloran@larch.example"
    assert desk.kinds("asha") == []
    desk.advance(days=5)
    assert desk.kinds("asha") == []


def test_a_head_who_is_dpo_as_well_is_one_reader() -> None:
    desk = small(dpo="asha")
    desk.report(person="t.abara@larch.example")
    desk.say("asha", "CLASSIFY major\nASSIGN c.lindqvist@larch.example")
    desk.until("2026-11-26 12:00")
    moments = [m.at for m in desk.to("asha") if m.at > desk.case.referred_at]
    assert len(moments) == len(set(moments))
