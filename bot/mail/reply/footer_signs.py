"""Signs of a footer: what institutions, laws, scanners and offices say of themselves. A table; weighs nothing."""

from __future__ import annotations

from typing import NamedTuple


class Sign(NamedTuple):
    """Points for each different hit of a pattern, up to `most` hits."""

    points: int
    most: int
    pattern: str


_MAIL = (
    r"e-?mails?|e-?mail messages?|messages?|mailbox(?:es)?|inbox|communications?|transmissions?|correspondence|"
    r"letters?|attachments?"
)
_BODY = (
    r"school|academy|academies|trust|council|authority|college|university|nursery|federation|diocese|company|"
    r"charity|organi[sz]ation|hospital|practice|surgery|foundation|partnership|board|constabulary|police|firm|"
    r"nhs|service|office|reception|department|centre|group|governors"
)
FOOTER = (
    Sign(2, 2, rf"\b(?:this|these|the above|any|our|all) (?:\w+ )?(?:{_MAIL})\b"),
    Sign(
        1,
        1,
        rf"\b(?:the|its|an) (?:contents?|information|sender|author|addressee|recipient|originator|writer)\b|"
        rf"^\W*(?:{_MAIL})\b",
    ),
    Sign(
        1,
        5,
        r"\b(?:confidential\w*|privileged?|intended|addressees?|recipients?|liab\w+|prejudic\w+|endors\w+|"
        r"binding|"
        r"commitment|legal\w*|law|disclos\w+|relian\w+|unauthori[sz]ed|prohibited|forbidden|unlawful|"
        r"legislation|"
        r"regulations?|act (?:19|20)\d\d|gdpr|controller|retention|retained|solely|exclusive(?:ly)?|hereby|"
        r"herein|thereof|hereto|consequential|damages?|losses|warrant\w*|represent\w*|erase|destroy|consent|"
        r"copyright|monitor\w*|record(?:ed|ing)|intercept\w*|viruses|malware|corrupt\w*|alter(?:ed|ations?)|"
        r"responsibility|accuracy|views|opinions?|statements?|sensitive|guarantee\w*|"
        r"information (?:act|regulations|commissioner['’]?s?)|publish(?:ed)?|contract\w*|"
        r"accordance|pursuant|permission|strictly|private)\b",
    ),
    Sign(
        2,
        2,
        r"\b(?:unless (?:otherwise|expressly|stated|explicitly)|nothing (?:in|contained|stated|here)|"
        r"should you (?:not|have|be)\b|"
        r"if you(?:'re| are| have| were)? (?:not |the wrong|received|got|worried|concerned)|not for you|"
        r"wrong person|person (?:named|or (?:entity|organi[sz]ation))|"
        r"(?:any|no) (?:advice|views?|opinions?|other use|personal (?:data|information)|unauthori[sz]ed|"
        r"liability|responsibility|reliance|part of)|without (?:prior|our|the (?:express|prior))|"
        r"do(?:es)? not (?:constitute|necessarily|prejudge|represent|accept|notify)|not (?:necessarily|be held|"
        r"be taken|be liable|be relied)|cannot (?:be|guarantee|accept)|on behalf of|to whom (?:it|they))",
    ),
    Sign(
        3,
        2,
        r"\b(?:registered (?:in|office|address|charity|company|provider|with (?:the )?(?:ofsted|ico|"
        r"information))|"
        r"registration (?:no|number)\b|(?:company|charity|charitable company|vat|reg(?:istration|d)?|urn|ukprn|"
        r"dfe|ofsted|ico)\.?\W{0,2}(?:reg(?:istration|istered)?\.?\W{0,2})?(?:no|number|ref(?:erence)?)\b|"
        r"under (?:company )?number\b|incorporated (?:in|under)|"
        r"(?:limited|liability) (?:by guarantee|liability|partnership|company)|principal (?:place|office)|"
        r"share capital|data controller|regulated by|licensed by|accredited by|\bZ\d{6,7}\b|\bOC\d{6}\b)",
    ),
    Sign(
        1,
        2,
        r"https?://|\bwww\.|\b[\w.+'-]{1,40}@[\w-]+\.[\w.-]+|(?<!\S)@\w{3,30}\b|\b[\w-]+\.(?:sch|gov|org|"
        r"nhs|ac)\.uk\b",
    ),
    Sign(1, 2, r"\b(?:\(?0\d[\d ()-]{7,14}\d)\b"),
    Sign(1, 1, r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"),
    Sign(2, 1, r"\b(?:switchboard|minicom|textphone|fax|dx|tel(?:ephone)?|freephone|helpline)\b\W{0,2}"),
    Sign(
        3,
        2,
        rf"\b(?:committed to|commitment to|proud(?:ly)?|awards?|award[- ]winning|winners?|champions?|employer|"
        rf"accredit(?:ed|ation)|inspir(?:e|ing)|aspir(?:e|ing)|excellence|"
        rf"ofsted|diocese|"
        rf"(?:part|member|school|academy|division|department) (?:of|within) (?:the )?[\w ]{{0,40}}(?:{_BODY})|"
        rf"family of schools|working (?:together|with|in partnership)|in partnership with|"
        rf"sponsored by|supported by|teaching school|hub|"
        rf"(?:sign up|subscribe|join us|come and|visit us|follow(?: us)?|find us|like us|connect with us|"
        rf"keep up|stay (?:in touch|connected|up to date)|read (?:more|our)|find out (?:more|about|what)|"
        rf"have your say|did you know|book now|apply (?:now|online|for)|now recruiting|we['’]re hiring|"
        rf"join our|donate|support our|donations?)\b|"
        rf"newsletters?|open (?:day|evening|morning)s?|vision and values|equal opportunit\w+|values)\b",
    ),
    Sign(1, 2, r"\b(?:facebook|twitter|instagram|youtube|linkedin|tik ?tok|threads|bluesky|X)\b\W"),
    Sign(
        3,
        2,
        r"\b(?:before (?:you )?print\w*|(?:do not|don['’]t|need to|think (?:twice )?before|avoid|please) "
        r"(?:you )?print\w*|save (?:paper|trees|a tree|energy|our planet)|"
        r"(?:be|go|think|going) green|(?:keep|read) (?:it )?on (?:the |your )?screen|carbon|recycl\w+|"
        r"paperless|print (?:me|this|only if)|(?:save|our|the) (?:trees|forests)(?! of)|"
        r"sustainab\w+|(?:the|our) (?:environment|planet))\b",
    ),
    Sign(
        2,
        2,
        r"\b(?:safeguarding|safer recruitment|welfare|well-?being|dbs|child protection|"
        r"(?:worried|concerned|concerns?) about (?:a|any|the (?:safety|welfare)(?: of)?) (?:child|pupil|adult|"
        r"young person|vulnerable)|in an emergency|(?:dial|call|ring) (?:999|101|111)|crimestoppers|childline|"
        r"samaritans|out[- ]of[- ]hours|visitors must|every child|children and young people|everyone['’]s "
        r"(?:business|responsibility)|keep(?:ing)? children safe|protecting children|checked)\b",
    ),
    Sign(
        2,
        2,
        r"\b(?:(?:opening|office|reception|school|working|core|business|switchboard) (?:hours|times)|"
        r"term[- ]?time(?: only)?|"
        r"(?:mailbox|account|inbox|address) is (?:not |only )?(?:regularly )?(?:monitored|checked|staffed|"
        r"manned)|"
        r"(?:only|not) (?:be )?(?:monitored|checked) (?:outside|during|at)|available (?:on|upon) request|"
        r"braille|"
        r"large print|other (?:languages|formats)|translat\w+|term dates|"
        r"absences?\b.{0,30}\b(?:ring|call|line|email|report)|"
        r"(?:please|kindly) (?:note|be aware|be advised)|smoke[- ]?free|no smoking|parking|uniform|"
        r"open (?:from|mon\w*|week\w*|\d)|closed (?:on|at) (?:weekends|public|bank)|"
        r"\d{1,2}(?:[.:]\d\d)? ?(?:am|pm) ?(?:-|–|to|until) ?\d{1,2}(?:[.:]\d\d)? ?(?:am|pm)?)\b",
    ),
    Sign(
        3,
        1,
        r"\b(?:my|our) (?:working|work|office) (?:pattern|days|hours|week)\b|\bwork(?:s|ing)? flexibl\w+|"
        r"\b(?:when|at (?:a|any) time(?: that| which)?) (?:it )?(?:that )?(?:suits|works for) (?:me|you)|"
        r"\bdo(?:n['’]t| not) (?:feel|expect|need)\b.{0,50}\b(?:respond|reply|response|answer|read)|"
        r"\bi (?:am|work|['’]m) (?:in (?:school|the office)|at work|available|(?:normally |usually )?work|"
        r"part[- ]"
        r"time|contactable|here)\b.{0,12}\b(?:mon|tue|wed|thu|fri|week|term|between|from|only)|\bpronouns\b",
    ),
    Sign(
        3,
        1,
        r"\b(?:mimecast|egress|barracuda|proofpoint|symantec|messagelabs|sophos|forcepoint|mailscanner|"
        r"trend ?micro|"
        r"avast|avg|mcafee|norton|trustwave|clearswift|eset|bitdefender|hornet\w*|fortimail|check ?point|"
        r"kaspersky|spamtitan|mailmarshal|censornet|libraesva|exclaimer|galaxkey|zivver|cryptshare|"
        r"(?:secured|protected|encrypted|scanned|delivered|powered|filtered|certified) (?:by|in transit|"
        r"with|using|"
        r"and)|(?:to|and|or) (?:decrypt|unsubscribe)|decrypt (?:at|it|here|this)|tls|"
        r"processed this message)\b",
    ),
    Sign(
        3,
        1,
        r"\b(?:privacy (?:notice|policy|statement)|(?:fair )?processing (?:notice|statement)|"
        r"how [\w'’ ]{1,40} (?:uses?|handles?|process(?:es)?|holds?|protects?|stores?|collects?|looks? after) "
        r"(?:your |personal |people['’]?s )?(?:personal )?(?:data|information|details)|"
        r"your (?:privacy|rights|"
        r"details|data|personal (?:data|information)|information)|data protection (?:act|law|legislation|"
        r"policy|"
        r"officer|team|:)|how we (?:use|process|handle|hold|look after|protect|collect|store)|"
        r"(?:handled|processed|held|treated|used) (?:in (?:line|accordance)|under)|cookies|public task)\b",
    ),
    Sign(
        1,
        3,
        rf"\b(?:all (?:our|staff|visitors|children|pupils|students|employees|volunteers|calls|e-?mails|schools|"
        rf"visits)|every (?:child|pupil|learner|student|person)|any (?:other|person|third|action|attachment)|"
        rf"our (?:website|values|trust|vision|school|academy|mission|services|community|schools|privacy|app|"
        rf"learners|pupils|employees|customers|residents)|"
        rf"we (?:are an?|take|aim|welcome|value|use|process|hold|treat|believe|celebrate|support|respect|"
        rf"promote|do not (?:accept|notify|tolerate)|reserve|serve|provide|offer|recogni[sz]e|never|expect)|"
        rf"(?:the|this|your|an?) (?:\w+ )?(?:{_BODY})(?:['’]s)? (?:is|are|does|holds|takes|reserves|accepts|"
        rf"may|will not|cannot|has a|aims|uses|provides|monitors|and its))\b",
    ),
    Sign(
        3,
        2,
        r"\b(?:(?:john|matthew|mark|luke|psalms?|proverbs|corinthians|isaiah|philippians|romans|genesis|"
        r"jeremiah|james|"
        r"ephesians|joshua|micah) \d{1,3}\s?[:.v]\s?\d|dedicated to|vetting|charity commission|"
        r"service of (?:proceedings|documents|process)|subject to (?:FOIA?|EIR|the freedom|copyright|"
        r"our terms)|"
        r"arrange a (?:tour|visit)|book a (?:tour|visit|place)|nominat(?:e|ions)|"
        r"for (?:the latest )?news (?:of|about|"
        r"from)|(?:another|other|alternative|accessible) formats?|(?:consent to|stop|opt out of) receiving|"
        r"(?:head ?teacher|principal|chair(?: of \w+)?|chief executive|ceo|registrar|bursar)\s?:\s?(?:mr|"
        r"mrs|ms|miss|dr|"
        r"rev|[a-z]+ [a-z]+\b)|(?:office|reception|switchboard|line|desk|mailbox) is staffed|"
        r"go(?:es)? to voicemail|"
        r"(?:let us know|tell us|notify us|inform us|contact us) (?:at once|straight away|immediately|"
        r"by return|"
        r"without delay)|answerable|electronic mail|our (?:filters|servers|gateway)|sent in confidence|"
        r"(?:clean|free) when it left|message encryption|my days are|"
        r"(?:an? )?(?:answer|reply|response) (?:out of|outside|after) (?:\w+ )?hours)\b",
    ),
    # distinctions, service standards, offers to all
    Sign(
        3,
        2,
        r"\b(?:holders? of|cyber essentials|arts council|platinum|kitemark|iso ?\d{4,5}|disability confident|stonewall|"
        r"living wage|ambassadors?|patrons?)\b|\b(?:e-?mails?|messages?|mail) (?:sent|received|arriving"
        r"|that arrive) (?:after|"
        r"outside|at weekends|in the|during the)\b|\b(?:next|following) (?:working|school) day\b"
        r"|\b(?:un)?happy with our\b|"
        r"\bto (?:report|notify us of) (?:an? |your |any )?(?:\w+ ){0,2}absences?\b|^\W*(?:book|schedule"
        r"|arrange|find) (?:a |some )?"
        r"(?:time|meeting|slot|call|appointment) with\b|\b(?:bookwithme|calendly)\b"
        r"|\blegal (?:professional )?privilege\b|\bhow (?:was|did) (?:our|we)\b|\bsurvey\s?:|"
        r"\b(?:are|is) (?:\w+ )?for the (?:\w+ )?(?:addressee|named|intended|recipient)\b|"
        r"\bnot to be (?:forwarded|copied|disclosed|shared|published|reproduced)\b|\bwithout (?:our |the "
        r"|prior |written |sender['’]?s )*"
        r"consent\b",
    ),
    # whose the words are and whom they bind
    Sign(
        3,
        1,
        r"\b(?:views?|opinions?|thoughts?|comments?|words?)\b.{0,40}\b(?:(?:are|is) (?:entirely |solely |purely )?"
        r"(?:mine|my own|the author['’]s|the sender['’]s|the writer['’]s|those of|personal)|(?:not|n['’]t) "
        r"(?:bind|represent|reflect|commit))\b|\bnot (?:necessarily )?(?:bind|commit)\b",
    ),
    Sign(2, 1, r"\b(?:part of|no one else|third party|party named|in error|by mistake)\b"),
    # an institution speaks of what it does at all times
    Sign(
        2,
        1,
        rf"^\W*(?-i:(?:The )?(?:[A-Z][\w'’&-]* ){{0,5}})(?:{_BODY}|hospitals?|schools?|"
        rf"trusts?)(?: trust)? (?:is|are|"
        r"provides?|serves?|records?|holds?|uses?|works?|supports?|aims?|cares?|reserves?|collects?|runs?|"
        r"offers?|"
        r"welcomes?|operates?|cannot|does not|do not|has a|have a|wants?|believes?|values?|takes?|"
        r"promotes?)\b(?! (?:going|"
        r"closed|lost|now|still|aware))",
    ),
    Sign(
        2,
        3,
        r"\b(?:misdirected|wrongly addressed|return to (?:the )?sender|erase|(?:training|quality|legal|"
        r"security|"
        r"monitoring|audit) (?:and \w+ )?purposes|inspection|gateway|(?:belong|attributed|personal) to the|"
        r"in writing|means of e-?mail|no (?:guarantee|contract|threats?|warranty|permission)|"
        r"by (?:replying|responding|e-?mailing|contacting|using)\b.{0,40}\byou|passcode|(?:open|read|reply) "
        r"(?:to )?(?:it|this|securely)? ?(?:with|using) (?:an? )|FOI|EIR|requests? for (?:information|access)|"
        r"complaints? (?:procedure|policy|should)|procedure, a copy|(?:full|our) (?:notice|terms|policies)|"
        r"terms (?:and|&) conditions|"
        r"anti-?virus|(?:threats?|viruses|spam|malware)\b.{0,20}\b(?:found|detected|removed)|"
        r"(?:not )?(?:be )?responsible for|released|authorised (?:staff|persons?|by)|circulate|onward|"
        r"bank details|account details|before (?:you )?(?:pay|send|transfer)\w*(?: any)? money|fraud|scams?)\b",
    ),
    Sign(
        3,
        2,
        r"\b(?:prospectus|vacanc(?:y|ies)|(?:teachers?|staff|volunteers|governors) wanted|work (?:for|with) us|"
        r"places (?:are )?available|come and (?:look|see|visit)|(?:view|see|read|browse|download|watch|"
        r"rate|visit|"
        r"discover|explore) (?:our|this|the full|more)|help us (?:to )?|serving (?:the|our)|"
        r"since (?:1[89]|20)\d\d|"
        r"est(?:ablished|\.)? (?:in )?(?:1[5-9]|20)\d\d|keeping (?:\w+ )?(?:safe|people)|(?:report|pay|"
        r"apply|book|"
        r"order) (?:\w+ )?online|print less|sheets|shortlisted|finalists?|covenant|quality mark|"
        r"learning (?:for|to|together)|(?:the|every|each) (?:child|pupil|learner)s? (?:shines?|matters?|"
        r"counts?|"
        r"succeeds?)|achiev(?:e|ing|ement)|(?:communities|people) (?:of|across|in) (?:the )?[A-Z]\w+|"
        r"across the (?:county|region|borough|city))\b",
    ),
    Sign(
        3,
        1,
        r"\b(?:(?:non-?)?working days?|days? (?:of work|off)|hours|(?:annual|maternity|study) leave|"
        r"upcoming leave|"
        r"in the office|at my desk|days in)\s?:|"
        r"\bflexible work\w*|\b(?:your|their) own (?:hours|working|time|pace)|\bI (?:sometimes|often|may|"
        r"might) "
        r"(?:write|send|work|answer|reply|e-?mail)|\bschool day (?:is|runs|starts|begins)|"
        r"\bsigned in at\b|\bdoes not mean that I\b",
    ),
    Sign(
        3,
        1,
        r"^\W*(?:e-?mail |message )?(?:virus[- ])?(?:scanned|checked|cleared|secured|sent (?:securely|safely"
        r"|encrypted)|encrypted|protected|"
        r"filtered|certified)\b.{0,30}\b(?:by|with|for|via|through)\b|\bcleared by\b|\bsecure e-?mail\b",
    ),
    Sign(
        2,
        2,
        r"\b(?:emergency duty|children['’]?s (?:services|social)|duty team|(?:has|have) a duty to safeguard|"
        r"(?:any|if you have) (?:worries|concerns)|member of the safeguarding|every member of staff|"
        r"at weekends|welfare of (?:a|any|all) )\b",
    ),
    Sign(1, 1, r"^\W*(?:please|kindly|for|to|any|all|unless|visit|see|nothing|should|if|be|think|our|we)\b"),
    Sign(2, 1, rf"^(?:[\w'’&.,|–-]+ ){{0,6}}(?:{_BODY})\b[^.?!]{{0,120}}$"),
)
