"""Reads policy.toml and directory.toml into Policy and Directory, or refuses with every mistake of both at once.

The shipped config/policy.toml is the one place where defaults stand; a trust's own file lies over it. The law's
limits are not configurable: whatever would loosen them is a mistake.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.bank_holidays import NATIONS, BankHolidays
from bot.config_problems import ConfigurationFaults, Problems, read_toml
from bot.config_reader import Table, single_days
from bot.deadlines_file import read_duties, read_warnings
from bot.directory_file import read_directory
from bot.domain.calendar import WorkingCalendar, every_day
from bot.domain.directory import Directory
from bot.domain.duties import Party
from bot.domain.limits import Clocks
from bot.domain.policy import (
    Escalation,
    Flood,
    MailLoad,
    Policy,
    Provisional,
    RequestClocks,
    Retention,
    Wording,
)
from bot.domain.words import LADDER, MailKind, Role, Severity
from bot.resources import packaged

POLICY_FILE = "policy.toml"
DIRECTORY_FILE = "directory.toml"
WHOLE_TABLES = {"legal_clock.warnings"}
"""Tables that a trust's own file replaces as a whole, because an entry could not be taken out otherwise."""
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DOMAIN = r"(?i)(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]"

__all__ = ["Configuration", "ConfigurationFaults", "default_policy", "load", "read_configuration"]


@dataclass(frozen=True)
class Configuration:
    """What both files say."""

    policy: Policy
    directory: Directory


def load(folder: Path) -> Configuration:
    """Reads folder/directory.toml and, if there, folder/policy.toml; ConfigurationFaults names every mistake."""
    problems = Problems()
    configuration = read_configuration(folder, problems)
    problems.refuse()
    assert configuration is not None
    return configuration


def read_configuration(
    folder: Path, problems: Problems, below: Path | None = None, label: str = ""
) -> Configuration | None:
    """The same with mistakes noted; None without a readable directory, and not to be used where any was noted.

    `below` is a folder whose policy.toml lies under this one's (common to several trusts); `label` goes before
    the files' names in notes.
    """
    directory = read_directory(folder / DIRECTORY_FILE, problems, label)
    zone = directory.trust.time_zone if directory else "Europe/London"
    values = _defaults()
    for file, shown in ((below, ""), (folder, label)):
        if file and (file / POLICY_FILE).exists():
            values = _laid_over(values, read_toml(file / POLICY_FILE, problems, shown) or {})
    policy = _policy(values, zone, problems, label + POLICY_FILE)
    if not directory:
        return None
    _check_relayed(policy, directory, problems, label)
    return Configuration(policy, directory)


def default_policy(zone: str = "Europe/London") -> Policy:
    """The shipped defaults."""
    problems = Problems()
    policy = _policy(_defaults(), zone, problems)
    problems.refuse()
    return policy


def _defaults() -> dict[str, Any]:
    problems = Problems()
    values = read_toml(packaged(f"config/{POLICY_FILE}"), problems)
    problems.refuse()
    return values or {}


def _laid_over(below: Mapping[str, Any], above: Mapping[str, Any], path: str = "") -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        here = f"{path}{key}"
        under = below.get(key)
        both_tables = isinstance(value, dict) and isinstance(under, dict)
        merged[key] = (
            _laid_over(under or {}, value, f"{here}.") if both_tables and here not in WHOLE_TABLES else value
        )
    return merged


def _policy(values: Mapping[str, Any], zone: str, problems: Problems, file: str = POLICY_FILE) -> Policy:
    root = Table(file, values, problems)
    reminders, closing, intake = root.table("reminders"), root.table("closing"), root.table("intake")
    wording, authentication = root.table("policy"), root.table("authentication")
    policy = Policy(
        duties=read_duties(root.table("deadlines")),
        clocks=_clocks(root, ZoneInfo(zone)),
        reminder_percents=reminders.wholes("percent", 1, 100),
        short_percents=reminders.wholes("short_percent", 1, 100),
        short_under_hours=reminders.whole("short_under_hours", 0, 24),
        clock_warnings=read_warnings(root.table("legal_clock")),
        escalation=_escalation(root.table("escalation")),
        provisional=_provisional(root.table("provisional")),
        mail=_mail(root.table("mail")),
        retention=_retention(root.table("retention")),
        requests=_requests(root.table("requests")),
        flood=_flood(root.table("flood")),
        wording=_wording(wording),
        relay_delay_minutes=_relay_delay(root.table("anonymous")),
        relayed_domains=tuple(domain.lower() for domain in authentication.words("relayed")),
        first_start_days=intake.whole("first_start_days", 0, 365),
        junk_minutes=intake.whole("junk_minutes", 1, 60),
        follow_up_days=closing.wholes("follow_up_days", 1, 730),
        without_dpo_view=closing.limit("without_dpo_view"),
        restore=closing.limit("restore"),
        policy_review_days=wording.whole("review_days", 1, 365),
    )
    for table in (reminders, closing, intake, wording, authentication, root):
        table.finish()
    return policy


def _clocks(root: Table, zone: ZoneInfo) -> Clocks:
    office, daytime = root.table("office"), root.table("daytime")
    nation = office.word("bank_holidays", NATIONS)
    closed = single_days(office.days("closures")) | single_days(office.days("extra_holidays"))
    workdays = frozenset(WEEKDAYS.index(day) for day in office.words("workdays", WEEKDAYS))
    opens, closes = office.clock("opens"), office.clock("closes")
    day_from, day_to, morning = daytime.clock("from"), daytime.clock("to"), daytime.clock("morning")
    whole = Clocks(WorkingCalendar(zone), every_day(zone, WorkingCalendar.opens, WorkingCalendar.closes))
    if opens >= closes:
        office.note("closes", "needs a time later than opens, of the same day")
    elif not workdays:
        office.note("workdays", "needs at least one weekday")
    elif not day_from <= morning < day_to:
        daytime.note("morning", "needs a time within the day, and from before to")
    else:
        calendar = WorkingCalendar(zone, opens, closes, workdays, closed, BankHolidays(nation))
        whole = Clocks(calendar, every_day(zone, day_from, day_to), morning)
    office.finish()
    daytime.finish()
    return whole


def _escalation(table: Table) -> Escalation:
    rungs = tuple(role.value for role in LADDER)
    escalation = Escalation(
        at_most=table.limit("at_most"),
        critical_at_most=table.limit("critical_at_most"),
        repeat=table.limit("repeat"),
        critical_repeat=table.limit("critical_repeat"),
        day_off_highest=Role(table.word("day_off_highest", rungs)),
        day_off_hours=table.whole("day_off_hours", 0, 24),
        at_once_minutes=table.whole("at_once_minutes", 1, 240),
    )
    table.finish()
    return escalation


def _provisional(table: Table) -> Provisional:
    provisional = Provisional(
        after_hours=table.whole("after_hours", 1, 48),
        severity=Severity(table.word("severity", (Severity.MAJOR.value, Severity.CRITICAL.value))),
        critical_words=table.words("critical_words"),
        critical_cues=frozenset(table.words("critical_cues")),
    )
    table.finish()
    return provisional


def _mail(table: Table) -> MailLoad:
    kinds, parties = tuple(MailKind), tuple(Party)
    mail = MailLoad(
        gather_minutes=table.whole("gather_minutes", 0, 240),
        gathered=frozenset(MailKind(kind) for kind in table.words("gathered", kinds)),
        digest_to=tuple(Party(party) for party in table.words("digest_to", parties)),
        weekly_digest_to=tuple(Party(party) for party in table.words("weekly_digest_to", parties)),
        weekly_digest_day=WEEKDAYS.index(table.word("weekly_digest_day", WEEKDAYS)),
    )
    table.finish()
    return mail


def _retention(table: Table) -> Retention:
    retention = Retention(
        case_years=table.whole("case_years", 1, 30),
        originals_days=table.whole("originals_days", 1, 3660),
        spam_days=table.whole("spam_days", 1, 366),
        other_mail_days=table.whole("other_mail_days", 1, 3660),
        requests_years=table.whole("requests_years", 1, 30),
        anonymous_key_days=table.whole("anonymous_key_days", 1, 366),
    )
    table.finish()
    return retention


def _requests(table: Table) -> RequestClocks:
    """The upper bounds are the law's (DPA 2018 s.164A, UK GDPR art. 12(3), FOIA 2000 s.10 and its school rules)."""
    requests = RequestClocks(
        complaint_days=table.whole("complaint_days", 1, 30),
        subject_access_months=table.whole("subject_access_months", 1, 1),
        information_school_days=table.whole("information_school_days", 1, 20),
        information_at_most_working_days=table.whole("information_at_most_working_days", 1, 60),
        remind_every_working_days=table.whole("remind_every_working_days", 1, 60),
    )
    table.finish()
    return requests


def _flood(table: Table) -> Flood:
    flood = Flood(table.whole("mails_per_hour", 1, 1000), table.whole("answers_per_hour", 1, 1000))
    table.finish()
    return flood


def _wording(table: Table) -> Wording:
    keys = ("good_faith", "anonymity", "support", "regulator", "regulator_phone")
    return Wording(*(table.text(key, "the policy's own words, in quotes") for key in keys))


def _relay_delay(table: Table) -> tuple[int, int]:
    found = table.wholes("relay_delay_minutes", 0, int(timedelta(days=1).total_seconds() // 60))
    table.finish()
    if len(found) == 2:
        return found[0], found[1]
    table.note("relay_delay_minutes", "needs the shortest and the longest delay in minutes: [10, 60]")
    return 0, 0


def _check_relayed(policy: Policy, directory: Directory, problems: Problems, label: str) -> None:
    if any(not directory.is_ours(f"x@{domain}") for domain in policy.relayed_domains):
        right = "needs mail domains of the trust itself, as in [trust] domains of directory.toml"
        problems.note(label + POLICY_FILE, "authentication.relayed", right)
