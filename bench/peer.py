"""django-helpdesk in a virtual environment of its own, set up when it is first wanted and the network allows."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path
from typing import Any

from bench.child import Failed, figures

PEER = "django-helpdesk==2.6.1"
_LONGEST_SECONDS = 600


def python_of(folder: Path) -> str:
    """The interpreter of the peer's environment below `folder`; raises Failed with the reason."""
    home = folder / "django-helpdesk"
    python, ready = home / "bin" / "python", home / "ready"
    if not ready.exists():
        print(f"installing {PEER} into {home} ...", file=sys.stderr)
        venv.create(home, with_pip=True, clear=True)
        install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", PEER]
        try:
            done = subprocess.run(
                install, capture_output=True, text=True, check=False, timeout=_LONGEST_SECONDS
            )
        except subprocess.TimeoutExpired as late:
            raise Failed(f"{PEER} could not be installed within {_LONGEST_SECONDS} s") from late
        if done.returncode:
            reason = next(
                (line for line in done.stderr.splitlines() if line.startswith("ERROR")), "pip failed"
            )
            raise Failed(f"{PEER} could not be installed ({reason})")
        ready.touch()
    return str(python)


def measured(folder: Path, mails: int) -> dict[str, Any]:
    """Its figures on the same mails; raises Failed."""
    return figures("peer_mail", python_of(folder), mails=mails)
