"""Tables of `clues`: what people say about themselves by which colleagues know who writes. Only patterns.

Each row: why, how much is withheld, pattern. Extents: PHRASE the match alone, CLAUSE up to the clause's ends.
"""

from __future__ import annotations

import re
from enum import StrEnum


class Why(StrEnum):
    """Why a piece is withheld; shown to the reporter."""

    ROLE = "it tells your job or task"
    TENURE = "it tells how long you have been here"
    PLACE = "it tells where you work"
    PEOPLE = "it tells whom you work or live with"
    FAMILY = "it tells of your family"
    DUTY = "it tells when you were on duty"
    ONLY = "it says that only you could know"
    HISTORY = "it recalls something between you and the reader"
    PERSON = "it tells something personal about you"
    QUOTE = "it quotes somebody who speaks to you by name"
    NAME = "it holds a trace of your name that could not be cut out safely"


class Extent(StrEnum):
    """How much of the sentence goes."""

    PHRASE = "phrase"
    CLAUSE = "clause"


ROLES = (
    r"teach(?:er|ing)|tutor|assistant|TAs?|HLTA|SENDCo|SENCO|SENDCO|librarian|technician|caretaker|premises|cook|chef|supervisor|"
    r"receptionist|secretary|bursar|business manager|administrator|admin|clerk|governor|nurse|first[- ]aider|counsell?or|mentor|coach|"
    r"head of [\w ]+?|co-?ordinator|manager|officer|examiner|invigilator|cleaner|driver|escort|intern|trainee|ECTs?|NQTs?|"
    r"PGCE student|apprentice|volunteer|supply|cover|peripatetic|instructor|therapist|psychologist|chaplain|rep|representative|deputy|"
    r"headteacher|head|principal|SLT|DSL|DDSL|lead|leader|subject leader|gardener|groundsman|matron|houseparent|warden|musician|"
    r"accompanist|conductor|trustee|linguist|interpreter|translator|specialist|staff member|member of (?:the )?[\w ]{2,30}?|person|one|"
    r"man|woman|male|female|[Yy]ear (?:\d+|[Ss]ix|one|two|three|four|five|seven|eight|nine|ten|eleven) (?:teacher|tutor|lead|head)"
)
_ART = r"(?:the|an?|one of the|our|your|their|his|her|this school's)"
_ADJ = r"(?:[\w'’\-]+[ ]){0,5}?"
_I = r"\b(?:I|we)"
_AM = r"(?:['’]m|[ ]am|['’]re|[ ]are|[ ]was|[ ]were|['’]ve been|[ ]have been|[ ]had been|['’]d been|[ ]used to be|[ ]work(?:ed)? as|[ ]act(?:ed)? as|[ ]was (?:working|acting) as)"
_WHEN = r"(?:[ ](?:only|just|also|still|currently|both|now|actually|of course|probably|the))?"
_ADV = r"(?:(?:only|just|also|always|still|usually|often|sometimes|currently|now|both|happen to|used to|have to|had to|was|am|were|['’]m)[ ])*"
_NUMBER = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|many|several|a few|some|most of|all)"
_POSS_NOUN = (
    r"(?:tutor (?:group|set)|form(?: group| class)?|(?:year|reception|nursery|sixth form|top|bottom|maths?|english|music|science|art|drama|french|"
    r"german|spanish|p\.?e\.?|r\.?e\.?|intervention|phonics|choir|\w+ ) ?(?:class(?:es)?|lessons?|sets?|pupils|students|groups?|club|choir|orchestra|band)"
    r"|class(?:es)?|(?:line|team) manager|job[- ]share(?: partner)?|(?:teaching|office|job) (?:partner|neighbour)|office[- ]?mate|mentee|appraiser|appraisal|"
    r"probation|retirement|maternity leave|paternity leave|sick leave|sabbatical|phased return|disability|wheelchair|hearing aids?|guide dog|"
    r"predecessor|timetable|PPA(?: time)?|free period|duty|shift|(?:break|lunch|bus|gate|playground|yard)(?:time)? duty|rota|staff code|key ?fob|pigeon ?hole|parking (?:space|spot)|"
    r"choir|orchestra|ensemble|tutees|department|faculty|key stage|year group|year (?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven)s?|"
    r"(?:first|second|third|last|final|nqt|ect|probationary|training) (?:year|term|week|month)(?: (?:here|at [\w ]+|in (?:the|this) (?:job|role|school|post)))?)"
)
_FAMILY = (
    r"(?:husband|wife|partner|fianc[eé]e?|boyfriend|girlfriend|son|daughter|child|children|kids?|mother|father|mum|dad|sister|brother|twins?|"
    r"grandson|granddaughter|grandchild(?:ren)?|niece|nephew|cousin|aunt|uncle|stepson|stepdaughter|sister-in-law|brother-in-law|mother-in-law|ex-?(?:husband|wife))"
)

TABLE: tuple[tuple[Why, Extent, re.Pattern[str]], ...] = tuple(
    (why, extent, re.compile(pattern, re.IGNORECASE))
    for why, extent, pattern in (
        # "As the only bassoon tutor (here), I ..."; not "as the head sent it", not "as the DPO, Mr X, says"
        (
            Why.ROLE,
            Extent.PHRASE,
            rf"(?:\b(?:speaking|working|acting|writing|employed|being|having been)\s+)?\bas\s+(?:both\s+)?{_ART}\s+{_ADJ}(?:{ROLES})\b"
            r"(?:\s+(?:of|for|at|in|on|with|to|here|on duty|who\s+[\w' ]{3,60}?|that\s+[\w' ]{3,60}?)\b[^,.;:!?\n]{0,50}?)?"
            r"(?=\s*,\s*(?:I\b|my\b|we\b|it\b|me\b|this\b|there\b)|\s+(?:I\b|my\b|we\b)|\s*[.;!?–—)]|\s*,?\s*$|\s*,\s*(?:and|but|which|so)\b)",
        ),
        (
            Why.ONLY,
            Extent.CLAUSE,
            rf"{_I}{_AM}{_WHEN}\s+(?:probably\s+|also\s+)?the\s+(?:only|sole|last|newest|oldest|youngest|longest)\b",
        ),
        (
            Why.ROLE,
            Extent.CLAUSE,
            rf"{_I}{_AM}{_WHEN}\s+{_ART}\s+{_ADJ}(?:(?!person\b|one\b|man\b|woman\b|male\b|female\b|staff member\b)(?:{ROLES}))\b",
        ),
        (
            Why.ROLE,
            Extent.CLAUSE,
            rf"{_I}{_AM}\s+(?:head|in charge|responsible for|acting|deputy|lead|SENCO|SENDCo|DSL)\b(?!\s+(?:of\s+)?(?:that|this|it))",
        ),
        (
            Why.ROLE,
            Extent.CLAUSE,
            rf"{_I}\s+{_ADV}(?:teach|taught|tutor|(?:line[- ])manage|line[- ]managed|invigilate|coach|accompany|conduct)\b(?!\s+(?:that|this lesson|it)\b)",
        ),
        (
            Why.ROLE,
            Extent.CLAUSE,
            rf"{_I}\s+{_ADV}(?:run|ran|lead|led|organi[sz]e|look after|take|supervise|co-?ordinate|head up|manage|play|direct)\s+(?:the|our|all the|a|an|after[- ]school)\s+"
            r"(?:[\w'’\-]+\s){0,4}?(?:club|choir|orchestra|band|ensemble|team|department|library|kitchen|office|group|society|newsletter|school play|minibus|nursery|lab|workshop|garden|award|programme|provision|intervention|lessons?|assembl(?:y|ies)|trip|squad|unit|hub|centre)\b",
        ),
        (
            Why.ROLE,
            Extent.PHRASE,
            r"\b(?:in|given|because of|due to|from|through)\s+my\s+(?:\w+\s){0,2}?(?:role|job|position|post|capacity|work|job title|duties|responsibilit(?:y|ies))\s+(?:as|of|in|at|with|for)\b[^,.;:!?\n]{2,60}?(?=\s*[,.;:!?\n]|\s+I\b|$)",
        ),
        (
            Why.ROLE,
            Extent.CLAUSE,
            r"\bmy\s+(?:role|job|post|subject|specialism|title|position|instrument|department|area)\s+(?:is|was|as|at)\b",
        ),
        (
            Why.ROLE,
            Extent.PHRASE,
            r"\b(?:we|us|those of us)\s+(?:in|from|at)\s+(?:the\s+)?[\w&' ]{3,40}?(?:department|office|team|kitchen|library|faculty|reception|site team|unit|provision)\b",
        ),
        (
            Why.ROLE,
            Extent.CLAUSE,
            rf"{_I}\s+(?:work|am based|['’]m based|was based|sit|am usually|['’]m usually)\s+(?:in|at|for|with|on)\s+(?!(?:the\s+)?(?:case|same|it|this)\b)",
        ),
        (
            Why.ROLE,
            Extent.PHRASE,
            rf"\bmy\s+(?:own\s+|current\s+|lovely\s+|little\s+)?{_POSS_NOUN}\b(?:\s+(?:in|of)\s+(?:[Yy]ear \w+|\d+\w?|[A-Z]\d+))?",
        ),
        (
            Why.ROLE,
            Extent.PHRASE,
            r"\bmy\s+(?:[Yy]ear\s+(?:\d{1,2}|[a-z]+)|[A-Z]?\d{1,2}[A-Z]{0,3}\d?|Reception|Nursery|GCSE|A[- ]level|BTEC|SEN)\s*(?:\w+\s)?(?:class(?:es)?|pupils|students|set|group|form|lessons?|children|kids|tutor group)\b",
        ),
        # place
        (
            Why.PLACE,
            Extent.PHRASE,
            r"\b(?:(?:outside|opposite|beside|above|below|behind|next (?:door )?to|near|two doors from|from|in|at|to|by)\s+)?my\s+(?:own\s+)?(?:office|classroom|room|desk|studio|workshop|lab|form room|teaching room|hut|portakabin)\s+(?:[A-Z]{0,2}\d+\w?|is|in|on|at|next|opposite|by|near|above|below|behind|beside|off|has|overlooks|faces)\b[^,.;:!?\n]{0,60}?(?=\s*[,.;:!?\n]|\s+(?:I|and|when|where|while|so|but|was|were)\b|$)",
        ),
        (
            Why.PLACE,
            Extent.PHRASE,
            r"\b(?:outside|opposite|beside|above|below|next (?:door )?to|two doors from|just off|round the corner from)\s+my\s+(?:own\s+)?(?:[\w\-]+\s){0,2}?(?:office|classroom|room|desk|studio|workshop|lab|house|flat)\b",
        ),
        (
            Why.PLACE,
            Extent.CLAUSE,
            rf"{_I}\s+{_ADV}(?:live[ds]?|park(?:ed)?|cycle[ds]?|walk(?:ed)? (?:to work|home|in)|commute)\s+(?:in|on|at|near|next|opposite|behind|round|around|with|from|to|my)\b",
        ),
        # people
        (
            Why.PEOPLE,
            Extent.CLAUSE,
            rf"{_I}\s+{_ADV}(?:share[ds]?|sharing)\s+(?:an?|the|my|our|his|her)\s+(?:[\w\-]+\s){{0,3}}?(?:office|room|desk|classroom|studio|workshop|car|lift|house|flat|class|job|timetable|cupboard|lab|login)\b",
        ),
        (
            Why.PEOPLE,
            Extent.CLAUSE,
            rf"{_I}\s+{_ADV}(?:sit|sat|stand|work|worked|teach|working|sitting|job[- ]share|car[- ]share|carpool|drive in|live|am married|was married|am related|went to (?:school|college|university))\s+(?:directly |right |just |closely )?(?:next to|opposite|beside|behind|alongside|near|with|under|in front of|to|across from)\b",
        ),
        (
            Why.PEOPLE,
            Extent.CLAUSE,
            r"\bI['’]?m\s+(?:married|related|engaged|a (?:good |close |old )?friend)\b",
        ),
        (
            Why.PEOPLE,
            Extent.PHRASE,
            r"\bwho\s+(?:shares? (?:an? |the |my )?(?:office|room|desk|class|classroom|job)?\s*(?:with me)|sits? (?:next to|opposite|beside|behind|near|with) me|line[- ]manages me|manages me|mentors me|(?:is|was) my \w+(?: \w+)?)\b",
        ),
        (
            Why.PEOPLE,
            Extent.PHRASE,
            r"\b(?:our|the)\s+(?:shared|joint)\s+(?:office|room|desk|classroom|studio)\b(?:\s+(?:in|on|at|next to)\s+[^,.;:!?\n]{2,40}?(?=[,.;:!?\n]|\s+(?:and|when|was|is)\b|$))?",
        ),
        # family
        (
            Why.FAMILY,
            Extent.PHRASE,
            rf"\bmy\s+(?:own\s+|late\s+|two\s+|three\s+|younger\s+|older\s+|eldest\s+|youngest\s+|twin\s+|little\s+)*{_FAMILY}\b(?:['’]s?\s+(?:class|form|teacher|tutor|year|birthday|school)\b)?(?:,?\s+(?:[A-Z][a-z]+)\b)?(?:,?\s+(?:who\s+is\s+|is\s+)?(?:in|at)\s+(?:[Yy]ear\s+\w+|Reception|Nursery|\d+\w?|[A-Z]?\d\w*|the (?:same )?(?:school|class|year)|this school|[A-Z]\w+))?(?:,?\s+who\s+(?:is|goes|works|teaches|attends|was)\b[^,.;:!?\n]{2, 50}?(?=[,.;:!?\n]|\s+(?:and|when|was)\b|$))?",
        ),
        (
            Why.FAMILY,
            Extent.CLAUSE,
            r"\b(?:I['’]m|I am|being|as)\s+(?:also\s+)?(?:the|a)\s+(?:parent|mother|father|mum|dad|carer|grandparent|guardian|wife|husband|sister|brother)\b",
        ),
        # tenure
        (
            Why.TENURE,
            Extent.PHRASE,
            rf"\b(?:in|after|for|during|with|over|through|throughout|despite)\s+(?:all\s+)?(?:my|the)\s+(?:(?:last|past|nearly|almost|over|about)\s+)?{_NUMBER}\s+(?:long\s+)?(?:years?|terms?|months?|weeks?|decades?)\s+(?:here|at|in|of|as|with|on|teaching|working)\b[^,.;:!?\n]{{0,40}}?(?=\s*[,.;:!?\n]|\s+I\b|$)",
        ),
        (
            Why.TENURE,
            Extent.PHRASE,
            rf"\b(?:after|for|in)\s+(?:nearly |almost |over |about )?{_NUMBER}\s+(?:years?|terms?|decades?)\s+(?:here|at this school|at the school|in (?:the|this) (?:job|role|post|school|department|trust)|of (?:teaching|working|service)|teaching|as (?:an?|the) [\w ]+?)\b(?=\s*[,.;:!?\n]|\s+(?:I|and)\b|$)",
        ),
        (
            Why.TENURE,
            Extent.CLAUSE,
            rf"{_I}(?:\s+have|['’]ve)?\s+{_ADV}(?:been\s+(?:here|at (?:this|the) (?:school|trust|academy)|teaching|working|employed|in (?:the|this) (?:job|role|post|school|department))|worked\s+(?:here|at|in|for|with)|taught\s+(?:here|at))\b",
        ),
        (
            Why.TENURE,
            Extent.PHRASE,
            r"\b(?:ever\s+)?(?:since|when|before|until|after|shortly after|soon after)\s+I\s+(?:first\s+)?(?:joined|started|began|came|arrived|moved|transferred|qualified|trained|retired|returned|went part[- ]time)\b[^,.;:!?\n]{0,50}?(?=\s*[,.;:!?\n]|\s+(?:I|and I|but|the|there|we)\b|$)",
        ),
        (
            Why.TENURE,
            Extent.CLAUSE,
            rf"{_I}\s+{_ADV}(?:joined|started|transferred|qualified)\s+(?:here|this|the school|the trust|at|in (?:19|20)\d\d|in (?:January|February|March|April|May|June|July|August|September|October|November|December)|last|only|a (?:few|couple)|\w+ (?:weeks?|months?|years?|terms?) ago|teaching|my)\b",
        ),
        (
            Why.TENURE,
            Extent.CLAUSE,
            rf"{_I}(?:['’]m|\s+am|\s+was|['’]ll be|\s+will be)\s+(?:also\s+|quite\s+|fairly\s+|very\s+|still\s+|only\s+)*(?:new (?:here|to (?:the|this))|newly|part[- ]time|retiring|leaving|on (?:supply|probation|placement|maternity|paternity|a (?:fixed|temporary|zero))|due to retire|the newest|only here|job[- ]sharing|agency)\b",
        ),
        (
            Why.TENURE,
            Extent.CLAUSE,
            rf"{_I}\s+only\s+work(?:ed)?\b|{_I}\s+{_ADV}work\s+(?:part[- ]time|mornings|afternoons|evenings|nights|(?:on\s+)?(?:mondays?|tuesdays?|wednesdays?|thursdays?|fridays?)|\w+ days? a week)\b",
        ),
        # duty
        (
            Why.DUTY,
            Extent.CLAUSE,
            rf"{_I}(?:['’]m|\s+am|\s+was|['’]d been|\s+had been|\s+were)\s+(?:just\s+|also\s+)?(?:on|doing|covering|supervising|invigilating|teaching|rehearsing|running)\s+(?!(?:my|the|a|an) (?:computer|phone|laptop|way|report|backup|search|internet|train|bus)\b)(?:[\w'’\-]+\s){{0,5}}?(?:duty|duties|lessons?|class|period \w+|detention|cover|club|exam|choir|rehearsal|shift|rota|call|intervention|interventions|supervision|register|\d+\w?|Year \w+)\b",
        ),
        (
            Why.DUTY,
            Extent.PHRASE,
            r"\b(?:while|when|during|on|after|before|at the end of|in)\s+(?:doing\s+|covering\s+|on\s+)?my\s+(?:[\w'’\-]+\s){0,5}?(?:duty|duties|shift|PPA(?: time)?|free period|non-contact|cover|slot|lesson|lessons|rounds|break(?:time)? duty|detention|rehearsal|period \w+|club|handover|round)\b(?:\s+(?:on|in|at|with)\s+[^,.;:!?\n]{2,40}?(?=[,.;:!?\n]|\s+(?:I|and|when)\b|$))?",
        ),
        (
            Why.DUTY,
            Extent.CLAUSE,
            rf"{_I}\s+{_ADV}(?:had|have|cover|covered|do|did)\s+(?:my\s+|the\s+)?(?:[\w'’\-]+\s){{0,4}}?(?:duty|period \d\w*|Year \d+ (?:period|lesson)|detention|cover lesson)\b",
        ),
        (
            Why.DUTY,
            Extent.CLAUSE,
            rf"{_I}\s+{_ADV}(?:lock(?:ed)?|open(?:ed)?|unlock(?:ed)?)\s+up\b|{_I}\s+hold\s+the\s+(?:only\s+)?keys?\b|{_I}\s+{_ADV}drive\s+the\s+(?:school\s+)?(?:mini)?bus\b",
        ),
        # exclusive knowledge
        (
            Why.ONLY,
            Extent.CLAUSE,
            r"\b(?:only\s+(?:I|me)\b|no(?:body| one|ne)\s+(?:else\s+)?(?:but|except|apart from|other than|besides)\s+(?:I|me|myself)\b|(?:apart from|except(?: for)?|other than|besides)\s+(?:me|myself)\b|just\s+(?:the\s+two\s+of\s+us|me\b)|(?:only|just)\s+(?:[A-Z][\w.]+\s){1,3}and\s+(?:I|me)\b|it was (?:only|just) me\b|me being the only\b)",
        ),
        (
            Why.ONLY,
            Extent.CLAUSE,
            r"\b(?:no(?:body| one)\s+else\s+(?:was\s+(?:there|in|around|present)|knows?|knew|saw|has access|uses|works|teaches))\b",
        ),
        (
            Why.ONLY,
            Extent.PHRASE,
            r"\b(?:which|that)\s+only\s+I\s+[^,.;:!?\n]{2,50}?(?=[,.;:!?\n]|\s+(?:and|when)\b|$)",
        ),
        # history with the reader
        (
            Why.HISTORY,
            Extent.CLAUSE,
            r"\b(?:as|like)\s+(?:I|we)\s+(?:told|said|mentioned|explained|discussed|raised|warned|wrote|reported|spoke|talked|agreed)\b(?=[^,.;:!?\n]{0,60}\b(?:you|meeting|appraisal|interview|review|last|governors?|supervision|briefing|grievance|disciplinary|hearing|email|before)\b)",
        ),
        (
            Why.HISTORY,
            Extent.CLAUSE,
            r"\b(?:(?:when|since|after)\s+you\s+(?:interviewed|appointed|hired|observed|appraised|disciplined|promoted)\s+me|you(?:['’]ll| will| may| might)?\s+(?:remember|recogni[sz]e|know|recall)\s+me|you\s+(?:will|may|might)\s+(?:remember|recall|know)\s+(?:that\s+)?(?:I|my)\b|as\s+you\s+know,?\s+I\b|in\s+my\s+(?:appraisal|interview|supervision|return[- ]to[- ]work|grievance|exit interview|performance review)\b|my\s+(?:recent\s+)?(?:grievance|complaint against|disciplinary|operation|accident|bereavement|divorce|pregnancy|diagnosis|tribunal)\b)",
        ),
        (
            Why.HISTORY,
            Extent.CLAUSE,
            r"\b(?:we|you and I)\s+(?:spoke|talked|met|chatted)\s+(?:about|on|at|in|yesterday|last|this|after|before|earlier)\b|\bour\s+(?:conversation|chat|talk|meeting)\s+(?:on|at|last|about|in|yesterday|after)\b",
        ),
        # the person
        (
            Why.PERSON,
            Extent.CLAUSE,
            r"\b(?:I['’]m|I am|I was|being)\s+(?:an?\s+|the\s+)?(?:only\s+)?(?:pregnant|deaf|blind|dyslexic|autistic|disabled|hard of hearing|left[- ]handed|vegan|muslim|jewish|hindu|sikh|catholic|polish|welsh|scottish|irish|french|german|spanish|woman|man|female|male|gay|lesbian|trans|divorced|widowed|\d{2}(?: years old)?(?=[,. ]))\b",
        ),
        (
            Why.PERSON,
            Extent.PHRASE,
            r"\bmy\s+(?:own\s+)?(?:\w+\s){0,2}?(?:red|blue|green|silver|black|white|grey|yellow|orange|purple|old|vintage|electric)\s+(?:\w+\s){0,2}?(?:car|bike|bicycle|van|fiat|ford|mini|golf|toyota|vw|bmw|audi|nissan|citroen|renault|vespa|scooter|motorbike|beetle|volvo|skoda|honda|peugeot|kia|tesla)\b|\bmy\s+(?:Fiat|Ford|Mini|Golf|Toyota|VW|BMW|Audi|Nissan|Citroen|Renault|Vespa|Volvo|Skoda|Honda|Peugeot|Kia|Tesla)\b(?:\s+\w+)?",
        ),
        (
            Why.PERSON,
            Extent.PHRASE,
            r"\bmy\s+(?:home|house|flat|cottage|street|village|address)\s+(?:address\s+)?(?:is|in|on|at|near|next|opposite)\b[^,.;:!?\n]{2,50}?(?=[,.;:!?\n]|\s+(?:and|when)\b|$)",
        ),
        (
            Why.PERSON,
            Extent.PHRASE,
            r"\b(?:my|me)\s+(?:accent|wheelchair|hearing aid|guide dog|crutches|broken (?:leg|arm|ankle|wrist)|native language|mother tongue|faith|religion|nationality|age|birthday|nickname|initials|maiden name|union(?: rep)?)\b(?:\s+(?:is|are|was)\s+[^,.;:!?\n]{1,40}?(?=[,.;:!?\n]|$))?",
        ),
    )
)
