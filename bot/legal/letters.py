"""Drafts of letters to people whose data are concerned, and to parents (Art. 34(2) UK GDPR), in plain English.

Structured text with visible gaps; a human fills, signs and sends it. Holds no name of a data subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.legal.wording import PLAIN_CATEGORY, listed, london, plain_words, without_names

GAP = "[TO FILL IN: "
_MOST_QUOTED = 600  # characters of the report


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, paragraphs, and points beneath them."""

    heading: str
    paragraphs: tuple[str, ...]
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """A draft. Every gap begins with "[TO FILL IN: " and stands where a person must write."""

    kind: str  # people | parents
    subject: str
    salutation: str
    sections: tuple[Section, ...]
    closing: tuple[str, ...]

    @property
    def gaps(self) -> tuple[str, ...]:
        """What is still to be filled in, in the order of the letter."""
        found = []
        for piece in letter_text(self).split(GAP)[1:]:
            found.append(piece.split("]", 1)[0])
        return tuple(dict.fromkeys(found))


# Kind of data -> (what may follow, what the reader can do). One row serves several kinds.
_MONEY = (
    "Somebody could try to use the details for fraud, or pretend to be you.",
    "Look at your bank statements, and tell your bank at once if there is a payment you do not know.",
)
_LOGIN = (
    "Somebody could try to log in to your accounts.",
    "Change the password, here and wherever you use the same one, and switch on two-step verification.",
)
_IDENTITY = (
    "Somebody could try to pretend to be you, for example to open an account or borrow money.",
    "Check your credit report (free from the credit reference agencies) and think about Cifas registration.",
)
_PRIVATE = (
    "Private information could become known to people who should not have it, and that may be distressing.",
    "Tell us if anybody mentions the information to you, or if you are worried. We will listen and help.",
)
_CONTACT = (
    "You could get unwanted or false messages that use your details to look genuine.",
    "Be careful with unexpected calls, mails and texts, even when they seem to come from us. Never give a"
    " password or bank details.",
)
_SAFETY = (
    "If somebody must not know where you or your child live or go to school, they could learn it.",
    "If you fear for anybody's safety, ring 999 now, and then tell us.",
)
_ADVICE: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys(("financial", "payment_card", "bank_account", "payroll", "salary"), _MONEY),
    **dict.fromkeys(("credentials", "passwords"), _LOGIN),
    **dict.fromkeys(("official_id", "passport", "national_insurance", "driving_licence"), _IDENTITY),
    **dict.fromkeys(("safeguarding", "child_protection", "protected_address", "adoption", "refuge"), _SAFETY),
    **dict.fromkeys(("basic", "contact", "name", "names", "address", "email", "phone"), _CONTACT),
}
_ORDER = (_SAFETY, _MONEY, _LOGIN, _IDENTITY, _PRIVATE, _CONTACT)


def _gap(what: str) -> str:
    return f"{GAP}{what}]"


def _advice(facts: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    found = {_ADVICE.get(word, _PRIVATE) for word in facts.get("data_categories") or ()}
    return tuple(pair for pair in _ORDER if pair in found)


def _free(facts: Mapping[str, Any], key: str, what: str) -> str:
    text = str(facts.get(key) or "").strip()
    return without_names(text, facts.get("names") or ()) if text else _gap(what)


def _reported(facts: Mapping[str, Any], key: str, what: str) -> str:
    """A gap with the words of the report beside it: they are a colleague's, written for us and not for the reader."""
    text = without_names(str(facts.get(key) or "").strip(), facts.get("names") or ())
    if not text:
        return _gap(what)
    shown = " ".join(text.replace("[", "‹").replace("]", "›").split())
    shown = shown if len(shown) <= _MOST_QUOTED else f"{shown[:_MOST_QUOTED].rsplit(' ', 1)[0]} ..."
    return _gap(f"{what}; for you to rewrite, the report says: “{shown}”")


def _measures(facts: Mapping[str, Any]) -> str:
    what = "what was done to stop it and to get the information back"
    in_their_words = re.search(r"\b(?:I|me|my|myself)\b", str(facts.get("containment") or ""))
    return (_reported if in_their_words else _free)(facts, "containment", what)


def _when(facts: Mapping[str, Any]) -> str:
    day = london(facts.get("occurred_at"), bool(facts.get("occurred_estimated")))
    found = london(facts.get("aware_at"), bool(facts.get("aware_estimated")))
    happened = f"It happened on {day}." if day else f"It happened on {_gap('date, as far as known')}."
    return f"{happened} We found out on {found or _gap('date')}."


def _what_happened(facts: Mapping[str, Any], whose: str) -> Section:
    kinds = listed(plain_words(facts.get("data_categories") or (), PLAIN_CATEGORY))
    data = f"The information about {whose} included {kinds or _gap('kinds of information')}."
    return Section(
        "What happened",
        (
            _reported(facts, "what_happened", "what happened, in two or three plain sentences"),
            _when(facts),
            data,
        ),
    )


def _consequences(facts: Mapping[str, Any]) -> Section:
    points = tuple(pair[0] for pair in _advice(facts)) or (_gap("what may follow for the reader"),)
    return Section(
        "What this may mean", ("We do not want to alarm you, but you should know what could follow:",), points
    )


def _done(facts: Mapping[str, Any]) -> Section:
    told = (
        "We have reported it to the Information Commissioner's Office (ICO)."
        if facts.get("ico_filed_at")
        else ""
    )
    paragraphs = (
        _measures(facts),
        _free(facts, "remedial_actions", "what will be done so that it does not happen again"),
        told,
    )
    return Section("What we have done", tuple(paragraph for paragraph in paragraphs if paragraph))


def _can_do(facts: Mapping[str, Any], more: Iterable[str] = ()) -> Section:
    points = (*(pair[1] for pair in _advice(facts)), *more) or (_gap("what the reader can do"),)
    return Section("What you can do", (), points)


def _contact(facts: Mapping[str, Any]) -> Section:
    name = str(facts.get("contact_name") or "") or _gap("name of a person who answers")
    ways = [str(facts[key]) for key in ("contact_phone", "contact_address") if facts.get(key)]
    dpo = ", ".join(str(facts[key]) for key in ("dpo_name", "dpo_address", "dpo_phone") if facts.get(key))
    return Section(
        "Whom to ask",
        (
            f"Please contact {name}: {listed(ways) or _gap('telephone and e-mail')}.",
            f"Our Data Protection Officer is {dpo or _gap('name and contact of the Data Protection Officer')}.",
            "You may complain to us at any time. If you are not content with our answer, you may complain to the"
            " Information Commissioner's Office, ico.org.uk/make-a-complaint, 0303 123 1113.",
        ),
    )


def _closing(facts: Mapping[str, Any]) -> tuple[str, ...]:
    name = str(facts.get("signed_by") or "") or _gap("name and office of the person who signs")
    return (
        "We are sorry that this happened.",
        "Yours sincerely",
        name,
        str(facts.get("organisation_name") or ""),
    )


def _letter(kind: str, salutation: str, facts: Mapping[str, Any], sections: tuple[Section, ...]) -> Letter:
    closing = tuple(line for line in _closing(facts) if line)
    return Letter(kind, "Important information about your personal data", salutation, sections, closing)


def people_letter(case_facts: Mapping[str, Any]) -> Letter:
    """The letter to a person whose data are concerned; keys as in `bot.legal.ico_readers.CaseFacts`."""
    sections = (
        _what_happened(case_facts, "you"),
        _consequences(case_facts),
        _done(case_facts),
        _can_do(case_facts),
        _contact(case_facts),
    )
    return _letter("people", f"Dear {_gap('name of the person')}", case_facts, sections)


def parents_letter(case_facts: Mapping[str, Any]) -> Letter:
    """The letter to the parents or carers of a pupil whose data are concerned."""
    more = ("Talk about it with your child in words that fit their age, and tell us if they are upset.",)
    sections = (
        _what_happened(case_facts, "your child"),
        _consequences(case_facts),
        _done(case_facts),
        _can_do(case_facts, more),
        _contact(case_facts),
    )
    letter = _letter("parents", "Dear parent or carer", case_facts, sections)
    return Letter(
        letter.kind,
        "Important information about your child's data",
        letter.salutation,
        sections,
        letter.closing,
    )


def letter_text(letter: Letter) -> str:
    """The draft as plain text, paragraphs apart by an empty line."""
    parts = [letter.subject, letter.salutation]
    for section in letter.sections:
        parts += [section.heading.upper(), *section.paragraphs]
        if section.points:
            parts.append("\n".join(f"- {point}" for point in section.points))
    return "\n\n".join([*parts, *letter.closing]) + "\n"
