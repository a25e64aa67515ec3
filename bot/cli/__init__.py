"""The command line. Loads nothing but click until a command is chosen: `nearmiss --help` answers at once.

What a command needs it imports itself; what goes wrong becomes one sentence here (bot/cli/commands.py).
"""

from __future__ import annotations

import sys


def main() -> None:
    """The console script `nearmiss`."""
    from bot.cli.commands import nearmiss

    sys.exit(nearmiss.main(standalone_mode=True))


__all__ = ["main"]
