"""Vocabulary of `clue_table`: the words by which people in schools say who they are, as pieces of patterns.
Only words.
"""

from __future__ import annotations

from enum import StrEnum

from bot.anonymity.ordinary import word_set


class Why(StrEnum):
    """Why a piece is withheld; shown to the reporter."""

    ROLE = "it tells your job or task"
    TENURE = "it tells how long you have been here"
    PLACE = "it tells where you work or live"
    PEOPLE = "it tells whom you work or live with"
    FAMILY = "it tells of your family"
    DUTY = "it tells when you were on duty"
    ONLY = "it says that only you could know"
    HISTORY = "it recalls something between you and the reader"
    PERSON = "it tells something personal about you"
    QUOTE = "it quotes somebody who speaks to you by name"


class Extent(StrEnum):
    """How much of the sentence goes: the match alone, or up to the ends of its clause."""

    PHRASE = "phrase"
    CLAUSE = "clause"


def words(text: str) -> str:
    """Alternatives of a pattern: words parted by blanks, a blank within one written as "_"."""
    return "|".join(word.replace("_", r"\s+") for word in text.split())


ROLES = words(
    r"""
    teach(?:er|ing) tutors? assistants? TAs? HLTAs? SENDCo SENCO SENDCO librarian technicians? caretaker
    premises cook chef
    supervisors? receptionist secretary bursar business_manager administrators? admin clerk governors? nurse
    first[-\s]aiders? counsell?or mentor coach head_of_[\w-]+(?:_[\w-]+)? heads? co-?ordinator managers?
    officer examiner
    invigilators? cleaners? driver escort intern trainee ECTs? NQTs? PGCE_student apprentice volunteers? supply cover
    peripatetic instructor therapist psychologist chaplain reps? representative deput(?:y|ies) headteacher
    principal SLT DSL
    DDSL leads? leader gardener groundsman matron houseparent warden musician accompanist conductor trustee linguist
    interpreter translator specialist staff_member member_of_(?:the_)?[\w\s]{2,30}? person one man woman male female
    parents? mother father mum dad carer guardian grandparent wife husband friend neighbour beginner newcomer starter
    linguists? native_speaker union_rep
    """
)
# "as head of music I ...": roles that stand without an article
BARE_ROLES = words(
    "head deputy acting lead SENCO SENDCo DSL DDSL governor chair vice-chair examiner supply "
    "cover staff form year class union "
    "exams data network site office kitchen cleaner caretaker librarian bursar union_rep "
    "treasurer secretary clerk trustee"
)
# after "I am the/a ...": a person or a man is no clue by itself
TELLING_ROLES = "|".join(
    role
    for role in ROLES.split("|")
    if role
    not in ("person", "one", "man", "woman", "male", "female", "friend", r"staff\s+member", "beginner")
)
ARTICLE = (
    r"(?:the|an?|one\s+of\s+the(?:\s+\w+)?|our|your|their|his|her|this\s+school's|"
    r"someone\s+who\s+is|somebody\s+who\s+is)"
)
ADJECTIVES = r"(?:[\w'’\-]+\s+){0,5}?"
AM = (
    r"(?:['’]m|\s+am|['’]re|\s+are|\s+was|\s+were|['’]ve\s+been|\s+have\s+been|\s+had\s+been|"
    r"['’]d\s+been|\s+used\s+to\s+be"
    r"|\s+work(?:ed)?\s+as|\s+act(?:ed)?\s+as|\s+was\s+(?:working|acting)\s+as|['’]ll\s+be|\s+happen\s+to\s+be)"
)
ADVERBS = (
    r"(?:(?:only|just|also|always|still|usually|often|sometimes|currently|now|both|normally|"
    r"generally|regularly|happen\s+to"
    r"|used\s+to|have\s+to|had\s+to|was|am|were|have|had|['’]m|['’]ve|do|did|mostly|probably)\s+)*"
)
NUMBER = (
    r"(?:(?:nearly|almost|over|about|around|some|more\s+than|the\s+(?:last|past))\s+)?(?:\d+|"
    r"one|two|three|four|five|six|seven"
    r"|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty(?:[-\s]\w+)?"
    r"|thirty(?:[-\s]\w+)?|forty|many|several|a\s+few|a\s+couple\s+of|some|most\s+of|all)"
)
ORDINAL = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th)|"
    r"last|final|penultimate)"
)
SPAN = r"(?:years?|terms?|half[-\s]terms?|months?|weeks?|decades?)"
MONTH = words("January February March April May June July August September October November December")
YEAR_GROUP = (
    r"(?:[Yy]ear\s+(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"thirteen)s?|Reception|Nursery)"
)
FORM_CODE = r"\d{1,2}(?-i:[A-HJ-Z][A-Z]{0,2})\b\d?"
PLACES = words(
    "office classroom room desk studio workshop lab form_room teaching_room hut portakabin "
    "cupboard hatch window station corner booth"
)
HOMES = words("house flat home cottage street road garden village estate")
UNITS = words(
    """
    department office team kitchen library faculty reception site_team unit provision nursery garage workshop sixth_form
    finance_team admin_team music_block science_block sports_hall gym canteen music_room staff_room lodge
    print_room it_room
    """
)
GROUPS = words(
    """
    club choir orchestra band ensemble team department library kitchen office group society newsletter
    school_play minibus
    nursery lab workshop garden award programme provision intervention lessons? assembl(?:y|ies) trips? squad
    unit hub centre
    class(?:es)? payroll rota website timetable register canteen reception archive
    """
)
DUTIES = words(
    """
    duty duties lessons? class period_\\w+ detention cover club exam choir rehearsal shift rota call
    interventions? supervision
    register break_time assembly session clinic surgery_hour practice match fixture
    """
)
FAMILY = words(
    """
    husband wife partner fianc[eé]e? boyfriend girlfriend son daughter child children kids? mother father mum dad sister
    brother twins? grandson granddaughter grandchild(?:ren)? niece nephew cousin aunt uncle stepson
    stepdaughter foster_child
    (?:sister|brother|mother|father|son|daughter)-in-law ex-?(?:husband|wife|partner)? boy girl lad
    other_half eldest youngest
    """
)
OWN_NOUNS = words(
    r"""
    (?:line|team)_manager job[-\s]share(?:_partner)? (?:teaching|office|job)_(?:partner|neighbour)
    office[-\s]?mate mentee mentor
    appraiser appraisal probation(?:ary_period)? retirement
    (?:maternity|paternity|sick|study|compassionate)_leave sabbatical
    phased_return disability wheelchair hearing_aids? guide_dog predecessor timetable PPA(?:_time)? free_period
    non-contact(?:_time)? shift rota staff_(?:code|number|card|pass|badge) initials key_?fob pigeon_?hole
    parking_(?:space|spot|place) choir orchestra ensemble tutees tutor_(?:group|set)
    form(?:_group|_class|_room)? department
    faculty key_stage year_group class(?:es)? accent crutches native_language mother_tongue religion
    nationality maiden_name
    union_rep reps? job(?:_title|_share)? role post notice resignation redundancy contract hours
    working_(?:days|pattern) rounds
    """
)
SELF = r"\b(?:I|we)"
# "I am the one who found it" says nothing of the writer
NOT_TOLD = r"(?!\s+(?:found|saw|noticed|discovered|got|received|clicked|sent|lost|reported))"
# where a phrase ends: punctuation, the subject or verb of what follows, the end
END = (
    r"(?=\s*[,.;:!?–—)\n]|\s+-\s|\s+(?:I|we|he|she|it|they|this|that|there|nobody|no|some\w*|"
    r"every\w*|the|these|those|and|but|when"
    r"|where|while|so|was|were|is|are|has|had|have|saw|walked|could|can|will|would|left|found|"
    r"because|all|one|two|(?-i:[A-Z])\w+)\b|\s*$)"
)
SOME = r"[^,.;:!?\n–—]"
STAFF = words(
    "TAs cleaners cooks technicians governors invigilators peripatetics drivers tutors "
    "(?:kitchen|office|support|supply)_staff part-timers (?:midday|lunchtime)_supervisors"
)
NEAR = (
    r"(?:outside|opposite|beside|above|below|beneath|behind|next(?:\s+door)?\s+to|near|"
    r"across\s+from|round\s+the\s+corner\s+from|\w+\s+doors?\s+(?:down\s+)?from|just\s+off|"
    r"in\s+front\s+of|facing|overlooking|adjoining)"
)
NAME = r"(?-i:[A-Z][\w'’\-]+(?:\s[A-Z][\w'’\-]+)?)"
PERSON = rf"(?:(?:Mrs?|Ms|Miss|Dr)\.?\s)?{NAME}"
AFTER_ROLE = (
    rf"(?:\s+(?:of|for|at|in|on|with|to|here|who|that)\b{SOME}{{0,60}}?)?(?:\s+and\s+(?:the|"
    rf"an?)\s+[\w\s]{{2,25}}?)?"
)
FOLLOWS = (
    r"(?=\s*,\s*(?:I|my|we|it|me|this|there|you|and|but|which|so)\b|\s+(?:I|my|we)\b|\s*[.;!?–—)]|\s*,?\s*$)"
)

# Verbs of the present tense that say nothing about a duty: "I think", "I attach".
PLAIN_VERBS = word_set(
    """
    seen done been gone dont didnt cant wont wasnt havent hadnt couldnt isnt shouldnt im ive aint
    think believe know knew want hope feel can could would will shall should may might must need am have
    understand suspect wonder fear worry mean guess suppose wish agree report write wrote ask request enclose
    attach apologise apologize see saw remember recall trust expect prefer thank do don't did didn't was were
    had appreciate assume realise realize find found regret promise confirm notice hear heard use get got go
    went come came keep leave left send sent include add copy forward really also now just only then never
    still even already cannot can't couldn't won't wouldn't shouldn't haven't hadn't wasn't ought dare say
    said tell told told take took made make let like love hate try tried put gave give open opened
    receive click clicked enter entered read lost lose sent pass passed call called rang ring delete deleted
    print printed save saved lock locked plan planned admit accept doubt imagine presume note notify raise
    refer intend check checked discovered picked dropped walked was've believe first later again immediately
    accidentally mistakenly stupidly clearly personally honestly happened thought felt asked noticed realised
    realized received reported showed shut turned typed wrote worked spoke stood sat ran hit held handed
    grabbed forgot followed explained ended emailed e-mailed downloaded did decided copied contacted closed
    changed caught carried brought borrowed became began attached answered added became understood tried took
    thanked stopped started stayed signed saw returned replied replaced reopened remembered removed refused
    recognised recognized recalled realise quickly put pressed posted overheard ordered offered needed moved
    mixed misread missed met mentioned mean marked managed logged listened learnt learned knew kept
    joined insisted informed ignored hoped helped guessed gave fear faxed expected edited drove disconnected
    couldn collected clicked chose believed arrived appreciated apologised advised acted accessed accept
    accidentally alone both sincerely strongly simply have've email e-mail seem gather reckon bet swear assure
    urge advise beg appeal consent object insist invite reserve recognise recognize value rely struggle
    propose recommend suggest acknowledge sympathise care count woke drew fell rode threw tore bought fed cut
    hid dug wore spent shook blew bent broke slept swept beat flew froze lent lit paid quit rose sought sold
    swore stole struck stuck swung wound built burnt fetched lay laid led fled sank split spilt burst wish'd
    queue queried finally afterwards usually eventually soon therefore too do suspect and or but in on at who
    which that if as to the
    """
)
