"""What staff are told, as a one-page poster (PDF/A) and as a text for the intranet. Pure apart from setting the PDF.

Says only what the service does; the good-faith sentence is the policy's, word for word.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from datetime import datetime

from bot.documents.typst_pdf import pdf

HEADLINE = "Something gone wrong with information?"
EXAMPLES = (
    "A mail to the wrong person. A lost laptop, phone, memory stick or paper file. A link you should not have clicked. "
    "A password somebody else knows. Also when it only nearly went wrong."
)
ASK = "Write one e-mail, straight away, to"
WRITE_TITLE = "What to write"
WRITE = (
    "what happened, and when",
    "whose information it is, and about how many people",
    "who has it now, as far as you know",
    "what you have done about it already",
)
SLIP = "Not sure? Not complete? Write all the same. You get an answer with what to do now."
THEN_TITLE = "What happens then"
THEN = (
    "You get an answer with a reference. The Headteacher or the CEO hears of it. You hear when a person has your "
    "report, and when it has ended."
)
ANONYMOUS_ASK = "Want to stay anonymous? Write from any account to"
ANONYMOUS_LIMITS = (
    "Those who handle your report are not told who you are, and can ask you questions through this address. The mail "
    "system itself still records that your account sent a mail. What you write may give you away: leave out what "
    "points to you."
)
DANGER_TITLE = "Is somebody in danger?"
DANGER = "Ring 999 first, then your safeguarding lead. Do not wait for an answer to a mail."


@dataclass(frozen=True, slots=True)
class Notice:
    """Whose staff, where they write, and the policy's sentence. `anonymous` is "" where there is no such mailbox."""

    trust: str
    incidents: str
    anonymous: str
    good_faith: str
    policy_version: str = ""

    @property
    def foot(self) -> str:
        """Where the quoted sentence stands."""
        version = f", version {self.policy_version}" if self.policy_version else ""
        return f"{self.trust}: policy on security incidents{version}."


def poster_pdf(notice: Notice, made_at: datetime) -> bytes:
    """The poster, A4, PDF/A; `made_at` is aware."""
    content = {
        "title": HEADLINE, "author": notice.trust, "headline": HEADLINE, "examples": EXAMPLES, "ask": ASK,
        "incidents": notice.incidents, "write_title": WRITE_TITLE, "write": WRITE, "slip": SLIP,
        "then_title": THEN_TITLE, "then": THEN,
        "anonymous": notice.anonymous, "anonymous_ask": ANONYMOUS_ASK, "anonymous_limits": ANONYMOUS_LIMITS,
        "danger_title": DANGER_TITLE, "danger": DANGER, "good_faith": notice.good_faith, "foot": notice.foot,
    }  # fmt: skip
    return pdf("poster", content, made_at)


def intranet_text(notice: Notice) -> str:
    """The same as plain text, lines of at most 88 characters."""
    parts = [
        HEADLINE.upper(),
        _filled(EXAMPLES),
        f"{ASK}\n\n    {notice.incidents}",
        _listed(),
        _filled(SLIP),
    ]
    if notice.anonymous:
        parts += [f"{ANONYMOUS_ASK}\n\n    {notice.anonymous}", _filled(ANONYMOUS_LIMITS)]
    parts += [f"{DANGER_TITLE}\n{_filled(DANGER)}", _filled(f'"{notice.good_faith}"'), notice.foot]
    return "\n\n".join(parts) + "\n"


def _listed() -> str:
    return "\n".join([f"{WRITE_TITLE}:", *(f"- {one}" for one in WRITE)])


def _filled(text: str) -> str:
    return textwrap.fill(text, 88, break_long_words=False, break_on_hyphens=False)
