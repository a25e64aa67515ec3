"""`nearmiss hold REFERENCE on|off`: stops or resumes the purging of a case, on its record."""

from __future__ import annotations

import click

from bot.cli.access import json_option, now, one_trust, service_of, trust_option
from bot.cli.cases import reference_of
from bot.cli.printing import print_done


@click.command()
@click.argument("reference", type=reference_of)
@click.argument("state", type=click.Choice(["on", "off"]))
@click.option(
    "--reason", required=True, help="Why; it goes on the record (a court, an inquiry, a complaint)."
)
@json_option
@trust_option
def hold(reference: str, state: str, reason: str, as_json: bool, trust_name: str) -> None:
    """Stop (on) or resume (off) the purging of a case's personal data."""
    from bot.domain.decision import Decision
    from bot.domain.events import Event, EventKind
    from bot.domain.words import Role
    from bot.errors import NotFound
    from bot.store import cases

    if not reason.strip():
        raise click.UsageError("--reason needs words.")
    with service_of(one_trust(trust_name)) as app, app.store.work(now()) as work:
        stored = cases.by_reference(work, reference, lock=True)
        if stored is None:
            raise NotFound(f"There is no case {reference}.")
        if stored.case.on_hold == (state == "on"):
            so = "on hold" if state == "on" else "not on hold"
            sentence = f"{reference} is {so} already; nothing was changed."
            print_done(
                as_json, sentence, {"reference": reference, "on_hold": state == "on", "changed": False}
            )
            return
        event = Event(
            EventKind.HOLD_SET, {"on": state == "on"}, {"reason": reason.strip()}, role=Role.OPERATOR.value
        )
        ctx = app.service.context(work)
        app.service.carry_out(work, Decision((event,), reason=f"hold {state}"), ctx, stored=stored)
    sentence = f"{reference}: purging {'stopped' if state == 'on' else 'resumed'}."
    print_done(as_json, sentence, {"reference": reference, "on_hold": state == "on", "changed": True})
