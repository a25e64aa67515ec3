"""A second suite of planted mails, written without sight of the code by somebody who wants the name.

Other people, other tricks: names in disguise, other alphabets, what a writer says of body, belongings, company.
"""

from __future__ import annotations

from bot.anonymity.identity import DirectoryCard
from tests.anonymity.people import Reporter

KATH = Reporter(
    "Katherine",
    "O'Malley-Byrne",
    "k.omalley-byrne",
    "Kath",
    "Teacher of Music",
    "Room 14",
    "01632 960171",
    "",
    "",
)
OLGA = Reporter("Ольга", "Щербакова", "o.shcherbakova", "Olya", "Cook", "", "", "", "")
MO = Reporter("Mohammed", "Al-Rashid", "m.alrashid", "Mo", "Attendance Officer", "", "", "", "")
CJ = Reporter(
    "Cressida", "Wetherspoon-Vane", "cjwv", "CJ", "Examinations Officer", "", "01632 960188", "", ""
)
JOSE = Reporter("José", "Núñez García", "j.nunez", "Pepe", "Site Manager", "", "", "", "")
HILL = Reporter("Mark", "Hill", "mhill", "", "", "", "", "", "")
HEAD = Reporter("Grace", "Head", "g.head", "", "", "", "", "", "")
NAMES = ("Katherine", "Malley", "Byrne")

Row = tuple[str, Reporter, str, tuple[str, ...], tuple[str, ...]]


def card(person: Reporter) -> DirectoryCard:
    """What a trust's directory.toml knows of them: no job, no room."""
    phones = (person.phone,) if person.phone else ()
    return DirectoryCard(person.full, phones=phones, addresses=(person.address,))


# name, who writes, what stands behind the fact, what must not get out, what must
DISGUISES: tuple[Row, ...] = (
    ("short form of another spelling", KATH, 'He said "Oh Kath, never mind" and left.', ("Kath,",), ()),
    ("short form on top", KATH, "PS Don't tell him it was Kathy from Music!", ("Kathy", "Music"), ()),
    ("monogram", KATH, "KOMB stood on the sign-out sheet.", ("KOMB",), ("sign-out sheet",)),
    ("monogram of halves", KATH, "The sheet says (signed: KOB).", ("KOB",), ()),
    ("dotted monogram", KATH, "The sheet says K.O.B. on top.", ("K.O.B",), ()),
    ("former name", KATH, "Some still know me as Kathy Brennan.", ("Kathy", "Brennan"), ()),
    ("maiden name", KATH, "My maiden name was Brennan. The tray says Brennan.", ("Brennan",), ()),
    ("backwards", KATH, "Who am I? enirehtaK eryB-yellaM'O", ("enirehtaK",), ()),
    ("right to left", KATH, "The tray says \u202eenryB enirehtaK\u202c here.", ("enirehtaK",), ("The tray says",)),
    ("rot13", KATH, "The token was Xngurevar.", ("Xngurevar",), ("The token was",)),
    ("digits for letters", KATH, "My tag K4therine_Byrn3 stood on it.", ("K4therine",), ()),
    ("spelt over the telephone", KATH, "B for Bravo, Y for Yankee, R for Romeo, N for November, E for Echo.",
     ("Yankee",), ()),
    ("login of a double name", KATH, r"It was C:\Users\kobyrne\SEN\list.xlsx.", ("kobyrne",), ("list.xlsx",)),
    ("the family", KATH, "The O'Malley-Byrnes live nearby.", ("Malley",), ("live nearby",)),
    ("double name apart", KATH, "The tray says O Malley Byrne K and OMalley Byrne.", ("Byrne",), ()),
    ("own handle", KATH, "I also posted nothing as @kath_omb, do not worry.", ("kath_omb",), ()),
    ("second of two ways to reach", KATH, "Reach me at kathyb@home.example or 07700900171.",
     ("kathyb", "07700900171"), ()),
    ("number within the town", KATH, "Ring 960171 about it.", ("960171",), ()),
    ("number in words", KATH, "My number is oh one six three two nine six oh one seven one.", ("six three two",), ()),
    ("romanised", OLGA, "The log says Olga Shcherbakova opened it.", ("Olga", "Shcherbakova"), ("opened it",)),
    ("romanised otherwise", OLGA, "The log says Scherbakowa, O.", ("Scherbakowa",), ()),
    ("short form romanised", OLGA, "He said \"Olya, stop\" and left.", ("Olya",), ()),
    ("another language's endings", OLGA, "От Ольги Щербаковой.", ("Ольги", "Щербаковой"), ()),
    ("particle apart", MO, "The log says M. Al Rashid; Mohd signed.", ("Rashid", "Mohd"), ()),
    ("letters as a name", CJ, "Everyone calls me CJ. CJ left it, he joked.", ("CJ",), ()),
    ("login of initials", CJ, "The copier's log says CJWV at 09:14.", ("CJWV",), ("at 09:14",)),
    ("second surname", JOSE, "Signed by Sr. García and Jose Nunez.", ("García", "Nunez"), ()),
)  # fmt: skip
HANDS: tuple[Row, ...] = (
    ("for a colleague", KATH, "I am writing on behalf of my colleague Tess Abara, who wants to stay anonymous.",
     ("Tess", "Abara"), ()),
    ("for a frightened one", KATH, "Reporting this for Tess in 3B who is afraid.", ("Tess", "3B"), ()),
    ("for an institution", KATH, "I am writing on behalf of Hill Academy about Dan Petrov, who prints.", (),
     ("on behalf of Hill Academy", "Dan Petrov, who prints")),
    ("others' wish", KATH, "Mrs Blake wants a copy. Jo Tremaine asked for the list.", (), ("Mrs Blake", "Jo Tremaine")),
    ("form", KATH, "\n\nName: Kath OMB\nRole: Music lead\nSchool: Hill Academy\nPhone: 01632 960171\nWho did it: Dan",
     ("OMB", "Music lead", "960171"), ("School: Hill Academy", "Who did it: Dan")),
    ("form of another's data", KATH, "\n\nName: Declan Doyle\nPhone: 01632 960555\nRole: pupil\n", (),
     ("Declan Doyle", "01632 960555")),
    ("sent by", KATH, "\n\nsent by Head's PA", ("Head's PA",), ()),
    ("label of the reporter", KATH, "\nReported by: the music lady\nWhat: a list", ("music lady",), ("What: a list",)),
    ("chat", KATH, "\n\n20/11/2026, 09:00 - Dan P: bin it\n20/11/2026, 09:01 - Kath: no\n20/11/2026, 09:02 - Dan P: go",
     ("Kath",), ("Dan P: bin it", "Dan P: go")),
    ("flowers in the signature", KATH, "\n\n\u273f Kath \u273f\nMusic", ("Kath",), ()),
)  # fmt: skip
SELVES: tuple[Row, ...] = tuple(
    (said[:40], KATH, said, gone, kept)
    for said, gone, kept in (
        ("I'm the one with the guide dog.", ("guide dog",), ()),
        ("I use a wheelchair, so I was by the lift.", ("wheelchair",), ()),
        ("I've got grey hair and a beard.", ("grey hair",), ()),
        ("I'm allergic to the toner, that is why I looked.", ("allergic",), ()),
        ("I was doing the tuck shop when the screen came on.", ("tuck shop",), ("the screen came on",)),
        ("Three of us were there: Tess, Noor and myself.", ("Tess", "myself"), ()),
        ("As treasurer of the PTA I get copies of everything.", ("treasurer",), ()),
        ("Nobody else on reception would have noticed it, it was just me.", ("on reception",), ()),
        ("My son Finnegan (Year 5, Oak class) told me at home.", ("Finnegan", "Oak class"), ()),
        ("I was in the sick bay with a migraine at 11.", ("sick bay", "migraine"), ()),
        ("I was off on Monday for my mother's funeral.", ("funeral",), ()),
        ("I had a meeting with you about my pay at 9 that day.", ("about my pay",), ()),
        ("It's me who opens the school at six.", ("opens the school",), ()),
        ("We job share, Tess and I, in 3B.", ("job share", "3B"), ()),
        ("When I interviewed for head of maths he was on the panel.", ("interviewed for",), ()),
        ("CCTV at 11:52 will show me in the red coat.", ("red coat",), ()),
        ("The ticket INC0012345 was raised by me on Monday.", ("raised by me",), ()),
        ("I signed the visitors' book right below him.", ("signed the visitors",), ()),
        ("I parked my Skoda (LK19 XYZ) next to his.", ("LK19",), ()),
        ("My staff number is 40771.", ("40771",), ()),
        ("My laptop's address is 10.9.8.7, asset tag LT-4471.", ("10.9.8.7",), ()),
        ("I only noticed when I unlocked my room.", ("unlocked my room",), ()),
    )
)
KEPT: tuple[Row, ...] = tuple(
    (said[0][:40], person, " ".join(said), (), said)
    for person, said in (
        (KATH, ("Katherine Doyle (7B), born 3/4/2014, is on it with her epilepsy plan.",)),
        (KATH, ("Declan Byrne in Year 8 saw it; his mother Mrs Deirdre Byrne rang.",)),
        (KATH, ("The SEN list and the MIS export lay there.", "B for behaviour stood beside two names.")),
        (KATH, ("I had a call from a man who said he was the bank.", "I was copied in by Dan.")),
        (HILL, ("Please mark it as urgent.", "The mark sheet of Hill Academy lay in Hill Street.")),
        (HEAD, ("The head said nothing.", "The grace period is over.", "Head of Year 3 knew.")),
        (CJ, ("The camera shows Dan at 11:52.", "Ticket INC0012345 is with IT.", "My laptop was stolen.")),
        (OLGA, ("Anna Petrova saw it.",)),
    )
)
ROWS = (*DISGUISES, *HANDS, *SELVES, *KEPT)
SUBJECTS: tuple[tuple[Reporter, str, tuple[str, ...], str], ...] = (
    (KATH, "Printer list (from your music teacher)", ("music teacher",), "Printer list"),
    (KATH, "List on the printer - from Kath", ("Kath",), "List on the printer"),
    (KATH, "KOMB: list on the printer", ("KOMB",), "list on the printer"),
    (KATH, "I teach next door: list on the printer", ("next door",), "list on the printer"),
    (KATH, "Mail from the bank: a fraud", (), "Mail from the bank: a fraud"),
)
