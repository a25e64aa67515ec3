"""Into whose hands the data came, and whether they can be read there. Rules as a table; decides no duty."""

from __future__ import annotations

from bot.legal.facts import Facts
from bot.legal.levels import Exposure, Rule, always

# So many recipients, even identified, cannot be held to anything: somebody copies, forwards, keeps.
MANY_RECIPIENTS = 10
# "Quick": deletion confirmed after the data have lain about longer than this says little about copies.
QUICK_HOURS = 7 * 24

Exposures = tuple[Exposure, ...]


def concerns(facts: Facts, breach: str) -> bool:
    """True when the stated types of breach include this one."""
    return breach in (facts.breach_type or ())


def _nobody(facts: Facts) -> bool:
    return facts.people_count == 0


def _unreadable(facts: Facts) -> bool:
    return facts.data_readable == "no"


def _only_loss(facts: Facts) -> bool:
    """The stated types leave confidentiality out, and nobody named as having the data contradicts that."""
    if facts.breach_type is None or concerns(facts, "confidentiality"):
        return False
    return facts.exfiltration in (None, "no") and facts.recipient in (None, "unknown", "hostile")


def _nothing_left(facts: Facts) -> bool:
    """The attacker locked or searched, and the evidence shows that nothing was taken."""
    if facts.exfiltration != "no":
        return False
    locked = concerns(facts, "availability") and facts.recipient in (None, "unknown", "hostile")
    return locked or facts.recipient is None or (facts.recipient == "unknown" and not facts.malicious)


def _insider(facts: Facts) -> bool:
    return facts.malicious is True and facts.recipient in ("trusted", "known")


def _hostile(facts: Facts) -> bool:
    if facts.recipient == "hostile":
        return True
    taken = facts.exfiltration == "yes" and facts.recipient in (None, "unknown")
    return taken or (facts.malicious is True and _at_large(facts))


def _at_large(facts: Facts) -> bool:
    """A thief has it, or somebody hostile put it before the world."""
    return facts.recipient == "unknown" or (facts.recipient in ("public", "uncontrolled"))


def _quick(facts: Facts) -> bool:
    slow = (facts.noticed_within_hours or 0) > QUICK_HOURS or (facts.duration_days or 0) * 24 > QUICK_HOURS
    return not slow


def _cleared(facts: Facts) -> bool:
    return facts.recipient_confirmed_deletion is True or facts.recovered is True


def _many(facts: Facts) -> bool:
    return facts.recipient == "known" and (facts.recipient_count or 0) > MANY_RECIPIENTS


def _attack_without_traces(facts: Facts) -> bool:
    return facts.malicious is True and facts.recipient is None


_ART_34 = "Art. 34(3)(a) UK GDPR"
_RECIPIENT = "EDPB 01/2021: who has the data decides most"

EXPOSURE: tuple[Rule[Exposures], ...] = (
    Rule("nobody concerned", _nobody, (Exposure.NONE,), "Nobody's data are concerned.", "Art. 4(12) UK GDPR"),
    Rule(
        "unreadable",
        _unreadable,
        (Exposure.NONE,),
        "Whoever has the data cannot read them: encrypted or hashed, and the key is safe.",
        _ART_34,
    ),
    Rule(
        "loss alone",
        _only_loss,
        (Exposure.NONE,),
        "Nobody got to see the data; they were lost, altered or out of reach.",
        "Art. 4(12) UK GDPR",
    ),
    Rule(
        "nothing left",
        _nothing_left,
        (Exposure.NONE,),
        "The evidence shows that no data left our hands.",
        "Art. 33(1) UK GDPR: we must be able to show it",
    ),
    Rule(
        "insider",
        _insider,
        (Exposure.INSIDER,),
        "Somebody we know took or looked at the data on purpose; a deliberate act weighs more than a slip.",
        _RECIPIENT,
    ),
    Rule(
        "hostile hands",
        _hostile,
        (Exposure.HOSTILE,),
        "The data are in hostile hands, taken in order to be used.",
        _RECIPIENT,
    ),
    Rule(
        "public",
        lambda facts: facts.recipient == "public",
        (Exposure.PUBLIC,),
        "Anybody could read and copy the data.",
        _RECIPIENT,
    ),
    Rule(
        "many recipients",
        _many,
        (Exposure.OPEN,),
        f"More than {MANY_RECIPIENTS} people received the data; nobody can vouch for all of them.",
        _RECIPIENT,
    ),
    Rule(
        "uncontrolled",
        lambda facts: facts.recipient == "uncontrolled",
        (Exposure.OPEN,),
        "Those who received the data are beyond our control.",
        _RECIPIENT,
    ),
    Rule(
        "unknown hands",
        lambda facts: facts.recipient == "unknown",
        (Exposure.STRANGER,),
        "Nobody knows who has the data now.",
        _RECIPIENT,
    ),
    Rule(
        "known, cleared up",
        lambda facts: facts.recipient == "known" and _cleared(facts) and _quick(facts),
        (Exposure.KNOWN_CLEARED,),
        "A recipient whom we know has given the data back or confirmed their deletion; nothing says that it was late.",
        _RECIPIENT,
    ),
    Rule(
        "known",
        lambda facts: facts.recipient == "known",
        (Exposure.KNOWN,),
        "The recipient is known but not bound to us, and no quick deletion or return is confirmed.",
        _RECIPIENT,
    ),
    Rule(
        "trusted, cleared up",
        lambda facts: facts.recipient == "trusted" and _cleared(facts),
        (Exposure.TRUSTED_CLEARED,),
        "The recipient is trusted and has given the data back or confirmed their deletion.",
        _RECIPIENT,
    ),
    Rule(
        "trusted",
        lambda facts: facts.recipient == "trusted",
        (Exposure.TRUSTED,),
        "The recipient is trusted: bound to secrecy, or cooperative and known to us.",
        _RECIPIENT,
    ),
    Rule(
        "attack without traces",
        _attack_without_traces,
        (Exposure.NONE, Exposure.HOSTILE),
        "Whether the attacker took or saw data is not known.",
        "",
    ),
    Rule(
        "nothing stated",
        always,
        (Exposure.NONE, Exposure.TRUSTED, Exposure.KNOWN, Exposure.OPEN, Exposure.PUBLIC, Exposure.HOSTILE),
        "Who has the data is not known.",
        "",
    ),
)


def may_be_unreadable(facts: Facts) -> bool:
    """Whether it is open that the data are protected where they lie.

    Sent to somebody to read, seen through a working account or taken out of a running system: readable until
    shown otherwise, for the burden of proof is ours (Art. 5(2), 33(1)). A lost or stolen thing: open.
    """
    if facts.data_readable == "unknown":
        return True
    if facts.data_readable is not None or facts.recipient not in (None, "unknown"):
        return False
    return facts.exfiltration != "yes"
