"""How many people are concerned, and how many got the data (SPEC §10 `people_count`: people concerned, not recipients).

A range gives its maximum; joint groups add up (
    "1,200 pupils and 85 staff"). Must not estimate: "many" is no number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.mail.fields.late import late
from bot.mail.fields.numbers import NUMBER, value_of
from bot.mail.fields.people_kinds import ANYBODY, PEOPLE, RECORDS
from bot.mail.fields.rare import Rare
from bot.mail.fields.roles import Part, part_of
from bot.mail.fields.view import View

_NOUNS = "|".join(
    source
    for row in PEOPLE.table.values()
    for source in row
    if not re.search(r"\\d|class|tutor group", source)
).replace(" ", "[ -]")
_ADJECTIVE = (
    r"(?:(?!(?:against|our|of|in|on|at|by|to|into|about|over|under|per|as|is|are|has|have|had|their|his|her|its"
    r"|my|your|who|so|or|not|out|up|off|via|without|within|using|between|among|after|before|during|for|the"
    r"|january|february|march|april|may|june|july|august|september|october|november|december|am|pm)"
    r" )[a-z'\-]{2,14}(?<!and)(?<!minutes)(?<!hours)(?<!days)(?<!weeks)"
    r"(?<!pages)(?<!years)(?<!mins)(?<!records)(?<!emails)(?<!from)(?<!with)(?<!that)(?<!which)(?<!were)"
    r"(?<!where)(?<!files)(?<!laptops)(?<!copies)(?<!times)"
    r" )"
)
_NOT_MONEY = (
    r"(?<![a-z0-9£$€.,:/\-])(?<!year )(?<!yr )(?<!page )(?<!room )(?<!key stage )(?<!period )(?<!grade"
    r" )(?<!class )(?<!age )(?<!aged )"
)
_COUNTED = late(
    rf"{_NOT_MONEY}(?:(?P<low>{NUMBER})(?: ?(?:-|to|or|and) ?))?(?P<n>{NUMBER})(?: ?\+)?(?: or so)? (?:of"
    rf" (?:our|the|my|these|your|their|his|her) )?(?:end of (?:year|term) )?{_ADJECTIVE}{{0,4}}?"
    rf"(?P<noun>{_NOUNS}|{ANYBODY}|{RECORDS})(?![a-z])"
)
_BRACKETED = Rare(
    rf"(?:{_NOUNS}|year \d{{1,2}}|yr \d{{1,2}}|y\d{{1,2}}|class|group|cohort|school|staff|pupils|children"
    rf"|parents|form|kids|students|employees|classes)"
    rf" ?\((?:about |approx\.? |around )?(?P<n>{NUMBER})(?= ?\)|,| in total| pupils| children| people)"
)
_CLASS = Rare(
    r"(?:class(?:es)?|group|list|cohort|form|set|year group|total|tutor group|team|school|roll|file"
    r"|records?|data|details|names|report) of (?:all |about |around |roughly |approximately |some |over "
    rf"|nearly )?(?P<n>{NUMBER})(?! (?:minutes|hours|days|pages))"
)
_LABELLED = Rare(
    r"(?:all|each of the|every one of the) (?P<n2>\d{1,4})(?= (?:on|who|in|at|of (?:them|us|the|our)|that)(?![a-z]))"
    r"|(?:there (?:are|were)|affect(?:s|ed|ing)|total(?:ling)?|all|involv(?:es|ed|ing)|details of) (?:about"
    r" |around |roughly |approximately |approx\.? |some |over |nearly |up to |at least |more than"
    rf" )?(?P<n>{NUMBER})(?: of (?:them|us)| in (?:total|all|the (?:class|list|group))| people)"
)
_SINGLE = (
    r"(?:pupil|child|student|patient|customer|client|employee|girl|boy|boarder|staff member|member of staff"
    r"|applicant|candidate|son|daughter|individual|colleague|teacher|person|carer|parent|volunteer|complainant"
    r"|teaching assistant|governor|learner|resident|visitor|trainee)"
)
_ONE_MORE = late(rf"(?<![a-z])(?:and|plus) (?:a|an|one|another) (?:[a-z]+ ){{0,2}}?{_SINGLE}'s(?![a-z])")
_ONE_OF = Rare(
    r"(?<![a-z])(?:names?|named|naming|identif(?:y|ies|ied|ying)) (?:a|one|an|another|the)(?: [a-z\-]{2,12}){0,2}?"
    rf" {_SINGLE}(?![a-z'])|(?<![a-z])one of (?:our|the|my) (?:[a-z0-9\-]+ ){{0,2}}?{_SINGLE}s(?![a-z])"
    rf"|(?<![a-z])the (?:complainant|claimant|victim|whistleblower)'s|"
    r"(?<![a-z])(?:a|an|one|another|the|this|that|single|his|her|their|my|different|other|wrong|year"
    r" \d{1,2}|y\d{1,2}|particular)(?: [a-z0-9\-]{2,12}){0,2}? (?:pupil|child|student|parent|teacher"
    r"|colleague|patient|customer|client|employee|girl|boy|staff member|applicant|candidate|family|person"
    r"|individual|son|daughter|member of staff|governor|adopter|resident)'s"
    r"|my (?:own )?(?:personnel|hr|medical|occupational health|staff|personal|sickness|payroll) (?:file"
    r"|records?|details|data|information)"
    r"|(?:of|about|for|concerning|relating to|regarding|on|belonging to) (?:a|an|one|another|the|this|that"
    r"|her|his|my|their)(?: [a-z0-9\-]{2,12}){0,2}? (?:pupil|child|student|patient|customer|client|employee"
    r"|girl|boy|staff member|member of staff|applicant|candidate|son|daughter|individual|colleague|teacher"
    r"|person|boarder|carer|complainant|trainee)(?![a-z'])(?! class)"
    r"|(?:one|a single|1|a) (?:pupil|child|student|patient|customer|client|employee|person|individual|data"
    r" subject) (?:is |was |has been |only )*(?:affected|involved|concerned)"
)
_VAGUE = Rare(
    r"(?<![a-z])(?P<many>(?:a )?few dozens?|dozens|hundreds|thousands|tens of thousands|hundreds of"
    r" thousands|millions|several (?:dozen|hundred|thousand)s?|a few (?:hundred|thousand))(?: of)?"
    rf" {_ADJECTIVE}{{0,3}}?(?P<noun>{_NOUNS}|{ANYBODY}|{RECORDS})"
)
# The least that such a word can mean; SPEC §8 facts only, a report's own `people_count` stays open.
_LEAST = {
    "dozens": 24, "hundreds": 200, "thousands": 2000, "tens of thousands": 20_000,
    "hundreds of thousands": 200_000,
    "millions": 2_000_000,
}  # fmt: skip
_MAX = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people and the place it stands at."""

    value: int
    start: int
    end: int
    part: Part
    weak: bool  # of records or things, not of people


def _value(match: re.Match[str]) -> int:
    high = value_of(match["n"]) or 0
    low = value_of(match["low"]) if "low" in match.re.groupindex and match["low"] else None
    if low and not re.search(r"\d ?(?:and)|or", match.group()[: len(match["low"]) + 4]):
        high = max(high, low)
    return int(max(high, low or 0))


def _counts(view: View) -> Iterator[Count]:
    """Numbers before people ("30 children"), then numbers of groups ("a class of 30") that no noun follows."""
    low = view.prose.low
    taken: set[int] = set()
    for match in _COUNTED.finditer(low):
        if view.in_label(match.start()):
            continue
        taken.update((match.start("n"), match.start("low")))
        value = _value(match)
        if 0 < value <= _MAX and not _is_year(match["n"]):
            weak = bool(re.fullmatch(RECORDS, match["noun"]))
            part = _part(view, match)
            if weak and part in (Part.DOER, Part.TELLER):  # "96 letters posted": things do nothing
                part = Part.CONCERNED
            yield Count(value, match.start(), match.end(), part, weak)
    for pattern in (_CLASS, _LABELLED, _BRACKETED):
        for match in pattern.finditer(low):
            name = "n2" if "n2" in match.re.groupindex and match["n2"] else "n"
            value = int(value_of(match[name]) or 0)
            if match.start(name) not in taken and 0 < value <= _MAX and not _is_year(match[name]):
                yield Count(
                    value, match.start(), match.end(), part_of(view.prose, match.start(), match.end()), False
                )


def _part(view: View, match: re.Match[str]) -> Part:
    if match["noun"].startswith("recipient"):
        return Part.RECEIVER
    return part_of(view.prose, match.start(), match.end())


def _is_year(text: str) -> bool:
    return bool(re.fullmatch(r"(?:19|20)\d\d", text))


def _joined(view: View, counts: list[Count]) -> list[Count]:
    """Groups named side by side made one ("1,200 pupils and 85 staff")."""
    merged: list[Count] = []
    for count in counts:
        last = merged[-1] if merged else None
        gap = view.prose.low[last.end : count.start] if last else ""
        if (
            last
            and last.part is count.part
            and not last.weak
            and re.fullmatch(r"(?:,| and| plus| as well as|, and| &)[ a-z']{0,14} ?", gap)
            and not re.search(r" (?:of|in|one|with|about) ", gap)
        ):
            merged[-1] = Count(last.value + count.value, last.start, count.end, last.part, last.weak)
        elif not last or count.start >= last.end:
            merged.append(count)
    return merged


@dataclass(frozen=True, slots=True)
class Numbers:
    """Counts of a report: people concerned, recipients, and the least of a vague number; None = not stated."""

    people: Count | None = None
    recipients: Count | None = None
    at_least: Count | None = None


def read_counts(view: View, *, receivers_concerned: bool = False) -> Numbers:
    """`receivers_concerned`: those who got the mail are those whose data it shows (a failure to use bcc)."""
    found = _joined(view, sorted(_counts(view), key=lambda count: count.start))
    recipients = _largest([count for count in found if count.part is Part.RECEIVER and not count.weak])
    people = _of_form(view) or _largest([c for c in found if c.part is Part.CONCERNED and not c.weak])
    people = people or _largest([count for count in found if count.part is Part.CONCERNED])
    if receivers_concerned and recipients and (people is None or people.value < recipients.value):
        people = recipients
    if people and not people.weak:
        people = _and_one(view, people)
    return Numbers(people or _single(view), recipients, _vague(view))


def _and_one(view: View, count: Count) -> Count:
    """ "Three pupils' reports and a member of staff's sick note" are four."""
    end = view.prose.at(count.start).end
    more = _ONE_MORE.search(view.prose.low, count.end, end)
    return replace(count, value=count.value + 1) if more else count


def _largest(counts: list[Count]) -> Count | None:
    return max(counts, key=lambda count: count.value, default=None)


def _of_form(view: View) -> Count | None:
    entry = view.answer("count")
    if entry is None:
        return None
    values = [
        int(value)
        for match in re.finditer(NUMBER, view.prose.low[entry.start : entry.end])
        if (value := value_of(match.group())) is not None and 0 <= value <= _MAX
    ]
    return Count(max(values), entry.start, entry.end, Part.CONCERNED, False) if values else None


def _single(view: View) -> Count | None:
    """ "A pupil's report": one person, where no number is given."""
    for match in _ONE_OF.finditer(view.prose.low):
        part = part_of(view.prose, match.start(), match.end())
        if part is Part.CONCERNED:
            return Count(1, match.start(), match.end(), part, True)
    return None


def _vague(view: View) -> Count | None:
    match = _VAGUE.search(view.prose.low)
    if match is None:
        return None
    word = match["many"].removeprefix("a ")
    least = _LEAST.get(word) or (
        36 if "few dozen" in word else 36 if "dozen" in word else 300 if "hundred" in word else 3000
    )
    return Count(least, match.start(), match.end(), part_of(view.prose, match.start(), match.end()), True)
