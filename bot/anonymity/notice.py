"""The honest notice to an anonymous reporter (anonymity.md §9): sentences from what was measured in the tenant.

What was not measured is said to be unknown. Promises nothing that the tenant does not do.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TenantFacts:
    """What `nearmiss check` could read; None is unknown. Days as the tenant keeps them."""

    trace_days: int | None = None  # message trace: sender, recipient, subject
    recoverable_days: int | None = None  # deleted items that administrators can bring back
    on_hold: bool | None = None  # litigation hold or retention policy on the mailbox
    journaled: bool | None = None  # a journal rule copies its mail elsewhere
    delegates: int | None = None  # people who can open the mailbox
    dedicated: bool | None = None  # a mailbox of its own, nobody's personal one
    permanent_delete: bool | None = None  # permanentDelete works; else deleted items are kept as any
    audited: bool | None = None  # access by administrators is on record
    outside_channel: str = ""  # a union or helpline the trust wants named


def _days(count: int | None) -> str:
    return "1 day" if count == 1 else f"{count} days"


def _trace(facts: TenantFacts) -> str:
    kept = (
        f"for about {_days(facts.trace_days)}"
        if facts.trace_days is not None
        else "for a time that we could not find out"
    )
    return f"The school's mail system records that your account wrote to this address (subject and time), {kept}."


def _original(facts: TenantFacts) -> str:
    if facts.on_hold:
        return (
            "The mailbox is under a legal hold: administrators can find your original mail without a "
            "time limit, although we delete it."
        )
    gone = (
        ""
        if facts.permanent_delete or facts.permanent_delete is None
        else " We could only delete it in the ordinary way."
    )
    if facts.recoverable_days is None:
        kept = "for a time that we could not find out"
    else:
        kept = f"for {_days(facts.recoverable_days)} after we delete it"
    hold = "" if facts.on_hold is False else " Whether a legal hold keeps it longer is unknown to us."
    return f"Administrators with special rights can bring back your original mail {kept}.{gone}{hold}"


def _mailbox(facts: TenantFacts) -> list[str]:
    lines = []
    if facts.journaled is None:
        lines.append("Whether the school copies all mail to an archive (journaling) is unknown to us.")
    elif facts.journaled:
        lines.append("The school copies all mail to an archive; your mail is there, and we cannot delete it.")
    if facts.delegates is None:
        lines.append("Who else can open this mailbox is unknown to us.")
    elif facts.delegates:
        people = "1 person" if facts.delegates == 1 else f"{facts.delegates} people"
        lines.append(
            f"{people} can open this mailbox until we have deleted your mail, which we do as soon as it is read."
        )
    if facts.dedicated is False:
        lines.append("This address belongs to a person's own mailbox; your mail may be seen there.")
    if facts.audited is False:
        lines.append("Access by administrators is not recorded.")
    return lines


def limits(facts: TenantFacts) -> tuple[str, ...]:
    """What cannot be protected, measured values in, unknown ones said to be unknown."""
    return (_trace(facts), _original(facts), *_mailbox(facts))


def notice(
    facts: TenantFacts, *, roles: str, kept_until: str, questions_possible: bool = True
) -> tuple[str, ...]:
    """The sentences of the notice, in order.

    `roles`: who gets the text, in words ("the Headteacher of Northfield"); `kept_until`: until when the
    address is kept,
    in words; `questions_possible`: False after NO CONTACT.
    """
    outside = (
        facts.outside_channel or "the Information Commissioner's Office, the charity Protect, or your union"
    )
    contact = (
        f"Your address is kept locked away, only so that questions can reach you, {kept_until}. "
        f"Answer NO CONTACT to have it forgotten now; "
        "keep the receipt code, it is your way back from any address."
        if questions_possible
        else "Your address has been forgotten. The receipt code is your way back, as long as the case is open."
    )
    return (
        f"Your report is confidential towards leaders and colleagues and in our record. It goes "
        f"to {roles}. They do not get your name, your "
        "address, your signature, quoted mail or the properties of your files.",
        contact,
        "It is not hidden from the people who run the mail system:",
        *limits(facts),
        "Your own copy is in your Sent Items; anybody else in To or Cc has it already.",
        "What you describe can identify you if few people could know it. You need not answer any "
        "question; please do not sign your answers.",
        f"For stronger protection write from a private address and device, not on the school's "
        f"network, giving the code; or use {outside}.",
        "A court, the police or a regulator can demand what still exists; you will be told where the law allows.",
        "No action will be taken against anybody who reports in good faith. If something happens "
        "all the same, write here again or to the outside "
        "addresses above.",
    )
