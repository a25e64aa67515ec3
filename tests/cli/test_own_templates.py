"""A trust's own templates: each way to break a mail is found by name, a change of words or look is not one."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli.template_faults import own_faults, promises, strangers
from bot.resources import packaged

SHIPPED = packaged("templates")
SUBJECT = "triage_request/subject.txt"
CONTENT = "triage_request/content.jinja"
ALL_WELL = {
    SUBJECT: ("New report", "New case"),
    CONTENT: ("A new report needs you.", "There is a new report for you."),
    "more_information/content.jinja": ("What we need to know", "Our questions"),
}
BROKEN = {
    "no reference": (SUBJECT, "{{ tag }} ", "", "must begin with {{ tag }}"),
    "too long": (SUBJECT, "New report", "N" * 61, "longer than 60"),
    "a name": (SUBJECT, "New report", "Mail of {{ facts.reporter }}", "names a person"),
    "a name soon": (CONTENT, "A new report needs you.", "{{ facts.reporter }} needs you.", "first 150 characters"),
    "no buttons": (CONTENT, "{{ c.act(m) }}", "", "button 'I have this' is left out"),
    "no promise": ("acknowledgement/content.jinja", "{{ m.note(good_faith) }}", "", "good-faith sentence"),
}  # fmt: skip


def changed(folder: Path, name: str, old: str, new: str) -> Path:
    text = (SHIPPED / name).read_text("utf-8")
    assert old in text
    place = folder / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text.replace(old, new), "utf-8")
    return folder


def test_words_and_look_may_change(tmp_path: Path) -> None:
    for name, (old, new) in ALL_WELL.items():
        changed(tmp_path, name, old, new)
    assert promises(tmp_path, SHIPPED) == []


@pytest.mark.parametrize("name", BROKEN)
def test_what_breaks_a_mail_is_named(tmp_path: Path, name: str) -> None:
    file, old, new, said = BROKEN[name]
    found = promises(changed(tmp_path, file, old, new), SHIPPED)
    assert [one for one in found if said in one], found
    assert all(one.startswith(f"template {file.split('/')[0]}/") for one in found)


def test_a_slip_in_a_name_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "triage_reqest").mkdir()
    (tmp_path / "triage_reqest" / "subject.txt").write_text("x")
    (found,) = strangers(tmp_path, SHIPPED)
    assert found == f"template triage_reqest/subject.txt: no mail is made from it; did you mean {SUBJECT}?"


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    for name in ("closed/subject.txt", "_base/mail.html"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_bytes(b"\xa3 {{ tag }}")
    assert "template closed/subject.txt: is not text in UTF-8" in own_faults(tmp_path)
