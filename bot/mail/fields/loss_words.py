"""Phrases of loss and outage: backups, service, restoring, permanent loss (SPEC §8). Data only."""

from __future__ import annotations

from bot.mail.fields.late import late
from bot.mail.fields.lexicon import lexicon, one
from bot.mail.fields.numbers import NUMBER

TIME = (
    rf"(?P<n>{NUMBER}|a few|several|an?|half a)(?: (?:working|business|consecutive|whole|full|school))?"
    r" (?P<u>minutes?|mins?|hours?|hrs?|days?|weeks?|months?)(?P<half> and a half)?"
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
RESTORED = late(
    r"(?:restored|recovered|back (?:up|online|on line|to normal|in service|running)|restoration|running"
    r" again|resumed"
    r"|without access|lost power|unavailable|inaccessible|down for|offline for|not available|outage (?:of"
    r"|lasted"
    r"|lasting)|lasted"
    r"|lasting|took|rebuilt"
    rf"|available again|brought back)(?: [a-z]+){{0,10}}? ?{TIME}"
)
CARE_RECORDS = late(
    r"(?:medical|patient|medication|clinical|care|health|safeguarding|allergy) (?:records?|files?|data"
    r"|information|system)"
)
OUT_OF_SERVICE = late(
    r"outage|power|unavailab|inaccessib|rebuilt|reconstruct|restor|recover|downtime|disrupt|offline|"
    r"back up|online|back to normal"
    r"|available again|down for|not available"
    r"|without access|resum|running again|rebuilt|brought back"
)
