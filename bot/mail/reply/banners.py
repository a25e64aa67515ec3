"""Security banners that a gateway puts on top of a mail: "CAUTION: This email originated from outside ...".

Knows banners only; a person who tells of an outside mail is not one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_SOURCE = (
    r"(?:this|the) (?:(?:e-?)?mail|message|sender)(?: message)?\s*(?:has |was |is |may (?:have|be) "
    r")?(?:been )?(?:sent |received |coming |come |came |originate[ds]? |originating )?"
    r"(?:from )?(?:an? |the )?(?:someone |person |source |address |sender |organi[sz]ation )?(?:from "
    r")?(?:outside|external|untrusted|unknown)"
)
_LABEL = (
    r"(?:\[?\s*(?:caution|warning|attention|alert|notice|external|external (?:e-?mail|sender|message)|"
    r"be careful|security (?:warning|notice|alert)|"
    r"e-?mail security|stop and think|important|take care|think|n\.?b\.?|info|outside (?:e-?mail|"
    r"sender))\s*[!\]]*\s*[:\-–—!|]*\s*)"
)
_OPENING = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^\W{{0,6}}{_LABEL}{{0,3}}{_SOURCE}\b",
        r"^\W{0,6}(?:caution|warning|attention|alert|security notice)\W{0,4}\s?(?:external|outside|"
        r"this (?:e-?mail|message) (?:is|has|was|came|originat))",
        r"^\W{0,3}\[?external(?: (?:e-?mail|sender|message|mail))?\]?\W{0,3}$",
        r"^\W{0,6}external (?:e-?mail|sender|message)\s?[:\-–—!.|]+\s?(?:this|please|do not|don['’]t|"
        r"be |take |use |treat|exercise|think|verify|only|links?|never|beware|caution|stop|from "
        r"outside)",
        r"^\W{0,6}some people who received this message don['’]t often get e-?mails? from\b",
        r"^\W{0,6}you (?:don['’]t|do not|rarely|seldom|have(?:n['’]t| not| never)) (?:often |usually |"
        r"normally |previously |before )?(?:get|got|gotten|receive|received|hear|heard|had|exchanged?|"
        r"correspond(?:ed)?)\b.{0,30}\b(?:from|with)\b",
        r"^\W{0,6}this (?:message|e-?mail) (?:is|was sent|came|comes|originates?) from (?:an? "
        r")?(?:external|untrusted|unknown|unverified|outside)\b",
        r"^\W{0,6}this (?:e-?mail|message) (?:was|has been) sent (?:by|from) (?:someone|a (?:person|"
        r"sender|source)|an address) (?:from )?outside\b",
        r"^\W{0,6}(?:you have not previously corresponded with this sender|this sender (?:has not|"
        r"might be|may be|is not)|the sender of this (?:e-?mail|message) (?:is|could not|has not))\b",
        r"^\W{0,6}(?:zjqcmqryfpfptbanner(?:start|end)|this message is from an? (?:external|untrusted) "
        r"sender)\b",
        # a warning in any words: framed or to "you", of a sender or mail, and of links, files or care
        r"^(?:\W{2,6}|\W{0,3}(?:you|beware|be (?:careful|alert|aware|wary)|think|treat|take care|stop)\b)"
        r"(?=.{0,200}\b(?:sender|(?:e-?)?mail|message|source)\b)"
        r"(?=.{0,300}\b(?:careful|caution|beware|think before|unless you|unexpected|suspicious|wary|safe|with care)\b)"
        r"(?=.{0,300}\b(?:links?|attachments?|click|files?)\b)(?!.{0,300}\b(?:sent|said|asked|told|arrived|"
        r"received|looked|came in|asks|that|it is|it['’]s|its|and it)\b)",
        r"^\W{0,6}the (?:person|sender|author|writer)\b(?!.{0,60}\bto (?:us|me|him|her"
        r"|them)\b).{0,40}\bis (?:not |un)(?:known|recogni[sz]ed|verified"
        r"|part of|a member|"
        r"authenticated|familiar)\b",
        r"^\W{0,6}we (?:could not|couldn['’]t|can(?:not|['’]t)) (?:verify|confirm) the (?:identity of "
        r"the )?sender\b",
    )
)
_MORE = re.compile(
    r"\b(?:do not|don['’]t|never|avoid)\b.{0,40}\b(?:click|open|follow|reply|respond|enter|provide|"
    r"forward)|\b(?:links?|attachments?)\b.{0,60}\b(?:unless|sender|safe|trust|expect|content|caution|"
    r"care)|"
    r"\b(?:unless you|recogni[sz]e the sender|know (?:that )?the (?:content|sender)|content is safe|"
    r"verify the sender|were expecting|trust the sender)\b|"
    r"\b(?:learn why this is important|exercise caution|be (?:cautious|vigilant|careful|wary)|take "
    r"care|treat .{0,30}caution|report (?:suspicious|phish\w*|any|it|this)|if (?:in doubt|you (?:are "
    r")?(?:un)?sure|suspicious))\b|"
    r"\b(?:this (?:e-?mail|message) (?:originated|is from|came from)|outside (?:of )?(?:the|our|your) "
    r"(?:organi[sz]ation|trust|council|network|school|nhs|company))\b|\bzjqcmqryfpfptbannerend\b|"
    r"\bhttps?://aka\.ms/LearnAboutSender\S*",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"\b(?:I|I['’]\w+|we['’]\w+|my|he|she|clicked|opened it|forwarded|teacher|pupil|parent|colleague|"
    r"yesterday|this morning|mrs|mr|ms|miss)\b|\b(?:was|were) (?:clicked|opened)\b|\band (?:a|an|one|"
    r"the)\b.{0,40}\b(?:clicked|opened|entered|gave|replied)\b",
    re.IGNORECASE,
)


_LINK = re.compile(r"<?(?:https?://|www\.)[^\s<>]{1,400}>?|\S{1,80}@\S{1,120}")


def is_banner(line: str) -> bool:
    """True for the first line of a banner; false for a person's sentence about an outside mail."""
    return (
        len(line) <= 500
        and any(form.search(line) for form in _OPENING)
        and not _TELLS.search(_LINK.sub(" ", line))
    )


def banner_length(shown: Sequence[str]) -> int:
    """How many lines from the top are banner, with the empty lines and rulers around it; 0 for none."""
    end = at = 0
    within = False
    while at < len(shown) and at < 25:
        line = shown[at]
        if is_banner(line) or (within and _continues(line)):
            within, end = True, at + 1
        elif line and not _is_frame(line) and not _label_before(shown, at):
            break
        at += 1
    while 0 < end < len(shown) and (not shown[end] or _is_frame(shown[end])):
        end += 1
    return end


def _continues(line: str) -> bool:
    return (
        bool(line)
        and len(line) <= 400
        and bool(_MORE.search(line))
        and not _TELLS.search(_LINK.sub(" ", line))
    )


def _is_frame(line: str) -> bool:
    return not any(sign.isalnum() for sign in line)


def _label_before(shown: Sequence[str], at: int) -> bool:
    """A heading such as "CAUTION" alone on its line, with the banner beneath."""
    following = next((line for line in shown[at + 1 : at + 3] if line), "")
    return (
        len(shown[at]) <= 30
        and bool(re.match(rf"^\W{{0,4}}{_LABEL}\W*$", shown[at], re.IGNORECASE))
        and is_banner(following)
    )
