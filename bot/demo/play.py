"""A whole story, played without a browser: what people write, what the service answers, what goes on record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.demo.texts import ANONYMOUS, OUTCOME, REPORT
from bot.demo.world import World, kind_of

LONDON = ZoneInfo("Europe/London")
START = datetime(2026, 11, 24, 15, 40, tzinfo=UTC)  # a Tuesday afternoon in term time
Say = Callable[[str], None]


@dataclass
class Player:
    """Plays steps in a world and tells what came of each."""

    world: World
    say: Say
    seen_mails: set[str] = field(default_factory=set)
    seen_events: int = 0

    def step(self, words: str, act: Callable[[], object]) -> None:
        """One step of the story, then everything new: events of the record and mails in people's inboxes."""
        at = self.world.now().astimezone(LONDON)
        self.say(f"\n{at:%a %d %b %H:%M}  {words}")
        act()
        self.news()

    def news_seen(self) -> None:
        """What there is so far counts as told."""
        self.news(lambda line: None)

    def news(self, say: Say | None = None) -> None:
        """What is on record and in inboxes since the last look."""
        tell = say or self.say
        events = [event for case in self.world.cases() for event in case["events"]]
        for event in events[self.seen_events :]:
            tell(f"      record  {event['event'].replace('_', ' ')} ({event['role']})")
        self.seen_events = len(events)
        for account in (*self.world.tenant.trust.people, *self.world.tenant.trust.outside):
            for mail in self.world.inbox(account.id):
                if mail.id not in self.seen_mails and kind_of(mail):
                    self.seen_mails.add(mail.id)
                    tell(f"      mail    to {account.name} ({account.job}): {mail.subject}")


def play_named(world: World, say: Say) -> bool:
    """The named report, from a teacher's mail to a closed case. True when it ended as it should."""
    player = Player(world, say)
    step = player.step
    taken = "ACKNOWLEDGE\nCLASSIFY major confirmed\nASSIGN c.lindqvist@hill.osborne.example"
    view = "ACKNOWLEDGE\nRISK likely because health data of children went to an outsider"
    agreed = "NOTE Agreed. The controls are right and the letter was good."
    step("Tess, a teacher, reports that she sent a register to a parent.",
         lambda: world.write("tess", "SEND register sent to the wrong person", REPORT))  # fmt: skip
    step("Asha, the Headteacher, does not answer for two hours.", lambda: world.advance(hours=2))
    step("Ben, the Deputy, takes it, says how bad it is and names an officer.",
         lambda: world.reply("ben", taken))  # fmt: skip
    step("Dana, the Data Protection Officer, gives her view.",
         lambda: world.reply("dana", view, "referral"))  # fmt: skip
    step("Cat, the Investigating Officer, has the parent's word that the file is gone.",
         lambda: world.reply("cat", "CONTAINED the parent deleted it and confirmed that in writing"))  # fmt: skip
    step("Ben decides the two legal questions.",
         lambda: world.reply("ben", "ICO report because the DPO expects a risk to the children\n"
                                    "PEOPLE tell because families should hear it from us"))  # fmt: skip
    world.advance(hours=14)
    player.news()
    step("Dana has filed it with the ICO, Ben has written to the families.", lambda: _told(world))
    world.advance(days=6)
    player.news()
    step("Cat sends the outcome report.", lambda: world.reply("cat", OUTCOME, "appointment"))
    step("Asha reviews it and accepts.", lambda: world.reply("asha", "ACCEPT", "review_request"))
    step("Dana gives her view of the report.",
         lambda: world.reply("dana", agreed, "outcome_report"))  # fmt: skip
    step("Asha closes the case.", lambda: world.reply("asha", "CLOSE", "review_request"))
    return _ended(world, say)


def play_anonymous(world: World, say: Say) -> bool:
    """The anonymous report: taken in without the identity, a question relayed, an answer relayed back."""
    player = Player(world, say)
    player.news_seen()
    step = player.step
    step("Noor writes to the mailbox for anonymous reports.",
         lambda: world.write("noor", "Something you should know", ANONYMOUS, to="speakup@osborne.example"))  # fmt: skip
    say("\n      what the leader reads of it:")
    leader = next(p for p in ("asha", "ben", "mel", "ivor") if "triage_request" in world.kinds(p)[-3:])
    for line in _reported_lines(world.newest(leader, "triage_request").text):
        say(f"      |  {line}")
    asked = "ASK reporter: Was the folder closed when you saw it?"
    step("The leader asks a question; it goes out after a while, so that times tell nothing.",
         lambda: world.reply(leader, asked, "triage_request"))  # fmt: skip
    world.advance(hours=1)
    question = next(mail for mail in world.inbox("noor") if "question" in mail.subject)
    say(f"      mail    to the reporter: {question.subject}")
    step("Noor answers, and signs by mistake; the answer is cleaned.",
         lambda: world.tenant.reply_as("noor", question, "It was open on page 3.\n\nNoor Whitlock"))  # fmt: skip
    world.tick()
    step("Her answer waits a while as well, and reaches the leader.", lambda: world.advance(hours=1))
    return _unknown(world, say, leader)


def _reported_lines(text: str) -> list[str]:
    lines = text.splitlines()
    start = next((n for n, line in enumerate(lines) if line.startswith("What was reported")), 0)
    end = next((n for n, line in enumerate(lines) if line.startswith("What we suggest")), start + 8)
    return [line for line in lines[start + 1 : end] if line.strip()]


def _unknown(world: World, say: Say, leader: str) -> bool:
    """The name is in no mail to anybody else, and in no file of the service."""
    case = world.case()
    words = ("noor", "whitlock", "960199")
    others = [a.id for a in (*world.tenant.trust.people, *world.tenant.trust.outside) if a.id != "noor"]
    mails = " ".join(
        f"{m.subject} {m.text} {m.html or ''}" for p in others for m in world.inbox(p) if kind_of(m)
    )
    kept = b"".join(
        path.read_bytes() for path in world.folder.rglob("*") if path.is_file() and "config" not in path.parts
    )
    found = [word for word in words if word in mails.lower() or word.encode() in kept.lower()]
    answered = any(event["event"] == "answered" for event in case["events"])
    say(f"\n{case['reference']} is anonymous: {case['anonymous']}; the question was answered: {answered}; "
        f"traces of the reporter in mails or files: {', '.join(found) or 'none'}.")  # fmt: skip
    return bool(case["anonymous"]) and answered and not found


def _told(world: World) -> None:
    world.reply("dana", "ICO filed IC-482913-K7P2", "referral")
    world.reply("ben", "PEOPLE told by letter to all 32 families")


def _ended(world: World, say: Say) -> bool:
    case = world.case()
    mails = case["mails"]
    good = case["state"] == "closed" and all(mail["status"] == "sent" for mail in mails)
    say(
        f"\n{case['reference']} is {case['state']}: {len(case['events'])} events on record, {len(mails)} mails sent."
    )
    if not good:
        say("The story did not end as it should; missing: " + "; ".join(case["missing"]))
    return good
