"""Footers that a machine or an employer puts under a mail: disclaimers of British public bodies, scanners, apps.

A paragraph is weighed by the phrases in it; one word alone proves nothing, a person's own report outweighs it.
"""

from __future__ import annotations

import re

_THIS = (
    r"(?:this|the|any|your)\s+(?:\w+\s){0,2}?(?:e-?mails?|messages?|communications?|transmissions?|correspondence)"
    r"(?:\s+messages?)?"
)
_WITH = (
    r"(?:\s*,?\s*(?:together with|including|and|&|or|\(including)\s+(?:all\s+|its\s+|the\s+)?(?:any\s+)?(?:of its\s+)?"
    r"(?:other\s+)?(?:files?|attachments?|attached|documents?|enclosures?|contents?|response|replies|information|accompanying)[^.]{0,60}?)?"
)

# Each of these alone makes a footer; a person does not write so of an incident.
_STRONG = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_THIS}{_WITH}\s*,?\s*(?:is|are|may be|may contain|contains?)\b[^.]{{0,80}}?\b(?:confidential|privileged|proprietary|private)\b"
        r"[^.]{0,120}\b(?:intended|solely|only|use of|addressee|recipients?|named|and/or|privileged|legally|protected)\b",
        rf"\b{_THIS}{_WITH}\s*,?\s*(?:is|are|was|has been)\s+(?:strictly\s+|only\s+|solely\s+)*(?:intended|meant)\s+(?:only|solely|exclusively|"
        r"for the (?:attention|use|named|addressee|sole|exclusive|person|individual|intended)|for (?:the )?(?:addressee|above|named))",
        r"\b(?:the )?(?:information|contents?|material)\s+(?:contained\s+|included\s+|transmitted\s+)?(?:in|of|with)\s+(?:this|the)\s+(?:e-?mail|message|"
        r"communication|transmission)[^.]{0,100}?\b(?:is|are|may be|has been|must)\b[^.]{0,60}?\b(?:confidential|privileged|intended|legally|private|disclosed|personal)",
        r"\bif you (?:are not|aren['’]t|have received|received|think you have|believe you|receive|are in receipt)\b[^.]{0,80}\b(?:intended (?:recipient|addressee)|"
        r"in error|by mistake|addressee|named recipient|not intended)\b",
        r"\bnot (?:the|an|one of the) (?:intended|named) (?:recipient|addressee)",
        r"\b(?:you are (?:hereby )?notified that|any (?:unauthori[sz]ed )?(?:disclosure|dissemination|review|use|copying|distribution|retransmission)[^.]{0,80}"
        r"(?:prohibited|unlawful|forbidden|not permitted|not allowed))",
        r"\bregistered (?:in|as a company in|office|charity|company)\b[^.]{0,60}\b(?:england|wales|scotland|number|no\b|at\b|address)|\bregistered office\s*(?:address)?\s*[:\-–]",
        r"\b(?:company|charity|co\.?)\s+(?:registration\s+)?(?:number|no\.?|reg(?:istration)?\.?(?: no\.?)?)\s*:?\s*\d{5,8}\b|\bexempt charity\b",
        r"\bcompany limited by guarantee\b",
        r"\b(?:consider|think about|think of|protect|help) (?:the|our) (?:environment|planet|trees)\b[^.]{0,60}|\bthink before you print\b|"
        r"\b(?:please )?(?:do not|don['’]t|only) print (?:this|the) e-?mail\b|\bbefore (?:you )?print(?:ing)? (?:this|it)\b",
        rf"\b{_THIS}{_WITH}\s*,?\s*(?:has|have|was|were|is|are) (?:been |being )?(?:automatically )?(?:virus[- ])?(?:scanned|checked|swept|protected|secured|encrypted|sent securely)\s+"
        r"(?:by|for|using|with|via)\b",
        r"\b(?:scanned|checked|protected|secured|filtered) (?:for (?:all )?(?:known )?(?:viruses|malware|spam)[\w, &]{0,40}|by (?:\w+ ){0,3})"
        r"\s*(?:by|using)?\s*(?:mimecast|egress|barracuda|messagelabs|symantec|sophos|websense|forcepoint|proofpoint|trend ?micro|mailscanner|avast|avg|"
        r"mcafee|trustwave|clearswift|fusemail|eset|bitdefender|hornet\w*|cisco|microsoft defender|exclaimer|spamtitan|mailmarshal|censornet|libraesva|n-able)",
        r"\b(?:mimecast ltd|egress switch|egress protect|symantec email security|messagelabs|virus[- ]free\.? www\.|barracuda email|mailmarshal)\b",
        r"\bnhs ?mail is (?:the|a) secure|\bnhs\.?net (?:is|e?mail)|\bapproved for (?:exchanging|sharing|sending) patient|\bjoinnhs|\bnhs[^.]{0,40}\bsecure (?:e-?mail|and)\b",
        r"\b(?:views?|opinions?)(?:,? (?:and|or) (?:opinions?|views?|statements?|comments?))?\s+(?:expressed|contained|presented|stated|represented|in this)\b[^.]{0,120}"
        r"(?:author|sender|individual|necessarily|personal|those of|own)",
        r"\b(?:accepts?|accepting|accepted) (?:no|any) (?:legal )?(?:liability|responsibility)\b|\bno (?:liability|responsibility|warranty) (?:is|can be|will be) (?:accepted|given|assumed)|\bcannot (?:accept|be held) (?:any |responsib|liab)",
        r"\b(?:may|will|can|are|is|be) (?:also )?(?:be )?(?:routinely |automatically )?(?:monitored|logged|recorded|intercepted)\b[^.]{0,60}\b(?:e-?mails?|communications?|accordance|law|purposes|security|policy|compliance|recorded|traffic)\b|"
        r"\b(?:e-?mails?|communications?|messages?|calls)\b[^.]{0,80}\b(?:may|will|are) be (?:routinely |automatically )?(?:monitored|logged|recorded|intercepted)\b|\breserves? the right to (?:monitor|intercept|read|record)",
        r"\bfreedom of information act(?: 2000)?\b[^.]{0,80}\b(?:disclos|request|subject|release|public)|\b(?:disclos\w*|subject|request)\b[^.]{0,100}\bfreedom of information act",
        r"\b(?:privacy (?:notice|policy|statement)|how we (?:use|process|handle|look after) your (?:personal )?(?:data|information))\b[^.]{0,80}(?:https?:|www\.|website|visit|see|click|found|read|available|here)|"
        r"\bto (?:find out|see|read|know) (?:more )?(?:about )?how we (?:use|process|handle|look after)\b",
        r"\bauthori[sz]ed and regulated by\b|\bregulated by the (?:solicitors|financial)\b|\bservice (?:of documents )?by e-?mail\b",
        r"\bmonitors? (?:all )?(?:e-?mails?|internet|communications?)(?: traffic| usage| and)?\b[^.]{0,80}\b(?:security|policy|purposes|traffic|content|compliance)\b",
        r"\bcontact us online\b|\b(?:visit|see) (?:us|our website) (?:at|on|:)?\s*(?:https?:|www\.)|^\W*(?:visit|web|website|see)\W{0,2}\s?(?:https?:|www\.)\S+[^.]{0,60}$",
        r"\bsubject to (?:recording|monitoring|surveillance|being (?:recorded|monitored))|\bintended (?:only |solely |exclusively )?for the (?:named|intended|sole|addressed)\b",
        rf"\b{_THIS}{_WITH}\s*,?\s*(?:is|are)\s+(?:strictly\s+)?(?:private|confidential|privileged)(?:,| and| or|/)\s*(?:private|confidential|privileged)",
        r"\bsent from a secure\b|\bunsubscribe at any time\b|\bmimecast (?:attachment|targeted|e-?mail|secure)|\bhow we (?:protect|store|share) your\b",
        r"\bshould only be read by\b|\bnot intended to be relied (?:up)?on\b|\baccept service of\b|\b(?:private|privileged) and confidential\W*(?:communication)?\W*$",
        r"\byou (?:have received|are receiving|received) this (?:e-?mail|message|newsletter) because\b|\b(?:this is|from) an automated (?:e-?mail|message|mailbox)\b",
        r"\bmade public under\b|\bunder the freedom of information act\b[^.]{0,10}$",
        r"\bofsted\b[^.]{0,60}\b(?:outstanding|good|rated|20\d\d)\b|\b(?:rated|judged|graded)\b[^.]{0,30}\bofsted\b|\b(?:artsmark|eco-?schools|world class schools|healthy schools|rights respecting)\b",
        r"\bproud (?:to be|member|part)\b|\bwe aim to (?:reply|respond|answer)\b|\b(?:school |our |the )office (?:is open|hours|opening)\b|\b(?:opening|office) (?:hours|times)\s*(?:are|:)",
        r"^\W*sent on behalf of\b",
        r"\bclick here to report (?:this|spam)|\breport this e-?mail as spam\b|\bunsubscribe\b[^.]{0,60}(?:here|list|click|e-?mails?)",
        r"\be-?mail disclaimer\b|\bdisclaimer\b[^.]{0,40}(?:https?:|www\.)|^\W*(?:confidentiality|disclaimer|legal|privacy|important|security|e-?mail)\s*(?:and \w+ )?(?:notice|statement|disclaimer|warning)\W*$|^\W*disclaimer\W*$",
        r"\b(?:ensure|check|satisfy yourself|recommend\w*|responsib\w+)\b[^.]{0,80}\b(?:virus(?:es)?|malware)\b[^.]{0,80}",
        r"\b(?:virus(?:es)?|malware)\b[^.]{0,60}\b(?:free|transmitted by|damage|before opening|present|scanned)\b",
        r"\b(?:secure|safe|guaranteed|error[- ]free)\b[^.]{0,50}\binternet\b|\binternet (?:e-?mail|communications?)\b[^.]{0,50}\b(?:secure|safe|guarantee)",
        r"\bdelete (?:this|the|it|all)\b[^.]{0,60}\b(?:from your (?:system|computer|device|mailbox|inbox|records)|immediately|without)\b[^.]{0,60}\b(?:notify|inform|contact|sender|copies|cop(?:y|ies|ying)|disclos)|"
        r"\b(?:notify|inform|contact|tell|advise|alert|let) (?:the (?:sender|originator|author|system manager)|us|the \w+ (?:council|trust|school))\b[^.]{0,80}\b(?:delet|destroy|in error|remove)",
        r"\b(?:reply in teams|open (?:in )?microsoft teams|go to teams|install microsoft teams now|join the meeting now|this email (?:is|was) (?:generated|sent) (?:through|from|by) .{0,60}(?:365|teams)|microsoft teams (?:need help|meeting)\??$)",
        r"\b(?:teams meeting|meeting id:\s*\d|passcode:\s*\w{4,}\s*$|dial in by phone|phone conference id)",
        r"\b(?:my|our) (?:normal |usual |core |contracted |standard |regular )?(?:working|office|work|contact) (?:days?|hours|pattern|times)\b(?: are| is|:)|"
        r"\bI work (?:part[- ]time|flexibl\w+|term[- ]time|compressed|mon|tue|wed|thu|fri|full[- ]time)|\b(?:do not|don['’]t|no) (?:expect|feel (?:obliged|pressured)|need to (?:respond|reply))[^.]{0,80}\b(?:outside|working hours|respon|reply|action)|"
        r"\boutside (?:of )?(?:your|normal) (?:own )?(?:working|office|core) hours\b",
        r"\bgenerated by an automated|\bautomatically (?:generated|archived)\b|\bdo not reply to this (?:e-?mail|message)\b",
        r"\b(?:safeguarding and promoting the welfare|committed to safeguarding)\b|\bequal opportunit(?:y|ies) employer\b|\binvestor(?:s)? in people\b",
        r"\b(?:you received this message because you are subscribed|to unsubscribe from this|mailing list\b.{0,40}(?:@|https?:|info)|to view this discussion)",
        r"\b(?:follow|find|like|join|connect with) us on\b|\b(?:facebook|twitter|instagram|linkedin)\b\s*[|•·/]\s*\b",
        r"\b(?:diese (?:e-?mail|nachricht) (?:enthält|ist|kann)|ce (?:message|courriel) (?:et|est|contient)|este (?:mensaje|correo) (?:y|es|contiene)|"
        r"questo messaggio (?:è|contiene)|dit bericht (?:is|kan|en)|gall y neges hon|mae'?r? (?:e-?bost|neges) h(?:wn|on)|bwriedir y neges)\b",
        r"\bwe will never (?:ask|change|send|notify)\b[^.]{0,60}\b(?:bank|account|payment|password)|\bbank details\b[^.]{0,40}\bnever change|\bcyber ?crime (?:alert|warning|notice)",
    )
)
# Phrases that count towards a footer, two of them needed.
_WEAK = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?:this|these|our|any|all) (?:\w+ )?(?:e-?mails?|messages?|communications?|transmissions?|documents?|correspondence|traffic)\b",
        r"\b(?:confidential(?:ity)?|privileged|private)\b",
        r"\b(?:intended|addressees?|recipients?|authori[sz]ed)\b",
        r"\b(?:notify|inform|advise|contact|tell|let) (?:the sender|us|me|the originator|the author)\b|\bby return\b",
        r"\b(?:disclos|distribut|disseminat|cop(?:y|ied|ying)|rel(?:y|ied|iance)|reproduc|forward)\w*\b",
        r"\b(?:delet|destroy|remov)\w*\b[^.]{0,30}\b(?:it|this|all|copies|system)\b",
        r"\b(?:unauthori[sz]ed|prohibited|unlawful|permission|liab\w+|warrant\w*|accepts?|guarantee\w*|responsib\w+)\b",
        r"\b(?:viruse?s?|malware|antivirus|scanned|secure|encrypted)\b",
        r"\b(?:monitor|record|archiv|log)(?:ed|ing)\b",
        r"\b(?:registered|charity|company|limited|headquarters)\b",
        r"\b(?:data protection|UK ?GDPR|legislation|regulations?|act (?:19|20)\d\d|in accordance with)\b",
        r"\b(?:views?|opinions?)\b",
        r"\b(?:www\.|https?://)\S+|\b(?:our|the) website\b",
        r"\b(?:print(?:ing|ed)?|environment|paper|trees)\b",
        r"\bOFFICIAL(?:[- ]SENSITIVE)?\b|\b(?:protective|security) mark(?:ing|ed)\b",
        r"\b(?:may|must|should|can)(?: not|not)? be\b|\bplease (?:note|be aware|be advised)\b",
    )
)
_MANY_WEAK = 4
_MOST_SIGNS = 1200  # of a paragraph that are weighed
# Someone telling what happened: such a paragraph is no footer, unless it is one twice over.
_TOLD = re.compile(
    r"\b(?:I|I['’](?:m|ve|ll|d)|we['’](?:ve|re|ll)|my|me)\b|\b(?:yesterday|today|this morning|last (?:week|night|friday|"
    r"monday|tuesday|wednesday|thursday))\b|"
    r"\b(?:has been|have been|got|went) (?:sent|forwarded|opened|emailed|copied|given|shown|read|left|lost|stolen|out) "
    r"(?:to|in|by|on|out|with|at)\b|\bby mistake (?:to|when|because)|\b(?:pupils?|parents?|teacher|mrs|mr|ms|miss|dr)\b|"
    r"\b(?:was|were|had|did|told|asked|found|stole|stolen|attacked|clicked|rang|called|noticed|shared|deleted|opened|left|took|"
    r"taken|signed|gave|given|lost|replied|happened)\b",
    re.IGNORECASE,
)
# What footers say that would count as telling.
_MINE_IN_FOOTERS = re.compile(
    r"\b(?:contact|notify|inform|advise|tell|email|call|let) me\b|\bmy (?:normal |usual |core )?(?:working|office|work|contact|"
    r"pronouns)\b|\bI (?:work (?:part|flex|term|comp|mon|tue|wed|thu|fri|full)\S*|am sending this|send e-?mails?|may send|"
    r"(?:do not|don['’]t) expect|am (?:a )?part|have sent this e|choose to|respect your)|"
    r"\b(?:was|were) (?:scanned|checked|swept|sent|generated|protected|not intended|intended)\b|\b(?:taken|given|lost|opened|deleted) "
    r"(?:in|by you|as|or|for|from your|immediately|on the basis)\b|\baction taken\b",
    re.IGNORECASE,
)

_DEVICES = (
    r"i ?phone|i ?pad|i ?pod|galaxy|samsung|android|mobile|cell ?phone|phone|smart ?phone|tablet|huawei|honor|pixel|nokia|black ?berry|windows (?:phone|10|11)|"
    r"xperia|sony|one ?plus|xiaomi|redmi|motorola|moto|htc|lg|oppo|realme|apple watch|mac|macbook|kindle|surface|handheld|hand-held|device"
)
_APPS = (
    r"outlook(?:\.com)?|outlook (?:for|mobile)|yahoo!? ?mail|aol|gmail|mail(?: for windows)?|proton ?mail(?: mobile)?|spark|newton|airmail|edison|hey|k-9|"
    r"blue ?mail|aqua mail|nine|mailbird|thunderbird|workspace|superhuman|fairemail|zoho|tutanota|fastmail|mailspring|canary|boxer|teams|touchdown"
)
_APP_LINE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^\W{{0,3}}(?:sent|posted|written|typed|e-?mailed|composed)\b(?: securely)? (?:from|via|by|using|with|on|through) (?:my |an? |the |a )?(?:[\w.]+ ){{0,3}}?(?:{_DEVICES}|{_APPS})\b[^:?]{{0,60}}$",
        r"^\W{0,3}(?:sent|written) (?:from|via) (?!.*\b(?:to|account|address|mailbox|office|class|login|school|which|by mistake)\b)(?:my|an?|the)\b(?: [\w'’-]+){1,8}\W{0,2}$",
        r"^\W{0,3}sent (?:from|via|with|using) (?:mailbox|spark|outlook|mail|yahoo|[A-Z]\w+ ?mail\w*)\b.{0,40}$",
        r"^\W{0,3}(?:get|download|try) (?:the )?(?:outlook|yahoo mail|aol|gmail|spark|bluemail)\b.{0,50}$",
        r"^\W{0,3}(?:gesendet (?:von|mit|über|aus)|von meinem .{1,30} gesendet|diese nachricht wurde von meinem|envoy[ée] (?:de|depuis|à partir de)|enviado (?:desde|do|de|a partir do|con)|"
        r"inviato (?:da|dal)|verzonden (?:vanaf|met|vanuit|door)|verstuurd (?:vanaf|met|door)|skickat från|sendt fra|lähetetty|wysłan[eo] (?:z|za pomocą)|odesláno z|odoslané z|"
        r"trimis (?:de|din|de pe)|отправлено (?:с|из)|надіслано з|στάλθηκε από|gönderildi|küldve|anfonwyd o|發自|发自|我的|iphoneから|から送信|에서 보냄|hol outlook|téléchargez outlook|obtener outlook|outlook für|download outlook|scarica outlook|obter o outlook|"
        r"hämta outlook|pobierz outlook)\b.{0,60}$",
        r"^.{0,30}(?:iPhoneから送信|发自我的|從我的|에서 보냄|tarafından gönderildi).{0,30}$",
        r"^\W{0,3}(?:please )?(?:excuse|forgive|pardon)\b.{0,20}\b(?:typos?|brevity|spelling|errors?|mistakes|autocorrect|auto-correct|any)\b.{0,50}$",
        r"^\W{0,3}(?:apologies for|sorry for|typed on a|please forgive)\b.{0,30}\b(?:typos|brevity|small (?:screen|keyboard)|autocorrect)\b.{0,40}$",
        r"^\W{0,3}(?:virus-free\.?|secured by|protected by|sent securely|encrypted (?:by|with|using)|powered by)\b.{0,60}$",
        r"^\W{0,3}(?:classification|sensitivity|protective marking|security marking)\s*:.{0,40}$|^\W{0,3}\[?(?:OFFICIAL|UNCLASSIFIED|NOT PROTECTIVELY MARKED|RESTRICTED|PROTECT)(?:[- ]+\[?(?:SENSITIVE|PERSONAL|PUBLIC)\]?)?\]?\W{0,3}$",
    )
)


_LINK = re.compile(r"<?(?:https?://|www\.|mailto:)[^\s<>]{1,400}>?|(?<!\S)\S{1,80}@\S{1,120}", re.IGNORECASE)
_SAYS_I = re.compile(r"\b(?:I|I['’](?:m|ve|ll|d)|we['’](?:ve|re|ll))\b|\b(?:my|me)\b")
# Without one of these, no phrase can match: a quick look before the many slow ones.
_STEMS = (
    "confiden", "intended", "recipient", "addressee", "in error", "by mistake", "notified", "prohibited", "registered", "company", "charity",
    "limited by", "environment", "print", "planet", "trees", "scanned", "checked", "secur", "protected", "virus", "malware", "mimecast", "egress",
    "symantec", "messagelabs", "barracuda", "mailmarshal", "nhs", "views", "opinion", "liab", "responsib", "warrant", "monitor", "logged", "record",
    "intercept", "freedom of information", "privacy", "how we", "regulated by", "service of", "service by", "report this", "click here", "spam",
    "unsubscribe", "disclaimer", "notice", "internet", "delete", "notify", "inform ", "contact", "teams", "meeting id", "passcode", "dial in",
    "working", "office", "expect", "i work", "automat", "do not reply", "safeguarding", "equal opp", "investor", "subscribed", "mailing list",
    "discussion", "us on", "facebook", "twitter", "instagram", "linkedin", "nachricht", "e-mail", "message", "courriel", "mensaje", "messaggio", "bericht",
    "neges", "e-bost", "never ask", "bank details", "cyber", "subject to", "private", "privileged", "read by", "relied", "public under", "ofsted", "artsmark",
    "school", "proud", "we aim", "behalf", "www.", "http", "website", "visit", "official", "email",
)


def weight(paragraph: str) -> int:
    """0: a person's words. 1: looks like a footer. 2 and more: certainly one. Takes a paragraph on one line."""
    text = paragraph[:_MOST_SIGNS]
    low = text.lower()
    if not any(stem in low for stem in _STEMS):
        return 0
    strong = sum(form.search(text) is not None for form in _STRONG)
    weak = sum(form.search(text) is not None for form in _WEAK) if strong or len(text) > 40 else 0
    if not strong and weak < _MANY_WEAK:
        return 0
    told = _told(text)
    if told and strong * 3 + weak < 6 + 3 * told:
        return 0
    return 2 if strong > 1 or (strong and weak > 1) else 1


def _told(text: str) -> int:
    """How often the paragraph tells of something that happened, or of its writer."""
    return len(_TOLD.findall(_MINE_IN_FOOTERS.sub(" ", _LINK.sub(" ", text))))


def says_i(text: str) -> bool:
    """True where the writer speaks as "I", other than in a footer's phrases."""
    return bool(_SAYS_I.search(_MINE_IN_FOOTERS.sub(" ", _LINK.sub(" ", text[:3000]))))


def is_app_line(line: str) -> bool:
    """True for what a device, an app or a marking scheme puts under a mail ("Sent from my iPhone", "[OFFICIAL]")."""
    if len(line) > 300:
        return False
    bare = _LINK.sub("", line).strip()
    return 0 < len(bare) <= 110 and any(form.match(bare) for form in _APP_LINE)
