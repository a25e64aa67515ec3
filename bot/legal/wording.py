"""Words for people: times, lists, kinds of data, and names taken out of free text. Draws no conclusion."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

# Our category -> the ICO's words (online form, part on personal data; domain.md §2.3 row 11).
ICO_CATEGORY: Mapping[str, str] = {
    "basic": "Basic personal identifiers (name, contact details)",
    "contact": "Basic personal identifiers (name, contact details)",
    "credentials": "Identification data (user names, passwords)",
    "passwords": "Identification data (user names, passwords)",
    "official_id": "Official documents (such as passports, driving licences)",
    "financial": "Economic and financial data",
    "payment_card": "Economic and financial data",
    "payroll": "Economic and financial data",
    "salary": "Economic and financial data",
    "bank_account": "Economic and financial data",
    "location": "Location data",
    "health": "Health data",
    "medical": "Health data",
    "mental_health": "Health data",
    "send": "Health data (special educational needs)",
    "criminal": "Criminal convictions and offences",
    "biometric": "Genetic or biometric data",
    "genetic": "Genetic or biometric data",
    "ethnicity": "Racial or ethnic origin",
    "religion": "Religious or philosophical beliefs",
    "politics": "Political opinions",
    "trade_union": "Trade union membership",
    "sex_life": "Sex life",
    "sexual_orientation": "Sexual orientation",
    "gender_reassignment": "Gender reassignment data",
    "safeguarding": "Other: safeguarding or child-protection information",
    "education": "Other: education records",
    "behaviour": "Other: behaviour records",
    "employment": "Other: employment records",
    "insurance": "Other: insurance data",
    "preferences": "Other: preferences",
}

# Our type of people -> the ICO's words (row 14).
ICO_PEOPLE: Mapping[str, str] = {
    "pupils": "Students, children",
    "children": "Children",
    "students": "Students",
    "parents": "Other: parents and carers",
    "staff": "Employees",
    "employees": "Employees",
    "applicants": "Customers or prospective customers: applicants",
    "patients": "Patients",
    "customers": "Customers or prospective customers",
    "users": "Users",
    "governors": "Other: governors and trustees",
    "vulnerable_adults": "Vulnerable adults",
}

# The same kinds in a letter, in plain English: "the information included ...".
PLAIN_CATEGORY: Mapping[str, str] = {
    "basic": "names",
    "contact": "contact details",
    "credentials": "user names or passwords",
    "passwords": "passwords",
    "official_id": "numbers or copies of official documents",
    "financial": "financial details",
    "payment_card": "payment card details",
    "payroll": "pay details",
    "salary": "pay details",
    "bank_account": "bank details",
    "health": "health information",
    "medical": "health information",
    "send": "information about special educational needs",
    "safeguarding": "safeguarding information",
    "education": "school records",
    "behaviour": "behaviour records",
    "employment": "employment records",
    "location": "information about where people were",
    "criminal": "information about offences",
    "insurance": "insurance details",
    "preferences": "personal preferences",
}

_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w-])(?:\+44\s?|0)\d(?:[\s-]?\d){8,9}(?!\w)")


def plain_words(words: Iterable[str], table: Mapping[str, str]) -> tuple[str, ...]:
    """Each word as the table has it, or itself with spaces, without doubles."""
    return tuple(dict.fromkeys(table.get(word, word.replace("_", " ")) for word in words))


def listed(words: Iterable[str]) -> str:
    """ "a, b and c"."""
    items = list(words)
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


def london(value: Any, estimated: bool = False) -> str | None:
    """A time (aware datetime or ISO 8601 text) as people in England read it; None when there is none.

    An estimated time (SPEC §4: only a day was given) shows the day alone.
    """
    moment = _moment(value)
    if moment is None:
        return None
    local = moment.astimezone(LONDON)
    day = f"{local:%A} {local.day} {local:%B %Y}"
    return f"{day} (estimated; the time of day is not known)" if estimated else f"{day} at {local:%H:%M}"


def _moment(value: Any) -> datetime | None:
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value.strip())
        except ValueError:
            return None
    return value if isinstance(value, datetime) and value.tzinfo is not None else None


def without_names(text: str, names: Iterable[str]) -> str:
    """Free text with these people's names (whole, and each part of three letters or more), all addresses and
    telephone numbers taken out. It knows no other names: a person still has to look."""
    text = _PHONE.sub("[telephone number]", _ADDRESS.sub("[address]", text))
    for name in sorted(_forms(names), key=len, reverse=True):
        cased = 0 if set(name.lower().split()) <= _EVERYDAY else re.IGNORECASE
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "[name]", text, flags=cased)
    return re.sub(r"\[name\](?:[\s,]+\[name\])+", "[name]", text)


# Names that are everyday words too: as parts of a name they go only where they are written with a capital.
_EVERYDAY_WORDS = """
    will may mark grant rose grace hope faith joy dawn page bill rob pat sue art jack frank dean miles
    drew chase penny summer april june august amber ray guy lance max rich young long short small day
    case field hall hill king law lane lord park price read rice self stone street swift wall ward way
    west wood work early fair good green brown black white gray grey bell best bond book brook cook
    cross fox gill gold
"""
_EVERYDAY = frozenset(_EVERYDAY_WORDS.split())
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "dame", "rev"})


def _forms(names: Iterable[str]) -> set[str]:
    whole = {" ".join(name.split()) for name in names if name.strip()}
    parts = {part for name in whole for part in re.split(r"[\s,]+", name) if len(part.strip(".")) > 2}
    small = {part for part in parts if part.islower() and part not in whole}  # "van der"
    return whole | {part for part in parts - small if part.lower().strip(".") not in _TITLES}
