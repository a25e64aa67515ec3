"""One trust or several: each with its own settings, files and store, nothing shared (SPEC §9).

Reads configuration only; opens no store and no connection. All mistakes of all trusts are refused at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from bot.config_problems import Problems
from bot.errors import ConfigurationWrong
from bot.policy_file import DIRECTORY_FILE, Configuration, read_configuration
from bot.settings import ENV_FILE, PREFIX, SOURCE, Settings, read_env_file, read_settings

TRUST_ID = r"[a-z][a-z0-9-]{0,31}"
SHARED_BY_ALL = (f"{PREFIX}CONFIG_DIR",)


@dataclass(frozen=True)
class Trust:
    """A trust as it runs; `id` is its folder's name, "" for the only one."""

    id: str
    settings: Settings
    configuration: Configuration


def load_settings(
    environment: Mapping[str, str], *, with_graph: bool = True, start: Path = Path()
) -> Settings:
    """The settings of the only trust, or those that all share; ConfigurationFaults names every mistake."""
    problems = Problems()
    values = _common(environment, start, problems)
    settings = read_settings(values, problems, with_graph=with_graph)
    problems.refuse()
    return settings


def load_trusts(
    environment: Mapping[str, str], *, with_graph: bool = True, start: Path = Path()
) -> tuple[Trust, ...]:
    """Every trust of this deployment; ConfigurationFaults names every mistake in settings and files.

    `environment` is the process's; it wins over `.env` of the folder `start` and of NEARMISS_CONFIG_DIR, but a
    trust's own `.env` wins over all of these, because the environment is the same for each trust.
    """
    problems = Problems()
    common = _common(environment, start, problems)
    root = read_settings(common, Problems(), with_graph=False).config_dir
    folders = trust_folders(root)
    if not folders:
        settings = read_settings(common, problems, with_graph=with_graph)
        found = [("", settings, read_configuration(root, problems))]
    else:
        if (root / DIRECTORY_FILE).exists():
            right = "stands beside folders of trusts; put it into a folder of its own, or remove the folders"
            problems.note(DIRECTORY_FILE, "", right)
        found = [_one_of_several(folder, root, common, problems, with_graph) for folder in folders]
    trusts = [Trust(name, settings, read) for name, settings, read in found if read]
    _check_apart(trusts, problems)
    problems.refuse()
    return tuple(trusts)


def trust_folders(root: Path) -> tuple[Path, ...]:
    """Folders of a configuration folder that hold a directory of their own, by name."""
    if not root.is_dir():
        return ()
    return tuple(
        sorted(path.parent for path in root.glob(f"*/{DIRECTORY_FILE}") if path.parent.name[0] != ".")
    )


def chosen(trusts: Iterable[Trust], name: str) -> Trust:
    """The trust that `--trust` names (id or reference prefix); ConfigurationWrong where that is not clear."""
    known = tuple(trusts)
    wanted = [
        one for one in known if name.lower() in (one.id, one.configuration.directory.trust.prefix.lower())
    ]
    if len(wanted) == 1:
        return wanted[0]
    if not name and len(known) == 1:
        return known[0]
    names = ", ".join(one.id or one.configuration.directory.trust.prefix for one in known)
    raise ConfigurationWrong(f"--trust needs one of: {names}")


def _common(environment: Mapping[str, str], start: Path, problems: Problems) -> dict[str, str]:
    given = {name: value for name, value in environment.items() if value.strip()}
    here = read_env_file(start / ENV_FILE, problems, ENV_FILE)
    root = read_settings({**here, **given}, Problems(), with_graph=False).config_dir
    beside = root / ENV_FILE
    same = beside.exists() and (start / ENV_FILE).exists() and beside.samefile(start / ENV_FILE)
    there = {} if same else read_env_file(beside, problems)
    return {**there, **here, **given}


def _one_of_several(
    folder: Path, root: Path, common: Mapping[str, str], problems: Problems, with_graph: bool
) -> tuple[str, Settings, Configuration | None]:
    name, source = folder.name, f"{SOURCE} of {folder.name}"
    if not re.fullmatch(TRUST_ID, name):
        problems.note(
            f"folder {name}", "", "needs a name of small letters, digits and hyphens, as a trust's id"
        )
    own = read_env_file(folder / ENV_FILE, problems, f"{name}/{ENV_FILE}")
    for key in SHARED_BY_ALL:
        if own.pop(key, None):
            problems.note(f"{name}/{ENV_FILE}", key, "holds for all trusts; set it in the environment")
    settings = read_settings({**common, **own}, problems, with_graph=with_graph, source=source)
    settings = _apart(replace(settings, config_dir=folder), name, own)
    return name, settings, read_configuration(folder, problems, below=root, label=f"{name}/")


def _apart(settings: Settings, name: str, own: Mapping[str, str]) -> Settings:
    """The trust's own places for whatever its `.env` does not set."""
    database, key = settings.database_url, settings.key_file
    if database.startswith("postgresql"):
        schema = f"nearmiss_{name.replace('-', '_')}"
        settings = replace(settings, database_schema=schema)
    elif f"{PREFIX}DATABASE_URL" not in own:
        settings = replace(settings, database_url=_file_of(database, name))
    if f"{PREFIX}DATA_DIR" not in own:
        settings = replace(settings, data_dir=settings.data_dir / name)
    if f"{PREFIX}KEY_FILE" not in own:
        settings = replace(settings, key_file=key.parent / name / key.name)
    return settings


def _file_of(database: str, name: str) -> str:
    """sqlite:///nearmiss.db -> sqlite:///nearmiss-oak.db"""
    path, mark, query = database.partition("?")
    stem, dot, ending = path.rpartition(".")
    in_name = bool(dot) and "/" not in ending
    return (f"{stem}-{name}.{ending}" if in_name else f"{path}-{name}") + mark + query


def _check_apart(trusts: list[Trust], problems: Problems) -> None:
    seen: dict[tuple[str, str], str] = {}
    for trust in trusts:
        directory, settings = trust.configuration.directory, trust.settings
        places = {
            "[trust] prefix": directory.trust.prefix,
            "[mailboxes] incidents": directory.mailboxes.incidents,
            "[mailboxes] anonymous": directory.mailboxes.anonymous,
            "NEARMISS_DATABASE_URL": f"{settings.database_url} {settings.database_schema}",
            "NEARMISS_DATA_DIR": str(settings.data_dir),
            "NEARMISS_KEY_FILE": str(settings.key_file.parent),  # keys of cases lie beside it
        }
        for what, place in places.items():
            kind = "mailbox" if "mailbox" in what else what
            owner = seen.setdefault((kind, place), trust.id) if place else trust.id
            if owner != trust.id:
                problems.note(trust.id, what, f"is the same as that of {owner}; each trust needs its own")
