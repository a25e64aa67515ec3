"""What `nearmiss check` plays through before anything happens: who gets a case when somebody is away or involved.

Pure; says what the directory leads to and what about it deserves a second look. Decides nothing in a real case.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.directory import Directory, Person, domain_of, within
from bot.domain.routing import (
    HERE,
    Availability,
    Choice,
    Conflicts,
    first_leader,
    holder_of,
    ladder,
    next_leader,
    reviewer,
)
from bot.domain.words import Role

DECIDING = (Role.HEADTEACHER, Role.SIRO, Role.CEO, Role.CHAIR, Role.IT_LEAD)
"""Roles that decide about data or its processing, which a DPO must not (UK GDPR article 38(6))."""


class Situation(StrEnum):
    """What is played."""

    HEAD_AWAY = "Head away"
    HEAD_ACCUSED = "Head accused"
    CEO_AWAY = "CEO away"
    CEO_ACCUSED = "CEO accused"
    OFFICER_REPORTED = "Investigating Officer is the reporter"
    HEAD_INVESTIGATES = "Head investigates a critical case"


TASKS = {Situation.OFFICER_REPORTED: "investigates", Situation.HEAD_INVESTIGATES: "reviews"}


@dataclass(frozen=True)
class Play:
    """One situation at one school ("" = central trust): who has it, and who is next on silence."""

    school: str
    situation: Situation
    choice: Choice
    then: Choice | None = None

    def sentence(self, directory: Directory) -> str:
        """ "Hill Academy, Head away: Ben Okoro (deputy headteacher) leads, then Mel Stone (siro)"."""
        place = directory.schools[self.school].name if self.school in directory.schools else "Central trust"
        text = f"{place}, {self.situation.value}: {_named(self.choice)}"
        if not self.choice.nobody:
            text += f" {TASKS.get(self.situation, 'leads')}"
        return text + (f", then {_named(self.then)}" if self.then and not self.then.nobody else "")


def _named(choice: Choice) -> str:
    if not choice.person or not choice.role:
        asked = ", ".join(person.name for person in choice.instead) or "nobody at all"
        return f"nobody is left, asked to name somebody: {asked}"
    role = choice.role.value.replace("_", " ")
    return f"{choice.person.name} ({'deputy ' if choice.place else ''}{role})"


def plays(directory: Directory) -> tuple[Play, ...]:
    """Every situation, school by school, then for the central trust."""
    schools = (play for school in directory.schools for play in _at_school(directory, school))
    return (*schools, *_central(directory))


def _at_school(directory: Directory, school: str) -> Iterator[Play]:
    head, ceo = _first(directory, Role.HEADTEACHER, school), _first(directory, Role.CEO, school)
    officer = _first(directory, Role.INVESTIGATING_OFFICER, school)
    yield _leads(directory, school, Situation.HEAD_AWAY, Availability(away=head))
    yield _leads(directory, school, Situation.HEAD_ACCUSED, conflicts=Conflicts(head))
    yield _leads(directory, school, Situation.CEO_ACCUSED, conflicts=Conflicts(ceo))
    investigator = holder_of(
        directory, Role.INVESTIGATING_OFFICER, school, conflicts=Conflicts(reporters=officer)
    )
    yield Play(school, Situation.OFFICER_REPORTED, investigator)
    yield Play(school, Situation.HEAD_INVESTIGATES, reviewer(directory, school, head))


def _central(directory: Directory) -> Iterator[Play]:
    ceo = _first(directory, Role.CEO, "")
    yield _leads(directory, "", Situation.CEO_AWAY, Availability(away=ceo))
    yield _leads(directory, "", Situation.CEO_ACCUSED, conflicts=Conflicts(ceo))


def _leads(
    directory: Directory,
    school: str,
    situation: Situation,
    availability: Availability = HERE,
    conflicts: Conflicts | None = None,
) -> Play:
    conflicts = conflicts or Conflicts()
    choice = first_leader(directory, school, availability, conflicts)
    if not choice.person or not choice.role:
        return Play(school, situation, choice)
    asked = frozenset({choice.person.id})
    return Play(
        school, situation, choice, next_leader(directory, school, choice.role, asked, availability, conflicts)
    )


def _first(directory: Directory, role: Role, school: str) -> frozenset[str]:
    return frozenset(person.id for person in directory.holders(role, school)[:1])


def cautions(directory: Directory) -> tuple[str, ...]:
    """Sentences on what is allowed, but deserves a second look. They name people by name: for the operator only."""
    return (*_of_the_dpo(directory), *_of_the_trust(directory), *_of_the_schools(directory))


def _of_the_dpo(directory: Directory) -> Iterator[str]:
    for school in ("", *directory.schools):
        for person in directory.holders(Role.DPO, school):
            held = [role for role in directory.roles_of(person, school) if role in DECIDING]
            if held and (not school or Role.HEADTEACHER in held):
                roles = ", ".join(role.value for role in held)
                yield f"{person.name} is DPO and also holds {roles}: a DPO must not decide on what they advise on"


def _of_the_trust(directory: Directory) -> Iterator[str]:
    for role in (Role.CHAIR, Role.IT_LEAD):
        if not directory.holders(role):
            yield f"nobody holds {role.value}: what would go there goes to the next role"
    if not directory.mailboxes.anonymous:
        yield "there is no mailbox for anonymous reports ([mailboxes] anonymous)"
    if directory.trust.policy_review is None:
        yield "no date for the policy's review ([trust] policy_review): nobody is reminded of it"
    leaders = {person.id: person for rungs in _ladders(directory) for person in rungs}
    for person in leaders.values():
        if not person.phone:
            yield f"{person.name} has no phone number: critical mail says to ring"


def _ladders(directory: Directory) -> Iterator[tuple[Person, ...]]:
    for school in ("", *directory.schools):
        yield from (people for _, people in ladder(directory, school))


def _of_the_schools(directory: Directory) -> Iterator[str]:
    for school in directory.schools.values():
        if len(directory.holders(Role.HEADTEACHER, school.id)) < 2:
            yield f"{school.name}: the headteacher has no deputy"
        if not directory.holders(Role.INVESTIGATING_OFFICER, school.id):
            yield f"{school.name}: nobody holds investigating_officer, so the SIRO investigates"
        if not school.senders:
            yield f"{school.name}: no senders, so a report is known to be the school's only where its text says so"
        outside = [sender for sender in school.senders if not _on_our_domains(directory, sender)]
        if outside:
            yield f"{school.name}: {', '.join(outside)} lies outside [trust] domains, so such mail counts as foreign"


def _on_our_domains(directory: Directory, sender: str) -> bool:
    domain = domain_of(sender) or sender
    return any(within(domain, own) for own in directory.trust.domains)
