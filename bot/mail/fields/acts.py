"""Which of several moments is that of the act itself. Must not decide what a moment is the time of: timing.py does."""

from __future__ import annotations

from datetime import timedelta

from bot.mail.fields import timing_words as words
from bot.mail.fields.dates import Moment
from bot.mail.fields.view import View

_DAY = timedelta(days=1)


def _not_after(act: Moment, aware: Moment | None) -> bool:
    """Nobody notices what has not happened yet; a day may hold the hour."""
    return aware is None or act.at < aware.at + (_DAY if aware.estimated else timedelta(seconds=1))


def act_of(view: View, acts: list[Moment], aware: Moment | None) -> Moment | None:
    """The first moment of the act; a clock time of that same day, or of the night named, tells more than the day."""
    acts = [one for one in acts if _not_after(one, aware)] or acts
    acts = [one for one in acts if not _names_a_thing(view, one)]
    named = [one for one in acts if not _owns_a_thing(view, one)]
    first = next(iter(named or acts), None)
    if first is None or not first.estimated:
        return first
    night = view.prose.low[first.start : first.end] in ("overnight", "last night")
    span = 1.5 * _DAY if night else _DAY
    exact = (one for one in named if not one.estimated and first.at <= one.at < first.at + span)
    return next(exact, first)


def _names_a_thing(view: View, moment: Moment) -> bool:
    """ "The panel of 5 November", "for Thursday's parents' evening": the day says which thing is meant."""
    low = view.prose.low
    before = low[max(0, moment.start - 30) : moment.start]
    if _owns_a_thing(view, moment) and before.endswith("for "):
        return True
    return bool(words.THING_OF.search(before)) and not words.CLOCKED.search(low, moment.start, moment.end)


def _owns_a_thing(view: View, moment: Moment) -> bool:
    """ "In Friday's newsletter": of that day, unless another day is named for what happened."""
    return view.prose.low.startswith("'s ", moment.end)
