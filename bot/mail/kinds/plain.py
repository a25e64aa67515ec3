"""What is left when no other detector spoke: unreadable, empty, a reply, or else a report."""

from __future__ import annotations

import re

from bot.mail.forwards import passed_on
from bot.mail.kinds.narrative import tells_incident
from bot.mail.kinds.signs import Signs, Verdict
from bot.mail.message import Kind

_SEALED_NAMES = (".p7m", ".rpmsg", ".pgp", ".asc")
_SEALED_TYPES = (
    "application/pkcs7-mime",
    "application/x-pkcs7-mime",
    "application/pgp-encrypted",
    "application/x-microsoft-rpmsg-message",
)
_GARBAGE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd]")


def unreadable(signs: Signs) -> Verdict | None:
    """No mail at all, or one of which nothing can be read."""
    if signs.message.problem:
        return Verdict(Kind.UNREADABLE, signs.message.problem)
    text = signs.text.strip()
    if not text:
        sealed = next(
            (
                item
                for item in signs.files
                if item.content_type in _SEALED_TYPES or item.name.lower().endswith(_SEALED_NAMES)
            ),
            None,
        )
        return Verdict(Kind.UNREADABLE, "it is encrypted, and we have no key") if sealed else None
    sample = text[:4_000]
    if len(_GARBAGE.findall(sample)) * 3 > len(sample):
        return Verdict(Kind.UNREADABLE, "its text is in no readable encoding")
    return None


def empty(signs: Signs) -> Verdict | None:
    """Nothing written and nothing attached; a subject that tells of an incident is not nothing."""
    if any(not item.inline for item in signs.files):
        return None
    if signs.split.new_text.strip() or _subject_tells(signs):
        return None
    if not signs.text.strip():
        return Verdict(Kind.EMPTY, "it has no text and no files")
    if _passes_on(signs):
        return None
    return Verdict(Kind.EMPTY, "nothing is written above what it quotes")


def _passes_on(signs: Signs) -> bool:
    """Another's mail passed on without a word is a report; one's own signature alone is not."""
    answers = signs.reference or signs.message.in_reply_to
    return signs.forward or bool(signs.split.quoted.strip() and (not answers or _quotes_a_forward(signs)))


def _quotes_a_forward(signs: Signs) -> bool:
    """What stands below the own words begins with the mark of a mail passed on."""
    return passed_on(signs.split.quoted.lstrip()[:200])


def _subject_tells(signs: Signs) -> bool:
    return len(signs.bare_subject.split()) >= 3 and tells_incident(signs.bare_subject)


def reply(signs: Signs) -> Verdict | None:
    """An answer in a case: by the reference in its subject, or in a thread and not passed on."""
    if signs.reference:
        return Verdict(Kind.REPLY, "a case reference in the subject")
    if signs.message.in_reply_to and not (signs.forward or _quotes_a_forward(signs)):
        return Verdict(Kind.REPLY, "it answers another mail (In-Reply-To)")
    return None


def report(signs: Signs) -> Verdict:
    """Everything else is taken as a report, so that none is lost."""
    return Verdict(
        Kind.REPORT, "a new mail from a person" if not signs.forward else "a mail passed on by a person"
    )
