"""Table of `clues`: what people say about themselves by which colleagues know who writes. Only patterns.

Each row: why, how much is withheld (Extent), pattern. Case is ignored but where a pattern says otherwise.
"""

from __future__ import annotations

import re

from bot.anonymity.clue_words import (
    ADJECTIVES,
    ADVERBS,
    AM,
    ARTICLE,
    BARE_ROLES,
    DUTIES,
    FAMILY,
    FORM_CODE,
    GROUPS,
    HOMES,
    MONTH,
    NUMBER,
    ORDINAL,
    OWN_NOUNS,
    PLACES,
    ROLES,
    SPAN,
    TELLING_ROLES,
    UNITS,
    YEAR_GROUP,
    Extent,
    Why,
    words,
)

_I = r"\b(?:I|we)"
# where a phrase ends: punctuation, the subject or verb of what follows, the end
_END = (
    r"(?=\s*[,.;:!?–—)\n]|\s+-\s|\s+(?:I|we|he|she|it|they|this|that|there|nobody|no|some\w*|every\w*|the|these|those|and|but|when"
    r"|where|while|so|was|were|is|are|has|had|have|saw|walked|could|can|will|would|left|found|because|all|one|two|(?-i:[A-Z])\w+)\b|\s*$)"
)
_SOME = r"[^,.;:!?\n–—]"
_STAFF = words(
    "TAs cleaners cooks technicians governors invigilators peripatetics drivers tutors (?:kitchen|office|support|supply)_staff part-timers (?:midday|lunchtime)_supervisors"
)
_NEAR = r"(?:outside|opposite|beside|above|below|beneath|behind|next(?:\s+door)?\s+to|near|across\s+from|round\s+the\s+corner\s+from|\w+\s+doors?\s+(?:down\s+)?from|just\s+off|in\s+front\s+of|facing|overlooking|adjoining)"
_NAME = r"(?-i:[A-Z][\w'’\-]+(?:\s[A-Z][\w'’\-]+)?)"
_PERSON = rf"(?:(?:Mrs?|Ms|Miss|Dr)\.?\s)?{_NAME}"
_AFTER_ROLE = rf"(?:\s+(?:of|for|at|in|on|with|to|here|who|that)\b{_SOME}{{0,60}}?)?(?:\s+and\s+(?:the|an?)\s+[\w\s]{{2,25}}?)?"
_FOLLOWS = (
    r"(?=\s*,\s*(?:I|my|we|it|me|this|there|you|and|but|which|so)\b|\s+(?:I|my|we)\b|\s*[.;!?–—)]|\s*,?\s*$)"
)

_ROWS: tuple[tuple[Why, Extent, str], ...] = (
    # "As the only bassoon tutor (here), I ..."; not "as the head sent it", not "as the DPO, Mr X, says"
    (
        Why.ROLE,
        Extent.PHRASE,
        rf"\b(?:(?:(?:speaking|working|acting|writing|employed)\s+)?as\s+(?:both\s+)?|being\s+|having\s+been\s+){ARTICLE}\s+"
        rf"{ADJECTIVES}(?:{ROLES})\b{_AFTER_ROLE}{_FOLLOWS}",
    ),
    (
        Why.ROLE,
        Extent.PHRASE,
        rf"\bas\s+(?:the\s+|a\s+)?(?:{BARE_ROLES})\b(?:\s+(?:of|for|in)\s+[\w\s&]{{2,30}}?|\s+[\w-]+){_FOLLOWS}",
    ),
    (
        Why.ROLE,
        Extent.PHRASE,
        rf"\bas\s+(?:someone|somebody|the\s+(?:one|person|member\s+of\s+staff))\s+who\s+{_SOME}{{3,70}}?{_FOLLOWS}",
    ),
    (Why.ROLE, Extent.PHRASE, r"\b(?:with|wearing|under)\s+my\s+[\w\s-]{2,25}\s+hat(?:\s+on)?\b"),
    (
        Why.ONLY,
        Extent.CLAUSE,
        rf"{_I}{AM}\s+(?:probably\s+|also\s+)?(?:the\s+)?(?:only|sole|last|newest|oldest|youngest|longest|lone)\b",
    ),
    (Why.ROLE, Extent.CLAUSE, rf"{_I}{AM}\s+{ADVERBS}{ARTICLE}\s+{ADJECTIVES}(?:{TELLING_ROLES})\b"),
    (
        Why.ROLE,
        Extent.CLAUSE,
        rf"{_I}{AM}\s+{ADVERBS}(?:the|that|this)\s+(?:person|one|colleague)\s+(?:who|that|in)\b(?!\s+(?:found|saw|noticed|discovered|got|received|clicked|sent|lost|reported))",
    ),
    (
        Why.ROLE,
        Extent.CLAUSE,
        rf"{_I}{AM}\s+{ADVERBS}(?:in\s+charge|responsible\s+for|acting\s+\w+|SENCO|SENDCo|DSL|supply|agency|peripatetic|staff\s+governor"
        r"|(?:a\s+)?head\s+of|deputy|on\s+the\s+(?:SLT|senior|governing|admin|site|kitchen|office)\b)",
    ),
    (
        Why.ROLE,
        Extent.CLAUSE,
        rf"{_I}\s+{ADVERBS}(?:teach|taught|tutor|(?:line[-\s])manage|invigilate|coach|accompany|conduct)\b(?!\s+(?:that|it)\b)",
    ),
    (
        Why.ROLE,
        Extent.CLAUSE,
        rf"{_I}\s+{ADVERBS}(?:run|ran|lead|led|organi[sz]e|look\s+after|take|supervise|co-?ordinate|head\s+up|manage|play|direct|do|keep"
        rf"|handle|process|open|order|set\s+up|maintain|type\s+up)\s+(?:the|our|all\s+the|all|a|an|after[-\s]school)\s+(?:[\w'’\-]+\s){{0,4}}?(?:{GROUPS})\b"
        r"(?!\s+(?:list|door|window|cupboard|report|email|e-mail|file|folder))",
    ),
    (
        Why.ROLE,
        Extent.PHRASE,
        r"\b(?:in|given|because\s+of|due\s+to|from|through)\s+my\s+(?:\w+\s){0,2}?(?:role|job|position|post|capacity|work|job\s+title|duties"
        rf"|responsibilit(?:y|ies))\b(?:\s+(?:as|of|in|at|with|for)\b{_SOME}{{2,60}}?)?{_FOLLOWS}",
    ),
    (
        Why.ROLE,
        Extent.CLAUSE,
        r"\b(?:part\s+of\s+)?my\s+(?:role|job|post|subject|specialism|title|position|instrument|department|area|duties)\s+(?:is|was|are|as|at|include)\b",
    ),
    (
        Why.ROLE,
        Extent.PHRASE,
        rf"\b(?:we|us|those\s+of\s+us)\s+(?:in|from|at|on)\s+(?:the\s+)?(?:[\w&'-]+\s){{0,3}}?(?:{UNITS})\b",
    ),
    (Why.ROLE, Extent.PHRASE, rf"\b(?:we|us)\s+(?:{_STAFF})\b"),
    (
        Why.ROLE,
        Extent.CLAUSE,
        rf"{_I}(?:['’]m|\s+am|\s+was)?\s*\b{ADVERBS}(?:work|worked|based|sit|stationed|employed|housed)\s+(?:in|for|with|on|as|behind|under|upstairs|downstairs|at(?!\s+(?:(?-i:[A-Z])|the\s+school|this\s+school)))\b"
        r"(?!\s+(?:(?:the|a|this)\s+)?(?:case|same|it|this|problem|report|document|computer)\b)",
    ),
    (
        Why.ROLE,
        Extent.PHRASE,
        rf"\bmy\s+(?:own\s+|current\s+|lovely\s+|little\s+|new\s+|old\s+)?(?:{OWN_NOUNS})\b(?:\s+(?:in|of|as)\s+(?:{YEAR_GROUP}|{FORM_CODE}|(?:the\s+)?[\w-]+))?(?!\s+(?:list|password|e-?mail|account))",
    ),
    (
        Why.ROLE,
        Extent.PHRASE,
        rf"\b(?:my|our)\s+(?:own\s+)?(?:[\w-]+\s+){{0,2}}?(?:{YEAR_GROUP}|{FORM_CODE}|GCSE|A[-\s]level|BTEC|SEN|[Tt]op|[Bb]ottom|\w+(?:ics|ish|ory|ence|ama|usic|aths|rench|erman|hy|ogy|istry))\s*"
        r"(?:\w+\s)?(?:class(?:es)?|pupils|students|set|group|form|lessons?|children|kids|tutor\s+group|club)\b",
    ),
    (
        Why.ROLE,
        Extent.PHRASE,
        rf"\bmy\s+(?:own\s+)?(?:{FORM_CODE}|(?:[\w-]+\s)?(?:choir|orchestra|band|ensemble|squad|cast))\b",
    ),
    # place
    (
        Why.PLACE,
        Extent.PHRASE,
        rf"\b(?:(?:{_NEAR}|from|in|into|at|to|by)\s+)?(?:my|our)\s+(?:own\s+|shared\s+|little\s+)?(?:[\w-]+\s)?(?:{PLACES})\s+(?:(?-i:[A-Z]{{0,2}}\d+\w?|[A-Z]\b)|(?:is\s+|which\s+is\s+)?"
        rf"(?:{_NEAR}|on|in|at|upstairs|downstairs|overlooks|faces|has))\b{_SOME}{{0,60}}?(?=\s*[,.;:!?\n)]|\s+(?:I|and|when|while|so|but|was|were|had|has)\b|\s*$)",
    ),
    (
        Why.PLACE,
        Extent.PHRASE,
        rf"\b{_NEAR}\s+(?:my|our|mine)\b(?:\s+own)?(?:\s+[\w-]+){{0,2}}?(?:\s+(?:{PLACES}|{HOMES}))?",
    ),
    (Why.PLACE, Extent.PHRASE, rf"\b(?:the\s+)?(?:{PLACES}|{HOMES})\s+{_NEAR}\s+(?:mine|me|ours|us)\b"),
    (
        Why.PLACE,
        Extent.CLAUSE,
        rf"{_I}\s+{ADVERBS}(?:live[ds]?|living|park(?:ed)?(?=\s+(?:my|next|near|opposite))|cycled?|commuted?|walk(?=\s+(?:to\s+work|home|in))|rent|lodge)\s+(?:in|on|at|near|{_NEAR}|round|around|with|from|to|my|\w+\s+doors)\b",
    ),
    (Why.PLACE, Extent.CLAUSE, rf"\bliving\s+(?:{_NEAR}|\w+\s+doors|on\s+the|in\s+the|so\s+close)\b"),
    # people
    (
        Why.PEOPLE,
        Extent.CLAUSE,
        rf"{_I}\s+{ADVERBS}(?:shared?|sharing)\s+(?:with|an?|the|my|our|his|her)\s+(?:[\w\-]+\s){{0,3}}?(?:{PLACES}|car|lift|house|flat|class|job|timetable|login|year\s+group|with)\b",
    ),
    (
        Why.PEOPLE,
        Extent.CLAUSE,
        rf"{_I}\s+{ADVERBS}(?:sit|sat|stand|work|worked|teach|working|sitting|job[-\s]share|car[-\s]share|carpool|drive\s+in|live|married|related|get\s+a\s+lift|go\s+running|have\s+lunch|went\s+to\s+(?:school|college|university|uni))"
        rf"\s+(?:directly\s+|right\s+|just\s+|closely\s+|every\s+day\s+)*(?:{_NEAR}|alongside|with|under|to|for)\b",
    ),
    (
        Why.PEOPLE,
        Extent.CLAUSE,
        r"\bI(?:['’]m|\s+am)\s+(?:also\s+)?(?:married|related|engaged|a\s+(?:good\s+|close\s+|old\s+|personal\s+)?friend|friends\s+with|close\s+to)\b",
    ),
    (
        Why.PEOPLE,
        Extent.PHRASE,
        r"\b(?:who|that)\s+(?:shares?\b[\w\s]{0,25}?\bwith\s+me|(?:sits?|works?|teaches|lives?)\s+(?:right\s+|directly\s+)?(?:next\s+to|opposite|beside|behind|near|with|alongside|above|below)\s+me|(?:line[-\s])?manages\s+me|mentors\s+me|appraises\s+me|(?:is|was)\s+my\s+\w+(?:\s+\w+)?)\b",
    ),
    (
        Why.PEOPLE,
        Extent.PHRASE,
        r"\b(?:the\s+)?(?:colleague|person|teacher|man|woman|one|lady|chap)\s+(?:(?:next\s+to|opposite|beside|behind|alongside)\s+me|I\s+(?:share|work|sit|teach|live|job[-\s]share|car[-\s]share)\b[^,.;:!?\n]{0,30}?)(?=\s*[,.;:!?\n]|\s+(?:and|has|had|was|is|left|saw|said|told|knows?)\b|\s*$)",
    ),
    (Why.PEOPLE, Extent.PHRASE, rf"\b(?:our|the)\s+(?:shared|joint)\s+(?:{PLACES})\b"),
    (
        Why.PEOPLE,
        Extent.CLAUSE,
        rf"\b(?:just|only)\s+(?:{_PERSON}\s+and\s+(?:me|I|myself)|(?:the\s+)?(?:two|three)\s+of\s+us)\b|\b{_PERSON}\s+and\s+(?:I|me|myself)\s+(?:alone|share|work|teach|sit|live|are\s+the\s+only|were\s+(?:the\s+only|alone|on\s+duty))\b|\balone\s+with\s+me\b|\bit\s+was\s+just\s+(?:the\s+two\s+of\s+us|{_PERSON}\s+and)\b",
    ),
    # family
    (
        Why.FAMILY,
        Extent.PHRASE,
        rf"\b(?:my|our)\s+(?:own\s+|late\s+|two\s+|three\s+|younger\s+|older\s+|eldest\s+|youngest\s+|twin\s+|little\s+|foster\s+)*(?:{FAMILY})\b(?:['’]s?\s+(?:class|form|teacher|tutor|year(?:\s+group)?|birthday|school|name)\b)?"
        rf"(?:,?\s+{_NAME})?(?:,?\s+(?:who\s+is\s+|is\s+|who['’]s\s+)?(?:in|at)\s+(?:the\s+)?(?:{YEAR_GROUP}|{FORM_CODE}|same\s+(?:school|class|year)|this\s+(?:school|class)|that\s+class|{_NAME}))?"
        rf"(?:,?\s+who\s+(?:is|goes|works|teaches|attends|was|also)\b{_SOME}{{2,50}}?(?=[,.;:!?\n]|\s+(?:and|when|was)\b|$))?",
    ),
    (
        Why.FAMILY,
        Extent.CLAUSE,
        rf"\b(?:I['’]m|I\s+am|being|as)\s+(?:also\s+)?(?:the|an?|his|her|their|a\s+pupil's)\s+(?:{FAMILY}|parent|carer|grandparent|guardian)\b",
    ),
    # tenure
    (
        Why.TENURE,
        Extent.PHRASE,
        rf"\b(?:in|after|for|during|with|over|through(?:out)?|despite|on)\s+(?:all\s+)?my\s+(?:whole\s+)?(?:{NUMBER}\s+(?:long\s+)?{SPAN}|{ORDINAL}\s+(?:{SPAN}|day|morning)|time|career|whole\s+career)(?:\s+(?:here|(?:at|in|of|as|with|on)\s+(?:the\s+|an?\s+|this\s+|my\s+)?[\w'’\-]+|teaching|working|back))*",
    ),
    (
        Why.TENURE,
        Extent.PHRASE,
        rf"\b(?:after|for|in|with|over)\s+(?:the\s+)?{NUMBER}\s+{SPAN}\s+(?:here|at\s+(?:this|the|our)\s+\w+|in\s+(?:the|this|my)\s+\w+|of\s+(?:teaching|working|service)|teaching|as\s+(?:an?|the)\s+(?:[\w-]+\s)?(?:{ROLES})|on\s+the\s+staff|experience)\b{_END}",
    ),
    (
        Why.TENURE,
        Extent.CLAUSE,
        rf"{_I}(?:\s+have|['’]ve)?\s+{ADVERBS}(?:been\s+(?:here|at\s+(?:this|the|our|\w+)\s*(?:school|trust|academy|college)?|teaching|working|employed|doing\s+this|in\s+(?:the|this|my)\s+(?:job|role|post|school|department))|worked\s+(?:here|at|in|for|with)|taught\s+(?:here|at))\b",
    ),
    (
        Why.TENURE,
        Extent.PHRASE,
        rf"\b(?:ever\s+)?(?:since|when|before|until|after|shortly\s+after|soon\s+after|the\s+(?:year|term|day|week))\s+I\s+(?:first\s+|only\s+)?(?:joined|started|began|came(?!\s+(?:in|into|back\s+from\s+the|across|out)\b)|arrived\s+(?:at|here)|moved|transferred|qualified|trained|retired|returned\s+(?:from|to\s+(?:work|the\s+school))|went\s+part[-\s]time|was\s+(?:appointed|hired|made))\b{_SOME}{{0,50}}?{_END}",
    ),
    (
        Why.TENURE,
        Extent.CLAUSE,
        rf"{_I}\s+{ADVERBS}(?:joined|started|transferred|qualified)\s+(?:here|this|the\s+(?:school|trust|team)|at|in\s+(?:(?:19|20)\d\d|{MONTH})|last|only|a\s+(?:few|couple)|\w+\s+{SPAN}\s+ago|teaching|my)\b",
    ),
    (
        Why.TENURE,
        Extent.CLAUSE,
        rf"{_I}(?:['’]m|\s+am|\s+was|['’]ll\s+be|\s+will\s+be|['’]ve\s+been)\s+{ADVERBS}(?:quite\s+|fairly\s+|very\s+|rather\s+)*(?:new(?:\s+(?:here|to\s+(?:the|this))|ly)|part[-\s]time|retiring|leaving|on\s+(?:supply|probation|placement|maternity|paternity|secondment|sick|long-term|a\s+(?:fixed|temporary|zero|phased))|due\s+to\s+(?:retire|leave)|only\s+here|job[-\s]sharing|agency|off\s+(?:sick|work)|back\s+from)",
    ),
    (
        Why.TENURE,
        Extent.PHRASE,
        rf"\b(?:this|it)\s+is\s+(?:only\s+)?my\s+{ORDINAL}\s+(?:{SPAN}|day|job|post)\b(?:\s+(?:here|at\s+[\w\s]{{2,20}}?|in\s+[\w\s]{{2,20}}?))?{_END}",
    ),
    (
        Why.TENURE,
        Extent.CLAUSE,
        rf"{_I}\s+only\s+work(?:ed)?\b|{_I}\s+{ADVERBS}work\s+(?:part[-\s]time|mornings|afternoons|evenings|nights|(?:on\s+)?(?:mon|tues|wednes|thurs|fri)days?|\w+\s+days?\s+a\s+week)\b",
    ),
    (
        Why.TENURE,
        Extent.CLAUSE,
        rf"{_I}\s+(?:came|moved|transferred)\s+(?:over\s+)?(?:from|to\s+(?:this|the)\s+school)\b|{_I}\s+used\s+to\s+(?:work|teach|be)\b|\bmy\s+(?:old|last|previous|former)\s+(?:school|job|post|college|head)\b",
    ),
    # duty
    (
        Why.DUTY,
        Extent.CLAUSE,
        rf"{_I}(?:['’]m|\s+am|\s+was|['’]d\s+been|\s+had\s+been|\s+were)\s+(?:just\s+|also\s+)?(?:on|doing|covering|supervising|invigilating|teaching|rehearsing|running|taking|coaching|marking|refereeing|accompanying)\s+"
        rf"(?!(?:my|the|a|an)\s+(?:computer|phone|laptop|way|report|backup|search|internet|train|bus)\b)(?:[\w'’\-]+\s){{0,5}}?(?:{DUTIES}|{FORM_CODE}|{YEAR_GROUP}|coursework|mocks?)\b",
    ),
    (
        Why.DUTY,
        Extent.PHRASE,
        rf"\b(?:while|when|during|on|after|before|between|at\s+the\s+end\s+of|in|from|coming\s+(?:back\s+)?from|leaving)\s+(?:doing\s+|covering\s+|on\s+|of\s+)?my\s+(?:[\w'’\-]+\s){{0,5}}?(?:{DUTIES}|PPA(?:\s+time)?|free\s+period|non-contact|slot|rounds?|handover|interview|lunch\s+supervision)\b(?:\s+(?:on|in|at|with)\s+{_SOME}{{2,40}}?{_END})?",
    ),
    (
        Why.DUTY,
        Extent.PHRASE,
        rf"\b(?:while|when|as)\s+I\s+was\s+(?:on|doing|covering|supervising|teaching|taking|running|rehearsing|invigilating)\s+(?:[\w'’\-]+\s){{0,5}}?(?:{DUTIES}|{FORM_CODE}|{YEAR_GROUP})\b(?:\s+(?:on|in|at|with)\s+{_SOME}{{2,40}}?{_END})?",
    ),
    (
        Why.DUTY,
        Extent.CLAUSE,
        rf"{_I}\s+{ADVERBS}(?:cover(?:ed)?|do|did|had|have|took)\s+(?:my\s+|the\s+)?(?:[\w'’\-]+\s){{0,4}}?(?:duty|period\s+\d\w*|{YEAR_GROUP}\s+(?:period|lesson)|detention|cover\s+lesson|{FORM_CODE})\b",
    ),
    (
        Why.DUTY,
        Extent.CLAUSE,
        r"\bmy\s+turn\s+(?:on|to|for|at)\b|\bI\s+(?:was\s+)?(?:down\s+)?(?:on|for)\s+(?:the\s+)?(?:[\w-]+\s){0,3}?rota\b",
    ),
    (
        Why.DUTY,
        Extent.CLAUSE,
        rf"{_I}\s+{ADVERBS}(?:lock(?:ed)?|open(?:ed)?|unlock(?:ed)?)\s+up\b|{_I}\s+(?:hold|have)\s+the\s+only\s+(?:\w+\s)?key|{_I}\s+{ADVERBS}drive\s+the\b|{_I}\s+(?:set|put)\s+the\s+alarm\b",
    ),
    # exclusive knowledge
    (
        Why.ONLY,
        Extent.CLAUSE,
        r"\b(?:only\s+(?:I|me)\b|no(?:body|\s+one|ne)\s+(?:else\s+)?(?:but|except|apart\s+from|other\s+than|besides)\s+(?:I|me|myself)\b|(?:apart\s+from|except(?:\s+for)?|other\s+than|besides)\s+(?:me|myself)\b"
        r"|just\s+me\b(?!\s+being)|it\s+was\s+only\s+me\b|me\s+being\s+the\s+only\b|(?:person|one)\s+(?:apart\s+from|besides|other\s+than)\s+me\b|(?:he|she|they)\s+(?:only\s+told|told\s+only|told\s+nobody\s+but)\s+me\b|the\s+only\s+(?:one|person)\s+(?:he|she|they)\s+told)",
    ),
    (
        Why.ONLY,
        Extent.CLAUSE,
        r"\bno(?:body|\s+one)\s+else\s+(?:was\s+(?:there|in|around|present|on)|knows?|knew|saw|has\s+access|had\s+access|uses|works|teaches|could\s+have\s+(?:seen|known))",
    ),
    (
        Why.ONLY,
        Extent.PHRASE,
        rf"\b(?:which|that|something)\s+only\s+I\s+{_SOME}{{2,50}}?(?=[,.;:!?\n]|\s+(?:and|when)\b|$)",
    ),
    (
        Why.ONLY,
        Extent.CLAUSE,
        rf"\bonly\s+{_PERSON}(?:\s+in\s+[\w\s]{{2,20}})?\s+and\s+(?:I|me|myself)\b|\bonly\s+(?:the\s+)?[\w\s]{{2,25}}?\s+and\s+(?:I|me|myself)\b",
    ),
    # history with the reader
    (
        Why.HISTORY,
        Extent.CLAUSE,
        r"\b(?:as|like)\s+(?:I|we)(?:['’]ve|\s+have|['’]d)?\s+(?:told|said|mentioned|explained|discussed|raised|warned|wrote|reported|spoke|talked|agreed|flagged|complained)\b(?=[^.;:!?\n]{0,60}\b(?:you|meeting|appraisal|interview|review|governors?|supervision|briefing|grievance|disciplinary|hearing|one-to-one|1:1|last\s+\w+))",
    ),
    (
        Why.HISTORY,
        Extent.CLAUSE,
        r"\b(?:you\s+(?:interviewed|appointed|hired|observed|appraised|disciplined|promoted|helped|trained|mentored|(?:line[-\s])?managed?|taught|married|know|knew|met|gave|asked|told|thanked)\s+me\b|you(?:['’]ll|\s+will|\s+may|\s+might)?\s+(?:remember|recogni[sz]e|know|recall)\s+me\b"
        r"|you(?:['’]ll|\s+will|\s+may|\s+might)\s+(?:remember|recall|know)\s+(?:that\s+)?(?:I|my|from\s+my)\b|as\s+you\s+know,?\s+I\b|you\s+know\s+(?:who|where)\s+I\b)",
    ),
    (
        Why.HISTORY,
        Extent.CLAUSE,
        r"\b(?:in|at|during|after|since|following|from)\s+(?:my|our)\s+(?:\w+\s)?(?:appraisal|interview|supervision|return[-\s]to[-\s]work|grievance|exit\s+interview|performance\s+review|one[-\s]to[-\s]one|1:1|meeting|conversation|chat|phone\s+call|last\s+e?-?mail|review|complaint|hearing|tribunal)\b",
    ),
    (
        Why.HISTORY,
        Extent.CLAUSE,
        r"\bmy\s+(?:recent\s+|ongoing\s+|last\s+|earlier\s+)?(?:grievance|complaint\s+against|disciplinary|operation|accident|bereavement|divorce|pregnancy|diagnosis|tribunal|illness|surgery|capability)\b",
    ),
    (
        Why.HISTORY,
        Extent.CLAUSE,
        r"\b(?:we|you\s+and\s+I)\s+(?:spoke|talked|met|chatted|discussed\s+this)\s+(?:about|on|at|in|yesterday|last|this|after|before|earlier)\b|\bI\s+(?:told|mentioned|warned|asked|e-?mailed|spoke\s+to)\s+you\s+(?:about\s+(?:this|it)\s+)?(?:in|at|on|last|about|after|before|back|during)\b",
    ),
    # the person
    (
        Why.PERSON,
        Extent.CLAUSE,
        r"\bmy\s+(?:car|van|bike|reg(?:istration)?|number\s*plate)\b[^.;!?\n]{0,40}?(?-i:\b[A-Z]{2}\d{2}\s?[A-Z]{3}\b)",
    ),
    (
        Why.PERSON,
        Extent.CLAUSE,
        r"\b(?:I['’]m|I\s+am|being)\s+(?:an?\s+|the\s+|also\s+|\d+\s+months\s+)*(?:only\s+)?(?:pregnant|deaf|blind|dyslexic|autistic|disabled|hard\s+of\s+hearing|left[-\s]handed|colou?r[-\s]blind|vegan|muslim|jewish|hindu|sikh|catholic|polish|welsh|scottish|irish|french|german|spanish"
        r"|woman|man|female|male|gay|lesbian|trans|divorced|widowed|single\s+(?:mum|dad|parent)|(?:nearly\s+|over\s+)?\d{2}(?:\s+years\s+old)?(?=\s*[,.]|\s+and\b|\s*$))",
    ),
    (
        Why.PERSON,
        Extent.PHRASE,
        r"\bmy\s+(?:own\s+)?(?:[\w-]+\s){0,2}?(?:red|blue|green|silver|black|white|grey|yellow|orange|purple|pink|old|vintage|electric|battered)\s+(?:[\w-]+\s){0,2}?(?:car|bike|bicycle|van|camper(?:\s?van)?|fiat|ford|mini|golf|toyota|vw|bmw|audi|nissan|citroen|renault|vespa|scooter|motorbike|moped|beetle|volvo|skoda|honda|peugeot|kia|tesla|land\s?rover|coat)\b|\bmy\s+(?:Fiat|Ford|Mini|Golf|Toyota|VW|BMW|Audi|Nissan|Citroen|Renault|Vespa|Volvo|Skoda|Honda|Peugeot|Kia|Tesla|motorbike|moped|tandem|camper\s?van)\b(?:\s+(?-i:[A-Z])\w+)?",
    ),
    (
        Why.PERSON,
        Extent.PHRASE,
        rf"\bmy\s+(?:{HOMES}|address)\s+(?:address\s+)?(?:is|in|on|at|near|next|backs|faces|overlooks|{_NEAR})\b{_SOME}{{2,50}}?(?=[,.;:!?\n]|\s+(?:and|when|where|so|I)\b|$)",
    ),
    (
        Why.PERSON,
        Extent.CLAUSE,
        r"\bI\s+(?:broke|have\s+broken|fractured|sprained)\s+my\b|\bI\s+(?:have|suffer\s+from)\s+(?:a\s+)?(?:hearing|visual|stammer|diabetes|epilepsy|asthma|cancer|arthritis|MS\b|ADHD|dyslexia)|\bI\s+speak\s+(?:\w+\s){0,2}?(?:polish|urdu|welsh|french|german|spanish|arabic|romanian|bengali|punjabi|somali|portuguese|italian|turkish|bsl)\b",
    ),
)

TABLE: tuple[tuple[Why, Extent, re.Pattern[str]], ...] = tuple(
    (why, extent, re.compile(pattern, re.IGNORECASE)) for why, extent, pattern in _ROWS
)
