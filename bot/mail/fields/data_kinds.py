"""Kinds of personal data and the words that name them (SPEC §8 `data_categories`). Data only.

A phrase stands for its category wherever it occurs; who is meant and whether it is denied is read elsewhere.
A blank in a phrase is any white space or hyphen.
"""

from __future__ import annotations

from bot.mail.fields.lexicon import lexicon

CATEGORIES = lexicon(
    {
        "basic": (
            r"names?(?: of|,|;|\.|:|/| \(| and| or|\n|$)",
            r"(?:full|first|last|sur|fore|child's|pupil|pupils'|student|their|customer) ?names?",
            r"surnames?", r"forenames?", r"initials", r"dates? of birth", r"birth ?dates?", r"d\.?o\.?b\.?s?",
            r"birthdays?",
            r"places? of birth", r"gender", r"sex(?=,| and)",
            r"basic (?:identifiers?|data|information|details|identity)",
            r"personal (?:details|identifiers?)", r"identity (?:data|details|information)", r"basic identity",
            r"civil status", r"marital status",
            r"(?:class|pupil|register|staff|mailing|attendance|contact|guest|attendee) lists?",
            r"names? (?:was|were|is|are|on|in|with|to|from|only|plus|but|visible|showing|included)", r"names",
            r"photo(?:graph)?s?",
            r"mother's maiden name", r"pupil details", r"personally identifiable", r"pii",
            r"ages?(?= of|,| and)", r"identity",
        ),
        "contact": (
            r"e ?mail addresse?s?", r"emails? (?:and|or) (?:phone|telephone|mobile|home|postal)",
            r"(?:home|postal|street|personal|private|billing|delivery|their|full|parents?'?|new|current)"
            r" addresse?s?",
            r"addresses(?= and|,|;|\.| or| of|\n|$| were| was| in| to| visible| on|\))",
            r"(?:name|names) and addresse?s?", r"(?:tele)?phone numbers?", r"mobile numbers?",
            r"mobiles?(?= and| numbers|,)", r"phone nos?",
            r"contact (?:details?|data|info(?:rmation)?|numbers?|list)",
            r"(?:phone|mobile|contact) (?:no\.?s?|details)", r"post ?codes?",
            r"telephone", r"emergency contacts?", r"next of kin", r"address book",
            r"address(?=,| and|;| or|\.|\n|\)|$)", r"phone lists?",
            r"contact (?:and|or|,) \w+ (?:data|details|information)",
        ),
        "official_id": (
            r"passports?", r"national insurance(?: numbers?)?", r"ni (?:numbers?|nos?\.?)", r"ninos?",
            r"driving licen[cs]es?",
            r"social security(?: numbers?)?",
            r"(?:identity|id) (?:cards?|card numbers?|documents?|numbers?|checks?)", r"birth certificates?",
            r"fiscal codes?",
            r"visas?", r"right to work", r"tax (?:reference|identification|code|ids?)(?: numbers?)?",
            r"official documents?", r"government ids?", r"nhs numbers?",
            r"proof of (?:id|identity)", r"biometric residence permits?",
            r"identification (?:numbers?|documents?)", r"dbs certificates?", r"fiscal numbers?",
        ),
        "financial": (
            r"bank (?:account|details?|data|information|statements?|balances?|sort|numbers?)(?: details|"
            r" numbers?)?",
            r"account numbers?", r"sort codes?", r"bacs", r"salar(?:y|ies)",
            r"pay (?=spreadsheet|file|list|review|award|information|details|letters?)(?:\w+)",
            r"pay ?slips?", r"pay ?roll", r"wages?",
            r"pay (?:details|data|scales?|information|grades?|rises?)",
            r"pensions?(?: details| contributions)?", r"p45s?", r"p60s?",
            r"financial (?:data|details|information|records|circumstances|history|hardship)", r"debts?",
            r"arrears", r"benefits? (?:claims?|information|data|details|status)",
            r"address for (?:the |her |his )?(?:bills?|billing|invoices)", r"free school meals?", r"fsm",
            r"pupil premium", r"bursar(?:y|ies)", r"income",
            r"credit (?:history|score|report|ratings?)", r"iban",
            r"billing (?:data|details|information|address)",
            r"payment (?:data|details|information|history|records)", r"direct debits?",
            r"economic (?:and|or) financial", r"mortgages?", r"loans?",
            r"tax (?:returns?|records)", r"expenses claims?", r"transactions?(?: history| data)?",
            r"financial", r"balances?(?= and| of| on|,|\.)",
            r"remuneration", r"bonus(?:es)?(?= | and|,)", r"dinner money", r"bank",
        ),
        "payment_card": (
            r"(?:credit|debit|payment|bank) ?cards?(?: (?:numbers?|details?|data|information))?",
            r"card (?:numbers?|details?|data)", r"cvvs?2?", r"cvc", r"card security codes?",
        ),
        "credentials": (
            r"passwords?", r"log ?ins(?= for| to| and| of|,|\.)",
            r"(?:log ?in|logon|sign ?in) (?:details?|credentials?|data|information|ids?)",
            r"credentials?", r"user ?names?", r"pins?(?= numbers?| codes?|,| and)",
            r"pass ?codes?", r"security (?:questions?|answers?)", r"user (?:ids?|identification codes?)",
            r"access codes?", r"api keys?", r"mfa (?:codes?|tokens?)", r"pass ?phrases?",
        ),
        "education": (
            r"(?:school|end of year|progress|pupil|year \d+|annual) reports?", r"grades?",
            r"(?:exam|test|sats|assessment|gcse|a level|mock)(?:'s)? (?:results?|scores?|papers?|marks?"
            r"|scripts?)", r"(?:exam|sats|assessment|gcse) data",
            r"attainment", r"assessments?", r"attendance", r"absences?(?= of| data| records)", r"timetables?",
            r"homework", r"school work", r"(?:pupils?'?s?'?|children'?s?|marked) exercise books?",
            r"academic (?:records?|data|performance|progress|information)",
            r"(?:education|educational) (?:data|records?|history|information|details)",
            r"(?:reading|spelling|maths|phonics|test) (?:ages?|levels?|scores?|records?)",
            r"marks? ?(?:sheets?|books?)", r"marks (?:of|for)", r"course ?work", r"predicted grades?",
            r"educational", r"qualifications?", r"registers?", r"results",
            r"education,? health (?:and|&) care plans?", r"ehc ?ps?", r"ehc plans?", r"transcripts?",
            r"tracker", r"upn", r"unique pupil numbers?",
            r"interventions?(?= list| data| sheet| groups?| notes)", r"(?:exam|gcse|a level) entr(?:y|ies)",
            r"entry forms?",
            r"education", r"children's books", r"pupil (?:data|records?|files?|information)",
            r"training (?:records?|courses?)", r"class lists?", r"sen(?:d)? (?:registers?|lists?)",
            r"pupil reports?", r"learning journals?",
            r"(?:wrong|another|other|child's|pupil's|son's|daughter's|student's|behaviou?r) (?:\w+"
            r" )?reports?", r"mark ?books?", r"target grades?",
            r"reports? (?:of|for|on|about) (?:(?:\d+|one|an?|the|another|all|our|my|each|every|different"
            r"|other|year \d+|of)"
            r" ){1,3}(?:pupils?|child(?:ren)?|students?|kids|learners)",
            r"(?:exam |marked |gcse |a level )?scripts(?= (?:belonging|of|from|for)| were| was|,)",
            r"(?:progress|report) cards?", r"learning journal",
        ),
        "employment": (
            r"personnel (?:files?|records?)",
            r"(?:hr|human resources) (?:files?|records?|data|documents?|letters?|information)",
            r"(?:staff|employee|employment|employees') (?:records?|files?|data|history|contracts?|details"
            r"|appraisals?|absences?)",
            r"job applications?", r"application (?:forms?|data)",
            r"applications?(?= for (?:the |a )?(?:job|post|vacanc|role|position))", r"cvs?",
            r"curriculum vitae", r"references?(?= for| from| about)", r"appraisals?",
            r"performance (?:management|reviews?|targets?|data)",
            r"disciplinary", r"grievances?", r"capability (?:proceedings|procedures?|process|letter|plan|meeting)",
            r"sickness (?:absence|records?)", r"redundanc(?:y|ies)", r"contracts? of employment",
            r"employment", r"pay ?slips?", r"pay ?roll", r"salar(?:y|ies)", r"wages?",
            r"staff (?:meeting|observations?|sickness|pay)", r"job ?seekers?", r"work history",
            r"occupational health", r"work(?:ing)? hours?", r"lesson observations?", r"recruitment",
            r"appointment letters?", r"interview notes?",
        ),
        "health": (
            r"health", r"medical", r"medications?", r"medicines?", r"inhalers?", r"allerg(?:y|ies|ic)",
            r"diagnos(?:is|es|ed)", r"disabilit(?:y|ies)", r"mental health", r"prescriptions?",
            r"ehc ?ps?", r"ehc plans?",
            r"send?(?= (?:data|info|information|needs|pupils?|children|records?|files?|list|register|status"
            r"|support|details|students?|plan|paperwork|report)|,| and| or|\.|$)",
            r"special (?:educational )?needs?", r"additional needs", r"care plans?",
            r"(?:hospital|patient|clinical) (?:records?|files?|data|notes?|letters?)",
            r"asthma", r"diabet(?:es|ic)", r"epilep(?:sy|tic)", r"autis(?:m|tic)", r"adhd", r"illness(?:es)?",
            r"sickness", r"occupational health", r"counselling", r"therap(?:y|ist|ies)",
            r"psycholog(?:ist|ical|y)", r"camhs", r"counsellors?", r"miscarriages?", r"menopaus(?:e|al)", r"surgery",
            r"chemo(?:therapy)?", r"ivf", r"dementia", r"seizures?", r"eating disorders?", r"ptsd", r"bipolar",
            r"send (?:reviews?|plans?|notes)",
            r"accident (?:books?|reports?|forms?|logs?|records?)",
            r"first aid (?:books?|logs?|records?|forms?)",
            r"treatments?", r"vaccination", r"pregnan(?:t|cy)", r"addict(?:ion|s)?",
            r"rehabilitation", r"self harm", r"suicid(?:e|al)", r"dyslexi[ac]", r"doctors?'? notes?",
            r"fit notes?", r"sick notes?", r"records? of (?:a |an |the |\w+ )*patients?", r"patient files?",
            r"test results (?:for|of) patients?", r"blood", r"hiv", r"cancer", r"anxiety", r"depression",
            r"speech and language", r"paediatric(?:ian)?",
            r"sen(?: notes| info| information| data| needs| codes?| column| status| register| list| support"
            r"| provision| pupils?| children)", r"senco?(?= file| report| notes)",
            r"educational psychologist",
        ),
        "safeguarding": (
            r"safe ?guarding", r"child protection", r"cpoms",
            r"cp (?:files?|records?|plan|conference|chronology|minutes)", r"my ?concern",
            r"social (?:services|care|worker|workers)(?: reports?| records?| involvement)", r"looked after",
            r"looked after child(?:ren)?", r"lac (?:reviews?|records?|file|pupils?|child(?:ren)?)",
            r"cla (?:reviews?|pupils?)",
            r"children in care", r"child in need", r"cin (?:plan|meeting|minutes|file)",
            r"foster(?:ed)?(?: care| carers?)?", r"adopt(?:ed|ion|ive)", r"domestic (?:abuse|violence)",
            r"refuge", r"abus(?:e|ed|ive)", r"neglect", r"court orders?", r"section 47", r"early help",
            r"marac", r"operation encompass",
            r"disclosures? (?:made )?by (?:a |the )?(?:pupil|child|student)", r"protected addresse?s?",
            r"care orders?",
            r"child sexual exploitation", r"cse", r"risk of harm",
        ),
        "behaviour": (
            r"behaviou?r(?:al)?", r"exclusions?", r"suspensions?(?= of|,| and| letter| records?)",
            r"detentions?", r"bullying", r"sanctions?(?= list| log| data)", r"incident logs?",
            r"class ?charts", r"conduct",
            r"browsing (?:history|data)", r"search history",
        ),
        "location": (r"location (?:data|history)", r"gps", r"tracking data", r"whereabouts",
        r"bus (?:lists?|routes?)", r"travel (?:data|history)", r"mileage", r"trip itinerar(?:y|ies)"),
        "criminal": (
            r"criminal (?:convictions?|records?|offences?|history|allegations?|proceedings|data)",
            r"convictions?", r"dbs(?: checks?| results?| disclosures?)?",
            r"police (?:reports?|records?|investigations?|statements?)", r"offences?",
            r"cautions?(?= and|,| or|\.)", r"court case", r"prison",
        ),
        "insurance": (
        r"insurance (?:data|details|polic(?:y|ies)|rates?|information|records?|cover|premiums?|matters?"
        r"|itself|contracts?)", r"polic(?:y|ies) (?:numbers?|holders?)", r"premiums?", r"insured"),
        "communications": (r"itemi[sz]ed (?:calls|bills?)", r"call (?:records|logs|lists?)", r"text messages",
        r"chat (?:logs|messages)"),
        "preferences": (r"(?:lactose|food|gluten) intoleran(?:ce|ces|t)",
        r"(?:food|dietary|meal|menu|diet) (?:preferences?|requirements?|choices?|needs)",
        r"dietary", r"preferences?", r"lunch choices?", r"interests and hobbies",
        r"purchase (?:history|data)", r"order (?:history|details)", r"orders?(?= (?:for|of) \w+)",
        r"shopping (?:history|habits)", r"marketing preferences?"),
        "ethnicity": (r"ethnic(?:ity| origin| background| group)?", r"racial", r"race(?= and| or|,)",
        r"nationalit(?:y|ies)"),
        "religion": (r"religio(?:n|us)(?: beliefs?)?", r"faith(?= and|,| of)", r"philosophical beliefs?"),
        "politics": (r"political (?:opinions?|views?|affiliations?|part(?:y|ies))",),
        "trade_union": (r"trade union(?: membership)?", r"union (?:members?|membership|subs)"),
        "sexual_orientation": (r"sexual orientation", r"sexuality", r"gender reassignment",
        r"gender identity", r"transgender", r"transition(?:ing)?(?= pupil| status)", r"lgbtq?\+?"),
        "sex_life": (r"sex lives", r"sex life"),
        "biometric": (r"biometrics?", r"finger ?prints?", r"facial recognition", r"face scans?"),
        "genetic": (r"genetic", r"dna"),
        "photos": (r"photo(?:graph)?s?", r"videos?", r"cctv", r"recordings?", r"images? of", r"pictures? of",
        r"pics(?= of| from|,|\.| and)", r"portraits?", r"selfies"),
        "adoption": (r"adopt(?:ed|ion|ive)", r"birth (?:parents?|mother|father|family)"),
        "protected_address": (
        r"(?:protected|refuge|confidential|secret|undisclosed|secure) (?:home )?addresse?s?",
        r"address of (?:the |a )?(?:refuge|adopt|foster|mother|safe house)",
        r"adopt(?:ive|ed) (?:parents?|family|families|child|carers?)?'?s?'? ?(?:home )?addresse?s?"),
    }
)  # fmt: skip

# Article 9 UK GDPR; SPEC §8 asks for them as one fact as well.
SPECIAL = frozenset((
    "health", "ethnicity", "religion", "politics", "trade_union", "sexual_orientation", "sex_life",
    "biometric", "genetic",
))  # fmt: skip
# Words that say the whole question away or leave it open.
NO_SPECIAL = (
    r"(?:no|not any|without|nor|neither)(?: other| further)? (?:special|sensitive)(?: categor(?:y|ies)(?:"
    r" of)?| personal)?(?: personal)? ?(?:data|information|info)?"
)
