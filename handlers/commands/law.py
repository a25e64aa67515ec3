"""Commands about the law's questions: when we knew, how great the risk, the ICO, the people concerned.

The bot decides none of this; it records who decided what, when and why (Art. 33(5) UK GDPR).
"""

from __future__ import annotations

import re
from datetime import datetime

from bot.domain.events import EventKind
from bot.domain.policy import LEGAL_CLOCK
from bot.domain.words import CommandName, MailKind, Risk, Role
from bot.mail.argument_values import IcoAct, IcoAnswer, PeopleAct, Refusal, RiskView
from bot.mail.arguments import read_awareness, read_ico, read_people, read_risk
from bot.mail.fields.dates import parse_moment
from handlers import people
from handlers.commands.triage import take_on
from handlers.rights import Capacity
from handlers.turn import Turn
from handlers.wording import left, when

C, E, K = CommandName, EventKind, MailKind
_NAMES_THE_VIEW = re.compile(
    r"\b(?:dpo|data protection officer|advice|advised|against|despite|disagree\w*)\b", re.I
)


def aware(turn: Turn, argument: str) -> None:
    """`AWARE`: earlier by leader or DPO, later only by SIRO or DPO, never after R; the legal deadlines follow."""

    def read_moment(text: str) -> tuple[datetime, bool] | None:
        found = parse_moment(text, turn.ctx.now, turn.ctx.zone)
        return (found.at, found.estimated) if found else None

    read = read_awareness(argument, read_moment)
    if isinstance(read, Refusal):
        turn.refuse(read.sentence, C.AWARE)
        return
    case = turn.case
    now_at = case.aware_at or case.reported_at
    later = now_at is not None and read.at > now_at
    if case.reported_at and read.at > case.reported_at:
        turn.refuse(
            "The trust cannot have become aware after the report came in; give an earlier moment.", C.AWARE
        )
        return
    if not turn.allowed(C.AWARE, "later" if later else ""):
        return
    old = now_at.isoformat() if now_at else ""
    turn.record(E.AWARE_CHANGED, {"aware_at": read.at.isoformat(), "was": old}, {"reason": read.reason})
    end = read.at + LEGAL_CLOCK
    turn.understood(
        f"The trust knew from {when(read.at, turn.ctx.now, turn.ctx.zone)}.",
        f"The 72 hours end {when(end, turn.ctx.now, turn.ctx.zone)} ({left(end, turn.ctx.now)}).",
    )


def risk(turn: Turn, argument: str) -> None:
    """`RISK`: with its reason. On a small case a leader's "unlikely" answers the legal questions too, and says so."""
    read = read_risk(argument)
    if isinstance(read, Refusal):
        turn.refuse(read.sentence, C.RISK)
        return
    if not turn.allowed(C.RISK):
        return
    if turn.leads:
        take_on(turn)
    turn.record(E.RISK_RECORDED, {"risk": read.level.value}, {"reason": read.reason})
    _dpo_spoke(turn)
    follows = _small_case_answers(turn, read) if turn.leads else ""
    turn.understood(f"Risk to people: {read.level.value}.", follows or _after_risk(turn, read.level))
    if Capacity.DPO in turn.capacities:
        facts = {
            "about": "dpo_view",
            "text": f"Risk to people: {read.level.value}. {read.reason}",
            "who": turn.ctx.name(turn.actor),
        }
        turn.send(K.ANSWER, turn.leaders(), facts)


def _dpo_spoke(turn: Turn) -> None:
    """Anything the DPO records acknowledges the referral and, after the outcome report, is the DPO's view."""
    if Capacity.DPO not in turn.capacities:
        return
    if turn.case.referred_at and turn.case.dpo_acknowledged_at is None:
        turn.record(E.DPO_ACKNOWLEDGED, role=Role.DPO)
    if turn.case.outcome_at and turn.case.dpo_view_at is None:
        turn.record(E.DPO_VIEW, role=Role.DPO)


def _small_case_answers(turn: Turn, read: RiskView) -> str:
    """On a minor or moderate case "none" or "unlikely" also decides not to report and not to tell (SPEC §5)."""
    if turn.case.column not in ("minor", "moderate") or read.level not in (Risk.NONE, Risk.UNLIKELY):
        return ""
    if _against_dpo(turn, wants_ico=False):  # never by the way: such a decision has a reason that says so
        return "The DPO's view is another, so nothing is decided yet. Please write ICO and PEOPLE with your reasons."
    reason = {"reason": read.reason}
    if not turn.case.ico_decision:
        turn.record(E.ICO_DECIDED, {"decision": "not-report", "by_risk": True}, reason)
    if not turn.case.people_decision:
        turn.record(E.PEOPLE_DECIDED, {"decision": "not-tell", "by_risk": True}, reason)
    return "This also records: not reported to the ICO, and the people concerned are not told, for the same reason."


def _after_risk(turn: Turn, level: Risk) -> str:
    if level in (Risk.LIKELY, Risk.HIGH):
        return "Please decide: ICO report because ..., and PEOPLE tell because ... (or not)."
    if turn.case.serious and level is Risk.UNLIKELY:
        return "Still to be recorded: ICO not-report because ..., and PEOPLE not-tell because ..."
    return ""


def ico(turn: Turn, argument: str) -> None:
    """`ICO report|not-report because`, `ICO filed <reference>`: decided by leader or SIRO, filed by a human."""
    read = read_ico(argument)
    if isinstance(read, Refusal):
        turn.refuse(read.sentence, C.ICO)
        return
    if not turn.allowed(C.ICO, "" if read.act is IcoAct.FILED else read.act.value):
        return
    if turn.leads:
        take_on(turn)
    if read.act is IcoAct.FILED:
        _filed(turn, read)
        return
    against = _against_dpo(turn, wants_ico=read.act is IcoAct.REPORT)
    if against and not _says_so(turn, C.ICO, read.act.value, read.text):
        return
    was = turn.case.ico_decision
    detail = {"decision": read.act.value, "was": was, "against_dpo": against}
    turn.record(E.ICO_DECIDED, detail, {"reason": read.text})
    words = "to report this to the ICO" if read.act is IcoAct.REPORT else "not to report this to the ICO"
    turn.understood(
        f"Decided {words}.",
        _deadline_words(turn) if read.act is IcoAct.REPORT else "The reason is on record.",
    )
    _contradicted(turn, was, read.act.value, "ICO")
    if against:
        _tell_above(
            turn, f"Decided {words}, against the DPO's recorded view of the risk. Reason: {read.text}"
        )


def _filed(turn: Turn, read: IcoAnswer) -> None:
    late = turn.case.aware_at is not None and turn.ctx.now > turn.case.aware_at + LEGAL_CLOCK
    reference, _, reason = read.text.partition(" because ")
    personal = {"delay_reason": reason.strip()} if reason.strip() and late else {}
    turn.record(E.ICO_FILED, {"reference": reference[:60], "late": late}, personal)
    wanted = late and not turn.case.words.delay_reason
    follows = (
        "It was after the 72 hours: please write NOTE Delay: and the reasons for the delay." if wanted else ""
    )
    turn.understood(f"Filed with the ICO under {reference[:60]}.", follows)


def _deadline_words(turn: Turn) -> str:
    start = turn.case.aware_at or turn.case.reported_at
    if start is None:
        return ""
    end = start + LEGAL_CLOCK
    return (
        f"File it by {when(end, turn.ctx.now, turn.ctx.zone)} ({left(end, turn.ctx.now)}), "
        "then write: ICO filed and the reference."
    )


def _against_dpo(turn: Turn, *, wants_ico: bool) -> bool:
    """The ICO is told where a risk is likely (Art. 33 UK GDPR): the other decision is one against the DPO's RISK."""
    dpo = turn.case.dpo_risk
    return dpo is not None and wants_ico is not (dpo in (Risk.LIKELY, Risk.HIGH))


def _says_so(turn: Turn, command: CommandName, act: str, reason: str) -> bool:
    """Whether the reason of a decision against the DPO's view says that it is one; refused where it does not."""
    if _NAMES_THE_VIEW.search(reason):
        return True
    view = turn.case.dpo_risk.value if turn.case.dpo_risk else ""
    turn.refuse(
        f"The DPO's view on record is RISK {view}. You may decide against it, but the reason must say so: "
        f"{command} {act} because, against the DPO's view, ...",
        command,
    )
    return False


def _tell_above(turn: Turn, text: str) -> None:
    """A decision against the DPO's view is told to the CEO, else the chair."""
    ceo = people.address_of(Role.CEO, turn.case, turn.ctx)
    if not ceo or people.same(ceo, (turn.actor,), turn.ctx):
        ceo = people.address_of(Role.CHAIR, turn.case, turn.ctx)
    facts = {"about": "against_dpo", "text": text, "who": turn.ctx.name(turn.actor)}
    turn.send(K.ANSWER, turn.others(ceo, turn.case.who.dpo), facts, part="above")


def _contradicted(turn: Turn, was: str, now: str, subject: str) -> None:
    """The later decision counts; whoever decided otherwise before hears of it."""
    if not was or was == now:
        return
    kind = E.ICO_DECIDED if subject == "ICO" else E.PEOPLE_DECIDED
    earlier = [r.event.actor for r in turn.dossier.events if r.event.kind is kind and r.event.actor]
    if earlier and turn.done:
        turn.done[-1]["next"] += f" Before, {turn.ctx.name(earlier[-1])} had decided: {was}."
    facts = {"about": "contradicted", "who": turn.ctx.name(turn.actor),
             "text": f"{subject}: {was} was changed to {now}."}  # fmt: skip
    turn.send(K.ANSWER, turn.others(*earlier[-1:]), facts, part="contradicted")


def people_concerned(turn: Turn, argument: str) -> None:
    """`PEOPLE tell|not-tell because`, `PEOPLE told <how>`."""
    read = read_people(argument)
    if isinstance(read, Refusal):
        turn.refuse(read.sentence, C.PEOPLE)
        return
    if not turn.allowed(C.PEOPLE, "" if read.act is PeopleAct.TOLD else read.act.value):
        return
    if turn.leads:
        take_on(turn)
    if read.act is PeopleAct.TOLD:
        turn.record(E.PEOPLE_TOLD, {}, {"how": read.text})
        turn.understood("The people concerned have been told.", "")
        return
    # the people are told where the risk is high (Art. 34 UK GDPR)
    against = turn.case.dpo_risk is Risk.HIGH and read.act is PeopleAct.NOT_TELL
    if against and not _says_so(turn, C.PEOPLE, read.act.value, read.text):
        return
    was = turn.case.people_decision
    detail = {"decision": read.act.value, "was": was, "against_dpo": against}
    turn.record(E.PEOPLE_DECIDED, detail, {"reason": read.text})
    words = (
        "to tell the people concerned" if read.act is PeopleAct.TELL else "not to tell the people concerned"
    )
    follows = (
        "When it is done, write: PEOPLE told and how."
        if read.act is PeopleAct.TELL
        else "The reason is on record."
    )
    turn.understood(f"Decided {words}.", follows)
    _contradicted(turn, was, read.act.value, "PEOPLE")
    if against:
        _tell_above(
            turn, f"Decided {words}, against the DPO's recorded view of the risk. Reason: {read.text}"
        )
