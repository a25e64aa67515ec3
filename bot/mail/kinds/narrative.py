"""Whether a text tells of something that went wrong. Used only to keep a report from being sorted away."""

from __future__ import annotations

import re

_WHO = (
    r"(?:i|we|she|he|they|you|the school|the office|the trust|staff|someone|somebody|(?:a|the"
    r"|one of (?:our|the)|my|our|another)(?: \w+){0,2} (?:colleague|teacher|member of staff|staff member"
    r"|parent|pupil|student|governor|ta|assistant|administrator|head|supplier|technician|sendco|senco"
    r"|receptionist|visitor|volunteer|contractor))"
)
_HOW = (
    r"(?:(?:have|has|had|'ve|'s|may have|might have|think i|just|now|accidentally|mistakenly"
    r"|inadvertently|wrongly|unfortunately|also|then|so|seem to have|appear(?:s)? to have) ){0,4}"
)
_DID = (
    r"(?:sent|e-?mailed|posted|lost|left|misplaced|shared|clicked|opened|disclosed|attached|forwarded"
    r"|uploaded|gave|given|handed|found|discovered|noticed|copied|cc'?d|printed|published|deleted"
    r"|dropped|mislaid|entered|replied|included|spotted|realised|overheard|showed|shown)"
)
_TOLD = re.compile(
    rf"\b{_WHO} {_HOW}{_DID}\b"
    r"|\b(?:was|were|been|got|is|are|has gone|have gone) (?:\w+ )?(?:stolen|lost|missing|hacked"
    r"|compromised|breached|encrypted by|sent|e-?mailed|posted|left|disclosed|shared|emailed|visible"
    r"|accessed|published|infected)\b"
    r"|\bwrong (?:parent|person|recipient|address|e-?mail|family|pupil|student|child|envelope|school"
    r"|attachment|house|fax|number|governor|supplier|list)\b"
    r"|\b(?:report(?:ing)?|there (?:has been|was|is)|we had|having|suffered|discovered|want to report"
    r"|need to report|log) (?:\w+ ){0,4}(?:breach|incident|near[- ]?miss|data loss|phishing|attack"
    r"|theft)\b"
    r"|\b(?:in|by) (?:error|mistake)\b|\bnear[- ]miss\b|\bransom(?:ware)?\b|\bmalware\b|\b(?:laptop|usb"
    r"|memory stick|phone|ipad|tablet|file|bag|folder|diary|register)\b[^.]{0,40}\b(?:stolen|lost"
    r"|missing|left)\b"
)


def tells_incident(flat: str) -> bool:
    """True where a lower-case text on one line tells of an incident, or of what may be one."""
    return bool(_TOLD.search(flat))
