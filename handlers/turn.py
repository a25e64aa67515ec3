"""One person's mail on one case while it is worked through: command after command, each seeing what came before.

Commands record events and wish for mails through a Turn; nothing leaves it but the Decision at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.domain.case import Case
from bot.domain.decision import Decision, Effect, File, SendMail
from bot.domain.events import Event, EventKind, Recorded
from bot.domain.fold import apply
from bot.domain.policy import Policy
from bot.domain.words import CommandName, MailKind
from handlers import people
from handlers.capacity import role_word
from handlers.context import Context, Dossier, Incoming
from handlers.rights import Capacity, may, open_to, possible

E, K = EventKind, MailKind


@dataclass
class Turn:
    """`actor` is the address that acts, `case` the case as it is after what was recorded so far."""

    mail: Incoming
    dossier: Dossier
    ctx: Context
    actor: str
    capacities: frozenset[Capacity]
    case: Case
    events: list[Event] = field(default_factory=list)
    effects: list[Effect] = field(default_factory=list)
    done: list[dict[str, Any]] = field(default_factory=list)  # understood, and what happens next
    refused: list[str] = field(default_factory=list)

    @property
    def policy(self) -> Policy:
        return self.ctx.policy_at(self.case.school)

    @property
    def role(self) -> str:
        """The role under which this person's acts go on record."""
        return role_word(self.capacities, self.case)

    @property
    def leads(self) -> bool:
        return bool(self.capacities & {Capacity.LEADER, Capacity.SIRO})

    def record(
        self, kind: EventKind, detail: Mapping[str, Any] | None = None, personal: Mapping[str, Any] | None = None,
        *, role: str = "", actor: str | None = None,
    ) -> None:  # fmt: skip
        """Put an event on record as this person's act; raises NotNow where the state does not accept it."""
        who = self.actor if actor is None else actor
        event = Event(kind, detail or {}, personal or {}, role or self.role, who)
        self.case = apply(self.case, Recorded(self.case.count + 1, self.ctx.now, event))
        self.events.append(event)

    def send(
        self, kind: MailKind, to: str | tuple[str, ...], facts: Mapping[str, Any] | None = None,
        *, files: tuple[File, ...] = (), urgent: bool = False, part: str = "", **more: Any,
    ) -> None:  # fmt: skip
        """Wish for a mail; `part` tells apart two of a kind to one person from the same mail."""
        addresses = (to,) if isinstance(to, str) else to
        wanted = tuple(dict.fromkeys(a for a in addresses if a))
        if wanted:
            cause = f"{self.mail.cause}{'/' + part if part else ''}"
            urgent = urgent or self.case.urgent
            self.effects.append(
                SendMail(kind, wanted, cause, facts or {}, files=files, urgent=urgent, **more)
            )

    def follow(self, events: Iterable[Event], effects: Iterable[Effect], case: Case) -> None:
        """Take over what follows from an act by rule; whoever acts reads of it in the answer, not in a mail more."""
        self.events += events
        self.case = case
        for effect in effects:
            if not (isinstance(effect, SendMail) and effect.to == (self.actor,) and not effect.files):
                self.effects.append(effect)

    def understood(self, what: str, follows: str = "") -> None:
        """Say back what was understood and what happens next."""
        self.done.append({"what": what, "next": follows})

    def refuse(self, why: str, command: CommandName | None = None) -> None:
        """Refuse a command with its reason; nothing has changed."""
        self.refused.append(why)
        self.record(E.REFUSED, {"command": command.value if command else ""}, {"why": why})

    def others(self, *addresses: str) -> tuple[str, ...]:
        """These addresses without the person who acts and without duplicates."""
        return tuple(dict.fromkeys(a for a in addresses if a and not people.same(a, (self.actor,), self.ctx)))

    def leaders(self) -> tuple[str, ...]:
        """Everybody who was reached and may act, without the person who acts."""
        return self.others(self.case.who.leader, *self.case.who.reached)

    def allowed(self, command: CommandName, part: str = "") -> bool:
        """Whether the person may, and the state lets them; refuses with the reason otherwise."""
        if not may(self.capacities, command, part):
            self.refuse(f"{command} is not yours to give on this case.", command)
            return False
        if not possible(self.case, command):
            self.refuse(
                f"{command} is not possible now: the case is {self.case.state.value.replace('_', ' ')}.",
                command,
            )
            return False
        return True

    def possible_now(self) -> list[str]:
        """The commands that this person may give now."""
        return [command.value for command in open_to(self.case, self.capacities)]

    def decision(self, reason: str) -> Decision:
        """What came of the mail."""
        return Decision(tuple(self.events), tuple(self.effects), reason)
