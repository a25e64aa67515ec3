"""`nearmiss outbox`: our own mails that wait, failed or are in doubt. Sending is the worker's; here are rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from bot.cli.access import NUMBER, found_in, json_option, now, one_trust, service_of, trust_option
from bot.cli.printing import iso, print_done, print_json, print_table

if TYPE_CHECKING:
    from bot.store.outbox import Queued
    from bot.store.store import Work


@click.group()
def outbox() -> None:
    """Our mails that wait or did not go."""


@outbox.command("list")
@json_option
@trust_option
def list_(as_json: bool, trust_name: str) -> None:
    """List what is not sent yet, urgent first: queued, drafted, sending, failed, in_doubt, blocked."""
    from bot.store import outbox as rows

    def look(work: Work) -> list[dict[str, Any]]:
        return [_shown(work, one) for one in rows.waiting(work)]

    found = found_in(one_trust(trust_name), look)
    if as_json:
        print_json(found)
        return
    columns = ("number", "status", "kind", "reference", "to", "queued_at", "next_at", "attempts", "error")
    print_table(columns, [[one[name] for name in columns] for one in found], "Nothing waits to be sent.")


def _shown(work: Work, one: Queued) -> dict[str, Any]:
    from bot.store import cases

    return {
        "number": one.id, "status": one.status, "kind": one.kind, "to": one.content.get("to"),
        "reference": cases.reference_of(work, one.case_id) if one.case_id is not None else None,
        "priority": one.priority, "queued_at": iso(one.queued_at), "next_at": iso(one.next_at),
        "attempts": one.attempts, "error": one.error,
    }  # fmt: skip


@outbox.command()
@click.argument("numbers", metavar="NUMBER...", type=NUMBER, nargs=-1)
@click.option("--all", "everything", is_flag=True, help="All that failed, are blocked or in doubt.")
@json_option
@trust_option
def retry(numbers: tuple[int, ...], everything: bool, as_json: bool, trust_name: str) -> None:
    """Send mails again that failed, were blocked, or are in doubt (these may arrive twice)."""
    from bot.errors import NotFound
    from bot.store import outbox as rows

    if everything == bool(numbers):
        raise click.UsageError("Name the mails' numbers (nearmiss outbox list), or --all.")
    with service_of(one_trust(trust_name)) as app, app.store.work(now()) as work:
        stopped = [one.id for one in rows.waiting(work) if one.status in rows.WAITING]
        wanted = stopped if everything else list(dict.fromkeys(numbers))
        unknown = [str(number) for number in wanted if number not in stopped]
        if unknown:
            raise NotFound(f"No stopped mail has the number {', '.join(unknown)}; nothing was changed.")
        for number in wanted:
            rows.retry(work, number)
    sentence = f"{len(wanted)} mail{'s' if len(wanted) != 1 else ''} queued again."
    print_done(as_json, sentence, {"numbers": wanted, "done": "queued again"})
