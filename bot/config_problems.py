"""What is wrong with the configuration: collected, then refused all at once. And the reading of a TOML file.

What is noted names file, key and what would be right, and never repeats an address or a name from the file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.errors import ConfigurationWrong


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: in which file, at which key ("" for the file itself), and what would be right."""

    file: str
    key: str
    right: str

    def __str__(self) -> str:
        return f"{self.file}: {self.key}: {self.right}" if self.key else f"{self.file}: {self.right}"


class ConfigurationFaults(ConfigurationWrong):
    """Everything that is wrong with the configuration; str() has one line for each."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


@dataclass
class Problems:
    """The mistakes found so far."""

    found: list[Problem] = field(default_factory=list)

    def note(self, file: str, key: str, right: str) -> None:
        """Adds one, unless it stands there already."""
        problem = Problem(file, key, right)
        if problem not in self.found:
            self.found.append(problem)

    def refuse(self) -> None:
        """Raises ConfigurationFaults if anything was noted."""
        if self.found:
            raise ConfigurationFaults(self.found)


def read_toml(path: Path, problems: Problems, label: str = "") -> dict[str, Any] | None:
    """The content of a TOML file, whatever editor saved it; None, with a note, where it cannot be read."""
    file = label + path.name
    try:
        raw = path.read_bytes()
        encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
        return tomllib.loads(raw.decode(encoding).replace("\r\n", "\n"))
    except FileNotFoundError:
        problems.note(file, "", f"is missing in {path.parent}; `nearmiss init` writes one")
    except OSError as error:
        problems.note(file, "", f"cannot be read ({error.strerror}); give the service read access to it")
    except UnicodeDecodeError:
        problems.note(file, "", "must be saved as UTF-8 text")
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        # The parser's sentence names line and column and quotes at most the key it stumbled over.
        problems.note(file, "", f"is not valid TOML: {error}")
    return None
