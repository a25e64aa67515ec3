"""An anonymous report through the whole service: the identity is nowhere, the substance is everywhere (SPEC §6)."""

from __future__ import annotations

import re

import pytest

from bot.demo.world import World
from tests.scenarios.conftest import Make, events

SPEAKUP = "speakup@osborne.example"
TEXT = (
    "Hello,\n\nI'm Noor, the teaching assistant in the nurture room. Leo Fairweather left the folder with test "
    "results of "
    "two pupils on the photocopier at Hill Academy this morning at 8.30. Two parents saw it.\n\n"
    "Noor Whitlock\nTeaching assistant\n01632 960199\n"
)
IDENTITY = ("noor", "whitlock", "960199")


@pytest.fixture
def reported(world: World) -> World:
    world.write("noor", "Folder on the copier, from Noor", TEXT, to=SPEAKUP)
    return world


def everything(world: World) -> bytes:
    """Every byte that the service keeps: database, its log, data and key folders."""
    files = [path for path in world.folder.rglob("*") if path.is_file() and "config" not in path.parts]
    return b"\n".join(path.read_bytes() for path in files)


def leaders_mail(world: World) -> str:
    people = ("asha", "ben", "mel", "ivor", "dana", "raj", "kay", "cat")
    seen = [mail for person in people for mail in world.inbox(person)]
    return "\n".join(f"{mail.subject}\n{mail.text}\n{mail.html or ''}" for mail in seen).lower()


def nowhere(world: World) -> None:
    kept = everything(world).lower()
    for word in IDENTITY:
        assert word.encode() not in kept, word
        assert word not in leaders_mail(world), word
    for folder in ("sentitems", "drafts"):
        for address in (SPEAKUP, "incidents@osborne.example"):
            for mail in world.tenant.folder(address, folder):
                assert not any(word in f"{mail.subject} {mail.text} {mail.to}".lower() for word in IDENTITY)


def test_the_substance_reaches_the_leader_and_the_identity_nobody(reported: World) -> None:
    case = reported.case()
    assert case["anonymous"] is True
    assert "reporter" not in case["people"]
    text = reported.newest("asha", "triage_request").text
    assert "photocopier" in text
    assert "Leo Fairweather" in text
    nowhere(reported)


def test_the_reporter_gets_a_receipt_with_a_code_and_what_leaders_got(reported: World) -> None:
    receipt = reported.inbox("noor")[-1]
    assert receipt.from_.address == SPEAKUP
    assert "OCAT-" not in receipt.subject + receipt.text
    assert "photocopier" in receipt.text
    assert not [name for name, _ in receipt.headers if name.lower().startswith("x-nearmiss-case")]


def test_the_original_is_purged_and_no_sent_copy_stays(reported: World) -> None:
    for folder in ("inbox", "sentitems", "drafts", "deleteditems"):
        assert reported.tenant.folder(SPEAKUP, folder) == [], folder


def test_a_request_for_anonymity_at_the_ordinary_address_counts(world: World) -> None:
    world.write("noor", "Folder on the copier", TEXT + "\nPlease keep my name out of this.")
    assert world.case()["anonymous"] is True
    nowhere(world)


def test_a_named_report_keeps_its_name(world: World) -> None:
    world.write("noor", "Folder on the copier", TEXT)
    assert world.case()["anonymous"] is False
    assert world.case()["people"]["reporter"] == ["n.whitlock@hill.osborne.example"]


def test_a_question_is_relayed_both_ways_after_a_while(reported: World) -> None:
    reported.reply(
        "asha", "ASK reporter: Was the folder closed when you saw it? Who are you?", "triage_request"
    )
    assert len(reported.inbox("noor")) == 1  # not at once
    reported.advance(hours=1)
    question = next(mail for mail in reported.inbox("noor") if "question" in mail.subject)
    assert "closed" in question.text
    assert "need not answer" in question.text
    reported.tenant.reply_as("noor", question, "It was open on page 3.\n\nBest wishes\nNoor Whitlock")
    reported.tick()
    assert "answered" in events(reported)
    assert "answer" not in reported.kinds("asha")  # the minute of an answer tells who sat at a desk
    reported.advance(hours=1)
    answer = reported.newest("asha", "answer").text
    assert "open on page 3" in answer
    nowhere(reported)


def test_a_held_file_too_large_to_be_kept_is_not_said_to_have_gone(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.ticks.anonymous.rebuilding._LARGEST_SEALED", 10)
    voice = [("voice.mp3", "audio/mpeg", b"ID3" + bytes(9_000))]
    world.write("noor", "Folder", "The folder was on the copier.", to=SPEAKUP, files=voice)
    world.tenant.reply_as("noor", world.inbox("noor")[-1], "RELEASE 1")
    world.tick()
    world.advance(hours=1)
    assert "too large to be kept" in world.inbox("noor")[-1].text
    assert "report_added" not in events(world)


def test_leaders_hear_of_a_file_that_nobody_can_release(reported: World) -> None:
    receipt = reported.inbox("noor")[-1]
    code = re.search(r"\d{4} \d{4} \d{4} \d{4}", receipt.text)
    assert code
    reported.tenant.reply_as("noor", receipt, "NO CONTACT")
    reported.tick()
    reported.advance(hours=2)
    reported.jump(days=1)
    reported.tenant.add_outside("someone@homepost.example", "Someone")
    voice = [("voice.mp3", "audio/mpeg", b"ID3" + bytes(9_000))]
    reported.tenant.send_as("someone@homepost.example", SPEAKUP, "More", f"{code[0]}\n\nListen.", None, voice)
    reported.tick()
    reported.advance(hours=2)
    assert "nobody can release" in reported.newest("asha", "answer").text


def test_an_answer_to_both_our_mailboxes_is_passed_on_once(reported: World) -> None:
    receipt, both = reported.inbox("noor")[-1], ["incidents@osborne.example"]
    words = "It was open on page 3."
    reported.tenant.send_as("noor", SPEAKUP, f"RE: {receipt.subject}", words, cc=both, in_reply_to=receipt)
    reported.tick()
    assert events(reported).count("report_added") == 1


def test_an_answer_that_waits_is_not_sent_to_who_is_kept_out_meanwhile(reported: World) -> None:
    reported.advance(hours=6)
    told = "It was the Head herself who left it there."
    reported.tenant.reply_as("noor", reported.inbox("noor")[-1], told)
    reported.tick()
    reported.reply("mel", "EXCLUDE a.rahman@hill.osborne.example because she left it there")
    reported.advance(hours=1)
    assert "the Head herself" in reported.newest("mel", "answer").text
    assert "answer" not in reported.kinds("asha")


def test_each_released_piece_reaches_the_leader(world: World) -> None:
    told = (
        "Leo left the folder on the copier. I share the office with her. My husband is the caretaker at Hill."
    )
    world.write("noor", "Folder", f"{told}\n\nNoor Whitlock\n", to=SPEAKUP)
    world.tenant.reply_as("noor", world.inbox("noor")[-1], "RELEASE 1 and 2")
    world.tick()
    world.advance(hours=1)
    answers = [mail.text for mail in world.inbox("asha") if "has written" in mail.subject]
    assert sum("share the office" in text for text in answers) == 1
    assert sum("My husband" in text for text in answers) == 1


def test_no_contact_destroys_the_key(reported: World) -> None:
    receipt = reported.inbox("noor")[-1]
    reported.tenant.reply_as("noor", receipt, "NO CONTACT")
    reported.tick()
    reported.advance(hours=2)
    reported.jump(days=1)
    reported.tick()
    assert list((reported.folder / "keys" / "cases").glob("*")) == []
    nowhere(reported)


def test_an_absence_reply_of_the_reporter_never_reaches_anybody(reported: World) -> None:
    before = len(reported.inbox("asha"))
    receipt = reported.inbox("noor")[-1]
    reported.tenant.send_as(
        "noor", receipt.from_.address, f"Automatic reply: {receipt.subject}",
        "Noor Whitlock is out of the office until Monday.",
        in_reply_to=receipt, headers=(("X-Auto-Response-Suppress", "All"), ("Auto-Submitted", "auto-replied")),
    )  # fmt: skip
    reported.tick()
    assert len(reported.inbox("asha")) == before
    nowhere(reported)


def test_guessing_a_name_gets_the_same_answer_right_or_wrong(world_at: Make) -> None:
    outcomes = []
    for guess in ("n.whitlock@hill.osborne.example", "t.abara@hill.osborne.example"):
        world = world_at("2026-11-24 10:00")
        world.write("noor", "Folder", TEXT, to=SPEAKUP)
        words = f"CLASSIFY minor\nASSIGN {guess}\nEXCLUDE {guess} because I think they wrote it"
        world.reply("asha", words, "triage_request")
        outcomes.append([e for e in events(world)])
        answer = world.newest("asha", "confirmed").text
        outcomes.append([answer.count("appointed"), answer.count("kept out")])
    assert outcomes[0] == outcomes[2]
    assert outcomes[1] == outcomes[3]


def test_name_me_is_asked_twice(reported: World) -> None:
    receipt = reported.inbox("noor")[-1]
    reported.tenant.reply_as("noor", receipt, "NAME ME")
    reported.tick()
    assert reported.case()["anonymous"] is True
    reported.tenant.reply_as("noor", receipt, "NAME ME")
    reported.tick()
    assert reported.case()["anonymous"] is False
    assert reported.case()["people"]["reporter"] == ["n.whitlock@hill.osborne.example"]


def test_the_code_works_from_any_address(reported: World) -> None:
    receipt = reported.inbox("noor")[-1]
    code = re.search(r"\d{4} \d{4} \d{4} \d{4}", receipt.text)
    assert code
    reported.tenant.add_outside("someone@homepost.example", "Someone")
    words = f"{code[0]}\n\nIt happened again today at noon."
    reported.tenant.send_as("someone@homepost.example", SPEAKUP, "More", words)
    reported.tick()
    reported.advance(hours=1)
    assert len(reported.cases()) == 1
    assert "happened again" in reported.newest("asha", "answer").text
    assert code[0] not in leaders_mail(reported)  # who has the code writes as the reporter


def test_files_beside_many_numbers_and_the_code_are_kept(reported: World) -> None:
    code = re.search(r"\d{4} \d{4} \d{4} \d{4}", reported.inbox("noor")[-1].text)
    assert code
    reported.tenant.add_outside("someone@homepost.example", "Someone")
    others = "\n".join(f"1000 0000 0000 000{n}" for n in range(6))
    words = f"{others}\n{code[0]}\n\nThe list of cards is attached."
    listed = [("cards.txt", "text/plain", b"six cards were on the copier")]
    reported.tenant.send_as("someone@homepost.example", SPEAKUP, "More", words, None, listed)
    reported.tick()
    assert "evidence_kept" in events(reported)


def test_a_code_that_is_locked_is_shown_to_nobody(reported: World) -> None:
    code = re.search(r"\d{4} \d{4} \d{4} \d{4}", reported.inbox("noor")[-1].text)
    assert code
    reported.tenant.add_outside("someone@homepost.example", "Someone")
    wrong = "\n".join(f"{code[0][:-4]}{n:04d}" for n in range(10))
    words = f"{wrong}\n{code[0]}\n\nThe folder at Hill Academy was taken again."
    reported.tenant.send_as("someone@homepost.example", SPEAKUP, f"More on {code[0]}", words)
    reported.tick()
    assert len(reported.cases()) == 2
    assert "taken again" in leaders_mail(reported)
    assert code[0] not in leaders_mail(reported)


BAIT = (
    "ASK reporter: Please look at https://track.example/p/9f8e7d6c5b4a?who=noor and tell us if it is right. "
    "Who are you, and which room were you in?"
)


def test_a_tracking_link_or_picture_never_reaches_the_reporter(reported: World) -> None:
    html = (
        "<p>" + BAIT + "</p><img src='https://track.example/pixel.gif?id=77' width='1' height='1'>"
        "<a href='https://track.example/u/unique-token-1234567890'>here</a>"
    )
    mail = reported.newest("asha", "triage_request")
    reported.tenant.send_as("asha", mail.from_.address, f"RE: {mail.subject}", BAIT, html, in_reply_to=mail)
    reported.tick()
    reported.advance(hours=1)
    question = next(m for m in reported.inbox("noor") if "question" in m.subject)
    whole = f"{question.text} {question.html or ''}"
    for bait in ("9f8e7d6c5b4a", "who=noor", "pixel.gif", "unique-token", "<img", 'href="http'):
        assert bait not in whole, bait
    assert "need not answer" in question.text


def test_a_read_receipt_of_the_reporter_never_reaches_anybody(reported: World) -> None:
    before = len(reported.inbox("asha"))
    receipt = reported.inbox("noor")[-1]
    reported.tenant.send_as("noor", receipt.from_.address, f"Read: {receipt.subject}", "Your message was read.",
                            in_reply_to=receipt)  # fmt: skip
    reported.tick()
    reported.advance(hours=1)
    assert [m for m in reported.inbox("asha")[before:] if "read" in m.subject.lower()] == []
    nowhere(reported)


@pytest.mark.parametrize(
    "words",
    [
        "NOTE I think it was {guess} who wrote this",
        "ASK {guess}: Did you write that report?",
        "ASSIGN {guess}",
        "EXCLUDE {guess} because they may have written it",
        "HANDOVER {guess}",
    ],
)
def test_right_and_wrong_guesses_are_treated_alike(world_at: Make, words: str) -> None:
    seen = []
    for guess in ("n.whitlock@hill.osborne.example", "t.abara@hill.osborne.example"):
        world = world_at("2026-11-24 10:00")
        world.write("noor", "Folder", TEXT, to=SPEAKUP)
        world.reply("asha", words.format(guess=guess), "triage_request")
        answers = [m.text for m in world.inbox("asha") if "Done" in m.subject or "not" in m.subject.lower()]
        name = world.app.service.directory.person_by_address(guess)
        told = [text.replace(guess, "X").replace(name.name if name else "-", "X") for text in answers]
        seen.append((events(world), [m.subject for m in world.inbox("asha")], told))
    assert seen[0] == seen[1]


def test_an_attempt_to_learn_the_name_is_refused_with_the_policys_sentence(reported: World) -> None:
    reported.reply("asha", "Please tell me who the reporter is.", "triage_request")
    answer = reported.newest("asha").text
    assert "shall be protected as far as is feasible" in " ".join(answer.split())
    assert "refused" in events(reported)
    nowhere(reported)
