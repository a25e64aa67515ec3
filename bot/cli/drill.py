"""`nearmiss drill`: a marked practice case on the same road, outside the register, with the times that people took."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click

from bot.cli.access import found_in, json_option, now, one_trust, service_of, trust_option
from bot.cli.printing import print_json, print_table

_TEXT = (
    "This is a practice case. Imagine: this morning a list with the names and marks of 25 pupils went to the wrong "
    "parent by e-mail. It was not encrypted. I noticed half an hour ago."
)


@click.command()
@click.option("--school", default="", help="The school's id in directory.toml.  [default: the central trust]")
@click.option("--text", default=_TEXT, help="What the practice report says.")
@click.option("--results", is_flag=True, help="Open nothing; show how quickly earlier practice cases went.")
@json_option
@trust_option
def drill(school: str, text: str, results: bool, as_json: bool, trust_name: str) -> None:
    """Open a practice case: everybody gets real mails, marked PRACTICE; it never counts in the register."""
    if results:
        _results(as_json, trust_name)
        return
    reference = _opened(school, text, trust_name)
    if as_json:
        print_json({"reference": reference})
    else:
        click.echo(
            f"{reference} is open; its mails go out with the next round of `nearmiss run` or `nearmiss tick`."
        )


def _opened(school: str, text: str, trust_name: str) -> str:
    import uuid
    from dataclasses import replace

    from bot.errors import ConfigurationWrong
    from bot.mail.fields import incident_type, missing, questions, read_fields, suggest
    from bot.mail.message import Address, Kind, Message, Reading
    from handlers import people, report
    from handlers.context import Incoming

    trust = one_trust(trust_name)
    directory = trust.configuration.directory
    if school and school not in directory.schools:
        raise ConfigurationWrong(
            f"--school {school}: there is no such school; there are {', '.join(directory.schools)}"
        )
    with service_of(trust) as app, app.store.work(now()) as work:
        from bot.app import reading_context

        ctx = app.service.context(work)
        operator = Address((people.operators(ctx) or ("",))[0])
        message = Message(sender=operator, subject="Practice case", text=text, date=ctx.now)
        reading = Reading(message, Kind.REPORT, "a drill", text=text, new_text=text)
        fields = replace(
            read_fields(text, "", ctx.now, reading_context(trust.configuration)), school=school or None
        )
        lacking = missing(fields)
        mail = Incoming(
            reading, fields, suggest(fields), ctx.now, f"drill:{uuid.uuid4().hex[:16]}", questions(lacking), lacking,
            incident_type(fields),
        )  # fmt: skip
        stored = app.service.carry_out(work, report.handle(mail, ctx, drill=True), ctx)
        assert stored is not None
        return stored.case.reference


def _results(as_json: bool, trust_name: str) -> None:
    from bot.store import cases
    from bot.store.store import Work

    def look(work: Work) -> list[dict[str, Any]]:
        return [_times(one.case) for one in cases.all_cases(work) if one.case.drill]

    found = found_in(one_trust(trust_name), look)
    if as_json:
        print_json(found)
        return
    columns = (
        "reference",
        "state",
        "acknowledged",
        "classified",
        "appointed",
        "contained",
        "outcome",
        "closed",
    )
    print_table(columns, [[one[name] for name in columns] for one in found], "There was no drill yet.")


def _times(case: Any) -> dict[str, Any]:
    """Minutes from the report to each step, None where it was not taken."""
    start = case.reported_at

    def minutes(moment: datetime | None) -> int | None:
        return int((moment - start).total_seconds() // 60) if moment and start else None

    return {
        "reference": case.reference, "state": case.state.value, "acknowledged": minutes(case.acknowledged_at),
        "classified": minutes(case.classified_at), "appointed": minutes(case.appointed_at),
        "contained": minutes(case.contained_at), "outcome": minutes(case.outcome_at),
        "closed": minutes(case.closed_at), "missed": list(case.missed),
    }  # fmt: skip
