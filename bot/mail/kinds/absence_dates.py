"""The first day back in an absence notice, in British forms. Says None where no day is named: never guessed.

"back on Monday 4th", "returning 6th Jan", "until 5 January" name the first day back; "from 22 December to 3 January"
and "up to and including Friday 3rd" name the last day away. "until the start of term" names none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_MONTHS = {name[:size]: number for number, name in enumerate(_MONTH_NAMES, 1) for size in (3, len(name))} | {
    "sept": 9
}
_DAYS = {
    name: index
    for index, name in enumerate(
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    )
}
_DAYS |= {name[:3]: index for name, index in _DAYS.items()} | {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
_MONTH = r"(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?:" + "|".join(sorted(_DAYS, key=len, reverse=True)) + r")\b\.?"
_DATE = (
    rf"(?:(?P<iso>\d{{4}}-\d\d-\d\d)"
    rf"|(?:(?:(?P<next>next|this|the following)\s+)?(?P<weekday>{_DAY}),?\s+(?:the\s+)?)?"
    rf"(?:(?P<numeric>\d{{1,2}}[/.]\d{{1,2}}(?:[/.](?:\d{{4}}|\d{{2}}))?)(?![\d:/])(?!\s*(?:am|pm)\b)"
    rf"|(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]*(?P<month>{_MONTH})(?:[\s,-]*(?P<year>\d{{4}}"
    rf"|'?\d{{2}}(?![\d:.])))?"
    rf"|(?P<month2>{_MONTH})\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)(?:,?\s+(?P<year2>\d{{4}}))?"
    rf"|(?P<ordinal>\d{{1,2}})(?:st|nd|rd|th)\b(?!\s+(?:week|half|term|day|year|floor)))"
    rf"|(?:(?P<next2>next|this|the following)\s+)?(?P<weekday2>{_DAY})"
    rf"|(?P<tomorrow>tomorrow))"
)
_NEAR = r"[^.!?\n]{0,60}?"
_BACK = (
    r"(?:(?:be|am|i'm|is|get|come|coming|comes) back|back(?= (?:on|in|at|to|from|mon|tue|wed|thu|fri|the"
    r"|next|tomorrow|\d))"
    r"|return(?:ing|s)?(?: to| on| from|\b)|(?:i|he|she|we|and) (?:will |shall )?return|resum(?:e|ing)"
    r"|(?:available|in the office|in school|at work|working|at my desk) (?:again|from|on)|reopen(?:s"
    r"|ing)?|re-open(?:s|ing)?|next (?:in|working)"
    r"|(?:reply|respond|answer|deal|get back)[^.!?\n]{0,40}(?:on my return|when i return|when i am back"
    r"|when i'm back))"
)
_UNTIL = r"(?:until|till|til|'til|up until|up to|to|through|thru|through to|-|–|—|and)"
_BACK_ON = re.compile(rf"\b{_BACK}{_NEAR}(?<![\w/.]){_DATE}")
_INCLUDING = re.compile(
    rf"(?:(?:until|till|up to|to)\s+and\s+including|inclusive\s+of|through(?:\s+to)?|thru"
    rf"|last day (?:of (?:leave|absence|my leave)|away) (?:is|will be))"
    rf"\s+(?:the\s+)?(?:end of\s+)?{_DATE}"
)
_INCLUSIVE = re.compile(rf"\b(?:until|till|to|-|–)\s+(?:the\s+)?{_DATE}\s*(?:,\s*)?\(?inclusive")
_END_OF = re.compile(
    rf"\b(?:until|till)\s+(?:the\s+)?(?:end of(?:\s+the\s+day)?(?:\s+on)?|close of (?:business"
    rf"|play)(?:\s+on)?|late(?:\s+on)?|after)\s+{_DATE}"
)
_UNTIL_DAY = re.compile(
    rf"(?<!not )\b(?:until|till|til|'til|before)\s+(?:i\s+(?:am\s+back|return)\s+on\s+|at least\s+"
    rf"|the morning of\s+|(?:about|around|approximately)\s+|(?:\d{{1,2}}(?:[:.]\d\d)?\s*(?:am|pm)?"
    rf"|midday|noon|lunchtime|w/[bc]|week (?:beginning|commencing))\s+)?(?:on\s+)?(?:the\s+)?{_DATE}"
)
_ANSWERS = re.compile(
    rf"\b(?:respond|reply|answer|pick (?:\w+ ){{0,3}}up|pick up|deal with|get back to|read|look at"
    rf"|action)\b[^.!?\n]{{0,40}}? on (?:my return (?:on )?)?(?:the )?{_DATE}"
)
_START = re.sub(r"\?P<\w+>", "?:", _DATE)
_RANGE = re.compile(
    rf"(?:from|between|on|\b)\s*(?:the\s+)?(?:{_START}|\d{{1,2}})\s*(?:to|and|through|thru|-|–"
    rf"|—)\s*(?:the\s+)?{_DATE}"
)
_OPEN = re.compile(r"\b(?:from|between)\b")


def first_day_back(text: str, today: date) -> date | None:
    """The first day back by a lower-case text written on `today`, None where it names none."""
    flat = " ".join(text.split())
    for pattern, last_day in (
        (_BACK_ON, False),
        (_INCLUDING, True),
        (_INCLUSIVE, True),
        (_END_OF, True),
        (_RANGE, True),
        (_UNTIL_DAY, False),
        (_ANSWERS, False),
    ):
        for match in pattern.finditer(flat):
            found = _day_of(match, today)
            if found and not _of_the_past(flat, match, pattern):
                return _after(found) if last_day else found
    return None


def _of_the_past(flat: str, match: re.Match[str], pattern: re.Pattern[str]) -> bool:
    """ "I returned on ...", "office hours are Monday to Friday" and the like are no absence."""
    before = flat[max(0, match.start() - 60) : match.start()]
    if pattern is _RANGE:
        weekdays = match["weekday2"] is not None and not any(ch.isdigit() for ch in match[0])
        return weekdays or bool(
            re.search(r"\b(?:open|hours|work|working days|available)\b[^.]{0,40}$", before)
        )
    return bool(re.search(r"\b(?:will not|won't|cannot|not)\s+(?:be\s+)?$", before)) and pattern is _BACK_ON


def _after(last: date) -> date:
    """The first weekday after the last day away."""
    back = last + timedelta(days=1)
    while back.weekday() >= 5:
        back += timedelta(days=1)
    return back


def _day_of(match: re.Match[str], today: date) -> date | None:
    part = match.groupdict()
    try:
        if part["iso"]:
            return date.fromisoformat(part["iso"])
        if part["tomorrow"]:
            return today + timedelta(days=1)
        if part["numeric"]:
            return _numeric(part["numeric"], today)
        day, month = part["day"] or part["day2"], part["month"] or part["month2"]
        if day and month:
            year = (part["year"] or part["year2"] or "").lstrip("'")
            return _in_year(int(day), _MONTHS[month.rstrip(".")], year, today)
        if part["ordinal"]:
            return _ordinal(int(part["ordinal"]), part["weekday"], today)
        if part["weekday2"]:
            return _weekday(part["weekday2"], part["next2"], today)
    except ValueError:
        return None
    return None


def _numeric(value: str, today: date) -> date | None:
    pieces = re.split(r"[/.]", value)
    day, month = int(pieces[0]), int(pieces[1])
    if month > 12 >= day and len(pieces) == 3:
        day, month = month, day  # written the American way
    if not 1 <= month <= 12:
        return None
    return _in_year(day, month, pieces[2] if len(pieces) == 3 else "", today)


def _in_year(day: int, month: int, year: str, today: date) -> date | None:
    """With a year as written; without one, the first such day from a month ago on (a stale notice is of the past)."""
    if year:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    for candidate in (today.year - 1, today.year, today.year + 1):
        if month == 2 and day == 29 and candidate % 4:
            continue
        found = date(candidate, month, day)
        if found >= today - timedelta(days=31):
            return found
    return None


def _ordinal(day: int, weekday: str | None, today: date) -> date | None:
    """ "the 4th", "Monday 4th": the next such day; a weekday that agrees within four months wins."""
    days = list(_such_days(day, today))
    if weekday:
        wanted = _DAYS[weekday.rstrip(".")]
        return next((one for one in days if one.weekday() == wanted), None)
    return days[0] if days else None


def _such_days(day: int, today: date) -> Iterator[date]:
    for offset in range(122):
        one = today + timedelta(days=offset)
        if one.day == day:
            yield one


def _weekday(name: str, which: str | None, today: date) -> date:
    """The next such weekday after today; "next Monday" said on a Thursday is still the coming one."""
    ahead = (_DAYS[name.rstrip(".")] - today.weekday()) % 7 or 7
    return today + timedelta(days=ahead)
