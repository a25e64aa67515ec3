"""Where a command's file goes: `-o FILE` whole or not at all, else standard output."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import click


def put(content: bytes, file: Path | None, *, binary: bool = False) -> None:
    """Write bytes to a file, or to standard output; binary ones not onto a terminal."""
    if file is not None:
        write_file(file, content)
        return
    if binary and sys.stdout.isatty():
        raise click.UsageError("This is no text: name a file with -o, or send it into a pipe.")
    click.echo(content, nl=False)


def write_file(file: Path, content: bytes) -> None:
    """A file with this content, mode 600 (it holds personal data), never half of it. Raises OSError."""
    handle, name = tempfile.mkstemp(dir=file.resolve().parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
        os.replace(name, file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
