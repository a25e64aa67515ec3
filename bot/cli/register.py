"""`nearmiss register`: the register of all cases as JSON, CSV or Excel."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli.access import found_in, json_option, one_trust, trust_option
from bot.cli.output import put
from bot.cli.progress import progress


@click.command()
@click.option(
    "--format", "kind", type=click.Choice(["json", "csv", "xlsx"]), default="json", show_default=True,
    help="What to write; --json is the same as --format json.",
)  # fmt: skip
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="A file; else standard output."
)
@json_option
@trust_option
def register(kind: str, output: Path | None, as_json: bool, trust_name: str) -> None:
    """Write the register: every case with what the law asks to be recorded. Practice cases are left out."""
    from bot.documents.register_files import register_csv, register_json, register_xlsx
    from bot.ticks.register import register_rows

    trust = one_trust(trust_name)
    directory = trust.configuration.directory
    kind = "json" if as_json else kind
    with progress("Reading the cases"):
        rows = found_in(trust, lambda work: list(register_rows(work, directory)))
    if kind == "xlsx":
        put(register_xlsx(rows, f"Register {directory.trust.prefix}"), output, binary=True)
    else:
        put(register_csv(rows) if kind == "csv" else register_json(rows), output)
