"""What a trust's own templates break: what cannot be filled, and what the mails promise and these leave out.

Each own template is held beside the shipped one, filled with the same examples.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from html import escape
from pathlib import Path

from bot.cli.mail_sample_facts import HAPPENED
from bot.cli.mail_samples import Sample, context, faults, samples
from bot.render import Rendered, Renderer
from bot.resources import packaged

_LONGEST = 60  # of a subject, after the reference
_LOCK_SCREEN = 150  # characters of a mail that a locked telephone may show


def own_faults(folder: Path | None) -> list[str]:
    """One sentence each, [] when all is well. `folder`: the trust's own templates, None or missing for none."""
    shipped = packaged("templates")
    if folder is None or not folder.is_dir():
        return faults(Renderer((shipped,)))
    broken = [*strangers(folder, shipped), *faults(Renderer((folder, shipped)))]
    return broken or promises(folder, shipped)


def strangers(folder: Path, shipped: Path) -> Iterator[str]:
    """Files that stand in for nothing: a slip in a name would go unnoticed."""
    known = [str(path.relative_to(shipped)) for path in shipped.rglob("*") if path.is_file()]
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        if path.is_file() and name not in known and not path.name.startswith("."):
            near = difflib.get_close_matches(name, known, 1)
            hint = f"; did you mean {near[0]}?" if near else ""
            yield f"template {name}: no mail is made from it{hint}"


def promises(folder: Path, shipped: Path) -> list[str]:
    """What the shipped mails have and these leave out, by the kinds that the folder changes."""
    own, usual = Renderer((folder, shipped)), Renderer((shipped,))
    touched = {path.name for path in folder.iterdir()}
    found = []
    for sample in samples():
        if touched & {"_base", sample.kind.value}:
            mine, ours = own.render(sample.kind, sample.view), usual.render(sample.kind, sample.view)
            found += [f"template {sample.kind.value}/{fault}" for fault in _broken(sample, mine, ours)]
    return list(dict.fromkeys(found))


def _broken(sample: Sample, mine: Rendered, ours: Rendered) -> Iterator[str]:
    tag, subject = str(sample.view["tag"]), mine.subject
    if tag and not subject.startswith(f"{tag} "):
        yield "subject.txt: the subject must begin with {{ tag }}, or answers lose their case"
    if len(subject.removeprefix(tag).strip()) > _LONGEST:
        yield f"subject.txt: the subject is longer than {_LONGEST} characters after the reference"
    if _shown(subject):
        yield "subject.txt: the subject names a person or says what happened, for every locked screen to see"
    elif _shown(mine.text[:_LOCK_SCREEN]) and not _shown(ours.text[:_LOCK_SCREEN]):
        yield f"content.jinja: the first {_LOCK_SCREEN} characters name a person or say what happened"
    for one in sample.view["buttons"]:
        link = escape(one["href"])
        if link in ours.html and link not in mine.html:
            yield f"body.html: the button {one['label']!r} is left out"
    sentence = str(sample.view["good_faith"])
    if sentence in ours.text and sentence not in mine.text:
        yield "body.txt: the policy's good-faith sentence is left out"


def _shown(text: str) -> bool:
    """Whether a name, or a piece of what happened, of the examples stands in a text."""
    names = [name for person in context().directory.people.values() for name in person.name.split()]
    return any(word in text for word in (*names, *(line[:25] for line in HAPPENED.splitlines())))
