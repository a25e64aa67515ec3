"""Days as the British write them, relative to a day of writing: "last Friday", "3.11.26", "the day before yesterday".

What happened lies in the past: a day without a year is the latest that is not after the day of writing. With
`ahead` it is the earliest that is not before it. Must not know clock times: dates.py joins the two.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.mail.fields.late import late
from bot.mail.fields.rare import Rare

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary|urary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
_WEEKDAY = (
    r"(?:mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday|ensday|nsday)?|thu(?:r|rs|rsday)?|fri(?:day)?"
    r"|sat(?:urday)?"
    r"|sun(?:day)?)(?![a-z])\.?"
)
_NUMBER = r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|a couple of|an?)"
_COUNT = {"a": 1, "an": 1, "a couple of": 2} | {
    word: index + 1
    for index, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    )
}

DAY = late(
    r"(?<![a-z0-9])(?<!\d[./\-])(?<!version )(?:"
    r"(?P<iso>(?:19|20)\d\d-[01]\d-[0-3]\d)(?:(?=t\d)|(?![\d-]))"
    r"|(?P<n1>[0-3]?\d) ?(?P<sep>[/.\-]) ?(?P<n2>[01]?\d|[0-3]\d) ?(?P=sep) ?(?P<n3>20\d\d|19\d\d"
    r"|\d\d)(?!\d|[/.\-]\d)"
    r"|(?<=[a-z:] )(?<!\d )(?P<s1>[0-3]?\d)/(?P<s2>[01]?\d)(?![\d/%])"
    rf"|(?:(?:(?:on|last|this|since|from|of) )?(?P<w1>{_WEEKDAY})[ ,]{{1,2}})?(?:the"
    rf" )?(?:(?P<d0>[0-3]?\d)(?:st|nd|rd|th)? ?(?:-|to|and|until) ?(?:{_WEEKDAY},? )?(?:the"
    rf" )?)?(?P<d1>[0-3]?\d)(?:st|nd|rd"
    rf"|th)?(?: ?(?:of|-))? ?(?P<m1>{_MONTH})"
    r"(?:[ ,\-]{1,2}(?P<y1>(?:20|19)\d\d|'?\d\d(?![\d:.]| ?[ap]\.?m)))?"
    rf"|(?:(?:(?:on|last|this|since|from|of) )?(?P<w5>{_WEEKDAY})[ ,]{{1,2}})?(?P<m2>{_MONTH}) (?:the"
    r" )?(?P<d2>[0-3]?\d)(?:st|nd|rd|th)?(?![\d:])(?:,? (?P<y2>20\d\d))?"
    rf"|(?:(?:on|last|this|since|from|of) )?(?P<w2>{_WEEKDAY}),? (?:the )?(?P<d3>[0-3]?\d)(?:st|nd|rd"
    r"|th)(?![a-z0-9])"
    r"|(?:on )?the (?P<d4>[0-3]?\d)(?:st|nd|rd|th)(?![a-z0-9])(?! (?:time|of|and|year|person|parent|century"
    r"|place|"
    r"child|pupil|attempt|floor|grade|form))"
    rf"|a week ago last (?P<w7>{_WEEKDAY})|a week (?:last|ago on|on) (?P<w8>{_WEEKDAY})"
    rf"|(?:on )?(?P<w9>{_WEEKDAY}) (?:of )?(?P<lw1>last week|the week before|before last)"
    rf"|(?P<lw2>last week) on (?P<w10>{_WEEKDAY})"
    r"|(?P<q>last|this past|past|this|next|on|since|from|every|by|until|till|good|each|bank holiday)?"
    rf" ?(?P<w3>{_WEEKDAY})"
    r"(?: just)?(?: gone| past)?"
    r"|(?P<dby>(?:the )?day before yesterday)"
    r"|(?P<yest>yesterday|yday|ystday|yesterdy)"
    r"|(?P<night>last night|overnight)"
    r"|(?P<today>today|tonight|earlier on|this (?:very )?(?:morning|afternoon|evening|lunch ?time|lunch|am"
    r"|pm))(?!'s)"
    r"|(?:at|over|during|on|this|last) (?:the )?(?:last )?(?P<wend>weekend)"
    rf"|(?P<an>{_NUMBER}) (?P<au>day|week|fortnight)s? ago"
    r"|(?P<feast>christmas eve|christmas day|boxing day|new year's eve|new year's day|new years eve|new"
    r" years day)"
    r"|(?P<rel>the (?:day|evening|night|afternoon|morning) before(?! yesterday)|the previous (?:day|evening"
    r"|night|afternoon|morning)"
    r"|(?:the )?(?:next|following) (?:day|morning|afternoon|evening)|on (?:which|that) (?:same )?(?:date|day)"
    r"|(?:later |earlier )?(?:the|that) same (?:day|date|morning|afternoon|evening))"
    r")"
)
VAGUE = Rare(
    r"(?<![a-z])(?:(?:over|during|in|before|since|after|just before|just after|at the (?:start|end"
    r"|beginning) of) "
    r"(?:the )?(?:last |this |october |spring |summer |may |february |autumn |christmas |easter )*"
    r"(?:half[ -]term|holidays?|term|year|break|month|week)|last (?:week|month|term|year)|a few (?:days"
    r"|weeks) ago"
    r"|(?:some|several) (?:days|weeks|months) ago|the other day|recently|(?:earlier|at some point) (?:this"
    r"|last) "
    r"(?:week|month|term|year))(?![a-z])"
)
_FUTURE = frozenset(("next", "every", "by", "until", "till", "each", "good"))
_FEASTS = {
    "christmas eve": (12, 24), "christmas day": (12, 25), "boxing day": (12, 26),
    "new year's eve": (12, 31), "new years eve": (12, 31), "new year's day": (1, 1), "new years day": (1, 1),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Anchor:
    """What days are counted from: the local day of writing, the day named before, and the direction of time."""

    today: date
    previous: date | None = None
    ahead: bool = False


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(text: str) -> int:
    return _MONTHS.index(text[:3]) + 1


def _weekday(text: str) -> int:
    return _DAYS.index(text[:3])


def _year_of(text: str | None) -> int | None:
    if not text:
        return None
    year = int(text.strip("'"))
    return year + 2000 if year < 100 else year


def _without_year(anchor: Anchor, month: int, day: int) -> date | None:
    step = 1 if anchor.ahead else -1
    for year in range(anchor.today.year, anchor.today.year + 9 * step, step):  # 29 February
        found = _valid(year, month, day)
        if found and ((found >= anchor.today) if anchor.ahead else (found <= anchor.today)):
            return found
    return None


def _named(match: re.Match[str], anchor: Anchor) -> date | None:
    """A day with its month in words."""
    day = int(match["d1"] or match["d2"])
    if match["d0"] and int(match["d0"]) < day:  # "between 9 and 14 November" begins on the 9th
        day = int(match["d0"])
    month = _month(match["m1"] or match["m2"])
    year = _year_of(match["y1"] or match["y2"])
    return _valid(year, month, day) if year else _without_year(anchor, month, day)


def _numeric(match: re.Match[str], anchor: Anchor) -> date | None:
    """Day first; the American order only where the British is impossible."""
    if match["s1"]:
        return _without_year(anchor, int(match["s2"]), int(match["s1"]))
    first, second, year = int(match["n1"]), int(match["n2"]), _year_of(match["n3"])
    return _valid(year or 0, second, first) or _valid(year or 0, first, second)


def _day_of_month(match: re.Match[str], anchor: Anchor) -> date | None:
    """ "the 14th", "Tuesday 14th": the latest such day (a weekday that fits is preferred)."""
    day = int(match["d3"] or match["d4"])
    wanted = _weekday(match["w2"]) if match["w2"] else None
    step = 1 if anchor.ahead else -1
    candidates = (anchor.today + timedelta(days=step * n) for n in range(370))
    same = [found for found in candidates if found.day == day]
    return next((found for found in same[:3] if found.weekday() == wanted), same[0] if same else None)


def _last(anchor: Anchor, weekday: int, *, strictly: bool) -> date:
    if anchor.ahead:
        return anchor.today + timedelta(days=(weekday - anchor.today.weekday()) % 7 or 7 * strictly)
    back = (anchor.today.weekday() - weekday) % 7
    return anchor.today - timedelta(days=back or (7 if strictly else 0))


def _by_weekday(match: re.Match[str], anchor: Anchor) -> date | None:
    qualifier = match["q"] or ""
    if qualifier in _FUTURE and not anchor.ahead:
        return None
    return _last(anchor, _weekday(match["w3"]), strictly=qualifier in ("last", "next", "past", "this past"))


def _week_before(match: re.Match[str], anchor: Anchor) -> date:
    """ "Friday of last week", "a week last Friday", "Friday before last"."""
    weekday = _weekday(match["w7"] or match["w8"] or match["w9"] or match["w10"])
    if match["lw2"] or (match["lw1"] or "").endswith("week"):
        monday = anchor.today - timedelta(days=anchor.today.weekday() + 7)
        return monday + timedelta(days=weekday)
    return _last(anchor, weekday, strictly=True) - timedelta(days=7)


def _relative(match: re.Match[str], anchor: Anchor) -> date | None:
    """ "the day before", "the following morning": counted from the day named last."""
    if anchor.previous is None:
        return None
    if " same " in match["rel"] or match["rel"].startswith("on "):
        return anchor.previous
    forward = match["rel"].startswith(("the next", "the following", "next", "following"))
    return min(anchor.previous + timedelta(days=1 if forward else -1), anchor.today)


def _ago(match: re.Match[str], anchor: Anchor) -> date | None:
    count = _COUNT.get(match["an"]) or int(match["an"])
    return anchor.today - timedelta(days=count * {"day": 1, "week": 7, "fortnight": 14}[match["au"]])


def _weekend(match: re.Match[str], anchor: Anchor) -> date:
    return _last(anchor, 5, strictly=False)


def _back(days: int) -> Callable[[re.Match[str], Anchor], date | None]:
    return lambda match, anchor: anchor.today - timedelta(days=days)


def _feast(match: re.Match[str], anchor: Anchor) -> date | None:
    return _without_year(anchor, *_FEASTS[match["feast"]])


def _iso(match: re.Match[str], anchor: Anchor) -> date | None:
    return _valid(*(int(part) for part in match["iso"].split("-")))


# Named group of DAY -> reader; the first group that matched decides.
_READERS: tuple[tuple[str, Callable[[re.Match[str], Anchor], date | None]], ...] = (
    ("iso", _iso), ("n1", _numeric), ("s1", _numeric), ("d1", _named), ("d2", _named), ("d3", _day_of_month),
    (
        "d4", _day_of_month), ("w7", _week_before), ("w8", _week_before), ("w9", _week_before), (
        "w10", _week_before),
    ("w3", _by_weekday), ("dby", _back(2)), ("yest", _back(1)), ("night", _back(1)), ("today", _back(0)),
    ("wend", _weekend), ("an", _ago), ("feast", _feast), ("rel", _relative),
)  # fmt: skip
_SHORT = late(r"(?:mon|tue|wed|thu|fri|sat|sun|mar|may|march)\.?$")


def day_of(match: re.Match[str], anchor: Anchor, original: str) -> date | None:
    """The day a match of `DAY` means, None where it is none.

    `original` is the matched text as written: short names that are also words (
        "sat", "may", "wed") need a capital.
    """
    for group in ("w3", "m1", "m2", "w9"):
        word = match[group]
        if word and _SHORT.match(word):
            place = match.start(group) - match.start()
            if not original[place : place + 1].isupper():
                return None
    name = next((name for name, _ in _READERS if match[name]), None)
    found = dict(_READERS)[name](match, anchor) if name else None
    if found is None or (not anchor.ahead and found > anchor.today):
        return None
    return found
