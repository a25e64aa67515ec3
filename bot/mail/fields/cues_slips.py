"""Cues of how it happened: wrong recipients, paper, settings, talk. Data only; see cues.py."""

from __future__ import annotations

_PAPER = (
    r"(?:paper(?:s|work)?|folders?|files?|documents?|registers?|printouts?|print outs?|print ?out|reports?"
    r"|books?|note ?books?|log ?books?|diar(?:y|ies)|forms?|letters?|mark ?books?|planners?|hard cop(?:y"
    r"|ies)|clip ?boards?|sheets?|lists?|briefcase|records?|notes|minutes(?= (?:of|from) the)|board minutes"
    r"|envelopes?|care plans?|medical forms?|packs?|time ?sheets?|scripts?|slips|passports?|cards|applications?)"
)
_PAPER_ONLY = (
    r"(?:paper(?:s|work)?|folders?|print ?outs?|hard cop(?:y|ies)|clip ?boards?|ring binders?|note ?books?"
    r"|filing cabinets?|envelopes?|letters?|log ?books?|mark ?books?)"
)
_STOLEN = (
    r"(?:stolen|theft|thieves|thief|burgl(?:ary|ed|ars?)|break ?in|broken into|broke into|robbed|robbery"
    r"|mugged|nicked|pinched|snatched|stole|burglarized|(?:was|were|been|got) taken from (?:the|my|her|his"
    r"|our|their|a|under|inside))"
)

SLIP_CUES: dict[str, tuple[str, ...]] = {
    "email_wrong_recipient": (
        r"(?:sent|emailed|forwarded)(?: \w+){0,8} to (?:all staff|everyone|all parents|the whole|all users"
        r"|all pupils)",
        r"mailed (?:\w+ ){0,9}(?:instead|by mistake|in error|to the wrong)",
        r"(?:sent|emailed|e mailed|forwarded|send|went|cc'd|copied|replied|addressed|gone|shared(?!"
        r" (?:drive|folder|inbox|mailbox|area|server)))(?=[^.\n]{0,120}(?:wrong|incorrect|unintended"
        r"|another|different|unrelated|by mistake|by accident|accident|mistaken|in error|inadvertent"
        r"|instead of|in place of|in lieu of|rather than|, not (?:to )?(?:the|my|our|her|his|me)(?![a-z])"
        r"|auto ?complete"
        r"|auto ?fill|the other))(?=[^.\n]{0,140})",
        r"(?:transmitted|mailed|supplied|e-?mail(?:ed)?)(?=[^.\n]{0,120}(?:instead of|in place of|in lieu of|rather"
        r" than|wrong|in error|by mistake|inadvertent))",
        r"auto ?complet(?:ed|ing)",
        r"(?:received|got|were sent) (?:each other's|another's|someone else's|the wrong)(?=[^.\n]{0,80}e ?mail)",
        # it reached somebody whom it does not concern
        r"(?:e ?mails?|messages?|attachments?|attached|sent (?:me|us))(?=[^\n]{0,160}(?:(?:is|are|was|were)(?:n't| not)"
        r" (?:mine|ours|for me|for us|my (?:son|daughter|child))|no connection with|nothing to do with (?:us|me|our)"
        r"|not (?:one of )?(?:ours|our (?:pupils|students|children|patients|clients))|someone else's|meant for"
        r" (?:another|a different)))",
        r"(?:e ?mails?|messages?|attachments?)(?=[^.\n]{0,90}(?:wrong (?:person|parent|recipient|address"
        r"|people|family|email|class|group|list|parents|child|mum|dad|school)|misdirect|unintended"
        r" recipient|incorrect recipient|in error|by mistake|accidentally))",
        r"(?:wrong|incorrect|old|previous|former) (?:e ?mail address|recipients?|distribution list|mailing"
        r" list)", r"auto ?(?:complete|fill)d?", r"reply ?all", r"replied (?:to )?all",
        r"misdirected e ?mails?", r"(?:misspel(?:t|led)|mistyped) (?:e ?mail )?(?:domain|address)",
        r"(?:meant|intended) for (?:another|someone else|a different|the wrong|other|a colleague)",
        r"(?:accidentally|mistakenly|inadvertently|wrongly|unintentionally) (?:sent|emailed|e mailed"
        r"|forwarded|cc'd|copied|replied|attached|shared)", r"attached the wrong",
        r"attached,? (?:by mistake|in error|by accident|accidentally)",
        r"(?:by mistake|in error|accidentally),? (?:\w+ ){0,12}attached",
        r"wrong (?:attachment|file|document|spreadsheet|version|report)(?: \w+){0,3} (?:was |were |been |to"
        r" )*(?:attached|sent|emailed)",
        r"(?:by mistake|in error|by accident)(?=[^.]{0,60}(?:e ?mail|attach|sent))",
    ),
    "post_wrong_recipient": (
        r"(?:letters?|envelopes?|post|posted|parcels?|fax(?:ed)?|packages?|mail ?shot|packed"
        r"|packing|deliver(?:ed|y)|courier|bills?|polic(?:y|ies))(?=[^.\n]{0,130}(?:wrong|incorrect|another"
        r"|different|someone else|each other|next door|mixed up|swapped|old address|previous address"
        r"|neighbour|stuffed|two letters|same envelope|next (?:child|pupil|person|row)|slipped a row"
        r"|private (?:residence|house"
        r"|address)|misdirect|not (?:theirs|hers|his)))",
        r"(?:letters?|envelopes?|posted|parcels?|fax(?:ed)?|packages?|courier|consignment"
        r"|delivered)(?=[^.\n]{0,130}(?:rather"
        r" than|instead of|in place of|in lieu of))",
        r"(?<!e-)mail(?:ed|ing)(?=[^.\n]{0,130}(?:wrong address|next door|mixed up|swapped|old address"
        r"|neighbour|stuffed|same"
        r" envelope))",
        r"mail ?merge",
        r"(?:intended|meant) for (?:the )?[^.\n]{2,60} (?:was|were) (?:\w+ )?(?:enclosed|inserted|put|placed|sealed"
        r"|stuffed|packed) in",
        r"(?:put|placed|slipped|packed) [^.\n]{0,60} (?:in|into) (?:\S+'s|the wrong) (?:\w+ )?(?:book ?bag"
        r"|bag|tray|envelope|folder"
        r"|drawer)(?=[^.\n]{0,60}(?:by mistake|wrong|accident|in error))",
        r"misdirected (?:courier|consignment|parcel|delivery)",
        r"(?:wrong|old|previous|incorrect|neighbour'?s) (?:postal |home )?address(?!"
        r" book)(?=[^.]{0,60}(?:post|letter|sent|deliver))", r"mis ?posted",
        r"(?:sent|went|delivered) (?:\w+ ){0,4}(?:in|by) (?:the )?post", r"same envelope",
        r"wrong envelopes?", r"snail mail", r"misdirected (?:post|mail|letters?|fax)",
        r"book ?bags?(?=[^.]{0,80}(?:wrong|another|different))",
        r"(?:wrong|another|someone else's|other) (?:\w+ ){0,3}(?:book ?bag|school bag|backpack)",
    ),
    "bcc": (r"(?:everyone|everybody|all (?:of )?(?:the )?(?:\w+ ){1,3}|them all|the whole list"
    r"|addresses)(?: ?\w+){0,3} in"
    r" (?:the )?['\"]?(?:to|cc)['\"]?(?= field| box| line|\.|,|$| instead| rather| not)", r"bcc'?d?",
    r"blind (?:carbon )?cop(?:y|ied)",
    r"(?:in|into|using|used|via) (?:the )?['\"]?(?:to|cc)['\"]?:? (?:field|box|line|bar|instead|rather|not)",
    r"(?:visible|see|seen|view|show\w*|reveal\w*|disclos\w*)(?: \w+){0,8} (?:each other's|one another's"
    r"|everyone else's|everybody else's|everyone's|all the other|all the|other parents'?|other people's)"
    r" (?:\w+ ){0,3}(?:e ?mails?|addresses)",
    r"(?:each other's|one another's|everyone's|everybody's|all (?:the |their )?(?:other )?(?:parents'? "
    r"|recipients'? )?)e ?mail addresses? (?:\w+ ){0,3}(?:visible|showing|on show|shown|seen|disclosed)",
    r"(?:put|placed|entered|typed|pasted) (?:\w+ ){0,8}in (?:the )?['\"]?(?:to|cc)['\"]?(?: field| box|"
    r" line|\.|,|:| instead)", r"cc'?d (?:everyone|everybody|all|the whole|them all|instead)", r"cc instead"),
    "lost_paper": (
        rf"forg[eo]t(?:ten)? (?:my|the|a|her|his|our) (?:\w+ ){{0,4}}?{_PAPER} (?:\w+ ){{0,3}}?(?:on|in|at"
        r"|under)",
        r"(?:lost(?! (?:power|access|connection|contact|time|control|trust|count|signal|internet))|missing"
        r"|mislaid|misplaced|can't find|cannot find|dropped|disappeared|gone missing|went"
        rf" missing)(?=[^.\n]{{0,70}}(?<![a-z]){_PAPER}(?![a-z]))",
        rf"{_PAPER}(?=[^.\n]{{0,50}}(?<![a-z])(?:no longer (?:in|on|there|with)|nowhere to be|unaccounted for"
        rf"|lost|missing|mislaid|misplaced|left (?:on|in|at|behind"
        r"|out)|can't be found|fell out|blew away|disappeared|vanished)(?![a-z]))",
        rf"(?:lost|mislaid|misplaced) (?:\w+ ){{0,6}}?{_PAPER}",
        rf"left (?:\w+ ){{0,12}}?{_PAPER} (?:\w+ ){{0,8}}?(?:on|in|at|behind|out|by|under)",
        r"(?:found|picked up|handed in) (?:\w+ ){0,8}(?:on|in) (?:the|a) (?:[a-z0-9]+ ){0,2}(?:bus|train|tram"
        r"|street|pavement|gutter"
        r"|park|bin)",
        r"left (?:on|in|by) the (?:photocopier|printer|copier)",
        r"(?:was|were|been|got) left (?:out )?(?:on|in|at|under) (?:an? |the |his |her |my |our )(?:desks?"
        r"|tables?|seat|chair|bench"
        r"|shelf|counter|window ?sill|classroom|hall|corridor|pew|stage)",
        r"(?:on|in) the (?:photocopier|printer tray|copier)",
        r"(?:found|picked up) (?:\w+ ){0,5}(?:in the street|on the (?:street|pavement|bus|train|playground"
        r"|field)|in a (?:bin|skip|park|cafe|pub)|car park)",
    ),
    "stolen_paper": (
    rf"{_STOLEN}(?=[^.\n]{{0,90}}(?<![a-z])(?:papers?|paper ?work|time ?sheets?|folders?|documents?|log ?books?|paper"
    r" ?files?|diar(?:y|ies)|registers?|mark ?books?|briefcase|paper records?)(?![a-z]))",
    r"(?:papers?|paper ?work|time ?sheets?|folders?|documents?|log ?books?|paper ?files?|diar(?:y|ies)|registers?|mark"
    rf" ?books?|briefcase|paper records?)(?=[^.\n]{{0,70}}(?<![a-z]){_STOLEN}(?![a-z]))"),
    "redaction": (r"redact(?:ed|ion|ing|ions)?", r"unredacted",
        r"(?:fail\w*|forgot\w*|omitt\w*|neglect\w*|without|did not|didn't|had not|hadn't) (?:to )?(?:remov\w+"
        r"|tak\w+ out|strip\w*"
        r"|obscur\w*|anonymis\w+|blank\w*) (?:the |all |any )?(?:\w+ ){0,2}(?:names?|details|third part\w+"
        r"|identit\w+|information)", r"not blacked out", r"black(?:ed)? out",
    r"(?:black|redaction) boxes", r"copy and paste the hidden",
    r"hidden (?:columns?|sheets?|tabs?|rows?|data|worksheets?)", r"tracked changes"),
    "verbal": (r"over ?heard", r"speaker ?phone",
    r"(?:rang|phoned|telephoned|caller|phone call|put the phone down|on the"
    r" phone)(?=[^.\n]{0,140}(?<![a-z])(?:gave|told|read"
    r" out|confirmed to) (?:him|her|them|the caller|the man|the woman|out)(?![a-z]))",
    r"(?:disclos(?:ed|ing)|reveal(?:ed|ing)|discuss(?:ed|ing)|mention(?:ed|ing))(?=[^.\n]{0,100} (?:at"
    r"|during) (?:the|a|an|our|her"
    r"|his|this|yesterday's|last \w+'s) (?:\S+ )?(?:conference|party|dinner|gathering|training|assembly|lesson|network"
    r"|pub|gym|wedding|church)(?![a-z]))",
    r"(?:discuss(?:ed|ing)|talk(?:ed|ing)|spoke|speaking|said|mention(?:ed|ing)|read"
    r" out)(?=[^.\n]{0,90}(?:in front of|in earshot|staff ?room|playground|corridor|loudly|pub|reception"
    r"|public|gate|party|on the bus|aloud|to the whole class|on the phone))",
    r"verbal(?:ly)?(?: disclos\w+)?",
    r"(?:gave|told|disclosed|confirmed|given|read)(?=[^.\n]{0,80}(?:over|on|down) the (?:phone|telephone))",
    r"(?:over|on) the (?:phone|telephone)(?=[^.]{0,80}(?:gave|disclos|told|address|pretend|claim))",
    r"gossip(?:ing|ed)?", r"in (?:ear ?shot|front of (?:parents|pupils|other parents|the class|visitors))"),
    "misconfiguration": (
    r"(?:let|allowed|enabled|letting|allowing) (?:\w+ )?(?:parents|users|customers|pupils|students|visitors"
    r"|people|anyone|others) (?:to )?(?:see|view|access|read|open)",
       r"mis ?configur(?:ed|ation)",
    r"(?:wrong(?:ly)?|incorrect(?:ly)?|mistakenly|badly) (?:applied|set|assigned|given|granted"
    r"|configured) (?:\w+ )?(?:permissions?"
    r"|access|rights|settings?)",
    r"(?:wrong|incorrect|faulty|default|lax) (?:permissions?|settings?|sharing settings?|access rights)",
    r"(?:permissions?|sharing|settings?|privacy settings) (?:was |were |is |are |had |been |not |set |left"
    r" )*(?:wrong|incorrect|open|public|too wide|to everyone|to anyone|to public)",
    r"(?:visible|open|accessible|available|shared|viewable|readable|shared with) (?:to|by|with) (?:everyone"
    r"|everybody|anyone|(?:all|every|any)(?: of)?(?: our| the)? (?:staff|students|pupils|users|parents"
    r"|employees?|teacher"
    r"|pupil|student|parent|member of staff)|the whole school|the public|anyone with"
    r" (?:the )?link)", r"anyone with (?:the |a )?link",
    r"everyone (?:could|can|was able to) (?:see|access|open|view|read)",
    r"pupils (?:could|can|were able to|are able to) (?:see|access|open|view|read)",
    r"software (?:bug|error|fault|glitch)", r"coding error", r"error in the code",
    r"(?:technical|system) (?:error|glitch|fault)", r"unsecured", r"open (?:bucket|share|folder|database)",
    r"accessible (?:from|via|over|on|through) the internet", r"could be opened by anyone", r"bug in",
    r"(?:put|saved|posted|uploaded|placed|shared|filed)(?: \w+){0,7} (?:in|to|on) the (?:wrong (?:folder"
    r"|drive|area|channel|team|stream|site)|stream|public folder|general channel)"),
    "published": (r"publish(?:ed|ing)?(?= (?:on|in|to|online|the|with|a|by|and|her|his|their|names|it)|\.|,)",
    r"(?:on|onto|to) (?:the|our|its) (?:school )?(?:public )?(?:website|web site|facebook|twitter|instagram"
    r"|social media)(?: page| account| feed)?",
    r"(?:posted|uploaded|put|shared|went)(?: \w+){0,6} (?:on|onto|to) (?:\w+ ){0,2}(?:website|facebook"
    r"|twitter|x|instagram|tiktok|youtube|social media|snapchat|internet|online|whatsapp)",
    r"publicly (?:available|accessible|visible|viewable)", r"indexed by google",
    r"(?:found|searchable) (?:on|through|via|in) (?:google|a search)", r"made public", r"posted online",
    r"dark ?web", r"on the internet", r"tweeted", r"leaked online", r"live ?stream(?:ed|ing)?"),
    "disposal": (
    r"(?:in|into|from) (?:a |the |our |an? )?(?:(?:blue|green|black|paper|general|wrong|normal) )?(?:skip"
    r"|bins?|recycl(?:ing|e)(?: bin)?|rubbish|waste(?: paper)?(?:"
    r" bin)?|dustbin|wheelie bin|landfill|tip)",
    r"(?:not|without being|without|never|instead of being|n't) (?:been )?(?:shredd(?:ed|ing)|wiped|securely"
    r" (?:destroyed|disposed|erased))",
    r"(?:sold|donated|recycled|disposed of|thrown (?:out|away)|scrapped)(?=[^.]{0,80}(?:hard drive|laptop"
    r"|computer|pc|server|cabinet|paper|file|disk|wiped))",
    r"filing cabinets?(?= (?:sold|that was sold|was sold|donated|sent to))", r"confidential waste",
    r"fly ?tipped"),
    "portal": (
        r"(?:portal|app|logged in|logging in|log(?:s|ged)? (?:in|on))(?=[^.\n]{0,140}(?<![a-z])(?:different"
        r"|another|wrong|someone"
        r" else's|other) (?:\w+ )?(?:pupil|child|famil|student|person|customer|parent|user))",
        r"(?:logged|logging) (?:in|on)(?: \w+){0,4} (?:could|can|saw|see|sees) (?:see )?(?:other|another"
        r"|someone)",
    r"(?:parent|client|customer|patient|online|school|pupil|student|applicant|employee) (?:portal|app"
    r"|account)(?=[^.]{0,100}(?:another|other|wrong|someone else|different|sibling))",
    r"(?:another|other|wrong|someone else's|different|other people's)(?: \w+){0,5} (?:on|in|via|through"
    r"|when) (?:\w+ ){0,4}(?:portal|app|account|log(?:ged|s|ging)? in)", r"parent ?pay",
    r"(?:see|sees|seeing|saw|view|shows?|showing|shown)(?: \w+){0,3} (?:another|other|wrong|someone else's"
    r"|a different)(?=[^.]{0,90}(?:app|portal|logs? in|logged in|account|online)(?![a-z]))",
    r"wrong (?:data subject|child|pupil)(?:'s)? (?:\w+ )?(?:shown|displayed|linked|showing)"),
    "access_rights": (
    r"(?:should not|shouldn't|should never|wasn't supposed to|not supposed to|not meant to) (?:have"
    r" )?(?:have |had |be able to |been able to )(?:access|see|seen|view)",
    r"still (?:had|has|have) (?:access|a login|an account)",
    r"(?:account|access|login) (?:was |had |has |were )?(?:not |never |n't )(?:been )?(?:removed|disabled"
    r"|revoked|closed)", r"leavers?'? (?:\w+ )?accounts?",
    r"can still (?:log|sign|get) in(?:to)?", r"accounts? (?:\w+ ){0,6}(?:remain(?:s|ed)?|still) (?:active"
    r"|open|enabled|live)"),
    "alteration": (
    r"(?:altered|tampered|corrupted|overwritten|overwrote|amended|falsified|manipulated)(?: with)?",
    r"(?:grades?|marks?|records?|data|details|results|attendance) (?:were |was |had |have |has |been"
    r" )*(?:changed|altered|edited|overwritten|wrong|corrupted|mixed up|merged)",
    r"changed (?:\w+ ){0,3}(?:grades|marks|records|results)"),
    "deletion": (
    r"(?:accidentally|mistakenly|inadvertently|wrongly|deliberately) (?:deleted|wiped|erased|destroyed"
    r"|overwrote|shredded)",
    r"(?:deleted|wiped|erased|destroyed|shredded)(?=[^.]{0,90}(?:by (?:mistake|accident)|in error"
    r"|accidentally))",
    r"(?:has|have|had|was|were) (?:all )?(?:been )?(?:lost|deleted|wiped|destroyed) (?:permanently|for good"
    r"|completely)", r"(?:was|were|been|is|are) permanently (?:lost|deleted|destroyed)", r"permanent loss",
    r"(?:files?|records?|data|documents|notes|folders?|archives?)(?: \w+){0,3} (?:was|were|have been|has"
    r" been|had been|got) (?:\w+ )?(?:destroyed|lost forever|lost for good|wiped|erased|burn(?:t|ed))",
    r"irretrievabl[ey](?: lost)?", r"destroyed in (?:the |a )?(?:fire|flood)", r"water damage",
    r"flood(?:ed)?(?= |\.|,)", r"(?:in|by) (?:the|a) fire", r"data loss"),
    "unauthorised_access": (
    r"unauthori[sz]ed(?:ly)? (?:access\w*|person\w*|user\w*|disclosure|view\w*|third part\w*)",
    r"accessed without", r"illegitimate(?:ly)? (?:access|log)",
    r"used (?:\w+ ){0,3}(?:log ?in|password|account|unlocked)",
    r"left (?:\w+ ){0,5}(?:unlocked|logged in|logged on|open on)", r"(?:logged|log) (?:in|on) as",
    r"(?:screen|computer|laptop|pc) (?:was |had been )?(?:left )?(?:unlocked|unattended|logged (?:in|on))",
    r"(?:could|can|able to|managed to) (?:see|access|open|read|view|get into) (?:\w+ ){0,5}(?:not|that"
    r"|which|other|confidential|personnel|without|staff)"),
    "phone_call": (r"(?:phone|telephone) calls?", r"caller", r"on the (?:phone|telephone)", r"rang",
    r"contact centre"),
    "paper": (_PAPER_ONLY,),
}  # fmt: skip
