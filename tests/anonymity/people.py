"""Invented reporters of the planted-identity suite, with names that are hard in different ways."""

from __future__ import annotations

from dataclasses import dataclass

from bot.anonymity.identity import DirectoryCard
from bot.mail.message import Address

DOMAIN = "greenfield.example"


@dataclass(frozen=True)
class Reporter:
    """One invented member of staff."""

    first: str
    last: str
    local: str
    nick: str
    job: str
    room: str
    phone: str
    department: str
    rare: str  # a word that points at the job

    @property
    def title(self) -> str:
        return "Mr" if self.first in ("Mark", "Grzegorz") else "Ms"

    @property
    def other_title(self) -> str:
        return "Mrs" if self.title == "Mr" else "Mr"

    @property
    def full(self) -> str:
        return f"{self.first} {self.last}"

    @property
    def address(self) -> str:
        return f"{self.local}@{DOMAIN}"

    @property
    def sender(self) -> Address:
        return Address(self.address, self.full)

    @property
    def card(self) -> DirectoryCard:
        return DirectoryCard(
            display_name=self.full,
            given_name=self.first,
            surname=self.last,
            job_title=self.job,
            department=self.department,
            office=self.room,
            phones=(self.phone,),
            addresses=(self.address,),
            upn=self.address,
        )


PEOPLE = (
    Reporter(
        "Ottoline",
        "Hollinbrook",
        "ottoline.hollinbrook",
        "Otti",
        "Bassoon Tutor",
        "Room M4",
        "07700 900123",
        "Music",
        "bassoon",
    ),
    Reporter(
        "Mark",
        "Page",
        "m.page",
        "Marko",
        "Lead Data Technician",
        "B12",
        "+44 (0)7700 900456",
        "ICT",
        "technician",
    ),
    Reporter(
        "Siobhán",
        "O'Hanrahan",
        "sohanrahan",
        "Shiv",
        "Falconry Instructor",
        "Room 31",
        "01632 960777",
        "Outdoor",
        "falconry",
    ),
    Reporter(
        "Wilhelmina",
        "Thistleby-Crane",
        "wthistlebycrane",
        "Billie",
        "Braille Specialist",
        "Hut 2",
        "07700 900 891",
        "Inclusion",
        "braille",
    ),
    Reporter(
        "Grzegorz",
        "Wysocki",
        "g.wysocki2",
        "Greg",
        "Minibus Driver",
        "Garage",
        "020 7946 0321",
        "Transport",
        "minibus",
    ),
    Reporter(
        "Jo",
        "Lamb",
        "jlamb",
        "JoJo",
        "Beekeeping Club Leader",
        "G7",
        "0113 496 0555",
        "Enrichment",
        "beekeeping",
    ),
)
