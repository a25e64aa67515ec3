"""About whom the data are, and which data: SPEC §8 `people_types` and `data_categories`, as far as the text says.

Must not infer a kind of data from a kind of incident.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.mail.fields.data_kinds import CATEGORIES, NO_SPECIAL, SPECIAL
from bot.mail.fields.late import late
from bot.mail.fields.lexicon import Hit, one
from bot.mail.fields.people_kinds import PEOPLE
from bot.mail.fields.polarity import Stance
from bot.mail.fields.roles import Part, part_of
from bot.mail.fields.view import View

_NO_SPECIAL = one(
    NO_SPECIAL,
    r"(?:special|sensitive)(?: category| categories of)?(?: personal)? data (?:was|were|is|are)(?: not|n't)",
)
_SOME_SPECIAL = one(
    r"special categor(?:y|ies)(?: of)?(?: personal)?(?: data)?",
    r"sensitive personal (?:data|information)",
    r"sensitive data",
)
_VULNERABLE = one(
    r"vulnerable",
    r"at risk children",
    r"children in care",
    r"looked after",
    r"child protection",
    r"refuge",
    r"victims? of",
    r"protected address",
    r"special (?:educational )?needs",
    r"foster(?:ed)?",
    r"adopt(?:ed|ive|ion)",
    r"ehc ?ps?",
    r"drug addict(?:s|ion)?",
    r"mental health",
    r"send? (?:pupils?|children|register|list)",
    r"elderly",
    r"asylum",
)
# Words that name somebody by their office, not people whose data it is.
_OFFICE = late(
    r"(?:parent (?:helper|volunteer|governor)s?|staff ?room|staff meeting|parents? evening|parents'? evening"
    r"|student services|pupil services"
    r"|children's services|staff portal|parent ?mail|parentpay|user error|client portal|customer service"
    r"|staff car park|staff shared|parent portal|patient portal|staff drive|parents association|pta"
    r"|teacher's desk|class teacher|family name|year end|family liaison|children's home|staff email|family"
    r" friend|colleague)"
)
_AS_TOOL = {
    # A word that names a tool or a scene rather than data: category -> what stands around it.
    "credentials": late(
        r"(?:strong|encryption |decryption |stolen |compromised |using (?:the |a |valid )?|used (?:the |a "
        r"|valid )?|protected (?:by|with) an? (?:\w+ )?|reset (?:the |her |his |my |their |all )?(?:\w+ )?"
        r"|chang(?:ed?|ing) (?:the |her |his |my |their |all )?(?:\w+ )?|new |password.?protect|without a "
        r"|no |by an? (?:strong )?|had an? |with an? (?:strong )?)$"
    ),
    "financial": late(r"(?:the|an?|our|online) $"),
    "education": late(r"(?:risk|impact) $"),
    "photos": late(r"(?:checked the |watch(?:ed|ing) |look(?:ed|ing) at (?:the )?|review(?:ed|ing) )$"),
}
_TOOL_AFTER = {
    "credentials": late(
        r"[- ]?protect|(?:s|es)? (?:has|have|had|was|were) (?:\w+ )?(?:been )?(?:reset|changed)|s? reset"
    ),
    "financial": late(r" (?:holiday|(?:has|had|was|suffered|discovered|is)\b)"),
    "health": late(r" and safety"),
    "education": late(r" (?:department|office|act)|al psych"),
    "criminal": late(r" (?:number|officer|station)"),
    "preferences": late(r"$^"),
}


@dataclass(frozen=True, slots=True)
class Kinds:
    """Words found with the first place each stands at."""

    data: dict[str, int]
    people: dict[str, int]
    special: bool | None
    special_at: int
    vulnerable: int | None
    denied: frozenset[str]


def read_kinds(view: View, *, receivers_concerned: bool = False) -> Kinds:
    """Data and people of a report. `receivers_concerned`: as in counts.py."""
    data, denied = _data(view)
    people = _people(view, receivers_concerned=receivers_concerned)
    special, place = _special(view, data)
    vulnerable = next(
        (hit for hit in _VULNERABLE.hits(view.prose.low) if not _plainly_denied(view, hit)), None
    )
    return Kinds(data, people, special, place, vulnerable.start if vulnerable else None, denied)


_NOTHING = one(
    r"(?:no|without|without any|not any|n't any|n't contain any|not contain any|not involve any|n't involve"
    r" any) personal (?:data|information|details)(?! (?:breach|was lost|has been lost))"
)


def no_personal_data(view: View) -> int | None:
    """The place where the report says that no personal data are involved at all, None where it does not."""
    hit = _NOTHING.first(view.prose.low)
    after = view.prose.low[hit.end : hit.end + 60] if hit else ""
    other = re.match(
        r" (?:was|were|has been|have been)?(?: \w+)? ?(?:exfiltrated|accessed|taken|copied|stolen|lost|left"
        r"|viewed|other|beyond)",
        after,
    )
    return hit.start if hit and not other else None


def _data(view: View) -> tuple[dict[str, int], frozenset[str]]:
    found: dict[str, int] = {}
    denied: set[str] = set()
    asked = _label_spans(view)
    if no_personal_data(view) is not None:
        return {}, frozenset()
    for hit in CATEGORIES.hits(view.prose.low):
        if any(start <= hit.start < end for start, end in asked) or _is_tool(view, hit):
            continue
        if view.stance(hit) is Stance.DENIED:
            denied.add(hit.key)
        elif view.stance(hit) is Stance.SAID and hit.key not in found:
            found[hit.key] = hit.start
    return found, frozenset(denied - set(found))


def _is_tool(view: View, hit: Hit) -> bool:
    low = view.prose.low
    before, after = _AS_TOOL.get(hit.key), _TOOL_AFTER.get(hit.key)
    if hit.key == "financial" and low[hit.start : hit.end] == "bank":
        return not re.match(r" ?(?:account|detail|,| and (?:salary|pay))", low[hit.end : hit.end + 14])
    if (
        hit.key in ("credentials", "education")
        and before
        and before.search(low[max(0, hit.start - 40) : hit.start])
    ):
        return True
    if hit.key == "photos" and before and before.search(low[max(0, hit.start - 24) : hit.start]):
        return True
    if hit.key == "financial" and low[hit.start : hit.end] != "bank":
        return False
    return bool(after and after.match(low, hit.end))


def _label_spans(view: View) -> list[tuple[int, int]]:
    """Where a form's labels stand: a label that lists kinds of data as examples says nothing."""
    return [
        (entry.label_start, entry.start)
        for entry in view.form
        if entry.key in ("data", "people", "count", "encrypted")
    ]


def _people(view: View, *, receivers_concerned: bool) -> dict[str, int]:
    found: dict[str, int] = {}
    for hit in PEOPLE.hits(view.prose.low):
        if view.in_label(hit.start) or hit.key in found or _OFFICE.match(view.prose.low, hit.start):
            continue
        if hit.key in ("pupils", "children") and _OF_OTHERS.search(
            view.prose.low[max(0, hit.start - 30) : hit.start]
        ):
            continue
        key = _kind_of(view, hit)
        part = part_of(view.prose, hit.start, hit.end)
        fits = part is Part.CONCERNED or (receivers_concerned and part is Part.RECEIVER)
        if fits and view.stance(hit) is not Stance.DENIED:
            found.setdefault(key, hit.start)
    return found


_UNIVERSITY = late(r"(?<![a-z])(?:universit(?:y|ies)|undergraduates?|higher education|faculty)(?![a-z])")
_EXAMS = late(r"(?<![a-z])(?:exams?|gcses?|a levels?|mocks?|sats|coursework|year 1[0-3]|btec)(?![a-z])")
_CARE_HOME = late(r"(?<![a-z])(?:care home|nursing home|hospice|supported living)(?![a-z])")


def _kind_of(view: View, hit: Hit) -> str:
    """The kind of people where the place changes it: students are no children, residents may be cared for."""
    word = view.prose.low[hit.start : hit.end]
    if hit.key == "pupils" and word.startswith("student") and _UNIVERSITY.search(view.prose.low):
        return "students"
    if word.startswith("candidate") and _EXAMS.search(view.prose.low):
        return "pupils"
    if _CARE_HOME.search(view.prose.low):
        return {"resident": "vulnerable_adults", "carer": "staff"}.get(word.rstrip("s"), hit.key)
    return hit.key


def _special(view: View, data: dict[str, int]) -> tuple[bool | None, int]:
    none = _NO_SPECIAL.first(view.prose.low)
    special = [place for key, place in data.items() if key in SPECIAL]
    if special:
        return True, min(special)
    if none:
        return False, none.start
    some = view.first(_SOME_SPECIAL)
    return (True, some.start) if some else (None, 0)


def _plainly_denied(view: View, hit: Hit) -> bool:
    """ "Not vulnerable", but not "without the adoptive parents' address having been redacted"."""
    return bool(
        re.search(
            r"(?:not?|none of (?:them|whom) (?:is|are|was|were)|n't|non) (?:particularly |especially )?$",
            view.prose.low[max(0, hit.start - 40) : hit.start],
        )
    )


_OF_OTHERS = late(
    r"(?:parents?|mums?|dads?|mother|father|carers?|families|staff|teachers?|leaders?|governors?) (?:in|of"
    r"|from|for) (?:our |the |my |a |an |one of the )?(?:year \d{1,2} |yr \d{1,2} )?$"
)
