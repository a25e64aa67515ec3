"""Who has what on a case, now: routing.py asked with this case's conflicts and this moment's absences."""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain import routing
from bot.domain.case import Case
from bot.domain.directory import Person
from bot.domain.duties import Party
from bot.domain.routing import Availability, Choice, Conflicts
from bot.domain.words import Role
from handlers.context import Context


def availability(ctx: Context) -> Availability:
    """Who is away and whose mail bounces, now."""
    bounced = frozenset(i for i, away in ctx.away.items() if away.source == "bounce")
    return Availability(ctx.unavailable() - bounced, bounced)


def conflicts(case: Case, ctx: Context) -> Conflicts:
    """Who is kept out. Of an anonymous report nobody is, for having made it (SPEC §6)."""
    involved = ctx.directory.ids(case.who.excluded)
    if case.anonymous:
        return Conflicts(involved)
    return Conflicts(involved, ctx.directory.ids((case.who.reporter, *case.who.other_reporters)))


def first_leader(case: Case, ctx: Context) -> Choice:
    """Who gets a new case."""
    return routing.first_leader(ctx.directory, case.school, availability(ctx), conflicts(case, ctx))


def next_leader(case: Case, ctx: Context, *, above: bool = False) -> Choice:
    """Who is reached next, after all who were; nobody above the rung that this day allows."""
    policy = ctx.policy_at(case.school)
    highest = None
    if not above and case.reported_at:
        highest = policy.highest_rung(ctx.now, case.reported_at, case.column == "critical")
    start = routing.ladder_roles(ctx.directory, case.school)[0]
    return routing.next_leader(
        ctx.directory, case.school, case.leader_role or start, ctx.directory.ids(case.who.asked),
        availability(ctx), conflicts(case, ctx), above=above, highest=highest,
    )  # fmt: skip


def holder(role: Role, case: Case, ctx: Context) -> Person | None:
    """Who acts for a role on this case, None for nobody. HANDOVER of the role on this case goes first."""
    handed = ctx.person(case.who.contacts.get(role.value, ""))
    kept_out = conflicts(case, ctx).involved
    if handed and handed.id not in kept_out and handed.id not in ctx.unavailable():
        return handed
    return routing.holder_of(
        ctx.directory, role, case.school, availability(ctx), conflicts(case, ctx)
    ).person  # fmt: skip


def acts_for(person: Person, role: Role, case: Case, ctx: Context) -> bool:
    """Whether a holder or deputy may act in a role on this case; never in place of somebody who is involved."""
    if person not in ctx.directory.holders(role, case.school):
        return False
    return routing.acts_for(ctx.directory, role, case.school, person, conflicts(case, ctx))


def address_of(role: Role, case: Case, ctx: Context) -> str:
    """The address of whoever acts for a role, "" for nobody."""
    if role is Role.DPO and case.who.dpo and _can_act(case.who.dpo, case, ctx):
        return case.who.dpo
    person = holder(role, case, ctx)
    return person.address if person else ""


def _can_act(address: str, case: Case, ctx: Context) -> bool:
    person = ctx.person(address)
    if same(address, case.who.excluded, ctx):
        return False
    if person is None:  # handed to somebody outside the directory, or no longer in it
        return address in case.who.contacts.values()
    return person.id not in ctx.unavailable()


def reviewer(case: Case, ctx: Context) -> Person | None:
    """Who reviews the outcome report: nobody who investigated or is involved."""
    ids = ctx.directory.ids(case.who.investigators)
    choice = routing.reviewer(ctx.directory, case.school, ids, availability(ctx), conflicts(case, ctx))
    return choice.person


def same(address: str, others: Iterable[str], ctx: Context) -> bool:
    """Whether an address is one of these, by itself or by belonging to the same person."""
    wanted = address.lower()
    known = [other.lower() for other in others if other]
    if wanted in known:
        return True
    person = ctx.person(wanted)
    return person is not None and person.id in ctx.directory.ids(known)


def main_address(address: str, ctx: Context) -> str:
    """The person's own address where one of several was used (or a whole domain: then the address itself)."""
    person = ctx.person(address)
    if person is None or "@" + address.rpartition("@")[2] in person.also:
        return address.lower()
    return person.address


def party(place: Party, case: Case, ctx: Context) -> tuple[str, ...]:
    """The addresses behind a place of the deadline table; nobody who is kept out."""
    who = case.who
    match place:
        case Party.LEADER:
            found: Iterable[str] = (who.leader,)
        case Party.INVESTIGATOR:
            found = tuple(a for a in who.investigators if not same(a, who.excluded, ctx)) or (who.leader,)
        case Party.REVIEWER:
            person = reviewer(case, ctx)
            found = (person.address,) if person else ()
        case Party.DEPUTY | Party.ACTION_OWNER:
            found = ()
        case Party.EVERYONE:
            found = everyone(case, ctx)
        case _:
            found = (address_of(Role(place.value), case, ctx),)
    return tuple(dict.fromkeys(a for a in found if a and not same(a, who.excluded, ctx)))


def everyone(case: Case, ctx: Context) -> tuple[str, ...]:
    """All who were reached and the whole ladder's present holders, and the DPO."""
    roles = (*routing.ladder_roles(ctx.directory, case.school), Role.DPO)
    rungs = [address_of(role, case, ctx) for role in roles]
    return tuple(dict.fromkeys(a for a in (*case.who.reached, *case.who.investigators, *rungs) if a))


def last_resort(case: Case, ctx: Context) -> tuple[str, ...]:
    """Who is asked to name a leader when nobody is left."""
    people = routing.last_resort(ctx.directory, availability(ctx), conflicts(case, ctx))
    return tuple(person.address for person in people)


def operators(ctx: Context, case: Case | None = None) -> tuple[str, ...]:
    """The operator, or who stands in while they are away or kept out of `case`; () only where nobody is left."""
    shut_out = conflicts(case, ctx) if case else routing.NO_CONFLICT
    choice = routing.holder_of(ctx.directory, Role.OPERATOR, "", availability(ctx), shut_out)
    if choice.person:
        return (choice.person.address,)
    holders = ctx.directory.holders(Role.OPERATOR)
    return tuple(person.address for person in holders if person.id not in shut_out.involved)[:1]


def by_role(role: Role, ctx: Context, school: str = "") -> str:
    """Who acts for a role outside any case, "" for nobody."""
    choice = routing.holder_of(ctx.directory, role, school, availability(ctx))
    return choice.person.address if choice.person else ""
