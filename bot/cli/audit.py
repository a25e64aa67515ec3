"""`nearmiss audit verify`: proves the record, or names the first row that does not fit."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

import click

from bot.cli.access import existing_store, json_option, now, one_trust, trust_option
from bot.cli.printing import print_json
from bot.cli.progress import progress

if TYPE_CHECKING:
    from bot.domain.policy import Policy
    from bot.store.audit import Findings


@click.group()
def audit() -> None:
    """Prove that the record is whole."""


def _anchor(_ctx: click.Context, _option: click.Parameter, text: str | None) -> tuple[int, str] | None:
    if text is None:
        return None
    found = re.fullmatch(r"(\d{1,18}):([0-9a-fA-F]{64})", text.strip())
    if found is None:
        raise click.BadParameter("needs COUNT:HASH as a digest mail prints it, for example 42:9f2c...")
    return int(found[1]), found[2].lower()


@audit.command()
@click.option(
    "--anchor",
    metavar="COUNT:HASH",
    callback=_anchor,
    help="An anchor from a digest mail: was anything changed since?",
)
@json_option
@trust_option
def verify(anchor: tuple[int, str] | None, as_json: bool, trust_name: str) -> None:
    """Prove the chain, the personal parts, that the events give the stored cases, that nothing was cut off, that the
    evidence files are as they came, that no mail of ours is gone, and that the clocks of open cases run.

    Exit: 0 all of it holds, 1 it does not; then the first bad row is named first.
    """
    from bot.store.audit import Around
    from bot.store.audit import verify as look
    from bot.store.record import Anchor
    from bot.ticks.files import Files

    trust = one_trust(trust_name)
    store, files, known = existing_store(trust), Files(trust.settings.data_dir), trust.configuration

    def policy_of(school: str) -> Policy:
        return known.policy.at_school(known.directory.schools.get(school))

    try:
        with progress("Proving the record"):
            findings = look(store, now(), Anchor(*anchor) if anchor else None, Around(files.path, policy_of))
    finally:
        store.close()
    if as_json:
        print_json(_json(findings))
    else:
        _say(findings)
    sys.exit(0 if findings.whole else 1)


def _json(findings: Findings) -> dict[str, Any]:
    return {
        "whole": findings.whole, "anchor": str(findings.anchor), "events": findings.anchor.length,
        "cases": findings.cases, "erased": findings.erased, "faults": findings.faults,
        "more_faults": findings.more,
    }  # fmt: skip


def _say(findings: Findings) -> None:
    for fault in findings.faults:
        click.echo(fault)
    if findings.more:
        click.echo(f"and {findings.more} more")
    state = "The record is whole" if findings.whole else "The record is not whole"
    click.echo(
        f"{state}: {findings.anchor.length} events, {findings.cases} cases, "
        f"{findings.erased} personal parts erased on record."
    )
    click.echo(f"Anchor {findings.anchor}")
