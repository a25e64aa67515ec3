"""A wish for anonymity is heard when it is the writer's, and only then."""

from __future__ import annotations

import pytest

from bot.mail.anonymity import wants_anonymity

WISHES = [
    "Please keep my name out of this.",
    "I'd like to remain anonymous.",
    "I would prefer to stay anonymous if possible.",
    "I want to report this anonymously.",
    "I am writing this anonymously because he is my manager.",
    "Please do not tell anyone that it was me.",
    "Please don't mention my name to the Head.",
    "I don't want my name used.",
    "I'd rather not be named.",
    "I do not wish to be identified.",
    "Can this be kept anonymous please? I saw it happen.",
    "Please treat this in confidence, I do not want them to know I reported it.",
    "Can you keep me out of it?",
    "Leave me out of it please.",
    "My name must not be mentioned.",
    "I wish to be anonymous.",
    "Anonymous report: the cabinet is open every night.",
    "Please don't let anyone know it was me who told you.",
    "I would like my identity to be kept confidential.",
    "Nobody should know that this came from me.",
    "I request anonymity.",
    "I want to stay anonymous, but the parent does not mind.",
    "Please keep this between us and keep my identity private.",
    "could you make sure my name isn't on anything",
    "Do not mention me to anybody.",
    "I'd rather this didn't come from me.",
    "ANON.",
    "No names please, I have to work with him.",
    "I wish to remain unnamed in this matter.",
    "You did not hear this from me.",
    "This is off the record.",
    "I'd be grateful if my name was not shared with the Head.",
]
OTHERS = [
    "We sent an anonymous survey to the wrong list.",
    "The parent wants to stay anonymous.",
    "The pupil asked to remain anonymous.",
    "An anonymous caller told the office.",
    "The data was anonymised before it was sent.",
    "I sent the names of ten pupils to the wrong parent.",
    "The survey was meant to be anonymous but names were shown.",
    "I received an anonymous letter about it.",
    "My name is Joe Smith and I work in the office.",
    "The file is confidential.",
    "Please keep me informed.",
    "No names were on the list.",
    "It didn't come from me, somebody sent it with my account.",
    "The file was kept off the record by the office.",
    "The boy did not mention me.",
    "Somebody gave out my name and address to a stranger.",
    "The mother said she would rather not be named.",
    "The letter had my name on it.",
    "We promised the staff that the feedback would be anonymous.",
    "The witness wants her name kept out of it.",
    "Please treat this as urgent.",
    "He does not want his name used.",
]


@pytest.mark.parametrize("text", WISHES)
def test_wish_is_heard(text: str) -> None:
    assert wants_anonymity(f"I saw the office leave a file on the bus. {text} It holds SEN records.")


@pytest.mark.parametrize("text", OTHERS)
def test_no_wish_of_the_writer(text: str) -> None:
    assert not wants_anonymity(f"I saw this on Friday. {text} It holds SEN records.")


def test_subject_counts() -> None:
    assert wants_anonymity("The cabinet is open.", "I want to stay anonymous")
