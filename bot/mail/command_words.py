"""The words by which commands are recognised; no meaning is given to them here."""

from __future__ import annotations

import re

# A line that is, beyond doubt, an instruction in the bot's own words: capitals, or a command word with its argument.
_BARE = re.compile(
    r"^(?:ACKNOWLEDGED?|CLASSIFY|ASSIGN|ESCALATE|HANDOVER|HAND OVER|EXCLUDE|INCLUDE|AWARE|CONTAINED|ASK|NOTE|RISK|ICO|PEOPLE|EXTEND|OUTCOME|ACCEPT|RETURN|"
    r"CLOSE|REOPEN|MERGE|NOT[- ]INCIDENT|DONE|NOT[- ]DONE|STATUS|HELP|YES|RETRY|DROP|RELEASE|REMOVE|NO CONTACT|FORGET ME|NAME ME)\b"
)
_ANY_CASE = re.compile(
    r"^(?:acknowledged?|close|accept|status|help|yes|outcome|reopen|escalate|retry|drop|no contact|forget me|name me)\W{0,3}$|"
    r"^classify (?:as )?(?:minor|moderate|major|critical)\b|^risk (?:none|unlikely|likely|high)\b|^ico (?:report|not-report|filed)\b|"
    r"^people (?:tell|not-tell|told)\b|^(?:not )?done \d|^(?:assign|handover|exclude|include)\b.{0,40}@|^not-incident\b|^extend \w+ \d|^ask \S+\s?:|^(?:note|contained)\b",
    re.IGNORECASE,
)


def is_bare_command(line: str) -> bool:
    """True for a line that begins as a command does, in capitals or with its argument."""
    return len(line) <= 2000 and bool(_BARE.match(line) or _ANY_CASE.match(line))
