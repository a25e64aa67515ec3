"""Who is who, read from a CSV: our own columns, or the export of the Microsoft 365 admin centre or Entra. Pure.

In our own columns a role is stated; in an export it is read from the job title, and people without one are left out.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.cli.printing import plain
from bot.directory_file import ADDRESS
from bot.domain.words import SCHOOL_ROLES, Role

COLUMNS = ("name", "address", "phone", "role", "school")
SCHOOL = tuple(role.value for role in SCHOOL_ROLES)
ROLES = tuple(role.value for role in Role)
# What a column may be called: ours first, then the admin centre's, then Entra's.
_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "display name", "displayname"),
    "address": ("address", "e-mail", "email", "mail", "user principal name", "userprincipalname"),
    "phone": ("phone", "phone number", "telephonenumber", "mobile phone", "mobilephone"),
    "role": ("role", "roles"),
    "school": ("school", "office", "officelocation", "department"),
    "title": ("title", "job title", "jobtitle"),
    "proxies": ("proxy addresses", "proxyaddresses"),
    "blocked": ("block credential",),
}
# A job title and the role it speaks of; a deputy's title names the same role, further back.
_TITLES: tuple[tuple[str, str], ...] = (
    (r"head ?teacher|headmaster|headmistress|head of school|\bprincipal\b", Role.HEADTEACHER.value),
    (r"safeguarding lead|\bDSL\b", Role.SAFEGUARDING_LEAD.value),
    (r"chief executive|\bCEO\b", Role.CEO.value),
    (r"senior information risk owner|\bSIRO\b", Role.SIRO.value),
    (r"data protection officer|\bDPO\b", Role.DPO.value),
    (r"(trust|company) secretary|governance professional", Role.CASE_MANAGER.value),
    (r"\b(ICT|IT) (manager|director|lead)|(head|director) of (ICT|IT)\b|network manager", Role.IT_LEAD.value),
    (r"\bchair of (the )?(trust|trustees|trust board|board)\b", Role.CHAIR.value),
)
_DEPUTY = re.compile(r"\b(deputy|vice)\b", re.I)
_NOT_IT = re.compile(r"\b(assistant|trainee|PA to|secretary to|former)\b", re.I)


@dataclass(frozen=True, slots=True)
class Entry:
    """One role of one person; the first of a role is its holder, the rest deputies. `title`: where it was read from."""

    name: str
    address: str
    phone: str = ""
    role: str = ""
    school: str = ""
    also: tuple[str, ...] = ()
    title: str = ""


@dataclass
class Read:
    """People with a role, how many had none, and what was wrong with the file, one sentence each."""

    people: list[Entry] = field(default_factory=list)
    without_role: int = 0
    problems: list[str] = field(default_factory=list)


def text_of(content: bytes) -> str:
    """A CSV file's text, as Excel or the admin centre saves it; raises ValueError with what to do instead."""
    if content.startswith(b"PK\x03\x04"):
        raise ValueError("it is an Excel workbook; save it as CSV (UTF-8) and give that file")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("windows-1252", "replace")
    if "\0" in text:
        raise ValueError("it is not text; save the list as CSV (UTF-8) and give that file")
    return text


def read_people(text: str) -> Read:
    """The people of a CSV in any of the three forms, comma, semicolon or tab between the cells."""
    read = Read()
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    except csv.Error as wrong:
        read.problems.append(f"it cannot be read as CSV ({wrong})")
        return read
    columns = [" ".join(cell.lower().split()) for cell in rows[0]] if rows else []
    if problem := _lacking(columns):
        read.problems.append(problem)
        return read
    for number, cells in enumerate(rows[1:], start=2):
        if any(cell.strip() for cell in cells):
            _take(number, columns, cells, read)
    read.people.sort(key=lambda entry: bool(entry.title and _DEPUTY.search(entry.title)))  # holders first
    if not read.people and not read.problems:
        read.problems.append("nobody in it has a role; give them one in a column `role`")
    return read


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def _lacking(columns: list[str]) -> str:
    """What keeps the heading line from being one, "" when nothing does."""
    known = {kind for kind, names in _HEADINGS.items() if set(names) & set(columns)}
    missing = [kind for kind in ("name", "address") if kind not in known]
    missing += [] if known & {"role", "title"} else ["role"]
    if not missing:
        return ""
    needed = f"the columns {', '.join(COLUMNS)}, or those of a Microsoft 365 user export, are needed"
    return f"line 1: {needed}; {', '.join(missing)} is missing"


def _take(number: int, columns: list[str], cells: list[str], read: Read) -> None:
    if len(cells) > len(columns):
        read.problems.append(
            f"line {number}: more cells than the heading has; put quotes around a cell with a comma"
        )
        return
    row = _row(columns, cells)
    if row["blocked"].lower() == "true" or "#ext#" in row["address"].lower():
        return  # an account that is switched off, or a guest
    roles = list(_roles(row))
    if not roles:
        read.without_role += 1
        return
    problem = _problem(row, roles, read.people)
    if problem:
        read.problems.append(f"line {number}: {problem}")
        return
    read.people += [_entry(row, role) for role in roles]


def _row(columns: list[str], cells: list[str]) -> dict[str, str]:
    """The cells under our own names; of several columns for the same thing the first that is filled."""
    raw = {column: plain(" ".join(cell.split())) for column, cell in zip(columns, cells, strict=False)}
    return {
        kind: next((raw[name] for name in names if raw.get(name)), "") for kind, names in _HEADINGS.items()
    }


def _roles(row: Mapping[str, str]) -> Iterator[str]:
    """As the role column states them (several with a semicolon between), else as the job title says."""
    stated = [re.sub(r"[\s-]+", "_", one.strip().lower()) for one in re.split("[;,]", row["role"])]
    if any(stated):
        yield from (one for one in stated if one)
        return
    if not _NOT_IT.search(row["title"]):
        yield from (role for pattern, role in _TITLES if re.search(pattern, row["title"], re.I))


def _problem(row: Mapping[str, str], roles: list[str], before: list[Entry]) -> str:
    unknown = [role for role in roles if role not in ROLES]
    if not row["name"]:
        return "the name is missing"
    if not re.fullmatch(ADDRESS, _addresses(row)[0]):
        return "the address is not an e-mail address"
    if unknown:
        return f"there is no role {unknown[0]}; right would be one of {', '.join(ROLES)}"
    if not row["school"] and (of_school := [role for role in roles if role in SCHOOL]):
        return f"a {of_school[0]} needs a school (column school, office or department)"
    if any(one.address == _addresses(row)[0] and one.name != row["name"] for one in before):
        return "another person above has the same address"
    return ""


def _addresses(row: Mapping[str, str]) -> list[str]:
    """The address, then further ones: `SMTP:` marks the main one of an export, `smtp:` the others."""
    proxies = [one.strip() for one in row["proxies"].split("+")]
    main = [one[5:].lower() for one in proxies if one.startswith("SMTP:")]
    more = [one[5:].lower() for one in proxies if one.startswith("smtp:")]
    others = [one for one in (row["address"].lower(), *more) if not one.endswith(".onmicrosoft.com")]
    found = list(dict.fromkeys([*main, *others])) if main else [row["address"].lower()]
    return [one for n, one in enumerate(found) if n == 0 or re.fullmatch(ADDRESS, one)]


def _entry(row: Mapping[str, str], role: str) -> Entry:
    address, *also = _addresses(row)
    school = row["school"] if role in SCHOOL or row["role"] else ""
    return Entry(
        row["name"], address, row["phone"], role, school, tuple(also), "" if row["role"] else row["title"]
    )
