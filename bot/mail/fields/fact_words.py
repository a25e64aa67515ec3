"""Phrases that state the facts of SPEC §8: what was taken, backups, service, malice, misuse, readability. Data only."""

from __future__ import annotations

import re

from bot.mail.fields.lexicon import one
from bot.mail.fields.loss_words import TIME

DENY = r"(?:no|not|n't|never|without|nor|neither|none)"
EXFILTRATION_NO = one(
    rf"{DENY} (?:been |any |data |evidence (?:of|that) (?:any )?|sign (?:of|that) (?:any )?|indication"
    r" (?:of|that) (?:any )?|personal |outward |was |were |such |further )*(?:data |personal data )?(?:was"
    r" |were |has been |had been |have been )?(?:exfiltrat\w+|egress|data (?:flow|left|was taken|transfer\w*)"
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
    r"\d+ ?(?:gb|mb|tb) (?:\w+ )?(?:out|uploaded|exfil\w*|sent out|left|transferred)",
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
