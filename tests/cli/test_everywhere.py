"""What holds for every command: --json, one sentence for whatever is typed, colours on a terminal only, completion."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from bot.cli.commands import nearmiss
from tests.cli.conftest import Home
from tests.cli.terminal import COMMAND, at_terminal

# Commands that print no data, and why.
NO_JSON = {"run": "its log lines are JSON with NEARMISS_LOG=json", "demo": "a page, or a story to read"}
COLOUR = re.compile(r"\x1b\[[\d;]*3\d")


def walked(group: click.Group, *path: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command that can be run, with the words that lead to it."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from walked(command, *path, name)
        else:
            yield (*path, name), command


ALL = dict(walked(nearmiss))
WITH_JSON = [path for path in ALL if " ".join(path) not in NO_JSON]
# What else a command needs to have something to say; a command without a line here is called with --json alone.
CALLS = {
    "init": "--trust-name A --prefix A --incidents i@t.example --anonymous s@t.example",
    "check": "--offline", "show": "OCAT-2026-0001", "export case": "OCAT-2026-0001", "held show": "{held}",
    "held assign": "{held} report", "quarantine retry": "{broken}", "quarantine drop": "{broken}",
    "outbox retry": "--all", "hold": "OCAT-2026-0001 on --reason Inquiry", "backup": "copy", "restore": "saved",
    "parse": "mail.eml", "assess": "facts.json", "mails": "-o samples",
}  # fmt: skip
MAY_FAIL = ("health", "tick")  # nobody polls here, and there is no tenant


def call(home: Home, path: tuple[str, ...]) -> list[str]:
    """The words of a call; {held} is the number of the first mail that `held list` has."""
    words = CALLS.get(" ".join(path), "")
    for name, group in (("{held}", "held"), ("{broken}", "quarantine")):
        if name in words:
            first = json.loads(home.run(group, "list", "--json").stdout)[0]
            words = words.replace(name, str(first["number"]))
    return [*path, *words.split(), "--json"]


@pytest.mark.parametrize("path", WITH_JSON, ids=" ".join)
def test_every_command_that_prints_data_has_json(home: Home, path: tuple[str, ...]) -> None:
    Path("mail.eml").write_bytes(b"From: a@b.example\r\nSubject: x\r\n\r\nI lost a laptop.\r\n")
    Path("facts.json").write_text('{"recipient": "trusted"}')
    if path == ("restore",):
        assert home.run("backup", "saved").exit_code == 0
        (home.folder / "nearmiss.db").unlink()
    result = home.run(*call(home, path))
    assert result.exit_code in ((0, 1) if path[0] in MAY_FAIL else (0,)), result.output
    assert json.loads(result.stdout) is not None


HOSTILE = ("", " ", "-", "--no-such-thing", "/proc/nowhere/x", "'; DROP TABLE cases;--", "9" * 400,
           "-1", "é\udcff", "\x1b[2J", "[bold]x", "x" * 5000)  # fmt: skip
SAYS_IT_ITSELF = (("check",), ("health",))  # exit 1 is an answer of theirs, in lines of their own
AT_WORK = ("--every", "--text")  # with these, board and drill begin
NOT_CALLED = {"run", "demo", "tick", "mails", "report"}  # they would begin to work


@pytest.mark.parametrize("path", [p for p in ALL if p[0] not in NOT_CALLED], ids=" ".join)
def test_whatever_is_typed_is_answered_in_words(home: Home, path: tuple[str, ...]) -> None:
    values = [
        param.opts[-1] for param in ALL[path].params if isinstance(param, click.Option) and not param.is_flag
    ]
    for text in HOSTILE:
        for arguments in ([text], *([option, text] for option in values if option not in AT_WORK)):
            result = home.run(*path, *arguments)
            assert result.exit_code in (0, 1, 2), (arguments, result.output)
            assert "Traceback" not in result.output
            assert "Something failed that should not have" not in result.output, (arguments, result.output)
            assert "\x1b" not in result.output
            errors = [line for line in result.stderr.splitlines() if line.startswith("Error")]
            least = result.exit_code > (path in SAYS_IT_ITSELF)
            assert least <= len(errors) <= (result.exit_code > 0), (arguments, result.output)


def test_colours_on_a_terminal_only(home: Home) -> None:
    environment = {**home.environment, "COLUMNS": "120"}
    show, board = ("show", "OCAT-2026-0001"), ("board", "--once")
    code, shown = at_terminal(*show, folder=home.folder, environment=environment)
    assert code == 0, shown
    assert COLOUR.search(shown)
    for words in (show, board):
        _, grey = at_terminal(*words, folder=home.folder, environment={**environment, "NO_COLOR": "1"})
        assert "OCAT-2026-0001" in grey
        assert not COLOUR.search(grey)
        assert "\x1b" not in home.run(*words).output


def test_long_work_shows_a_bar_on_a_terminal_and_none_in_a_pipe(home: Home) -> None:
    _, shown = at_terminal("backup", "copy", folder=home.folder, environment=home.environment)
    assert "Copying files" in shown
    assert home.run("backup", "other").stderr == ""


def completed(shell: str, line: str, folder: Path) -> str:
    """What the shell is offered for a line that is not finished."""
    words = line.split(" ")
    place = words[-1] if shell == "fish" else str(len(words) - 1)
    told = {"COMP_WORDS": line, "COMP_CWORD": place, "_NEARMISS_COMPLETE": f"{shell}_complete"}
    done = subprocess.run(
        [COMMAND[0], "-c", "import sys; from bot.cli import main; sys.argv = ['nearmiss']; main()"],
        env={**os.environ, **told}, cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(shell: str, tmp_path: Path) -> None:
    assert "board" in completed(shell, "nearmiss bo", tmp_path)
    assert "retry" in completed(shell, "nearmiss quarantine r", tmp_path)
    assert "--offline" in completed(shell, "nearmiss check --off", tmp_path)
