"""Names in Cyrillic or Greek as they are written in Latin letters: passports, schools' logins and people differ.

Only a table. Anything in other scripts gives nothing; its Latin form is learned from the mailbox name.
"""

from __future__ import annotations

_PLAIN = dict(
    zip(
        "абвгдезийклмнопрстуфыэіїґαβγδεζηικλμνξοπρστυφω",
        "abvgdeziiklmnoprstufyeiigavgdeziiklmnxoprstyfo",
        strict=True,
    )
)
_PLAIN |= {"ё": "e", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "yu",
           "я": "ya", "є": "ye", "θ": "th", "χ": "ch", "ψ": "ps", "ς": "s"}  # fmt: skip
_OTHERWISE = (
    {"й": "y", "х": "h", "ы": "y"},
    {"щ": "sch", "в": "w", "х": "ch", "ш": "sch", "ж": "sh", "й": "j"},
)


def romanised(name: str) -> tuple[str, ...]:
    """The usual Latin spellings of a name, each once; () where it has no letter of the table."""
    if name.isascii() or not any(letter in _PLAIN for letter in name.lower()):
        return ()
    tables = (_PLAIN, *({**_PLAIN, **other} for other in _OTHERWISE))
    return tuple(dict.fromkeys(_written(name, table) for table in tables))


def _written(name: str, table: dict[str, str]) -> str:
    return "".join(
        table[c.lower()].capitalize() if c.isupper() and c.lower() in table else table.get(c, c) for c in name
    )
