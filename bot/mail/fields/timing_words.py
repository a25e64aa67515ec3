"""The words that say what a time is the time of: noticing, being told, the act itself, what was done afterwards.

Patterns over plain lower-case text; timing.py applies them. Data only.
"""

from __future__ import annotations

from bot.mail.fields.late import late
from bot.mail.fields.rare import Rare

OUTSIDER = (
    r"(?:parents?|carers?|mothers?|fathers?|mums?|dads?|grandparents?|grandmother|famil(?:y|ies)|pupils?"
    r"|students?|child(?:ren)?"
    r"|suppliers?|compan(?:y|ies)|vendors?|contractors?|providers?|customers?|clients?|patients?"
    r"|recipients?|neighbours?"
    r"|members? of the public|attackers?|hackers?|firm|applicants?|candidates?|journalists?|gazette|police"
    r"|social services|council"
    r"|occupants?|occupiers?|tenants?|gp|hospital|buyer|passer-?by|requester|solicitors?|bank|boys?|girls?"
    r"|sixth formers?|bus company"
    r"|school next door|man|woman|lady|drivers?|clubs?|hirers?|researchers?|coach|courier|householder|residents?"
    r"|passengers?|volunteers?)"
)
OURS = (
    r"(?:i|we|staff|teachers?|office|colleagues?|it team|it|technicians?|our [a-z]+|my [a-z]+|(?:mrs|mr"
    r"|miss|ms|dr)\.? [a-z]+|head"
    r"|headteacher|tas?|receptionist|reception|deputy|line manager|senco|site team|caretaker|secretary"
    r"|manager|team|dsl|trust)"
)
# Somebody finds out.
NOTICE = late(
    r"(?<![a-z])(?:notic(?:ed|ing|e)|noticd|real(?:is|iz)(?:ed|ing|e)|relised|realsed|spotted|spot"
    r"|discover(?:ed|ing|y)|find out"
    r"|found(?! (?:guilty|no|nothing|a way|the time|staff|names|personal))|bec(?:ame|ome) aware|made aware"
    r"|been aware|aware"
    r" (?:of|that)"
    r"|c[ao]me to (?:light|(?:my|our|the \w+) attention)|detect(?:ed|ion)|identif(?:ied|ication|y)"
    r"|suspect(?:ed)?|picked (?:up on|it up)"
    r"|flagged|alerted|uncovered|saw|seen(?= (?:it|this|that) (?:on|in))|learn(?:ed|t) (?:of|that|about)"
    r"|brought to (?:my|our) attention|it dawned on|clocked|twigged"
    r"|missed it|could(?:n't| not) find|(?:went|was|is|were|are|gone) missing|reported missing|heard"
    r" (?:about|that|of)|bounced"
    r"|noted that|checked and|in tears about|first known|came back|(?:an?|the|defender|antivirus|sophos|security"
    r"|system) alerts?|came across|it turned out|remember(?:ed|ing)|i (?:only |first )?(?:read|opened"
    r"|saw) (?:it|them|his|hers?)|(?:opened|read|saw|seen) (?:it|this|that"
    r"|the \w+|his|hers?|theirs?) only|observed|(?:was|were|first) missed|that's when (?:i|we) knew"
    r"|time of (?:the )?call|(?:i|we"
    r"|it was) noted|(?:been|was"
    r"|were) (?:alerted|made aware)|emerged|transpired"
    r"|turned out)(?![a-z])"
)
# Somebody tells one of ours; from then on we know.
TOLD = late(
    r"(?<![a-z])(?:(?:rang|phoned|called|emailed|e-mailed|mailed|contacted|told|informed|notified|alerted|messaged"
    r"|texted|wrote to|rung|telling"
    r"|advised|approached|warned|let|complained to|reported (?:it |this )?to|replied to|came to|came in to"
    r"|got in touch with|informing"
    r"|informs|informed|tells|confirmed to|disclosed to|admitted to|said to|mentioned (?:it |this )?to"
    r"|passed (?:it |this )?(?:on )?to)"
    r" (?:me|us|the (?:school|office|trust|academy|head|class teacher|teacher|it team|reception|headteacher"
    r"|dpo|bank|company|controller"
    r"|pharmacy|hospital|firm)|our|my|reception|mrs|mr|miss|ms|it|staff|a (?:teacher|member of staff|ta"
    r"|colleague))(?![a-z])"
    r"|(?:rang|phoned|called|emailed|e-mailed|wrote|contacted|messaged|complained|came|popped)(?: in| up|"
    r" back)*"
    r" (?:to (?:say|tell|ask|report|point out|complain|let|see)|in(?=,|\.| |$)|the school|school|me|us"
    r"|saying|about)"
    r"|(?:stopped|caught|grabbed) (?:me|us|my colleague)(?=[^.]{0,60} to (?:say|tell|ask|report))"
    r"|(?:rang|phoned|telephoned|called|texted)(?= (?:at |today|this |yesterday|on |last |just |\d))"
    r"|(?:emailed|e-mailed|wrote|messaged)(?=(?: [^\s,;]+){1,5} to (?:say|tell|ask|let|point|inform|report))"
    r"|(?:was|were|been|got|being) (?:told|shown|informed|contacted|alerted|notified|rung|phoned|emailed"
    r"|advised"
    r"|approached|warned|made aware)"
    r"(?! (?:to|off))"
    r"|(?:received|had|got|took|has received)(?: \w+){0,2} (?:call|email|e-mail|message|letter|complaint"
    r"|text|report"
    r"|voicemail|visit|notification|alert|reply|ticket|notice)(?![a-z])"
    r"|(?:phone call|call|email|e-mail|letter|complaint|message|visit|voicemail|report|tip-off) from(?="
    r" (?:a|an|the|one|our|her|his|another|social|someone|somebody|mrs|mr|ms|miss)(?![a-z]))"
    r"|pointed (?:this|it|that)? ?out|reported (?:it |this )?by |replied (?:to say|saying|that)|written to"
    r" say"
    r"|(?:it|it team|ict|support|technicians?|helpdesk|bank|police|supplier|council|office) (?:have |has "
    r"|team )*(?:say|says|said|tell|told|found|spotted|saw)(?![a-z]))"
)
# An outsider turns to us, no object needed ("a parent rang on Friday").
OUTSIDER_TURNS = late(
    rf"(?<![a-z]){OUTSIDER}\)?(?: [a-z]+){{0,3}}? (?:rang|phoned|called|emailed|e-mailed|complained|wrote"
    r"|reported|brought|handed|returned"
    r"|replied|responded|mentioned|told|said|messaged|texted|came(?! home| out| to school)|contacted|informed"
    r"|notified|alerted"
    r"|dropped|pointed)(?![a-z])(?<!said)"
    rf"|(?<![a-z]){OUTSIDER}\)?(?: [a-z]+){{0,3}}? said(?! (?:he|she|they|it) (?:was|were|is|are|had|came))(?![a-z])"
)
# The moment of the whole story, in a sentence of its own or without a stop.
THIS_WAS = late(
    r"(?<![a-z])(?:this|it|that|all this|which) (?:was|happened|occurred|took place)(?: (?:at|about|around|roughly"
    r"|approximately|just (?:before|after)|on|back|some ?time))* ?$"
)
# What is put in between commas: "a stick, believed not to be encrypted, was missed".
ASIDE = late(
    r" ?(?:believed|known|being|containing|holding|owned|used|kept|thought|assigned|issued"
    r"|belonging)(?![a-z])"
)
DURING = late(r"\W*(?:during|in|at) (?:an?|the|our|my|this) ")
ASKS_FOR = late(
    r"(?: \w+){0,3}? (?:and |to |had )*(?:asked|asking|ask|wanting|wanted|requesting|requested|claiming"
    r"|pretending)(?: me| us| her"
    r"| him| them)?(?= (?:to (?:confirm|give|send|change|provide|update|read)|for)(?![a-z]))"
)
YOURS = late(r"(?<![a-z])your (?:\w+ ){1,3}$")
OURS_WITHIN = late(rf"(?<![a-z]){OURS}(?![a-z])")
PAPER_FROM = late(r"(?:e-?mail|letter|message|report) from")
HANDLED = late(
    r"(?<![a-z])(?:i|we|she|he|they|who|staff|office|teacher)(?:'ve| have| has"
    r"| had)? (?:\w+ )?(?:read(?: out)?|sent|forwarded"
    r"|shared|printed|left|lost|posted|showed|copied|discussed|published|uploaded)(?: \w+){0,3} ?$"
)
PASSIVE = late(
    r"(?:was|were|been|got|being) (?:told|shown|informed|contacted|alerted|notified|warned|advised|made)"
)
GETS = late(r"(?:received|had|got|took|has received)")
# Of ours to others: what was done about it, not how we came to know.
WE_TELL = late(
    r"(?<![a-z])(?:i|we|i've|we've|have|and|then|i'd)(?: (?:have|had|has|then|also|immediately|straight"
    r" away|at once|already|both|just))* ?$"
)
ACTIVE = late(
    r"(?:rang|phoned|called|e-?mailed|contacted|told|informed|notified|alerted|messaged|texted|reported"
    r"|advised|let|wrote|warned|passed)"
)
AT_ONCE = Rare(
    r"(?<![a-z])stra(?:igh|i)t after (?:i )?reali[sz]ed|"
    r"(?<![a-z])(?:(?:reali[sz]ed|relised|noticed|spotted|discovered|detected|saw|identified)(?: \w+){0,4}?"
    r" (?:stra(?:igh|i)t ?away|immediately|at once|right away|instantly|as soon as|the (?:second|moment"
    r"|minute) i|seconds (?:later|after)"
    r"|within (?:seconds|a minute|minutes))"
    r"|(?:immediately|instantly|straight ?away|at once|right away) (?:reali[sz]ed|noticed|spotted"
    r"|discovered|detected|saw|identified)"
    r"|as soon as (?:i|we|it was) (?:had )?(?:sent|pressed|hit|clicked|posted|did|done))(?![a-z])"
)
JUST = Rare(
    r"(?<![a-z])(?<!he )(?<!she )(?<!they )just (?:now |this minute )?(?:reali[sz]ed|noticed|spotted|found out"
    r"|discovered)(?![a-z])|"
    r"(?<![a-z])(?:i|we|i've|we've|ive|weve|have|has)(?: (?:have|only|literally|now))* just (?:now"
    r" )?(?:noticed|reali[sz]ed|spotted"
    r"|discovered|found|seen|heard|been (?:told|informed|contacted|alerted|made aware)|had (?:a|the)"
    r" (?:call|phone call|email)|become aware|told (?:me|us)|rung|phoned|called|come to (?:me|us|tell))"
    r"(?![a-z])"
)
WITHIN = Rare(
    r"(?:noticed|reali[sz]ed|spotted|discovered|detected|identified)(?: \w+){0,6}? (?:within|after|in)"
    r" (?:about |around |roughly )?"
    r"(?P<n>\d{1,3}|an?|one|two|three|five|ten|fifteen|twenty|thirty|half an?|a few|a couple of)"
    r" (?P<u>minutes?|mins?|hours?|hrs?)"
)
# The act itself.
DID = late(
    r"(?<![a-z])(?:sent|emailed|e-mailed|posted|left|lost|stolen|stole|theft|shared(?! (?:inbox|drive"
    r"|folder|mailbox|area|calendar|account))|uploaded|clicked|happen(?:ed|s)|occurred|took place|taken"
    r"|published|printed|dropped|threw|thrown|opened|forwarded|attached|gave|given|handed|broke|break-in"
    r"|burglary|accessed|logged in|attack"
    r"|hit by|went|entered|replied|copied|cc'd|put|pasted|typed|disclosed|mislaid|locked|crashed|breach"
    r"|incident|downloaded|wrote|said"
    r"|spoke|displayed|showed|visible|exposed|used|changed|altered|created|set up|mailed|delivered|walked"
    r" off|started|began|down since"
    r"|exfiltrated|compromised|infected|misdirected|dispatched|faxed|issued|go out|gone out|leaked"
    r"|discarded|disposed|hacked|sold|last seen)(?![a-z])"
)
BY_MISTAKE = late(
    r"(?<![a-z])(?:by (?:mistake|accident)|accidentally|mistakenly|in error|inadvertently|wrong|wrongly"
    r"|instead of|never meant to)(?![a-z])"
)
ANY_VERB = late(
    r"(?<![a-z])(?:was|were|is|are|has|have|had|did|been|[a-z]{3,}ed|went|got|came|made|ran|fell|did|kept"
    r"|held|wrote|sent|left|lost|took)(?![a-z])"
)
AFTERWARDS = late(
    r"(?<![a-z])(?:recalled|deleted (?:it|them|the (?:email|e-mail|message))|confirmed|apologis|rang"
    r" (?:them|her|him|the (?:parent|recipient|police|bus))"
    r"|asked (?:them|her|him|the)|reset|wiped|reported (?:it|this) to|told (?:the head|mrs|mr|miss|my)"
    r"|informed (?:the|our|my)|restored|recovered"
    r"|contacted (?:the|them|her|him)|retrieved|collected it|spoke to|i have (?:told|asked|emailed)|born"
    r"|dob|date of birth|due|trained|training"
    r"|appointed|meeting|taken (?:it|this) down|took it down|blocked|disabled|password (?:has|was)|last"
    r" backup|handed in|opens|i have not slept)(?![a-z])"
)
# A clause that says when somebody noticed: "only noticed when ...", "did not notice until ...".
NOTICED_WHEN = late(rf"(?:{NOTICE.pattern})(?: \w+){{0,8}},? (?:when|until|till|after|as|while)(?: only)? ?$")
# The clause behind says that one of ours noticed at that moment.
WHEN_NOTICED = late(
    rf",? ?(?:which is |that is )?when (?:i|we|{OURS})(?: \w+)?? (?:first |only |then |actually )?(?:{NOTICE.pattern})"
)
PRONOUN = late(r"(?<![a-z])(?:she|he|they|who)(?: (?:had|has|have|first|then|only|also|later|'d|did))* ?$")
SOMEBODY = late(rf"(?<![a-z])(?:(?P<out>{OUTSIDER})|(?P<our>{OURS}))(?![a-z])")
OUTSIDER_BEFORE = late(
    rf"(?<![a-z]){OUTSIDER}\)?(?: [a-z]+){{0,3}}? ?(?:had |has |have |first |then |only |who |also )*$"
)
OUTSIDER_OPENS = late(
    rf"\W*(?:(?:the|some|all|our|many|several|both|two|three|\d+|other|a|one) )*{OUTSIDER}(?![a-z])"
)
OURS_BEFORE = late(rf"(?<![a-z]){OURS}(?: (?:have|had|has|then|only|first|just|also|all|'ve))*(?: \w+ly)? ?$")
# A thing with the day by which it is called.
THING_OF = late(
    r"(?<![a-z])(?:panel|meeting|hearing|minutes|edition|agenda|appointment|trip|assembly|conference|visit|exam"
    r"|order|invoice|contract|letter|papers?) (?:of|dated)(?: the)? ?$|(?<![a-z])dated $"
    r"|(?<![a-z])for (?:the|a|an|our|my|her|his)(?: [a-z']+){1,3} (?:on|of)(?: the)? $"
)
CLOCKED = late(r"\d[:.]\d\d|[ap]m|noon")
# The reporter is no member of staff: what they saw themselves starts no clock of ours.
OUTSIDE_REPORTER = Rare(
    r"(?<![a-z])(?:your (?:school|academy|trust|office|staff|reception|teachers?|pupils|attendance officer"
    r"|colleague in [a-z]+)|(?:parent|mum|dad|carer|grandparent|neighbour|governor's wife) here"
    r"|dear (?:school|academy)"
    r"|not related to us)(?![a-z])"
    r"|(?<![a-z])(?:i'?m|i am|we are|we're) (?:the |a |an |one of the )?(?:parents?|mother|father|mum|dad"
    r"|carer|grandparents?|grandmother|former pupil"
    r"|neighbour|member of the public|supplier|governor's wife|resident)(?![a-z])"
    r"|(?<![a-z])(?:my|our) (?:son|daughter|child|children|grandson|granddaughter)(?:'s| is| are| attends|"
    r" goes| has| was| came| in)(?![a-z])"
)
TOLD_SCHOOL = late(
    r"(?<![a-z])(?:told|rang|emailed|e-mailed|informed|spoke to|reported (?:it |this )?to|contacted|phoned"
    r"|called|wrote to) (?:(?:the|his|her|their|our) (?:school|office|(?:class |form )?(?:teacher|tutor)|head"
    r"|ta)|you|your|her teacher|his teacher|reception"
    r"|mrs|mr|miss|ms)"
)
# "I only saw the mail this morning": a message counts from when it was read.
ONLY_READ = late(
    r"(?<![a-z])(?:only|first) (?:just )?(?:saw|read|opened|seen|picked (?:it|this|that) up|got to (?:it"
    r"|see)|looked at)(?![a-z])"
)
# An eyewitness of ours knew when it happened.
WITNESS = Rare(
    r"(?<![a-z])i (?:have |had |also |just |then )*(?:saw|seen|watched|witnessed|overheard|heard|caught|was"
    r" there when)(?! (?:nothing|no))(?![a-z])"
)
