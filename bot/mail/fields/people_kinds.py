"""Kinds of people and the words that name them (SPEC §8 `people_types`). Data only."""

from __future__ import annotations

from bot.mail.fields.lexicon import lexicon

PEOPLE = lexicon(
    {
        "pupils": (
            r"pupils?", r"students?", r"learners?", r"disgybl(?:ion)?", r"school ?child(?:ren)?", r"sixth formers?",
            r"year \d{1,2}s?(?! (?:parents?|staff|teachers?|team|tutors?|leader|office|reports? to|lead))",
            r"class of \d+", r"(?:whole|entire|my|the) class(?! teacher| room)", r"tutor group",
            r"leavers", r"reception class", r"yr ?\d{1,2}s?(?! (?:parents?|staff|teachers?|team))",
            r"y\d{1,2}(?! (?:\d|parents?|staff|teachers?|team))", r"prefects?", r"tutees?", r"absentees?",
        ),
        "children": (r"child(?:ren)?", r"kids?", r"boys?", r"girls?", r"sons?", r"daughters?", r"toddlers?",
        r"bab(?:y|ies)", r"minors", r"siblings?", r"teenagers?"),
        "parents": (r"parents?", r"carers?", r"mothers?", r"fathers?", r"mums?", r"dads?", r"famil(?:y|ies)",
        r"guardians?", r"grandparents?", r"grandmother", r"households?"),
        "staff": (
            r"staff", r"employees?", r"(?:new )?(?:starters|joiners)", r"teachers?", r"teaching assistants?",
            r"tas", r"colleagues?",
            r"workers?", r"personnel", r"workforce", r"trainee teachers?", r"supply teachers?",
            r"lunchtime supervisors?", r"co ?workers?", r"former employees?", r"caretakers?",
        ),
        "applicants": (r"applicants?", r"candidates?", r"job ?seekers?", r"interviewees?", r"job applicants?",
        r"(?:job )?applications?(?= (?:forms?|data|packs?))"),
        "patients": (r"patients?", r"service users?"),
        "customers": (r"customers?", r"clients?", r"shoppers?", r"buyers?", r"policy ?holders?",
        r"account holders?", r"tenants?", r"residents?", r"passengers?", r"consumers?", r"attendees?",
        r"participants?", r"guests?", r"delegates?", r"donors?", r"debtors?", r"tax ?payers?", r"citizens?",
        r"claimants?", r"insured persons?"),
        "users": (r"users?(?! (?:identification|names?|ids?|error|accounts?|group|guide|credential))",
        r"subscribers?", r"account owners?", r"website visitors?"),
        "governors": (r"governors?(?!'? (?:meeting|panel|minutes|committee|disciplinary|body))", r"trustees?",
        r"members of the (?:board|governing body)"),
        "volunteers": (r"volunteers?",),
        "visitors": (r"visitors?(?! to (?:the|our|its) (?:\w+ )?(?:page|website|site))",),
        "suppliers": (r"contractors?", r"suppliers? contacts?"),
        "alumni": (r"alumni", r"former (?:pupils?|students?)", r"ex pupils?"),
        "vulnerable_adults": (r"vulnerable adults?", r"vulnerable (?:people|clients?|persons?|individuals?)"),
    }
)  # fmt: skip

# People without a kind: counted, but they add no type.
ANYBODY = (
    "people|persons?|individuals?|data subjects?|recipients?|members|addresses|adults|contacts|names"
    "|victims|families"
)
# Things that each stand for a person where nobody is counted.
RECORDS = (
    "records|rows|entries|accounts|forms|applications|reminders|invitations|newsletters|files|reports"
    "|letters|profiles|log-?ins|slips|payslips|cvs|statements|envelopes"
)
CHILDREN = frozenset(("pupils", "children"))
