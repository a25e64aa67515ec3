"""`nearmiss quarantine`: mails that we failed on. Their bytes lie in the mailbox, here are rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from bot.cli.access import NUMBER, found_in, json_option, now, one_trust, service_of, trust_option
from bot.cli.printing import iso, print_done, print_json, print_table

if TYPE_CHECKING:
    from bot.store.receipts import Receipt


@click.group()
def quarantine() -> None:
    """Mails that we failed on."""


def shown(one: Receipt) -> dict[str, Any]:
    """A receipt as printed: nothing of sender or subject."""
    return {
        "number": one.id, "mailbox": one.mailbox, "kind": one.kind, "outcome": one.outcome, "reason": one.reason,
        "taken_at": iso(one.taken_at), "attempts": one.attempts, "retry_at": iso(one.retry_at), "error": one.error,
        "message_id_in_graph": one.item_id,
    }  # fmt: skip


@quarantine.command("list")
@json_option
@trust_option
def list_(as_json: bool, trust_name: str) -> None:
    """List them: those that wait for another try, and those that were given up."""
    from bot.store import receipts

    rows = found_in(one_trust(trust_name), lambda work: receipts.listed(work, "quarantined", "waiting"))
    found = [shown(one) for one in rows]
    if as_json:
        print_json(found)
        return
    columns = ("number", "outcome", "mailbox", "taken_at", "attempts", "retry_at", "error")
    print_table(columns, [[one[name] for name in columns] for one in found], "Nothing is in quarantine.")


@quarantine.command()
@click.argument("numbers", metavar="NUMBER...", type=NUMBER, nargs=-1, required=True)
@json_option
@trust_option
def retry(numbers: tuple[int, ...], as_json: bool, trust_name: str) -> None:
    """Have mails read again at the worker's next round."""
    _settle(numbers, "retry", as_json, trust_name)


@quarantine.command()
@click.argument("numbers", metavar="NUMBER...", type=NUMBER, nargs=-1, required=True)
@json_option
@trust_option
def drop(numbers: tuple[int, ...], as_json: bool, trust_name: str) -> None:
    """Leave mails in Nearmiss/Quarantine for good; nobody is told of them again."""
    _settle(numbers, "drop", as_json, trust_name)


def _settle(numbers: tuple[int, ...], how: str, as_json: bool, trust_name: str) -> None:
    from bot.domain.decision import SettleMail
    from bot.errors import NotFound
    from bot.service import settle
    from bot.store import receipts

    with service_of(one_trust(trust_name)) as app, app.store.work(now()) as work:
        for number in numbers:
            one = receipts.one(work, number)
            if one is None or one.outcome not in ("quarantined", "waiting"):
                raise NotFound(f"There is no mail {number} in quarantine; nothing was changed.")
            if one.outcome == "waiting":
                receipts.set_outcome(work, number, "quarantined")  # settled like those that were given up
            settle(work, SettleMail(number, how))
    word = "will be read again" if how == "retry" else "dropped"
    sentence = f"{len(numbers)} mail{'s' if len(numbers) != 1 else ''} {word}."
    print_done(as_json, sentence, {"numbers": list(numbers), "done": word})
