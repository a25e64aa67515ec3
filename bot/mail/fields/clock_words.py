"""Clock times and parts of the day as the British write them: "9.15", "half past three", "1640 hrs", "noon".

Must not know days: dates.py joins the two.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.mail.fields.late import late

_HOURS = {
    word: value + 1
    for value, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    )
}
_PAST = {"five": 5, "ten": 10, "quarter": 15, "a quarter": 15, "twenty": 20, "twenty five": 25, "half": 30}
_MINUTES = {"ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "forty five": 45, "fifty": 50}
_HOUR = r"(?:\d{1,2}|" + "|".join(_HOURS) + ")"
_AP = r"(?: ?(?P<{0}>a\.m\.?|p\.m\.?|am|pm)(?![a-z]))"

_CLOCK = late(
    r"(?<![\d£$€./:,\-])(?P<h>[01]?\d|2[0-3])(?P<dot>[:.;])(?P<m>[0-5]\d)(?::[0-5]\d(?:\.\d+)?)?(?![\d%:/]"
    r"|\.\d)"
    rf"{_AP.format('ap')}?"
    r"|(?<![\d£$€./:,\-])(?P<h10>1[0-2]|[1-9])(?= ?(?:to|-|until|and|till) ?(?:1[0-2]|[1-9])(?:[:.]\d\d)?"
    r" ?(?P<ap10>am|pm)(?![a-z]))"
    rf"|(?<![\d£$€./:,\-])(?P<h2>1[0-2]|0?[1-9]){_AP.format('ap2')}"
    r"|(?<![\d£$€./:,\-])(?P<h3>[01]\d|2[0-3])(?P<m3>[0-5]\d) ?(?:hrs|hours|h)(?![a-z])"
    r"|(?<![a-z])(?P<noon>noon|midday|mid-day|lunch ?time|lunch|midnight)(?![a-z])"
    r"|(?<![a-z\d])(?P<part>twenty[ -]five|(?:a )?quarter|half|five|ten|twenty) (?P<way>past|to)"
    rf" (?P<h4>{_HOUR})(?![\d:a-z])"
    rf"{_AP.format('ap4')}?"
    rf"|(?<![a-z\d])(?P<h8>{'|'.join(_HOURS)}) (?P<m8>fifteen|thirty|forty[ -]five|forty|twenty|ten"
    r"|fifty)(?![a-z]| (?:[a-z]+s)(?<!hours))"
    rf"|(?<![a-z\d])half (?P<h9>{_HOUR})(?![\d:.a-z]| ?(?:hours?|days?|of|past|the))"
    rf"|(?<![a-z\d])(?P<h5>{_HOUR}) ?o'? ?clock"
    r"|(?<=at )(?:about |around |approximately |roughly |just after |just before )?(?P<h6>1[0-2]|[1-9])"
    r"(?= (?:in the (?:morning|afternoon|evening)|at night|this |yesterday|today|on (?:mon|tue|wed|thu|fri"
    r"|sat|sun)))"
    r"|(?:morning|afternoon|evening|night|today|yesterday|(?:mon|tues|wednes|thurs|fri|satur|sun)day|[a-z]ber"
    r"|january|february|march|april|may|june|july|august),? (?:at|around|about|approximately|roughly)"
    r" (?:about |around )?(?P<h7>1[0-2]|[1-9])(?![\d:./,]\d|\d| (?!(?:to|when|and|but|by|from|as|he|she|they|i"
    r"|we|who|saying|asking|that|this|in|on|at|because|a|the|[ap]\.?m)(?![a-z]))[a-z])"
)
_ENTITLED = late(
    r"(?:at|by|around|about|approx\.?|approximately|roughly|circa|c\.?|since|before|after|from|until"
    r"|between|time|and|to"
    r"|@|on|day|,|:|-|\d(?:st|nd|rd|th)?|[a-z]{2}ber|january|february|march|april|may|june|july|august|jan"
    r"|feb|mar|apr|jun|jul|aug|sept?"
    r"|oct|nov|dec|morning|afternoon|evening|yesterday|today|occurred"
    r"|(?:it|this|that|which|time) was|noticed|discovered|aware|incident|happened|found|(?:of|phone) call"
    r"|(?:came|got|rang|texted|wrote) back"
    r"|rang|called|phoned|texted|emailed|arrived|removed|sent"
    r"|posted|off|up|left|deleted|recalled|reset|reported) ?[:?\-(|*_ ]*$"
)
_FOLLOWED = late(
    r" ?(?:(?:to|-|until|and) ?\d{1,2}(?:[.:]\d\d)?(?: ?[ap]m)?(?= |$|\.|,)|\(?(?:this|in the|yesterday"
    r"|today|on (?:mon|tue|wed|thu|fri|sat|sun)|last night|hrs|hours))"
)


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A time of day as written. `hour` 0 to 23; `vague_half`: it may mean twelve hours later or earlier."""

    start: int
    end: int
    hour: int
    minute: int
    vague_half: bool
    soft: bool = False  # "lunchtime": the hour is a reading, not a statement


def _with_half(hour: int, mark: str) -> int:
    if mark.startswith("p"):
        return hour % 12 + 12 if hour <= 12 else hour
    return hour % 12 if mark.startswith("a") and hour == 12 else hour


def _hour_of(word: str) -> int:
    return _HOURS.get(word) or int(word)


def _spoken(match: re.Match[str]) -> tuple[int, int, str]:
    minutes = _PAST[match["part"].replace("-", " ").removeprefix("a ")]
    hour = _hour_of(match["h4"])
    if match["way"] == "to":
        return (hour - 1) or 12, 60 - minutes, match["ap4"] or ""
    return hour, minutes, match["ap4"] or ""


def _read(match: re.Match[str], low: str) -> ClockTime | None:
    start, end = match.span()
    if match["noon"]:
        word = match["noon"]
        return ClockTime(start, end, 0 if word == "midnight" else 12, 0, False, word.startswith("lunch"))
    if match["h"]:
        return _with_minutes(match, low)
    if match["h3"]:
        return ClockTime(start, end, int(match["h3"]), int(match["m3"]), False)
    hour, minute, mark = _parts(match)
    begins = match.start("h7") if match["h7"] else start
    return (
        ClockTime(begins, end, _with_half(hour, mark), minute, not mark and hour <= 12)
        if hour <= 23
        else None
    )


def _with_minutes(match: re.Match[str], low: str) -> ClockTime | None:
    """Of "9:15", "9.15am", "09.15": in two digits with a nought, or past twelve, the half of the day is sure."""
    if match["dot"] != ":" and not match["ap"] and not _is_time(match, low):
        return None
    hour, mark = int(match["h"]), match["ap"] or ""
    sure = len(match["h"]) == 2 and (match["h"][0] == "0" or hour > 12)
    vague = not mark and not sure and hour <= 12
    return ClockTime(match.start(), match.end(), _with_half(hour, mark), int(match["m"]), vague)


def _parts(match: re.Match[str]) -> tuple[int, int, str]:
    """Hour, minute and am/pm mark of the forms without figures for minutes."""
    if match["h2"] or match["h10"]:
        return int(match["h2"] or match["h10"]), 0, match["ap2"] or match["ap10"]
    if match["h8"]:
        return _HOURS[match["h8"]], _MINUTES[match["m8"].replace("-", " ")], ""
    if match["part"]:
        return _spoken(match)
    hour = _hour_of(match["h5"] or match["h6"] or match["h7"] or match["h9"])
    return hour, 30 if match["h9"] else 0, ""


def _is_time(match: re.Match[str], low: str) -> bool:
    """A number with a full stop is a time only where the words beside it say so ("at 9.15", "9.15 this morning")."""
    before = low[max(0, match.start() - 14) : match.start()]
    return bool(_ENTITLED.search(before) or _FOLLOWED.match(low, match.end()))


def clock_times(low: str, start: int, end: int) -> list[ClockTime]:
    """The clock times in a span of plain lower-case text, in order."""
    found = (_read(match, low) for match in _CLOCK.finditer(low, start, end))
    return [time for time in found if time is not None]


def settle(time: ClockTime, part: str) -> int:
    """The hour of a time whose half of the day may be open, given the part of the day written beside it, "" if none.

    Without one, one to six o'clock is the afternoon: schools do not keep other hours.
    """
    if not time.vague_half:
        return time.hour
    hour = time.hour % 12
    if part == "morning":
        return hour
    if part in ("afternoon", "evening"):
        return hour + 12
    if part == "night":
        return hour + 12 if hour >= 6 else hour
    return hour + 12 if 0 <= hour <= 6 else hour
