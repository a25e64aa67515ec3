"""Who gets a case: deputies, rungs, conflicts, small trusts, and that somebody is always left or asked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.directory import Mailboxes, School
from bot.domain.plays import cautions, plays
from bot.domain.routing import (
    Availability,
    Choice,
    Conflicts,
    Why,
    first_leader,
    holder_of,
    ladder,
    next_leader,
    reviewer,
)
from bot.domain.words import LADDER, Role

from .trust import PEOPLE, directory, person

TRUST = directory()
OFFICER = Role.INVESTIGATING_OFFICER


def away(*ids: str) -> Availability:
    return Availability(away=frozenset(ids))


def involved(*ids: str) -> Conflicts:
    return Conflicts(frozenset(ids))


def who(choice: Choice) -> tuple[str, Role | None]:
    return (choice.person.id if choice.person else "", choice.role)


@pytest.mark.parametrize(
    ("school", "availability", "conflicts", "expected"),
    [
        ("hill", away(), involved(), ("asha", Role.HEADTEACHER)),
        ("hill", away("asha"), involved(), ("ben", Role.HEADTEACHER)),
        ("hill", Availability(bounced=frozenset({"asha"})), involved(), ("ben", Role.HEADTEACHER)),
        ("hill", away("asha", "ben"), involved(), ("mel", Role.SIRO)),
        ("hill", away(), involved("asha"), ("mel", Role.SIRO)),  # never to her own deputy
        ("hill", away("asha"), involved("ben"), ("mel", Role.SIRO)),
        ("hill", away("mel"), involved("asha"), ("noor", Role.SIRO)),
        ("hill", away("noor"), involved("asha", "mel"), ("ivor", Role.CEO)),
        ("hill", away("asha", "ben", "mel", "noor", "ivor"), involved(), ("petra", Role.CHAIR)),
        ("hill", away(), involved("ivor"), ("asha", Role.HEADTEACHER)),
        ("", away(), involved(), ("ivor", Role.CEO)),
        ("unknown", away(), involved(), ("ivor", Role.CEO)),
        ("", away("ivor"), involved(), ("mel", Role.CEO)),
        ("", away(), involved("ivor"), ("petra", Role.CHAIR)),
        ("", away("ivor", "mel", "petra"), involved(), ("noor", Role.SIRO)),  # better than nobody
    ],
)
def test_first_leader(
    school: str, availability: Availability, conflicts: Conflicts, expected: tuple[str, Role]
) -> None:
    assert who(first_leader(TRUST, school, availability, conflicts)) == expected


def test_why_people_were_passed_over_is_told() -> None:
    choice = first_leader(TRUST, "hill", away("mel"), involved("asha"))
    assert [(one.person_id, one.why) for one in choice.passed_over] == [
        ("asha", Why.INVOLVED),
        ("ben", Why.DEPUTY_OF_INVOLVED),
        ("mel", Why.AWAY),
    ]
    assert choice.copies == ("mel",)  # who is only away still gets a copy


def test_a_case_about_the_ceo_never_comes_down_to_the_ceos_staff() -> None:
    choice = first_leader(TRUST, "", away("petra"), involved("ivor"))
    assert choice.nobody
    assert [person.id for person in choice.instead] == ["dana", "kay", "raj"]


def test_the_accused_heads_deputy_is_no_deputy_of_a_higher_rung_either() -> None:
    trust = directory(roles={Role.SIRO: ("mel", "ben", "noor")})
    assert who(first_leader(trust, "hill", away("mel"), involved("asha"))) == ("noor", Role.SIRO)
    own_right = directory(roles={Role.SIRO: ("ben",)})
    assert who(first_leader(own_right, "hill", away(), involved("asha"))) == ("ben", Role.SIRO)


def test_silence_climbs_by_deputies_and_asks_nobody_twice() -> None:
    asked = {"asha"}
    order = ["asha"]
    role = Role.HEADTEACHER
    while not (choice := next_leader(TRUST, "hill", role, frozenset(asked))).nobody:
        assert choice.person
        assert choice.role
        order.append(choice.person.id)
        asked.add(choice.person.id)
        role = choice.role
    assert order == ["asha", "ben", "mel", "noor", "ivor", "petra"]


def test_escalate_goes_straight_to_the_next_rung() -> None:
    choice = next_leader(TRUST, "hill", Role.HEADTEACHER, frozenset({"asha"}), above=True)
    assert who(choice) == ("mel", Role.SIRO)


def test_on_a_day_off_nobody_above_the_siro_is_reached() -> None:
    asked = frozenset({"asha", "ben", "mel", "noor"})
    assert next_leader(TRUST, "hill", Role.SIRO, asked, highest=Role.SIRO).nobody
    central = next_leader(TRUST, "", Role.CEO, frozenset({"ivor"}), highest=Role.SIRO)
    assert who(central) == ("mel", Role.CEO)  # the current rung's deputy always


def test_ladder_asks_a_person_of_several_rungs_once() -> None:
    small = directory(roles={Role.SIRO: ("asha",), Role.CEO: ("asha", "ivor")})
    assert [(role, [one.id for one in people]) for role, people in ladder(small, "hill")] == [
        (Role.HEADTEACHER, ["asha", "ben"]),
        (Role.SIRO, []),
        (Role.CEO, ["ivor"]),
        (Role.CHAIR, ["petra"]),
    ]
    assert who(first_leader(small, "hill", away(), involved("asha"))) == ("petra", Role.CHAIR)


@pytest.mark.parametrize(
    ("role", "availability", "conflicts", "expected"),
    [
        (Role.DPO, away(), involved(), ("dana", Role.DPO)),
        (Role.DPO, away("dana"), involved(), ("mel", Role.SIRO)),
        (Role.IT_LEAD, away(), involved("raj"), ("mel", Role.SIRO)),
        (OFFICER, away(), involved(), ("ben", OFFICER)),
        (OFFICER, away(), Conflicts(reporters=frozenset({"ben"})), ("cat", OFFICER)),
        (OFFICER, away(), involved("ben"), ("mel", Role.SIRO)),
        (OFFICER, away(), involved("asha"), ("cat", OFFICER)),  # ben is her deputy
        (Role.SAFEGUARDING_LEAD, away("asha"), involved(), ("ben", Role.SAFEGUARDING_LEAD)),
        (Role.INFORMATION_CHAMPION, away("kay"), involved(), ("mel", Role.SIRO)),
    ],
)
def test_holder_of(
    role: Role, availability: Availability, conflicts: Conflicts, expected: tuple[str, Role]
) -> None:
    assert who(holder_of(TRUST, role, "hill", availability, conflicts)) == expected


@pytest.mark.parametrize(
    ("investigators", "conflicts", "expected"),
    [
        (("cat",), involved(), ("asha", Role.HEADTEACHER)),
        (("asha",), involved(), ("mel", Role.SIRO)),  # the Head's deputy does not judge the Head's work
        (("mel", "ben"), involved(), ("asha", Role.HEADTEACHER)),
        (("asha", "mel"), involved(), ("ivor", Role.CEO)),
        (("mel",), involved("asha"), ("ivor", Role.CEO)),
    ],
)
def test_reviewer_is_never_the_investigator(
    investigators: tuple[str, ...], conflicts: Conflicts, expected: tuple[str, Role]
) -> None:
    assert who(reviewer(TRUST, "hill", investigators, conflicts=conflicts)) == expected


def test_plays_say_who_gets_it() -> None:
    sentences = [play.sentence(TRUST) for play in plays(TRUST)]
    assert "Hill School, Head away: Ben (deputy headteacher) leads, then Mel (siro)" in sentences
    assert "Hill School, Head accused: Mel (siro) leads, then Noor (deputy siro)" in sentences
    assert "Hill School, Head investigates a critical case: Mel (siro) reviews" in sentences
    assert "Mill School, Investigating Officer is the reporter: Mel (siro) investigates" in sentences
    assert "Central trust, CEO accused: Petra (chair) leads" in sentences
    alone = directory(roles={Role.CHAIR: ()})
    assert "Central trust, CEO accused: nobody is left, asked to name somebody: Dana, Kay, Raj" in [
        play.sentence(alone) for play in plays(alone)
    ]


def test_cautions() -> None:
    assert cautions(TRUST) == ("no date for the policy's review ([trust] policy_review): nobody is reminded of it",
                               "Mill School: the headteacher has no deputy")  # fmt: skip
    odd = directory(roles={Role.DPO: ("raj",), Role.CHAIR: ()}, people=(*PEOPLE, person("zoe")))
    assert any("Raj is DPO and also holds it_lead" in sentence for sentence in cautions(odd))
    assert any("nobody holds chair" in sentence for sentence in cautions(odd))
    bare = directory()
    bare = replace(
        bare,
        mailboxes=Mailboxes("incidents@larch.example"),
        people=bare.people | {"ivor": replace(bare.people["ivor"], phone="")},
        schools={"glen": School("glen", "Glen School", ("glen.example",), {Role.HEADTEACHER: ("femi",)}),
                 "dell": School("dell", "Dell School", (), {Role.HEADTEACHER: ("femi", "dana")})},
    )  # fmt: skip
    text = "\n".join(cautions(bare))
    assert "no mailbox for anonymous reports" in text
    assert "Ivor has no phone number" in text
    assert "Glen School: nobody holds investigating_officer, so the SIRO investigates" in text
    assert "Glen School: glen.example lies outside" in text
    assert "Dell School: no senders" in text
    assert "Dana is DPO and also holds headteacher" in text


ids = st.frozensets(st.sampled_from([one.id for one in PEOPLE]))
groups = st.lists(st.sampled_from([one.id for one in PEOPLE]), max_size=3, unique=True).map(tuple)
trusts = st.builds(
    directory,
    st.fixed_dictionaries(
        {role: groups for role in (Role.CEO, Role.SIRO, Role.DPO, Role.CHAIR, Role.OPERATOR)}
    ),
    st.fixed_dictionaries({Role.HEADTEACHER: groups, OFFICER: groups}),
)


@given(trusts, st.sampled_from(["hill", ""]), ids, ids, ids, ids)
def test_nobody_away_or_involved_is_ever_chosen(trust, school, out, bounced, culprits, asked) -> None:  # type: ignore[no-untyped-def]
    here, conflicts = Availability(out, bounced), Conflicts(culprits)
    chosen = [
        first_leader(trust, school, here, conflicts, asked),
        reviewer(trust, school, asked, here, conflicts),
    ]
    chosen += [holder_of(trust, role, school, here, conflicts, asked) for role in Role]
    chosen += [next_leader(trust, school, role, asked, here, conflicts) for role in LADDER]
    for choice in chosen:
        if choice.person:
            assert choice.person.id not in out | bounced | culprits | asked
            assert not choice.instead
        else:
            assert not {one.id for one in choice.instead} & culprits


@given(trusts, ids)
def test_an_involved_leaders_deputies_do_not_decide(trust, culprits) -> None:  # type: ignore[no-untyped-def]
    choice = first_leader(trust, "hill", conflicts=Conflicts(culprits))
    for role in LADDER:
        holder, *deputies = trust.holders(role, "hill") or (None,)
        if holder and holder.id in culprits and choice.person in deputies:
            assert choice.place == 0
            assert choice.role is not role
