"""What leaves the mailbox when: originals and our copies 90 days after they are durable, unless a hold keeps them."""

from __future__ import annotations

from bot.demo.world import World
from tests.scenarios.conftest import REPORT

BOX = "incidents@osborne.example"


def test_originals_and_sent_copies_go_after_ninety_days(world: World) -> None:
    world.write("tess", "Spreadsheet to the wrong person", REPORT)
    world.jump(days=80)
    assert world.parts.originals.purge(world.now()) == 0
    world.jump(days=11)
    assert world.parts.originals.purge(world.now()) >= 3
    assert world.tenant.folder(BOX, "Nearmiss/Processed") == []
    assert world.tenant.folder(BOX, "sentitems") == []
    assert world.parts.originals.purge(world.now()) == 0
    assert world.case()["reference"] == "OCAT-2026-0001"
