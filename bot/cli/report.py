"""`nearmiss report`: the trend report of a period as PDF and CSV."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import click

from bot.cli.access import found_in, json_option, now, one_trust, trust_option
from bot.cli.output import write_file
from bot.cli.printing import print_done
from bot.cli.progress import progress

_YEAR = timedelta(days=364)  # both days count
_DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.option(
    "--from",
    "start",
    type=_DAY,
    metavar="DAY",
    help="First day, as 2026-09-01.  [default: 365 days up to --to]",
)
@click.option("--to", "end", type=_DAY, metavar="DAY", help="Last day.  [default: today]")
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="A folder.  [default: here]",
)
@json_option
@trust_option
def report(
    start: datetime | None, end: datetime | None, folder: Path, as_json: bool, trust_name: str
) -> None:
    """Write the trend report: how many, what, where, how quickly, what was missed, what repeats."""
    from bot.documents.trend_counts import trend
    from bot.documents.trend_report import trend_csv, trend_pdf
    from bot.ticks.register import register_rows

    trust = one_trust(trust_name)
    directory = trust.configuration.directory
    first, last = _period(start, end, trust.configuration.policy.clocks.office.local(now()).date())
    names = {school.id: school.name for school in directory.schools.values()}
    with progress("Counting the cases"):
        rows = found_in(trust, lambda work: list(register_rows(work, directory)))
    numbers = trend([{**row, "school": names.get(row["school"], row["school"])} for row in rows], first, last)
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"trend-{first.isoformat()}-{last.isoformat()}"
    made = {".pdf": trend_pdf(numbers, directory.trust.name, now()), ".csv": trend_csv(numbers)}
    for ending, content in made.items():
        write_file(folder / f"{stem}{ending}", content)
    files = [str(folder / f"{stem}{ending}") for ending in made]
    print_done(as_json, "\n".join(files), {"from": str(first), "to": str(last), "files": files})


def _period(start: datetime | None, end: datetime | None, today: date) -> tuple[date, date]:
    last = end.date() if end else today
    first = start.date() if start else last - _YEAR
    if first > last:
        raise click.UsageError("--from needs a day before --to.")
    return first, last
