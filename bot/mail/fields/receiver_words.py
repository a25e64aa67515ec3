"""Words that stand for who got the data, and what kind of recipient they make. Data only; receivers.py applies them."""

from __future__ import annotations

from bot.mail.fields.late import late
from bot.mail.fields.lexicon import lexicon
from bot.mail.fields.rare import Rare

_VERB = (
    r"(?:sent|emailed|e-mailed|forwarded|posted|shared|handed|given|gave|went|gone|delivered|disclosed"
    r"|copied|addressed|replied|mailed"
    r"|faxed|released|issued|circulated|distributed|visible|shown|available|read out|sold|passed|leaked"
    r"|transmitted|exposed|accessible"
    r"|sending|emailing|dispatched|revealed|cc'd|go out|going out|go|going home|told|showed|texted|messaged"
    r"|uploaded|returned|attached"
    r"|open|provided|supplied|forwards|sends|shares|emails|gave|transferred|email|letter|send|emial"
    r"|delivers|hand-delivered)"
)
TO_WHOM = Rare(
    rf"(?<![a-z]){_VERB}(?: (?:[a-z0-9'\"&/(),\-]|\.(?=[a-z0-9]))+){{0,20}}? (?:to|(?<=shared )with|(?<=it"
    r" )with|(?<=them )with)"
    r" (?P<who>(?:[^\s.,;:!?()\n]+(?:(?<=mr)\.|(?<=mrs)\.|(?<=dr)\.|(?<=@)\S+|\.(?=[a-z0-9]))?[ \-]?){1,14})"
)
DIRECT = Rare(
    r"(?<![a-z])(?:emailed|e-mailed|texted|messaged|cc'd|copied in|copied|told|showed) (?P<who>(?:all |the "
    r"|both |several |\d+ |our |some"
    r" |every )*(?:wrong |whole |other |entire )?(?:parents?|families|staff|pupils?|students|class|year \d+"
    r"|everyone|customers?|governors?"
    r"|recipients|person|people|mailing list|group|headteachers?|heads|colleagues)(?: [a-z0-9]+){0,4})"
    r"|(?<![a-z])(?:copied in|cc'd in|bcc'd in) (?P<who3>(?:the|an?|my|our|his|her"
    r"|another) (?:[a-z']+ ){0,2}?(?:neighbour|parent|mum"
    r"|dad|mother|father|carer|family|colleague|governor|friend|relative|tenant|supplier|client|complainant)(?![a-z']))"
    r"|(?<![a-z])(?:gave|given|told|showed|sent|emailed|handed) (?P<who2>(?:an?|the|another|one|my|our|his"
    r"|her|their) (?:[a-z']+ ){0,3}?(?:dad|mum|mother|father|parents?|carer|pupil|student|grandparent"
    r"|neighbour|colleague|friend|caller|man|woman|person|journalist|customer|client|family|boy|girl"
    r"|child)(?: of [a-z ]{1,20}?)?)(?= (?:the|an?|his|her|their|our|all|copies|details|my|it|that|some"
    r"|another)(?![a-z]))"
)
BY_WHOM = Rare(
    r"(?<![a-z])(?:received|seen|opened|read|accessed|viewed|found|picked up|taken|downloaded|stolen"
    r"|obtained|overheard|copied) by"
    r" (?P<who>(?:[^\s.,;:!?()\n]+ ?){1,10})"
)
GOT_IT = Rare(
    r"(?<![a-z])(?P<who>(?:a|an|the|another|one|two|three|\d+|all|both|wrong|some)(?: [a-z0-9'\-]+){1,5}?)"
    r" (?:has |have |had |who |then |also |kindly )*(?:received|got|opened|was sent|were sent|was given"
    r"|were given"
    r"|was able to (?:see|access|read)|found|picked it up|was handed|were handed|was shown|were shown)(?:,? (?:by"
    r" (?:mistake|accident)|in error|accidentally|mistakenly|wrongly|inadvertently))?"
    r" (?:it|them|the|another|a|someone|other|our|these|each|copies|all|both|two|my|this)(?![a-z])"
)
# Said of who got it: "the requester is a journalist at the Gazette".
WHO_IS = Rare(
    r"(?<![a-z])(?:recipients?|requester|addressee|householder|reader|receiver|buyer|finder) (?:is|was|are|were|being)"
    r" (?P<who>(?:an?|the|our|my|one of|two|three|\d+|all) (?:[^\s.,;:!?()\n]+ ?){1,8})"
)
# Somebody whom it was meant for got nothing.
MEANT = late(
    r"(?<![a-z])(?:(?:should(?:'ve| have)?|ought to have|was (?:supposed|meant|intended|due) to|were (?:supposed|meant"
    r"|intended|due) to|(?:supposed|meant|intended) to)(?: have)?(?: been)?(?: be)?(?: only)?) $"
)
# So general that any other phrase tells more.
GENERAL = late(
    r"(?i)(?:an? |the )?(?:unauthori[sz]ed |unintended |incorrect |unknown |external |wrong )*(?:third part(?:y|ies)"
    r"|persons?|recipients?|individuals?|people|someone|somebody|external|outside)$"
)
# Where the phrase ends.
CUT = late(
    r"(?<![a-z\-])(?:and|but|by (?:mistake|accident)|in error|instead|rather|because|which|that|this|when"
    r"|while|as|so|before|after"
    r"|yesterday|today|at \d|on (?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*|\d+)|last|about|with (?:the|a|an"
    r"|all|her|his|details)|containing"
    r"|without|via|using|through|accidentally|mistakenly|inadvertently|i|we|it|she|he|they|is|was|were|are"
    r"|has|had|have|asking|for|if|then"
    r"|will|can|where|regarding|re|including|showing|thinking|not|immediately|straight|earlier|just|during"
    r"|over|confirmed"
    r"|replied|whose|delet\w+|realis\w+|yesterday's|by)(?![a-z])"
)
# What follows "to" but is nobody.
NOBODY = late(
    r"(?:be|do|delete|confirm|let|say|see|check|ask|tell|get|make|find|go|have|send|report|police|action"
    r" fraud|it|this|that|them all to"
    r"|which|what|when|how|why|school|work|home|me|us|my line|my knowledge|date|my own|a website|light"
    r"|class|bed|lunch|assembly|you|your"
    r"|read|open|access|print|reset|change|avoid|ensure|prevent|view|update|collect|support|apolog\w*"
    r"|inform|discuss|request|arrange|remove"
    r"|use|help|recall|retrieve|attend|come|look|save|share|stop|follow|explain|make|all of this|cover|put"
    r"|keep|any|no one|nobody"
    r"|a meeting|leave|pay|write|win|sign|log|the (?:letter|email|e-mail|message|ticket|case|report|list"
    r"|form|log|register)|an? (?:website|page|folder|drive|attachment|link|(?:\w+ )?(?:request|query|question"
    r"|enquiry|complaint|survey))|speak|learn|teach"
    r"|the (?:police|bin|shredder|it team|head|headteacher|dpo|ceo|siro|printer|photocopier|wrong place|ico"
    r"|meeting|office|attention|house|home"
    r"|(?:\w+ ){0,2}(?:requests?|quer(?:y|ies)|questions?|enquir(?:y|ies)|complaints?|survey|consultation)"
    r"|correct|right|intended|work|reception|cloud|drive|portal|website|bank|school (?:trip|this)|skip|end"
    r"|question|server|system|internet"
    r"|data|file|files|account|email|e-mail|affected|address|treatment|delivery|fact|same)|work|one of the"
    r"|\w+ (?:it|them|this)\b)(?![a-z])"
)
NOT_DONE = late(r"(?<![a-z])(?:not|\w+n't|never|nearly|almost|about to) (?:been |have |be )?$")
NO_ANSWER = late(
    r"(?i)\W*(?:unknown|not (?:yet )?known|n/?a\b|don'?t know|do not know|\?|none|nobody|no one|tbc|unsure"
    r"|not sure)"
)
TELLING = late(
    r"(?i)wrong|another|unintended|different|incorrect|other|all |everyone|public|@|list|birth|father"
)
# Where several kinds are named, the one that decides, worst first.
ORDER = ("hostile", "public", "uncontrolled", "everybody", "trusted", "known", "unknown")

_WRONG = r"(?:wrong|another|different|other|unrelated|incorrect|unintended|mistaken)"
ANYWHERE = lexicon(
    {
        "hostile": (
            r"thie(?:f|ves)", r"stolen(?! from (?:my|the|our) (?:own )?memory)", r"burgl(?:ar|ars|ary|ed)",
            r"theft", r"robbed", r"broke(?:n)? into", r"break ?in", r"mugged", r"nicked", r"pinched",
            r"stole", r"hack(?:ers?|ed)",
            r"attackers?", r"fraud(?:sters?|ulent)?", r"purporting to be", r"scammers?", r"criminals?",
            r"perpetrators?", r"ransom(?:ware)?", r"alleged perpetrator", r"phish(?:ing|ed|er)",
            r"impersonat(?:ed|ing|or)", r"imposter", r"exfiltrated", r"threat actors?", r"cyber ?criminals?",
            r"intruders?", r"malicious code",
            r"credential stuffing", r"cyber ?attack",
            r"(?:someone|somebody|caller|person|man|woman) (?:pretending|posing|claiming) to be",
            r"posing as", r"identity (?:theft|fraud)", r"fake (?:login|microsoft|office|page|site)",
            r"competitors?", r"sql injection", r"vulnerability (?:\w+ )?exploited",
            r"to (?:the|his|her|their) (?:\w+'s )?birth (?:parents?|mother|father|family)",
            r"birth (?:parents?|mother|father|family) (?:now )?(?:know|have|has|got|received|see|saw)",
            r"(?:abusive|violent|estranged) (?:ex|father|mother|partner|husband|parent)\w*(?: \w+){0,8}"
            r" (?:has|have|had|was|been|got|received|given|knows|sent|been given)",
            r"(?:father|mother|dad|mum|ex|parent)(?=[^.]{0,60}(?:not allowed|court order|injunction|no"
            r" contact|must not know))",
            r"former (?:partner|husband|wife|boyfriend)(?=[^.]{0,80}(?:order|abus|violen|injunction"
            r"|against))", r"non ?mol(?:estation)?", r"malware", r"dark ?web", r"new employer",
        ),
        "public": (
            r"(?:on|onto|to) (?:the|our|its|her|his|a) (?:\w+ )?(?:website|web site|facebook|twitter"
            r"|instagram|social media|internet|youtube|blog)(?: page| account| feed)?", r"publicly",
            r"made public", r"published online", r"posted online",
            r"(?:on|onto|to) (?:facebook|twitter|instagram|x|tiktok|snapchat|youtube|social media)",
            r"(?:on|through|via|by|in) google(?! (?:drive|classroom|form|doc|sheet|account|chrome|maps"
            r"|workspace|calendar|meet))", r"general public",
            r"told (?:a|the) (?:\w+ )?(?:newspaper|press|journalist|reporter)",
            r"public (?:code )?(?:repository|repo|bucket|folder|link|drive|calendar|page|server|website)",
            r"(?:was|were|is) public", r"accessible (?:from|via|over|on|through) the internet",
            r"(?:any )?visitors? to (?:the|our|its) (?:\w+ )?(?:page|website|site)",
            r"anyone with (?:the |a )?link", r"open internet", r"on the internet", r"published on",
            r"notice ?board", r"display(?:ed)? (?:on|in) (?:the )?(?:reception|foyer|corridor|hall|window)",
            r"in the (?:local )?(?:newspaper|press)", r"anyone on the internet", r"available to anyone",
            r"search engines?", r"published (?:\w+ ){0,4}website",
        ),
        "trusted": (r"professional secrecy",
        r"(?:bound (?:by|to)|duty of|under) (?:\w+ ){0,3}(?:confiden\w+|secrecy)",
        r"non ?disclosure agreement", r"trusted (?:recipient|partner|third party|person)",
        r"sole recipient(?=[^.]{0,80}(?:secrecy|confiden))"),
        "known": (r"each other'?s?(?! e ?mail)", r"requester",
        r"(?:another|wrong|other|different) (?:child|pupil|student)'s (?:\w+ )?(?:bag|book ?bag|parents?"
        r"|envelope|folder|mum|dad|family)", r"same envelope", r"sent to one of them"),
        "unknown": (
            r"(?:lost|mislaid|misplaced|gone missing|went missing|is missing|was missing|disappeared"
            r"|vanished)(?! (?:his|her|their|power|access|connection|contact|time|control|trust|count|signal"
            r"|internet|permanently|for good|forever))",
            r"(?:left|forgot|forgotten) (?:\w+ ){0,9}(?:on|at|in) (?:the |a |my )?(?:\w+ )?(?:train|bus"
            r"|tube|tram|taxi|pub|cafe|park|car park|street|plane|station|shop|supermarket|library|hotel"
            r"|restaurant|bench|coffee)", r"(?:do not|don't|not|no idea|dont) know who",
            r"unknown (?:persons?|people|third part(?:y|ies)|recipients?|e ?mail|address|number"
            r"|individuals?)", r"strangers?",
            r"passer ?by", r"(?:not|n't) (?:known|clear|sure) who", r"whoever (?:found|picked|has|took)",
            r"someone (?:has |may have )?(?:picked|taken|took)", r"wrong (?:phone |fax )?number",
            r"in (?:a |the )?(?:skip|bin|street)", r"unauthori[sz]ed persons?",
            r"unauthori[sz]ed third part(?:y|ies)", r"left (?:\w+ ){0,6}(?:outside|unattended)",
        ),
    }
)  # fmt: skip
AS_RECEIVER = lexicon(
    {
        "hostile": (r"birth (?:parents?|mother|father|family)",
        r"(?:abusive|violent|estranged) (?:ex|father|mother|partner|husband|parent)\w*",
        r"ex ?(?:partner|husband|wife|boyfriend)", r"fraudsters?", r"journalists?",
        r"alleged (?:perpetrator|abuser)", r"competitors?", r"his new (?:firm|employer)", r"headhunter"),
        "uncontrolled": (
            r"all (?:the |our |of the |of our |\d[\d,]* )*(?:parents|families|pupils|students|customers"
            r"|clients|subscribers|households)",
            r"(?:whole|entire) (?:school|year|mailing list|distribution list|of year \d+)", r"mailing list",
            r"distribution list", r"every (?:parent|family|pupil|customer)", r"year \d+ parents",
            r"parents (?:in|of) (?:the |my |our |her )?(?:class|year|whole|reception|yr)(?: \w+)?",
            r"(?:hundreds|thousands|dozens) of (?:parents|people|recipients|customers|individuals)",
            r"whatsapp group", r"parents'? whatsapp", r"all users", r"each other", r"all students",
            r"to everyone", r"everybody", r"a facebook group",
        ),
        "everybody": (
        r"all (?:of )?(?:the |these |those )?(?:recipients|members|applicants|attendees|participants|job"
        r" ?seekers|people|candidates|of them)", r"(?:people|individuals|persons) registered",
        r"former attendees", r"attendees", r"each of them", r"everyone on", r"recipients"),
        "trusted": (
            r"colleagues?", r"internal(?:ly)?",
            r"(?:another|wrong|other|different) (?:member of staff|teacher|staff member|department|employee"
            r"|team|office)", r"members? of (?:our )?staff",
            r"all (?:the |of the |our )?(?:staff|teachers|colleagues|employees)", r"(?:whole|entire) staff",
            r"staff (?:list|distribution|group|e ?mail|whatsapp)",
            r"(?:another|different|neighbouring|sister|wrong|other) (?:school|academy|trust)(?! parent|"
            r" pupil)",
            r"(?:local authority|council|social services|social workers?|nhs|gp|school nurse|police"
            r"|solicitors?|lawyers?|accountants?|auditors?|dfe|ofsted|exam board|headteacher)", r"governors?",
            r"insurance agent", r"(?:payroll|software|it|mis|our) (?:provider|supplier|company|contractor)",
            r"processor", r"another (?:office|branch|team|division|department)", r"educational psychologist",
            r"in another department", r"agent", r"(?:our )?trustees", r"hr(?: team| department)?",
        ),
        "known": (
            rf"(?:{_WRONG}|one|former|two|three|both|the|a|some|each|\d+) (?:\w+ )?(?:parents?|famil(?:y"
            r"|ies)|mum|dad|mother|father|carers?|pupils?|students?|child(?:ren)?|customers?|clients?"
            r"|patients?|households?|employees?|applicants?|grandparents?|members?|attendees?|recipients?"
            r"|participants?|candidates?|tenants?|residents?|policy ?holders?|subscribers?|buyers?"
            r"|guests?)",
            rf"{_WRONG} (?:\w+ )?(?:person|people|individuals?|mrs|mr|miss|contact|e ?mail address"
            r"|address(?:es)?|recipients?|group|suppliers?|firm|company|smith|john|sarah|class|list|one"
            r"|famly)", r"neighbour",
            r"(?:my|her|his|their) (?:husband|wife|partner|friend|son|daughter|mum|dad)",
            r"(?:the|her|his|their|an) employer",
            r"(?:current|new|previous) (?:occupants?|residents?|owner)",
            r"former (?:employee|colleague|pupil|parent|member of staff|supplier)",
            r"(?:old|previous) (?:supplier|address)", r"(?:mr|mrs|ms|miss|dr)\.? [a-z]+", r"one of them",
            r"parents?", r"someone else", r"[a-z]+'s (?:parents?|mum|dad|mother|father|family)",
            r"famil(?:y|ies)", r"customers?", r"patients?", r"clients?", r"the requester",
            r"[\w.\-]+@[\w.\-]+", r"gmail address", r"supplier", r"one (?:person|recipient|individual)",
        ),
    }
)  # fmt: skip
