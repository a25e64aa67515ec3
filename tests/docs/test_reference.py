"""Everything public stands in the docs, and the pages written from the code are as the code says."""

from __future__ import annotations

import tomllib
from functools import cache

import click
import pytest

from bot.cli.commands import COMMANDS, nearmiss
from bot.domain.events import EventKind
from bot.domain.words import (
    CommandName,
    DeadlineState,
    MailKind,
    Nature,
    Risk,
    Role,
    Severity,
    State,
    Step,
)
from bot.settings import CA_BUNDLE, NAMES
from tests.docs.pages import PAGES, ROOT, calls, writer

DOCS = ROOT / "docs"
WRITTEN = sorted(writer().PAGES)


@cache
def text(*names: str) -> str:
    return "\n".join((DOCS / name).read_text("utf-8") for name in names)


@pytest.mark.parametrize("page", WRITTEN)
def test_a_written_page_is_up_to_date(page: str) -> None:
    stands = (DOCS / page).read_text("utf-8")
    assert stands == writer().PAGES[page](), f"docs/{page} is stale: .venv/bin/python scripts/write_docs.py"


@pytest.mark.parametrize("name", [*NAMES, CA_BUNDLE])
def test_every_setting_has_a_row_with_words(name: str) -> None:
    (row,) = [line for line in text("settings.md").splitlines() if line.startswith(f"| `{name}` |")]
    assert all(cell.strip() for cell in row.strip("|").split("|"))
    assert len(row.split("|")[2]) > 12


@pytest.mark.parametrize(
    ("page", "values"),
    [
        ("mails.md", MailKind), ("events.md", EventKind), ("states.md", State), ("deadlines.md", Step),
        ("directory.md", Role), ("glossary.md", Severity), ("glossary.md", Nature), ("glossary.md", Risk),
        ("deadlines.md", DeadlineState),
    ],
)  # fmt: skip
def test_every_word_stands_on_its_page(page: str, values: type[MailKind]) -> None:
    lacking = [one.value for one in values if f"`{one.value}`" not in text(page)]
    assert lacking == []


def test_every_command_by_mail_stands_in_the_docs() -> None:
    page = text("commands-by-mail.md")
    assert [one.value for one in CommandName if f"`{one.value}" not in page] == []


def test_every_state_is_drawn() -> None:
    picture = text("pictures/states.svg")
    assert [state.value for state in State if f">{state.value}<" not in picture] == []


def test_every_section_and_key_of_the_procedure_stands_in_the_docs() -> None:
    policy = tomllib.loads((ROOT / "config" / "policy.toml").read_text("utf-8"))
    deadlines, page = policy.pop("deadlines"), text("policy.md")
    assert [name for name in deadlines if f"`{name}`" not in text("deadlines.md")] == []
    for section, keys in policy.items():
        inner = keys["warnings"] if section == "legal_clock" else keys
        assert f"## [{section}" in page
        assert [key for key in inner if f"| `{key}` |" not in page] == []


def test_no_key_of_the_procedure_is_left_without_a_word() -> None:
    rows = [line for line in text("policy.md").splitlines() if line.startswith("| `")]
    assert [row.split("|")[1] for row in rows if not row.strip("| ").split("|")[-1].strip()] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_section(name: str) -> None:
    assert f"\n## nearmiss {name}\n" in text("commands.md")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_call_in_a_page_is_a_call_that_exists(page: object) -> None:
    wrong = [" ".join(words) for words in calls(page) if not exists(words)]  # type: ignore[arg-type]
    assert wrong == []


def exists(words: list[str]) -> bool:
    """Whether the commands and options of a call are known; words in capitals stand for something."""
    command: click.Command = nearmiss
    context = click.Context(nearmiss, info_name="nearmiss")
    for word in words:
        if isinstance(command, click.Group) and not word.startswith("-"):
            for one in word.split("|"):
                inner = command.get_command(context, one)
                if inner is None:
                    return word.isupper()
            assert inner is not None
            command = inner
        elif word.startswith("-") and word not in {"--help", "--version", *options(command)}:
            return False
    return True


def options(command: click.Command) -> list[str]:
    return [option for param in command.params for option in param.opts]
