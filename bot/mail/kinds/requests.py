"""Mail that asks for something instead of telling of an incident: exceptions, suggestions, complaints, and requests
for information under the law. The writer must ask it now and for themselves; a report that mentions one stays a report.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.mail.kinds.narrative import tells_incident
from bot.mail.kinds.signs import Signs, Verdict
from bot.mail.message import Kind
from bot.mail.word_heads import Gated, heads_of

_I_ASK = (
    r"\b(?:i|we|please|this is|kindly|can you|could you|could i|can i|may i|could we|can we|may we"
    r"|would you|i'd|we'd|i'm|we're)\b"
)
_THIRD = re.compile(
    r"(?:\b(?:parent|mother|father|mum|dad|carer|pupil|student|family|employee|staff member|colleague"
    r"|teacher|governor|journalist|resident|complainant|requester|solicitor|he|she|they|someone|who|has"
    r"|had)\b[^.]{0,40}|\b(?:received|got|had|getting|dealing with|responding to|response to|answering"
    r"|answer to|reply to|replying to|handling|preparing|processing|working on|redacting|while|during"
    r"|as part of|following|because of|threatening|threatened|may|might|could lead to|sent out for|for"
    r"|about|after|regarding|wants to|going to|will)\s+(?:\w+\s+){0,3})$"
)


@dataclass(frozen=True)
class _Request:
    kind: Kind
    reason: str
    subject: re.Pattern[str]  # enough where the subject says it and no incident is told
    asked: re.Pattern[str]  # the writer asks it in the text
    context: re.Pattern[str] | None = None  # what must be mentioned besides


_REQUESTS = (
    # the most specific first: at the same place the earlier line wins
    _Request(
        Kind.SUBJECT_ACCESS_REQUEST,
        "the writer asks for their own (or their child's) data",
        re.compile(
            r"subject access request|\bd?sar\b(?! (?:response|breach|reply|sent|file|bundle|disclos))"
            r"|right of access"
        ),
        re.compile(
            rf"{_I_ASK}[^.?!]{{0,120}}(?:subject access request|\bd?sar\b|right of access|article 15"
            rf"|art\.? ?15)"
            rf"|(?:treat|accept|take|regard|consider) this (?:\w+ ){{0,4}}as (?:a |my "
            rf"|an )?(?:formal )?(?:data )?(?:subject access|\bd?sar\b)"
            rf"|{_I_ASK}[^.?!]{{0,120}}(?:cop(?:y|ies) of|access to|disclosure of|see|provide|send"
            rf"|receive|supply|have|obtain|know|get) (?:\w+ ){{0,6}}(?:data|information|records?"
            rf"|e-?mails|files?|documents?|correspondence|notes|details)\b[^.?!]{{0,60}}(?:(?:you"
            rf"|the school|the trust|school|the academy|it) (?:\w+ )?(?:holds?|have|has|keeps?|stores?"
            rf"|process(?:es)?)[^.?!]{{0,40}}(?:about|on|relating to|regarding|concerning|of) (?:me|my"
            rf"|us|our|him|her)|(?:held|kept|stored) (?:\w+ )?(?:about|on|relating to|regarding"
            rf"|concerning) (?:me|my|us|our))"
            rf"|{_I_ASK}[^.?!]{{0,100}}(?:all |any )(?:of )?my (?:own )?personal (?:data|information)"
            r"|under (?:article 15|section 45|the (?:uk )?gdpr"
            r"|the data protection act)[^.?!]{0,120}(?:request|entitled|provide|copy"
            r"|access)[^.?!]{0,100}(?:data|information|records)"
        ),
    ),
    _Request(
        Kind.INFORMATION_REQUEST,
        "the writer asks for information under the Freedom of Information Act",
        re.compile(
            r"freedom of information|\bfoia?\b(?! (?:response|breach|reply|disclos))"
            r"|environmental information"
        ),
        re.compile(
            rf"{_I_ASK}[^.?!]{{0,160}}(?:freedom of information|\bfoia?\b"
            rf"|environmental information regulations|\beir\b)"
            r"|under (?:the )?(?:terms of the )?(?:freedom of information|foia?\b"
            r"|environmental information)[^.?!]{0,200}(?:request|provide|ask|like|send|supply|tell"
            r"|disclose|please|entitled)"
            r"|(?:treat|accept|consider|regard) this (?:\w+ ){0,4}as (?:a |an "
            r"|my )?(?:formal )?(?:freedom of information|foi)"
        ),
    ),
    _Request(
        Kind.COMPLAINT,
        "the writer complains of how personal data was handled",
        re.compile(
            r"\bdata protection complaint|\bcomplaint\b(?![^.]{0,20}(?:received|from))|164a|\bcomplaining"
        ),
        re.compile(
            rf"(?:{_I_ASK}|\bwriting|\bwish|\bwant|\blike)[^.?!]{{0,80}}(?:(?:make|making|raise|raising"
            rf"|lodge|lodging|submit|submitting|file|filing|register|bring"
            rf"|log)(?:\s+\w+){{0,4}} complaint|\bto complain\b|(?:am|are|be) complaining"
            rf"|complain (?:about|of|that))"
            r"|\bmy (?:formal |official )?complaint\b|this is (?:a|my|an) (?:\w+ ){0,3}complaint"
            r"|(?:treat|accept|consider|regard|take|log) this (?:\w+ ){0,4}as (?:a |my "
            r"|an )?(?:\w+ ){0,3}complaint|\bi complain\b|section 164a|s\.? ?164a"
            r"|\b(?:i am|i'm|we are|we're) (?:\w+ ){0,3}(?:unhappy|upset|angry|disgusted|appalled"
            r"|dissatisfied|furious|horrified|concerned|shocked) (?:with|at|about|by"
            r"|that)[^.?!]{0,60}(?:\byou\b|the school|your school|the trust|the academy|has been handled"
            r"|was handled)[^.?!]{0,100}(?:data|information|details|privacy|confidential|records|medical)"
        ),
        re.compile(
            r"\bdata\b|personal information|\binformation\b|privacy|gdpr|confidential|\brecords?\b"
            r"|shared|disclos|breach|details|164a|\bphoto|medical|e-?mail"
        ),
    ),
    _Request(
        Kind.EXCEPTION_REQUEST,
        "the writer asks for an exception to the policy",
        re.compile(r"\b(?:exception|exemption|waiver|dispensation)\b(?! (?:report|error))"),
        re.compile(
            rf"{_I_ASK}[^.?!]{{0,120}}\b(?:an? |the |any |some |temporary |formal |short |one-off "
            rf"|for )+(?:\w+ ){{0,3}}(?:exception|exemption|waiver|dispensation)\b"
            r"|\b(?:request|requesting|apply|applying|application|ask|asking|seek|seeking|approval"
            r"|permission|grant|granted|agree|make|made|authorise) (?:\w+ ){0,4}(?:exception|exemption"
            r"|waiver|dispensation)\b"
            r"|\b(?:exempt|excused?) (?:\w+ ){0,4}from (?:the |this |that |point |policy |your |our )"
            r"|business reason[^.?!]{0,60}(?:exception|not (?:to )?follow|against the policy|policy)"
            rf"|{_I_ASK}[^.?!]{{0,100}}(?:against|outside|not (?:to )?follow|deviate from|depart from"
            rf"|set aside|be allowed to (?:break|ignore)) (?:the |this |our |your "
            rf"|point )?(?:\w+ ){{0,3}}polic"
        ),
        re.compile(
            r"polic|\brule|\bpoint \d|procedure|encrypt|require|password|usb|device|standard|mfa"
            r"|authentication|retention"
        ),
    ),
    _Request(
        Kind.POLICY_SUGGESTION,
        "the writer suggests a change of the policy",
        re.compile(
            r"(?:suggest|propos|amend|improv|chang|idea|feedback|comment)\w*\b[^.]{0,60}\bpolic"
            r"|polic\w+\b[^.]{0,60}\b(?:suggest|propos|amend|chang|improv|idea|feedback|update)"
        ),
        re.compile(
            rf"{_I_ASK}[^.?!]{{0,80}}(?:suggest|propose|recommend|like to see|amend|change|update|revise"
            rf"|clarify|improve|reword|add)[^.?!]{{0,120}}polic(?:y|ies)\b"
            r"|polic(?:y|ies)\b[^.?!]{0,100}(?:does ?n[o']t meet|do ?n[o']t meet|does ?n[o']t (?:cover"
            r"|mention|say|work|fit|reflect)|should (?:be |also |say|include|mention|allow|require"
            r"|cover)|could (?:be |also |say|include|mention)|needs? (?:to be )?(?:chang|amend|updat"
            r"|revis|clarif|reword)|is (?:out of date|outdated|unclear|too))"
            r"|\b(?:suggestion|proposal|idea|feedback|comment)s? (?:for|about|on|to"
            r"|regarding) (?:\w+ ){0,4}polic|(?:policy|point \d+[a-k]?)[^.?!]{0,40}\b(?:suggestion"
            r"|proposal)\b"
        ),
        re.compile(r"polic"),
    ),
)


_WORDED = Gated([(pattern, one) for one in _REQUESTS for pattern in (one.subject, one.asked)])


def request(signs: Signs) -> Verdict | None:
    """The first request of the writer's own in a mail that belongs to no case."""
    if signs.reference:
        return None
    subject = signs.bare_subject
    text = _asked_text(signs)
    worth = list(_WORDED.worth(heads_of(f"{subject} {text}")))
    told = bool(worth) and tells_incident(text)
    best: tuple[int, _Request] | None = None
    for one in worth:
        at = _place(one, subject, text, told)
        if at >= 0 and (best is None or at < best[0]):
            best = (at, one)
    return Verdict(best[1].kind, best[1].reason) if best else None


def _asked_text(signs: Signs) -> str:
    """The writer's own text; of a mail passed on without a word, the text passed on."""
    if signs.forward and len(signs.new) < 200:
        return signs.flat[:8_000]
    return signs.new[:8_000]


def _place(one: _Request, subject: str, text: str, told: bool) -> int:
    """Where it is asked: 0 in the subject, else a position in the text; -1 nowhere."""
    if one.context is not None and not one.context.search(subject + " " + text):
        return -1
    named = one.subject.search(subject)
    if (
        named
        and not told
        and not tells_incident(subject)
        and not _THIRD.search(subject[: named.start()] or "")
    ):
        return 0
    for match in one.asked.finditer(text):
        before = text[max(0, match.start() - 80) : match.start()]
        inside = match[0]
        if not _reported(before, inside):
            return (0 if named else 1) + match.start()
    return -1


_TELLING = re.compile(
    r"\b(?:responding to|in response to|response to|received|got|had|dealing with|preparing|processing"
    r"|handling|answering|redacting|sent (?:out )?(?:a|the)|working on|while|replied to|complet\w+"
    r"|part of|regarding|from) (?:an? |the |this |our |their |his |her "
    r"|my )?(?:\w+ ){0,3}(?:subject access|d?sar\b|freedom|foia?\b|complaint|exception|exemption)"
    r"|\bfor (?:an? |the |this |our |their |his |her )?(?:\w+ ){0,2}(?:subject access|d?sar\b|foia?\b)"
    r"|\b(?:he|she|they|parent|mother|father|mum|dad|solicitor|family|carer|person|recipient|neighbour"
    r"|who)\b[^.]{0,60}(?:complain|complaint|subject access|freedom of information|\bsar\b|\bfoi\b)"
)


def _reported(before: str, inside: str) -> bool:
    """The words tell of a request by somebody else, or of work on one."""
    return bool(
        _TELLING.search(inside)
        or (
            re.search(
                r"\b(?:parent|mother|father|mum|dad|she|he|they|who|solicitor|family)\b[^.]{0,30}$", before
            )
            and not re.match(r"i\b|please|this is|my", inside)
        )
    )
