"""Cues of urgency and of special ways: danger, press, protected people, suspects. Data only; see cues.py."""

from __future__ import annotations

URGENT_CUES: dict[str, tuple[str, ...]] = {
    "danger": (
        r"(?:at|in) (?:immediate |serious |real |grave |imminent |physical )?(?:danger|risk of (?:serious "
        r"|significant |physical )?harm)",
        r"(?:immediate|physical|imminent|serious) (?:danger|risk|harm|threat)", r"life at risk",
        r"lives at risk", r"threat(?:s|ened|ening)? (?:to|by|of) (?:kill|harm|hurt|violence)",
        r"threatening to (?:kill|harm|hurt|come|find)",
        r"fears? for (?:her|his|their|my|our) (?:life|safety|lives)",
        r"scared for (?:her|his|their|my) (?:life|safety)",
        r"(?:is|are|be) (?:now )?(?:not safe|unsafe|in danger)", r"suicid(?:e|al)", r"self harm(?:ing)?",
        r"kill (?:him|her|them|my)sel(?:f|ves)",
        r"on (?:his|her|their) way (?:there|to (?:her|his|their|the) (?:house|home|address|refuge|school))",
        r"(?:outside|at) (?:her|their|his|the) (?:house|home|door|refuge|address) now",
        r"police (?:are|have been) (?:called|on their way)",
        r"(?:abusive|violent) (?:ex|father|mother|partner|husband|parent|ex ?partner|ex ?husband|dad"
        r"|stepfather)",
        r"(?:may|might|could|will|can) (?:now )?(?:come|find|track|trace|locate) (?:\w+ ){0,4}(?:her|them"
        r"|him|the (?:family|child|children|mother))",
        r"(?:wrong|incorrect) (?:medication|medicine|dose|dosage)(?: (?:was|were|has been))? given",
        r"gave (?:\w+ ){0,4}wrong (?:medication|medicine|dose)",
        r"(?:child|pupil|girl|boy|student) (?:is |has gone |has been |gone )?(?:missing|abducted|taken)(?:"
        r" from (?:school|home))?(?= and|\.| since|,)", r"fleeing", r"in hiding",
        r"non ?mol(?:estation)? order", r"knows where (?:she|they|he) (?:lives?|are|is)",
        r"(?:turned|turning|shown|showed) up at (?:the|her|their|his) (?:\w+ )?(?:refuge|house|home|address"
        r"|flat|door|hostel)",
        r"(?:is|are|being|were|was) (?:being )?(?:moved|relocated|rehoused) (?:\w+ ){0,4}(?:by|for|because"
        r"|right now|tonight)",
        r"not safe", r"weapon", r"knife", r"stalk(?:er|ing|ed)",
    ),
    "press": (
    r"(?:the |local |national )?press(?= (?:has|have|is|are|office|interest|enquir|inquir|cover|want"
    r"|contact|involve|rang|call|release)|\.|,| and| about)", r"journalists?",
    r"reporter from (?:the|a) (?:\w+ )?(?:news|paper|gazette|echo|post|times|mail|bbc|local)", r"newspapers?",
    r"bbc", r"itv", r"(?:local|national) (?:media|news|radio|paper)",
    r"media (?:interest|enquir(?:y|ies)|attention|coverage)", r"news ?desk", r"going viral", r"gone viral",
    r"all over (?:facebook|social media|twitter|x|tiktok)", r"gazette",
    r"evening (?:post|news|standard|echo)"),
    "whole_trust": (r"(?:whole|entire) trust", r"across (?:the|our) trust", r"trust ?wide",
    r"all (?:of )?(?:our|the) (?:schools|academies)",
    r"(?:several|multiple|many|both|three|four|five|six|seven|eight|nine|ten|all \w+) (?:of (?:our|the)"
    r" )?(?:schools|academies)", r"every school", r"more than one school", r"all (?:trust )?sites"),
    "safeguarding_file": (
    r"(?:safe ?guarding|child protection|cp|cpoms|my ?concern|social (?:care|services)|looked after|lac"
    r"|child in need|cin|early help)(?: \w+){0,3}? (?:files?|records?|reports?|folders?|chronolog(?:y|ies)"
    r"|minutes|notes?|logs?|documents?|information|info|data|entr(?:y|ies)|referrals?|concerns?|forms?"
    r"|paperwork|details|plans?|disclosures?|lists?|account|material|case)", r"cpoms",
    r"(?:file|report|notes|record|records|details|information|log|minutes|email) (?:about|on|of|from|re)"
    r" (?:\w+ ){0,4}(?:safe ?guarding|child protection|abuse|neglect)", r"safe ?guarding"),
    "protected_address": (r"(?:women'?s )?refuge", r"adopt(?:ive|ed|ion|er|ers)",
    r"(?:protected|confidential|secret|undisclosed|secure|withheld) (?:home )?address(?:es)?",
    r"(?:court|non molestation|injunction|protection|prohibited steps)(?: order)?(?=[^.]{0,80}address)",
    r"address(?:es)?(?=[^.]{0,80}(?:court order|non molestation|injunction|domestic (?:abuse|violence)|not"
    r" (?:allowed|supposed|meant) to know|must not|withheld|confidential|protected|kept (?:from|secret)|in"
    r" hiding|foster))", r"foster (?:carer'?s'?|family'?s?|placement|home) (?:home )?address",
    r"address of (?:the |a |her |his |their )?(?:\w+ )?(?:foster|adopt|refuge|safe)",
    r"non ?mol(?:estation)?(?: order)?", r"restraining order", r"address of (?:his|her|their) ex",
    r"safe house", r"witness protection", r"domestic (?:abuse|violence)",
    r"birth (?:parents?|mother|father|family)"),
    "pupil_suspect": (
        r"(?:pupils?|students?|child(?:ren)?|boys?|girls?|year \d{1,2}s?|yr \d{1,2}|sixth formers?|lads?"
        r"|kids?|teenagers?|learners?|y\d{1,2})(?: (?:in|from|of) (?:my |our |the )?(?:class |year |yr "
        r"|y)?[a-z0-9]+| pupils?| students?| boys?| girls?| lads?| child| group){0,3}(?: (?:has|have|had"
        r"|who|then|apparently|may|might|managed to|also|must|somehow|deliberately|allegedly|and))*"
        r" (?:(?:got (?:into|in to|hold|access|onto)|hacked|logged|guessed|broke|broken|gained|used|stole"
        r"|stolen|accessed|took|copied|downloaded|photographed|installed|ran|found|got hold of|watched|seen"
        r"|saw|been using|was using|were using|changed|deleted|shared|posted|uploaded|looked|opened|went"
        r"|filmed|sent|bypassed|altered)(?! (?:\d+ (?:min|hour)|at \d|today|yesterday|upset|home|ill|lost"
        r"|letter|reply|the wrong report)))",
        r"by (?:a|one of our|two|some|another|our own|an? \w+) (?:year \d{1,2} |sixth form |former "
        r"|y\d{1,2} )?(?:pupils?|students?|boys?|girls?|child)(?= |\.|,)",
    ),
    "insider": (
        r"(?:without (?:a |any |good )?(?:legitimate |business |genuine |lawful |good |work )?(?:reason"
        r"|need|authority|permission|authorisation|authorization|consent))", r"snoop(?:ed|ing)?",
        r"(?:looked|looking|been looking) (?:up|at|through|into) (?:\w+ ){0,5}(?:records?|files?|details"
        r"|data|report|account|personnel|info\w*)(?=[^.]{0,80}(?:no reason|neighbour|ex|without|curiosity"
        r"|shouldn't|not allowed|no need|own child|friend|not entitled))",
        r"(?:no|without) (?:business|legitimate|professional|work) (?:reason|need)", r"out of curiosity",
        r"nos(?:y|ing|ey)",
        r"(?:copied|downloaded|took(?! (?:\w+ )?(?:photos?|pictures?))|taken|exported|forwarded|emailed"
        r"|sent|forwards|sends)(?: \w+){0,8}"
        r" (?:to|onto|on) (?:\w+ )?(?:wife's|husband's|partner's|own|personal|private|home|new employer's"
        r"|competitor\w*) (?:\w+ )?(?:e ?mail|account|gmail|hotmail|icloud|yahoo|usb|drive|device|stick"
        r"|laptop|address|computer|phone)",
        r"(?:former|ex|departing|leaving|previous)(?: [a-z\-]+){1,3}?(?:, who [^,.]{2,40},)? (?:has |had "
        r"|have )?(?:retained|kept"
        r"|took|taken|copied|downloaded|held on to)(?= (?:a |the |his |her |their )?(?:\w+ )?(?:cop(?:y|ies)"
        r"|lists?|files?|data"
        r"|records?|registers?|spreadsheets?|database|contacts?|emails?)(?![a-z]))",
        r"(?:disgruntled|former|ex|departing|leaving) (?:employee|member of staff|colleague|staff"
        r" member)(?: (?:who )?(?:has|had|have|was|is|did|still))* (?:\w+ )?(?:copied|downloaded|took|taken"
        r"|access\w*|exported|used|kept|retained|contact\w*|exfiltrated|stole|sent)", r"period of notice",
        r"notice period", r"never gave (?:his |her |their |any )?(?:permission|consent)",
        r"(?:logged|logs|logging) (?:on|in) as (?:mr|mrs|miss|ms|dr|another|someone|somebody)(?: \w+)?",
        r"keeps? (?:reading|looking|accessing|opening)",
        r"(?:exfiltrat|steal|stole|copied|took|taken)\w*(?: \w+){0,8} by (?:an?|the|one of (?:our|its))"
        r" (?:former |ex |disgruntled )?employee", r"insider",
        r"deliberately (?:copied|shared|accessed|looked|leaked|sent|disclosed|took|downloaded)",
        r"rogue employee",
    ),
    "near_miss": (
        r"near miss", r"nearly (?:sent|emailed|posted|clicked|left|shared|gave|published|uploaded)",
        r"almost (?:sent|emailed|posted|clicked|left|shared|gave|published|uploaded|went|fell)",
        r"(?:caught|spotted|noticed|stopped|realised) (?:it |this |the \w+ )?(?:just )?(?:before|in"
        r" time)(?! \w+ (?:told|rang))",
        r"did(?:n't| not) (?:actually )?(?:go out|get sent|leave the building|open it)",
        r"before (?:i|it|they|she|he|we|anyone|anybody|anything) (?:was |were |had been |had |could "
        r"|pressed |clicked |hit |went |got |saw |been |be |have )*(?:send|sent|opened|posted|out|seen|see"
        r" it|left|published|read|anyone)",
        r"(?:no ?one|nobody) (?:saw|opened|read|has seen|had seen|accessed|has opened|had opened) (?:it"
        r"|them|anything|the)", r"without (?:being )?opened", r"no harm done",
        r"(?:anti ?virus|filter|firewall|defender|mail filter|dlp)(?: \w+){0,3} (?:caught|blocked|stopped"
        r"|quarantined)",
        r"(?:was|were) about to (?:send|post|click|email|leave)", r"unopened", r"still sealed",
        r"in the (?:outbox|drafts)", r"blocked by (?:the|our) (?:filter|dlp|firewall|antivirus)",
    ),
    "identity_fraud": (
    r"(?:posing|posed|pretending|pretended|claiming|claimed|purported|impersonat\w+) (?:\w+ ){0,4}?(?:to be"
    r"|as|a client|a parent|a customer|the)", r"identity (?:theft|fraud)", r"impersonat(?:ed|ing|or|ion)",
    r"blag(?:ged|ging|ger)", r"social engineering", r"fraudsters?", r"fraudulent(?:ly)?",
    r"purport(?:ing|ed) to (?:be|come)", r"fraud", r"invoice fraud", r"mandate fraud", r"vishing"),
    "supplier": (
    r"(?:our |the |a |its |their |software |mis |it |photo(?:graph\w*)? |payroll |third party |catering "
    r"|external )(?:suppliers?|providers?|vendors?|processors?|contractors?|hosting compan(?:y|ies))(?=(?:"
    r" \w+){0,3} (?:has|have|had|tell|told|inform|notif|suffer|was|were|email|contact|rang|say|said|confirm"
    r"|experienc|that|who|accident|sent|lost|wrote|emailed|mailed|rang)(?![a-z]))",
    r"third party (?:provider|supplier|breach|processor)", r"supply chain",
    r"(?:hosting|software|cloud) (?:company|provider|supplier)"),
    "complaint": (r"complain(?:t|ed|ing|s)?(?= |\.|,)", r"compensation", r"solicitors? letter",
    r"legal action"),
}  # fmt: skip
