"""Sign-offs, names, job titles and contact lines: what a signature without a ruler is made of.

Looks at one line; whether a signature begins there is decided over all lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_THANKS = (
    r"(?:many |very many |with |kind )?thanks(?: again| very much| so much| a lot| a million| all| "
    r"both| everyone| in advance| indeed| for (?:your|the|all) (?:help|time|assistance|support|"
    r"understanding|patience|email|reply|message|co-?operation)){0,2}"
    r"(?:,? (?:and|&) (?:kind|best|warm)?(?:est)? ?regards)?|"
    r"(?:with )?(?:many |much )?thank you(?: again| very much| so much| both| all| in advance| for "
    r"(?:your|the|all) (?:help|time|assistance|support|understanding|patience|email|reply|message|"
    r"co-?operation))?|"
    r"thankyou|thx|tnx|tx|ty|ta|cheers|much appreciated|diolch(?: yn fawr)?|merci(?: d['’]avance)?|"
    r"danke(?: im voraus| schön)?|gracias|grazie|bedankt|obrigad[oa]|tack|tak|takk|dziękuję|multumesc|"
    r"mulțumesc"
)
_REGARDS = (
    r"(?:with |my |our )?(?:very |all |and )?(?:kind|kindest|best|warm|warmest|good|sincere|"
    r"professional)(?:est)? ?(?:and best |personal )?(?:regards?|wishes)(?: and thanks)?|"
    r"(?:with )?(?:kindest|warmest|every good wish|best)|regards|rgds|kr|br|bw|brgds|k\. ?regards|kind rgds|"
    r"(?:with )?(?:all )?(?:good|best) wishes|all (?:the|my) (?:very )?best|yours(?: (?:sincerely|"
    r"faithfully|truly|ever|aye|in co-?operation|co-?operatively))?|"
    r"(?:very )?sincerely(?: yours)?|faithfully|respectfully(?: yours)?|cordially|take care|have a "
    r"(?:good|great|lovely|nice) (?:day|weekend|evening|week|afternoon|half[- ]term|break)|"
    r"speak soon|bye(?: for now)?|co-?operatively(?: yours)?|in co-?operation|love|best,? as ever|as ever|"
    r"mit (?:freundlichen|besten|herzlichen|lieben) gr(?:ü|ue)(?:ß|ss)en|(?:viele|beste|liebe|"
    r"herzliche|schöne|freundliche) gr(?:ü|ue)(?:ß|ss)e|mfg|vg|lg|"
    r"(?:bien )?cordialement|bien à (?:vous|toi)|salutations(?: distinguées)?|meilleures salutations|"
    r"sincères salutations|amicalement|"
    r"(?:un )?(?:cordial(?:es)?|atentos?) saludos?|saludos(?: cordiales)?|atentamente|un saludo|"
    r"(?:cordiali|distinti) saluti|saluti|cordialmente|"
    r"(?:met )?(?:vriendelijke|hartelijke) (?:groet|groeten)|mvg|groet(?:en|jes)?|atenciosamente|"
    r"cumprimentos|com os melhores cumprimentos|abraços|"
    r"(?:med )?(?:vänlig|vennlig|venlig|bästa)(?:a)? h(?:älsning|ilsen)(?:ar)?|mvh|hälsningar|hilsen|"
    r"(?:ystävällisin )?terveisin|"
    r"(?:z )?(?:poważaniem|wyrazami szacunku)|pozdrawiam(?: serdecznie)?|s pozdravem|üdvözlettel|cu "
    r"(?:stimă|respect)|saygılarımla|с уважением|з повагою|"
    r"cofion(?: cynnes| gorau)?|yn gywir|dymuniadau gorau|gyda diolch|hwyl"
)
_UNIT = rf"(?:{_REGARDS}|{_THANKS})"
_MORE = rf"(?:\s?(?:,|and|&|/|–|-|with)\s?(?:{_REGARDS}|{_THANKS})){{0,2}}"
_CLOSING = re.compile(
    rf"^(?:with )?{_UNIT}{_MORE}(?: (?:for|with) (?:this|that|now|the (?:new year|weekend|holidays|"
    rf"term)))?(?: from)?"
    r"\s?[,.!;:\-–—xX]*\s?(?:[☺😊🙏👍]|[:;]-?\))?$",
    re.IGNORECASE,
)
_NAME_WORD = (
    r"(?:[A-Z][\w'’\-]*\.?|(?:de|da|di|van|der|den|von|la|le|du|ap|ab|bin|al|and|&|y|O['’]\w+)|\(?(?:she|"
    r"he|they)/\w+(?:/\w+)?\)?)"
)
_CLOSING_NAMED = re.compile(
    rf"^(?:{_REGARDS}|{_THANKS})\s?(?:[,.!\-–—]\s?|\s)(?P<rest>[-–—]?\s?\S.{{0,50}})$",
    re.IGNORECASE,
)
_FROM_ALL = re.compile(r"^from (?:all|everyone|the|both|us)\b.{0,40}$", re.IGNORECASE)
_NAME = re.compile(
    rf"^(?:[-–—~]\s?)?(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Rev|Revd|Sir|Dame|Fr|Sr|Cllr|"
    rf"Councillor|Canon|Sgt|PC|DC|Lady|Lord)\.?\s)?{_NAME_WORD}(?:[ ]{_NAME_WORD}){{0,4}}"
    r"(?:,? [A-Z][A-Za-z()]{1,9}\.?(?:,? "
    r"[A-Z][A-Za-z()]{1,9}\.?){0,4})?,?(?:\s\([^()]{1,30}\))?\s?[.,xX]{0,3}(?:\s?(?:[:;]-?\)|[☺😊🙏👍]))?$"
)
_LOWER_NAME = re.compile(r"^[-–—~]?\s?[a-z][a-z'’\-]{1,11}\s?[.x]{0,3}$|^[A-Z]{1,3}\.?$")
_ANSWER = re.compile(
    r"^(?:yes|no|ok|okay|done|will|none|nothing|nobody|maybe|unsure|agreed|noted|major|minor|moderate|"
    r"critical|thanks|now|later|today|"
    r"tomorrow|yesterday|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|"
    r"june|july|august|september|"
    r"october|november|december|everyone|everybody|all|both|neither|correct|true|false|right|wrong|"
    r"confirmed|potential|encrypted|"
    r"deleted|sorry|hi|hello|closed|open|pending|unknown|never|always|here|attached|please|minor|email|"
    r"phone|post)\b",
    re.IGNORECASE,
)
_DASH_NAME = re.compile(rf"^[-–—~]{{1,2}}\s?{_NAME_WORD}(?:[ ]{_NAME_WORD}){{0,3}}\.?$")
_JOB = re.compile(
    r"\b(?:head ?teacher|deputy|assistant|executive|principal|vice|director|manager|officer|"
    r"administrator|secretary|receptionist|bursar|teacher|tutor|lecturer|"
    r"senco?|sendco|dsl|ddsl|governor|clerk|caretaker|technician|engineer|analyst|consultant|solicitor|"
    r"partner|adviser|advisor|coordinator|co-ordinator|"
    r"lead|leader|head of|chief|ceo|cfo|coo|siro|dpo|chair|trustee|registrar|librarian|nurse|matron|"
    r"practitioner|specialist|team|department|dept|faculty|"
    r"school|academy|academies|trust|college|university|council|borough|nhs|foundation|hospital|ltd|"
    r"limited|llp|plc|inc|association|office|directorate|services?|"
    r"apprentice|intern|supervisor|counsellor|psychologist|safeguarding|inclusion|pastoral|key stage|"
    r"year \d|ks[1-5]|eyfs|sixth form|finance|human resources|hr|it support|ict|"
    r"pronouns|she/her|he/him|they/them|working (?:days|hours|pattern)|mon(?:day)?\s?[-–—to]+\s?(?:thu|"
    r"fri|wed)\w*|ba|bsc|pgce|npqh|mba|cpfa|aca)\b",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?:\+\d{1,3}[\s().-]*|\b\(?0)\d[\d\s().-]{6,16}\d\b|\b(?:ext|extn|extension|"
    r"x)\.?\s?:?\s?\d{2,6}\b|\bvoip\b",
    re.IGNORECASE,
)
_CONTACT_LABEL = re.compile(
    r"^[\W_]{0,3}(?:t|m|e|w|f|p|a|d|dd|tel|telephone|phone|mob|mobile|cell|fax|direct|direct dial|"
    r"direct line|ddi|switchboard|office|email|e-?mail|web|website|address|twitter|x|skype|"
    r"linkedin|facebook|instagram|ffôn|e-?bost|tél|ext|extension|pronouns|working (?:days|hours)|"
    r"follow us|visit)\b\.?\s?[:|.\-–—(]",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"(?:https?://|www\.)\S+|\b[\w.+'-]+@[\w-]+(?:\.[\w-]+)+\b|\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b|"
    r"(?:^|\s)@\w{3,30}\b|\b[\w-]+\.(?:sch|ac|gov|nhs|org|co|coop|com|net|example)(?:\.uk)?\b"
)
# Every number has a digit or "VoIP", every address one of these signs.
_HINT = re.compile(r"[\d@/]|\.\S|voip", re.IGNORECASE)
_ADDRESS = re.compile(
    r"^(?:\d{1,4}[a-z]?,?\s)?(?:[A-Z][\w'’.]*\s){0,4}(?:road|rd|street|st|lane|ln|avenue|ave|drive|"
    r"close|way|crescent|court|square|place|house|hill|park|gardens|terrace|building|"
    r"centre|floor|hall|campus|quay|wharf|row|green|grove|mews|rise|walk|yard|estate|po box "
    r"\d+)\b\.?[\w'’ ,.]{0,60}$",
    re.IGNORECASE,
)
_POSTSCRIPT = re.compile(r"^(?:p\.? ?s\.?|n\.? ?b\.?)\b\s?[:.,\-–—]?\s?\S", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)]?$")
_FUNCTION_WORDS = re.compile(
    r"\b(?:is|are|was|were|be|been|have|has|had|will|would|can|could|should|not|the|this|that|it|you|"
    r"please|i|we|they|he|she|to|if|when|because|as|so|do|does|did)\b",
    re.IGNORECASE,
)


_VERBS = re.compile(
    r"\b(?:is|are|was|were|have|has|had|will|would|can|could|should|not|it|you|please|I|we|they|he|she|if|"
    r"when|because|do|does|did)\b"
)


def is_closing(line: str) -> bool:
    """True for "Kind regards," and the like alone on a line."""
    return len(line) <= 60 and bool(_CLOSING.match(line))


def is_closing_with_name(line: str) -> bool:
    """True for "Thanks, Bob" and "Kind regards from all at Hill"; never for "Thanks, please close this"."""
    found = _CLOSING_NAMED.match(line) if len(line) <= 90 else None
    if not found:
        return False
    rest = found["rest"].strip(" -–—")
    if _FROM_ALL.match(rest):
        return True
    return is_name(rest) and len(rest.split()) <= 4 and not rest.isupper()


def is_name(line: str) -> bool:
    """True for what may be a person's name: one to five capitalised words, with title and letters after it."""
    if not 0 < len(line) <= 70 or not _NAME.match(line) or len(line.split()) > 9:
        return False
    return not (line.isupper() and is_sentence(line))


def is_short_name(line: str) -> bool:
    """True for a first name in lower case or initials, as people end a mail."""
    return bool(_LOWER_NAME.match(line)) and not _ANSWER.match(line)


def is_first_name(line: str) -> bool:
    """True for one word, and none of the words that people answer with."""
    return len(line.split()) == 1 and len(line) > 1 and not _ANSWER.match(line)


def is_dash_name(line: str) -> bool:
    """True for "- Bob"."""
    return len(line) <= 50 and bool(_DASH_NAME.match(line))


def is_contact(line: str) -> bool:
    """True for a line that is a phone number, address, link or label of one, and no sentence around it."""
    if len(line) > 160:
        return False
    if _CONTACT_LABEL.match(line):
        return len(line) < 50 or _reaches(line)
    if not (_reaches(line) or (len(line) < 90 and _ADDRESS.match(line))):
        return False
    return not is_sentence(_CONTACT.sub("", line))


def _reaches(line: str) -> bool:
    """A number or address by which somebody is reached; a look for what each of them has comes first."""
    return bool(_HINT.search(line) and (_PHONE.search(line) or _CONTACT.search(line)))


def is_job(line: str) -> bool:
    """True for a job title or organisation, short and no sentence."""
    return len(line) <= 100 and bool(_JOB.search(line)) and not is_sentence(line)


def is_sentence(line: str) -> bool:
    """True for prose: some function words of a sentence, or its full stop after several words."""
    words = line.split()
    functions = len(_FUNCTION_WORDS.findall(line))
    if functions and not _SENTENCE_END.search(line) and _is_title(words):
        functions = len(_VERBS.findall(line))
    return (
        functions >= 2
        or (len(words) >= 4 and functions >= 1)
        or (len(words) >= 5 and bool(_SENTENCE_END.search(line)))
    )


def _is_title(words: Sequence[str]) -> bool:
    """ "Clerk to the Governors": all long words are capitalised."""
    return all(not word[0].isalpha() or word[0].isupper() for word in words if len(word) > 3)


def is_postscript(line: str) -> bool:
    """True for "PS: ..."."""
    return bool(_POSTSCRIPT.match(line))


def ends_sentence(line: str) -> bool:
    """True where a line ends with a full stop or the like."""
    return bool(_SENTENCE_END.search(line))
