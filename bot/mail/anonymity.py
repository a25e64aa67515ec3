"""Whether a mail asks for anonymity about its writer. In doubt it does: a name let out cannot be called back."""

from __future__ import annotations

import re

from bot.mail.word_heads import gated, heads_of

_WISH = re.compile(
    r"\b(?:keep|leave|take) (?:my (?:own )?(?:name|identity|details)|me) (?:out of|off|from|secret"
    r"|private|confidential|anonymous|hidden|to yourself|away)"
    r"|\b(?:keep|treat) (?:this|it|my report|my e-?mail|what i|my identity)[^.!?]{0,40}(?:anonymous"
    r"|in (?:the )?(?:strictest |strict )?confidence|strictly confidential)"
    r"|\b(?:i|i'd|i'll|we|we'd)\b(?: would| want| wish| like| prefer| hope| ask| need| also| really"
    r"| rather| very much| should| am| have| asking| to| must| if possible|,)*(?: like| want| wish"
    r"| prefer| be| to| remain| stay| keep| report| this| it| kept| treated| as)*(?: to)? (?:remain|stay"
    r"|be|be kept|be treated as|remaining|staying|keep|report(?:ing)? (?:this|it)?) ?(?:completely "
    r"|totally |fully |strictly )?anonym(?:ous|ously|ity)"
    r"|\b(?:remain|stay|be kept|keep me|reporting (?:this|it)?|report (?:this|it)) (?:completely "
    r"|totally )?anonym(?:ous|ously)"
    r"|\bi (?:am|'m) (?:writing|reporting|sending|doing)[^.!?]{0,30}anonymously|\b(?:request|ask for"
    r"|want|like|need|grant|prefer|rely on)(?:ing)? (?:my |for |full |complete )?anonymity"
    r"|\b(?:do not|don't|please don't|not|never) (?:want (?:you |anyone |anybody )?to )?(?:reveal"
    r"|disclose|mention|share|use|pass on|give|include|tell|say|record|put)(?: (?:anyone|anybody|them"
    r"|him|her|people|the head|out))? (?:my (?:name|identity)|who (?:i am|sent|told|reported"
    r"|this (?:came|is) from)|it was me|that (?:it was|i)|where this came)"
    r"|\b(?:my name|my identity|me|who i am) (?:is |be |are |to be |should |must |can |could |please "
    r"|it |not |n[o']t |kept |stays? |remains? ){0,5}(?:not be (?:mentioned|used|shared|disclosed"
    r"|revealed|known|passed)|kept? (?:out|secret|private|confidential|anonymous|off)|stays? (?:out"
    r"|secret|between)|mentioned)"
    r"|\b(?:rather|prefer(?:red)?|like|appreciate it if|grateful if|happier if"
    r"|better if)\b[^.!?]{0,20}\bmy (?:name|identity)"
    r" (?:was|were|is|be|stay(?:ed|s)?|remain(?:ed|s)?)(?: \w+)? (?:kept|left|out|off|not|private|confidential|secret)"
    r"|\bmy (?:name|identity) (?:to be )?(?:left|kept|taken) (?:out|off|secret|private|confidential)"
    r"|\b(?:without|no) (?:my name|mentioning (?:me|my name)|naming me|using my name|giving my name"
    r"|my name being|revealing (?:me|my|who))|\bdon't want (?:my name|to be (?:named|identified)"
    r"|anyone to know (?:it|who|i|that)|it known|people to know|them to know|him to know|her to know)"
    r"|\b(?:do not|don't|please do not) (?:name|identify) me\b|\b(?:prefer|rather|like|want"
    r"|wish) (?:not to|that i am not|i was not|to not) be (?:named|identified)|\bnot (?:be"
    r"|to be) (?:named|identified) (?:as|in|please)|\banonymous (?:report|tip|disclosure"
    r"|reporter)\b(?! (?:form|box|mailbox|line|system|survey|route|address))"
    r"|\bcompletely anonymous(?:ly)? please|\banonymous(?:ly)?,? please\b|\bplease (?:keep"
    r"|treat) (?:this|me|it) (?:as )?anonym"
    r"|(?:\bnobody|\bno one|\bno-one|\bnot|n't|\bnever|\bwithout)\b[^.!?]{0,60}\b(?:know|knows|knowing"
    r"|find out|learn|tell|telling|told|hear|guess|say|saying|reveal|let on"
    r"|mention)\b[^.!?]{0,40}\b(?:(?:it was|was|from|came from) me|who i am|who (?:told|reported|raised"
    r"|complained)|(?:that )?i (?:told|reported|said|wrote|raised|spoke|complained|have (?:told|reported"
    r"|written)))\b"
    r"|\bmy (?:name|identity)\b(?: \w+){0,3}? (?:isn't|is not|not|never|wasn't|was not|were not|weren't"
    r"|be|doesn't|does not)(?: \w+){0,2} (?:on|mention\w*|used|shared|disclosed|revealed|known|passed"
    r"|given|put|included|attached|recorded|appear|kept|out|secret|private|confidential|anonymous"
    r"|come up|linked)\b"
    r"|\b(?:rather|prefer|like|want|wish|asks?|asking"
    r"|hope)(?:ed)? (?:\w+ ){0,3}?not (?:\w+ ){0,2}?(?:named|identified)|\bnot (?:wish|want"
    r"|like)(?:ing)? to be (?:named|identified)"
)
# Wishes of few words; each speaks of the writer by itself.
_SHORT_WISH = re.compile(
    r"\b(?:do not|don't|never) (?:mention|name|quote|involve|identify) me\b"
    r"|\b(?:rather|prefer|like|want|hope|wish|please)\b[^.!?]{0,30}(?:not|n't|never) (?:to )?"
    r"(?:come|be seen to come) from me\b"
    r"|\byou (?:did not|didn't|never) (?:hear|get|have) (?:this|it|that) from me\b"
    r"|^(?:no names,? (?:please|pls|plz)\b|(?:pls|plz|please),? no names\b|anon(?:ymous)?[.:!]*$)"
    r"|\b(?:i|me|we)\b[^.!?]{0,30}\b(?:remain|stay|be|kept?) (?:unnamed|unidentified|nameless|incognito)\b"
    r"|^(?:strictly |this is |all this is )?off the record\b"
)
# Somebody else's wish, or the word used of a thing.
_OTHER = re.compile(
    r"\banonym\w* (?:survey|questionnaire|form|feedback|data|dataset|results|poll|box|letter|caller"
    r"|donor|donation|call|note|account|user|mailbox|login|link|access|browsing|response|comment|review)"
    r"|anonymi[sz]ed|pseudonym"
    r"|\b(?:parents?|mother|father|mum|dad|carer|pupil|student|child|recipient|complainant|caller"
    r"|neighbour|donor|governor|teacher|colleague|staff|employee|person|family|he|she|they|who|someone"
    r"|somebody|witness|member of staff|member of the public"
    r"|supplier)\b(?! i\b)[^.!?]{0,50}\b(?:(?:wants?|wishes|wished|wanted|asked|asks|would like"
    r"|would prefer|prefers|preferred|would rather|'d rather|hopes|needs|has asked|have asked"
    r"|likes)\b[^.!?]{0,30}\b(?:anonym|named|identified|name)|(?:to )?(?:remain|stay|be)(?:s|ed)? anonym"
    r"|(?:'s|') (?:anonymity|name))"
)
_GATE = re.compile(
    r"anonym|\bnam(?:e|ed|ing)\b|identi|confiden|who i am|who told|who reported|who sent|was me|from me"
    r"|(?:leave|keep) me|that i |know i |\banon\b|no names|unnamed|unidentif|nameless|incognito|off the record"
    r"|(?:mention|quote|involve) me"
)
_WISHES = gated((_SHORT_WISH, _WISH))
_BARE = re.compile(r"\b(do|does|did|is|was|were|wo|ca|could|would|should|must)nt\b")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n\s*\n")


def wants_anonymity(new_text: str, subject: str = "") -> bool:
    """True where the writer asks, in their own words, that it is not known who wrote."""
    text = f"{subject}.\n\n{new_text[:20_000]}".lower().replace("’", "'").replace("‘", "'")
    text = _BARE.sub(r"\1n't", text)
    if not _WISHES.opens(heads_of(text)) or not _GATE.search(text):
        return False
    for sentence in _SENTENCE.split(text):
        flat = " ".join(sentence.split())
        if not _WISHES.opens(heads_of(flat)):
            continue
        wish = _SHORT_WISH.search(flat.strip(" .:-")) or _WISH.search(flat)
        if wish and not _foreign(flat, wish):
            return True
    return False


def _foreign(flat: str, wish: re.Match[str]) -> bool:
    """The sentence speaks of another person's wish, and not also of the writer's."""
    if re.search(r"\b(?:i|i'd|me|my|i'm)\b", wish[0]):
        return False
    return bool(_OTHER.search(flat))
