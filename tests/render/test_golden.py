"""The mails as they were when somebody last looked: text of every sample, HTML of each kind's first one.

Changed on purpose? `pytest tests/render/test_golden.py --update-golden`, and read the difference.
"""

from __future__ import annotations

from pathlib import Path

from .mails import EACH, FIRST_OF_KIND, MAILS, Mail

GOLDEN = Path(__file__).resolve().parents[1] / "golden"


def _expected(mail: Mail) -> dict[Path, str]:
    found = {GOLDEN / f"{mail.name}.txt": f"Subject: {mail.made.subject}\n\n{mail.made.text}"}
    if mail in FIRST_OF_KIND:
        found[GOLDEN / f"{mail.name}.html"] = mail.made.html
    return found


@EACH
def test_mail_is_as_it_was(mail: Mail, update_golden: bool) -> None:
    for path, content in _expected(mail).items():
        if update_golden:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        assert path.read_text(encoding="utf-8") == content


def test_nothing_is_left_over() -> None:
    wanted = {path for mail in MAILS for path in _expected(mail)}
    assert {path for path in GOLDEN.rglob("*") if path.is_file()} == wanted
