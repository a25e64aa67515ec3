"""Finds what a writer says of themselves that could tell colleagues who writes. Names no one; decides nothing else.

Only what the reporter wrote in the first person is looked at; what others say about themselves is evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.anonymity import clue_life, clue_self, clue_work
from bot.anonymity.clue_words import PLAIN_VERBS, Extent, Why
from bot.anonymity.identity import Needles
from bot.anonymity.matching import Kind, Span, find
from bot.anonymity.patterns import distinctive

_TABLE: tuple[tuple[Why, Extent, re.Pattern[str]], ...] = tuple(
    (why, extent, re.compile(pattern, re.IGNORECASE))
    for why, extent, pattern in (*clue_work.ROWS, *clue_life.ROWS, *clue_self.ROWS)
)
_SENTENCE = re.compile(r"(?:[^.!?\n]|[.!?](?=[^\s\"'”’)\]]))+[.!?]*[\"'”’)\]]*|\n")
_ABBREVIATED = re.compile(r"\b(?:Mrs?|Ms|Dr|Prof|St|e\.g|i\.e|approx|no|ext|tel|p|pp|vs|etc|[A-Z])\.$")
_FIRST_PERSON = re.compile(r"\b(?:I|[Mm]e|[Mm]y|[Mm]ine|[Mm]yself|[Ww]e|[Oo]ur|us|ours|MY|WE)\b")
_VERB = (
    r"(?:was|were|is|are|had|has|have|did|does|saw|found|got|went|came|left|sent|lay|lies|"
    r"lost|took|gave|told|said|put|kept|knows?|can|could|will|would|\w{2,}ed)"
)
_ENDS = re.compile(
    r"[,;()–—\n]|:(?!\d)|\s-\s|[.!?](?=\s|$)|(?:\s+(?:who|which|because|when|while|whilst|where|so|"
    r"but|although|though|whereas|if|that(?=\s+(?:the|a|an|he|she|they|it|there|this|my|our|"
    r"all|someone|somebody)))\b)"
    r"|\s+and\s+(?=(?:I|we|he|she|they|it|there|this|that|someone|somebody|nobody|when|then|"
    r"saw|found|noticed|heard|opened|received|got|left|sent|could|"
    r"was|had|have|want|need|the|can|am|know|think|would|there['’]s|so|yesterday|today|on)\b)"
    rf"|\s+and\s+(?=(?:[\w'’-]+\s+){{0,3}}?{_VERB}\b)"
)
_HABIT = re.compile(
    r"\bI\s+(?:(?:only|just|also|always|still|usually|often|sometimes|normally|regularly|mostly)\s+)*([a-z][\w'’\-]+)"
)
_NAME_WHO = re.compile(r"((?:(?:Mrs?|Ms|Miss|Dr)\.?\s)?[A-Z][\w'’\-]+(?:\s[A-Z][\w'’\-]+){0,2})$")
_QUOTED = re.compile(
    r"[\"“]([^\"“”\n]{2,400})[\"”]|(?<![\w])['‘]([^'‘’\n]{2,300}(?:['’](?=\w)[^'‘’\n]{0,200}){0,6})['’](?!\w)"
)
_PLAIN = r"(?:(?!\s+(?:and|who|when|where|but|because|so|found|saw)\s)[^,.;:!?\n])"
_APPENDED = re.compile(
    rf"\s*(?:,\s*(?:and\s)?(?:the|an?|your|our|one\s+of|from|in|room|head|deputy)\b{_PLAIN}*,?"
    rf"|\s+(?:from|in|of)\s+(?!(?:[\w'’]+\s){{0,3}}(?:school|primary|academy|college|high|"
    rf"infants?|juniors?)\b)(?:the\s)?{_PLAIN}{{2,60}}?"
    r"(?=\s+(?:and|I|but|who|when)\b|[,.;:!?\n]|$)"
    rf"|\s*\([^()\n]{{1,60}}\)|,?\s+and\s+I(?:['’]m|\s+am|\s+teach|\s+work|\s+run|\s+look)\b{_PLAIN}*)",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\s*\((?!\d)[^()\n]{2,40}\)|,\s*(?:the|our|your)\s+[\w\s-]{2,40}?(?=,|\s*[.;!?]|$)"
    r"|\s+(?:from|in)\s+(?:the\s+)?(?:[\w-]+\s){0,2}?(?:music|art|drama|maths|english|science|"
    r"history|geography|pe|re|ict|it|sen|admin|finance|reception"
    r"|kitchen|library|department|dept|office|team|faculty)\b"
    r"|\s+(?:from|in|of)\s+(?:year\s+\d{1,2}|\d{1,2}(?-i:[A-Z]{1,2}))\b",
    re.IGNORECASE,
)
_INTRODUCES = re.compile(
    r"\b(?:my (?:full |first |own )?name(?:['’]s| is)|my name,?|i['’]m called|i am called|"
    r"people call me|they call me|call me|known as)\s+",
    re.IGNORECASE,
)


@dataclass(frozen=True, repr=False)
class Clue:
    """A span of the text and why it is withheld; `introduction`: simply removed, it says nothing but who writes."""

    start: int
    end: int
    why: Why
    introduction: bool = False
    at: int = -1  # where the telling word stands


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the sentences of a text; a line end ends one, an abbreviation does not."""
    start: int | None = None
    for m in _SENTENCE.finditer(text):
        if m.group() == "\n":
            if start is not None:
                yield start, m.start()
            start = None
            continue
        start = m.start() if start is None else start
        if _ABBREVIATED.search(text[start : m.end()]) and m.end() < len(text) and text[m.end()] == " ":
            continue
        yield start, m.end()
        start = None
    if start is not None:
        yield start, len(text)


def clues(text: str, needles: Needles) -> list[Clue]:
    """What is to be withheld from a text that the reporter wrote, in order, without overlap."""
    found: list[Clue] = []
    own = find(text, needles)
    for start, end in sentences(_unwrapped(text)):
        inside = [span for span in own if span.start < end and span.end > start]
        found += _introductions(text, start, end, inside)
        found += _quotes(text, start, end, inside)
        if _FIRST_PERSON.search(text, start, end):
            by_table = _by_table(text, start, end)
            found += by_table + [
                c for c in _by_directory(text, start, end, needles) if not _covered(c, by_table)
            ]
    return _joined(found, text)


def _unwrapped(text: str) -> str:
    """Hard-wrapped lines of one paragraph are one text: the line end within a sentence becomes a blank."""
    return re.sub(r"(?<=[^\s.!?:;|])\n(?=[ ]{0,2}[a-z(\"'I])", " ", text)


def _by_table(text: str, start: int, end: int) -> list[Clue]:
    flat = _unwrapped(text[start:end]).replace("\n", " ")
    matches = [(why, extent, m.span()) for why, extent, pattern in _TABLE for m in pattern.finditer(flat)]
    matches += [(Why.ROLE, Extent.CLAUSE, span) for span in _habits(flat)]
    phrases = [span for _, extent, span in matches if extent is Extent.PHRASE]
    found = []
    for why, extent, (first, last) in matches:
        if extent is Extent.CLAUSE:
            if any(begin <= first < finish for begin, finish in phrases):
                continue  # the narrower pattern knows better where the clue ends
            first, last = _clause(flat, first, last)
        found.append(Clue(start + first, start + last, why))
    return found


def _habits(sentence: str) -> list[tuple[int, int]]:
    """ "I order the toner": a verb of the present tense tells what somebody does here day by day."""
    found = []
    for m in _HABIT.finditer(sentence):
        verb = m.group(1).lower()
        if verb not in PLAIN_VERBS and not verb.endswith(("ed", "n't", "n’t", "ly")):
            found.append(m.span())
    return found


def _clause(sentence: str, start: int, end: int) -> tuple[int, int]:
    """The clause around a match: to the clause's beginning and its end, sparing the name of somebody who then acts."""
    begin = start
    for m in _ENDS.finditer(sentence, 0, start):
        begin = m.end()
    if (
        begin == start
        or not sentence[begin:start].strip()
        or not re.fullmatch(
            r"\W*(?:and|but|so|then|also|well|anyway|because|since|when|while|as|that|which|though|"
            r"although)?\W*(?:\w+\W+){0,3}",
            sentence[begin:start],
            re.IGNORECASE,
        )
    ):
        begin = start
    stop = _ENDS.search(sentence, end)
    finish = stop.start() if stop else len(sentence.rstrip(" .!?"))
    finish = max(finish, end)
    if (stop and stop.group().strip() in ("who", "which")) or (
        stop and stop.group() == "," and sentence[stop.end() : stop.end() + 5].strip().startswith("who")
    ):
        name = _NAME_WHO.search(sentence[:finish])
        if name and name.start() >= end:
            finish = name.start()
    return begin + len(sentence[begin:]) - len(sentence[begin:].lstrip()), len(sentence[:finish].rstrip())


def _by_directory(text: str, start: int, end: int, needles: Needles) -> list[Clue]:
    """First person beside a rare word of the writer's own job title or department ("I was tuning the bassoon")."""
    rare = distinctive((*needles.jobs, *needles.departments))
    found = []
    flat = text[start:end].replace("\n", " ")
    for word in rare:
        for m in re.finditer(rf"\b{re.escape(word)}s?\b", flat, re.IGNORECASE):
            begin, finish = _back(flat, m.start()), _clause(flat, m.start(), m.end())[1]
            if _FIRST_PERSON.search(flat, begin, finish):
                found.append(Clue(start + begin, start + finish, Why.ROLE, at=start + m.start()))
    return found


def _covered(clue: Clue, others: list[Clue]) -> bool:
    """The rare word itself goes with a narrower clue already."""
    return any(other.start <= clue.at < other.end for other in others)


def _back(sentence: str, at: int) -> int:
    begin = 0
    for m in _ENDS.finditer(sentence, 0, at):
        begin = m.end()
    return begin + len(sentence[begin:]) - len(sentence[begin:].lstrip())


def _introductions(text: str, start: int, end: int, own: tuple[Span, ...] | list[Span]) -> list[Clue]:
    """ "I'm Ottoline, the bassoon teacher", "Ottoline here", "my name is ...": the clause says only who writes."""
    found = []
    for span in own:
        if span.kind not in (Kind.NAME, Kind.LOGIN, Kind.ENCODED):
            continue
        before, behind = (
            text[max(start, span.start - 160) : span.start],
            text[span.end : min(end, span.end + 300)],
        )
        strong = re.search(
            r"\b(?:I['’]m|I am|this is|it['’]s|it is|name['’]s|name is|I,|called|myself,?|me,|"
            r"me \()\W{0,3}(?:just |only )?(?:(?:Mrs?|Ms|Miss|Dr)\.?\s)?$",
            before,
            re.IGNORECASE,
        )
        here = re.match(r"\s+(?:here|speaking|writing)\b", behind)
        if not strong and not (here and len(before.split()) <= 3):
            if aside := _ASIDE.match(behind):  # "Ottoline from music told me"
                found.append(Clue(span.start, span.end + aside.end(), Why.ROLE))
            continue
        begin = span.start - len(before) + (strong.start() if strong else 0)
        if named := _INTRODUCES.search(before):
            begin = span.start - len(before) + named.start()
        found.append(Clue(begin, span.end + _tail(behind, here), Why.ROLE, introduction=True))
    return found


def _tail(behind: str, here: re.Match[str] | None) -> int:
    """How much behind a name still introduces its bearer: ", the bassoon teacher", " from music", " (room M4)"."""
    at = here.end() if here else 0
    for _ in range(4):
        m = _APPENDED.match(behind, at)
        if not m or m.end() == at:
            break
        at = m.end()
    return at


def _quotes(text: str, start: int, end: int, own: tuple[Span, ...] | list[Span]) -> list[Clue]:
    """Somebody's words that name the reporter."""
    found = []
    for m in _QUOTED.finditer(text, start, end):
        if any(span.start >= m.start() and span.end <= m.end() and span.kind is Kind.NAME for span in own):
            found.append(Clue(m.start(), m.end(), Why.QUOTE))
    return found


def _joined(found: list[Clue], text: str) -> list[Clue]:
    """Overlapping and touching clues as one."""
    joined: list[Clue] = []
    for clue in sorted(found, key=lambda c: (c.start, -c.end)):
        if joined and (
            clue.start < joined[-1].end
            or (not text[joined[-1].end : clue.start].strip(" ,") and clue.start - joined[-1].end < 3)
        ):
            last = joined[-1]
            joined[-1] = Clue(
                last.start,
                max(last.end, clue.end),
                last.why,
                last.introduction and (clue.introduction or clue.end <= last.end),
            )
        else:
            joined.append(clue)
    return joined
