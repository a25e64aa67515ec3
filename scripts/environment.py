"""The project's own environment `.venv`: made, filled from the lock files by hash, and used to run one thing.

Touches nothing outside the checkout. A second start finds the stamp of the lock file and installs nothing.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import subprocess
import sys
import time
import venv
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".venv"
STAMP = HOME / "nearmiss-installed"
BIN = HOME / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
LOCKS = {
    "demo": ("demo.txt", "dev.txt"),
    "test": ("dev.txt",),
    "check": ("dev.txt",),
    "install": ("dev.txt",),
}
"""What may be installed for a word: the first is installed, a larger one serves as well."""

USAGE = """usage: python3 scripts/start.py demo [--play]   the embedded Microsoft 365, the service and its page
       python3 scripts/start.py test [...]        all tests (what follows goes to pytest)
       python3 scripts/start.py check             linters, types, import directions
       python3 scripts/start.py install           the development environment in .venv, nothing more"""


class Refused(Exception):
    """It cannot go on; one sentence for the person at the terminal."""


def main(arguments: Sequence[str]) -> int:
    """Exit code of what was run; 2 for a word that means nothing."""
    word = arguments[0] if arguments else ""
    if word not in LOCKS:
        print(USAGE, file=sys.stderr)
        return 2
    try:
        prepare(LOCKS[word])
    except (Refused, OSError) as failure:
        print(f"start: {failure}", file=sys.stderr)
        return 1
    codes = [run(command) for command in commands(word, arguments[1:])]  # all, so that all is told at once
    return next((code for code in codes if code), 0)


def commands(word: str, more: Sequence[str]) -> list[list[str]]:
    """What a word runs, one command after the other."""
    python = str(PYTHON)
    return {
        "demo": [[python, "-m", "bot.cli", "demo", *more]],
        "test": [[python, "-m", "pytest", "-n", "logical", "--dist", "loadfile", *more]],
        "check": [
            [python, "-m", "ruff", "check", "."],
            [python, "-m", "ruff", "format", "--check", "."],
            [python, "-m", "mypy", "-p", "bot", "-p", "handlers"],
            [str(BIN / "lint-imports")],
        ],
        "install": [],
    }[word]


def prepare(locks: Sequence[str]) -> None:
    """Bring `.venv` to one of these lock files; quick where it stands there already."""
    wanted = {name: stamp(name) for name in locks}
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text("ascii") in wanted.values():
        return
    began = time.monotonic()
    STAMP.unlink(missing_ok=True)
    if not usable():
        print(f"Making {HOME.name} for Python {sys.version_info[0]}.{sys.version_info[1]} ...", flush=True)
        venv.create(HOME, clear=True, with_pip=has_ensurepip())
    lock = locks[0]
    print(f"Installing requirements/{lock}, each package checked by its hash ...", flush=True)
    pip("install", "--require-hashes", "-r", str(ROOT / "requirements" / lock))
    pip("install", "--no-deps", "--no-build-isolation", "-e", str(ROOT))
    # an editable install is not compiled by pip, and every start would pay for that where bytecode may not be written
    subprocess.run(
        [str(PYTHON), "-m", "compileall", "-q", str(ROOT / "bot"), str(ROOT / "handlers")], check=False
    )
    STAMP.write_text(wanted[lock], "ascii")
    print(f"Installed in {time.monotonic() - began:.0f} s.", flush=True)


def stamp(lock: str) -> str:
    """A digest of everything that decides what an installation holds."""
    digest = hashlib.sha256(f"{sys.version_info[:2]} {ROOT}".encode())
    for path in (ROOT / "requirements" / lock, ROOT / "pyproject.toml"):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def usable() -> bool:
    """Whether `.venv` has a Python that starts, of the version that is asked for."""
    if not PYTHON.exists():
        return False
    asked = [str(PYTHON), "-c", "import sys; print(sys.version_info[:2])"]
    answer = subprocess.run(asked, capture_output=True, text=True, check=False)
    return answer.stdout.strip() == str(sys.version_info[:2])


def has_ensurepip() -> bool:
    """Debian's plain python3 comes without; then the pip that is there fills the environment from outside."""
    return importlib.util.find_spec("ensurepip") is not None


def pip(*arguments: str) -> None:
    """The environment's own pip, else this Python's pip acting on the environment."""
    inside = (
        subprocess.run([str(PYTHON), "-c", "import pip"], capture_output=True, check=False).returncode == 0
    )
    if not inside and importlib.util.find_spec("pip") is None:
        raise Refused("there is no pip; on Debian and Ubuntu: apt-get install python3-pip python3-venv")
    start = [str(PYTHON), "-m", "pip"] if inside else [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    quiet = [
        "--disable-pip-version-check",
        "--no-input",
        "--quiet",
        "--quiet",
    ]  # errors only: it is silent for a minute
    if subprocess.run([*start, *quiet, *arguments], check=False).returncode:
        raise Refused("pip did not succeed; what it said stands above")


def run(command: Sequence[str]) -> int:
    """Run in the checkout's root and hand the exit code on; Ctrl-C ends the command, not us before it."""
    with subprocess.Popen(command, cwd=ROOT) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:
                continue
