"""`nearmiss cases` and `nearmiss show REFERENCE`: what stands in the store. Changes nothing."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from bot.cli.access import found_in, json_option, one_trust, service_of, trust_option
from bot.cli.printing import iso, plain, print_json, print_table

if TYPE_CHECKING:
    from bot.domain.case import Case
    from bot.store.cases import Stored
    from bot.store.store import Work


@click.command()
@json_option
@click.option("--open", "only_open", is_flag=True, help="Only cases that have not ended.")
@trust_option
def cases(as_json: bool, only_open: bool, trust_name: str) -> None:
    """List the cases, oldest first."""
    from bot.store import cases as stored_cases

    def look(work: Work) -> list[dict[str, Any]]:
        found = stored_cases.open_cases(work) if only_open else stored_cases.all_cases(work)
        return [_line(work, one) for one in found]

    lines = found_in(one_trust(trust_name), look)
    if as_json:
        print_json(lines)
        return
    columns = ("reference", "state", "severity", "school", "reported_at", "next_step", "next_due_at")
    print_table(columns, [[line[name] for name in columns] for line in lines], "There are no cases.")


def _line(work: Work, stored: Stored) -> dict[str, Any]:
    from bot.store import deadlines

    case = stored.case
    live = [] if case.state.ended else [row for row in deadlines.of_case(work, stored.id) if row.live]
    first = min(live, key=lambda row: row.due_at, default=None)
    return {
        **summary(case), "next_step": first.step.value if first else None,
        "next_due_at": iso(first.due_at) if first else None,
    }  # fmt: skip


def summary(case: Case) -> dict[str, Any]:
    """A case in one line, codes and times."""
    return {
        "reference": case.reference, "school": case.school or None, "state": case.state.value,
        "severity": case.severity.value if case.severity else None, "provisional": case.provisional,
        "nature": case.nature.value if case.nature else None, "anonymous": case.anonymous,
        "drill": case.drill, "reported_at": iso(case.reported_at),
        "aware_at": iso(case.aware_at or case.reported_at), "closed_at": iso(case.closed_at),
    }  # fmt: skip


def reference_of(text: str) -> str:
    """A reference as a person types it: "[ocat-2026-0001]" too."""
    return text.strip().strip("[]").strip().upper()


@click.command()
@click.argument("reference", type=reference_of)
@json_option
@trust_option
def show(reference: str, as_json: bool, trust_name: str) -> None:
    """Show one case: people, deadlines, record, mails, what is missing."""
    from bot.cli.access import now
    from bot.errors import NotFound
    from bot.store import cases as stored_cases
    from bot.ticks.show import shown

    with service_of(one_trust(trust_name)) as app, app.store.reading(now()) as work:
        stored = stored_cases.by_reference(work, reference)
        if stored is None:
            raise NotFound(f"There is no case {reference}.")
        found = shown(app.service, work, stored)
    if as_json:
        print_json(found)
    elif sys.stdout.isatty():
        from bot.cli.case_drawn import draw

        draw(found)
    else:
        click.echo(_page(found))


def _page(found: dict[str, Any]) -> str:
    """A case as a page of text."""
    severity = f"{found['severity'] or 'not classified'}{' (provisional)' if found['provisional'] else ''}"
    lines = [
        f"{found['reference']}: {found['state']}, {severity}, {found['nature'] or 'nature not known'}",
        f"School {found['school'] or 'not known'}, reported {found['reported_at']}, aware {found['aware_at']}",
        *_part("People", [f"{role}: {', '.join(who)}" for role, who in found["people"].items()]),
        *_part("Missing", found["missing"]),
        *_part("Deadlines", [_deadline(row) for row in found["deadlines"]]),
        *_part("Record", [_event(event) for event in found["events"]]),
        *_part(
            "Mails",
            [f"{m['at']}  {m['status']}  {m['kind']} to {', '.join(m['to'])}" for m in found["mails"]],
        ),
    ]
    return plain("\n".join(lines))


def _part(title: str, lines: list[str]) -> list[str]:
    return ["", title, *(f"  {' '.join(line.split())}" for line in lines)] if lines else []


def _deadline(row: dict[str, Any]) -> str:
    return f"{row['due_at']} {row['state']} {row['step']} {row['holder'] or ''}"


def _event(event: dict[str, Any]) -> str:
    note = "(erased)" if event["erased"] else event["note"]
    return f"{event['at']} {event['event']} by {event['actor']} {note}"
