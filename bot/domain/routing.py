"""Who gets a case: holders, deputies and rungs, passing over who is away and who is involved (SPEC §2).

Pure: availability and conflicts are passed in as person ids. Whether somebody is involved is decided elsewhere;
for an anonymous report nobody is passed over for having reported it, so `reporters` stays empty there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.directory import Directory, Person
from bot.domain.words import LADDER, SCHOOL_ROLES, Role

NOBODY: frozenset[str] = frozenset()
CENTRAL = (Role.CEO, Role.CHAIR, Role.SIRO)
"""Central staff and unknown schools start with the CEO; the SIRO only where nobody above can take it."""
UPWARDS = {
    Role.DPO: (Role.SIRO, Role.CEO, Role.CHAIR),
    Role.IT_LEAD: (Role.SIRO, Role.CEO, Role.CHAIR),
    Role.INVESTIGATING_OFFICER: (Role.SIRO, Role.CEO, Role.CHAIR),
    Role.SAFEGUARDING_LEAD: LADDER,
    Role.CASE_MANAGER: (Role.SIRO, Role.CEO, Role.CHAIR),
    Role.INFORMATION_CHAMPION: (Role.CASE_MANAGER, Role.SIRO, Role.CEO, Role.CHAIR),
    Role.OPERATOR: (Role.CASE_MANAGER, Role.SIRO, Role.CEO, Role.CHAIR),
}
"""Where a role's work goes when nobody of the role can take it."""
LAST_RESORT = (Role.DPO, Role.CASE_MANAGER, Role.OPERATOR)
"""Who is asked to name a leader when nobody is left."""

Rungs = tuple[tuple[Role, tuple[Person, ...]], ...]


class Why(StrEnum):
    """Why somebody was passed over."""

    AWAY = "away"
    BOUNCED = "bounced"
    INVOLVED = "involved"
    DEPUTY_OF_INVOLVED = "deputy_of_involved"
    REPORTED = "reported"  # an investigator does not investigate the own report


@dataclass(frozen=True, slots=True)
class PassedOver:
    """One person passed over in one role."""

    person_id: str
    why: Why
    role: Role


@dataclass(frozen=True, slots=True)
class Availability:
    """Ids of people who are away, and of people whose mail bounces."""

    away: frozenset[str] = NOBODY
    bounced: frozenset[str] = NOBODY


@dataclass(frozen=True, slots=True)
class Conflicts:
    """Ids of people involved in what happened (their own reports included), and of those who merely reported."""

    involved: frozenset[str] = NOBODY
    reporters: frozenset[str] = NOBODY


HERE = Availability()
NO_CONFLICT = Conflicts()


@dataclass(frozen=True)
class Choice:
    """Who has it: `role` is the role through which, `place` 0 its holder, 1 the first deputy.

    Nobody left: `person` and `role` are None and `instead` holds those who are to name somebody.
    """

    person: Person | None = None
    role: Role | None = None
    place: int = 0
    passed_over: tuple[PassedOver, ...] = ()
    instead: tuple[Person, ...] = ()

    @property
    def nobody(self) -> bool:
        """Whether nobody was left to choose."""
        return self.person is None

    @property
    def copies(self) -> tuple[str, ...]:
        """Ids of those passed over only because they are away: they still get a copy."""
        return tuple(dict.fromkeys(one.person_id for one in self.passed_over if one.why is Why.AWAY))


def ladder(directory: Directory, school: str) -> Rungs:
    """The rungs for a case of this school, each person only on the first rung they hold."""
    seen: set[str] = set()
    rungs = []
    for role, people in _rungs(directory, school, ladder_roles(directory, school)):
        rungs.append((role, tuple(person for person in people if person.id not in seen)))
        seen.update(person.id for person in people)
    return tuple(rungs)


def ladder_roles(directory: Directory, school: str, conflicts: Conflicts = NO_CONFLICT) -> tuple[Role, ...]:
    """The ladder of a school, or of the central trust; a case about the CEO never comes down to the CEO's staff."""
    if school in directory.schools:
        return LADDER
    ceo = directory.holders(Role.CEO)[:1]
    return CENTRAL[:-1] if ceo and ceo[0].id in conflicts.involved else CENTRAL


def first_leader(
    directory: Directory,
    school: str,
    availability: Availability = HERE,
    conflicts: Conflicts = NO_CONFLICT,
    asked: frozenset[str] = NOBODY,
) -> Choice:
    """Who gets a new case; `asked` are ids of people who are not to be chosen again."""
    roles = ladder_roles(directory, school, conflicts)
    return _choose(directory, school, roles, availability, conflicts, asked)


def next_leader(
    directory: Directory,
    school: str,
    current: Role,
    asked: frozenset[str],
    availability: Availability = HERE,
    conflicts: Conflicts = NO_CONFLICT,
    *,
    above: bool = False,
    highest: Role | None = None,
) -> Choice:
    """Who is next when those asked did not act: the current role's next deputy, then the rungs above.

    `above`: straight to the next rung (`ESCALATE`). `highest`: no rung above this one is reached now
    (Policy.highest_rung), though the current one always is.
    """
    roles = ladder_roles(directory, school, conflicts)
    at = roles.index(current) if current in roles else 0
    onward = roles[at + 1 :] if above else roles[at:]
    if highest is not None:
        reachable = LADDER[: LADDER.index(highest) + 1]
        onward = tuple(role for role in onward if role is current or role in reachable)
    return _choose(directory, school, onward, availability, conflicts, asked)


def holder_of(
    directory: Directory,
    role: Role,
    school: str,
    availability: Availability = HERE,
    conflicts: Conflicts = NO_CONFLICT,
    asked: frozenset[str] = NOBODY,
) -> Choice:
    """Who acts for a role now; by the same rules, then upwards where nobody of the role can."""
    onward = LADDER[LADDER.index(role) + 1 :] if role in LADDER else UPWARDS[role]
    return _choose(directory, school, (role, *onward), availability, conflicts, asked)


def reviewer(
    directory: Directory,
    school: str,
    investigators: Iterable[str],
    availability: Availability = HERE,
    conflicts: Conflicts = NO_CONFLICT,
) -> Choice:
    """Who reviews: the first of the ladder who neither investigated (ids) nor is involved, nor stands in for such."""
    barred = Conflicts(conflicts.involved | frozenset(investigators), conflicts.reporters)
    return _choose(directory, school, LADDER, availability, barred, NOBODY)


def acts_for(directory: Directory, role: Role, school: str, person: Person, conflicts: Conflicts) -> bool:
    """Whether this person, holder or deputy, may act in a role: not as an involved person, nor in place of one."""
    people = directory.holders(role, school)
    if person not in people or person.id in conflicts.involved:
        return False
    walk = _Walk(HERE, conflicts, NOBODY, _deputies_of_involved(directory, school, conflicts))
    return not walk.stands_in_for_involved(person, role, people.index(person), people[0])


def last_resort(
    directory: Directory, availability: Availability = HERE, conflicts: Conflicts = NO_CONFLICT
) -> tuple[Person, ...]:
    """Who is asked to name a leader: DPO, case manager and operator, each the first who can be asked."""
    found: dict[str, Person] = {}
    for role in LAST_RESORT:
        walk = _Walk(availability, conflicts, NOBODY, _deputies_of_involved(directory, "", conflicts))
        if pick := next(walk.fitting(((role, directory.holders(role)),)), None):
            found[pick[0].id] = pick[0]
    if not found:  # all of them away: their mail waits for them, which is better than waiting for nobody
        everyone = (person for role in LAST_RESORT for person in directory.holders(role))
        found = {person.id: person for person in everyone if person.id not in conflicts.involved}
    return tuple(found.values())


def _rungs(directory: Directory, school: str, roles: Iterable[Role]) -> Rungs:
    return tuple((role, directory.holders(role, school)) for role in roles)


def _choose(
    directory: Directory,
    school: str,
    roles: Iterable[Role],
    availability: Availability,
    conflicts: Conflicts,
    asked: frozenset[str],
) -> Choice:
    walk = _Walk(availability, conflicts, asked, _deputies_of_involved(directory, school, conflicts))
    for person, role, place in walk.fitting(_rungs(directory, school, roles)):
        return Choice(person, role, place, tuple(walk.passed))
    return Choice(passed_over=tuple(walk.passed), instead=last_resort(directory, availability, conflicts))


def _deputies_of_involved(directory: Directory, school: str, conflicts: Conflicts) -> frozenset[str]:
    rungs = (people for _, people in _rungs(directory, school, LADDER))
    return frozenset(
        deputy.id
        for people in rungs
        if people and people[0].id in conflicts.involved
        for deputy in people[1:]
    )


@dataclass
class _Walk:
    """One way up the rungs, with a note of everybody passed over."""

    availability: Availability
    conflicts: Conflicts
    asked: frozenset[str]
    barred: frozenset[str]  # deputies of leaders who are involved
    passed: list[PassedOver] = field(default_factory=list)

    def fitting(self, rungs: Rungs) -> Iterator[tuple[Person, Role, int]]:
        """Everybody who can take it, in order."""
        for role, people in rungs:
            for place, person in enumerate(people):
                if why := self._reason(person, role, place, people[0]):
                    self.passed.append(PassedOver(person.id, why, role))
                elif person.id not in self.asked:
                    yield person, role, place

    def _reason(self, person: Person, role: Role, place: int, holder: Person) -> Why | None:
        if person.id in self.conflicts.involved:
            return Why.INVOLVED
        if self.stands_in_for_involved(person, role, place, holder):
            return Why.DEPUTY_OF_INVOLVED
        if role is Role.INVESTIGATING_OFFICER and person.id in self.conflicts.reporters:
            return Why.REPORTED
        if person.id in self.availability.bounced:
            return Why.BOUNCED
        return Why.AWAY if person.id in self.availability.away else None

    def stands_in_for_involved(self, person: Person, role: Role, place: int, holder: Person) -> bool:
        """An involved leader's deputy acts only where they themselves hold a role for the whole trust."""
        if place and holder.id in self.conflicts.involved:
            return True
        return person.id in self.barred and (place > 0 or role in SCHOOL_ROLES)
