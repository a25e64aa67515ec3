"""Turns one reporter's strings into search patterns. Holds no text and no table of names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.anonymity.identity import Needles
from bot.anonymity.neighbours import Owner
from bot.anonymity.ordinary import NO_NAME, PLACE_WORDS, is_ordinary, word_set

_GAP = r"[\s._,+\-]{1,3}"
_ROLE_NOUNS = (
    "teacher|tutor|instructor|specialist|lead|leader|technician|assistant|person|lady|man|"
    "woman|staff|coach|driver|expert"
)
_ABBREVIATIONS = word_set(
    "PS AM PM PE RE IT ID EG IE NB UK US AI TA SO NO DO GO HE ME WE MY OK TV PC HR IN ON AT AS IS IF OR BY TO"
)
_SHORT_FORMS = word_set(  # schools' own abbreviations: no initials, whoever bears them
    """
    SEN SEND MIS CEO DPO ICO USB PDF SLT DSL HLTA CPD ICT PPA LSA GDPR SAR FOI DBS MAT KS EHC EHCP LAC NHS BBC ECT NQT
    PGCE SIRO CFO COO CCTV PTA MFL DT PSHE RSE EAL FSM GCSE BTEC INSET CSV XLS URL VPN DNS PIN SMS MMS ITV DFE LEA MASH
    TAF EYFS SATS SPAG ADHD ASD OCD STEM HOD HOY TLR UPS NEU NASUWT GMB ASAP FAO FYI TBC TBA PIN DOB DVD CD TV
    """
)
_NEVER = re.compile(r"(?!)")
_TITLE = r"(?:[Mm](?:rs?|s|iss|x)|M(?:RS?|S|ISS|X)|[Dd]r|DR|[Pp]rof(?:essor)?|[Ss]ir)\.?"
# Words of job titles that many people share; a title made of these alone points at nobody.
COMMON_JOB = NO_NAME | word_set(
    """
    administrator adviser administration assistants business caretaker cook data deputy director exams officer
    operations of the and for designated safeguarding senior junior technician welfare pastoral key stage ks1
    ks2 ks3 ks4 coordinator midday supervisor lunchtime cleaner higher level ta hlta learning mentor senco
    sendco ict behaviour site
    """
)


@dataclass(frozen=True, repr=False)
class Compiled:
    """`sure`: kind and pattern of what is the reporter's wherever it stands; `single`: lone names, to be judged."""

    roots: tuple[str, ...]  # letters and digits one of which any find has, whatever stands between them
    sure: tuple[tuple[str, re.Pattern[str]], ...]
    single: re.Pattern[str]
    initials: re.Pattern[str]
    monogram: re.Pattern[str]
    person: Owner
    long_words: tuple[str, ...]


def _any(words: Iterable[str]) -> str:
    ordered = sorted({word for word in words if word}, key=len, reverse=True)
    return "|".join(_spelled(word) for word in ordered)


def _spelled(word: str) -> str:
    """A word with what people leave out of it; the hyphen of a name may be a blank, that of a login may not."""
    body = re.escape(word).replace(r"\ ", r"[\s._\-]{1,2}").replace("'", "['’]?")
    return body.replace(r"\-", r"[\s\-]?") if word[:1].isupper() else body


def distinctive(words: Iterable[str]) -> list[str]:
    """Words of a job title or department that few share, lower case ("bassoon" of "Bassoon Tutor")."""
    return [w for words_ in words for w in re.findall(r"[a-z]{4,}", words_.lower()) if w not in COMMON_JOB]


def _full_names(needles: Needles) -> list[str]:
    """Patterns of first name and surname together, in every order and spelling."""
    firsts, lasts = _any((*needles.firsts, *needles.shorts)), _any(needles.lasts)
    if not firsts or not lasts:
        return []
    middle = rf"(?:(?:{_any(needles.middles) or '[A-Z]'}|[A-Z])\.?{_GAP}){{0,2}}"
    here = r"(?![^\W\d_])(?!-[^\W\d_])"
    bodies = [
        rf"(?<![^\W_])(?:{firsts}){_GAP}{middle}(?:{lasts}){here}",
        rf"(?<![^\W_])(?:{lasts})(?:,\s?|{_GAP})(?:{firsts}){here}",
    ]
    if not all(is_ordinary(word) for word in (*needles.firsts[:1], *needles.lasts[:1])):
        return [f"(?i:{body})" for body in bodies]
    # "mark page 3" is no name, "MARK PAGE" is
    loud = [body.replace(firsts, firsts.upper()).replace(lasts, lasts.upper()) for body in bodies]
    return [rf"(?:{body})(?! \d)" for body in (*bodies, *loud)]


def _initial_names(needles: Needles) -> list[str]:
    """ "O. Hollinbrook", "OHollinbrook", "Hollinbrook, O", "Ottoline H."."""
    lasts, letters = _any(needles.lasts), "".join(sorted(set(needles.initials)))
    if not lasts or not letters:
        return []
    found = [
        rf"(?<![^\W_])[{letters}](?:\.[\s_]?[A-Z])?(?:\.\s?|[\s_]|"
        rf"(?=[A-Z]))(?:[A-Z]\.?\s)?(?:{lasts})(?![^\W\d_])(?!\s\d)"
    ]
    plain = [last for last in needles.lasts if last.lower() not in NO_NAME | PLACE_WORDS]
    if plain:  # "Hollinbrook, O", "BAKER R"
        body = _any([*plain, *(last.upper() for last in plain)])
        spelled = body if all(map(is_ordinary, plain)) else f"(?i:{body})"
        found.append(rf"(?<![^\W_])(?:{spelled}),?[\s_][{letters}](?:\.|\b)(?![\w'’])")
    if needles.firsts:
        ends = "".join(sorted({last[0].upper() for last in needles.lasts}))
        found.append(
            rf"(?<![^\W_])(?:{_any((*needles.firsts, *needles.shorts))})\s[{ends}](?:\.(?!\w)|(?=[\s,;:)]|$))"
        )
    found.append(rf"(?<=[Tt]he )(?:{lasts})e?s(?![^\W_])")  # "the Hollinbrooks"
    return found


def _bare_initials(needles: Needles) -> re.Pattern[str]:
    """ "O.H." anywhere, "OH" behind a word that says who signed; common abbreviations are none."""
    pairs = [(letter, last[0].upper()) for letter in needles.initials if letter for last in needles.lasts]
    pairs = [pair for pair in pairs if "".join(pair) not in _ABBREVIATIONS]
    if not pairs:
        return _NEVER
    dotted = "|".join(rf"{first}\.\s?{last}\." for first, last in pairs)
    bare = "|".join(rf"{first}\.?\s?{last}" for first, last in pairs)
    signed = r"(?i:initials?|signed|initialled|author|entered by|checked by|printed by|from|by)\s*[:=\-(]?\s*"
    return re.compile(rf"(?<![\w.])(?:{dotted})(?!\w)|(?<!\w){signed}(?:{bare})(?![\w'])")


def _monogram(needles: Needles) -> re.Pattern[str]:
    """Three and more initials in capitals, dotted or not: "KOMB" and "KOB" for Katherine O'Malley-Byrne."""
    if not needles.lasts or not needles.initials:
        return _NEVER
    halves = needles.lasts[0].replace("-", " ").split()
    tails = {
        "".join(half[0] for half in halves),
        "".join(p[0] for p in re.split(r"[ '\-]", needles.lasts[0]) if p),
    }
    middles = {"", "".join(middle[0] for middle in needles.middles)}
    forms = {f"{i}{m}{tail}".upper() for i in needles.initials for m in middles for tail in tails}
    forms = {form for form in forms if len(form) >= 3 and form.isalpha() and form not in _SHORT_FORMS}
    body = "|".join(r"[.\s]?".join(form) + r"\.?" for form in sorted(forms, key=len, reverse=True))
    return re.compile(rf"(?<![\w.])(?:{body})(?!\w)") if body else _NEVER


def _login_forms(needles: Needles) -> list[str]:
    """Login names as schools form them, so far as they are long enough and no ordinary word."""
    firsts = [word.lower() for word in (*needles.firsts[:1], *needles.middles[:0])]
    lasts = [re.sub(r"[^a-z]", "", word.lower()) for word in needles.lasts]
    forms: list[str] = []
    for last in lasts:
        for letter in (i.lower() for i in needles.initials):
            forms += [
                letter + last,
                last + letter,
                f"{letter}.{last}",
                f"{last}.{letter}",
                f"{letter}_{last}",
            ]
        for first in firsts:
            forms += [
                first + last,
                last + first,
                first + last[:1],
                first[:2] + last,
                last + first[:2],
                first[:3] + last[:3],
            ]
            forms += [f"{first}{mark}{last}" for mark in "._-"] + [f"{last}{mark}{first}" for mark in "._-"]
    forms += _of_double_name(needles)
    return [form for form in forms if len(form) >= 6 and not is_ordinary(form)]


def _of_double_name(needles: Needles) -> list[str]:
    """ "kobyrne" and "kombyrne" for K. O'Malley-Byrne."""
    found = []
    for mark in (r"[ \-]", r"[ '\-]"):
        *heads, tail = re.split(mark, needles.lasts[0].lower()) if needles.lasts else [""]
        letters = "".join(head[:1] for head in heads)
        found += [
            initial.lower() + letters + tail for initial in needles.initials if letters and tail.isalpha()
        ]
    return found


def _split_words(needles: Needles) -> str:
    """A surname or first name broken by a hyphen and line end, or by one blank in a word that is no compound."""
    bodies = []
    for word in (*needles.lasts[:1], *needles.firsts[:1]):
        if len(word) >= 6 and word.isalpha() and not is_ordinary(word):
            for at in range(2, len(word) - 1):
                bodies.append(rf"{word[:at]}(?:-\s?\n?\s?|\s\n|\n|[ ]){word[at:].lower()}")
    return rf"(?<![^\W_])(?:{'|'.join(bodies)})(?![^\W\d_])" if bodies else ""


def _inflected(needles: Needles) -> str:
    """Names of another alphabet with that language's endings."""
    stems = [re.escape(w[:-1]) for w in (*needles.lasts, *needles.firsts) if len(w) >= 4 and not w.isascii()]
    return rf"(?<![^\W_])(?i:{'|'.join(stems)})\w{{0,3}}(?![^\W_])" if stems else ""


def _address(address: str) -> str:
    """An address in any notation: "o.hollinbrook (at) school dot example"."""
    local, _, domain = address.partition("@")
    dot = r"[\s\[\](){}<>]*(?:\.|\bdot\b|\bpoint\b)[\s\[\](){}<>]*"
    low = r"[\s\[\](){}]*(?:_|\bunderscore\b)[\s\[\](){}]*"
    at = r"[\s\[\](){}<>*]*(?:@|\bat\b)[\s\[\](){}<>*]*"
    left = re.escape(local).replace(r"\.", dot).replace("_", low)
    right = dot.join(re.escape(piece) for piece in domain.split("."))
    return (
        rf"(?<![^\W_])(?:{left}(?:\+[\w.\-]+)?{at}{right}|{left}(?:_|=40|%40|"
        rf"=){re.escape(domain).replace(chr(92) + '.', '[._]')})(?![^\W_])"
    )


def _upn_path(address: str) -> str:
    """As SharePoint writes it: o_hollinbrook_school_example."""
    return re.sub(r"[@.]", "_", address)


def _job(title: str) -> str:
    words = title.split()
    rare = distinctive([title])
    if not rare and len(words) < 2:
        return ""
    body = r"[\s\-]+".join(re.escape(word) for word in words)
    # an apposition to another person ("the Head of Music, Mr Alder") is that person's title
    behind = r"(?!\w)(?!,?\s\(?(?:Mrs?|Ms|Miss|Mx|Dr)\b)"
    if not rare:
        return rf"(?<!\w)(?<![A-Z][a-z],\s){body}{behind}"
    near = rf"(?:{'|'.join(map(re.escape, rare))})\s+(?:{_ROLE_NOUNS})"  # "the bassoon teacher" for a bassoon tutor
    return rf"(?<!\w)(?i:{body}|{near}){behind}"


def _room(room: str) -> str:
    bare = re.sub(r"(?i)^(?:room|rm|office|classroom|studio|lab)\.?\s+", "", room).strip()
    body = re.escape(bare).replace(r"\ ", r"[\s\-]?")
    kinds = r"(?:room|rm|office|classroom|studio|lab|desk)\.?\s?(?:no\.?\s?)?"
    if re.fullmatch(r"(?=.*\d)(?=.*[A-Za-z])[\w\-./]+", bare):
        return rf"(?<![^\W_])(?:(?i:{kinds}))?{body}(?![^\W_])"
    if bare.isdigit() or len(bare) < 4:
        return rf"(?<![^\W_])(?i:{kinds}){body}(?![^\W_])"
    return rf"(?<![^\W_])(?i:{re.escape(room)}|{body})(?![^\W_])"


def _sure(needles: Needles) -> list[tuple[str, str]]:
    named = [*_full_names(needles), *_initial_names(needles), _split_words(needles), _inflected(needles)]
    forms = _any([*needles.logins, *_login_forms(needles)])
    lasts = _any(word for word in needles.lasts if not is_ordinary(word))
    logins = [rf"(?i:(?<![^\W_])(?:{forms})\d{{0,4}}(?![^\W_]))" if forms else ""]
    if lasts:  # within a made-up word: "OHollinbrookLaptop", "PC-HOLLINBROOK2", "hollinbrook_notes"
        logins.append(
            rf"(?<![^\W\d_])(?:{lasts})(?=[A-Z\d_])|(?<=[a-z\d_])(?:{lasts})(?![a-z])|"
            rf"(?i:(?<=[\d_])(?:{lasts})(?=[\W\d_]|$))"
        )
        logins.append(rf"(?i:(?<![^\W\d_])(?:{lasts})(?=[\d_])|(?<=\\)(?:{lasts})(?![^\W_]))")
    addresses = [_address(a) for a in needles.addresses] + [
        re.escape(_upn_path(a)) for a in needles.addresses
    ]
    extensions = [
        rf"(?i:\b(?:ext(?:ension|n)?|x|tel|dial|internal|phone)\.?:?\s?(?:no\.?\s?)?){e}(?!\d)"
        for e in needles.extensions
    ]
    hosts = [rf"(?<![\w.\-])(?i:{re.escape(h)})(?![\w\-])(?!\.\w)" for h in needles.hosts]
    codes = [rf"(?<![^\W_])(?{'' if len(c) < 5 else 'i'}:{re.escape(c)})(?![^\W_])" for c in needles.codes]
    return [
        ("address", "|".join(rf"(?i:{a})" for a in addresses)),
        ("name", "|".join(f"(?:{n})" for n in named if n)),
        ("login", "|".join(f"(?:{n})" for n in logins if n)),
        ("phone", "|".join(extensions)),
        ("job title", "|".join(f"(?:{j})" for j in map(_job, needles.jobs) if j)),
        ("room", "|".join(f"(?:{r})" for r in map(_room, needles.rooms) if r)),
        ("computer", "|".join(hosts)),
        ("code", "|".join(codes)),
    ]


_DELETED = str.maketrans("", "", "".join(chr(i) for i in range(128) if not chr(i).isalnum()))


def squashed(text: str) -> str:
    """Letters and digits alone, lower case."""
    return re.sub(r"[\W_]+", "", text.lower()) if not text.isascii() else text.lower().translate(_DELETED)


def _roots(needles: Needles, owner: Owner) -> tuple[str, ...]:
    plain = [
        *owner.words,
        *needles.logins,
        *_login_forms(needles),
        *needles.jobs,
        *needles.hosts,
        *needles.codes,
        *needles.extensions,
    ]
    rooms = [
        re.sub(r"(?i)^(?:room|rm|office|classroom|studio|lab)\.?\s+", "", room) for room in needles.rooms
    ]
    locals_ = [piece for a in needles.addresses for piece in [re.split(r"[._]", a.partition("@")[0])[0]]]
    return tuple(dict.fromkeys(squashed(root) for root in (*plain, *rooms, *locals_) if squashed(root)))


def compiled(needles: Needles) -> Compiled:
    """Patterns for one reporter."""
    sure = _sure(needles)
    owner = Owner(needles)
    words = _any(owner.words)
    single = re.compile(rf"(?<![^\W_])(?i:{words})(?![^\W\d_])") if words else _NEVER
    pairs = [f"{first}{last}" for first in needles.firsts for last in needles.lasts]
    long_words = [re.sub(r"[^a-z]", "", w.lower()) for w in (*needles.firsts, *needles.lasts, *pairs)]
    return Compiled(
        roots=_roots(needles, owner),
        sure=tuple((kind, re.compile(body)) for kind, body in sure if body),
        single=single,
        initials=_bare_initials(needles),
        monogram=_monogram(needles),
        person=owner,
        long_words=tuple(w for w in long_words if len(w) >= 4),
    )
