"""Whether a mail in the ordinary mailbox is a reporter's answer: by our tag, a receipt code, or our mail it answers.

People answer to the wrong mailbox; then nobody there may learn that this person wrote about this case.
"""

from __future__ import annotations

import re

from bot.mail.message import Message
from bot.store import anonymous as rows
from bot.store import outbox
from bot.store.store import Work

TAG = re.compile(r"\[([A-HJ-NP-Z2-9]{8})\]")
_CODE = re.compile(
    r"(?<!\d)(\d{4})[ \-.\u00a0\u2013]{0,3}(\d{2})\d{2}(?:[ \-.\u00a0\u2013]{0,3}\d{4}){2}(?!\d)"
)


def may_be_reporters(message: Message) -> bool:
    """Whether there is anything to look up."""
    return bool(
        message.in_reply_to
        or message.references
        or TAG.search(message.subject.upper())
        or _CODE.search(message.text or message.html)
    )


def is_reporters(work: Work, message: Message) -> bool:
    """True where it belongs on the anonymous road, whoever sent it; wrong codes and old tags are none."""
    if any(rows.by_tag(work, tag) for tag in TAG.findall(message.subject.upper())):
        return True
    named = {"".join(groups) for groups in _CODE.findall(message.text or message.html)}
    if named and named & rows.selectors(work):
        return True
    return bool(answered_case(work, message))


def answered_case(work: Work, message: Message) -> int | None:
    """The case of the mail of ours to a reporter that this one answers."""
    wanted = [one for one in (message.in_reply_to, *reversed(message.references)) if one]
    ours = outbox.by_message_ids(work, wanted)
    return next((row.case_id for row in ours if row.mailbox == "anonymous"), None)
