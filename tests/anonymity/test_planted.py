"""The planted-identity suite: no leak, no loss, no needless hold. `python -m tests.anonymity.table --all` prints it."""

from __future__ import annotations

import pytest

from bot.anonymity.files import CleanFile, HeldFile, rebuild
from bot.anonymity.needles import needles_of
from bot.anonymity.text import scrub
from bot.mail.message import Attachment, MemoryBlob, Message
from tests.anonymity import files
from tests.anonymity.measure import judge, run
from tests.anonymity.people import PEOPLE, Reporter
from tests.anonymity.phrases import CLUES, FACTS, MORE_CLUES
from tests.anonymity.planted import planted

TEXTS = [one for one in planted() if one.group != "file"]


@pytest.mark.parametrize("one", TEXTS, ids=lambda one: one.name)
def test_nothing_leaks_and_nothing_is_lost(one):
    outcome = run(one)
    assert outcome.leaked == ()
    assert outcome.lost == ()
    assert outcome.guard == 0


@pytest.mark.parametrize("person", PEOPLE[:3], ids=lambda p: p.full)
def test_files_are_rebuilt_without_their_author(person: Reporter):
    made = files.planted(person)
    attachments = [Attachment(f.name, f.content_type, MemoryBlob(f.content), f.inline) for f in made]
    needles = needles_of(Message(sender=person.sender), person.card)
    results = rebuild(attachments, needles)
    for index, file in enumerate(made):
        clean = [r for r in results if r.source == index and isinstance(r, CleanFile)]
        held = [r for r in results if r.source == index and isinstance(r, HeldFile)]
        leaked, lost = judge([r.content for r in clean], file.leaks, file.facts)
        assert (file.what, leaked, lost) == (file.what, (), ())
        assert file.may_hold or not held, file.what


@pytest.mark.parametrize("sentence", FACTS)
def test_what_happened_to_the_writer_is_no_clue(sentence):
    person = PEOPLE[0]
    message = Message(sender=person.sender, text=f"A list lay open on the printer. {sentence}")
    assert sentence in scrub(message, needles_of(message, person.card)).text


@pytest.mark.parametrize(("sentence", "gone", "kept"), CLUES + MORE_CLUES)
def test_what_tells_of_the_writer_is_withheld_alone(sentence, gone, kept):
    person = PEOPLE[0]
    message = Message(sender=person.sender, text=f"A list lay open on the printer. {sentence}")
    scrubbed = scrub(message, needles_of(message, person.card))
    assert "A list lay open on the printer." in scrubbed.text
    assert [piece for piece in gone if piece.lower() in scrubbed.text.lower()] == []
    assert [piece for piece in kept if piece not in scrubbed.text] == []
    assert [piece.n for piece in scrubbed.withheld] == list(range(1, len(scrubbed.withheld) + 1))
    for piece in scrubbed.withheld:
        assert f"[detail {piece.n} " in scrubbed.text
