"""The type of incident in the ICO's incident-trends taxonomy (domain.md §2.3). A table, first fit; no severity."""

from __future__ import annotations

from bot.mail.message import Fields

# Cue -> type, the more telling first: ransomware that came by phishing is ransomware.
_TYPES: tuple[tuple[str, str], ...] = (
    ("ransomware", "ransomware"),
    ("denial_of_service", "denial of service"),
    ("credential_stuffing", "brute force"),
    ("malware", "malware"),
    ("redaction", "failure to redact"),
    ("bcc", "failure to use bcc"),
    ("phishing_click", "phishing"),
    ("stolen_device", "loss/theft of device"),
    ("lost_device", "loss/theft of device"),
    ("disposal", "incorrect disposal of paperwork"),
    ("stolen_paper", "loss/theft of paperwork or data left in insecure location"),
    ("lost_paper", "loss/theft of paperwork or data left in insecure location"),
    ("post_wrong_recipient", "data posted or faxed to incorrect recipient"),
    ("portal", "data of wrong data subject shown in client portal"),
    ("email_wrong_recipient", "data emailed to incorrect recipient"),
    ("account_takeover", "unauthorised access (cyber)"),
    ("hacking", "unauthorised access (cyber)"),
    ("insider", "unauthorised access (non-cyber)"),
    ("misconfiguration", "hardware/software misconfiguration"),
    ("access_rights", "hardware/software misconfiguration"),
    ("phishing", "phishing"),
    ("verbal", "verbal disclosure"),
    ("identity_fraud", "phishing"),
    ("pupil_suspect", "unauthorised access (non-cyber)"),
    ("unauthorised_access", "unauthorised access (non-cyber)"),
    ("alteration", "alteration of personal data"),
    ("published", "other non-cyber"),
    ("outage", "other cyber"),
    ("deletion", "other non-cyber"),
)
UNKNOWN = "not provided"


def incident_type(fields: Fields) -> str:
    """The ICO's type of incident, "not provided" where the report does not show it."""
    cues = fields.cues
    if "disposal" in cues and "hardware" in cues and "paper" not in cues:
        return "incorrect disposal of hardware"
    if "pupil_suspect" in cues and cues & {"unauthorised_access", "account_takeover"}:
        return (
            "unauthorised access (cyber)" if "account_takeover" in cues else "unauthorised access (non-cyber)"
        )
    if "identity_fraud" in cues and "phone_call" in cues and "phishing_click" not in cues:
        return "verbal disclosure"
    return next((name for cue, name in _TYPES if cue in cues), UNKNOWN)
