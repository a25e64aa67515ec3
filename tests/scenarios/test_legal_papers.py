"""What the DPO gets with a referral: the pack and the letters say what the case knows, and name no child."""

from __future__ import annotations

import io
from typing import Any

from docx import Document

from bot.demo.world import World

REPORT = (
    "This morning at 9.15 I e-mailed Ruby Achterberg's EHCP plan and the medical notes of Dylan Prosser (7B) to "
    "Mrs Keating (k.keating@homepost.example) by mistake. I noticed at 9.30. Ruby's mother Anneliese has rung. "
    "I have asked Mrs Keating to delete it.\n\nTess Abara"
)
NAMES = ("Ruby", "Achterberg", "Dylan", "Prosser", "Keating", "Anneliese", "homepost")


def words_of(document: Any) -> str:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_the_pack_and_the_letters_name_nobody_and_say_what_was_done(world: World) -> None:
    world.write("tess", "Wrong parent", REPORT)
    world.reply("asha", "CLASSIFY major\nASSIGN c.lindqvist@hill.osborne.example", "triage_request")
    mail = world.newest("dana", "referral")
    files = {one.name: words_of(Document(io.BytesIO(one.content))) for one in mail.attachments}
    assert len(files) == 3
    in_words = mail.text.split("The ICO's questions, and what we know")[1]
    for text in (*files.values(), in_words):
        assert [name for name in NAMES if name in text] == []
    pack = next(text for name, text in files.items() if name.startswith("ico-answers"))
    assert "I have asked Mrs [name] to delete it" in pack
    assert "ICO registration number: NOT KNOWN YET" in pack
    letter = next(text for name, text in files.items() if name.startswith("letter-people"))
    assert "[TO FILL IN: what happened, in two or three plain sentences; for you to rewrite" in letter
