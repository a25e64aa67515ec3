"""Cues: what makes a report urgent or sends it a special way; cue -> phrases. Data only.

| cue | means |
|---|---|
| danger | a person may be at risk now: safeguarding/999 text, provisionally critical |
| cyber | malware, account takeover, phishing with a click, lost device, outage or an attack: IT is asked to contain |
| malware, ransomware, account_takeover, phishing_click, phishing, hacking, credential_stuffing | kinds of attack |
| lost_device, stolen_device, outage, denial_of_service | kinds of loss |
| press | press, broadcaster or social-media interest |
| whole_trust | several schools or the whole trust |
| safeguarding_file | a child-protection file or record is exposed or lost |
| protected_address | a refuge, adoptive or court-protected address is exposed |
| pupil_suspect | a pupil did it |
| insider | one of ours looked, copied or took on purpose |
| own_act | the reporter tells of a slip of their own |
| head_involved, deputy_involved, ceo_involved, siro_involved, dpo_involved, chair_involved | this person did it |
| case_manager_involved, it_lead_involved, safeguarding_lead_involved | this person did it |
| near_miss | it was caught before anything got out |
| email_wrong_recipient, post_wrong_recipient, bcc, redaction, verbal | disclosed so |
| misconfiguration, published, portal, access_rights, unauthorised_access | open to the wrong people |
| lost_paper, stolen_paper, disposal, alteration, deletion | lost or changed so |
| identity_fraud | somebody pretends to be somebody else |
| hardware, paper, phone_call, theft | circumstances: what the data were on, how it went |
| supplier | it happened at a supplier |
| complaint | somebody complains about it |

Every phrase counts only where the text affirms it, except those of `LOOSE`, which make a case urgent even when open.
"""

from __future__ import annotations

from bot.mail.fields.cues_cyber import CYBER_CUES
from bot.mail.fields.cues_slips import SLIP_CUES
from bot.mail.fields.cues_urgent import URGENT_CUES
from bot.mail.fields.lexicon import lexicon

CUES = lexicon({**URGENT_CUES, **CYBER_CUES, **SLIP_CUES})
# These count even where the text leaves them open ("may be"): urgency errs on the safe side (SPEC §4).
LOOSE = frozenset((
    "danger", "ransomware", "malware", "account_takeover", "press", "whole_trust", "safeguarding_file",
    "protected_address", "outage", "hacking", "stolen_device", "lost_device", "phishing",
    "phishing_click", "near_miss", "redaction", "bcc", "published", "misconfiguration",
))  # fmt: skip
CYBER = frozenset((
    "ransomware", "malware", "account_takeover", "phishing_click", "lost_device", "stolen_device",
    "outage", "hacking", "credential_stuffing", "denial_of_service",
))  # fmt: skip
