"""`nearmiss purge`: erases what retention no longer allows, on record; for cron."""

from __future__ import annotations

from dataclasses import asdict

import click

from bot.cli.access import json_option, now, service_of, these_trusts, trust_option
from bot.cli.printing import print_json
from bot.cli.progress import progress


@click.command()
@click.option("--dry-run", is_flag=True, help="Say what would go; change nothing.")
@json_option
@trust_option
def purge(dry_run: bool, as_json: bool, trust_name: str) -> None:
    """Erase personal data that is over its time (policy.toml, [retention]); counts and times stay.

    Cases on hold are kept. Erasures are on record: audit verify tells them from tampering.
    """
    from bot.ticks.retention import purge as erase

    found = []
    for trust in these_trusts(trust_name):
        with service_of(trust) as app, progress("Looking what is over its time"):
            done = erase(app.service, app.files, now(), dry_run=dry_run)
        name = trust.id or trust.configuration.directory.trust.prefix
        found.append({"trust": name, "dry_run": dry_run, **asdict(done)})
    if as_json:
        print_json(found)
        return
    for one in found:
        verb = "would be erased" if dry_run else "erased"
        what = ", ".join(
            f"{len(one[k]) if k == 'cases' else one[k]} {k}" for k in ("cases", "mails", "requests", "files")
        )
        click.echo(f"{one['trust']}: {verb}: {what}")
        for reference in one["cases"]:
            click.echo(f"  {reference}")
        for reference in one["on_hold"]:
            click.echo(f"  {reference} is on hold and kept")
