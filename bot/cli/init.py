"""`nearmiss init`: asks what it must, writes directory.toml, policy.toml and .env, prints the administrator's steps.

A file that somebody has edited is written over only when asked to, and kept beside the new one; .env only gains.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from bot.cli.access import json_option
from bot.cli.init_files import POLICY, Answers, directory_toml, env_file, filled_in
from bot.cli.init_people import COLUMNS, Entry, read_people, text_of
from bot.cli.init_steps import contact_sheet, policy_sentence, steps
from bot.cli.output import write_file
from bot.cli.printing import print_json
from bot.directory_file import ADDRESS, DOMAIN, PREFIX


class _Text(click.ParamType[str]):
    """A text of a certain form, asked again at a prompt, one sentence as a flag."""

    name = "text"

    def __init__(self, form: str, needs: str, *, upper: bool = False, empty: bool = False) -> None:
        self.form, self.needs, self.upper, self.empty = form, needs, upper, empty

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        text = str(value).strip()
        text = text.upper() if self.upper else text
        if not (self.empty and not text) and not re.fullmatch(self.form, text):
            self.fail(f"needs {self.needs}.", param, ctx)
        return text


_NAME = _Text(r"[^\x00-\x1f\x7f]+", "a name in one line")
_PREFIX = _Text(PREFIX, "capitals and digits, beginning with a letter, such as OCAT", upper=True)
_ADDRESS = _Text(f"(?i:{ADDRESS})", "an e-mail address")
_MAYBE_ADDRESS = _Text(f"(?i:{ADDRESS})", "an e-mail address, or nothing", empty=True)
_DOMAIN = _Text(f"(?i:{DOMAIN})", "a mail domain such as trust.example")
_VALUE = _Text(r"[^\s\"'#]*", "the text as the portal shows it, without spaces or quotes")
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.option("--trust-name", type=_NAME, prompt="Name of the trust", help="The trust's full name.")
@click.option(
    "--prefix", type=_PREFIX, prompt="Prefix of case references (letters, such as OCAT)",
    help="For example OCAT: [OCAT-2026-0042].",
)  # fmt: skip
@click.option(
    "--incidents", type=_ADDRESS, prompt="Address of the incident mailbox", help="The incident mailbox's address."
)  # fmt: skip
@click.option(
    "--anonymous", type=_MAYBE_ADDRESS, default="",
    prompt="Address of the mailbox for anonymous reports (empty: none)", show_default=False,
    help="The address of the mailbox for anonymous reports.",
)  # fmt: skip
@click.option(
    "--domain", "domains", type=_DOMAIN, multiple=True,
    help="A mail domain of the trust; may be given several times.  [default: the incident mailbox's]",
)  # fmt: skip
@click.option(
    "--people", "people_file", type=_FILE,
    help=f"A CSV with the columns {', '.join(COLUMNS)}, or the user export of Microsoft 365.",
)  # fmt: skip
@click.option("--tenant-id", type=_VALUE, default="", help="Directory (tenant) ID.")
@click.option("--client-id", type=_VALUE, default="", help="Application (client) ID.")
@click.option(
    "--certificate", type=_FILE, help="A PEM file with the application's certificate and private key."
)
@click.option("--force", is_flag=True, help="Write edited files anew; the former ones are kept beside them.")
@json_option
@click.pass_context
def init(
    ctx: click.Context, trust_name: str, prefix: str, incidents: str, anonymous: str, domains: tuple[str, ...],
    people_file: Path | None, tenant_id: str, client_id: str, certificate: Path | None, force: bool, as_json: bool,
) -> None:  # fmt: skip
    """Write the first configuration and print every step for the tenant's administrator.

    What is not given is asked for. Harmless when repeated: a file that was edited is left alone (or asked about), and
    .env only gains what it lacks.
    """
    if anonymous.lower() == incidents.lower():
        raise click.UsageError("--anonymous needs a mailbox of its own, another than --incidents.")
    secret = ""
    if ctx.get_parameter_source("trust_name") is ParameterSource.PROMPT:
        people_file = people_file or _asked_for_people()
        tenant_id = tenant_id or _asked("Directory (tenant) ID (empty: later)")
        client_id = client_id or _asked("Application (client) ID (empty: later)")
        secret = "" if certificate else _asked("Client secret (not shown; empty: later)", hide_input=True)
    answers = Answers(
        trust_name, prefix, tuple(d.lower() for d in domains) or (incidents.lower().partition("@")[2],),
        incidents.lower(), anonymous.lower(), tenant_id, client_id, secret, str(certificate or ""),
        tuple(_people(people_file)) if people_file else (),
    )  # fmt: skip
    said = _write_all(answers, force)
    texts = [steps(answers), policy_sentence(answers), contact_sheet(answers)]
    if as_json:
        print_json(
            {
                "files": [{"file": str(file), "done": done} for file, done in said],
                "texts": [text for text in texts if text],
            }
        )
    else:
        click.echo("\n".join(["", *filter(None, texts)]))


def _asked(question: str, **more: Any) -> str:
    return str(click.prompt(question, default="", show_default=False, type=_VALUE, **more))


def _asked_for_people() -> Path | None:
    question = "CSV file of who is who (empty: fill in directory.toml by hand)"
    while given := str(click.prompt(question, default="", show_default=False)).strip():
        if Path(given).is_file():
            return Path(given)
        click.echo(f"There is no file {given}.", err=True)
    return None


def _people(file: Path) -> list[Entry]:
    """Who stands in the list; refuses it with one sentence for each mistake."""
    try:
        read = read_people(text_of(file.read_bytes()))
    except ValueError as wrong:
        raise click.ClickException(f"{file}: {wrong}.") from None
    if read.problems:
        more = f"; and {len(read.problems) - 20} more" if len(read.problems) > 20 else ""
        raise click.ClickException(f"{file}: {'; '.join(read.problems[:20])}{more}.")
    if read.without_role:
        click.echo(f"{file}: {read.without_role} people without a role were left out.", err=True)
    return read.people


def _write_all(answers: Answers, force: bool) -> list[tuple[Path, str]]:
    config, env = Path(os.environ.get("NEARMISS_CONFIG_DIR", "config")), Path(".env")
    texts = {config / "directory.toml": directory_toml(answers), config / "policy.toml": POLICY}
    done = [(path, _write(path, text, force)) for path, text in texts.items()]
    return [*done, (env, _write_env(env, answers))]


def _write(path: Path, text: str, force: bool) -> str:
    """What became of a file: written, unchanged, left alone, or written with the former one kept."""
    if path.exists() and not _is_example(path):
        if path.read_bytes() == text.encode("utf-8"):
            return _told(path, "unchanged")
        if not force and not (sys.stdin.isatty() and click.confirm(f"{path} was edited. Write it anew?")):
            return _told(path, "left alone", "is there already and was left alone (--force writes it anew)")
        kept = _kept(path)
        _put(path, text, 0o644)
        return _told(path, "written", f"written; the former one is {kept}")
    _put(path, text, 0o644)
    return _told(path, "written")


def _write_env(path: Path, answers: Answers) -> str:
    if not path.exists():
        _put(path, env_file(answers), 0o600)
        return _told(path, "written")
    there = path.read_text("utf-8-sig", "replace")
    text = filled_in(there, answers)
    if text == there:
        path.chmod(0o600)
        return _told(path, "unchanged")
    _put(path, text, 0o600)
    return _told(path, "completed")


def _told(path: Path, done: str, sentence: str = "") -> str:
    click.echo(f"{path}: {sentence or done}", err=True)
    return done


def _kept(path: Path) -> Path:
    """The former file under the next free name."""
    number = 1
    while (kept := path.with_name(f"{path.name}.{number}")).exists():
        number += 1
    path.rename(kept)
    return kept


def _put(path: Path, text: str, mode: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_file(path, text.encode("utf-8"))
    path.chmod(mode)


def _is_example(path: Path) -> bool:
    """The invented trust that comes with a checkout, or the shipped defaults."""
    from bot.errors import ConfigurationWrong
    from bot.resources import packaged

    try:
        shipped = packaged(f"config/{path.name}")
    except ConfigurationWrong:
        return False
    return shipped.read_bytes() == path.read_bytes() and shipped.resolve() == path.resolve()
