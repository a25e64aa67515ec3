"""`nearmiss held`: mails that were not understood and wait for a person. What is said here, the worker does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from bot.cli.access import NUMBER, found_in, json_option, now, one_trust, service_of, trust_option
from bot.cli.cases import reference_of
from bot.cli.printing import iso, plain, print_done, print_json, print_table

if TYPE_CHECKING:
    from bot.store.receipts import Receipt
    from bot.store.store import Work


@click.group()
def held() -> None:
    """Mails that were not understood (the holding place)."""


def _shown(work: Work, one: Receipt) -> dict[str, Any]:
    from bot.store import receipts

    kept = receipts.kept(work, one.id)
    return {
        "number": one.id, "mailbox": one.mailbox, "kind": one.kind, "reason": one.reason,
        "taken_at": iso(one.taken_at), "sender": kept.get("sender"), "subject": kept.get("subject"),
        "text": kept.get("text"),
    }  # fmt: skip


@held.command("list")
@json_option
@trust_option
def list_(as_json: bool, trust_name: str) -> None:
    """List what waits, oldest first."""
    from bot.store import receipts

    def look(work: Work) -> list[dict[str, Any]]:
        return [_shown(work, one) for one in receipts.listed(work, "held")]

    found = found_in(one_trust(trust_name), look)
    if as_json:
        print_json([{name: value for name, value in one.items() if name != "text"} for one in found])
        return
    columns = ("number", "taken_at", "mailbox", "kind", "sender", "subject", "reason")
    print_table(columns, [[one[name] for name in columns] for one in found], "The holding place is empty.")


@held.command()
@click.argument("number", type=NUMBER)
@json_option
@trust_option
def show(number: int, as_json: bool, trust_name: str) -> None:
    """Show one held mail: sender, subject, the beginning of its text."""
    with service_of(one_trust(trust_name)) as app, app.store.reading(now()) as work:
        found = _shown(work, _held(work, number))
    if as_json:
        print_json(found)
        return
    for name in ("number", "taken_at", "reason", "sender", "subject"):
        click.echo(plain(f"{name}: {found[name] or ''}"))
    click.echo(plain(f"\n{found['text'] or '(nothing of it is kept here; it lies in the mailbox)'}"))


def _held(work: Work, number: int) -> Receipt:
    from bot.errors import NotFound
    from bot.store import receipts

    one = receipts.one(work, number)
    if one is None or one.outcome != "held":
        raise NotFound(f"There is no held mail {number}.")
    return one


@held.command()
@click.argument("number", type=NUMBER)
@click.argument("what", metavar="REFERENCE|report|drop")
@json_option
@trust_option
def assign(number: int, what: str, as_json: bool, trust_name: str) -> None:
    """Say what a held mail is: REFERENCE (belongs to that case), report (a case of its own), or drop (neither).

    The worker reads it again at its next round; no command in it is obeyed. Dropped mail stays in the mailbox.
    """
    from bot.store import holding, receipts

    with service_of(one_trust(trust_name)) as app, app.store.work(now()) as work:
        one = _held(work, number)
        if what.lower() == "drop":
            receipts.set_outcome(work, one.id, "ignored", filing="processed")
            said = "dropped; it is kept in Nearmiss/Processed"
        else:
            said = _assign(work, one, what, holding.REPORT)
    print_done(as_json, f"Mail {number}: {said}.", {"number": number, "done": said})


def _assign(work: Work, one: Receipt, what: str, report: str) -> str:
    from bot.errors import NotFound, Permanent
    from bot.store import cases, holding, receipts

    if not receipts.kept(work, one.id):
        raise Permanent(
            f"Mail {one.id} asks for anonymity and is not read; a person must see to it in the mailbox."
        )
    if what.lower() == report:
        holding.assign(work, one.id, report)
        return "will be read again as a report"
    stored = cases.by_reference(work, reference_of(what))
    if stored is None:
        raise NotFound(f"There is no case {reference_of(what)}; nothing was changed.")
    holding.assign(work, one.id, stored.case.reference)
    return f"will be read again as part of {stored.case.reference}"
