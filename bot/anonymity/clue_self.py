"""Table of `clues`: what people say of their body and belongings, where they were seen, who was with them."""

from __future__ import annotations

from bot.anonymity.clue_words import ADVERBS, AM, FAMILY, NAME, NOT_TOLD, PERSON, SELF, Extent, Why, words

_AIDS = words(
    """
    wheelchair walking_stick stick crutches hearing_aids? guide_dog assistance_dog walking_frame mobility_scooter
    stammer stutter beard moustache tattoos? piercings? headscarf hijab turban insulin_pump grey_hair red_hair
    ponytail limp dreadlocks
    """
)
_STANDS = words(
    """
    tuck_shop stall front_desk desk gate door till bake_sale breakfast_club phones? switchboard crossing school_run
    raffle scoreboard cloakroom medical_room
    """
)
_AWAY = words(
    """
    sick_?bay medical_room toilets? loo hospital dentist doctor['’]?s? physio hairdresser['’]?s? maternity_ward clinic
    """
)
_SAID_NUMBER = (
    r"(?:(?:oh|zero|one|two|three|four|five|six|seven|eight|nine|double|treble)\b[\s,-]{0,2}){3,14}"
)
_REGISTRATION = r"(?-i:\b[A-Z]{2}\d{2}\s?[A-Z]{3}\b)"
_ON = r"(?:[^.;!?\n]|\.(?=\d))"  # within the sentence, over the dots of an address

ROWS: tuple[tuple[Why, Extent, str], ...] = (
    (
        Why.PERSON,
        Extent.CLAUSE,
        rf"{SELF}{AM}\s+{ADVERBS}(?:the|that)\s+(?:one|person|guy|woman|man|lady|girl|chap)\s+(?:with|on|from)\b",
    ),
    (
        Why.PERSON,
        Extent.CLAUSE,
        rf"{SELF}(?:\s+{ADVERBS}(?:use|need|wear|have|had|walk\s+with)|['’]ve\s+got|\s+have\s+got)\s+(?:an?\s+|my\s+|"
        rf"the\s+)?(?:[\w-]+\s){{0,2}}?(?:{_AIDS})\b",
    ),
    (
        Why.PERSON,
        Extent.CLAUSE,
        rf"{SELF}{AM}\s+{ADVERBS}(?:allergic|diabetic|epileptic|asthmatic|bald|ginger|in\s+my\s+(?:twenties|thirties|"
        r"forties|fifties|sixties)|recovering\s+from|in\s+recovery)\b",
    ),
    (
        Why.PERSON,
        Extent.PHRASE,
        rf"\bmy\s+[\w\s]{{2,30}}?\([^()\n]{{0,20}}{_REGISTRATION}[^()\n]{{0,20}}\)|\bmy\b[^.;!?\n]{{0,40}}{_REGISTRATION}",
    ),
    (
        Why.PERSON,
        Extent.PHRASE,
        r"\bmy\s+(?:\w+\s)?(?:number|no\.?|id|code|extension|login|username|payroll\s+ref(?:erence)?)\s+(?:is|was)\s+"
        rf"(?:{_SAID_NUMBER}|\d[\d\s]{{1,14}}|(?-i:[A-Z]{{1,3}}\d[\w\-]*))",
    ),
    (
        Why.PERSON,
        Extent.PHRASE,
        r"\bmy\s+(?:\w+\s)?(?:laptop|pc|computer|phone|desktop|machine|tablet|ipad)(?:['’]s)?\s+(?:name|ip|address|"
        rf"ip\s+address|asset(?:\s+(?:tag|number))?|serial(?:\s+number)?|hostname)\b{_ON}{{0,60}}",
    ),
    # where the writer was seen
    (
        Why.DUTY,
        Extent.PHRASE,
        r"\b(?:cctv|cameras?|footage|doorbell)\b[^.;!?\n]{0,60}?\b(?:shows?|see|sees|saw|caught|recorded|filmed)\s+me\b"
        r"[^.;!?\n]{0,60}",
    ),
    (
        Why.DUTY,
        Extent.CLAUSE,
        r"\bI\s+signed\s+(?:in\b|out\b|the\s+[\w'’\s-]{3,30}?(?:book|sheet|register|log)\b)",
    ),
    (
        Why.DUTY,
        Extent.CLAUSE,
        rf"{SELF}\s+(?:was|were)\s+(?:just\s+)?(?:doing|running|manning|staffing|minding|serving\s+at|"
        rf"helping\s+(?:at|on|with|out\s+at))\s+(?:the\s+|a\s+)?(?:[\w-]+\s){{0,2}}?(?:{_STANDS})\b",
    ),
    (
        Why.DUTY,
        Extent.CLAUSE,
        rf"{SELF}\s+(?:was|were|had\s+been|['’]d\s+been)\s+(?:in|at)\s+(?:the\s+)?(?:{_AWAY})\b",
    ),
    (
        Why.TENURE,
        Extent.CLAUSE,
        rf"{SELF}(?:['’]m|\s+am|\s+was|\s+were|\s+had\s+been|['’]d\s+been)\s+off\s+(?:on|for|with|that|the|all|because|"
        r"last|this)\b",
    ),
    (Why.DUTY, Extent.CLAUSE, r"\bI\s+(?:un)?lock(?:ed)?\s+my\b|\bI\s+open(?:ed)?\s+my\s+(?:class)?room\b"),
    # who else was there
    (
        Why.PEOPLE,
        Extent.PHRASE,
        rf"\b(?:{PERSON},\s+){{0,5}}{PERSON},?\s+and\s+myself\b|\b(?:{PERSON},\s+){{1,5}}{PERSON},?\s+and\s+me\b",
    ),
    (Why.PEOPLE, Extent.PHRASE, rf"{SELF}\s+job[-\s]shar(?:e|ed|ing)\b(?!\s+with)[^.;!?\n]{{0,60}}"),
    (
        Why.ONLY,
        Extent.CLAUSE,
        r"\bno(?:body|\s+one)\s+else\s+(?:on|in|at|from)\s+[\w\s]{2,20}?\s+(?:would|could|has|had|was|knew|knows|noticed|"
        r"saw)\b",
    ),
    (
        Why.ONLY,
        Extent.CLAUSE,
        rf"\bit(?:['’]s|\s+is|\s+was)\s+(?:always\s+|usually\s+)?(?:me|I)\s+(?:who|that)\b{NOT_TOLD}",
    ),
    (
        Why.FAMILY,
        Extent.PHRASE,
        rf"\b(?:my|our)\s+(?:own\s+|eldest\s+|youngest\s+)?(?:{FAMILY})\b(?:,?\s+{NAME})?\s*\([^()\n]{{1,60}}\)",
    ),
    # between the writer and the reader
    (
        Why.HISTORY,
        Extent.CLAUSE,
        rf"{SELF}\s+(?:had|have|was\s+in|came\s+to)\s+(?:an?|my|our)\s+(?:[\w'’-]+\s){{0,2}}?(?:(?:meeting|appointment|"
        r"interview|review|hearing)\s+(?:with\s+(?:you|HR|the\s+head\b|occupational)|about\s+my)|appraisal\b)",
    ),
    (
        Why.HISTORY,
        Extent.CLAUSE,
        r"\bI\s+(?:had\s+)?(?:interviewed|auditioned|trained|qualified)\s+(?:for|as|with|at|under)\b",
    ),
    (Why.HISTORY, Extent.CLAUSE, r"\b(?:raised|logged|reported|opened|booked|signed)\s+(?:in\s+)?by\s+me\b"),
)
