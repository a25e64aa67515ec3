"""The tenant as a process of its own."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import requests

from .conftest import SCOPE

COMMAND = [sys.executable, "-m", "bot.demo.tenant"]


def test_serves_until_it_is_stopped(tmp_path: Path) -> None:
    ca, directory = tmp_path / "ca.pem", tmp_path / "directory.toml"
    options = [
        "--mails",
        "3",
        "--ca-file",
        str(ca),
        "--directory",
        str(directory),
        "--no-limits",
        "--unscoped",
    ]
    with subprocess.Popen([*COMMAND, *options], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        settings = json.loads(process.stdout.readline())
        form = {
            "grant_type": "client_credentials",
            "client_id": settings["NEARMISS_CLIENT_ID"],
            "client_secret": settings["NEARMISS_CLIENT_SECRET"],
            "scope": SCOPE[0],
        }
        session = requests.Session()
        session.trust_env, session.verify = False, str(ca)
        url = f"{settings['NEARMISS_AUTHORITY_URL']}/{settings['NEARMISS_TENANT_ID']}/oauth2/v2.0/token"
        session.headers["Authorization"] = (
            "Bearer " + session.post(url, data=form, timeout=10).json()["access_token"]
        )
        inbox = f"{settings['NEARMISS_GRAPH_URL']}/users/incidents@osborne.example/mailFolders/inbox"
        assert session.get(inbox, timeout=10).json()["totalItemCount"] == 3
        session.close()
        process.terminate()
        assert process.wait(timeout=60) == 0
    assert tomllib.loads(directory.read_text())["trust"]["prefix"] == "OCAT"


def test_a_port_that_is_taken_is_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ended = subprocess.run(
            [*COMMAND, "--port", port], capture_output=True, text=True, timeout=60, check=False
        )
    assert ended.returncode == 1
    assert ended.stderr.count("\n") == 1
    assert "in use" in ended.stderr


@pytest.mark.parametrize("option", ["--certificate", "--directory", "--port"])
def test_an_option_that_cannot_be_followed_is_one_sentence(tmp_path: Path, option: str) -> None:
    (tmp_path / "no.pem").write_bytes(b"\xff")
    for value in ("99999", "-1") if option == "--port" else ("none/there", "no.pem/x"):
        _refused(tmp_path, option, value)
    if option == "--certificate":
        _refused(tmp_path, option, "no.pem")


def _refused(folder: Path, option: str, value: str) -> None:
    ended = subprocess.run(
        [*COMMAND, option, value], capture_output=True, text=True, timeout=60, check=False, cwd=folder
    )
    assert ended.returncode == 2
    assert "error: " in ended.stderr.splitlines()[-1]
    assert "Traceback" not in ended.stderr


def test_people_write_and_answer_by_typing(tmp_path: Path) -> None:
    """What is typed wrongly is answered with what can be typed."""
    lines = (
        "write tess noor Lunch at one?\ninbox noor\nread noor 1\nreply noor 1 Yes please\ninbox tess\n"
        "read noor 9\nread noor \u00b2\ninbox nobody\nfly\nreply noor\npeople\n"
    )
    with subprocess.Popen(
        [*COMMAND, "--desk"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(lines)
        process.stdin.flush()
        said = ""
        while "Jo Tremaine" not in said:  # the last of the people
            said += process.stdout.readline() or "Jo Tremaine"
        process.terminate()
    for part in ("  1 * Tess Abara: Lunch at one?", "Sent: RE: Lunch at one?", "  1 * Noor Whitlock: RE: Lunch",
                 "noor has 1 mails", "There is nobody called nobody", "hugh         Hugh Marlowe"):  # fmt: skip
        assert part in said, said
    assert said.count("That is not understood.") == 3
