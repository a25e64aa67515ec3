"""When it happened and when it was noticed (SPEC §4, A: the earliest time that any of the staff noticed or suspected).

What a parent or a supplier knew counts from when somebody of ours was told. Must not guess: no time, no answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.mail.fields import timing_words as words
from bot.mail.fields.acts import act_of
from bot.mail.fields.dates import Moment
from bot.mail.fields.forms import Entry
from bot.mail.fields.view import View

_TIMES = ("occurred", "aware")


@dataclass(frozen=True, slots=True)
class When:
    """The two moments with their sentences; None = not stated."""

    occurred: Moment | None = None
    aware: Moment | None = None


def read_when(view: View) -> When:
    """When it happened and when it was noticed, from a form's lines first, else from prose."""
    occurred, aware = (_of_answers(view, key) for key in _TIMES)
    roles = [(moment, _role(view, moment)) for moment in view.moments if not _of_form(view, moment)]
    if aware is None:
        aware = _earliest(view, [moment for moment, role in roles if role == "aware"])
    if occurred is None:
        acts = [moment for moment, role in roles if role == "occurred"]
        occurred = act_of(view, acts, aware)
    return _settled(view, occurred, aware)


def _earliest(view: View, noticed: list[Moment]) -> Moment | None:
    """The first of the moments at which one of ours knew."""
    low = view.prose.low
    if words.OUTSIDE_REPORTER.search(low):
        noticed = [one for one in noticed if words.TOLD_SCHOOL.search(_sentence_of(view, one))]
    read = [
        one
        for one in noticed
        if words.ONLY_READ.search(low, max(view.prose.at(one.start).start, one.start - 40), one.start)
    ]
    return min(read or noticed, key=lambda moment: moment.at, default=None)


def _sentence_of(view: View, moment: Moment) -> str:
    return view.prose.low_of(view.prose.at(moment.start))


def _settled(view: View, occurred: Moment | None, aware: Moment | None) -> When:
    """With what is said of the time between: "noticed straight away", "I have just noticed"."""
    if aware is None and occurred is not None:
        aware = _soon_after(view, occurred)
    if aware is None:
        aware = _just_now(view) or _witnessed(view, occurred)
    if aware is None or occurred is None or aware.at >= occurred.at:
        return When(occurred, aware)
    if aware.estimated and aware.at + timedelta(days=1) > occurred.at:  # "today" holds the time it happened
        return When(occurred, replace(aware, at=occurred.at, estimated=occurred.estimated))
    # a moment after the noticing is what was done next, unless a form says that it is when it happened
    return When(occurred if _of_form(view, occurred) else None, aware)


def _of_form(view: View, moment: Moment) -> bool:
    return any(entry.start <= moment.start < entry.end for entry in view.form if entry.key in (*_TIMES, ""))


def _of_answers(view: View, key: str) -> Moment | None:
    """The day of one answer with the clock time of the same or the next."""
    found: list[tuple[Moment, Entry]] = [
        (moment, entry)
        for entry in view.form
        if entry.key == key
        for moment in view.moments
        if entry.start <= moment.start < entry.end
    ]
    if not found:
        return None
    exact = [(moment, entry) for moment, entry in found if not moment.estimated]
    moment, entry = (exact or found)[0]
    return Moment(moment.at, moment.estimated, entry.start, entry.end, entry.source)


def stated_delay(view: View) -> tuple[timedelta, int] | None:
    """How long after the act it was noticed, as the text says it, with the place."""
    at_once = words.AT_ONCE.search(view.prose.low)
    if at_once:
        return timedelta(0), at_once.start()
    within = words.WITHIN.search(view.prose.low)
    return (_delay(within), within.start()) if within else None


def _soon_after(view: View, occurred: Moment) -> Moment | None:
    delay = stated_delay(view)
    if delay is None or view.written_at is None:
        return None
    at = occurred.at if occurred.estimated else min(occurred.at + delay[0], view.written_at)
    return Moment(at, occurred.estimated, delay[1], delay[1], view.source(delay[1]))


def _delay(match: re.Match[str]) -> timedelta:
    counts = {
        "a": 1,
        "an": 1,
        "one": 1,
        "two": 2,
        "three": 3,
        "five": 5,
        "ten": 10,
        "fifteen": 15,
        "twenty": 20,
    }
    counts |= {"thirty": 30, "a few": 3, "a couple of": 2}
    if match["n"].startswith("half"):
        return timedelta(minutes=30)
    count = counts.get(match["n"]) or int(match["n"])
    return timedelta(hours=count) if match["u"].startswith("h") else timedelta(minutes=count)


def _witnessed(view: View, occurred: Moment | None) -> Moment | None:
    """One of ours who saw it happen noticed it then."""
    seen = words.WITNESS.search(view.prose.low)
    if occurred is None or seen is None or words.OUTSIDE_REPORTER.search(view.prose.low):
        return None
    return replace(occurred, sentence=view.source(seen.start()))


def _just_now(view: View) -> Moment | None:
    match = words.JUST.search(view.prose.low)
    if match is None or view.written_at is None or words.OUTSIDE_REPORTER.search(view.prose.low):
        return None
    return Moment(view.written_at, False, match.start(), match.end(), view.source(match.start()))


def _role(view: View, moment: Moment) -> str:
    """What a moment is the time of: aware, occurred, or "" (a later act, what an outsider knew)."""
    prose = view.prose
    sentence = prose.at(moment.start)
    left, right = prose.clause(moment.start, moment.end)
    before = prose.low[sentence.start : left]
    if words.NOTICED_WHEN.search(before):
        return _who_noticed(view, before, left, sentence.start)
    spans = _neighbours(view, left, right, opens=moment.start - sentence.start < 12)
    if words.WHEN_NOTICED.match(prose.low, right, sentence.end):
        return "aware"
    if words.THIS_WAS.search(before[-60:] + prose.low[left : moment.start]) and not prose.low.startswith(
        (" that ", " when "), moment.end
    ):
        return "occurred"
    if before.endswith(" that "):  # what somebody told or noticed lies in what follows "that"
        spans = [span for span in spans if span[0] >= right]
    for start, end in [(left, right), *spans]:
        role = _role_of(view, moment, start, end)
        if role is not None:
            return role
    return "" if words.AFTERWARDS.search(prose.low_of(sentence)) else "occurred"


def _who_noticed(view: View, before: str, left: int, start: int) -> str:
    match = words.NOTICE.search(before)
    return _noticed(view, start, start + match.start()) if match else "aware"


def _neighbours(view: View, left: int, right: int, *, opens: bool) -> list[tuple[int, int]]:
    """The clauses beside one: a moment that opens a sentence belongs to what follows it."""
    prose = view.prose
    sentence = prose.at(left)
    after = (
        prose.clause(min(right + 2, sentence.end), min(right + 3, sentence.end))
        if right + 3 < sentence.end
        else None
    )
    if after and words.ASIDE.match(prose.low, after[0]) and after[1] + 3 < sentence.end:
        after = prose.clause(after[1] + 2, after[1] + 3)
    before = prose.clause(left - 3, left - 2) if left - 3 > sentence.start else None
    linked = " when " in prose.low[max(0, right - 1) : right + 7]  # "until the 13th, when a parent rang"
    order = (after, before) if opens or linked else (before, after)
    return [span for span in order if span is not None]


def _role_of(view: View, moment: Moment, start: int, end: int) -> str | None:
    """The role of a moment by the verb of the clause [start, end) that stands nearest before it, else after it.

    None where the clause says nothing about it.
    """
    low = view.prose.low
    verbs = [
        (match, kind)
        for kind, pattern in _KINDS
        for match in pattern.finditer(low, start, end)
        if not (match.start() < moment.end and moment.start < match.end())
        and not (match.group() == "meeting" and words.DURING.match(low, start))
    ]
    before = [one for one in verbs if one[0].end() <= moment.start]
    nearest = max(before, key=lambda one: one[0].end()) if before else min(verbs, key=_place, default=None)
    if nearest is None:
        return "occurred" if words.ANY_VERB.search(low, start, end) else None
    return _meaning(view, nearest[0], nearest[1], start, end)


def _place(one: tuple[re.Match[str], str]) -> int:
    return one[0].start()


# Earlier rows win where two begin at the same place.
_KINDS = (
    ("told", words.TOLD),
    ("turned", words.OUTSIDER_TURNS),
    ("noticed", words.NOTICE),
    ("afterwards", words.AFTERWARDS),
    ("did", words.DID),
)


def _meaning(view: View, verb: re.Match[str], kind: str, start: int, end: int) -> str:
    low = view.prose.low
    if kind == "noticed":
        return _noticed(view, start, verb.start())
    if kind == "did" or (kind != "turned" and words.BY_MISTAKE.search(low, start, end)):
        return "occurred"
    if kind in ("told", "turned") and words.ASKS_FOR.match(low, verb.end()):
        return "occurred"  # a caller who gets something out of us
    if kind == "told" and words.OUTSIDE_REPORTER.search(low) and words.TOLD_SCHOOL.match(low, verb.start()):
        return "aware"
    if kind == "told":
        return _told(low[start : verb.start()], verb)
    return "aware" if kind == "turned" else ""


def _told(before: str, told: re.Match[str]) -> str:
    """ "She told the Head" is how we came to know; "I told the Head at 9" is what was done about it."""
    if words.PASSIVE.match(told.group()) and words.OUTSIDER_OPENS.match(before):
        return "occurred" if told.group().endswith("shown") else ""
    if words.YOURS.search(before):
        return "occurred"  # "your office e-mailed me": what an outsider got
    if words.PAPER_FROM.match(told.group()) and words.HANDLED.search(before):
        return "occurred"  # "I read out an e-mail from the council at 9.05"
    if words.GETS.match(told.group()):
        return "occurred" if words.OUTSIDER_BEFORE.search(before) else "aware"
    return "" if words.WE_TELL.search(before) and words.ACTIVE.match(told.group()) else "aware"


def _noticed(view: View, start: int, place: int) -> str:
    """Ours: aware. An outsider's noticing is no awareness of ours."""
    low = view.prose.low
    subject = low[start:place]
    if low.startswith(("i ", "we "), place):  # "I opened it only on Monday"
        return "aware"
    if words.PRONOUN.search(subject):
        return _by_pronoun(low[max(0, start - 200) : start + 1])
    if words.OURS_BEFORE.search(subject):
        return "aware"
    if words.OUTSIDER_OPENS.match(subject) and not words.OURS_WITHIN.search(subject):
        return ""
    if words.OUTSIDER_BEFORE.search(subject):
        return "occurred" if "missing" in low[place : place + 14] else ""
    if not subject.strip():
        sentence = view.prose.at(start)
        before = low[sentence.start : start].rstrip(" ,") + " "
        opens = words.OUTSIDER_OPENS.match(before) and not words.OURS_WITHIN.search(before)
        return "" if opens or words.OUTSIDER_BEFORE.search(before) else "aware"
    return "aware"


def _by_pronoun(before: str) -> str:
    """Whom "she" or "they" means: the person named last."""
    named = list(words.SOMEBODY.finditer(before))
    return "" if not named or named[-1]["out"] else "aware"
