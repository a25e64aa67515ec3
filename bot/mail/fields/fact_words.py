"""Phrases that state the facts of SPEC §8: what was taken, backups, service, malice, misuse, readability. Data only."""

from __future__ import annotations

import re

from bot.mail.fields.lexicon import lexicon, one
from bot.mail.fields.numbers import NUMBER

DENY = r"(?:no|not|n't|never|without|nor|neither|none)"
EXFILTRATION_NO = one(
    rf"{DENY} (?:been |any |data |evidence (?:of|that) (?:any )?|sign (?:of|that) (?:any )?|indication"
    r" (?:of|that) (?:any )?|personal |outward |was |were |such |further )*(?:data |personal data )?(?:was"
    r" |were |has been |had been |have been )?(?:exfiltrat\w+|data (?:flow|left|was taken|transfer\w*)"
    r"|outward data flow|taken|copied out|left (?:the|our) (?:network|system|systems|building"
    r"|organisation)|stolen|extracted|downloaded|leaked|outbound)",
    r"without exfiltrat\w+",
    r"only encrypted (?:the |our )?(?:data|files)",
    r"no data (?:was |were |has been |had been |have been )*(?:transferred|transmitted|sent|passed"
    r"|copied)(?: \w+){0,4} (?:outside|out)",
    r"nothing (?:was |has been |had been )?(?:taken|exfiltrated|copied|downloaded|left the network|stolen)",
    r"no data (?:was |were |has |had |have |been )*(?:left|leav\w+|taken|copied|exfiltrated|stolen"
    r"|extracted|downloaded|accessed)",
    r"(?:logs|evidence|analysis|investigation)(?: \w+){0,6} (?:no|not|n't) (?:\w+ ){0,4}(?:outward|outbound"
    r"|exfiltrat\w*|left|taken|copied|downloaded|leaving|transfer\w*)",
)
EXFILTRATION_YES = one(
    r"exfiltrat(?:ed|es|ing|ion)",
    r"(?:data|files?|records|details|database|information|credentials|documents)(?: \w+){0,4} (?:was|were"
    r"|has been|have been|had been|is|are|been) (?:\w+ )?(?:stolen|extracted|copied|downloaded|leaked"
    r"|harvested|scraped|taken|dumped|siphoned|published|sold|offered for sale)",
    r"(?:copied|downloaded|stole|extracted|harvested|scraped|exported|dumped|obtained|acquired|leaked)"
    r" (?:\w+ ){0,5}(?:data|files?|records|details|database|information|list|credentials|documents"
    r"|passwords|addresses|names|numbers|messages)",
    r"for sale on",
    r"(?:published|posted|appeared|found) on (?:the )?dark ?web",
    r"(?:forwarded|forwarding|redirected)(?: \w+){0,6} (?:to an? )?(?:external|outside|unknown) (?:e ?mail"
    r" )?(?:address|account|mailbox)",
    r"(?:download(?:ing)?|copy(?:ing)?|extract(?:ing)?|steal(?:ing)?|export|harvest|scrape|scraping) (?:the"
    r" |our |its |all |\w+ ){0,3}(?:database"
    r"|data|records|files|details|archive|photos)",
    r"published online by",
    r"(?:were|was|been) (?:\w+ )?(?:published|posted|leaked|dumped) (?:\w+ ){0,3}(?:online|by the attacker"
    r"|on the)",
    r"threaten(?:ed|ing)? to (?:publish|leak|release|sell)",
)
BACKUP = lexicon(
    {
        "none": (
            r"(?:no|without|without any|no electronic|not any|n't any|no other|lacked|had no|have no|no"
            r" usable|no working|without a|not have a|n't have a|no further) (?:\w+ )?(?:back ?ups?|copy"
            r"|copies)",
            r"back ?ups? (?:was|were|is|are|had|have|has) (?:\w+ )?(?:also |all |both )?(?:not|n't"
            r"|encrypted|failed|unusable|corrupt(?:ed)?|destroyed|infected|lost|affected|deleted|wiped"
            r"|unavailable|missing)",
            r"back ?ups? (?:failed|database (?:existed )?(?:\w+ )?(?:but )?(?:it )?(?:was )?(?:also"
            r" )?encrypted)",
            r"(?:never|not|n't) (?:been )?backed up",
            r"only copy",
            r"back ?ups?(?: \w+){0,4},? but (?:it |they |this |these |was |were |also |had |has |been |is"
            r" )*(?:encrypted|destroyed|lost|failed|unusable|corrupt\w*|deleted)",
            r"(?:not|n't|never|cannot|can not|can't) (?:be )?(?:restored|recovered|retrieved|reconstructed)",
            r"encrypted (?:the|our|all) back ?ups?",
            r"(?:including|and) (?:the|our|all) back ?ups?(?= (?:were|was|are|have|has)|\.|,)",
            r"back ?ups?(?: \w+){0,8} also (?:been )?encrypted",
            r"no electronic back ?up",
            r"back ?ups? (?:\w+ ){1,3}(?:was|were|has been|have been|is) (?:also )?(?:encrypted|"
            r"destroyed|deleted|lost)",
            r"only record",
            r"there was no copy",
        ),
        "partial": (
            r"partial(?:ly)? (?:back ?ups?|restored|recovered)",
            r"(?:old|older|outdated|incomplete|out of date|week old|months? old|paper) back ?ups?",
            r"(?:most|some|part|parts|the majority) of (?:the |it |our )?(?:data |files |it |records |them"
            r" )?(?:was |were |has been |have been |could be |had been )(?:\w+ )?(?:restored|recovered"
            r"|reconstructed|rebuilt)",
            r"back ?ups? (?:is|was|are|were) (?:\w+ )?(?:incomplete|out of date|old|a (?:week|month|year)"
            r" old)",
            r"(?:rebuilt|reconstructed|re ?created|restored) (?:most|part|some)",
            r"from (?:the |our )?paper (?:records|back ?ups?|files|copies|forms)",
            r"re ?entered (?:by hand|manually)",
            r"manually re ?(?:entered|collected|input|created|built)",
        ),
        "usable": (
            r"restor(?:ed|ing|e) (?:\w+ ){0,6}from (?:\w+ ){0,4}back ?ups?",
            r"back ?ups? (?:copies |copy |system )?(?:was|were|is|are|had|have|has) (?:\w+ )?(?:available"
            r"|usable|intact|in place|existed|unaffected|not affected|restored|working|ready|complete|safe"
            r"|held|being restored|existing|kept|fine|ok|good|offline)",
            r"(?:readily available|usable|full|complete|daily|nightly|recent|good|working|regular|proper"
            r"|offline|off ?site|cloud|electronic|intact|up to date|hourly) back ?ups?",
            r"(?:we|have|had|has|there (?:is|was|are|were)|with|from|holds?|keeps?) (?:a |an |the |our "
            r"|last night's |yesterday's |readily |proper |its |their |daily )*(?:\w+ )?back ?ups?",
            r"(?:all|everything|it|data|files|records) (?:is|are|was|were) (?:all )?backed up",
            r"could be restored (?:\w+ ){0,3}from (?:\w+ ){0,3}back ?ups?",
            r"back ?ups?(?: (?:of|for) (?:the |all |this )?\w+){0,2} exist(?:s|ed)?(?!,? but)",
            r"back ?ups?(?: \w+){0,3} (?:are|is|was|were) (?:\w+ and )?(?:look |looks )?(?:fine|ok|safe"
            r"|intact|good)",
            r"back ?ups? (?:look|looks|seem|seems) (?:fine|ok|good|intact)",
            r"back ?ups? (?:is|are) being restored",
            r"exist(?:s|ed)? (?:also )?electronically",
            r"electronic cop(?:y|ies)",
            r"scanned cop(?:y|ies)",
            r"there (?:is|are|was|were) (?:a |also |other )*cop(?:y|ies)",
            r"cop(?:y|ies) (?:is|are|was|were) (?:held|kept|stored|on)",
            r"backed up (?:to|daily|nightly|every|in|on|in full)",
            r"(?:full|complete) restor(?:e|ation)",
            r"copies? (?:of (?:it|everything|all \w+) )?(?:is|are|was|were) (?:also )?(?:held|kept|stored"
            r"|available) (?:on|in|at)",
            r"all (?:the )?data (?:was|were|has been|had been) (?:fully )?restored",
            r"everything (?:was|has been|is) restored",
        ),
    }
)
SERIOUS = one(
    r"(?:operations?|surger(?:y|ies)|treatments?|appointments?|care|lessons|school|classes|exams?) (?:\w+"
    r" ){0,3}(?:cancelled|postponed|delayed|disrupted|closed)",
    r"(?:major|serious|significant|severe|substantial|considerable|critical|long|lengthy) (?:delays?"
    r"|disruptions?|impact on (?:the )?service|outage|interruption|consequences? (?:for|on) (?:the"
    r" )?(?:service|operation|patient))",
    r"(?:had|have) to (?:close|cancel|postpone|shut|send (?:\w+ ){0,3}home|turn (?:\w+ )?away|divert)",
    r"school (?:is |was |has |had |remained |had to be |will be )*closed",
    r"(?:unable|could not|couldn't|not able) to (?:treat|provide|operate|deliver (?:lessons|care|the"
    r" service)|run|pay|teach|take registers|open)",
    r"ambulances? (?:\w+ ){0,2}divert(?:ed)?",
    r"(?:all|every) (?:our |the )?(?:systems?|services?) (?:\w+ )?(?:down|unavailable|offline)",
    r"critical (?:systems|services)",
    r"payments? (?:\w+ )?(?:could not|not|n't) (?:be )?(?:made|paid)",
    r"postpone(?:d|ment)",
    r"missed (?:\w+ )?(?:doses|medication|treatments?|appointments)",
    r"from memory",
    r"(?:alarm|medication|life support|emergency|monitoring) (?:system|records?)(?: \w+){0,6}"
    r" (?:unavailable|down|offline|failed)",
    r"level of (?:the )?service (?:\w+ )?(?:lowered|reduced|dropped)",
    r"(?:cannot|can't|unable to) (?:access|see|get to) (?:\w+ ){0,3}(?:medical|health|safeguarding|care"
    r"|patient|emergency|allergy)(?: \w+){0,3}",
)
MINOR = one(
    r"(?:minor|slight|small|short|brief|some|little|limited|short lived) (?:\w+ )?(?:delays?|disruptions?"
    r"|impact|inconvenience|outage|interruption)",
    r"delay(?:s|ed)? (?:in|to|of) (?:\w+ ){0,3}(?:orders?|delivery|deliveries|replies|payments?|service)",
    r"(?:inconvenience|inconvenienced)",
    r"(?:few|some|several|one|two|three) (?:deliveries|orders|payments|replies|"
    r"letters)(?: \w+){0,3} (?:late|delayed)",
    r"(?:several|few|\d+|ten|fifteen|thirty) minutes?(?: \w+){0,4} (?:unavailable|down|outage|offline)",
    r"(?:down|offline|unavailable|outage)(?: \w+){0,3} (?:several|few|\d+|ten|fifteen|thirty|a few) minutes",
    r"delays in (?:the )?(?:delivery|dispatch)",
)
NONE = one(
    r"(?:no|not|n't|without|without any) (?:\w+ )?(?:impact|effect|disruption|delay|interruption"
    r"|consequences?|affect)(?: \w+){0,4} (?:on |to |of |in )?(?:the |our |day to day |any )*(?:service"
    r"|services|operations?|lessons|teaching|school|business|running|delays?|disruption|handling|payments?"
    r"|users|work)?",
    r"(?:services?|lessons|school|operations?|everything) (?:\w+ )?(?:carried on|continued|ran|running"
    r"|unaffected|as normal|normally|not (?:been )?affected|not disrupted|was not affected)",
    r"no (?:delay|delays|disruption|downtime|interruption)",
    r"did not result in any consequences",
)
PERMANENT = one(
    r"permanent loss",
    r"(?:was|were|is|are|been|be|now|have|has) permanently (?:lost|deleted|destroyed|gone|unavailable"
    r"|erased|irrecoverable)",
    r"(?:files?|records?|data|documents|notes) (?:\w+ ){0,3}(?:was|were|have been|has been)"
    r" destroyed(?=[^.]{0,60}(?:fire|flood|water|explosion))",
    r"(?:lost|gone|deleted|destroyed|unavailable) (?:permanently|for good|forever|for ever)",
    r"irretrievabl[ey]",
    r"irrecoverabl[ey]",
    r"unrecoverable",
    r"(?:cannot|can't|could not|couldn't|can not|will not|won't|never|not able to|unable to) (?:be"
    r" )?(?:restore|restored|recover|recovered|retrieve|retrieved|reconstruct|reconstructed|rebuilt|replace"
    r"|replaced)(?: (?:it|them|the data))?",
    r"no way (?:of|to) (?:get|restor|recover)\w*",
    r"only copy",
    r"back ?ups?(?: \w+){0,4},? but (?:it |they |this |these |was |were |also |had |has |been |is"
    r" )*(?:encrypted|destroyed|lost|failed|unusable|corrupt\w*|deleted)",
    r"only (?:existed|exists|held|kept|available|stored) (?:on|in) paper",
    r"paper only",
    r"only (?:on|in) paper",
)
NOT_PERMANENT = one(
    r"(?:restored|recovered|retrieved|reconstructed)",
    r"(?:no|not|n't|without) (?:\w+ )?(?:permanent|data)(?: \w+)? (?:loss|lost)",
    r"nothing (?:was |has been )?(?:permanently )?lost",
    r"back ?ups? (?:was|were|is|are) (?:\w+ )?available",
)
TIME = (
    rf"(?P<n>{NUMBER}|a few|several|an?|half a)(?: (?:working|business|consecutive|whole|full|school))?"
    r" (?P<u>minutes?|mins?|hours?|hrs?|days?|weeks?|months?)(?P<half> and a half)?"
)
RESTORED = re.compile(
    r"(?:restored|recovered|back (?:up|online|on line|to normal|in service|running)|restoration|running"
    r" again|resumed"
    r"|without access|lost power|unavailable|inaccessible|down for|offline for|not available|outage (?:of"
    r"|lasted"
    r"|lasting)|lasted"
    r"|lasting|took|rebuilt"
    rf"|available again|brought back)(?: [a-z]+){{0,10}}? ?{TIME}"
)
CARE_RECORDS = re.compile(
    r"(?:medical|patient|medication|clinical|care|health|safeguarding|allergy) (?:records?|files?|data"
    r"|information|system)"
)
OUT_OF_SERVICE = re.compile(
    r"outage|power|unavailab|inaccessib|rebuilt|reconstruct|restor|recover|downtime|disrupt|offline|"
    r"back up|online|back to normal"
    r"|available again|down for|not available"
    r"|without access|resum|running again|rebuilt|brought back"
)
DURATION = re.compile(
    r"(?:for|over|lasted|during|since|after|within|exposed for|visible for|accessible for|open for|online"
    r" for|live for|undetected for|period of|went on for|the (?:last|past)) (?:about |around "
    r"|approximately |roughly |nearly |almost |over |more than |at least |some |up to |the (?:last|past)"
    rf" )?{TIME}"
)
EXPOSED = re.compile(
    r"(?:expos|intru|attack|visible|accessib|available|open|online|live|publish|undetected|unnoticed|went"
    r" on|running|forward|website|access|active|infect|public|vulnerab|before (?:it|we|anyone)|misconfig)"
)
MALICIOUS = frozenset((
    "ransomware", "malware", "account_takeover", "phishing_click", "hacking", "credential_stuffing",
    "stolen_device", "stolen_paper", "insider", "identity_fraud", "denial_of_service",
))  # fmt: skip
SLIPS = frozenset((
    "email_wrong_recipient", "post_wrong_recipient", "bcc", "redaction", "lost_device", "lost_paper",
    "misconfiguration", "disposal", "portal",
))  # fmt: skip
MALICE = one(
    r"deliberate(?:ly)?",
    r"intentional(?:ly)?",
    r"malicious(?:ly)?",
    r"on purpose",
    r"with intent",
    r"criminal(?:ly)?(?= (?:act|attack|intent|group|gang))",
    r"stolen",
    r"theft",
    r"stole",
    r"burgl\w+",
    r"thie(?:f|ves)",
    r"hack(?:ed|er|ers|ing)",
    r"snoop\w+",
    r"attack(?:ed|er|ers|s)?(?! on (?:his|her))",
    r"fraud\w*",
    r"out of spite",
    r"revenge",
    r"break in",
    r"broke(?:n)? into",
)
NO_MALICE = one(
    r"(?:accident(?:al|ally)?|inadvertent(?:ly)?|by mistake|mistaken(?:ly)?|human error"
    r"|unintentional(?:ly)?|in error|honest mistake|slip|(?:an?|the|my|genuine|clerical|admin\w*|mechanical"
    r"|technical|packing) (?:error|mistake)|not (?:deliberate|malicious|intentional)|no malicious|wrong"
    r" (?:person|parent|recipient|address|envelope|attachment|file|email|family|list|people|class|group)"
    r"|forgot|mix(?:ed)? up|oversight|auto ?complete|left (?:\w+ ){0,5}(?:on|at|in) (?:the|a)|lost|mislaid"
    r"|misplaced|bcc)"
)
TARGETED = one(r"targeted(?: attack)?", r"specifically targeted", r"spear phish\w*", r"tailored")
NOT_TARGETED = one(
    r"(?:not|n't) (?:\w+ )?targeted",
    r"opportunis(?:t|tic)",
    r"random",
    r"mass (?:phishing|mailing)",
    r"untargeted",
    r"indiscriminate",
)
MISUSE = one(
    r"(?:data|details|information|account|accounts|card|cards|identity|address|photos?|credentials)(?:"
    r" \w+){0,4} (?:being |been |were |was |is )(?:\w+ )?(?:misused|abused|used (?:to|by|for)|exploited"
    r"|sold|published|circulated|shared (?:on|around))",
    r"(?:fraudulent|unauthori[sz]ed) (?:transactions?|payments?|purchases?|use|transfers?)",
    r"(?:has|have|had|already) (?:already )?been misused",
    r"(?:identity theft|fraud) (?:has|had|was|occurred|took)",
    r"phishing (?:emails?|messages?) (?:\w+ ){0,6}(?:sent|received)(?: \w+){0,4} (?:from|to (?:our|parents"
    r"|contacts|clients|customers))",
    r"(?:receiv\w+|had|got|getting) (?:\w+ ){0,3}(?:scam|phishing|threatening|abusive|blackmail"
    r"|nuisance)(?: \w+){0,2}? (?:calls?|e ?mails?|messages?|texts?)",
    r"(?:screenshots?|copies) (?:\w+ ){0,3}(?:shared|circulat\w+|posted)",
    r"contacted (?:the |our )?(?:customers|clients)",
    r"(?:reported|received|got|getting|receiving) (?:\w+ ){0,2}(?:phishing|scam|spam)",
    r"for sale",
    r"money (?:was |has been |had been )?(?:taken|stolen|transferred)",
    r"turned up at",
    r"blackmail\w*",
    r"extort\w*",
    r"used to (?:commit|impersonate|access|obtain|open)",
)
NO_MISUSE = one(
    r"no (?:\w+ )?(?:evidence|sign|signs|indication|suggestion|reports?) (?:\w+ ){0,3}?(?:of|that) (?:\w+"
    r" ){0,6}(?:misuse|misused|abuse|used|fraud|transactions|accessed)",
    r"(?:not|n't) (?:\w+ )?(?:been )?misused",
    r"no (?:misuse|fraud|fraudulent|unauthori[sz]ed|suspicious) ?(?:transactions?|use|activity|payments?)?",
    r"no transactions",
)
MORE = one(
    r"(?:more|other|further|additional|others) (?:\w+ ){0,3}(?:may|might|could|can|possibly) (?:\w+ )?(?:be"
    r" |have been )?(?:affected|involved|at risk|exposed|compromised|had)",
    r"(?:may|might|could) (?:also )?(?:be|have been|affect|have affected|include|involve) (?:\w+ )?(?:more"
    r"|others|other|further|additional)",
    r"full (?:extent|scale|scope) (?:is |of (?:\w+ ){1,5}is )?(?:not (?:yet )?known|unknown|unclear|still)",
    r"(?:not|n't) (?:yet )?(?:know|known|sure|clear|determine|established|rule out|identify) (?:\w+"
    r" ){0,6}(?:how many|who else|extent|other|others|what else|further|whether (?:other|more|any))",
    r"(?:unclear|unknown|don't know|unsure) (?:\w+ )?(?:how many|how far|what else|who else|whether other)",
    r"still (?:establishing|investigating|working out|checking|finding out) (?:\w+ ){0,4}(?:how many|extent"
    r"|scope|what|who|scale)",
    r"at least \d",
    r"could be more",
    r"may be more",
    r"might be more",
)
NOT_MORE = one(
    r"no (?:one else|other (?:data|people|pupils|individuals|records|customers|systems|files|accounts))"
    r" (?:\w+ ){0,3}(?:affected|involved|concerned|included|compromised)",
    r"only (?:these|those|this|that|the (?:one|two|\d+)) (?:\w+ )?(?:affected|involved)",
    r"nobody else (?:is|was|has been) (?:affected|involved)",
    r"sole recipient",
)
UNREADABLE = one(
    r"hash(?:ed|ing)?(?= |\.|,)",
    r"pseudonymi[sz]ed",
    r"tokeni[sz]ed",
    r"(?:key|keys) (?:was|were|is|are|has|have|had) (?:not|n't|never) (?:\w+ )?(?:compromised|stolen|taken"
    r"|accessed|lost|affected|exposed)",
    r"password hash(?:es)?(?! cracked)",
    r"bcrypt|argon2(?:id)?|scrypt|salted",
    r"(?:never|not|n't) (?:got|get|gained|had|have|obtain(?:ed)?) (?:hold of |access to )?the (?:\w+ )?key",
    r"keys? (?:is|are|was|were) (?:held|kept|stored) (?:elsewhere|separately|safely|offline)",
    r"unreadable",
    r"unintelligible",
    r"cannot be read",
    r"data (?:was|were) encrypted (?:with|using)",
    r"no access to (?:\w+ )?(?:key|decryption)",
)
READABLE = one(
    r"in plain ?text",
    r"plain ?text",
    r"in (?:the )?clear(?! that)",
    r"weak(?:ly)? (?:hash\w*|encrypt\w*|password)",
    r"(?:encryption|decryption|private|secret) keys? (?:was|were|had|has|have|is|are) (?:also |been |now"
    r" )*(?:compromised|stolen|taken|exposed|with it)",
    r"password (?:was |is )?(?:written|stuck|taped|attached|on a (?:post|sticky))(?: \w+)*",
    r"password (?:was |also |was also )?(?:in the same|with it|sent)",
    r"md5",
    r"unsalted",
    r"readable",
)
IDENTIFIERS_NO = one(
    r"(?:no|without|not|n't contain|no full|no direct) (?:\w+ )?(?:names|identifiers?|identifying"
    r" (?:details|information|data))",
    r"anonymi[sz]ed",
    r"pseudonym(?:s|i[sz]ed|ously|ous)?",
    r"initials only",
    r"only initials",
    r"(?:first names|initials|candidate numbers|pupil numbers|codes|id numbers) only",
    r"cannot be identified",
    r"(?:not|n't) (?:be )?identif(?:y|iable|ied)",
    r"by (?:code|number) only",
)
