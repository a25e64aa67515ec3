"""Cues of cyber incidents: phrases of attacks, lost devices and outages. Data only; see cues.py."""

from __future__ import annotations

_DEVICE = (
    r"(?:laptops?|i ?pads?|tablets?|phones?(?! (?:numbers?|calls?|nos?|company|lines?|number))|mobiles?(?!"
    r" (?:numbers?|nos?))|usb(?: sticks?| drives?| keys?| pens?)?|memory (?:sticks?|cards?)|pen ?drives?"
    r"|flash drives?|thumb drives?|hard (?:drives?|disks?)|chromebooks?|computers?|notebooks?(?:"
    r" computers?)?|macbooks?|surface|devices?|cameras?|server|dictaphone|sd cards?|cds?|dvds?|back ?up"
    r" (?:tapes?|drives?))"
)
_LOST = (
    r"(?:lost|missing|mislaid|misplaced|left (?:it |them |my |her |his |the |a |an |our |their |behind |\w+"
    r" ){0,5}?(?:on|at|in|behind)|can't find|cannot find|can not find|disappeared|vanished|fell out|dropped"
    r"|gone missing|went missing|unaccounted for|(?:can(?:not|'t)|could(?: not|n't)) be (?:found|located"
    r"|traced)|last seen"
    r"|reported (?:as )?(?:missing|lost)|no longer (?:in|on|at|there|with)|nowhere to be (?:found|seen)"
    r"|not (?:been )?seen since|(?:to be|found|was|were) absent from)"
)
_STOLEN = (
    r"(?:stolen|theft|thieves|thief|burgl(?:ary|ed|ars?)|break ?in|broken into|broke into|robbed|robbery"
    r"|mugged|nicked|pinched|snatched|stole|burglarized|(?:was|were|been|got) taken from (?:the|my|her|his"
    r"|our|their|a|under|inside))"
)

CYBER_CUES: dict[str, tuple[str, ...]] = {
    "ransomware": (r"ransom ?ware", r"ransom", r"files? (?:have been |are |were |all )*encrypted by",
    r"encrypted (?:all )?(?:of )?(?:our|the) (?:\w+ )?(?:files|servers?|systems?|data|network|computers?)",
    r"(?:pay|demand\w*) (?:\w+ ){0,4}bitcoins?", r"lockbit", r"crypto ?locker",
    r"(?:files|shared drive|drive|server|systems?) (?:all )?(?:have|has|had|were|was|are|is) (?:now"
    r" )?(?:been )?(?:all )?(?:locked|encrypted)(?: by| and|\.|,)"),
    "malware": (r"anti ?virus (?:\w+ ){0,2}(?:caught|found|flagged|blocked|quarantined|detected)",
       r"malware", r"virus(?:es)?(?! \w* ?(?:covid|outbreak))", r"trojan", r"spyware",
    r"key ?loggers?", r"malicious (?:code|software|file|attachment|script|programme?|macro)", r"infected",
    r"worm", r"web ?skimm(?:er|ing)", r"remote access tool", r"back ?door", r"ransom ?ware"),
    "account_takeover": (
        r"(?:account|mailbox|login) (?:was|is|has been|being|had been) (?:being )?used (?:to send|by"
        r" someone|by somebody|from)",
        r"(?:account|mailbox|email|e mail|inbox|profile|page|login|teams|outlook)s? (?:has |have |had |was "
        r"|were |is |been |may |might |got |appears |to |be |got |being )*(?:hacked|compromised|taken over"
        r"|hijacked|breached|accessed by)",
        r"(?:compromised|hacked|hijacked|breached|taken over) (?:\w+ ){0,3}?(?:account|mailbox|email|inbox"
        r"|login|credentials)s?", r"account take ?over",
        r"accounts? (?:of|belonging to) (?:\w+ ){1,5}(?:was|has been|is|were|have been) (?:hacked"
        r"|compromised|taken over|accessed)",
        r"logged in(?:to)? (?:\w+ ){0,5}(?:as (?:me|her|him|a teacher|staff|the)|from (?:abroad|russia"
        r"|china|nigeria|another country|an unknown|lagos|overseas))",
        r"(?:unusual|suspicious|strange|unrecogni[sz]ed|unknown|illegitimate|unauthori[sz]ed|foreign)"
        r" (?:sign ?ins?|log ?ins?|log ?ons?|activity)", r"(?:signed|logged) in from", r"sign ?ins? from",
        r"log ?ins? from",
        r"someone (?:is |has been |has |was )?(?:using|logged in(?:to)?|got into|getting into|in|hacked"
        r"|sending (?:emails|messages) (?:from|as)) (?:\w+ ){0,3}?(?:account|mailbox|email|me|as me)",
        r"(?:forwarding|inbox|mail|outlook) rules?(?! of)",
        r"(?:emails|messages|spam|phishing(?: emails)?) (?:are |is |were |was |have |been |being |has"
        r" )*(?:being )?(?:sent|going out) from (?:my|her|his|their|our|the|a) (?:\w+ ){0,4}(?:account"
        r"|mailbox|email|address)", r"hacked (?:my|into|our|her|his|the)",
        r"(?:account|mailbox) (?:has |have |had |is |was )(?:been )?sending",
        r"(?:e ?mails|messages) (?:\w+ ){0,3}from (?:my|her|his|the office|our|their) (?:\w+ )?(?:account"
        r"|mailbox|address)(?=[^.]{0,60}(?:did not|didn't|never) send)",
        r"(?:gained|got|had) access to (?:\w+ ){0,4}(?:account|mailbox|inbox|emails?)s?",
        r"stolen (?:credentials|logins?|passwords?)",
        r"credentials? (?:\w+ ){0,3}(?:stolen|compromised|phished|harvested|leaked)",
    ),
    "phishing_click": (
        r"(?:clicked|click|clicking|opened|opening|followed|pressed|tapped)(?: \w+){0,5} (?:link|attachment"
        r"|button|url|file|email)(?=[^.]{0,120}(?:sign(?:ed)? (?:me |back )?in|looked like it|phish|scam|fake"
        r"|suspicious|malicious|password|login|log"
        r" in|dodgy|virus|details|not genuine|spam|hack))",
        r"(?:phish\w*|scam|fake|spoof\w*|dodgy|suspicious)[^.\n]{0,100}(?:clicked|entered|put (?:in )?(?:my"
        r"|her|his)|typed|gave|logged in|opened the|opened by|was opened|responded|replied)",
        r"(?:entered|put in|typed(?: in)?|gave|provided|filled in|submitted|input|handed over|put|entering)"
        r" (?:(?:my|her|his|their|the|in|work|school|own|365|office|microsoft|email) ?){1,5}(?:password"
        r"|login|log ?in|credentials|details|username)",
        r"(?:entered|typed(?: in)?|submitted|gave|put in) (?:credentials|passwords?|log ?ins?) (?:on|in|into"
        r"|to|at) (?:\w+ ){0,4}"
        r"(?:page|site|form|screen|website|window)",
        r"fell (?:for|victim to) (?:a |the )?(?:phishing|scam|fake|spoof\w*)",
        r"fallen (?:for|victim to) (?:a |the )?(?:phishing|scam|fake)",
        r"clicked (?:on )?(?:a |the |that |this |it )?(?:phishing|dodgy|suspicious|malicious|fake|bad|scam)",
        r"fake (?:microsoft|office|login|log in|sign in|365) (?:page|site|website|screen|form|login|log in"
        r"|sign in)",
        r"approved (?:the|an|a) (?:mfa|sign in|authenticator|authentication) (?:prompt|request|notification)",
        r"successful phishing", r"phishing (?:attack|incident|scam) (?:\w+ ){0,4}succe",
    ),
    "phishing": (r"phish(?:ing|ed)?", r"scam (?:email|e mail|call|message|text)s?", r"spear phish(?:ing)?",
    r"spoof(?:ed|ing)?", r"impersonat(?:ing|ed|ion)(?= (?:email|the head|our|me|a ))", r"smishing",
    r"fake (?:e ?mail|invoice|message)s?", r"quishing"),
    "stolen_device": (rf"{_STOLEN}(?=[^.\n]{{0,90}}{_DEVICE}(?![a-z]))",
    rf"{_DEVICE}(?=[^.\n]{{0,70}}(?<![a-z]){_STOLEN}(?![a-z]))"),
    "lost_device": (
        rf"forg[eo]t(?:ten)? (?:my|the|a|her|his|our) (?:\w+ ){{0,4}}?{_DEVICE} (?:\w+ ){{0,3}}?(?:on|in|at"
        r"|under)",
        rf"found (?:\w+ ){{0,4}}?{_DEVICE}(?=[^.\n]{{0,40}}(?:floor|ground|playground|car park|corridor"
        r"|street|bus|train|hall|outside|lying))",
        rf"{_LOST}(?=(?:[^.\n,]|,(?! (?:it|its|it's|which|containing"
        rf"|with)(?![a-z]))){{0,60}}(?<![a-z]){_DEVICE}(?![a-z]))",
        rf"{_DEVICE}(?=[^.\n]{{0,70}}(?<![a-z])(?:{_LOST}|{_STOLEN})(?![a-z]))",
        rf"{_STOLEN}(?=[^.\n]{{0,90}}(?<![a-z]){_DEVICE}(?![a-z]))",
        rf"(?:lost|mislaid|misplaced) (?:\w+ ){{0,4}}?{_DEVICE}",
        rf"left (?:\w+ ){{0,4}}?{_DEVICE}(?! (?:logged|unlocked|open|unattended|screen|switched|on my|on"
        r" the desk)) (?:\w+ ){0,3}?(?:on|at|in|behind)",
    ),
    "outage": (
        r"outages?",
        r"(?:schools?|everything|all systems|servers|phones|systems) (?:is|are|was|were|have been) (?:all"
        r" )?down", r"(?:systems?|records|data|files)(?: \w+){0,5} (?:unavailable|inaccessible)",
        r"no (?:sims|arbor|bromcom|email|internet|network)(?=,|\.| for| since| and)",
        r"(?:system|server|network|internet|website|mis|sims|arbor|bromcom|email|wi ?fi|broadband|phones|phone lines?"
        r"|service|platform|systems)s? (?:has |have |is |are |was |were |been |went |all |completely |gone "
        r"|go )*(?:down|offline|unavailable|inaccessible|crashed)",
        r"cannot (?:access|log in to|get into) (?:any|the (?:system|server|network|shared drive|mis))",
        r"denial of service", r"ddos", r"power (?:cut|failure|loss)", r"lost power",
        r"without (?:power|electricity)",
        r"without access to (?:\w+ ){0,3}(?:records|systems?|data|files|network|e ?mails?)",
        r"(?:server|disk|drive|hard drive|hardware|raid) (?:has )?(?:failed|failure|crash(?:ed)?|died)",
        r"unavailable for",
        r"unable to access (?:the |our |any )?(?:system|records|server|data|network|files)",
        r"no access to (?:the |our |any )?(?:systems?|network|records|files|data)",
        r"(?:servers?|systems?|network|everything|website|service)(?: \w+){0,3} taken offline",
    ),
    "hacking": (
    r"lateral movement|privilege escalation|(?:creds|credentials|hashes|passwords) (?:were |was )?dumped|domain admin"
    r" (?:creds|credentials|account)|rclone|mimikatz|cobalt strike|psexec|anydesk|web ?shell|back ?door",
    r"(?:exploit(?:ing|s)|by means of an exploit)", r"unauthori[sz]ed (?:third )?(?:part(?:y|ies)|persons?"
    r"|actors?|individuals?|users?)"
    r" (?:has |have |had )?(?:gained|obtained|got|acquired|had) (?:\w+ )?access to (?:\w+ ){0,4}(?:databases?"
    r"|systems?|servers?"
    r"|networks?|platform|cloud|environment|mailbox(?:es)?|accounts?)",
    r"\d+ ?(?:gb|mb|tb) (?:\w+ )?(?:out|uploaded|exfil\w*|sent out|left)",
    r"(?:somebody|someone|person) (?:from )?(?:outside|abroad|unknown)(?: \w+){0,3} (?:downloading|copying"
    r"|accessing|logged|got|was)",
       r"hack(?:ed|ers?|ing)?",
    r"cyber ?(?:attacks?|incidents?|criminals?|security (?:attack|incident|breach)|breach)", r"sql injection",
    r"(?:website|server|system|network|database|portal) (?:has |was |been |were |is )*(?:hacked|attacked"
    r"|breached|compromised|exploited)", r"vulnerabilit(?:y|ies) (?:\w+ ){0,3}exploited", r"exploited",
    r"intru(?:ders?|sion)", r"attackers?", r"perpetrators? gained", r"cyber ?attackers?",
    r"attack on (?:our|the|its)(?! (?:pupil|child|boy|girl|staff|teacher))", r"threat actors?", r"dark ?web",
    r"unauthori[sz]ed access to (?:our|the|its) (?:network|systems?|servers?|website|database)",
    r"data (?:was |were |has been |have been )?exfiltrated", r"scrap(?:ed|ing)"),
    "credential_stuffing": (r"credential stuffing", r"brute force(?:d)?", r"password spray(?:ing)?",
    r"passwords? guess(?:ed|ing)?", r"enumerat(?:e|ed|ion|ing)", r"guess(?:ed|ing) (?:\w+ ){0,4}passwords?",
    r"repeated log ?in attempts"),
    "denial_of_service": (r"denial of service", r"ddos", r"flooded with (?:traffic|requests)"),
    "theft": (
    r"(?:was|were|been|got|have|has|had|being) (?:\w+ )?(?:stolen|nicked|pinched|burgled|broken into)",
    r"theft", r"burglary", r"break in", r"thie(?:f|ves)", r"mugged", r"robbed", r"broke into", r"stole"),
    "hardware": (_DEVICE, r"hard (?:drives?|disks?)", r"photocopiers?", r"machines?", r"pcs?"),
}  # fmt: skip
