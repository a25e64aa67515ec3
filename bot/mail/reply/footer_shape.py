"""How much a last paragraph looks like a footer and how much like a person's words, by what such texts are made of.

A footer speaks of all mails, to nobody, of an institution, in the present; a person tells of this one case. Points
for either are weighed against each other, so that no single text need be known. Whether the paragraph stands where
footers do is decided elsewhere.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from bot.mail.pattern_heads import Heads
from bot.mail.reply.footer_signs import FOOTER, Sign
from bot.mail.reply.person_signs import PERSON, SAID_BY_FOOTERS
from bot.mail.small_letters import small
from bot.mail.word_heads import Gated, gated, heads_of

ENOUGH = 3  # points by which the footer must outweigh the person
_MOST_SIGNS = 1200
_MOST_WORDS_OF_MOTTO = 9
_ALL = 1_000  # more points than any text has
_WELSH = re.compile(
    r"\b(?:yn|yr|ac|ar|gan|neu|mae|rydym|ni|eich|ein|chi|wedi|hwn|hon|dim|os|nad|i'r|o'r|a'r|gyda|ei|fydd|bydd|"
    r"croeso|croesewir|croesawu|gohebiaeth|gohebu|gymraeg|cymraeg|saesneg|neges|heb|y|neu'r|naill|iaith|llall|"
    r"hapus|cael|bod|sydd|hyn|gyfer|gall|rhaid|peidiwch|os|ydym|byddwn|ymateb|ohebiaeth|oedi|beth|barn|ebost"
    r"|e-bost|ffôn|cyngor|ysgol|"
    r"swyddfa|cymru|gwasanaeth|cyfrinachol|galwch|cysylltwch|diolch|wefan|dilynwch|plant|addysg|iechyd|bwrdd)\b",
    re.IGNORECASE,
)
_WELSH_WORDS, _SAID = gated((_WELSH,)), gated((SAID_BY_FOOTERS,))
# Of every mail, of the body, of its languages and laws; stems, because Welsh changes first letters.
_WELSH_OF_FOOTERS = re.compile(
    r"oeso|ohebu|ohebiaeth|gymraeg|cymraeg|nghymraeg|saesneg|dwyieithog|gyfrinachol|chyfrinachol|yfreithiol|"
    r"(?:neges|e-?bost|ebost) (?:hwn|hon|yma)|'r (?:neges|e-?bost) (?:hwn|hon)|derbynnydd|atodiad|elusen|ofrestr|"
    r"wefan|gwefan|www|oriau|argraff|amgylchedd|preifatrwydd|feirws|firws|dilynwch|gwmni|cwmni|safbwynt|"
    r"awdurdod|swyddogol|rheoliad|deddf",
    re.IGNORECASE,
)
# Of one thing that happened, or of the writer.
_WELSH_TOLD = re.compile(
    r"\b(?:ddoe|heddiw|neithiwr|bore ma|bore 'ma|prynhawn 'ma|roedd|cafodd|gafodd|aeth|daeth|dywedodd|ffoniodd|"
    r"rwyf|dwi|rydw|dw i|hoffwn i|gwelais|gwelodd|collais|collodd|anfonais|anfonodd|anfonwyd|collwyd|cafwyd|"
    r"dychwelwyd|dilëwyd|rhoddwyd|agorwyd|gadawyd|hi wedi|fe wedi|o wedi|maen nhw wedi|y rhiant|rhiant|rhieni|"
    r"y disgybl|fy)\b(?! o'r (?:ffôn|iphone|ipad))",
    re.IGNORECASE,
)
_MOTTO = re.compile(
    r"^\W*[\w'’&-]+(?: [\w'’&-]+){0,3}(?:(?:\s?[|•·*~/,–—-]\s?|\s?[,.;!]\s| and | & )[\w'’&-]+(?: [\w'’&-]+){0,3}){1,6}"
    r"[.!]?\W*$"
)
_BARE_OF_MOTTO = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|not|it|she|he|they|i|yes|no|ok|please|thanks?|on|"
    r"mr|mrs|ms|miss|dr|year|class|monday|tuesday|wednesday|thursday|friday|saturday|sunday|from|about|"
    r"because|but|done|sorry|there|none|names?|address(?:es)?|dates?|list|file|letter|email|phone|parents?|"
    r"pupils?|staff|close|accept|status|minor|major|critical|moderate|confirmed|deleted|encrypted)\b|\d",
    re.IGNORECASE,
)


class _Form(NamedTuple):
    """A sign made ready; `minds_case`: it looks at capitals, so it is tried on the text as it was written."""

    points: int
    most: int
    minds_case: bool
    pattern: re.Pattern[str]


@cache
def _compiled(signs: tuple[Sign, ...]) -> Gated[_Form]:
    forms = [_form(sign) for sign in signs]
    return Gated([(form.pattern, form) for form in forms])


def _form(sign: Sign) -> _Form:
    minds_case = "(?-i:" in sign.pattern
    pattern = re.compile(sign.pattern, re.IGNORECASE) if minds_case else small(sign.pattern)
    return _Form(sign.points, sign.most, minds_case, pattern)


def personal(paragraph: str) -> int:
    """Points for a person who tells of a case: 0 for none, 3 and more for an ordinary sentence."""
    return _personal(paragraph[:_MOST_SIGNS], heads_of(paragraph[:_MOST_SIGNS]))


def _personal(text: str, heads: Heads, most: int = _ALL) -> int:
    if _SAID.opens(heads):
        text = SAID_BY_FOOTERS.sub(" ", text)
        heads = heads_of(text)
    return _points(_compiled(PERSON), text, heads, most)


def shape_weight(paragraph: str, context: int = 0) -> int:
    """1 for a paragraph that is made as footers are, 0 for one that may be a person's. Takes one line.

    `context` are points for what stands around it.
    """
    text = paragraph[:_MOST_SIGNS]
    heads = heads_of(text)
    if _is_motto(text) or (_WELSH_WORDS.opens(heads) and _is_welsh(text)):
        return int(_personal(text, heads, 0) == 0)
    spare = _points(_compiled(FOOTER), text, heads) + context - ENOUGH
    return int(spare >= 0 and _personal(text, heads, spare) <= spare)


def _points(forms: Gated[_Form], text: str, heads: Heads, most: int = _ALL) -> int:
    """The points of all forms; where they are more than `most`, some number above it."""
    total, low = 0, text.lower()
    for form in forms.worth(heads):
        if total > most:
            break
        hits = {found.group().lower() for found in form.pattern.finditer(text if form.minds_case else low)}
        total += form.points * min(form.most, len(hits))
    return total


def _is_motto(text: str) -> bool:
    """ "Aspire | Believe | Achieve": capitalised words in a row, and nothing that tells."""
    words = text.split()
    if not 2 < len(words) <= _MOST_WORDS_OF_MOTTO or not _MOTTO.match(text) or _BARE_OF_MOTTO.search(text):
        return False
    return all(word[0].isupper() or len(word) <= 3 for word in words if word[0].isalpha())


def _is_welsh(text: str) -> bool:
    """Welsh in part at least, and of what footers speak of: a footer of a bilingual body."""
    found = len(_WELSH.findall(text))
    if found < 3 or found * 12 < len(text.split()):
        return False
    return bool(_WELSH_OF_FOOTERS.search(text)) and not _WELSH_TOLD.search(text)
