"""A small, right configuration to spoil in tests."""

from __future__ import annotations

from pathlib import Path

from bot.config_problems import ConfigurationFaults
from bot.policy_file import load

DIRECTORY = """
[trust]
name = "Birch Trust"
prefix = "BIR"
time_zone = "Europe/London"
domains = ["birch.example"]

[mailboxes]
incidents = "incidents@birch.example"
anonymous = "speakup@birch.example"

[[people]]
id = "ada"
name = "Ada Quill"
address = "Ada@birch.example"

[[people]]
id = "bo"
name = "Bo Finch"
address = "bo@birch.example"
also = ["@dpfirm.example"]
absent = [[2026-12-21, 2027-01-04], 2027-02-01]

[roles]
ceo = ["ada"]
siro = ["ada"]
dpo = ["bo"]
case_manager = ["bo"]
operator = ["bo"]

[[schools]]
id = "dell"
name = "Dell School"
senders = ["dell.birch.example"]
headteacher = ["ada", "bo"]
closed = [2026-12-21, [2027-07-26, 2027-08-31]]
"""


def write(folder: Path, directory: str = DIRECTORY, policy: str | None = None) -> Path:
    """A configuration folder with these files."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "directory.toml").write_text(directory, encoding="utf-8")
    if policy is not None:
        (folder / "policy.toml").write_text(policy, encoding="utf-8")
    return folder


def mistakes(folder: Path) -> dict[str, str]:
    """What is refused: "file: key" -> what would be right."""
    try:
        load(folder)
    except ConfigurationFaults as faults:
        return {f"{one.file}: {one.key}": one.right for one in faults.problems}
    return {}
