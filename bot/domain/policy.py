"""The trust's procedure as data: which step is due when, for whom, and who hears when it is missed (SPEC §4).

Holds what config/policy.toml says and answers questions about it. Reads no file, knows no case, takes every
time as an argument; who the people of a role are is routing.py's matter.
"""

from __future__ import annotations

import calendar as months
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache

from bot.domain.directory import School
from bot.domain.duties import Column, Duty, Party
from bot.domain.limits import Anchor, Clocks, Limit, Unit
from bot.domain.words import MailKind, Role, Severity, Step

LEGAL_CLOCK = timedelta(hours=72)
"""Article 33(1) UK GDPR: elapsed hours from awareness. No configuration and no command makes it longer."""


@dataclass(frozen=True)
class Escalation:
    """How fast a missed step climbs, and how often the last rung hears of it."""

    at_most: Limit
    critical_at_most: Limit
    repeat: Limit
    critical_repeat: Limit
    day_off_highest: Role  # on days off nobody above, unless critical ...
    day_off_hours: int  # ... before this many hours after R
    at_once_minutes: int  # an "at once" step counts as missed after this long


@dataclass(frozen=True)
class Provisional:
    """What holds before a human has classified."""

    after_hours: int
    severity: Severity
    critical_words: tuple[str, ...]
    critical_cues: frozenset[str]

    def grave_word(self, text: str) -> str:
        """The first grave word that a text holds, "" for none; whole words, any case, any white space."""
        flat = " ".join(text.split())
        if not _any_of(self.critical_words).search(flat):
            return ""
        hits = ((hit.start(), word) for word in self.critical_words if (hit := _any_of((word,)).search(flat)))
        return min(hits, default=(0, ""))[1]


@lru_cache(maxsize=1000)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Finds any of these, as whole words."""
    said = "|".join(re.escape(" ".join(word.split())) for word in words)
    return re.compile(rf"(?<!\w)(?:{said})(?!\w)", re.IGNORECASE)


@dataclass(frozen=True)
class MailLoad:
    """What keeps the number of mails down."""

    gather_minutes: int
    gathered: frozenset[MailKind]
    digest_to: tuple[Party, ...]
    weekly_digest_to: tuple[Party, ...]
    weekly_digest_day: int  # Monday


@dataclass(frozen=True)
class Retention:
    """How long what is kept, counted from the end of the matter."""

    case_years: int
    originals_days: int
    spam_days: int
    other_mail_days: int
    requests_years: int
    anonymous_key_days: int


@dataclass(frozen=True)
class RequestClocks:
    """The law's time for what is not an incident (SPEC §3)."""

    complaint_days: int
    subject_access_months: int
    information_school_days: int
    information_at_most_working_days: int
    remind_every_working_days: int


@dataclass(frozen=True)
class Flood:
    """When one sender is too much."""

    mails_per_hour: int
    answers_per_hour: int  # automatic, refused, not understood, to one address


@dataclass(frozen=True)
class Wording:
    """The policy's own sentences and names, word for word."""

    good_faith: str
    anonymity: str
    support: str
    regulator: str
    regulator_phone: str


@dataclass(frozen=True)
class Policy:
    """The whole procedure. Questions take a step and a column; times are aware UTC."""

    duties: Mapping[Step, Duty]
    clocks: Clocks
    reminder_percents: tuple[int, ...]
    short_percents: tuple[int, ...]
    short_under_hours: int
    clock_warnings: Mapping[int, tuple[Party, ...]]  # hours after A -> who hears
    escalation: Escalation
    provisional: Provisional
    mail: MailLoad
    retention: Retention
    requests: RequestClocks
    flood: Flood
    wording: Wording
    relay_delay_minutes: tuple[int, int]
    relayed_domains: tuple[str, ...]  # [authentication] relayed
    first_start_days: int
    junk_minutes: int
    follow_up_days: tuple[int, ...]
    without_dpo_view: Limit  # after it was due, the reviewer may close because
    restore: Limit  # SIRO and DPO may restore a NOT-INCIDENT or a downgrade
    policy_review_days: int  # before it, the case manager is reminded
    trust: Policy | None = None  # of a school's procedure: the whole trust's, with its own days off

    def at_school(self, school: School | None) -> Policy:
        """The procedure with a school's own days off on top, for limits of its people."""
        if school is None or not school.closed:
            return self
        office = self.of_trust.clocks.office.closing(school.closed)
        return replace(self, clocks=replace(self.clocks, office=office), trust=self.of_trust)

    @property
    def of_trust(self) -> Policy:
        """The procedure without any school's own days off."""
        return self.trust or self

    def limit(self, step: Step, column: Column, danger: bool = False) -> Limit | None:
        """A step's limit in a column; None where the table has none."""
        return self.duties[step].limit(column, danger)

    def anchor(self, step: Step, column: Column, danger: bool = False) -> Anchor:
        """The moment from which the step counts in this column."""
        limit = self.limit(step, column, danger)
        return (limit.anchor if limit else None) or self.duties[step].anchor

    def due(
        self, step: Step, column: Column, anchors: Mapping[Anchor, datetime], danger: bool = False
    ) -> datetime | None:
        """When a step is due; None where it has no limit here or its anchor has not come yet."""
        limit = self.limit(step, column, danger)
        start = anchors.get(self.anchor(step, column, danger))
        if start is None and limit and limit.unit is Unit.AT_ONCE:
            start = anchors.get(
                self.duties[step].anchor
            )  # grave words refer a case nobody has classified yet
        return self.clocks.due(limit, start) if limit and start else None

    def reminders(self, limit: Limit, start: datetime) -> tuple[tuple[int, datetime], ...]:
        """(percent, when) of a limit that counts from start, counted in the limit's own time."""
        if limit.unit is Unit.AT_ONCE:
            return ()
        in_hours = limit.unit not in (Unit.WORKING_DAYS, Unit.DAYS)
        short = in_hours and limit.amount < self.short_under_hours
        percents = self.short_percents if short else self.reminder_percents
        return tuple((percent, self.clocks.share(limit, start, percent)) for percent in percents)

    def warnings(self, aware: datetime) -> tuple[tuple[int, datetime], ...]:
        """(hours, when) of the legal clock's warnings."""
        return tuple((hours, aware + timedelta(hours=hours)) for hours in sorted(self.clock_warnings))

    def next_rung_due(self, limit: Limit, since: datetime, critical: bool) -> datetime:
        """When the next rung is late in turn: the same limit again, at most the cap."""
        cap = self.escalation.critical_at_most if critical else self.escalation.at_most
        limits = (cap,) if limit.unit is Unit.AT_ONCE else (limit, cap)
        return min(self.clocks.due(one, since) for one in limits)

    def repeat_due(self, since: datetime, critical: bool) -> datetime:
        """When the last rung hears again."""
        repeat = self.escalation.critical_repeat if critical else self.escalation.repeat
        return self.clocks.due(repeat, since)

    def highest_rung(self, now: datetime, received: datetime, critical: bool) -> Role | None:
        """The highest rung that may be reached now, None for all: days off are spared unless critical."""
        office = self.clocks.office
        young = now < received + timedelta(hours=self.escalation.day_off_hours)
        if critical or not young or office.is_working_day(office.local(now).date()):
            return None
        return self.escalation.day_off_highest

    def extended(self, due: datetime, days: int) -> datetime:
        """A due time moved by working days (`EXTEND`)."""
        return self.clocks.office.add_working_days(due, days)

    def provisional_at(self, received: datetime) -> datetime:
        """When a case nobody has classified becomes provisionally serious."""
        return received + timedelta(hours=self.provisional.after_hours)

    def request_due(self, kind: str, received: datetime, school: School | None = None) -> datetime:
        """When the law wants an answer to a complaint, a subject access or an information request."""
        office, clocks = self.clocks.office, self.requests
        local = office.local(received)
        if kind == "complaint":
            return self.clocks.due(Limit(clocks.complaint_days, Unit.DAYS), received)
        if kind == "subject_access_request":
            ahead = local.month - 1 + clocks.subject_access_months
            year, month = local.year + ahead // 12, ahead % 12 + 1
            last = months.monthrange(year, month)[1]  # no such day: the month's last
            day = local.date().replace(year=year, month=month, day=min(local.day, last))
            return office.at(day, local.time())
        school_office = self.at_school(school).clocks.office
        return min(
            school_office.add_working_days(received, clocks.information_school_days),
            office.add_working_days(received, clocks.information_at_most_working_days),
        )
