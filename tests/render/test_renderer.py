"""The renderer: a trust's own templates first, faults in one sentence without a word of the mail, escaping."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cli.mail_samples import faults
from bot.cli.mails import command
from bot.domain.words import MailKind
from bot.render import BadTemplate, Renderer
from bot.resources import packaged

from .mails import BY_NAME, MAILS, RENDERER

SHIPPED = packaged("templates")


def _own(tmp_path: Path, name: str, content: str) -> Renderer:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return Renderer((tmp_path, SHIPPED))


def test_shipped_templates_are_complete() -> None:
    assert RENDERER.missing() == []
    assert faults(RENDERER) == []


def test_missing_names_every_file(tmp_path: Path) -> None:
    shutil.copytree(SHIPPED, tmp_path / "t")
    (tmp_path / "t" / "reminder" / "body.txt").unlink()
    (found,) = Renderer((tmp_path / "t",)).missing()
    assert "reminder/body.txt" in found


def test_trust_changes_one_template(tmp_path: Path) -> None:
    renderer = _own(tmp_path, "not_allowed/subject.txt", "Diolch: {{ trust.name }}")
    view = BY_NAME["not_allowed/usual"].view
    assert renderer.render(MailKind.NOT_ALLOWED, view).subject == "Diolch: Osborne Co-operative Academy Trust"
    assert renderer.render(MailKind.NOT_ALLOWED, view).text == BY_NAME["not_allowed/usual"].made.text


def test_trust_changes_words_of_both_forms_in_one_file(tmp_path: Path) -> None:
    words = (SHIPPED / "not_allowed" / "content.jinja").read_text(encoding="utf-8")
    renderer = _own(
        tmp_path, "not_allowed/content.jinja", words.replace("We could not act on", "Nothing came of")
    )
    made = renderer.render(MailKind.NOT_ALLOWED, BY_NAME["not_allowed/usual"].view)
    assert made.text.startswith("Nothing came of your mail")
    assert "Nothing came of your mail" in made.html


def test_trust_changes_colours_and_band_of_every_mail(tmp_path: Path) -> None:
    look = (SHIPPED / "_base" / "look.jinja").read_text(encoding="utf-8")
    _own(tmp_path, "_base/look.jinja", look.replace("#1c4a73", "#5b2a6e"))
    renderer = _own(tmp_path, "_base/brand.html", "Our own band")
    for mail in MAILS[::9]:
        made = renderer.render(mail.sample.kind, mail.view)
        assert "Our own band" in made.html
        assert "#1c4a73" not in made.html


@pytest.mark.parametrize(
    ("content", "said"),
    [("{{ no_such_word }}", "no_such_word"), ("{% if %}", "TemplateSyntaxError"), ("{{ 1 / 0 }}", "ZeroDivisionError"),
     ("{{ tag.no_such() }}", "no_such"), ('{% include "nowhere.txt" %}', "nowhere.txt"), ("{{ facts.copy.x }}", "x")],
)  # fmt: skip
def test_broken_template_is_said_in_one_sentence(tmp_path: Path, content: str, said: str) -> None:
    renderer = _own(tmp_path, "reminder/body.html", content)
    with pytest.raises(BadTemplate) as caught:
        renderer.render(MailKind.REMINDER, BY_NAME["reminder/usual"].view)
    found = str(caught.value)
    assert "reminder/body.html" in found
    assert said in found
    assert "\n" not in found
    assert "Asha" not in found
    assert "OCAT" not in found


def test_faults_of_a_trust_are_found_once_each(tmp_path: Path) -> None:
    _own(tmp_path, "closed/body.txt", "{% if %}")
    renderer = _own(tmp_path, "reminder/body.html", "{{ no_such_word }}")
    found = faults(renderer)
    assert len(found) == len(set(found)) == 2
    assert "closed/body.txt" in found[0]
    assert "reminder/body.html" in found[1]


def test_bad_template_keeps_the_mail_out_of_its_words(tmp_path: Path) -> None:
    renderer = _own(tmp_path, "reminder/body.txt", "{{ facts.points[0].ask.nothing }}")
    with pytest.raises(BadTemplate) as caught:
        renderer.render(MailKind.REMINDER, BY_NAME["reminder/usual"].view)
    assert "serious" not in str(caught.value)
    assert caught.value.__cause__ is None


_THEIRS = {"happened", "text", "reason", "reporter", "value", "who", "sender", "subject"}


def _replaced(value: Any, text: str) -> Any:
    """Facts with every free text of people replaced."""
    if isinstance(value, Mapping):
        return {
            key: text if key in _THEIRS and isinstance(one, str) else _replaced(one, text)
            for key, one in value.items()
        }
    return [_replaced(one, text) for one in value] if isinstance(value, list) else value


@settings(max_examples=25)
@given(st.text(max_size=300))
def test_what_people_wrote_stays_text(text: str) -> None:
    for name in (
        "triage_request/usual",
        "question/staff",
        "answer/question",
        "returned/usual",
        "held_review/usual",
    ):
        mail = BY_NAME[name]
        view = {**mail.view, "facts": _replaced(mail.view["facts"], text + "<b onload=x>&amp;{{ 7*7 }}")}
        made = RENDERER.render(mail.sample.kind, view)
        assert "<b onload" not in made.html
        if name == "question/staff":
            assert "&lt;b onload=x&gt;&amp;amp;{{ 7*7 }}" in made.html
            assert "{{ 7*7 }}" in made.text


def test_subject_is_one_line_whatever_the_facts_hold() -> None:
    mail = BY_NAME["trend_report/usual"]
    view = {**mail.view, "facts": {**mail.view["facts"], "period": "a\r\nBcc: x@y.example\n" + "z" * 500}}
    subject = RENDERER.render(MailKind.TREND_REPORT, view).subject
    assert "\n" not in subject
    assert "\r" not in subject
    assert len(subject) <= 200


def test_mails_command_writes_every_kind(tmp_path: Path) -> None:
    done = CliRunner().invoke(command, ["-o", str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    assert len(list((tmp_path / "out").glob("*.eml"))) == len(MAILS)
    assert len(list((tmp_path / "out").glob("*.html"))) == len(MAILS) + 1
    assert "triage_request-usual.html" in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")


def test_mails_command_says_what_a_trust_has_broken(tmp_path: Path) -> None:
    _own(tmp_path / "own", "reminder/body.txt", "{{ nothing }}")
    done = CliRunner().invoke(command, ["-o", str(tmp_path / "out"), "--templates", str(tmp_path / "own")])
    assert done.exit_code == 1
    assert "reminder/body.txt" in done.output
    assert "Traceback" not in done.output


def test_mails_command_says_that_it_cannot_write(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = CliRunner().invoke(command, ["-o", str(tmp_path / "file" / "deeper")])
    assert done.exit_code == 1
    assert "cannot be written" in done.output
