"""Phrases of footers: disclaimers of British public bodies, companies' particulars, scanners' boasts, office hours.

Tables only. STRONG: one makes a paragraph a footer, as far as nobody tells anything in it. WEAK: it takes several.
"""

from __future__ import annotations

from bot.mail.small_letters import small

_THIS = (
    r"(?:this|the|any|your)\s+(?:\w+\s){0,2}?(?:e-?mails?|messages?|communications?|transmissions?|"
    r"correspondence)"
    r"(?:\s+messages?)?"
)
_WITH = (
    r"(?:\s*,?\s*(?:together with|including|and|&|or|\(including)\s+(?:all\s+|its\s+|"
    r"the\s+)?(?:any\s+)?(?:of its\s+)?"
    r"(?:other\s+)?(?:files?|attachments?|attached|documents?|enclosures?|contents?|response|replies|"
    r"information|accompanying)[^.]{0,60}?)?"
)

# Each of these alone makes a footer; a person does not write so of an incident.
STRONG = tuple(
    small(pattern)
    for pattern in (
        rf"\b{_THIS}{_WITH}\s*,?\s*(?:is|are|may be|may contain|"
        rf"contains?)\b[^.]{{0,80}}?\b(?:confidential|privileged|proprietary|private)\b"
        r"[^.]{0,120}\b(?:intended|solely|only|use of|addressee|recipients?|named|and/or|privileged|"
        r"legally|protected)\b",
        rf"\b{_THIS}{_WITH}\s*,?\s*(?:is|are|was|has been)\s+(?:strictly\s+|only\s+|"
        rf"solely\s+)*(?:intended|meant)\s+(?:only|solely|exclusively|"
        r"for the (?:attention|use|named|addressee|sole|exclusive|person|individual|intended)|for "
        r"(?:the )?(?:addressee|above|named))",
        r"\b(?:the )?(?:information|contents?|material)\s+(?:contained\s+|included\s+|"
        r"transmitted\s+)?(?:in|of|with)\s+(?:this|the)\s+(?:e-?mail|message|"
        r"communication|transmission)[^.]{0,100}?\b(?:is|are|may be|has been|"
        r"must)\b[^.]{0,60}?\b(?:confidential|privileged|intended|legally|private|disclosed|personal)",
        r"\bif you (?:are not|aren['’]t|have received|received|think you have|believe you|receive|are "
        r"in receipt)\b[^.]{0,80}\b(?:intended (?:recipient|addressee)|"
        r"in error|by mistake|addressee|named recipient|not intended)\b",
        r"\bnot (?:the|an|one of the) (?:intended|named) (?:recipient|addressee)",
        r"\b(?:you are (?:hereby )?notified that|any (?:unauthori[sz]ed )?(?:disclosure|dissemination|"
        r"review|use|copying|distribution|retransmission)[^.]{0,80}"
        r"(?:prohibited|unlawful|forbidden|not permitted|not allowed))",
        r"\bregistered (?:in|as a company in|office|charity|company)\b[^.]{0,60}\b(?:england|wales|"
        r"scotland|number|no\b|at\b|address)|\bregistered office\s*(?:address)?\s*[:\-–]",
        r"\b(?:company|charity|co\.?)\s+(?:registration\s+)?(?:number|no\.?|reg(?:istration)?\.?(?: "
        r"no\.?)?)\s*:?\s*\d{5,8}\b|\bexempt charity\b",
        r"\bcompany limited by guarantee\b",
        r"\b(?:consider|think about|think of|protect|help) (?:the|our) (?:environment|planet|"
        r"trees)\b[^.]{0,60}|\bthink before you print\b|"
        r"\b(?:please )?(?:do not|don['’]t|only) print (?:this|the) e-?mail\b|\bbefore (?:you "
        r")?print(?:ing)? (?:this|it)\b",
        rf"\b{_THIS}{_WITH}\s*,?\s*(?:has|have|was|were|is|are) (?:been |being )?(?:automatically "
        rf")?(?:virus[- ])?(?:scanned|checked|swept|protected|secured|encrypted|sent securely)\s+"
        r"(?:by|for|using|with|via)\b",
        r"\b(?:scanned|checked|protected|secured|filtered) (?:for (?:all )?(?:known )?(?:viruses|"
        r"malware|spam)[\w, &]{0,40}|by (?:\w+ ){0,3})"
        r"\s*(?:by|using)?\s*(?:mimecast|egress|barracuda|messagelabs|symantec|sophos|websense|"
        r"forcepoint|proofpoint|trend ?micro|mailscanner|avast|avg|"
        r"mcafee|trustwave|clearswift|fusemail|eset|bitdefender|hornet\w*|cisco|microsoft defender|"
        r"exclaimer|spamtitan|mailmarshal|censornet|libraesva|n-able)",
        r"\b(?:mimecast ltd|egress switch|egress protect|symantec email security|messagelabs|"
        r"virus[- ]free\.? www\.|barracuda email|mailmarshal)\b",
        r"\bnhs ?mail is (?:the|a) secure|\bnhs\.?net (?:is|e?mail)|\bapproved for (?:exchanging|"
        r"sharing|sending) patient|\bjoinnhs|\bnhs[^.]{0,40}\bsecure (?:e-?mail|and)\b",
        r"\b(?:views?|opinions?)(?:,? (?:and|or) (?:opinions?|views?|statements?|"
        r"comments?))?\s+(?:expressed|contained|presented|stated|represented|in this)\b[^.]{0,120}"
        r"(?:author|sender|individual|necessarily|personal|those of|own)",
        r"\b(?:accepts?|accepting|accepted) (?:no|any) (?:legal )?(?:liability|responsibility)\b|\bno "
        r"(?:liability|responsibility|warranty) (?:is|can be|will be) (?:accepted|given|assumed)|"
        r"\bcannot (?:accept|be held) (?:any |responsib|liab)",
        r"\b(?:may|will|can|are|is|be) (?:also )?(?:be )?(?:routinely |automatically )?(?:monitored|"
        r"logged|recorded|intercepted)\b[^.]{0,60}\b(?:e-?mails?|communications?|accordance|law|"
        r"purposes|security|policy|compliance|recorded|traffic)\b|"
        r"\b(?:e-?mails?|communications?|messages?|calls)\b[^.]{0,80}\b(?:may|will|are) be "
        r"(?:routinely |automatically )?(?:monitored|logged|recorded|intercepted)\b|\breserves? the "
        r"right to (?:monitor|intercept|read|record)",
        r"\bfreedom of information act(?: 2000)?\b[^.]{0,80}\b(?:disclos|request|subject|release|"
        r"public)|\b(?:disclos\w*|subject|request)\b[^.]{0,100}\bfreedom of information act",
        r"\b(?:privacy (?:notice|policy|statement)|how we (?:use|process|handle|look after) your "
        r"(?:personal )?(?:data|information))\b[^.]{0,80}(?:https?:|www\.|website|visit|see|click|"
        r"found|read|available|here)|"
        r"\bto (?:find out|see|read|know) (?:more )?(?:about )?how we (?:use|process|handle|look after)\b",
        r"\bauthori[sz]ed and regulated by\b|\bregulated by the (?:solicitors|financial)\b|\bservice "
        r"(?:of documents )?by e-?mail\b",
        r"\bmonitors? (?:all )?(?:e-?mails?|internet|communications?)(?: traffic| usage| "
        r"and)?\b[^.]{0,80}\b(?:security|policy|purposes|traffic|content|compliance)\b",
        r"\bcontact us online\b|\b(?:visit|see) (?:us|our website) (?:at|on|:)?\s*(?:https?:|www\.)|"
        r"^\W*(?:visit|web|website|see)\W{0,2}\s?(?:https?:|www\.)\S+[^.]{0,60}$",
        r"\bsubject to (?:recording|monitoring|surveillance|being (?:recorded|monitored))|\bintended "
        r"(?:only |solely |exclusively )?for the (?:named|intended|sole|addressed)\b",
        rf"\b{_THIS}{_WITH}\s*,?\s*(?:is|are)\s+(?:strictly\s+)?(?:private|confidential|"
        rf"privileged)(?:,| and| or|/)\s*(?:private|confidential|privileged)",
        r"\bsent from a secure\b|\bunsubscribe at any time\b|\bmimecast (?:attachment|targeted|e-?mail|"
        r"secure)|\bhow we (?:protect|store|share) your\b",
        r"\bshould only be read by\b|\bnot intended to be relied (?:up)?on\b|\baccept service of\b|"
        r"\b(?:private|privileged) and confidential\W*(?:communication)?\W*$",
        r"\byou (?:have received|are receiving|received) this (?:e-?mail|message|newsletter) because\b|"
        r"\b(?:this is|from) an automated (?:e-?mail|message|mailbox)\b",
        r"\bmade public under\b|\bunder the freedom of information act\b[^.]{0,10}$",
        r"\bofsted\b[^.]{0,60}\b(?:outstanding|good|rated|20\d\d)\b|\b(?:rated|judged|"
        r"graded)\b[^.]{0,30}\bofsted\b|\b(?:artsmark|eco-?schools|world class schools|healthy schools|"
        r"rights respecting)\b",
        r"\bproud (?:to be|member|part)\b|\bwe aim to (?:reply|respond|answer)\b|\b(?:school |our |the "
        r")office (?:is open|hours|opening)\b|\b(?:opening|office) (?:hours|times)\s*(?:are|:)",
        r"\b(?:does|do|shall|will) not (?:constitute|form|create)\b[^.]{0,60}\b(?:offer|contract|"
        r"agreement|advice|binding)\b|"
        r"\b(?:not|legally) (?:contractually )?binding\b|\bwithout prejudice\b|\bsubject to contract\b",
        r"\b(?:malware|virus(?:es)?|spam)[- ]?(?:checked|scanned|free|protected)\b|^\W*(?:virus[- ]|"
        r"malware[- ])?(?:scanned|checked|"
        r"certified|cleared)\b[^.]{0,20}\bby [A-Z]",
        r"\b(?:delivered|sent|secured|protected|encrypted|transmitted)(?: securely)? (?:by|with|via|"
        r"using|through|over) (?:an? |the )?"
        r"(?:secure|egress|mimecast|proofpoint|barracuda|sophos|galaxkey|zivver|trend|microsoft "
        r"purview|office 365 message)|"
        r"\breply securely\b|\bsent over a secure\b",
        r"\b(?:steps|care|precautions|measures)\b[^.]{0,40}\b(?:virus(?:es)?|malware)\b|\bown (?:virus "
        r")?checks\b",
        r"\b(?:tell us what you think|give us your feedback|how did we do|complete our (?:short "
        r")?survey|rate our service)\b",
        r"\bmake (?:this|any|your) (?:message|e-?mail|reply)\b[^.]{0,40}\bpublic\b|\b(?:accessed|read|"
        r"opened|viewed|seen|inspected) by "
        r"(?:someone|anyone|people|persons|staff) other than\b|\bsystem management\b",
        r"\b(?:do you (?:really |actually )?need to print|(?:help |please )?save (?:paper|a tree|trees|"
        r"energy)|print (?:only|this) (?:if|unless))\b",
        r"\b(?:do|does|will|can|shall)(?: not|not) (?:accept|assume|take|bear) (?:any |legal "
        r")?(?:responsib|liab)",
        r"\b(?:reached|come to|came to|sent to) you (?:by|in) (?:error|mistake)\b|\breturn it to "
        r"(?:the )?sender\b",
        r"\b(?:views?|opinions?) of the (?:author|sender|writer|individual)\b|\bclassification of this "
        r"(?:e-?mail|message)\b",
        r"\b(?:e-?mails?|messages?)\b[^.]{0,60}\b(?:are|is|will be|may be) (?:automatically |routinely "
        r")?(?:scanned|filtered|archived|"
        r"quarantined|retained|stored)\b",
        r"\bfollow (?:us )?(?:on )?@\w|\bfor the latest (?:news|information)\b",
        r"^\W*sent on behalf of\b",
        r"\bclick here to report (?:this|spam)|\breport this e-?mail as spam\b|"
        r"\bunsubscribe\b[^.]{0,60}(?:here|list|click|e-?mails?)",
        r"\be-?mail disclaimer\b|\bdisclaimer\b[^.]{0,40}(?:https?:|www\.)|^\W*(?:confidentiality|"
        r"disclaimer|legal|privacy|important|security|e-?mail)\s*(?:and \w+ )?(?:notice|statement|"
        r"disclaimer|warning)\W*$|^\W*disclaimer\W*$",
        r"\b(?:ensure|check|satisfy yourself|recommend\w*|responsib\w+)\b[^.]{0,80}\b(?:virus(?:es)?|"
        r"malware)\b[^.]{0,80}",
        r"\b(?:virus(?:es)?|malware)\b[^.]{0,60}\b(?:free|transmitted by|damage|before opening|present|"
        r"scanned)\b",
        r"\b(?:secure|safe|guaranteed|error[- ]free)\b[^.]{0,50}\binternet\b|\binternet (?:e-?mail|"
        r"communications?)\b[^.]{0,50}\b(?:secure|safe|guarantee)",
        r"\bdelete (?:this|the|it|all)\b[^.]{0,60}\b(?:from your (?:system|computer|device|mailbox|"
        r"inbox|records)|immediately|without)\b[^.]{0,60}\b(?:notify|inform|contact|sender|copies|"
        r"cop(?:y|ies|ying)|disclos)|"
        r"\b(?:notify|inform|contact|tell|advise|alert|let) (?:the (?:sender|originator|author|system "
        r"manager)|us|the \w+ (?:council|trust|school))\b[^.]{0,80}\b(?:delet|destroy|in error|remove)",
        r"\b(?:reply in teams|open (?:in )?microsoft teams|go to teams|install microsoft teams now|"
        r"join the meeting now|this email (?:is|was) (?:generated|sent) (?:through|from|by) "
        r".{0,60}(?:365|teams)|microsoft teams (?:need help|meeting)\??$)",
        r"\b(?:teams meeting|meeting id:\s*\d|passcode:\s*\w{4,}\s*$|dial in by phone|phone conference id)",
        r"\b(?:my|our) (?:normal |usual |core |contracted |standard |regular )?(?:working|office|work|"
        r"contact) (?:days?|hours|pattern|times)\b(?: are| is|:)|"
        r"\bI (?:do not|don['’]t) work (?:on )?(?:mon|tue|wed|thu|fri|after|before|in the)|\bnot "
        r"(?:always|usually) at my desk\b|\bI work (?:part[- ]time|flexibl\w+|term[- ]time|compressed|"
        r"mon|tue|wed|thu|fri|"
        r"full[- ]time)|\b(?:do not|don['’]t|no) (?:expect|feel (?:obliged|pressured)|need to "
        r"(?:respond|reply))[^.]{0,80}\b(?:outside|working hours|respon|reply|action)|"
        r"\boutside (?:of )?(?:your|normal) (?:own )?(?:working|office|core) hours\b",
        r"\bgenerated by an automated|\bautomatically (?:generated|archived)\b|\bdo not reply to this "
        r"(?:e-?mail|message)\b",
        r"\b(?:safeguarding and promoting the welfare|committed to safeguarding)\b|\bequal "
        r"opportunit(?:y|ies) employer\b|\binvestor(?:s)? in people\b",
        r"\b(?:you received this message because you are subscribed|to unsubscribe from this|mailing "
        r"list\b.{0,40}(?:@|https?:|info)|to view this discussion)",
        r"\b(?:follow|find|like|join|connect with) us on\b|\b(?:facebook|twitter|instagram|"
        r"linkedin)\b\s*[|•·/]\s*\b",
        r"\b(?:diese (?:e-?mail|nachricht) (?:enthält|ist|kann)|ce (?:message|courriel) (?:et|est|"
        r"contient)|este (?:mensaje|correo) (?:y|es|contiene)|"
        r"questo messaggio (?:è|contiene)|dit bericht (?:is|kan|en)|gall y neges hon|mae'?r? "
        r"(?:e-?bost|neges) h(?:wn|on)|bwriedir y neges)\b",
        r"\bwe will never (?:ask|change|send|notify)\b[^.]{0,60}\b(?:bank|account|payment|password)|"
        r"\bbank details\b[^.]{0,40}\bnever change|\bcyber ?crime (?:alert|warning|notice)",
    )
)
# Phrases that count towards a footer, two of them needed.
WEAK = tuple(
    small(pattern)
    for pattern in (
        r"\b(?:this|these|our|any|all) (?:\w+ )?(?:e-?mails?|messages?|communications?|transmissions?|"
        r"documents?|correspondence|traffic)\b",
        r"\b(?:confidential(?:ity)?|privileged|private)\b",
        r"\b(?:intended|addressees?|recipients?|authori[sz]ed)\b",
        r"\b(?:notify|inform|advise|contact|tell|let) (?:the sender|us|me|the originator|the author)\b|"
        r"\bby return\b",
        r"\b(?:disclos|distribut|disseminat|cop(?:y|ied|ying)|rel(?:y|ied|iance)|reproduc|forward)\w*\b",
        r"\b(?:delet|destroy|remov)\w*\b[^.]{0,30}\b(?:it|this|all|copies|system)\b",
        r"\b(?:unauthori[sz]ed|prohibited|unlawful|permission|liab\w+|warrant\w*|accepts?|guarantee\w*|"
        r"responsib\w+)\b",
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
# Without one of these, no phrase can match: a quick look before the many slow ones.
STEMS = (
    "confiden",
    "intended",
    "recipient",
    "addressee",
    "in error",
    "by mistake",
    "notified",
    "prohibited",
    "registered",
    "company",
    "charity",
    "limited by",
    "environment",
    "print",
    "planet",
    "trees",
    "scanned",
    "checked",
    "secur",
    "protected",
    "virus",
    "malware",
    "mimecast",
    "egress",
    "symantec",
    "messagelabs",
    "barracuda",
    "mailmarshal",
    "nhs",
    "views",
    "opinion",
    "liab",
    "responsib",
    "warrant",
    "monitor",
    "logged",
    "record",
    "intercept",
    "freedom of information",
    "privacy",
    "how we",
    "regulated by",
    "service of",
    "service by",
    "report this",
    "click here",
    "spam",
    "unsubscribe",
    "disclaimer",
    "notice",
    "internet",
    "delete",
    "notify",
    "inform ",
    "contact",
    "teams",
    "meeting id",
    "passcode",
    "dial in",
    "working",
    "office",
    "expect",
    "i work",
    "automat",
    "do not reply",
    "safeguarding",
    "equal opp",
    "investor",
    "subscribed",
    "mailing list",
    "discussion",
    "us on",
    "facebook",
    "twitter",
    "instagram",
    "linkedin",
    "nachricht",
    "e-mail",
    "message",
    "courriel",
    "mensaje",
    "messaggio",
    "bericht",
    "neges",
    "e-bost",
    "never ask",
    "bank details",
    "cyber",
    "subject to",
    "private",
    "privileged",
    "read by",
    "relied",
    "public under",
    "ofsted",
    "artsmark",
    "school",
    "binding",
    "constitute",
    "prejudice",
    "contract",
    "steps",
    "care",
    "tell us",
    "feedback",
    "survey",
    "other than",
    "system management",
    "save paper",
    "save a",
    "proud",
    "we aim",
    "behalf",
    "www.",
    "http",
    "website",
    "visit",
    "official",
    "email",
)
