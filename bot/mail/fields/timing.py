"""When it happened and when it was noticed (SPEC §4, A: the earliest time that any member of staff noticed or suspected).

What a parent or a supplier knew counts from when somebody of ours was told. Must not guess: no time, no answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from bot.mail.fields.dates import Moment
from bot.mail.fields.forms import Entry
from bot.mail.fields.view import View

_OUTSIDER = (
    r"(?:parents?|carers?|mothers?|fathers?|mums?|dads?|mum|dad|grandparents?|famil(?:y|ies)|pupils?|students?|child(?:ren)?|suppliers?|compan(?:y|ies)"
    r"|vendors?|contractors?|providers?|customers?|clients?|patients?|recipients?|neighbours?|members? of the public|they|attackers?|hackers?|firm|applicants?|candidates?)"
)
# Somebody of ours finds out. The group `who` is the subject, where the pattern can see it.
_NOTICE = re.compile(
    r"(?<![a-z])(?:(?:first |only |just |immediately |then |later |soon |quickly |also |suddenly |since |now )*"
    r"(?:noticed|realis(?:ed|ing)|realiz(?:ed|ing)|spotted|spot|discover(?:ed|ing|y)|found out|find out|found(?! (?:guilty|no|nothing|a way))|became aware|become aware|made aware|been aware|aware of"
    r"|came to (?:light|(?:my|our) attention)|come to (?:light|(?:my|our) attention)|detect(?:ed|ion)|identif(?:ied|ication)|suspect(?:ed)?|picked up on|picked it up|flagged|alerted|alert(?:ed)? (?:us|me)|uncovered|saw (?:that|it|this|the (?:mistake|error))|learn(?:ed|t) (?:of|that|about)"
    r"|brought to (?:my|our) attention|noticing|it dawned on|(?:clocked|twigged) (?:that|it)|missed it|went to (?:get|look for|use|find) it"
    r"|looked for it|could(?:n't| not) find|went missing|was missing|is missing|reported missing|heard (?:about|that|of)|bounced|noted that"
    r"|under investigation since))(?![a-z])"
)
# Somebody tells one of ours; from then on we know.
_TOLD = re.compile(
    r"(?<![a-z])(?:(?:rang|phoned|called|emailed|e-mailed|contacted|told|informed|notified|alerted|messaged|texted|wrote to|written to|rung|advised|approached|warned|let|complained to|reported (?:it |this )?to|spoke to|speaking to|replied to|came to|came in to"
    r"|got in touch with|gave) (?:me|us|the (?:school|office|trust|academy|head|class teacher|teacher|it team|reception|headteacher|dpo|bank|company|controller)|our|my|reception|mrs|mr|miss|ms|it)"
    r"|(?:rang|phoned|called|emailed|e-mailed|wrote|contacted|messaged|complained|came|popped)(?: in| up| back)* (?:to (?:say|tell|ask|report|point out|complain|let|see)|in(?:,|\.| |$)|the school|school|me|us|saying|this)"
    r"|(?:was|were|been|got) (?:told|informed|contacted|alerted|notified|rung|phoned|emailed|advised|approached|warned|made aware)(?! (?:to|off))"
    r"|(?:received|had|got|took|have had|have received|has received)(?: \w+){0,2} (?:phone call|call|email|e-mail|message|letter|complaint|text|report|voicemail|visit|notification|alert|reply|ticket|notice)"
    r"|(?:a|the|another|one) (?:parent|mum|mother|dad|father|carer|recipient|customer|client|supplier|pupil|student)(?: \w+){0,4}? (?:replied|responded|reported|complained|pointed out|mentioned|told|said)"
    r"|reported (?:to|it to|this to|by) |replied (?:to say|saying|that))"
)
_AT_ONCE = re.compile(
    r"(?<![a-z])(?:(?:(?:realised|realized|noticed|spotted|discovered|detected|saw|identified)(?: \w+){0,4}? (?:straight ?away|immediately|at once|right away|instantly|as soon as|the (?:second|moment|minute) i|seconds (?:later|after)|within (?:seconds|a minute|minutes))"
    r"|(?:immediately|instantly|straight ?away|at once|right away) (?:realised|realized|noticed|spotted|discovered|detected|saw|identified)"
    r"|as soon as (?:i|we|it was) (?:had )?(?:sent|pressed|hit|clicked|posted|did|done)))(?![a-z])"
)
_JUST = re.compile(
    r"(?<![a-z])(?:(?:i|we|i've|we've|ive|weve|i have|we have|have|has) (?:only )?(?:literally |only )?just (?:now )?(?:noticed|realised|realized|spotted|discovered|found|seen|been (?:told|informed|contacted|alerted|made aware)|had (?:a|the) (?:call|phone call|email)|become aware))(?![a-z])"
)
_WITHIN = re.compile(
    r"(?:noticed|realised|realized|spotted|discovered|detected|identified)(?: \w+){0,6}? (?:within|after|in) (?:about |around |roughly )?(?P<n>\d{1,3}|an?|one|two|three|five|ten|fifteen|twenty|thirty|half an?|a few|a couple of) (?P<u>minutes?|mins?|hours?|hrs?)"
)
_DID = re.compile(
    r"(?<![a-z])(?:sent|emailed|e-mailed|posted|left|lost|stolen|stole|theft|shared|uploaded|clicked|happened|occurred|took place|taken|published|printed|dropped|threw|thrown|opened|forwarded|attached|gave|given|handed|broke|break-in|burglary"
    r"|accessed|logged in|attack(?:ed)?|hit by|went|deleted|entered|replied|copied|cc'd|put|pasted|typed|disclosed|mislaid|locked|went down|crashed|encrypted by|breach(?:ed)?|incident|downloaded|wrote|said|spoke|displayed|showed|visible|exposed|used|changed|altered|created|set up|on its way|mailed|delivered|collected|walked off|mentioned|exfiltrated|compromised|infected|misdirected|dispatched|faxed|issued|went out|go out|gone out|leaked|set off|travelled|discarded|disposed)(?![a-z])"
)
_AFTERWARDS = re.compile(
    r"(?<![a-z])(?:recalled|deleted (?:it|them|the)|confirmed|apologis|rang (?:them|her|him|the (?:parent|recipient))|asked (?:them|her|him|the)|reset|wiped|reported (?:it|this) to|told (?:the head|mrs|mr|miss|my)|informed (?:the|our|my)|restored|recovered|contacted (?:the|them|her|him)|retrieved|collected it|spoke to|i have (?:told|asked|emailed)|born|dob|date of birth|due|trained|training|appointed|meeting)(?![a-z])"
)
_OTHERS_NOTICED = re.compile(rf"(?<![a-z]){_OUTSIDER}(?: \w+){{0,3}}? ?(?:had |has |have |first |then |only )*$")
_OURS = re.compile(r"(?<![a-z])(?:i|we|staff|member of staff|teacher|office|colleague|it team|technician|our [a-z]+|my [a-z]+|mrs \w+|mr \w+|miss \w+|ms \w+|head|headteacher|ta|receptionist|it)(?: (?:have|had|has|then|only|first|just|also))*(?: \w+ly)? ?$")
_WE_TELL = re.compile(r"(?<![a-z])(?:i|we|i've|we've|have)(?: (?:have|had|has|then|also|immediately|straight away|at once|already))* ?$")
_ACTIVE = re.compile(r"(?:rang|phoned|called|e-?mailed|contacted|told|informed|notified|alerted|messaged|texted|reported|spoke|advised|let|gave|wrote)")


@dataclass(frozen=True, slots=True)
class When:
    """The two moments with their sentences; None = not stated."""

    occurred: Moment | None = None
    aware: Moment | None = None
    vague: str = ""  # of a rough time ("over half term"), the sentence


def read_when(view: View) -> When:
    """When it happened and when it was noticed, from a form's lines first, else from prose."""
    occurred = _of_answers(view, "occurred")
    aware = _of_answers(view, "aware")
    roles = [(moment, _role(view, moment)) for moment in view.moments]
    if aware is None:
        noticed = [moment for moment, role in roles if role == "aware" and not _of_form(view, moment)]
        aware = min(noticed, key=lambda moment: moment.at) if noticed else None
    if occurred is None:
        done = [moment for moment, role in roles if role == "occurred" and not _of_form(view, moment)]
        occurred = done[0] if done else None
    return _settled(view, occurred, aware)


def _settled(view: View, occurred: Moment | None, aware: Moment | None) -> When:
    """With what is said of the time between: "noticed straight away", "I have just noticed"."""
    if aware is None and occurred is not None:
        aware = _soon_after(view, occurred)
    if aware is None:
        aware = _just_now(view)
    if aware is not None and occurred is not None and aware.at < occurred.at:
        if aware.estimated and aware.at + timedelta(days=1) > occurred.at:  # "today" holds the time it happened
            aware = Moment(occurred.at, occurred.estimated, aware.start, aware.end, aware.sentence)
        else:
            occurred = None if _later_by_mistake(view, occurred) else occurred
    return When(occurred, aware)


def _later_by_mistake(view: View, occurred: Moment) -> bool:
    """A moment after the noticing is what was done next, unless a form says that it is when it happened."""
    return not _of_form(view, occurred)


def _of_form(view: View, moment: Moment) -> bool:
    return any(entry.start <= moment.start < entry.end for entry in view.form if entry.key in ("occurred", "aware"))


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


def _soon_after(view: View, occurred: Moment) -> Moment | None:
    low = view.prose.low
    at_once = _AT_ONCE.search(low)
    if at_once:
        return Moment(occurred.at, occurred.estimated, at_once.start(), at_once.end(), view.source(at_once.start()))
    within = _WITHIN.search(low)
    if within and view.written_at is not None:
        at = occurred.at if occurred.estimated else min(occurred.at + _delay(within), view.written_at)
        return Moment(at, occurred.estimated, within.start(), within.end(), view.source(within.start()))
    return None


def _delay(match: re.Match[str]) -> timedelta:
    words = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "five": 5, "ten": 10, "fifteen": 15, "twenty": 20}
    words |= {"thirty": 30, "a few": 3, "a couple of": 2}
    if match["n"].startswith("half"):
        return timedelta(minutes=30)
    count = words.get(match["n"]) or int(match["n"])
    return timedelta(hours=count) if match["u"].startswith("h") else timedelta(minutes=count)


def _just_now(view: View) -> Moment | None:
    match = _JUST.search(view.prose.low)
    if match is None or view.written_at is None:
        return None
    return Moment(view.written_at, False, match.start(), match.end(), view.source(match.start()))


def _role(view: View, moment: Moment) -> str:
    """What a moment is the time of: aware, occurred, or "" (a later act, what an outsider knew)."""
    prose = view.prose
    sentence = prose.at(moment.start)
    spans = _clauses(view, moment)
    for left, right in spans:
        text = prose.low[left:right]
        role = _role_of(text, prose.low[sentence.start : left])
        if role is not None:
            return role
    return "occurred" if not _AFTERWARDS.search(prose.low_of(sentence)) else ""


def _clauses(view: View, moment: Moment) -> list[tuple[int, int]]:
    """The moment's clause, then its neighbours: a moment that opens a sentence belongs to what follows it."""
    prose = view.prose
    sentence = prose.at(moment.start)
    left, right = prose.clause(moment.start, moment.end)
    spans = [(left, right)]
    after = prose.clause(min(right + 2, sentence.end - 1), min(right + 3, sentence.end)) if right < sentence.end else None
    before = prose.clause(max(left - 3, sentence.start), max(left - 2, sentence.start + 1)) if left > sentence.start else None
    opens = moment.start - sentence.start < 12
    order = (after, before) if opens else (before, after)
    return spans + [span for span in order if span is not None]


def _role_of(text: str, before: str) -> str | None:
    told = _TOLD.search(text)
    if told:  # "I told the Head at 9" is what was done about it; "she told the Head" is how we came to know
        return "" if _WE_TELL.search(text[: told.start()]) and _ACTIVE.match(told.group()) else "aware"
    notice = _NOTICE.search(text)
    if notice:
        return _who_noticed(text, notice, before)
    if _AFTERWARDS.search(text):
        return ""
    return "occurred" if _DID.search(text) else None


def _who_noticed(text: str, notice: re.Match[str], before: str) -> str:
    """Ours: aware. An outsider's noticing is no awareness of ours."""
    subject = text[: notice.start()]
    if _OURS.search(subject):
        return "aware"
    if _OTHERS_NOTICED.search(subject) or (not subject.strip() and _OTHERS_NOTICED.search(before.rstrip(" ,") + " ")):
        return "occurred" if "missing" in notice.group() else ""
    return "aware"
