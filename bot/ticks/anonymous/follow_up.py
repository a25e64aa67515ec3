"""What a reporter writes later: answers, more facts, and RELEASE, REMOVE, NO CONTACT, NAME ME (SPEC §6)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.anonymity.guard import Guard
from bot.anonymity.identity import Needles
from bot.anonymity.receipt import Outcome, Tries, check, find_codes
from bot.anonymity.relay import clean_answer
from bot.anonymity.text import replace_needles
from bot.domain.decision import Decision, Effect, KeepFiles, SendMail
from bot.domain.events import Event, EventKind
from bot.domain.words import CommandName, MailKind
from bot.mail.argument_values import Refusal
from bot.mail.arguments import read_numbers
from bot.mail.message import Command, MemoryBlob, Message, Reading, ReadingContext
from bot.service import Cause, Kept, Service
from bot.store import anonymous as rows
from bot.store import cases
from bot.store.store import Work
from bot.ticks.anonymous.box import Box, Boxes, Piece
from bot.ticks.anonymous.desk import Desk
from bot.ticks.anonymous.last_look import guarded
from bot.ticks.anonymous.rebuilding import Rebuilt, looked_through
from bot.ticks.anonymous.recognised import TAG, answered_case
from bot.ticks.files import Files
from handlers.context import Context

C, E, K = CommandName, EventKind, MailKind
_LOST = "Not every file that came with it could be made safe to show; nobody can release what is left out."


def case_of(work: Work, boxes: Boxes, message: Message, today: str) -> int | None:
    """The case that a mail is about: by a receipt code from any address; by our tag, or our mail that it answers,
    from the sealed address.
    """
    for code in find_codes(message.text or message.html):
        back = rows.by_selector(work, code.selector)
        if back is None:
            continue
        tries = Tries(date.fromisoformat(back.tries_day), back.tries) if back.tries_day else None
        outcome, kept = check(code.secret, back.verifier, tries, date.fromisoformat(today))
        rows.count_tries(work, back.selector, kept.wrong, kept.day.isoformat())
        if outcome is Outcome.RIGHT:
            return back.case_id
    by_tag = [rows.by_tag(work, tag) for tag in TAG.findall(message.subject.upper())]
    sender = message.sender.address if message.sender else ""
    for case_id in (*(back.case_id for back in by_tag if back), answered_case(work, message)):
        box = boxes.of(work, case_id) if case_id is not None else None
        if box and sender and box.address(work) == sender:
            return case_id
    return None


@dataclass(frozen=True)
class FollowUp:
    """Carries out one later mail of a reporter, in the transaction at hand."""

    service: Service
    files: Files
    boxes: Boxes
    desk: Desk
    reading: ReadingContext

    def take(
        self, work: Work, case_id: int, reading: Reading, needles: Needles, item_id: str, files: Rebuilt
    ) -> int:
        """Commands first; without one, the text goes to the leaders, cleaned, with the rebuilt `files`."""
        stored = cases.by_id(work, case_id, lock=True)
        box = self.boxes.of(work, case_id)
        ctx = self.service.context(work)
        known = _together(box.needles(work), needles) if box else needles
        if box:
            box.keep_digest(work, reading.message.message_id)
        turn = _Turn(self, work, stored, box, ctx, reading, known, _cause(item_id), files)
        commands = [c for c in reading.commands if c.name in _COMMANDS]
        for command in commands:
            _COMMANDS[command.name](turn, command)
        if not commands:
            turn.words()
        turn.finish()
        return case_id


def _cause(item_id: str) -> str:
    return hashlib.sha256(item_id.encode()).hexdigest()[:24]


def _together(one: Needles, other: Needles) -> Needles:
    """Both sets of strings: a reporter may write from another address the second time."""
    names = [n for n in Needles.__dataclass_fields__ if n != "male"]
    return one.with_(**{name: getattr(other, name) for name in names})


class _Turn:
    """One mail's work: events and mails gathered, carried out once at the end."""

    def __init__(
        self, desk: FollowUp, work: Work, stored: cases.Stored, box: Box | None, ctx: Context, reading: Reading,
        needles: Needles, cause: str, files: Rebuilt,
    ) -> None:  # fmt: skip
        self.desk, self.work, self.stored, self.box = desk, work, stored, box
        self.ctx, self.reading, self.needles, self.cause = ctx, reading, needles, cause
        self.files = files
        self.events: list[Event] = []
        self.effects: list[Effect] = []
        self.lines: list[str] = []
        self.kept: list[Kept] = []

    def _leaders(self) -> tuple[str, ...]:
        who = self.stored.case.who
        return tuple(dict.fromkeys(a for a in (who.leader, *who.reached, *who.investigators) if a))

    def tell_leaders(self, about: str, text: str, **more: Any) -> None:
        """To everybody who works on the case, after a while: the minute of an answer tells who sat at a desk."""
        case = self.stored.case
        facts = {"about": about, "who": "the reporter", "text": text, **more}
        later = self.ctx.now + self.desk.desk.delay(case, self.ctx)
        cause = f"{self.cause}:{len(self.effects)}"  # one mail may release several pieces
        self.effects.append(
            SendMail(K.ANSWER, self._leaders(), cause, facts, urgent=case.urgent, not_before=later)
        )

    def words(self) -> None:
        """An answer to the question asked, or more facts; cleaned and guarded before anything is written."""
        guard = Guard(self.needles)
        shown = guarded(clean_answer(self.reading.message, self.needles), guard, rows.selectors(self.work))
        names, held = self._take_files(guard)
        self._withhold([*(Piece(p.n, p.text, p.why) for p in shown.withheld), *held])
        lost = "" if not held or self._can_be_asked() else _LOST
        text = "\n\n".join(part for part in (shown.text.strip(), names, lost) if part)
        if not text:
            return
        waiting = [
            q for q in self.stored.case.words.questions if q.to == "reporter" and q.answered_at is None
        ]
        if waiting:
            question = waiting[0]
            self.events.append(Event(E.ANSWERED, {"n": question.n}, {"text": text}, "reporter"))
            self.tell_leaders("question", text, n=question.n, question=question.text)
        else:
            self.events.append(Event(E.REPORT_ADDED, {}, {"text": text}, "reporter"))
            self.tell_leaders("reporter", text)

    def _can_be_asked(self) -> bool:
        """Whether the reporter can be told what waits for their RELEASE, and it is kept."""
        return self.box is not None and self.box.step(self.work) != "forget"

    def _withhold(self, new: list[Piece]) -> None:
        """Further doubtful pieces continue the numbers; the reporter is shown them."""
        if not new or self.box is None or not self._can_be_asked():
            return
        old = self.box.pieces(self.work)
        first = max((p.n for p in old), default=0) + 1
        numbered = [replace_n(piece, first + at) for at, piece in enumerate(new)]
        self.box.set_pieces(self.work, [*old, *numbered])
        files = sum(bool(piece.name) for piece in numbered)
        self.events.append(Event(E.HELD, {"texts": len(numbered) - files, "files": files}))
        self.lines += [
            f"Held back as number {p.n}: {_what(p)} ({p.why}). RELEASE {p.n} sends it." for p in numbered
        ]

    def _take_files(self, guard: Guard) -> tuple[str, list[Piece]]:
        """Files that came with the answer: a line that names the rebuilt ones, and the held ones."""
        clean, held = looked_through(self.files, guard)
        for one in clean:
            sha256, size = self.desk.files.keep(MemoryBlob(one.content))
            self.kept.append(Kept(one.name, one.content_type, sha256, size))
        names = f"With it came: {', '.join(one.name for one in clean)}." if clean else ""
        return names, [Piece(0, "", str(one.why), one.name, content) for one, content in held]

    def release(self, command: Command) -> None:
        """RELEASE n: what was withheld goes to the leaders, in the reporter's own decision; never the name itself."""
        for piece in self._chosen(command):
            if piece.name and not piece.content:
                self.lines.append(f"Number {piece.n} was too large to be kept. Please send it in parts.")
                continue
            if piece.content:
                sha256, size = self.desk.files.keep(MemoryBlob(piece.content))
                self.kept.append(Kept(piece.name, "application/octet-stream", sha256, size))
                text = f"The file {piece.name} was released."
            else:
                text, _ = replace_needles(piece.text, self.needles)
            self.events.append(Event(E.REPORT_ADDED, {"released": piece.n}, {"text": text}, "reporter"))
            self.tell_leaders("reporter", text)
            self.lines.append(f"Number {piece.n} has gone to the leaders.")

    def remove(self, command: Command) -> None:
        """REMOVE n: a withheld piece is deleted for good."""
        self.lines += [f"Number {piece.n} has been deleted." for piece in self._chosen(command)]

    def _chosen(self, command: Command) -> list[Piece]:
        if self.box is None:
            return []
        numbers = read_numbers(command.argument)
        pieces = self.box.pieces(self.work)
        if isinstance(numbers, Refusal):
            self.lines.append(numbers.sentence)
            return []
        chosen = [p for p in pieces if not numbers or p.n in numbers]
        if not chosen:
            self.lines.append("There is no withheld piece of that number.")
        self.box.set_pieces(self.work, [p for p in pieces if p not in chosen])
        return chosen

    def no_contact(self, command: Command) -> None:
        """NO CONTACT: answered once, then the key, and with it the address, is destroyed."""
        if self.box is not None:
            self.box.set_step(self.work, "forget")
            self.events.append(Event(E.FORGOTTEN, {}, {}, "reporter"))
            self.lines.append(
                "Your address will be forgotten as soon as this mail has gone. Your code still works."
            )

    def name_me(self, command: Command) -> None:
        """NAME ME: asked twice; only then do leaders learn who it was."""
        if self.box is None:
            return
        if self.box.step(self.work) != "name_me":
            self.box.set_step(self.work, "name_me")
            self.lines.append(
                "You want leaders to know who you are. If you are sure, answer NAME ME once more."
            )
            return
        sender = self.reading.message.sender
        address, name = (sender.address, sender.name) if sender else (self.box.address(self.work), "")
        self.box.set_step(self.work, "named")
        self.events.append(Event(E.NAMED, {}, {"reporter": address, "reporter_name": name}, "reporter"))
        self.tell_leaders("reporter", f"The reporter has chosen to be named: {name} {address}".strip())
        self.lines.append("Leaders now know who you are.")

    def status(self, command: Command) -> None:
        """STATUS: progress without details."""
        state = self.stored.case.state.value.replace("_", " ")
        self.lines.append(f"Your report: {state}.")

    def finish(self) -> None:
        """Carry it out, and answer the reporter in one neutral mail."""
        if self.kept:
            self.effects.append(KeepFiles())
        decision = Decision(tuple(self.events), tuple(self.effects), "a reporter wrote again")
        cause = Cause(0, self.kept)
        after = self.desk.service.carry_out(self.work, decision, self.ctx, stored=self.stored, cause=cause)
        if self.lines and after is not None:
            note = SendMail(K.ANONYMOUS_NOTE, ("reporter",), self.cause, {"lines": self.lines})
            self.desk.desk.queue(self.work, note, self.stored.id, after.case, self.ctx)


def _what(piece: Piece) -> str:
    return f"the file {piece.name}" if piece.name else f"“{piece.text}”"


def replace_n(piece: Piece, n: int) -> Piece:
    """The same piece under another number."""
    return Piece(n, piece.text, piece.why, piece.name, piece.content)


_COMMANDS: dict[CommandName, Callable[[_Turn, Command], None]] = {
    C.RELEASE: _Turn.release, C.REMOVE: _Turn.remove, C.NO_CONTACT: _Turn.no_contact,
    C.NAME_ME: _Turn.name_me, C.STATUS: _Turn.status,
}  # fmt: skip
