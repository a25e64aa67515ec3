"""Names of people in free text: found wherever they stand, and what names nobody is left alone."""

from __future__ import annotations

import pytest

from bot.legal.wording import without_names
from bot.ticks.named_people import names_in

BODIES = ("Hill Academy", "Brook Primary")
FOUND = {
    "I e-mailed Ruby Achterberg's plan and Dylan Prosser's notes to Mrs Keating.": "Achterberg Prosser Keating",
    "Ruby's mother Anneliese has rung.": "Ruby Anneliese",
    "Outlook suggested the wrong Smith.": "Smith",
    "- Zofia Wiśniewska\n- Mohammed al-Rashid\n- Jean-Luc van der Berg, 8C": "Wiśniewska Rashid Berg",
    "KHALID HUSSAIN's file, and D. Okafor's; Dr. Singh knows.": "KHALID HUSSAIN Okafor Singh",
    "The pupil Tunde was told. Then it was Chidi.": "Tunde Chidi",
    "The form of May Grant was in it.": "Grant",
    "Mr O'Neill and Ifeoma Nwosu-Bright saw it.": "O'Neill Ifeoma Nwosu",
}
NOBODY = (
    "At 3.20 this afternoon I e-mailed the SEND register of 32 pupils of Hill Academy to a parent by mistake.",
    "Yesterday the Year 6 Maths results were posted on Google Classroom.",
    "The Data Protection Officer and the Headteacher know. On Friday in March we asked Arbor support.",
    "It has their names, dates of birth and diagnoses. She has not answered. Nobody was told. I will ring.",
    "A lost iPad. The Bursar, the SENCO and Governors heard of it in the Autumn Term.",
)


@pytest.mark.parametrize("text", FOUND)
def test_names_are_found_and_go(text: str) -> None:
    left = without_names(text, names_in([text], BODIES))
    assert [word for word in FOUND[text].split() if word in left] == []


@pytest.mark.parametrize("text", NOBODY)
def test_what_names_nobody_stays(text: str) -> None:
    assert names_in([text], BODIES) == ()


def test_everyday_words_stay_words() -> None:
    text = "Will Grant saw it. We will grant access; the van left, as Piet van Dam said."
    left = without_names(text, names_in([text]))
    assert left == "[name] saw it. We will grant access; the van left, as [name] said."
