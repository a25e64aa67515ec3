"""Both sides of anonymous reports, made by the unchanged service: commands, additions, twins, other mailboxes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.demo import texts
from bot.demo.page.beside import beside, is_about
from bot.demo.page.sides import Beside, Side
from bot.demo.play import START
from bot.demo.tenant import TenantServer
from bot.demo.world import World

SPEAK_UP = "speakup@osborne.example"
TWIN = "At Hill Academy my child came home with another pupil's health form. I do not want to be named.\n\n"


@pytest.fixture
def world(running: TenantServer) -> Iterator[World]:
    with World(START, server=running) as made:
        yield made


def seen(world: World, reference: str = "") -> Beside:
    found = beside(world.tenant, world.case(reference))
    assert found is not None
    return found


def marked(side: Side | None) -> dict[str, str]:
    assert side is not None
    return {piece.text: piece.mark for piece in side.pieces if piece.mark}


def told(side: Side | None) -> str:
    return "".join(piece.text for piece in side.pieces) if side else ""


def test_commands_and_additions(world: World) -> None:
    world.write("noor", "Something", texts.ANONYMOUS, to=SPEAK_UP)
    receipt = world.inbox("noor")[0]
    for text in ("RELEASE 1", "The folder is gone now.\n\nNoor", "NO CONTACT"):
        world.tenant.reply_as("noor", receipt, text)
        world.advance(hours=1)  # what the reporter adds waits a while before it is passed on
    _, released, added, forgotten = seen(world).exchanges
    assert released.title == "A command: RELEASE"
    assert told(released.leader) == "I share the office with her"
    assert (added.title, told(added.leader)) == ("An addition", "The folder is gone now.")
    assert marked(added.reporter) == {"Noor": "signature"}
    assert (forgotten.title, forgotten.how, forgotten.leader) == (
        "A command: NO CONTACT",
        "for the service alone",
        None,
    )


def test_two_that_say_the_same(world: World) -> None:
    for person, name in (("parent", "Jo Tremaine"), ("parent2", "Adil Noorani")):
        world.write(person, "Form", TWIN + name, to=SPEAK_UP)
    for number, person, name in ((1, "parent", "Jo Tremaine"), (2, "parent2", "Adil Noorani")):
        both = seen(world, f"OCAT-2026-000{number}")
        assert both.reporter.id == person
        assert marked(both.exchanges[0].reporter) == {
            "my child": "held back: it tells of your family",
            name: "signature",
        }
        assert "Tremaine" not in told(both.exchanges[0].leader)
        receipt = world.inbox(person)[0]
        assert [is_about(world.tenant, case, receipt) for case in world.cases()] == [number == 1, number == 2]


def test_who_asks_for_it_in_the_ordinary_mailbox(world: World) -> None:
    words = "Please keep me anonymous. At Brook Primary a colleague left a laptop unlocked.\n\nIda Kowalczyk"
    world.write("ida", "A worry", words)
    both = seen(world)
    assert (both.reporter.id, both.leader.id) == ("ida", "hugh")
    assert "Ida" not in told(both.exchanges[0].leader)
    # Where IT is asked at once as well, the leader's side is still the leader's.
    world.write(
        "tess", "Help", "At Hill Academy a ransomware note is on all screens since 9.00.", to=SPEAK_UP
    )
    assert seen(world).leader.id == "asha"


def test_nothing_to_set_side_by_side(world: World) -> None:
    world.write("tess", "Register sent", texts.REPORT)
    assert beside(world.tenant, world.case()) is None
    assert beside(world.tenant, {"reference": "OCAT-2026-0009", "anonymous": True}) is None
