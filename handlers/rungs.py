"""Who is asked next about a step that is late: one rung up, and from the last rung on the same people again (SPEC §4).

Answers questions about one case at one moment; records nothing and writes to nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.case import Case
from bot.domain.clock import Row
from bot.domain.duties import Duty, Party
from bot.domain.policy import Policy
from bot.domain.routing import PassedOver, Why
from bot.domain.words import LADDER, Role, Severity, Step
from handlers import people
from handlers.context import Context

_SIGNED_OFF = (Step.REVIEW, Step.CLOSE)  # not by whoever investigated


@dataclass(frozen=True)
class Rung:
    """Whom the k-th rung reaches, in which role, and whether it is the last; `passed`: who was left out for it."""

    to: tuple[str, ...]
    role: Role | None = None
    last: bool = True
    passed: tuple[PassedOver, ...] = ()

    @property
    def copies(self) -> tuple[str, ...]:
        """Ids of those who would have been asked and are only away: they get a copy."""
        return tuple(one.person_id for one in self.passed if one.why is Why.AWAY)


@dataclass(frozen=True)
class Ladder:
    """One case at one moment, asked for its rungs."""

    case: Case
    ctx: Context
    policy: Policy

    def holders(self, row: Row) -> tuple[str, ...]:
        """Whose step it is now."""
        if row.step is not Step.ACTION_FOLLOW_UP:
            return people.party(self.policy.duties[row.step].holder, self.case, self.ctx)
        n = row.cycle.partition("-")[0]
        owners = [a.owner for a in self.case.words.actions if str(a.n) == n and a.owner]
        return self._let_in(owners) or people.party(Party.LEADER, self.case, self.ctx)

    def rung(self, row: Row, k: int) -> Rung | None:
        """Who is asked at the k-th rung; None: nobody today, because it is a day off (SPEC §4)."""
        duty = self.policy.duties[row.step]
        if Party.DEPUTY in duty.missed and duty.holder is Party.LEADER:
            return self._up_the_ladder()
        parties = self._parties(duty, row)
        if not parties:
            return self._nobody()
        to, role = parties[min(k, len(parties) - 1)]
        if self._too_high(role):
            return None
        return Rung(to, role, k >= len(parties) - 1)

    def _parties(self, duty: Duty, row: Row) -> list[tuple[tuple[str, ...], Role | None]]:
        found = [rung for party in duty.missed if (rung := self._party(party, row))]
        if not found and Party.SIRO in duty.missed:  # the SIRO is late in person
            found = [rung for party in (Party.CEO, Party.CHAIR) if (rung := self._party(party, row))]
        return found

    def _party(self, party: Party, row: Row) -> tuple[tuple[str, ...], Role | None] | None:
        holders = self.holders(row)
        if party is Party.DEPUTY:
            role = self.policy.duties[row.step].holder.role
            found = self._deputy(role, holders) if role else ()
            return (found, role) if found else None
        to = people.party(party, self.case, self.ctx)
        if row.step in _SIGNED_OFF:
            to = tuple(a for a in to if not people.same(a, self.case.who.investigators, self.ctx))
        others = to if party is Party.EVERYONE else self._others(to, holders)
        return (others, party.role) if others else None

    def _others(self, addresses: Iterable[str], holders: Sequence[str]) -> tuple[str, ...]:
        return tuple(a for a in addresses if not people.same(a, holders, self.ctx))

    def _let_in(self, addresses: Iterable[str]) -> tuple[str, ...]:
        return tuple(a for a in addresses if not people.same(a, self.case.who.excluded, self.ctx))

    def _deputy(self, role: Role, holders: Sequence[str]) -> tuple[str, ...]:
        passed = self.ctx.unavailable() | self.ctx.directory.ids(holders)
        for person in self.ctx.directory.holders(role, self.case.school):
            if person.id not in passed and people.acts_for(person, role, self.case, self.ctx):
                return (person.address,)
        return ()

    def _nobody(self) -> Rung:
        """Whoever can name somebody; a case without a leader asks for one by itself (`tell_leader`)."""
        if self.case.leaderless_since:
            return Rung(())
        to = people.last_resort(self.case, self.ctx) or people.operators(self.ctx, self.case)
        return Rung(to, None)

    def _too_high(self, role: Role | None) -> bool:
        reported = self.case.reported_at or self.ctx.now
        critical = self.case.column == Severity.CRITICAL.value
        highest = self.policy.highest_rung(self.ctx.now, reported, critical)
        return bool(highest and role in LADDER and LADDER.index(role) > LADDER.index(highest))

    def _up_the_ladder(self) -> Rung | None:
        """The next deputy or rung that was not reached yet; when all were, the last of them again."""
        case, ctx = self.case, self.ctx
        choice = people.next_leader(case, ctx)
        if choice.person and choice.role:
            address = choice.person.address
            after = case.with_who(asked=(*case.who.asked, address))
            last = people.next_leader(after, ctx, above=True).person is None
            return Rung((address,), choice.role, last, choice.passed_over)
        if people.next_leader(case, ctx, above=True).person:
            return None  # somebody is left, but not today
        away = ctx.unavailable()
        asked = [a for a in self._let_in(case.who.asked) if not ctx.directory.ids([a]) & away]
        return Rung(tuple(asked[-1:])) if asked else self._nobody()
