"""In which capacities a person writes on a case. An excluded person has none, whatever their roles."""

from __future__ import annotations

from bot.domain.case import Case
from bot.domain.directory import Person
from bot.domain.words import LADDER, Role
from handlers import people
from handlers.context import Context
from handlers.rights import Capacity

_BY_ROLE = (
    (Role.SIRO, Capacity.SIRO),
    (Role.DPO, Capacity.DPO),
    (Role.CASE_MANAGER, Capacity.CASE_MANAGER),
    (Role.IT_LEAD, Capacity.IT_LEAD),
)


def capacities_of(address: str, case: Case, ctx: Context) -> frozenset[Capacity]:
    """Every capacity of the person behind an address on this case; empty for strangers and excluded people."""
    who = case.who
    if not address:
        return frozenset()
    reporter = people.same(address, (who.reporter, who.forwarder, *who.other_reporters), ctx)
    if people.same(address, who.excluded, ctx):  # who reported may still add to the report, and no more
        return frozenset({Capacity.REPORTER}) if reporter else frozenset()
    found = {Capacity.REPORTER} if reporter else set()
    if people.same(address, (who.leader, *who.reached), ctx):
        gave_up = people.same(address, who.stepped_back, ctx)
        found.add(Capacity.INVOLVED if gave_up else Capacity.LEADER)
    if people.same(address, who.investigators, ctx):
        found.add(Capacity.INVESTIGATOR)
    if people.same(address, (a.owner for a in case.words.actions), ctx):
        found.add(Capacity.OWNER)
    if people.same(address, (*who.supporters, *who.informed), ctx):
        found.add(Capacity.INVOLVED)
    found |= _by_directory(address, case, ctx)
    return frozenset(found)


def _by_directory(address: str, case: Case, ctx: Context) -> set[Capacity]:
    person = ctx.person(address)
    found: set[Capacity] = set()
    for role, capacity in _BY_ROLE:
        handed = people.same(address, (case.who.contacts.get(role.value, ""),), ctx)
        if handed or (person and people.acts_for(person, role, case, ctx)):
            found.add(capacity)
    if person is None:
        return found
    if not case.who.leader and person in ctx.directory.holders(Role.OPERATOR):
        found.add(Capacity.OPERATOR)
    if (chosen := people.reviewer(case, ctx)) and chosen.id == person.id:
        found.add(Capacity.REVIEWER)
    if _on_the_ladder(person, case, ctx):
        found.add(Capacity.INVOLVED)
    return found


def _on_the_ladder(person: Person, case: Case, ctx: Context) -> bool:
    """Who may be asked on any rung may ask how it stands; not the deputy of somebody who is involved."""
    return any(people.acts_for(person, role, case, ctx) for role in LADDER)


def role_word(capacities: frozenset[Capacity], case: Case) -> str:
    """The role under which an act goes on record."""
    order = (
        (Capacity.DPO, Role.DPO.value),
        (Capacity.INVESTIGATOR, "investigator"),
        (Capacity.LEADER, "leader"),
        (Capacity.SIRO, Role.SIRO.value),
        (Capacity.REVIEWER, "reviewer"),
        (Capacity.CASE_MANAGER, Role.CASE_MANAGER.value),
        (Capacity.IT_LEAD, Role.IT_LEAD.value),
        (Capacity.OPERATOR, Role.OPERATOR.value),
        (Capacity.OWNER, "owner"),
        (Capacity.REPORTER, "reporter"),
        (Capacity.INVOLVED, "involved"),
    )
    return next((word for capacity, word in order if capacity in capacities), "stranger")
