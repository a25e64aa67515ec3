"""Who did it: people named as involved in what happened, and whether the reporter tells of their own act (SPEC §2).

"The Head herself sent it" names the Head; "I told Mrs Rahman", "Mrs Rahman noticed" name nobody. Must not judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.mail.fields.view import View

_TITLE = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Rev|Revd|Father|Sister|Madame|Mme|Lady)\b\.?"
_CAPITAL = r"[A-Z][a-z\u00e0-\u00ff]*(?:['\u2019\-][A-Z][a-z\u00e0-\u00ff]+)*"
_NOT_A_NAME = (
    r"(?!(?:I|Its|The|This|That|There|They|We|It|He|She|You|My|Our|His|Her|Their|A|An|In|On|At|By|To|From|For|Of|As|If|When|While|After|Before|Since|Yesterday|Today|Last|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Year|Hi|Hello|Dear|Thanks|Thank|Please|Regards|Kind|Sorry|What|Who|How|Why|Where|Which|Someone|Somebody|Nobody|Everyone|Outlook|Microsoft|Google|Office|Teams|School|Academy|Trust|Pupil|Pupils|Parent|Parents|Staff|Student|Students|Unfortunately|Apparently|However|Also|Both|One|Two|Three|Four|Five|No|Not|Yes|Just|Only|Then|Now|So|But|And|Or|All|Some|These|Those|Each|Every|Another|Name|Names|Data|Email|Date|Time|Subject|Attachment|Letter|Report|Excel|Word|Facebook|Arbor|Sims|SIMS|CPOMS|ParentPay|Windows|Reception|English|Maths|Science|Christmas|Easter|Attackers|Hackers|Employees|Customers|Logs|Files|Details|Royal|Special|Tracking|Exam|Council|Systems|Ltd)\b)"
)
_NAME = (
    rf"(?:{_TITLE} ?{_CAPITAL}(?: (?!And\b){_CAPITAL}){{0,2}}|{_NOT_A_NAME}{_CAPITAL}(?: {_CAPITAL}){{0,2}})"
)
# Offices of the directory (bot.domain Role) and the words staff use for them; only some are ladder roles.
_OFFICES: tuple[tuple[str, str], ...] = (
    ("deputy", r"(?:[Dd]eputy|[Aa]ssistant|[Aa]cting|DEPUTY) (?:[Hh]ead(?: ?[Tt]eacher)?|[Pp]rincipal)(?! of [A-Za-z])|DHT|AHT"),
    ("head", r"(?:[Ee]xecutive |[Ii]nterim )?(?:[Hh]ead ?(?:[Tt]eacher|[Mm]aster|[Mm]istress)|HEADTEACHER|HT|[Pp]rincipal|[Hh]ead of (?:[Ss]chool|[Aa]cademy)|[Hh]ead|HEAD)(?! of [A-Za-z])(?! office| start| lice| boy| girl| injury)"),
    ("ceo", r"CEO|ceo|[Cc]hief [Ee]xecutive(?: [Oo]fficer)?"),
    ("siro", r"SIRO|siro"),
    ("dpo", r"DPO|dpo|[Dd]ata [Pp]rotection (?:[Oo]fficer|[Ll]ead)"),
    ("chair", r"[Cc]hair(?: of (?:[Gg]overnors|[Tt]rustees))?"),
    ("case_manager", r"[Tt]rust [Ss]ecretary"),
    ("it_lead", r"(?:IT|ICT) (?:[Mm]anager|[Ll]ead|[Tt]echnician|[Dd]irector)|[Nn]etwork [Mm]anager"),
    ("safeguarding_lead", r"DSL|dsl|(?:[Dd]esignated )?[Ss]afeguarding [Ll]ead"),
    ("", r"[Bb]usiness [Mm]anager|SBM|SENCO|[Ss]enco|SENDCO|[Oo]ffice [Mm]anager|[Ss]ite [Mm]anager|[Cc]aretaker|[Rr]eceptionist|[Aa]ttendance [Oo]fficer|HR (?:[Mm]anager|[Oo]fficer|[Dd]irector|[Aa]dvisor)|[Hh]ead of (?:[Yy]ear|[Dd]epartment|[A-Z][A-Za-z]+)|[Ff]inance (?:[Mm]anager|[Oo]fficer|[Dd]irector)|[Ee]xams? [Oo]fficer|[Cc]lass [Tt]eacher|PA|[Ss]upply [Tt]eacher|[Tt]eaching [Aa]ssistant|TA|NQT|ECT|[Pp]ayroll [Oo]fficer|[Ff]ormer [Ee]mployee"),
)  # fmt: skip
_ARTICLE = r"(?:[Tt]he|[Oo]ur|[Mm]y|[Aa]n?|[Oo]ne of (?:the|our))"
_ANY_OFFICE = "|".join(pattern for _, pattern in _OFFICES)
# Without an article only a word that cannot be anything else ("Headteacher sent", not "head").
_OFFICE = rf"{_ARTICLE} (?:{_ANY_OFFICE})|(?:Head ?[Tt]eacher|CEO|SIRO|DPO|DSL|SENCO|Deputy [Hh]ead(?:teacher)?|Principal|HR (?:[Mm]anager|[Oo]fficer))"
_WHO = re.compile(rf"(?<![A-Za-z@.\-/])(?:{_OFFICE}|{_NAME})(?![A-Za-z])")
_DEED = r"(?:sent|emailed|e-mailed|left|lost|clicked|shared|posted|uploaded|forwarded|opened|accessed|copied|downloaded|printed|gave|given|disclosed|published|deleted|threw|thrown|attached|typed|replied|cc'd|cced|put|took|taken|dropped|forgot|forgotten|misplaced|mislaid|entered|fell for|looked up|looked at|looked through|been looking|been accessing|been using|been sharing|been reading|snooped|read out|discussed|mentioned|talked|shouted|sold|exported|pasted|selected|chose|used|wrote|showed|displayed|projected|disposed|binned|shredded|altered|changed|tweeted|leaked|handed|hit|pressed|installed|logged|ignored|mixed up|muddled|addressed|screenshotted|photographed|approved|caused|did it|did this|made (?:the|a|this) (?:mistake|error)|passed|packed|collected|wiped|overwrote|blurted|sending|sends|forwards|shares|leaves|looks (?:at|up|through)|accesses|copies|emails|posts|gives (?:out|her|his|pupils|parents)|tells (?:parents|pupils|people|everyone)|uses|prints|keeps|went through|discussing|sharing|looking (?:at|up|through)|reading|talking about|telling|copying|taking|using|accessing|leaving|showing|posting|being careless|got into|answered|replied-all|packed|breached|ccd|circulated|told (?:a |the |another )?(?:parents?|pupils?|family|her|him|them|everyone|journalist|press|friend|neighbour)|was (?:seen|caught|observed|overheard|found)|admitted|had (?:his|her|their) (?:\w+ )?(?:laptop|phone|bag|car|ipad|tablet|account))"
_ADVERB = r"(?:has|have|had|then|who|accidentally|mistakenly|inadvertently|deliberately|wrongly|unintentionally|also|apparently|may have|might have|must have|himself|herself|themselves|himself has|herself has|just|again|now|knowingly|in error|by mistake|unfortunately|only|yesterday|today|always|regularly|allegedly|actually|already|personally|regularly|often|repeatedly|routinely|frequently|once|twice|then|must|never meant to but|,|this morning|last \w+|on \w+)"
# After a name: its own deed, its own thing, its own blame.
_DID = re.compile(
    rf"(?:,? (?:the|our|my|a|who|in|from|of|at)(?: [A-Za-z0-9]+){{1,4}},?|, (?:mr|mrs|ms|miss|dr)\.? [a-z' \-]{{2,30}},)??(?: \([^)\n]{{1,40}}\))?(?:,? {_ADVERB}){{0,4}},? (?P<deed>{_DEED})(?![a-z])"
)
_OWNS = re.compile(
    r"'s? (?:[a-z0-9]+ ){0,2}?(?:laptop|phone|mobile|ipad|account|mailbox|email account|inbox|usb|memory stick|bag|car|tablet|password|login|log-in|credentials|handbag|rucksack|briefcase|folder|mark book|markbook|diary|desk|computer|screen|device|chromebook|emails? (?:has|have|was|is|were|account)|home was)(?![a-z])"
)
_BLAMED = re.compile(
    r" (?:is|was|were|are|may be|has been) (?:responsible|to blame|at fault|involved|behind|the (?:one|person) (?:who|that)|in charge of the device)|'s (?:mistake|error|fault|doing|oversight|slip)"
    r"| (?:asked|told|instructed|ordered|made) me to (?!report|tell|let|contact|inform|email you|write|e-mail you|raise|log|fill|do the report)| (?:herself|himself|themselves|personally)(?![a-z])"
)
# Before a name.
_BY = re.compile(
    r"(?:sent|left|lost|made|caused|shared|emailed|posted|forwarded|uploaded|published|clicked|opened|accessed|taken|copied|done|deleted|printed|given|disclosed|downloaded|written|carried out|misplaced|dropped|went out|gone out|addressed|packed|entered|approved|attached|circulated|put|committed|authorised|ordered) (?:[a-z]+ ){0,4}?by $"
    r"|(?:involving|responsible (?:is|was)|(?:mistake|error|fault|oversight) (?:by|of|on the part of)|(?:allegation|complaint|concerns?) about|responsibility of|down to|belongs? to|belonging to|(?:account|mailbox|email|laptop|phone|login|password|inbox) of) $"
)
_FIRM = re.compile(r"(?:Ltd|Limited|Systems|Solutions|Services|Software|Council|School|Academy|Trust|Mail|Group|Bank|University|Primary|Company|Plc|PLC)$")
_ITS = re.compile(r"(?<![a-z])(?:it's|its|it is|it was|they are|they were) $")
_AUDIENCE = re.compile(
    r"(?<![a-z])(?:told|asked|informed|emailed|rang|with|to|of|for|let|copied|cc|from|thanks|hi|dear|hello|called|phoned|contacted) $"
)
_MOST_NAMES = 300
_ME = re.compile(
    r"(?<![a-z])(?:i|ive|i've|i have|i had|i'd|i think i|i may have|i might have|i must have|i seem to have|i appear to have|i'm afraid i|we|we've|we have)(?: (?:have|had|then|just|only|so|stupidly|foolishly|accidentally|mistakenly|inadvertently|wrongly|unintentionally|also|somehow|unfortunately|must have|may have|think i|seem to have|'ve|recently|idiotically|carelessly|unwittingly|earlier|quickly|nearly|almost|never meant to but|in error|by mistake|by accident|managed to|in my haste|regrettably|clearly|then))*,? ?(?P<deed>sent|emailed|e-mailed|left|lost|clicked|shared|posted|uploaded|forwarded|opened|printed|gave|given|disclosed|published|deleted|threw|thrown|attached|typed|replied|cc'd|cced|put|copied|dropped|forgot|forgotten|misplaced|mislaid|entered|fell for|fallen for|send|lose|leave|email|forgetting|read out|mentioned|sending|hit|pressed|plugged|used|cant find|can't find|cannot find|mixed up|muddled|selected|chose|pasted|made (?:a|the) (?:\w+ )?(?:mistake|error)|messed up|mucked up|screwed up|put the wrong|added|included|had my (?:laptop|phone|bag|car|ipad)|addressed|handed|binned|downloaded|discussed|left my|approved|overwrote|exported|failed to)(?![a-z])"
)
_SLIP = re.compile(
    r"(?<![a-z])(?:wrong|mistake|mistakenly|accident(?:ally)?|error|inadvertently|lost|left|clicked|click|sorry|forgot|stupid(?:ly)?|misplaced|mislaid|dropped|should have|should not have|shouldn't have|realis(?:ed|ing)|realiz|didn't realise|phish|scam|instead of|bcc|another|entered|fell for|my fault|unintended|can't find|cannot find|cant find|stolen|published|deleted|threw|missing|attached|reply all|fake|overwrote|incorrect|failed to|cc|visible|disclosed|confidential|unlocked|unattended|lose|messed up|mixed up)(?![a-z])"
)
_MINE = re.compile(
    r"(?<![a-z])(?:my (?:own )?(?:mistake|error|fault|doing|oversight|slip|bad|carelessness|stupidity)|(?:entirely|all|totally|completely) my|i(?:'m| am) (?:so |really |very |terribly )?sorry|(?:i )?take full responsibility|my (?:\w+ )?(?:laptop|phone|ipad|bag|car|memory stick|usb|account|rucksack|handbag|tablet|diary|planner|mark book|usb stick|work laptop|work phone|mailbox|email account|school laptop)(?: \w+){0,2}? (?:was|has been|is|got|were|has|had been|have been|had)(?: \w+)? (?:stolen|nicked|pinched|lost|missing|hacked|taken|gone|broken into|compromised|snatched))(?![a-z])"
)
# What is told, heard or done about it afterwards involves nobody.
_NOT_DEED = re.compile(
    r"(?:emailed|e-mailed|wrote|replied|messaged)(?= (?:at|on|in|back|us|me|you|this|yesterday|today|to (?:say|tell|ask|let|report|apolog)|again|earlier|last|\())|(?:gave|given|sent|emailed|e-mailed|forwarded|passed|handed|put|took|taken|used|wrote|opened|left|collected|posted|changed|deleted|looked at|clicked|attached|logged|approved|entered|told)(?: \w+){0,3}? (?:this|that|it|me|us|a call|a message|an apology|apolog|recall|(?:an )?e-?mail (?:to )?(?:ask|to all|apolog)|it back|advice|in the (?:log|book)|over to|(?:the )?(?:password|passwords)|a ticket|to (?:report|say|ask|let|tell|apolog|recall|warn)|on (?:to )?(?:me|you|the (?:dpo|head|office)))(?![a-z])"
)


@dataclass(frozen=True, slots=True)
class Involved:
    """Names of those who did it (as written, or as the directory has them), their places, and the cues that follow."""

    names: tuple[tuple[str, int], ...] = ()
    own_act: int | None = None
    offices: frozenset[str] = frozenset()


def read_involved(view: View, sender_name: str = "") -> Involved:
    """Who did it. `sender_name`: the reporter's own, which is no name of somebody else."""
    found: dict[str, int] = {}
    for name, place in [*_answered(view), *_named(view)]:
        if name not in found and not _same_person(name, sender_name):
            found[name] = place
    names = _without_doubles(found)
    offices = frozenset(office for name in names if (office := _office_of(name)))
    resolved = tuple((_resolved(view, name), place) for name, place in names.items())
    return Involved(resolved, own_act(view), offices)


def _office_of(name: str) -> str:
    """The directory's word for an office ("our Headteacher" -> "head"), "" for a person's name."""
    bare = re.sub(rf"^{_ARTICLE} ", "", name)
    return next((office for office, pattern in _OFFICES if office and re.fullmatch(pattern, bare)), "")


def _answered(view: View) -> Iterator[tuple[str, int]]:
    for entry in view.form:
        if entry.key != "names":
            continue
        text = view.prose.text[entry.start : entry.end]
        if re.match(
            r"(?i)\W*(?:none|n/?a|unknown|not known|no ?one|nobody|don'?t know|me\b|myself|i did|self|tbc)",
            text,
        ):
            continue
        for part in re.split(r"[,;\n]| and | & ", text):
            clean = part.strip(" .\t\r")
            office = re.match(rf"(?:{_ARTICLE} )?(?:{_ANY_OFFICE})(?![A-Za-z])", clean)
            name = office or re.match(_NAME, clean)
            if name:
                yield name.group(), entry.start


def _named(view: View) -> Iterator[tuple[str, int]]:
    for count, match in enumerate(_WHO.finditer(view.prose.text, view.subject_end)):
        if count > _MOST_NAMES:
            return
        if not view.in_label(match.start()) and _did_it(view, match.start(), match.end()):
            yield _as_named(match.group()), match.start()


def _as_named(text: str) -> str:
    """A name with single blanks; an office's article in small letters."""
    name = " ".join(text.split())
    return name[0].lower() + name[1:] if re.match(rf"{_ARTICLE} ", name) else name


def _did_it(view: View, start: int, end: int) -> bool:
    """True if the words around a name say that this person did it, not that they were told of it or said so."""
    low = view.prose.low
    before = low[max(view.prose.at(start).start, start - 60) : start]
    if _FIRM.search(view.prose.text[start:end]):
        return False
    if _ITS.search(before) and low.startswith("'s", end):
        return True
    if _BY.search(before) or _OWNS.match(low, end) or _BLAMED.match(low, end):
        return True
    deed = _DID.match(low, end)
    if deed is None or _NOT_DEED.match(low, deed.start("deed")):
        return False
    if _AUDIENCE.search(before):  # "I told Mr Patel who sent it on": his deed is said with "who"
        return " who " in deed.group()
    return True


def own_act(view: View) -> int | None:
    """The place where the reporter tells of a slip of their own, None where they do not."""
    mine = _MINE.search(view.prose.low)
    for match in _ME.finditer(view.prose.low):
        sentence = view.prose.at(match.start())
        around = view.prose.low[sentence.start : min(len(view.prose.low), sentence.end + 160)]
        after = view.prose.low[match.start("deed") : sentence.end]
        if match.group().startswith("we"):
            continue
        if _SLIP.search(around) and not _NOT_DEED.match(after) and not _harmless(after):
            return match.start()
    return mine.start() if mine else None


def _harmless(after: str) -> bool:
    """ "I emailed the Head straight away", "I left the office": acts that are not the incident."""
    return bool(
        re.match(
            r"(?:emailed|e-mailed|sent|forwarded|copied|cc'd)(?: \w+){0,2}? (?:the |our |my )?(?:head|headteacher|it team|it support|it|dpo|line manager|office|helpdesk|you|principal|ceo|deputy|police)(?![a-z])",
            after,
        )
        or re.match(
            r"left (?:the (?:building|office|school|meeting|job|company)(?= (?:at|for|and|early|when|to)|\.|,|$)|(?:her|him|them|it) a |a (?:message|voicemail))|put (?:this|it) (?:in|down)|put the phone|used to|opened (?:the door|it in)|handed (?:it|them|over)|deleted (?:it|mine|my copy|the e?-?mail|the message)(?: from my| immediately| straight|\.)|left a |added (?:this|it)|sent (?:her|him|them|out)? ?(?:a|an) (?:recall|apology|message asking|follow)|changed",
            after,
        )
    )


def _same_person(name: str, sender_name: str) -> bool:
    bare = re.sub(rf"^{_TITLE} ?", "", name).lower()
    return bool(bare and sender_name) and set(bare.split()) <= set(
        re.findall(r"[^\s,()]+", sender_name.lower())
    )


def _without_doubles(found: dict[str, int]) -> dict[str, int]:
    """ "Patel" beside "Mr Patel" is one person."""
    kept = {}
    for name, place in found.items():
        others = [other for other in found if other != name]
        if not any(other.endswith(f" {name}") for other in others):
            kept[name] = place
    return kept


def _resolved(view: View, name: str) -> str:
    """The directory's spelling where exactly one person fits, else as written."""
    bare = re.sub(rf"^{_TITLE} ?", "", name).lower().split()
    if not bare or name.lower().startswith(("the ", "our ", "a ", "my ", "one ")):
        return name
    fits = {
        display
        for display in view.context.people.values()
        if set(bare) <= set(re.findall(r"[^\s,()]+", display.lower()))
    }
    return fits.pop() if len(fits) == 1 else name
