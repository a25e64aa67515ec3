"""When: the moments a text names, in British forms, relative to when it was written.

Must not decide what happened then (timing.py does), and never guesses: "over half term" gives no moment.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.mail.fields.clock_words import ClockTime, clock_times, settle
from bot.mail.fields.day_words import DAY, VAGUE, Anchor, day_of
from bot.mail.fields.late import late
from bot.mail.fields.numbers import NUMBER, value_of
from bot.mail.fields.prose import Prose, Sentence

_TRIGGER = late(
    r"\d|day|ystdy|tonight|night|morning|afternoon|evening|weekend|noon|ago|clock|past |later|lunch|previous"
    r"|\b(?:mon|tue|wed|thu|fri|sat|sun|weds|thurs|tues)\b|christmas|new year|this am|this pm|earlier|in"
    r" the last|just now"
    r"|moment|quarter to|a week|last half|thirty|fifteen|forty|half "
)
_PART = late(r"(?<![a-z])(morning|afternoon|evening|night|tonight|am|pm)(?![a-z])")
# What may stand between a day and its clock time.
_JOIN = late(
    r"(?: ?(?:at|on|in the|of the|early|late|the|around|about|approx(?:imately)?\.?|roughly|just (?:after"
    r"|before)"
    r"|shortly (?:after|before)|from|by|between|circa|c\.|@|t|time|this|morning|afternoon|evening|night"
    r"|first thing"
    r"|,|-|\(|\)|:|;|/|\n|at time|of|and|day)){0,7} ?"
)
_AGO = late(
    rf"(?<![a-z0-9])(?:(?P<half>half an hour)|(?P<n>an?|a few|{NUMBER}) ?(?P<u>min(?:ute)?s?|hours?|hrs?))"
    r"(?: and a half)? (?P<way>ago|later|after(?:wards)?(?! (?:the|i|she|he|we|they|it)))"
    r"|(?:in|within) the (?:last|past) (?P<n2>hour|half hour|half an hour|few minutes|\d{1,2} minutes)"
    r"|(?P<now>just now|a moment ago|moments ago)"
)
_BETWEEN_CLAUSES = late(r"[;]|\b(?:and|then|when|but|which|who|that|after|before)\b")
_FUTURE_VERB = late(r"(?<![a-z])(?:will|'ll|shall|due|going to|until|deadline|tomorrow|next) [^.;]{0,40}$")
_REPEATED = late(r"overnight|(?:on )?(?:the|that) same ")
_MOST = 100  # moments of one text; a list of thousands of times tells no story
# "At 8.45 a mum came to say that it went home last night": the hour is not of that day.
_TOLD = late(r"(?<![a-z])(?:to (?:say|tell|report|ask)|saying|that)(?![a-z])")
_SIX = 6
_SLACK = timedelta(minutes=5)  # clocks of the writer and the mail system differ


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment named in a text: `at` aware UTC; `estimated`: only a day was given and 00:00 local was taken.

    `start`, `end`: the span in the text; `sentence`: as it was written.
    """

    at: datetime
    estimated: bool
    start: int
    end: int
    sentence: str


@dataclass(frozen=True, slots=True)
class _Piece:
    """A day with its span, before its clock time is found. `part`: of the day, as far as its own words say it."""

    start: int
    end: int
    day: date
    part: str


class _Reader:
    """Reads one text; remembers the day named last, because "at 3pm" is of that day."""

    def __init__(self, prose: Prose, written_at: datetime, zone: str, *, ahead: bool = False) -> None:
        self.prose, self.written, self.zone, self.ahead = (
            prose,
            written_at.astimezone(UTC),
            ZoneInfo(zone),
            ahead,
        )
        self.today = self.written.astimezone(self.zone).date()
        self.previous: Moment | None = None

    def read(self) -> list[Moment]:
        found: list[Moment] = []
        for sentence in self.prose.sentences:
            if len(found) >= _MOST:
                break
            if _TRIGGER.search(self.prose.low, sentence.start, sentence.end):
                found += self._sentence(sentence)
        return found

    def _sentence(self, sentence: Sentence) -> list[Moment]:
        days = self._days(sentence)
        clocks = [
            clock
            for clock in clock_times(self.prose.low, sentence.start, sentence.end)
            if not any(
                piece.start < clock.end and clock.start < piece.end and not clock.soft for piece in days
            )
        ]
        moments = [moment for piece in days if (moment := self._joined(piece, clocks)) is not None]
        moments += self._loose(clocks, moments)
        moments.sort(key=lambda moment: moment.start)
        moments += self._relative(sentence, moments)
        moments.sort(key=lambda moment: moment.start)
        kept = self._dropped_bare(moments)
        told = [moment for moment in kept if not self._owns(moment)]
        if told:
            self.previous = told[-1]
        return kept

    def _days(self, sentence: Sentence) -> list[_Piece]:
        pieces: list[_Piece] = []
        last = self._local(self.previous.at).date() if self.previous else None
        for match in DAY.finditer(self.prose.low, sentence.start, sentence.end):
            day = day_of(
                match, Anchor(self.today, last, self.ahead), self.prose.text[match.start() : match.end()]
            )
            if day is None:
                continue
            if (
                pieces
                and match.start() - pieces[-1].end <= 4
                and _REPEATED.match(self.prose.low, pieces[-1].start, pieces[-1].end)
            ):
                pieces.pop()  # "overnight on Tuesday 10th", "on the same day, Saturday"
            last = day
            part = self._part(match.start(), match.end() + 16)
            pieces.append(_Piece(match.start(), match.end(), day, part))
        return pieces

    def _part(self, start: int, end: int) -> str:
        found = _PART.search(self.prose.low, start, end)
        word = found.group(1) if found else ""
        return {"am": "morning", "pm": "afternoon", "tonight": "evening"}.get(word, word)

    def _joined(self, piece: _Piece, clocks: list[ClockTime]) -> Moment | None:
        """The day with the clock time beside it, which is taken out of `clocks`."""
        for clock in clocks:
            after = (
                _JOIN.fullmatch(self.prose.low, piece.end, clock.start) if clock.start >= piece.end else None
            )
            before = (
                _JOIN.fullmatch(self.prose.low, clock.end, piece.start) if clock.end <= piece.start else None
            )
            inside = piece.start <= clock.start and clock.end <= piece.end
            if after or before or inside:
                clocks.remove(clock)
                start, end = min(piece.start, clock.start), max(piece.end, clock.end)
                part = piece.part or self._part(clock.start, end + 16)
                return self._moment(self._after_midnight(piece, clock, part), clock, part, start, end)
        return self._moment(piece.day, None, "", piece.start, piece.end)

    def _after_midnight(self, piece: _Piece, clock: ClockTime, part: str) -> date:
        """ "At 00.50 last night" is of the next day."""
        words = self.prose.low[piece.start : piece.end]
        late = words in ("last night", "overnight") and settle(clock, part) < 6
        return piece.day + timedelta(days=1) if late else piece.day

    def _loose(self, clocks: list[ClockTime], days: list[Moment]) -> list[Moment]:
        """Clock times that stand alone: of the day named last, else of the day of writing."""
        found = []
        for clock in clocks:
            if clock.soft:
                continue
            days = [moment for moment in days if not self._owns(moment)]
            before = [moment for moment in days if moment.start < clock.start]
            before = before or [one for one in days if not _TOLD.search(self.prose.low, clock.end, one.start)]
            anchor = before[-1] if before else self.previous
            day = self._local(anchor.at).date() if anchor else self.today
            if anchor and anchor is self.previous and self._next_morning(anchor, clock):
                day = min(day + timedelta(days=1), self.today)
            moment = self._moment(day, clock, self._part(clock.end, clock.end + 18), clock.start, clock.end)
            if moment is None and anchor is None:  # "at 4.30pm", written in the morning
                moment = self._moment(day - timedelta(days=1), clock, "", clock.start, clock.end)
            if moment:
                found.append(moment)
        return found

    def _owns(self, moment: Moment) -> bool:
        """ "Thursday's meeting": the day says nothing of the hour that follows."""
        return self.prose.low.startswith("'s ", moment.end)

    def _next_morning(self, anchor: Moment, clock: ClockTime) -> bool:
        """True for "it went yesterday. His mum came in at 8.50": of the morning after."""
        words = self.prose.low[anchor.start : anchor.end + 10]
        local = self._local(anchor.at)
        if local.date() >= self.today or settle(clock, self._part(clock.end, clock.end + 18)) >= 12:
            return False
        night = "night" in words or "evening" in words
        return (night and (anchor.estimated or local.hour >= 12)) or (
            "yesterday" in words and clock.hour < 10
        )

    def _dropped_bare(self, moments: list[Moment]) -> list[Moment]:
        """Without a bare day whose clock time stands elsewhere in the same clause ("on Friday to her at 3.20")."""
        kept = []
        for index, moment in enumerate(moments):
            after = moments[index + 1] if index + 1 < len(moments) else None
            if moment.estimated and after and not after.estimated and self._same_clause(moment, after):
                continue
            kept.append(moment)
        return kept

    def _same_clause(self, one: Moment, other: Moment) -> bool:
        same_day = self._local(one.at).date() == self._local(other.at).date()
        return same_day and not _BETWEEN_CLAUSES.search(self.prose.low, one.end, other.start)

    def _relative(self, sentence: Sentence, others: list[Moment]) -> list[Moment]:
        """ "20 minutes ago" of the writing, "ten minutes later" of the moment before it."""
        found: list[Moment] = []
        for match in _AGO.finditer(self.prose.low, sentence.start, sentence.end):
            span = _span_of(match)
            if match["way"] and match["way"] != "ago":
                before = [moment for moment in others if moment.start < match.start()]
                anchor = before[-1] if before else self.previous
                if anchor is None or anchor.estimated:
                    continue
                at = min(anchor.at + span, self.written)
            else:
                at = self.written - span
            found.append(Moment(at, False, match.start(), match.end(), self.prose.of(sentence)))
        return found

    def _local(self, at: datetime) -> datetime:
        return at.astimezone(self.zone)

    def _moment(self, day: date, clock: ClockTime | None, part: str, start: int, end: int) -> Moment | None:
        if clock is None:
            at, estimated = self._utc(day, 0, 0), True
        else:
            at, estimated = self._utc(day, settle(clock, part), clock.minute), clock.soft
            if clock.vague_half and clock.hour == _SIX and not part and not self.ahead:
                at, estimated = self._utc(day, 0, 0), True  # the cleaner's six or the club's: nobody can tell
            if at > self.written + _SLACK and clock.vague_half and not part and not self.ahead:
                at = self._utc(day, settle(clock, part) % 12, clock.minute)
        if not self.ahead:
            before = self.prose.low[max(self.prose.at(start).start, start - 50) : start]
            if at > self.written + _SLACK or (
                day >= self.today and estimated and _FUTURE_VERB.search(before)
            ):
                return None
            at = min(at, self.written)
        return Moment(at, estimated, start, end, self.prose.source(start))

    def _utc(self, day: date, hour: int, minute: int) -> datetime:
        return datetime.combine(day, time(hour, minute), self.zone).astimezone(UTC)


def _span_of(match: re.Match[str]) -> timedelta:
    if match["now"]:
        return timedelta(0)
    if match["half"]:
        return timedelta(minutes=30)
    if match["n2"]:
        minutes = {"hour": 60, "half hour": 30, "half an hour": 30, "few minutes": 5}.get(match["n2"])
        return timedelta(minutes=minutes if minutes is not None else int(match["n2"].split()[0]))
    count = (
        1.0 if match["n"] in ("a", "an") else 5.0 if match["n"] == "a few" else value_of(match["n"]) or 1.0
    )
    unit = 60 if match["u"].startswith("h") else 1
    return timedelta(minutes=min(count * unit, 60 * 24 * 3650))


def moments_of(
    prose: Prose, written_at: datetime, zone: str = "Europe/London", *, ahead: bool = False
) -> list[Moment]:
    """As `moments_in`, of a text that is already cut into sentences."""
    return _Reader(prose, written_at, zone, ahead=ahead).read()


def moments_in(
    text: str, written_at: datetime, zone: str = "Europe/London", *, ahead: bool = False
) -> list[Moment]:
    """The moments that a text names, in their order; none of them after `written_at` (aware).

    `ahead`: for plans ("by 30 November"): days without a year are the next ones, and may lie in the future.
    """
    return moments_of(Prose(text), written_at, zone, ahead=ahead)


def parse_moment(
    text: str, written_at: datetime, zone: str = "Europe/London", *, ahead: bool = False
) -> Moment | None:
    """The first moment that a text names, None where it names none."""
    found = moments_in(text, written_at, zone, ahead=ahead)
    return replace(found[0]) if found else None


def vague_times(prose: Prose) -> list[tuple[int, int]]:
    """Spans that say roughly when ("over half term"): worth showing, never a moment."""
    return [match.span() for match in VAGUE.finditer(prose.low)]
