"""What the operator hears about the service itself: failed mail, floods, anonymous mail that waits."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.decision import Decision, Effect, SendMail
from bot.domain.words import MailKind
from handlers import people
from handlers.context import Context, Incoming

K = MailKind


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


def quarantined(receipt: int, error: str, ctx: Context) -> Decision:
    """A mail could not be taken in after several tries; its bytes lie in Nearmiss/Quarantine."""
    lines = [
        "A mail could not be read after three tries. Nothing is lost: it lies in the folder Nearmiss/Quarantine.",
        "Reply RETRY to have it read again, or DROP to leave it there for good.",
    ]
    rows = [("Number", str(receipt)), ("What went wrong", error)]
    mail = alert(ctx, "quarantined", f"quarantine:{receipt}", lines, rows, ("RETRY", "DROP"))
    return Decision((), (mail,), "a mail was quarantined")


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
        effects = (alert(ctx, "flood", f"flood:{ctx.now:%Y%m%d%H}", lines, rows),)
    return Decision((), effects, "too many mails from one sender within an hour", outcome="held")
