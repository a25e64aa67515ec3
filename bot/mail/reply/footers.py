"""Footers that a machine or an employer puts under a mail: disclaimers of British public bodies, scanners, apps.

A paragraph is weighed by the phrases in it; one word alone proves nothing, a person's own report outweighs it.
"""

from __future__ import annotations

import re

from bot.mail.pattern_heads import Heads
from bot.mail.reply.footer_phrases import STEMS, STRONG, WEAK
from bot.mail.reply.footer_shape import personal
from bot.mail.word_heads import gated, heads_of

_STRONG, _WEAK = gated(STRONG), gated(WEAK)
_MANY_WEAK = 3
_CERTAIN = 6  # points of phrases that a person's voice does not outweigh at once
_PERSONAL = 3  # points of a person's voice, an ordinary sentence's
_MOST_SIGNS = 1200  # of a paragraph that are weighed
# Someone telling what happened: such a paragraph is no footer, unless it is one twice over.
_TOLD = re.compile(
    r"\b(?:I|I['’](?:m|ve|ll|d)|we['’](?:ve|re|ll)|my|me)\b|\b(?:yesterday|today|this morning|last "
    r"(?:week|night|friday|"
    r"monday|tuesday|wednesday|thursday))\b|"
    r"\b(?:has been|have been|got|went) (?:sent|forwarded|opened|emailed|copied|given|shown|read|left|"
    r"lost|stolen|out) "
    r"(?:to|in|by|on|out|with|at)\b|\bby mistake (?:to|when|because)|\b(?:pupils?|parents?|teacher|mrs|"
    r"mr|ms|miss|dr)\b|"
    r"\b(?:was|were|had|did|told|asked|found|stole|stolen|attacked|clicked|rang|called|noticed|shared|"
    r"deleted|opened|left|took|"
    r"taken|signed|gave|given|lost|replied|happened)\b",
    re.IGNORECASE,
)
# What footers say that would count as telling.
_MINE_IN_FOOTERS = re.compile(
    r"\b(?:contact|notify|inform|advise|tell|email|call|let) me\b|\bmy (?:normal |usual |core "
    r")?(?:working|office|work|contact|"
    r"pronouns)\b|\bI (?:work (?:part|flex|term|comp|mon|tue|wed|thu|fri|full)\S*|am sending this|send "
    r"e-?mails?|may send|"
    r"(?:do not|don['’]t) expect|am (?:a )?part|have sent this e|choose to|respect your|(?:do not|"
    r"don['’]t) work|am not (?:always|usually) (?:at|in))|"
    r"\b(?:was|were) (?:\w+ )?(?:scanned|checked|swept|sent|generated|protected|not intended|intended)\b|"
    r"\b(?:taken|given|lost|opened|deleted) "
    r"(?:in|by you|as|or|for|from your|immediately|on the basis)\b|\baction taken\b|\btaken (?:all |"
    r"every )?(?:reasonable )?(?:steps|care|precautions)\b|\bif asked\b|\bhave taken\b",
    re.IGNORECASE,
)

_MINE = gated((_MINE_IN_FOOTERS,))
_DEVICES = (
    r"i ?phone|i ?pad|i ?pod|galaxy|samsung|android|mobile|cell ?phone|phone|smart ?phone|tablet|"
    r"huawei|honor|pixel|nokia|black ?berry|windows (?:phone|10|11)|"
    r"xperia|sony|one ?plus|xiaomi|redmi|motorola|moto|htc|lg|oppo|realme|apple watch|mac|macbook|"
    r"kindle|surface|handheld|hand-held|device"
)
_APPS = (
    r"outlook(?:\.com)?|outlook (?:for|mobile)|yahoo!? ?mail|aol|gmail|mail(?: for windows)?|proton "
    r"?mail(?: mobile)?|spark|newton|airmail|edison|hey|k-9|"
    r"blue ?mail|aqua mail|nine|mailbird|thunderbird|workspace|superhuman|fairemail|zoho|tutanota|"
    r"fastmail|mailspring|canary|boxer|teams|touchdown"
)
_APP_LINE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^\W{{0,3}}(?:sent|posted|written|typed|e-?mailed|composed)\b(?: securely)? (?:from|via|by|"
        rf"using|with|on|through) (?:my |an? |the |a )?(?:[\w.]+ ){{0,3}}?(?:{_DEVICES}|"
        rf"{_APPS})\b[^:?]{{0,60}}$",
        r"^\W{0,3}(?:sent|written) (?:from|via) (?!.*\b(?:to|account|address|mailbox|office|class|"
        r"login|school|which|by mistake)\b)(?:my|an?|the)\b(?: [\w'’-]+){1,8}\W{0,2}$",
        r"^\W{0,3}sent (?:from|via|with|using) (?:mailbox|spark|outlook|mail|yahoo|[A-Z]\w+ "
        r"?mail\w*)\b.{0,40}$",
        r"^\W{0,3}(?:get|download|try) (?:the )?(?:outlook|yahoo mail|aol|gmail|spark|bluemail)\b.{0,50}$",
        r"^\W{0,3}(?:gesendet (?:von|mit|über|aus)|von meinem .{1,30} gesendet|diese nachricht wurde "
        r"von meinem|envoy[ée] (?:de|depuis|à partir de)|enviado (?:desde|do|de|a partir do|con)|"
        r"inviato (?:da|dal)|verzonden (?:vanaf|met|vanuit|door)|verstuurd (?:vanaf|met|door)|skickat "
        r"från|sendt fra|lähetetty|wysłan[eo] (?:z|za pomocą)|odesláno z|odoslané z|"
        r"trimis (?:de|din|de pe)|отправлено (?:с|из)|надіслано з|στάλθηκε από|gönderildi|küldve|"
        r"anfonwyd o|發自|发自|我的|iphoneから|から送信|에서 보냄|hol outlook|téléchargez outlook|obtener outlook|"
        r"outlook für|download outlook|scarica outlook|obter o outlook|"
        r"hämta outlook|pobierz outlook)\b.{0,60}$",
        r"^.{0,30}(?:iPhoneから送信|发自我的|從我的|에서 보냄|tarafından gönderildi).{0,30}$",
        r"^\W{0,3}(?:please )?(?:excuse|forgive|pardon)\b.{0,20}\b(?:typos?|brevity|spelling|errors?|"
        r"mistakes|autocorrect|auto-correct|any)\b.{0,50}$",
        r"^\W{0,3}(?:apologies for|sorry for|typed on a|please forgive)\b.{0,30}\b(?:typos|brevity|"
        r"small (?:screen|keyboard)|autocorrect)\b.{0,40}$",
        r"^\W{0,3}(?:sent|typed|written|composed|dictated|tapped|thumbed)\b(?!.{0,60}\b(?:I|we|to|it|him|her)\b)"
        r".{0,60}\b(?:excuse|apologi[sz]e|apologies|forgive|pardon|sorry) (?:for |any |the |my )*(?:typos?|"
        r"brevity|brief\w*|spelling|errors?|mistakes?|shortness|auto-?correct|being (?:brief|short))\b.{0,40}$",
        r"^\W{0,3}(?:sent|typed|written|composed|dictated) (?:(?:while|whilst) (?:out|away|walking|travelling|"
        r"on the)|on the (?:go|move|run|train)|one-handed|with one (?:hand|thumb)|by thumb|in haste)\b"
        r"(?!.{0,60}\b(?:I|we|to|it|him|her)\b).{0,60}$",
        r"^\W{0,3}(?:tiny|small|little) (?:keyboard|screen|phone|buttons)\b.{0,40}$",
        r"^\W{0,3}(?:virus-free\.?|secured by|protected by|sent securely|encrypted (?:by|with|using)|"
        r"powered by)\b.{0,60}$",
        r"^\W{0,3}(?:classification|sensitivity|protective marking|security marking)\s*:.{0,40}$|"
        r"^\W{0,3}\[?(?:OFFICIAL|UNCLASSIFIED|NOT PROTECTIVELY MARKED|RESTRICTED|"
        r"PROTECT)(?:[- ]+\[?(?:SENSITIVE|PERSONAL|PUBLIC)\]?)?\]?\W{0,3}$",
    )
)


_LINK = re.compile(r"<?(?:https?://|www\.|mailto:)[^\s<>]{1,400}>?|(?<!\S)\S{1,80}@\S{1,120}", re.IGNORECASE)
_SAYS_I = re.compile(r"\b(?:I|I['’](?:m|ve|ll|d)|we['’](?:ve|re|ll))\b|\b(?:my|me)\b")


def weight(paragraph: str) -> int:
    """0: a person's words. 1: looks like a footer. 2 and more: certainly one. Takes a paragraph on one line."""
    text = paragraph[:_MOST_SIGNS].lower()
    if not any(stem in text for stem in STEMS):
        return 0
    heads = heads_of(text)
    strong = sum(form.search(text) is not None for form in _STRONG.worth(heads))
    weak = (
        sum(form.search(text) is not None for form in _WEAK.worth(heads)) if strong or len(text) > 40 else 0
    )
    if not strong and weak < _MANY_WEAK:
        return 0
    told = _told(text, heads)
    if not strong and (text.rstrip().endswith("?") or (told and weak == _MANY_WEAK)):
        return 0
    if told and strong * 3 + weak < 6 + 3 * told:
        return 0
    said, voice = strong * 3 + weak, personal(text)
    if said <= voice or (said < _CERTAIN and voice >= _PERSONAL):
        return 0
    return 2 if strong > 1 or (strong and weak > 1) else 1


def _told(text: str, heads: Heads) -> int:
    """How often the paragraph tells of something that happened, or of its writer."""
    text = _without_links(text, " ")
    if _MINE.opens(heads):
        text = _MINE_IN_FOOTERS.sub(" ", text)
    return len(_TOLD.findall(text))


def _without_links(text: str, instead: str) -> str:
    """A look for what every link has comes first: the pattern is slow, and most lines have none."""
    if "@" in text or ":" in text or "www." in text.lower():
        return _LINK.sub(instead, text)
    return text


def says_i(text: str) -> bool:
    """True where the writer speaks as "I", other than in a footer's phrases."""
    return bool(_SAYS_I.search(_MINE_IN_FOOTERS.sub(" ", _without_links(text[:3000], " "))))


def is_app_line(line: str) -> bool:
    """True for what a device, an app or a marking scheme puts under a mail ("Sent from my iPhone", "[OFFICIAL]")."""
    if len(line) > 300:
        return False
    bare = _without_links(line, "").strip()
    return 0 < len(bare) <= 110 and any(form.match(bare) for form in _APP_LINE)
