"""What the operator hears about the service itself: failed mail, floods, anonymous mail that waits."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.decision import Decision, Effect, SendMail
from bot.domain.words import MailKind
from handlers import people
from handlers.context import Context, Incoming

K = MailKind
_SHOWN = 20  # failed mails named one by one in an alert


def alert(
    ctx: Context, what: str, cause: str, lines: Sequence[str], rows: Sequence[tuple[str, str]] = (),
    answers: Sequence[str] = (),
) -> SendMail:  # fmt: skip
    """One alert to the operator, or to a deputy while they are away."""
    facts = {
        "what": what, "lines": list(lines), "rows": [{"label": a, "value": b} for a, b in rows],
        "answers": [_answer(word, ctx) for word in answers],
    }  # fmt: skip
    return SendMail(K.OPERATOR_ALERT, people.operators(ctx), cause, facts, about_case=False)


def _answer(word: str, ctx: Context) -> dict[str, str]:
    return {
        "label": word.capitalize(), "command": word,
        "href": f"mailto:{ctx.directory.mailboxes.incidents}?subject=Re%3A%20failed%20mail&body={word}",
    }  # fmt: skip


def quarantined(failed: Sequence[tuple[int, str]], cause: str, ctx: Context) -> Decision:
    """Mails could not be taken in after several tries; their bytes lie in Nearmiss/Quarantine.

    `failed`: number and type of error of each; nothing of sender or subject.
    """
    one = len(failed) == 1
    lines = [
        f"{'A mail' if one else f'{len(failed)} mails'} could not be read after several tries. Nothing is lost: "
        f"{'it lies' if one else 'they lie'} in the folder Nearmiss/Quarantine.",
        f"Reply RETRY to have {'it' if one else 'them all'} read again, or DROP to leave "
        f"{'it' if one else 'them all'} there for good; nearmiss quarantine list shows each.",
    ]
    rows = [("Mail", f"number {number}: {error}") for number, error in failed[:_SHOWN]]
    if len(failed) > _SHOWN:
        rows.append(("And", f"{len(failed) - _SHOWN} more"))
    mail = alert(ctx, "quarantined", cause, lines, rows, ("RETRY", "DROP"))
    return Decision((), (mail,), "mails were quarantined")


def not_sent(
    number: int, kind: str, status: str, reason: str, cause: str, ctx: Context, *, again: bool
) -> SendMail:
    """A mail of ours did not go, or it cannot be told whether it went. `again`: it goes once more by itself."""
    if again:
        line = (
            "It cannot be told whether a mail of ours went. It is critical, so it goes once more by itself, and "
            "says that it may be the second."
        )
    elif status == "in_doubt":
        line = (
            "It cannot be told whether a mail of ours went: ask whom it was for, then, if it did not arrive: "
            f"nearmiss outbox retry {number}"
        )
    else:
        line = (
            "A mail of ours was not sent. See it with: nearmiss outbox list. Send it again with: "
            f"nearmiss outbox retry {number}"
        )
    rows = [("Number", str(number)), ("Kind", kind), ("What went wrong", reason)]
    return alert(ctx, status, cause, [line], rows)


def template_broken(kind: str, error: str, cause: str, ctx: Context) -> SendMail:
    """A mail could not be written because its template fails; it is blocked and its case stands."""
    lines = [
        "A mail could not be written, because its template is broken. The case itself stands, and nothing is lost.",
        "Mend the template (nearmiss check names it), then: nearmiss outbox list and nearmiss outbox retry.",
    ]
    return alert(ctx, "template", cause, lines, [("Kind", kind), ("What went wrong", error)])


def case_stuck(reference: str, error: str, ctx: Context) -> Decision:
    """What is due in a case cannot be carried out; the operator is told once a day until it is."""
    lines = [
        "Something that is due in a case cannot be carried out. Other cases go on. Please look at the case and "
        "tell those concerned yourself: nearmiss show."
    ]
    told = alert(
        ctx, "stuck", f"stuck:{reference}:{ctx.today}", lines, [("Case", reference), ("Error", error)]
    )
    return Decision((), (told,), "a case is stuck")


def answers_stopped(cause: str, ctx: Context) -> SendMail:
    """One address had so many automatic answers within an hour that it gets no more."""
    lines = [
        f"One address has had {ctx.policy.flood.answers_per_hour} automatic answers within an hour and gets no more "
        "until the hour is over. Its mails are kept. It may be another machine that answers ours."
    ]
    return alert(ctx, "flood", cause, lines)


def anonymous_waiting(item_id: str, ctx: Context) -> Decision:
    """A mail that asks for anonymity waits untouched; nothing of its content or sender is told."""
    lines = [
        "A mail that asks for anonymity is waiting untouched in the mailbox.",
        "Anonymous reports are not taken in by this version. Please see that somebody suitable reads it.",
    ]
    return Decision(
        (), (alert(ctx, "anonymous_waiting", f"anonymous:{ctx.today}", lines),), "asks for anonymity"
    )


def flooded(mail: Incoming, ctx: Context, *, first: bool) -> Decision:
    """More mails from one sender than a person writes: kept in the holding place, the operator told once."""
    effects: tuple[Effect, ...] = ()
    if first:
        lines = [
            f"One sender has written more than {ctx.policy.flood.mails_per_hour} mails within an hour.",
            "All are kept in the holding place (nearmiss held list); they are not answered.",
        ]
        rows = [("From", mail.sender.address)]
        effects = (alert(ctx, "flood", f"flood:{mail.cause}", lines, rows),)
    return Decision((), effects, "too many mails from one sender within an hour", outcome="held")
