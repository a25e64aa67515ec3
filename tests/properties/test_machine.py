"""Whatever people write and however time passes: what must always hold of cases, deadlines and mail (house.md §9).

A state machine of moves on one desk: reports, every command by anybody, absences, bounces, outages, a clock set back.
"""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.domain.clock import MISSED
from bot.domain.policy import LEGAL_CLOCK
from bot.domain.words import DeadlineState, Step
from handlers import people
from tests.properties.desk import NOT_ABOUT_THE_CASE, RANSOMWARE, REPORT, Desk, Matter

CAT, BEN = "c.lindqvist@hill.osborne.example", "b.castell@hill.osborne.example"
MEL, RAJ = "m.okonjo@osborne.example", "r.sundaram@osborne.example"
FORM = (
    "\n".join(
        [
            "OUTCOME",
            *(f"{name}: yes" for name in ("3a", "3b", "3c", "3d", "3e", "3f", "3g", "3i", "3j", "3k")),
        ]
    )
    + f"\n3h: no, a slip\nCause: haste\nEffects: none\nLessons: some\nActions:\nTell all; owner: {CAT}; by: 2026-12-04"
)
COMMANDS = (
    "ACKNOWLEDGE", "CLASSIFY minor", "CLASSIFY moderate confirmed", "CLASSIFY major", "CLASSIFY critical",
    f"ASSIGN {CAT}", f"ASSIGN {BEN}", "ESCALATE it is too much", f"HANDOVER {BEN}", f"HANDOVER {MEL}",
    f"EXCLUDE {BEN} because he knows the parent", f"INCLUDE {BEN} because he does not",
    f"EXCLUDE {CAT} because involved",
    f"EXCLUDE {RAJ} because his account is under suspicion", f"EXCLUDE {MEL} because named",
    "AWARE 24/11/2026 08:00 because the office knew", "AWARE 24/11/2026 09:45 because later", "CONTAINED deleted",
    f"ASK {CAT}: when was it?", "NOTE I have rung them", "NOTE Interim: going on", "RISK none because no names",
    "RISK unlikely because deleted", "RISK likely because opened", "RISK high because of the address",
    "ICO report because likely", "ICO not-report because unlikely", "ICO filed IC-1-A", "PEOPLE tell because high",
    "PEOPLE not-tell because low", "PEOPLE told by letter", "EXTEND outcome_report 5 days because ill",
    "EXTEND ico_decision 1 days because shut",
    "EXTEND ico_decision 1 days because a\nEXTEND ico_decision 1 days because b", "EXTEND contain 2 days because slow",
    "EXTEND review 3 days because busy",
    FORM, "OUTCOME\n3c: the mail", "ACCEPT", "RETURN because thin", "CLOSE", "CLOSE because the DPO is silent",
    "REOPEN because there is more", "NOT-INCIDENT because a test", "DONE 1", "NOT DONE 1 because no money", "STATUS",
    "HELP", "YES", "what shall I do now?", "Thanks!", "ACCEPT\nCLOSE",
    "CLASSIFY minor\nCONTAINED x\nRISK unlikely because y",
)  # fmt: skip
ANSWERS = {
    Step.LEADER_ACKNOWLEDGES: "ACKNOWLEDGE", Step.CLASSIFY: "CLASSIFY major", Step.APPOINT: f"ASSIGN {CAT}",
    Step.CONTAIN: "CONTAINED deleted", Step.DPO_ACKNOWLEDGES: "RISK unlikely because deleted",
    Step.ICO_DECISION: "ICO report because likely", Step.ICO_FILED: "ICO filed IC-1-A",
    Step.PEOPLE_DECISION: "PEOPLE tell because high", Step.PEOPLE_TOLD: "PEOPLE told by letter",
    Step.INTERIM_REPORT: "NOTE Interim: going on", Step.OUTCOME_REPORT: FORM, Step.REVIEW: "ACCEPT",
    Step.DPO_VIEW: "NOTE I agree", Step.CLOSE: "CLOSE",
}  # fmt: skip
WRITERS = ("asha", "ben", "mel", "ivor", "chair", "dana", "dpo-deputy", "cat", "raj", "kay", "tess", "finn")
AWAY = ("asha", "ben", "mel", "ivor", "chair", "dana", "cat", "raj", "kay")
ACCUSED = (
    REPORT, RANSOMWARE, "Asha Rahman e-mailed the staff list with salaries to a parent today at 9am.",
    "Mel Okonjo lost the laptop of the payroll on the train yesterday.",
    "I sent my class list to the wrong parent this morning at 9.",
)  # fmt: skip


class Procedure(RuleBasedStateMachine):
    """One desk, one or two cases."""

    @initialize(
        text=st.sampled_from(ACCUSED), who=st.sampled_from(("tess", "asha", "finn", "cat")),
        start=st.sampled_from(("2026-11-24 10:00", "2026-11-27 16:30", "2026-12-24 18:00", "2026-10-24 23:30")),
    )  # fmt: skip
    def begin(self, text: str, who: str, start: str) -> None:
        self.desk = Desk(start)
        self.legal: dict[str, tuple[object, object]] = {}
        self.ends: dict[str, bool] = {}
        self.desk.report(text, who)

    @rule(text=st.sampled_from(ACCUSED))
    def another_report(self, text: str) -> None:
        if len(self.desk.matters) < 2:
            self.desk.report(text, "noor")

    @rule(who=st.sampled_from(WRITERS), words=st.sampled_from(COMMANDS), first=st.booleans())
    def writes(self, who: str, words: str, first: bool) -> None:
        reference = next(iter(self.desk.matters) if first else reversed(self.desk.matters))
        if people.same(
            self.desk.address(who), self.desk.matters[reference].case.who.excluded, self.desk.context()
        ):
            before = self.desk.matters[reference].case
            self.desk.say(who, words, reference)
            assert self.desk.matters[reference].case.state is before.state, "an excluded person moves nothing"
            return
        self.desk.say(who, words, reference)

    @rule(steps=st.sampled_from((1, 3, 8, 20)), first=st.booleans())
    def all_goes_well(self, steps: int, first: bool) -> None:
        """Whoever has the next step does it."""
        reference = next(iter(self.desk.matters) if first else reversed(self.desk.matters))
        for _ in range(steps):
            self._next_step(reference)
            self.desk.advance(minutes=20)

    def _next_step(self, reference: str) -> None:
        matter, ctx = self.desk.matters[reference], self.desk.context()
        live = sorted(
            (r for r in matter.rows.values() if r.live and r.step in ANSWERS), key=lambda r: r.due_at
        )
        for row in live:
            holders = people.party(self.desk.policy.duties[row.step].holder, matter.case, ctx)
            if holders:
                self.desk.say(holders[0], ANSWERS[row.step], reference)
                return

    @rule(rarely=st.integers(0, 5))
    def merges(self, rarely: int) -> None:
        if len(self.desk.matters) == 2 and rarely == 0:
            first, second = self.desk.matters
            self.desk.say("mel", f"MERGE {second}", first)

    @rule(who=st.sampled_from(AWAY), until=st.sampled_from((None, date(2026, 12, 1), date(2027, 2, 1))))
    def is_away(self, who: str, until: date | None) -> None:
        if len(self.desk.away) > 4 and who not in self.desk.away:
            return
        self.desk.absence_notice(who, until)
        self.desk.settle()

    @rule(who=st.sampled_from(AWAY))
    def bounces(self, who: str) -> None:
        if len(self.desk.away) > 2 and who not in self.desk.away:
            return
        self.desk.bounce(who)

    @rule(hours=st.sampled_from((1, 5, 30, 80, 200)))
    def time_passes(self, hours: int) -> None:
        self.desk.advance(hours=hours)

    @rule(hours=st.sampled_from((30, 80, 400)))
    def outage(self, hours: int) -> None:
        self.desk.jump(hours=hours)
        self.desk.settle()

    @rule()
    def clock_set_back(self) -> None:
        before = len(self.desk.sent)
        self.desk.now -= timedelta(hours=3)
        self.desk.settle()
        assert len(self.desk.sent) == before
        self.desk.now += timedelta(hours=3)

    # what always holds

    @invariant()
    def the_record_makes_the_case(self) -> None:
        for reference, matter in self.desk.matters.items():
            assert self.desk.folded(reference) == matter.case

    @invariant()
    def one_deadline_of_a_kind_lives_and_it_is_consistent(self) -> None:
        for matter in self.desk.matters.values():
            live = [
                row.step for row in matter.rows.values() if row.live and row.step is not Step.ACTION_FOLLOW_UP
            ]
            assert len(live) == len(set(live)), live
            for row in matter.rows.values():
                assert row.live or row.next_at is None
                assert (row.state is DeadlineState.MISSED) == (row.stage >= MISSED) or not row.live, row

    @invariant()
    def nobody_is_left_waiting_for_nothing(self) -> None:
        for matter in self.desk.matters.values():
            if not matter.case.state.ended:
                assert any(row.next_at for row in matter.rows.values() if row.live), matter.case.state

    @invariant()
    def what_falls_due_has_somebody_to_hear_it(self) -> None:
        for matter in self.desk.matters.values():
            case = matter.case
            if case.state.ended:
                continue
            ctx = self.desk.context()
            everybody = (*case.who.reached, *people.operators(ctx, case), *people.last_resort(case, ctx))
            assert [a for a in everybody if a and not people.same(a, case.who.excluded, ctx)]

    @invariant()
    def the_law_is_never_loosened(self) -> None:
        for reference, matter in self.desk.matters.items():
            case, rows = matter.case, {row.step: row for row in matter.rows.values()}
            aware = case.aware_at or case.reported_at
            assert aware is not None
            for step in (Step.ICO_DECISION, Step.ICO_FILED):
                row = rows.get(step)
                assert row is None or not row.live or row.due_at <= aware + LEGAL_CLOCK
            filed = rows.get(Step.ICO_FILED)
            assert filed is None or not filed.live or filed.due_at == aware + LEGAL_CLOCK
            facts = (
                case.aware_at,
                case.extensions.get("people_decision", 0),
                case.extensions.get("ico_decision", 0),
            )
            due = tuple(
                rows[s].due_at if s in rows else None for s in (Step.ICO_DECISION, Step.PEOPLE_DECISION)
            )
            before = self.legal.get(reference)
            if before and before[0] == facts:
                assert all(
                    new is None or old is None or new <= old for new, old in zip(due, before[1], strict=True)
                )
            self.legal[reference] = (facts, due)

    @invariant()
    def closed_stays_closed_unless_reopened(self) -> None:
        for reference, matter in self.desk.matters.items():
            ended = matter.case.state.ended
            if self.ends.get(reference) and not ended:
                kinds = [r.event.kind.value for r in matter.events[self.seen[reference] :]]
                assert {"reopened", "restored"} & set(kinds)
            self.ends[reference] = ended
        self.seen = {reference: len(matter.events) for reference, matter in self.desk.matters.items()}

    @invariant()
    def no_mail_about_the_case_to_somebody_kept_out(self) -> None:
        ctx = self.desk.context()
        for sent in self.desk.sent[getattr(self, "checked", 0) :]:
            if sent.reference and sent.kind not in NOT_ABOUT_THE_CASE:
                case = self.desk.matters[sent.reference].case
                theirs = "reporter" in (sent.mail.facts.get("to"), sent.mail.facts.get("for"))
                assert (
                    theirs or sent.at < self.desk.now or not people.same(sent.address, case.who.excluded, ctx)
                )
        self.checked = len(self.desk.sent)

    @invariant()
    def every_mail_is_sent_once(self) -> None:
        keys = [(s.reference, s.address, s.kind, s.mail.cause) for s in self.desk.sent]
        assert len(keys) == len(set(keys))

    def teardown(self) -> None:
        """Left to itself, a case in which something is late keeps asking somebody who may answer."""
        if not hasattr(self, "desk"):
            return
        self.desk.advance(days=8)
        late = [r for r, m in self.desk.matters.items() if _late(m)]
        since = self.desk.now
        self.desk.advance(days=6)
        for reference in late:
            case = self.desk.matters[reference].case
            told = [s for s in self.desk.sent if s.reference == reference and s.at > since]
            assert told, "something is late, and nobody hears"
            assert any(not people.same(s.address, case.who.excluded, self.desk.context()) for s in told)


def _late(matter: Matter) -> bool:
    rows = matter.rows.values()
    return not matter.case.state.ended and any(
        row.live and row.state is DeadlineState.MISSED and row.step is not Step.ACTION_FOLLOW_UP
        for row in rows
    )


Procedure.TestCase.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
TestProcedure = Procedure.TestCase
