"""Names, offices and the words that make somebody a doer. Patterns only; involved.py applies them."""

from __future__ import annotations

from bot.mail.fields.late import late
from bot.mail.fields.rare import Rare

TITLE = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Rev|Revd|Father|Sister|Madame|Mme|Lady)\b\.?"
CAPITAL = r"[A-Z][a-z\u00e0-\u00ff]*(?:['\u2019\-][A-Z][a-z\u00e0-\u00ff]+)*"
NOT_A_NAME = (
    r"(?!(?:I|Its|The|This|That|There|They|We|It|He|She|You|My|Our|His|Her|Their|A|An|In|On|At|By|To|From"
    r"|For|Of|As|If|When|While|After|Before|Since|Yesterday|Today|Last|Monday|Tuesday|Wednesday|Thursday"
    r"|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November"
    r"|December"
    r"|Year|Hi|Hello|Dear|Thanks|Thank|Please|Regards|Kind|Sorry|What|Who|How|Why|Where|Which|Someone"
    r"|Somebody|Nobody|Everyone|Outlook|Microsoft|Google|Office|Teams|School|Academy|Trust|Pupil|Pupils"
    r"|Parent|Parents|Staff|Student|Students|Unfortunately|Apparently|However|Also|Both|One|Two|Three|Four"
    r"|Five|No|Not|Yes|Just|Only|Then|Now|So|But|And|Or|All|Some|These|Those|Each|Every|Another|Name|Names"
    r"|Data|Email|Date|Time|Subject|Attachment|Letter|Report|Excel|Word|Facebook|Arbor|Sims|SIMS|CPOMS"
    r"|ParentPay|Windows|Reception|English|Maths|Science|Christmas|Easter|Attackers|Hackers|Employees"
    r"|Customers|Logs|Files|Details|Left|Sent|Found|Lost|Rang|Reported|Please|Last|Royal|Special|Tracking"
    r"|Exam|Council|Systems|Ltd)\b)"
)
NAME = rf"(?:{TITLE} ?{CAPITAL}(?: (?!And\b){CAPITAL}){{0,2}}|{NOT_A_NAME}{CAPITAL}(?: {CAPITAL}){{0,2}})"
# Offices of the directory (bot.domain Role) and the words staff use for them; only some are ladder roles.
OFFICES: tuple[tuple[str, str], ...] = (
    (
        "deputy",
        r"(?:[Dd]eputy|[Aa]ssistant|[Aa]cting|DEPUTY) (?:[Hh]ead(?: ?[Tt]eacher)?|[Pp]rincipal)(?! of"
        r" [A-Za-z])|DHT|AHT"),
    (
        "head",
        r"(?:[Ee]xecutive |[Ii]nterim )?(?:[Hh]ead ?(?:[Tt]eacher|[Mm]aster|[Mm]istress)|HEADTEACHER|HT"
        r"|[Pp]rincipal|[Hh]ead of (?:(?:our |the |this )?[Ss]chool|[Aa]cademy)|[Hh]ead|HEAD)(?! of"
        r" [A-Za-z])(?! office| start|"
        r" lice| boy| girl| injury)"),
    ("ceo", r"CEO|ceo|[Cc]hief [Ee]xecutive(?: [Oo]fficer)?"),
    ("siro", r"SIRO|siro"),
    ("dpo", r"DPO|dpo|[Dd]ata [Pp]rotection (?:[Oo]fficer|[Ll]ead)"),
    ("chair", r"[Cc]hair(?: of (?:[Gg]overnors|[Tt]rustees))?"),
    ("case_manager", r"[Tt]rust [Ss]ecretary"),
    ("it_lead", r"(?:IT|ICT) (?:[Mm]anager|[Ll]ead|[Tt]echnician|[Dd]irector)|[Nn]etwork [Mm]anager"),
    ("safeguarding_lead", r"DSL|dsl|(?:[Dd]esignated )?[Ss]afeguarding [Ll]ead"),
    (
        "",
        r"[Bb]usiness [Mm]anager|SBM|SENCO|[Ss]enco|SENDCO|[Oo]ffice [Mm]anager|[Ss]ite [Mm]anager"
        r"|[Cc]aretaker|[Rr]eceptionist|[Aa]ttendance [Oo]fficer|HR (?:[Mm]anager|[Oo]fficer|[Dd]irector"
        r"|[Aa]dvisor)|[Hh]ead of (?:[Yy]ear|[Dd]epartment|[A-Z][A-Za-z]+)|[Ff]inance (?:[Mm]anager"
        r"|[Oo]fficer|[Dd]irector)|[Ee]xams? [Oo]fficer|[Cc]lass [Tt]eacher|PA|[Ss]upply [Tt]eacher"
        r"|[Tt]eaching [Aa]ssistant|TA|NQT|ECT|[Pp]ayroll [Oo]fficer|[Ff]ormer [Ee]mployee"),
)  # fmt: skip
ARTICLE = r"(?:[Tt]he|[Oo]ur|[Mm]y|[Aa]n?|[Oo]ne of (?:the|our))"
ANY_OFFICE = "|".join(pattern for _, pattern in OFFICES)
# Without an article only a word that cannot be anything else ("Headteacher sent", not "head").
OFFICE = (
    rf"{ARTICLE} (?:{ANY_OFFICE})|(?:Head ?[Tt]eacher|CEO|SIRO|DPO|DSL|SENCO|Deputy [Hh]ead(?:teacher)?"
    r"|Principal|HR (?:[Mm]anager|[Oo]fficer))"
)
WHO = late(rf"(?<![A-Za-z@.\-/])(?:{OFFICE}|{NAME})(?![A-Za-z])")
DEED = (
    r"(?:sent|emailed|e-mailed|left|lost|clicked|shared|posted|uploaded|forwarded|opened|accessed|copied"
    r"|downloaded|printed|gave|given|disclosed|published|deleted|threw|thrown|attached|typed|replied|cc'd"
    r"|cced|put|took|taken|dropped|forgot|forgotten|misplaced|mislaid|entered|fell for|looked up|looked at"
    r"|looked through|been (?:looking|accessing|using|sharing|reading|sending|forwarding|copying|e-?mailing"
    r"|taking|posting|showing"
    r"|telling|discussing|keeping|printing|giving|selling|saving|uploading|opening|leaving)|snooped|read out"
    r"|discussed|mentioned|talked|shouted|sold|exported|pasted|selected|chose|used|wrote|showed|displayed"
    r"|projected|disposed|binned|shredded|altered|changed|tweeted|leaked|handed|hit|pressed|installed|logged"
    r"|ignored|mixed up|muddled|addressed|screenshotted|photographed|approved|caused|did it|did this|made"
    r" (?:the|a|this) (?:mistake|error)|passed|packed|collected|wiped|overwrote|blurted|sending|sends"
    r"|forwards|shares|leaves|looks (?:at|up|through)|accesses|copies|emails|posts|gives (?:out|her|his"
    r"|pupils|parents)|tells (?:parents|pupils|people|everyone)|uses|prints|keeps|reads|opens|deletes|shows"
    r"|discusses|downloads|logs (?:in|on)|throws|bins|stores|saves|talks about|lends|takes (?:home|pictures"
    r"|photos|photographs|screenshots)|lets (?:pupils|parents|people|others|visitors|her|his|them)"
    r"|went through|discussing"
    r"|sharing|looking (?:at|up|through)|reading|talking about|telling|copying|taking|using|accessing"
    r"|leaving|showing|posting|being careless|got into|answered|replied-all|packed|breached|ccd|circulated"
    r"|told (?:a |the |another )?(?:parents?|pupils?|family|her|him|them|everyone|journalist|press|friend"
    r"|neighbour)|was (?:seen|caught|observed|overheard|found)|admitted|had (?:his|her|their) (?:\w+"
    r" )?(?:laptop|phone|bag|car|ipad|tablet|account))"
)
ADVERB = (
    r"(?:has|have|had|then|who|accidentally|mistakenly|inadvertently|deliberately|wrongly|unintentionally"
    r"|also|apparently|may have|might have|must have|himself|herself|themselves|himself has|herself has|just"
    r"|again|now|knowingly|in error|by mistake|unfortunately|only|yesterday|today|always|regularly|allegedly"
    r"|actually|already|personally|regularly|often|repeatedly|routinely|frequently|once|twice|then|must"
    r"|never meant to but|,|this morning|last \w+|on \w+)"
)
# After a name: its own deed, its own thing, its own blame.
DID = late(
    r"(?:,? (?:the|our|my|a|who|in|from|of|at)(?: [A-Za-z0-9]+){1,4},?|, (?:mr|mrs|ms|miss|dr)\.? [a-z'"
    rf" \-]{{2,30}},)??(?: \([^)\n]{{1,40}}\))?(?:,? {ADVERB}){{0,4}},? (?P<deed>{DEED})(?![a-z])"
)
OWNS = late(
    r"'s? (?:[a-z0-9]+ ){0,2}?(?:laptop|phone|mobile|ipad|account|mailbox|email account|inbox|usb|memory"
    r" stick|bag|car|tablet|password|login|log-in|credentials|handbag|rucksack|briefcase|folder|mark book"
    r"|markbook|diary|desk|computer|screen|device|chromebook|emails? (?:has|have|was|is|were|account)|home"
    r" was)(?![a-z])"
)
BLAMED = late(
    r" (?:is|was|were|are|may be|has been) (?:responsible|to blame|at fault|involved|behind|the (?:one"
    r"|person) (?:who|that)|in charge of the device)|'s (?:mistake|error|fault|doing|oversight|slip)"
    r"| (?:asked|told|instructed|ordered|made) me to (?!report|tell|let|contact|inform|email you|write"
    r"|e-mail you|raise|log|fill|do the report)| (?:herself|himself|themselves|personally)(?![a-z])"
)
# Before a name.
BY = late(
    r"(?:sent|left|lost|made|caused|shared|emailed|posted|forwarded|uploaded|published|clicked|opened"
    r"|accessed|taken|copied|done|deleted|printed|given|disclosed|downloaded|written|carried out|misplaced"
    r"|dropped|went out|gone out|addressed|packed|entered|approved|attached|circulated|put|committed"
    r"|authorised|ordered) (?:[a-z]+ ){0,4}?by $"
    r"|(?:involving|responsible (?:is|was)|(?:mistake|error|fault|oversight) (?:by|of|on the part of)"
    r"|(?:allegation|complaint|concerns?) about|responsibility of|down to|belongs? to|belonging to"
    r"|(?:account|mailbox|email|laptop|phone|login|password|inbox) of) $"
)
FIRM = late(
    r"(?:Ltd|Limited|Systems|Solutions|Services|Software|Council|School|Academy|Trust|Mail|Group|Bank"
    r"|University|Primary|Company|Plc|PLC)$"
)
ITS = late(r"(?<![a-z])(?:it's|its|it is|it was|they are|they were) $")
AUDIENCE = late(
    r"(?<![a-z])(?:told|asked|informed|emailed|rang|with|to|of|for|let|copied|cc|from|thanks|hi|dear|hello"
    r"|called|phoned|contacted) $"
)
MOST_NAMES = 300
ME = late(
    r"(?<![a-z])(?:i|ive|i've|i have|i had|i'd|i think i|i may have|i might have|i must have|i seem to have"
    r"|i appear to have|i'm afraid i|we|we've|we have)(?: (?:have|had|then|just|only|so|stupidly|foolishly"
    r"|accidentally|mistakenly|inadvertently|wrongly|unintentionally|also|somehow|unfortunately|must have"
    r"|may have|think i|seem to have|'ve|recently|idiotically|carelessly|unwittingly|earlier|quickly|nearly"
    r"|almost|never meant to but|in error|by mistake|by accident|managed to|in my haste|regrettably|clearly"
    r"|then))*,? ?(?P<deed>saved|stored|synced|gave out|sent|emailed|e-mailed|left|lost|clicked|shared"
    r"|posted|uploaded|forwarded|opened"
    r"|printed|gave|given|disclosed|published|deleted|threw|thrown|attached|typed|replied|cc'd|cced|put"
    r"|copied|dropped|forget|forgot|forgotten|misplaced|mislaid|entered|fell for|fallen for|send|lose|leave|email"
    r"|forgetting|read out|mentioned|sending|hit|pressed|plugged|used|cant find|can't find|cannot find"
    r"|mixed up|muddled|selected|chose|pasted|made (?:a|the) (?:\w+ )?(?:mistake|error)|messed up|mucked up"
    r"|screwed up|put the wrong|added|included|had my (?:laptop|phone|bag|car|ipad)|addressed|handed|binned"
    r"|set (?:it|them|this|the \w+)? ?down|put (?:it|them) down|donated|sold|threw (?:it|them) away"
    r"|downloaded|discussed|left my|approved|overwrote|exported|failed to)(?![a-z])"
)
SLIP = late(
    r"(?<![a-z])(?:wrong|recall(?:ed)?|all staff|everyone|mistake|mistakenly|accident(?:ally)?|error"
    r"|inadvertently|lost|left|clicked|click"
    r"|sorry|forgot|stupid(?:ly)?|misplaced|mislaid|dropped|should have|should not have|shouldn't have"
    r"|realis(?:ed|ing)|realiz|didn't realise|phish|scam|instead of|bcc|another|entered|fell for|my fault"
    r"|unintended|can't find|cannot find|cant find|stolen|published|deleted|threw|missing|attached|reply"
    r" all|fake|overwrote|incorrect|failed to|cc|visible|disclosed|confidential|unlocked|unattended|lose"
    r"|messed up|mixed up|forgetting|forgotten|not knowing|unaware|forget|(?:asked|told|prompted"
    r"|wanted) me to (?:sign|log) (?:back )?in|daft|silly"
    r"|foolish(?:ly)?|idiot|having failed|without (?:realising|realizing|thinking|checking|noticing)|wasn't meant"
    r")(?![a-z])"
)
MINE = Rare(
    r"(?<![a-z])(?:against myself|report(?:ing)? myself|self-? ?report(?:ing)?|own up|hold my hands? up"
    r"|i(?:'d| had)? (?:only |just )?(?:meant|intended) (?:to|it (?:to|for))(?: only| just)? (?:send|e-?mail"
    r"|mail|post|print|attach|select|click|reply|forward|share|upload|bcc)"
    r"|my (?:own )?(?:mistake|error|fault|doing|oversight|slip|bad|carelessness|stupidity)"
    r"|(?:entirely|all|totally|completely) my|i(?:'m| am) (?:so |really |very |terribly )?sorry(?! (?:for (?:my|the"
    r" (?:delay|late))|about my (?:english|spelling|typing)|to (?:bother|trouble|hear|say|be|report|ask"
    r"|write)))|(?:error|mistake|slip|breach"
    r"|oversight) of (?:my|mine)(?: own)?|of my own making|i was presenting|(?:sent|posted|e-?mailed"
    r"|forwarded|shared|done|left) by me|i(?: was|'m| am) the (?:presenter|sender|one who"
    r"|person who|culprit)|i take"
    r" (?:full )?(?:responsibility|the blame)|(?:i )?take"
    r" full responsibility|my (?:\w+ )?(?:laptop|phone|ipad|bag|car|memory stick|usb|account|rucksack"
    r"|handbag|tablet|diary|planner|mark book|usb stick|work laptop|work phone|mailbox|email account|school"
    r" laptop)(?: \w+){0,2}? (?:was|has been|is|got|were|has|had been|have been|had)(?: \w+)? (?:stolen"
    r"|nicked|pinched|lost|missing|hacked|taken|gone|broken into|compromised|snatched))(?![a-z])"
)
# What is told, heard or done about it afterwards involves nobody.
NOT_DEED = late(
    r"(?:emailed|e-mailed|wrote|replied|messaged)(?= (?:at|on|in|back|us|me|you|this|yesterday|today|to"
    r" (?:say|tell|ask|let|report|apolog)|again|earlier|last|\())|(?:gave|given|sent|emailed|e-mailed"
    r"|forwarded|passed|handed|put|took|taken|used|wrote|opened|left|collected|posted|changed|deleted"
    r"|looked at|clicked|attached|logged|approved|entered|told)(?: \w+){0,3}? (?:this|that|it|me|us|a call"
    r"|a message|an apology|apolog|recall|(?:an )?e-?mail (?:to )?(?:ask|to all|apolog)|it back|advice|in"
    r" the (?:log|book)|over to|(?:the )?(?:password|passwords)|a ticket|to (?:report|say|ask|let|tell"
    r"|apolog|recall|warn)|on (?:to )?(?:me|you|the (?:dpo|head|office)))(?![a-z])"
)
# "I sent it to the wrong parent": the thing is no answer to the incident, it is the incident.
ASTRAY = late(
    r"(?<![a-z])(?:to|with) (?:the |a |an |my |his |her )?(?:wrong|incorrect|all (?:staff|parents|the)"
    r"|everyone|everybody|whole"
    r"|another|a different)(?![a-z])|(?<![a-z])(?:by (?:mistake|accident)|in error|accidentally|instead of)(?![a-z])"
)
# Acts that are not the incident: "I emailed the Head straight away", "I left the office".
HARMLESS = late(
    r"(?:emailed|e-mailed|sent|forwarded|copied|cc'd)(?: \w+){0,2}? (?:the |our |my )?(?:head|headteacher"
    r"|it team|it support|it|dpo|line manager|office|helpdesk|you|principal|ceo|deputy|police)(?![a-z])"
    r"|(?:left (?:the (?:building|office|school|meeting|job|company)(?= (?:at|for|and|early|when|to)|\.|,"
    r"|$)|(?:her|him|them|it) a |a (?:message|voicemail))|put (?:this|it) (?:in|down)|put the phone|used to"
    r"|opened (?:the door|it in)|handed (?:it|them|over)|deleted (?:it|mine|my copy|the e?-?mail|the"
    r" message)(?: from my| immediately| straight|\.)|left a |added (?:this|it)|sent (?:her|him|them|out)?"
    r" ?(?:a|an) (?:recall|apology|message asking|follow)|changed)"
)
# A report that begins with the deed: "Sent the register to all staff."
BEGINS = late(
    r"(?:(?:hi|hello|hiya|morning|afternoon|quick|fyi|urgent|heads up|for info|note|near miss)(?![a-z])"
    r"[a-z0-9' ]{0,30} ?[-:,!] )??(?:(?:(?:i'?m )?(?:so |very |really )?sorry|oh no|oh dear|help|argh|right"
    r"|ok|um|hi|fyi|quick one|urgent"
    r"|confession)"
    r"(?:,| -|:|!| but)* )?(?:have |i'?ve |just |accidentally |stupidly |by mistake |mistakenly )*(?:sent"
    r"|left|lost|emailed"
    r"|forgot|clicked|posted|put|gave|dropped"
    r"|attached|deleted|printed|shared|uploaded)(?![a-z])"
)
