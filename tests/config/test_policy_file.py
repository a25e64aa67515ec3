"""policy.toml: the complete defaults, a trust's own file over them, and that the law cannot be loosened."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.bank_holidays import BankHolidays
from bot.domain.duties import Column, Party, column_of
from bot.domain.limits import Anchor
from bot.domain.policy import LEGAL_CLOCK
from bot.domain.words import MailKind, Role, Severity, Step
from bot.policy_file import default_policy, load

from .files import mistakes, write

POLICY = default_policy()
LONDON = ZoneInfo("Europe/London")


def london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


TABLE = {  # SPEC §4: unclassified, minor, moderate, major, critical
    Step.LEADER_ACKNOWLEDGES: ("2 h by day", "1 wd", "4 wh", "2 h", "1 h"),
    Step.APPOINT: ("", "2 wd", "1 wd", "4 h", "2 h"),
    Step.CONTAIN: ("24 h", "2 wd", "1 wd", "12 h", "4 h"),
    Step.DPO_ACKNOWLEDGES: ("", "", "1 wd", "4 h", "1 h"),
    Step.ICO_DECISION: ("48 h", "48 h", "48 h", "36 h", "24 h"),
    Step.ICO_FILED: ("72 h", "72 h", "72 h", "72 h", "72 h"),
    Step.PEOPLE_DECISION: ("48 h", "48 h", "48 h", "36 h", "24 h"),
    Step.PEOPLE_TOLD: ("24 h", "24 h", "24 h", "24 h", "24 h"),
    Step.INTERIM_REPORT: ("", "", "", "3 wd", "24 h"),
    Step.OUTCOME_REPORT: ("", "5 wd", "10 wd", "15 wd", "20 wd"),
    Step.REVIEW: ("", "5 wd", "5 wd", "5 wd", "5 wd"),
    Step.DPO_VIEW: ("", "", "", "5 wd", "5 wd"),
    Step.CLOSE: ("", "5 wd", "5 wd", "5 wd", "5 wd"),
}


@pytest.mark.parametrize("step", TABLE)
def test_the_table_of_deadlines(step: Step) -> None:
    assert tuple(str(POLICY.limit(step, column) or "") for column in Column) == TABLE[step]


def test_every_step_has_a_duty_and_the_law_is_not_extended() -> None:
    assert set(POLICY.duties) == set(Step)
    fixed = {step for step, duty in POLICY.duties.items() if not duty.extendable}
    assert {Step.REFER, Step.ICO_FILED, Step.PEOPLE_TOLD} <= fixed
    assert POLICY.mail.gathered >= {MailKind.REMINDER, MailKind.CLOCK_WARNING}
    assert POLICY.duties[Step.LEADER_ACKNOWLEDGES].missed == (
        Party.DEPUTY,
        Party.SIRO,
        Party.CEO,
        Party.CHAIR,
    )
    assert Party.SIRO.role is Role.SIRO
    assert Party.LEADER.role is None


@pytest.mark.parametrize(
    ("step", "column", "start", "due"),
    [
        (Step.LEADER_ACKNOWLEDGES, Column.UNCLASSIFIED, "2026-06-13 18:30", "2026-06-13 20:30"),
        (Step.LEADER_ACKNOWLEDGES, Column.UNCLASSIFIED, "2026-06-13 19:00", "2026-06-14 08:00"),
        (Step.LEADER_ACKNOWLEDGES, Column.UNCLASSIFIED, "2026-06-13 06:30", "2026-06-13 08:00"),
        (Step.CLASSIFY, Column.UNCLASSIFIED, "2026-06-12 17:00", "2026-06-13 09:00"),
        (
            Step.ICO_FILED,
            Column.MINOR,
            "2026-10-24 12:00",
            "2026-10-27 11:00",
        ),  # elapsed, over the clock change
        (Step.ICO_FILED, Column.CRITICAL, "2026-03-28 12:00", "2026-03-31 13:00"),
        (Step.OUTCOME_REPORT, Column.MINOR, "2026-12-23 10:00", "2027-01-04 10:00"),
        (
            Step.APPOINT,
            Column.MODERATE,
            "2026-04-02 16:30",
            "2026-04-07 16:30",
        ),  # Easter, by the library's holidays
    ],
)
def test_due(step: Step, column: Column, start: str, due: str) -> None:
    anchors = {POLICY.anchor(step, column): london(start)}
    assert POLICY.due(step, column, anchors) == london(due)


def test_due_is_unknown_before_its_start_and_at_once_where_it_says_so() -> None:
    now = london("2026-06-10 10:00")
    assert POLICY.due(Step.APPOINT, Column.MAJOR, {Anchor.RECEIVED: now}) is None
    assert POLICY.due(Step.APPOINT, Column.UNCLASSIFIED, {Anchor.CLASSIFIED: now}) is None
    later = now + timedelta(hours=1)
    anchors = {Anchor.AWARE: now, Anchor.CLASSIFIED: later}
    assert POLICY.due(Step.REFER, Column.MAJOR, anchors) == later
    assert POLICY.due(Step.REFER, Column.MINOR, anchors) == now + timedelta(hours=24)
    assert (
        POLICY.due(Step.REFER, Column.CRITICAL, {Anchor.AWARE: now}) == now
    )  # by words, nobody has classified
    told = {Anchor.DECIDED: now}
    assert POLICY.due(Step.PEOPLE_TOLD, Column.MINOR, told) == now + timedelta(hours=24)
    assert POLICY.due(Step.PEOPLE_TOLD, Column.MINOR, told, danger=True) == now


def test_reminders_count_as_their_limit_counts() -> None:
    friday = london("2026-06-12 16:30")
    day = POLICY.limit(Step.LEADER_ACKNOWLEDGES, Column.MINOR)
    assert day
    assert POLICY.reminders(day, friday) == (
        (50, london("2026-06-15 12:00")),
        (80, london("2026-06-15 14:42")),
        (100, london("2026-06-15 16:30")),
    )
    hour = POLICY.limit(Step.LEADER_ACKNOWLEDGES, Column.CRITICAL)
    assert hour
    assert [percent for percent, _ in POLICY.reminders(hour, friday)] == [80, 100]
    night = POLICY.limit(Step.LEADER_ACKNOWLEDGES, Column.UNCLASSIFIED)
    assert night
    assert POLICY.reminders(night, london("2026-06-12 23:00"))[0][1] == london("2026-06-13 07:00")


def test_rungs_get_the_same_limit_but_no_longer_than_the_cap() -> None:
    monday = london("2026-06-15 10:00")
    outcome = POLICY.limit(Step.OUTCOME_REPORT, Column.MAJOR)
    two_hours = POLICY.limit(Step.LEADER_ACKNOWLEDGES, Column.MAJOR)
    assert outcome
    assert two_hours
    assert POLICY.next_rung_due(outcome, monday, critical=False) == london("2026-06-16 10:00")
    assert POLICY.next_rung_due(outcome, monday, critical=True) == london("2026-06-15 14:00")
    assert POLICY.next_rung_due(two_hours, monday, critical=False) == london("2026-06-15 12:00")
    assert POLICY.repeat_due(monday, critical=False) == london("2026-06-16 10:00")
    assert POLICY.repeat_due(monday, critical=True) == london("2026-06-15 14:00")


def test_days_off_spare_the_rungs_above_the_siro() -> None:
    received = london("2026-06-13 09:00")  # Saturday
    assert POLICY.highest_rung(received + timedelta(hours=3), received, critical=False) is Role.SIRO
    assert POLICY.highest_rung(received + timedelta(hours=24), received, critical=False) is None
    assert POLICY.highest_rung(received, received, critical=True) is None
    assert POLICY.highest_rung(london("2026-06-15 09:00"), london("2026-06-15 08:00"), critical=False) is None


def test_legal_warnings_lie_before_the_end_of_the_clock() -> None:
    aware = london("2026-06-12 22:00")
    assert [hours for hours, _ in POLICY.warnings(aware)] == [24, 48, 60, 68, 71]
    assert all(when < aware + LEGAL_CLOCK for _, when in POLICY.warnings(aware))


def test_grave_words_raise_and_never_lower() -> None:
    grave = POLICY.provisional.grave_word
    assert grave("It says RANSOMWARE on the screen") == "ransomware"
    assert grave("the child\nprotection  file went to the wrong parent") == "child protection file"
    assert grave("He pressed send") == ""
    assert column_of(None, grave_words=True) is Column.CRITICAL
    assert column_of(Severity.MAJOR, provisional=True, grave_words=True) is Column.CRITICAL
    assert column_of(Severity.MINOR, grave_words=True) is Column.MINOR  # a human has classified
    assert column_of(None) is Column.UNCLASSIFIED


@pytest.mark.parametrize(
    ("kind", "received", "due"),
    [
        ("complaint", "2026-03-01 12:00", "2026-03-31 12:00"),
        ("subject_access_request", "2027-01-31 09:00", "2027-02-28 09:00"),
        ("subject_access_request", "2026-12-15 09:00", "2027-01-15 09:00"),
        ("information_request", "2026-06-01 09:00", "2026-06-29 09:00"),
    ],
)
def test_clocks_of_other_requests(kind: str, received: str, due: str) -> None:
    assert POLICY.request_due(kind, london(received)) == london(due)


def test_a_schools_days_off_lengthen_limits_and_information_requests_up_to_60_days(tmp_path: Path) -> None:
    read = load(write(tmp_path))
    dell = read.directory.schools["dell"]
    before_summer = london("2027-07-23 10:00")
    assert read.policy.at_school(dell).due(
        Step.CONTAIN, Column.MODERATE, {Anchor.RECEIVED: before_summer}
    ) == london("2027-09-01 10:00")
    assert read.policy.at_school(None) is read.policy
    assert read.policy.request_due("information_request", before_summer, dell) == london("2027-09-28 10:00")


def test_own_values_lie_over_the_defaults(tmp_path: Path) -> None:
    own = """
    [office]
    opens = "07:30"
    closes = 16:30:00
    extra_holidays = [2026-06-15]
    closures = [[2026-12-29, 2026-12-31]]
    [deadlines.appoint]
    minor = "3 wd"
    moderate = "none"
    [legal_clock.warnings]
    36 = ["leader"]
    [authentication]
    relayed = ["birch.example"]
    """
    policy = load(write(tmp_path, policy=own)).policy
    assert str(policy.limit(Step.APPOINT, Column.MINOR)) == "3 wd"
    assert policy.limit(Step.APPOINT, Column.MODERATE) is None
    assert str(policy.limit(Step.APPOINT, Column.MAJOR)) == "4 h"
    assert policy.clock_warnings == {36: (Party.LEADER,)}
    assert policy.relayed_domains == ("birch.example",)
    office = policy.clocks.office
    assert office.add_working_hours(london("2026-06-12 15:30"), 2) == london("2026-06-16 08:30")
    assert not office.is_working_day(date(2026, 12, 30))


@pytest.mark.parametrize(
    ("text", "key", "says"),
    [
        ("[deadlines.ico_filed]\nmajor = '96 h'", "deadlines.ico_filed.major", "the law's own limit"),
        ("[deadlines.ico_filed]\nmajor = '3 d'", "deadlines.ico_filed.major", "the law's own limit"),
        (
            "[deadlines.ico_filed]\nmajor = '72 h from classified'",
            "deadlines.ico_filed.major",
            "the law's own",
        ),
        ("[deadlines.ico_filed]\nminor = 'none'", "deadlines.ico_filed.minor", "no exception"),
        ("[deadlines.ico_filed]\nextendable = true", "deadlines.ico_filed.extendable", "needs false"),
        ("[deadlines.ico_filed]\nfrom = 'classified'", "deadlines.ico_filed.from", "aware"),
        ("[deadlines.ico_decision]\nminor = '10 wd'", "deadlines.ico_decision.minor", 'at most "72 h"'),
        ("[deadlines.people_decision]\nminor = '73 h'", "deadlines.people_decision.minor", 'at most "72 h"'),
        (
            "[deadlines.refer]\nmoderate = '48 h from classified'",
            "deadlines.refer.moderate",
            "from awareness",
        ),
        ("[legal_clock]\nhours = 96", "legal_clock.hours", "is not a key"),
        ("[legal_clock.warnings]\n80 = ['leader']", "legal_clock.warnings.80", "from 1 to 71"),
        ("[legal_clock]\nwarnings = {}", "legal_clock.warnings", "at least one warning"),
        ("[requests]\ncomplaint_days = 60", "requests.complaint_days", "from 1 to 30"),
        ("[deadlines.appoint]\nminor = '2 days'", "deadlines.appoint.minor", "a limit such as"),
        ("[deadlines.appoint]\nminor = '0 wd'", "deadlines.appoint.minor", "more than nothing"),
        ("[deadlines.appoint]\nminor = 2", "deadlines.appoint.minor", "a limit such as"),
        ("[deadlines.appoint]\nmissed = ['sirro']", "deadlines.appoint.missed", "did you mean siro"),
        ("[deadlines.apoint]\nminor = '2 wd'", "deadlines.apoint", "did you mean appoint"),
        ("[office]\ncloses = '07:00'", "office.closes", "later than opens"),
        ("[office]\nworkdays = []", "office.workdays", "at least one"),
        ("[office]\nbank_holidays = 'Engeland'", "office.bank_holidays", "did you mean England"),
        ("[office]\nextra_holidays = ['2027-05-03']", "office.extra_holidays", "without quotes"),
        ("[daytime]\nmorning = '20:00'", "daytime.morning", "within the day"),
        ("[reminders]\npercent = [80, 50]", "reminders.percent", "ascending"),
        ("[reminders]\npercent = [50.5]", "reminders.percent", "whole numbers"),
        ("[anonymous]\nrelay_delay_minutes = [10]", "anonymous.relay_delay_minutes", "[10, 60]"),
        ("[mail]\ngathered = ['reminders']", "mail.gathered", "did you mean reminder"),
        (
            "[authentication]\nrelayed = ['elsewhere.example']",
            "authentication.relayed",
            "of the trust itself",
        ),
        ("[flood]\nmails_per_hour = true", "flood.mails_per_hour", "a whole number"),
        ("[intake]\nfirst_start_days = 'seven'", "intake.first_start_days", "a whole number"),
        ("office = 3", "office", "a table"),
        ("[policy]\ngood_faith = ''", "policy.good_faith", "own words"),
        ("colour = 'red'", "colour", "is not a key"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, text: str, key: str, says: str) -> None:
    assert says in mistakes(write(tmp_path, policy=text))[f"policy.toml: {key}"]


def test_bank_holidays_of_the_nations() -> None:
    england, scotland = BankHolidays("England"), BankHolidays("Scotland")
    assert date(2026, 12, 28) in england  # stands for Boxing Day, a Saturday
    assert date(2026, 8, 31) in england
    assert date(2026, 8, 31) not in scotland
    assert date(2026, 12, 25) not in BankHolidays("none")
    assert "2026-12-25" not in england
