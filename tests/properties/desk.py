"""The procedure without machinery: handlers, fold and deadlines driven in memory, with a clock that can be moved.

What bot/service.py does with a database, done with dictionaries: thousands of moves a second. Nothing of the domain
or the handlers is replaced.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.demo.trust import directory_toml
from bot.domain.case import Case
from bot.domain.clock import Row, reconcile
from bot.domain.decision import Decision, Elsewhere, NoteAbsence, SendMail
from bot.domain.directory import Directory, School
from bot.domain.events import Event, Recorded
from bot.domain.fold import apply, fold
from bot.domain.policy import Policy
from bot.domain.words import Authenticated, DeadlineState, MailKind, Step
from bot.mail.arguments import Refusal, read_reference
from bot.mail.commands import commands_in
from bot.mail.fields import incident_type, missing, questions, read_fields, suggest
from bot.mail.message import (
    Address,
    AutoReply,
    Bounce,
    BouncedRecipient,
    Fields,
    Kind,
    Message,
    Reading,
    ReadingContext,
    Suggestion,
)
from bot.policy_file import load
from handlers import absence, people, reply, report
from handlers.context import Away, Context, Dossier, Incoming
from handlers.deadlines import sweep

LONDON = ZoneInfo("Europe/London")
REPORT = (
    "Hello,\n\nThis morning at 9.15 I e-mailed the SEND register of 32 pupils to a parent by mistake "
    "(jo.tremaine@homepost.example). I noticed at 9.30. It was not encrypted. "
    "I have asked her to delete it, no answer yet.\n\nTess Abara\nTeacher"
)
RANSOMWARE = "Ransomware on the office computers: all files are locked. I noticed at 9.40 this morning."


def london(text: str) -> datetime:
    """ "2026-11-24 10:00" on London's clocks."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@cache
def configured(directory: str = "", policy: str = "") -> tuple[Directory, Policy]:
    """A directory and a procedure read as in production, from the text of the two files."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "directory.toml").write_text(directory or directory_toml(), "utf-8")
        if policy:
            (folder / "policy.toml").write_text(policy, "utf-8")
        read = load(folder)
    return read.directory, read.policy


@dataclass(frozen=True)
class Sent:
    """A mail that left: `to` is a person's id, or the address of a stranger."""

    at: datetime
    to: str
    kind: MailKind
    reference: str
    mail: SendMail
    address: str = ""

    @property
    def points(self) -> list[str]:
        """The steps that the mail lists."""
        return [point["step"] for point in self.mail.facts.get("points", [])]


@dataclass
class Matter:
    """A case with its rows and its record."""

    case: Case
    rows: dict[tuple[Step, str], Row] = field(default_factory=dict)
    events: list[Recorded] = field(default_factory=list)


class Desk:
    """A trust, its cases, and everybody's mail. Times are aware; `start` may be London's."""

    def __init__(self, start: datetime | str, *, directory: str = "", policy: str = "") -> None:
        self.now = london(start) if isinstance(start, str) else start
        self.directory, self.policy = configured(directory, policy)
        self.matters: dict[str, Matter] = {}
        self.sent: list[Sent] = []
        self.once: set[str] = set()
        self.away: dict[str, Away] = {}
        self.notices: dict[
            str, date | None
        ] = {}  # person -> until: answers the next mail with an absence notice
        self.waiting: list[tuple[str, str]] = []  # (person, reference) of notices on their way
        self.mails = 0

    # time

    def advance(self, amount: timedelta | None = None, **parts: float) -> None:
        """Move the clock on, stopping whenever something falls due."""
        end = self.now + (amount if amount is not None else timedelta(**parts))
        self.settle()
        while (due := self.next_due()) is not None and due <= end:
            self.now = max(due, self.now)
            self.settle()
        self.now = end

    def until(self, text: str) -> None:
        """Move the clock on to a London time."""
        self.advance(london(text) - self.now)

    def jump(self, amount: timedelta | None = None, **parts: float) -> None:
        """An outage: time passes, nothing is done until `settle`."""
        self.now += amount if amount is not None else timedelta(**parts)

    def next_due(self) -> datetime | None:
        """When something falls due next."""
        return min((row.next_at for row in self.rows() if row.next_at), default=None)

    def settle(self) -> None:
        """Everything that is due now, in rounds, with the notices that it brings back."""
        for _ in range(50):
            self._notices()
            due = [(at, ref) for ref, at in self._due() if at <= self.now]
            if not due and not self.waiting:
                return
            for _, reference in sorted(due):
                self._sweep(reference)
        raise AssertionError("the sweep finds no end")

    def _due(self) -> Iterator[tuple[str, datetime]]:
        for reference, matter in self.matters.items():
            moments = [row.next_at for row in matter.rows.values() if row.next_at]
            if moments:
                yield reference, min(moments)

    def _sweep(self, reference: str) -> None:
        matter = self.matters[reference]
        swept = sweep(matter.case, list(matter.rows.values()), self.context())
        self.carry_out(swept.decision, reference, swept.rows)

    def _notices(self) -> None:
        while self.waiting:
            person, reference = self.waiting.pop()
            self.absence_notice(person, self.notices.get(person), reference)

    # the interpreter, as bot/service.py has it

    def context(self) -> Context:
        return Context(self.now, self.directory, self.policy, dict(self.away))

    def carry_out(self, decision: Decision, reference: str = "", rows: tuple[Row, ...] = ()) -> str:
        if decision.opens:
            reference = f"{self.directory.trust.prefix}-2026-{len(self.matters) + 1:04d}"
            self.matters[reference] = Matter(Case(reference=reference))
        if not reference:
            self._effects(decision, None)
            return ""
        matter = self.matters[reference]
        before = matter.case
        for event in decision.events:
            self._record(matter, event)
        matter.rows |= {row.key: row for row in rows}
        self._reconcile(matter, before)
        self._effects(decision, matter)
        return reference

    def _record(self, matter: Matter, event: Event) -> None:
        recorded = Recorded(matter.case.count + 1, self.now, event)
        matter.case = apply(matter.case, recorded)
        matter.events.append(recorded)

    def _reconcile(self, matter: Matter, before: Case) -> None:
        ctx = self.context()
        policy = ctx.policy_at(matter.case.school)

        def holder(step: Step) -> str:
            return next(iter(people.party(policy.duties[step].holder, before, ctx)), "")

        changed = reconcile(matter.case, 1, matter.rows.values(), policy, self.now, holder)
        matter.rows |= {row.key: row for row in changed}

    def _effects(self, decision: Decision, matter: Matter | None) -> None:
        for effect in decision.effects:
            match effect:
                case NoteAbsence(source="wrote"):
                    self.away.pop(self._id(effect.address), None)
                case NoteAbsence():
                    self.away[self._id(effect.address)] = Away(effect.until, effect.stand_in, effect.source)
                case Elsewhere():
                    other = self.matters[effect.reference]
                    before = other.case
                    for event in effect.events:
                        self._record(other, event)
                    self._reconcile(other, before)
                case SendMail():
                    self._send(effect, matter)

    def _send(self, mail: SendMail, matter: Matter | None) -> None:
        case = matter.case if matter else None
        for address in dict.fromkeys(a.lower() for a in mail.to if a):
            if (
                case
                and mail.kind not in NOT_ABOUT_THE_CASE
                and "reporter" not in (mail.facts.get("to"), mail.facts.get("for"))
                and people.same(address, case.who.excluded, self.context())
            ):
                continue
            place = f"{case.reference if case else '-'}/{address}"
            key = f"{place}/{mail.kind}/{mail.cause}"
            if key in self.once:
                continue
            self.once |= {key, *(f"{place}/{other.replace('//', '/', 1)}" for other in mail.gathered)}
            who = self._id(address)
            self.sent.append(Sent(self.now, who, mail.kind, case.reference if case else "", mail, address))
            if case and self.notices.get(who, "here") != "here" and who not in self.away:
                self.waiting.append((who, case.reference))

    # people

    def _id(self, address: str) -> str:
        person = self.directory.person_by_address(address)
        return person.id if person else address

    def address(self, person: str) -> str:
        """The address of a person by id, or of a member of staff without a role."""
        found = self.directory.people.get(person)
        return found.address if found else STAFF.get(person, person)

    def report(
        self, text: str = REPORT, person: str = "tess", subject: str = "An incident", **more: Any
    ) -> str:
        """A report comes in; returns its reference."""
        message = self._message(person, subject, text)
        fields = read_fields(text, subject, self.now, self._reading(), message.sender)
        fields = replace(fields, **more)
        reading = Reading(message, Kind.REPORT, "a report", text=text, new_text=text,
                          authenticated=Authenticated.INTERNAL)  # fmt: skip
        lacking = missing(fields)
        incoming = Incoming(reading, fields, suggest(fields), self.now, self._cause(), questions(lacking), lacking,
                            incident_type(fields))  # fmt: skip
        reference = self.carry_out(report.handle(incoming, self.context()))
        self.settle()
        return reference

    def say(
        self, person: str, text: str, reference: str = "", *, answers: str = "",
        authenticated: Authenticated | None = None,
    ) -> str:  # fmt: skip
        """A person writes to a case (the newest); returns the kind of the newest mail they have after it."""
        reference = reference or next(reversed(self.matters))
        address = self.address(person)
        proof = authenticated or (
            Authenticated.INTERNAL if self.directory.is_ours(address) else Authenticated.VERIFIED
        )
        commands = commands_in(text, "")
        reading = Reading(
            self._message(person, f"RE: [{reference}]", text), Kind.REPLY, "a reply", reference, text, text,
            authenticated=proof, commands=commands,
        )  # fmt: skip
        other = None
        for command in commands:
            wanted = read_reference(command.argument) if command.name == "MERGE" else None
            if wanted and not isinstance(wanted, Refusal) and wanted in self.matters:
                other = Dossier(self.matters[wanted].case)
        incoming = Incoming(reading, Fields(), Suggestion("unknown"), self.now, self._cause(),
                            answered_to=(answers,) if answers else (), other=other)  # fmt: skip
        self.carry_out(reply.handle(incoming, self.dossier(reference), self.context()), reference)
        self.settle()
        return self.kinds(person)[-1] if self.kinds(person) else ""

    def absence_notice(
        self, person: str, until: date | None = None, reference: str = "", *, absent: bool = True
    ) -> None:
        """An automatic reply to our mail in a case."""
        reference = reference or next(reversed(self.matters))
        reading = Reading(self._message(person, "Automatic reply", "Away."), Kind.AUTO_REPLY, "an automatic reply",
                          reference, auto_reply=AutoReply(until, "", absent))  # fmt: skip
        incoming = Incoming(reading, Fields(), Suggestion("unknown"), self.now, self._cause())
        decision = absence.handle_auto_reply(incoming, self.dossier(reference), self.context())
        self.carry_out(decision, reference)

    def bounce(self, person: str, reference: str = "") -> None:
        """Our mail to a person does not arrive."""
        reference = reference or next(reversed(self.matters))
        failed = BouncedRecipient(self.address(person), "5.1.1")
        reading = Reading(Message(subject="Undeliverable"), Kind.BOUNCE, "a bounce", reference,
                          bounce=Bounce((failed,), ""))  # fmt: skip
        incoming = Incoming(reading, Fields(), Suggestion("unknown"), self.now, self._cause(),
                            bounced_to=failed.address)  # fmt: skip
        self.carry_out(absence.handle_bounce(incoming, self.dossier(reference), self.context()), reference)
        self.settle()

    def gone(self, person: str, until: date | None = None) -> None:
        """Noted as away (a mail tip), before anything is sent."""
        self.away[person] = Away(until, "", "tip")

    def _message(self, person: str, subject: str, text: str) -> Message:
        found = self.directory.people.get(person)
        sender = Address(self.address(person), found.name if found else person.title())
        return Message(sender=sender, subject=subject, text=text, date=self.now)

    def _cause(self) -> str:
        self.mails += 1
        return f"mail{self.mails}"

    def _reading(self) -> ReadingContext:
        return ReadingContext(
            domains=self.directory.trust.domains, prefix=self.directory.trust.prefix,
            schools={s.id: (s.name, *s.names) for s in self.directory.schools.values()},
            people={p.address: p.name for p in self.directory.people.values()},
        )  # fmt: skip

    # what stands

    def rows(self) -> list[Row]:
        return [row for matter in self.matters.values() for row in matter.rows.values()]

    @property
    def matter(self) -> Matter:
        """The newest case."""
        return self.matters[next(reversed(self.matters))]

    @property
    def case(self) -> Case:
        return self.matter.case

    def school(self, name: str) -> School:
        return self.directory.schools[name]

    def dossier(self, reference: str) -> Dossier:
        matter = self.matters[reference]
        return Dossier(matter.case, tuple(matter.rows.values()), tuple(matter.events))

    def folded(self, reference: str) -> Case:
        """The case that the record makes."""
        return fold(reference, self.matters[reference].events)

    def row(self, step: str, cycle: str = "") -> Row:
        """The newest row of a step."""
        found = [r for r in self.matter.rows.values() if r.step == step and (not cycle or r.cycle == cycle)]
        assert found, f"no deadline {step}"
        return found[-1]

    def due(self, step: str, cycle: str = "") -> str:
        """When a step is due, on London's clocks: "2026-11-24 12:00"."""
        return f"{self.row(step, cycle).due_at.astimezone(LONDON):%Y-%m-%d %H:%M}"

    def state(self, step: str) -> DeadlineState:
        return self.row(step).state

    def kinds(self, person: str, since: datetime | None = None) -> list[str]:
        """The kinds of a person's mails, oldest first."""
        return [s.kind.value for s in self.to(person, since=since)]

    def to(self, person: str, kind: str = "", since: datetime | None = None) -> list[Sent]:
        """A person's mails."""
        return [
            s for s in self.sent
            if s.to == self._id(self.address(person)) and (not kind or s.kind == kind)
            and (since is None or s.at >= since)
        ]  # fmt: skip

    def times(self, person: str, kind: str = "", step: str = "") -> list[str]:
        """When a person got mail (of a kind, about a step), on London's clocks."""
        return [
            f"{s.at.astimezone(LONDON):%Y-%m-%d %H:%M}" for s in self.to(person, kind)
            if not step or step in s.points
        ]  # fmt: skip

    def events(self, kind: str = "") -> list[Mapping[str, Any]]:
        """The details of a case's events of a kind."""
        return [r.event.detail for r in self.matter.events if r.event.kind == kind]

    def event_kinds(self) -> list[str]:
        return [r.event.kind.value for r in self.matter.events]


STAFF = {
    "tess": "t.abara@hill.osborne.example", "noor": "n.whitlock@hill.osborne.example",
    "ida": "i.kowalczyk@brook.osborne.example", "finn": "f.adair@osborne.example",
}  # fmt: skip
NOT_ABOUT_THE_CASE = frozenset(
    {
        MailKind.ACKNOWLEDGEMENT, MailKind.MORE_INFORMATION, MailKind.QUESTION, MailKind.NOT_ALLOWED,
        MailKind.NOT_UNDERSTOOD, MailKind.OPERATOR_ALERT, MailKind.COMPLAINT_RECEIVED,
    }
)  # fmt: skip
