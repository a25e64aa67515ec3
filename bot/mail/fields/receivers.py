"""Who got the data: in the report's words, and as a kind of recipient (SPEC §8 `recipient`).

Must not guess: "I sent it to the wrong person" names nobody, but says that it is one person who is not ours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.mail.fields.lexicon import lexicon
from bot.mail.fields.polarity import Stance
from bot.mail.fields.view import View

_VERB = (
    r"(?:sent|emailed|e-mailed|forwarded|posted|shared|handed|given|gave|went|gone|delivered|disclosed|copied|addressed|replied|mailed|faxed|released|issued|circulated|distributed|visible|shown|available"
    r"|read out|sold|passed|leaked|transmitted|exposed|accessible|sending|emailing|dispatched|revealed|cc'd|go out|going out|gone out|went out|go|went home|sent home|gone home|told|showed|texted|messaged|uploaded|returned|attached|sent out)"
)
_TO_WHOM = re.compile(
    rf"(?<![a-z]){_VERB}(?P<between>(?: [a-z0-9'\"&/().\-]+){{0,14}}?) (?:to|with|by mistake to) (?P<who>(?:[^\s.,;:!?()\n]+(?:(?<=mr)\.|(?<=mrs)\.|(?<=dr)\.|(?<=@)\S+|\.(?=[a-z0-9]))?[ -]?){{1,14}})"
)
_DIRECT = re.compile(r"(?<![a-z])(?:emailed|e-mailed|texted|messaged|cc'd|copied in|copied|told|showed) (?P<who>(?:all |the |both |several |\d+ |our |some |every )*(?:wrong |whole |other |entire )?(?:parents?|families|staff|pupils?|students|class|year \d+|everyone|customers?|governors?|recipients|person|people|mailing list|group)(?: [a-z0-9]+){0,4})")
_BY_WHOM = re.compile(r"(?<![a-z])(?:received|seen|opened|read|accessed|viewed|found|picked up|taken|downloaded|stolen|obtained|overheard|copied) by (?P<who>(?:[^\s.,;:!?()\n]+ ?){1,10})")
_GOT_IT = re.compile(r"(?<![a-z])(?P<who>(?:a|an|the|another|one|two|three|\d+|all|both|wrong|some)(?: [a-z0-9'\-]+){1,5}?) (?:has |have |had |who |then |also |kindly )*(?:received|got|opened|was sent|were sent|was given|were given|was able to (?:see|access|read)|found|picked it up) (?:it|them|the|another|a|someone|other|our|these|each|copies|all|both|two|my|this)")
_CUT = re.compile(
    r"(?<![a-z])(?:and|but|by (?:mistake|accident)|in error|instead|rather|because|which|that|this|when|while|as|so|before|after|yesterday|today|at \d|on (?:mon|tue|wed|thu|fri|sat|sun|\d)|last|about|with (?:the|a|an|all|her|his|details)|containing|without|via|using|through|accidentally|mistakenly|inadvertently|i|we|it|she|he|they|is|was|were|are|has|had|have|asking|for|if|then|this|will|can|instead|where|regarding|re|including|showing|thinking|not|immediately|straight|earlier|just|during|over|rather|confirmed|replied|whose|delet\w+|realis\w+)(?![a-z])"
)
# What follows "to" but is nobody.
_NOBODY = re.compile(
    r"(?:be|do|delete|confirm|let|say|see|check|ask|tell|get|make|find|go|have|send|report|the (?:police|bin|shredder|it team|head|dpo|printer|photocopier|wrong place|ico|meeting|office|attention|house|home|correct|right|intended|work|reception|cloud|drive|portal|website|bank|school (?:trip|this)|skip|end|question)|police|action fraud|it|this|that|them all to|which|what|when|how|why|school|work|home|me|us|my line|my knowledge|date|"
    r"my own|a website|an? (?:website|page|folder|drive|attachment)|light|class|bed|lunch|assembly|you|your|read|open|access|print|reset|change|avoid|ensure|prevent|view|update|collect|support|apolog|inform|discuss|request|arrange|remove|use|help|recall|retrieve|attend|come|look|save|share|stop|do so|follow|explain|make|the (?:ceo|siro|headteacher)|all of this|cover|put|keep|any|no one|nobody|a meeting|leave|date|\w+ (?:it|them|this)\b)(?![a-z])"
)
_KIND = lexicon(
    {
        "hostile": (
            r"(?:thie(?:f|ves)|stolen|burgl(?:ar|ars|ary)|theft|robbed|mugged|burgled)", r"hackers?", r"attackers?", r"fraudsters?", r"scammers?", r"criminals?", r"perpetrators?", r"ransom", r"birth (?:parents?|mother|father|family)", r"alleged perpetrator", r"abus(?:er|ive (?:ex|father|partner|husband|parent))", r"(?:violent|estranged|abusive) (?:ex|father|mother|partner|husband|parent)\w*",
            r"ex ?(?:partner|husband|wife|boyfriend)", r"phish(?:ing|ed|er)", r"impersonat\w+", r"imposter", r"exfiltrat(?:ed|ion)", r"threat actors?", r"cyber ?criminals?", r"hacked", r"fake (?:login|microsoft|office|page|site)", r"(?:the |her |his )?father(?=[^.]{0,60}(?:not allowed|court|injunction|no contact))", r"intruders?", r"competitors?", r"malicious code", r"credential stuffing", r"cyber ?attack", r"someone pretending", r"identity (?:theft|fraud)", r"stole",
        ),
        "public": (
            r"(?:on|onto|to) (?:the|our|its|her|his|a) (?:\w+ )?(?:website|web site|facebook|twitter|instagram|social media|internet|youtube|blog)", r"publicly", r"made public", r"published online", r"posted online", r"dark ?web", r"(?:on|onto|to) (?:facebook|twitter|instagram|x|tiktok|snapchat|youtube|social media)", r"google(?! (?:drive|classroom|form|doc|sheet|account|chrome|maps|workspace|calendar|meet))", r"(?:the )?general public", r"anyone with (?:the |a )?link", r"open internet", r"on the internet", r"published on", r"noticeboard", r"display(?:ed)? (?:on|in) (?:the )?(?:reception|foyer|corridor|hall|window)", r"in the (?:local )?(?:newspaper|press)", r"projected", r"anyone on the internet", r"available to anyone",
        ),
        "uncontrolled": (
            r"all (?:the |our |of the |of our |\d+ )?(?:parents|families|pupils|students|customers|clients|subscribers|households)", r"(?:whole|entire) (?:school|year|class|mailing list|distribution list)", r"mailing list", r"distribution list", r"every (?:parent|family|pupil)", r"year \d+ parents", r"parents (?:in|of) (?:the |my |our |her )?(?:class|year|whole|reception)", r"(?:hundreds|thousands|dozens) of (?:parents|people|recipients|customers|individuals)", r"whatsapp group", r"each other's", r"everyone(?:'s)? (?:on|in|else)", r"parents'? whatsapp",
        ),
        "trusted": (
            r"colleagues?", r"(?:internal|internally)", r"(?:another|wrong|other|different) (?:member of staff|teacher|staff member|department|employee)", r"member of (?:our )?staff", r"all staff", r"(?:whole|entire) staff", r"staff (?:list|distribution|group|email)", r"(?:another|different|neighbouring|sister) (?:school|academy)(?! trust parent)", r"(?:local authority|council|social services|social worker|nhs|gp|school nurse|police|solicitors?|lawyers?|accountants?|auditors?|dfe|ofsted|exam board)", r"governors?", r"professional secrecy", r"(?:bound (?:by|to)|duty of) (?:\w+ ){0,3}(?:confiden\w+|secrecy)", r"trusted", r"insurance agent", r"(?:payroll|software|it|mis) (?:provider|supplier|company)", r"processor", r"another (?:office|branch|team|division)", r"educational psychologist", r"within (?:the|our) (?:trust|school|organisation|company)", r"in another department", r"headteacher of another",
        ),
        "known": (
            r"(?:wrong|another|different|other|unrelated|incorrect|one|former|two|three|both|two other|the other|a|some|each) (?:\w+ )?(?:parents?|famil(?:y|ies)|mum|dad|mother|father|carers?|pupil'?s?|students?|child(?:'s)?|customers?|clients?|patients?|households?|employees?|applicants?|grandparents?|members?|attendees?|recipients?|participants?)", r"neighbour", r"(?:wrong|another|different|other|incorrect) (?:person|people|individual|mrs|mr|miss|john|sarah|contact|e ?mail address|address|recipients?|group|supplier|firm|company|school)", r"former (?:employee|colleague|pupil|parent|member of staff)", r"(?:old|previous) (?:supplier|address)", r"each other'?s", r"someone else's parents?", r"parents? of (?:a|another|the wrong|one)", r"(?:data|letters?|orders?|documents?|bills?) of each other", r"attendees", r"(?:to|with) (?:mr|mrs|ms|miss|dr) [a-z]+", r"the parents? of", r"one parent", r"ex employee", r"another (?:buyer|policyholder|subscriber|user|tenant|resident|guest)",
        ),
        "unknown": (
            r"(?:lost|mislaid|misplaced|gone missing|went missing|is missing|was missing|left (?:\w+ ){0,5}(?:on|at|in) (?:the |a |my )?(?:\w+ )?(?:train|bus|tube|tram|taxi|pub|cafe|park|car park|street|plane|station|shop|supermarket|library|hotel|restaurant|bench|coffee))", r"(?:do not|don't|not|no idea|dont) know who", r"unknown (?:person|people|third part(?:y|ies)|recipients?|e ?mail|address|number|individuals?|person\(s\))", r"strangers?", r"passer ?by", r"(?:not|n't) (?:known|clear|sure) who", r"whoever (?:found|picked|has|took)", r"someone (?:has |may have )?(?:picked|taken|took)", r"wrong (?:phone |fax )?number", r"in (?:a |the )?(?:skip|bin|street)",
        ),
    }
)  # fmt: skip
# Where several kinds are named, the one that decides, worst first.
_ORDER = ("hostile", "public", "uncontrolled", "unknown", "trusted", "known")
# How many recipients at most still count as known people.
MANY = 50


@dataclass(frozen=True, slots=True)
class Receivers:
    """Who got it in the report's words, the kind, and the places these stand at."""

    words: tuple[str, int] | None = None
    kind: tuple[str, int] | None = None


def read_receivers(view: View, number: int | None) -> Receivers:
    """`number`: of recipients, as far as it is stated."""
    return Receivers(_words(view), _kind(view, number))


def _words(view: View) -> tuple[str, int] | None:
    entry = view.answer("recipients")
    if entry:
        answer = " ".join(view.prose.text[entry.start : entry.end].split())
        return (answer, entry.start) if not re.match(r"(?i)(?:unknown|not known|n/?a|don'?t know|\?|none|tbc)", answer) else None
    best: tuple[str, int] | None = None
    for pattern in (_TO_WHOM, _DIRECT, _BY_WHOM, _GOT_IT):
        for match in pattern.finditer(view.prose.low, view.subject_end):
            found = _name_of(view, match)
            if found and (best is None or _says_more(found[0], best[0])):
                best = found
        if best:
            break
    return best


def _says_more(new: str, old: str) -> bool:
    """A first mention is kept unless the later one names the wrong recipient."""
    telling = re.compile(r"(?i)wrong|another|unintended|different|incorrect|other|all |everyone|public|@|list|birth")
    return bool(telling.search(new)) and not telling.search(old)


def _name_of(view: View, match: re.Match[str]) -> tuple[str, int] | None:
    start, end = match.span("who")
    low = view.prose.low[start:end]
    if _NOBODY.match(low) or re.search(r"(?<![a-z])(?:not|n't|never|nearly|almost)(?![a-z])", view.prose.low[max(0, match.start() - 12) : match.start()]):
        return None
    cut = _CUT.search(low)
    if cut:
        end = start + cut.start()
    text = view.prose.text[start:end].strip(" \n-'\"")
    return (" ".join(text.split()), start) if len(text) > 2 and not _NOBODY.fullmatch(text.lower()) else None


def _kind(view: View, number: int | None) -> tuple[str, int] | None:
    found: dict[str, int] = {}
    for hit in _KIND.hits(view.prose.low):
        if hit.key not in found and view.stance(hit) is not Stance.DENIED:
            found[hit.key] = hit.start
    kind = next((name for name in _ORDER if name in found), None)
    if kind is None:
        return None
    if kind == "known" and number is not None and number > MANY:
        return "uncontrolled", found[kind]
    return kind, found[kind]
