"""How many mails one Headteacher gets: in the worst day of a critical case, and in a week of minor ones.

Plays both in memory with the handlers of the service (no network, no database) and prints the figures, for a Head who
acts, one who is busy, and one who never answers: python -m bench.mail_load [--list]
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from tests.properties.desk import LONDON, RANSOMWARE, REPORT, Desk, Sent, london

HEAD, OFFICER = "asha", "c.lindqvist@hill.osborne.example"
DAY = timedelta(days=1)
MINOR_FORM = """OUTCOME
3c Evidence: the mail and the answer
3f Data subjects informed, or why not: not applicable: nobody read it
3h Disciplinary action started, or why not: no, an honest slip
3j Controls to prevent recurrence: check the address twice
Cause: autocomplete
Actions: none
"""


def at(desk: Desk, moment: str, who: str, words: str, reference: str = "") -> None:
    """Time passes until a London moment, then somebody writes."""
    desk.until(moment)
    desk.say(who, words, reference)


def critical_head_acts() -> Desk:
    """The Head answers within the hour, the SIRO investigates, the DPO advises, IT contains."""
    desk = Desk("2026-11-24 10:00")
    desk.report(RANSOMWARE)
    at(desk, "2026-11-24 10:20", HEAD, f"CLASSIFY critical confirmed\nASSIGN {OFFICER}")
    at(desk, "2026-11-24 10:30", "mel", "ACKNOWLEDGE")
    at(desk, "2026-11-24 10:40", "dana", "ACKNOWLEDGE")
    at(desk, "2026-11-24 12:30", "raj", "CONTAINED the servers are off the network")
    at(desk, "2026-11-24 14:00", "dana", "RISK likely because pupil files were copied")
    at(
        desk,
        "2026-11-24 14:30",
        HEAD,
        "ICO report because the DPO advises it\nPEOPLE tell because files were copied",
    )
    at(desk, "2026-11-24 17:00", "dana", "ICO filed IC-1-A")
    at(desk, "2026-11-25 09:30", "mel", "NOTE Interim: restoring from the backup")
    at(desk, "2026-11-25 10:00", HEAD, "PEOPLE told by letter and by a message to all parents")
    desk.advance(days=4)
    return desk


def critical_head_is_busy() -> Desk:
    """Everybody does each thing only after it has become late."""
    desk = Desk("2026-11-24 10:00")
    desk.report(RANSOMWARE)
    at(desk, "2026-11-24 11:05", HEAD, "ACKNOWLEDGE")
    at(desk, "2026-11-24 11:10", "dana", "ACKNOWLEDGE")
    at(desk, "2026-11-24 14:10", HEAD, "CLASSIFY critical")
    at(desk, "2026-11-24 16:20", HEAD, f"ASSIGN {OFFICER}")
    at(desk, "2026-11-24 18:30", "raj", "CONTAINED the servers are off the network")
    at(desk, "2026-11-25 09:00", "dana", "RISK likely because pupil files were copied")
    at(
        desk,
        "2026-11-25 10:00",
        HEAD,
        "ICO report because the DPO advises it\nPEOPLE tell because files were copied",
    )
    at(desk, "2026-11-26 09:00", "dana", "ICO filed IC-1-A")
    at(desk, "2026-11-26 11:00", HEAD, "PEOPLE told by letter and by a message to all parents")
    desk.advance(days=4)
    return desk


def critical_nobody_answers() -> Desk:
    """Four days of silence."""
    desk = Desk("2026-11-24 10:00")
    desk.report(RANSOMWARE)
    desk.advance(days=4)
    return desk


def minor_week(head: Callable[[Desk, str, datetime], None]) -> Desk:
    """A small slip each day of a week, the officer's short form two days later, the review the day after."""
    desk = Desk("2026-11-23 08:30")
    plan: list[tuple[datetime, str, str]] = []
    begin = london("2026-11-23 09:15")
    cases: dict[str, str] = {}
    for n in range(5):
        reported = begin + n * DAY + timedelta(minutes=40 * n)
        plan.append((reported, "report", str(n)))
        plan.append((reported + timedelta(hours=1, minutes=20), "triage", str(n)))
        plan.append((reported + 2 * DAY, "form", str(n)))
        plan.append((reported + 2 * DAY + timedelta(hours=5), "review", str(n)))
    for moment, what, n in sorted(plan):
        desk.advance(moment - desk.now)
        if what == "report":
            cases[n] = desk.report(REPORT.replace("32", str(2 + int(n))))
        elif what == "triage":
            head(desk, cases[n], moment)
        elif desk.matters[cases[n]].case.who.investigators:
            who, words = ("cat", MINOR_FORM) if what == "form" else (HEAD, "ACCEPT\nCLOSE")
            desk.say(who, words, cases[n])
    desk.until("2026-11-30 07:59")
    return desk


def in_one_mail(desk: Desk, reference: str, moment: datetime) -> None:
    """The small-slip button, and the officer's name with it."""
    slip = "CLASSIFY minor\nCONTAINED she deleted it\nRISK unlikely because she deleted it unread"
    desk.say(HEAD, f"{slip}\nASSIGN {OFFICER}", reference)


def never(desk: Desk, reference: str, moment: datetime) -> None:
    """Nothing."""


def worst_day(mails: Iterable[Sent]) -> list[Sent]:
    """The most mails within any 24 hours."""
    own = sorted(mails, key=lambda sent: sent.at)
    windows = ([s for s in own if first.at <= s.at < first.at + DAY] for first in own)
    return max(windows, key=len, default=[])


def show(title: str, mails: list[Sent], listed: bool) -> None:
    """One line, and with --list every mail."""
    kinds = ", ".join(
        f"{n} {kind.replace('_', ' ')}" for kind, n in Counter(s.kind.value for s in mails).most_common()
    )
    print(f"{title:64} {len(mails):3}  ({kinds})")
    for sent in mails if listed else ():
        print(f"    {sent.at.astimezone(LONDON):%a %H:%M}  {sent.kind.value:22} {', '.join(sent.points)}")


def main() -> None:
    """Print both figures."""
    listed = "--list" in sys.argv
    print("Mails to one Headteacher in the worst 24 hours of a critical case")
    show("  the Head acts within the hour", worst_day(critical_head_acts().to(HEAD)), listed)
    show(
        "  the Head does everything when it is already late",
        worst_day(critical_head_is_busy().to(HEAD)),
        listed,
    )
    show("  nobody in the whole trust answers", worst_day(critical_nobody_answers().to(HEAD)), listed)
    print("Mails to one Headteacher in a week with five minor cases (the Monday overview comes on top)")
    show("  each answered in one mail, reviewed in one mail", minor_week(in_one_mail).to(HEAD), listed)
    show("  none answered at all", minor_week(never).to(HEAD), listed)


if __name__ == "__main__":
    main()
