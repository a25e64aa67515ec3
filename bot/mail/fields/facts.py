"""The facts of SPEC §8 as far as the text states them. Must not weigh them: bot.legal does.

Keys that the text says nothing about are left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.mail.fields.lexicon import Lexicon, lexicon, one
from bot.mail.fields.numbers import NUMBER, value_of
from bot.mail.fields.polarity import Stance
from bot.mail.fields.view import View

_DENY = r"(?:no|not|n't|never|without|nor|neither|none)"
_EXFILTRATION_NO = one(
    rf"{_DENY} (?:been |any |data |evidence (?:of|that) (?:any )?|sign (?:of|that) (?:any )?|indication (?:of|that) (?:any )?|personal |outward |was |were |such |further )*(?:data |personal data )?(?:was |were |has been |had been |have been )?(?:exfiltrat\w+|data (?:flow|left|was taken|transfer\w*)|outward data flow|taken|copied out|left (?:the|our) (?:network|system|systems|building|organisation)|stolen|extracted|downloaded|leaked|outbound)",
    r"without exfiltrat\w+", r"only encrypted (?:the |our )?(?:data|files)", r"nothing (?:was |has been |had been )?(?:taken|exfiltrated|copied|downloaded|left the network|stolen)", r"no data (?:was |were |has |had |have |been )*(?:left|leav\w+|taken|copied|exfiltrated|stolen|extracted|downloaded|accessed)", r"(?:logs|evidence|analysis|investigation)(?: \w+){0,6} (?:no|not|n't) (?:\w+ ){0,4}(?:outward|outbound|exfiltrat\w*|left|taken|copied|downloaded|leaving|transfer\w*)",
)
_EXFILTRATION_YES = one(
    r"exfiltrat(?:ed|es|ing|ion)", r"(?:data|files?|records|details|database|information|credentials|documents)(?: \w+){0,4} (?:was|were|has been|have been|had been|is|are|been) (?:\w+ )?(?:stolen|extracted|copied|downloaded|leaked|harvested|scraped|taken|dumped|siphoned|published|sold|offered for sale)", r"(?:copied|downloaded|stole|extracted|harvested|scraped|exported|dumped|obtained|acquired|leaked) (?:\w+ ){0,5}(?:data|files?|records|details|database|information|list|credentials|documents|passwords)", r"for sale on", r"(?:published|posted|appeared|found) on (?:the )?dark ?web", r"(?:forwarded|forwarding|redirected)(?: \w+){0,6} (?:to an? )?(?:external|outside|unknown) (?:e ?mail )?(?:address|account|mailbox)", r"threaten(?:ed|ing)? to (?:publish|leak|release|sell)",
)
_BACKUP = lexicon(
    {
        "none": (rf"(?:no|without|without any|no electronic|not any|n't any|no other|lacked|had no|have no|no usable|no working|without a|not have a|n't have a|no further) (?:\w+ )?(?:back ?ups?|copy|copies)(?! (?:of it|was made))", r"back ?ups? (?:was|were|is|are|had|have|has) (?:\w+ )?(?:also |all |both )?(?:not|n't|encrypted|failed|unusable|corrupt(?:ed)?|destroyed|infected|lost|affected|deleted|wiped|unavailable|missing)", r"back ?ups? (?:failed|database (?:existed )?(?:\w+ )?(?:but )?(?:it )?(?:was )?(?:also )?encrypted)", r"(?:never|not|n't) (?:been )?backed up", r"only copy", r"(?:not|n't|never|cannot|can not|can't) (?:be )?(?:restored|recovered|retrieved|reconstructed)", r"encrypted (?:the|our|all) back ?ups?", r"(?:including|and) (?:the|our|all) back ?ups?(?= (?:were|was|are|have|has)|\.|,)", r"back ?ups?(?: \w+){0,8} also (?:been )?encrypted", r"no electronic back ?up"),
        "partial": (r"partial(?:ly)? (?:back ?ups?|restored|recovered)", r"(?:old|older|outdated|incomplete|out of date|week old|months? old|paper) back ?ups?", r"(?:most|some|part|parts|the majority) of (?:the |it |our )?(?:data |files |it |records |them )?(?:was |were |has been |have been |could be |had been )(?:\w+ )?(?:restored|recovered|reconstructed|rebuilt)", r"back ?ups? (?:is|was|are|were) (?:\w+ )?(?:incomplete|out of date|old|a (?:week|month|year) old)", r"from paper (?:records|back ?ups?|files|copies|forms)", r"re ?entered (?:by hand|manually)", r"manually re ?(?:entered|collected|input|created|built)"),
        "usable": (r"restor(?:ed|ing|e) (?:\w+ ){0,6}from (?:\w+ ){0,4}back ?ups?", r"back ?ups? (?:copies |copy |system )?(?:was|were|is|are|had|have|has) (?:\w+ )?(?:available|usable|intact|in place|existed|unaffected|not affected|restored|working|ready|complete|safe|held|being restored|existing|kept|fine|ok|good|offline)", r"(?:readily available|usable|full|complete|daily|nightly|recent|good|working|regular|proper|offline|off ?site|cloud|electronic|intact|up to date|hourly) back ?ups?", r"(?:we|have|had|has|there (?:is|was|are|were)|with|from|holds?|keeps?) (?:a |an |the |our |last night's |yesterday's |readily |proper |its |their |daily )*(?:\w+ )?back ?ups?", r"(?:all|everything|it|data|files|records) (?:is|are|was|were) (?:all )?backed up", r"backed up (?:to|daily|nightly|every|in|on|in full)", r"(?:full|complete) restor(?:e|ation)", r"copies? (?:of (?:it|everything|all \w+) )?(?:is|are|was|were) (?:also )?(?:held|kept|stored|available) (?:on|in|at)", r"all (?:the )?data (?:was|were|has been|had been) (?:fully )?restored", r"everything (?:was|has been|is) restored"),
    }
)
_SERIOUS = one(
    r"(?:operations?|surger(?:y|ies)|treatments?|appointments?|care|lessons|school|classes|exams?) (?:\w+ ){0,3}(?:cancelled|postponed|delayed|disrupted|closed)", r"(?:major|serious|significant|severe|substantial|considerable|critical|long|lengthy) (?:delays?|disruptions?|impact on (?:the )?service|outage|interruption|consequences? (?:for|on) (?:the )?(?:service|operation|patient))", r"(?:had|have) to (?:close|cancel|postpone|shut|send (?:\w+ ){0,3}home|turn (?:\w+ )?away|divert)", r"school (?:is |was |has |had |remained |had to be |will be )*closed", r"(?:unable|could not|couldn't|not able) to (?:treat|provide|operate|deliver (?:lessons|care|the service)|run|pay|teach|take registers|open)", r"ambulances? (?:\w+ ){0,2}divert(?:ed)?", r"(?:all|every) (?:our |the )?(?:systems?|services?) (?:\w+ )?(?:down|unavailable|offline)", r"critical (?:systems|services)", r"payments? (?:\w+ )?(?:could not|not|n't) (?:be )?(?:made|paid)", r"postpone(?:d|ment)", r"level of (?:the )?service (?:\w+ )?(?:lowered|reduced|dropped)", r"(?:cannot|can't|unable to) (?:access|see|get to) (?:\w+ ){0,3}(?:medical|health|safeguarding|care|patient|emergency|allergy)(?: \w+){0,3}",
)
_MINOR = one(r"(?:minor|slight|small|short|brief|some|little|limited|short lived) (?:delays?|disruptions?|impact|inconvenience|outage|interruption)", r"delay(?:s|ed)? (?:in|to|of) (?:\w+ ){0,3}(?:orders?|delivery|deliveries|replies|payments?|service)", r"(?:inconvenience|inconvenienced)", r"(?:several|few|\d+|ten|fifteen|thirty) minutes?(?: \w+){0,4} (?:unavailable|down|outage|offline)", r"(?:down|offline|unavailable|outage)(?: \w+){0,3} (?:several|few|\d+|ten|fifteen|thirty|a few) minutes", r"delays in (?:the )?(?:delivery|dispatch)")
_NONE = one(rf"(?:no|not|n't|without|without any) (?:\w+ )?(?:impact|effect|disruption|delay|interruption|consequences?|affect)(?: \w+){{0,4}} (?:on |to |of |in )?(?:the |our |day to day |any )*(?:service|services|operations?|lessons|teaching|school|business|running|delays?|disruption|handling|payments?|users|work)?", r"(?:services?|lessons|school|operations?|everything) (?:\w+ )?(?:carried on|continued|ran|running|unaffected|as normal|normally|not (?:been )?affected|not disrupted|was not affected)", r"no (?:delay|delays|disruption|downtime|interruption)", r"did not result in any consequences")
_PERMANENT = one(r"permanent(?:ly)? (?:lost|deleted|destroyed|loss|gone|unavailable|erased|irrecoverable)", r"(?:lost|gone|deleted|destroyed|unavailable) (?:permanently|for good|forever|for ever)", r"irretrievabl[ey]", r"irrecoverabl[ey]", r"unrecoverable", r"(?:cannot|can't|could not|couldn't|can not|will not|won't|never|not able to|unable to) (?:be )?(?:restore|restored|recover|recovered|retrieve|retrieved|reconstruct|reconstructed|rebuilt|replace|replaced)(?: (?:it|them|the data))?", r"no way (?:of|to) (?:get|restor|recover)\w*", r"only copy", r"only (?:existed|exists|held|kept|available|stored) (?:on|in) paper", r"paper only", r"only (?:on|in) paper")
_NOT_PERMANENT = one(r"(?:restored|recovered|retrieved|reconstructed)", r"(?:no|not|n't|without) (?:\w+ )?(?:permanent|data)(?: \w+)? (?:loss|lost)", r"nothing (?:was |has been )?(?:permanently )?lost", r"back ?ups? (?:was|were|is|are) (?:\w+ )?available")
_TIME = rf"(?P<n>{NUMBER}|a few|several|an?|half a)(?: (?:working|business|consecutive|whole|full|school))? (?P<u>minutes?|mins?|hours?|hrs?|days?|weeks?|months?)"
_RESTORED = re.compile(
    r"(?:restored|recovered|back (?:up|online|on line|to normal|in service|running)|restoration|running again|resumed"
    r"|unavailable|inaccessible|down for|offline for|not available|outage (?:of|lasted)|lasted|took|rebuilt"
    rf"|available again|brought back)(?: [a-z]+){{0,6}}? ?{_TIME}"
)
_DURATION = re.compile(rf"(?:for|over|lasted|during|since|after|within|exposed for|visible for|accessible for|open for|online for|live for|undetected for|period of|went on for|the (?:last|past)) (?:about |around |approximately |roughly |nearly |almost |over |more than |at least |some |up to |the (?:last|past) )?{_TIME}")
_EXPOSED = re.compile(r"(?:expos|visible|accessib|available|open|online|live|publish|undetected|unnoticed|went on|running|forward|website|access|active|infect|public|vulnerab|before (?:it|we|anyone)|misconfig)")
_MALICIOUS = frozenset(
    "ransomware malware account_takeover phishing_click hacking credential_stuffing stolen_device stolen_paper insider identity_fraud denial_of_service".split()
)
_MALICE = one(r"deliberate(?:ly)?", r"intentional(?:ly)?", r"malicious(?:ly)?", r"on purpose", r"with intent", r"criminal(?:ly)?(?= (?:act|attack|intent|group|gang))", r"stolen", r"theft", r"stole", r"burgl\w+", r"thie(?:f|ves)", r"hack(?:ed|er|ers|ing)", r"snoop\w+", r"attack(?:ed|er|ers|s)?(?! on (?:his|her))", r"fraud\w*", r"out of spite", r"revenge", r"break in", r"broke(?:n)? into")
_NO_MALICE = one(r"(?:accident(?:al|ally)?|inadvertent(?:ly)?|by mistake|mistaken(?:ly)?|human error|unintentional(?:ly)?|in error|honest mistake|slip|(?:an?|the|my|genuine|clerical|admin\w*|mechanical|technical|packing) (?:error|mistake)|not (?:deliberate|malicious|intentional)|no malicious|wrong (?:person|parent|recipient|address|envelope|attachment|file|email|family|list|people|class|group)|forgot|mix(?:ed)? up|oversight|auto ?complete|left (?:\w+ ){0,5}(?:on|at|in) (?:the|a)|lost|mislaid|misplaced|bcc)")
_TARGETED = one(r"targeted(?: attack)?", r"specifically targeted", r"spear phish\w*", r"tailored")
_NOT_TARGETED = one(r"(?:not|n't) (?:\w+ )?targeted", r"opportunis(?:t|tic)", r"random", r"mass (?:phishing|mailing)", r"untargeted", r"indiscriminate")
_MISUSE = one(r"(?:data|details|information|account|accounts|card|cards|identity|address|photos?|credentials)(?: \w+){0,4} (?:being |been |were |was |is )(?:\w+ )?(?:misused|abused|used (?:to|by|for)|exploited|sold|published|circulated|shared (?:on|around))", r"(?:fraudulent|unauthori[sz]ed) (?:transactions?|payments?|purchases?|use|transfers?)", r"(?:has|have|had|already) (?:already )?been misused", r"(?:identity theft|fraud) (?:has|had|was|occurred|took)", r"phishing (?:emails?|messages?) (?:\w+ ){0,6}(?:sent|received)(?: \w+){0,4} (?:from|to (?:our|parents|contacts|clients|customers))", r"(?:receiv\w+|had|got|getting) (?:\w+ ){0,3}(?:scam|phishing|threatening|abusive|blackmail|nuisance)(?: \w+){0,2}? (?:calls?|e ?mails?|messages?|texts?)", r"(?:screenshots?|copies) (?:\w+ ){0,3}(?:shared|circulat\w+|posted)", r"contacted (?:the |our )?(?:customers|clients)", r"for sale", r"money (?:was |has been |had been )?(?:taken|stolen|transferred)", r"turned up at", r"blackmail\w*", r"extort\w*", r"used to (?:commit|impersonate|access|obtain|open)")
_NO_MISUSE = one(r"no (?:\w+ )?(?:evidence|sign|signs|indication|suggestion|reports?) (?:of|that) (?:\w+ ){0,5}(?:misuse|misused|abuse|used|fraud|transactions|accessed)", r"(?:not|n't) (?:\w+ )?(?:been )?misused", r"no (?:misuse|fraud|fraudulent|unauthori[sz]ed|suspicious) ?(?:transactions?|use|activity|payments?)?", r"no transactions")
_MORE = one(r"(?:more|other|further|additional|others) (?:\w+ ){0,3}(?:may|might|could|can|possibly) (?:\w+ )?(?:be |have been )?(?:affected|involved|at risk|exposed|compromised|had)", r"(?:may|might|could) (?:also )?(?:be|have been|affect|have affected|include|involve) (?:\w+ )?(?:more|others|other|further|additional)", r"full (?:extent|scale|scope) (?:is |of (?:\w+ ){1,5}is )?(?:not (?:yet )?known|unknown|unclear|still)", r"(?:not|n't) (?:yet )?(?:know|known|sure|clear|determine|established|rule out|identify) (?:\w+ ){0,6}(?:how many|who else|extent|other|others|what else|further|whether (?:other|more|any))", r"(?:unclear|unknown|don't know|unsure) (?:\w+ )?(?:how many|how far|what else|who else|whether other)", r"still (?:establishing|investigating|working out|checking|finding out) (?:\w+ ){0,4}(?:how many|extent|scope|what|who|scale)", r"at least \d", r"could be more", r"may be more", r"might be more")
_NOT_MORE = one(r"no (?:one else|other (?:data|people|pupils|individuals|records|customers|systems|files|accounts)) (?:\w+ ){0,3}(?:affected|involved|concerned|included|compromised)", r"only (?:these|those|this|that|the (?:one|two|\d+)) (?:\w+ )?(?:affected|involved)", r"nobody else (?:is|was|has been) (?:affected|involved)", r"sole recipient")
_UNREADABLE = one(r"hash(?:ed|ing)?(?= |\.|,)", r"pseudonymi[sz]ed", r"tokeni[sz]ed", r"(?:key|keys) (?:was|were|is|are|has|have|had) (?:not|n't|never) (?:\w+ )?(?:compromised|stolen|taken|accessed|lost|affected|exposed)", r"unreadable", r"unintelligible", r"cannot be read", r"data (?:was|were) encrypted (?:with|using)", r"no access to (?:\w+ )?(?:key|decryption)")
_READABLE = one(r"in plain ?text", r"plain ?text", r"in (?:the )?clear(?! that)", r"weak(?:ly)? (?:hash\w*|encrypt\w*|password)", r"(?:key|keys) (?:was|were|had|has|have|is|are) (?:also |been |\w+ )?(?:compromised|stolen|taken|exposed|with it)", r"password (?:was |is )?(?:written|stuck|taped|attached|on a (?:post|sticky))(?: \w+)*", r"password (?:was |also |was also )?(?:in the same|with it|sent)", r"md5", r"unsalted", r"readable")
_IDENTIFIERS_NO = one(r"(?:no|without|not|n't contain|no full|no direct) (?:\w+ )?(?:names|identifiers?|identifying (?:details|information|data))", r"anonymi[sz]ed", r"pseudonym(?:s|i[sz]ed|ously|ous)?", r"initials only", r"only initials", r"(?:first names|initials|candidate numbers|pupil numbers|codes|id numbers) only", r"cannot be identified", r"(?:not|n't) (?:be )?identif(?:y|iable|ied)", r"by (?:code|number) only")


def read_yes_no(view: View, yes: Lexicon, no: Lexicon) -> tuple[bool, int] | None:
    """True or False with the place, the denial first (its phrases hold the denial themselves), None where silent."""
    denied = next(iter(no.hits(view.prose.low)), None)
    said = [hit for hit in yes.hits(view.prose.low) if view.stance(hit) is Stance.SAID and not _inside(hit.start, hit.end, denied)]
    if denied and not (said and said[0].start > denied.start and _later_counts(view, denied.start, said[0].start)):
        return False, denied.start
    return (True, said[0].start) if said else None


def _inside(start: int, end: int, hit: Any) -> bool:
    return hit is not None and hit.start < end and start < hit.end


def _later_counts(view: View, first: int, second: int) -> bool:
    """A correction ("first we thought ... in fact") comes later and says so."""
    between = view.prose.low[first:second]
    return bool(re.search(r"(?<![a-z])(?:but|however|in fact|actually|later|turned out|established|since then|now)(?![a-z])", between))


def hours_of(match: re.Match[str]) -> float | None:
    """The span of a match of a time pattern in hours, None where its number is none."""
    words = {"a few": 3.0, "several": 4.0, "half a": 0.5, "a": 1.0, "an": 1.0}
    count = words.get(match["n"]) or value_of(match["n"])
    unit = match["u"][:2]
    scale = {"mi": 1 / 60, "ho": 1.0, "hr": 1.0, "da": 24.0, "we": 168.0, "mo": 720.0}[unit]
    return count * scale if count is not None else None


def breach_types(cues: frozenset[str], backup: str | None, exfiltration: str | None, restored: bool) -> list[str]:
    """Confidentiality, integrity, availability as the kind of incident shows them."""
    kinds = set()
    lost = {"ransomware", "outage", "deletion", "denial_of_service", "lost_device", "stolen_device", "lost_paper", "stolen_paper"}
    seen = cues & _DISCLOSING
    if seen or exfiltration == "yes":
        kinds.add("confidentiality")
    if cues & lost & {"ransomware", "outage", "deletion", "denial_of_service", "stolen_device", "stolen_paper"} or restored:
        kinds.add("availability")
    if cues & {"lost_device", "lost_paper"} and backup in ("none", None) and "stolen_device" not in cues:
        kinds.add("availability" if backup == "none" else "confidentiality")
    if "alteration" in cues:
        kinds.add("integrity")
    if "ransomware" in cues and exfiltration == "no":
        kinds.discard("confidentiality")
    order = ("confidentiality", "integrity", "availability")
    return [kind for kind in order if kind in kinds]


_DISCLOSING = frozenset(
    "email_wrong_recipient post_wrong_recipient bcc lost_device stolen_device lost_paper stolen_paper redaction verbal misconfiguration"
    " published disposal portal access_rights account_takeover phishing_click hacking credential_stuffing insider unauthorised_access identity_fraud".split()
)


class FactReader:
    """Collects facts with the place each was read at."""

    def __init__(self, view: View, cues: frozenset[str], handling: Any) -> None:
        self.view, self.cues, self.handling = view, cues, handling
        self.values: dict[str, Any] = {}
        self.places: dict[str, int] = {}

    def put(self, key: str, value: Any, place: int | None) -> None:
        """Sets a fact that is not set yet."""
        if value is not None and key not in self.values:
            self.values[key] = value
            if place is not None:
                self.places[key] = place

    def yes_no(self, key: str, yes: Lexicon, no: Lexicon) -> None:
        found = read_yes_no(self.view, yes, no)
        if found:
            self.put(key, *found)

    def words(self, key: str, found: tuple[bool, int] | None) -> None:
        if found:
            self.put(key, "yes" if found[0] else "no", found[1])

    def read(self) -> Mapping[str, Any]:
        """All that depends on the text alone."""
        self._attack()
        self._loss()
        self._readable()
        self._spread()
        return self.values

    def _attack(self) -> None:
        found = read_yes_no(self.view, _EXFILTRATION_YES, _EXFILTRATION_NO)
        self.words("exfiltration", found)
        self._malicious()
        self.yes_no("targeted", _TARGETED, _NOT_TARGETED)
        self.yes_no("misuse_seen", _MISUSE, _NO_MISUSE)
        self.yes_no("more_may_be_affected", _MORE, _NOT_MORE)

    def _malicious(self) -> None:
        hit = self.view.first(_MALICE)
        if hit and (self.cues & _MALICIOUS or not self.view.first(_NO_MALICE)):
            self.put("malicious", True, hit.start)
        slip = self.view.first(_NO_MALICE)
        if self.cues & (_MALICIOUS - {"phishing_click", "account_takeover"}) and not slip:
            self.put("malicious", True, None)
        elif slip and not self.cues & _MALICIOUS:
            self.put("malicious", False, slip.start)
        elif self.cues & _MALICIOUS:
            self.put("malicious", True, None)

    def _loss(self) -> None:
        for kind in ("none", "partial", "usable"):
            hit = next((h for h in self._backup_hits() if h.key == kind), None)
            if hit:
                self.put("backup", kind, hit.start)
        for value, words in (("none", _NONE), ("serious", _SERIOUS), ("minor", _MINOR)):
            said = words.hits(self.view.prose.low) if value == "none" else self.view.said(words)
            if said:
                self.put("service_impact", value, said[0].start)
        restored = _RESTORED.search(self.view.prose.low)
        if restored and self.cues & {"ransomware", "outage", "hacking", "malware", "denial_of_service", "deletion"}:
            self.put("restored_after_hours", hours_of(restored), restored.start())
        permanent = self.view.first(_PERMANENT) or next(iter(_PERMANENT.hits(self.view.prose.low)), None)
        if permanent and self.values.get("backup") != "usable":
            self.put("permanent_loss", True, permanent.start)
        elif self.view.first(_NOT_PERMANENT):
            self.put("permanent_loss", False, None)

    def _backup_hits(self) -> list[Any]:
        return [
            hit
            for hit in _BACKUP.hits(self.view.prose.low)
            if hit.key != "usable" or self.view.stance(hit) is Stance.SAID
        ]

    def _readable(self) -> None:
        low = self.view.prose.low
        readable = next(iter(_READABLE.hits(low)), None)
        unreadable = self.view.first(_UNREADABLE)
        encrypted = self.handling.encrypted
        if readable and self.view.stance(readable) is Stance.SAID:
            self.put("data_readable", "yes", readable.start)
        elif encrypted is not None:
            self.put("data_readable", "no" if encrypted[0] else "yes", encrypted[1])
        elif unreadable:
            self.put("data_readable", "no", unreadable.start)
        identifiers = next(iter(_IDENTIFIERS_NO.hits(low)), None)
        if identifiers and self.view.stance(identifiers) is not Stance.OPEN:
            self.put("direct_identifiers", False, identifiers.start)

    def _spread(self) -> None:
        match = next((m for m in _DURATION.finditer(self.view.prose.low) if self._is_exposure(m)), None)
        hours = hours_of(match) if match else None
        if match and hours is not None and hours >= 12:
            self.put("duration_days", round(hours / 24, 2), match.start())

    def _is_exposure(self, match: re.Match[str]) -> bool:
        sentence = self.view.prose.at(match.start())
        return bool(_EXPOSED.search(self.view.prose.low, sentence.start, sentence.end))
