"""Puts together what a report says (SPEC §10 `fields`), each value with the sentence it came from.

Must not guess: what no reader finds stays None or empty.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.mail.fields.counts import Numbers, read_counts
from bot.mail.fields.cues import CUES, CYBER, LOOSE
from bot.mail.fields.dates import vague_times
from bot.mail.fields.facts import LOCKED, FactReader, breach_types
from bot.mail.fields.forms import Entry
from bot.mail.fields.handling import Handling, read_handling
from bot.mail.fields.involved import Involved, read_involved
from bot.mail.fields.places import school_in
from bot.mail.fields.polarity import Stance
from bot.mail.fields.prose import LIMIT, Prose
from bot.mail.fields.receivers import MANY, Receivers, read_receivers
from bot.mail.fields.subjects import Kinds, no_personal_data, read_kinds
from bot.mail.fields.timing import When, read_when, stated_delay
from bot.mail.fields.view import View
from bot.mail.message import Address, Fields, ReadingContext

_GREETING = re.compile(
    r"(?i)(?:hi|hello|dear|good (?:morning|afternoon|evening)|morning|afternoon|hey|to whom)\b[^.!?]{0,60}$"
)
_CLOSING = re.compile(
    r"(?i)(?:thanks|thank you|many thanks|kind regards|regards|best wishes|yours|cheers|best"
    r"|sorry)\b[^.]{0,40}\.?$"
)
_SUBJECT_TAGS = re.compile(r"(?i)^(?:(?:re|fw|fwd|aw|wg)\s*:\s*|\[[^\]]*\]\s*)+")
_SCHOOL = re.compile(
    r"\b[A-Z]\S* (?:\S+ )?(?:Academy|School|College|Primary|Infants?|Juniors?|High|Nursery|Secondary|Grammar)\b"
)
_MOST_TOLD = 700  # characters of `what_happened`; the whole text stands beside it


def read_fields(
    new_text: str, subject: str, date: datetime | None, context: ReadingContext, sender: Address | None = None
) -> Fields:
    """What a report says in its own words.

    `new_text`: without quoted history and signature; `date`: when it was written (aware), None unknown; `sender`:
    the reporter, whose own name is nobody else's. Reads at most the first 100,000 characters. Never raises on text.
    """
    head = _SUBJECT_TAGS.sub("", subject[:300].replace("\n", " ")).strip()
    written = date.astimezone(UTC) if date is not None and date.tzinfo is not None else None
    view = View(Prose(f"{head}\n\n{_even(new_text[:LIMIT])}"), context, written, len(head))
    return _Assembly(view, sender.name if sender else "").fields()


_SENT_ASTRAY = frozenset(("email_wrong_recipient", "post_wrong_recipient", "portal", "bcc"))


_BLANKS = re.compile(r"[ \u00a0]{2,}")
_NEAR_MISS = re.compile(r"(?<![a-z])(?:near[ -]miss|nearly|almost|about to)(?![a-z])")
# Those who got it are those whose data it is.
_EACH_OTHER = re.compile(
    r"each other's|one another's|(?:data|details|addresses|names) of all (?:of )?(?:them|these|the"
    r" recipients)"
)


def _even(text: str) -> str:
    """One kind of line end, single blanks: phrases are written with single blanks."""
    return _BLANKS.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))


class _Assembly:
    """One reading; the steps in their order, because who got it depends on how it happened."""

    def __init__(self, view: View, sender_name: str) -> None:
        self.view = view
        self.sources: dict[str, str] = {}
        self.cue_places = _cues(view)
        self.involved = read_involved(view, sender_name)
        self.when = read_when(view)
        shown = "bcc" in self.cue_places or bool(_EACH_OTHER.search(view.prose.low))
        self.numbers = read_counts(view, receivers_concerned=shown)
        self.kinds = read_kinds(view, receivers_concerned=shown)
        self.handling = read_handling(view)
        concerned = self.numbers.people.value if self.numbers.people else None
        got = self.numbers.recipients.value if self.numbers.recipients else concerned if shown else None
        self.receivers = read_receivers(view, got, concerned)
        self.cues = _all_cues(self.cue_places, self.involved)
        if not self._was_near_miss():
            self.cues -= {"near_miss"}

    def _was_near_miss(self) -> bool:
        """In so many words, or something was stopped in time and nobody is said to have got the data."""
        if _NEAR_MISS.search(self.view.prose.low):
            return True
        contained, cleared = self.handling.contained, self.handling.deletion_confirmed
        return bool(contained and contained[0]) and cleared is None

    def source(self, field: str, place: int | None) -> None:
        if place is not None:
            self.sources[field] = self.view.source(place)

    def fields(self) -> Fields:
        facts = self._facts()
        when, numbers, handling = self.when, self.numbers, self.handling
        self._sources()
        return Fields(
            what_happened=self._what_happened(),
            occurred_at=when.occurred.at if when.occurred else None,
            occurred_estimated=bool(when.occurred and when.occurred.estimated),
            aware_at=when.aware.at if when.aware else None,
            aware_estimated=bool(when.aware and when.aware.estimated),
            school=self._school(),
            data=tuple(self.kinds.data),
            people=tuple(self.kinds.people),
            people_count=numbers.people.value if numbers.people else None,
            recipients=self.receivers.words[0] if self.receivers.words else None,
            encrypted=handling.encrypted[0] if handling.encrypted else None,
            contained=handling.contained[0] if handling.contained else None,
            actions_taken=handling.actions[0] if handling.actions else None,
            names=tuple(name for name, _ in self.involved.names),
            sources=self.sources,
            facts=facts,
            cues=self.cues,
        )

    def _sources(self) -> None:
        when, handling, numbers = self.when, self.handling, self.numbers
        if when.occurred:
            self.sources["occurred_at"] = when.occurred.sentence
        elif vague := vague_times(self.view.prose):
            self.source("occurred_about", vague[0][0])
        if when.aware:
            self.sources["aware_at"] = when.aware.sentence
        self.source("people_count", numbers.people.start if numbers.people else None)
        self.source("data", min(self.kinds.data.values(), default=None))
        self.source("people", min(self.kinds.people.values(), default=None))
        self.source("recipients", self.receivers.words[1] if self.receivers.words else None)
        self.source("names", self.involved.names[0][1] if self.involved.names else None)
        self.source("own_act", self.involved.own_act)
        for name in ("encrypted", "contained", "actions"):
            found = getattr(handling, name)
            self.source("actions_taken" if name == "actions" else name, found[1] if found else None)
        for cue, place in self.cue_places.items():
            self.sources.setdefault(f"cue:{cue}", self.view.source(place))

    def _facts(self) -> Mapping[str, Any]:
        reader = FactReader(self.view, self.cues, self.handling)
        reader.read()
        self._put_people(reader)
        self._put_recipients(reader)
        values = reader.values
        kinds = breach_types(
            self.cues, values.get("backup"), values.get("exfiltration"), "restored_after_hours" in values
        )
        reader.put("breach_type", kinds or None, None)
        for key, place in reader.places.items():
            self.sources.setdefault(f"fact:{key}", self.view.source(place))
        return values

    def _put_people(self, reader: FactReader) -> None:
        kinds, numbers = self.kinds, self.numbers
        nobody = no_personal_data(self.view)
        if nobody is not None:
            reader.put("people_count", 0, nobody)
        count = numbers.people
        vague = numbers.at_least
        if vague and (count is None or count.weak):
            reader.put("people_count", vague.value, vague.start)
        if count:
            reader.put("people_count", count.value, count.start)
        reader.put("people_types", list(kinds.people) or None, min(kinds.people.values(), default=None))
        reader.put("data_categories", list(kinds.data) or None, min(kinds.data.values(), default=None))
        reader.put("special_category", kinds.special, kinds.special_at)
        if kinds.vulnerable is not None or kinds.people.keys() & {"pupils", "children", "vulnerable_adults"}:
            reader.put("vulnerable_people", True, kinds.vulnerable)
        if "basic" in kinds.data:
            reader.put("direct_identifiers", True, kinds.data["basic"])

    def _put_recipients(self, reader: FactReader) -> None:
        handling, numbers = self.handling, self.numbers
        kind = self.receivers.kind
        if kind and not (kind[0] == "hostile" and self._only_locked(reader)):
            reader.put("recipient", *kind)
        elif kind is None and self.cues & _SENT_ASTRAY:  # we know where it went, whoever it is
            many = numbers.recipients or numbers.people
            reader.put("recipient", "uncontrolled" if many and many.value > MANY else "known", None)
        if numbers.recipients:
            reader.put("recipient_count", numbers.recipients.value, numbers.recipients.start)
        if handling.deletion_asked is not None:
            reader.put("deletion_requested", True, handling.deletion_asked)
        if handling.deletion_confirmed:
            reader.put("recipient_confirmed_deletion", *handling.deletion_confirmed)
        if handling.recovered:
            reader.put("recovered", *handling.recovered)
        self._put_delay(reader)

    def _only_locked(self, reader: FactReader) -> bool:
        """True for an attack that put data out of reach and is not known to have carried any away."""
        return bool(self.cues & LOCKED) and reader.values.get("exfiltration") != "yes"

    def _put_delay(self, reader: FactReader) -> None:
        delay = stated_delay(self.view)
        if delay:
            reader.put("noticed_within_hours", round(delay[0].total_seconds() / 3600, 2), delay[1])
        when = self.when
        if when.occurred and when.aware:
            hours = (when.aware.at - when.occurred.at).total_seconds() / 3600
            exact = not when.occurred.estimated and not when.aware.estimated
            if hours >= (0 if exact else 24):  # days alone say nothing about hours
                reader.put("noticed_within_hours", round(hours, 2), when.aware.start)

    def _school(self) -> str | None:
        found = school_in(self.view)
        entry = self.view.answer("school") or self._school_place()
        if found:
            self.source("school", found[1])
            return found[0]
        if entry:
            self.sources["school"] = entry.source
            return " ".join(self.view.prose.text[entry.start : entry.end].split())
        return None

    def _school_place(self) -> Entry | None:
        """The answer to "Where?", if it names a school."""
        entry = self.view.answer("place")
        return entry if entry and _SCHOOL.search(self.view.prose.text[entry.start : entry.end]) else None

    def _what_happened(self) -> str | None:
        entry = self.view.answer("what")
        prose = self.view.prose
        if entry:
            self.sources["what_happened"] = entry.source
            return prose.text[entry.start : entry.end].strip()[:_MOST_TOLD]
        told = [
            sentence
            for sentence in prose.sentences
            if sentence.start > self.view.subject_end
            and not _GREETING.match(prose.of(sentence))
            and not _CLOSING.match(prose.of(sentence))
        ]
        if not told:
            subject = prose.text[: self.view.subject_end].strip()
            return subject or None
        last = next((s for s in reversed(told) if s.end - told[0].start <= _MOST_TOLD), told[0])
        text = prose.text[told[0].start : last.end]
        self.sources["what_happened"] = text
        return " ".join(text.split())[:_MOST_TOLD]


def _cues(view: View) -> dict[str, int]:
    found: dict[str, int] = {}
    for hit in CUES.hits(view.prose.low):
        if hit.key in found:
            continue
        stance = view.stance(hit)
        if (
            stance is Stance.SAID
            or (hit.key in LOOSE and stance is Stance.OPEN)
            or hit.key in ("redaction", "bcc", "near_miss", "unauthorised_access")
        ):
            found[hit.key] = hit.start
    return found


def _all_cues(places: Mapping[str, int], involved: Involved) -> frozenset[str]:
    cues = set(places)
    if involved.own_act is not None:
        cues.add("own_act")
    cues |= {f"{office}_involved" for office in involved.offices}
    if cues & CYBER:
        cues.add("cyber")
    if "theft" in cues and cues & {"hardware", "paper"}:
        cues.add("stolen_device" if "hardware" in cues else "stolen_paper")
    if "lost_device" in cues and "paper" not in cues:
        cues -= {"lost_paper", "stolen_paper"}  # "the payroll records on a stick"
    return frozenset(cues)


__all__ = ["Handling", "Kinds", "Numbers", "Receivers", "When", "read_fields"]
