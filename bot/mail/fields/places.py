"""Which of the directory's schools a report names. Must not guess: a name that fits two schools names none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.mail.fields.view import View

# Words that staff leave out ("at Hill" for Hill Academy).
_KIND = re.compile(
    r"(?i)\s+(?:(?:c ?of ?e|ce|church of england|catholic|community|co-operative|junior|infant|primary"
    r"|secondary"
    r"|high|nursery|special)\s+)*"
    r"(?:academy|school|college|primary|nursery|infants?|juniors?|sixth form)(?:\s+school)?$"
)


def school_in(view: View) -> tuple[str, int] | None:
    """The id of the school named, with the place; the longest name wins, short forms only with a capital letter."""
    text = view.prose.text
    best: tuple[int, str, int] | None = None
    for school, name, short in _names(view):
        pattern = rf"(?<!\w){re.escape(name)}(?!\w)"
        match = re.search(pattern, text) if short else re.search(pattern, text, re.IGNORECASE)
        if match and (best is None or len(name) > best[0]):
            best = (len(name), school, match.start())
    return (best[1], best[2]) if best else None


def _names(view: View) -> Iterator[tuple[str, str, bool]]:
    """(school, name, is a short form): all names of the directory, then short forms that only one school has."""
    full = [
        (school, name) for school, names in view.context.schools.items() for name in names if name.strip()
    ]
    short = [(school, _KIND.sub("", name)) for school, name in full]
    for school, name in full:
        yield school, name, False
    for school, name in short:
        owners = {other for other, spelt in short if spelt == name}
        if len(owners) == 1 and len(name) >= 4 and name[:1].isupper():
            yield school, name, True
