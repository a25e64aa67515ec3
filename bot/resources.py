"""Where the files that ship with the program lie: in a checkout, or beside the code of an installed wheel."""

from __future__ import annotations

from pathlib import Path

from bot.errors import ConfigurationWrong

PACKAGE = Path(__file__).resolve().parent


def packaged(name: str) -> Path:
    """The path of a shipped file or folder ("templates", "config/policy.toml").

    An installed wheel has it in bot/_data (pyproject.toml, force-include), a checkout at its root.
    """
    for root in (PACKAGE / "_data", PACKAGE.parent):
        if (found := root / name).exists():
            return found
    raise ConfigurationWrong(f"the installation is incomplete: {name} is missing, install nearmiss again")
