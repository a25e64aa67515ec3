"""`nearmiss init`: asks what it must, writes directory.toml, policy.toml and .env, prints the administrator's steps."""

from __future__ import annotations

import os
from pathlib import Path

import click

from bot.cli.init_files import (
    COLUMNS,
    Answers,
    contact_sheet,
    directory_toml,
    env_file,
    policy_sentence,
    read_people,
    steps,
)  # fmt: skip

_POLICY = (
    "# The trust's own procedure: only what differs from the defaults.\n"
    "# docs/settings.md and the shipped policy.toml have every key.\n"
)


@click.command()
@click.option("--trust-name", prompt="Name of the trust", help="The trust's full name.")
@click.option(
    "--prefix", prompt="Prefix of case references (letters)", help="For example OCAT: [OCAT-2026-0042]."
)
@click.option(
    "--domain", "domains", multiple=True, help="A mail domain of the trust; may be given several times."
)
@click.option("--incidents", prompt="Incident mailbox", help="Its address.")
@click.option(
    "--anonymous", prompt="Mailbox for anonymous reports (empty: none)", default="", help="Its address."
)
@click.option("--tenant-id", default="", help="Directory (tenant) ID.")
@click.option("--client-id", default="", help="Application (client) ID.")
@click.option("--people", "people_file", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help=f"A CSV export with the columns {', '.join(COLUMNS)}.")  # fmt: skip
@click.option("--force", is_flag=True, help="Write over files that are there.")
def init(
    trust_name: str, prefix: str, domains: tuple[str, ...], incidents: str, anonymous: str, tenant_id: str,
    client_id: str, people_file: Path | None, force: bool,
) -> None:  # fmt: skip
    """Write the first configuration and print every step for the tenant's administrator."""
    people = (
        read_people(_text(people_file)) if people_file else read_people("name,address,phone,role,school\n")
    )
    if people.problems:
        raise click.ClickException(f"{people_file}: " + "; ".join(people.problems[:20]))
    own = domains or (incidents.partition("@")[2],)
    answers = Answers(
        trust_name.strip(), prefix.strip().upper(), tuple(d.lower() for d in own), incidents.strip().lower(),
        anonymous.strip().lower(), tenant_id, client_id, tuple(people.people),
    )  # fmt: skip
    config = Path(os.environ.get("NEARMISS_CONFIG_DIR", "config"))
    _write(config / "directory.toml", directory_toml(answers), 0o644, force)
    _write(config / "policy.toml", _POLICY, 0o644, force)
    _write(Path(".env"), env_file(answers), 0o600, force)
    for text in (steps(answers), policy_sentence(answers), contact_sheet(answers)):
        click.echo(f"\n{text}" if text else "", nl=bool(text))


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        return path.read_text("windows-1252")  # what Excel saves as "CSV"


def _write(path: Path, text: str, mode: int, force: bool) -> None:
    """A new file; one that is there is left alone unless told otherwise (the shipped example counts as none)."""
    if path.exists() and not force and not _is_example(path):
        click.echo(f"{path} is there already and was left alone (--force writes over it)", err=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    path.chmod(mode)
    click.echo(f"wrote {path}")


def _is_example(path: Path) -> bool:
    """The invented trust that comes with a checkout, or the shipped defaults."""
    from bot.errors import ConfigurationWrong
    from bot.resources import packaged

    try:
        shipped = packaged(f"config/{path.name}")
    except ConfigurationWrong:
        return False
    return shipped.read_bytes() == path.read_bytes() and shipped.resolve() == path.resolve()
