"""The facts of SPEC §8 as far as the text states them. Must not weigh them: bot.legal does.

Keys that the text says nothing about are left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.mail.fields import fact_words as words
from bot.mail.fields import loss_words as losses
from bot.mail.fields.lexicon import Lexicon
from bot.mail.fields.numbers import value_of
from bot.mail.fields.polarity import Stance
from bot.mail.fields.view import View


def read_yes_no(view: View, yes: Lexicon, no: Lexicon) -> tuple[bool, int] | None:
    """True or False with the place, the denial first (its phrases hold the denial themselves), None where silent."""
    denied = next(iter(no.hits(view.prose.low)), None)
    said = [
        hit
        for hit in yes.hits(view.prose.low)
        if view.stance(hit) is Stance.SAID and not _inside(hit.start, hit.end, denied)
    ]
    if denied and not (
        said and said[0].start > denied.start and _later_counts(view, denied.start, said[0].start)
    ):
        return False, denied.start
    return (True, said[0].start) if said else None


def _inside(start: int, end: int, hit: Any) -> bool:
    return hit is not None and hit.start < end and start < hit.end


def _later_counts(view: View, first: int, second: int) -> bool:
    """A correction ("first we thought ... in fact") comes later and says so."""
    between = view.prose.low[first:second]
    return bool(
        re.search(
            r"(?<![a-z])(?:but|however|in fact|actually|later|turned out|established|since then"
            r"|now)(?![a-z])",
            between,
        )
    )


def hours_of(match: re.Match[str]) -> float | None:
    """The span of a match of a time pattern in hours, None where its number is none."""
    words = {"a few": 3.0, "several": 4.0, "half a": 0.5, "a": 1.0, "an": 1.0}
    count = words.get(match["n"]) or value_of(match["n"])
    unit = match["u"][:2]
    scale = {"mi": 1 / 60, "ho": 1.0, "hr": 1.0, "da": 24.0, "we": 168.0, "mo": 720.0}[unit]
    if count is None:
        return None
    return (count + (0.5 if match["half"] else 0.0)) * scale


def breach_types(
    cues: frozenset[str], backup: str | None, exfiltration: str | None, restored: bool
) -> list[str]:
    """Confidentiality, integrity, availability as the kind of incident shows them."""
    kinds = set()
    lost = {
        "ransomware",
        "outage",
        "deletion",
        "denial_of_service",
        "lost_device",
        "stolen_device",
        "lost_paper",
        "stolen_paper",
    }
    seen = cues & _DISCLOSING
    if seen or exfiltration == "yes":
        kinds.add("confidentiality")
    if (
        cues
        & lost
        & {"ransomware", "outage", "deletion", "denial_of_service", "stolen_device", "stolen_paper"}
        or restored
    ):
        kinds.add("availability")
    if cues & {"lost_device", "lost_paper"} and backup in ("none", None) and "stolen_device" not in cues:
        kinds.add("availability" if backup == "none" else "confidentiality")
    if "alteration" in cues:
        kinds.add("integrity")
    if "ransomware" in cues and exfiltration != "no":  # whoever locked the data could read them
        kinds.add("confidentiality")
    if cues & LOCKED and exfiltration == "no":
        kinds.discard("confidentiality")
    order = ("confidentiality", "integrity", "availability")
    return [kind for kind in order if kind in kinds]


_DISCLOSING = frozenset((
    "email_wrong_recipient", "post_wrong_recipient", "bcc", "lost_device", "stolen_device",
    "lost_paper", "stolen_paper", "redaction", "verbal", "misconfiguration", "published", "disposal",
    "portal", "access_rights", "account_takeover", "phishing_click", "hacking", "credential_stuffing",
    "insider", "unauthorised_access", "identity_fraud",
))  # fmt: skip


_STOPS_SERVICE = frozenset((
    "ransomware", "outage", "hacking", "malware", "denial_of_service", "deletion", "stolen_device",
))  # fmt: skip


# Nobody is treated as well without their records for a day (EDPB 9/2022, annex B, the hospital's 30 hours).
_A_DAY = 24
# Attacks that put data out of reach; whether anybody took them is another question.
LOCKED = frozenset(("ransomware", "outage", "denial_of_service"))


class FactReader:
    """Collects facts with the place each was read at."""

    def __init__(self, view: View, cues: frozenset[str], handling: Any) -> None:
        self.view, self.cues, self.handling = view, cues, handling
        self.values: dict[str, Any] = {}
        self.places: dict[str, int] = {}

    def put(self, key: str, value: Any, place: int | None) -> None:
        """Sets a fact that is not set yet."""
        if value is not None and key not in self.values:
            self.values[key] = value
            if place is not None:
                self.places[key] = place

    def yes_no(self, key: str, yes: Lexicon, no: Lexicon) -> None:
        found = read_yes_no(self.view, yes, no)
        if found:
            self.put(key, *found)

    def yes_or_no(self, key: str, found: tuple[bool, int] | None) -> None:
        if found:
            self.put(key, "yes" if found[0] else "no", found[1])

    def read(self) -> Mapping[str, Any]:
        """All that depends on the text alone."""
        self._attack()
        self._loss()
        self._readable()
        self._spread()
        return self.values

    def _attack(self) -> None:
        found = read_yes_no(self.view, words.EXFILTRATION_YES, words.EXFILTRATION_NO)
        self.yes_or_no("exfiltration", found)
        if found is None and words.EXFILTRATION_YES.hits(self.view.prose.low):
            self.put("exfiltration", "unknown", words.EXFILTRATION_YES.hits(self.view.prose.low)[0].start)
        self._malicious()
        self.yes_no("targeted", words.TARGETED, words.NOT_TARGETED)
        self.yes_no("misuse_seen", words.MISUSE, words.NO_MISUSE)
        self.yes_no("more_may_be_affected", words.MORE, words.NOT_MORE)

    def _malicious(self) -> None:
        hit = self.view.first(words.MALICE)
        if hit and (self.cues & words.MALICIOUS or not self.view.first(words.NO_MALICE)):
            self.put("malicious", True, hit.start)
        slip = self.view.first(words.NO_MALICE)
        if self.cues & (words.MALICIOUS - {"phishing_click", "account_takeover"}) and not slip:
            self.put("malicious", True, None)
        elif slip and not self.cues & words.MALICIOUS:
            self.put("malicious", False, slip.start)
        elif self.cues & words.SLIPS and not self.cues & words.MALICIOUS:
            self.put("malicious", False, None)
        elif self.cues & words.MALICIOUS:
            self.put("malicious", True, None)

    def _loss(self) -> None:
        for kind in ("none", "usable", "partial"):
            hit = next((h for h in self._backup_hits() if h.key == kind), None)
            if hit:
                self.put("backup", kind, hit.start)
        if self.cues & _STOPS_SERVICE:
            self._service()
        permanent = self.view.first(losses.PERMANENT) or next(
            iter(losses.PERMANENT.hits(self.view.prose.low)), None
        )
        if permanent and self.values.get("backup") != "usable":
            self.put("permanent_loss", True, permanent.start)
        elif self.view.first(losses.NOT_PERMANENT):
            self.put("permanent_loss", False, None)

    def _service(self) -> None:
        for value, table in (("none", losses.NONE), ("serious", losses.SERIOUS), ("minor", losses.MINOR)):
            said = table.hits(self.view.prose.low) if value == "none" else self.view.said(table)
            if said:
                self.put("service_impact", value, said[0].start)
        low = self.view.prose.low
        for match in losses.RESTORED.finditer(low):
            sentence = self.view.prose.at(match.start())
            if losses.OUT_OF_SERVICE.search(low, sentence.start, sentence.end):
                self.put("restored_after_hours", hours_of(match), match.start())
        care = losses.CARE_RECORDS.search(low)
        if care and self.values.get("restored_after_hours", 0) >= _A_DAY and "outage" in self.cues:
            self.put("service_impact", "serious", care.start())

    def _backup_hits(self) -> list[Any]:
        return [
            hit
            for hit in losses.BACKUP.hits(self.view.prose.low)
            if hit.key != "usable" or self.view.stance(hit) is Stance.SAID
        ]

    def _readable(self) -> None:
        low = self.view.prose.low
        readable = next(iter(words.READABLE.hits(low)), None)
        unreadable = self.view.first(words.UNREADABLE)
        encrypted = self.handling.encrypted
        if readable and self.view.stance(readable) is Stance.SAID:
            self.put("data_readable", "yes", readable.start)
        elif encrypted is not None:
            self.put("data_readable", "no" if encrypted[0] else "yes", encrypted[1])
        elif unreadable:
            self.put("data_readable", "no", unreadable.start)
        elif self.cues & {"lost_paper", "stolen_paper"} and not self.cues & {"lost_device", "stolen_device"}:
            self.put("data_readable", "yes", None)  # paper is read by whoever holds it
        identifiers = next(iter(words.IDENTIFIERS_NO.hits(low)), None)
        if identifiers and self.view.stance(identifiers) is not Stance.OPEN:
            self.put("direct_identifiers", False, identifiers.start)

    def _spread(self) -> None:
        match = next((m for m in words.DURATION.finditer(self.view.prose.low) if self._is_exposure(m)), None)
        hours = hours_of(match) if match else None
        if match and hours is not None and hours >= 12:
            self.put("duration_days", round(hours / 24, 2), match.start())

    def _is_exposure(self, match: re.Match[str]) -> bool:
        sentence = self.view.prose.at(match.start())
        return bool(words.EXPOSED.search(self.view.prose.low, sentence.start, sentence.end))
