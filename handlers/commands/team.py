"""Who investigates a case: named by ASSIGN, and by the rule of SPEC §3 for how serious the case is."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.decision import File
from bot.domain.events import EventKind
from bot.domain.words import MailKind, Role, Severity
from handlers import people
from handlers.turn import Turn

E, K = EventKind, MailKind
_OFFICER = "officer"


@dataclass(frozen=True)
class Team:
    """Who sends the outcome report, who helps, and by which rule: "siro", "headteacher" or "officer"."""

    investigators: tuple[str, ...]
    supporters: tuple[str, ...] = ()
    by: str = _OFFICER

    @property
    def everybody(self) -> tuple[str, ...]:
        return (*self.investigators, *self.supporters)


def unfit(turn: Turn, address: str) -> str:
    """Why this person cannot have a part, "" where they can. Never says anything of an anonymous reporter."""
    if not turn.ctx.directory.is_ours(address) and turn.ctx.person(address) is None:
        return "The Investigating Officer must be in the directory or on the trust's own mail domains."
    if turn.ctx.directory.is_mailbox(address):
        return "That is this service's own mailbox; please name a person."
    if people.same(address, turn.case.who.excluded, turn.ctx):
        return "That person is kept out of this case, so they cannot investigate it."
    return ""


def name_officer(turn: Turn, address: str) -> None:
    """A leader has named somebody: the team that follows gets the form, whoever had it before hears."""
    team = _team(turn, (address,))
    _appoint(turn, team, team.everybody)


def follow_severity(turn: Turn) -> None:
    """The case became more or less serious: whoever was named stays, in the part that fits how serious it is now.

    Once a complete report is in, whoever made it goes on as investigator: they must not sign it off.
    """
    case, named = turn.case, _named(turn)
    now = Team(case.who.investigators, case.who.supporters, case.investigated_by_role)
    if not named:
        return
    team = _team(turn, named)
    if case.outcome_at is not None:
        team = _kept(now, team)
    if (set(team.investigators), set(team.supporters)) == (set(now.investigators), set(now.supporters)):
        return
    changed = [
        a for a in team.everybody
        if a not in now.everybody or (a in now.investigators) is not (a in team.investigators)
    ]  # fmt: skip
    _appoint(turn, team, tuple(changed))


def _kept(now: Team, team: Team) -> Team:
    """The team, with everybody who made the report that is in."""
    investigators = tuple(dict.fromkeys((*now.investigators, *team.investigators)))
    return Team(investigators, tuple(a for a in team.supporters if a not in investigators), team.by)


def _named(turn: Turn) -> tuple[str, ...]:
    """Whom the leader named, without the SIRO whom the rule added; nobody who is kept out."""
    who, siro = turn.case.who, people.address_of(Role.SIRO, turn.case, turn.ctx)
    team = [a for a in (*who.supporters, *who.investigators) if not people.same(a, who.excluded, turn.ctx)]
    return tuple(a for a in team if a != siro) or tuple(team[:1])


def _team(turn: Turn, named: tuple[str, ...]) -> Team:
    """The team for the case's severity (SPEC §3, appoint): critical the SIRO, unless the Headteacher is named."""
    siro = people.address_of(Role.SIRO, turn.case, turn.ctx)
    heads = [p.address for p in turn.ctx.directory.holders(Role.HEADTEACHER, turn.case.school)]
    column = turn.case.column
    if column == Severity.CRITICAL:
        if named[0] in heads:
            return Team(named, (), Role.HEADTEACHER.value)
        if siro and siro not in named:
            return Team((siro,), named, Role.SIRO.value)
        return Team(named, (), Role.SIRO.value)
    if column == Severity.MAJOR and siro and siro not in named:
        return Team((*named, siro))
    return Team(named)


def _appoint(turn: Turn, team: Team, told: tuple[str, ...]) -> None:
    """On record; the form goes to everybody whose part is new, and whoever is let go hears it."""
    before = (*turn.case.who.investigators, *turn.case.who.supporters)
    personal = {"investigators": list(team.investigators), "supporters": list(team.supporters)}
    turn.record(E.APPOINTED, {"investigated_by": team.by}, personal)
    for address in told:
        facts = {
            "part": "investigates" if address in team.investigators else "supports",
            "with": [turn.ctx.name(a) for a in team.everybody if a != address],
            "by": turn.ctx.name(turn.actor),
        }
        turn.send(K.APPOINTMENT, address, facts, files=(File("outcome_form"),), part=address)
    gone = turn.others(*(a for a in before if not people.same(a, team.everybody, turn.ctx)))
    names = ", ".join(turn.ctx.name(a) for a in team.investigators)
    turn.send(
        K.ANSWER, gone, {"about": "relieved", "text": f"Now investigated by: {names}."}, part="relieved"
    )
